//! Faults that are planted into a day: each is done as people do it, and what it is stays here.

use okno::domain::difference::{Cause, What};

use crate::day::{Basket, Day, Dice, How, Way};

/// The kinds of faults, in equal shares, and their forms, in equal shares of their kind.
pub const KINDS: [(&str, &[Fault]); 8] = [
    ("one payment of exactly that sum", &[Fault::NotTaken, Fault::TakenTwice, Fault::NotRecorded]),
    ("the wrong side", &[Fault::MoveWrongSide, Fault::BackWrongSide]),
    ("transposed digits", &[Fault::Transposed]),
    ("a slipped decimal mark", &[Fault::Slipped]),
    ("cash and card confused", &[Fault::CashAsCard, Fault::CardAsCash]),
    ("change as for another note", &[Fault::OtherNote]),
    (
        "a drop, hand-over or float not recorded",
        &[Fault::BagUnrecorded, Fault::HandOverUnrecorded, Fault::FloatUnrecorded],
    ),
    ("a void whose money stayed", &[Fault::VoidKept]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    NotTaken,
    TakenTwice,
    NotRecorded,
    MoveWrongSide,
    BackWrongSide,
    Transposed,
    Slipped,
    CashAsCard,
    CardAsCash,
    OtherNote,
    BagUnrecorded,
    HandOverUnrecorded,
    FloatUnrecorded,
    VoidKept,
}

/// What was planted: the kind, and the entry that it is about.
#[derive(Debug)]
pub struct Planted {
    is_kind: fn(&What) -> bool,
    entry: Option<u64>,
}

impl Planted {
    /// True if a cause says what was planted: the right kind, about the right entry.
    pub fn is(&self, cause: &Cause) -> bool {
        (self.is_kind)(&cause.what) && cause.entry == self.entry
    }
}

macro_rules! planted {
    ($day:expr, $($what:pat_param)|+) => {
        Some(Planted {
            is_kind: |what| matches!(what, $($what)|+),
            entry: $day.events.last().map(|recorded| recorded.seq),
        })
    };
    ($($what:pat_param)|+) => {
        Some(Planted { is_kind: |what| matches!(what, $($what)|+), entry: None })
    };
}

impl Fault {
    /// Plants it now; nothing where the moment doesn't offer it.
    pub fn plant(self, day: &mut Day) -> Option<Planted> {
        match self {
            Fault::NotTaken => not_taken(day),
            Fault::TakenTwice => {
                let (basket, how) = in_cash(day);
                day.record_payment(&basket, how, vec![]);
                day.truly(&basket, how, 2);
                planted!(day, What::TakenTwice)
            }
            Fault::NotRecorded => {
                let (basket, how) = in_cash(day);
                day.truly(&basket, how, 1);
                planted!(What::NotRecorded { .. })
            }
            Fault::MoveWrongSide => {
                let sum = day.dice.within(2, 20) * 50_000;
                let way = day.dice.one(&[Way::In, Way::Out]);
                day.record_move(way, sum)?;
                day.drawer -= way.sign() * sum;
                planted!(day, What::WrongSide)
            }
            Fault::BackWrongSide => {
                let paid = day.paid_in_cash()?;
                let cash = if day.dice.percent(30) { day.record_refund()? } else { day.record_void(&paid)? };
                day.drawer += cash;
                planted!(day, What::WrongSide)
            }
            Fault::Transposed => {
                let planted = if day.dice.percent(75) { payment(day, exchanged) } else { moved(day, exchanged) };
                planted.and(planted!(day, What::Transposed { .. }))
            }
            Fault::Slipped => {
                let planted = if day.dice.percent(85) { payment(day, slipped) } else { moved(day, slipped) };
                planted.and(planted!(day, What::Slipped { .. }))
            }
            Fault::CashAsCard => {
                let (basket, how) = in_cash(day);
                let kind = day.dice.one(&["card", "card", "card", "card", "sbp"]);
                day.record_payment(&basket, How::Other(kind), vec![]);
                day.truly(&basket, how, 1);
                planted!(day, What::CashAsOther { .. })
            }
            Fault::CardAsCash => {
                let (basket, how) = in_cash(day);
                let kind = day.dice.one(&["card", "card", "card", "card", "sbp"]);
                day.record_payment(&basket, how, vec![]);
                day.truly(&basket, How::Other(kind), 1);
                planted!(day, What::OtherAsCash { .. })
            }
            Fault::OtherNote => other_note(day),
            Fault::BagUnrecorded | Fault::HandOverUnrecorded => {
                let sum = spare(day)?;
                day.drawer -= sum;
                planted!(What::LeftUnrecorded { .. })
            }
            Fault::FloatUnrecorded => {
                day.drawer += day.dice.within(4, 20) * 50_000;
                planted!(What::CameUnrecorded { .. })
            }
            Fault::VoidKept => {
                let paid = day.paid_in_cash()?;
                day.record_void(&paid)?;
                planted!(day, What::NotGivenBack)
            }
        }
    }
}

fn in_cash(day: &mut Day) -> (Basket, How) {
    let basket = day.basket();
    let given = day.given(basket.total()).iter().sum();
    (basket, How::Cash { given })
}

/// What of the drawer goes to the bank or to the vault: all but some change money, in thousands.
pub fn spare(day: &mut Day) -> Option<i64> {
    let kept = day.dice.within(3, 9) * 100_000;
    let sum = (day.drawer - kept) / 100_000 * 100_000;
    let sum = if day.dice.percent(30) { sum / 500_000 * 500_000 } else { sum };
    (sum > 0).then_some(sum)
}

/// Half of them are recorded twice, half of them go away without paying.
fn not_taken(day: &mut Day) -> Option<Planted> {
    let (basket, how) = in_cash(day);
    let mut doubles = vec![];
    if day.dice.percent(50) {
        doubles.push(day.record_payment(&basket, how, vec![]).receipt);
        day.truly(&basket, how, 1);
    }
    day.record_payment(&basket, how, doubles);
    planted!(day, What::NotTaken)
}

/// What is typed for a sum by mistake.
type Mistype = fn(&mut Dice, i64) -> Option<i64>;

/// Two neighbouring digits exchanged, of the roubles or, where there are kopecks, of them too.
fn exchanged(dice: &mut Dice, meant: i64) -> Option<i64> {
    let unit = if meant % 100 == 0 { 100 } else { 1 };
    let mut digits: Vec<char> = (meant / unit).to_string().chars().collect();
    let fitting: Vec<usize> =
        (1..digits.len()).filter(|&n| digits[n] != digits[n - 1] && !(n == 1 && digits[1] == '0')).collect();
    let n = *(!fitting.is_empty()).then(|| &fitting[dice.within(0, fitting.len() as i64 - 1) as usize])?;
    digits.swap(n - 1, n);
    Some(String::from_iter(digits).parse::<i64>().unwrap() * unit)
}

/// A decimal mark too far to either side.
fn slipped(dice: &mut Dice, meant: i64) -> Option<i64> {
    Some(match dice.within(1, 10) {
        1..=4 => meant * 10,
        5..=6 => meant * 100,
        7..=9 if meant % 10 == 0 => meant / 10,
        10 if meant % 100 == 0 => meant / 100,
        _ => meant * 10,
    })
}

/// A line is mistyped. The payer pays what they came to pay: mostly with exact money, for change would have been given
/// as the till says; else the change was worked out by heart.
fn payment(day: &mut Day, mistype: Mistype) -> Option<()> {
    let basket = day.basket();
    let nth = day.dice.within(0, basket.0.len() as i64 - 1) as usize;
    let mut recorded = basket.clone();
    recorded.0[nth].1 = mistype(&mut day.dice, basket.0[nth].1)?;
    let most = if basket.0[nth].0 == 4 { 1_500_000 } else { 9_000_000 };
    if !(1_000..=most).contains(&recorded.0[nth].1) {
        return None;
    }
    let laid: i64 = day.given(basket.total()).iter().sum();
    let by_heart = laid > recorded.total() && day.dice.percent(50);
    let how = How::Cash { given: if by_heart { laid } else { recorded.total() } };
    day.record_payment(&recorded, how, vec![]);
    day.truly(&basket, How::Cash { given: basket.total() }, 1);
    Some(())
}

/// A sum of cash that is no payment is mistyped.
fn moved(day: &mut Day, mistype: Mistype) -> Option<()> {
    let way = day.dice.one(&[Way::In, Way::Out, Way::ToVault, Way::Bag]);
    let meant = if way == Way::In { day.dice.within(20, 150) * 10_000 } else { spare(day)? };
    let recorded = mistype(&mut day.dice, meant)?;
    day.record_move(way, recorded)?;
    day.drawer += way.sign() * meant;
    Some(())
}

/// Notes that people take for one another, in roubles: what it is, and what it is taken for.
const CONFUSED: [(i64, i64); 10] = [
    (1000, 5000),
    (1000, 5000),
    (1000, 5000),
    (2000, 5000),
    (1000, 2000),
    (500, 5000),
    (100, 1000),
    (100, 500),
    (200, 2000),
    (50, 500),
];

/// A note is taken for another, and change given for that one. A payer who gets too little mostly says so.
fn other_note(day: &mut Day) -> Option<Planted> {
    let basket = day.basket();
    let due = basket.total();
    let laid = day.given(due);
    let mut fitting: Vec<(i64, i64)> = CONFUSED.map(|(note, taken_for)| (note * 100, taken_for * 100)).to_vec();
    if day.dice.percent(12) {
        fitting.iter_mut().for_each(|(note, taken_for)| (*note, *taken_for) = (*taken_for, *note));
    }
    let total: i64 = laid.iter().sum();
    fitting.retain(|(note, taken_for)| laid.contains(note) && total - note + taken_for >= due && total > due);
    let (note, taken_for) =
        *(!fitting.is_empty()).then(|| &fitting[day.dice.within(0, fitting.len() as i64 - 1) as usize])?;
    let given = total - note + taken_for;
    day.record_payment(&basket, How::Cash { given }, vec![]);
    day.drawer += due - (taken_for - note);
    planted!(day, What::OtherNote { .. })
}
