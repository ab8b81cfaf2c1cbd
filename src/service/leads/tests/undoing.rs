//! What is taken back: only what still is as it was left.

use super::*;

#[test]
fn who_was_moved_on_since_is_not_moved_back() {
    run(async {
        let stage = Stage::new();
        let (ana, ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        let both = |to: LeadStatus| vec![(ana.id.clone(), to), (ben.id.clone(), to)];
        let before = stage.desk.move_all(&stage.clerk, both(LeadStatus::Contacted), None).await.expect("moved");
        assert_eq!(before, both(LeadStatus::New));
        stage.desk.move_all(&stage.clerk, vec![(ana.id.clone(), LeadStatus::Won)], None).await.expect("moved");
        let back = stage.desk.move_all(&stage.clerk, before, Some(LeadStatus::Contacted)).await;
        assert_eq!(back, Ok(vec![(ben.id.clone(), LeadStatus::Contacted)]));
        let status = async |lead: &Lead| stage.desk.find(&stage.clerk, &lead.id).await.expect("there").status;
        assert_eq!((status(&ana).await, status(&ben).await), (LeadStatus::Won, LeadStatus::New));
        assert_eq!(stage.lines(&ana).await[0], Happening::Status { from: LeadStatus::Contacted, to: LeadStatus::Won });
    });
}

#[test]
fn who_was_there_already_is_not_among_those_that_were_moved() {
    run(async {
        let stage = Stage::new();
        let (ana, ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        stage.desk.move_all(&stage.clerk, vec![(ana.id.clone(), LeadStatus::Won)], None).await.expect("moved");
        let both = || vec![(ana.id.clone(), LeadStatus::Won), (ben.id.clone(), LeadStatus::Won)];
        assert_eq!(stage.desk.move_all(&stage.clerk, both(), None).await, Ok(vec![(ben.id.clone(), LeadStatus::New)]));
        assert_eq!(stage.desk.move_all(&stage.clerk, both(), None).await, Ok(vec![]));
    });
}

#[test]
fn only_the_merge_that_was_meant_is_taken_back() {
    run(async {
        let stage = Stage::new();
        let (ana, ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        let eve = stage.add(&[(Field::Name, "Eve")]).await;
        stage.desk.merge(&stage.clerk, &ana.id, &ben.id).await.expect("merged");
        stage.desk.merge(&stage.clerk, &ana.id, &eve.id).await.expect("merged");
        let late = stage.desk.unmerge(&stage.clerk, &ana.id, Some(&ben.id)).await;
        assert!(matches!(late, Err(ServiceError::Conflict(_))), "{late:?}");
        let (_, restored) = stage.desk.unmerge(&stage.clerk, &ana.id, Some(&eve.id)).await.expect("apart");
        assert_eq!(restored.id, eve.id);
        assert!(stage.desk.unmerge(&stage.clerk, &ana.id, Some(&ben.id)).await.is_ok(), "it is the latest one now");
    });
}
