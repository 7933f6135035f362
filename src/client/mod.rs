//! HTTP to HQ: requests signed with the desk's key, and answers that are believed only where HQ signed them, with the
//! key that the desk knows or one that followed it.
//!
//! Nothing is tried twice here but a request that HQ found too old: when the next try comes is for `sync` to plan.

mod error;
pub mod office;
mod place;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

pub use error::{ClientError, refused};
pub use place::Place;

use crate::domain::{AccountNumber, DeskId, SupplierCode, Timestamp};
use crate::protocol::request::WINDOW;
use crate::protocol::version::{VERSION, VERSION_HEADER};
use crate::protocol::{
    AccountAnswer, Ack, Batch, DirectoryPage, EnrolAnswer, EnrolCode, EnrolRequest, Fault, Hello, Keys, Limits,
    PublicKey, Refusal, Request, RequestSignature, SignedBatch, SigningKey, UsersPage,
};

/// How long a connection may take to stand.
const CONNECT: Duration = Duration::from_secs(10);
/// How long one request and its answer may take. A desk's line may be slow, and a page is some megabytes.
const WHOLE: Duration = Duration::from_secs(90);
/// The most bytes of an answer that is one line of JSON.
const MOST_JSON: usize = 1 << 20;

/// Where the time comes from.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Who keeps HQ's next keys: told once they are proved, with the key that was known.
pub type Keeper = Arc<dyn Fn(&PublicKey, &Keys) + Send + Sync>;

/// A way to HQ.
#[derive(Clone)]
pub struct Client {
    agent: ureq::Agent,
    base: String,
    clock: Clock,
}

/// A way to HQ for a desk that HQ knows.
#[derive(Clone)]
pub struct DeskClient {
    client: Client,
    desk: DeskId,
    key: SigningKey,
    /// The key of HQ that is believed.
    hq: Arc<Mutex<PublicKey>>,
    keeper: Option<Keeper>,
    /// How far HQ's clock is ahead, once HQ has said so.
    ahead: Arc<Mutex<TimeDelta>>,
}

/// An answer's status and body, and the tag by which it is known again.
struct Answer {
    status: u16,
    body: Vec<u8>,
    etag: Option<String>,
}

impl Client {
    /// A way to the HQ at `place`. Nothing is asked yet.
    pub fn new(place: &Place, clock: Clock) -> Result<Client, ClientError> {
        let base = place.base()?;
        let roots = match &place.ca {
            None => RootCerts::WebPki,
            Some(path) => {
                let unreadable = |detail: String| ClientError::Authority { path: path.clone(), detail };
                let pem = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
                let items = ureq::tls::parse_pem(&pem).filter_map(|item| match item {
                    Ok(ureq::tls::PemItem::Certificate(found)) => Some(found),
                    _ => None,
                });
                let found: Vec<Certificate> = items.collect();
                if found.is_empty() {
                    return Err(unreadable("there is no certificate in it".to_owned()));
                }
                RootCerts::new_with_certs(&found)
            }
        };
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .user_agent(concat!("okno/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Client { agent: config.into(), base, clock })
    }

    /// The same for a desk, by its key; answers must be signed with HQ's.
    pub fn at_desk(&self, desk: DeskId, key: SigningKey, hq: PublicKey) -> DeskClient {
        let (hq, ahead) = (Arc::new(Mutex::new(hq)), Arc::new(Mutex::new(TimeDelta::zero())));
        DeskClient { client: self.clone(), desk, key, hq, keeper: None, ahead }
    }

    /// What HQ says of itself. It must be the one whose key is known, or its successor.
    pub fn hello(&self, known: &PublicKey) -> Result<Hello, ClientError> {
        stranger(Hello::read(&self.ask_hello()?, known))
    }

    fn ask_hello(&self) -> Result<Vec<u8>, ClientError> {
        self.ask("GET", "/v1/hello", b"", &[version()], MOST_JSON)?.good()
    }

    /// Enrols a desk with the code that HQ gave out, under the key that is in force or an earlier one.
    pub fn enrol(&self, request: &EnrolRequest, code: &EnrolCode) -> Result<EnrolAnswer, ClientError> {
        let body = serde_json::to_vec(request).map_err(|error| Fault::Unpackable(error.to_string()))?;
        let answer = self.ask("POST", "/v1/enrol", &body, &[version()], MOST_JSON)?;
        let json = answer.good()?;
        match EnrolAnswer::read(&json, request, code) {
            Err(Fault::Fingerprint { .. }) => {
                let hello = stranger(Hello::read_by_fingerprint(&self.ask_hello()?, &code.fingerprint()))?;
                Ok(EnrolAnswer::read_by(&json, request, &hello.hq.sign)?)
            }
            read => Ok(read?),
        }
    }

    fn ask(
        &self,
        method: &str,
        path: &str,
        body: &[u8],
        headers: &[(&'static str, String)],
        most: usize,
    ) -> Result<Answer, ClientError> {
        let url = format!("{}{path}", self.base);
        let answered = match method {
            "POST" => {
                let request =
                    headers.iter().fold(self.agent.post(&url), |asked, (name, value)| asked.header(*name, value));
                request.send(body)
            }
            _ => {
                let request =
                    headers.iter().fold(self.agent.get(&url), |asked, (name, value)| asked.header(*name, value));
                request.call()
            }
        };
        let mut answered = answered.map_err(ClientError::from_ureq)?;
        let status = answered.status().as_u16();
        let etag = answered.headers().get("etag").and_then(|tag| tag.to_str().ok()).map(str::to_owned);
        let body = answered.body_mut().with_config().limit(most as u64).read_to_vec();
        Ok(Answer { status, body: body.map_err(ClientError::from_ureq)?, etag })
    }
}

impl DeskClient {
    /// The desk.
    pub fn desk(&self) -> &DeskId {
        &self.desk
    }

    /// HQ's key, as far as it is known.
    pub fn hq(&self) -> PublicKey {
        *self.hq.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, where HQ's next keys are to be kept.
    pub fn kept_by(self, keeper: Keeper) -> DeskClient {
        DeskClient { keeper: Some(keeper), ..self }
    }

    /// Sends a packed batch. What HQ signs for it is yet to be held against the journal.
    pub fn send_batch(&self, packed: &[u8]) -> Result<Ack, ClientError> {
        let path = format!("/v1/desks/{}/batches", self.desk);
        let answer = self.ask("POST", &path, packed, MOST_JSON)?;
        let json = answer.good()?;
        self.believed(|hq| Ack::read(&json, &self.desk, hq))
    }

    /// The entries that HQ has of this desk behind number `after`; `None` where there are no more.
    pub fn entries(&self, after: u64, limit: usize) -> Result<Option<Batch>, ClientError> {
        let path = format!("/v1/desks/{}/entries?after={after}&limit={limit}", self.desk);
        let answer = self.ask("GET", &path, b"", Limits::BATCH.packed)?;
        if answer.status == 204 {
            return Ok(None);
        }
        let packed = answer.good()?;
        let batch = self.believed(|hq| SignedBatch::read(&packed, &Limits::BATCH)?.verify(&self.desk, hq))?;
        if batch.header.first != after.saturating_add(1) {
            return Err(Fault::WrongAnswer { found: format!("entries from {}", batch.header.first) }.into());
        }
        Ok(Some(batch))
    }

    /// The page of the directory that follows revision `since`.
    pub fn directory_page(&self, since: u64, limit: usize) -> Result<DirectoryPage, ClientError> {
        let path = format!("/v1/directory?since={since}&limit={limit}");
        let answer = self.ask("GET", &path, b"", Limits::PAGE.packed)?;
        let packed = answer.good()?;
        self.believed(|hq| DirectoryPage::read(&packed, since, hq, &Limits::PAGE))
    }

    /// The people of the desk's office.
    pub fn users_page(&self) -> Result<UsersPage, ClientError> {
        let answer = self.ask("GET", "/v1/users", b"", Limits::PAGE.packed)?;
        let packed = answer.good()?;
        self.believed(|hq| UsersPage::read(&packed, &self.desk, hq, &Limits::PAGE))
    }

    /// What HQ knows of an account now.
    pub fn account(&self, supplier: &SupplierCode, account: &AccountNumber) -> Result<AccountAnswer, ClientError> {
        let path = format!("/v1/accounts/{supplier}/{}", place::encoded(account.as_str()));
        let body = self.ask("GET", &path, b"", MOST_JSON)?.good()?;
        let text = String::from_utf8(body).map_err(|_| Fault::Packing)?;
        self.believed(|hq| AccountAnswer::read(&text, supplier, account, hq))
    }

    /// Reads an answer that HQ's key must have signed. Where another has, HQ is asked how that one follows the key that
    /// is known; one that does is known from then on.
    fn believed<T>(&self, read: impl Fn(&PublicKey) -> Result<T, Fault>) -> Result<T, ClientError> {
        let known = self.hq();
        let fault = match read(&known) {
            Err(fault @ Fault::Signature) => fault,
            outcome => return Ok(outcome?),
        };
        let next = self.client.hello(&known)?.hq;
        if next.sign == known {
            return Err(fault.into());
        }
        let answer = read(&next.sign)?;
        *self.hq.lock().unwrap_or_else(PoisonError::into_inner) = next.sign;
        tracing::info!(known = %known.fingerprint(), next = %next.sign.fingerprint(), "HQ's key is another");
        self.keeper.iter().for_each(|keep| keep(&known, &next));
        Ok(answer)
    }

    /// Asks signed, by this machine's clock, and once more by HQ's where HQ finds that too old.
    fn ask(&self, method: &str, path: &str, body: &[u8], most: usize) -> Result<Answer, ClientError> {
        let answer = self.signed(method, path, body, most)?;
        let Refusal::OldRequest { now } = answer.refusal() else { return Ok(answer) };
        let ahead = now.since((self.client.clock)());
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = ahead;
        // Within the window it is not the clock that was wrong: the request was long on its way.
        tracing::warn!(seconds = ahead.num_seconds(), far = ahead.abs() > WINDOW, "HQ's clock is another");
        self.signed(method, path, body, most)
    }

    fn signed(&self, method: &str, path: &str, body: &[u8], most: usize) -> Result<Answer, ClientError> {
        let ahead = *self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        let at = (self.client.clock)().plus(ahead);
        let request = Request { method, path, body };
        let signature = RequestSignature::sign(&request, &self.desk, at, &self.key);
        self.client.ask(method, path, body, &signature.headers(), most)
    }
}

impl Answer {
    fn refusal(&self) -> Refusal {
        Refusal::read(self.status, &self.body)
    }

    /// The body of an answer that is no refusal.
    fn good(self) -> Result<Vec<u8>, ClientError> {
        if (200..300).contains(&self.status) { Ok(self.body) } else { Err(ClientError::Refused(self.refusal())) }
    }
}

/// Who answers is not the HQ that is known, nor does its key follow.
fn stranger(hello: Result<Hello, Fault>) -> Result<Hello, ClientError> {
    hello.map_err(|fault| match fault {
        Fault::Fingerprint { found } => ClientError::Stranger { found },
        fault => fault.into(),
    })
}

fn version() -> (&'static str, String) {
    (VERSION_HEADER, VERSION.to_string())
}
