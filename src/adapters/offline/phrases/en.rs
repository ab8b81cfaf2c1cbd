//! English.

use super::{Keywords, Phrases};

pub const PHRASES: Phrases = Phrases {
    welcome: &["Hello and welcome to {business}! What can I do for you?", "Hi, good to see you at {business}. How can I help?"],
    hello: &["Hello!", "Hi there!"],
    hello_again: &["Hello again! What would you like to know?", "Hi once more. What can I look up for you?"],
    pleased: &["Nice to meet you, {name}.", "Thank you, {name}, good to know whom I am talking to."],
    noted: &["Thank you, I have noted {what}.", "Got it, {what} is on my note for the team."],
    noted_with_name: &["Thanks {name}, I noted {what}.", "Nice to meet you, {name}. I have written down {what}."],
    corrected: &["Thank you for the correction, I now have {what}.", "Sorry about that, it is changed to {what}."],
    what_is_right: &["I am sorry about the mix-up. How is it right?", "Let me correct that. What should it be?"],
    which_is_right: &["I have two now, {one} and {other}. Which one is right?", "Just to be sure, shall we use {one} or {other}?"],
    only_one: &[
        "I need just one of the two. Would you write it out for me, {one} or {other}?",
        "Please type only the one that we shall use: {one} or {other}?",
    ],
    email_unclear: &[
        "That e-mail address does not look complete to me. Could you write it once more?",
        "I could not read an e-mail address there, it should look like name@example.com. Would you check it?",
    ],
    phone_unclear: &[
        "That number seems too short for a phone number. Could you check it?",
        "I could not read a whole phone number there. Would you write it again, with the area code?",
    ],
    refused: &["That is perfectly fine, you do not have to tell me.", "No problem at all, we can do without it."],
    more: &["Is there anything else I can do for you?", "What else would you like to know?"],
    offers: &["This is what we offer:", "Here are our services and prices:"],
    more_offers: &["There is more: tell me what you are looking for.", "The list goes on, so ask me for what you need."],
    no_offers: &[
        "I do not have a list of services and prices here, and I do not want to guess.",
        "Our prices are not something I can look up, so I would rather not name a figure.",
    ],
    hours: &["These are our opening hours:", "We are here at these times:"],
    no_hours: &["I do not have our opening hours at hand.", "When exactly we are open is not in my notes, I am sorry."],
    open_now: &["We are open right now, until {until}.", "Yes, we are open at the moment and close at {until}."],
    open_always: &["We are open right now, around the clock.", "You can reach us day and night."],
    closed_now: &["We are closed at the moment and open again: {when}.", "Right now nobody is in. We are back: {when}."],
    contact: &["This is how you reach us:", "You find us here:"],
    no_contact: &[
        "I do not have an address or a phone number of ours to give you.",
        "Our contact details are not in my notes, I am sorry.",
    ],
    person: &[
        "Of course. I am passing this on, and someone from {business} will get back to you at {contact}.",
        "Gladly. A colleague from {business} will see your message and reply to {contact}.",
    ],
    person_somewhere: &[
        "Of course, someone from {business} can get back to you.",
        "Gladly, I am passing this on to a colleague at {business}.",
    ],
    meeting: &[
        "I cannot enter a meeting in the calendar myself. I am noting your wish, and someone from {business} will confirm a time with you.",
        "A meeting is a good idea. I pass the wish on, it is fixed only once someone from {business} has confirmed it.",
    ],
    when_noted: &[
        "Thank you, I have noted that time as your wish. Someone will confirm it with you.",
        "That is written down. It counts as soon as a colleague has said yes to it.",
    ],
    who: &[
        "I am the automatic assistant at {business}, not a person. I tell what I know and pass on the rest.",
        "You are talking to a computer: the automatic front desk of {business}. People read along and take over where I cannot help.",
    ],
    welcome_thanks: &["You are very welcome!", "My pleasure!"],
    goodbye: &["Goodbye, and have a good day!", "Take care, and come back any time."],
    fine: &["All right.", "Good."],
    passed_on: &["Thank you, I am passing that on to the team.", "I have noted that for my colleagues, thank you."],
    unknown: &["That I do not know, I am afraid, and I would rather not guess.", "I am sorry, my notes have no answer to that."],
    pass_on: &[
        "I will pass your question on, so that someone can answer you at {contact}.",
        "The team gets your question and can write to {contact}.",
    ],
    pass_on_somewhere: &["I can pass your question on to the team.", "A colleague can surely tell you."],
    not_understood: &["I am not sure that I understood you.", "Sorry, I did not quite get that."],
    can_help: &[
        "I can tell you about {topics}, or take a message for the team.",
        "Ask me about {topics}, or leave a message for my colleagues.",
    ],
    can_pass_on: &["I can take a message for the team.", "If you like, I note what it is about for my colleagues."],
    ask_name: &["May I ask your name?", "With whom do I have the pleasure?", "What may I call you?"],
    ask_email: &["At which e-mail address can we reach you?", "Would you like to leave your e-mail address?"],
    ask_phone: &["Would you like to leave a phone number?", "Under which phone number can we call you?"],
    ask_contact: &[
        "How can we best reach you, by e-mail or by phone?",
        "Which e-mail address or phone number may the answer go to?",
        "Where should we send the answer: to an e-mail address or a phone number?",
    ],
    ask_interest: &["What is it that you are interested in?", "May I ask what it is about, in a few words?"],
    ask_when: &["Which day and time would suit you?", "When would be a good time for you?"],
    topic_offers: "services and prices",
    topic_hours: "opening hours",
    topic_contact: "how to reach us",
    on_request: "price on request",
    closed: "closed",
    today: "today",
    tomorrow: "tomorrow",
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    comma: ", ",
    and: " and ",
    space: " ",
    common_words: "the an is are am i my me you your we our it its this that what when where how who which why do does did can \
        could will would should have has had to of for from with and or but not no yes please hi hello hey thanks \
        thank want need like there in on at by be was were if about open price much many any some tell give get call \
        email name okay charge",
    keywords: Keywords {
        greeting: "hi|hello|hey|hiya|good morning|good afternoon|good evening|greetings|howdy",
        small_talk: "how are you|how's it going|how is it going|how do you do|what's up|whats up|nice to meet you",
        help: "help|i have a question|i've a question|a quick question|can i ask|question for you|need some information|need assistance",
        thanks: "thanks|thank you|thx|cheers|much appreciated|ty",
        goodbye: "bye|goodbye|bye bye|see you|see ya|good night|have a nice day|have a good day|that is all|that's all|that's it",
        who: "who are you|what are you|are you a bot|are you a robot|are you human|are you a human|are you real|are you a person|\
            are you a real person|are you an ai|is this a bot|is this a robot|am i talking to a|am i chatting with a|chatbot|your name|whats your name",
        prices: "pric*|cost*|how much|charge*|fee|fees|rate|rates|quote|quotation|expensive|cheap|budget options|tariff*",
        offers: "services|service|offer*|what do you do|what do you sell|products|what can you do|catalog*|menu|do you sell|do you make|packages",
        hours: "opening hours|opening times|open|opened|opening|close|closing|closed|hours|business hours|working hours|office hours|what time do you|when do you",
        open_now: "open now|open today|open right now|are you open|still open|closed now|open at the moment|currently open",
        contact: "your address|the address|address|where are you|location|located|directions|how do i get to|how do i find you|your phone|your number|\
            your email|your e-mail|your contact|contact details|how can i contact|how can i reach|how do i reach|how to reach|whatsapp|website|find you|parking",
        person: "a human|human please|real person|a person|someone call|someone contact|an agent|agent|representative|operator|manager|the owner|call me|\
            call back|callback|ring me|phone me|contact me|reach out|get in touch|talk to|speak to|speak with|talk with|one of your team|a colleague",
        meeting: "meeting*|can we meet|could we meet|let's meet|meet up|to meet with|meet on|meet at|meet tomorrow|appointment*|book|booking*|\
            schedule|reserve|reservation*|come by|visit you|consultation|slot|demo",
        confirmed: "confirmed|is it booked|is the meeting booked|is it fixed|is it set|all set|booked then",
        refusal: "don't want to|do not want to|dont want to|don't wanna|rather not|prefer not|not give|won't give|wont give|not going to give|not share|\
            don't share|not comfortable|none of your business|no email|no phone|don't have an email|don't have a phone|don't have email|keep that private|skip that|not telling",
        correction: "no my|no it's|no its|no it is|no the|not my|wrong|incorrect|not correct|actually|correction|sorry it|sorry that|i meant|typo|mistake|instead|misspelled|changed|new number|new email|not right",
        question: "what|when|where|who|how|which|why|do you|can you|could you|are you|is there|are there|is it|does it|will you",
        yes: "yes|yeah|yep|yup|sure|ok|okay|of course|alright|fine|good|great|please|yes please|sounds good|perfect|correct|right|cool|got it|i see",
        no: "no|nope|nah|no thanks|no thank you|not now|not really|nothing|nothing else|no that is all|no that's all|no i'm good|i'm good",
        today: "today|tonight|this afternoon|this evening",
        tomorrow: "tomorrow|tmrw|tomorow",
        days: ["monday*", "tuesday*", "wednesday*", "thursday*", "friday*", "saturday*|weekend*", "sunday*|weekend*"],
        name: "name|call you|whom",
        email: "email*|e-mail*|mail|mail address",
        phone: "phone*|number|mobile|cell|telephone|whatsapp",
    },
};
