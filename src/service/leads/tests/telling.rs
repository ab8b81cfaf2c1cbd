//! What the audit log is told of a clerk's deeds.

use super::*;

/// What was done, and to what, the earliest first.
fn told(stage: &Stage) -> Vec<(String, String)> {
    stage.audit.list_all().into_iter().map(|line| (line.action, line.target.unwrap_or_default())).collect()
}

fn line(action: &str, target: String) -> (String, String) {
    (action.to_owned(), target)
}

#[test]
fn each_deed_is_told_with_its_place_and_without_a_word_of_the_person() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana Lima"), (Field::Email, "ana@example.com")]).await;
        let edit = LeadEdit {
            values: [(Field::Company, "Lima & Co".to_owned())].into(),
            notes: Some("Ana likes blue".into()),
            custom: [("colour".to_owned(), "blue".to_owned()), ("size".to_owned(), "XL".to_owned())].into(),
            status: Some(LeadStatus::Contacted),
            follow_up_at: Setting::To(Timestamp::constant(9_999, 0)),
            assignee: Setting::Keep,
        };
        stage.desk.edit(&stage.clerk, &ana.id, edit.clone(), None).await.expect("changed");
        stage.desk.edit(&stage.clerk, &ana.id, edit.clone(), None).await.expect("as it is");
        assert!(stage.desk.edit(&stage.clerk, &ana.id, edit, Some(1)).await.is_err(), "it is another by now");
        stage.desk.note(&stage.clerk, &ana.id, "Ana called").await.expect("noted");
        let moved = stage.desk.move_all(&stage.clerk, vec![(ana.id.clone(), LeadStatus::Lost)], None).await.expect("moved");
        stage.desk.move_all(&stage.clerk, moved, Some(LeadStatus::Lost)).await.expect("taken back");
        let id = &ana.id;
        assert_eq!(
            told(&stage),
            [
                line("leads.created", id.to_string()),
                line("leads.edited", format!("{id}, company, custom, notes, status contacted, follow_up_at")),
                line("leads.noted", id.to_string()),
                line("leads.edited", format!("{id}, status lost")),
                line("leads.edited", format!("{id}, status contacted")),
            ]
        );
        let from_here = |line: &AuditEntry| line.address.as_deref() == Some("192.0.2.1");
        assert!(stage.audit.list_all().iter().all(|line| from_here(line) && line.actor.starts_with(AdminId::PREFIX)));
    });
}

#[test]
fn a_merge_and_its_undoing_name_both_leads() {
    run(async {
        let stage = Stage::new();
        let (ana, ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        stage.desk.merge(&stage.clerk, &ana.id, &ben.id).await.expect("merged");
        stage.desk.unmerge(&stage.clerk, &ana.id, None).await.expect("apart");
        assert!(stage.desk.unmerge(&stage.clerk, &ana.id, None).await.is_err(), "once");
        let both = format!("{}, {}", ana.id, ben.id);
        assert_eq!(told(&stage)[2..], [line("leads.merged", both.clone()), line("leads.unmerged", both)]);
    });
}

#[test]
fn what_had_to_be_tried_again_is_told_once() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana")]).await;
        let note = |text: &'static str| stage.desk.note(&stage.clerk, &ana.id, text);
        let (one, other) = futures::join!(note("one"), note("other"));
        assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
        let id = ana.id.to_string();
        assert_eq!(told(&stage), [line("leads.created", id.clone()), line("leads.noted", id.clone()), line("leads.noted", id)]);
    });
}

#[test]
fn whoever_is_erased_is_told_with_the_erasing() {
    run(async {
        let stage = Stage::new();
        let (ana, ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        let cleo = stage.add(&[(Field::Name, "Cleo")]).await;
        stage.desk.erase(&stage.clerk, &[ana.id.clone(), ben.id.clone(), ana.id.clone()]).await.expect("erased");
        stage.desk.erase_one(&stage.clerk, &cleo.id, None).await.expect("erased");
        assert!(stage.desk.erase_one(&stage.clerk, &cleo.id, None).await.is_err(), "once");
        let erased = [ana, ben, cleo].map(|lead| line("leads.erased", lead.id.to_string()));
        assert_eq!(told(&stage)[3..], erased);
    });
}
