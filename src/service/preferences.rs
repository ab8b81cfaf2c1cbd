//! How somebody of the team looks at leads: each person's own, changed on top of whatever another tab has changed.

use std::sync::Arc;

use super::{
    error::{ServiceError, StorageError},
    permission::Admin,
    ports::{IdSource, LeadPreferenceStore},
};
use crate::domain::{
    ids::ViewId,
    lead::views::{LeadColumn, LeadPreferences, SavedView, ViewQuery},
};

/// How often a change is applied anew before it is given up.
const MOST_TRIES: usize = 5;

#[derive(Clone)]
pub struct LeadPreferenceDesk {
    pub store: Arc<dyn LeadPreferenceStore>,
    pub ids: Arc<dyn IdSource>,
}

impl LeadPreferenceDesk {
    pub async fn of(&self, admin: &Admin) -> Result<LeadPreferences, ServiceError> {
        Ok(self.store.of(admin.id()).await?)
    }

    /// Saves a view: a new one without an id; one that there is, in its place; one that was deleted, at `place` again.
    /// Field errors name `name` and `query`.
    pub async fn put_view(
        &self,
        admin: &Admin,
        id: Option<ViewId>,
        name: &str,
        query: &ViewQuery,
        place: Option<usize>,
    ) -> Result<LeadPreferences, ServiceError> {
        let id = id.unwrap_or_else(|| ViewId::new(self.ids.uuid()));
        self.change(admin, |mine| {
            let view = SavedView { id: id.clone(), name: name.to_owned(), query: query.clone() };
            mine.put(view, place).map_err(|(field, problem)| ServiceError::field(field, problem))
        })
        .await
    }

    /// [`ServiceError::NotFound`] where there is none.
    pub async fn delete_view(&self, admin: &Admin, id: &ViewId) -> Result<LeadPreferences, ServiceError> {
        self.change(admin, |mine| if mine.remove(id) { Ok(()) } else { Err(ServiceError::NotFound("view")) }).await
    }

    /// `own`: keys of the owner's fields.
    pub async fn choose_columns(&self, admin: &Admin, columns: &[LeadColumn], own: &[String]) -> Result<LeadPreferences, ServiceError> {
        self.change(admin, |mine| {
            mine.choose(columns, own);
            Ok(())
        })
        .await
    }

    async fn change(
        &self,
        admin: &Admin,
        edit: impl Fn(&mut LeadPreferences) -> Result<(), ServiceError> + Send + Sync,
    ) -> Result<LeadPreferences, ServiceError> {
        for _ in 0..MOST_TRIES {
            let mut mine = self.store.of(admin.id()).await?;
            edit(&mut mine)?;
            mine.version += 1;
            match self.store.save(admin.id(), &mine).await {
                Err(StorageError::Conflict) => {}
                done => return Ok(done.map(|()| mine)?),
            }
        }
        Err(StorageError::Conflict.into())
    }
}

#[cfg(test)]
mod tests {
    use futures_executor::LocalPool;

    use super::*;
    use crate::{
        domain::{account::Role, ids::AdminId},
        service::memory::{MemoryLeadPreferences, SequentialIds},
    };

    fn admin(number: u128) -> Admin {
        Admin::vouched(AdminId::new(uuid::Uuid::from_u128(number)), Role::Owner, [192, 0, 2, 1].into())
    }

    #[test]
    fn each_person_has_their_own_and_two_tabs_lose_nothing() {
        let desk = LeadPreferenceDesk { store: Arc::new(MemoryLeadPreferences::default()), ids: Arc::new(SequentialIds::default()) };
        LocalPool::new().run_until(async {
            let (ana, query) = (admin(1), ViewQuery::default());
            let tabs = ["One", "Two", "Three"].map(|name| desk.put_view(&ana, None, name, &query, None));
            for saved in futures::future::join_all(tabs).await {
                saved.expect("saved");
            }
            let mine = desk.of(&ana).await.expect("read");
            assert_eq!((mine.views.len(), mine.version), (3, 3));
            assert_eq!(desk.of(&admin(2)).await, Ok(LeadPreferences::default()));
            let refused = desk.put_view(&ana, None, "one", &query, None).await;
            assert!(matches!(refused, Err(ServiceError::Invalid(fields)) if fields.contains_key("name")));
            let gone = mine.views[0].clone();
            assert_eq!(desk.delete_view(&ana, &gone.id).await.expect("deleted").views.len(), 2);
            assert_eq!(desk.delete_view(&ana, &gone.id).await, Err(ServiceError::NotFound("view")));
            let back = desk.put_view(&ana, Some(gone.id.clone()), &gone.name, &gone.query, Some(0)).await.expect("put back");
            assert_eq!(back.views, mine.views);
            let chosen = desk.choose_columns(&ana, &[LeadColumn::Email], &[]).await.expect("chosen");
            assert_eq!((chosen.columns, chosen.views.len()), (vec![LeadColumn::Email], 3));
        });
    }
}
