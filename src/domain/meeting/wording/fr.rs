//! French.

use super::Words;

pub(super) const WORDS: Words = Words {
    held: "Je vous garde ce créneau quelques minutes : {when}. Il n’est pas encore réservé.",
    pending: "Votre rendez-vous avec {business} est noté : {when}. Notre agenda ne l’a pas encore confirmé. Nous continuons d’essayer, il sera valable dès sa confirmation.",
    booked: "Votre rendez-vous avec {business} est réservé : {when}.",
    moved: "Votre rendez-vous avec {business} a été déplacé. Le nouveau créneau : {when}.",
    cancelled: "Votre rendez-vous avec {business} est annulé : {when}.",
    cancel_question: "Dois-je annuler votre rendez-vous du {when} ? Répondez « oui » et je l’annule ; sinon, il est maintenu.",
    expired: "Le créneau que nous vous gardions est de nouveau libre : {when}. Il n’a pas été réservé.",
    theirs: "Pour {business}, c’est {when}.",
    invited: "L’invitation a été envoyée à {email}.",
    link: "Pour participer : {link}",
    when: "{date} à {time} (heure de {city})",
    date: "{weekday} {day} {month} {year}",
    first: "1er",
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    halves: None,
    space: " ",
};
