//! Instructions: the seed is version 1 and stays what it was; each publication is the next one, whole or not at all; one draft
//! for everybody.

use chatimjd::{
    domain::{
        ids::AdminId,
        instruction::{Aside, Author, Content, Draft, Helpers, Version, VersionInfo},
        locale::Language,
        page::PageSize,
    },
    service::{error::StorageError, ports::Publication},
};
use futures::future::join_all;
use uuid::Uuid;

use super::{
    Ports, against_all,
    audit::{entry, lines},
    people::{NAUGHTY, at},
};

against_all! {
    there_is_none_before_the_seed,
    the_seed_is_published,
    a_second_seed_is_nothing,
    many_seeds_at_once_are_one,
    what_is_published_is_read_back,
    a_number_is_given_once,
    of_many_publications_at_once_one_is_stored,
    a_publication_is_stored_whole_or_not_at_all,
    a_list_goes_on_where_it_stopped,
    a_cursor_of_another_list_is_none,
    a_draft_is_saved_on_what_was_read,
    of_many_saves_at_once_one_is_kept,
    each_has_what_they_had_written,
}

fn admin(n: u128) -> AdminId {
    AdminId::new(Uuid::from_u128(n))
}

/// Version `number`, with everything that one may have.
fn version(number: u32) -> Version {
    let helpers = Helpers {
        tone: NAUGHTY[0].into(),
        languages: vec![Language::Ur, Language::En],
        questions: NAUGHTY.iter().map(|text| (*text).to_owned()).collect(),
        ..Helpers::default()
    };
    let content = Content { text: format!("{number}: {}", NAUGHTY.join("\n")), helpers };
    Version {
        number,
        hash: content.hash(),
        content,
        author: Author::Admin(admin(7)),
        at: at(number.into()),
        note: NAUGHTY.join(" "),
        restores: Some(1),
        despite: Some("it is Friday".into()),
    }
}

/// A version of a text alone.
fn plain(number: u32) -> Version {
    Version { number, author: Author::Key("environment".into()), ..Version::seed(&format!("text {number}"), at(number.into())) }
}

fn draft(revision: u64) -> Draft {
    Draft {
        content: Content { text: format!("draft {revision}"), ..version(1).content },
        base: 1,
        revision,
        author: Some(Author::Admin(admin(7))),
        saved_at: Some(at(9)),
    }
}

fn publication(version: Version, draft: Option<Draft>) -> Publication {
    let entry = entry(version.number.into());
    Publication { version, draft, entry }
}

/// With version 1, and the text `seed`.
async fn seeded(ports: &Ports) {
    ports.instructions.seed("seed", at(0)).await.expect("seeded");
}

async fn published(ports: &Ports) -> Option<Version> {
    let newest = ports.versions.newest().await.expect("read");
    assert_eq!(ports.instructions.published().await, Ok(newest.clone()));
    newest
}

async fn listed(ports: &Ports, size: u32) -> Vec<VersionInfo> {
    let (mut all, mut cursor) = (vec![], None::<String>);
    loop {
        let size = PageSize::new(size).expect("a size");
        let page = ports.versions.list(size, cursor.as_deref()).await.expect("read").expect("a cursor of this list");
        assert!(page.items.len() <= size.get() as usize);
        all.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return all,
        }
    }
}

async fn there_is_none_before_the_seed(ports: Ports) {
    assert_eq!(ports.instructions.published().await, Ok(None));
    assert_eq!(ports.instructions.version(1).await, Ok(None));
}

async fn the_seed_is_published(ports: Ports) {
    let text = NAUGHTY.join("\n").repeat(50);
    assert_eq!(ports.instructions.published().await, Ok(None));
    ports.instructions.seed(&text, at(0)).await.expect("seeded");
    let seed = Version::seed(&text, at(0));
    for _ in 0..2 {
        assert_eq!(ports.instructions.published().await, Ok(Some(seed.clone())));
        assert_eq!(ports.instructions.version(1).await, Ok(Some(seed.clone())));
    }
    assert_eq!(ports.instructions.version(0).await, Ok(None));
    assert_eq!(ports.instructions.version(2).await, Ok(None));
}

async fn a_second_seed_is_nothing(ports: Ports) {
    ports.instructions.seed("first", at(0)).await.expect("seeded");
    ports.instructions.seed("second", at(1)).await.expect("nothing to do");
    let first = Version::seed("first", at(0));
    assert_eq!(ports.instructions.published().await, Ok(Some(first.clone())));
    assert_eq!(ports.instructions.version(1).await, Ok(Some(first)));
}

async fn many_seeds_at_once_are_one(ports: Ports) {
    let seeds: Vec<_> = (0..8)
        .map(|n| {
            let instructions = ports.instructions.clone();
            tokio::spawn(async move { instructions.seed(&format!("seed {n}"), at(n)).await })
        })
        .collect();
    for seed in seeds {
        assert_eq!(seed.await.expect("no panic"), Ok(()));
    }
    let published = ports.instructions.published().await.expect("read").expect("seeded");
    assert_eq!(ports.instructions.version(1).await, Ok(Some(published)));
}

async fn what_is_published_is_read_back(ports: Ports) {
    assert_eq!(ports.versions.newest().await, Ok(None));
    seeded(&ports).await;
    for stored in [version(2), plain(3)] {
        ports.versions.publish(publication(stored.clone(), None)).await.expect("published");
        assert_eq!(published(&ports).await, Some(stored.clone()));
        assert_eq!(ports.versions.find(stored.number).await, Ok(Some(stored.clone())));
        assert_eq!(ports.instructions.version(stored.number).await, Ok(Some(stored)));
    }
    assert_eq!(ports.versions.find(1).await, Ok(Some(Version::seed("seed", at(0)))), "the one before is as it was");
    assert_eq!(ports.versions.find(4).await, Ok(None));
    assert_eq!(ports.drafts.draft().await, Ok(None), "nobody writes one");
    assert_eq!(lines(&ports).await, [entry(2), entry(3)]);
    ports.instructions.seed("another seed", at(5)).await.expect("nothing to do");
    assert_eq!(published(&ports).await, Some(plain(3)));
}

async fn a_number_is_given_once(ports: Ports) {
    seeded(&ports).await;
    for number in [1, 3, u32::MAX] {
        assert_eq!(ports.versions.publish(publication(plain(number), None)).await, Err(StorageError::Conflict), "{number}");
    }
    ports.versions.publish(publication(plain(2), None)).await.expect("published");
    assert_eq!(ports.versions.publish(publication(version(2), None)).await, Err(StorageError::Conflict));
    assert_eq!(listed(&ports, 9).await, [plain(2).info(), Version::seed("seed", at(0)).info()]);
    assert_eq!(lines(&ports).await, [entry(2)]);
}

async fn of_many_publications_at_once_one_is_stored(ports: Ports) {
    seeded(&ports).await;
    let race = (0..8_u128).map(|n| {
        let stored = Version { content: Content::of(&format!("racer {n}")), ..plain(2) };
        let change = Publication { draft: Some(draft(1)), entry: entry(n + 1), version: stored };
        ports.versions.publish(change)
    });
    let outcomes = join_all(race).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(StorageError::Conflict))), "{outcomes:?}");
    let winner = outcomes.iter().position(Result::is_ok).expect("one");
    assert_eq!(published(&ports).await.expect("published").content.text, format!("racer {winner}"));
    assert_eq!(lines(&ports).await.len(), 1);
    assert_eq!(ports.drafts.draft().await, Ok(Some(draft(1))));
}

async fn a_publication_is_stored_whole_or_not_at_all(ports: Ports) {
    seeded(&ports).await;
    ports.drafts.save(&draft(1)).await.expect("saved");
    ports.audit.record(entry(1)).await.expect("recorded");
    // The draft has gone on, or has not been there.
    for revision in [0, 1, 3] {
        let change = publication(version(2), Some(draft(revision)));
        assert_eq!(ports.versions.publish(change).await, Err(StorageError::Conflict), "{revision}");
    }
    // Its line cannot be stored.
    let change = Publication { entry: entry(1), ..publication(version(2), Some(draft(2))) };
    assert_eq!(ports.versions.publish(change).await, Err(StorageError::Duplicate("audit entry")));
    assert_eq!(published(&ports).await, Some(Version::seed("seed", at(0))));
    assert_eq!(ports.versions.find(2).await, Ok(None));
    assert_eq!(ports.drafts.draft().await, Ok(Some(draft(1))));
    assert_eq!(lines(&ports).await, [entry(1)]);

    ports.versions.publish(publication(version(2), Some(draft(2)))).await.expect("published");
    assert_eq!(published(&ports).await, Some(version(2)));
    assert_eq!(ports.drafts.draft().await, Ok(Some(draft(2))));
    assert_eq!(lines(&ports).await, [entry(1), entry(2)]);
}

async fn a_list_goes_on_where_it_stopped(ports: Ports) {
    assert_eq!(listed(&ports, 5).await, vec![]);
    seeded(&ports).await;
    for number in 2..=12 {
        ports.versions.publish(publication(version(number), None)).await.expect("published");
    }
    let seed = Version::seed("seed", at(0)).info();
    let expected: Vec<VersionInfo> = (2..=12).rev().map(|number| version(number).info()).chain([seed]).collect();
    for size in [1, 5, 12, 100] {
        assert_eq!(listed(&ports, size).await, expected, "{size}");
    }
    // One that comes meanwhile does not shift what follows.
    let size = PageSize::new(5).expect("a size");
    let first = ports.versions.list(size, None).await.expect("read").expect("a page");
    ports.versions.publish(publication(version(13), None)).await.expect("published");
    let second = ports.versions.list(size, first.next_cursor.as_deref()).await.expect("read").expect("a page");
    assert_eq!([first.items, second.items].concat(), expected[..10]);
}

async fn a_cursor_of_another_list_is_none(ports: Ports) {
    seeded(&ports).await;
    for cursor in ["", "x", "-1", "99999999999", NAUGHTY[0]] {
        assert_eq!(ports.versions.list(PageSize::default(), Some(cursor)).await, Ok(None), "{cursor:?}");
    }
    let page = ports.versions.list(PageSize::default(), Some("1")).await.expect("read").expect("a page");
    assert_eq!((page.items, page.next_cursor), (vec![], None));
}

async fn a_draft_is_saved_on_what_was_read(ports: Ports) {
    assert_eq!(ports.drafts.draft().await, Ok(None));
    for revision in [0, 2] {
        assert_eq!(ports.drafts.save(&draft(revision)).await, Err(StorageError::Conflict), "{revision}");
    }
    for revision in 1..=3 {
        ports.drafts.save(&draft(revision)).await.expect("saved");
        assert_eq!(ports.drafts.draft().await, Ok(Some(draft(revision))));
    }
    for revision in [1, 3, 5] {
        assert_eq!(ports.drafts.save(&draft(revision)).await, Err(StorageError::Conflict), "{revision}");
    }
    let bare = Draft { author: None, saved_at: None, content: Content::of(""), base: 2, revision: 4 };
    ports.drafts.save(&bare).await.expect("saved");
    assert_eq!(ports.drafts.draft().await, Ok(Some(bare)));
    assert_eq!(lines(&ports).await, [], "what is typed is nobody's deed");
}

async fn of_many_saves_at_once_one_is_kept(ports: Ports) {
    for revision in [1, 2] {
        let texts: Vec<Draft> = (0..8).map(|n| Draft { content: Content::of(&format!("writer {n}")), ..draft(revision) }).collect();
        let outcomes = join_all(texts.iter().map(|draft| ports.drafts.save(draft))).await;
        let kept: Vec<&Draft> = texts.iter().zip(&outcomes).filter(|(_, outcome)| outcome.is_ok()).map(|(draft, _)| draft).collect();
        let [kept] = kept[..] else { panic!("{outcomes:?}") };
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(StorageError::Conflict))), "{outcomes:?}");
        assert_eq!(ports.drafts.draft().await, Ok(Some(kept.clone())));
    }
}

async fn each_has_what_they_had_written(ports: Ports) {
    let aside = |n: u64| Aside { content: Content { text: format!("mine {n}"), ..version(1).content }, revision: n, at: at(1) };
    assert_eq!(ports.drafts.aside(&admin(1)).await, Ok(None));
    ports.drafts.set_aside(&admin(1), &aside(1)).await.expect("kept");
    ports.drafts.set_aside(&admin(2), &aside(2)).await.expect("kept");
    ports.drafts.set_aside(&admin(1), &aside(3)).await.expect("kept");
    assert_eq!(ports.drafts.aside(&admin(1)).await, Ok(Some(aside(3))));
    ports.drafts.drop_aside(&admin(1)).await.expect("dropped");
    ports.drafts.drop_aside(&admin(1)).await.expect("nothing to do");
    assert_eq!(ports.drafts.aside(&admin(1)).await, Ok(None));
    assert_eq!(ports.drafts.aside(&admin(2)).await, Ok(Some(aside(2))));
}
