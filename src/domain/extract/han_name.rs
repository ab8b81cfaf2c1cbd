//! Chinese names: their words have no gaps.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    name::{Introduced, Trust, read},
    text::is_han,
};

static INTRODUCTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<certain>我名?字?叫做?|我的名字(?:是|叫)|我姓名(?:是|叫)?|姓名[:：]|叫我|联系人(?:是|叫|[:：])?|聯絡人(?:是|叫|[:：])?|敝姓|免贵姓|免貴姓|我姓)|(?P<likely>(?:^|[，。！,.!\s好])我(?:是|係|系)|这里是|這裡是)")
        .expect("a fixed pattern")
});

/// Characters that end a name or begin a sentence.
const STOPS: &str = "想来在是要需有的我请電电手邮从和这今也住做对吗呢啊可能会就不没了给跟与开问打";

/// What "I am" is followed by when it is no name.
const NOT_NAMES: [&str; 17] = [
    "来自", "一个", "一家", "一名", "一位", "新客", "新用", "学生", "老师", "老板", "客户", "顾客", "你们", "真的", "开玩", "認真", "认真",
];

/// "Mr Chan", with no more than the surname.
const FORMS: [&str; 9] = ["先生", "小姐", "女士", "太太", "生", "老师", "总", "总监", "經理"];

/// The clauses in which people introduce themselves.
pub fn collect(text: &str, all: &mut Vec<Introduced>) {
    for found in INTRODUCTION.captures_iter(text).take(20) {
        let Some(whole) = found.get(0) else { continue };
        let certain = found.name("certain").is_some();
        let rest = &text[whole.end()..];
        let read = if han(rest).is_empty() {
            read(text, whole.end(), if certain { Trust::Certain } else { Trust::Likely })
        } else {
            let surname = whole.as_str().ends_with('姓');
            one(han(rest), certain)
                .filter(|_| !surname)
                .map(|name| (whole.end()..whole.end() + name.len(), name.to_owned()))
                .or_else(|| after_surname(text, whole.end()))
        };
        if let Some((span, name)) = read {
            all.push(Introduced { span, name, certain });
        }
    }
}

/// A line that is a name and nothing else.
pub fn whole(text: &str, span: Range<usize>) -> Option<Introduced> {
    let line = &text[span.clone()];
    let name = line.trim_end();
    let fits = (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
    fits.then(|| Introduced { span: span.start..span.start + name.len(), name: name.to_owned(), certain: false })
}

/// The name in an answer: "免贵姓欧阳，欧阳明哲". None where no more than the surname is given.
pub fn in_answer(text: &str) -> Option<&str> {
    let at = INTRODUCTION.find(text).filter(|found| found.as_str().ends_with('姓'))?.end();
    after_surname(text, at).map(|(span, _)| &text[span])
}

/// After the surname alone the next clause may give the whole name, which begins with it.
fn after_surname(text: &str, from: usize) -> Option<(Range<usize>, String)> {
    let run = han(&text[from..]);
    let surname = FORMS.iter().find_map(|form| run.strip_suffix(form)).unwrap_or(run);
    let rest = &text[from + run.len()..];
    let comma = rest.chars().next().filter(|c| matches!(c, '，' | ',' | '、' | ' ' | '：'))?;
    let start = from + run.len() + comma.len_utf8();
    let next = &text[start..];
    let next = next.strip_prefix("叫").or_else(|| next.strip_prefix("名叫")).unwrap_or(next);
    let start = text.len() - next.len();
    let name = one(han(next), false)?;
    let fits = (1..=2).contains(&surname.chars().count()) && name.starts_with(surname) && name.len() > surname.len();
    fits.then(|| (start..start + name.len(), name.to_owned()))
}

/// The Chinese characters that a text begins with, at most six.
fn han(text: &str) -> &str {
    let length = text.chars().take(6).take_while(|c| is_han(*c)).map(char::len_utf8).sum::<usize>();
    &text[..length]
}

/// Two to four characters, cut where a sentence goes on; after "I am" the clause must end there.
fn one(run: &str, certain: bool) -> Option<&str> {
    let cut = run.char_indices().find(|(_, c)| STOPS.contains(*c)).map_or(run.len(), |(at, _)| at);
    let name = &run[..cut];
    let length = name.chars().count();
    let known_other = NOT_NAMES.iter().any(|other| run.starts_with(other)) || FORMS.iter().any(|form| name.ends_with(form)) && length <= 3;
    let fits = (2..=4).contains(&length) && !known_other && (certain || cut == run.len());
    fits.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(text: &str) -> Option<String> {
        let mut all = vec![];
        collect(text, &mut all);
        all.into_iter().next().map(|introduced| introduced.name)
    }

    #[test]
    fn names_after_surnames() {
        assert_eq!(read_one("免贵姓欧阳，欧阳明哲").as_deref(), Some("欧阳明哲"));
        assert_eq!(read_one("你好，我係陳生，陳志強").as_deref(), Some("陳志強"));
        assert_eq!(read_one("我姓王，叫王小红").as_deref(), Some("王小红"));
        for text in ["我姓黃，電話 9123 4567", "我是陈先生", "我姓王"] {
            assert_eq!(read_one(text), None, "{text}");
        }
    }
}
