//! Cards of meetings when they are shown again.

use super::{meetings::Front, *};
use crate::{domain::chat::Card, service::schedule::Wanted};

/// The state and the time of each card of a meeting in the visitor's transcript.
async fn shown(front: &Front) -> Vec<(String, String)> {
    let transcript = front.stage.chat.transcript(&visitor("ana")).await.expect("memory");
    let cards = transcript.messages.into_iter().flat_map(|message| message.cards);
    let meeting = |card| match card {
        Card::Booking { meeting } | Card::BookingPending { meeting } => Some((meeting.status, meeting.start)),
        _ => None,
    };
    cards.filter_map(meeting).collect()
}

#[test]
fn a_meeting_that_was_moved_or_cancelled_since_does_not_look_as_it_did() {
    run(async {
        let front = Front::offline();
        let reply = front.say(&visitor("ana"), "Can we talk tomorrow at 3pm? I'm Ana, ana@example.com").await;
        let Some(Card::Booking { meeting }) = reply.cards.first() else { panic!("no booking: {:?}", reply.cards) };
        let token = meeting.manage_url.rsplit('/').next().unwrap_or_default().to_owned();
        let desk = front.stage.chat.ports.meetings.clone().expect("meetings");
        assert_eq!(shown(&front).await, [("confirmed".to_owned(), "2026-11-23T15:00:00.000Z".to_owned())]);

        let four = Wanted::Start { at: "2026-11-23T16:00:00Z".parse().expect("a time"), minutes: None };
        desk.linked_reschedule(&token, &four, None).await.expect("moved");
        assert_eq!(shown(&front).await, [("confirmed".to_owned(), "2026-11-23T16:00:00.000Z".to_owned())]);

        desk.linked_cancel(&token).await.expect("cancelled");
        assert_eq!(shown(&front).await[0].0, "cancelled");
        let stored = front.stage.chat.stored_reply(&visitor("ana"), &reply.reply.id).await.expect("memory").expect("a reply");
        assert!(matches!(&stored.cards[..], [Card::Booking { meeting }] if meeting.status == "cancelled"), "{:?}", stored.cards);
    });
}
