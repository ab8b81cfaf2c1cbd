//! Portuguese.

use super::{Keywords, Phrases};

pub const PHRASES: Phrases = Phrases {
    welcome: &[
        "Olá, as boas-vindas à {business}! Em que posso ajudar?",
        "Olá, que bom ter a sua visita na {business}. O que posso fazer por você?",
    ],
    hello: &["Olá!", "Oi!"],
    hello_again: &["Olá de novo! O que gostaria de saber?", "Continuo por aqui. O que posso procurar para você?"],
    pleased: &["Muito prazer, {name}.", "Obrigado, {name}, é bom saber com quem estou falando."],
    noted: &["Obrigado, anotei {what}.", "Pronto, {what} já está na minha nota para a equipe."],
    noted_with_name: &["Obrigado, {name}, anotei {what}.", "Muito prazer, {name}. Já escrevi {what}."],
    corrected: &["Obrigado pela correção, agora tenho {what}.", "Desculpe, já está mudado: {what}."],
    what_is_right: &["Sinto muito pela confusão. Qual é o certo?", "Corrijo com prazer. O que devo escrever?"],
    which_is_right: &["Agora tenho dois, {one} e {other}. Qual está certo?", "Só para confirmar: usamos {one} ou {other}?"],
    only_one: &[
        "Preciso só de um dos dois. Pode escrever o que vale, {one} ou {other}?",
        "Por favor, escreva apenas o certo: {one} ou {other}?",
    ],
    email_unclear: &[
        "Esse e-mail não me parece completo. Pode escrever mais uma vez?",
        "Não consegui ler um e-mail aí, ele deveria ser parecido com name@example.com. Pode conferir?",
    ],
    phone_unclear: &[
        "Esse número me parece curto demais para um telefone. Pode conferir?",
        "Não consegui ler um número de telefone inteiro. Pode escrever de novo, com o código de área?",
    ],
    refused: &["Tudo bem, você não precisa me dizer.", "Sem problema, seguimos sem isso."],
    more: &["Posso ajudar em mais alguma coisa?", "O que mais gostaria de saber?"],
    offers: &["Isto é o que oferecemos:", "Aqui estão os nossos serviços e preços:"],
    more_offers: &["Há mais: diga o que você procura.", "A lista continua, então pergunte pelo que precisa."],
    no_offers: &[
        "Não tenho aqui uma lista de serviços e preços, e não quero adivinhar.",
        "Não consigo consultar os nossos preços, por isso prefiro não dizer um valor.",
    ],
    hours: &["Este é o nosso horário de funcionamento:", "Estamos aqui nestes horários:"],
    no_hours: &["Não tenho o nosso horário à mão.", "Quando exatamente abrimos não está nas minhas notas, sinto muito."],
    open_now: &["Estamos abertos agora, até as {until}.", "Sim, neste momento está aberto, e fechamos às {until}."],
    open_always: &["Estamos abertos agora, 24 horas por dia.", "Pode falar conosco dia e noite."],
    closed_now: &["Neste momento está fechado. Abrimos de novo: {when}.", "Agora não há ninguém. Voltamos: {when}."],
    contact: &["É assim que você fala conosco:", "Você nos encontra aqui:"],
    no_contact: &[
        "Não tenho um endereço nem um telefone nosso para passar.",
        "Os nossos contatos não estão nas minhas notas, sinto muito.",
    ],
    person: &[
        "Claro. Vou repassar, e alguém da {business} responde para {contact}.",
        "Com prazer. Uma pessoa da {business} vai ver a sua mensagem e responder para {contact}.",
    ],
    person_somewhere: &["Claro, alguém da {business} pode falar com você.", "Com prazer, passo o assunto a uma pessoa da {business}."],
    meeting: &[
        "Eu mesmo não posso colocar uma reunião na agenda. Anoto o seu desejo, e alguém da {business} vai combinar um horário com você.",
        "Uma reunião é uma boa ideia. Repasso o pedido, mas ele só vale depois que alguém da {business} disser que sim.",
    ],
    when_noted: &[
        "Obrigado, anotei esse horário como a sua preferência. Alguém vai responder se é possível.",
        "Está escrito. Vale assim que uma pessoa da equipe disser que sim.",
    ],
    who: &[
        "Sou o assistente automático da {business}, não uma pessoa. Digo o que sei e repasso o resto.",
        "Você está falando com um computador: a recepção automática da {business}. As pessoas da equipe leem e assumem onde eu não consigo ajudar.",
    ],
    welcome_thanks: &["De nada!", "Foi um prazer!"],
    goodbye: &["Tchau, e tenha um bom dia!", "Fique bem, e volte quando quiser."],
    fine: &["Certo.", "Muito bem."],
    passed_on: &["Obrigado, vou repassar à equipe.", "Anotei para os meus colegas, obrigado."],
    unknown: &["Isso eu não sei, infelizmente, e prefiro não adivinhar.", "Sinto muito, as minhas notas não têm resposta para isso."],
    pass_on: &[
        "Repasso a sua pergunta para que alguém responda em {contact}.",
        "A equipe recebe a sua pergunta e pode escrever para {contact}.",
    ],
    pass_on_somewhere: &["Posso repassar a sua pergunta à equipe.", "Uma pessoa da equipe com certeza sabe dizer."],
    not_understood: &["Não sei se entendi bem.", "Desculpe, não compreendi isso por completo."],
    can_help: &[
        "Posso informar sobre {topics}, ou anotar uma mensagem para a equipe.",
        "Pergunte sobre {topics}, ou deixe uma mensagem para os meus colegas.",
    ],
    can_pass_on: &["Posso anotar uma mensagem para a equipe.", "Se quiser, escrevo do que se trata para os meus colegas."],
    ask_name: &["Posso saber o seu nome?", "Com quem tenho o prazer de falar?", "Como posso chamar você?"],
    ask_email: &["Em qual e-mail podemos escrever para você?", "Quer deixar o seu e-mail?"],
    ask_phone: &["Quer deixar um número de telefone?", "Em qual telefone podemos ligar para você?"],
    ask_contact: &[
        "Como podemos falar melhor com você, por e-mail ou por telefone?",
        "Para qual e-mail ou telefone pode ir a resposta?",
        "Aonde enviamos a resposta: a um e-mail ou a um telefone?",
    ],
    ask_interest: &["O que interessa a você?", "Posso perguntar do que se trata, em poucas palavras?"],
    ask_when: &["Que dia e horário seriam bons para você?", "Quando seria melhor para você?"],
    topic_offers: "serviços e preços",
    topic_hours: "horário de funcionamento",
    topic_contact: "como falar conosco",
    on_request: "preço sob consulta",
    closed: "fechado",
    today: "hoje",
    tomorrow: "amanhã",
    days: ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"],
    comma: ", ",
    and: " e ",
    space: " ",
    common_words: "um uma eu voce voces meu minha seu sua nosso sao sou esta estao estou que qual quando onde como quem por para \
        porque quanto custa custam ha tem tenho quero gostaria preciso posso pode mas nao sim obrigado obrigada ola oi \
        bom boa dia tarde noite favor com de do da em no na ao se me muito hoje amanha preco chamo nome isso fazem \
        horas horario abrem aberto fecham vendem entregam tambem",
    keywords: Keywords {
        greeting: "olá|oi|oie|bom dia|boa tarde|boa noite|saudações|e aí",
        small_talk: "tudo bem|tudo bom|como vai|como está|como você está|como vão",
        help: "ajuda|ajudar|tenho uma pergunta|tenho uma dúvida|uma dúvida|uma pergunta|informação|informações",
        thanks: "obrigado|obrigada|muito obrigado|muito obrigada|valeu|agradeço",
        goodbye: "tchau|adeus|até logo|até mais|até breve|até amanhã|bom fim de semana|é só isso|só isso|era só isso",
        who: "quem é você|quem é vc|o que é você|você é um|você é uma|é um robô|robô|robot|chatbot|um bot|inteligência artificial|você é real|\
            você é humano|com quem estou falando|com quem falo|qual é o seu nome|qual o seu nome|seu nome",
        prices: "preço*|cust*|quanto|valor|valores|tarifa*|cobra*|orçamento*|caro|barato",
        offers: "serviço*|oferece*|o que fazem|o que vocês fazem|vendem|produtos|catálogo|cardápio|menu|trabalham com",
        hours: "horário*|abrem|abre|aberto*|fecham|fecha|fechado*|que horas|funcionamento|atendem|expediente",
        open_now: "aberto agora|abertos agora|aberto hoje|abertos hoje|está aberto|estão abertos|ainda aberto*|abrem hoje",
        contact: "endereço|onde ficam|onde fica|onde estão|onde é|localização|localizado*|como chego|telefone de vocês|seu telefone|número de vocês|\
            seu número|e-mail de vocês|como falo com|como entro em contato|contato de vocês|contatos|contato|whatsapp|estacionamento",
        person: "uma pessoa|pessoa real|um humano|um atendente|atendente|gerente|dono|dona|responsável|consultor*|falar com|me liga|me ligue|me liguem|\
            podem me ligar|pode me ligar|retornar a ligação|entre em contato|entrem em contato",
        meeting: "reunião|reuniões|agendar|agendamento|marcar|marcação|encontro|nos encontrar|reserva*|reservar|horário com|visita|consulta|demonstração",
        confirmed: "confirmad*|está marcad*|está agendad*|ficou marcad*|está reservad*",
        refusal: "não quero|prefiro não|não vou dar|não vou passar|não vou dizer|não dou|não passo|melhor não|não tenho e-mail|não tenho email|não tenho telefone|\
            sem e-mail|sem telefone|não é da sua conta|não gostaria de",
        correction: "não meu|não minha|não o meu|não é|errado|errada|incorret*|engano|enganei|correção|corrigir|corrigindo|na verdade|quis dizer|desculpe é|\
            erro|digitei errado|em vez de|mudou|novo número|novo e-mail|trocado",
        question: "o que|quando|onde|quem|como|qual*|por que|vocês têm|vocês fazem|tem|têm|podem|pode|há|existe|é possível|posso",
        yes: "sim|claro|ok|okay|com certeza|certo|tudo certo|está bem|tá bom|bom|ótimo|perfeito|beleza|por favor|sim por favor|isso|exato|entendi|combinado",
        no: "não|não obrigado|não obrigada|agora não|nada|nada mais|não só isso|mais nada|por enquanto não",
        today: "hoje|esta tarde|esta noite|hoje à noite",
        tomorrow: "amanhã",
        days: [
            "segunda|segunda-feira|segundas",
            "terça|terça-feira|terças",
            "quarta|quarta-feira|quartas",
            "quinta|quinta-feira|quintas",
            "sexta|sexta-feira|sextas",
            "sábado*|fim de semana",
            "domingo*|fim de semana",
        ],
        name: "nome|chamar você|com quem tenho",
        email: "e-mail*|email*|mail|correio eletrônico",
        phone: "telefone*|número|celular|telemóvel",
    },
};
