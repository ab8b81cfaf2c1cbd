//! Portuguese.

use super::check;

#[test]
fn everyday_phrases() {
    check(&[
        ("amanhã às 15h", "2026-03-05 15:00"),
        ("amanha as 15h30", "2026-03-05 15:30"),
        ("amanhã de manhã", "2026-03-05 06:00-12:00"),
        ("hoje à noite", "2026-03-04 18:00-24:00"),
        ("hj a tarde", "2026-03-04 12:00-18:00"),
        ("depois de amanhã às 10 da manhã", "2026-03-06 10:00"),
        ("segunda-feira às três e meia", "2026-03-09 15:30"),
        ("na segunda às 10", "2026-03-09 10:00"),
        ("terça à tarde", "2026-03-10 12:00-18:00"),
        ("sexta que vem", "2026-03-06"),
        ("na próxima sexta", "2026-03-06"),
        ("quinze para as três", "14:45"),
        ("ao meio-dia", "12:00"),
        ("amanhã ao meio-dia e meia", "2026-03-05 12:30"),
        ("semana que vem", "2026-03-09..2026-03-15"),
        ("na próxima semana", "2026-03-09..2026-03-15"),
        ("este fim de semana", "2026-03-07..2026-03-08"),
        ("mês que vem", "2026-04-01..2026-04-30"),
        ("no final do mês", "2026-03-25..2026-03-31"),
        ("no início de abril", "2026-04-01..2026-04-07"),
        ("daqui a 3 dias", "2026-03-07"),
        ("em duas horas", "2026-03-04 12:00"),
        ("em meia hora", "2026-03-04 10:30"),
        ("dia 5 de março", "2026-03-05"),
        ("5 de abril às 14 horas", "2026-04-05 14:00"),
        ("dia 15", "2026-03-15"),
        ("05/04 às 9h", "2026-04-05 09:00"),
        ("depois das 4 da tarde", "16:00-"),
        ("amanhã antes das 12h", "2026-03-05 -12:00"),
        ("a partir das 18h", "18:00-"),
        ("entre as 15h e 17h", "15:00-17:00"),
        ("das 9 às 11", "09:00-11:00"),
        ("segunda não posso, terça sim", "not 2026-03-09; 2026-03-10"),
        ("não posso na segunda", "not 2026-03-09"),
        ("qualquer dia exceto sexta", "not 2026-03-06"),
        ("segunda ou terça", "2026-03-09; 2026-03-10"),
        ("15h horário de Brasília", "15:00 America/Sao_Paulo"),
        ("pode ser às 5?", "17:00"),
        ("sábado 10h da manhã", "2026-03-07 10:00"),
    ]);
}

#[test]
fn what_is_no_time() {
    for text in ["somos 5 pessoas", "bom dia", "boa tarde", "no máximo R$ 5.000", "quarto 5", "a segunda opção", "mais tarde"] {
        assert_eq!(super::shown(text), [""; 0], "{text}");
    }
}
