//! The routes of the back office: people sign in and get a token, and with it they look and decide.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::answer::{Answer, AskedBy};
use super::asked::{self, Unread};
use super::rates::network;
use super::routes::{self, Names, Shared, json, query};
use super::site::{Site, answered, now};
use crate::domain::{SupplierCode, View};
use crate::hq::HqError;
use crate::hq::office::{Page, SignedIn};
use crate::protocol::office::{Ordered, SignIn};
use crate::protocol::version::VERSION_HEADER;
use crate::protocol::{Fault, Refusal, Versions};

/// The most bytes of a name with its PIN: they are some fifty.
const MOST_SIGN_IN: usize = 4 << 10;

/// The most bytes of a deed: one that credits a thousand bags has some hundred thousand.
const MOST_DEED: usize = 256 << 10;

/// What the routes are, for programs.
const OPENAPI: &str = include_str!("../../../data/openapi.json");

pub(super) async fn openapi() -> Answer {
    Answer::json(OPENAPI)
}

pub(super) async fn sign_in(
    State(site): Shared,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
) -> Result<Response, Refusal> {
    site.rates.sign_in(from.ip())?;
    check_version(request.headers())?;
    let asked: SignIn = read(request, MOST_SIGN_IN).await?;
    // Closed never: whoever waits here in vain is answered when the time of a request is up.
    let _turn = site.sign_ins.acquire().await.map_err(|_| asked::BROKEN)?;
    let from = network(from.ip()).to_string();
    let answer = site.ask(move |site| json(&site.hq.sign_in(&asked, &from, now())?)).await;
    Ok(kept_out_of_caches(answer, "no-store"))
}

pub(super) async fn sign_out(State(site): Shared, request: Request) -> Result<Response, Refusal> {
    let token = token(request.headers())?;
    let by_token = token.clone();
    let out = move |site: &Site, _: &SignedIn| site.hq.sign_out(&by_token).map(|()| Answer::nothing());
    Ok(signed_in(site, token, out).await)
}

pub(super) async fn session(State(site): Shared, request: Request) -> Result<Response, Refusal> {
    Ok(signed_in(site, token(request.headers())?, |_, by| json(&by.session())).await)
}

#[derive(Deserialize)]
struct Part {
    after: Option<String>,
    limit: Option<usize>,
}

pub(super) async fn view(
    State(site): Shared,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Refusal> {
    let token = token(request.headers())?;
    let known = request.headers().get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).map(str::to_owned);
    let part = query::<Part>(request.uri());
    let work = move |site: &Site, by: &SignedIn| {
        let view = path.ok().and_then(|Path(path)| path.parse::<View>().ok()).ok_or(Refusal::NotFound)?;
        let Part { after, limit } = part?;
        let table = site.hq.view(&by.viewer, &view, &Page { after, limit }, now())?;
        let body = serde_json::to_vec(&table).map_err(|error| Fault::Unpackable(error.to_string()))?;
        Ok(Answer::tagged(body, known.as_deref()))
    };
    Ok(signed_in(site, token, work).await)
}

pub(super) async fn deed(State(site): Shared, request: Request) -> Result<Response, Refusal> {
    let token = token(request.headers())?;
    let ordered = read::<Ordered>(request, MOST_DEED).await;
    let work = move |site: &Site, by: &SignedIn| {
        let ordered = ordered?;
        if ordered.deed.offices().iter().any(|office| !by.viewer.sees(office)) {
            return Err(Refusal::NotFound.into());
        }
        json(&site.hq.deed(&by.viewer, &ordered, now())?)
    };
    Ok(signed_in(site, token, work).await)
}

pub(super) async fn letter(State(site): Shared, names: Names, request: Request) -> Result<Response, Refusal> {
    let token = token(request.headers())?;
    let work = move |site: &Site, by: &SignedIn| {
        let (supplier, number) = to_supplier(by, names)?;
        json(&site.hq.supplier_letter(&supplier, number)?)
    };
    Ok(signed_in(site, token, work).await)
}

pub(super) async fn register_file(State(site): Shared, names: Names, request: Request) -> Result<Response, Refusal> {
    let token = token(request.headers())?;
    let work = move |site: &Site, by: &SignedIn| {
        let (supplier, number) = to_supplier(by, names)?;
        let found = site.hq.register_file(&supplier, number)?;
        Ok(Answer::file(&found.register.file, found.bytes))
    };
    Ok(signed_in(site, token, work).await)
}

/// What of a supplier's a path is about, for who sees every office. For others there is no supplier.
fn to_supplier(by: &SignedIn, names: Names) -> Result<(SupplierCode, u32), Refusal> {
    let (supplier, number) = routes::read(names)?;
    let supplier = SupplierCode::new(&supplier).map_err(|_| Refusal::NotFound)?;
    let number = number.parse().map_err(|_| Refusal::NotFound)?;
    if by.viewer.sees_all() { Ok((supplier, number)) } else { Err(Refusal::NotFound) }
}

/// Answers with what `work` makes of whoever is signed in with a token.
async fn signed_in(
    site: Arc<Site>,
    token: String,
    work: impl FnOnce(&Site, &SignedIn) -> Result<Answer, HqError> + Send + 'static,
) -> Response {
    let of_store = site.clone();
    let done = site.store.run(move || match of_store.hq.signed_in(&token, now()) {
        Ok(by) => {
            let mut response = answered(work(&of_store, &by));
            response.extensions_mut().insert(AskedBy(by.person.user.name));
            response
        }
        Err(error) => answered(Err(error)),
    });
    kept_out_of_caches(done.await.unwrap_or_else(IntoResponse::into_response), "private, no-cache")
}

/// What only its reader may see is kept by nobody between, and by a reader only to ask whether it still holds.
fn kept_out_of_caches(mut response: Response, how: &'static str) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(how));
    response
}

/// The token of a request.
fn token(headers: &HeaderMap) -> Result<String, Refusal> {
    check_version(headers)?;
    let said = headers.get(AUTHORIZATION).and_then(|said| said.to_str().ok());
    let token = said.and_then(|said| said.split_once(' ')).filter(|(how, _)| how.eq_ignore_ascii_case("bearer"));
    token.map(|(_, token)| token.trim().to_owned()).ok_or(Refusal::SignedOut)
}

/// Passes where a request is of a version of the protocol that HQ speaks, or doesn't say.
fn check_version(headers: &HeaderMap) -> Result<(), Refusal> {
    let too_old = Refusal::TooOld { speaks: Versions::OURS };
    let Some(said) = headers.get(HeaderName::from_static(VERSION_HEADER)) else { return Ok(()) };
    let version = said.to_str().ok().and_then(|said| said.parse().ok()).ok_or(too_old.clone())?;
    Versions::OURS.check(version).map_err(|_| too_old)
}

/// Reads a body of JSON, not more than `most` bytes.
async fn read<T: DeserializeOwned>(request: Request, most: usize) -> Result<T, Refusal> {
    let body = match asked::read_body(request.into_body(), most).await {
        Ok(body) => body,
        Err(Unread::Broken) => return Err(asked::BROKEN),
        Err(Unread::Fault(fault)) => return Err(fault.refusal()),
    };
    serde_json::from_slice(&body).map_err(|error| {
        // What serde says may repeat what was typed; the place does not.
        Refusal::Malformed { fault: "malformed".to_owned(), line: Some(error.line()) }
    })
}
