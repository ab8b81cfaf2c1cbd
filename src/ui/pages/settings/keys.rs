//! API keys of integrators: made, shown once, revoked.

use std::collections::BTreeSet;

use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;

use crate::{
    domain::{
        account::{ApiKeyInfo, Scope},
        api_error::{ApiError, ErrorCode, FieldErrors},
        ids::ApiKeyId,
    },
    rpc::settings::{CreatedKey, create_api_key, list_api_keys, revoke_api_key},
    ui::{
        browser,
        components::{
            button::WorkButton,
            copy::CodeLine,
            dialog::Confirm,
            field::{FieldNote, TextField},
            icon::Glyph,
            notice::{Empty, Failure, Note, SkeletonRows, Tone},
            time::Ago,
            toast::use_toasts,
        },
        session::leave_if_signed_out,
    },
};

#[component]
pub fn KeysPage() -> impl IntoView {
    let listed = Resource::new(|| (), |()| list_api_keys());
    view! {
        <Title text="API keys"/>
        <Suspense fallback=|| view! { <SkeletonRows rows=4/> }>
            {Suspend::new(async move {
                match listed.await {
                    Ok(keys) => view! { <Keys first=keys/> }.into_any(),
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! { <Failure title="Keys did not load" error=error retry=Callback::new(|()| browser::go("/admin/settings/keys"))/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Keys(first: Vec<ApiKeyInfo>) -> impl IntoView {
    let keys = RwSignal::new(first);
    let shown = RwSignal::new(None::<CreatedKey>);
    let created = move |created: CreatedKey| {
        keys.update(|keys| keys.insert(0, created.info.clone()));
        shown.set(Some(created));
    };
    view! {
        <section class="card card--form" aria-label="New key">
            <div class="card__head">
                <h2>"New key"</h2>
                <p>"For a program of yours that talks to this server: a WhatsApp bridge, a script, a CRM. "<a href="/api/docs" rel="external">"What it can do"</a></p>
            </div>
            {move || match shown.get() {
                Some(created) => view! { <ShownOnce created=created shown=shown/> }.into_any(),
                None => view! { <NewKey on_created=created/> }.into_any(),
            }}
        </section>
        <section class="card" aria-label="Keys">
            <div class="card__head"><h2>"Keys"</h2></div>
            <Show when=move || keys.with(Vec::is_empty)>
                <Empty glyph=Glyph::Key title="No keys yet" text="The widget needs none. Make one when a program shall use the API."/>
            </Show>
            <Show when=move || !keys.with(Vec::is_empty)><Table keys=keys/></Show>
        </section>
    }
}

/// What a scope lets its holder do.
fn scope_words(scope: Scope) -> &'static str {
    match scope {
        Scope::Chat => "Send visitors’ messages and read the answers",
        Scope::LeadsRead => "Read leads",
        Scope::LeadsWrite => "Create and change leads",
        Scope::Meetings => "Book and change meetings",
        Scope::Instruction => "Read and change the assistant’s instruction",
        Scope::Logs => "Read conversations",
        Scope::Reports => "Make and read reports",
    }
}

#[component]
fn NewKey(#[prop(into)] on_created: Callback<CreatedKey>) -> impl IntoView {
    let label = RwSignal::new(String::new());
    let scopes = RwSignal::new(BTreeSet::from([Scope::Chat]));
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
            let answer = create_api_key(label.get_untracked().trim().to_owned(), scopes.get_untracked().into_iter().collect()).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(created) => on_created.run(created),
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) if error.code == ErrorCode::InvalidFields && !error.fields.is_empty() => wrong.set(error.fields),
                Err(error) => problem.set(Some(error)),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate=true>
            <TextField id="label" label="Name" value=label error=error("label") placeholder="WhatsApp bridge" help="So that you know later whose it is." max=80/>
            <fieldset class="scopes" aria-describedby="scopes-note">
                <legend class="field__label">"It may"</legend>
                {Scope::ALL.into_iter().map(|scope| view! { <ScopeCheck scope=scope scopes=scopes/> }).collect_view()}
                <FieldNote id="scopes-note" error=error("scopes") help=""/>
            </fieldset>
            {move || problem.get().map(|error| view! { <Note tone=Tone::Danger><p><b>"The key was not made."</b>" " {error.message}</p></Note> })}
            <div class="savebar"><WorkButton label="Create key" busy=busy/></div>
        </form>
    }
}

#[component]
fn ScopeCheck(scope: Scope, scopes: RwSignal<BTreeSet<Scope>>) -> impl IntoView {
    let on = move || scopes.with(|scopes| scopes.contains(&scope));
    let toggle = move |_| {
        scopes.update(|scopes| {
            if !scopes.remove(&scope) {
                scopes.insert(scope);
            }
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" checked=untrack(on) prop:checked=on on:change=toggle/>
            <span>{scope_words(scope)} " " <code class="code">{scope.as_str()}</code></span>
        </label>
    }
}

/// The key in full, this once.
#[component]
fn ShownOnce(created: CreatedKey, shown: RwSignal<Option<CreatedKey>>) -> impl IntoView {
    let CreatedKey { key, info } = created;
    view! {
        <div class="stack">
            <Note tone=Tone::Warning><p><b>"Copy the key now."</b>" It is shown this once; only its hash is kept."</p></Note>
            <p class="field__label">{format!("Key of “{}”", info.label)}</p>
            <CodeLine text=key label="The new key"/>
            <div class="savebar"><button type="button" class="button button--primary" on:click=move |_| shown.set(None)>"I have stored it"</button></div>
        </div>
    }
}

#[component]
fn Table(keys: RwSignal<Vec<ApiKeyInfo>>) -> impl IntoView {
    let asked = RwSignal::new(None::<ApiKeyInfo>);
    let open = RwSignal::new(false);
    let toasts = use_toasts();
    let ask = Callback::new(move |key: ApiKeyInfo| {
        asked.set(Some(key));
        open.set(true);
    });
    let revoke = move |()| {
        let Some(key) = asked.get_untracked() else { return };
        spawn_local(async move {
            match revoke_api_key(key.id.clone()).await {
                Ok(()) => {
                    toasts.good(format!("“{}” is revoked", key.label));
                    read_again(keys, key.id).await;
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => toasts.bad(error.message),
            }
        });
    };
    let title = Signal::derive(move || asked.get().map(|key| format!("Revoke “{}”?", key.label)).unwrap_or_default());
    view! {
        <div class="tablewrap" tabindex="0" role="region" aria-label="Keys">
            <table class="table">
                <thead><tr><th scope="col">"Name"</th><th scope="col">"Key"</th><th scope="col">"It may"</th><th scope="col">"Made"</th><th scope="col"><span class="sr">"Actions"</span></th></tr></thead>
                <tbody>
                    <For each=move || keys.get() key=|key| (key.id.clone(), key.revoked_at.is_some()) let:key><KeyRow info=key ask=ask/></For>
                </tbody>
            </table>
        </div>
        <Confirm open=open title=title text="Programs that use it are refused at once. This cannot be undone." keep="Keep it" proceed="Revoke" on_proceed=revoke/>
    }
}

/// What the server has now. Where it does not answer, the key is at least not offered as valid any more.
async fn read_again(keys: RwSignal<Vec<ApiKeyInfo>>, revoked: ApiKeyId) {
    let listed = list_api_keys().await;
    keys.try_update(|keys| match listed {
        Ok(list) => *keys = list,
        Err(_) => keys.retain(|key| key.id != revoked),
    });
}

#[component]
fn KeyRow(info: ApiKeyInfo, ask: Callback<ApiKeyInfo>) -> impl IntoView {
    let scopes = info.scopes.iter().map(|scope| view! { <code class="code">{scope.as_str()}</code>" " }).collect_view();
    let end = match info.revoked_at {
        Some(at) => view! { <span class="tag">"Revoked " <Ago at=at/></span> }.into_any(),
        None => {
            let key = info.clone();
            view! { <button type="button" class="button button--small" aria-label=format!("Revoke {}", info.label) on:click=move |_| ask.run(key.clone())>"Revoke"</button> }.into_any()
        }
    };
    view! {
        <tr class:is-off=info.revoked_at.is_some()>
            <th scope="row" dir="auto">{info.label.clone()}</th>
            <td><code class="code">{format!("{}…", info.prefix)}</code></td>
            <td class="table__wrap">{scopes}</td>
            <td><Ago at=info.created_at/></td>
            <td class="table__end">{end}</td>
        </tr>
    }
}
