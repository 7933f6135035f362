//! What people at the desks try, made up at random; what the rules refuse is left, what is carried out is reckoned.

use okno::domain::command::{LineInput, RefundInput};
use okno::domain::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::plain::Slip;
use super::{CASHIERS, DESKS, Office, People, VAULT, actor, kind, line, money, tendered};

/// Something that is tried at a desk.
#[derive(Clone, Debug)]
pub struct Try {
    pub desk: usize,
    /// Mostly whoever has the desk.
    pub who: usize,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    Open { off: i64, issued: Option<i64> },
    Pay { lines: Vec<(usize, u32, i64)>, way: usize, over: i64 },
    Void { nth: usize },
    Refund { nth: usize, part: Part },
    Move { nth: usize, n: usize, to: (usize, u32) },
    Retender { nth: usize, from: Option<usize>, to: usize },
    In { kopecks: i64 },
    Out { kopecks: i64, reason: usize },
    HandOver { to: usize, percent: i64, witness: bool },
    Accept { nth: usize, less: i64 },
    Drop { percent: i64, seal: u32 },
    Bags,
    Count { off: i64 },
    Pause,
    Resume { off: i64 },
    Close { off: i64, absent: usize },
    Night,
}

/// What of a payment is to be given back.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    All,
    Line(usize),
    Half(usize),
}

const TENDERS: [&str; 3] = ["cash", "card", "sbp"];
const OUTS: [&str; 3] = ["bank-change", "expense", "office-cash"];

/// One thing that is tried.
pub fn one() -> impl Strategy<Value = Try> {
    let lines = proptest::collection::vec((0..5usize, 0..3u32, -50..300_000i64), 1..4);
    let part = prop_oneof![Just(Part::All), (0..3usize).prop_map(Part::Line), (0..3usize).prop_map(Part::Half)];
    // Mostly one of the last payments, which this shift took; else one of an earlier shift.
    let nth = || prop_oneof![3 => 0..4usize, 2 => 4..40usize];
    let payments = prop_oneof![
        10 => (lines, 0..8usize, -50..200_000i64).prop_map(|(lines, way, over)| What::Pay { lines, way, over }),
        2 => (nth()).prop_map(|nth| What::Void { nth }),
        2 => (nth(), part).prop_map(|(nth, part)| What::Refund { nth, part }),
        2 => (nth(), 0..3usize, (0..5usize, 0..3u32)).prop_map(|(nth, n, to)| What::Move { nth, n, to }),
        4 => (nth(), proptest::option::of(0..3usize), 0..3usize)
            .prop_map(|(nth, from, to)| What::Retender { nth, from, to }),
    ];
    let cash = prop_oneof![
        (0..200_000i64).prop_map(|kopecks| What::In { kopecks }),
        (0..100_000i64, 0..3usize).prop_map(|(kopecks, reason)| What::Out { kopecks, reason }),
        (0..DESKS.len(), 0..110i64, any::<bool>()).prop_map(|(to, percent, witness)| What::HandOver {
            to,
            percent,
            witness
        }),
        (0..9usize, prop_oneof![3 => Just(0i64), 1 => -100..5_000i64])
            .prop_map(|(nth, less)| What::Accept { nth, less }),
        (0..110i64, 0..30u32).prop_map(|(percent, seal)| What::Drop { percent, seal }),
        Just(What::Bags),
        (-2_000..2_000i64).prop_map(|off| What::Count { off }),
    ];
    let off = || prop_oneof![Just(0i64), -500..500i64];
    let custody = prop_oneof![
        8 => (off(), proptest::option::of(0..500_000i64)).prop_map(|(off, issued)| What::Open { off, issued }),
        1 => Just(What::Pause),
        3 => off().prop_map(|off| What::Resume { off }),
        2 => (off(), 0..5usize).prop_map(|(off, absent)| What::Close { off, absent }),
        1 => Just(What::Night),
    ];
    let what = prop_oneof![14 => payments, 5 => cash, 4 => custody];
    (0..DESKS.len(), 0..9usize, what).prop_map(|(desk, who, what)| Try { desk, who, what })
}

/// Things to try, the same at every run.
pub fn repeatable() -> impl FnMut() -> Try {
    let mut runner = TestRunner::deterministic();
    move || one().new_tree(&mut runner).unwrap().current()
}

/// The fee of mobile phones, worked out once more from what the tariff says: 1.5 % from 3 to 50 roubles.
pub fn fee(supplier: usize, kopecks: i64) -> i64 {
    if supplier == 4 { ((kopecks * 15 + 500) / 1000).clamp(300, 5000) } else { 0 }
}

impl Office {
    /// Tries something, and gives what was recorded.
    pub fn attempt(&mut self, attempt: &Try) -> Option<Event> {
        let Try { desk, who, what } = attempt;
        let (desk, people) = (*desk, self.people(*desk, *who));
        match what {
            What::Open { .. } | What::Pause | What::Resume { .. } | What::Close { .. } => {
                self.custody(desk, people, what)
            }
            What::Pay { lines, way, over } => self.pay(desk, &people, lines, *way, *over),
            What::Void { .. } | What::Refund { .. } | What::Move { .. } | What::Retender { .. } => {
                self.correct_nth(desk, &people, what)
            }
            What::Night => {
                self.sleep(10);
                None
            }
            _ => self.move_cash(desk, people, what),
        }
    }

    /// Who asks for something: up to 6 whoever has the desk, 8 without a supervisor.
    pub fn people(&self, desk: usize, who: usize) -> People {
        let here = self.desks[desk].cashier().map(|user| Actor { user: user.clone(), role: Role::Cashier });
        let stranger = actor(CASHIERS[who % CASHIERS.len()], Role::Cashier);
        People {
            by: Some(here.filter(|_| who < 7).unwrap_or(stranger)),
            approved_by: (who != 8).then(|| actor("vera", Role::Supervisor)),
            witness: None,
        }
    }

    fn custody(&mut self, desk: usize, mut people: People, what: &What) -> Option<Event> {
        let plain = &self.desks[desk].plain;
        let drawer = plain.drawer;
        let action = match what {
            What::Open { off, issued } => {
                let counted = (drawer + issued.unwrap_or(0) + off).max(0);
                Action::OpenShift { counted: money(counted).into(), issued: issued.map(money) }
            }
            What::Pause => Action::PauseShift { seal: Some("A-1".parse().unwrap()) },
            What::Resume { off } => {
                let (shift, sealed) = plain.sealed.first_key_value()?;
                let counted = (sealed + drawer + off).max(0);
                Action::ResumeShift { shift: Some(*shift), counted: money(counted).into() }
            }
            What::Close { off, absent } => {
                if *absent == 3 {
                    people.by = Some(actor("vera", Role::Supervisor));
                    people.witness = Some(actor("denis", Role::Cashier));
                } else if *absent == 4 {
                    people.by = Some(actor("boris", Role::Cashier));
                }
                let cards = self.desks[desk].slips(*off);
                Action::CloseShift {
                    counted: money((drawer + off).max(0)).into(), cards, reason: "не знаю".into()
                }
            }
            _ => return None,
        };
        let before = self.desks[desk].shift.open.clone();
        let asked = action.clone();
        let event = self.execute(desk, &people, action).ok()?;
        let plain = &mut self.desks[desk].plain;
        match asked {
            Action::OpenShift { counted, issued } => {
                // What is not said to be brought was carried over; into an empty drawer, all of it was brought.
                let issued = issued.unwrap_or(if drawer == 0 { counted.sum } else { Money::ZERO });
                plain.open_shift(counted.sum.kopecks(), issued.kopecks());
            }
            Action::PauseShift { .. } => plain.pause(),
            Action::ResumeShift { shift, counted } => plain.resume(shift.unwrap(), counted.sum.kopecks()),
            Action::CloseShift { counted, .. } => {
                plain.close(counted.sum.kopecks());
                self.check_close(desk, &before.unwrap(), &event);
            }
            _ => {}
        }
        Some(event)
    }

    /// Takes a payment of lines by supplier, account and kopecks.
    pub fn pay(
        &mut self,
        desk: usize,
        people: &People,
        lines: &[(usize, u32, i64)],
        way: usize,
        over: i64,
    ) -> Option<Event> {
        let total = lines.iter().map(|&(supplier, _, sum)| sum + fee(supplier, sum)).sum();
        let (tenders, parts) = tendered(way, total, over);
        let inputs = lines.iter().map(|&(supplier, account, sum)| line(supplier, account, sum)).collect();
        let event = self.execute(desk, people, Action::TakePayment { lines: inputs, tenders }).ok()?;
        let Event::PaymentTaken(taken) = &event else { panic!("{event:?}") };
        let lines =
            lines.iter().map(|&(supplier, account, sum)| (supplier, account, sum, fee(supplier, sum))).collect();
        let plain = &mut self.desks[desk].plain;
        let slip = Slip { shift: plain.open, lines, tenders: parts, voided: false };
        plain.pay(taken.receipt.to_string(), slip);
        Some(event)
    }

    fn correct_nth(&mut self, desk: usize, people: &People, what: &What) -> Option<Event> {
        let nth = match what {
            What::Void { nth } | What::Refund { nth, .. } | What::Move { nth, .. } | What::Retender { nth, .. } => *nth,
            _ => return None,
        };
        let receipt = self.desks[desk].payments.iter().rev().nth(nth)?.taken.receipt;
        self.correct(desk, people, receipt, what).ok()
    }

    /// Corrects a payment, and checks what it is then.
    pub fn correct(
        &mut self,
        desk: usize,
        people: &People,
        receipt: ReceiptNumber,
        what: &What,
    ) -> Result<Event, Refusal> {
        let slip = &self.desks[desk].plain.payments[&receipt.to_string()];
        let (action, wanted) = correction(receipt, slip, what);
        let event = self.execute(desk, people, action)?;
        let (plain, receipt) = (&mut self.desks[desk].plain, receipt.to_string());
        match *what {
            What::Void { .. } => plain.void(&receipt),
            What::Refund { .. } => plain.refund(&receipt, &wanted),
            What::Move { n, to, .. } => plain.move_line(&receipt, n, to),
            What::Retender { from, to, .. } => {
                let only = plain.payments[&receipt].tenders.iter().find(|(kind, _)| *kind != TENDERS[to]);
                let from = from.map_or_else(|| only.unwrap().0, |from| TENDERS[from]);
                plain.retender(&receipt, from, TENDERS[to]);
            }
            _ => {}
        }
        self.check_payment(desk, &receipt);
        Ok(event)
    }

    fn move_cash(&mut self, desk: usize, mut people: People, what: &What) -> Option<Event> {
        let drawer = self.desks[desk].plain.drawer;
        let share = |percent: i64| drawer.max(0) * percent / 100;
        let (desk, action, sum) = match what {
            What::In { kopecks } => {
                let reason = ReasonCode::new("found").unwrap();
                (desk, Action::CashIn { reason, cash: money(*kopecks).into(), comment: String::new() }, *kopecks)
            }
            What::Out { kopecks, reason } => {
                let (reason, cash) = (ReasonCode::new(OUTS[*reason]).unwrap(), money(*kopecks).into());
                (desk, Action::CashOut { reason, cash, serials: vec![], comment: "x".into() }, *kopecks)
            }
            What::HandOver { to, percent, witness } => {
                people.witness = witness.then(|| actor("elena", Role::Cashier));
                let (to, sum) = (DESKS[*to].parse().unwrap(), share(*percent));
                (desk, Action::HandOver { to, cash: money(sum).into() }, sum)
            }
            What::Accept { nth, less } => {
                let (code, to) = self.transit.get(nth % self.transit.len().max(1))?.clone();
                // Now and then at the wrong desk.
                let at = if people.approved_by.is_none() { desk } else { to };
                people.by = self.people(at, 0).by;
                let sum = (code.amount.kopecks() - less).max(0);
                (at, Action::AcceptCash { code, cash: money(sum).into() }, sum)
            }
            What::Drop { percent, seal } => {
                let account = AccountCode::new(if desk == VAULT { "agents" } else { "own" }).unwrap();
                let (seal, sum) = (format!("K{seal}").parse().unwrap(), share(*percent));
                (desk, Action::DropCash { seal, account, cash: money(sum).into() }, sum)
            }
            What::Bags => {
                let seals = self.desks[desk].bags.iter().map(|bag| bag.seal.clone()).collect();
                (desk, Action::GiveBags { seals, collector: "Инкассатор, 7".into() }, 0)
            }
            What::Count { off } => {
                let (counted, cards) = (money((drawer + off).max(0)).into(), self.desks[desk].slips(0));
                (desk, Action::CountCash { counted, cards, blind: *off > 0 }, 0)
            }
            _ => return None,
        };
        let event = self.execute(desk, &people, action).ok()?;
        let plain = &mut self.desks[desk].plain;
        match what {
            What::In { .. } => plain.cash(1, sum, |sheet| &mut sheet.cash_in),
            What::Out { .. } => plain.cash(-1, sum, |sheet| &mut sheet.cash_out),
            What::HandOver { .. } => plain.cash(-1, sum, |sheet| &mut sheet.handed_over),
            What::Accept { .. } => plain.cash(1, sum, |sheet| &mut sheet.accepted),
            What::Drop { .. } => {
                plain.cash(-1, sum, |sheet| &mut sheet.dropped);
                plain.bagged += sum;
            }
            _ => {}
        }
        Some(event)
    }
}

/// What is asked for to correct a payment, and of a refund which lines and how much of each.
fn correction(receipt: ReceiptNumber, slip: &Slip, what: &What) -> (Action, Vec<(usize, i64)>) {
    let reason = "не тот счёт".to_owned();
    match *what {
        What::Void { .. } => (Action::VoidPayment { receipt, reason }, vec![]),
        What::Refund { part, .. } => {
            let amount = |n: usize| slip.lines.get(n).map_or(0, |line| line.2);
            let (wanted, lines) = match part {
                Part::All => {
                    let standing = slip.lines.iter().enumerate().filter(|(_, line)| line.2 > 0);
                    (standing.map(|(n, line)| (n, line.2)).collect(), vec![])
                }
                Part::Line(n) => (vec![(n, amount(n))], vec![RefundInput { n: n as u32 + 1, amount: None }]),
                Part::Half(n) => {
                    let half = amount(n) / 2;
                    (vec![(n, half)], vec![RefundInput { n: n as u32 + 1, amount: Some(money(half)) }])
                }
            };
            (Action::RefundPayment { receipt, lines, reason }, wanted)
        }
        What::Move { n, to, .. } => {
            let to = LineInput { amount: Money::ZERO, ..line(to.0, to.1, 0) };
            (Action::MoveLine { receipt, n: n as u32 + 1, to, reason }, vec![])
        }
        What::Retender { from, to, .. } => {
            let from = from.map(|from| kind(TENDERS[from]));
            let (to, reference) = (kind(TENDERS[to]), "004513".to_owned());
            (Action::Retender { receipt, from, to, reference, reason }, vec![])
        }
        _ => panic!("{what:?} corrects no payment"),
    }
}
