//! Spanish.

use super::Words;

pub(super) const WORDS: Words = Words {
    held: "Le guardo este horario unos minutos: {when}. Todavía no está reservado.",
    pending: "Hemos anotado su reunión con {business}: {when}. Nuestro calendario aún no la ha confirmado. Seguimos intentándolo y será válida en cuanto se confirme.",
    booked: "Su reunión con {business} está reservada: {when}.",
    moved: "Su reunión con {business} se ha cambiado de hora. El nuevo horario: {when}.",
    cancelled: "Su reunión con {business} queda cancelada: {when}.",
    cancel_question: "¿Quiere que cancele su reunión del {when}? Responda «sí» y la cancelo; si no, se mantiene.",
    expired: "El horario que le guardábamos vuelve a estar libre: {when}. No se reservó.",
    theirs: "Para {business} es {when}.",
    invited: "La invitación se envió a {email}.",
    link: "Para entrar: {link}",
    when: "{date}, {time} (hora de {city})",
    date: "{weekday}, {day} de {month} de {year}",
    first: "1",
    weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    months: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
    halves: None,
    space: " ",
};
