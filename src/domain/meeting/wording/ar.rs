//! Arabic.

use super::Words;

pub(super) const WORDS: Words = Words {
    held: "نحتفظ لكم بهذا الوقت لبضع دقائق: {when}. لم يُحجز بعد.",
    pending: "سجّلنا موعدكم مع {business}: {when}. لم يؤكده تقويمنا بعد. سنواصل المحاولة، ويصبح الموعد قائمًا بمجرد تأكيده.",
    booked: "تم حجز موعدكم مع {business}: {when}.",
    moved: "تم تغيير موعدكم مع {business}. الوقت الجديد: {when}.",
    cancelled: "تم إلغاء موعدكم مع {business}: {when}.",
    cancel_question: "هل ألغي موعدكم يوم {when}؟ أجيبوا بكلمة «نعم» فألغيه، وإلا يبقى كما هو.",
    expired: "الوقت الذي احتفظنا به لكم أصبح متاحًا من جديد: {when}. لم يتم حجزه.",
    theirs: "وهذا بتوقيت {business}: {when}.",
    invited: "أُرسلت الدعوة إلى {email}.",
    link: "للانضمام: {link}",
    when: "{date}، الساعة {time} (بتوقيت {city})",
    date: "{weekday} {day} {month} {year}",
    first: "1",
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    months: ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
    halves: None,
    space: " ",
};
