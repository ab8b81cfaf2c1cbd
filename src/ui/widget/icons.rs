//! The few icons: a 24 px grid, strokes of 1.5, colour inherited. Decoration: the words stand beside them.
//! The page carries the shapes once, in a sprite; the bundle knows only their names.

use leptos::prelude::*;

/// One icon of the sprite, by its address in the page: `#i-copy`.
pub fn icon(name: &'static str) -> impl IntoView {
    view! { <svg class="i" aria-hidden="true" focusable="false"><use href=name></use></svg> }
}

/// All shapes, once, for the page.
#[cfg(feature = "ssr")]
pub const SPRITE: &str = concat!(
    r#"<svg hidden aria-hidden="true">"#,
    // The mark: a reception bell whose plate is a speech bubble. The only filled shape.
    r#"<symbol id="i-bell" viewBox="0 0 24 24"><g fill="currentColor" stroke="none"><path d="M12 3.6a1.7 1.7 0 0 1 .95 3.1v.95a6.9 6.9 0 0 1 5.95 6.85H5.1a6.9 6.9 0 0 1 5.95-6.85V6.7A1.7 1.7 0 0 1 12 3.6z"/><path d="M4.3 15.9h15.4a1.1 1.1 0 0 1 1.1 1.1v.7a1.1 1.1 0 0 1-1.1 1.1H9.8l-2.7 2.3v-2.3H4.3a1.1 1.1 0 0 1-1.1-1.1V17a1.1 1.1 0 0 1 1.1-1.1z"/></g></symbol>"#,
    r#"<symbol id="i-dots" viewBox="0 0 24 24"><g fill="currentColor" stroke="none"><circle cx="5.6" cy="12" r="1.15"/><circle cx="12" cy="12" r="1.15"/><circle cx="18.4" cy="12" r="1.15"/></g></symbol>"#,
    r#"<symbol id="i-cross" viewBox="0 0 24 24"><path d="m6 6 12 12M18 6 6 18"/></symbol>"#,
    r#"<symbol id="i-down" viewBox="0 0 24 24"><path d="m6 9.5 6 6 6-6"/></symbol>"#,
    r#"<symbol id="i-arrow-up" viewBox="0 0 24 24"><path d="M12 19V5.5M6 11l6-6 6 6"/></symbol>"#,
    r#"<symbol id="i-arrow-down" viewBox="0 0 24 24"><path d="M12 5v13.5M6 13l6 6 6-6"/></symbol>"#,
    r#"<symbol id="i-square" viewBox="0 0 24 24"><rect x="6.5" y="6.5" width="11" height="11" rx="2"/></symbol>"#,
    r#"<symbol id="i-copy" viewBox="0 0 24 24"><rect x="9" y="9" width="11" height="11" rx="2.5"/><path d="M15 9V6.5A2.5 2.5 0 0 0 12.5 4h-6A2.5 2.5 0 0 0 4 6.5v6A2.5 2.5 0 0 0 6.5 15H9"/></symbol>"#,
    r#"<symbol id="i-tick" viewBox="0 0 24 24"><path d="m5 12.5 4.5 4.5L19 7.5"/></symbol>"#,
    r#"<symbol id="i-pen" viewBox="0 0 24 24"><path d="M12 5.5H7A2.5 2.5 0 0 0 4.5 8v9A2.5 2.5 0 0 0 7 19.5h9a2.5 2.5 0 0 0 2.5-2.5v-5"/><path d="M17.6 4.4a1.4 1.4 0 0 1 2 2l-7.1 7.1-3 1 1-3z"/></symbol>"#,
    r#"<symbol id="i-tray" viewBox="0 0 24 24"><path d="M12 4v11M7.5 10.5 12 15l4.5-4.5M5 19.5h14"/></symbol>"#,
    r#"<symbol id="i-bin" viewBox="0 0 24 24"><path d="M4.5 7h15M9.5 7V5.5A1.5 1.5 0 0 1 11 4h2a1.5 1.5 0 0 1 1.5 1.5V7M6.5 7l.8 11a2 2 0 0 0 2 1.9h5.4a2 2 0 0 0 2-1.9l.8-11M10.2 11v5M13.8 11v5"/></symbol>"#,
    r#"<symbol id="i-warning" viewBox="0 0 24 24"><path d="M12 4.5 3.5 19h17zM12 10.2v4M12 16.8h.01"/></symbol>"#,
    r#"<symbol id="i-repeat" viewBox="0 0 24 24"><path d="M19.5 12a7.5 7.5 0 0 1-13 5.1L4.5 15M4.5 12a7.5 7.5 0 0 1 13-5.1L19.5 9M19.5 4.5V9H15M4.5 19.5V15H9"/></symbol>"#,
    r#"<symbol id="i-calendar" viewBox="0 0 24 24"><rect x="4.5" y="5.5" width="15" height="14" rx="2"/><path d="M4.5 10h15M8.5 3.5v4M15.5 3.5v4M9 14.5l2 2 4-4"/></symbol>"#,
    r#"<symbol id="i-person" viewBox="0 0 24 24"><circle cx="12" cy="8.5" r="3.75"/><path d="M5 19.5c.6-3.4 3.4-5.2 7-5.2s6.4 1.8 7 5.2"/></symbol>"#,
    "</svg>",
);
