//! All that was said: a search in every message, with the words marked, narrowed down by days, channel and page.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    clearing::ClearButton,
    days::DaysMenu,
    place::{Asked, CHANNELS, here},
};
use crate::{
    domain::{api_error::ApiError, conversation::ConversationSummary, excerpt::Excerpt, page::Page},
    rpc::logs::{LogRow, search_logs},
    ui::{
        components::{
            drop::Drop,
            icon::{Glyph, Icon},
            notice::{Empty, Failure, SkeletonRows},
            time::Ago,
        },
        exports::ExportMenu,
        search::{LIST, LOGS, SearchField},
        session::{is_owner, leave_if_signed_out},
        wording,
    },
};

type Listed = Resource<Result<Page<LogRow>, ApiError>>;

#[component]
pub fn LogPage() -> impl IntoView {
    let asked = here();
    let listed: Listed =
        Resource::new(move || asked.get(), |asked| async move { search_logs(asked.query, asked.trail.last().cloned()).await });
    let retry = Callback::new(move |()| listed.refetch());
    let file = Callback::new(move |ending: &'static str| asked.with(|asked| asked.file(ending)));
    view! {
        <Title text="Logs"/>
        <section class="card log" aria-label="Conversations">
            <div class="log__head">
                <SearchField node=NodeRef::new() class="search--list search--log"/>
                <Filters asked=asked/>
                <div class="log__actions">
                    {is_owner().then(|| view! { <div class="needs-script"><ClearButton cleared=Callback::new(move |()| listed.refetch())/></div> })}
                    <ExportMenu file=file of=Signal::stored(("conversation", "conversations"))/>
                </div>
            </div>
            <Transition fallback=|| view! { <SkeletonRows rows=8/> }>
                {move || Suspend::new(async move {
                    let asked = asked.get_untracked();
                    match listed.await {
                        Ok(page) => (move || view! { <Rows page=page.clone() asked=asked.clone()/> }).into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! { <Failure title="The log did not load" error=error retry=retry/> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
    .into_any()
}

#[component]
fn Filters(asked: Memo<Asked>) -> impl IntoView {
    let channel = move || asked.with(|asked| asked.query.channel);
    let label = view! {
        <span class="drop__name">"Channel"</span>
        <b class="drop__value">{move || channel().map_or("Any", wording::channel)}</b>
        <Icon glyph=Glyph::ChevronDown/>
    }
    .into_any();
    let days = Signal::derive(move || asked.with(|asked| (asked.query.from, asked.query.to)));
    let kept = Signal::derive(move || {
        let mut given = asked.with(Asked::given);
        given.retain(|(name, _)| !matches!(*name, "from" | "to"));
        given
    });
    let address = Callback::new(move |(from, to)| asked.with_untracked(|asked| asked.of_days(from, to).address()));
    view! {
        <div class="log__filters" role="group" aria-label="Filters">
            <DaysMenu action=LOGS kept=kept days=days address=address/>
            <Drop label=label class="button button--filter">
                {std::iter::once(None).chain(CHANNELS.into_iter().map(Some)).map(|choice| view! {
                    <a class="menu__item" href=move || asked.with(|asked| asked.of_channel(choice).address()) data-noscroll=""
                        aria-current=move || (channel() == choice).then_some("true")>{choice.map_or("Any", wording::channel)}</a>
                }).collect_view()}
            </Drop>
            {move || asked.with(|asked| asked.query.began.then(|| {
                chip("Began", "then".to_owned(), asked.with_what_went_on().address(), "Also those that only went on then")
            }))}
            {move || asked.with(|asked| asked.query.page.clone().map(|page| chip("Page", page, asked.without_page().address(), "Any page")))}
            {move || asked.with(|asked| asked.query.q.clone().map(|words| chip("Matching", words, asked.without_words().address(), "Clear the search")))}
            {move || asked.with(Asked::is_narrowed).then(|| view! { <a class="log__clear" href=LOGS data-noscroll="">"Clear filters"</a> })}
        </div>
    }
}

/// What narrows the list down, and the way back.
fn chip(name: &'static str, value: String, off: String, off_name: &'static str) -> impl IntoView {
    view! {
        <p class="chip">
            <span class="chip__name">{name}</span>
            <span class="chip__value" dir="auto">{value}</span>
            <a class="chip__off" href=off data-noscroll="" aria-label=off_name><Icon glyph=Glyph::Cross/></a>
        </p>
    }
}

#[component]
fn Rows(page: Page<LogRow>, asked: Asked) -> impl IntoView {
    let Page { items, next_cursor } = page;
    let count = items.len() as u64;
    let older = next_cursor.map(|cursor| asked.older(&cursor).address());
    let newer = asked.newer().map(|newer| newer.address());
    let list = if items.is_empty() {
        nothing(&asked)
    } else {
        view! { <ul class="logrows">{items.into_iter().map(|row| view! { <Row row=row/> }).collect_view()}</ul> }.into_any()
    };
    view! {
        {list}
        <footer class="log__foot">
            <p>{wording::count(count, "conversation", "conversations")}</p>
            <nav class="log__pages" aria-label="Pages">
                {newer.map(|address| view! { <a class="button button--small" href=address rel="prev">"Newer"</a> })}
                {older.map(|address| view! { <a class="button button--small" href=address rel="next">"Older"</a> })}
            </nav>
        </footer>
    }
}

fn nothing(asked: &Asked) -> AnyView {
    if asked.is_narrowed() {
        return view! {
            <Empty glyph=Glyph::Search title="Nothing found" text="All words have to be in one message. Fewer letters, other days or another channel may find more.">
                <a class="button" href=LOGS>"Clear filters"</a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty glyph=Glyph::Chat title="Nothing was said yet" text="Every conversation stands here, until it is archived.">
            <a class="button" href="/admin/settings/widget">"Get the line to paste"</a>
        </Empty>
    }
    .into_any()
}

/// Where the words stand: the message in its conversation.
fn talk_address(row: &LogRow) -> String {
    match &row.found {
        Some((message, _)) => format!("{LIST}/{}#{message}", row.summary.id),
        None => format!("{LIST}/{}", row.summary.id),
    }
}

#[component]
fn Row(row: LogRow) -> impl IntoView {
    let address = talk_address(&row);
    let LogRow { summary, found } = row;
    let ConversationSummary { id, who, channel, preview, messages, last_at, .. } = summary;
    let name = who.unwrap_or_else(|| "Visitor".into());
    let words = match found {
        Some((_, excerpt)) => view! { <span class="logrow__words" dir="auto">{marked(&excerpt)}</span> }.into_any(),
        None => view! { <span class="logrow__words" dir="auto">{preview}</span> }.into_any(),
    };
    view! {
        <li class="logrow" data-id=id.to_string()>
            <span class="logrow__who"><a class="logrow__link" href=address dir="auto">{name.clone()}</a></span>
            {words}
            <span class="logrow__meta">
                <span>{wording::channel(channel)}</span>
                <span>{wording::count(u64::from(messages), "message", "messages")}</span>
                <Ago at=last_at/>
                <a class="iconbutton" href=format!("/logs/{id}/transcript") rel="external" download="" aria-label=format!("Download what {name} said")>
                    <Icon glyph=Glyph::Download/>
                </a>
            </span>
        </li>
    }
}

/// The pieces of an excerpt, each with whether it is what was looked for.
fn pieces(excerpt: &Excerpt) -> Vec<(String, bool)> {
    let letters: Vec<char> = excerpt.text.chars().collect();
    let cut = |from: usize, until: usize| letters.get(from..until.min(letters.len())).unwrap_or_default().iter().collect::<String>();
    let (mut all, mut at) = (vec![], 0);
    for (from, until) in &excerpt.marks {
        all.push((cut(at, *from), false));
        all.push((cut(*from, *until), true));
        at = *until;
    }
    all.push((cut(at, letters.len()), false));
    all.retain(|(text, _)| !text.is_empty());
    all
}

fn marked(excerpt: &Excerpt) -> impl IntoView + use<> {
    let piece = |(text, is_found): (String, bool)| if is_found { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() };
    pieces(excerpt).into_iter().map(piece).collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_for_is_marked_and_nothing_is_lost() {
        let excerpt = Excerpt { text: "قیمت: two crowns".into(), marks: vec![(0, 4), (10, 16)] };
        let told = pieces(&excerpt);
        assert_eq!(told.iter().map(|(text, _)| text.as_str()).collect::<String>(), excerpt.text);
        assert_eq!(told.into_iter().filter(|(_, is_found)| *is_found).map(|(text, _)| text).collect::<Vec<_>>(), ["قیمت", "crowns"]);
        let strange = Excerpt { text: "ab".into(), marks: vec![(1, 9)] };
        assert_eq!(pieces(&strange), [("a".to_owned(), false), ("b".to_owned(), true)]);
    }
}
