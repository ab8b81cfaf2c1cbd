//! German.

use super::{Keywords, Phrases};

pub const PHRASES: Phrases = Phrases {
    welcome: &[
        "Guten Tag und willkommen bei {business}! Was kann ich für Sie tun?",
        "Hallo, schön, dass Sie bei {business} sind. Wie kann ich helfen?",
    ],
    hello: &["Guten Tag!", "Hallo!"],
    hello_again: &["Hallo noch einmal! Was möchten Sie wissen?", "Da bin ich wieder. Was darf ich für Sie nachsehen?"],
    pleased: &["Freut mich, {name}.", "Danke, {name}, schön zu wissen, mit wem ich spreche."],
    noted: &["Danke, ich habe {what} notiert.", "Alles klar, {what} steht auf meinem Zettel für das Team."],
    noted_with_name: &["Danke, {name}, ich habe {what} notiert.", "Freut mich, {name}. Ich habe mir {what} aufgeschrieben."],
    corrected: &["Danke für die Korrektur, ich habe jetzt {what}.", "Entschuldigung, geändert: {what}."],
    what_is_right: &["Das tut mir leid. Wie ist es richtig?", "Ich ändere das gern. Was soll da stehen?"],
    which_is_right: &["Jetzt habe ich zwei, {one} und {other}. Was ist richtig?", "Nur zur Sicherheit: gilt {one} oder {other}?"],
    only_one: &[
        "Ich brauche nur eine davon. Schreiben Sie mir bitte die, die gelten soll, {one} oder {other}?",
        "Bitte tippen Sie nur die richtige ein: {one} oder {other}?",
    ],
    email_unclear: &[
        "Diese E-Mail-Adresse scheint mir nicht vollständig zu sein. Schreiben Sie sie bitte noch einmal?",
        "Eine E-Mail-Adresse konnte ich da nicht lesen, sie sollte aussehen wie name@example.com. Schauen Sie noch einmal?",
    ],
    phone_unclear: &[
        "Für eine Telefonnummer scheint mir das zu kurz. Prüfen Sie sie bitte?",
        "Eine ganze Telefonnummer konnte ich da nicht lesen. Schreiben Sie sie bitte noch einmal, mit Vorwahl?",
    ],
    refused: &["Das ist völlig in Ordnung, Sie müssen es mir nicht sagen.", "Kein Problem, es geht auch ohne."],
    more: &["Kann ich sonst noch etwas für Sie tun?", "Was möchten Sie noch wissen?"],
    offers: &["Das bieten wir an:", "Hier sind unsere Leistungen und Preise:"],
    more_offers: &[
        "Es gibt noch mehr: Sagen Sie mir, was Sie suchen.",
        "Die Liste geht weiter, fragen Sie einfach nach dem, was Sie brauchen.",
    ],
    no_offers: &[
        "Eine Liste mit Leistungen und Preisen habe ich hier nicht, und raten möchte ich nicht.",
        "Unsere Preise kann ich nicht nachsehen, deshalb nenne ich lieber keine Zahl.",
    ],
    hours: &["Das sind unsere Öffnungszeiten:", "Zu diesen Zeiten sind wir da:"],
    no_hours: &[
        "Unsere Öffnungszeiten habe ich leider nicht zur Hand.",
        "Wann genau wir geöffnet haben, steht nicht in meinen Unterlagen.",
    ],
    open_now: &["Wir haben gerade geöffnet, bis {until} Uhr.", "Ja, im Moment ist geöffnet, wir schließen um {until} Uhr."],
    open_always: &["Wir haben gerade geöffnet, rund um die Uhr.", "Sie erreichen uns Tag und Nacht."],
    closed_now: &["Im Moment ist geschlossen, wir öffnen wieder: {when} Uhr.", "Gerade ist niemand da. Wir sind zurück: {when} Uhr."],
    contact: &["So erreichen Sie uns:", "Hier finden Sie uns:"],
    no_contact: &[
        "Eine Adresse oder Telefonnummer von uns habe ich leider nicht.",
        "Unsere Kontaktdaten stehen nicht in meinen Unterlagen.",
    ],
    person: &[
        "Gern. Ich gebe das weiter, und jemand von {business} meldet sich bei Ihnen unter {contact}.",
        "Natürlich. Jemand von {business} sieht Ihre Nachricht und antwortet an {contact}.",
    ],
    person_somewhere: &[
        "Gern, jemand von {business} kann sich bei Ihnen melden.",
        "Natürlich, ich gebe das an jemanden von {business} weiter.",
    ],
    meeting: &[
        "Einen Termin kann ich nicht selbst in den Kalender eintragen. Ich notiere Ihren Wunsch, und jemand von {business} bestätigt Ihnen eine Zeit.",
        "Ein Termin ist eine gute Idee. Ich gebe den Wunsch weiter, fest ist er erst, wenn jemand von {business} ihn bestätigt hat.",
    ],
    when_noted: &[
        "Danke, ich habe die Zeit als Ihren Wunsch notiert. Jemand wird sie Ihnen bestätigen.",
        "Das ist aufgeschrieben. Es gilt, sobald jemand aus dem Team zugesagt hat.",
    ],
    who: &[
        "Ich bin der automatische Assistent von {business}, kein Mensch. Ich sage, was ich weiß, und gebe alles andere weiter.",
        "Sie sprechen mit einem Computer: dem automatischen Empfang von {business}. Menschen lesen mit und übernehmen, wo ich nicht weiterhelfen kann.",
    ],
    welcome_thanks: &["Sehr gern!", "Gern geschehen!"],
    goodbye: &["Auf Wiedersehen und einen schönen Tag!", "Alles Gute, und kommen Sie jederzeit wieder."],
    fine: &["In Ordnung.", "Gut."],
    passed_on: &["Danke, ich gebe das an das Team weiter.", "Das habe ich für das Team notiert, vielen Dank."],
    unknown: &["Das weiß ich leider nicht, und raten möchte ich nicht.", "Darauf habe ich in meinen Unterlagen leider keine Antwort."],
    pass_on: &[
        "Ich gebe Ihre Frage weiter, damit Ihnen jemand unter {contact} antworten kann.",
        "Das Team bekommt Ihre Frage und kann an {contact} antworten.",
    ],
    pass_on_somewhere: &["Ich kann Ihre Frage an das Team weitergeben.", "Jemand aus dem Team kann Ihnen das sicher sagen."],
    not_understood: &["Ich bin nicht sicher, ob ich Sie verstanden habe.", "Entschuldigung, das habe ich nicht ganz verstanden."],
    can_help: &[
        "Ich kann Ihnen etwas zu {topics} sagen oder eine Nachricht für das Team aufnehmen.",
        "Fragen Sie mich nach {topics}, oder hinterlassen Sie eine Nachricht für das Team.",
    ],
    can_pass_on: &["Ich kann eine Nachricht für das Team aufnehmen.", "Wenn Sie möchten, notiere ich Ihr Anliegen für das Team."],
    ask_name: &["Darf ich nach Ihrem Namen fragen?", "Mit wem habe ich das Vergnügen?", "Wie darf ich Sie nennen?"],
    ask_email: &["Unter welcher E-Mail-Adresse erreichen wir Sie?", "Möchten Sie Ihre E-Mail-Adresse hinterlassen?"],
    ask_phone: &["Möchten Sie eine Telefonnummer hinterlassen?", "Unter welcher Telefonnummer können wir Sie anrufen?"],
    ask_contact: &[
        "Wie erreichen wir Sie am besten, per E-Mail oder Telefon?",
        "An welche E-Mail-Adresse oder Telefonnummer darf die Antwort gehen?",
        "Wohin sollen wir antworten: an eine E-Mail-Adresse oder eine Telefonnummer?",
    ],
    ask_interest: &["Wofür interessieren Sie sich?", "Darf ich fragen, worum es in wenigen Worten geht?"],
    ask_when: &["Welcher Tag und welche Uhrzeit würden Ihnen passen?", "Wann wäre es Ihnen recht?"],
    topic_offers: "Leistungen und Preisen",
    topic_hours: "Öffnungszeiten",
    topic_contact: "unseren Kontaktdaten",
    on_request: "Preis auf Anfrage",
    closed: "geschlossen",
    today: "heute",
    tomorrow: "morgen",
    days: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    comma: ", ",
    and: " und ",
    space: " ",
    common_words: "der die das ein eine einen einer ich sie wir ihr mein meine ihre unser ist sind bin habe haben hat was wann wo \
        wie wer warum welche kann konnen mochte will wurde und oder aber nicht kein keine ja nein bitte danke hallo \
        guten tag morgen abend fur mit von zu bei auf im am um kostet kosten viel gibt es noch auch mir mich ihnen uns \
        heute heisse brauche name geoffnet offen machen sagen",
    keywords: Keywords {
        greeting: "hallo|guten tag|guten morgen|guten abend|moin|servus|grüß gott|grüezi|hi|hey|tag",
        small_talk: "wie geht's|wie geht es|wie gehts|wie läuft's",
        help: "hilfe|helfen|ich habe eine frage|hab eine frage|ich hätte eine frage|kurze frage|brauche auskunft|informationen",
        thanks: "danke|dankeschön|vielen dank|besten dank|herzlichen dank|merci",
        goodbye: "tschüss|tschüs|auf wiedersehen|bis bald|bis dann|schönen tag|schönen abend|ciao|das war alles|das wars|das wäre alles",
        who: "wer bist du|wer sind sie|was bist du|was sind sie|bist du ein|sind sie ein|bist du echt|sind sie echt|roboter|chatbot|ein bot|\
            künstliche intelligenz|mit wem spreche ich|mit wem schreibe ich|wie heißt du|wie heißen sie|dein name|ihr name",
        prices: "preis*|*preis|*preise|kost*|wie viel|wieviel|gebühr*|tarif*|honorar*|teuer|billig|günstig*|angebot*",
        offers: "leistung*|dienstleistung*|bieten sie|bietet ihr|was machen sie|was macht ihr|verkaufen sie|produkte|sortiment|speisekarte|angebot*",
        hours: "*öffnungszeit*|geöffnet|offen|öffnen|auf haben|schließen|schließt|geschlossen|wann habt ihr|wann haben sie|*zeiten|sprechstunde*|wann macht ihr|wann machen sie",
        open_now: "jetzt geöffnet|jetzt offen|gerade geöffnet|gerade offen|heute geöffnet|heute offen|noch offen|noch geöffnet|haben sie offen|habt ihr offen",
        contact: "ihre adresse|eure adresse|die adresse|adresse|anschrift|wo sind sie|wo seid ihr|wo ist|wo finde ich|anfahrt|standort|parken|parkplatz|\
            ihre telefonnummer|eure telefonnummer|ihre nummer|eure nummer|ihre e-mail|eure e-mail|wie erreiche ich|wie kann ich sie erreichen|kontaktdaten|kontakt",
        person: "einem menschen|einen menschen|echten menschen|mit jemandem|mitarbeiter*|berater*|chef|inhaber*|rufen sie mich|ruf mich|rückruf*|\
            zurückrufen|anrufen|kontaktieren sie mich|melden sie sich|sprechen mit|persönlich sprechen",
        meeting: "termin*|treffen|treffe|buchen|buchung|reservier*|vereinbaren|vorbeikommen|besprechung|beratungsgespräch|kennenlernen",
        confirmed: "bestätigt|fest gebucht|ist gebucht|steht der termin|ist es fest|ist das fest",
        refusal: "möchte nicht|will nicht|möchte ich nicht|will ich nicht|lieber nicht|gebe ich nicht|geb ich nicht|nicht angeben|nicht sagen|nicht geben|\
            geht sie nichts an|keine e-mail|keine telefonnummer|kein telefon|habe keine e-mail|ungern|nicht nötig",
        correction: "nein meine|nein mein|nein es|nein die|falsch|stimmt nicht|nicht richtig|korrektur|korrigier*|eigentlich|ich meinte|verschrieben|vertippt|\
            tippfehler|sondern|stattdessen|neue nummer|neue e-mail|geändert",
        question: "was|wann|wo|wer|wie|warum|wieso|welche*|haben sie|habt ihr|können sie|könnt ihr|gibt es|machen sie|kann ich|ist es|sind sie",
        yes: "ja|jo|jawohl|klar|gern|gerne|ok|okay|natürlich|in ordnung|gut|passt|super|bitte|ja bitte|ja gerne|genau|richtig|stimmt|alles klar|verstanden",
        no: "nein|nee|ne|nö|nein danke|jetzt nicht|eigentlich nicht|nichts|nichts weiter|nein das war alles|nein das wars",
        today: "heute",
        tomorrow: "morgen früh|morgen nachmittag|morgen um|morgen offen|morgen geöffnet|übermorgen|für morgen|morgen auf",
        days: ["montag*", "dienstag*", "mittwoch*", "donnerstag*", "freitag*", "samstag*|sonnabend*|wochenende*", "sonntag*|wochenende*"],
        name: "name*|heißen|wen|nennen",
        email: "e-mail*|email*|mail*|mailadresse",
        phone: "telefon*|*nummer|handy*|mobil*",
    },
};
