//! German.

use super::Tongue;

pub const WORDS: Tongue = Tongue {
    locales: &["de-DE", "de-AT", "de"],
    zones: &["Europe/London", "Europe/Berlin"],
    given: &[
        ("Jürgen", "juergen"),
        ("Lena", "lena"),
        ("Katrin", "katrin"),
        ("Moritz", "moritz"),
        ("Sabine", "sabine"),
        ("Felix", "felix"),
        ("Annika", "annika"),
        ("Rainer", "rainer"),
    ],
    family: &[
        ("Müller-Brandt", "mueller-brandt"),
        ("Vogel", "vogel"),
        ("Huber", "huber"),
        ("Köhler", "koehler"),
        ("Lindemann", "lindemann"),
        ("Seidel", "seidel"),
        ("Bachmann", "bachmann"),
    ],
    is_family_first: false,
    openings: &[
        "Guten Tag, was kostet bei Ihnen eine Einbauküche?",
        "Hallo, ich suche einen Einbauschrank für eine Dachschräge.",
        "Wann haben Sie am Samstag geöffnet?",
        "Guten Morgen, wir brauchen ein neues Bad bis Ende März. Was sind Ihre Preise?",
        "Wo finde ich Sie?",
    ],
    wishes: &["Könnte ich ein Angebot für eine kleine Küche bekommen?", "Bitte um Rückruf wegen eines Bades."],
    questions: &["Und wie sind Ihre Öffnungszeiten?", "Ist die Beratung kostenlos?", "Arbeiten Sie auch außerhalb von London?"],
    introductions: &[
        "Mein Name ist {name}, meine E-Mail ist {email}",
        "Ich heiße {name}. Sie erreichen mich unter {phone} oder {email}.",
        "Mein Name ist {name}, mein Handy: {phone}",
        "Mein Name ist {name}, {email}. Wir wollen höchstens 7.000 Euro ausgeben.",
    ],
    thanks: &["Vielen Dank!", "Danke, das hilft mir sehr.", "Danke und auf Wiedersehen"],
    refusals: &["Meine Nummer möchte ich nicht angeben.", "Keine E-Mail bitte, ich vergleiche nur die Preise."],
    returns: &["Hallo, ich bin es noch einmal. Was kostet die Beratung?"],
};
