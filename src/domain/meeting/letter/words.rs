//! The words of mails to visitors that are not those of [`crate::domain::meeting::wording`], in ten languages.

use crate::domain::locale::Language;

/// One language. `{business}` is its name, `{when}` day, time and zone.
pub(super) struct LetterWords {
    /// Subjects.
    pub booked: &'static str,
    pub moved: &'static str,
    pub cancelled: &'static str,
    pub reminder: &'static str,
    /// What a reminder says.
    pub soon: &'static str,
    /// Where it is changed: `{url}`, at the end.
    pub manage: &'static str,
}

impl LetterWords {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Ur => &UR,
            Language::Es => &ES,
            Language::Fr => &FR,
            Language::De => &DE,
            Language::Ar => &AR,
            Language::Hi => &HI,
            Language::Zh => &ZH,
            Language::Pt => &PT,
            Language::Id => &ID,
        }
    }
}

const EN: LetterWords = LetterWords {
    booked: "Your meeting with {business}: {when}",
    moved: "New time for your meeting with {business}: {when}",
    cancelled: "Cancelled: your meeting with {business}, {when}",
    reminder: "Reminder: your meeting with {business}, {when}",
    soon: "This is a reminder of your meeting with {business}: {when}.",
    manage: "To move or cancel it: {url}",
};

const UR: LetterWords = LetterWords {
    booked: "{business} کے ساتھ آپ کی ملاقات: {when}",
    moved: "{business} کے ساتھ آپ کی ملاقات کا نیا وقت: {when}",
    cancelled: "منسوخ: {business} کے ساتھ آپ کی ملاقات، {when}",
    reminder: "یاد دہانی: {business} کے ساتھ آپ کی ملاقات، {when}",
    soon: "یہ {business} کے ساتھ آپ کی ملاقات کی یاد دہانی ہے: {when}۔",
    manage: "وقت بدلنے یا منسوخ کرنے کے لیے: {url}",
};

const ES: LetterWords = LetterWords {
    booked: "Su reunión con {business}: {when}",
    moved: "Nueva hora de su reunión con {business}: {when}",
    cancelled: "Cancelada: su reunión con {business}, {when}",
    reminder: "Recordatorio: su reunión con {business}, {when}",
    soon: "Le recordamos su reunión con {business}: {when}.",
    manage: "Para cambiarla o cancelarla: {url}",
};

const FR: LetterWords = LetterWords {
    booked: "Votre rendez-vous avec {business} : {when}",
    moved: "Nouvel horaire de votre rendez-vous avec {business} : {when}",
    cancelled: "Annulé : votre rendez-vous avec {business}, {when}",
    reminder: "Rappel : votre rendez-vous avec {business}, {when}",
    soon: "Nous vous rappelons votre rendez-vous avec {business} : {when}.",
    manage: "Pour le déplacer ou l’annuler : {url}",
};

const DE: LetterWords = LetterWords {
    booked: "Ihr Termin mit {business}: {when}",
    moved: "Neue Zeit für Ihren Termin mit {business}: {when}",
    cancelled: "Abgesagt: Ihr Termin mit {business}, {when}",
    reminder: "Erinnerung: Ihr Termin mit {business}, {when}",
    soon: "Wir erinnern Sie an Ihren Termin mit {business}: {when}.",
    manage: "Verschieben oder absagen: {url}",
};

const AR: LetterWords = LetterWords {
    booked: "موعدكم مع {business}: {when}",
    moved: "وقت جديد لموعدكم مع {business}: {when}",
    cancelled: "أُلغي موعدكم مع {business}: {when}",
    reminder: "تذكير بموعدكم مع {business}: {when}",
    soon: "نذكّركم بموعدكم مع {business}: {when}.",
    manage: "لتغيير الموعد أو إلغائه: {url}",
};

const HI: LetterWords = LetterWords {
    booked: "{business} के साथ आपकी मीटिंग: {when}",
    moved: "{business} के साथ आपकी मीटिंग का नया समय: {when}",
    cancelled: "रद्द: {business} के साथ आपकी मीटिंग, {when}",
    reminder: "याद दिला रहे हैं: {business} के साथ आपकी मीटिंग, {when}",
    soon: "{business} के साथ आपकी मीटिंग की याद दिला रहे हैं: {when}।",
    manage: "समय बदलने या रद्द करने के लिए: {url}",
};

const ZH: LetterWords = LetterWords {
    booked: "您与{business}的会面：{when}",
    moved: "您与{business}的会面已改到：{when}",
    cancelled: "已取消：您与{business}的会面，{when}",
    reminder: "提醒：您与{business}的会面，{when}",
    soon: "提醒您与{business}的会面：{when}。",
    manage: "更改或取消：{url}",
};

const PT: LetterWords = LetterWords {
    booked: "Sua reunião com {business}: {when}",
    moved: "Novo horário da sua reunião com {business}: {when}",
    cancelled: "Cancelada: sua reunião com {business}, {when}",
    reminder: "Lembrete: sua reunião com {business}, {when}",
    soon: "Este é um lembrete da sua reunião com {business}: {when}.",
    manage: "Para remarcar ou cancelar: {url}",
};

const ID: LetterWords = LetterWords {
    booked: "Pertemuan Anda dengan {business}: {when}",
    moved: "Waktu baru pertemuan Anda dengan {business}: {when}",
    cancelled: "Dibatalkan: pertemuan Anda dengan {business}, {when}",
    reminder: "Pengingat: pertemuan Anda dengan {business}, {when}",
    soon: "Ini pengingat pertemuan Anda dengan {business}: {when}.",
    manage: "Untuk mengubah atau membatalkannya: {url}",
};
