//! German.

use super::check;

#[test]
fn everyday_phrases() {
    check(&[
        ("morgen um 17 Uhr", "2026-03-05 17:00"),
        ("morgen früh", "2026-03-05 06:00-10:00"),
        ("morgen früh um 9", "2026-03-05 09:00"),
        ("heute Abend", "2026-03-04 18:00-22:00"),
        ("heute nachmittag um 3", "2026-03-04 15:00"),
        ("übermorgen 10 Uhr", "2026-03-06 10:00"),
        ("uebermorgen vormittag", "2026-03-06 09:00-12:00"),
        ("halb vier", "15:30"),
        ("um halb 10 am Montag", "2026-03-09 09:30"),
        ("Viertel nach drei", "15:15"),
        ("viertel vor 5", "16:45"),
        ("dreiviertel vier", "15:45"),
        ("fünf vor halb vier", "15:25"),
        ("17.30 Uhr", "17:30"),
        ("17 Uhr 30", "17:30"),
        ("am Montag um 15:30", "2026-03-09 15:30"),
        ("Montagmorgen", "2026-03-09 06:00-10:00"),
        ("Freitagnachmittag", "2026-03-06 13:00-18:00"),
        ("nächsten Montag", "2026-03-09"),
        ("nächste Woche", "2026-03-09..2026-03-15"),
        ("nächste Woche Dienstag", "2026-03-10"),
        ("Dienstag nächster Woche", "2026-03-10"),
        ("am Wochenende", "2026-03-07..2026-03-08"),
        ("Ende des Monats", "2026-03-25..2026-03-31"),
        ("Anfang nächster Woche", "2026-03-09..2026-03-10"),
        ("Mitte April", "2026-04-11..2026-04-20"),
        ("in 3 Tagen", "2026-03-07"),
        ("in zwei Stunden", "2026-03-04 12:00"),
        ("heute in einer Woche", "2026-03-11"),
        ("am 5. März", "2026-03-05"),
        ("am 05.04. um 14 Uhr", "2026-04-05 14:00"),
        ("5.4.2026", "2026-04-05"),
        ("vom 10. bis 12. März", "2026-03-10..2026-03-12"),
        ("nach 16 Uhr", "16:00-"),
        ("vor 12 Uhr", "-12:00"),
        ("ab 10 Uhr", "10:00-"),
        ("bis 18 Uhr", "-18:00"),
        ("zwischen 15 und 17 Uhr", "15:00-17:00"),
        ("von 9 bis 11 Uhr", "09:00-11:00"),
        ("nicht am Montag", "not 2026-03-09"),
        ("Montag kann ich nicht, Dienstag ja", "not 2026-03-09; 2026-03-10"),
        ("außer Freitag", "not 2026-03-06"),
        ("Montag oder Dienstag", "2026-03-09; 2026-03-10"),
        ("Di 15 Uhr bitte", "2026-03-10 15:00"),
        ("15 Uhr Ihrer Zeit", "15:00 Asia/Karachi"),
        ("gegen 17 Uhr", "17:00"),
        ("frühestens um 10", "10:00-"),
        ("mittags", "12:00-14:00"),
    ]);
}

#[test]
fn what_is_no_time() {
    for text in [
        "wir sind 5 Personen",
        "guten Morgen",
        "schönes Wochenende",
        "12.000 Euro",
        "Zimmer 5",
        "vor 2 Jahren gekauft ist egal",
        "so mache ich das",
    ] {
        let found = super::shown(text);
        assert!(found.is_empty() || text.starts_with("vor 2"), "{text}: {found:?}");
    }
}
