//! The custody of cash, over random days on two tills and a vault: every report, the ledger, the replay and a plain
//! running sum agree, and every rouble has one holder.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod office;

use std::collections::BTreeSet;

use office::tries::{Part, What};
use office::{DESKS, Office, tries};
use okno::domain::{Event, Money, Refusal, SupplierCode};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn reports_ledger_replay_and_the_plain_sums_agree(tries in proptest::collection::vec(tries::one(), 0..160)) {
        let mut office = Office::new();
        for attempt in &tries {
            let Some(event) = office.attempt(attempt) else { continue };
            (0..DESKS.len()).for_each(|desk| office.check(desk));
            if event.kind().starts_with("shift.") {
                office.check_cash();
                (0..DESKS.len()).for_each(|desk| office.check_replay(desk));
            }
        }
        office.check_cash();
        (0..DESKS.len()).for_each(|desk| office.check_replay(desk));
    }
}

/// The days above would prove little if they were mostly refused.
#[test]
fn random_days_have_everything_that_moves_money() {
    let mut tries = tries::repeatable();
    let mut office = Office::new();
    let mut kinds = BTreeSet::new();
    for _ in 0..3_000 {
        kinds.extend(office.attempt(&tries()).map(|event| event.kind()));
    }
    office.check_cash();
    for desk in 0..DESKS.len() {
        office.check(desk);
        office.check_replay(desk);
    }
    let unrelated = |kind: &str| ["user.", "print.", "desk."].iter().any(|area| kind.starts_with(area));
    let expected: BTreeSet<&str> =
        Event::KINDS.iter().copied().filter(|kind| !unrelated(kind) && *kind != "card.started").collect();
    assert_eq!(kinds, expected);
}

/// What corrects a payment; of its first line, where a line is meant.
const CORRECTIONS: [(&str, What); 6] = [
    ("void", What::Void { nth: 0 }),
    ("refund", What::Refund { nth: 0, part: Part::All }),
    ("refund line", What::Refund { nth: 0, part: Part::Line(0) }),
    ("refund part", What::Refund { nth: 0, part: Part::Half(0) }),
    ("move", What::Move { nth: 0, n: 0, to: (1, 2) }),
    ("re-tender", What::Retender { nth: 0, from: Some(1), to: 0 }),
];

/// The outcome of each correction in the order above, the first alone and then each second one.
struct Table {
    /// In which shift of two they are tried: that of the payment, or the next.
    shifts: [usize; 2],
    first: [&'static str; 6],
    second: [[&'static str; 6]; 6],
}

/// A refused first correction changes nothing, so what follows it is as if it were the first.
const TABLES: [Table; 3] = [
    Table {
        shifts: [0, 0],
        first: ["done", "open shift's", "open shift's", "open shift's", "done", "done"],
        second: [
            ["void", "void", "void", "void", "void", "void"],
            ["done", "open shift's", "open shift's", "open shift's", "done", "done"],
            ["done", "open shift's", "open shift's", "open shift's", "done", "done"],
            ["done", "open shift's", "open shift's", "open shift's", "done", "done"],
            ["done", "open shift's", "open shift's", "open shift's", "same account", "done"],
            ["done", "open shift's", "open shift's", "open shift's", "done", "no such tender"],
        ],
    },
    Table {
        shifts: [1, 1],
        first: ["earlier", "done", "done", "done", "done", "earlier"],
        second: [
            ["earlier", "done", "done", "done", "done", "earlier"],
            ["earlier", "nothing left", "nothing left", "nothing left", "nothing left", "earlier"],
            ["earlier", "done", "nothing left", "nothing left", "nothing left", "earlier"],
            ["earlier", "done", "done", "done", "done", "earlier"],
            ["earlier", "done", "done", "done", "same account", "earlier"],
            ["earlier", "done", "done", "done", "done", "earlier"],
        ],
    },
    Table {
        shifts: [0, 1],
        first: ["done", "open shift's", "open shift's", "open shift's", "done", "done"],
        second: [
            ["void", "void", "void", "void", "void", "void"],
            ["earlier", "done", "done", "done", "done", "earlier"],
            ["earlier", "done", "done", "done", "done", "earlier"],
            ["earlier", "done", "done", "done", "done", "earlier"],
            ["earlier", "done", "done", "done", "same account", "earlier"],
            ["earlier", "done", "done", "done", "done", "earlier"],
        ],
    },
];

fn outcome(result: &Result<Event, Refusal>) -> &'static str {
    match result {
        Ok(_) => "done",
        Err(Refusal::AlreadyVoided { .. }) => "void",
        Err(Refusal::OpenShiftsPayment { .. }) => "open shift's",
        Err(Refusal::EarlierShift { .. }) => "earlier",
        Err(Refusal::NothingLeft { .. }) => "nothing left",
        Err(Refusal::SameAccount { .. }) => "same account",
        Err(Refusal::WhichTender { .. }) => "no such tender",
        Err(other) => panic!("{other:?}"),
    }
}

/// Each correction applies to what the payment is after the other, whichever comes first and whether the shift was
/// closed meanwhile; what does not apply any more is refused, with its own reason.
#[test]
fn every_pair_of_corrections_is_allowed_or_refused_as_it_should_be() {
    for table in TABLES {
        for (n, (first_name, first)) in CORRECTIONS.iter().enumerate() {
            for (m, (second_name, second)) in CORRECTIONS.iter().enumerate() {
                let found = pair(table.shifts, first, second);
                let wanted = [table.first[n], table.second[n][m]];
                assert_eq!(found, wanted, "{first_name} and then {second_name}, in shifts {:?}", table.shifts);
            }
        }
    }
}

/// Takes a payment of two lines, one with a fee, by card and cash, and corrects it twice.
fn pair(shifts: [usize; 2], first: &What, second: &What) -> [&'static str; 2] {
    let mut office = Office::on_disk(1);
    let open = tries::Try { desk: 0, who: 0, what: What::Open { off: 0, issued: Some(200_000) } };
    let close = tries::Try { desk: 0, who: 0, what: What::Close { off: 0, absent: 0 } };
    office.attempt(&open).unwrap();
    let people = office.people(0, 0);
    office.pay(0, &people, &[(0, 1, 50_000), (4, 1, 10_000)], 5, 0).unwrap();
    let receipt = office.desks[0].payments[0].taken.receipt;
    let mut now = 0;
    let outcomes = [(shifts[0], first), (shifts[1], second)].map(|(shift, what)| {
        while now < shift {
            office.attempt(&close).unwrap();
            office.attempt(&open).unwrap();
            now += 1;
        }
        let result = office.correct(0, &people, receipt, what);
        office.check(0);
        office.check_payment(0, &receipt.to_string());
        office.check_lines(0);
        outcome(&result)
    });
    office.attempt(&close).unwrap();
    office.check_replay(0);
    office.check_cash();
    outcomes
}

/// The cash of a payment is its lines' in proportion, goes with a line that is moved, and comes with a re-tender: own
/// and agents' money are told apart by it. By hand: of 603.00, one half was paid in cash.
#[test]
fn the_cash_of_a_payment_is_its_lines_in_proportion() {
    let mut office = Office::new();
    office.attempt(&tries::Try { desk: 0, who: 0, what: What::Open { off: 0, issued: Some(200_000) } }).unwrap();
    let people = office.people(0, 0);
    office.pay(0, &people, &[(0, 1, 50_000), (4, 1, 10_000)], 5, 0).unwrap();
    let receipt = office.desks[0].payments[0].taken.receipt;
    // Of energosbyt, teploset and mobitel, and of the fees.
    let cash = |office: &Office| {
        let totals = &office.desks[0].shift.open.as_ref().unwrap().totals;
        let of = |code| totals.cash.get(&SupplierCode::new(code).unwrap()).copied().unwrap_or_default();
        [of("energosbyt"), of("teploset"), of("mobitel"), totals.cash_fees].map(Money::kopecks)
    };
    assert_eq!(cash(&office), [25_000, 0, 5_000, 150]);
    let steps = [
        (What::Move { nth: 0, n: 0, to: (1, 2) }, [0, 25_000, 5_000, 150]),
        (What::Retender { nth: 0, from: Some(1), to: 0 }, [0, 50_000, 10_000, 300]),
        (What::Move { nth: 0, n: 0, to: (0, 3) }, [50_000, 0, 10_000, 300]),
        (What::Void { nth: 0 }, [0, 0, 0, 0]),
    ];
    for (what, wanted) in steps {
        office.correct(0, &people, receipt, &what).unwrap();
        assert_eq!(cash(&office), wanted, "{what:?}");
    }
}
