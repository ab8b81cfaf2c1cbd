//! What each column of the file becomes, to choose.

use leptos::prelude::*;

use super::intake::Intake;
use crate::{
    domain::{
        custom::CustomField,
        lead::import::{OnKnown, columns::Column, target::Target},
    },
    ui::{
        components::icon::{Glyph, Icon},
        wording,
    },
};

#[component]
pub fn Columns(intake: Intake) -> impl IntoView {
    // A line stays while its choice changes, so that it keeps the focus.
    let each = move || intake.columns().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <fieldset class="import__columns">
            <legend class="field__label">"Columns of the file"</legend>
            <ul>
                <For each=each key=|(at, column)| (*at, column.heading.clone(), column.samples.clone()) let:line>
                    <ColumnLine at=line.0 column=line.1 intake=intake/>
                </For>
            </ul>
        </fieldset>
    }
}

#[component]
fn ColumnLine(at: usize, column: Column, intake: Intake) -> impl IntoView {
    let Column { heading, samples, .. } = column;
    let id = format!("import-column-{at}");
    let target = {
        let heading = heading.clone();
        Memo::new(move |_| intake.target_of(&heading))
    };
    let choices = intake.fields.with_untracked(|fields| choices(&heading, fields));
    let choose = {
        let heading = heading.clone();
        move |event| {
            if let Ok(target) = Target::parse(&event_target_value(&event)) {
                intake.choose_target(&heading, target);
            }
        }
    };
    view! {
        <li class="import__column" class:is-skipped=move || target.get() == Some(Target::Skip)>
            <label class="import__heading" for=id.clone() dir="auto">{heading}</label>
            <p class="import__samples" dir="auto">{samples.join(", ")}</p>
            <div class="field__box field__box--select">
                <select class="input" id=id on:change=choose disabled=move || intake.importing.get()>
                    {choices.into_iter().map(|(choice, words)| {
                        let value = choice.to_string();
                        let is_chosen = Memo::new(move |_| target.with(|target| target.as_ref() == Some(&choice)));
                        // Also where somebody has chosen before: then the attribute alone says nothing any more.
                        view! { <option value=value selected=is_chosen prop:selected=is_chosen>{words}</option> }
                    }).collect_view()}
                </select>
                <Icon glyph=Glyph::ChevronRight class="field__chevron"/>
            </div>
        </li>
    }
}

/// All fields of a lead, each in words; then those that the owner defined, or a value of one's own that is called as the column.
fn choices(heading: &str, fields: &[CustomField]) -> Vec<(Target, String)> {
    let own = Target::parse(&format!("custom.{heading}")).ok().filter(|_| fields.is_empty());
    let known = Target::PLAIN.into_iter().chain(own).map(|target| {
        let words = target_words(&target);
        (target, words)
    });
    known.chain(fields.iter().map(|field| (Target::Own(field.key.clone()), field.label.clone()))).collect()
}

fn target_words(target: &Target) -> String {
    match target {
        Target::Skip => "Do not import".into(),
        Target::Known(field) => wording::field(*field).into(),
        Target::FirstName => "First name".into(),
        Target::LastName => "Last name".into(),
        Target::Notes => "Notes".into(),
        Target::Status => "Status".into(),
        Target::FollowUp => "Follow-up".into(),
        Target::Pairs => "Further values (size: XL; …)".into(),
        Target::Own(name) => format!("Own value “{name}”"),
    }
}

#[component]
pub fn KnownChoice(intake: Intake) -> impl IntoView {
    let choose = move |event| {
        if let Some(chosen) = OnKnown::parse(&event_target_value(&event)) {
            intake.choose_on_known(chosen);
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for="import-known">"People who are leads already"</label>
            <div class="field__box field__box--select">
                <select class="input" id="import-known" on:change=choose disabled=move || intake.importing.get()>
                    {[OnKnown::Skip, OnKnown::Merge].into_iter().map(|choice| view! {
                        <option value=choice.as_str() selected=move || intake.on_known.get() == choice>{known_words(choice)}</option>
                    }).collect_view()}
                </select>
                <Icon glyph=Glyph::ChevronRight class="field__chevron"/>
            </div>
        </div>
    }
}

fn known_words(on_known: OnKnown) -> &'static str {
    match on_known {
        OnKnown::Skip => "Leave them as they are",
        OnKnown::Merge => "Fill in what they do not have yet",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_can_become_any_field_or_a_value_of_its_own_name() {
        let own = |heading: &str| choices(heading, &[]).pop().map(|(_, words)| words);
        assert_eq!(own("Tooth").as_deref(), Some("Own value “Tooth”"));
        assert_eq!(own(&"x".repeat(65)).as_deref(), Some("Further values (size: XL; …)"), "too long a name");
        assert_eq!(choices("Tooth", &[]).len(), Target::PLAIN.len() + 1);
        let fields = [CustomField { key: "tooth".into(), label: "Which tooth".into(), ..CustomField::default() }];
        assert_eq!(choices("Size", &fields).pop(), Some((Target::Own("tooth".into()), "Which tooth".into())));
        assert_eq!(choices("Size", &fields).len(), Target::PLAIN.len() + 1, "there are no others then");
    }
}
