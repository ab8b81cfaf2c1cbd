//! How it is said that something is not known, who is asked then, and how people ask. One list a language, in the form of
//! `extract::Cues`: whole words, compared without case and accents.

/// "I do not know."
pub const UNKNOWN: [&str; 11] = [
    "i do not know|i don't know|i dont know|i'm not sure about|i am not sure about|i'm not sure whether|i am not sure whether|\
     i'm not sure if|i am not sure if|not sure about that|have no answer|has no answer|don't have an answer|do not have an answer|\
     don't have that information|do not have that information|don't have this information|do not have this information|\
     don't have information|do not have information|don't have any information|do not have any information|don't have the information|\
     do not have the information|don't have details|do not have details|don't have the details|do not have the details|\
     don't have any details|do not have any details|don't have the exact|do not have the exact|don't have specific|do not have specific|\
     no information about|no information on|not in my notes|i do not have a list|i don't have a list|i do not have our|i don't have our|\
     do not have an address|not something i can look up|i cannot answer|i can't answer|unable to answer|cannot say for sure|\
     can't say for sure|couldn't find any information|could not find any information|rather not guess|do not want to guess|\
     don't want to guess",
    "معلوم نہیں|علم نہیں|معلومات نہیں|معلومات موجود نہیں|جواب نہیں ہے|کا جواب نہیں|میرے پاس درج نہیں|فہرست نہیں ہے|اوقات اس وقت میرے پاس نہیں|\
     پتا یا فون نمبر نہیں|قیمتیں نہیں دیکھ سکتا|اندازہ نہیں لگانا|نہیں بتا سکتا|یقین سے نہیں کہہ سکتا",
    "maloom nahi|maloom nahin|malum nahi|pata nahi|pata nahin|ilm nahi|maloomat nahi|maloomat nahin|ka jawab nahi|paas darj nahi|list nahi hai|\
     is waqt mere paas nahi|phone number nahi hai|nahi dekh sakta|andaza nahi lagana|nahi bata sakta",
    "no lo sé|no sé si tenemos|no tengo información|no tengo esa información|no dispongo de|no cuento con información|no tengo los detalles|\
     no tienen respuesta|no tengo respuesta|no tengo aquí una lista|aquí no tengo una lista|no tengo a mano|no tengo una dirección|\
     no está en mis notas|no están en mis notas|no consta en mis notas|no puedo consultar|no puedo responder|prefiero no adivinar|\
     no quiero adivinar|no estoy seguro|no estoy segura",
    "je ne sais pas|je ne le sais pas|je l'ignore|je n'ai pas d'information|je n'ai pas d'informations|je n'ai pas cette information|\
     je n'ai pas l'information|je ne dispose pas|pas de réponse à|n'ont pas de réponse|je n'ai pas de réponse|n'ai pas ici de liste|\
     n'ai pas nos horaires|n'ai ni adresse|ne figurent pas dans mes notes|ne figure pas dans mes notes|ne peux pas consulter|\
     je ne peux pas répondre|ne pas deviner|ne veux pas deviner|je ne suis pas certain|je ne suis pas sûr si",
    "weiß ich leider nicht|weiß ich nicht|ich weiß es nicht|ich weiß leider nicht|ich weiß nicht|keine informationen|keine information|\
     keine angaben|keine antwort|nicht in meinen unterlagen|mir ist nicht bekannt|ist mir nicht bekannt|preisen habe ich hier nicht|\
     kann ich nicht nachsehen|leider nicht zur hand|telefonnummer von uns habe ich leider nicht|raten möchte ich nicht|\
     kann ich ihnen leider nicht sagen|kann ich leider nicht sagen|kann ich leider nicht beantworten|kann ich nicht beantworten|\
     nicht sicher ob wir|nicht sicher, ob wir",
    "لا أعرف|لا أعرفه|لا أعلم|لست أعلم|ليس لدي معلومات|ليست لدي معلومات|لا أملك معلومات|لا تتوفر لدي|ليس لدي جواب|ليس لدي إجابة|\
     في ملاحظاتي جواب|ليست في ملاحظاتي|غير مذكور في ملاحظاتي|ليست لدي هنا قائمة|ليست مواعيد عملنا في متناولي|ليس لدي عنوان|\
     لا أستطيع الاطلاع|لا أستطيع الإجابة|لا يمكنني الإجابة|ألا أخمن|أن أخمن|لست متأكدا من",
    "पता नहीं है|मुझे पता नहीं|मालूम नहीं|जानकारी नहीं है|जानकारी नहीं|जवाब नहीं है|मेरे पास दर्ज नहीं|सूची नहीं है|समय अभी मेरे पास नहीं|\
     पता या फ़ोन नंबर नहीं|कीमतें नहीं देख सकता|अंदाज़ा नहीं लगाना|नहीं बता सकता|नहीं बता सकती",
    "我不知道|不太清楚|我不清楚|我不确定是否有|没有这方面的信息|没有相关信息|没有这个信息|没有该信息|没有这个问题的答案|没有答案|\
     资料里没有|手头没有|我这里没有|我查不到|无法回答|不想乱猜",
    "isso eu não sei|isso não sei|não sei dizer|não sei informar|não sei se temos|infelizmente não sei|desculpe, não sei|não tenho informação|não tenho informações|não tenho essa informação|não disponho|não têm resposta|não tenho resposta|\
     não tenho aqui uma lista|não tenho o nosso horário|não tenho um endereço|não está nas minhas notas|não estão nas minhas notas|\
     não consigo consultar|não consigo responder|não posso responder|prefiro não adivinhar|não quero adivinhar|não tenho certeza",
    "saya tidak tahu|tidak saya ketahui|saya kurang tahu|belum tahu|tidak memiliki informasi|tidak punya informasi|tidak ada informasi|\
     tidak punya jawaban|tidak punya daftar|tidak punya jam buka|tidak punya alamat|tidak ada di catatan|tidak bisa saya lihat|\
     tidak bisa menjawab|tidak dapat menjawab|tidak mau menebak|kurang yakin apakah",
];

/// "I have to ask the team." Not that a message or a wish is passed on: that was asked for.
pub const HANDED_OVER: [&str; 11] = [
    "pass your question|passing your question|pass that question|pass this question|forward your question|forwarding your question|\
     forward this question|gets your question|ask the team|ask our team|ask my team|ask my colleagues|ask a colleague|check with the team|\
     check with our team|check with my team|check with my colleagues|check with a colleague|check that with|check this with|\
     colleague can surely tell|colleague can tell you|team can answer that|team can answer this|team will be able to answer|\
     get back to you with an answer|get back to you with the answer|get back to you on that|get back to you with that|\
     get back to you with the details|please contact us directly|please contact our team directly",
    "آپ کا سوال ٹیم|آپ کا سوال آگے|آپ کا سوال مل|ٹیم سے پوچھ|ساتھیوں سے پوچھ|کوئی ساتھی آپ کو یہ ضرور|ٹیم سے معلوم کر",
    "aap ka sawal team|aap ka sawal aagay|aap ka sawal mil|sawal aage|team se pooch|team se puch|team se maloom|sathi aap ko yeh zaroor",
    "transmito su pregunta|transmitir su pregunta|transmitiré su pregunta|paso su pregunta|pasaré su pregunta|trasladar su pregunta|\
     recibe su pregunta|tu pregunta al equipo|su pregunta al equipo|consultarlo con|consultar con el equipo|preguntar al equipo|\
     preguntarle al equipo|preguntaré al equipo|puede decírselo|podrá decírselo|un compañero podrá decirle|compañero seguro que",
    "transmets votre question|transmettre votre question|transmettrai votre question|reçoit votre question|demander à l'équipe|\
     demander à mes collègues|demande à l'équipe|vérifier auprès de|me renseigner auprès|saura sûrement vous le dire",
    "gebe ihre frage|ihre frage weiter|frage weitergeben|frage an das team|bekommt ihre frage|im team nachfragen|beim team nachfragen|\
     das team fragen|die kollegen fragen|mit dem team klären|mit den kollegen klären|kollege kann ihnen das|kollegin kann ihnen das|kann ihnen das sicher sagen",
    "سأنقل سؤالك|أنقل سؤالك|نقل سؤالك|يصل سؤالك|سؤالك إلى الفريق|أسأل الفريق|سأسأل الفريق|أسأل زملائي|التحقق مع الفريق|أحد الزملاء يستطيع إخبارك",
    "आपका सवाल टीम|आपका सवाल आगे|आपका सवाल मिल|आपका प्रश्न टीम|टीम से पूछ|साथियों से पूछ|टीम से पता|साथी आपको यह ज़रूर",
    "转达您的问题|您的问题转达|把您的问题转|收到您的问题|问一下团队|询问团队|向团队确认|与团队确认|问一下同事|向同事确认|同事一定可以告诉",
    "repasso a sua pergunta|repassar a sua pergunta|repassar sua pergunta|encaminhar a sua pergunta|encaminhar sua pergunta|\
     recebe a sua pergunta|sua pergunta para a equipe|perguntar à equipe|verificar com a equipe|consultar a equipe|confirmar com a equipe|equipe com certeza sabe",
    "pertanyaan anda saya teruskan|meneruskan pertanyaan|teruskan pertanyaan|menerima pertanyaan anda|tanyakan ke tim|tanyakan kepada tim|\
     bertanya kepada tim|menanyakan kepada tim|konfirmasi dengan tim|cek dengan tim|rekan pasti bisa menjawabnya",
];

/// "I did not get that." No answer where something was asked.
pub const LOST: [&str; 11] = [
    "not sure that i understood|did not quite get that|didn't quite get that|did not understand|didn't understand",
    "بات سمجھا ہوں|سمجھ نہیں آئی",
    "samajh nahi aayi|samjha hoon",
    "si le he entendido|no lo he comprendido|no lo he entendido",
    "de vous avoir compris|pas tout à fait saisi|pas bien compris",
    "ob ich sie verstanden habe|nicht ganz verstanden|nicht verstanden",
    "أنني فهمتك|لم أفهم",
    "आपकी बात समझा हूँ|समझ नहीं आई",
    "是否听懂了|没有完全明白|没听明白",
    "não sei se entendi|não compreendi|não entendi",
    "sudah memahami anda|belum saya mengerti|kurang mengerti",
];

/// How a question begins that has no mark.
pub const BEGINNINGS: [&str; 11] = [
    "what|when|where|who|how|which|why|do|does|did|can|could|are|is|will|would|should|have|has",
    "کیا|کب|کہاں|کون|کیسے|کیوں|کتنا|کتنے|کتنی",
    "kya|kab|kahan|kaun|kaise|kyun|kitna|kitne|kitni",
    "qué|que|cuándo|dónde|quién|cómo|cuál|cuánto|cuánta|cuántos|hay|tienen|puedo|pueden|hacen|aceptan",
    "quoi|que|quel|quelle|quels|quelles|quand|où|qui|comment|pourquoi|combien|est-ce|avez-vous|peut-on|puis-je|pouvez-vous",
    "was|wann|wo|wer|wie|welche|welcher|welches|warum|wieso|haben|kann|können|gibt|ist|sind|bieten|machen",
    "ما|ماذا|متى|أين|من|كيف|كم|هل|لماذا|أي",
    "क्या|कब|कहाँ|कौन|कैसे|क्यों|कितना|कितने|कितनी",
    "请问|怎么|什么|哪里|为什么|能不能|可不可以|有没有",
    "o que|qual|quais|quando|onde|quem|como|por que|quanto|quanta|tem|têm|vocês|posso|fazem",
    "apa|apakah|kapan|di mana|dimana|siapa|bagaimana|mengapa|kenapa|berapa|bisa|bisakah|ada",
];

/// What is asked in the middle of a sentence.
pub const ASKING: [&str; 11] = [
    "how much|how many|how long|how do i|tell me|i want to know|i'd like to know|i would like to know|i need to know|do you|can you|\
     could you|wondering if|wondering whether|any idea",
    "بتائیں|بتا دیں|کیا آپ|کتنا|کتنے|کتنی|جاننا چاہتا|جاننا چاہتی|پوچھنا تھا",
    "bataen|batayen|bata dein|bata do|kya aap|kitna|kitne|kitni|jaanna chahta|poochna tha|kahan hai",
    "cuánto cuesta|quiero saber|quisiera saber|me gustaría saber|dígame|dime|puede decirme|me puede",
    "je veux savoir|je voudrais savoir|j'aimerais savoir|dites-moi|pouvez-vous|combien",
    "ich möchte wissen|ich würde gerne wissen|sagen sie mir|können sie|wie viel|wie lange|haben sie",
    "أريد أن أعرف|أود أن أعرف|أخبرني|هل لديكم|هل يمكن|كم سعر|كم السعر",
    "बताइए|बताएँ|बता दीजिए|कितना|कितने|कितनी|जानना चाहता|जानना चाहती|क्या आप",
    "多少|什么|怎么|哪里|哪儿|几点|吗|呢|有没有|能不能|可不可以|想知道|想问",
    "quero saber|queria saber|gostaria de saber|me diga|quanto custa|pode me dizer|vocês têm",
    "ingin tahu|mau tahu|mau tanya|tolong beri tahu|berapa|apakah",
];
