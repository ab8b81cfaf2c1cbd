//! The small parts that rows, cards and the drawer share.

use leptos::prelude::*;

use crate::{
    domain::{
        conversation::Channel,
        time::{Timestamp, rfc3339},
    },
    rpc::leads::{LeadRow, Proof},
    ui::{
        browser,
        components::icon::{Glyph, Icon},
        live::use_live,
        session::use_zone,
        wording,
    },
};

/// What a lead is called: by name, else e-mail, else phone.
pub fn person(lead: &LeadRow) -> Option<String> {
    lead.name.clone().or_else(|| lead.email.clone()).or_else(|| lead.phone.clone())
}

/// How to reach them, where that is not said already; else the company.
pub fn contact(lead: &LeadRow) -> Option<String> {
    let called = person(lead);
    [&lead.email, &lead.phone, &lead.company].into_iter().flatten().find(|line| Some(*line) != called.as_ref()).cloned()
}

/// What they want, with their own words underlined where those say it otherwise.
#[component]
pub fn InterestWords(interest: Option<Proof>) -> impl IntoView {
    let Some(proof) = interest else {
        return view! { <span class="muted">"Not said yet"</span> }.into_any();
    };
    let says_more = says_more(&proof);
    let Proof { value, quote, .. } = proof;
    if quote.is_empty() {
        return view! { <span class="interest__value" dir="auto">{value}</span> }.into_any();
    }
    let words = view! { <span class="interest__words" dir="auto"><q><span class="underlined">{quote}</span></q></span> };
    if !says_more {
        return words.into_any();
    }
    view! { <span class="interest__value" dir="auto">{value}</span> " " {words} }.into_any()
}

/// Whether the value is another word than theirs: saying the same twice helps nobody.
pub fn says_more(proof: &Proof) -> bool {
    proof.quote.trim().to_lowercase() != proof.value.trim().to_lowercase()
}

pub fn channel_glyph(channel: Channel) -> Glyph {
    match channel {
        Channel::Website => Glyph::Globe,
        Channel::WhatsApp => Glyph::Phone,
        Channel::Api => Glyph::Code,
        Channel::Manual => Glyph::Pencil,
    }
}

#[component]
pub fn ChannelWord(channel: Channel) -> impl IntoView {
    view! { <span class="channel"><Icon glyph=channel_glyph(channel)/>{wording::channel(channel)}</span> }
}

/// When they are to be written to again; late ones in words of danger, with the exact time in a tooltip.
#[component]
pub fn DueWord(#[prop(into)] at: Signal<Option<Timestamp>>) -> impl IntoView {
    let (live, zone) = (use_live(), use_zone());
    move || match at.get() {
        None => view! { <span class="muted">"None set"</span> }.into_any(),
        Some(at) => {
            let zone = zone.get();
            let local = browser::civil(at, &zone);
            let (class, words) = match live.now.get() {
                Some(now) => (due_class(at, now), wording::due(at, now, local, browser::civil(now, &zone))),
                None => ("due", wording::exact(local)),
            };
            view! { <time class=class datetime=rfc3339(at) data-tip=wording::exact(local)>{words}</time> }.into_any()
        }
    }
}

/// The time of day of today, else the day; the exact time in a tooltip.
#[component]
pub fn Moment(#[prop(into)] at: Signal<Timestamp>) -> impl IntoView {
    let (live, zone) = (use_live(), use_zone());
    let local = Memo::new(move |_| browser::civil(at.get(), &zone.get()));
    let today = Memo::new(move |_| live.now.get().map(|now| browser::civil(now, &zone.get()).date()));
    let words = move || {
        if today.get() == Some(local.get().date()) { wording::clock(local.get()) } else { wording::short_day(local.get(), today.get()) }
    };
    view! { <time class="ago" datetime=move || rfc3339(at.get()) data-tip=move || wording::exact(local.get())>{words}</time> }
}

/// Later than this a follow-up is not soon.
const SOON: i64 = 3_600;

fn due_class(at: Timestamp, now: Timestamp) -> &'static str {
    match at.as_second().saturating_sub(now.as_second()) {
        ..=0 => "due due--late",
        1..=SOON => "due due--soon",
        _ => "due",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::LeadId, lead::LeadStatus};

    fn lead(name: Option<&str>, email: Option<&str>, phone: Option<&str>) -> LeadRow {
        LeadRow {
            id: LeadId::new(uuid::Uuid::from_u128(1)),
            name: name.map(str::to_owned),
            email: email.map(str::to_owned),
            phone: phone.map(str::to_owned),
            company: Some("Lima".into()),
            interest: None,
            status: LeadStatus::New,
            score: 0,
            channel: Channel::Website,
            follow_up_at: None,
            assignee: None,
            own: Default::default(),
            last_at: None,
            created_at: Timestamp::UNIX_EPOCH,
            version: 1,
        }
    }

    #[test]
    fn the_second_line_says_what_the_first_does_not() {
        let lines = |lead: &LeadRow| (person(lead), contact(lead));
        assert_eq!(lines(&lead(Some("Ana"), Some("a@x.example"), Some("+1"))), (Some("Ana".into()), Some("a@x.example".into())));
        assert_eq!(lines(&lead(None, Some("a@x.example"), Some("+1"))), (Some("a@x.example".into()), Some("+1".into())));
        assert_eq!(lines(&lead(None, None, Some("+1"))), (Some("+1".into()), Some("Lima".into())));
    }

    #[test]
    fn late_and_soon_are_told_apart() {
        let at = |second| Timestamp::from_second(second).expect("a time");
        assert_eq!(
            [due_class(at(10), at(10)), due_class(at(11), at(10)), due_class(at(9_000), at(10))],
            ["due due--late", "due due--soon", "due"]
        );
    }
}
