//! Which instants a message admits.

use super::{instant, read};
use crate::domain::when::admits;

/// Instants in Karachi: "2026-03-09 15:00".
fn is_admitted(text: &str, local: &str) -> bool {
    admits(&read(text), instant(&format!("{}:00+05:00", local.replace(' ', "T"))))
}

#[test]
fn wanted_and_excluded_times() {
    for (text, yes, no) in [
        ("tomorrow at 5 pm", "2026-03-05 17:00", "2026-03-05 16:30"),
        ("tomorrow after 4", "2026-03-05 16:00", "2026-03-05 15:30"),
        ("tomorrow before noon", "2026-03-05 11:30", "2026-03-05 12:00"),
        ("next week in the morning", "2026-03-11 09:00", "2026-03-11 14:00"),
        ("any day except Friday", "2026-03-12 09:00", "2026-03-13 09:00"),
        ("not Monday", "2026-03-10 09:00", "2026-03-16 09:00"),
        ("not Monday but Tuesday", "2026-03-10 09:00", "2026-03-11 09:00"),
        ("weekdays after 6pm", "2026-03-05 18:30", "2026-03-07 18:30"),
        ("next week, not before 10", "2026-03-09 10:00", "2026-03-09 09:30"),
        ("until Friday 3pm", "2026-03-06 14:30", "2026-03-06 15:00"),
        ("after Monday", "2026-03-10 09:00", "2026-03-09 09:00"),
        ("Monday or Tuesday at 3", "2026-03-10 15:00", "2026-03-10 16:00"),
        ("between 3 and 5 on Thursday", "2026-03-05 16:30", "2026-03-05 17:00"),
        ("peer ko nahi", "2026-03-10 09:00", "2026-03-09 09:00"),
        ("周一不行", "2026-03-10 09:00", "2026-03-09 09:00"),
        ("hello there", "2026-03-10 09:00", ""),
        ("Monday at 3. Actually 4pm", "2026-03-09 16:00", "2026-03-09 15:00"),
        ("move it from Thursday to Friday", "2026-03-06 10:00", "2026-03-05 10:00"),
        ("Friday from 10pm to 2am", "2026-03-07 01:00", "2026-03-07 02:00"),
        ("Friday after 10pm", "2026-03-06 23:30", "2026-03-07 00:30"),
        ("tomorrow after midnight", "2026-03-06 00:30", "2026-03-05 23:30"),
        ("tomorrow night after 1", "2026-03-06 01:30", "2026-03-06 06:00"),
    ] {
        assert!(is_admitted(text, yes), "{text}: {yes}");
        assert!(no.is_empty() || !is_admitted(text, no), "{text}: {no}");
    }
}
