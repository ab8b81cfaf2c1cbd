//! The exports of this window, a line each below the top bar.

use leptos::prelude::*;

use super::{Course, Exports, Noun};
use crate::{
    domain::ids::ExportId,
    ui::components::{bar::Bar, icon::Icon},
};

/// The place where exports appear; once per frame.
#[component]
pub fn ExportShelf(exports: Exports) -> impl IntoView {
    let each = move || exports.0.with(|all| all.iter().map(|export| (export.id.clone(), export.kind, export.of)).collect::<Vec<_>>());
    // It is there before there is anything to say, and says no numbers.
    let spoken = Memo::new(move |_| {
        exports.0.with(|all| all.last().map(|export| format!("{} export: {}", export.kind, export.course.words())).unwrap_or_default())
    });
    view! {
        <section class="exports" aria-label="Exports">
            <p class="sr" role="status">{move || spoken.get()}</p>
            <For each=each key=|(id, ..)| id.clone() let:line>
                <Line exports=exports id=line.0 kind=line.1 of=line.2/>
            </For>
        </section>
    }
}

#[component]
fn Line(exports: Exports, id: ExportId, kind: &'static str, of: Noun) -> impl IntoView {
    let course = {
        let id = id.clone();
        let find = move || exports.0.with(|all| all.iter().find(|export| export.id == id).map(|export| export.course.clone()));
        Memo::new(move |_| find().unwrap_or_default())
    };
    let is_over = Memo::new(move |_| course.with(Course::is_over));
    let share = Signal::derive(move || course.with(Course::share));
    let figures = Signal::derive(move || course.with(|course| course.figures(of)));
    let tone = Memo::new(move |_| course.with(Course::tone));
    view! {
        <div class="export" data-tone=move || format!("{:?}", tone.get()).to_lowercase()>
            {move || view! { <Icon glyph=tone.get().glyph()/> }}
            <p class="export__words">
                <b>{format!("{kind} export")}</b>
                " "
                {move || course.with(Course::words)}
                {move || course.with(Course::reference).map(|incident| view! { <span class="export__ref">{format!(" Ref {incident}")}</span> })}
            </p>
            <Show when=move || !is_over.get() fallback=move || view! { <p class="bar__words">{move || figures.get()}</p> }>
                <Bar label=format!("{kind} export") share=share words=figures/>
            </Show>
            <Button exports=exports id=id kind=kind course=course/>
        </div>
    }
}

/// Cancels, then dismisses: one button, so that the focus stays.
#[component]
fn Button(exports: Exports, id: ExportId, kind: &'static str, course: Memo<Course>) -> impl IntoView {
    let word = move || course.with(|course| if course.is_over() { "Dismiss" } else { "Cancel" });
    let is_busy = Memo::new(move |_| course.with(|course| course.is_unwanted() && !course.is_over()));
    let press = move |_| {
        if course.with_untracked(Course::is_over) {
            exports.dismiss(&id);
        } else if !is_busy.get_untracked() {
            exports.cancel(&id);
        }
    };
    view! {
        <button
            type="button"
            class="button button--small"
            class:is-busy=is_busy
            aria-busy=move || is_busy.get().to_string()
            aria-disabled=move || is_busy.get().then_some("true")
            aria-label=move || format!("{} the {kind} export", word())
            on:click=press
        >
            <span class="spinner" aria-hidden="true"></span>
            <span>{word}</span>
        </button>
    }
}
