//! Indonesian.

use super::Words;

pub(super) const WORDS: Words = Words {
    held: "Waktu ini kami simpan beberapa menit untuk Anda: {when}. Waktu ini belum dipesan.",
    pending: "Pertemuan Anda dengan {business} sudah kami catat: {when}. Kalender kami belum mengonfirmasinya. Kami terus mencoba, dan pertemuan berlaku setelah dikonfirmasi.",
    booked: "Pertemuan Anda dengan {business} sudah dijadwalkan: {when}.",
    moved: "Pertemuan Anda dengan {business} telah dipindahkan. Waktu yang baru: {when}.",
    cancelled: "Pertemuan Anda dengan {business} telah dibatalkan: {when}.",
    cancel_question: "Apakah pertemuan Anda pada {when} perlu saya batalkan? Jawab “ya”, maka saya batalkan; jika tidak, pertemuan tetap berlaku.",
    expired: "Waktu yang kami simpan untuk Anda sudah bebas lagi: {when}. Waktu itu tidak dipesan.",
    theirs: "Di {business}, waktunya {when}.",
    invited: "Undangan telah dikirim ke {email}.",
    link: "Untuk bergabung: {link}",
    when: "{date}, pukul {time} (waktu {city})",
    date: "{weekday}, {day} {month} {year}",
    first: "1",
    weekdays: ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    months: ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"],
    halves: None,
    space: " ",
};
