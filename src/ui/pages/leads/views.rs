//! Lists that the admin saved under a name: links to them, and what can be done with the one that is shown.

use leptos::{prelude::*, task::spawn_local};

use super::{floor::Floor, place::Asked};
use crate::{
    domain::{
        api_error::ApiError,
        lead::views::{SavedView, ViewQuery},
    },
    rpc::leads::{delete_lead_view, put_lead_view},
    ui::{
        components::{
            button::WorkButton,
            dialog::FormDialog,
            drop::Drop,
            field::TextField,
            icon::{Glyph, Icon},
            toast::{Toasts, use_toasts},
        },
        session::leave_if_signed_out,
    },
};

/// A name that is being given.
#[derive(Clone, Copy)]
struct Naming {
    open: RwSignal<bool>,
    /// The view that gets another one; None for a new view.
    view: RwSignal<Option<SavedView>>,
    name: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Naming {
    fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            view: RwSignal::new(None),
            name: RwSignal::new(String::new()),
            wrong: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    fn begin(self, view: Option<SavedView>) {
        self.name.set(view.as_ref().map(|view| view.name.clone()).unwrap_or_default());
        self.view.set(view);
        self.wrong.set(None);
        self.open.set(true);
    }
}

#[component]
pub fn Views(floor: Floor) -> impl IntoView {
    let naming = Naming::new();
    let links = move || {
        Suspend::new(async move {
            let first = floor.basics.await.unwrap_or_default().preferences.views;
            view! { <ViewLinks floor=floor first=first naming=naming/> }
        })
    };
    view! {
        <Transition>{links}</Transition>
        <FormDialog open=naming.open title="Name of the view"><NameForm floor=floor naming=naming/></FormDialog>
    }
}

#[component]
fn ViewLinks(floor: Floor, first: Vec<SavedView>, naming: Naming) -> impl IntoView {
    let asked = floor.place.asked;
    let views = Memo::new(move |_| floor.preferences.with(|mine| mine.as_ref().map_or_else(|| first.clone(), |mine| mine.views.clone())));
    let current = Memo::new(move |_| {
        let query = asked.with(|asked| asked.query.clone());
        views.with(|views| views.iter().find(|view| view.query == query).cloned())
    });
    let may_save = Memo::new(move |_| current.with(Option::is_none) && asked.with(|asked| asked.query != ViewQuery::default()));
    view! {
        <Show when=move || may_save.get() || !views.with(Vec::is_empty)>
            <nav class="views" aria-label="Saved views">
                {move || views.get().into_iter().map(|saved| view! { <ViewLink saved=saved current=current/> }).collect_view()}
                {move || current.get().map(|saved| view! { <ViewMenu floor=floor saved=saved views=views naming=naming/> })}
                {move || may_save.get().then(|| view! {
                    <button type="button" class="viewlink viewlink--add needs-script" on:click=move |_| naming.begin(None)><Icon glyph=Glyph::Plus/>"Save view"</button>
                })}
            </nav>
        </Show>
    }
}

#[component]
fn ViewLink(saved: SavedView, current: Memo<Option<SavedView>>) -> impl IntoView {
    let SavedView { id, name, query } = saved;
    let is_current = move || current.with(|current| current.as_ref().is_some_and(|current| current.id == id)).then_some("true");
    view! { <a class="viewlink" href=Asked::of_view(&query).address(None) data-noscroll="" dir="auto" aria-current=is_current>{name}</a> }
}

/// What can be done with the view that is shown.
#[component]
fn ViewMenu(floor: Floor, saved: SavedView, views: Memo<Vec<SavedView>>, naming: Naming) -> impl IntoView {
    let toasts = use_toasts();
    let name = format!("The view {}", saved.name);
    let mine = saved.clone();
    let rename = move |_| naming.begin(Some(mine.clone()));
    let remove = move |_| {
        let place = views.with_untracked(|views| views.iter().position(|view| view.id == saved.id));
        delete(floor, toasts, saved.clone(), place);
    };
    view! {
        <div class="needs-script">
            <Drop label=view! { <Icon glyph=Glyph::More/> }.into_any() name=name class="iconbutton iconbutton--small">
                <button type="button" class="menu__item" on:click=rename><Icon glyph=Glyph::Pencil/>"Rename"</button>
                <button type="button" class="menu__item" on:click=remove><Icon glyph=Glyph::Trash/>"Delete"</button>
            </Drop>
        </div>
    }
}

fn delete(floor: Floor, toasts: Toasts, view: SavedView, place: Option<usize>) {
    spawn_local(async move {
        match delete_lead_view(view.id.clone()).await {
            Ok(mine) => {
                floor.preferences.try_set(Some(mine));
                toasts.undoable(format!("The view “{}” is deleted", view.name), move || put_back(floor, toasts, view.clone(), place));
            }
            Err(error) if leave_if_signed_out(&error) => {}
            Err(error) => toasts.bad(error.message),
        }
    });
}

fn put_back(floor: Floor, toasts: Toasts, view: SavedView, place: Option<usize>) {
    spawn_local(async move {
        match put_lead_view(Some(view.id), view.name, view.query, place).await {
            Ok(mine) => {
                floor.preferences.try_set(Some(mine));
                toasts.good("The view is back");
            }
            Err(error) if leave_if_signed_out(&error) => {}
            Err(error) => toasts.bad(problem(&error)),
        }
    });
}

fn problem(error: &ApiError) -> String {
    error.fields.values().next().unwrap_or(&error.message).clone()
}

#[component]
fn NameForm(floor: Floor, naming: Naming) -> impl IntoView {
    let toasts = use_toasts();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if naming.busy.get_untracked() {
            return;
        }
        naming.busy.set(true);
        naming.wrong.set(None);
        let (name, known) = (naming.name.get_untracked(), naming.view.get_untracked());
        let words = if known.is_some() { "View renamed" } else { "View saved" };
        let (id, query) = match known {
            Some(view) => (Some(view.id), view.query),
            None => (None, floor.place.asked.with_untracked(|asked| asked.query.clone())),
        };
        spawn_local(async move {
            let answer = put_lead_view(id, name, query, None).await;
            // The page may have gone meanwhile.
            if naming.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(mine) => {
                    floor.preferences.set(Some(mine));
                    naming.open.set(false);
                    toasts.good(words);
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => naming.wrong.set(Some(problem(&error))),
            }
        });
    };
    view! {
        <form class="stack dialog__form" on:submit=submit novalidate=true>
            <TextField id="view-name" label="Name" value=naming.name error=naming.wrong max=60 help="Filters, search and order stay with it."/>
            <div class="dialog__actions">
                <button type="button" class="button" on:click=move |_| naming.open.set(false)>"Cancel"</button>
                <WorkButton label="Save view" busy=naming.busy/>
            </div>
        </form>
    }
}
