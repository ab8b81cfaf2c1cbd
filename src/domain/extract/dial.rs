//! Phone numbers in the form that is dialled from anywhere (E.164), by the numbering plans of all countries.

use phonenumber::{
    Mode, PhoneNumber, Type,
    country::Id,
    metadata::{DATABASE, Descriptor, Metadata},
};

use crate::domain::{country::Country, phone::Phone};

/// The number in E.164; None where no numbering plan knows it. `home`: where a number without a country code belongs.
pub fn e164(number: &Phone, home: Option<Country>) -> Option<Phone> {
    let written = number.as_str();
    let known = |home, written: &str| read(home, written).filter(phonenumber::is_valid);
    let dialled = if written.starts_with('+') {
        known(None, written)?
    } else {
        let home = plan(home?)?;
        // A national number may begin as its country's code does: 91 in India, 55 in Brazil.
        let code = DATABASE.by_id(home.as_ref())?.country_code().to_string();
        let whole = || known(None, &format!("+{code}{written}")).filter(|_| written.starts_with(&code));
        // "923001234567": with its country code, but without the plus.
        whole()
            .or_else(|| known(Some(home), written))
            .or_else(|| (written.len() >= 11).then(|| known(None, &format!("+{written}"))).flatten())?
    };
    form(&dialled)
}

/// In E.164 also where the plan knows only that numbers have such a length: ranges are opened, and some are kept for
/// stories ("07700 900123").
pub fn possible(number: &Phone, home: Option<Country>) -> Option<Phone> {
    let written = number.as_str();
    e164(number, home).or_else(|| {
        let home = if written.starts_with('+') { None } else { Some(plan(home?)?) };
        read(home, written).filter(has_a_length).as_ref().and_then(form)
    })
}

/// The number of a business for all its callers (0800 …): nobody's own.
pub fn is_service(dialled: &Phone) -> bool {
    let kind = |number: PhoneNumber| number.number_type(&DATABASE);
    read(None, dialled.as_str()).map(kind).is_some_and(|kind| matches!(kind, Type::TollFree | Type::SharedCost | Type::PremiumRate))
}

/// The number in E.164 where that can be told, else as it was written.
pub fn at_best(number: Phone, home: Option<Country>) -> Phone {
    possible(&number, home).unwrap_or(number)
}

/// A number in E.164 as people write it internationally ("+92 300 1234567"). What no plan knows how to write, and any
/// other text, stays as it is.
pub fn international(stored: &str) -> String {
    written(stored).unwrap_or_else(|| stored.to_owned())
}

fn written(stored: &str) -> Option<String> {
    let number = Phone::parse(stored).ok().filter(|number| number.as_str().starts_with('+'))?;
    let written = read(None, number.as_str())?.format().mode(Mode::International).to_string();
    // A plan may take a digit for another country's habit: what does not read back is not the number.
    (Phone::parse(&written).as_ref() == Ok(&number)).then_some(written)
}

/// The country's numbering plan, if it has one.
fn plan(country: Country) -> Option<Id> {
    DATABASE.by_id(country.as_str())?;
    country.as_str().parse().ok()
}

fn read(home: Option<Id>, written: &str) -> Option<PhoneNumber> {
    phonenumber::parse(home, written).ok()
}

fn form(number: &PhoneNumber) -> Option<Phone> {
    Phone::parse(&number.format().mode(Mode::E164).to_string()).ok()
}

/// Numbers of this country code may be so long.
fn has_a_length(number: &PhoneNumber) -> bool {
    let length = number.national().to_string().len();
    let plans = DATABASE.by_code(&number.code().value()).unwrap_or_default();
    let kinds = |plan: &Metadata| {
        let all = plan.descriptors();
        let of = |kind: Option<&Descriptor>| kind.is_some_and(|kind| kind.possible_length().iter().any(|one| usize::from(*one) == length));
        of(all.mobile()) || of(all.fixed_line()) || of(all.toll_free())
    };
    plans.into_iter().any(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialled(home: &str, written: &str) -> Option<String> {
        let number = Phone::parse(written).expect("a phone");
        let dialled = e164(&number, Country::parse(home).ok());
        assert!(dialled.is_none() || dialled == possible(&number, Country::parse(home).ok()), "{written}");
        dialled.map(String::from)
    }

    #[test]
    fn numbers_of_many_countries() {
        for (home, written, wanted) in [
            ("PK", "0300 1234567", "+923001234567"),
            ("PK", "3001234567", "+923001234567"),
            ("PK", "923001234567", "+923001234567"),
            ("PK", "021 35871234", "+922135871234"),
            ("GB", "07400 123456", "+447400123456"),
            ("GB", "020 7946 0958", "+442079460958"),
            ("GB", "923001234567", "+923001234567"),
            ("GB", "+92 300 1234567", "+923001234567"),
            ("GB", "0092 300 1234567", "+923001234567"),
            ("US", "(212) 555-0147", "+12125550147"),
            ("US", "1 212 555 0147", "+12125550147"),
            ("US", "011 44 7400 123456", "+447400123456"),
            ("DE", "0171 2345678", "+491712345678"),
            ("DE", "+49 030 1234567", "+49301234567"),
            ("IT", "06 6982 1234", "+390669821234"),
            ("FR", "06 12 34 56 78", "+33612345678"),
            ("ES", "612 34 56 78", "+34612345678"),
            ("BR", "(11) 98765-4321", "+5511987654321"),
            ("BR", "5511987654321", "+5511987654321"),
            ("MX", "55 1234 5678", "+525512345678"),
            ("AR", "011 15-2345-6789", "+5491123456789"),
            ("IN", "9187654321", "+919187654321"),
            ("IN", "91 98765 43210", "+919876543210"),
            ("BR", "55 99876 5432", "+5555998765432"),
            ("SA", "٠٥٥١٢٣٤٥٦٧", "+966551234567"),
            ("CN", "010-62345678", "+861062345678"),
            ("RU", "8 912 345 67 89", "+79123456789"),
            ("HU", "06 20 123 4567", "+36201234567"),
            ("SG", "9123 4567", "+6591234567"),
        ] {
            assert_eq!(dialled(home, written).as_deref(), Some(wanted), "{written} in {home}");
        }
    }

    #[test]
    fn what_no_plan_knows_is_not_completed() {
        for (home, written) in [
            ("US", "555-0142"),
            ("US", "1500000000"),
            ("GB", "0300 12345"),
            ("PK", "+92 300 12345"),
            ("-", "0300 1234567"),
            ("AQ", "0300 1234567"),
            ("DE", "+999 123 4567"),
            ("GB", "07700 900123"),
        ] {
            assert_eq!(dialled(home, written), None, "{written} in {home}");
        }
        let best = |written| at_best(Phone::parse(written).expect("a phone"), Country::parse("GB").ok()).as_str().to_owned();
        assert_eq!(best("07700 900123"), "+447700900123");
        assert_eq!(best("0300 12345"), "030012345");
        assert_eq!(at_best(Phone::parse("555-0142").expect("a phone"), Country::parse("US").ok()).as_str(), "5550142");
    }

    #[test]
    fn numbers_are_written_as_their_countries_write_them() {
        for (stored, shown) in [
            ("+923001234567", "+92 300 1234567"),
            ("+922135871234", "+92 21 35871234"),
            ("+447400123456", "+44 7400 123456"),
            ("+442079460958", "+44 20 7946 0958"),
            ("+447700900123", "+44 7700 900123"),
            ("+12125550147", "+1 212-555-0147"),
            ("+351912345678", "+351 912 345 678"),
            ("+491712345678", "+49 171 2345678"),
            ("+33612345678", "+33 6 12 34 56 78"),
            ("+5511987654321", "+55 11 98765-4321"),
            ("+919876543210", "+91 98765 43210"),
            ("+6591234567", "+65 9123 4567"),
        ] {
            assert_eq!(international(stored), shown);
            assert_eq!(international(shown), shown, "written already");
        }
    }

    #[test]
    fn what_cannot_be_written_better_stays_as_it_is() {
        for stored in ["5550142", "03001234567", "+9991234567", "+78001234567", "", "+92", "Ana Lima", "923001234567@c.us"] {
            let shown = international(stored);
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            assert_eq!(digits(&shown), digits(stored), "{stored}: no digit is lost");
        }
        for stored in ["5550142", "03001234567", "+9991234567", "", "+92", "Ana Lima"] {
            assert_eq!(international(stored), stored);
        }
    }
}
