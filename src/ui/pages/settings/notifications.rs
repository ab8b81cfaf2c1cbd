//! What the owner is told by mail of visitors, and where to.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    WithDesk,
    form::PartForm,
    saving::{Desk, Saving},
};
use crate::{
    rpc::settings::{NotificationForm, save_notifications},
    ui::{
        components::{
            field::TextField,
            notice::{Note, Tone},
        },
        session::Signed,
    },
};

const KNOWN: [&str; 1] = ["mail_to"];

#[component]
pub fn NotificationsPage() -> impl IntoView {
    view! { <WithDesk part=|| view! { <Part/> }.into_any()/> }.into_any()
}

#[component]
fn Part() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let has_mail = desk.view.with_untracked(|view| view.has_mail);
    view! {
        <Title text="Notifications"/>
        <section class="card card--form" aria-label="Notifications">
            <div class="card__head">
                <h2>"Notifications"</h2>
                <p>"Mails to you, each with a link to the conversation or the lead. After 30 about visitors within an hour, one mail stands for the others."</p>
            </div>
            {(!has_mail).then(|| view! {
                <Note tone=Tone::Warning>
                    <p><b>"This server cannot send mail yet."</b>" Nothing goes out until whoever runs it sets "<code>"SMTP_URL"</code>" and "<code>"SMTP_FROM"</code>" and restarts it. You can save your choice now."</p>
                </Note>
            })}
            <NotificationsForm/>
        </section>
    }
}

/// The form's fields.
#[derive(Clone, Copy)]
struct Fields {
    mail_to: RwSignal<String>,
    of_wishes: RwSignal<bool>,
    of_leads: RwSignal<bool>,
    of_failures: RwSignal<bool>,
}

impl Fields {
    fn new(stored: &NotificationForm) -> Self {
        Self {
            mail_to: RwSignal::new(stored.mail_to.clone()),
            of_wishes: RwSignal::new(stored.of_wishes),
            of_leads: RwSignal::new(stored.of_leads),
            of_failures: RwSignal::new(stored.of_failures),
        }
    }

    fn reset(self, stored: NotificationForm) {
        self.mail_to.set(stored.mail_to);
        self.of_wishes.set(stored.of_wishes);
        self.of_leads.set(stored.of_leads);
        self.of_failures.set(stored.of_failures);
    }

    fn value(self) -> NotificationForm {
        NotificationForm {
            mail_to: self.mail_to.with(|text| text.trim().to_owned()),
            of_wishes: self.of_wishes.get(),
            of_leads: self.of_leads.get(),
            of_failures: self.of_failures.get(),
        }
    }
}

#[component]
fn NotificationsForm() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let saving = Saving::new(desk);
    let fields = desk.view.with_untracked(|view| Fields::new(&view.notifications));
    let typed = Signal::derive(move || Ok(fields.value()));
    let show = Callback::new(move |stored: NotificationForm| fields.reset(stored));
    view! {
        <PartForm saving=saving known=&KNOWN stored=|view| view.notifications.clone() typed=typed show=show save=save_notifications saved="Notifications saved">
            <TextField id="mail_to" label="Send to" value=fields.mail_to error=saving.error("mail_to") kind="email" max=254
                placeholder="name@example.com" help="Empty: none of these mails."/>
            <OwnAddress mail_to=fields.mail_to/>
            <Switch on=fields.of_wishes label="A visitor asks for a person" help="One mail for each time that somebody waits. They are marked in the list of conversations, too."/>
            <Switch on=fields.of_leads label="A new lead" help="Once somebody has told the assistant an e-mail address or a phone number. Of who books a meeting with it, the mail about the meeting tells the owners."/>
            <Switch on=fields.of_failures label="The assistant cannot answer" help="When its model still fails after ten minutes; at most four mails a day."/>
        </PartForm>
    }
}

/// Where nothing is typed, the address that one signs in with is offered.
#[component]
fn OwnAddress(mail_to: RwSignal<String>) -> impl IntoView {
    let own = use_context::<Signed>().map(|signed| signed.admin.with_value(|admin| admin.email.as_str().to_owned()));
    own.map(|own| {
        let (own, label) = (StoredValue::new(own.clone()), format!("Use {own}"));
        let is_empty = move || mail_to.with(|text| text.trim().is_empty());
        view! {
            <Show when=is_empty>
                <div><button type="button" class="button button--small" on:click=move |_| mail_to.set(own.get_value())>{label.clone()}</button></div>
            </Show>
        }
    })
}

#[component]
fn Switch(on: RwSignal<bool>, label: &'static str, help: &'static str) -> impl IntoView {
    view! {
        <div class="field">
            <label class="check">
                <input type="checkbox" checked=on.get_untracked() prop:checked=on on:change=move |_| on.update(|on| *on = !*on)/>
                <span>{label}</span>
            </label>
            <p class="field__note">{help}</p>
        </div>
    }
}
