//! How somebody of the team looks at leads: read back as it was saved, and saved on top of what was read or not at all.

use chatimjd::{
    domain::{
        ids::{AdminId, ViewId},
        lead::{
            LeadStatus,
            due::Due,
            query::{Assigned, Sort},
            views::{LeadColumn, LeadPreferences, SavedView, ViewQuery},
        },
    },
    service::error::StorageError,
};
use uuid::Uuid;

use super::{Ports, against_all, people::NAUGHTY};

against_all! {
    what_was_chosen_is_read_back,
    of_two_tabs_one_has_to_look_again,
}

fn admin(n: u128) -> AdminId {
    AdminId::new(Uuid::from_u128(n))
}

fn chosen(version: u64) -> LeadPreferences {
    let query = ViewQuery {
        board: true,
        status: Some(LeadStatus::Won),
        assignee: Some(Assigned::To(admin(1))),
        words: Some(NAUGHTY[0].into()),
        sort: Sort::parse("-score").expect("an order"),
        ..ViewQuery::default()
    };
    let view = |n: u128, query: ViewQuery| SavedView { id: ViewId::new(Uuid::from_u128(n)), name: format!("View {n}"), query };
    let nobodys = ViewQuery { assignee: Some(Assigned::ToNobody), due: Some(Due::Week), ..ViewQuery::default() };
    LeadPreferences {
        views: vec![view(1, query), view(2, nobodys)],
        columns: vec![LeadColumn::Email, LeadColumn::FollowUp],
        own: vec!["tooth".into()],
        version,
    }
}

async fn what_was_chosen_is_read_back(ports: Ports) {
    assert_eq!(ports.preferences.of(&admin(1)).await, Ok(LeadPreferences::default()));
    for version in 1..=3 {
        ports.preferences.save(&admin(1), &chosen(version)).await.expect("saved");
        assert_eq!(ports.preferences.of(&admin(1)).await, Ok(chosen(version)));
    }
    assert_eq!(ports.preferences.of(&admin(2)).await, Ok(LeadPreferences::default()), "each has their own");
}

async fn of_two_tabs_one_has_to_look_again(ports: Ports) {
    for version in [0, 2] {
        assert_eq!(ports.preferences.save(&admin(1), &chosen(version)).await, Err(StorageError::Conflict), "{version}");
    }
    ports.preferences.save(&admin(1), &chosen(1)).await.expect("saved");
    for version in [1, 3] {
        assert_eq!(ports.preferences.save(&admin(1), &chosen(version)).await, Err(StorageError::Conflict), "{version}");
    }
    assert_eq!(ports.preferences.of(&admin(1)).await, Ok(chosen(1)));
}
