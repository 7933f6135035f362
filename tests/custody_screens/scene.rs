//! A till with money in its drawer, the keys that count it, and what its journal says.

use std::fs;

use okno::desk::{Home, add_user};
use okno::domain::event::{CashCounted, CashDropped, CashHandedOver, CashOut, ShiftClosed, ShiftOpened, ShiftResumed};
use okno::domain::{CashData, Count, Event, Money, Role, UserName};
use okno::lang::Lang;
use okno::tui::screens::close_shift::Step;
use okno::tui::{Overlay, Screen};

use crate::stage::{Stage, account, bill};

/// A colleague of the cashier, with the PIN.
pub const COLLEAGUE: (&str, &str) = ("cashier2", "5678");
/// The keys that count 6,000 roubles: a note of 5,000 and one of 1,000.
pub const SIX_THOUSAND: &str = "1<enter><enter>1<enter>";

/// A till whose cashier opened it with 6,000 roubles.
pub fn till() -> Stage {
    Stage::new(80, 24, Lang::Ru)
}

/// Changes the home's settings, and starts the program anew: nobody is signed in.
pub fn set(stage: Stage, from: &str, to: &str) -> Stage {
    let path = stage.path().join("okno.toml");
    let settings = fs::read_to_string(&path).unwrap();
    assert!(settings.contains(from), "the settings have no {from}");
    fs::write(path, settings.replace(from, to)).unwrap();
    stage.crash()
}

/// Lets a colleague work here too.
pub fn hire(stage: Stage) -> Stage {
    let name = UserName::new(COLLEAGUE.0).unwrap();
    add_user(&Home::new(stage.path()), name, Role::Cashier, None, None, COLLEAGUE.1).unwrap();
    stage
}

/// Signs a person in by keys.
pub fn sign_in(stage: Stage, (name, pin): (&str, &str)) -> Stage {
    stage.keys(&format!("{name}<enter>{pin}<enter>"))
}

/// Takes the electricity bill of Ленина 12-4; its sum.
pub fn pay(stage: Stage, keys: &str) -> (Stage, i64) {
    let owed = account("energosbyt", "Ленина 12-4").kopecks;
    (stage.scan(&bill("energosbyt", "Ленина 12-4", owed)).keys(keys), owed)
}

/// A till after a payment in cash, and what its drawer holds.
pub fn after_a_payment() -> (Stage, Money) {
    let (stage, owed) = pay(till(), "<f5><enter>");
    (stage, roubles(6000).saturating_plus(Money::from_kopecks(owed)))
}

/// The keys that count a sum in the largest notes and coins, from the top to the last denomination that there is.
pub fn keys_of(sum: Money) -> String {
    let mut left = sum.kopecks();
    let mut keys = String::new();
    for denomination in CashData::built_in().unwrap().denominations {
        if left == 0 {
            break;
        }
        let pieces = left / denomination.kopecks();
        left %= denomination.kopecks();
        keys += &if pieces > 0 { format!("{pieces}<enter>") } else { "<enter>".to_owned() };
    }
    keys
}

/// Roubles.
pub fn roubles(sum: i32) -> Money {
    Money::from_roubles(sum)
}

/// Denominations.
pub fn notes(text: &str) -> Option<Count> {
    Some(text.parse().unwrap())
}

/// The id of the question over the screen.
pub fn asked(stage: &Stage) -> Option<&'static str> {
    match &stage.model().overlay {
        Some(Overlay::Question(question)) => Some(question.asked.0),
        _ => None,
    }
}

/// The id of what is said.
pub fn notice(stage: &Stage) -> &'static str {
    stage.model().notice.as_ref().map(|notice| notice.message.0).unwrap_or_default()
}

/// The hint bar.
pub fn hints(stage: &mut Stage) -> String {
    stage.text().lines().last().unwrap_or_default().to_owned()
}

/// True where the till is shown.
pub fn is_till(stage: &Stage) -> bool {
    matches!(stage.model().screen, Screen::Till)
}

/// What is counted so far on the screen.
pub fn so_far(stage: &Stage) -> Money {
    match &stage.model().screen {
        Screen::OpenShift(opening) => opening.counting.so_far(),
        Screen::CloseShift(closing) => closing.counting.so_far(),
        _ => Money::ZERO,
    }
}

/// The step of the close on the screen.
pub fn step(stage: &Stage) -> &'static str {
    match &stage.model().screen {
        Screen::CloseShift(closing) => match closing.step {
            Step::Count => "count",
            Step::Doubtful(_) => "doubtful",
            Step::Why(_) => "why",
            Step::Money(_) => "money",
            Step::Move(_) => "move",
            Step::Uncounted => "uncounted",
            Step::Second(_) => "second",
            Step::Report(_) => "report",
        },
        _ => "",
    }
}

/// The recorded events of one kind.
macro_rules! of_kind {
    ($(#[$doc:meta] $name:ident, $kind:ident;)+) => {
        $(
            #[$doc]
            pub fn $name(stage: &Stage) -> Vec<$kind> {
                let of = |event| match event {
                    Event::$kind(event) => Some(event),
                    _ => None,
                };
                stage.entries().into_iter().filter_map(of).collect()
            }
        )+
    };
}

of_kind! {
    /// Openings.
    opened, ShiftOpened;
    /// Returns after a pause.
    resumed, ShiftResumed;
    /// Closes.
    closed, ShiftClosed;
    /// Counts.
    counts, CashCounted;
    /// Hand-overs.
    handed_over, CashHandedOver;
    /// Bags.
    dropped, CashDropped;
    /// Cash out.
    outs, CashOut;
}
