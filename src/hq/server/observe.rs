//! What is done about every request, whatever it is: its id, its address's rate, its time, the counters and the log.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::answer::{AskedBy, RefusedWith, SignedBy};
use super::asked::claimed_desk;
use super::metrics::{Answered, Code, Counted, Route};
use super::site::Site;
use crate::clock;
use crate::domain::DeskId;
use crate::protocol::Refusal;
use crate::protocol::version::{VERSION, VERSION_HEADER};

/// The header with the id by which a request is found in the logs of both sides.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id that is taken over from whoever asks.
const LONGEST_ID: usize = 64;

/// The route of what has none.
const NO_ROUTE: &str = "none";

/// Answers a request through `next` and observes it.
pub(super) async fn observe(
    State(site): State<Arc<Site>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let begun = clock::moment();
    let _in_flight = Counted::one(&site.metrics.in_flight);
    let seen = Seen::of(&request, from);
    let mut response = match site.rates.address(from.ip()) {
        Ok(()) => within_time(&site, next.run(request)).await,
        Err(refusal) => refusal.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(VERSION_HEADER, VERSION.into());
    // Made of harmless characters, so it always is one.
    if let Ok(id) = HeaderValue::from_str(&seen.id) {
        headers.insert(REQUEST_ID, id);
    }
    seen.note(&site, &response, begun.elapsed());
    response
}

/// The answer, unless it takes too long.
async fn within_time(site: &Site, answer: impl Future<Output = Response>) -> Response {
    let answer = tokio::time::timeout(site.limits.time, answer).await;
    answer.unwrap_or_else(|_| Refusal::RetryLater { seconds: None }.into_response())
}

/// What is said about a request. Not its path, which may name an account.
struct Seen {
    id: String,
    route: String,
    method: Method,
    from: SocketAddr,
    claims: Option<DeskId>,
}

impl Seen {
    fn of(request: &Request, from: SocketAddr) -> Seen {
        let route = request.extensions().get::<MatchedPath>().map_or(NO_ROUTE, MatchedPath::as_str).to_owned();
        let (id, claims) = (request_id(request.headers()), claimed_desk(request.headers()));
        Seen { id, route, method: request.method().clone(), from, claims }
    }

    fn note(self, site: &Site, response: &Response, took: Duration) {
        let Seen { id, route, method, from, claims } = self;
        let status = response.status().as_u16();
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let extensions = response.extensions();
        let desk = extensions.get::<SignedBy>().map(|SignedBy(desk)| desk.to_string());
        let user = extensions.get::<AskedBy>().map(|AskedBy(user)| user.as_str());
        match extensions.get::<RefusedWith>() {
            None => tracing::info!(id, %method, route, status, desk, user, %from, millis, "answered"),
            Some(RefusedWith(code)) => {
                let claims = claims.map(|claims| claims.to_string());
                tracing::warn!(id, %method, route, status, code, desk, user, claims, %from, millis, "refused");
                site.metrics.refusals.get_or_create(&Code { code }).inc();
            }
        }
        site.metrics.requests.get_or_create(&Answered { route: route.clone(), status }).inc();
        site.metrics.seconds.get_or_create(&Route { route }).observe(took.as_secs_f64());
    }
}

/// The id that the request came with, or a new one: what would not be harmless in a log is not taken over.
fn request_id(headers: &HeaderMap) -> String {
    let harmless = |id: &&str| {
        (1..=LONGEST_ID).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    let came = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok()).filter(harmless);
    came.map_or_else(|| Uuid::now_v7().to_string(), str::to_owned)
}
