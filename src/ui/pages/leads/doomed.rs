//! People who are about to be erased: out of sight at once, erased when nobody has taken it back.

use std::collections::BTreeSet;

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*, task::spawn_local};

use super::floor::Floor;
use crate::{
    domain::ids::LeadId,
    rpc::leads::{LeadList, erase_leads},
    ui::{browser, components::toast::Toasts, session::leave_if_signed_out, wording},
};

/// Where [`erase_leads`] is asked for.
const ERASE: &str = "/rpc/leads/erase";

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
        on_cleanup(move || {
            for (number, _) in doomed.take_waiting() {
                toasts.dismiss(number);
            }
        });
        Effect::new(move |_| {
            let closing = window_event_listener_untyped("pagehide", move |_| doomed.erase_at_once());
            on_cleanup(move || closing.remove());
        });
        doomed
    }

    fn take_waiting(self) -> Vec<(u64, Vec<LeadId>)> {
        self.waiting.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// The window closes: nobody waits for an answer.
    fn erase_at_once(self) {
        for (number, ids) in self.take_waiting() {
            self.toasts.withdraw(number);
            browser::post_while_leaving(ERASE, &serde_json::json!({ "ids": ids }).to_string());
        }
    }

    /// What the server answered, without them.
    pub fn left_out(self, mut list: LeadList) -> LeadList {
        let before = list.page.items.len();
        self.hidden.try_with_value(|hidden| list.page.items.retain(|row| !hidden.contains(&row.id)));
        let gone = before - list.page.items.len();
        list.total = list.total.map(|total| total.saturating_sub(gone as u64));
        list
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
    use super::*;
    use crate::domain::page::Page;

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
            let list = LeadList { page: Page { items: vec![], next_cursor: None }, total: Some(0), counts: Default::default(), overdue: 0 };
            assert_eq!(doomed.left_out(list.clone()), list);
        });
    }
}
