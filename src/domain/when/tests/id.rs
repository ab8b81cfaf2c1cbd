//! Indonesian.

use super::check;

#[test]
fn everyday_phrases() {
    check(&[
        ("besok jam 3 sore", "2026-03-05 15:00"),
        ("bsk jam 10 pagi", "2026-03-05 10:00"),
        ("besok pagi", "2026-03-05 06:00-11:00"),
        ("hari ini jam 5 sore", "2026-03-04 17:00"),
        ("nanti malam jam 8", "2026-03-04 20:00"),
        ("lusa siang", "2026-03-06 11:00-15:00"),
        ("Senin jam 2 siang", "2026-03-09 14:00"),
        ("Senin depan", "2026-03-09"),
        ("hari Jumat pukul 15.30", "2026-03-06 15:30"),
        ("minggu depan", "2026-03-09..2026-03-15"),
        ("hari Minggu", "2026-03-08"),
        ("minggu ini", "2026-03-04..2026-03-08"),
        ("bulan depan", "2026-04-01..2026-04-30"),
        ("akhir bulan", "2026-03-25..2026-03-31"),
        ("akhir pekan", "2026-03-07..2026-03-08"),
        ("3 hari lagi", "2026-03-07"),
        ("dua jam lagi", "2026-03-04 12:00"),
        ("setengah jam lagi", "2026-03-04 10:30"),
        ("jam setengah empat sore", "15:30"),
        ("jam 4 kurang seperempat", "15:45"),
        ("jam 3 lewat 15", "15:15"),
        ("tanggal 15", "2026-03-15"),
        ("5 Maret", "2026-03-05"),
        ("tgl 5 April jam 9 pagi", "2026-04-05 09:00"),
        ("setelah jam 4", "16:00-"),
        ("sebelum jam 12 besok", "2026-03-05 -12:00"),
        ("jam 3 sampai jam 5 sore", "15:00-17:00"),
        ("antara jam 3 dan 5", "15:00-17:00"),
        ("bukan Senin", "not 2026-03-09"),
        ("kecuali Jumat", "not 2026-03-06"),
        ("Senin tidak bisa, Selasa bisa", "not 2026-03-09; 2026-03-10"),
        ("Senin atau Selasa", "2026-03-09; 2026-03-10"),
        ("jam 10 WIB", "10:00 Asia/Jakarta"),
        ("jam 7 malam ya kak", "19:00"),
    ]);
}

#[test]
fn what_is_no_time() {
    for text in ["untuk 5 orang", "selamat pagi", "kamar 5", "harga 500 ribu", "WA saya 0812-3456-7890", "jam berapa?"] {
        assert_eq!(super::shown(text), [""; 0], "{text}");
    }
}
