//! The page at `/`: a small invented shop that embeds the widget by its one line, so that a newcomer sees it work.

use super::page::escape;

const STYLE: &str = include_str!("../../../style/sample.css");

/// The whole document. `nonce` is that of the response's policy.
pub fn document(nonce: &str) -> String {
    PAGE.replace("{nonce}", &escape(nonce)).replace("{style}", STYLE)
}

const PAGE: &str = r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Spoke &amp; Lantern, bicycle workshop</title>
<meta name="description" content="A sample shop that shows the chat on a website.">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style nonce="{nonce}">{style}</style>
</head>
<body>
<aside class="note" aria-label="About this page">A sample shop with the chat on it. <a href="/admin">Open the dashboard</a></aside>
<header>
<a class="brand" href="/"><svg viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="16" r="13"/><circle cx="16" cy="16" r="2.5"/><path d="M16 3v10.5M16 18.5V29M3 16h10.5M18.5 16H29M6.8 6.8l7.4 7.4M17.8 17.8l7.4 7.4M25.2 6.8l-7.4 7.4M14.2 17.8l-7.4 7.4"/></svg>Spoke &amp; Lantern</a>
<nav aria-label="Shop"><a href="#repairs">Repairs</a><a href="#bicycles">Bicycles</a><a href="#visit">Visit</a></nav>
</header>
<main>
<section class="hero">
<div>
<p class="kicker">Bicycle workshop by the canal</p>
<h1>Bring it in squeaking, ride it home silent.</h1>
<p class="lead">We service, true and rebuild bicycles that were made to last, and tell you the price before we pick up a spanner.</p>
<p><a class="call" href="#repairs">See what a service costs</a></p>
</div>
<svg class="scene" viewBox="0 0 480 400" role="img" aria-label="A bicycle leaning under a lantern">
<rect class="sky" width="480" height="400" rx="28"/><circle class="moon" cx="374" cy="92" r="34"/>
<path class="hill" d="M0 300c90-44 170-34 250-6s150 26 230-8v86a28 28 0 0 1-28 28H28a28 28 0 0 1-28-28z"/>
<path class="road" d="M0 348c120-18 330-18 480 0v24a28 28 0 0 1-28 28H28a28 28 0 0 1-28-28z"/>
<g class="lamp"><path d="M92 348V120M92 120c0-30 44-30 44 0"/><path class="light" d="M122 120h28l10 34h-48z"/></g>
<g class="bike"><circle cx="208" cy="300" r="54"/><circle cx="352" cy="300" r="54"/><path d="M208 300l42-84h76l-54 84zM272 300l-28-96M326 216l26 84M326 216l-8-32h30M232 204h28"/><circle class="hub" cx="272" cy="300" r="9"/></g>
</svg>
</section>
<section id="repairs" aria-labelledby="repairs-title">
<h2 id="repairs-title">What people bring us</h2>
<ul class="cards">
<li><h3>Small service</h3><p>Gears, brakes, a good look at everything. Ready the next day.</p><b>from 45 &euro;</b></li>
<li><h3>Full overhaul</h3><p>Every bearing out, cleaned, greased and put back.</p><b>from 160 &euro;</b></li>
<li><h3>Wheel building</h3><p>Laced and trued by hand, for touring, cargo or the track.</p><b>from 90 &euro;</b></li>
</ul>
</section>
<section id="bicycles" class="two" aria-labelledby="bicycles-title">
<div><h2 id="bicycles-title">A few for sale, all of them ridden</h2><p>Steel frames from before everything was black. Each is overhauled, comes with a year of service, and can be taken for a lap around the basin.</p></div>
<div id="visit"><h2>Find us</h2><p>Lock House, 4 Basin Street. Tuesday to Friday 9 to 18, Saturday 10 to 14. Ask the chat if you are not sure what your bicycle needs.</p></div>
</section>
</main>
<footer><p>Spoke &amp; Lantern is invented. The chat in the corner is real: it is the one line your own site needs.</p><pre><code>&lt;script async src="https://your-desk.example/widget.js"&gt;&lt;/script&gt;</code></pre></footer>
<script async src="/widget.js"></script>
</body>
</html>
"##;

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn the_page_embeds_the_chat_by_its_one_line_and_nothing_foreign() {
        let page = document("n\"1");
        assert_eq!(page.matches("<script").count(), 1);
        assert!(page.contains(r#"<script async src="/widget.js"></script>"#));
        assert!(page.contains(r#"<style nonce="n&quot;1">"#));
        // The line that is shown to be copied is words, not a tag.
        let live = page.split("<pre>").next().expect("a split has a first part");
        assert!(!live.contains(" style=\"") && !live.contains("http://") && !live.contains("https://"));
    }
}
