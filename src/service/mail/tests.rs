//! What is sent, when, to whom, and what becomes of it where it cannot be.

mod disconnected;
mod failing;
mod reports;
mod visitors;

use std::sync::Mutex;

use futures_executor::LocalPool;

use super::*;
use crate::{
    domain::{
        account::{AdminAccount, Role},
        business::{Business, Hours},
        conversation::{Channel, VisitorKey},
        email::Email,
        ids::{AdminId, ConversationId},
        locale::Language,
        meeting::{Attendee, Meeting, ics::Method},
        person_name::PersonName,
        settings::{Scheduling, Settings},
    },
    service::{
        memory::{
            ManualClock, MemoryAdmins, MemoryAudit, MemoryBus, MemoryCalendar, MemoryCalendarGrants, MemoryConversations, MemoryMailer,
            MemoryMeetings, MemoryOutbox, MemoryReportFiles, MemorySettings, PlainSigner, SequentialIds,
        },
        permission::{Admin, Host, Visitor},
        ports::{AuditLog, CalendarGrant, Clock, StoredAdmin},
        schedule::{Asker, Attended, BookOrder, Wanted},
    },
};

fn run<T>(story: impl Future<Output = T>) -> T {
    LocalPool::new().run_until(story)
}

/// Monday, 23 November 2026, the day after that of the clock, and Tuesday.
const NINE: &str = "2026-11-23T09:00:00Z";
const LATER: &str = "2026-11-24T10:00:00Z";
const OWNER: &str = "owner@brooks.example";

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

struct Stage {
    post: PostOffice,
    store: MemoryConversations,
    meetings: MemoryMeetings,
    outbox: MemoryOutbox,
    mailer: MemoryMailer,
    calendar: MemoryCalendar,
    grants: MemoryCalendarGrants,
    audit: MemoryAudit,
    clock: ManualClock,
    model: FailingModel,
}

/// Fails where there is advice. Clones share one state.
#[derive(Clone, Default)]
struct FailingModel(Arc<Mutex<Option<String>>>);

impl ModelHealth for FailingModel {
    fn trouble(&self) -> Option<String> {
        self.0.lock().expect("no panic").clone()
    }
}

impl Stage {
    async fn local() -> Self {
        Self::over(MemoryCalendar::default(), true).await
    }

    async fn over(calendar: MemoryCalendar, has_mail: bool) -> Self {
        let (store, audit, clock) = (MemoryConversations::new(), MemoryAudit::default(), ManualClock::default());
        let (meetings, outbox) = (MemoryMeetings::beside(&store, &audit), MemoryOutbox::beside(&store, &audit));
        let model = FailingModel::default();
        let (mailer, grants) = (MemoryMailer::of(email("desk@brooks.example")), MemoryCalendarGrants::default());
        let business = Business { name: "Brooks".into(), time_zone: "Europe/London".into(), hours: Hours::office(), ..Business::default() };
        let scheduling = Scheduling { reminders: vec![60, 1_440], ..Scheduling::default() };
        let desk = MeetingDesk {
            meetings: Arc::new(meetings.clone()),
            calendar: Arc::new(calendar.clone()),
            leads: Arc::new(store.clone()),
            conversations: Arc::new(store.clone()),
            settings: Arc::new(MemorySettings::with(Settings { business, scheduling, ..Settings::default() })),
            bus: Arc::new(MemoryBus::default()),
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SequentialIds::default()),
            signer: Arc::new(PlainSigner),
            public_url: "https://desk.example".into(),
            sender: has_mail.then(|| mailer.sender().clone()),
            ends: None,
        };
        let post = PostOffice {
            desk,
            outbox: Arc::new(outbox.clone()),
            mailer: Arc::new(mailer.clone()),
            admins: Arc::new(MemoryAdmins::default()),
            grants: Arc::new(grants.clone()),
            reports: Arc::new(MemoryReportFiles::default()),
            model: Arc::new(model.clone()),
            seen: Seen::default(),
        };
        let stage = Self { post, store, meetings, outbox, mailer, calendar, grants, audit, clock, model };
        stage.hire_owner().await;
        stage
    }

    async fn hire_owner(&self) {
        let account = AdminAccount {
            id: AdminId::new(uuid::Uuid::from_u128(1)),
            email: email(OWNER),
            name: "Bo".into(),
            role: Role::Owner,
            created_at: self.clock.now(),
        };
        let entry = host().does("made", None, &*self.post.desk.clock, &*self.post.desk.ids);
        let owner = StoredAdmin { account, password_hash: String::new(), password_mark: None };
        self.post.admins.create_first(owner, entry).await.expect("the first");
    }

    async fn book(&self, by: &Asker, start: &str) -> Meeting {
        let attendee = Attendee { name: PersonName::parse("Ana").ok(), email: Some(email("ana@x.example")), phone: None };
        let order = BookOrder {
            wanted: Wanted::Start { at: at(start), minutes: None },
            who: Attended { attendee, ..Attended::default() },
            zone: Some("Asia/Karachi".into()),
            language: Language::De,
            once: None,
        };
        self.post.desk.book(by, &order).await.expect("booked")
    }

    async fn stored(&self, id: &MeetingId) -> Meeting {
        self.post.desk.meetings.find(id).await.expect("memory").expect("a meeting")
    }

    /// What goes out now.
    async fn mails(&self) -> Vec<Mail> {
        self.post.deliver(20).await.expect("memory");
        self.mailer.take()
    }

    /// What goes out then.
    async fn mails_at(&self, time: &str) -> Vec<Mail> {
        let passed = at(time).duration_since(self.clock.now());
        self.clock.advance(passed.try_into().expect("the clock goes on"));
        self.mails().await
    }
}

fn host() -> Host {
    Host::admin(&Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into()))
}

fn ana() -> Asker {
    let visitor = Visitor::vouched(VisitorKey::derive("token", "ana"), None);
    Asker::guest(&visitor, ConversationId::new(uuid::Uuid::from_u128(9)), Channel::Website, Some("192.0.2.7".into()))
}

/// Each mail's name behind its meeting's.
fn names(mails: &[Mail]) -> Vec<&str> {
    let mut names: Vec<&str> = mails.iter().map(|mail| mail.name.split_once('.').map_or("", |(_, name)| name)).collect();
    names.sort_unstable();
    names
}

fn to(start: &str) -> Wanted {
    Wanted::Start { at: at(start), minutes: None }
}

#[test]
fn a_booking_is_told_to_the_visitor_with_an_invitation_and_to_the_owner() {
    run(async {
        let stage = Stage::local().await;
        let meeting = stage.book(&ana(), NINE).await;
        assert_eq!(meeting.invited_at, None, "nothing has been sent yet");
        let mails = stage.mails().await;
        assert_eq!(names(&mails), ["owner.0", "visitor.0"]);
        let visitor = mails.iter().find(|mail| mail.to == [email("ana@x.example")]).expect("the visitor's");
        assert_eq!((visitor.language, visitor.reply_to.as_ref(), visitor.from.as_str()), (Language::De, None, "Brooks"));
        assert!(visitor.subject.starts_with("Ihr Termin mit Brooks: Montag, 23. November 2026"), "{}", visitor.subject);
        assert!(visitor.text.contains("ist gebucht") && visitor.text.contains("https://desk.example/meeting/"), "{}", visitor.text);
        let calendar = visitor.calendar.as_ref().expect("an invitation");
        assert_eq!(calendar.method, Method::Request);
        assert!(calendar.file.contains("\r\nMETHOD:REQUEST\r\n") && calendar.file.contains("\r\nSEQUENCE:0\r\n"));
        assert!(calendar.file.contains(":mailto:desk@brooks.example\r\n"), "from whom the mail is: {}", calendar.file);
        let owner = mails.iter().find(|mail| mail.to == [email(OWNER)]).expect("the owner's");
        assert_eq!((owner.reply_to.as_ref(), &owner.calendar), (Some(&email("ana@x.example")), &None));
        assert!(owner.subject.starts_with("New meeting: Ana, "));
        assert_eq!(stage.stored(&meeting.id).await.invited_at, Some(stage.clock.now()));
        assert_eq!(stage.mails().await, []);
    });
}

#[test]
fn changes_follow_with_their_sequence_and_the_old_ones_are_dropped() {
    run(async {
        let stage = Stage::local().await;
        let meeting = stage.book(&ana(), NINE).await;
        // Before anything went out.
        stage.post.desk.reschedule(&ana(), &meeting.id, &to(LATER), None).await.expect("moved");
        let mails = stage.mails().await;
        assert_eq!(names(&mails), ["owner.1", "visitor.1"]);
        let visitor = mails.iter().find(|mail| mail.calendar.is_some()).expect("the visitor's");
        assert!(visitor.text.contains("verschoben") && visitor.calendar.as_ref().is_some_and(|file| file.file.contains("SEQUENCE:1\r\n")));
        stage.post.desk.cancel(&ana(), &meeting.id, None).await.expect("cancelled");
        let mails = stage.mails().await;
        assert_eq!(names(&mails), ["owner.2", "visitor.2"]);
        let calendar = mails.iter().find_map(|mail| mail.calendar.as_ref()).expect("the visitor's");
        assert_eq!(calendar.method, Method::Cancel);
        // No reminder of it comes, and all that there was has ended.
        assert_eq!(stage.mails_at("2026-11-24T09:30:00Z").await, []);
        assert!(stage.outbox.all().await.iter().all(|(_, end)| end.is_some()));
    });
}

#[test]
fn the_owner_is_not_told_of_what_the_owner_did() {
    run(async {
        let stage = Stage::local().await;
        let meeting = stage.book(&Asker::host(&host()), NINE).await;
        assert_eq!(names(&stage.mails().await), ["visitor.0"]);
        stage.post.desk.cancel(&Asker::host(&host()), &meeting.id, None).await.expect("cancelled");
        assert_eq!(names(&stage.mails().await), ["visitor.1"]);
    });
}

#[test]
fn reminders_come_at_their_time_and_only_of_what_is_still_so() {
    run(async {
        let stage = Stage::local().await;
        let meeting = stage.book(&ana(), LATER).await;
        stage.mails().await;
        assert_eq!(stage.mails_at("2026-11-23T09:59:00Z").await, []);
        let mails = stage.mails_at("2026-11-23T10:00:00Z").await;
        assert_eq!(names(&mails), ["reminder.0.1440"]);
        assert!(mails[0].subject.starts_with("Erinnerung") && mails[0].calendar.is_none());
        let moved = stage.post.desk.reschedule(&ana(), &meeting.id, &to("2026-11-25T09:00:00Z"), None).await.expect("moved");
        assert_eq!(moved.sequence, 1);
        assert_eq!(names(&stage.mails().await), ["owner.1", "visitor.1"]);
        assert_eq!(stage.mails_at("2026-11-24T08:59:00Z").await, []);
        assert_eq!(names(&stage.mails_at("2026-11-24T09:00:00Z").await), ["reminder.1.1440"]);
        assert_eq!(names(&stage.mails_at("2026-11-25T08:00:00Z").await), ["reminder.1.60"]);
        assert_eq!(stage.mails_at("2026-11-25T12:00:00Z").await, []);
    });
}

#[test]
fn google_invites_by_itself_and_the_owner_is_told() {
    run(async {
        let stage = Stage::over(MemoryCalendar::connected(), true).await;
        let meeting = stage.book(&ana(), LATER).await;
        assert!(meeting.invited_at.is_some(), "by Google");
        assert_eq!(names(&stage.mails().await), ["owner.0"]);
        stage.post.desk.reschedule(&ana(), &meeting.id, &to("2026-11-24T11:00:00Z"), None).await.expect("moved");
        assert_eq!(names(&stage.mails().await), ["owner.1"]);
        assert_eq!(names(&stage.mails_at("2026-11-24T10:00:00Z").await), ["reminder.1.60"]);
        stage.post.desk.cancel(&ana(), &meeting.id, None).await.expect("cancelled");
        assert_eq!(names(&stage.mails().await), ["owner.2"]);
    });
}

#[test]
fn where_google_may_not_invite_we_do_once_it_has_the_event() {
    run(async {
        let stage = Stage::over(MemoryCalendar::connected(), true).await;
        stage.calendar.set_invites(false);
        stage.calendar.set_failure(Some(CalendarError::Unavailable));
        let meeting = stage.book(&ana(), LATER).await;
        assert_eq!((meeting.status, names(&stage.mails().await)), (MeetingStatus::Pending, vec!["owner.0"]));
        stage.calendar.set_failure(None);
        stage.clock.advance(std::time::Duration::from_secs(3_600));
        stage.post.desk.sync(9).await.expect("synced");
        let mails = stage.mails().await;
        assert_eq!(names(&mails), ["visitor.0"]);
        assert!(mails[0].calendar.as_ref().is_some_and(|file| file.file.contains("@google.com\r\n")), "the same event as Google's");
        assert!(stage.stored(&meeting.id).await.invited_at.is_some());
        stage.post.desk.reschedule(&ana(), &meeting.id, &to("2026-11-24T11:00:00Z"), None).await.expect("moved");
        assert_eq!(names(&stage.mails().await), ["owner.1", "visitor.1"]);
        stage.post.desk.cancel(&ana(), &meeting.id, None).await.expect("cancelled");
        assert_eq!(names(&stage.mails().await), ["owner.2", "visitor.2"]);
    });
}

#[test]
fn without_a_mail_server_nothing_waits() {
    run(async {
        let stage = Stage::over(MemoryCalendar::default(), false).await;
        let meeting = stage.book(&ana(), NINE).await;
        stage.post.desk.cancel(&ana(), &meeting.id, None).await.expect("cancelled");
        assert_eq!(stage.outbox.all().await, []);
    });
}

#[test]
fn a_dead_calendar_is_told_once() {
    run(async {
        let stage = Stage::over(MemoryCalendar::connected(), true).await;
        let since = at("2026-11-22T08:00:00Z");
        let grant =
            CalendarGrant { refresh_token: "sealed".into(), scopes: vec![], granted_at: since, expires_at: None, dead_since: Some(since) };
        let record = stage.grants.load().await.expect("memory").followed_by(Some(grant));
        stage.grants.save(&record, None).await.expect("saved");
        assert_eq!(stage.mails().await, []);
        stage.calendar.set_failure(Some(CalendarError::GrantDead));
        // Another instance looks, too.
        let other = PostOffice { seen: Seen::default(), ..stage.post.clone() };
        other.deliver(20).await.expect("memory");
        let mails = stage.mails().await;
        assert_eq!(mails.len(), 1);
        assert_eq!((&mails[0].to[..], mails[0].subject.as_str()), (&[email(OWNER)][..], "Your calendar is disconnected"));
        assert!(mails[0].text.contains("https://desk.example/admin/settings/meetings"));
        assert_eq!(stage.mails_at(NINE).await, []);
    });
}

#[test]
fn whoever_is_erased_is_not_written_to() {
    run(async {
        let stage = Stage::local().await;
        stage.book(&ana(), LATER).await;
        stage.post.desk.leads.erase(&stage.store.all_leads(), vec![]).await.expect("erased");
        assert_eq!(stage.outbox.all().await, []);
        assert_eq!(stage.mails().await, []);
        assert_eq!(stage.meetings.all().await, []);
    });
}
