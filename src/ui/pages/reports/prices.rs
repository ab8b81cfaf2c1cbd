//! What models cost, for the cost of answers on the Overview.

use leptos::prelude::*;

use crate::{
    domain::analytics::figures::Price,
    rpc::reports::save_prices,
    ui::{
        components::field::TextArea,
        pages::settings::{
            form::PartForm,
            saving::{Desk, Saving},
        },
    },
};

const KNOWN: [&str; 1] = ["prices"];
/// In millionths: the prices are.
const DIGITS: usize = 6;

/// `gemini-3-flash 0.1 0.4`, a line for each.
fn written(prices: &[Price]) -> String {
    let line = |price: &Price| format!("{} {} {}", price.model, amount(price.prompt), amount(price.output));
    prices.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// `0.1` of 100,000 millionths.
fn amount(millionths: u64) -> String {
    let text = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// # Errors
/// The line that cannot be read.
fn read(text: &str) -> Result<Vec<Price>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| price(line).ok_or_else(|| format!("“{line}” is not a model and two prices, such as gemini-3-flash 0.1 0.4"))).collect()
}

fn price(line: &str) -> Option<Price> {
    let mut words = line.split_whitespace();
    let (model, prompt, output) = (words.next()?, words.next()?, words.next()?);
    let price = Price { model: model.to_owned(), prompt: millionths(prompt)?, output: millionths(output)? };
    words.next().is_none().then_some(price)
}

/// 100,000 of `0.1` or `0,1`. What is finer than a millionth is none of ours.
fn millionths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || part.len() > DIGITS || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    format!("{whole}{part:0<DIGITS$}").parse().ok()
}

#[component]
pub fn PricesCard(
    /// Something typed is not saved.
    unsaved: RwSignal<bool>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let saving = Saving::new(desk);
    let text = RwSignal::new(desk.view.with_untracked(|view| written(&view.prices)));
    let typed = Signal::derive(move || text.with(|text| read(text)));
    let show = Callback::new(move |prices: Vec<Price>| text.set(written(&prices)));
    view! {
        <section class="card" aria-labelledby="prices-title">
            <div class="card__head">
                <h2 id="prices-title">"What models cost"</h2>
                <p>"A line for each: the beginning of its name, then what a million tokens cost that it reads, and that it writes."</p>
            </div>
            <PartForm saving=saving known=&KNOWN stored=|view| view.prices.clone() typed=typed show=show save=save_prices saved="Prices saved" unsaved=unsaved>
                <TextArea id="prices" label="Prices" value=text error=saving.error("prices") placeholder="gemini-3-flash 0.1 0.4" rows=3 max=8_000
                    help="In any money: the Overview counts in the same."/>
            </PartForm>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_as_they_are_written() {
        let prices = read("gemini-3-flash 0.1 0,4\n\n gemini-3-pro 1 12.345678 ").expect("prices");
        assert_eq!(prices[0], Price { model: "gemini-3-flash".into(), prompt: 100_000, output: 400_000 });
        assert_eq!((prices[1].prompt, prices[1].output), (1_000_000, 12_345_678));
        assert_eq!(written(&prices), "gemini-3-flash 0.1 0.4\ngemini-3-pro 1 12.345678");
        assert_eq!(read(&written(&prices)), Ok(prices));
        for wrong in ["gemini", "gemini 1", "gemini 1 2 3", "gemini -1 2", "gemini 1 1.2345678", "gemini . 1"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(amount(0), "0");
    }
}
