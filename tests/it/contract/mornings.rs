//! A morning's words: of many who would ask a model, one does, and what came of it is kept.

use chatimjd::domain::analytics::insight::Phrased;
use jiff::civil::date;

use super::{Ports, against_all, people::NAUGHTY};

against_all! {
    a_day_is_taken_once,
    of_many_at_once_one_gets_the_day,
    what_is_kept_is_read_as_it_was,
}

fn phrased(text: &str) -> Phrased {
    Phrased { rules: format!("Monday: {text}"), text: text.into(), model: "gemini-3.8-flash".into() }
}

async fn a_day_is_taken_once(ports: Ports) {
    let (monday, tuesday) = (date(2026, 11, 23), date(2026, 11, 24));
    assert_eq!(ports.mornings.is_taken(monday).await, Ok(false));
    assert_eq!((ports.mornings.take(monday).await, ports.mornings.take(monday).await), (Ok(true), Ok(false)));
    assert_eq!((ports.mornings.is_taken(monday).await, ports.mornings.is_taken(tuesday).await), (Ok(true), Ok(false)));
    assert_eq!(ports.mornings.phrased(monday).await, Ok(None), "nothing came of it yet");
    assert_eq!(ports.mornings.take(tuesday).await, Ok(true));
}

async fn of_many_at_once_one_gets_the_day(ports: Ports) {
    for day in 1..6 {
        let day = date(2026, 11, day);
        let takers = (0..8).map(|_| {
            let mornings = ports.mornings.clone();
            tokio::spawn(async move { mornings.take(day).await })
        });
        let mut got = 0;
        for taker in takers.collect::<Vec<_>>() {
            got += usize::from(taker.await.expect("no panic").expect("an answer"));
        }
        assert_eq!(got, 1);
    }
}

async fn what_is_kept_is_read_as_it_was(ports: Ports) {
    let (monday, tuesday) = (date(2026, 11, 23), date(2026, 11, 24));
    ports.mornings.take(monday).await.expect("taken");
    for text in NAUGHTY {
        ports.mornings.keep(monday, &phrased(text)).await.expect("kept");
        assert_eq!(ports.mornings.phrased(monday).await, Ok(Some(phrased(text))));
    }
    ports.mornings.keep(tuesday, &phrased("nobody has taken it")).await.expect("nothing to keep");
    assert_eq!((ports.mornings.phrased(tuesday).await, ports.mornings.is_taken(tuesday).await), (Ok(None), Ok(false)));
}
