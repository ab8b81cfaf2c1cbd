//! Asking somebody to come: the form, and the link that is shown once.

use leptos::{html, prelude::*, task::spawn_local};

use super::Roster;
use crate::{
    domain::{
        account::Role,
        api_error::{ApiError, ErrorCode, FieldErrors},
    },
    rpc::people::{Invited, invite_person},
    ui::{
        components::{
            button::WorkButton,
            copy::CodeLine,
            field::{SelectField, TextField, never_wrong},
            notice::{Note, Tone},
        },
        session::{leave_if_signed_out, role_name},
    },
};

/// The form, or the link of who was asked last.
#[component]
pub fn AddPerson(roster: Roster, link: RwSignal<Option<Invited>>) -> impl IntoView {
    view! {
        <section class="card card--form" aria-label="Add a person">
            <div class="card__head">
                <h2>"Add a person"</h2>
                <p>"You get a link for them. It works once, for seven days; with it they choose their own password."</p>
            </div>
            {move || match link.get() {
                Some(invited) => view! { <ShownOnce invited=invited link=link/> }.into_any(),
                None => view! { <Form roster=roster link=link/> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Form(roster: Roster, link: RwSignal<Option<Invited>>) -> impl IntoView {
    let (name, email, role) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(Role::Member));
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(FieldErrors::new());
    let problem = RwSignal::new(None::<ApiError>);
    let error = move |field: &'static str| Signal::derive(move || wrong.with(|wrong| wrong.get(field).cloned()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(FieldErrors::new());
        problem.set(None);
        spawn_local(async move {
            let answer = invite_person(name.get_untracked(), email.get_untracked(), role.get_untracked()).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(invited) => {
                    link.set(Some(invited));
                    roster.read().await;
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) if error.code == ErrorCode::InvalidFields && !error.fields.is_empty() => wrong.set(error.fields),
                Err(error) => problem.set(Some(error)),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate=true>
            <div class="columns">
                <TextField id="person-name" label="Name" value=name error=error("name") max=200/>
                <TextField id="person-email" label="E-mail" value=email error=error("email") kind="email" max=254/>
            </div>
            <RoleField role=role/>
            {move || problem.get().map(|error| view! { <Note tone=Tone::Danger><p><b>"Nobody was added."</b>" " {error.message}</p></Note> })}
            <div class="savebar"><WorkButton label="Make a link" busy=busy/></div>
        </form>
    }
}

#[component]
fn RoleField(role: RwSignal<Role>) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    let choose = move |name: String| {
        if let Some(chosen) = Role::ALL.into_iter().find(|role| role_name(*role) == name) {
            role.set(chosen);
        }
    };
    let help = Signal::derive(move || match role.get() {
        Role::Owner => "May do everything, also add and remove people.".to_owned(),
        Role::Member => "Works with conversations, leads, meetings and reports. Changes no settings.".to_owned(),
    });
    view! {
        <SelectField id="person-role" label="Role" node=node error=never_wrong() help=help on_choose=choose>
            {Role::ALL.into_iter().map(|one| view! {
                <option value=role_name(one) selected={role.get_untracked() == one}>{role_name(one)}</option>
            }).collect_view()}
        </SelectField>
    }
}

/// The link in full, this once.
#[component]
fn ShownOnce(invited: Invited, link: RwSignal<Option<Invited>>) -> impl IntoView {
    let Invited { link: text, invitation } = invited;
    view! {
        <div class="stack">
            <Note tone=Tone::Warning><p><b>"Copy the link now."</b>" It is shown this once. Send it to nobody else: whoever opens it first comes in."</p></Note>
            <p class="field__label" dir="auto">{format!("Link for {}", invitation.name)}</p>
            <CodeLine text=text label="The link"/>
            <div class="savebar"><button type="button" class="button button--primary" on:click=move |_| link.set(None)>"I have sent it"</button></div>
        </div>
    }
}
