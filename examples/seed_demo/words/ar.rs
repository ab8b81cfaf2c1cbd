//! Arabic.

use super::Tongue;

pub const WORDS: Tongue = Tongue {
    locales: &["ar", "ar-AE", "ar-EG"],
    zones: &["Europe/London", "Asia/Dubai"],
    given: &[
        ("أحمد", "ahmed"),
        ("سارة", "sara"),
        ("محمود", "mahmoud"),
        ("ليلى", "layla"),
        ("يوسف", "youssef"),
        ("رانيا", "rania"),
        ("فهد", "fahad"),
        ("هدى", "huda"),
    ],
    family: &[
        ("العتيبي", "otaibi"),
        ("حسن", "hassan"),
        ("الدوسري", "dosari"),
        ("منصور", "mansour"),
        ("الخطيب", "khatib"),
        ("سليمان", "suleiman"),
        ("الحربي", "harbi"),
    ],
    is_family_first: false,
    openings: &[
        "مرحبا، كم سعر المطبخ؟",
        "السلام عليكم، أبحث عن خزانة ملابس لغرفة النوم",
        "مرحبا، ما هي ساعات العمل يوم السبت؟",
        "أين موقعكم؟",
    ],
    wishes: &["أريد عرض سعر لمطبخ صغير", "أريد موعد في المعرض من فضلكم"],
    questions: &["ما هي أسعاركم؟", "هل الاستشارة مجانية؟", "متى تفتحون؟"],
    introductions: &["اسمي {name} وبريدي {email}", "اسمي {name}، رقمي {phone}", "اسمي {name}، بريدي {email} ورقمي {phone}"],
    thanks: &["شكرا جزيلا", "شكرا لكم، مع السلامة"],
    refusals: &["لا أريد إعطاء رقمي الآن"],
    returns: &["مرحبا مرة أخرى، كم سعر الاستشارة؟"],
};
