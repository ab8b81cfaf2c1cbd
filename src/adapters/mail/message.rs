//! A mail in the form in which it travels: MIME, with the invitation both as a part that mail programs act upon and as a file, and
//! with another file where one goes along.

use std::time::SystemTime;

use lettre::{
    Address, Message,
    message::{
        Attachment, Body, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};

use crate::{
    domain::email::Email,
    service::ports::{Enclosure, Mail, MailError, MailFile},
};

/// Answering machines stay silent.
const AUTOMATIC: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
const LANGUAGE: HeaderName = HeaderName::new_from_ascii_str("Content-Language");

fn refused(why: &str) -> MailError {
    MailError::Refused(why.to_owned())
}

/// The address's domain in ASCII.
pub fn domain(email: &Email) -> Option<String> {
    let (_, domain) = email.as_str().rsplit_once('@')?;
    url::Host::parse(domain).ok().map(|host| host.to_string())
}

/// As mail servers know it: only what stands before the `@` may be of other letters than theirs.
fn address(email: &Email) -> Result<Address, MailError> {
    let broken = || refused("An address is none that mail can be sent to.");
    let (user, _) = email.as_str().rsplit_once('@').ok_or_else(broken)?;
    Address::new(user, domain(email).ok_or_else(broken)?).map_err(|_| broken())
}

/// `domain`: that of its Message-ID.
pub fn of(mail: &Mail, sender: &Email, domain: &str) -> Result<Message, MailError> {
    let head = [&mail.name, &mail.from, &mail.subject];
    if head.into_iter().any(|line| line.chars().any(char::is_control)) {
        return Err(refused("A head is more than one line."));
    }
    let name = Some(mail.from.clone()).filter(|name| !name.is_empty());
    let mut builder = Message::builder()
        .from(Mailbox::new(name, address(sender)?))
        .subject(mail.subject.clone())
        .message_id(Some(format!("<{}@{domain}>", mail.name)))
        .date(SystemTime::from(mail.at))
        .raw_header(HeaderValue::new(AUTOMATIC, "auto-generated".to_owned()))
        .raw_header(HeaderValue::new(LANGUAGE, mail.language.code().to_owned()));
    for to in &mail.to {
        builder = builder.to(Mailbox::new(None, address(to)?));
    }
    if let Some(reply_to) = &mail.reply_to {
        builder = builder.reply_to(Mailbox::new(None, address(reply_to)?));
    }
    let text = SinglePart::plain(mail.text.clone());
    let built = match (&mail.calendar, &mail.file) {
        (None, None) => builder.singlepart(text),
        (None, Some(file)) => builder.multipart(MultiPart::mixed().singlepart(text).singlepart(attached(file)?)),
        (Some(enclosure), None) => builder.multipart(with_calendar(text, enclosure)?),
        (Some(enclosure), Some(file)) => builder.multipart(with_calendar(text, enclosure)?.singlepart(attached(file)?)),
    };
    built.map_err(|_| refused("A mail has nobody to go to."))
}

fn attached(file: &MailFile) -> Result<SinglePart, MailError> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if !file.name.chars().all(is_plain) {
        return Err(refused("A file's name is none that a mail can tell."));
    }
    let kind = ContentType::parse(file.kind).map_err(|_| refused("A file has no kind."))?;
    // Whatever is in it, it travels in base64.
    let body = Body::new_with_encoding(file.bytes.clone(), ContentTransferEncoding::Base64);
    let body = body.map_err(|_| refused("A file cannot be encoded."))?;
    Ok(Attachment::new(file.name.clone()).body(body, kind))
}

fn with_calendar(text: SinglePart, enclosure: &Enclosure) -> Result<MultiPart, MailError> {
    let Enclosure { method, file } = enclosure;
    let kind = |kind: &str| ContentType::parse(kind).map_err(|_| refused("An invitation has no kind."));
    // As it is, byte by byte: its lines are counted in bytes.
    let encoded = Body::new_with_encoding(file.clone(), ContentTransferEncoding::Base64);
    let encoded = encoded.map_err(|_| refused("An invitation cannot be encoded."))?;
    let inline = kind(&format!("text/calendar; charset=utf-8; method={}", method.as_str()))?;
    let inline = SinglePart::builder().header(inline).body(encoded.clone());
    let attached = Attachment::new("invite.ics".to_owned()).body(encoded, kind("application/ics")?);
    Ok(MultiPart::mixed().multipart(MultiPart::alternative().singlepart(text).singlepart(inline)).singlepart(attached))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{locale::Language, meeting::ics::Method, time::Timestamp};

    fn email(text: &str) -> Email {
        Email::parse(text).expect("an address")
    }

    fn mail() -> Mail {
        Mail {
            name: "mtg_1.visitor.0".into(),
            from: "Brooks & Söhne".into(),
            to: vec![email("ana@müller.example")],
            reply_to: None,
            subject: "Ihr Termin: 1. März".into(),
            text: "Grüße\n.\nEnde\n".into(),
            language: Language::De,
            calendar: Some(Enclosure { method: Method::Cancel, file: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".into() }),
            file: None,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn sent(mail: &Mail) -> String {
        let message = of(mail, &email("desk@brooks.example"), "brooks.example").expect("a message");
        String::from_utf8(message.formatted()).expect("ASCII")
    }

    #[test]
    fn it_travels_in_ascii_with_all_its_parts() {
        let sent = sent(&mail());
        assert!(sent.is_ascii(), "{sent}");
        for line in [
            "Message-ID: <mtg_1.visitor.0@brooks.example>",
            "Date: Thu, 01 Jan 1970 00:00:00 +0000",
            "To: ana@xn--mller-kva.example",
            "Auto-Submitted: auto-generated",
            "Content-Language: de",
            "MIME-Version: 1.0",
            "Content-Type: text/calendar; charset=utf-8; method=CANCEL",
            "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment; filename=\"invite.ics\"",
        ] {
            assert!(sent.lines().any(|sent| sent == line), "{line} is not in\n{sent}");
        }
    }

    #[test]
    fn a_file_goes_along_beside_the_text_and_beside_an_invitation() {
        let file = MailFile { name: "a-1.xlsx".into(), kind: "application/octet-stream", bytes: vec![0, 255, 10] };
        for calendar in [None, mail().calendar] {
            let sent = sent(&Mail { file: Some(file.clone()), calendar, ..mail() });
            for line in ["Content-Type: application/octet-stream", "Content-Disposition: attachment; filename=\"a-1.xlsx\"", "AP8K"] {
                assert!(sent.lines().any(|sent| sent == line), "{line} is not in\n{sent}");
            }
            assert_eq!(sent.contains("text/calendar"), sent.contains("invite.ics"));
        }
        let evil = Mail { file: Some(MailFile { name: "x\"\r\nBcc: y".into(), ..file }), ..mail() };
        assert!(matches!(of(&evil, &email("desk@brooks.example"), "brooks.example"), Err(MailError::Refused(_))));
    }

    #[test]
    fn a_head_of_two_lines_is_not_sent() {
        let evil = "x\r\nBcc: all@x.example";
        for mail in [Mail { from: evil.into(), ..mail() }, Mail { subject: evil.into(), ..mail() }, Mail { name: evil.into(), ..mail() }] {
            assert!(matches!(of(&mail, &email("desk@brooks.example"), "brooks.example"), Err(MailError::Refused(_))));
        }
        assert!(matches!(of(&Mail { to: vec![], ..mail() }, &email("desk@brooks.example"), "x.example"), Err(MailError::Refused(_))));
    }
}
