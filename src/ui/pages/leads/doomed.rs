//! People who are about to be erased: out of sight at once, erased when nobody has taken it back.

use std::{cell::Cell, collections::BTreeSet, future::Future, rc::Rc, time::Duration};

use futures::future::join_all;
use leptos::{
    ev::{SubmitEvent, submit},
    leptos_dom::helpers::window_event_listener_untyped,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::HtmlFormElement,
};

use super::floor::{Floor, Question};
use crate::{
    domain::{api_error::ApiError, ids::LeadId},
    rpc::leads::{LeadList, erase_leads},
    ui::{
        browser,
        components::toast::Toasts,
        session::{LOG_OUT, leave_if_signed_out},
        wording,
    },
};

/// Where [`erase_leads`] is asked for.
const ERASE: &str = "/rpc/leads/erase";
/// How long a log-out waits for the answer.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone, Copy)]
pub struct Doomed {
    /// Whom lists do not show any more.
    hidden: StoredValue<BTreeSet<LeadId>>,
    /// Who can still be taken back, with the number of the news that offers it.
    waiting: StoredValue<Vec<(u64, Vec<LeadId>)>>,
    toasts: Toasts,
}

impl Doomed {
    /// Whoever leaves the page takes nothing back any more: what waits is done then.
    pub fn new(toasts: Toasts) -> Self {
        let doomed = Self { hidden: StoredValue::new(BTreeSet::new()), waiting: StoredValue::new(Vec::new()), toasts };
        on_cleanup(move || doomed.erase_now());
        Effect::new(move |_| {
            let closing = window_event_listener_untyped("pagehide", move |_| doomed.erase_while_closing());
            // Phones end what is out of sight without another word.
            let hiding = window_event_listener_untyped("visibilitychange", move |_| {
                if document().hidden() {
                    doomed.erase_now();
                }
            });
            let leaving = window_event_listener(submit, move |event| doomed.erase_before_log_out(&event));
            on_cleanup(move || {
                closing.remove();
                hiding.remove();
                leaving.remove();
            });
        });
        doomed
    }

    fn take_waiting(self) -> Vec<(u64, Vec<LeadId>)> {
        self.waiting.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// The time to take it back is over.
    fn erase_now(self) {
        for (number, _) in self.take_waiting() {
            self.toasts.dismiss(number);
        }
    }

    /// The window closes: nobody waits for an answer.
    fn erase_while_closing(self) {
        for (number, ids) in self.take_waiting() {
            self.toasts.withdraw(number);
            browser::post_while_leaving(ERASE, &asked(&ids));
        }
    }

    /// Whoever has logged out erases nobody any more: the form waits for what was decided before.
    fn erase_before_log_out(self, event: &SubmitEvent) {
        let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form.filter(|form| form.get_attribute("action").as_deref() == Some(LOG_OUT)) else { return };
        let waiting = self.take_waiting();
        if waiting.is_empty() {
            return;
        }
        event.prevent_default();
        let form = Rc::new(Cell::new(Some(form)));
        let late = form.clone();
        set_timeout(move || send(&late), PATIENCE);
        spawn_local(async move {
            let erase = |(number, ids): (u64, Vec<LeadId>)| {
                self.toasts.withdraw(number);
                browser::post_outliving(ERASE, asked(&ids))
            };
            join_all(waiting.into_iter().map(erase)).await;
            send(&form);
        });
    }

    /// As much of a list as is asked for, without them: those behind them come up.
    pub async fn ask(self, question: Question, size: u32) -> Result<LeadList, ApiError> {
        let from = question.cursor.clone();
        self.filled(from, size, move |cursor, size| Question { cursor, ..question.clone() }.ask(size)).await
    }

    async fn filled<A>(self, from: Option<String>, size: u32, ask: impl Fn(Option<String>, u32) -> A) -> Result<LeadList, ApiError>
    where
        A: Future<Output = Result<LeadList, ApiError>>,
    {
        let mut list = ask(from, size).await?;
        let mut gone = self.leave_out(&mut list);
        while gone > 0
            && let Some(cursor) = list.page.next_cursor.take()
        {
            let mut more = ask(Some(cursor), gone).await?;
            gone = self.leave_out(&mut more);
            list.total = list.total.map(|total| total.saturating_sub(u64::from(gone)));
            // Who changed between two answers may be in both.
            more.page.items.retain(|row| list.page.items.iter().all(|known| known.id != row.id));
            list.page.items.append(&mut more.page.items);
            list.page.next_cursor = more.page.next_cursor;
        }
        Ok(list)
    }

    /// What the server answered, without them.
    pub fn left_out(self, mut list: LeadList) -> LeadList {
        self.leave_out(&mut list);
        list
    }

    /// Takes them out of what the server answered; how many they are.
    fn leave_out(self, list: &mut LeadList) -> u32 {
        let before = list.page.items.len();
        self.hidden.try_with_value(|hidden| list.page.items.retain(|row| !hidden.contains(&row.id)));
        let gone = u32::try_from(before - list.page.items.len()).unwrap_or(u32::MAX);
        list.total = list.total.map(|total| total.saturating_sub(u64::from(gone)));
        gone
    }

    fn hide(self, ids: &[LeadId]) {
        self.hidden.try_update_value(|hidden| hidden.extend(ids.iter().cloned()));
    }

    fn show(self, ids: &[LeadId]) {
        self.hidden.try_update_value(|hidden| hidden.retain(|id| !ids.contains(id)));
    }

    /// They do not wait any more.
    fn settle(self, ids: &[LeadId]) {
        self.waiting.try_update_value(|waiting| waiting.retain(|(_, them)| them != ids));
    }
}

/// The words in which [`erase_leads`] is asked for.
fn asked(ids: &[LeadId]) -> String {
    serde_json::json!({ "ids": ids }).to_string()
}

/// Sends a form that was held back, once.
fn send(form: &Cell<Option<HtmlFormElement>>) {
    // Refused only where it stands in the page no more.
    drop(form.take().map(|form| form.submit()));
}

/// Hides people, who are erased when the news of it goes; Undo keeps them.
pub fn doom(floor: Floor, ids: Vec<LeadId>) {
    let doomed = floor.doomed;
    doomed.hide(&ids);
    let (kept, gone) = (ids.clone(), ids.clone());
    let keep = move || {
        doomed.settle(&kept);
        doomed.show(&kept);
        floor.stir();
    };
    let words = format!("{} erased", being(ids.len()));
    let number = doomed.toasts.postponed(words, keep, move || erase(floor, gone.clone()));
    doomed.waiting.update_value(|waiting| waiting.push((number, ids)));
    // Those behind them come up.
    floor.stir();
}

/// `1 person is being`, `3 people are being`.
fn being(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb} being", wording::count(count as u64, "person", "people"))
}

fn erase(floor: Floor, ids: Vec<LeadId>) {
    let (doomed, toasts) = (floor.doomed, floor.toasts);
    doomed.settle(&ids);
    spawn_local(async move {
        let answer = erase_leads(ids.clone()).await;
        if answer.is_err() {
            // Whoever is there still is shown again.
            doomed.show(&ids);
        }
        floor.stir();
        match answer {
            Ok(()) => toasts.good(format!("{} erased for good", wording::count(ids.len() as u64, "person", "people"))),
            Err(error) if leave_if_signed_out(&error) => {}
            Err(error) => toasts.bad(error.message),
        }
    });
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use futures_executor::LocalPool;

    use super::{super::ledger::tests::lead, *};
    use crate::domain::page::Page;

    fn list(seconds: impl Iterator<Item = u16>, next_cursor: Option<String>) -> LeadList {
        LeadList { page: Page { items: seconds.map(lead).collect(), next_cursor }, total: Some(9), counts: Default::default(), overdue: 0 }
    }

    #[test]
    fn numbers_are_said() {
        assert_eq!((being(1), being(2)), ("1 person is being".into(), "2 people are being".into()));
    }

    #[test]
    fn who_is_hidden_can_be_shown_again() {
        Owner::new().with(|| {
            let doomed = Doomed::new(crate::ui::components::toast::use_toasts());
            let ids = [LeadId::new(uuid::Uuid::from_u128(1))];
            doomed.hide(&ids);
            assert!(doomed.hidden.with_value(|hidden| hidden.contains(&ids[0])));
            doomed.show(&ids);
            assert!(doomed.hidden.with_value(BTreeSet::is_empty) && doomed.take_waiting().is_empty());
            let list = list(2..5, None);
            assert_eq!(doomed.left_out(list.clone()), list);
        });
    }

    /// Of nine leads, the cursor is the number of those before.
    #[test]
    fn those_behind_the_hidden_ones_come_up() {
        let ask = |cursor: Option<String>, size: u32| async move {
            let from = cursor.map_or(0, |cursor| cursor.parse::<u16>().expect("a number"));
            let end = (from + u16::try_from(size).expect("a small size")).min(9);
            Ok::<_, ApiError>(list(from..end, (end < 9).then(|| end.to_string())))
        };
        let shown = |hidden: std::ops::Range<u16>| {
            Owner::new().with(|| {
                let doomed = Doomed::new(crate::ui::components::toast::use_toasts());
                doomed.hide(&hidden.map(|second| lead(second).id).collect::<Vec<_>>());
                let list = LocalPool::new().run_until(doomed.filled(None, 3, ask)).expect("a list");
                let seconds: Vec<i64> = list.page.items.iter().map(|row| row.created_at.as_second()).collect();
                (seconds, list.page.next_cursor, list.total)
            })
        };
        assert_eq!(shown(0..0), (vec![0, 1, 2], Some("3".to_owned()), Some(9)));
        assert_eq!(shown(0..3), (vec![3, 4, 5], Some("6".to_owned()), Some(6)), "the whole page");
        assert_eq!(shown(1..5), (vec![0, 5, 6], Some("7".to_owned()), Some(5)));
        assert_eq!(shown(1..9), (vec![0], None, Some(1)), "there are no more");
        assert_eq!(shown(5..9), (vec![0, 1, 2], Some("3".to_owned()), Some(9)), "nobody looks further than is shown");
    }
}
