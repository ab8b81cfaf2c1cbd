//! Spanish.

use super::check;

#[test]
fn everyday_phrases() {
    check(&[
        ("mañana a las 5", "2026-03-05 17:00"),
        ("manana a las 5 de la tarde", "2026-03-05 17:00"),
        ("mañana por la mañana", "2026-03-05 06:00-13:00"),
        ("hoy por la tarde", "2026-03-04 13:00-20:00"),
        ("esta tarde", "2026-03-04 13:00-20:00"),
        ("pasado mañana a las 10 de la mañana", "2026-03-06 10:00"),
        ("el lunes a las tres y media", "2026-03-09 15:30"),
        ("a las 4 menos cuarto", "15:45"),
        ("las 5 y cuarto", "17:15"),
        ("el próximo viernes", "2026-03-06"),
        ("el viernes que viene", "2026-03-06"),
        ("el miercoles a las 16:30", "2026-03-04 16:30"),
        ("la semana que viene", "2026-03-09..2026-03-15"),
        ("la próxima semana el martes", "2026-03-10"),
        ("este fin de semana", "2026-03-07..2026-03-08"),
        ("el mes que viene", "2026-04-01..2026-04-30"),
        ("a finales de mes", "2026-03-25..2026-03-31"),
        ("a principios de abril", "2026-04-01..2026-04-07"),
        ("dentro de 3 días", "2026-03-07"),
        ("en dos horas", "2026-03-04 12:00"),
        ("en media hora", "2026-03-04 10:30"),
        ("el 5 de marzo", "2026-03-05"),
        ("el 5 de abril a las 3", "2026-04-05 15:00"),
        ("del 10 al 12 de marzo", "2026-03-10..2026-03-12"),
        ("el día 15", "2026-03-15"),
        ("5/4 a las 17h", "2026-04-05 17:00"),
        ("después de las 4", "16:00-"),
        ("mañana antes de las 12", "2026-03-05 -12:00"),
        ("a partir de las 6", "18:00-"),
        ("entre las 3 y las 5", "15:00-17:00"),
        ("de 9 a 11", "09:00-11:00"),
        ("al mediodía", "12:00-15:00"),
        ("el lunes no puedo, el martes sí", "not 2026-03-09; 2026-03-10"),
        ("no puedo el lunes", "not 2026-03-09"),
        ("cualquier día menos el viernes", "not 2026-03-06"),
        ("lunes o martes", "2026-03-09; 2026-03-10"),
        ("a las 5 hora de Madrid", "17:00 Europe/Madrid"),
        ("mañana a las 10 u 11", "2026-03-05 10:00; 2026-03-05 11:00"),
        ("el sabado por la noche", "2026-03-07 20:00-24:00"),
    ]);
}

#[test]
fn what_is_no_time() {
    for text in ["somos 5 personas", "buenos días", "buenas tardes", "200 mil pesos", "habitación 5", "me llamo Sol", "llego tarde"] {
        assert_eq!(super::shown(text), [""; 0], "{text}");
    }
}
