//! French.

use super::Tongue;

pub const WORDS: Tongue = Tongue {
    locales: &["fr-FR", "fr-BE", "fr"],
    zones: &["Europe/London", "Europe/Paris"],
    given: &[
        ("Zoé", "zoe"),
        ("Karim", "karim"),
        ("Hélène", "helene"),
        ("Bastien", "bastien"),
        ("Margaux", "margaux"),
        ("Luc", "luc"),
        ("Solène", "solene"),
        ("Thibault", "thibault"),
    ],
    family: &[
        ("Lemoine", "lemoine"),
        ("Benali", "benali"),
        ("Janssens", "janssens"),
        ("Roussel", "roussel"),
        ("Garnier", "garnier"),
        ("Delcourt", "delcourt"),
        ("Morvan", "morvan"),
    ],
    is_family_first: false,
    openings: &[
        "Bonjour, combien coûte une cuisine équipée ?",
        "Bonjour, je cherche un dressing pour une chambre sous les toits.",
        "Bonsoir, quels sont vos horaires le samedi ?",
        "Bonjour, j'ai besoin d'une nouvelle salle de bain avant l'été.",
        "Où se trouve votre magasin ?",
    ],
    wishes: &["Je voudrais un devis pour une petite cuisine.", "Pourriez-vous me rappeler au sujet d'une salle de bain ?"],
    questions: &["Et vous ouvrez à quelle heure ?", "La consultation est-elle gratuite ?", "Quels sont vos prix ?"],
    introductions: &[
        "Je m'appelle {name}, mon mail : {email}",
        "Je m'appelle {name}. Mon mail est {email} et mon portable {phone}.",
        "Mon nom est {name}, mon numéro est le {phone}",
        "Je suis {name}, {email}. Notre budget est de 8 000 €.",
    ],
    thanks: &["Merci beaucoup !", "Parfait, merci pour votre aide.", "Merci, au revoir"],
    refusals: &["Je préfère ne pas donner mon numéro.", "Je ne veux pas donner mon adresse, merci."],
    returns: &["Bonjour, c'est encore moi. Quels sont vos horaires cette semaine ?"],
};
