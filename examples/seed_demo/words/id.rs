//! Indonesian.

use super::Tongue;

pub const WORDS: Tongue = Tongue {
    locales: &["id-ID", "id"],
    zones: &["Europe/London", "Asia/Jakarta"],
    given: &[
        ("Budi", "budi"),
        ("Dewi", "dewi"),
        ("Rizky", "rizky"),
        ("Sari", "sari"),
        ("Agus", "agus"),
        ("Intan", "intan"),
        ("Bayu", "bayu"),
        ("Wulan", "wulan"),
    ],
    family: &[
        ("Santoso", "santoso"),
        ("Pratama", "pratama"),
        ("Wijaya", "wijaya"),
        ("Kusuma", "kusuma"),
        ("Hidayat", "hidayat"),
        ("Lestari", "lestari"),
        ("Nugroho", "nugroho"),
    ],
    is_family_first: false,
    openings: &[
        "Halo, berapa harga dapur pasang?",
        "Selamat pagi, saya butuh lemari untuk kamar tidur.",
        "Halo, apakah buka hari Sabtu?",
        "Di mana alamat tokonya?",
    ],
    wishes: &["Saya mau minta penawaran untuk dapur kecil", "Saya mau janji temu di toko"],
    questions: &["Jam buka kapan?", "Apakah konsultasi gratis?"],
    introductions: &["Nama saya {name}, email saya {email}", "Nama saya {name}, nomor saya {phone}"],
    thanks: &["Terima kasih", "Terima kasih banyak, sampai jumpa"],
    refusals: &["Maaf, saya tidak mau memberi nomor"],
    returns: &["Halo, saya lagi. Berapa harga konsultasi?"],
};
