//! What the server counts, for Prometheus. Labels come from fixed sets and from the store, never from a request: a
//! stranger can't fill the memory with them.

use std::sync::atomic::Ordering;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::hq::DeskReport;

/// The type of the text, as Prometheus wants it named.
pub(super) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// In seconds: from a page out of memory to a disk that is in trouble.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// A request that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Answered {
    /// The route as in the protocol, with its variables in braces.
    pub route: String,
    /// The HTTP status.
    pub status: u16,
}

/// The route of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Route {
    /// As in [`Answered`].
    pub route: String,
}

/// Why one was refused.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Code {
    /// The refusal's code.
    pub code: &'static str,
}

/// A desk that is enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Desk {
    desk: String,
}

/// The counters of one server.
pub(super) struct Metrics {
    registry: Registry,
    /// Requests answered.
    pub requests: Family<Answered, Counter>,
    /// Those that are not answered yet.
    pub in_flight: Gauge,
    /// How long they took.
    pub seconds: Family<Route, Histogram>,
    /// Refusals by their codes.
    pub refusals: Family<Code, Counter>,
    /// Batches acknowledged, those that were there already included.
    pub batches: Counter,
    /// Bytes of them as they came.
    pub bytes: Counter,
    /// Connections that are open.
    pub connections: Gauge,
    /// Connections that were closed at once, because there were too many.
    pub connections_refused: Counter,
    /// Requests that are with the store, or wait for it.
    pub at_store: Gauge,
    entries: Counter,
    desk_entries: Family<Desk, Gauge>,
    desk_received: Family<Desk, Gauge>,
}

impl Metrics {
    /// Everything at zero.
    pub fn new() -> Metrics {
        let mut metrics = Metrics {
            registry: Registry::with_prefix("okno_hq"),
            requests: Family::default(),
            in_flight: Gauge::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            refusals: Family::default(),
            batches: Counter::default(),
            bytes: Counter::default(),
            connections: Gauge::default(),
            connections_refused: Counter::default(),
            at_store: Gauge::default(),
            entries: Counter::default(),
            desk_entries: Family::default(),
            desk_received: Family::default(),
        };
        let registry = &mut metrics.registry;
        registry.register("requests", "Requests answered", metrics.requests.clone());
        registry.register("in_flight", "Requests not answered yet", metrics.in_flight.clone());
        registry.register_with_unit("request", "How long requests took", Unit::Seconds, metrics.seconds.clone());
        registry.register("refusals", "Requests refused, by code", metrics.refusals.clone());
        registry.register("batches", "Batches acknowledged", metrics.batches.clone());
        let (help, bytes) = ("Bytes of the batches acknowledged, as they came", metrics.bytes.clone());
        registry.register_with_unit("batch", help, Unit::Bytes, bytes);
        registry.register("connections", "Open connections", metrics.connections.clone());
        let (help, refused) = ("Connections closed, because there were too many", metrics.connections_refused.clone());
        registry.register("connections_refused", help, refused);
        registry.register("at_store", "Requests at the store or waiting for it", metrics.at_store.clone());
        registry.register("entries", "Entries in the store, of all desks by all nodes", metrics.entries.clone());
        registry.register("desk_entries", "Entries of a desk in the store", metrics.desk_entries.clone());
        let (help, received) = ("When something new of a desk came last, since 1970", metrics.desk_received.clone());
        registry.register_with_unit("desk_received_timestamp", help, Unit::Seconds, received);
        metrics
    }

    /// Takes over how far the store has the desks. A desk whose key was revoked is none that could lag behind.
    pub fn note_desks(&self, desks: &[DeskReport]) {
        self.entries.inner().store(desks.iter().map(|desk| desk.accepted.through).sum(), Ordering::Relaxed);
        self.desk_entries.clear();
        self.desk_received.clear();
        for report in desks.iter().filter(|desk| desk.revoked_at.is_none()) {
            let desk = Desk { desk: report.desk.to_string() };
            let through = i64::try_from(report.accepted.through).unwrap_or(i64::MAX);
            self.desk_entries.get_or_create(&desk).set(through);
            if let Some(at) = report.received_at {
                self.desk_received.get_or_create(&desk).set(at.utc().timestamp());
            }
        }
    }

    /// The text that Prometheus reads.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// Holds a gauge up by one while it lives.
pub(super) struct Counted(Gauge);

impl Counted {
    /// One more.
    pub fn one(gauge: &Gauge) -> Counted {
        gauge.inc();
        Counted(gauge.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}
