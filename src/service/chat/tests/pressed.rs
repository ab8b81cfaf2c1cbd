//! Times that we offered, in the words of their buttons.

use super::{
    meetings::{Front, slots},
    *,
};
use crate::domain::chat::{Card, SlotOffer};

/// Midnight where this visitor is, the office is open.
const ZONE: &str = "Asia/Tokyo";

async fn say(front: &Front, text: &str) -> ChatReply {
    let stage = &front.stage;
    let incoming = Incoming { time_zone: Some(ZONE.into()), ..stage.incoming(text) };
    let reply = stage.chat.turn(&visitor("ana"), incoming, &Recorder::default()).await.expect("an answer");
    stage.clock.advance(Duration::from_secs(1));
    reply
}

#[test]
fn a_time_at_midnight_that_is_pressed_is_booked() {
    run(async {
        let front = Front::offline();
        let reply = say(&front, "I'm Ana, ana@example.com. Can we meet on Tuesday?").await;
        assert!(slots(&reply) > 0, "{}", reply.reply.text);
        let offered: Vec<SlotOffer> =
            reply.cards.into_iter().flat_map(|card| if let Card::Slots { slots, .. } = card { slots } else { vec![] }).collect();
        let labels: Vec<&str> = offered.iter().map(|slot| slot.label.as_str()).collect();
        let midnight = offered.iter().find(|slot| slot.label.contains("12:00 am")).unwrap_or_else(|| panic!("{labels:?}"));
        say(&front, &midnight.label).await;
        let booked = front.booked().await;
        let start: Timestamp = midnight.start.parse().expect("a time");
        assert_eq!(booked.iter().map(|meeting| meeting.time.start()).collect::<Vec<_>>(), [start]);
    });
}

#[test]
fn it_leaves_no_doubt_either_where_the_address_comes_after_it() {
    run(async {
        let front = Front::offline();
        let reply = say(&front, "Can we meet on Tuesday?").await;
        let offered: Vec<SlotOffer> =
            reply.cards.into_iter().flat_map(|card| if let Card::Slots { slots, .. } = card { slots } else { vec![] }).collect();
        let midnight = offered.iter().find(|slot| slot.label.contains("12:00 am")).expect("a time at midnight");
        let kept = say(&front, &midnight.label).await;
        assert!(kept.reply.text.contains("not booked yet"), "{}", kept.reply.text);
        say(&front, "ana@example.com").await;
        let start: Timestamp = midnight.start.parse().expect("a time");
        assert_eq!(front.booked().await.iter().map(|meeting| meeting.time.start()).collect::<Vec<_>>(), [start]);
    });
}
