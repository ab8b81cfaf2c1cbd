//! Spanish.

use super::Tongue;

pub const WORDS: Tongue = Tongue {
    locales: &["es-ES", "es-MX", "es"],
    zones: &["Europe/London", "Europe/Madrid"],
    given: &[
        ("Lucía", "lucia"),
        ("Javier", "javier"),
        ("Carmen", "carmen"),
        ("Mateo", "mateo"),
        ("Elena", "elena"),
        ("Rodrigo", "rodrigo"),
        ("Pilar", "pilar"),
        ("Andrés", "andres"),
    ],
    family: &[
        ("Gómez Ortega", "gomez"),
        ("Salas", "salas"),
        ("Benítez", "benitez"),
        ("Ferrer Vidal", "ferrer"),
        ("Navarro", "navarro"),
        ("Ibáñez", "ibanez"),
        ("Cordero", "cordero"),
    ],
    is_family_first: false,
    openings: &[
        "Hola, ¿cuánto cuesta una cocina a medida?",
        "Buenas tardes, busco un armario empotrado para el dormitorio. ¿Qué precios tienen?",
        "Hola, ¿qué horario tienen los sábados?",
        "Buenos días, necesito un baño nuevo antes del verano.",
        "¿Dónde están ustedes?",
    ],
    wishes: &["¿Me pueden hacer un presupuesto para una cocina pequeña?", "Quisiera una cita para ver la exposición."],
    questions: &["¿Y a qué hora abren?", "¿La consulta es gratis?", "¿También trabajan fuera de Londres?"],
    introductions: &[
        "Me llamo {name}, mi correo es {email}",
        "Soy {name}. Mi correo es {email} y mi teléfono {phone}.",
        "Mi nombre es {name}, mi móvil es el {phone}",
        "Me llamo {name}, {email}. El presupuesto es de hasta 6.000 €.",
    ],
    thanks: &["Muchas gracias", "Perfecto, gracias por la ayuda", "Gracias, hasta luego"],
    refusals: &["Prefiero no dar mi teléfono, gracias.", "No quiero dar mis datos todavía."],
    returns: &["Hola, soy yo otra vez. ¿Cuánto cuesta la consulta?"],
};
