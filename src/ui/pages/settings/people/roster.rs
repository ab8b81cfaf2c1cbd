//! Who there is, and who was asked to come: the tables, and the questions before somebody goes.

use leptos::{prelude::*, task::spawn_local};

use super::Roster;
use crate::{
    domain::{
        account::{AdminAccount, Invitation, Role},
        ids::{AdminId, InvitationId},
    },
    rpc::people::{Invited, change_role, remove_person, rename_person, renew_invitation, withdraw_invitation},
    ui::{
        components::{
            button::WorkButton,
            dialog::{Confirm, FormDialog},
            field::TextField,
            time::Ago,
        },
        session::{Signed, leave_if_signed_out, role_name},
    },
};

/// What is asked of whom before it is done.
#[derive(Clone, Copy)]
struct Questions {
    about: RwSignal<Option<AdminAccount>>,
    removing: RwSignal<bool>,
    renaming: RwSignal<bool>,
}

impl Questions {
    fn ask(self, account: &AdminAccount, dialog: RwSignal<bool>) {
        self.about.set(Some(account.clone()));
        dialog.set(true);
    }
}

#[component]
pub fn PeopleTable(roster: Roster) -> impl IntoView {
    let questions = Questions { about: RwSignal::new(None), removing: RwSignal::new(false), renaming: RwSignal::new(false) };
    let own = use_context::<Signed>().map(|signed| signed.admin.with_value(|admin| admin.id.clone()));
    let is_own = move |id: &AdminId| own.as_ref() == Some(id);
    let rows = move || {
        let people = roster.view.with(|view| view.people.clone());
        people
            .into_iter()
            .map(|account| view! { <PersonRow is_own=is_own(&account.id) account=account roster=roster questions=questions/> })
            .collect_view()
    };
    let title = Signal::derive(move || questions.about.get().map(|account| format!("Remove {}?", account.name)).unwrap_or_default());
    let remove = move |()| {
        if let Some(account) = questions.about.get_untracked() {
            roster.change(remove_person(account.id), format!("{} is removed", account.name));
        }
    };
    view! {
        <div class="tablewrap" tabindex="0" role="region" aria-label="List of people">
            <table class="table">
                <thead><tr><th scope="col">"Name"</th><th scope="col">"E-mail"</th><th scope="col">"Role"</th><th scope="col">"Since"</th><th scope="col"><span class="sr">"Actions"</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Confirm open=questions.removing title=title text="They are signed out at once, and invitations that they made are withdrawn. What they did stays in the audit log, and leads stay theirs: give those to others first. API keys that they know go on working: revoke those under API keys." keep="Keep them" proceed="Remove" on_proceed=remove/>
        <FormDialog open=questions.renaming title="Change the name">
            <Rename roster=roster questions=questions/>
        </FormDialog>
    }
}

#[component]
fn PersonRow(account: AdminAccount, is_own: bool, roster: Roster, questions: Questions) -> impl IntoView {
    let AdminAccount { id, email, name, role, created_at } = account.clone();
    let (renamed, removed) = (account.clone(), account);
    let (other, words) = match role {
        Role::Owner => (Role::Member, "Make member"),
        Role::Member => (Role::Owner, "Make owner"),
    };
    let says = format!("{name} is {} now", role_name(other).to_lowercase());
    let turn = move |_| roster.change(change_role(id.clone(), other), says.clone());
    let others = (!is_own).then(|| {
        view! {
            <button type="button" class="button button--small" aria-label=format!("{words}: {name}") on:click=turn>{words}</button>
            " "
            <button type="button" class="button button--small" aria-label=format!("Remove {name}") on:click=move |_| questions.ask(&removed, questions.removing)>"Remove"</button>
        }
    });
    view! {
        <tr>
            <th scope="row" dir="auto">{name.clone()} {is_own.then(|| view! { " " <span class="tag">"you"</span> })}</th>
            <td>{email.as_str().to_owned()}</td>
            <td>{role_name(role)}</td>
            <td><Ago at=created_at/></td>
            <td class="table__end">
                <button type="button" class="button button--small" aria-label=format!("Rename {name}") on:click=move |_| questions.ask(&renamed, questions.renaming)>"Rename"</button>
                " "
                {others}
            </td>
        </tr>
    }
}

#[component]
fn Rename(roster: Roster, questions: Questions) -> impl IntoView {
    let account = questions.about.get_untracked();
    let name = RwSignal::new(account.as_ref().map(|account| account.name.clone()).unwrap_or_default());
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(account) = account.clone().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = rename_person(account.id, name.get_untracked()).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    questions.renaming.try_set(false);
                    roster.settle(Ok(()), "The name is changed".to_owned()).await;
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => drop(wrong.try_set(Some(error.fields.get("name").cloned().unwrap_or(error.message)))),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate=true>
            <TextField id="rename" label="Name" value=name error=wrong max=200/>
            <div class="dialog__actions">
                <button type="button" class="button" on:click=move |_| questions.renaming.set(false)>"Cancel"</button>
                <WorkButton label="Save" busy=busy/>
            </div>
        </form>
    }
}

#[component]
pub fn InvitationTable(roster: Roster, link: RwSignal<Option<Invited>>) -> impl IntoView {
    let rows = move || {
        let (invitations, now) = roster.view.with(|view| (view.invitations.clone(), view.now));
        let row = |invitation: Invitation| {
            let is_over = invitation.expires_at <= now;
            view! { <InvitationRow invitation=invitation is_over=is_over roster=roster link=link/> }
        };
        invitations.into_iter().map(row).collect_view()
    };
    view! {
        <div class="tablewrap" tabindex="0" role="region" aria-label="List of invitations">
            <table class="table">
                <thead><tr><th scope="col">"Name"</th><th scope="col">"E-mail"</th><th scope="col">"Role"</th><th scope="col">"Invited"</th><th scope="col"><span class="sr">"Actions"</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn InvitationRow(invitation: Invitation, is_over: bool, roster: Roster, link: RwSignal<Option<Invited>>) -> impl IntoView {
    let Invitation { id, email, name, role, created_at, .. } = invitation;
    let withdrawn = id.clone();
    let says = format!("The invitation of {name} is withdrawn");
    let withdraw = move |_| roster.change(withdraw_invitation(withdrawn.clone()), says.clone());
    view! {
        <tr class:is-off=is_over>
            <th scope="row" dir="auto">{name.clone()}</th>
            <td>{email.as_str().to_owned()}</td>
            <td>{role_name(role)}</td>
            <td><Ago at=created_at/> {is_over.then(|| view! { " " <span class="tag">"Too old"</span> })}</td>
            <td class="table__end">
                <button type="button" class="button button--small" aria-label=format!("New link for {name}") on:click=move |_| renew(roster, id.clone(), link)>"New link"</button>
                " "
                <button type="button" class="button button--small" aria-label=format!("Withdraw the invitation of {name}") on:click=withdraw>"Withdraw"</button>
            </td>
        </tr>
    }
}

/// Another link, shown where the first one was.
fn renew(roster: Roster, id: InvitationId, link: RwSignal<Option<Invited>>) {
    spawn_local(async move {
        match renew_invitation(id).await {
            Ok(invited) => {
                link.try_set(Some(invited));
                roster.read().await;
            }
            Err(error) => roster.settle(Err(error), String::new()).await,
        }
    });
}
