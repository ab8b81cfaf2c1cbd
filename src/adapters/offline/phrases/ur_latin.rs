//! Urdu in Latin letters, as most people type it on a phone.

use super::{Keywords, Phrases};

pub const PHRASES: Phrases = Phrases {
    welcome: &[
        "Assalam o alaikum, {business} mein khush aamdeed! Main aap ki kya madad kar sakta hoon?",
        "Assalam o alaikum, {business} se rabte ka shukriya. Farmaiye, kya kaam hai?",
    ],
    hello: &["Assalam o alaikum!", "Walaikum assalam!"],
    hello_again: &["Aik baar phir khush aamdeed! Aap kya jaanna chahenge?", "Ji, main hazir hoon. Aap ke liye kya dekhoon?"],
    pleased: &["Aap se mil kar khushi hui, {name}.", "Shukriya {name}, ab mujhe maloom hai ke kis se baat ho rahi hai."],
    noted: &["Shukriya, maine {what} likh liya hai.", "Theek hai, {what} team ke liye darj ho gaya."],
    noted_with_name: &[
        "Shukriya {name}, maine {what} likh liya hai.",
        "Aap se mil kar khushi hui, {name}. Maine {what} darj kar liya hai.",
    ],
    corrected: &["Durusti ka shukriya, ab mere paas {what} hai.", "Maazrat, maine isay badal kar {what} kar diya hai."],
    what_is_right: &["Ghalti ke liye maazrat. Sahi kya hai?", "Main abhi theek kar deta hoon. Kya likha jaye?"],
    which_is_right: &["Ab mere paas do hain, {one} aur {other}. Kaun sa sahi hai?", "Tasdeeq ke liye, {one} rakhoon ya {other}?"],
    only_one: &[
        "Mujhe in mein se ek hi chahiye. Kya aap wohi likh dein ge jo rakhna hai, {one} ya {other}?",
        "Barah-e-karam bas sahi wala likh dein: {one} ya {other}?",
    ],
    email_unclear: &[
        "Yeh email address mujhe mukammal nahi lagta. Kya aap dobara likh sakte hain?",
        "Mujhe is mein email address nahi mila, woh name@example.com jaisa hona chahiye. Kya aap dekh lenge?",
    ],
    phone_unclear: &[
        "Yeh number phone number ke liye chhota lagta hai. Kya aap isay dekh lenge?",
        "Mujhe poora phone number nahi mila. Kya aap code ke sath dobara likhenge?",
    ],
    refused: &["Koi baat nahi, batana zaroori nahi hai.", "Koi masla nahi, is ke baghair bhi kaam chal jayega."],
    more: &["Kya main aap ke liye kuch aur kar sakta hoon?", "Aap aur kya jaanna chahenge?"],
    offers: &["Hum yeh khidmaat pesh karte hain:", "Yeh hamari services aur qeematein hain:"],
    more_offers: &["Is ke ilawa bhi hai: bataiye aap ko kya chahiye.", "List lambi hai, jo chahiye woh pooch lijiye."],
    no_offers: &[
        "Mere paas services aur qeematon ki list nahi hai, aur main andaza nahi lagana chahta.",
        "Main hamari qeematein nahi dekh sakta, is liye koi raqam na batana hi behtar hai.",
    ],
    hours: &["Hamare auqaat yeh hain:", "Hum in auqaat mein mojood hote hain:"],
    no_hours: &["Hamare auqaat is waqt mere paas nahi hain.", "Hum kab khulte hain, yeh mere paas darj nahi, maazrat."],
    open_now: &["Hum abhi khulay hain, {until} tak.", "Ji haan, is waqt khula hai aur {until} par band hoga."],
    open_always: &["Hum abhi khulay hain, chaubees ghante.", "Aap din raat hum se rabta kar sakte hain."],
    closed_now: &["Is waqt band hai. Hum dobara khulenge: {when}.", "Abhi koi mojood nahi. Hum wapas honge: {when}."],
    contact: &["Aap hum se yun rabta kar sakte hain:", "Hum aap ko yahan milenge:"],
    no_contact: &["Mere paas hamara pata ya phone number nahi hai.", "Rabte ki tafseel mere paas darj nahi, maazrat."],
    person: &[
        "Zaroor. Main aap ki baat aagay pohancha raha hoon, {business} se koi aap se {contact} par rabta karega.",
        "Bakhushi. {business} ka koi fard aap ka paigham dekh kar {contact} par jawab dega.",
    ],
    person_somewhere: &[
        "Zaroor, {business} se koi aap se rabta kar sakta hai.",
        "Bakhushi, main aap ki baat {business} ke kisi fard tak pohancha deta hoon.",
    ],
    meeting: &[
        "Main khud calendar mein mulaqat darj nahi kar sakta. Aap ki khwahish likh raha hoon, {business} se koi waqt ki tasdeeq karega.",
        "Mulaqat acha khayal hai. Main khwahish aagay pohancha deta hoon, magar woh tab hi tay hogi jab {business} se koi haan karega.",
    ],
    when_noted: &[
        "Shukriya, yeh waqt aap ki khwahish ke taur par likh liya hai. Koi is ki tasdeeq karega.",
        "Yeh likh liya gaya hai. Team ki haan ke baad hi yeh tay samjhiye.",
    ],
    who: &[
        "Main {business} ka khudkaar assistant hoon, insaan nahi. Jo jaanta hoon batata hoon aur baqi aagay pohancha deta hoon.",
        "Aap aik computer se baat kar rahe hain: {business} ka khudkaar front desk. Jahan main madad na kar sakoon wahan log baat sambhal lete hain.",
    ],
    welcome_thanks: &["Koi baat nahi, khushi hui!", "Aap ki khidmat mere liye khushi hai!"],
    goodbye: &["Allah hafiz, aap ka din acha guzre!", "Apna khayal rakhiye, aur jab chahein dobara aaiye."],
    fine: &["Theek hai.", "Bohat acha."],
    passed_on: &["Shukriya, main yeh baat team tak pohancha doonga.", "Maine yeh apne sathiyon ke liye likh liya hai, shukriya."],
    unknown: &["Maazrat, yeh mujhe maloom nahi, aur main andaza nahi lagana chahta.", "Afsos, mere paas is ka jawab nahi hai."],
    pass_on: &[
        "Main aap ka sawal aagay pohancha deta hoon taake koi aap ko {contact} par jawab de.",
        "Team ko aap ka sawal mil jayega, aur woh {contact} par jawab de sakti hai.",
    ],
    pass_on_somewhere: &["Main aap ka sawal team tak pohancha sakta hoon.", "Koi sathi aap ko yeh zaroor bata sakega."],
    not_understood: &["Mujhe yaqeen nahi ke main aap ki baat samjha hoon.", "Maaf kijiye, yeh baat poori tarah samajh nahi aayi."],
    can_help: &[
        "Main {topics} ke baare mein bata sakta hoon, ya team ke liye paigham le sakta hoon.",
        "Mujh se {topics} ke baare mein poochiye, ya sathiyon ke liye paigham chhor dijiye.",
    ],
    can_pass_on: &["Main team ke liye paigham le sakta hoon.", "Aap chahein to main aap ki baat sathiyon ke liye likh loon."],
    ask_name: &["Kya main aap ka naam pooch sakta hoon?", "Aap ka naam kya hai?"],
    ask_email: &["Hum aap ko kis email address par likh sakte hain?", "Kya aap apna email address chhorna chahenge?"],
    ask_phone: &["Kya aap phone number chhorna chahenge?", "Hum aap ko kis phone number par call kar sakte hain?"],
    ask_contact: &[
        "Aap se rabta kaise behtar rahega, email se ya phone se?",
        "Jawab kis email ya phone number par bheja jaye?",
        "Hum jawab kahan dein: email address par ya phone number par?",
    ],
    ask_interest: &["Aap ko kis cheez mein dilchaspi hai?", "Kya aap chand lafzon mein batayenge ke kya darkar hai?"],
    ask_when: &["Aap ke liye kaun sa din aur waqt munasib rahega?", "Aap ko kab sahulat hogi?"],
    topic_offers: "services aur qeematon",
    topic_hours: "auqaat",
    topic_contact: "rabte",
    on_request: "qeemat poochne par",
    closed: "band",
    today: "aaj",
    tomorrow: "kal",
    days: ["Peer", "Mangal", "Budh", "Jumeraat", "Juma", "Hafta", "Itwaar"],
    comma: ", ",
    and: " aur ",
    space: " ",
    common_words: "hai hain ho hoon hun ka ki ke ko se mein main mai mujhe mujhay aap ap apka apki apke tum kya kia kab kahan kaun kon kaise kaisay kyun \
        kyon kitna kitne kitni nahi nahin nai haan han ji jee aur ya bhi yeh ye woh wo chahiye chahie chahye karna karo karein kar sakta sakte \
        sakti salam assalam alaikum assalamualaikum shukriya mera meri mere hamara theek thik acha accha abhi aaj kal qeemat par batao bataen batayen",
    keywords: Keywords {
        greeting: "salam|salaam|assalam o alaikum|assalamualaikum|asalam o alaikum|aoa|adaab|hello|hi",
        small_talk: "kya haal|kia haal|kaise hain|kaisay hain|kaise ho|kaisi hain",
        help: "madad|aik sawal|ek sawal|sawal hai|poochna hai|poochna tha|puchna hai|maloomat",
        thanks: "shukriya|shukria|meherbani|jazakallah|jazak allah|thanks",
        goodbye: "allah hafiz|khuda hafiz|alvida|phir milenge|bas itna|bas yahi",
        who: "aap kaun|ap kaun|aap kon|ap kon|tum kaun|tum kon|kaun ho|kon ho|robot|bot hai|bot ho|bot hain|insaan ho|insaan hain|aap ka naam kya|apka naam kya|tumhara naam",
        prices: "qeemat*|qimat*|keemat*|kimat*|rate*|kitne ka|kitnay ka|kitne ki|kitnay ki|kitne paise|kitna|kharcha|fees|charges|daam|mehnga|sasta|price*",
        offers: "services|service|khidmat|kya karte|kya kartay|kya bechte|products|menu",
        hours: "timing*|auqaat|kab khul*|khula|khulay|khule|khulta|khulte|band|kitne bajay|kitne baje|kab tak",
        open_now: "abhi khula|abhi khulay|abhi khule|is waqt khula|aaj khula|aaj khule|aaj khulay|khula hai|khule hain|khulay hain|abhi open",
        contact: "aap ka pata|apka pata|pata kya|address|kahan hain|kahan hai|kahan par|kidhar hai|kidhar hain|location|aap ka number|apka number|aap ka phone|\
            apki email|aap ki email|rabta kaise|rabta number|kaise pohanch*|parking",
        person: "insaan se|kisi se baat|banday se|bande se|numainda|manager|malik|call karein|call karen|call karo|phone karein|phone karen|wapas call|rabta karein|\
            rabta karen|baat karni hai|baat karna",
        meeting: "mulaqat|meeting*|appointment*|booking|book kar*|time lena|waqt lena|milna|mil sakte|mil sakta|reserve|mashwara",
        confirmed: "confirm*|kanfarm|pakka hai|pakki hai|tay hai|book ho ga*|tasdeeq",
        refusal: "nahi dena|nahin dena|nahi doonga|nahi dunga|nahi doongi|nahi batana|nahi bataunga|nahi chahta|nahi chahti|email nahi|phone nahi|number nahi|\
            rehne dein|rehnay dein|zaroorat nahi",
        correction: "nahi mera|nahi meri|nahin mera|nahin meri|ghalat|galat|durust nahi|sahi nahi|darasal|asal mein|durusti|theek kar|mera matlab|ki bajaye|\
            badal*|naya number|nayi email|naya email",
        question: "kya|kia|kab|kahan|kaun|kon|kaise|kaisay|kyun|kyon|kitn*|konsa",
        yes: "ji|jee|haan|han|ji haan|jee haan|theek|theek hai|thik hai|ok|okay|zaroor|acha|accha|bilkul|sahi|samajh gaya|samajh gayi|ji zaroor",
        no: "nahi|nahin|nai|ji nahi|jee nahi|nahi shukriya|abhi nahi|kuch nahi|aur kuch nahi|nahi bas",
        today: "aaj",
        tomorrow: "kal",
        days: ["peer|somwar|pir", "mangal", "budh", "jumeraat|jumerat", "juma|jummah|jumma", "hafta|haftay|hafte|sanichar", "itwaar|itwar"],
        name: "naam",
        email: "email*|e-mail*|mail",
        phone: "phone*|number|mobile",
    },
};
