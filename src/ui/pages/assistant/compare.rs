//! Two instructions side by side: line beside line, changed words marked.

use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    desk::Desk,
    place::{Asked, View, parse_side, side_name},
    remarks::helper_name,
    sources::Sources,
};
use crate::{
    domain::instruction::{
        Which,
        diff::{Cell, ContentDiff, HelperDiff, Row, Stretch, TextDiff},
    },
    ui::{
        components::{
            icon::{Glyph, Icon},
            notice::{Empty, Failure, SkeletonRows},
        },
        session::leave_if_signed_out,
        wording,
    },
};

/// Lines around a change that are shown with it.
const AROUND: usize = 3;

#[component]
pub fn Comparison(desk: Desk, sources: Sources) -> impl IntoView {
    let retry = Callback::new(move |()| sources.diff.refetch());
    view! {
        <section class="compare" aria-label="Comparison">
            <Sides desk=desk sources=sources/>
            <Transition fallback=|| view! { <SkeletonRows rows=6/> }>
                {move || Suspend::new(async move {
                    match sources.diff.await {
                        Ok(Some(diff)) => (move || view! { <Differences diff=diff.clone()/> }).into_any(),
                        Ok(None) => ().into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! { <Failure title="The comparison did not load" error=error retry=retry/> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

/// What is compared with what: a plain form, which works without scripts; with them a choice is enough.
#[component]
fn Sides(desk: Desk, sources: Sources) -> impl IntoView {
    let (old, new) = (NodeRef::<html::Select>::new(), NodeRef::<html::Select>::new());
    let navigate = use_navigate();
    let choose = move |_: leptos::web_sys::Event| {
        let chosen = |node: NodeRef<html::Select>| node.get_untracked().and_then(|select| parse_side(&select.value()));
        if let (Some(old), Some(new)) = (chosen(old), chosen(new)) {
            let address = Asked { view: View::Compare, old, new, from: None }.address();
            navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    };
    view! {
        <form class="compare__sides" method="get" action=super::ASSISTANT on:change=choose>
            <input type="hidden" name="view" value="compare"/>
            <SideChoice name="old" label="Before" node=old desk=desk chosen=Signal::derive(move || sources.asked.with(|asked| asked.old))/>
            <SideChoice name="new" label="After" node=new desk=desk chosen=Signal::derive(move || sources.asked.with(|asked| asked.new))/>
            <button type="submit" class="button compare__go">"Compare"</button>
        </form>
    }
}

#[component]
fn SideChoice(name: &'static str, label: &'static str, node: NodeRef<html::Select>, desk: Desk, chosen: Signal<Which>) -> impl IntoView {
    let options = move || {
        let live = desk.stored.with(|stored| stored.published.info.number);
        let versions = (1..=live).rev().map(Which::Version);
        [Which::Draft, Which::Published]
            .into_iter()
            .chain(versions)
            .map(|side| {
                let words = match side {
                    Which::Draft => "Draft".to_owned(),
                    Which::Published => format!("Live, version {live}"),
                    Which::Version(number) => format!("Version {number}"),
                };
                view! { <option value=side_name(side) selected=move || chosen.get() == side>{words}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label class="field__label" for=format!("side-{name}")>{label}</label>
            <div class="field__box field__box--select">
                <select class="input" id=format!("side-{name}") name=name node_ref=node>{options}</select>
                <Icon glyph=Glyph::ChevronRight class="field__chevron"/>
            </div>
        </div>
    }
}

/// `4 changes`, and how many lines came and went.
fn summary(diff: &ContentDiff) -> (u64, u64, u64) {
    let all = || std::iter::once(&diff.text).chain(diff.helpers.iter().map(|helper| &helper.diff));
    let sum = |part: fn(&TextDiff) -> u32| all().map(|diff| u64::from(part(diff))).sum::<u64>();
    let changed = sum(|diff| diff.changed);
    (all().map(blocks).sum(), sum(|diff| diff.added) + changed, sum(|diff| diff.removed) + changed)
}

/// Changes that stand together are one.
fn blocks(diff: &TextDiff) -> u64 {
    let stretches = diff.stretches(0);
    stretches.iter().filter(|stretch| matches!(stretch, Stretch::Shown { .. })).count() as u64
}

#[component]
pub fn Differences(diff: ContentDiff) -> impl IntoView {
    if diff.is_same() {
        return view! { <Empty glyph=Glyph::Check title="Nothing differs" text="Text and guidance are the same on both sides."/> }
            .into_any();
    }
    let (changes, added, removed) = summary(&diff);
    let is_whole = RwSignal::new(false);
    let toggle = move |_| is_whole.update(|whole| *whole = !*whole);
    view! {
        <p class="compare__summary">
            <span>{wording::count(changes, "change", "changes")}</span>
            <span class="compare__added">{format!("+{}", wording::number(added))}<span class="sr">" lines added"</span></span>
            <span class="compare__removed">{format!("−{}", wording::number(removed))}<span class="sr">" lines removed"</span></span>
            <button type="button" class="button button--small needs-script" aria-pressed=move || is_whole.get().to_string() on:click=toggle>"All lines"</button>
        </p>
        <Table title="Text" diff=diff.text is_whole=is_whole/>
        {diff.helpers.into_iter().map(|HelperDiff { helper, diff }| view! { <Table title=helper_name(helper) diff=diff is_whole=is_whole/> }).collect_view()}
    }
    .into_any()
}

/// One text's lines, those far from any change folded.
#[component]
fn Table(title: &'static str, diff: TextDiff, is_whole: RwSignal<bool>) -> impl IntoView {
    let rows = move || {
        let folded = diff.stretches(AROUND);
        let all = [Stretch::Shown { from: 0, until: diff.rows.len() }];
        let stretches = if is_whole.get() { &all[..] } else { &folded[..] };
        stretches.iter().map(|stretch| stretch_view(&diff, *stretch)).collect_view()
    };
    view! {
        <table class="diff">
            <caption class="diff__caption">{title}</caption>
            <thead class="sr"><tr><th scope="col">"Before"</th><th scope="col">"After"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn stretch_view(diff: &TextDiff, stretch: Stretch) -> AnyView {
    match stretch {
        Stretch::Shown { from, until } => diff.rows.get(from..until).unwrap_or_default().iter().map(row_view).collect_view().into_any(),
        Stretch::Folded { from, until } => {
            let words = wording::count((until - from) as u64, "line is the same", "lines are the same");
            view! { <tr class="diff__folded"><td colspan="2">{words}</td></tr> }.into_any()
        }
    }
}

fn row_view(row: &Row) -> AnyView {
    let is_same = row.is_same();
    view! {
        <tr class="diff__row" class:is-same=is_same>
            {cell_view(row.old.as_ref(), !is_same, "diff__cell diff__cell--old", "−", "Removed: ")}
            {cell_view(row.new.as_ref(), !is_same, "diff__cell diff__cell--new", "+", "Added: ")}
        </tr>
    }
    .into_any()
}

fn cell_view(cell: Option<&Cell>, is_changed: bool, class: &'static str, sign: &'static str, said: &'static str) -> AnyView {
    let Some(cell) = cell else { return view! { <td class="diff__cell diff__cell--gap"></td> }.into_any() };
    let pieces = cell
        .pieces
        .iter()
        .map(|piece| {
            let text = piece.text.clone();
            if piece.changed { view! { <mark class="diff__word">{text}</mark> }.into_any() } else { text.into_any() }
        })
        .collect_view();
    view! {
        <td class=class class:is-changed=is_changed>
            <span class="diff__no" aria-hidden="true">{cell.line}</span>
            <span class="diff__sign" aria-hidden="true">{if is_changed { sign } else { "" }}</span>
            <span class="diff__text" dir="auto">
                {is_changed.then(|| view! { <span class="sr">{said}</span> })}
                {pieces}
            </span>
        </td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instruction::Content;

    #[test]
    fn changes_are_counted_as_people_see_them() {
        let (old, new) = (Content::of("a\nCrowns from 22\nb\nc"), Content::of("a\nCrowns from 24\nmore\nb\nc"));
        let diff = ContentDiff::between(&old, &new);
        assert_eq!(summary(&diff), (1, 2, 1));
    }
}
