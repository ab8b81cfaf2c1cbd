//! The owner's settings: read, changed, conditional on the version.
//! Must not know which cipher seals or which models use the key.

mod notifying;
mod reporting;

use std::sync::Arc;

use super::{
    error::{ServiceError, StorageError},
    permission::Owner,
    ports::{Clock, IdSource, Sealer, SettingsStore},
};
use crate::domain::{
    business::{Business, Hours},
    custom::{CustomField, check_fields},
    origin::SiteOrigin,
    settings::{LookChoice, Scheduling, Settings, WidgetLook, check_gemini_key, parse_model_name},
};

#[derive(Clone)]
pub struct SettingsDesk {
    pub store: Arc<dyn SettingsStore>,
    pub sealer: Arc<dyn Sealer>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
}

/// The context that a sealed Gemini key is bound to.
pub const GEMINI_KEY: &str = "settings.gemini_key";

const MOST_SITES: usize = 50;
const LONGEST_GREETING: usize = 500;

impl SettingsDesk {
    /// For whoever needs them often: what another instance saved comes some seconds later.
    pub async fn load(&self) -> Result<Settings, ServiceError> {
        Ok(self.store.load().await?)
    }

    /// As they are now, for the pages that change them.
    pub async fn latest(&self) -> Result<Settings, ServiceError> {
        Ok(self.store.latest().await?)
    }

    /// Each `save_…` returns the new settings, or [`ServiceError::VersionConflict`] when `seen` is not the current version.
    pub async fn save_business(&self, owner: &Owner, business: Business, seen: u64) -> Result<Settings, ServiceError> {
        let business = tidied(business);
        business.check().map_err(ServiceError::Invalid)?;
        self.change(owner, "business", seen, |settings| settings.business = business).await
    }

    /// Sites and greeting as in [`Self::save_widget_and_look`]; colour and place stay.
    pub async fn save_widget(&self, owner: &Owner, sites: Vec<String>, greeting: String, seen: u64) -> Result<Settings, ServiceError> {
        self.save_widget_and_look(owner, sites, greeting, None, seen).await
    }

    /// `sites` as typed; at most 50. `greeting` at most 500 characters. `look`: None keeps colour and place.
    pub async fn save_widget_and_look(
        &self,
        owner: &Owner,
        sites: Vec<String>,
        greeting: String,
        look: Option<LookChoice>,
        seen: u64,
    ) -> Result<Settings, ServiceError> {
        let sites = parse_sites(&sites)?;
        let greeting = greeting.trim().to_owned();
        if greeting.chars().count() > LONGEST_GREETING {
            return Err(ServiceError::field("greeting", "at most 500 characters"));
        }
        let mut chosen = WidgetLook::default();
        if let Some(look) = &look {
            chosen.choose(look).map_err(|problem| ServiceError::field("accent", problem))?;
        }
        self.change(owner, "widget", seen, |settings| {
            settings.allowed_sites = sites;
            settings.widget = match look {
                Some(_) => WidgetLook { greeting, ..chosen },
                None => WidgetLook { greeting, ..std::mem::take(&mut settings.widget) },
            };
        })
        .await
    }

    /// `key`: None keeps the stored one, an empty text removes it. `model`: an empty text means that of the environment.
    pub async fn save_gemini(&self, owner: &Owner, key: Option<String>, model: String, seen: u64) -> Result<Settings, ServiceError> {
        let model = parse_model_name(&model).map_err(|problem| ServiceError::field("model", problem))?;
        let (target, key) = match key.as_deref().map(str::trim) {
            None => ("assistant", None),
            Some("") => ("assistant: key removed", Some(None)),
            Some(key) => {
                check_gemini_key(key).map_err(|problem| ServiceError::field("key", problem))?;
                ("assistant: new key", Some(Some(self.sealer.seal(GEMINI_KEY, key))))
            }
        };
        self.change(owner, target, seen, |settings| {
            settings.gemini_model = model;
            if let Some(key) = key {
                settings.gemini_key = key;
            }
        })
        .await
    }

    /// The fields of leads, all of them in their order. Field errors name `lead_fields`, with the line.
    pub async fn save_lead_fields(&self, owner: &Owner, fields: Vec<CustomField>, seen: u64) -> Result<Settings, ServiceError> {
        let fields = check_fields(fields).map_err(|problem| ServiceError::field("lead_fields", problem))?;
        self.change(owner, "lead fields", seen, |settings| settings.lead_fields = fields).await
    }

    /// How meetings are booked, with what stands of it with the business. Field errors name the fields of all three.
    pub async fn save_meetings(
        &self,
        owner: &Owner,
        hours: Hours,
        meeting_minutes: u16,
        scheduling: Scheduling,
        seen: u64,
    ) -> Result<Settings, ServiceError> {
        let business = Business { hours: hours.clone(), meeting_minutes, ..Business::default() };
        scheduling.rules(&business).map_err(ServiceError::Invalid)?;
        self.change(owner, "meetings", seen, |settings| {
            settings.business.hours = hours;
            settings.business.meeting_minutes = meeting_minutes;
            settings.scheduling = scheduling;
        })
        .await
    }

    /// The key in the clear, for the adapter only.
    pub fn gemini_key(&self, settings: &Settings) -> Option<String> {
        settings.gemini_key.as_deref().and_then(|sealed| self.sealer.open(GEMINI_KEY, sealed))
    }

    async fn change(&self, owner: &Owner, target: &str, seen: u64, edit: impl FnOnce(&mut Settings)) -> Result<Settings, ServiceError> {
        let mut settings = self.store.latest().await?;
        if settings.version != seen {
            return Err(ServiceError::VersionConflict { seen, current: settings.version });
        }
        edit(&mut settings);
        settings.version = seen.saturating_add(1);
        let entry = owner.does("settings_saved", Some(target), &*self.clock, &*self.ids);
        match self.store.save(&settings, entry).await {
            Ok(()) => Ok(settings),
            Err(StorageError::Conflict) => {
                let current = self.store.latest().await?.version;
                Err(ServiceError::VersionConflict { seen, current })
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Without the blanks around what was typed.
fn tidied(mut business: Business) -> Business {
    let trim = |text: &mut String| *text = text.trim().to_owned();
    trim(&mut business.name);
    trim(&mut business.time_zone);
    trim(&mut business.contact);
    for service in &mut business.services {
        trim(&mut service.name);
        trim(&mut service.price);
    }
    business
}

/// Blank lines are skipped, and a site named twice is kept once, in the order typed.
fn parse_sites(typed: &[String]) -> Result<Vec<SiteOrigin>, ServiceError> {
    let mut sites: Vec<SiteOrigin> = vec![];
    for (index, text) in typed.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let site = SiteOrigin::parse(text).map_err(|error| ServiceError::field("sites", format!("line {}: {error}", index + 1)))?;
        if !sites.contains(&site) {
            sites.push(site);
        }
        if sites.len() > MOST_SITES {
            return Err(ServiceError::field("sites", "at most 50 sites"));
        }
    }
    Ok(sites)
}

#[cfg(test)]
mod tests {
    use futures_executor::LocalPool;

    use super::*;
    use crate::{
        domain::{account::Role, ids::AdminId, notifications::Notifications, settings::Corner},
        service::{
            memory::{ManualClock, MemoryAudit, MemorySettings, SequentialIds},
            permission::Admin,
            ports::AuditLog,
        },
    };

    /// The ports in memory wait for nobody: no runtime is needed.
    fn block_on<T>(story: impl Future<Output = T>) -> T {
        LocalPool::new().run_until(story)
    }

    /// Turns the text around: not what was put in, and bound to its context.
    struct Mirror;

    impl Sealer for Mirror {
        fn seal(&self, context: &str, plain: &str) -> String {
            format!("{context}|{}", plain.chars().rev().collect::<String>())
        }
        fn open(&self, context: &str, sealed: &str) -> Option<String> {
            let plain = sealed.strip_prefix(context)?.strip_prefix('|')?;
            Some(plain.chars().rev().collect())
        }
    }

    fn desk() -> (SettingsDesk, MemoryAudit) {
        let audit = MemoryAudit::default();
        let desk = SettingsDesk {
            store: Arc::new(MemorySettings::beside(&audit)),
            sealer: Arc::new(Mirror),
            clock: Arc::new(ManualClock::default()),
            ids: Arc::new(SequentialIds::default()),
        };
        (desk, audit)
    }

    fn owner() -> Owner {
        let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
        admin.owner().expect("an owner")
    }

    fn problem(outcome: Result<Settings, ServiceError>, field: &str) -> String {
        match outcome {
            Err(ServiceError::Invalid(fields)) => fields.get(field).cloned().unwrap_or_else(|| panic!("{field} is not in {fields:?}")),
            other => panic!("accepted or another error: {other:?}"),
        }
    }

    #[test]
    fn each_save_needs_the_version_that_was_seen() {
        let (desk, audit) = desk();
        block_on(async {
            let business =
                Business { name: " Lima Interiors ".into(), time_zone: "UTC".into(), hours: Hours::office(), ..Business::default() };
            let saved = desk.save_business(&owner(), business.clone(), 0).await.expect("saved");
            assert_eq!((saved.business.name.as_str(), saved.version), ("Lima Interiors", 1));
            assert_eq!(desk.save_business(&owner(), business, 0).await, Err(ServiceError::VersionConflict { seen: 0, current: 1 }));
            assert_eq!((desk.load().await, desk.latest().await), (Ok(saved.clone()), Ok(saved)));
            let entries = audit.latest(9).await.expect("memory");
            assert_eq!(entries.len(), 1, "a save that failed has no line");
            assert_eq!((entries[0].action.as_str(), entries[0].target.as_deref()), ("settings_saved", Some("business")));
            assert_eq!((entries[0].actor.as_str(), entries[0].address.as_deref()), (owner().id().as_str(), Some("192.0.2.1")));
        });
    }

    #[test]
    fn of_two_saves_at_once_one_wins() {
        let (desk, audit) = desk();
        let owner = owner();
        let save = |greeting: &str| desk.save_widget(&owner, vec![], greeting.to_owned(), 0);
        let (a, b) = block_on(futures::future::join(save("a"), save("b")));
        assert_eq!([&a, &b].iter().filter(|o| o.is_ok()).count(), 1);
        assert_eq!([&a, &b].iter().filter(|o| matches!(o, Err(ServiceError::VersionConflict { seen: 0, current: 1 }))).count(), 1);
        assert_eq!(block_on(audit.latest(9)).expect("memory").len(), 1);
    }

    #[test]
    fn sites_are_exact_and_the_wrong_line_is_named() {
        let (desk, _) = desk();
        let typed = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        block_on(async {
            let sites = typed(&["https://Shop.example.com/", "", " https://shop.example.com:443 ", "http://localhost:8080"]);
            let saved = desk.save_widget(&owner(), sites, " Hi! ".into(), 0).await.expect("saved");
            let sites: Vec<&str> = saved.allowed_sites.iter().map(SiteOrigin::as_str).collect();
            assert_eq!(sites, ["https://shop.example.com", "http://localhost:8080"]);
            assert_eq!(saved.widget.greeting, "Hi!");

            let wrong =
                desk.save_widget(&owner(), typed(&["https://a.example", "https://a.example; script-src *"]), String::new(), 1).await;
            assert!(problem(wrong, "sites").starts_with("line 2: "));
            let many = (0..51).map(|n| format!("https://s{n}.example")).collect();
            assert_eq!(problem(desk.save_widget(&owner(), many, String::new(), 1).await, "sites"), "at most 50 sites");
            let long = "é".repeat(501);
            assert_eq!(problem(desk.save_widget(&owner(), vec![], long, 1).await, "greeting"), "at most 500 characters");
        });
    }

    #[test]
    fn colour_and_place_are_saved_kept_and_given_back() {
        let (desk, audit) = desk();
        let look = |accent: &str, corner| Some(LookChoice { accent: accent.into(), corner });
        block_on(async {
            let saved = desk.save_widget_and_look(&owner(), vec![], "Hi".into(), look("A30", Corner::Left), 0).await.expect("saved");
            assert_eq!(saved.widget.choice(), LookChoice { accent: "#aa3300".into(), corner: Corner::Left });
            assert_eq!(audit.latest(9).await.expect("memory")[0].target.as_deref(), Some("widget"));
            let kept = desk.save_widget(&owner(), vec![], "Hello".into(), 1).await.expect("saved");
            assert_eq!(kept.widget, WidgetLook { greeting: "Hello".into(), ..saved.widget });
            let wrong = desk.save_widget_and_look(&owner(), vec![], String::new(), look("red", Corner::Auto), 2).await;
            assert!(problem(wrong, "accent").starts_with("write a colour"));
            let ours = desk.save_widget_and_look(&owner(), vec![], String::new(), look("", Corner::Auto), 2).await.expect("saved");
            assert_eq!(ours.widget, WidgetLook::default());
            let late = desk.save_widget_and_look(&owner(), vec![], String::new(), look("", Corner::Auto), 2).await;
            assert_eq!(late, Err(ServiceError::VersionConflict { seen: 2, current: 3 }));
        });
    }

    #[test]
    fn the_key_is_kept_sealed_replaced_and_removed() {
        let (desk, audit) = desk();
        block_on(async {
            let saved = desk
                .save_gemini(&owner(), Some(" AQ.secret-of-the-owner ".into()), " models/gemini-3.8-flash ".into(), 0)
                .await
                .expect("saved");
            assert!(!saved.gemini_key.as_deref().unwrap_or_default().contains("secret-of-the-owner"));
            assert_eq!(desk.gemini_key(&saved).as_deref(), Some("AQ.secret-of-the-owner"));
            assert_eq!(saved.gemini_model.as_deref(), Some("gemini-3.8-flash"));

            let kept = desk.save_gemini(&owner(), None, String::new(), 1).await.expect("saved");
            assert_eq!(desk.gemini_key(&kept).as_deref(), Some("AQ.secret-of-the-owner"));
            assert_eq!(kept.gemini_model, None);

            let removed = desk.save_gemini(&owner(), Some(" ".into()), String::new(), 2).await.expect("saved");
            assert_eq!((removed.gemini_key, removed.version), (None, 3));
            let entries = audit.latest(9).await.expect("memory");
            assert_eq!(entries[0].target.as_deref(), Some("assistant: key removed"));
            assert!(entries.iter().all(|entry| !format!("{entry:?}").contains("secret-of-the-owner")));
        });
    }

    #[test]
    fn a_key_or_model_that_cannot_be_one_is_refused() {
        let (desk, _) = desk();
        block_on(async {
            for key in ["short", "with a blank in the middle", "with-ünïcode-letters", &"k".repeat(201)] {
                problem(desk.save_gemini(&owner(), Some(key.into()), String::new(), 0).await, "key");
            }
            for model in ["gemini/../../etc", "gemini flash", "gemini?key=1", &"g".repeat(101)] {
                problem(desk.save_gemini(&owner(), None, model.into(), 0).await, "model");
            }
        });
    }

    #[test]
    fn fields_of_leads_are_saved_in_their_order() {
        let (desk, audit) = desk();
        let field = |label: &str| CustomField { label: label.into(), ..CustomField::default() };
        block_on(async {
            let saved = desk.save_lead_fields(&owner(), vec![field("Tooth"), field("Insurance")], 0).await.expect("saved");
            assert_eq!(saved.lead_fields.iter().map(|field| field.key.as_str()).collect::<Vec<_>>(), ["tooth", "insurance"]);
            let wrong = desk.save_lead_fields(&owner(), vec![field("Tooth"), field("")], 1).await;
            assert!(problem(wrong, "lead_fields").starts_with("line 2: "));
            assert_eq!(audit.latest(9).await.expect("memory")[0].target.as_deref(), Some("lead fields"));
        });
    }

    #[test]
    fn news_of_visitors_go_to_an_address_or_to_nobody() {
        let (desk, audit) = desk();
        block_on(async {
            let all = Notifications::default();
            let wanted = Notifications { of_leads: false, ..all.clone() };
            let saved = desk.save_notifications(&owner(), " bo@brooks.example ", wanted, 0).await.expect("saved");
            assert_eq!(saved.notifications.mail_to.as_ref().map(|email| email.as_str()), Some("bo@brooks.example"));
            assert!(saved.notifications.tells_of_wishes() && !saved.notifications.tells_of_leads());
            let wrong = desk.save_notifications(&owner(), "bo@brooks", all.clone(), 1).await;
            assert_eq!(problem(wrong, "mail_to"), "add the ending, such as .com");
            let off = desk.save_notifications(&owner(), " ", all, 1).await.expect("saved");
            assert!(!off.notifications.tells_of_wishes() && off.notifications.of_wishes);
            assert_eq!(audit.latest(9).await.expect("memory")[0].target.as_deref(), Some("notifications"));
        });
    }

    #[test]
    fn meetings_are_booked_as_the_owner_says() {
        let (desk, audit) = desk();
        block_on(async {
            let business = Business { name: "Brooks".into(), time_zone: "Europe/London".into(), ..Business::default() };
            desk.save_business(&owner(), business, 0).await.expect("saved");
            let mut scheduling = Scheduling::default();
            scheduling.rules.buffer_after = 15;
            let saved = desk.save_meetings(&owner(), Hours::office(), 45, scheduling.clone(), 1).await.expect("saved");
            assert_eq!((saved.business.meeting_minutes, saved.business.time_zone.as_str()), (45, "Europe/London"));
            assert_eq!((saved.business.hours, saved.scheduling), (Hours::office(), scheduling.clone()));
            scheduling.rules.buffer_before = 7;
            scheduling.limits.per_client = 0;
            let Err(ServiceError::Invalid(wrong)) = desk.save_meetings(&owner(), Hours::office(), 5, scheduling, 2).await else {
                panic!("accepted")
            };
            assert_eq!(wrong.keys().map(String::as_str).collect::<Vec<_>>(), ["buffer_before", "meeting_minutes", "per_client"]);
            assert_eq!(audit.latest(9).await.expect("memory")[0].target.as_deref(), Some("meetings"));
        });
    }

    #[test]
    fn business_hours_and_zone_are_checked_by_the_domain() {
        let (desk, _) = desk();
        let wrong = Business { time_zone: "Mars/Olympus".into(), ..Business::default() };
        assert!(problem(block_on(desk.save_business(&owner(), wrong, 0)), "time_zone").contains("Europe/Lisbon"));
    }
}
