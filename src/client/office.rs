//! The back office's way to HQ: a person signs in, looks at views and gives orders.
//!
//! Nothing is tried twice here. An order whose answer was lost is given again by whoever gave it, under the same id.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Answer, Client, ClientError, version};
use crate::domain::message::text;
use crate::domain::{Message, SupplierCode, SupplierLetter, Table, UserName, View};
use crate::protocol::office::{DENIED, Denied, Done, Ordered, Session, SignIn};
use crate::protocol::{Fault, Refusal};

/// The most bytes of a page.
const MOST_TABLE: usize = 16 << 20;

/// The most bytes of a file: a register of a million lines has some hundred million.
const MOST_FILE: usize = 512 << 20;

/// How many pages are remembered: the one that is looked at, and those below it.
const REMEMBERED: usize = 32;

/// Why the back office got no answer, or not the one that it wants.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// Nobody answers there, or not in time.
    #[error("HQ can't be reached: {0}")]
    Unreachable(ClientError),
    /// The session has ended: sign in again.
    #[error("the session has ended")]
    SignedOut,
    /// HQ doesn't do it, and says why.
    #[error("denied: {}", .0.why)]
    Denied(Denied),
    /// There is no such thing, or nothing that this person may see.
    #[error("there is nothing there")]
    NotFound,
    /// HQ has too much to do: the same again later.
    #[error("HQ has too much to do")]
    Busy {
        /// Not before so many seconds.
        seconds: Option<u32>,
    },
    /// HQ refuses in another way: a wrong PIN, a locked name, a role without a place here, a program too old.
    #[error("HQ refuses: {0:?}")]
    Refused(Refusal),
    /// The address can't be used, or what answered is no HQ.
    #[error(transparent)]
    Protocol(ClientError),
}

impl From<ClientError> for OfficeError {
    fn from(error: ClientError) -> OfficeError {
        match error {
            ClientError::Unreachable(_) | ClientError::Timeout => OfficeError::Unreachable(error),
            ClientError::Refused(Refusal::SignedOut) => OfficeError::SignedOut,
            ClientError::Refused(Refusal::NotFound) => OfficeError::NotFound,
            ClientError::Refused(Refusal::RetryLater { seconds }) => OfficeError::Busy { seconds },
            ClientError::Refused(refusal) => OfficeError::Refused(refusal),
            other => OfficeError::Protocol(other),
        }
    }
}

impl OfficeError {
    /// The message for the person in front of the screen. `known` gives the ids of texts, as [`Denied::message`] wants
    /// them.
    pub fn message(&self, known: impl Fn(&str) -> Option<&'static str> + Copy) -> Message {
        match self {
            OfficeError::Unreachable(ClientError::Timeout) => ("client-office-timeout", vec![]),
            OfficeError::Unreachable(ClientError::Unreachable(detail)) => {
                ("client-office-unreachable", vec![("detail", text(detail))])
            }
            OfficeError::Unreachable(error) | OfficeError::Protocol(error) => error.message(),
            OfficeError::SignedOut => super::refused(&Refusal::SignedOut),
            OfficeError::NotFound => ("client-office-not-found", vec![]),
            OfficeError::Busy { .. } => ("client-office-busy", vec![]),
            OfficeError::Refused(refusal) => super::refused(refusal),
            OfficeError::Denied(denied) => {
                denied.message(known).unwrap_or(("client-office-denied", vec![("why", text(&denied.why))]))
            }
        }
    }

    /// True where nobody can say whether an order was carried out: it is given again under its id.
    pub fn is_unsure(&self) -> bool {
        matches!(self, OfficeError::Unreachable(_) | OfficeError::Busy { .. })
    }
}

/// A person who is signed in at the back office. It says nothing of its token, also where it is written out for
/// debugging.
pub struct Office {
    client: Client,
    session: Session,
    pages: Mutex<VecDeque<Remembered>>,
}

/// A page as it came last.
struct Remembered {
    path: String,
    etag: String,
    table: Table,
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Office").field("user", &self.session.user).finish_non_exhaustive()
    }
}

impl Office {
    /// Signs a person in at the HQ that `client` leads to.
    pub fn sign_in(client: Client, user: UserName, pin: String) -> Result<Office, OfficeError> {
        let body = packed(&SignIn { user, pin })?;
        let answer = client.ask("POST", "/v1/office/sign-in", &body, &[version()], super::MOST_JSON)?;
        let session = read(answer)?;
        Ok(Office { client, session, pages: Mutex::default() })
    }

    /// Who is signed in, as HQ said it at the sign-in.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// A page of a view. One that is still as it came last crosses the network as its tag alone.
    pub fn view(&self, view: &View, after: Option<&str>, limit: Option<usize>) -> Result<Table, OfficeError> {
        let path = path(view, after, limit);
        let mut headers = self.headers();
        if let Some(etag) = self.remembered(&path, |page| page.etag.clone()) {
            headers.push(("if-none-match", etag));
        }
        let answer = self.client.ask("GET", &path, b"", &headers, MOST_TABLE)?;
        if answer.status == 304 {
            let nothing = || Fault::WrongAnswer { found: "a page that never came".to_owned() };
            return self.remembered(&path, |page| page.table.clone()).ok_or_else(|| not_hq(nothing()));
        }
        let etag = answer.etag.clone();
        let table: Table = read(answer)?;
        if table.view != *view {
            return Err(not_hq(Fault::WrongAnswer { found: table.view.to_string() }));
        }
        if let Some(etag) = etag {
            self.remember(Remembered { path, etag, table: table.clone() });
        }
        Ok(table)
    }

    /// A letter to a supplier, by its number.
    pub fn letter(&self, supplier: &SupplierCode, number: u32) -> Result<SupplierLetter, OfficeError> {
        let path = format!("/v1/office/letters/{supplier}/{number}");
        let letter: SupplierLetter = read(self.client.ask("GET", &path, b"", &self.headers(), super::MOST_JSON)?)?;
        if (&letter.supplier, letter.number) != (supplier, number) {
            return Err(not_hq(Fault::WrongAnswer { found: format!("{}/{}", letter.supplier, letter.number) }));
        }
        Ok(letter)
    }

    /// The file of a register, as its supplier was sent it.
    pub fn register_file(&self, supplier: &SupplierCode, number: u32) -> Result<Vec<u8>, OfficeError> {
        let path = format!("/v1/office/registers/{supplier}/{number}/file");
        bytes(self.client.ask("GET", &path, b"", &self.headers(), MOST_FILE)?)
    }

    /// Gives an order. Under the same id it is carried out once, however often it is given.
    pub fn deed(&self, ordered: &Ordered) -> Result<Done, OfficeError> {
        let body = packed(ordered)?;
        read(self.client.ask("POST", "/v1/office/deeds", &body, &self.headers(), super::MOST_JSON)?)
    }

    /// Who is signed in, as HQ says now. This counts as a use of the session.
    pub fn current_session(&self) -> Result<Session, OfficeError> {
        read(self.client.ask("GET", "/v1/office/session", b"", &self.headers(), super::MOST_JSON)?)
    }

    /// Ends the session; one that has ended already is no fault.
    pub fn sign_out(self) -> Result<(), OfficeError> {
        let answer = self.client.ask("POST", "/v1/office/sign-out", b"", &self.headers(), super::MOST_JSON)?;
        match answer.good() {
            Ok(_) | Err(ClientError::Refused(Refusal::SignedOut)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        vec![version(), ("authorization", format!("Bearer {}", self.session.token))]
    }

    fn remembered<T>(&self, path: &str, what: impl FnOnce(&Remembered) -> T) -> Option<T> {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.iter().find(|page| page.path == path).map(what)
    }

    fn remember(&self, page: Remembered) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.retain(|known| known.path != page.path);
        pages.push_front(page);
        pages.truncate(REMEMBERED);
    }
}

fn path(view: &View, after: Option<&str>, limit: Option<usize>) -> String {
    let names: Vec<String> = view.to_string().split('/').map(super::place::encoded).collect();
    let after = after.map(|after| format!("after={}", super::place::encoded(after)));
    let limit = limit.map(|limit| format!("limit={limit}"));
    let part: Vec<String> = after.into_iter().chain(limit).collect();
    let mark = if part.is_empty() { "" } else { "?" };
    format!("/v1/office/views/{}{mark}{}", names.join("/"), part.join("&"))
}

fn packed(message: &impl Serialize) -> Result<Vec<u8>, OfficeError> {
    serde_json::to_vec(message).map_err(|error| not_hq(Fault::Unpackable(error.to_string())))
}

/// The body of an answer, unless HQ denies or refuses.
fn bytes(answer: Answer) -> Result<Vec<u8>, OfficeError> {
    if answer.status == DENIED
        && let Ok(denied) = serde_json::from_slice(&answer.body)
    {
        return Err(OfficeError::Denied(denied));
    }
    Ok(answer.good()?)
}

fn read<T: DeserializeOwned>(answer: Answer) -> Result<T, OfficeError> {
    let body = bytes(answer)?;
    serde_json::from_slice(&body)
        .map_err(|error| not_hq(Fault::Malformed { line: error.line(), why: error.to_string() }))
}

fn not_hq(fault: Fault) -> OfficeError {
    OfficeError::Protocol(fault.into())
}
