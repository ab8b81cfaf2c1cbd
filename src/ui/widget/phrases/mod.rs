//! What the widget says, by name. The words of a language live on the server, one file each; the page
//! carries those of one language to the browser, so that the bundle carries none.

#[cfg(feature = "ssr")]
mod ar;
#[cfg(feature = "ssr")]
mod de;
#[cfg(feature = "ssr")]
mod en;
#[cfg(feature = "ssr")]
mod es;
#[cfg(feature = "ssr")]
mod fr;
#[cfg(feature = "ssr")]
mod hi;
#[cfg(feature = "ssr")]
mod id;
#[cfg(feature = "ssr")]
mod pt;
#[cfg(feature = "ssr")]
mod ur;
#[cfg(feature = "ssr")]
mod zh;

/// Declares the phrases and the order in which a page lists them.
macro_rules! phrases {
    ($($name:ident,)*) => {
        /// One phrase. `{n}` in its words stands for a name, a number or a time.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Say { $($name,)* }

        impl Say {
            #[cfg(feature = "ssr")]
            const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

phrases! {
    Title, Subtitle, Greeting, StarterOffer, StarterHours, StarterPerson,
    Conversation, Assistant, You, Field, Placeholder, Send, Stop, Close, Menu,
    NewChat, Download, Erase, Consent, Choices, ChoicesText, EraseTitle, EraseText, EraseKeep, EraseDo, Erased, Done,
    Writing, Slow, NotSent, Again, WaitFirst, Stopped, Interrupted,
    Offline, OfflineShort, Limited, Unavailable, Blocked, Failed, Silent, TooLong, Empty, Reference,
    Copy, Copied, Today, Yesterday, NewMessages, Left,
    CardTitle, CardNote, CardSend, CardSaved, CardNeeded, Name, Email, Phone, Company, Interest,
    NameWrong, EmailWrong, EmailEnding, PhoneWrong, FieldLong,
    SlotsZone, SlotsTheirs, Booked, BookedPending, BookedOff, AddCalendar, JoinCall, Manage, See,
}

/// The words of one language, in the order of [`Say`].
#[cfg(feature = "ssr")]
pub fn words(language: crate::domain::locale::Language) -> Vec<&'static str> {
    use crate::domain::locale::Language;
    let say: fn(Say) -> &'static str = match language {
        Language::En => en::say,
        Language::Ur => ur::say,
        Language::Es => es::say,
        Language::Fr => fr::say,
        Language::De => de::say,
        Language::Ar => ar::say,
        Language::Hi => hi::say,
        Language::Zh => zh::say,
        Language::Pt => pt::say,
        Language::Id => id::say,
    };
    Say::ALL.iter().map(|phrase| say(*phrase)).collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::domain::locale::Language;

    #[test]
    fn every_language_says_everything_with_the_same_gaps() {
        let english = words(Language::En);
        for language in Language::ALL {
            for ((phrase, said), model) in Say::ALL.iter().zip(words(language)).zip(&english) {
                assert!(!said.trim().is_empty() && said == said.trim(), "{language:?} {phrase:?}");
                assert_eq!(said.matches("{n}").count(), model.matches("{n}").count(), "{language:?} {phrase:?}");
                assert_eq!(said.matches('{').count(), said.matches("{n}").count(), "{language:?} {phrase:?}");
            }
        }
    }

    #[test]
    fn a_phrase_is_found_at_its_own_place() {
        for (place, phrase) in Say::ALL.iter().enumerate() {
            assert_eq!(*phrase as usize, place);
        }
    }

    #[test]
    fn no_language_is_a_copy_of_english() {
        let english = words(Language::En);
        for language in Language::ALL.into_iter().filter(|l| *l != Language::En) {
            let same = words(language).iter().zip(&english).filter(|(a, b)| a == b).count();
            assert!(same <= 4, "{language:?} has {same} phrases in English");
        }
    }
}
