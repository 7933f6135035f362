//! What a person is told of a cause.

use super::cause::{Cause, Evidence, Mend, Subject, What};
use crate::domain::code::TenderKind;
use crate::domain::ids::ReceiptNumber;
use crate::domain::message::{Message, Word, said, text};
use crate::domain::money::Money;
use crate::domain::time::Timestamp;

fn sum(sum: Money) -> (&'static str, Word) {
    ("sum", Word::Money(sum))
}

fn receipt(receipt: ReceiptNumber) -> (&'static str, Word) {
    ("receipt", text(receipt))
}

fn tender(tender: &TenderKind) -> (&'static str, Word) {
    ("tender", text(tender))
}

fn moment(at: Timestamp) -> (&'static str, Word) {
    ("at", Word::Moment(at))
}

impl Cause {
    /// What went wrong, in one sentence.
    pub fn message(&self) -> Message {
        match (&self.about, &self.what) {
            (Some(subject), what) => {
                let (id, mut words) = what.message();
                words.insert(0, ("what", said(subject.message())));
                (id, words)
            }
            (None, What::CashAsOther { tender: kind }) => ("difference-some-as-other", vec![tender(kind)]),
            (None, What::OtherAsCash { tender: Some(kind) }) => ("difference-some-as-cash", vec![tender(kind)]),
            (None, what) => what.message(),
        }
    }
}

impl What {
    /// What went wrong, with whatever it was.
    fn message(&self) -> Message {
        let sums = |recorded: &Money, meant: &Money| {
            vec![("recorded", Word::Money(*recorded)), ("meant", Word::Money(*meant))]
        };
        match self {
            What::NotTaken => ("difference-not-taken", vec![]),
            What::TakenTwice => ("difference-taken-twice", vec![]),
            What::NotRecorded { sum: paid } => ("difference-not-recorded", vec![sum(*paid)]),
            What::WrongSide => ("difference-wrong-side", vec![]),
            What::Transposed { recorded, meant } => ("difference-transposed", sums(recorded, meant)),
            What::Slipped { recorded, meant } => ("difference-slipped", sums(recorded, meant)),
            What::CashAsOther { tender: kind } => ("difference-cash-as-other", vec![tender(kind)]),
            What::OtherAsCash { tender: Some(kind) } => ("difference-other-as-cash", vec![tender(kind)]),
            What::OtherAsCash { tender: None } => ("difference-no-cash", vec![]),
            What::OtherNote { given, taken_for } => {
                ("difference-other-note", vec![("given", Word::Money(*given)), ("taken", Word::Money(*taken_for))])
            }
            What::LeftUnrecorded { sum: left } => ("difference-left", vec![sum(*left)]),
            What::CameUnrecorded { sum: came } => ("difference-came", vec![sum(*came)]),
            What::StillHere => ("difference-still-here", vec![]),
            What::NeverCame => ("difference-never-came", vec![]),
            What::AcceptedLess { accepted, given } => {
                ("difference-accepted-less", vec![("accepted", Word::Money(*accepted)), ("given", Word::Money(*given))])
            }
            What::WrongStart { found } if found.is_positive() => ("difference-start-over", vec![sum(*found)]),
            What::WrongStart { found } => ("difference-start-short", vec![sum(found.abs())]),
            What::NotGivenBack => ("difference-not-given-back", vec![]),
            What::Miscounted { denomination, pieces } => {
                let id = if *pieces > 0 { "difference-miscounted-over" } else { "difference-miscounted-short" };
                let pieces = Word::Number(pieces.saturating_abs());
                (id, vec![("denomination", Word::Money(*denomination)), ("pieces", pieces)])
            }
        }
    }
}

impl Subject {
    /// What it is called.
    pub fn message(&self) -> Message {
        match self {
            Subject::Payment(number) => ("difference-payment", vec![receipt(*number)]),
            Subject::Void(number) => ("difference-void", vec![receipt(*number)]),
            Subject::Refund(number) => ("difference-refund", vec![receipt(*number)]),
            Subject::CashIn(number) => ("difference-cash-in", vec![("number", text(number))]),
            Subject::CashOut(number) => ("difference-cash-out", vec![("number", text(number))]),
            Subject::HandOver(code) => ("difference-hand-over", vec![("code", text(code))]),
            Subject::Acceptance(code) => ("difference-acceptance", vec![("code", text(code))]),
            Subject::Bag(seal) => ("difference-bag", vec![("seal", text(seal))]),
            Subject::Opening => ("difference-opening", vec![]),
            Subject::Return => ("difference-return", vec![]),
        }
    }
}

impl Evidence {
    /// What speaks for the cause, or against it.
    pub fn message(&self) -> Message {
        match self {
            Evidence::SameSum { sum: same } => ("difference-because-same", vec![sum(*same)]),
            Evidence::HalfTheSum { sum: half } => ("difference-because-half", vec![sum(*half)]),
            Evidence::ByNine => ("difference-because-nine", vec![]),
            Evidence::OnlyOne => ("difference-because-only", vec![]),
            Evidence::OneOf { fit } => ("difference-because-one-of", vec![("fit", Word::Number(i64::from(*fit)))]),
            Evidence::SlipsAgree { tender: kind, difference } if difference.is_positive() => {
                ("difference-because-slips-over", vec![tender(kind), sum(*difference)])
            }
            Evidence::SlipsAgree { tender: kind, difference } => {
                ("difference-because-slips-short", vec![tender(kind), sum(difference.abs())])
            }
            Evidence::SlipsDisagree { tender: kind, difference } if difference.is_zero() => {
                ("difference-but-slips-right", vec![tender(kind)])
            }
            Evidence::SlipsDisagree { tender: kind, difference } => {
                ("difference-but-slips", vec![tender(kind), sum(*difference)])
            }
            Evidence::SlipsNotCounted => ("difference-but-slips-uncounted", vec![]),
            Evidence::After { at } => ("difference-because-after", vec![moment(*at)]),
            Evidence::Before { at } => ("difference-because-before", vec![moment(*at)]),
            Evidence::CountDisagrees { at } => ("difference-but-count", vec![moment(*at)]),
            Evidence::Given { given, due } => {
                ("difference-because-given", vec![("given", Word::Money(*given)), ("due", Word::Money(*due))])
            }
            Evidence::NoChange => ("difference-because-no-change", vec![]),
            Evidence::Double { receipt: first } => ("difference-because-double", vec![receipt(*first)]),
            Evidence::Round => ("difference-because-round", vec![]),
            Evidence::ByDenominations => ("difference-but-by-denominations", vec![]),
            Evidence::CountedAgain { times } => {
                ("difference-but-counted-again", vec![("times", Word::Number(i64::from(*times)))])
            }
        }
    }
}

impl Mend {
    /// What to do.
    pub fn message(&self) -> Message {
        match self {
            Mend::VoidPayment { receipt: number } => ("difference-mend-void", vec![receipt(*number)]),
            Mend::TakePayment { sum: paid } => ("difference-mend-take", vec![sum(*paid)]),
            Mend::TakeAgain { receipt: number, sum: meant } => {
                ("difference-mend-take-again", vec![receipt(*number), sum(*meant)])
            }
            Mend::TakeBoth { receipt: number, sum: each } => {
                ("difference-mend-take-both", vec![receipt(*number), sum(*each)])
            }
            Mend::RecordRefund { sum: back } => ("difference-mend-refund", vec![sum(*back)]),
            Mend::Retender { receipt: number, to: Some(to), .. } => {
                ("difference-mend-retender", vec![receipt(*number), tender(to)])
            }
            Mend::Retender { receipt: number, to: None, .. } => {
                ("difference-mend-retender-other", vec![receipt(*number)])
            }
            Mend::GiveBack { receipt: number, sum: back } => {
                ("difference-mend-give-back", vec![receipt(*number), sum(*back)])
            }
            Mend::DropCash { sum: left } => ("difference-mend-drop", vec![sum(*left)]),
            Mend::HandOver { sum: left } => ("difference-mend-hand-over", vec![sum(*left)]),
            Mend::AcceptCash { sum: came } => ("difference-mend-accept", vec![sum(*came)]),
            Mend::CashIn { sum: came } => ("difference-mend-cash-in", vec![sum(*came)]),
            Mend::CashOut { sum: left } => ("difference-mend-cash-out", vec![sum(*left)]),
            Mend::LetGo { sum: kept } => ("difference-mend-let-go", vec![sum(*kept)]),
            Mend::CountAgain => ("difference-mend-count", vec![]),
            Mend::CountSlips => ("difference-mend-slips", vec![]),
            Mend::GiveAsReason => ("difference-mend-reason", vec![]),
        }
    }
}
