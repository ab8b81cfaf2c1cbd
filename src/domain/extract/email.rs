//! E-mail addresses in running text, also spelt out ("ana at example dot com").

use std::ops::Range;

use super::{
    spelt,
    text::{fold, is_latin},
};
use crate::domain::email::Email;

/// An address and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub span: Range<usize>,
    pub email: Email,
}

/// More addresses than these are not somebody's contact data.
pub const MOST: usize = 20;

/// All addresses of a text, in their order.
pub fn find(text: &str) -> Vec<Address> {
    let mut all: Vec<Address> = text.match_indices(['@', '＠']).filter_map(|(at, sign)| around(text, at, sign.len())).take(MOST).collect();
    for spelt in spelt::find(text).into_iter().chain(spelt::with_another_sign(text)) {
        if all.len() < MOST && !all.iter().any(|a| a.span.start < spelt.span.end && spelt.span.start < a.span.end) {
            all.push(spelt);
        }
    }
    all.retain(|address| !is_placeholder(&address.email));
    all.sort_by_key(|address| address.span.start);
    all
}

/// Words for a name, where an address is shown as a pattern.
const NOBODIES: &str = "name names yourname firstname lastname surname initial initials you your user username someone somebody anybody email mail address xxx xyz abc me my
    nombre tunombre apellido apellidos usuario alguien correo tu fulano prenom nom votrenom votre utilisateur adresse vorname nachname ihrname ihr dein deinname benutzer nutzer max mustermann
    nome seunome sobrenome apelido usuario seu alguem beltrano sicrano nama namaanda naam apkanaam";

/// Words for a host in such a pattern.
const NOWHERES: &str = "example domain yourdomain mydomain company yourcompany mycompany business yourbusiness site yoursite website mail email provider host server school work office
    empresa tuempresa miempresa suempresa dominio tudominio correo ejemplo sitio entreprise societe masociete votreentreprise domaine exemple monsite firma ihrefirma meinefirma unternehmen beispiel anbieter domaene
    minhaempresa suaempresa exemplo provedor perusahaan contoh kampni idara";

/// Mailboxes that a team reads, not a person.
const OF_A_TEAM: &str = "info information contact contacts support help helpdesk service services sales hello hi office admin enquiries inquiries orders order booking bookings reservations billing accounts customercare customerservice care team account finance accountspayable ap invoices invoice legal hr purchasing procurement payroll noreply no-reply mail
    contacto soporte ayuda ventas atencion pedidos reservas tienda administracion clientes contabilidad facturacion facturas compras tesoreria compta comptabilite facturation achats rh direction juridique aide commande commandes commercial accueil assistance sav kontakt hilfe kundenservice kundendienst vertrieb verkauf bestellung bestellungen buero empfang buchhaltung rechnung rechnungen einkauf verwaltung
    contato suporte ajuda apoio vendas atendimento pedidos loja geral sac financeiro fiscal contabilidade faturamento faturacao compras";

/// "firstname.lastname@company.com": what an address looks like, nobody's.
fn is_placeholder(email: &Email) -> bool {
    let canonical = email.canonical();
    let among = |word: &str, all: &str| all.split_whitespace().any(|one| one == fold(word));
    let Some((local, host)) = canonical.split_once('@') else { return false };
    let named = local.split(['.', '_', '-']).all(|part| among(part, NOBODIES));
    named && host.split('.').next().is_some_and(|name| among(&name.replace('-', ""), NOWHERES))
}

/// A mailbox of a business ("support@…"): beside a person's it is not the visitor's.
pub fn is_of_a_team(email: &Email) -> bool {
    let local = email.canonical().split_once('@').map_or(String::new(), |(local, _)| local.to_owned());
    OF_A_TEAM.split_whitespace().any(|one| one == local)
}

/// A WhatsApp id looks like an address and is a phone number.
pub fn is_whatsapp_host(host: &str) -> bool {
    matches!(host.to_ascii_lowercase().as_str(), "c.us" | "s.whatsapp.net" | "g.us" | "lid")
}

fn around(text: &str, at: usize, sign: usize) -> Option<Address> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-'".contains(c) || is_latin(c);
    let mut local = last_run(&text[..at], is_local);
    if local.is_empty() {
        // An address in another script altogether.
        local = last_run(&text[..at], char::is_alphanumeric);
    }
    let local = local.trim_start_matches(['.', '-', '\'', '+', '%']);
    let rest = &text[at + sign..];
    let latin_host = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || is_latin(c));
    let is_host =
        |c: char| matches!(c, '.' | '-') || c.is_ascii_alphanumeric() || if latin_host { is_latin(c) } else { c.is_alphanumeric() };
    let length = rest.find(|c| !is_host(c)).unwrap_or(rest.len()).min(rest.len());
    let mut host = rest[..length].trim_end_matches(['.', '-']);
    if let Some((shorter, tail)) = host.rsplit_once('.') {
        // "ana@example.com.Thanks": the next sentence, without its space.
        let is_sentence = tail.starts_with(char::is_uppercase) && !shorter.contains(char::is_uppercase) && shorter.contains('.');
        host = if is_sentence { shorter } else { host };
    }
    if is_whatsapp_host(host) {
        return None;
    }
    let emphasised = rest[host.len()..].starts_with('_');
    let local = local.strip_prefix('_').filter(|_| emphasised).unwrap_or(local);
    let email = Email::parse(&format!("{local}@{host}")).ok()?;
    Some(Address { span: at - local.len()..at + sign + host.len(), email })
}

/// The longest end of `text` of such characters, at most 65 of them.
fn last_run(text: &str, wanted: impl Fn(char) -> bool) -> &str {
    let run = text.chars().rev().take(65).take_while(|c| wanted(*c)).map(char::len_utf8).sum::<usize>();
    &text[text.len() - run..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|address| {
                assert!(text.get(address.span.clone()).is_some(), "{text}");
                address.email.as_str().to_owned()
            })
            .collect()
    }

    #[test]
    fn punctuation_around_an_address_is_not_part_of_it() {
        for text in [
            "ana@example.com",
            "Write to ana@example.com.",
            "<ana@example.com>",
            "(ana@example.com)",
            "mailto:ana@example.com?subject=x",
            "'ana@example.com'",
            "\"ana@example.com\",",
            "“ana@example.com”",
            "**ana@example.com**",
            "_ana@example.com_",
            "`ana@example.com`",
            "email=ana@example.com&x=1",
            "ana@example.com/",
            "ana@example.com...",
            "ana@example.com!Thanks",
            "ana@example.com.Thanks",
            "我的邮箱是ana@example.com谢谢",
            "میرا ای میل ana@example.com ہے",
            "ana@example.com،",
            "mail:ana@example.com;",
            "ana＠example.com",
        ] {
            assert_eq!(read(text), ["ana@example.com"], "{text}");
        }
    }

    #[test]
    fn all_sorts_of_addresses_are_read() {
        for address in [
            "Ana.Lima+shop@Example.co.uk",
            "o'brien@example.ie",
            "josé@exemplo.com.br",
            "ana@müller.de",
            "a_b-c@sub.example.museum",
            "1@2.io",
        ] {
            assert_eq!(read(&format!("it is {address}, thanks")), [address]);
        }
        assert_eq!(read("用户@例子.广告"), ["用户@例子.广告"]);
    }

    #[test]
    fn patterns_of_addresses_are_nobodys() {
        for text in
            ["name@company.com?", "vorname.nachname@firma.de", "nombre@empresa.com", "prenom.nom@societe.fr", "fulano@empresa.com.br"]
        {
            assert_eq!(read(text), [""; 0], "{text}");
        }
        assert_eq!(read("max@firma-huber.de, name@kent.example"), ["max@firma-huber.de", "name@kent.example"]);
    }

    #[test]
    fn what_is_no_address_is_left_alone() {
        for text in [
            "@ana",
            "ana@",
            "ana@home",
            "meet @ cafe.com",
            "a @ b",
            "50@2.5",
            "see you @ 5.30",
            "user@@example",
            "923001234567@c.us",
            "follow @shop.example",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn spelt_out_addresses_are_read() {
        for text in [
            "ana at example dot com",
            "my email is ana at example dot com",
            "reach me at ana at example dot com please",
            "ana [at] example [dot] com",
            "ana(at)example.com",
            "ana {at} example (dot) com",
            "my e-mail: ana @ example.com",
            "mi correo es ana arroba example punto com",
            "meu email é ana arroba example ponto com",
            "ana at the rate example dot com",
            "ana (ät) example (punkt) com",
            "ana klammeraffe example punkt com",
            "mon mail : ana arobase example point com",
            "ای میل: ana ایٹ example ڈاٹ com",
            "بريدي ana آت example دوت com",
            "ईमेल ana एट द रेट example डॉट com",
            "我的邮箱是ana艾特example点com",
            "ana#example.com（把#换成@）",
            "ana*example.com, replace the * with @",
        ] {
            assert_eq!(read(text), ["ana@example.com"], "{text}");
        }
        for (text, wanted) in [
            ("ana underscore lima at example dot com", "ana_lima@example.com"),
            ("ana tiret lima arobase example point fr", "ana-lima@example.fr"),
            ("ana guion bajo lima arroba example punto com", "ana_lima@example.com"),
            ("ana unterstrich lima (at) mein minus laden punkt de", "ana_lima@mein-laden.de"),
        ] {
            assert_eq!(read(text), [wanted], "{text}");
        }
        assert_eq!(read("email: ana dot lima at mail dot example dot com"), ["ana.lima@mail.example.com"]);
    }

    #[test]
    fn places_are_not_spelt_out_addresses() {
        for text in [
            "I work at example dot com",
            "look at example.com",
            "I was at Brooks. Then I left",
            "we are based at one dot two",
            "meet me at six dot thirty",
            "part#example.com, and more",
            "the price is 5 minus 2 at that point",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
