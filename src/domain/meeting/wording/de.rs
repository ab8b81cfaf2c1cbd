//! German.

use super::Words;

pub(super) const WORDS: Words = Words {
    held: "Ich halte diese Zeit einige Minuten für Sie frei: {when}. Sie ist noch nicht gebucht.",
    pending: "Ihr Termin mit {business} ist notiert: {when}. Unser Kalender hat ihn noch nicht bestätigt. Wir versuchen es weiter, und er gilt, sobald er bestätigt ist.",
    booked: "Ihr Termin mit {business} ist gebucht: {when}.",
    moved: "Ihr Termin mit {business} wurde verschoben. Die neue Zeit: {when}.",
    cancelled: "Ihr Termin mit {business} ist abgesagt: {when}.",
    cancel_question: "Soll ich Ihren Termin am {when} absagen? Antworten Sie mit „ja“, dann sage ich ihn ab; sonst bleibt er.",
    expired: "Die Zeit, die wir für Sie freigehalten haben, ist wieder frei: {when}. Sie wurde nicht gebucht.",
    theirs: "Bei {business} ist das {when}.",
    invited: "Die Einladung ging an {email}.",
    link: "Zur Teilnahme: {link}",
    when: "{date}, {time} Uhr (Ortszeit {city})",
    date: "{weekday}, {day}. {month} {year}",
    first: "1",
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
    halves: None,
    space: " ",
};
