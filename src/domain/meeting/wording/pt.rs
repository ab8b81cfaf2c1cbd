//! Portuguese.

use super::Words;

pub(super) const WORDS: Words = Words {
    held: "Estou guardando este horário para você por alguns minutos: {when}. Ele ainda não está marcado.",
    pending: "Sua reunião com {business} foi anotada: {when}. Nosso calendário ainda não a confirmou. Continuamos tentando, e ela vale assim que for confirmada.",
    booked: "Sua reunião com {business} está marcada: {when}.",
    moved: "Sua reunião com {business} foi remarcada. O novo horário: {when}.",
    cancelled: "Sua reunião com {business} está cancelada: {when}.",
    cancel_question: "Devo cancelar a sua reunião de {when}? Responda “sim” e eu cancelo; caso contrário, ela se mantém.",
    expired: "O horário que guardamos para você está livre de novo: {when}. Ele não foi marcado.",
    theirs: "Para {business}, é {when}.",
    invited: "O convite foi enviado para {email}.",
    link: "Para participar: {link}",
    when: "{date}, {time} (hora de {city})",
    date: "{weekday}, {day} de {month} de {year}",
    first: "1º",
    weekdays: ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"],
    months: ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
    halves: None,
    space: " ",
};
