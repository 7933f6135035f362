//! The routes of the protocol, and those of whoever looks after the server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{ConnectInfo, Path, Query, Request, State};
use axum::http::Uri;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::asked::{self, Unread};
use super::metrics;
use super::observe::observe;
use super::office;
use super::site::{Site, now};
use crate::domain::{AccountNumber, DeskId, SupplierCode};
use crate::hq::HqError;
use crate::protocol::{EnrolRequest, Fault, Limits, Refusal, batch};

/// The most bytes of an enrolment: it is some five hundred.
const MOST_ENROLMENT: usize = 16 << 10;

/// Entries in a batch, where the desk names no limit.
const ENTRIES: usize = batch::MOST_ENTRIES;

/// Rows of a directory page, where the desk names no limit.
const ROWS: usize = 20_000;

/// How long the counters wait for the store.
const STORE_PATIENCE: Duration = Duration::from_secs(2);

pub(super) type Shared = State<Arc<Site>>;
pub(super) type Names = Result<Path<(String, String)>, PathRejection>;
type From = ConnectInfo<SocketAddr>;

/// Names the routes and routes them, so that what describes them can be held against them.
macro_rules! routes {
    ($($method:ident $path:literal => $answer:expr),+ $(,)?) => {
        /// Every route: its method in lower case, and its path.
        pub const ROUTES: &[(&str, &str)] = &[$((stringify!($method), $path)),+];

        fn routes() -> Router<Arc<Site>> {
            Router::new()$(.route($path, $method($answer)))+
        }
    };
}

routes! {
    get "/v1/hello" => hello,
    post "/v1/enrol" => enrol,
    post "/v1/desks/{office}/{desk}/batches" => batches,
    get "/v1/desks/{office}/{desk}/entries" => entries,
    get "/v1/directory" => directory,
    get "/v1/users" => users,
    get "/v1/accounts/{supplier}/{account}" => account,
    post "/v1/office/sign-in" => office::sign_in,
    post "/v1/office/sign-out" => office::sign_out,
    get "/v1/office/session" => office::session,
    get "/v1/office/views/{*view}" => office::view,
    post "/v1/office/deeds" => office::deed,
    get "/v1/office/letters/{supplier}/{number}" => office::letter,
    get "/v1/office/registers/{supplier}/{number}/file" => office::register_file,
    get "/v1/openapi.json" => office::openapi,
    get "/healthz" => healthz,
    get "/readyz" => readyz,
    get "/metrics" => numbers,
}

/// All routes, and what is done about every request.
pub(super) fn router(site: Arc<Site>) -> Router {
    routes()
        .fallback(not_found)
        .method_not_allowed_fallback(not_found)
        .layer(from_fn_with_state(site.clone(), observe))
        .with_state(site)
}

async fn not_found() -> Refusal {
    Refusal::NotFound
}

/// The process lives.
async fn healthz() -> Answer {
    Answer::text("text/plain", "ok\n")
}

/// The store answers.
async fn readyz(State(site): Shared) -> Response {
    site.ask(|site| site.hq.ready().map(|()| Answer::text("text/plain", "ok\n"))).await
}

/// What the server counted: for this machine alone, since it says how much is taken.
async fn numbers(State(site): Shared, ConnectInfo(from): From) -> Result<Answer, Refusal> {
    if !from.ip().to_canonical().is_loopback() {
        return Err(Refusal::NotFound);
    }
    // A store that is in trouble is when the counters are wanted most.
    let desks = site.store.run({
        let site = site.clone();
        move || site.hq.desks()
    });
    if let Ok(Ok(Ok(desks))) = tokio::time::timeout(STORE_PATIENCE, desks).await {
        site.metrics.note_desks(&desks);
    }
    let text = site.metrics.text().map_err(|_| Refusal::RetryLater { seconds: None })?;
    Ok(Answer::text(metrics::CONTENT_TYPE, text))
}

async fn hello(State(site): Shared) -> Response {
    site.ask(|site| json(&site.hq.hello(now())?)).await
}

async fn enrol(State(site): Shared, ConnectInfo(from): From, request: Request) -> Result<Response, Refusal> {
    site.rates.enrolment(from.ip())?;
    let body = asked::read_body(request.into_body(), MOST_ENROLMENT).await;
    let answer = move |site: &Site| {
        let refuse = |fault: Fault| site.hq.refuse(&fault, None, now());
        let body = match body {
            Ok(body) => body,
            Err(Unread::Broken) => return Err(asked::BROKEN.into()),
            Err(Unread::Fault(fault)) => return Err(refuse(fault)),
        };
        json(&site.hq.enrol(&EnrolRequest::read(&body).map_err(refuse)?, now())?)
    };
    Ok(site.ask(answer).await)
}

async fn batches(State(site): Shared, about: Names, request: Request) -> Result<Response, Refusal> {
    let about = desk(about)?;
    let answer = site.signed(Some(about), request, Limits::BATCH.packed, |site, desk, body| {
        let ack = site.hq.take_batch(desk, body, now())?;
        site.metrics.batches.inc();
        site.metrics.bytes.inc_by(body.len() as u64);
        json(&ack)
    });
    Ok(answer.await)
}

#[derive(Deserialize)]
struct After {
    #[serde(default)]
    after: u64,
    limit: Option<usize>,
}

async fn entries(State(site): Shared, about: Names, request: Request) -> Result<Response, Refusal> {
    let about = desk(about)?;
    let query = query(request.uri());
    let answer = site.signed(Some(about), request, 0, |site, desk, _| {
        let After { after, limit } = query?;
        let batch = site.hq.entries(desk, after, limit.unwrap_or(ENTRIES))?;
        Ok(batch.map_or_else(Answer::nothing, Answer::lines))
    });
    Ok(answer.await)
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    since: u64,
    limit: Option<usize>,
}

async fn directory(State(site): Shared, request: Request) -> Response {
    let query = query(request.uri());
    let answer = site.signed(None, request, 0, |site, _, _| {
        let Since { since, limit } = query?;
        Ok(Answer::lines(site.hq.directory_page(since, limit.unwrap_or(ROWS))?))
    });
    answer.await
}

async fn users(State(site): Shared, request: Request) -> Response {
    site.signed(None, request, 0, |site, desk, _| Ok(Answer::lines(site.hq.users_page(desk)?))).await
}

async fn account(State(site): Shared, names: Names, request: Request) -> Result<Response, Refusal> {
    let (supplier, account) = read(names)?;
    let answer = site.signed(None, request, 0, move |site, _, _| {
        let supplier = SupplierCode::new(&supplier).map_err(|_| Refusal::NotFound)?;
        let account = AccountNumber::parse(&account).map_err(|_| Refusal::NotFound)?;
        Ok(Answer::json(site.hq.account(&supplier, &account, now())?))
    });
    Ok(answer.await)
}

/// The desk of a path.
fn desk(names: Names) -> Result<DeskId, Refusal> {
    let (office, desk) = read(names)?;
    DeskId::new(&office, &desk).map_err(|_| Refusal::NotFound)
}

/// The names of a path; what is no text names nothing.
pub(super) fn read(names: Names) -> Result<(String, String), Refusal> {
    names.map(|Path(names)| names).map_err(|_| Refusal::NotFound)
}

pub(super) fn query<T: DeserializeOwned>(uri: &Uri) -> Result<T, Refusal> {
    let malformed = |_| Refusal::Malformed { fault: "query".to_owned(), line: None };
    Query::try_from_uri(uri).map(|Query(query)| query).map_err(malformed)
}

pub(super) fn json(message: &impl Serialize) -> Result<Answer, HqError> {
    let unpackable = |error: serde_json::Error| Fault::Unpackable(error.to_string());
    Ok(Answer::json(serde_json::to_vec(message).map_err(unpackable)?))
}
