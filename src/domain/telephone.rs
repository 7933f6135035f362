//! Approval by telephone: what is approved, the challenge that a desk shows for it, and the code that headquarters
//! gives for both. How the two follow from the keys of desk and headquarters is `protocol::telephone`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::code::UserName;
use super::event::Event;
use super::message::{Message, text};
use super::money::Money;
use super::symbols::{self, CHECK_SYMBOLS, SymbolFault, grouped};
use super::text_form::text_form;

/// What somebody approves: the kind of the entry that it becomes, what it is about, and its sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// The entry's kind: `payment.voided`.
    pub kind: String,
    /// Receipt, slip, shift or person, as it is read out: `1-118-3`, of a moved line `1-118-3/2`.
    pub subject: String,
    /// The sum, in kopecks, as [`Event::sum`] has it; zero where there is none.
    #[serde(rename = "kopecks")]
    pub amount: Money,
}

/// Every kind of entry that can be approved by telephone, and the id of its words. What is not here, no code does.
pub const KINDS: [(&str, &str); 12] = [
    ("payment.voided", "telephone-payment-voided"),
    ("payment.refunded", "telephone-payment-refunded"),
    ("payment.moved", "telephone-payment-moved"),
    ("payment.retendered", "telephone-payment-retendered"),
    ("payment.taken", "telephone-payment-taken"),
    ("cash.in", "telephone-cash-in"),
    ("cash.out", "telephone-cash-out"),
    ("shift.opened", "telephone-shift-opened"),
    ("shift.paused", "telephone-shift-paused"),
    ("shift.resumed", "telephone-shift-resumed"),
    ("shift.closed", "telephone-shift-closed"),
    ("user.pin-set", "telephone-user-pin-set"),
];

impl Operation {
    /// The operation that an event is; `None` for one that nobody approves.
    pub fn of(event: &Event) -> Option<Operation> {
        let subject = match event {
            Event::PaymentMoved(moved) => format!("{}/{}", moved.receipt, moved.n),
            Event::PaymentTaken(_)
            | Event::PaymentVoided(_)
            | Event::PaymentRefunded(_)
            | Event::PaymentRetendered(_) => event.receipt()?.to_string(),
            Event::CashIn(_) | Event::CashOut(_) => event.slip()?.to_string(),
            Event::ShiftOpened(opened) => opened.shift.to_string(),
            Event::ShiftPaused(paused) => paused.shift.to_string(),
            Event::ShiftResumed(resumed) => resumed.shift.to_string(),
            Event::ShiftClosed(closed) => closed.shift.to_string(),
            Event::PinSet(set) => return Some(Operation::pin_set(&set.user)),
            _ => return None,
        };
        Some(Operation { kind: event.kind().to_owned(), subject, amount: event.sum().unwrap_or_default() })
    }

    /// A new PIN for a person who forgot theirs.
    pub fn pin_set(user: &UserName) -> Operation {
        Operation { kind: "user.pin-set".to_owned(), subject: user.to_string(), amount: Money::ZERO }
    }

    /// True for a new PIN.
    pub fn is_pin(&self) -> bool {
        self.kind == "user.pin-set"
    }

    /// The same as a person typed it who heard it: in small letters, without spaces, and with the Latin c of a slip's
    /// number for its Russian twin.
    pub fn heard(kind: &str, subject: &str, amount: Money) -> Operation {
        let plain = |c: char| if c == 'с' { 'c' } else { c };
        let subject = subject.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).map(plain).collect();
        Operation { kind: kind.trim().to_lowercase(), subject, amount }
    }

    /// The id of the words for its kind; `None` for a kind that no code approves.
    pub fn word(&self) -> Option<&'static str> {
        KINDS.iter().find(|(kind, _)| *kind == self.kind).map(|(_, word)| *word)
    }
}

/// How many symbols make the challenge fresh, and how many bind it to its operation.
const PART: usize = 4;

const SYMBOLS: usize = 2 * PART + CHECK_SYMBOLS;

/// What a desk shows, `K7Q2M-4XP9D`: four fresh symbols, four that only this operation at this desk has, and two that
/// tell a typo from another operation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Challenge([u8; 2 * PART]);

impl Challenge {
    /// The challenge of 20 fresh bits and 20 that bind it: the first of `fresh` and of `bound`.
    pub fn new(fresh: &[u8], bound: &[u8]) -> Challenge {
        let (fresh, bound) = (symbols::symbols::<PART>(fresh), symbols::symbols::<PART>(bound));
        Challenge(std::array::from_fn(|at| if at < PART { fresh[at] } else { bound[at - PART] }))
    }

    /// What makes it fresh, as four symbols.
    pub fn fresh(&self) -> String {
        grouped(&self.0[..PART], PART)
    }

    /// True if its other part is the first 20 bits of `bound`.
    pub fn is_bound_by(&self, bound: &[u8]) -> bool {
        self.0[PART..] == symbols::symbols::<PART>(bound)
    }
}

impl fmt::Display for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&grouped(&[&self.0[..], &symbols::check(&self.0)].concat(), SYMBOLS / 2))
    }
}

/// Reads a challenge however it was typed.
impl FromStr for Challenge {
    type Err = ChallengeError;
    fn from_str(text: &str) -> Result<Challenge, ChallengeError> {
        let read = symbols::read(text, SYMBOLS).map_err(ChallengeError)?;
        read.first_chunk().copied().map(Challenge).ok_or(ChallengeError(SymbolFault::Typo))
    }
}

/// Why a text is no challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is no challenge: {0}")]
pub struct ChallengeError(pub SymbolFault);

impl ChallengeError {
    /// The message for the person who typed it.
    pub fn message(&self) -> Message {
        match self.0 {
            SymbolFault::Character(odd) => ("telephone-challenge-character", vec![("odd", text(odd.escape_debug()))]),
            SymbolFault::Length { found, .. } => ("telephone-challenge-length", vec![("found", text(found))]),
            SymbolFault::Typo => ("telephone-challenge-typo", vec![]),
        }
    }
}

text_form!(Challenge => ChallengeError);

/// How many different codes there are.
const CODES: u64 = 100_000_000;

/// How many digits a code has.
const DIGITS: usize = 9;

/// What is answered to a challenge, `482-173-065`: eight digits that desk and headquarters compute alike, and a check
/// digit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SpokenCode(u32);

impl SpokenCode {
    /// The code of a number, of which the last eight digits count.
    pub fn new(number: u64) -> SpokenCode {
        SpokenCode((number % CODES) as u32)
    }
}

impl fmt::Display for SpokenCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:08}", self.0);
        let all = format!("{digits}{}", check_digit(digits.bytes()));
        f.pad(&format!("{}-{}-{}", &all[..3], &all[3..6], &all[6..]))
    }
}

/// It lets its bearer do something.
impl fmt::Debug for SpokenCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SpokenCode(…)")
    }
}

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpokenCodeError {
    /// Not nine digits.
    #[error("a code has {DIGITS} digits")]
    Malformed,
    /// A digit is wrong, or two are in each other's place.
    #[error("there is a typo in the code")]
    Typo,
}

impl SpokenCodeError {
    /// The message for the person who typed it.
    pub fn message(&self) -> Message {
        match self {
            SpokenCodeError::Malformed => ("telephone-code-digits", vec![]),
            SpokenCodeError::Typo => ("telephone-code-typo", vec![]),
        }
    }
}

/// Reads a code with or without hyphens and spaces.
impl FromStr for SpokenCode {
    type Err = SpokenCodeError;
    fn from_str(text: &str) -> Result<SpokenCode, SpokenCodeError> {
        let typed: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—')).collect();
        if typed.len() != DIGITS || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SpokenCodeError::Malformed);
        }
        let (digits, check) = typed.split_at(DIGITS - 1);
        if check != check_digit(digits.bytes()).to_string() {
            return Err(SpokenCodeError::Typo);
        }
        digits.parse().map(SpokenCode).map_err(|_| SpokenCodeError::Malformed)
    }
}

/// The check digit of ISO/IEC 7064, MOD 11,10: it finds each wrong digit and nearly all that changed places.
fn check_digit(digits: impl Iterator<Item = u8>) -> u32 {
    let product = digits.fold(10, |product, digit| {
        let sum = (product + u32::from(digit.wrapping_sub(b'0'))) % 10;
        if sum == 0 { 20 % 11 } else { sum * 2 % 11 }
    });
    (11 - product) % 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of ISO/IEC 7064: 0794 with its check digit 5.
    #[test]
    fn the_check_digit_is_that_of_the_standard() {
        assert_eq!(check_digit("0794".bytes()), 5);
    }

    #[test]
    fn what_was_heard_is_read_however_it_was_typed() {
        let sum = Money::from_kopecks(81_240);
        let heard = Operation::heard(" Cash.Out ", "1-118-С 3", sum);
        assert_eq!(heard, Operation { kind: "cash.out".into(), subject: "1-118-c3".into(), amount: sum });
        assert_eq!(heard.word(), Some("telephone-cash-out"));
        assert_eq!(Operation::heard("day.signed", "x", sum).word(), None);
    }

    proptest! {
        #[test]
        fn a_challenge_reads_back_and_a_typo_is_found(fresh: [u8; 3], bound: [u8; 3], at in 0..10usize, by in 1..32u8) {
            let challenge = Challenge::new(&fresh, &bound);
            let text = challenge.to_string();
            prop_assert_eq!(text.len(), 11);
            for typed in [text.clone(), text.to_lowercase(), text.replace('-', " "), text.replace('0', "О")] {
                prop_assert_eq!(typed.parse(), Ok(challenge.clone()));
            }
            prop_assert!(challenge.is_bound_by(&bound));
            let mut symbols = symbols::read(&text, 10).unwrap();
            symbols[at] = (symbols[at] + by) % 32;
            prop_assert_eq!(grouped(&symbols, 5).parse::<Challenge>(), Err(ChallengeError(SymbolFault::Typo)));
        }

        #[test]
        fn a_code_reads_back_and_a_wrong_digit_is_found(number: u64, at in 0..9usize, by in 1..10u8) {
            let code = SpokenCode::new(number);
            let text = code.to_string();
            prop_assert_eq!(text.parse(), Ok(code));
            prop_assert_eq!(text.replace('-', "").parse(), Ok(code));
            let mut digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            let wrong = String::from_utf8(digits).unwrap();
            prop_assert_eq!(wrong.parse::<SpokenCode>(), Err(SpokenCodeError::Typo));
        }
    }
}
