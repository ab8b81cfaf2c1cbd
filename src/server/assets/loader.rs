//! The loader with the look that the owner chose: its options where the line on a site's page says nothing of them.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use serde::Serialize;

use super::Asset;
use crate::domain::settings::WidgetLook;

/// The empty options in the loader's text, before the line's own.
const ROOM: &str = "...{}";
/// As `make release` packs it: it is made once for each look, and fetched with every page of every site.
const SMALLEST: i32 = 11;

/// The one that was asked for last, with the options in it.
#[derive(Default)]
pub(super) struct Dressed(Mutex<Option<(String, Arc<Asset>)>>);

impl Dressed {
    /// None: nothing was chosen, or the file has no room for it, and it is right as it was built.
    pub(super) fn of(&self, built: &Asset, look: &WidgetLook) -> Option<Arc<Asset>> {
        let options = options(look)?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, asset)) = &*kept
            && *of == options
        {
            return Some(Arc::clone(asset));
        }
        let asset = Arc::new(dress(built, &options)?);
        *kept = Some((options, Arc::clone(&asset)));
        Some(asset)
    }
}

/// By the names of the line's attributes. A colour is six digits and a side a word of ours, so that nothing else gets into the script.
#[derive(Serialize)]
struct Options<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    accent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<&'static str>,
}

fn options(look: &WidgetLook) -> Option<String> {
    let options = Options { accent: look.accent.as_ref().map(|accent| accent.as_str()), position: look.corner.side() };
    if options.accent.is_none() && options.position.is_none() {
        return None;
    }
    serde_json::to_string(&options).ok()
}

fn dress(built: &Asset, options: &str) -> Option<Asset> {
    let (before, after) = std::str::from_utf8(&built.raw).ok()?.split_once(ROOM)?;
    let asset = Asset::new(Bytes::from(format!("{before}...{options}{after}")), built.kind.clone());
    asset.compress(SMALLEST);
    Some(asset)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use crate::domain::{colour::Accent, settings::Corner};

    fn loader() -> Asset {
        Asset::new(
            Bytes::from_static(include_bytes!("../../../public/widget.js")),
            HeaderValue::from_static("text/javascript; charset=utf-8"),
        )
    }

    fn look(accent: &str, corner: Corner) -> WidgetLook {
        WidgetLook { accent: Accent::parse(accent).ok(), corner, ..WidgetLook::default() }
    }

    fn text(asset: &Asset) -> &str {
        std::str::from_utf8(&asset.raw).expect("text")
    }

    #[test]
    fn what_was_chosen_stands_before_the_lines_own_options() {
        let built = loader();
        assert_eq!(text(&built).matches(ROOM).count(), 1, "one room, not another");
        for (look, options) in [
            (look("A30", Corner::Left), r##"{"accent":"#aa3300","position":"left"}"##),
            (look("#0b6651", Corner::Auto), r##"{"accent":"#0b6651"}"##),
            (look("", Corner::Right), r#"{"position":"right"}"#),
        ] {
            let dressed = Dressed::default().of(&built, &look).expect("a look");
            assert!(text(&dressed).contains(&format!("{{ ...{options}, ...script.dataset }}")), "{options}");
            assert_ne!(dressed.hash, built.hash, "another content, another tag");
            assert_eq!(text(&dressed).replacen(options, "{}", 1), text(&built));
        }
    }

    #[test]
    fn where_nothing_was_chosen_the_file_is_right_as_it_was_built() {
        let greeting = WidgetLook { greeting: "Hi".into(), ..WidgetLook::default() };
        assert!(Dressed::default().of(&loader(), &greeting).is_none());
        let without = Asset::new(Bytes::from_static(b"(()=>{})()"), HeaderValue::from_static("text/javascript"));
        assert!(Dressed::default().of(&without, &look("a30", Corner::Left)).is_none(), "no room for it");
    }

    #[test]
    fn it_is_made_once_for_each_look() {
        let (built, dressed) = (loader(), Dressed::default());
        let [one, again, other] =
            ["a30", "#aa3300", "0b6651"].map(|accent| dressed.of(&built, &look(accent, Corner::Auto)).expect("a look"));
        assert!(Arc::ptr_eq(&one, &again));
        assert_ne!(one.hash, other.hash);
    }
}
