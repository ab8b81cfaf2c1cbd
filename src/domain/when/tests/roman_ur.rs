//! Urdu in Latin letters.

use super::check;

#[test]
fn everyday_phrases() {
    check(&[
        ("kal shaam 5 baje", "2026-03-05 17:00"),
        ("kl sham 5 bjy", "2026-03-05 17:00"),
        ("aaj raat 8 baje", "2026-03-04 20:00"),
        ("parson subah 11 baje milte hain", "2026-03-06 11:00"),
        ("parso dopahar 2 baje", "2026-03-06 14:00"),
        ("agle peer", "2026-03-09"),
        ("peer ko 3 baje", "2026-03-09 15:00"),
        ("jumay ko shaam ko", "2026-03-06 16:00-20:00"),
        ("jumma 4 baje k baad", "2026-03-06 16:00-"),
        ("kal 4 baje ke baad", "2026-03-05 16:00-"),
        ("kal 5 bje se pehle", "2026-03-05 -17:00"),
        ("3 se 5 baje ke beech", "15:00-17:00"),
        ("kal 3 se 5 baje tak", "2026-03-05 15:00-17:00"),
        ("saadhe teen baje", "15:30"),
        ("sarhe 4 baje kal", "2026-03-05 16:30"),
        ("sawa paanch baje", "17:15"),
        ("paune char baje", "15:45"),
        ("dedh baje", "13:30"),
        ("dhai baje kal", "2026-03-05 14:30"),
        ("do baje", "14:00"),
        ("kal subah", "2026-03-05 06:00-12:00"),
        ("aaj nahi kal subah 10 baje", "not 2026-03-04; 2026-03-05 10:00"),
        ("agle hafte", "2026-03-09..2026-03-15"),
        ("is hafte", "2026-03-04..2026-03-08"),
        ("hafte ko 2 baje", "2026-03-07 14:00"),
        ("agle hafte peer ko", "2026-03-09"),
        ("3 din baad", "2026-03-07"),
        ("2 ghante baad", "2026-03-04 12:00"),
        ("do hafte baad", "2026-03-18"),
        ("5 tareekh ko", "2026-03-05"),
        ("5 March ko shaam 6 baje", "2026-03-05 18:00"),
        ("agle mahine", "2026-04-01..2026-04-30"),
        ("mahine ke akhir mein", "2026-03-25..2026-03-31"),
        ("peer ko nahi", "not 2026-03-09"),
        ("jumay ke ilawa koi bhi din", "not 2026-03-06"),
        ("peer ko nahi, mangal ko", "not 2026-03-09; 2026-03-10"),
        ("kal raat 12 baje", "2026-03-05 24:00"),
        ("raat 9 bje", "21:00"),
        ("itwar ko dopahar mein", "2026-03-08 12:00-16:00"),
        ("Karachi ke time ke mutabiq 4 baje", "16:00 Asia/Karachi"),
        ("kal subah 10 ya 11 baje", "2026-03-05 10:00; 2026-03-05 11:00"),
        ("aaj shaam 7", "2026-03-04 19:00"),
        ("kal 5 chalega", "2026-03-05 17:00"),
    ]);
}

#[test]
fn what_is_no_time() {
    for text in ["5 log hain", "3 kamre chahiye", "mujhe 2 lakh tak chahiye", "kya haal hai", "ghar no 5", "subah bakhair", "500 rupees"] {
        assert_eq!(super::shown(text), [""; 0], "{text}");
    }
}
