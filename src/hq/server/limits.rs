//! How much of the server anybody may have. Each is far above what an honest desk needs, and far below what would
//! take the server from the others.

use std::num::NonZeroU32;
use std::time::Duration;

use crate::settings::HqLimits;

/// How much of the server anybody may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerLimits {
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one address. All desks of an office may stand behind one.
    pub address_connections: usize,
    /// Requests a second from one address.
    pub address_requests: NonZeroU32,
    /// Requests a second of one desk.
    pub desk_requests: NonZeroU32,
    /// Enrolments tried a minute from one address.
    pub address_enrolments: NonZeroU32,
    /// Sign-ins at the back office tried a minute from one address.
    pub address_sign_ins: NonZeroU32,
    /// How long a request may take from its first byte to its answer, a connection be idle, and an answer be left
    /// unread.
    pub time: Duration,
    /// Threads that work with the store.
    pub threads: usize,
    /// Requests that wait for one of them.
    pub waiting: usize,
}

impl Default for ServerLimits {
    fn default() -> ServerLimits {
        let number = |number: u32| NonZeroU32::MIN.saturating_add(number - 1);
        ServerLimits {
            connections: 1_000,
            address_connections: 100,
            address_requests: number(400),
            desk_requests: number(200),
            address_enrolments: number(20),
            address_sign_ins: number(60),
            time: Duration::from_secs(30),
            threads: 8,
            waiting: 200,
        }
    }
}

impl ServerLimits {
    /// What the settings say, and otherwise the usual.
    pub fn of(limits: &HqLimits) -> ServerLimits {
        let usual = ServerLimits::default();
        let HqLimits { connections, address_requests, desk_requests, seconds } = *limits;
        ServerLimits {
            connections: connections.map_or(usual.connections, |most| most.get() as usize),
            address_requests: address_requests.unwrap_or(usual.address_requests),
            desk_requests: desk_requests.unwrap_or(usual.desk_requests),
            time: seconds.map_or(usual.time, |seconds| Duration::from_secs(seconds.get().into())),
            ..usual
        }
    }
}
