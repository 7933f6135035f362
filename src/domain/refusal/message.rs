//! What a person is told about a refusal.

use super::Refusal;
use crate::domain::message::{Message, Word, list, text};
use crate::domain::money::Money;

impl Refusal {
    /// The message for the person in front of the screen.
    pub fn message(&self) -> Message {
        match self {
            Refusal::NotEnrolled => ("refusal-not-enrolled", vec![]),
            Refusal::AlreadyEnrolled => ("refusal-already-enrolled", vec![]),
            Refusal::NobodySignedIn => ("refusal-nobody-signed-in", vec![]),
            Refusal::SupervisorNeeded => ("refusal-supervisor-needed", vec![]),
            Refusal::NotASupervisor { user } => ("refusal-not-a-supervisor", vec![("user", text(user))]),
            Refusal::NoTelephone => ("refusal-no-telephone", vec![]),
            Refusal::ChallengeOld => ("refusal-challenge-old", vec![]),
            Refusal::CodeRefused => ("refusal-code", vec![]),
            Refusal::CodesLocked { until } => ("refusal-codes-locked", vec![("until", Word::Moment(*until))]),
            Refusal::UnknownPerson { user } => ("refusal-unknown-person", vec![("user", text(user))]),
            Refusal::ReasonNeeded => ("refusal-reason-needed", vec![]),
            Refusal::SignInRefused => ("refusal-sign-in", vec![]),
            Refusal::Locked { user, until } => {
                ("refusal-locked", vec![("user", text(user)), ("until", Word::Moment(*until))])
            }
            Refusal::NothingToPrint { seq } => ("refusal-nothing-to-print", vec![("seq", text(seq))]),
            _ => self
                .shift_message()
                .or_else(|| self.line_message())
                .or_else(|| self.correction_message())
                .or_else(|| self.cash_message())
                .unwrap_or_else(|| self.tender_message()),
        }
    }

    fn shift_message(&self) -> Option<Message> {
        let number = |shift: &u32| Word::Number(i64::from(*shift));
        Some(match self {
            Refusal::NoShift => ("refusal-no-shift", vec![]),
            Refusal::ShiftOpen { shift, cashier } => {
                ("refusal-shift-open", vec![("shift", number(shift)), ("cashier", text(cashier))])
            }
            Refusal::ShiftPaused { shift } => ("refusal-shift-paused", vec![("shift", number(shift))]),
            Refusal::AnothersShift { shift, cashier } => {
                ("refusal-anothers-shift", vec![("shift", number(shift)), ("cashier", text(cashier))])
            }
            Refusal::ClockBack { last, now } => {
                ("refusal-clock-back", vec![("last", Word::Moment(*last)), ("now", Word::Moment(*now))])
            }
            Refusal::ClockAhead { last, now } => {
                ("refusal-clock-ahead", vec![("last", Word::Moment(*last)), ("now", Word::Moment(*now))])
            }
            Refusal::Vault => ("refusal-vault", vec![]),
            Refusal::ShiftTooLong { shift, hours } => {
                ("refusal-shift-too-long", vec![("shift", number(shift)), ("hours", Word::Number(*hours))])
            }
            Refusal::SharedDrawer => ("refusal-shared-drawer", vec![]),
            Refusal::CountNeeded => ("refusal-count-needed", vec![]),
            Refusal::DifferenceReason { difference } => difference_message(*difference),
            Refusal::SecondPerson { cashier } => ("refusal-second-person", vec![("cashier", text(cashier))]),
            Refusal::NotPaused => ("refusal-not-paused", vec![]),
            Refusal::NegativeCount => ("refusal-negative-count", vec![]),
            Refusal::UnknownReceipt { receipt } => ("refusal-unknown-receipt", vec![("receipt", text(receipt))]),
            Refusal::EarlierShift { receipt, shift } => {
                ("refusal-earlier-shift", vec![("receipt", text(receipt)), ("shift", number(shift))])
            }
            Refusal::AlreadyVoided { receipt } => ("refusal-already-voided", vec![("receipt", text(receipt))]),
            Refusal::DrawerShort { due, drawer } => {
                ("refusal-drawer-short", vec![("due", Word::Money(*due)), ("drawer", Word::Money(*drawer))])
            }
            _ => return None,
        })
    }

    fn correction_message(&self) -> Option<Message> {
        Some(match self {
            Refusal::OpenShiftsPayment { receipt } => ("refusal-open-shifts-payment", vec![("receipt", text(receipt))]),
            Refusal::AnotherDesk { receipt, desk } => {
                ("refusal-another-desk", vec![("receipt", text(receipt)), ("desk", text(desk))])
            }
            Refusal::UnknownLine { receipt, n } => {
                ("refusal-unknown-line", vec![("receipt", text(receipt)), ("n", text(n))])
            }
            Refusal::NothingLeft { receipt, remaining } => {
                ("refusal-nothing-left", vec![("receipt", text(receipt)), ("remaining", Word::Money(*remaining))])
            }
            Refusal::SameAccount { account } => ("refusal-same-account", vec![("account", text(account))]),
            Refusal::WhichTender { receipt, tenders } => {
                ("refusal-which-tender", vec![("receipt", text(receipt)), ("tenders", list(tenders))])
            }
            _ => return None,
        })
    }

    fn cash_message(&self) -> Option<Message> {
        Some(match self {
            Refusal::ZeroCash => ("refusal-zero-cash", vec![]),
            Refusal::UnknownReason { reason, known } => {
                ("refusal-unknown-reason", vec![("reason", text(reason)), ("known", list(known))])
            }
            Refusal::OwnMoney { reason, own } => {
                ("refusal-own-money", vec![("reason", text(reason)), ("own", Word::Money(*own))])
            }
            Refusal::SerialsNeeded => ("refusal-serials-needed", vec![]),
            Refusal::UnknownBankAccount { account, known } => {
                ("refusal-unknown-bank-account", vec![("account", text(account)), ("known", list(known))])
            }
            Refusal::SameDesk => ("refusal-same-desk", vec![]),
            Refusal::NotForThisDesk => ("refusal-not-for-this-desk", vec![]),
            Refusal::AcceptedBefore { code } => ("refusal-accepted-before", vec![("code", text(code))]),
            Refusal::MoreThanGiven { given } => ("refusal-more-than-given", vec![("given", Word::Money(*given))]),
            Refusal::SealUsed { seal } => ("refusal-seal-used", vec![("seal", text(seal))]),
            Refusal::UnknownBag { seal, known } => {
                ("refusal-unknown-bag", vec![("seal", text(seal)), ("known", list(known))])
            }
            Refusal::CollectorNeeded => ("refusal-collector-needed", vec![]),
            _ => return None,
        })
    }

    fn line_message(&self) -> Option<Message> {
        Some(match self {
            Refusal::EmptyBasket => ("refusal-empty-basket", vec![]),
            Refusal::ZeroSum { account } => ("refusal-zero-sum", vec![("account", text(account))]),
            Refusal::NegativeSum { account } => ("refusal-negative-sum", vec![("account", text(account))]),
            Refusal::BelowLeast { supplier, least } => {
                ("refusal-below-least", vec![("supplier", text(supplier)), ("least", Word::Money(*least))])
            }
            Refusal::AboveMost { supplier, most } => {
                ("refusal-above-most", vec![("supplier", text(supplier)), ("most", Word::Money(*most))])
            }
            Refusal::TooLarge => ("refusal-too-large", vec![]),
            Refusal::UnknownSupplier { supplier, known } => {
                ("refusal-unknown-supplier", vec![("supplier", text(supplier)), ("known", list(known))])
            }
            Refusal::WhichService { supplier, services } => {
                ("refusal-which-service", vec![("supplier", text(supplier)), ("services", list(services))])
            }
            Refusal::UnknownAccount { supplier, account } => {
                ("refusal-unknown-account", vec![("supplier", text(supplier)), ("account", text(account))])
            }
            _ => return None,
        })
    }

    fn tender_message(&self) -> Message {
        match self {
            Refusal::UnknownTender { kind, known } => {
                ("refusal-unknown-tender", vec![("tender", text(kind)), ("known", list(known))])
            }
            Refusal::ReferenceNeeded { kind } => ("refusal-reference-needed", vec![("tender", text(kind))]),
            Refusal::TooLittle { due, tendered } => {
                let missing = Word::Money(due.saturating_minus(*tendered));
                let sums = vec![("due", Word::Money(*due)), ("tendered", Word::Money(*tendered)), ("missing", missing)];
                ("refusal-too-little", sums)
            }
            Refusal::TenderMisfits { kind, due } => {
                ("refusal-tender-misfits", vec![("tender", text(kind)), ("due", Word::Money(*due))])
            }
            _ => ("refusal-no-tender", vec![]),
        }
    }
}

fn difference_message(difference: Money) -> Message {
    let id = if difference > Money::ZERO { "refusal-over-reason" } else { "refusal-short-reason" };
    (id, vec![("sum", Word::Money(difference.abs()))])
}
