//! Leads are given to people of the team.

use super::*;
use crate::{
    domain::{account::AdminAccount, email::Email, lead::query::Assigned},
    service::ports::StoredAdmin,
};

/// Somebody who can get leads.
async fn colleague(stage: &Stage) -> AdminId {
    let id = AdminId::new(uuid::Uuid::from_u128(9));
    let email = Email::parse("carla@example.com").expect("an address");
    let account = AdminAccount { id: id.clone(), email, name: "Carla".into(), role: Role::Owner, created_at: Timestamp::UNIX_EPOCH };
    let admin = Admin::vouched(id.clone(), Role::Owner, [192, 0, 2, 1].into());
    let line = admin.does("set_up", None, &stage.clock, &SequentialIds::default());
    let stored = StoredAdmin { account, password_hash: String::new(), password_mark: None };
    stage.desk.team.create_first(stored, line).await.expect("made");
    id
}

#[test]
fn a_lead_is_given_to_the_team_and_to_nobody_else() {
    run(async {
        let stage = Stage::new();
        let carla = colleague(&stage).await;
        let ana = stage.add(&[(Field::Name, "Ana")]).await;
        let give = |to: Setting<AdminId>| LeadEdit { assignee: to, ..LeadEdit::default() };
        let given = stage.desk.edit(&stage.clerk, &ana.id, give(Setting::To(carla.clone())), None).await.expect("given");
        assert_eq!(given.assignee.as_ref(), Some(&carla));
        assert_eq!(stage.lines(&ana).await[0], Happening::Assigned { to: Some(carla.clone()) });
        let stranger = AdminId::new(uuid::Uuid::from_u128(77));
        let wrong = LeadEdit { values: [(Field::Email, "ana@".to_owned())].into(), ..give(Setting::To(stranger.clone())) };
        let Err(ServiceError::Invalid(fields)) = stage.desk.edit(&stage.clerk, &ana.id, wrong, None).await else { panic!("accepted") };
        assert_eq!(fields.keys().map(String::as_str).collect::<Vec<_>>(), ["assignee", "email"]);
        let named = LeadEdit { values: [(Field::Name, "Ben".to_owned())].into(), ..give(Setting::To(stranger)) };
        let refused = stage.desk.add(&stage.clerk, named, Channel::Api, OnDuplicate::Refuse).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(fields)) if fields.contains_key("assignee")));
        let taken = stage.desk.edit(&stage.clerk, &ana.id, give(Setting::Clear), None).await.expect("taken");
        assert_eq!(taken.assignee, None);
    });
}

#[test]
fn many_are_given_at_once_and_given_back() {
    run(async {
        let stage = Stage::new();
        let carla = colleague(&stage).await;
        let (ana, ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        let all = |to: Option<AdminId>| vec![(ana.id.clone(), to.clone()), (ben.id.clone(), to)];
        assert_eq!(stage.desk.assign_all(&stage.clerk, all(Some(carla.clone())), None).await, Ok(all(None)));
        assert_eq!(stage.desk.find(&stage.clerk, &ben.id).await.expect("there").assignee, Some(carla.clone()));
        let stranger = AdminId::new(uuid::Uuid::from_u128(77));
        let refused = stage.desk.assign_all(&stage.clerk, all(Some(stranger)), None).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(fields)) if fields.contains_key("assignee")));
        assert_eq!(stage.desk.assign_all(&stage.clerk, all(None), None).await, Ok(all(Some(carla))));
        assert_eq!(stage.desk.find(&stage.clerk, &ana.id).await.expect("there").assignee, None);
    });
}

#[test]
fn who_was_given_to_somebody_else_since_is_not_given_back() {
    run(async {
        let stage = Stage::new();
        let carla = colleague(&stage).await;
        let (ana, ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        let both = |to: Option<AdminId>| vec![(ana.id.clone(), to.clone()), (ben.id.clone(), to)];
        let before = stage.desk.assign_all(&stage.clerk, both(Some(carla.clone())), None).await.expect("given");
        let cleared = LeadEdit { assignee: Setting::Clear, ..LeadEdit::default() };
        stage.desk.edit(&stage.clerk, &ana.id, cleared, None).await.expect("taken");
        let back = stage.desk.assign_all(&stage.clerk, before, Some(Assigned::To(carla.clone()))).await;
        assert_eq!(back, Ok(vec![(ben.id.clone(), Some(carla.clone()))]));
        let to_carla = stage.desk.assign_all(&stage.clerk, both(Some(carla)), Some(Assigned::ToNobody)).await;
        assert_eq!(to_carla, Ok(both(None)));
    });
}
