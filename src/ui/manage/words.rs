//! What the page of a meeting says around it, in ten languages. `{business}` stands for its name.

use crate::domain::locale::Language;

/// One language.
#[derive(Debug)]
pub struct Words {
    pub title: &'static str,
    pub join: &'static str,
    pub file: &'static str,
    pub over: &'static str,
    pub nowhere: &'static str,
    pub nowhere_text: &'static str,
    pub move_title: &'static str,
    pub move_do: &'static str,
    pub none_free: &'static str,
    /// On the days that are shown; there are others.
    pub none_here: &'static str,
    pub earlier: &'static str,
    pub later: &'static str,
    pub below: &'static str,
    pub cancel_title: &'static str,
    pub cancel_do: &'static str,
    pub cancel_text: &'static str,
    pub cancel_sure: &'static str,
    pub choose: &'static str,
    pub taken: &'static str,
    pub too_often: &'static str,
    pub failed: &'static str,
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Ur => &UR,
            Language::Es => &ES,
            Language::Fr => &FR,
            Language::De => &DE,
            Language::Ar => &AR,
            Language::Hi => &HI,
            Language::Zh => &ZH,
            Language::Pt => &PT,
            Language::Id => &ID,
        }
    }
}

const EN: Words = Words {
    title: "Your meeting with {business}",
    join: "Join the video call",
    file: "Add to your calendar",
    over: "This meeting has already taken place.",
    nowhere: "This link leads nowhere",
    nowhere_text: "It is not complete, or the meeting was erased. Ask for a new one where you booked.",
    move_title: "Choose another time",
    move_do: "Move the meeting",
    none_free: "No other time is free at the moment.",
    none_here: "No other time is free on these days.",
    earlier: "Earlier days",
    later: "Later days",
    below: "Small: the time at {business}",
    cancel_title: "You cannot come?",
    cancel_do: "Cancel the meeting",
    cancel_text: "The time is free for others at once.",
    cancel_sure: "Yes, cancel it",
    choose: "Choose a time first.",
    taken: "This time has just been taken. Choose another one.",
    too_often: "That was a lot at once. Try again later.",
    failed: "That did not work. Try again in a moment.",
};

const UR: Words = Words {
    title: "{business} کے ساتھ آپ کی ملاقات",
    join: "ویڈیو کال میں شامل ہوں",
    file: "اپنے کیلنڈر میں شامل کریں",
    over: "یہ ملاقات ہو چکی ہے۔",
    nowhere: "یہ لنک کہیں نہیں جاتا",
    nowhere_text: "یہ نامکمل ہے، یا ملاقات مٹا دی گئی ہے۔ جہاں آپ نے بکنگ کی تھی وہاں نیا لنک مانگیں۔",
    move_title: "کوئی اور وقت چنیں",
    move_do: "ملاقات کا وقت بدلیں",
    none_free: "اس وقت کوئی اور وقت خالی نہیں۔",
    none_here: "ان دنوں میں کوئی اور وقت خالی نہیں۔",
    earlier: "پہلے کے دن",
    later: "بعد کے دن",
    below: "چھوٹا: {business} کے ہاں کا وقت",
    cancel_title: "آپ نہیں آ سکتے؟",
    cancel_do: "ملاقات منسوخ کریں",
    cancel_text: "یہ وقت فوراً دوسروں کے لیے خالی ہو جائے گا۔",
    cancel_sure: "جی ہاں، منسوخ کریں",
    choose: "پہلے کوئی وقت چنیں۔",
    taken: "یہ وقت ابھی کسی اور نے لے لیا۔ کوئی اور چنیں۔",
    too_often: "ایک ساتھ بہت کوششیں ہوئیں۔ بعد میں دوبارہ کوشش کریں۔",
    failed: "یہ نہیں ہو سکا۔ تھوڑی دیر میں دوبارہ کوشش کریں۔",
};

const ES: Words = Words {
    title: "Su cita con {business}",
    join: "Unirse a la videollamada",
    file: "Añadir a su calendario",
    over: "Esta cita ya ha tenido lugar.",
    nowhere: "Este enlace no lleva a ninguna parte",
    nowhere_text: "No está completo o la cita se borró. Pida uno nuevo donde reservó.",
    move_title: "Elegir otra hora",
    move_do: "Cambiar la cita",
    none_free: "Ahora mismo no hay otra hora libre.",
    none_here: "En estos días no hay otra hora libre.",
    earlier: "Días anteriores",
    later: "Días posteriores",
    below: "En pequeño: la hora en {business}",
    cancel_title: "¿No puede venir?",
    cancel_do: "Cancelar la cita",
    cancel_text: "La hora queda libre para otros al instante.",
    cancel_sure: "Sí, cancelarla",
    choose: "Elija primero una hora.",
    taken: "Esta hora acaba de ocuparse. Elija otra.",
    too_often: "Han sido demasiados intentos. Inténtelo más tarde.",
    failed: "No ha funcionado. Inténtelo de nuevo en un momento.",
};

const FR: Words = Words {
    title: "Votre rendez-vous avec {business}",
    join: "Rejoindre l’appel vidéo",
    file: "Ajouter à votre agenda",
    over: "Ce rendez-vous a déjà eu lieu.",
    nowhere: "Ce lien ne mène nulle part",
    nowhere_text: "Il est incomplet, ou le rendez-vous a été effacé. Demandez-en un nouveau là où vous avez réservé.",
    move_title: "Choisir un autre horaire",
    move_do: "Déplacer le rendez-vous",
    none_free: "Aucun autre horaire n’est libre pour le moment.",
    none_here: "Aucun autre horaire n’est libre ces jours-là.",
    earlier: "Jours précédents",
    later: "Jours suivants",
    below: "En petit : l’heure chez {business}",
    cancel_title: "Vous ne pouvez pas venir ?",
    cancel_do: "Annuler le rendez-vous",
    cancel_text: "L’horaire est aussitôt libre pour d’autres.",
    cancel_sure: "Oui, l’annuler",
    choose: "Choisissez d’abord un horaire.",
    taken: "Cet horaire vient d’être pris. Choisissez-en un autre.",
    too_often: "Trop de tentatives à la fois. Réessayez plus tard.",
    failed: "Cela n’a pas fonctionné. Réessayez dans un instant.",
};

const DE: Words = Words {
    title: "Ihr Termin bei {business}",
    join: "Zum Videogespräch",
    file: "In Ihren Kalender eintragen",
    over: "Dieser Termin hat bereits stattgefunden.",
    nowhere: "Dieser Link führt nirgendwohin",
    nowhere_text: "Er ist nicht vollständig, oder der Termin wurde gelöscht. Bitten Sie dort um einen neuen, wo Sie gebucht haben.",
    move_title: "Eine andere Zeit wählen",
    move_do: "Termin verschieben",
    none_free: "Im Augenblick ist keine andere Zeit frei.",
    none_here: "An diesen Tagen ist keine andere Zeit frei.",
    earlier: "Frühere Tage",
    later: "Spätere Tage",
    below: "Klein: die Zeit bei {business}",
    cancel_title: "Sie können nicht kommen?",
    cancel_do: "Termin absagen",
    cancel_text: "Die Zeit ist sofort für andere frei.",
    cancel_sure: "Ja, absagen",
    choose: "Wählen Sie zuerst eine Zeit.",
    taken: "Diese Zeit wurde gerade vergeben. Wählen Sie eine andere.",
    too_often: "Das war viel auf einmal. Versuchen Sie es später noch einmal.",
    failed: "Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.",
};

const AR: Words = Words {
    title: "موعدك مع {business}",
    join: "انضم إلى مكالمة الفيديو",
    file: "أضف إلى تقويمك",
    over: "لقد انعقد هذا الموعد بالفعل.",
    nowhere: "هذا الرابط لا يؤدي إلى أي مكان",
    nowhere_text: "الرابط غير مكتمل أو حُذف الموعد. اطلب رابطًا جديدًا حيث حجزت.",
    move_title: "اختر وقتًا آخر",
    move_do: "غيّر الموعد",
    none_free: "لا يوجد وقت آخر متاح حاليًا.",
    none_here: "لا يوجد وقت آخر متاح في هذه الأيام.",
    earlier: "أيام أسبق",
    later: "أيام لاحقة",
    below: "بالخط الصغير: الوقت لدى {business}",
    cancel_title: "لا تستطيع الحضور؟",
    cancel_do: "ألغِ الموعد",
    cancel_text: "يصبح الوقت متاحًا للآخرين فورًا.",
    cancel_sure: "نعم، ألغِه",
    choose: "اختر وقتًا أولًا.",
    taken: "حُجز هذا الوقت للتو. اختر وقتًا آخر.",
    too_often: "محاولات كثيرة دفعة واحدة. حاول لاحقًا.",
    failed: "لم ينجح ذلك. حاول مجددًا بعد قليل.",
};

const HI: Words = Words {
    title: "{business} के साथ आपकी मुलाकात",
    join: "वीडियो कॉल में शामिल हों",
    file: "अपने कैलेंडर में जोड़ें",
    over: "यह मुलाकात हो चुकी है।",
    nowhere: "यह लिंक कहीं नहीं जाता",
    nowhere_text: "यह अधूरा है, या मुलाकात मिटा दी गई है। जहाँ बुक किया था वहाँ नया लिंक माँगें।",
    move_title: "कोई और समय चुनें",
    move_do: "मुलाकात का समय बदलें",
    none_free: "अभी कोई और समय खाली नहीं है।",
    none_here: "इन दिनों में कोई और समय खाली नहीं है।",
    earlier: "पहले के दिन",
    later: "बाद के दिन",
    below: "छोटे अक्षरों में: {business} का समय",
    cancel_title: "आप नहीं आ सकते?",
    cancel_do: "मुलाकात रद्द करें",
    cancel_text: "यह समय तुरंत दूसरों के लिए खाली हो जाएगा।",
    cancel_sure: "हाँ, रद्द करें",
    choose: "पहले कोई समय चुनें।",
    taken: "यह समय अभी-अभी ले लिया गया। कोई और चुनें।",
    too_often: "एक साथ बहुत कोशिशें हुईं। बाद में फिर कोशिश करें।",
    failed: "यह नहीं हो सका। थोड़ी देर में फिर कोशिश करें।",
};

const ZH: Words = Words {
    title: "您与{business}的预约",
    join: "加入视频通话",
    file: "添加到您的日历",
    over: "这次预约已经结束。",
    nowhere: "此链接无效",
    nowhere_text: "链接不完整，或预约已被删除。请在您预约的地方索取新链接。",
    move_title: "选择其他时间",
    move_do: "更改预约",
    none_free: "目前没有其他空闲时间。",
    none_here: "这几天没有其他空闲时间。",
    earlier: "更早的日期",
    later: "更晚的日期",
    below: "小字为{business}的时间",
    cancel_title: "您不能来？",
    cancel_do: "取消预约",
    cancel_text: "该时间会立即开放给其他人。",
    cancel_sure: "是的，取消",
    choose: "请先选择一个时间。",
    taken: "该时间刚刚被预约。请选择其他时间。",
    too_often: "操作过于频繁。请稍后再试。",
    failed: "操作未成功。请稍后再试。",
};

const PT: Words = Words {
    title: "A sua reunião com {business}",
    join: "Entrar na videochamada",
    file: "Adicionar à sua agenda",
    over: "Esta reunião já aconteceu.",
    nowhere: "Este link não leva a lado nenhum",
    nowhere_text: "Não está completo ou a reunião foi apagada. Peça um novo onde marcou.",
    move_title: "Escolher outra hora",
    move_do: "Alterar a reunião",
    none_free: "De momento não há outra hora livre.",
    none_here: "Nestes dias não há outra hora livre.",
    earlier: "Dias anteriores",
    later: "Dias seguintes",
    below: "Em pequeno: a hora em {business}",
    cancel_title: "Não pode vir?",
    cancel_do: "Cancelar a reunião",
    cancel_text: "A hora fica livre para outros de imediato.",
    cancel_sure: "Sim, cancelar",
    choose: "Escolha primeiro uma hora.",
    taken: "Esta hora acabou de ser ocupada. Escolha outra.",
    too_often: "Foram muitas tentativas de uma vez. Tente mais tarde.",
    failed: "Não funcionou. Tente novamente daqui a pouco.",
};

const ID: Words = Words {
    title: "Pertemuan Anda dengan {business}",
    join: "Gabung ke panggilan video",
    file: "Tambahkan ke kalender Anda",
    over: "Pertemuan ini sudah berlangsung.",
    nowhere: "Tautan ini tidak menuju ke mana pun",
    nowhere_text: "Tautannya tidak lengkap, atau pertemuannya sudah dihapus. Mintalah yang baru di tempat Anda memesan.",
    move_title: "Pilih waktu lain",
    move_do: "Pindahkan pertemuan",
    none_free: "Saat ini tidak ada waktu lain yang kosong.",
    none_here: "Tidak ada waktu lain yang kosong pada hari-hari ini.",
    earlier: "Hari sebelumnya",
    later: "Hari sesudahnya",
    below: "Huruf kecil: waktu di {business}",
    cancel_title: "Anda tidak bisa datang?",
    cancel_do: "Batalkan pertemuan",
    cancel_text: "Waktunya langsung kosong untuk orang lain.",
    cancel_sure: "Ya, batalkan",
    choose: "Pilih waktunya dulu.",
    taken: "Waktu ini baru saja diambil. Pilih yang lain.",
    too_often: "Terlalu banyak percobaan sekaligus. Coba lagi nanti.",
    failed: "Tidak berhasil. Coba lagi sebentar lagi.",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn all(words: &Words) -> Vec<&'static str> {
        let Words { title, join, file, over, nowhere, nowhere_text, move_title, move_do, none_free, .. } = words;
        let Words { below, cancel_title, cancel_do, cancel_text, cancel_sure, choose, taken, too_often, failed, .. } = words;
        let Words { none_here, earlier, later, .. } = words;
        let first = [title, join, file, over, nowhere, nowhere_text, move_title, move_do, none_free];
        let second = [below, cancel_title, cancel_do, cancel_text, cancel_sure, choose, taken, too_often, failed];
        first.into_iter().chain(second).chain([none_here, earlier, later]).copied().collect()
    }

    #[test]
    fn every_language_says_everything_in_its_own_words() {
        let english = all(Words::of(Language::En));
        for language in Language::ALL {
            let own = all(Words::of(language));
            for (said, model) in own.iter().zip(&english) {
                assert!(!said.trim().is_empty(), "{language:?}");
                assert_eq!(said.matches("{business}").count(), model.matches("{business}").count(), "{language:?}: {said}");
            }
            assert!(language == Language::En || own.iter().zip(&english).all(|(said, model)| said != model), "{language:?}");
        }
    }
}
