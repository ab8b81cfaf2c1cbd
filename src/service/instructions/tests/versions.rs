//! Published, brought back, listed, compared.

use super::*;

#[test]
fn publishing_makes_a_version_and_a_clean_draft() {
    let stage = Stage::saying("hi");
    run(async {
        stage.draft("Be kind and brief.\r\n").await;
        let version = stage.publish(None).await.expect("published");
        assert_eq!((version.number, version.content.text.as_str(), version.note.as_str()), (2, "Be kind and brief.", "shorter"));
        assert_eq!((&version.author, version.restores, version.despite.as_ref()), (stage.ana.author(), None, None));
        assert_eq!(version.hash, Content::of("Be kind and brief.").hash());
        let overview = stage.studio.overview(&stage.ana).await.expect("an overview");
        assert_eq!(overview.published, version);
        assert!(overview.draft.is_clean(&version));
        assert_eq!((overview.draft.base, overview.draft.revision), (2, 2));
        assert_eq!(stage.log().await, [("instruction_published".to_owned(), "version 2".to_owned())]);
        assert_eq!(Instructions::published(&stage.store).await, Ok(Some(version)), "conversations that begin now have it");
        assert_eq!(stage.publish(None).await, Err(ServiceError::Conflict("Nothing has changed since version 2.".into())));
    });
}

#[test]
fn what_was_not_looked_at_is_not_published_over() {
    let stage = Stage::saying("hi");
    run(async {
        let draft = stage.draft("two").await;
        let order = PublishOrder { revision: draft.revision, seen: 1, ..PublishOrder::default() };
        stage.studio.publish(&stage.bo, order.clone()).await.expect("published");
        let draft = stage.draft("three").await;
        let late = PublishOrder { revision: draft.revision, ..order.clone() };
        assert_eq!(stage.studio.publish(&stage.ana, late).await, Err(ServiceError::VersionConflict { seen: 1, current: 2 }));
        let stale = PublishOrder { revision: draft.revision - 1, seen: 2, ..order };
        assert!(matches!(stage.studio.publish(&stage.ana, stale).await, Err(ServiceError::Conflict(_))));
        assert_eq!(stage.log().await.len(), 1, "what was refused has no line");
    });
}

#[test]
fn of_two_who_publish_at_once_one_wins() {
    let stage = Stage::saying("hi");
    run(async {
        let draft = stage.draft("two").await;
        let order = || PublishOrder { revision: draft.revision, seen: 1, ..PublishOrder::default() };
        let (a, b) = futures::future::join(stage.studio.publish(&stage.ana, order()), stage.studio.publish(&stage.bo, order())).await;
        assert_eq!([&a, &b].iter().filter(|outcome| outcome.is_ok()).count(), 1);
        assert!([a, b].contains(&Err(ServiceError::VersionConflict { seen: 1, current: 2 })));
        assert_eq!(stage.log().await.len(), 1);
    });
}

#[test]
fn nothing_and_too_much_are_not_published() {
    let stage = Stage::saying("hi");
    run(async {
        stage.draft("  ").await;
        assert_eq!(problem(stage.publish(None).await, "text"), "write what the assistant has to know");
        let note = PublishOrder { revision: 1, seen: 1, note: "x".repeat(501), despite: None };
        assert_eq!(problem(stage.studio.publish(&stage.ana, note).await, "note"), "at most 500 characters");
    });
}

#[test]
fn a_rollback_is_a_new_version_with_the_old_text() {
    let stage = Stage::saying("hi");
    run(async {
        let second = stage.published("Be brief.").await;
        let back = stage.studio.roll_back(&stage.bo, 1, 2, "too short").await.expect("brought back");
        assert_eq!((back.number, back.restores, back.content.text.as_str()), (3, Some(1), SEED));
        assert_eq!(back.hash, stage.studio.version(&stage.ana, 1).await.expect("the first").hash);
        assert_eq!((back.note.as_str(), &back.author), ("too short", stage.bo.author()));
        assert_eq!(stage.log().await[0], ("instruction_rolled_back".to_owned(), "version 3 brings back version 1".to_owned()));
        let draft = stage.studio.overview(&stage.ana).await.expect("an overview").draft;
        assert!(draft.is_clean(&back) && draft.base == 3, "a draft that nobody wrote in goes on from there");

        let draft = stage.draft("A new idea.").await;
        stage.studio.roll_back(&stage.bo, 2, 3, "").await.expect("brought back");
        let kept = stage.studio.overview(&stage.ana).await.expect("an overview").draft;
        assert_eq!(kept, draft, "one that somebody writes stays");
        assert_eq!(stage.studio.roll_back(&stage.bo, 1, 3, "").await, Err(ServiceError::VersionConflict { seen: 3, current: 4 }));
        assert_eq!(stage.studio.roll_back(&stage.bo, 9, 4, "").await, Err(ServiceError::NotFound("version")));
        assert!(matches!(stage.studio.roll_back(&stage.bo, second.number, 4, "").await, Err(ServiceError::Conflict(_))));
    });
}

#[test]
fn a_program_publishes_a_text_and_keeps_the_helpers() {
    let stage = Stage::saying("hi");
    run(async {
        let toned = Content { text: "two".into(), helpers: Helpers { tone: "warm".into(), ..Helpers::default() } };
        stage.studio.save_draft(&stage.ana, toned, 0).await.expect("saved");
        stage.publish(None).await.expect("published");
        let order = |text: &str, seen: Option<u32>| PublishText { text: text.into(), seen, ..PublishText::default() };
        let third = stage.studio.publish_text(&program(), order("three", None)).await.expect("published");
        assert_eq!((third.number, third.content.helpers.tone.as_str()), (3, "warm"));
        assert_eq!(third.author, Author::Key("environment".into()));
        let again = stage.studio.publish_text(&program(), order("three\n", Some(3))).await.expect("nothing to do");
        assert_eq!(again, third, "the same text is the same version");
        let late = stage.studio.publish_text(&program(), order("four", Some(2))).await;
        assert_eq!(late, Err(ServiceError::VersionConflict { seen: 2, current: 3 }));
        let long = stage.studio.publish_text(&program(), order(&"x".repeat(50_001), None)).await;
        assert_eq!(problem(long, "text"), "at most 50000 characters, this has 50001");
        let draft = stage.studio.overview(&stage.ana).await.expect("an overview").draft;
        assert!(draft.is_clean(&third));
        let program = program();
        let publish = |text: &str| stage.studio.publish_text(&program, order(text, None));
        let (a, b) = futures::future::join(publish("a"), publish("b")).await;
        let mut numbers = [a.expect("published").number, b.expect("published").number];
        numbers.sort_unstable();
        assert_eq!(numbers, [4, 5], "without a condition the later one comes after");
    });
}

#[test]
fn versions_are_listed_page_by_page() {
    let stage = Stage::saying("hi");
    run(async {
        for n in 2..=7 {
            stage.published(&format!("text {n}")).await;
        }
        let size = PageSize::new(3).expect("a size");
        let (mut seen, mut cursor) = (vec![], None);
        loop {
            let page = stage.studio.list(&stage.ana, size, cursor.as_deref()).await.expect("a page");
            assert!(page.items.len() <= 3);
            seen.extend(page.items.into_iter().map(|info| info.number));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, [7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(problem(stage.studio.list(&stage.ana, size, Some("x")).await, "cursor"), "not a cursor of this list");
    });
}

#[test]
fn any_two_are_compared() {
    let stage = Stage::saying("hi");
    run(async {
        stage.published("Be kind.\nBe brief.").await;
        stage.draft("Be brief.").await;
        let found = stage.studio.diff(&stage.ana, Which::Version(1), Which::Published).await.expect("a diff");
        assert_eq!((found.text.added, found.text.removed, found.text.changed), (1, 0, 0));
        let found = stage.studio.diff(&stage.ana, Which::Published, Which::Draft).await.expect("a diff");
        assert_eq!((found.text.old_text().as_str(), found.text.new_text().as_str()), ("Be kind.\nBe brief.", "Be brief."));
        assert_eq!(stage.studio.diff(&stage.ana, Which::Draft, Which::Version(9)).await, Err(ServiceError::NotFound("version")));
    });
}

#[test]
fn a_draft_that_fails_its_tests_needs_a_reason() {
    let stage = Stage::saying("We are open.");
    run(async {
        stage.add("Open", vec![contains("open")]).await;
        stage.add("Late", vec![contains("midnight")]).await;
        stage.draft("Say when.").await;
        let begun = stage.studio.begin_run(&stage.ana, Which::Draft).await.expect("begun");
        assert!(!begun.finish().await.expect("held").is_good());
        let refused = problem(stage.publish(None).await, "despite");
        assert!(refused.starts_with("1 of 2 test conversations did not pass: “Late”."), "{refused}");
        assert!(!problem(stage.publish(Some("  ")).await, "despite").is_empty());
        stage.draft("Say when, please.").await;
        assert!(!problem(stage.publish(None).await, "despite").is_empty(), "a changed letter is no passed test");
        let text = PublishText { text: "Say when.".into(), ..PublishText::default() };
        assert!(!problem(stage.studio.publish_text(&program(), text).await, "despite").is_empty(), "nor is another door");
        let version = stage.publish(Some("midnight is wrong")).await.expect("published");
        assert_eq!(version.despite.as_deref(), Some("midnight is wrong"));
        assert_eq!(stage.log().await[0].1, "version 2, although its tests fail");
        stage.published("Something else.").await;
    });
}

#[test]
fn a_draft_that_passes_needs_none() {
    let stage = Stage::saying("We are open.");
    run(async {
        stage.add("Open", vec![contains("open")]).await;
        stage.draft("Say when.").await;
        let begun = stage.studio.begin_run(&stage.ana, Which::Draft).await.expect("begun");
        assert!(begun.finish().await.expect("held").is_good());
        let version = stage.publish(Some("just in case")).await.expect("published");
        assert_eq!(version.despite, None, "there was nothing to be excused");
    });
}
