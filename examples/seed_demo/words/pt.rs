//! Portuguese.

use super::Tongue;

pub const WORDS: Tongue = Tongue {
    locales: &["pt-PT", "pt-BR"],
    zones: &["Europe/London", "Europe/Lisbon"],
    given: &[
        ("Beatriz", "beatriz"),
        ("Rui", "rui"),
        ("Camila", "camila"),
        ("Tiago", "tiago"),
        ("Inês", "ines"),
        ("Duarte", "duarte"),
        ("Lívia", "livia"),
        ("Gonçalo", "goncalo"),
    ],
    family: &[
        ("Tavares", "tavares"),
        ("Rocha", "rocha"),
        ("Prado", "prado"),
        ("Meireles", "meireles"),
        ("Antunes", "antunes"),
        ("Quintela", "quintela"),
        ("Barros", "barros"),
    ],
    is_family_first: false,
    openings: &[
        "Olá, quanto custa uma cozinha por medida?",
        "Bom dia, preciso de um roupeiro para o quarto. Quais são os preços?",
        "Boa tarde, estão abertos ao sábado?",
        "Olá, onde fica a loja?",
    ],
    wishes: &["Gostaria de um orçamento para uma casa de banho.", "Podem agendar uma reunião comigo?"],
    questions: &["E qual é o horário?", "A consulta é gratuita?", "Vocês também tiram a cozinha antiga?"],
    introductions: &[
        "Meu nome é {name}, meu e-mail é {email}",
        "Chamo-me {name}. Podem contactar-me pelo {phone} ou {email}",
        "Meu nome é {name}, meu telefone é {phone}",
    ],
    thanks: &["Muito obrigado!", "Obrigada pela ajuda", "Perfeito, obrigado, até logo"],
    refusals: &["Prefiro não dar o meu telefone.", "Não quero dar os meus dados agora."],
    returns: &["Olá, sou eu de novo. Quanto custa a consulta?"],
};
