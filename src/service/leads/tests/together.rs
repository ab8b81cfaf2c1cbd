//! Merges that are forgotten, and what is undone beside them.

use super::*;
use crate::service::ports::Forgets;

#[test]
fn an_older_merge_is_undone_and_a_newer_one_that_is_forgotten_stays() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Email, "ana@example.com")]).await;
        let (older, newer) = (stage.add(&[(Field::Name, "Ana Lima")]).await, stage.add(&[(Field::Name, "Anna Lima")]).await);
        stage.desk.note(&stage.clerk, &newer.id, "Wrote by WhatsApp").await.expect("noted");
        let merged = async || stage.desk.detail(&stage.clerk, &ana.id).await.expect("a lead").merged;
        assert_eq!(merged().await, None);
        stage.desk.merge(&stage.clerk, &ana.id, &older.id).await.expect("merged");
        let both = stage.desk.merge(&stage.clerk, &ana.id, &newer.id).await.expect("merged");
        assert_eq!(merged().await, Some(newer.id.clone()));
        // As it is when somebody who spoke for the newer one erased their chat.
        let forgets = Forgets { merges: vec![newer.id.clone()], ..Forgets::default() };
        let trace = LeadTrace { forgets, ..LeadTrace::default() };
        let lead = Lead { version: both.version + 1, ..both };
        Leads::write(&stage.store, LeadWrite { lead, trace, restored: None }).await.expect("written");
        assert_eq!(merged().await, Some(older.id.clone()), "what can be undone");

        let (kept, restored) = stage.desk.unmerge(&stage.clerk, &ana.id, None).await.expect("apart");
        assert_eq!((restored.id, kept.absorbed), (older.id, vec![newer.id.clone()]));
        assert_eq!(stage.desk.find(&stage.clerk, &newer.id).await.map(|lead| lead.id), Ok(ana.id.clone()));
        assert!(stage.lines(&ana).await.contains(&Happening::noted("Wrote by WhatsApp")));
        assert_eq!(merged().await, None, "nothing is offered that would be refused");
        assert!(matches!(stage.desk.unmerge(&stage.clerk, &ana.id, None).await, Err(ServiceError::Conflict(_))));
        stage.desk.erase(&stage.clerk, std::slice::from_ref(&ana.id)).await.expect("erased");
        assert_eq!(Leads::events(&stage.store, &[ana.id, newer.id], None, 99).await, Ok(vec![]));
    });
}

#[test]
fn notes_that_have_no_room_in_one_are_told_until_both_are_apart() {
    run(async {
        let stage = Stage::new();
        let (ana, ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        let noted = |notes: String| LeadEdit { notes: Some(notes), ..LeadEdit::default() };
        let of_ben = format!("{} pays late", "b".repeat(2_000));
        stage.desk.edit(&stage.clerk, &ana.id, noted("a".repeat(3_000)), None).await.expect("changed");
        stage.desk.edit(&stage.clerk, &ben.id, noted(of_ben.clone()), None).await.expect("changed");
        let merged = stage.desk.merge(&stage.clerk, &ana.id, &ben.id).await.expect("merged");
        let notes = merged.notes.expect("notes");
        assert_eq!(notes.chars().count(), 4_000);
        stage.desk.edit(&stage.clerk, &ana.id, noted(notes), None).await.expect("an edit may hold them");
        let rest = async || {
            let told = |what| if let Happening::Merged { notes, .. } = what { notes } else { None };
            stage.lines(&ana).await.into_iter().find_map(told)
        };
        assert!(rest().await.is_some_and(|rest| rest.ends_with("pays late")));

        let (kept, restored) = stage.desk.unmerge(&stage.clerk, &ana.id, None).await.expect("apart");
        assert_eq!((kept.notes, restored.notes), (Some("a".repeat(3_000)), Some(of_ben)));
        assert_eq!(rest().await, None, "that is Ben's alone");
    });
}
