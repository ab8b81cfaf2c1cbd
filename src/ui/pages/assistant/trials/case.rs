//! A test conversation that is being written: its lines, what is expected, and its way to the server.

use leptos::prelude::*;

use super::expect::{ExpectLine, Kind};
use crate::{
    domain::{
        ids::CaseId,
        instruction::case::{Call, CaseBody, Expectation, Line, TestCase},
        locale::Language,
        message::Author,
    },
    rpc::assistant::cases::save_case,
    ui::{
        form_state::FormState,
        pages::assistant::{desk::Desk, sources::Sources},
    },
};

/// One line of the conversation; the number keeps it apart from the others.
#[derive(Clone, Copy)]
pub struct SaidLine {
    pub number: u64,
    pub author: RwSignal<Author>,
    pub text: RwSignal<String>,
    /// Which tools were called for it: shown nowhere, kept as they are.
    calls: StoredValue<Vec<Call>>,
}

impl SaidLine {
    fn value(self) -> Line {
        let author = self.author.get();
        let calls = if author == Author::Assistant { self.calls.get_value() } else { vec![] };
        Line { author, text: self.text.get(), calls }
    }
}

/// What stands in the form, to tell whether it was changed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Written {
    name: String,
    judge: String,
    lines: Vec<(Author, String)>,
    expected: Vec<(Kind, String, String, Language)>,
}

/// A test that is to be written: what it begins with, and the one that is changed by it with its version that was seen.
type Wanted = (CaseBody, Option<(CaseId, u64)>);

/// Handed to whatever may begin a test. It outlives the dialog.
#[derive(Clone, Copy)]
pub struct CaseDesk {
    pub open: RwSignal<bool>,
    pub name: RwSignal<String>,
    pub judge: RwSignal<String>,
    pub lines: RwSignal<Vec<SaidLine>>,
    pub expected: RwSignal<Vec<ExpectLine>>,
    pub form: FormState,
    /// The one that is changed, and its version that was seen; None: it will be a new one.
    pub changed: RwSignal<Option<(CaseId, u64)>>,
    written: Memo<Written>,
    /// What the form began with.
    begun: RwSignal<Written>,
    /// Something would be missed.
    pub dirty: Memo<bool>,
    /// Whether what was written may go for another test.
    pub asking: RwSignal<bool>,
    /// What takes its place then.
    wanted: StoredValue<Option<Wanted>>,
    next: StoredValue<u64>,
    /// Lines that are added in event handlers live as long as the page.
    owner: StoredValue<Owner>,
    desk: Desk,
    sources: Sources,
}

impl CaseDesk {
    pub fn new(desk: Desk, sources: Sources) -> Self {
        let (name, judge) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let (lines, expected) = (RwSignal::new(Vec::<SaidLine>::new()), RwSignal::new(Vec::<ExpectLine>::new()));
        let written = Memo::new(move |_| Written {
            name: name.get(),
            judge: judge.get(),
            lines: lines.get().into_iter().map(|line| (line.author.get(), line.text.get())).collect(),
            expected: expected.get().into_iter().map(ExpectLine::written).collect(),
        });
        let begun = RwSignal::new(Written::default());
        Self {
            open: RwSignal::new(false),
            name,
            judge,
            lines,
            expected,
            form: FormState::new(),
            changed: RwSignal::new(None),
            written,
            begun,
            dirty: Memo::new(move |_| written.with(|written| begun.with(|begun| written != begun))),
            asking: RwSignal::new(false),
            wanted: StoredValue::new(None),
            next: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            desk,
            sources,
        }
    }

    /// Opens the form for a new one.
    pub fn begin(self, body: CaseBody) {
        self.fill_or_ask(body, None);
    }

    /// Opens the form for one that is there.
    pub fn change(self, case: TestCase) {
        let changed = Some((case.id, case.version));
        if !self.go_on(changed.as_ref()) {
            self.fill_or_ask(case.body, changed);
        }
    }

    /// Fills the form, unless something else was being written in it: then that is asked for.
    fn fill_or_ask(self, body: CaseBody, changed: Option<(CaseId, u64)>) {
        if self.dirty.get_untracked() {
            self.wanted.set_value(Some((body, changed)));
            self.asking.set(true);
        } else {
            self.fill(body, changed);
        }
    }

    fn take_wanted(self) -> Option<Wanted> {
        self.wanted.try_update_value(Option::take).flatten()
    }

    /// What was written may go.
    pub fn discard(self) {
        if let Some((body, changed)) = self.take_wanted() {
            self.fill(body, changed);
        }
    }

    /// The question is over: where nothing was discarded, the form opens as it was left.
    pub fn keep(self) {
        if self.take_wanted().is_some() {
            self.open.set(true);
        }
    }

    /// Opens it for one of which nothing is known yet.
    pub fn begin_empty(self) {
        if self.go_on(None) {
            return;
        }
        let body = CaseBody { lines: vec![Line::visitor("")], expectations: vec![Expectation::NoBookingClaimed], ..CaseBody::default() };
        self.begin(body);
    }

    /// Opens the form as it was left, by Escape perhaps, where the same one was being written. False where none was.
    fn go_on(self, changed: Option<&(CaseId, u64)>) -> bool {
        let is_left = self.dirty.get_untracked() && self.changed.with_untracked(|known| known.as_ref() == changed);
        if is_left {
            self.open.set(true);
        }
        is_left
    }

    /// Closes the form; what is in it is not wanted.
    pub fn cancel(self) {
        self.open.set(false);
        self.settle();
    }

    /// What stands in the form is nothing that would be missed.
    fn settle(self) {
        self.begun.set(self.written.get_untracked());
    }

    fn fill(self, body: CaseBody, changed: Option<(CaseId, u64)>) {
        self.form.reset();
        self.changed.set(changed);
        self.name.set(body.name);
        self.judge.set(body.judge.unwrap_or_default());
        self.lines.set(body.lines.into_iter().map(|line| self.line(line)).collect());
        self.expected.set(body.expectations.iter().map(|expectation| self.expectation(expectation)).collect());
        self.settle();
        self.open.set(true);
    }

    fn number(self) -> u64 {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        number
    }

    fn line(self, line: Line) -> SaidLine {
        let number = self.number();
        self.owner.with_value(|owner| {
            owner.with(|| SaidLine {
                number,
                author: RwSignal::new(line.author),
                text: RwSignal::new(line.text),
                calls: StoredValue::new(line.calls),
            })
        })
    }

    fn expectation(self, expectation: &Expectation) -> ExpectLine {
        let number = self.number();
        self.owner.with_value(|owner| owner.with(|| ExpectLine::new(number, expectation)))
    }

    /// Another line of the visitor's, or of the assistant's after one of theirs.
    pub fn add_line(self) {
        let after = self.lines.with_untracked(|lines| lines.last().map(|line| line.author.get_untracked()));
        let line = if after == Some(Author::Visitor) { Line::assistant("") } else { Line::visitor("") };
        let line = self.line(line);
        self.lines.update(|lines| lines.push(line));
    }

    pub fn remove_line(self, number: u64) {
        self.lines.update(|lines| lines.retain(|line| line.number != number));
    }

    pub fn add_expectation(self) {
        let line = self.expectation(&Expectation::Contains { text: String::new() });
        self.expected.update(|expected| expected.push(line));
    }

    pub fn remove_expectation(self, number: u64) {
        self.expected.update(|expected| expected.retain(|line| line.number != number));
    }

    /// What is wrong with the line of this number.
    pub fn line_error(self, number: u64) -> Signal<Option<String>> {
        Signal::derive(move || {
            let at = self.lines.with(|lines| lines.iter().position(|line| line.number == number))?;
            self.error_below(&format!("lines[{at}]"))
        })
    }

    /// What is wrong with the expectation of this number.
    pub fn expectation_error(self, number: u64) -> Signal<Option<String>> {
        Signal::derive(move || {
            let at = self.expected.with(|expected| expected.iter().position(|line| line.number == number))?;
            self.error_below(&format!("expectations[{at}]"))
        })
    }

    fn error_below(self, place: &str) -> Option<String> {
        self.form.wrong.with(|wrong| wrong.iter().find(|(field, _)| field.starts_with(place)).map(|(_, problem)| problem.clone()))
    }

    /// As the server takes it; None where something cannot be sent at all, which is said at its field.
    fn value(self) -> Option<CaseBody> {
        let mut expectations = vec![];
        for (at, line) in self.expected.get().into_iter().enumerate() {
            match line.value() {
                Ok(expectation) => expectations.push(expectation),
                Err((field, problem)) => {
                    self.form.refuse(&format!("expectations[{at}].{field}"), problem);
                    return None;
                }
            }
        }
        let judge = Some(self.judge.get().trim().to_owned()).filter(|question| !question.is_empty());
        Some(CaseBody { name: self.name.get(), lines: self.lines.get().into_iter().map(SaidLine::value).collect(), expectations, judge })
    }

    pub fn save(self) {
        self.form.reset();
        let Some(body) = untrack(|| self.value()) else { return };
        self.form.send(save_case(body, self.changed.get_untracked()), move |case: TestCase| {
            self.cancel();
            self.desk.toasts.good(format!("“{}” is saved", case.body.name));
            self.sources.tests.refetch();
        });
    }
}
