//! A report made now: of which days, how far it is, and a way to stop it.

use std::time::Duration;

use jiff::civil::Date;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{Listed, course::Course, file_address, preview_address};
use crate::{
    domain::{
        analytics::{calendar::days_after, range::Range},
        ids::ReportId,
    },
    rpc::reports::{begin_report, cancel_report, follow_report},
    ui::{
        browser,
        components::{
            bar::Bar,
            button::WorkButton,
            field::{DayField, sentence},
            icon::{Glyph, Icon},
            notice::{Note, Tone},
        },
        form_state::FormState,
        live::use_live,
        session::{leave_if_signed_out, use_zone},
    },
};

/// Between two questions.
const AGAIN: Duration = Duration::from_millis(600);

/// Which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    Today,
    Yesterday,
    Between,
}

const DAYS: [(Days, &str, &str); 3] = [
    (Days::Today, "today", "Today, as far as it has come"),
    (Days::Yesterday, "yesterday", "Yesterday"),
    (Days::Between, "between", "Other days"),
];

/// Belongs to the page.
#[derive(Clone, Copy)]
pub struct Making {
    form: FormState,
    /// The report of this page, and what is known of it.
    under_way: RwSignal<Option<(ReportId, Course)>>,
    listed: Listed,
}

impl Making {
    pub fn new(listed: Listed) -> Self {
        Self { form: FormState::new(), under_way: RwSignal::new(None), listed }
    }

    fn is_busy(self) -> bool {
        self.under_way.with(|under_way| under_way.as_ref().is_some_and(|(_, course)| !course.is_over()))
    }

    fn begin(self, range: Option<Range>) {
        if untrack(move || self.is_busy()) {
            return;
        }
        let id = ReportId::new(uuid::Uuid::from_u128(browser::random()));
        let begun = id.clone();
        self.form.send(begin_report(id, range), move |()| {
            self.under_way.set(Some((begun.clone(), Course::default())));
            self.follow(begun);
        });
    }

    /// Asks again and again, until it is over or the page has gone.
    fn follow(self, id: ReportId) {
        spawn_local(async move {
            let Some(course) = self.course(&id) else { return };
            let answer = if course.is_unwanted() { cancel_report(id.clone()).await } else { follow_report(id.clone()).await };
            if let Err(error) = &answer
                && leave_if_signed_out(error)
            {
                return;
            }
            self.change(&id, |course| course.hear(answer.ok().flatten()));
            match self.course(&id) {
                Some(course) if course.is_over() => self.listed.refetch(),
                Some(_) => set_timeout(move || self.follow(id), AGAIN),
                None => {}
            }
        });
    }

    fn cancel(self) {
        let id = self.under_way.with_untracked(|under_way| under_way.as_ref().map(|(id, _)| id.clone()));
        if let Some(id) = id {
            self.change(&id, Course::stop);
        }
    }

    fn dismiss(self) {
        self.under_way.set(None);
    }

    fn change(self, id: &ReportId, change: impl FnOnce(&mut Course)) {
        self.under_way.try_update(|under_way| {
            if let Some((_, course)) = under_way.as_mut().filter(|(known, _)| known == id) {
                change(course);
            }
        });
    }

    /// None where it is not shown any more.
    fn course(self, id: &ReportId) -> Option<Course> {
        let find =
            |under_way: &Option<(ReportId, Course)>| under_way.as_ref().filter(|(known, _)| known == id).map(|(_, course)| course.clone());
        self.under_way.try_with_untracked(find).flatten()
    }
}

#[component]
pub fn MakeNow(making: Making) -> impl IntoView {
    let days = RwSignal::new(Days::Today);
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (live, zone) = (use_live(), use_zone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let today = live.now.get_untracked().map(|now| browser::civil(now, &zone.get_untracked()).date());
        match wanted(days.get_untracked(), &from.get_untracked(), &to.get_untracked(), today) {
            Ok(range) => making.begin(range),
            Err(problem) => {
                making.form.reset();
                making.form.refuse("from", problem);
            }
        }
    };
    let is_between = move || days.get() == Days::Between;
    let busy = Signal::derive(move || making.form.busy.get() || making.is_busy());
    view! {
        <section class="card needs-script" aria-labelledby="make-title">
            <div class="card__head">
                <h2 id="make-title">"Make one now"</h2>
                <p>"A workbook with the summary, leads, follow-ups, meetings and conversations of these days."</p>
            </div>
            <form class="stack" on:submit=submit novalidate=true>
                <fieldset class="choices choices--row">
                    <legend class="sr">"Which days"</legend>
                    {DAYS.into_iter().map(|(choice, name, label)| view! {
                        <label class="choices__one">
                            <input type="radio" name="days" value=name checked=choice == Days::Today
                                prop:checked=move || days.get() == choice on:change=move |_| days.set(choice)/>
                            <span>{label}</span>
                        </label>
                    }).collect_view()}
                </fieldset>
                <Show when=is_between>
                    <div class="columns">
                        <DayField label="From" name="from" value=from/>
                        <DayField label="Until" name="to" value=to/>
                    </div>
                </Show>
                {move || making.form.error("from").get().map(|problem| view! {
                    <p class="field__note field__note--wrong" role="alert"><Icon glyph=Glyph::Alert/>{sentence(&problem)}</p>
                })}
                {move || making.form.problem.get().map(|error| view! {
                    <Note tone=Tone::Danger><p><b>"No report was begun."</b>" " {error.message}</p></Note>
                })}
                <div class="savebar"><WorkButton label="Make report" busy=busy/></div>
            </form>
            <UnderWay making=making/>
        </section>
    }
    .into_any()
}

/// None: today, which the server knows best.
///
/// # Errors
/// What is wrong with the days, for a person.
fn wanted(days: Days, from: &str, to: &str, today: Option<Date>) -> Result<Option<Range>, String> {
    let day = |text: &str| text.trim().parse::<Date>().map_err(|_| "choose both days".to_owned());
    match days {
        Days::Today => Ok(None),
        Days::Yesterday => {
            let today = today.ok_or("the day is not known yet: try again")?;
            Ok(Some(Range::day(days_after(today, -1))))
        }
        Days::Between => Range::new(day(from)?, day(to)?).map(Some).map_err(|problem| problem.to_string()),
    }
}

/// How far it is; then the file.
#[component]
fn UnderWay(making: Making) -> impl IntoView {
    let course = Memo::new(move |_| making.under_way.with(|under_way| under_way.as_ref().map(|(_, course)| course.clone())));
    let with = move |of: fn(&Course) -> String| Signal::derive(move || course.with(|course| course.as_ref().map(of)).unwrap_or_default());
    let (words, figures) = (with(Course::words), with(Course::figures));
    let is_over = Memo::new(move |_| course.with(|course| course.as_ref().is_some_and(Course::is_over)));
    let tone = Memo::new(move |_| course.with(|course| course.as_ref().map_or(Tone::Info, Course::tone)));
    let report = move || course.with(|course| course.as_ref().and_then(|course| course.report().map(|report| report.id.clone())));
    let press = move |_| if is_over.get_untracked() { making.dismiss() } else { making.cancel() };
    view! {
        <p class="sr" role="status">{move || words.get()}</p>
        <Show when=move || course.with(Option::is_some)>
            <div class="making" data-tone=move || format!("{:?}", tone.get()).to_lowercase()>
                {move || view! { <Icon glyph=tone.get().glyph()/> }}
                <p class="making__words" aria-hidden="true">{move || words.get()}</p>
                <Show when=move || !is_over.get() fallback=move || view! { <p class="bar__words">{move || figures.get()}</p> }>
                    <Bar label="The report" share=Signal::stored(None::<(u64, u64)>) words=figures/>
                </Show>
                {move || report().map(|id| view! {
                    <a class="button button--small" href=preview_address(&id) data-noscroll="">"Look at it"</a>
                    <a class="button button--small" href=file_address(&id) rel="external" download="">"Download"</a>
                })}
                <button type="button" class="button button--small" on:click=press>{move || if is_over.get() { "Dismiss" } else { "Cancel" }}</button>
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_chosen_by_the_businesss_calendar() {
        let today = Some(date(2026, 11, 24));
        assert_eq!(wanted(Days::Today, "", "", today), Ok(None));
        assert_eq!(wanted(Days::Yesterday, "", "", today), Ok(Some(Range::day(date(2026, 11, 23)))));
        let november = Range::new(date(2026, 11, 1), date(2026, 11, 24)).expect("a range");
        assert_eq!(wanted(Days::Between, "2026-11-01", "2026-11-24", today), Ok(Some(november)));
        assert_eq!(wanted(Days::Between, "", "2026-11-24", today), Err("choose both days".into()));
    }
}
