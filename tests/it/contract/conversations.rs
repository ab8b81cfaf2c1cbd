//! One conversation: written whole or not at all, and read back as it was written.

use chatimjd::{
    domain::{
        capture::{Facts, Field},
        conversation::{Channel, Conversation, SitePage, Status},
        entry::Entry,
        message::{Author, MAX_MESSAGE_CHARS, Message, Usage},
    },
    service::{error::StorageError, ports::ConversationWrite},
};

use super::{Ports, against_all, people::*};

against_all! {
    a_conversation_is_read_back_as_it_was_written,
    the_open_conversation_comes_with_its_latest_messages,
    what_was_written_is_seen_at_once,
    a_closed_conversation_makes_room_for_another,
    a_visitor_has_one_open_conversation,
    a_stale_revision_changes_nothing,
    a_revision_cannot_be_skipped,
    a_conversation_that_is_not_there_cannot_be_continued,
    a_stale_lead_changes_nothing,
    a_message_is_stored_once,
    of_many_writers_of_one_revision_one_wins,
    many_turns_of_one_visitor_follow_each_other,
    thirty_three_people_at_once_leave_thirty_three_leads,
    messages_are_read_in_pages,
    any_text_survives,
}

async fn a_conversation_is_read_back_as_it_was_written(ports: Ports) {
    let messages = exchange(1, 1, "Hi, I'm Ana, ana@example.com");
    let facts: Facts =
        [fact(Field::Name, "Ana", &messages[0].id), fact(Field::Email, "ana@example.com", &messages[0].id)].into_iter().collect();
    let written = Conversation {
        channel: Channel::WhatsApp,
        client_label: Some("923001234567@c.us".into()),
        locale: None,
        page: SitePage {
            title: Some("Ovens".into()),
            referrer: Some("https://search.example.com".into()),
            utm: [("source".to_owned(), "letter".to_owned())].into(),
            ..conversation(1).page
        },
        entry: Entry {
            page: Some("/ovens".into()),
            referrer: Some("search.example.com".into()),
            utm_source: Some("letter".into()),
            instruction: Some(7),
            ..Entry::default()
        },
        facts: facts.clone(),
        custom: said_of("tooth", "12", &messages[0].id),
        lead_id: Some(lead_id(1)),
        instruction_version: 7,
        usage: Usage { prompt_tokens: 1_234, output_tokens: 56 },
        visitor_messages: 1,
        assistant_messages: 1,
        preview: "You said".into(),
        last_at: at(9),
        wants_person: Some(at(8)),
        ..conversation(1)
    };
    let known = chatimjd::domain::lead::Lead { custom: said_of("tooth", "12", &messages[0].id), ..lead(1, &facts) };
    let change = ConversationWrite {
        trace: Default::default(),
        conversation: written.clone(),
        messages: messages.clone(),
        lead: Some(known.clone()),
        notices: vec![],
    };
    ports.conversations.write(change).await.expect("written");

    assert_eq!(ports.conversations.find(&written.id).await, Ok(Some(written.clone())));
    assert_eq!(ports.conversations.messages(&written.id, None, 10).await, Ok(messages.clone()));
    assert_eq!(ports.conversations.message(&written.id, &messages[1].id).await, Ok(Some(messages[1].clone())));
    assert_eq!(ports.leads.find(&lead_id(1)).await, Ok(Some(known.clone())));
    let open = ports.conversations.open_of(&visitor(1), 10).await.expect("read").expect("open");
    assert_eq!((open.conversation, open.recent, open.lead), (written, messages, Some(known)));

    assert_eq!(ports.conversations.find(&conversation_id(2)).await, Ok(None));
    assert_eq!(ports.conversations.message(&conversation_id(1), &message_id(1, 99)).await, Ok(None));
    assert_eq!(ports.conversations.message(&conversation_id(2), &message_id(1, 1)).await, Ok(None));
    assert_eq!(ports.conversations.open_of(&visitor(2), 10).await, Ok(None));
}

async fn the_open_conversation_comes_with_its_latest_messages(ports: Ports) {
    let mut latest = conversation(1);
    ports.conversations.write(write(latest.clone(), exchange(1, 1, "one"))).await.expect("written");
    for m in [3, 5, 7] {
        latest = next(&latest);
        ports.conversations.write(write(latest.clone(), exchange(1, m, "more"))).await.expect("written");
        let open = ports.conversations.open_of(&visitor(1), 3).await.expect("read").expect("open");
        let ids: Vec<_> = open.recent.iter().map(|message| message.id.clone()).collect();
        assert_eq!(ids, [m - 1, m, m + 1].map(|n| message_id(1, n)));
        assert_eq!(open.conversation, latest);
    }
    let all = ports.conversations.open_of(&visitor(1), 100).await.expect("read").expect("open");
    assert_eq!(all.recent.len(), 8);
    let none = ports.conversations.open_of(&visitor(1), 0).await.expect("read").expect("open");
    assert_eq!(none.recent, vec![]);
}

async fn what_was_written_is_seen_at_once(ports: Ports) {
    let mut latest = conversation(1);
    ports.conversations.write(write(latest.clone(), vec![])).await.expect("written");
    let mut known = lead(1, &Facts::default());
    for m in 1..40 {
        latest = Conversation { lead_id: Some(lead_id(1)), preview: format!("turn {m}"), ..next(&latest) };
        known =
            if m == 1 { known } else { chatimjd::domain::lead::Lead { version: known.version + 1, notes: Some(m.to_string()), ..known } };
        let change = ConversationWrite {
            trace: Default::default(),
            conversation: latest.clone(),
            messages: exchange(1, m * 2, "again"),
            lead: Some(known.clone()),
            notices: vec![],
        };
        ports.conversations.write(change).await.expect("written");
        let open = ports.conversations.open_of(&visitor(1), 5).await.expect("read").expect("open");
        assert_eq!((open.conversation, open.lead), (latest.clone(), Some(known.clone())));
        assert_eq!(open.recent.last().map(|message| message.id.clone()), Some(message_id(1, m * 2 + 1)));
    }
    assert_eq!(ports.leads.find(&lead_id(1)).await, Ok(Some(known)));
}

async fn a_closed_conversation_makes_room_for_another(ports: Ports) {
    let first = said(1, 1, "hello");
    ports.conversations.write(first.clone()).await.expect("written");
    let closed = Conversation { status: Status::Closed, ..next(&first.conversation) };
    ports.conversations.write(write(closed.clone(), vec![])).await.expect("closed");
    assert_eq!(ports.conversations.open_of(&visitor(1), 10).await, Ok(None));
    assert_eq!(ports.conversations.find(&closed.id).await, Ok(Some(closed.clone())));

    let second = Conversation { visitor: visitor(1), ..conversation(2) };
    ports.conversations.write(write(second.clone(), vec![])).await.expect("another");
    let open = ports.conversations.open_of(&visitor(1), 10).await.expect("read").expect("open");
    assert_eq!((open.conversation, open.recent), (second, vec![]));
    // What is closed can still be written, such as by an answer that came late.
    let late = Conversation { preview: "late".into(), ..next(&closed) };
    ports.conversations.write(write(late.clone(), exchange(1, 3, "late"))).await.expect("written");
    assert_eq!(ports.conversations.find(&late.id).await, Ok(Some(late)));
    assert_eq!(ports.conversations.count_open(None).await, Ok(1));
}

async fn a_visitor_has_one_open_conversation(ports: Ports) {
    ports.conversations.write(said(1, 1, "hello")).await.expect("written");
    let second = Conversation { visitor: visitor(1), ..conversation(2) };
    let messages = exchange(2, 1, "hello again");
    assert_eq!(ports.conversations.write(write(second.clone(), messages)).await, Err(StorageError::Conflict));
    assert_eq!(ports.conversations.find(&second.id).await, Ok(None));
    assert_eq!(ports.conversations.messages(&second.id, None, 10).await, Ok(vec![]));

    // Also when all come at once.
    let race: Vec<_> = (10..30)
        .map(|n| {
            let conversations = ports.conversations.clone();
            tokio::spawn(async move {
                conversations.write(write(Conversation { visitor: visitor(9), ..conversation(n) }, exchange(n, 1, "me"))).await
            })
        })
        .collect();
    let mut won = 0;
    for racer in race {
        match racer.await.expect("no panic") {
            Ok(()) => won += 1,
            Err(error) => assert_eq!(error, StorageError::Conflict),
        }
    }
    assert_eq!((won, ports.conversations.count_open(None).await), (1, Ok(2)));
}

async fn a_stale_revision_changes_nothing(ports: Ports) {
    let first = said(1, 1, "one");
    ports.conversations.write(first.clone()).await.expect("written");
    let second = next(&first.conversation);
    ports.conversations.write(write(second.clone(), exchange(1, 3, "two"))).await.expect("written");

    for stale in [second.clone(), first.conversation] {
        let facts: Facts = [fact(Field::Name, "Bo", &message_id(1, 5))].into_iter().collect();
        let change = ConversationWrite {
            trace: Default::default(),
            conversation: Conversation { preview: "stale".into(), ..stale },
            messages: exchange(1, 5, "stale"),
            lead: Some(lead(1, &facts)),
            notices: vec![],
        };
        assert_eq!(ports.conversations.write(change).await, Err(StorageError::Conflict));
    }
    assert_eq!(ports.conversations.find(&second.id).await, Ok(Some(second.clone())));
    assert_eq!(ports.conversations.messages(&second.id, None, 10).await.expect("read").len(), 4);
    assert_eq!((ports.leads.find(&lead_id(1)).await, ports.leads.count().await), (Ok(None), Ok(0)));
    // The loser reads again and wins.
    let open = ports.conversations.open_of(&visitor(1), 10).await.expect("read").expect("open");
    ports.conversations.write(write(next(&open.conversation), exchange(1, 5, "again"))).await.expect("written");
}

async fn a_revision_cannot_be_skipped(ports: Ports) {
    let first = said(1, 1, "one");
    ports.conversations.write(first.clone()).await.expect("written");
    let ahead = Conversation { revision: 3, ..first.conversation };
    assert_eq!(ports.conversations.write(write(ahead, vec![])).await, Err(StorageError::Conflict));
    let unborn = Conversation { revision: 2, ..conversation(2) };
    assert_eq!(ports.conversations.write(write(unborn, vec![])).await, Err(StorageError::Conflict));
}

async fn a_conversation_that_is_not_there_cannot_be_continued(ports: Ports) {
    let closed = Conversation { revision: 4, status: Status::Closed, ..conversation(1) };
    assert_eq!(ports.conversations.write(write(closed, exchange(1, 1, "ghost"))).await, Err(StorageError::Conflict));
    assert_eq!(ports.conversations.messages(&conversation_id(1), None, 10).await, Ok(vec![]));
    assert_eq!(ports.conversations.open_of(&visitor(1), 10).await, Ok(None));
}

async fn a_stale_lead_changes_nothing(ports: Ports) {
    let first = ConversationWrite {
        trace: Default::default(),
        lead: Some(lead(1, &Facts::default())),
        conversation: Conversation { lead_id: Some(lead_id(1)), ..conversation(1) },
        messages: vec![],
        notices: vec![],
    };
    ports.conversations.write(first.clone()).await.expect("written");
    let stale = ConversationWrite {
        trace: Default::default(),
        conversation: next(&first.conversation),
        messages: exchange(1, 1, "x"),
        lead: first.lead.clone(),
        notices: vec![],
    };
    assert_eq!(ports.conversations.write(stale).await, Err(StorageError::Conflict));
    assert_eq!(ports.conversations.find(&conversation_id(1)).await, Ok(Some(first.conversation.clone())));
    assert_eq!(ports.conversations.messages(&conversation_id(1), None, 10).await, Ok(vec![]));

    // Another conversation of the same person changes the lead; the first one learns of it.
    let newer = chatimjd::domain::lead::Lead { version: 2, notes: None, ..lead(1, &Facts::default()) };
    ports.conversations.open_of(&visitor(1), 5).await.expect("read");
    let elsewhere = ConversationWrite {
        trace: Default::default(),
        conversation: conversation(2),
        messages: vec![],
        lead: Some(newer.clone()),
        notices: vec![],
    };
    ports.conversations.write(elsewhere).await.expect("written");
    let open = ports.conversations.open_of(&visitor(1), 5).await.expect("read").expect("open");
    assert_eq!((open.lead, ports.leads.count().await), (Some(newer), Ok(1)));
}

async fn a_message_is_stored_once(ports: Ports) {
    let first = said(1, 1, "one");
    ports.conversations.write(first.clone()).await.expect("written");
    let again = write(next(&first.conversation), exchange(1, 2, "two"));
    assert_eq!(ports.conversations.write(again).await, Err(StorageError::Duplicate("message")));
    assert_eq!(ports.conversations.find(&conversation_id(1)).await, Ok(Some(first.conversation)));
    assert_eq!(ports.conversations.messages(&conversation_id(1), None, 10).await, Ok(first.messages));
}

async fn of_many_writers_of_one_revision_one_wins(ports: Ports) {
    let mut latest = said(1, 1, "one").conversation;
    ports.conversations.write(write(latest.clone(), vec![])).await.expect("written");
    for round in 0..3_u128 {
        latest = next(&latest);
        let race: Vec<_> = (0..16_u128)
            .map(|racer| {
                let conversations = ports.conversations.clone();
                let change = write(
                    Conversation { preview: format!("racer {racer}"), ..latest.clone() },
                    exchange(1, 100 * (round + 1) + 2 * racer, "me"),
                );
                tokio::spawn(async move { (change.conversation.clone(), conversations.write(change).await) })
            })
            .collect();
        let mut winners = vec![];
        for racer in race {
            match racer.await.expect("no panic") {
                (winner, Ok(())) => winners.push(winner),
                (_, Err(error)) => assert_eq!(error, StorageError::Conflict),
            }
        }
        assert_eq!(winners.len(), 1, "round {round}");
        assert_eq!(ports.conversations.find(&latest.id).await, Ok(winners.pop()));
    }
    assert_eq!(ports.conversations.messages(&latest.id, None, 100).await.expect("read").len(), 6);
}

async fn many_turns_of_one_visitor_follow_each_other(ports: Ports) {
    ports.conversations.write(said(1, 1, "one")).await.expect("written");
    let writers: Vec<_> = (1..=8_u128)
        .map(|writer| {
            let conversations = ports.conversations.clone();
            tokio::spawn(async move {
                for turn in 0..5_u128 {
                    loop {
                        let open = conversations.open_of(&visitor(1), 4).await.expect("read").expect("open");
                        let change = write(next(&open.conversation), exchange(1, writer * 1_000 + turn * 2, "turn"));
                        match conversations.write(change).await {
                            Ok(()) => break,
                            Err(error) => assert_eq!(error, StorageError::Conflict),
                        }
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("no panic");
    }
    let stored = ports.conversations.find(&conversation_id(1)).await.expect("read").expect("there");
    assert_eq!(stored.revision, 41);
    assert_eq!(ports.conversations.messages(&conversation_id(1), None, 100).await.expect("read").len(), 82);
}

async fn thirty_three_people_at_once_leave_thirty_three_leads(ports: Ports) {
    let people: Vec<_> = (1..=33_u128)
        .map(|n| {
            let conversations = ports.conversations.clone();
            tokio::spawn(async move {
                let first = said(n, 1, &format!("Hi, I'm person {n}"));
                conversations.write(first.clone()).await.expect("written");
                let facts: Facts = [fact(Field::Email, &format!("p{n}@example.com"), &message_id(n, 3))].into_iter().collect();
                let second = Conversation { lead_id: Some(lead_id(n)), facts: facts.clone(), ..next(&first.conversation) };
                let change = ConversationWrite {
                    trace: Default::default(),
                    conversation: second.clone(),
                    messages: exchange(n, 3, "my e-mail"),
                    lead: Some(lead(n, &facts)),
                    notices: vec![],
                };
                conversations.write(change).await.expect("written");
                conversations.write(write(next(&second), exchange(n, 5, "thanks"))).await.expect("written");
            })
        })
        .collect();
    for person in people {
        person.await.expect("no panic");
    }
    assert_eq!((ports.leads.count().await, ports.conversations.count_open(None).await), (Ok(33), Ok(33)));
    for n in 1..=33 {
        let kept = ports.leads.find(&lead_id(n)).await.expect("read").expect("kept");
        assert_eq!(kept.value(Field::Email), Some(format!("p{n}@example.com").as_str()));
        let messages = ports.conversations.messages(&conversation_id(n), None, 10).await.expect("read");
        assert_eq!(messages.len(), 6);
        assert_eq!(ports.conversations.open_of(&visitor(n), 1).await.expect("read").expect("open").lead, Some(kept));
    }
}

async fn messages_are_read_in_pages(ports: Ports) {
    let mut latest = conversation(1);
    for m in 0..10 {
        ports.conversations.write(write(latest.clone(), exchange(1, m * 2, "hello"))).await.expect("written");
        latest = next(&latest);
    }
    ports.conversations.write(said(2, 1, "another one's")).await.expect("written");
    let mut read: Vec<Message> = vec![];
    loop {
        let page = ports.conversations.messages(&latest.id, read.first().map(|message| &message.id), 7).await.expect("read");
        if page.is_empty() {
            break;
        }
        read.splice(0..0, page);
    }
    let ids: Vec<_> = read.into_iter().map(|message| message.id).collect();
    assert_eq!(ids, (0..20).map(|m| message_id(1, m)).collect::<Vec<_>>());
    assert_eq!(ports.conversations.messages(&conversation_id(3), None, 7).await, Ok(vec![]));
    for (before, expected) in [(message_id(2, 1), Some(message_id(1, 19))), (message_id(0, 1), None)] {
        let read = ports.conversations.messages(&latest.id, Some(&before), 1).await.expect("read");
        assert_eq!(read.into_iter().next().map(|message| message.id), expected, "before an id of another conversation");
    }
}

async fn any_text_survives(ports: Ports) {
    let longest = "م".repeat(MAX_MESSAGE_CHARS);
    let texts: Vec<String> = NAUGHTY.iter().map(|text| (*text).to_owned()).chain([longest]).collect();
    let mut latest = conversation(1);
    for (m, text) in (0_u128..).zip(&texts) {
        let facts: Facts = [fact(Field::Interest, text, &message_id(1, m * 2))].into_iter().collect();
        let change = ConversationWrite {
            trace: Default::default(),
            conversation: Conversation { preview: text.clone(), client_label: Some(text.clone()), facts: facts.clone(), ..latest.clone() },
            messages: exchange(1, m * 2, text),
            lead: Some(chatimjd::domain::lead::Lead { notes: Some(text.clone()), version: latest.revision, ..lead(1, &facts) }),
            notices: vec![],
        };
        ports.conversations.write(change.clone()).await.expect("written");
        assert_eq!(ports.conversations.find(&latest.id).await, Ok(Some(change.conversation)));
        assert_eq!(ports.leads.find(&lead_id(1)).await, Ok(change.lead));
        latest = next(&latest);
    }
    let stored = ports.conversations.messages(&latest.id, None, 100).await.expect("read");
    let said = stored.into_iter().filter(|message| message.author == Author::Visitor).map(|message| message.text).collect::<Vec<_>>();
    assert_eq!(said, texts);
}
