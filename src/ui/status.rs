//! The HTTP status of a rendered page.

/// Sets it where a page is rendered on the server; nothing in the browser.
pub fn set_status(_status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (leptos::prelude::use_context::<leptos_axum::ResponseOptions>(), axum::http::StatusCode::from_u16(_status))
    {
        response.set_status(status);
    }
}
