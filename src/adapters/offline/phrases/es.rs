//! Spanish.

use super::{Keywords, Phrases};

pub const PHRASES: Phrases = Phrases {
    welcome: &[
        "¡Hola, le damos la bienvenida a {business}! ¿En qué puedo ayudarle?",
        "Hola, qué bien que visite {business}. ¿Qué puedo hacer por usted?",
    ],
    hello: &["¡Hola!", "¡Buenas!"],
    hello_again: &["¡Hola de nuevo! ¿Qué le gustaría saber?", "Aquí sigo, con mucho gusto. ¿Qué quiere que le busque?"],
    pleased: &["Mucho gusto, {name}.", "Gracias, {name}, es bueno saber con quién hablo."],
    noted: &["Gracias, he anotado {what}.", "Listo, {what} ya está en mi nota para el equipo."],
    noted_with_name: &["Gracias, {name}, he anotado {what}.", "Mucho gusto, {name}. Me he apuntado {what}."],
    corrected: &["Gracias por la corrección, ahora tengo {what}.", "Disculpe, ya está cambiado: {what}."],
    what_is_right: &["Siento la confusión. ¿Cómo es lo correcto?", "Lo corrijo enseguida. ¿Qué debo poner?"],
    which_is_right: &["Ahora tengo dos, {one} y {other}. ¿Cuál es el correcto?", "Para estar seguros, ¿usamos {one} o {other}?"],
    only_one: &[
        "Necesito solo uno de los dos. ¿Me escribe el que vale, {one} o {other}?",
        "Por favor, escriba solo el correcto: ¿{one} o {other}?",
    ],
    email_unclear: &[
        "Ese correo electrónico no me parece completo. ¿Puede escribirlo otra vez?",
        "No he podido leer ahí una dirección de correo, debería parecerse a name@example.com. ¿Puede revisarla?",
    ],
    phone_unclear: &[
        "Ese número me parece demasiado corto para un teléfono. ¿Puede revisarlo?",
        "No he podido leer un número de teléfono completo. ¿Me lo escribe de nuevo, con el prefijo?",
    ],
    refused: &["No pasa nada, no tiene que decírmelo.", "Ningún problema, podemos seguir sin ese dato."],
    more: &["¿Puedo ayudarle en algo más?", "¿Qué más le gustaría saber?"],
    offers: &["Esto es lo que ofrecemos:", "Aquí tiene nuestros servicios y precios:"],
    more_offers: &["Hay más: dígame qué busca.", "La lista sigue, así que pregúnteme por lo que necesite."],
    no_offers: &[
        "Aquí no tengo una lista de servicios y precios, y no quiero adivinar.",
        "No puedo consultar nuestros precios, así que prefiero no dar una cifra.",
    ],
    hours: &["Este es nuestro horario:", "Estamos en estos horarios:"],
    no_hours: &["No tengo a mano nuestro horario.", "A qué hora abrimos exactamente no consta en mis notas, lo siento."],
    open_now: &["Ahora mismo está abierto, hasta las {until}.", "Sí, en este momento estamos abiertos y cerramos a las {until}."],
    open_always: &["Ahora mismo está abierto, las 24 horas.", "Puede encontrarnos de día y de noche."],
    closed_now: &["En este momento está cerrado. Volvemos a abrir: {when}.", "Ahora no hay nadie. Estaremos de vuelta: {when}."],
    contact: &["Así puede contactarnos:", "Aquí nos encuentra:"],
    no_contact: &[
        "No tengo una dirección ni un teléfono nuestro que darle.",
        "Nuestros datos de contacto no están en mis notas, lo siento.",
    ],
    person: &[
        "Por supuesto. Lo transmito, y alguien de {business} le responderá en {contact}.",
        "Con gusto. Una persona de {business} verá su mensaje y contestará a {contact}.",
    ],
    person_somewhere: &[
        "Por supuesto, alguien de {business} puede ponerse en contacto con usted.",
        "Con gusto se lo transmito a una persona de {business}.",
    ],
    meeting: &[
        "Yo no puedo apuntar una cita en el calendario. Anoto su deseo, y alguien de {business} le confirmará una hora.",
        "Una cita es buena idea. Transmito su deseo, pero solo será firme cuando alguien de {business} lo confirme.",
    ],
    when_noted: &[
        "Gracias, he anotado esa hora como su preferencia. Alguien se la confirmará.",
        "Queda escrito. Valdrá en cuanto una persona del equipo diga que sí.",
    ],
    who: &[
        "Soy el asistente automático de {business}, no una persona. Cuento lo que sé y transmito lo demás.",
        "Habla con un ordenador: la recepción automática de {business}. Las personas del equipo leen la conversación y siguen donde yo no llego.",
    ],
    welcome_thanks: &["¡De nada!", "¡Ha sido un placer!"],
    goodbye: &["¡Adiós, que tenga un buen día!", "Cuídese, y vuelva cuando quiera."],
    fine: &["De acuerdo.", "Muy bien."],
    passed_on: &["Gracias, se lo transmito al equipo.", "Lo he anotado para mis compañeros, gracias."],
    unknown: &["Eso no lo sé, lo siento, y prefiero no adivinar.", "Lamentablemente mis notas no tienen respuesta a eso."],
    pass_on: &[
        "Transmito su pregunta para que alguien le responda en {contact}.",
        "El equipo recibe su pregunta y puede contestar a {contact}.",
    ],
    pass_on_somewhere: &["Puedo transmitir su pregunta al equipo.", "Seguro que una persona del equipo puede decírselo."],
    not_understood: &["No sé si le he entendido bien.", "Perdone, eso no lo he comprendido del todo."],
    can_help: &[
        "Puedo informarle sobre {topics}, o tomar un mensaje para el equipo.",
        "Pregúnteme por {topics}, o deje un mensaje para mis compañeros.",
    ],
    can_pass_on: &["Puedo tomar un mensaje para el equipo.", "Si quiere, anoto de qué se trata para mis compañeros."],
    ask_name: &["¿Me dice su nombre?", "¿Con quién tengo el gusto?", "¿Cómo puedo llamarle?"],
    ask_email: &["¿A qué correo electrónico podemos escribirle?", "¿Quiere dejarme su correo electrónico?"],
    ask_phone: &["¿Quiere dejar un número de teléfono?", "¿A qué teléfono podemos llamarle?"],
    ask_contact: &[
        "¿Cómo prefiere que le contactemos, por correo electrónico o por teléfono?",
        "¿A qué correo o teléfono puede ir la respuesta?",
        "¿Adónde enviamos la respuesta: a un correo electrónico o a un teléfono?",
    ],
    ask_interest: &["¿Qué es lo que le interesa?", "¿Puedo preguntar de qué se trata, en pocas palabras?"],
    ask_when: &["¿Qué día y a qué hora le vendría bien?", "¿Cuándo sería un buen momento para usted?"],
    topic_offers: "servicios y precios",
    topic_hours: "horario",
    topic_contact: "cómo contactarnos",
    on_request: "precio a consultar",
    closed: "cerrado",
    today: "hoy",
    tomorrow: "mañana",
    days: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    comma: ", ",
    and: " y ",
    space: " ",
    common_words: "el la los las un una unos yo usted tu mi su nuestro es son soy esta estan estoy que cual cuando donde como \
        quien por para porque cuanto cuanta cuestan cuesta hay tengo tiene tienen quiero quisiera necesito puedo puede \
        pero no si gracias hola buenos buenas dias tardes noches favor con de del en al se me le lo muy hoy manana \
        precio llamo nombre correo hora abren abre abierto cierran hacen venden ustedes tambien eres pagina",
    keywords: Keywords {
        greeting: "hola|buenos días|buen día|buenas tardes|buenas noches|buenas|saludos|qué tal",
        small_talk: "cómo está|cómo estás|qué tal está|cómo le va|cómo te va|cómo va",
        help: "ayuda|ayudar|tengo una pregunta|tengo una duda|una pregunta|una consulta|información",
        thanks: "gracias|muchas gracias|mil gracias|muy amable|se agradece",
        goodbye: "adiós|hasta luego|hasta pronto|hasta mañana|chao|chau|nos vemos|buen fin de semana|eso es todo|eso sería todo|nada más gracias",
        who: "quién eres|quién es usted|qué eres|eres un|es usted un|eres una|es usted una|robot|chatbot|un bot|inteligencia artificial|eres real|\
            eres humano|con quién hablo|cómo te llamas|cómo se llama usted|tu nombre|su nombre",
        prices: "precio*|cuest*|cuánto|costo*|coste*|tarifa*|cobra*|qué vale|qué valen|presupuesto*|caro|barato|económico",
        offers: "servicio*|ofrece*|qué hacen|qué venden|venden|productos|catálogo|menú|carta|a qué se dedican",
        hours: "horario*|abren|abre|abierto*|cierran|cierra|cerrado*|a qué hora|qué horas|horas de",
        open_now: "abierto ahora|abiertos ahora|abierto hoy|abiertos hoy|está abierto|están abiertos|siguen abiertos|abren hoy",
        contact: "dirección|dónde están|dónde queda|dónde está|ubicación|ubicados|cómo llego|su teléfono|su número|su correo|tu teléfono|tu número|\
            vuestro teléfono|cómo contacto|cómo los contacto|datos de contacto|contactarlos|contactarles|contacto|whatsapp|aparcar|estacionar",
        person: "una persona|persona real|un humano|un agente|agente|asesor*|encargad*|gerente|dueño|dueña|hablar con|llámeme|llámame|llámenme|\
            que me llamen|me pueden llamar|me llaman|devolver la llamada|contácteme|contáctenme|pónganse en contacto",
        meeting: "cita|citas|reunión*|reunirnos|vernos|agendar|agenda|reserva*|quedar|visita|consulta presencial|videollamada|demostración",
        confirmed: "confirmad*|está agendad*|está reservad*|queda fijo|quedó agendad*",
        refusal: "no quiero dar|no quiero decir|no quiero compartir|prefiero no|no voy a dar|no doy|no te voy a|no le voy a|mejor no|no tengo correo|\
            no tengo teléfono|sin correo|sin teléfono|no quiero|no es asunto|no me apetece",
        correction: "no mi|no es|está mal|incorrecto|equivocad*|equivoqué|corrección|corrijo|corregir|en realidad|quise decir|perdón es|error|errata|\
            mejor dicho|en vez de|cambió|nuevo número|nuevo correo|cambiado",
        question: "qué|cuándo|dónde|quién|cómo|cuál*|por qué|tienen|hacen|pueden|puede|hay|es posible|se puede|puedo",
        yes: "sí|si|claro|vale|ok|okay|por supuesto|de acuerdo|bien|perfecto|genial|bueno|por favor|sí por favor|correcto|exacto|entendido|está bien",
        no: "no|no gracias|ahora no|nada|nada más|no nada más|no eso es todo|para nada|no por ahora",
        today: "hoy|esta tarde|esta noche",
        tomorrow: "mañana",
        days: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado*|fin de semana", "domingo*|fin de semana"],
        name: "nombre|llama usted|llamarle|con quién tengo",
        email: "correo*|e-mail*|email*|mail",
        phone: "teléfono*|número|celular|móvil",
    },
};
