//! What this instance counts of itself for operators, in the form that Prometheus reads. Labels are a few known words and
//! templates of routes: never a path as it was asked for, an id, an address or what somebody wrote.

mod counted;
mod page;
mod process;
mod turns;

use std::{borrow::Cow, time::Duration};

use axum::http::Method;
use prometheus_client::{
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

use crate::domain::time::Timestamp;
pub use counted::{CountedBookings, CountedLimiter, CountedModels};
pub use page::routes;
pub use turns::TurnCounts;

/// Names of labels and their values.
type Labels<const N: usize> = [(&'static str, Cow<'static, str>); N];

/// Bounds of how long a request takes until its head is answered, in seconds.
const REQUEST_SECONDS: [f64; 12] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// Everything that is counted as it happens. What is only looked at is asked for when somebody reads ([`routes`]).
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels<3>, Counter>,
    request_times: Family<Labels<1>, Histogram>,
    streams: Family<Labels<1>, Gauge>,
    refusals: Family<Labels<1>, Counter>,
    model_failures: Family<Labels<1>, Counter>,
    bookings: Family<Labels<1>, Counter>,
    turns: TurnCounts,
}

impl Metrics {
    /// Of an instance that started then.
    pub fn new(started: Timestamp) -> Self {
        let mut metrics = Self {
            registry: Registry::default(),
            requests: Family::default(),
            request_times: Family::new_with_constructor(request_times as fn() -> Histogram),
            streams: Family::default(),
            refusals: Family::default(),
            model_failures: Family::default(),
            bookings: Family::default(),
            turns: TurnCounts::default(),
        };
        metrics.register(started);
        metrics
    }

    /// The library ends each text with a full stop, and each counter's name with `_total`.
    fn register(&mut self, started: Timestamp) {
        let start: Gauge = Gauge::default();
        start.set(started.as_second());
        self.registry.register_with_unit("process_start_time", "When this instance started, since the Unix epoch", Unit::Seconds, start);
        let ours = self.registry.sub_registry_with_prefix("chatimjd");
        let build: Family<Labels<1>, Gauge> = Family::default();
        build.get_or_create(&[("version", env!("CARGO_PKG_VERSION").into())]).set(1);
        ours.register("build_info", "The version of the program; always 1", build);
        ours.register("http_requests", "Requests that were answered", self.requests.clone());
        let times = "How long requests took until the head of their answer was ready";
        ours.register_with_unit("http_request_duration", times, Unit::Seconds, self.request_times.clone());
        ours.register("event_streams_open", "Streams of events that are open", self.streams.clone());
        ours.register("rate_limited", "Requests that a client's limit refused, by the window that was full", self.refusals.clone());
        ours.register("model_failures", "Answers of the live model that failed, by the kind of failure", self.model_failures.clone());
        ours.register("bookings", "Meetings that somebody asked for, by how that ended", self.bookings.clone());
        self.turns.register(ours);
    }

    /// A request was answered. The route is a template.
    pub fn answered(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let labels: Labels<3> =
            [("method", known(method).into()), ("route", route.to_owned().into()), ("status", status.to_string().into())];
        self.requests.get_or_create(&labels).inc();
        self.request_times.get_or_create(&[("route", route.to_owned().into())]).observe(took.as_secs_f64());
    }

    /// A stream of events was opened, of a `dashboard` or a `chat`. It counts as open until what is returned is dropped.
    pub fn stream_opened(&self, kind: &'static str) -> Open {
        let gauge = self.streams.get_or_create_owned(&[("kind", kind.into())]);
        gauge.inc();
        Open(gauge)
    }

    /// The counts of turns, for whoever sees their ends.
    pub fn turns(&self) -> TurnCounts {
        self.turns.clone()
    }
}

/// One that is open, as long as this lives.
pub struct Open(Gauge);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.dec();
    }
}

fn request_times() -> Histogram {
    Histogram::new(REQUEST_SECONDS)
}

/// Whoever invents a method makes no label of it.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(metrics: &Metrics) -> String {
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &metrics.registry).expect("text");
        text
    }

    #[test]
    fn requests_are_counted_by_method_route_and_status() {
        let metrics = Metrics::new(Timestamp::UNIX_EPOCH);
        metrics.answered(&Method::GET, "/leads/{id}", 404, Duration::from_millis(7));
        metrics.answered(&Method::from_bytes(b"BREW").expect("a method"), "other", 405, Duration::from_secs(60));
        let told = told(&metrics);
        for line in [
            "chatimjd_http_requests_total{method=\"GET\",route=\"/leads/{id}\",status=\"404\"} 1",
            "chatimjd_http_requests_total{method=\"other\",route=\"other\",status=\"405\"} 1",
            "chatimjd_http_request_duration_seconds_bucket{le=\"0.005\",route=\"/leads/{id}\"} 0",
            "chatimjd_http_request_duration_seconds_bucket{le=\"0.01\",route=\"/leads/{id}\"} 1",
            "chatimjd_http_request_duration_seconds_count{route=\"other\"} 1",
            "process_start_time_seconds 0",
        ] {
            assert!(told.lines().any(|there| there == line), "{line} in\n{told}");
        }
        assert!(told.contains("chatimjd_build_info{version=\"") && !told.contains("BREW"), "{told}");
    }

    #[test]
    fn a_stream_is_open_until_it_is_let_go() {
        let metrics = Metrics::new(Timestamp::UNIX_EPOCH);
        let (one, other) = (metrics.stream_opened("chat"), metrics.stream_opened("chat"));
        assert!(told(&metrics).contains("chatimjd_event_streams_open{kind=\"chat\"} 2\n"));
        drop(one);
        assert!(told(&metrics).contains("chatimjd_event_streams_open{kind=\"chat\"} 1\n"));
        drop(other);
        assert!(told(&metrics).contains("chatimjd_event_streams_open{kind=\"chat\"} 0\n"));
    }
}
