//! Written, and written at once by two.

use super::*;

#[test]
fn nobodys_text_is_lost_when_two_write() {
    let stage = Stage::saying("hi");
    run(async {
        let first = stage.studio.overview(&stage.ana).await.expect("an overview").draft;
        assert_eq!((first.revision, first.base, first.author.clone()), (0, 1, None));
        let (a, b) = futures::future::join(
            stage.studio.save_draft(&stage.ana, Content::of("Ana's"), 0),
            stage.studio.save_draft(&stage.bo, Content::of("Bo's"), 0),
        )
        .await;
        let outcomes = [(a.expect("an answer"), &stage.ana, "Ana's"), (b.expect("an answer"), &stage.bo, "Bo's")];
        let is_saved = |outcome: &DraftSaved| matches!(outcome, DraftSaved::Saved(_));
        let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|(outcome, ..)| is_saved(outcome));
        assert_eq!((won.len(), lost.len()), (1, 1));
        let (DraftSaved::Saved(draft), ..) = &won[0] else { panic!("saved") };
        assert_eq!((draft.content.text.as_str(), draft.revision, draft.author.as_ref()), (won[0].2, 1, Some(won[0].1.author())));
        assert_eq!(lost[0].0, DraftSaved::Conflict(draft.clone()), "the other one sees it");
        let aside = stage.studio.overview(lost[0].1).await.expect("an overview").aside.expect("kept aside");
        assert_eq!((aside.content.text.as_str(), aside.revision), (lost[0].2, 0));
        assert_eq!(stage.studio.overview(won[0].1).await.expect("an overview").aside, None);

        let merged = stage.studio.save_draft(lost[0].1, Content::of("Both."), 1).await.expect("an answer");
        assert!(is_saved(&merged));
        stage.studio.drop_aside(lost[0].1).await.expect("memory");
        assert_eq!(stage.studio.overview(lost[0].1).await.expect("an overview").aside, None);
        assert!(stage.log().await.is_empty(), "drafts are nobody's deed");
    });
}

#[test]
fn the_same_text_again_is_no_conflict() {
    let stage = Stage::saying("hi");
    run(async {
        let saved = stage.studio.save_draft(&stage.ana, Content::of("a"), 0).await;
        assert_eq!(stage.studio.save_draft(&stage.ana, Content::of("a"), 0).await, saved, "an answer that was lost on the way");
    });
}

#[test]
fn a_draft_may_be_empty_but_not_endless() {
    let stage = Stage::saying("hi");
    run(async {
        stage.draft("").await;
        let endless = stage.studio.save_draft(&stage.ana, Content::of(&"x".repeat(50_001)), 1).await;
        assert!(problem(endless, "text").starts_with("at most 50000"));
        let wrong = Content { text: "a".into(), helpers: Helpers { tone: "x".repeat(1_001), ..Helpers::default() } };
        assert!(!problem(stage.studio.save_draft(&stage.ana, wrong, 1).await, "helpers.tone").is_empty());
    });
}

#[test]
fn what_is_discarded_can_be_taken_up_again() {
    let stage = Stage::saying("hi");
    run(async {
        stage.draft("A new idea.").await;
        assert!(matches!(stage.studio.discard_draft(&stage.ana, 0).await, Err(ServiceError::Conflict(_))));
        let clean = stage.studio.discard_draft(&stage.ana, 1).await.expect("discarded");
        assert_eq!((clean.content.text.as_str(), clean.revision), (SEED, 2));
        let aside = stage.studio.overview(&stage.ana).await.expect("an overview").aside.expect("kept aside");
        assert_eq!(aside.content.text, "A new idea.");
        assert_eq!(stage.studio.discard_draft(&stage.ana, 2).await, Ok(clean), "there is nothing to discard");
        let late = stage.studio.save_draft(&stage.bo, Content::of("Bo's"), 1).await.expect("an answer");
        assert!(matches!(late, DraftSaved::Conflict(_)), "a tab from before does not write over it");
    });
}

#[test]
fn a_program_does_not_write_over_somebodys_draft() {
    let stage = Stage::saying("hi");
    run(async {
        let draft = stage.studio.draft_text(&program(), "From a file.").await.expect("saved");
        assert_eq!((draft.content.text.as_str(), draft.author), ("From a file.", Some(Author::Key("environment".into()))));
        let refused = stage.studio.draft_text(&program(), "Again.").await;
        assert!(matches!(refused, Err(ServiceError::Conflict(_))));
    });
}
