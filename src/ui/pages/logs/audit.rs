//! Who did what, when, from where. Nothing here can be removed.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_meta::Title;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    AUDIT,
    audit_place::{ACTIONS, Asked, action_words, here},
    days::DaysMenu,
};
use crate::{
    domain::{api_error::ApiError, page::Page},
    rpc::audit::{AuditActor, AuditList, AuditRow, list_audit},
    ui::{
        components::{
            drop::Drop,
            field::tie_input,
            icon::{Glyph, Icon},
            notice::{Empty, Failure, SkeletonRows},
            time::Ago,
        },
        session::leave_if_signed_out,
        wording,
    },
};

type Listed = Resource<Result<AuditList, ApiError>>;

#[component]
pub fn AuditPage() -> impl IntoView {
    let asked = here();
    let listed: Listed =
        Resource::new(move || asked.get(), |asked| async move { list_audit(asked.query, asked.trail.last().cloned()).await });
    let retry = Callback::new(move |()| listed.refetch());
    view! {
        <Title text="Audit"/>
        <section class="card log" aria-label="Audit">
            <div class="log__head">
                <WordsField asked=asked/>
                <Filters asked=asked listed=listed/>
            </div>
            <Transition fallback=|| view! { <SkeletonRows rows=8/> }>
                {move || Suspend::new(async move {
                    let asked = asked.get_untracked();
                    match listed.await {
                        Ok(list) => (move || view! { <Rows page=list.page.clone() asked=asked.clone()/> }).into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! { <Failure title="The audit log did not load" error=error retry=retry/> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
    .into_any()
}

/// Text of what it was done to, or of the address: a plain form that works without scripts, too.
#[component]
fn WordsField(asked: Memo<Asked>) -> impl IntoView {
    let words = RwSignal::new(asked.with_untracked(|asked| asked.query.q.clone()).unwrap_or_default());
    let node = NodeRef::new();
    // Before the field is tied: what was typed before the page woke up stays.
    Effect::new(move |_| words.set(asked.with(|asked| asked.query.q.clone()).unwrap_or_default()));
    tie_input(node, words);
    let kept = move || {
        let given = asked.with(Asked::given).into_iter().filter(|(name, _)| *name != "words");
        given.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()
    };
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let q = Some(words.get_untracked().trim().to_owned()).filter(|q| !q.is_empty());
        let address = asked.with_untracked(|asked| asked.with(|query| query.q = q).address());
        navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    view! {
        <form class="search search--audit" role="search" method="get" action=AUDIT on:submit=submit>
            <Icon glyph=Glyph::Search/>
            <input class="search__input" type="search" name="words" maxlength="200" autocomplete="off" placeholder="Search things and addresses" aria-label="Search the audit log"
                node_ref=node value=words.get_untracked() on:input=move |event| words.set(event_target_value(&event))/>
            {kept}
        </form>
    }
}

#[component]
fn Filters(asked: Memo<Asked>, listed: Listed) -> impl IntoView {
    let days = Signal::derive(move || asked.with(|asked| (asked.query.from, asked.query.to)));
    let kept = Signal::derive(move || asked.with(Asked::kept));
    let address =
        Callback::new(move |(from, to)| asked.with_untracked(|asked| asked.with(|query| (query.from, query.to) = (from, to)).address()));
    view! {
        <div class="log__filters" role="group" aria-label="Filters">
            <DaysMenu action=AUDIT kept=kept days=days address=address/>
            <ActionMenu asked=asked/>
            <ActorMenu asked=asked listed=listed/>
            {move || asked.with(Asked::is_narrowed).then(|| view! { <a class="log__clear" href=AUDIT data-noscroll="">"Clear filters"</a> })}
        </div>
    }
}

/// One choice of a menu.
fn choice(address: String, is_chosen: bool, name: String) -> impl IntoView {
    view! { <a class="menu__item" href=address data-noscroll="" aria-current=is_chosen.then_some("true") dir="auto">{name}</a> }
}

#[component]
fn ActionMenu(asked: Memo<Asked>) -> impl IntoView {
    let chosen = move || asked.with(|asked| asked.query.action.clone());
    let name = |action: &str| {
        ACTIONS.iter().find(|(known, _)| *known == action).map_or_else(|| action_words(action), |(_, name)| (*name).to_owned())
    };
    let label = view! {
        <span class="drop__name">"What"</span>
        <b class="drop__value">{move || chosen().map_or_else(|| "Anything".to_owned(), |action| name(&action))}</b>
        <Icon glyph=Glyph::ChevronDown/>
    }
    .into_any();
    let choices = move || {
        let all = std::iter::once((None, "Anything")).chain(ACTIONS.into_iter().map(|(action, name)| (Some(action), name)));
        all.map(|(action, name)| {
            let address = asked.with(|asked| asked.with(|query| query.action = action.map(str::to_owned)).address());
            choice(address, chosen().as_deref() == action, name.to_owned())
        })
        .collect_view()
    };
    view! { <Drop label=label class="button button--filter">{choices}</Drop> }
}

/// What is made of those whom a filter can name, once they are known.
fn with_actors(listed: Listed, show: impl Fn(Vec<AuditActor>) -> AnyView + Clone + Send + Sync + 'static) -> AnyView {
    let shown = move || {
        let show = show.clone();
        Suspend::new(async move { show(listed.await.map(|list| list.actors).unwrap_or_default()) })
    };
    view! { <Transition>{shown}</Transition> }.into_any()
}

fn actor_words(chosen: Option<String>, actors: &[AuditActor]) -> String {
    let Some(id) = chosen else { return "Anybody".to_owned() };
    actors.iter().find(|actor| actor.id == id).map(|actor| actor.name.clone()).unwrap_or(id)
}

#[component]
fn ActorMenu(asked: Memo<Asked>, listed: Listed) -> impl IntoView {
    let chosen = move || asked.with(|asked| asked.query.actor.clone());
    let shown = with_actors(listed, move |actors| (move || actor_words(chosen(), &actors)).into_any());
    let label = view! {
        <span class="drop__name">"Who"</span>
        <b class="drop__value" dir="auto">{shown}</b>
        <Icon glyph=Glyph::ChevronDown/>
    }
    .into_any();
    let choices = with_actors(listed, move |actors| {
        let items = move || {
            let all = std::iter::once((None, "Anybody".to_owned()))
                .chain(actors.iter().map(|actor| (Some(actor.id.clone()), actor.name.clone())));
            all.map(|(id, name)| {
                let is_chosen = chosen() == id;
                let address = asked.with(|asked| asked.with(|query| query.actor = id).address());
                choice(address, is_chosen, name)
            })
            .collect_view()
        };
        items.into_any()
    });
    view! { <Drop label=label class="button button--filter">{choices}</Drop> }
}

#[component]
fn Rows(page: Page<AuditRow>, asked: Asked) -> impl IntoView {
    let Page { items, next_cursor } = page;
    let count = items.len() as u64;
    let older = next_cursor.map(|cursor| asked.older(&cursor).address());
    let newer = asked.newer().map(|newer| newer.address());
    if items.is_empty() {
        let text = "Log-ins, changes of leads and settings, downloads and keys leave a line here.";
        let clear = asked.is_narrowed().then(|| view! { <a class="button" href=AUDIT>"Clear filters"</a> });
        return view! { <Empty glyph=Glyph::Search title="No lines" text=text>{clear}</Empty> }.into_any();
    }
    view! {
        <div class="tablewrap log__wrap" tabindex="0" role="region" aria-label="Audit log">
            <table class="table">
                <caption class="sr">"Who did what, newest first"</caption>
                <thead><tr><th scope="col">"When"</th><th scope="col">"Who"</th><th scope="col">"What"</th><th scope="col">"To what"</th><th scope="col">"From where"</th></tr></thead>
                <tbody>{items.into_iter().map(|row| view! { <Line row=row/> }).collect_view()}</tbody>
            </table>
        </div>
        <footer class="log__foot">
            <p>{wording::count(count, "line", "lines")}</p>
            <nav class="log__pages" aria-label="Pages">
                {newer.map(|address| view! { <a class="button button--small" href=address rel="prev">"Newer"</a> })}
                {older.map(|address| view! { <a class="button button--small" href=address rel="next">"Older"</a> })}
            </nav>
        </footer>
    }
    .into_any()
}

#[component]
fn Line(row: AuditRow) -> impl IntoView {
    let AuditRow { id, at, who, action, target, address } = row;
    view! {
        <tr data-id=id.to_string()>
            <td><Ago at=at/></td>
            <th scope="row" dir="auto">{who}</th>
            <td>{action_words(&action)}</td>
            <td class="table__wrap" dir="auto">{target}</td>
            <td dir="ltr">{address}</td>
        </tr>
    }
}
