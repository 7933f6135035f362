//! How often anybody may ask: by the address that a request comes from, by the desk that signed it, and for enrolment,
//! where codes could be guessed, far less often.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::limits::ServerLimits;
use crate::domain::DeskId;
use crate::protocol::Refusal;

/// What each address and each desk has left.
pub(super) struct Rates {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    desks: DefaultKeyedRateLimiter<DeskId>,
    enrolments: DefaultKeyedRateLimiter<IpAddr>,
    sign_ins: DefaultKeyedRateLimiter<IpAddr>,
    strangers: DefaultKeyedRateLimiter<IpAddr>,
}

impl Rates {
    /// Nobody has asked yet.
    pub fn new(limits: &ServerLimits) -> Rates {
        let a_second = |most: NonZeroU32| Quota::per_second(most).allow_burst(most.saturating_mul(BURST_SECONDS));
        Rates {
            addresses: RateLimiter::keyed(a_second(limits.address_requests)),
            desks: RateLimiter::keyed(a_second(limits.desk_requests)),
            enrolments: RateLimiter::keyed(Quota::per_minute(limits.address_enrolments)),
            sign_ins: RateLimiter::keyed(Quota::per_minute(limits.address_sign_ins)),
            strangers: RateLimiter::keyed(Quota::per_minute(STRANGERS_A_MINUTE)),
        }
    }

    /// A request from an address, whatever it is.
    pub fn address(&self, from: IpAddr) -> Result<(), Refusal> {
        check(&self.addresses, &network(from))
    }

    /// A request that a desk signed. Only its own count, so nobody can use up another desk's.
    pub fn desk(&self, desk: &DeskId) -> Result<(), Refusal> {
        check(&self.desks, desk)
    }

    /// A try to enrol.
    pub fn enrolment(&self, from: IpAddr) -> Result<(), Refusal> {
        check(&self.enrolments, &network(from))
    }

    /// A try to sign in at the back office.
    pub fn sign_in(&self, from: IpAddr) -> Result<(), Refusal> {
        check(&self.sign_ins, &network(from))
    }

    /// True where one more refusal of what nobody signed is kept as evidence: to keep it costs a write, and whoever
    /// floods the server shall not have the desks wait for it.
    pub fn stranger(&self, from: IpAddr) -> bool {
        check(&self.strangers, &network(from)).is_ok()
    }

    /// Forgets those who have all their tries left again.
    pub fn forget_idle(&self) {
        self.addresses.retain_recent();
        self.desks.retain_recent();
        self.enrolments.retain_recent();
        self.sign_ins.retain_recent();
        self.strangers.retain_recent();
    }
}

/// So many seconds' worth may come at once, after a quiet time.
const BURST_SECONDS: NonZeroU32 = NonZeroU32::MIN.saturating_add(1);

/// Of as many requests a minute that an address sends without a signature, evidence is kept.
const STRANGERS_A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);

fn check<K: Hash + Eq + Clone>(rates: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Refusal> {
    rates.check_key(key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        let seconds = wait.as_secs().saturating_add(1);
        Refusal::RetryLater { seconds: Some(u32::try_from(seconds).unwrap_or(u32::MAX)) }
    })
}

/// Whoever has an IPv6 address has a whole network of 2^64.
pub(super) fn network(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(most: u32) -> Rates {
        let most = NonZeroU32::new(most).unwrap();
        let limits = ServerLimits {
            address_requests: most,
            desk_requests: most,
            address_enrolments: most,
            ..ServerLimits::default()
        };
        Rates::new(&limits)
    }

    #[test]
    fn one_who_asks_too_often_waits_and_the_others_do_not() {
        let rates = rates(1);
        let [one, other]: [IpAddr; 2] = ["192.0.2.1", "192.0.2.2"].map(|text| text.parse().unwrap());
        assert!(rates.address(one).is_ok() && rates.address(one).is_ok());
        assert_eq!(rates.address(one), Err(Refusal::RetryLater { seconds: Some(1) }));
        assert!(rates.address(other).is_ok());
        assert!(rates.enrolment(one).is_ok());
        assert_eq!(rates.enrolment(one), Err(Refusal::RetryLater { seconds: Some(60) }));
        assert!(rates.enrolment(other).is_ok());
    }

    #[test]
    fn a_desk_has_its_own_rate() {
        let rates = rates(1);
        let [one, other]: [DeskId; 2] = ["664003/1", "664003/2"].map(|text| text.parse().unwrap());
        assert!(rates.desk(&one).is_ok() && rates.desk(&one).is_ok() && rates.desk(&one).is_err());
        assert!(rates.desk(&other).is_ok());
    }

    #[test]
    fn evidence_of_one_address_ends_before_its_requests_do() {
        let (rates, from) = (rates(1_000), "192.0.2.1".parse().unwrap());
        assert_eq!((0..100).filter(|_| rates.stranger(from)).count(), 60);
        assert!(rates.address(from).is_ok() && rates.stranger("192.0.2.2".parse().unwrap()));
    }

    #[test]
    fn an_ipv6_network_is_one_address() {
        let rates = rates(1);
        let within = |last: u32| format!("2001:db8::{last:x}").parse::<IpAddr>().unwrap();
        assert!(rates.address(within(1)).is_ok() && rates.address(within(2)).is_ok());
        assert!(rates.address(within(3)).is_err());
        assert!(rates.address("2001:db8:0:1::1".parse().unwrap()).is_ok());
        assert!(rates.address("::ffff:192.0.2.1".parse().unwrap()).is_ok());
        assert!(rates.address("::ffff:192.0.2.2".parse().unwrap()).is_ok());
        assert!(rates.address("192.0.2.1".parse().unwrap()).is_ok());
        assert!(rates.address("::ffff:192.0.2.1".parse().unwrap()).is_err());
    }

    #[test]
    fn the_idle_are_forgotten() {
        let rates = rates(1_000_000);
        rates.address("192.0.2.1".parse().unwrap()).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(5));
        rates.forget_idle();
        assert_eq!(rates.addresses.len(), 0);
    }
}
