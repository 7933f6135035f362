//! What goes otherwise than the till would like: odd scanners, a printer that stops, ends clean and unclean, and people
//! of several languages at one desk.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[allow(dead_code)] // Other programs of tests use the rest of it.
mod stage;

use chrono::TimeDelta;
use okno::cli::demo::home;
use okno::desk::{Home, View};
use okno::directory::{Directory, Durability};
use okno::domain::{Action, Command, EntryId, Event, Money, UserName};
use okno::lang::Lang;
use okno::tui::{Effect, Overlay, Screen};
use stage::{Stage, account, bill};

/// A bar code that no layout knows: it is looked up as a number.
const BARCODE: &str = "3511000105345";

fn till() -> Stage {
    Stage::new(80, 24, Lang::Ru)
}

fn code(supplier: &str, address: &str) -> String {
    bill(supplier, address, account(supplier, address).kopecks)
}

/// A till with one line in the basket.
fn with_line() -> Stage {
    till().scan(&code("energosbyt", "Ленина 12-4"))
}

fn payments(stage: &Stage) -> usize {
    stage.entries().iter().filter(|event| matches!(event, Event::PaymentTaken(_))).count()
}

fn asked(stage: &Stage) -> Option<&'static str> {
    match &stage.model().overlay {
        Some(Overlay::Question(question)) => Some(question.asked.0),
        _ => None,
    }
}

fn notice(stage: &Stage) -> Option<&'static str> {
    stage.model().notice.as_ref().map(|notice| notice.message.0)
}

fn keys_of((name, pin): (&str, &str)) -> String {
    format!("{name}<enter>{pin}<enter>")
}

#[test]
fn a_language_comes_and_goes_with_its_person() {
    let stage = Stage::at_sign_in(80, 24, Lang::Ru);
    let mut directory = Directory::open(&Home::new(stage.path()).directory(), Durability::Original).unwrap();
    let mut supervisor = directory.user(&UserName::new(home::SUPERVISOR.0).unwrap()).unwrap().unwrap();
    supervisor.language = Some(Lang::En.code().to_owned());
    directory.put_user(&supervisor).unwrap();

    let stage = stage.keys(&keys_of(home::SUPERVISOR));
    assert_eq!(stage.model().lang, Lang::En);
    let stage = stage.keys("<ctrl-o>");
    assert_eq!(stage.model().lang, Lang::Ru);
    let stage = stage.keys(&keys_of(home::CASHIER));
    assert_eq!(stage.model().lang, Lang::Ru, "one without a language has the office's");
    let stage = stage.keys("<ctrl-g>");
    assert_eq!(stage.model().lang, Lang::En);
    let stage = stage.keys("<ctrl-o>");
    assert_eq!(stage.model().lang, Lang::Ru, "a switch ends with its session");
    let stage = stage.keys("<ctrl-g>").keys(&keys_of(home::CASHIER));
    assert_eq!(stage.model().lang, Lang::En, "a switch before the sign-in is meant");
}

#[test]
fn a_clean_end_asks_nothing_and_an_unclean_one_does() {
    let begun = || with_line().keys("<f5><enter>").scan(&code("teploset", "Ленина 3-1")).keys("<f5>");
    let clean = begun().keys("<ctrl-q>").crash().cashier();
    assert_eq!((asked(&clean), clean.model().till.basket.len()), (None, 1));
    let unclean = begun().crash().cashier();
    assert_eq!((asked(&unclean), unclean.model().till.basket.len()), (Some("recover-tender-cut"), 1));
    assert_eq!(payments(&unclean.keys("<enter><f5><enter>")), 2);
    let card = begun().keys("<f6><ctrl-q>").crash().cashier();
    assert_eq!(asked(&card), Some("recover-card"), "nobody but the terminal knows what the slip says");
    let idle = with_line().keys("<f5><enter><ctrl-q>").crash().cashier().crash().cashier();
    assert_eq!(asked(&idle), None, "nothing was begun since the clean end");
}

#[test]
fn a_clean_end_with_an_unprinted_paper_asks_about_it() {
    let ended = || with_line().jam_printer().keys("<f5><enter><ctrl-q>").mend_printer().crash().cashier();
    assert_eq!(asked(&ended()), Some("recover-paper-unsure"));
    assert_eq!(ended().keys("<down><enter>").papers(), ["1-1-1.txt"]);
    let whole = ended().keys("<enter>");
    assert_eq!((whole.papers().len(), whole.model().health.unprinted, notice(&whole)), (0, 0, None));
    let later = ended().keys("<down><down><enter>");
    assert_eq!((later.papers().len(), later.model().health.unprinted), (0, 1));
    assert_eq!(later.keys("<f8><f4>").papers(), ["1-1-1.txt"]);
}

#[test]
fn the_lock_waits_as_long_as_the_settings_say() {
    for (setting, locks) in
        [("", true), ("[till]\nidle_lock_minutes = 11\n", false), ("[till]\nidle_lock_minutes = 0\n", false)]
    {
        let stage = till();
        let path = Home::new(stage.path()).settings();
        let text = std::fs::read_to_string(&path).unwrap();
        let (before, _) = text.split_once("[till]").unwrap();
        std::fs::write(&path, format!("{before}{setting}")).unwrap();
        let stage = stage.crash().cashier().keys("<esc>").wait(TimeDelta::minutes(10));
        assert_eq!(stage.model().is_locked(), locks, "{setting}");
    }
}

#[test]
fn the_queue_comes_out_with_the_next_paper() {
    let stage = with_line().jam_printer().keys("<f5><enter>");
    assert_eq!((notice(&stage), stage.model().health.unprinted), (Some("print-failed"), 1));
    let mut stage = stage.scan(&code("teploset", "Ленина 3-1")).keys("<f5><enter>");
    assert_eq!((payments(&stage), stage.model().health.unprinted), (2, 2));
    assert!(stage.text().contains("не напечатано 2"), "{}", stage.text());
    let stage = stage.mend_printer().scan(&code("energosbyt", "Ленина 3-1")).keys("<f5><enter>");
    assert_eq!(stage.papers(), ["1-1-1.txt", "1-1-2.txt", "1-1-3.txt"]);
    assert_eq!(stage.model().health.unprinted, 0);
}

#[test]
fn the_queue_comes_out_by_a_key() {
    let stage = with_line().jam_printer().keys("<f5><enter><f8><f4>");
    assert_eq!((notice(&stage), stage.model().health.unprinted), (Some("print-failed"), 1));
    let stage = stage.mend_printer().keys("<f4>");
    assert_eq!((stage.papers(), stage.model().health.unprinted), (vec!["1-1-1.txt".to_owned()], 0));
    let stage = stage.keys("<f4>");
    assert_eq!(stage.papers().len(), 1, "what is printed is not printed again");
}

#[test]
fn a_paper_in_doubt_is_settled_on_the_receipts() {
    let in_doubt = || {
        let mut stage = with_line().jam_printer().keys("<f5><enter>").mend_printer();
        let seq = View::open(&Home::new(stage.path())).unwrap().journal().last_seq().unwrap();
        let action = Action::RecordPrint { seq, copy: 0, unknown: Some("paper end".to_owned()) };
        let id = EntryId::from_uuid(uuid::Uuid::from_u128(1 << 64));
        let command = Command { id, at: stage.model().now, by: None, approved_by: None, witness: None, action };
        stage.perform(Effect::Execute { command, approver: None, witness: None });
        stage.keys("<f8><f3>")
    };
    let whole = in_doubt();
    assert_eq!(asked(&whole), Some("screen-paper-asked"));
    let whole = whole.keys("<down><enter>");
    assert_eq!((whole.model().health.in_doubt, whole.papers().len()), (0, 0));
    let again = in_doubt().keys("<down><down><enter>");
    assert_eq!((again.model().health.in_doubt, again.papers().len()), (0, 1));
}

#[test]
fn scanners_may_end_a_code_with_other_keys() {
    for end in ["<ctrl-j>", "<tab>", "<enter><ctrl-j>", "<enter><enter>"] {
        let stage = till().scan_ending(&code("energosbyt", "Ленина 12-4"), end);
        assert_eq!((stage.model().till.basket.len(), notice(&stage)), (1, None), "{end}");
        let stage = stage.keys("<f5>").scan_ending(&code("teploset", "Ленина 3-1"), end);
        assert_eq!((payments(&stage), notice(&stage)), (0, Some("till-scan-waits")), "{end}");
    }
}

#[test]
fn a_fast_typist_is_no_scanner() {
    let name = "непомнящих";
    let stage = till().typed(&format!("{name}<enter>"), TimeDelta::milliseconds(80));
    assert_eq!((stage.model().till.lookup.value(), stage.model().till.lookup.hits.len()), (name, 0));
    let paid = with_line().typed("<f5>3000<enter>", TimeDelta::milliseconds(80));
    assert_eq!(payments(&paid), 1);
}

#[test]
fn a_scan_leaves_a_begun_tender_as_it_was() {
    let owed = Money::from_kopecks(account("energosbyt", "Ленина 12-4").kopecks);
    for tender in ["<f5>", "<f6>"] {
        for scanned in [BARCODE.to_owned(), format!("{}|Purpose=+1/2*3", code("teploset", "Ленина 3-1"))] {
            let stage = with_line().keys(tender).keys("30").scan(&scanned);
            let Screen::Tender(begun) = &stage.model().screen else { panic!("no tender") };
            assert_eq!(begun.is_cash(), tender == "<f5>");
            assert_eq!(begun.given.value().to_owned() + begun.reference.value(), "30");
            assert_eq!((stage.model().till.total(), stage.model().till.scans.len()), (owed, 1));
        }
    }
}

#[test]
fn a_scan_that_comes_to_nothing_leaves_what_was_looked_up() {
    let strange = code("teploset", "Ленина 3-1").replace("PayeeINN=38", "PayeeINN=77");
    let stage = till().keys("лен 12 4").scan(&strange);
    assert_eq!((stage.model().till.lookup.value(), notice(&stage)), ("лен 12 4", Some("bill-unknown-inn")));
    assert_eq!(stage.keys("<down><enter>").model().till.basket.len(), 1);
}

#[test]
fn a_question_outlives_another_size_of_the_terminal() {
    let scanned = code("energosbyt", "Ленина 12-4");
    let mut stage = with_line().scan(&scanned).resize(60, 20).resize(120, 40);
    assert_eq!(asked(&stage), Some("till-in-basket"));
    assert!(stage.text().contains("уже в корзине"), "{}", stage.text());
    assert_eq!(stage.keys("<down><enter>").model().till.basket.len(), 2);
}
