//! The people of the team: who there is, who was asked to come, and what they may do. For owners.

mod add;
mod roster;

use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;

use self::{
    add::AddPerson,
    roster::{InvitationTable, PeopleTable},
};
use crate::{
    domain::api_error::ApiError,
    rpc::people::{PeopleView, list_people},
    ui::{
        browser,
        components::{
            notice::{Failure, SkeletonRows},
            toast::{Toasts, use_toasts},
        },
        session::leave_if_signed_out,
    },
};

#[component]
pub fn PeoplePage() -> impl IntoView {
    let listed = Resource::new(|| (), |()| list_people());
    view! {
        <Title text="People"/>
        <Suspense fallback=|| view! { <SkeletonRows rows=4/> }>
            {Suspend::new(async move {
                match listed.await {
                    Ok(view) => view! { <People first=view/> }.into_any(),
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! { <Failure title="People did not load" error=error retry=Callback::new(|()| browser::go("/admin/settings/people"))/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// The team as last read, and how to change it.
#[derive(Clone, Copy)]
pub struct Roster {
    view: RwSignal<PeopleView>,
    toasts: Toasts,
}

impl Roster {
    /// What the server has now; what is shown stays where it does not answer.
    async fn read(self) {
        if let Ok(now) = list_people().await {
            self.view.try_set(now);
        }
    }

    /// Says how a change ended, and shows the team as it is then.
    async fn settle(self, done: Result<(), ApiError>, words: String) {
        match done {
            Ok(()) => self.toasts.good(words),
            Err(error) if leave_if_signed_out(&error) => return,
            Err(error) => self.toasts.bad(error.message),
        }
        self.read().await;
    }

    /// Asks the server for a change.
    fn change(self, call: impl Future<Output = Result<(), ApiError>> + 'static, words: String) {
        spawn_local(async move { self.settle(call.await, words).await });
    }
}

#[component]
fn People(first: PeopleView) -> impl IntoView {
    let roster = Roster { view: RwSignal::new(first), toasts: use_toasts() };
    let link = RwSignal::new(None);
    view! {
        <AddPerson roster=roster link=link/>
        <section class="card" aria-label="People">
            <div class="card__head">
                <h2>"People"</h2>
                <p>"Owners may do everything. Members work with conversations, leads, meetings and reports; they change no settings."</p>
            </div>
            <PeopleTable roster=roster/>
        </section>
        <Show when=move || roster.view.with(|view| !view.invitations.is_empty())>
            <section class="card" aria-label="Invitations">
                <div class="card__head"><h2>"Invited, not here yet"</h2></div>
                <InvitationTable roster=roster link=link/>
            </section>
        </Show>
    }
}
