//! What every request works with, and the way of a request: read, proved, answered.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request};
use axum::response::{IntoResponse, Response};

use tokio::sync::Semaphore;

use super::answer::{Answer, SignedBy};
use super::asked::{self, Asked, Unread};
use super::at_store::AtStore;
use super::limits::ServerLimits;
use super::metrics::Metrics;
use super::rates::Rates;
use crate::clock;
use crate::domain::{DeskId, Timestamp};
use crate::hq::{Hq, HqError};
use crate::protocol::Fault;

/// What every request works with.
pub(super) struct Site {
    /// Headquarters.
    pub hq: Hq,
    /// How much anybody may have.
    pub limits: ServerLimits,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// What everybody has left.
    pub rates: Rates,
    /// The way to the store.
    pub store: AtStore,
    /// Half of the store's threads: to check a PIN is slow on purpose, and desks shall not wait for it.
    pub sign_ins: Semaphore,
}

impl Site {
    /// With nobody at it.
    pub fn new(hq: Hq, limits: ServerLimits) -> Site {
        let metrics = Arc::new(Metrics::new());
        let (rates, store) = (Rates::new(&limits), AtStore::new(&limits, metrics.clone()));
        let sign_ins = Semaphore::new((limits.threads / 2).max(1));
        Site { hq, limits, metrics, rates, store, sign_ins }
    }

    /// What the store answers to a request that nobody signed.
    pub async fn ask(
        self: &Arc<Site>,
        work: impl FnOnce(&Site) -> Result<Answer, HqError> + Send + 'static,
    ) -> Response {
        let site = self.clone();
        let done = self.store.run(move || answered(work(&site))).await;
        done.unwrap_or_else(IntoResponse::into_response)
    }

    /// Reads a signed request of at most `most` bytes, and answers with what `work` makes of its desk and its body
    /// once the signature is proved. `about` is the desk of the path, which must be the one that signed.
    pub async fn signed(
        self: Arc<Site>,
        about: Option<DeskId>,
        request: Request,
        most: usize,
        work: impl FnOnce(&Site, &DeskId, &[u8]) -> Result<Answer, HqError> + Send + 'static,
    ) -> Response {
        let (parts, body) = request.into_parts();
        let asked = match Asked::read(&parts, body, most).await {
            Ok(asked) => asked,
            Err(Unread::Broken) => return asked::BROKEN.into_response(),
            Err(Unread::Fault(fault)) => {
                let from = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(from)| from.ip());
                if !from.is_some_and(|from| self.rates.stranger(from)) {
                    return fault.refusal().into_response();
                }
                let claimed = asked::claimed_desk(&parts.headers);
                return self.ask(move |site| Err(site.hq.refuse(&fault, claimed.as_ref(), now()))).await;
            }
        };
        let site = self.clone();
        let done = self.store.run(move || match site.prove(&asked, about.as_ref()) {
            Ok(desk) => {
                let mut response = answered(work(&site, &desk, &asked.body));
                response.extensions_mut().insert(SignedBy(desk));
                response
            }
            Err(error) => answered(Err(error)),
        });
        done.await.unwrap_or_else(IntoResponse::into_response)
    }

    /// The desk that signed, which must be the one that the path is about.
    fn prove(&self, asked: &Asked, about: Option<&DeskId>) -> Result<DeskId, HqError> {
        let now = now();
        let desk = self.hq.authenticate(&asked.signature, &asked.request(), now)?;
        self.rates.desk(&desk)?;
        match about.filter(|about| **about != desk) {
            None => Ok(desk),
            Some(other) => Err(self.hq.refuse(&Fault::WrongDesk { found: other.clone() }, Some(&desk), now)),
        }
    }
}

pub(super) fn answered(answer: Result<Answer, HqError>) -> Response {
    match answer {
        Ok(answer) => answer.into_response(),
        Err(HqError::Refused(refusal)) => refusal.into_response(),
        Err(HqError::Denied(why)) => Answer::denied(&why).into_response(),
        Err(error) => {
            tracing::error!(%error, "headquarters failed");
            error.refusal().into_response()
        }
    }
}

/// The present moment.
pub(super) fn now() -> Timestamp {
    Timestamp::new(clock::now())
}
