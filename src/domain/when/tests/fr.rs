//! French.

use super::check;

#[test]
fn everyday_phrases() {
    check(&[
        ("demain à 15h30", "2026-03-05 15:30"),
        ("demain a 15h", "2026-03-05 15:00"),
        ("demain matin", "2026-03-05 06:00-12:00"),
        ("ce soir", "2026-03-04 18:00-22:00"),
        ("ce soir à 20h", "2026-03-04 20:00"),
        ("cet après-midi", "2026-03-04 12:00-18:00"),
        ("aujourd'hui à midi", "2026-03-04 12:00"),
        ("demain à midi et demi", "2026-03-05 12:30"),
        ("vendredi midi moins le quart", "2026-03-06 11:45"),
        ("après-demain à 9 heures", "2026-03-06 09:00"),
        ("apres demain 9h", "2026-03-06 09:00"),
        ("lundi prochain", "2026-03-09"),
        ("vendredi à trois heures et demie", "2026-03-06 15:30"),
        ("à quatre heures moins le quart", "15:45"),
        ("à 5 heures et quart", "17:15"),
        ("mercredi 10h", "2026-03-04 10:00"),
        ("la semaine prochaine", "2026-03-09..2026-03-15"),
        ("mardi de la semaine prochaine", "2026-03-10"),
        ("ce week-end", "2026-03-07..2026-03-08"),
        ("le mois prochain", "2026-04-01..2026-04-30"),
        ("fin du mois", "2026-03-25..2026-03-31"),
        ("début avril", "2026-04-01..2026-04-07"),
        ("fin de semaine", "2026-03-05..2026-03-06"),
        ("dans 3 jours", "2026-03-07"),
        ("dans deux heures", "2026-03-04 12:00"),
        ("d'ici une semaine", "2026-03-11"),
        ("le 5 mars", "2026-03-05"),
        ("le 1er avril à 14 h", "2026-04-01 14:00"),
        ("du 10 au 12 mars", "2026-03-10..2026-03-12"),
        ("le 15 à 10h", "2026-03-15 10:00"),
        ("05/04/2026", "2026-04-05"),
        ("après 16h", "16:00-"),
        ("avant midi", "-12:00"),
        ("à partir de 17h", "17:00-"),
        ("entre 15h et 17h", "15:00-17:00"),
        ("de 9h à 11h", "09:00-11:00"),
        ("pas lundi", "not 2026-03-09"),
        ("sauf vendredi", "not 2026-03-06"),
        ("lundi ne me va pas, mardi oui", "not 2026-03-09; 2026-03-10"),
        ("jeudi ou vendredi après-midi", "2026-03-05 12:00-18:00; 2026-03-06 12:00-18:00"),
        ("15h heure de Paris", "15:00 Europe/Paris"),
        ("vers 17h demain", "2026-03-05 17:00"),
        ("pas avant 10h", "10:00-"),
    ]);
}

#[test]
fn what_is_no_time() {
    for text in [
        "nous sommes 5 personnes",
        "bonjour",
        "bonne journée",
        "il y a 2 heures de route",
        "300 euros",
        "chambre 5",
        "mon nom est Sam",
        "24h/24",
    ] {
        assert_eq!(super::shown(text), [""; 0], "{text}");
    }
}
