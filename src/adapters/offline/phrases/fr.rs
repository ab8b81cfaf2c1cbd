//! French.

use super::{Keywords, Phrases};

pub const PHRASES: Phrases = Phrases {
    welcome: &[
        "Bonjour et bienvenue chez {business} ! Que puis-je faire pour vous ?",
        "Bonjour, merci de votre visite chez {business}. Comment puis-je vous aider ?",
    ],
    hello: &["Bonjour !", "Bonjour à vous !"],
    hello_again: &["Rebonjour ! Que souhaitez-vous savoir ?", "Je suis toujours là. Que puis-je chercher pour vous ?"],
    pleased: &["Enchanté, {name}.", "Merci, {name}, c'est agréable de savoir à qui je parle."],
    noted: &["Merci, j'ai noté {what}.", "C'est fait, {what} figure dans ma note pour l'équipe."],
    noted_with_name: &["Merci, {name}, j'ai noté {what}.", "Enchanté, {name}. J'ai bien inscrit {what}."],
    corrected: &["Merci pour la correction, j'ai maintenant {what}.", "Toutes mes excuses, c'est changé : {what}."],
    what_is_right: &["Je suis désolé pour l'erreur. Quelle est la bonne information ?", "Je corrige volontiers. Que dois-je écrire ?"],
    which_is_right: &[
        "J'en ai maintenant deux, {one} et {other}. Que dois-je garder ?",
        "Pour être sûr, faut-il utiliser {one} ou {other} ?",
    ],
    only_one: &[
        "Il ne m'en faut qu'un des deux. Pouvez-vous écrire celui à garder, {one} ou {other} ?",
        "Écrivez seulement le bon, s'il vous plaît : {one} ou {other} ?",
    ],
    email_unclear: &[
        "Cette adresse e-mail ne me semble pas complète. Pouvez-vous l'écrire encore une fois ?",
        "Je n'ai pas pu lire d'adresse e-mail, elle devrait ressembler à name@example.com. Voulez-vous la vérifier ?",
    ],
    phone_unclear: &[
        "Ce numéro me paraît trop court pour un téléphone. Pouvez-vous le vérifier ?",
        "Je n'ai pas pu lire un numéro de téléphone entier. Voulez-vous le réécrire, avec l'indicatif ?",
    ],
    refused: &["C'est tout à fait normal, vous n'êtes pas obligé de me le dire.", "Aucun problème, nous pouvons faire sans."],
    more: &["Puis-je faire autre chose pour vous ?", "Qu'aimeriez-vous savoir d'autre ?"],
    offers: &["Voici ce que nous proposons :", "Voici nos services et nos prix :"],
    more_offers: &["Il y en a d'autres : dites-moi ce que vous cherchez.", "La liste continue, demandez-moi ce dont vous avez besoin."],
    no_offers: &[
        "Je n'ai pas ici de liste de services et de prix, et je ne veux pas deviner.",
        "Je ne peux pas consulter nos prix, je préfère donc ne pas donner de chiffre.",
    ],
    hours: &["Voici nos horaires d'ouverture :", "Nous sommes là aux heures suivantes :"],
    no_hours: &["Je n'ai pas nos horaires d'ouverture sous la main.", "Nos heures exactes ne figurent pas dans mes notes, je suis désolé."],
    open_now: &["Nous sommes ouverts en ce moment, jusqu'à {until}.", "Oui, c'est ouvert actuellement, et nous fermons à {until}."],
    open_always: &["Nous sommes ouverts en ce moment, 24 heures sur 24.", "Vous pouvez nous joindre jour et nuit."],
    closed_now: &["C'est fermé en ce moment. Nous rouvrons : {when}.", "Il n'y a personne actuellement. Nous serons de retour : {when}."],
    contact: &["Voici comment nous joindre :", "Vous nous trouvez ici :"],
    no_contact: &[
        "Je n'ai ni adresse ni numéro de téléphone à vous donner.",
        "Nos coordonnées ne figurent pas dans mes notes, je suis désolé.",
    ],
    person: &[
        "Bien sûr. Je transmets, et quelqu'un de {business} vous répondra à {contact}.",
        "Volontiers. Une personne de {business} verra votre message et répondra à {contact}.",
    ],
    person_somewhere: &[
        "Bien sûr, quelqu'un de {business} peut vous recontacter.",
        "Volontiers, je transmets votre demande à une personne de {business}.",
    ],
    meeting: &[
        "Je ne peux pas inscrire un rendez-vous moi-même dans l'agenda. Je note votre souhait, et quelqu'un de {business} vous confirmera une heure.",
        "Un rendez-vous est une bonne idée. Je transmets votre souhait, il sera ferme seulement quand quelqu'un de {business} l'aura confirmé.",
    ],
    when_noted: &[
        "Merci, j'ai noté ce moment comme votre souhait. Quelqu'un vous le confirmera.",
        "C'est inscrit. Cela vaudra dès qu'une personne de l'équipe aura dit oui.",
    ],
    who: &[
        "Je suis l'assistant automatique de {business}, pas une personne. Je dis ce que je sais et je transmets le reste.",
        "Vous parlez à un ordinateur : l'accueil automatique de {business}. Des personnes lisent et prennent le relais là où je ne peux pas aider.",
    ],
    welcome_thanks: &["Je vous en prie !", "Avec plaisir !"],
    goodbye: &["Au revoir et bonne journée !", "Portez-vous bien, et revenez quand vous voulez."],
    fine: &["D'accord.", "Très bien."],
    passed_on: &["Merci, je le transmets à l'équipe.", "Je l'ai noté pour mes collègues, merci."],
    unknown: &["Cela, je ne le sais pas, et je préfère ne pas deviner.", "Je suis désolé, mes notes n'ont pas de réponse à cela."],
    pass_on: &[
        "Je transmets votre question pour que quelqu'un vous réponde à {contact}.",
        "L'équipe reçoit votre question et peut écrire à {contact}.",
    ],
    pass_on_somewhere: &["Je peux transmettre votre question à l'équipe.", "Une personne de l'équipe saura sûrement vous le dire."],
    not_understood: &["Je ne suis pas sûr de vous avoir compris.", "Pardon, je n'ai pas tout à fait saisi."],
    can_help: &[
        "Je peux vous renseigner sur {topics}, ou prendre un message pour l'équipe.",
        "Interrogez-moi sur {topics}, ou laissez un message à mes collègues.",
    ],
    can_pass_on: &["Je peux prendre un message pour l'équipe.", "Si vous voulez, je note de quoi il s'agit pour mes collègues."],
    ask_name: &["Puis-je vous demander votre nom ?", "À qui ai-je le plaisir de parler ?", "Comment puis-je vous appeler ?"],
    ask_email: &["À quelle adresse e-mail pouvons-nous vous écrire ?", "Voulez-vous laisser votre adresse e-mail ?"],
    ask_phone: &["Voulez-vous laisser un numéro de téléphone ?", "À quel numéro de téléphone pouvons-nous vous appeler ?"],
    ask_contact: &[
        "Comment vous joindre au mieux, par e-mail ou par téléphone ?",
        "À quelle adresse e-mail ou à quel numéro la réponse peut-elle aller ?",
        "Où devons-nous répondre : à une adresse e-mail ou à un numéro de téléphone ?",
    ],
    ask_interest: &["Qu'est-ce qui vous intéresse ?", "Puis-je vous demander de quoi il s'agit, en quelques mots ?"],
    ask_when: &["Quel jour et quelle heure vous conviendraient ?", "Quand cela vous arrangerait-il ?"],
    topic_offers: "nos services et nos prix",
    topic_hours: "nos horaires",
    topic_contact: "nos coordonnées",
    on_request: "prix sur demande",
    closed: "fermé",
    today: "aujourd'hui",
    tomorrow: "demain",
    days: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    comma: ", ",
    and: " et ",
    space: " ",
    common_words: "le la les un une des du je vous nous tu il elle mon ma votre vos notre est sont suis etes avez ai que qui quoi \
        quand ou comment combien pourquoi quel quelle quels quelles coute coutent et mais pas ne oui non merci bonjour \
        bonsoir salut svp plait pour avec de sur au aux en dans ce cette besoin voudrais veux peux pouvez prix appelle \
        site aujourd hui demain ouvert ouverts ouvrez livrez faites",
    keywords: Keywords {
        greeting: "bonjour|bonsoir|salut|coucou|rebonjour|hello",
        small_talk: "ça va|comment allez-vous|comment vas-tu|comment ça va|vous allez bien|tu vas bien",
        help: "aide|aider|j'ai une question|une question|petite question|renseignement*|une information",
        thanks: "merci|merci beaucoup|mille mercis|je vous remercie|merci bien",
        goodbye: "au revoir|à bientôt|à plus|à demain|bonne journée|bonne soirée|bonne nuit|adieu|c'est tout|ce sera tout",
        who: "qui êtes-vous|qui es-tu|vous êtes qui|tu es qui|êtes-vous un|es-tu un|êtes-vous une|es-tu une|robot|chatbot|un bot|intelligence artificielle|\
            êtes-vous réel|à qui je parle|à qui ai-je affaire|comment vous appelez-vous|comment tu t'appelles|votre nom|ton nom",
        prices: "prix|tarif*|coût*|coûte*|combien|devis|cher|chère|facturez|honoraires|frais",
        offers: "service*|prestation*|proposez|offrez|que faites-vous|vous faites quoi|vendez|produits|catalogue|menu|carte",
        hours: "horaire*|heures d'ouverture|ouvert*|ouvrez|ouvre|ouverture|fermé*|fermez|ferme|fermeture|à quelle heure|quelles heures",
        open_now: "ouvert maintenant|ouverts maintenant|êtes-vous ouvert*|ouvert aujourd'hui|ouverts aujourd'hui|encore ouvert*|ouvert en ce moment|vous êtes ouvert*",
        contact: "votre adresse|l'adresse|adresse|où êtes-vous|où vous trouvez|où se trouve|où est|comment venir|situé*|emplacement|votre numéro|votre téléphone|\
            votre e-mail|votre mail|vous joindre|vous contacter|vos coordonnées|coordonnées|parking|se garer",
        person: "une personne|vraie personne|un humain|un être humain|un conseiller|conseiller|conseillère|un agent|responsable|patron|patronne|parler à|parler avec|\
            appelez-moi|rappelez-moi|me rappeler|m'appeler|être rappelé|contactez-moi|me contacter|quelqu'un de votre équipe",
        meeting: "rendez-vous|rdv|réunion*|rencontrer|se voir|réserv*|prendre date|créneau|passer vous voir|visioconférence|démonstration|entretien",
        confirmed: "confirmé*|est réservé|c'est réservé|est fixé|c'est fixé",
        refusal: "je ne veux pas|je préfère ne pas|je ne souhaite pas|préfère pas|je ne donne pas|pas donner|je refuse|je n'ai pas d'e-mail|je n'ai pas d'email|\
            je n'ai pas de téléphone|pas d'e-mail|pas de téléphone|veux pas|ça ne vous regarde pas|plutôt pas",
        correction: "non mon|non ma|non c'est|faux|fausse|incorrect*|erreur|correction|corriger|corrigez|en fait|je voulais dire|je me suis trompé*|faute de frappe|\
            plutôt|au lieu de|pas correct|pas bon|nouveau numéro|nouvelle adresse|changé",
        question: "que|quand|où|qui|comment|quel*|pourquoi|est-ce que|avez-vous|faites-vous|pouvez-vous|y a-t-il|puis-je|peut-on|qu'est-ce",
        yes: "oui|ouais|d'accord|ok|okay|bien sûr|volontiers|parfait|très bien|bien|super|entendu|s'il vous plaît|oui s'il vous plaît|exact|c'est ça|compris|ça marche",
        no: "non|non merci|pas maintenant|pas vraiment|rien|rien d'autre|non c'est tout|non rien d'autre",
        today: "aujourd'hui|ce soir|cet après-midi",
        tomorrow: "demain",
        days: ["lundi*", "mardi*", "mercredi*", "jeudi*", "vendredi*", "samedi*|week-end|weekend", "dimanche*|week-end|weekend"],
        name: "nom|prénom|appelez-vous|vous appeler|à qui ai-je",
        email: "e-mail*|email*|mail|courriel|adresse électronique",
        phone: "téléphone*|numéro|portable|mobile",
    },
};
