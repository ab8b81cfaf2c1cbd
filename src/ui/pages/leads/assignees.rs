//! Whose leads they are: the menu that narrows the list down, and the choice to whom one gives them.

use leptos::prelude::*;

use super::{floor::Floor, place::Asked};
use crate::{
    domain::{ids::AdminId, lead::query::Assigned},
    rpc::leads::Colleague,
    ui::components::{
        avatar::Avatar,
        drop::Drop,
        icon::{Glyph, Icon},
    },
};

/// What is made of the team, once it is known.
fn with_team(floor: Floor, show: impl Fn(Vec<Colleague>) -> AnyView + Clone + Send + Sync + 'static) -> AnyView {
    let shown = move || {
        let show = show.clone();
        Suspend::new(async move { show(floor.basics.await.unwrap_or_default().team) })
    };
    view! { <Transition>{shown}</Transition> }.into_any()
}

/// Whose leads the list shows.
#[component]
pub fn AssigneeMenu(floor: Floor) -> impl IntoView {
    let asked = floor.place.asked;
    let chosen = with_team(floor, move |team| (move || asked.with(|asked| chosen_words(asked.query.assignee.as_ref(), &team))).into_any());
    let label = view! {
        <span class="drop__name">"Assignee"</span>
        <b class="drop__value" dir="auto">{chosen}</b>
        <Icon glyph=Glyph::ChevronDown/>
    }
    .into_any();
    view! {
        <Drop label=label class="button button--filter">
            {whose(asked, None, "Any".into())}
            {whose(asked, Some(Assigned::ToNobody), "Nobody".into())}
            {with_team(floor, move |team| {
                let items = team.into_iter().map(|colleague| whose(asked, Some(Assigned::To(colleague.id)), colleague.name));
                items.collect_view().into_any()
            })}
        </Drop>
    }
}

fn chosen_words(chosen: Option<&Assigned>, team: &[Colleague]) -> String {
    match chosen {
        None => "Any".into(),
        Some(Assigned::ToNobody) => "Nobody".into(),
        Some(Assigned::To(id)) => {
            team.iter().find(|colleague| colleague.id == *id).map_or_else(|| "Somebody".into(), |colleague| colleague.name.clone())
        }
    }
}

/// A link to the leads of somebody.
fn whose(asked: Memo<Asked>, assigned: Option<Assigned>, name: String) -> impl IntoView {
    let wanted = assigned.clone();
    let is_chosen = Memo::new(move |_| asked.with(|asked| asked.query.assignee == assigned));
    let address = move || asked.with(|asked| asked.of_assignee(wanted.clone()).address(None));
    view! {
        <a class="menu__item" href=address data-noscroll="" aria-current=move || is_chosen.get().then_some("true")>
            <span dir="auto">{name}</span>
            {move || is_chosen.get().then(|| view! { <Icon glyph=Glyph::Check class="menu__sign"/> })}
        </a>
    }
}

/// Everybody of the team, and nobody, to choose one of.
#[component]
pub fn AssigneeItems(
    floor: Floor,
    /// Marked; None where there is not one choice to mark.
    #[prop(optional, into)]
    current: Signal<Option<Option<AdminId>>>,
    #[prop(into)] on_pick: Callback<Option<Colleague>>,
) -> impl IntoView {
    view! {
        {with_team(floor, move |team| {
            team.into_iter().map(|colleague| choice(Some(colleague), current, on_pick)).collect_view().into_any()
        })}
        {choice(None, current, on_pick)}
    }
}

fn choice(who: Option<Colleague>, current: Signal<Option<Option<AdminId>>>, on_pick: Callback<Option<Colleague>>) -> impl IntoView {
    let name = who.as_ref().map_or_else(|| "Nobody".to_owned(), |colleague| colleague.name.clone());
    let id = who.as_ref().map(|colleague| colleague.id.clone());
    let is_current = Memo::new(move |_| current.with(|current| current.as_ref() == Some(&id)));
    view! {
        <button type="button" class="menu__item" aria-current=move || is_current.get().then_some("true") on:click=move |_| on_pick.run(who.clone())>
            <span dir="auto">{name}</span>
            {move || is_current.get().then(|| view! { <Icon glyph=Glyph::Check class="menu__sign"/> })}
        </button>
    }
}

/// Who has a lead, in a cell of the table.
#[component]
pub fn AssigneeWord(assignee: Option<Colleague>) -> impl IntoView {
    match assignee {
        None => view! { <span class="muted">"Nobody"</span> }.into_any(),
        Some(Colleague { id, name }) => view! {
            <span class="whose">
                <Avatar id=id.to_string() name=Signal::stored(Some(name.clone())) class="avatar--small"/>
                <span class="whose__name" dir="auto">{name}</span>
            </span>
        }
        .into_any(),
    }
}

/// Who has a lead, on a card of the board: only where somebody has it.
#[component]
pub fn AssigneeSign(assignee: Option<Colleague>) -> impl IntoView {
    assignee.map(|Colleague { id, name }| {
        view! {
            <span class="leadcard__whose" data-tip=name.clone()>
                <Avatar id=id.to_string() name=Signal::stored(Some(name.clone())) class="avatar--small"/>
                <span class="sr">{format!("Assigned to {name}")}</span>
            </span>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_names_whose_leads_are_shown() {
        let carla = Colleague { id: AdminId::new(uuid::Uuid::from_u128(1)), name: "Carla".into() };
        let team = [carla.clone()];
        let words = |chosen: Option<Assigned>| chosen_words(chosen.as_ref(), &team);
        assert_eq!(
            (words(None), words(Some(Assigned::ToNobody)), words(Some(Assigned::To(carla.id)))),
            ("Any".into(), "Nobody".into(), "Carla".into())
        );
        assert_eq!(words(Some(Assigned::To(AdminId::new(uuid::Uuid::from_u128(2))))), "Somebody");
    }
}
