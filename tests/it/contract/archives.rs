//! Conversations out of the database into archives and back: whole or not at all, and counted all the while.

use std::collections::BTreeSet;

use chatimjd::{
    domain::{
        analytics::{calendar::Calendar, count::Count, measure::Measure, range::Range, tally::Tally},
        archive::ArchiveInfo,
        capture::Facts,
        conversation::{Conversation, Status},
        ids::{ArchiveId, ConversationId},
        lead::Lead,
        message::Message,
    },
    service::{
        error::StorageError,
        ports::{ArchiveEntry, ArchiveRewrite, AuditEntry, Erased, Held, LogFilter, Restoring, Talk},
    },
};
use uuid::Uuid;

use super::{
    Ports, against_all,
    audit::{entry, lines},
    people::*,
};

against_all! {
    old_conversations_are_read_by_their_ids,
    what_is_taken_out_is_gone_and_stays_counted,
    what_has_changed_stays,
    whoever_has_a_follow_up_stays_unless_told_so,
    what_comes_back_is_as_it_was,
    it_is_known_when_somebody_came_back,
    whoever_is_erased_does_not_come_back_and_is_owed,
    whoever_is_in_another_archive_is_not_erased,
    a_visitor_has_one_open_conversation_still,
    an_archive_knows_whom_it_holds,
    an_archive_is_written_anew_in_its_place,
    files_are_discarded_once,
    what_no_archive_was_made_of_is_discarded,
    who_is_in_an_archive_is_noted_before_anybody_is_deleted,
    what_was_noted_of_no_archive_goes_with_its_file,
    a_visitor_is_found_in_archives_too,
    one_at_a_time_clears_the_log,
}

fn archive(n: u128) -> ArchiveInfo {
    ArchiveInfo {
        id: ArchiveId::new(Uuid::from_u128(n)),
        file: format!("logs_2026-11-22_{n}.jsonl.zst"),
        made_at: at(1_000),
        from: at(1),
        to: at(9),
        conversations: 2,
        messages: 4,
        bytes: 77,
        sha256: format!("{:064}", n),
    }
}

/// Conversation `n`, whose latest message is of `seconds`; with its lead where there is one.
async fn tell(ports: &Ports, n: u128, seconds: i64, with_lead: bool) -> Talk {
    let messages: Vec<Message> = exchange(n, 1, "hello").into_iter().map(|message| Message { at: at(seconds), ..message }).collect();
    let talk = Conversation { started_at: at(seconds), last_at: at(seconds), lead_id: with_lead.then(|| lead_id(n)), ..conversation(n) };
    let mut change = write(talk.clone(), messages.clone());
    change.lead = with_lead.then(|| lead(n, &Facts::default()));
    ports.conversations.write(change).await.expect("written");
    Talk { conversation: talk, messages }
}

fn taking(archive: Option<ArchiveInfo>, talks: &[&Talk]) -> ArchiveEntry {
    let talks = talks.iter().map(|talk| (talk.conversation.id.clone(), talk.conversation.revision)).collect();
    ArchiveEntry { archive, talks, keep_followed_up: true, entry: None }
}

fn restoring(seconds: i64, entry: Option<AuditEntry>) -> Restoring {
    Restoring { at: at(seconds), entry }
}

/// Archives `n` are about to be written, for a while.
async fn begin(ports: &Ports, all: &[u128]) {
    for n in all {
        ports.logs.begin(&archive(*n).file, at(9_000)).await.expect("begun");
    }
}

async fn chats(ports: &Ports) -> i64 {
    let today = Calendar::default().date_of(at(0));
    ports.tallies.days(Range::ending(today, 9)).await.expect("read").values().map(|counts| counts.get(Measure::Chats)).sum()
}

async fn is_right(ports: &Ports) {
    assert_eq!(ports.tallies.rebuild(&Calendar::default()).await.map(|rebuilt| rebuilt.wrong), Ok(0));
}

fn held(all: &[&Talk]) -> Vec<Held> {
    all.iter().map(|talk| Held::of(&talk.conversation)).collect()
}

fn ids(all: &[&Talk]) -> Vec<ConversationId> {
    all.iter().map(|talk| talk.conversation.id.clone()).collect()
}

async fn old_conversations_are_read_by_their_ids(ports: Ports) {
    let mut old = vec![];
    for n in 1..=7 {
        let talk = tell(&ports, n, if n % 3 == 0 { 100 } else { 5 }, n == 2).await;
        old.extend(Some(talk).filter(|_| n % 3 != 0));
    }
    let all = ports.logs.aged(at(100), None, 50).await.expect("read");
    assert_eq!(all.iter().map(|old| old.talk.clone()).collect::<Vec<_>>(), old);
    assert_eq!((all[1].leads.clone(), all[1].has_follow_up, all[0].leads.len()), (vec![lead_id(2)], false, 0));
    let two = ports.logs.aged(at(100), None, 2).await.expect("read");
    assert_eq!(two, all[..2]);
    assert_eq!(ports.logs.aged(at(100), Some(&two[1].talk.conversation.id), 50).await, Ok(all[2..].to_vec()));
    assert_eq!(ports.logs.aged(at(5), None, 50).await, Ok(vec![]));
    let due = Lead { follow_up_at: Some(at(900)), version: 2, ..lead(2, &Facts::default()) };
    let change = chatimjd::service::ports::LeadWrite { lead: due, trace: Default::default(), restored: None };
    ports.leads.write(change).await.expect("written");
    assert!(ports.logs.aged(at(100), None, 50).await.expect("read")[1].has_follow_up);
}

async fn what_is_taken_out_is_gone_and_stays_counted(ports: Ports) {
    begin(&ports, &[1]).await;
    let (one, two, three) = (tell(&ports, 1, 5, false).await, tell(&ports, 2, 6, true).await, tell(&ports, 3, 7, false).await);
    let change = ArchiveEntry { entry: Some(entry(1)), ..taking(Some(archive(1)), &[&one, &two]) };
    let mut gone = ports.logs.take_out(change).await.expect("taken");
    gone.sort();
    assert_eq!(gone, ids(&[&one, &two]));
    for talk in [&one, &two] {
        let id = &talk.conversation.id;
        assert_eq!((ports.conversations.find(id).await, ports.conversations.messages(id, None, 9).await), (Ok(None), Ok(vec![])));
        assert_eq!(ports.conversations.open_of(&talk.conversation.visitor, 9).await, Ok(None));
    }
    let found = ports.logs.search(&LogFilter { q: Some("hello".into()), ..LogFilter::default() }, Default::default(), None).await;
    assert_eq!(found.expect("read").expect("a page").items.len(), 1);
    assert_eq!((ports.conversations.count_open(None).await, ports.leads.count().await), (Ok(1), Ok(1)));
    assert_eq!((chats(&ports).await, lines(&ports).await), (3, vec![entry(1)]));
    is_right(&ports).await;
    assert_eq!(chats(&ports).await, 3);
    assert_eq!(ports.logs.archives().await, Ok(vec![archive(1)]));
    // The next ones of the same archive, and a line that is stored once: without it, nothing is done.
    let twice = ArchiveEntry { entry: Some(entry(1)), ..taking(Some(archive(1)), &[&three]) };
    assert_eq!(ports.logs.take_out(twice).await, Err(StorageError::Duplicate("audit entry")));
    assert_eq!(ports.logs.take_out(taking(Some(archive(1)), &[&three])).await, Ok(ids(&[&three])));
    assert_eq!((ports.logs.archives().await, chats(&ports).await), (Ok(vec![archive(1)]), 3));
    // Whoever was away writes again.
    tell(&ports, 1, 8, false).await;
    assert_eq!(chats(&ports).await, 4);
}

async fn what_has_changed_stays(ports: Ports) {
    begin(&ports, &[1]).await;
    let (one, two) = (tell(&ports, 1, 5, false).await, tell(&ports, 2, 6, false).await);
    let more = next(&two.conversation);
    ports.conversations.write(write(more.clone(), exchange(2, 3, "one more thing"))).await.expect("written");
    assert_eq!(ports.logs.take_out(taking(Some(archive(1)), &[&one, &two])).await, Ok(ids(&[&one])));
    assert_eq!(ports.conversations.find(&more.id).await, Ok(Some(more)));
    assert_eq!(ports.logs.take_out(taking(Some(archive(1)), &[&one])).await, Ok(vec![]), "it is gone already");
    assert_eq!(chats(&ports).await, 2);
    is_right(&ports).await;
}

async fn whoever_has_a_follow_up_stays_unless_told_so(ports: Ports) {
    let (one, two) = (tell(&ports, 1, 5, true).await, tell(&ports, 2, 6, true).await);
    let due = Lead { follow_up_at: Some(at(900)), version: 2, ..lead(1, &Facts::default()) };
    let change = chatimjd::service::ports::LeadWrite { lead: due, trace: Default::default(), restored: None };
    ports.leads.write(change).await.expect("written");
    assert_eq!(ports.logs.take_out(taking(None, &[&one, &two])).await, Ok(ids(&[&two])));
    let even = ArchiveEntry { keep_followed_up: false, ..taking(None, &[&one]) };
    assert_eq!(ports.logs.take_out(even).await, Ok(ids(&[&one])));
    assert_eq!((ports.logs.archives().await, chats(&ports).await, ports.leads.count().await), (Ok(vec![]), 2, Ok(2)));
    is_right(&ports).await;
}

async fn what_comes_back_is_as_it_was(ports: Ports) {
    begin(&ports, &[1]).await;
    let (mut one, two) = (tell(&ports, 1, 5, true).await, tell(&ports, 2, 6, false).await);
    for m in [3, 5] {
        one.conversation = next(&one.conversation);
        let more = exchange(1, m, "more");
        ports.conversations.write(write(one.conversation.clone(), more.clone())).await.expect("written");
        one.messages.extend(more);
    }
    ports.logs.take_out(taking(Some(archive(1)), &[&one, &two])).await.expect("taken");
    assert_eq!(ports.logs.put_back(vec![one.clone()], Some(restoring(50, Some(entry(1))))).await, Ok(ids(&[&one])));
    assert_eq!(ports.conversations.find(&one.conversation.id).await, Ok(Some(one.conversation.clone())));
    assert_eq!(ports.conversations.messages(&one.conversation.id, None, 99).await, Ok(one.messages.clone()));
    let open = ports.conversations.open_of(&visitor(1), 99).await.expect("read").expect("open");
    assert_eq!((open.conversation, open.lead.map(|lead| lead.id)), (one.conversation.clone(), Some(lead_id(1))));
    // Those that are there stay as they are.
    assert_eq!(ports.logs.put_back(vec![one.clone(), two.clone()], None).await, Ok(ids(&[&two])));
    assert_eq!(ports.logs.put_back(vec![one.clone(), two], None).await, Ok(vec![]));
    assert_eq!((chats(&ports).await, lines(&ports).await), (2, vec![entry(1)]));
    is_right(&ports).await;
    // And go on.
    ports.conversations.write(write(next(&one.conversation), exchange(1, 7, "here I am"))).await.expect("written");
    let found = ports.logs.search(&LogFilter { q: Some("here".into()), ..LogFilter::default() }, Default::default(), None).await;
    assert_eq!(found.expect("read").expect("a page").items.len(), 1);
    // An erased visitor takes all of it along.
    ports.conversations.erase(&visitor(1)).await.expect("erased");
    assert_eq!(chats(&ports).await, 1);
    is_right(&ports).await;
}

async fn it_is_known_when_somebody_came_back(ports: Ports) {
    begin(&ports, &[1, 2]).await;
    let (one, two) = (tell(&ports, 1, 5, false).await, tell(&ports, 2, 6, false).await);
    let restored = async || {
        let all = ports.logs.aged(at(100), None, 50).await.expect("read");
        all.into_iter().map(|old| old.restored_at).collect::<Vec<_>>()
    };
    assert_eq!(restored().await, [None, None]);
    ports.logs.take_out(taking(Some(archive(1)), &[&one])).await.expect("taken");
    ports.logs.put_back(vec![one.clone()], Some(restoring(50, None))).await.expect("back");
    assert_eq!(restored().await, [Some(at(50)), None]);
    // Who is there does not come, and who is in two archives came back last out of one of them.
    ports.logs.put_back(vec![one.clone(), two], Some(restoring(60, None))).await.expect("back");
    assert_eq!(restored().await, [Some(at(50)), None]);
    ports.logs.take_out(taking(Some(archive(2)), &[&one])).await.expect("taken");
    ports.logs.put_back(vec![one], Some(restoring(70, None))).await.expect("back");
    assert_eq!(restored().await, [Some(at(70)), None]);
}

async fn whoever_is_erased_does_not_come_back_and_is_owed(ports: Ports) {
    begin(&ports, &[1, 5]).await;
    let (one, two) = (tell(&ports, 1, 5, true).await, tell(&ports, 2, 6, false).await);
    let third = tell(&ports, 3, 7, false).await;
    let all = ids(&[&one, &two, &third]);
    ports.logs.take_out(taking(Some(archive(1)), &[&one, &two, &third])).await.expect("taken");
    assert_eq!((ports.logs.owed().await, ports.logs.erased(&all).await), (Ok(vec![]), Ok(vec![])));
    // A person whose conversation is in the archive alone, and a visitor who has come back.
    let person = ports.leads.find(&lead_id(1)).await.expect("read").expect("a lead");
    assert_eq!(ports.leads.erase(&[person], vec![]).await, Ok(vec![]));
    ports.logs.put_back(vec![two.clone()], Some(restoring(50, None))).await.expect("back");
    ports.conversations.erase(&visitor(2)).await.expect("erased");
    assert_eq!((ports.logs.owed().await, ports.logs.erased(&all).await), (Ok(all[..2].to_vec()), Ok(all[..2].to_vec())));
    let talks = vec![one.clone(), two.clone(), third.clone()];
    assert_eq!(ports.logs.put_back(talks.clone(), Some(restoring(60, None))).await, Ok(all[2..].to_vec()));
    // Nor out of a file that was open when it was written anew.
    let both = ArchiveRewrite { gone: all[..2].to_vec(), ..rewriting(1, Some(5), &one, 1) };
    ports.logs.rewrite(both).await.expect("written");
    assert_eq!((ports.logs.owed().await, ports.logs.erased(&all).await), (Ok(vec![]), Ok(all[..2].to_vec())));
    assert_eq!(ports.logs.put_back(talks, Some(restoring(70, None))).await, Ok(vec![]));
    ports.logs.owe(&all).await.expect("noted");
    assert_eq!(ports.logs.owed().await, Ok(all[2..].to_vec()), "of whom an archive holds");
}

async fn whoever_is_in_another_archive_is_not_erased(ports: Ports) {
    begin(&ports, &[1, 2]).await;
    let one = tell(&ports, 1, 5, false).await;
    ports.logs.take_out(taking(Some(archive(1)), &[&one])).await.expect("taken");
    assert_eq!(ports.logs.take_out(taking(Some(archive(2)), &[&one])).await, Ok(vec![]));
    assert_eq!(ports.logs.erased(&ids(&[&one])).await, Ok(vec![]));
    ports.logs.put_back(vec![one.clone()], None).await.expect("back");
    assert_eq!(ports.logs.erased(&ids(&[&one])).await, Ok(vec![]));
}

async fn a_visitor_has_one_open_conversation_still(ports: Ports) {
    let one = tell(&ports, 1, 5, false).await;
    ports.logs.take_out(taking(None, &[&one])).await.expect("taken");
    let another = Conversation { visitor: visitor(1), ..conversation(2) };
    ports.conversations.write(write(another.clone(), vec![])).await.expect("written");
    assert_eq!(ports.logs.put_back(vec![one.clone()], None).await, Ok(ids(&[&one])));
    let back = ports.conversations.find(&one.conversation.id).await.expect("read").expect("back");
    assert_eq!(back, Conversation { status: Status::Closed, ..one.conversation });
    assert_eq!(ports.conversations.open_of(&visitor(1), 9).await.map(|open| open.map(|open| open.conversation)), Ok(Some(another)));
    assert_eq!(ports.conversations.count_open(None).await, Ok(1));
}

async fn holding(ports: &Ports, asked: &[ConversationId]) -> Vec<(ArchiveId, BTreeSet<ConversationId>)> {
    let held = ports.logs.holding(asked).await.expect("read");
    held.into_iter().map(|(archive, counted)| (archive.id, counted)).collect()
}

async fn an_archive_knows_whom_it_holds(ports: Ports) {
    begin(&ports, &[1, 2, 3]).await;
    let (one, two) = (tell(&ports, 1, 5, false).await, tell(&ports, 2, 6, false).await);
    let all = ids(&[&one, &two]);
    assert_eq!(holding(&ports, &all).await, []);
    ports.logs.take_out(taking(Some(archive(1)), &[&one])).await.expect("taken");
    ports.logs.take_out(taking(Some(archive(2)), &[&two])).await.expect("taken");
    let counted = |talk: &Talk| BTreeSet::from([talk.conversation.id.clone()]);
    assert_eq!(holding(&ports, &all).await, [(archive(1).id, counted(&one)), (archive(2).id, counted(&two))]);
    assert_eq!(holding(&ports, &all[..1]).await, [(archive(1).id, counted(&one))]);
    assert_eq!((holding(&ports, &[]).await, holding(&ports, &[conversation_id(9)]).await), (vec![], vec![]));
    // Who came back is counted where they are now; and once more in another archive.
    ports.logs.put_back(vec![one.clone()], None).await.expect("back");
    assert_eq!(holding(&ports, &all[..1]).await, [(archive(1).id, BTreeSet::new())]);
    ports.logs.take_out(taking(Some(archive(3)), &[&one])).await.expect("taken");
    assert_eq!(holding(&ports, &all[..1]).await, [(archive(1).id, BTreeSet::new()), (archive(3).id, counted(&one))]);
    assert_eq!(ports.logs.archives().await, Ok([3, 2, 1].map(archive).to_vec()));
    assert_eq!((ports.logs.archive(&archive(2).id).await, ports.logs.archive(&archive(7).id).await), (Ok(Some(archive(2))), Ok(None)));
}

fn negated(talk: &Talk) -> Tally {
    let calendar = Calendar::default();
    let mut count = Count::by(&calendar);
    count.talk(&talk.conversation, &talk.messages);
    count.finish().negated()
}

fn rewriting(old: u128, new: Option<u128>, gone: &Talk, line: u128) -> ArchiveRewrite {
    ArchiveRewrite {
        old: archive(old).id,
        new: new.map(archive),
        gone: vec![gone.conversation.id.clone()],
        tally: negated(gone),
        entry: entry(line),
    }
}

async fn an_archive_is_written_anew_in_its_place(ports: Ports) {
    begin(&ports, &[1, 2, 5, 6]).await;
    let (one, two) = (tell(&ports, 1, 5, false).await, tell(&ports, 2, 6, false).await);
    let third = tell(&ports, 3, 7, false).await;
    ports.logs.take_out(taking(Some(archive(1)), &[&one, &two])).await.expect("taken");
    ports.logs.take_out(taking(Some(archive(2)), &[&third])).await.expect("taken");
    assert_eq!((chats(&ports).await, ports.logs.discarded(at(0)).await), (3, Ok(vec![])));
    ports.logs.rewrite(rewriting(1, Some(5), &one, 1)).await.expect("written");
    assert_eq!(ports.logs.archives().await, Ok(vec![archive(2), archive(5)]), "in the place of the old one");
    assert_eq!((ports.logs.archive(&archive(1).id).await, ports.logs.archive(&archive(5).id).await), (Ok(None), Ok(Some(archive(5)))));
    assert_eq!((chats(&ports).await, ports.logs.discarded(at(0)).await), (2, Ok(vec![archive(1).file])));
    let all = ids(&[&one, &two]);
    assert_eq!(holding(&ports, &all).await, [(archive(5).id, BTreeSet::from([all[1].clone()]))]);
    // What is not there any more is not written anew.
    assert_eq!(ports.logs.rewrite(rewriting(1, Some(6), &two, 2)).await, Err(StorageError::Conflict));
    // Nobody is left.
    ports.logs.rewrite(rewriting(5, None, &two, 3)).await.expect("written");
    assert_eq!((ports.logs.archives().await, holding(&ports, &all).await, chats(&ports).await), (Ok(vec![archive(2)]), vec![], 1));
    assert_eq!(lines(&ports).await, [entry(1), entry(3)]);
    is_right(&ports).await;
    assert_eq!(chats(&ports).await, 1);
}

async fn files_are_discarded_once(ports: Ports) {
    begin(&ports, &[1]).await;
    let one = tell(&ports, 1, 5, false).await;
    ports.logs.take_out(taking(Some(archive(1)), &[&one])).await.expect("taken");
    ports.logs.rewrite(rewriting(1, None, &one, 1)).await.expect("written");
    ports.logs.swept("another").await.expect("swept");
    assert_eq!(ports.logs.discarded(at(0)).await, Ok(vec![archive(1).file]));
    ports.logs.swept(&archive(1).file).await.expect("swept");
    assert_eq!(ports.logs.discarded(at(0)).await, Ok(vec![]));
}

async fn what_no_archive_was_made_of_is_discarded(ports: Ports) {
    let one = tell(&ports, 1, 5, false).await;
    assert_eq!(ports.logs.take_out(taking(Some(archive(1)), &[&one])).await, Err(StorageError::Conflict), "it was not begun");
    begin(&ports, &[1, 2]).await;
    assert_eq!(ports.logs.take_out(taking(Some(archive(1)), &[&one])).await, Ok(ids(&[&one])));
    assert_eq!(ports.logs.discarded(at(8_999)).await, Ok(vec![]));
    for _ in 0..2 {
        assert_eq!(ports.logs.discarded(at(9_000)).await, Ok(vec![archive(2).file]), "whoever writes it is too late");
    }
    ports.logs.put_back(vec![one.clone()], None).await.expect("back");
    assert_eq!(ports.logs.take_out(taking(Some(archive(2)), &[&one])).await, Err(StorageError::Conflict));
    assert_eq!(ports.logs.rewrite(rewriting(1, Some(2), &one, 1)).await, Err(StorageError::Conflict));
    assert_eq!((ports.logs.archives().await, lines(&ports).await), (Ok(vec![archive(1)]), vec![]));
}

async fn who_is_in_an_archive_is_noted_before_anybody_is_deleted(ports: Ports) {
    begin(&ports, &[1, 5]).await;
    let (one, two) = (tell(&ports, 1, 5, false).await, tell(&ports, 2, 6, false).await);
    let third = tell(&ports, 3, 7, false).await;
    let all = ids(&[&one, &two, &third]);
    for some in [held(&[&one, &two]), held(&[&one, &two, &third])] {
        ports.logs.hold(&archive(1), &some).await.expect("noted, some of them twice");
    }
    assert_eq!((ports.logs.archives().await, holding(&ports, &all).await), (Ok(vec![]), vec![]));
    ports.logs.take_out(taking(Some(archive(1)), &[&one])).await.expect("taken");
    assert_eq!(holding(&ports, &all[1..]).await, [(archive(1).id, BTreeSet::new())]);
    // Somebody leaves it before the next deletion.
    ports.conversations.erase(&visitor(2)).await.expect("erased");
    assert_eq!(ports.logs.owed().await, Ok(all[1..2].to_vec()));
    let without = ArchiveRewrite { tally: Tally::default(), ..rewriting(1, Some(5), &two, 1) };
    ports.logs.rewrite(without).await.expect("written");
    assert_eq!(ports.logs.take_out(taking(Some(archive(1)), &[&two, &third])).await, Ok(ids(&[&third])));
    let counted = BTreeSet::from([all[0].clone(), all[2].clone()]);
    assert_eq!((ports.logs.archives().await, holding(&ports, &all).await), (Ok(vec![archive(5)]), vec![(archive(5).id, counted)]));
    assert_eq!((holding(&ports, &all[1..2]).await, ports.logs.owed().await, chats(&ports).await), (vec![], Ok(vec![]), 2));
    is_right(&ports).await;
}

async fn what_was_noted_of_no_archive_goes_with_its_file(ports: Ports) {
    let (one, two) = (tell(&ports, 1, 5, false).await, tell(&ports, 2, 6, false).await);
    let all = ids(&[&one, &two]);
    assert_eq!(ports.logs.hold(&archive(1), &held(&[&one, &two])).await, Err(StorageError::Conflict), "it was not begun");
    begin(&ports, &[1, 2]).await;
    ports.logs.hold(&archive(1), &held(&[&one, &two])).await.expect("noted");
    ports.logs.hold(&archive(2), &held(&[&two])).await.expect("noted");
    ports.conversations.erase(&visitor(1)).await.expect("erased");
    assert_eq!(ports.logs.owed().await, Ok(all[..1].to_vec()));
    assert_eq!(ports.logs.take_out(taking(Some(archive(2)), &[&two])).await, Ok(ids(&[&two])));
    assert_eq!(ports.logs.discarded(at(9_000)).await, Ok(vec![archive(1).file]));
    assert_eq!(ports.logs.hold(&archive(1), &held(&[&one, &two])).await, Err(StorageError::Conflict), "it is too late");
    ports.logs.swept(&archive(1).file).await.expect("swept");
    assert_eq!((ports.logs.owed().await, ports.logs.discarded(at(9_000)).await), (Ok(vec![]), Ok(vec![])));
    assert_eq!(holding(&ports, &all).await, [(archive(2).id, BTreeSet::from([all[1].clone()]))]);
}

async fn a_visitor_is_found_in_archives_too(ports: Ports) {
    begin(&ports, &[1, 2, 5]).await;
    let (one, two) = (tell(&ports, 1, 5, true).await, tell(&ports, 2, 6, true).await);
    let third = tell(&ports, 3, 7, false).await;
    ports.logs.take_out(taking(Some(archive(1)), &[&one, &two])).await.expect("taken");
    // Noted before it is taken out, and still there.
    ports.logs.hold(&archive(2), &held(&[&third])).await.expect("noted");
    let later = Conversation { visitor: visitor(1), started_at: at(8), last_at: at(8), ..conversation(4) };
    ports.conversations.write(write(later.clone(), exchange(4, 1, "hello again"))).await.expect("written");

    let mut erased = ports.conversations.erase(&visitor(1)).await.expect("erased");
    erased.conversations.sort();
    assert_eq!(erased, Erased { conversations: vec![one.conversation.id.clone(), later.id.clone()], ..Erased::default() });
    assert_eq!((ports.leads.find(&lead_id(1)).await, ports.leads.count().await), (Ok(None), Ok(1)), "nobody else spoke for her");
    assert_eq!((ports.conversations.find(&later.id).await, ports.logs.owed().await), (Ok(None), Ok(ids(&[&one]))));
    assert_eq!(ports.logs.put_back(vec![one.clone()], Some(restoring(50, None))).await, Ok(vec![]));
    ports.logs.rewrite(rewriting(1, Some(5), &one, 1)).await.expect("written");
    assert_eq!(ports.conversations.erase(&visitor(1)).await, Ok(Erased::default()), "there is nothing left of her");
    let gone = Erased { conversations: vec![third.conversation.id], since: Some(at(7)), ..Erased::default() };
    assert_eq!(ports.conversations.erase(&visitor(3)).await, Ok(gone));
    assert_eq!(ports.conversations.erase(&visitor(9)).await, Ok(Erased::default()));
}

async fn one_at_a_time_clears_the_log(ports: Ports) {
    let takes = async |holder: &str, now: i64| ports.logs.take_turn(holder, at(now), at(now + 100)).await;
    assert_eq!(takes("a", 0).await, Ok(true));
    assert_eq!((takes("b", 50).await, takes("a", 50).await), (Ok(false), Ok(true)), "whoever has it may prolong it");
    assert_eq!((takes("b", 149).await, takes("b", 150).await), (Ok(false), Ok(true)), "it is over");
    ports.logs.end_turn("a").await.expect("it is another's");
    assert_eq!(takes("a", 160).await, Ok(false));
    ports.logs.end_turn("b").await.expect("ended");
    assert_eq!(takes("a", 160).await, Ok(true));
    ports.logs.end_turn("a").await.expect("ended");
    let (a, b, c) = tokio::join!(takes("a", 170), takes("b", 170), takes("c", 170));
    assert_eq!([a, b, c].into_iter().filter(|taken| *taken == Ok(true)).count(), 1, "of three at once, one");
}
