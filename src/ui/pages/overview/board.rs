//! What the parts of the Overview share: where one is, what the server answered, and that they keep up with what happens.

use std::{future::Future, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use serde::{Serialize, de::DeserializeOwned};

use super::place::Place;
use crate::{
    domain::{
        analytics::{cohort::Cohort, heat::HeatMap, measure::Measure},
        api_error::ApiError,
        lead::query::{LeadFilter, Sort, SortKey},
        live::LiveEvent,
        page::Page,
        unanswered::Alike,
    },
    rpc::{
        analytics::{GroupsView, MorningWords, OverviewView, cohorts, groups, heat, morning, overview, unanswered},
        leads::{LeadList, list_leads},
        schedule::{MeetingList, MeetingRow, list_meetings},
    },
    ui::{
        components::notice::{Failure, SkeletonRows},
        live::{News, use_live},
        session::leave_if_signed_out,
    },
};

/// Several news at a time are one reason to read again; and it is shown within a second.
const SOON: Duration = Duration::from_millis(500);
/// What nobody tells of (the widget was opened) is looked for this often.
const NOW_AND_THEN: Duration = Duration::from_secs(60);
/// Rows of each list.
pub const ROWS: u32 = 6;

pub type Answer<T> = Resource<Result<T, ApiError>>;

/// Handed down by the page.
#[derive(Clone, Copy)]
pub struct Board {
    pub place: Place,
    pub figures: Answer<OverviewView>,
    pub groups: Answer<GroupsView>,
    pub heat: Answer<HeatMap>,
    pub cohorts: Answer<Vec<Cohort>>,
    pub morning: Answer<MorningWords>,
    /// What visitors asked in vain.
    pub unanswered: Answer<Vec<Alike>>,
    /// Follow-ups, the earliest first; and the leads that came last.
    pub due: Answer<LeadList>,
    pub latest: Answer<LeadList>,
    pub meetings: Answer<Page<MeetingRow>>,
    /// Grows with each reason to read again.
    stirred: RwSignal<u64>,
    /// Grows each minute.
    aged: RwSignal<u64>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Board {
    pub fn new() -> Self {
        let place = Place::here();
        let board = Self {
            place,
            figures: Resource::new(move || place.period.get(), overview),
            groups: Resource::new(move || place.asked.get(), |asked| async move { groups(asked.period, asked.by, asked.of).await }),
            heat: Resource::new(move || place.period.get(), |period| async move { heat(period, Measure::Chats).await }),
            cohorts: Resource::new(|| (), |()| cohorts(Measure::Won)),
            morning: Resource::new(|| (), |()| morning()),
            unanswered: Resource::new(move || place.period.get(), unanswered),
            due: Resource::new(|| (), |()| due()),
            latest: Resource::new(|| (), |()| latest()),
            meetings: Resource::new(|| (), |()| list_meetings(MeetingList::Coming, None)),
            stirred: RwSignal::new(0),
            aged: RwSignal::new(0),
            waiting: StoredValue::new(None),
        };
        use_live().subscribe(move |news| board.hear(&news));
        Effect::new(move |_| {
            if let Ok(looking) = set_interval_with_handle(move || board.age(), NOW_AND_THEN) {
                on_cleanup(move || looking.clear());
            }
        });
        on_cleanup(move || {
            if let Some(handle) = board.waiting.try_update_value(Option::take).flatten() {
                handle.clear();
            }
        });
        board
    }

    fn hear(self, news: &News) {
        match news {
            News::Event(LiveEvent::Answering { .. }) => {}
            // One that waits already is enough: on a busy day there would be no pause to wait for.
            News::Event(_) | News::Resync if self.waiting.try_with_value(Option::is_some).unwrap_or(true) => {}
            News::Event(_) | News::Resync => {
                let read = move || {
                    self.waiting.try_update_value(|waiting| *waiting = None);
                    self.stir();
                };
                self.waiting.set_value(set_timeout_with_handle(read, SOON).ok());
            }
        }
    }

    fn stir(self) {
        self.stirred.try_update(|count| *count += 1);
    }

    fn age(self) {
        self.aged.try_update(|count| *count += 1);
        self.stir();
    }

    /// What was read first, and what is read after each reason to read again. What is shown stays where that fails.
    pub fn keep<T, F>(self, first: T, ask: impl Fn() -> F + 'static) -> RwSignal<T>
    where
        T: Send + Sync + 'static,
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        follow(self.stirred, first, ask)
    }

    /// The same of what hardly changes from one moment to the next: each minute.
    pub fn keep_slowly<T, F>(self, first: T, ask: impl Fn() -> F + 'static) -> RwSignal<T>
    where
        T: Send + Sync + 'static,
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        follow(self.aged, first, ask)
    }
}

/// Asks again each time that the count grows.
fn follow<T, F>(count: RwSignal<u64>, first: T, ask: impl Fn() -> F + 'static) -> RwSignal<T>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let shown = RwSignal::new(first);
    Effect::new(move |seen: Option<u64>| {
        let count = count.get();
        if seen.is_some_and(|seen| seen != count) {
            let answer = ask();
            spawn_local(async move {
                match answer.await {
                    Ok(newer) => drop(shown.try_set(newer)),
                    Err(error) => drop(leave_if_signed_out(&error)),
                }
            });
        }
        count
    });
    shown
}

/// Leads with a follow-up, the earliest first: in this order stand no others.
pub async fn due() -> Result<LeadList, ApiError> {
    let by_follow_up = Sort { key: SortKey::FollowUpAt, descending: false };
    list_leads(LeadFilter::default(), by_follow_up, ROWS, None).await
}

/// Those that came last.
pub async fn latest() -> Result<LeadList, ApiError> {
    list_leads(LeadFilter::default(), Sort::default(), ROWS, None).await
}

/// One part of the page: its shape while it is read, what failed and a way to try again, else its view, which is made anew for
/// each question.
#[component]
pub fn Part<T>(
    source: Answer<T>,
    failed: &'static str,
    #[prop(default = 4)] rows: usize,
    board: Board,
    show: fn(T, Board) -> AnyView,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    let retry = Callback::new(move |()| source.refetch());
    view! {
        <Transition fallback=move || view! { <SkeletonRows rows=rows/> }>
            {move || Suspend::new(async move {
                match source.await {
                    Ok(first) => (move || show(first.clone(), board)).into_any(),
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! { <Failure title=failed error=error retry=retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}
