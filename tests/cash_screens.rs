//! The desk's cash, at the keys: in, out, to another desk and from it, into bags and to the collector.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[allow(dead_code)] // Other programs of tests use the rest of it.
mod stage;

use okno::domain::{Event, Money};
use okno::lang::Lang;
use okno::tui::{Overlay, Screen};
use stage::{Stage, account, bill};

fn till() -> Stage {
    Stage::new(80, 24, Lang::Ru)
}

/// The till after bills of an own and of an agent's supplier were paid in cash.
fn with_takings() -> Stage {
    ["energosbyt", "teploset"].into_iter().fold(till(), |stage, supplier| {
        let owed = account(supplier, "Ленина 12-4").kopecks;
        stage.scan(&bill(supplier, "Ленина 12-4", owed)).keys("<f5><enter>")
    })
}

fn asked(stage: &Stage) -> Option<&'static str> {
    match &stage.model().overlay {
        Some(Overlay::Question(question)) => Some(question.asked.0),
        _ => None,
    }
}

fn notice(stage: &Stage) -> &'static str {
    stage.model().notice.as_ref().map(|notice| notice.message.0).unwrap_or_default()
}

fn hints(stage: &mut Stage) -> String {
    stage.text().lines().last().unwrap_or_default().to_owned()
}

/// What happened to the desk's cash beside payments.
fn moved(stage: &Stage) -> Vec<Event> {
    let is_cash = |event: &Event| event.kind().starts_with("cash.") || event.kind().starts_with("bag.");
    stage.entries().into_iter().filter(is_cash).collect()
}

fn last(stage: &Stage) -> Event {
    moved(stage).pop().unwrap_or_else(|| panic!("{:?}: {:?}", stage.model().notice, stage.entries()))
}

fn drawer(stage: &Stage) -> Money {
    stage.model().shift.as_ref().unwrap().drawer
}

#[test]
fn change_from_the_bank_comes_in_by_denominations() {
    let stage = till().keys("<f7><f2><enter>1000*2 100x10<enter>размен до обеда<enter>");
    let Event::CashIn(cash) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!((cash.reason.as_str(), cash.amount), ("bank-change", Money::from_roubles(3000)));
    assert_eq!(cash.notes.unwrap().to_string(), "1000x2,100x10");
    assert_eq!(cash.comment.as_deref(), Some("размен до обеда"));
    assert_eq!(drawer(&stage), Money::from_roubles(9000));
    assert!(matches!(&stage.model().screen, Screen::Cash(cash) if cash.form.is_none()), "ready for the next");
    assert_eq!((notice(&stage), stage.papers().len()), ("screen-cash-came", 1), "with its slip");
}

#[test]
fn the_key_of_x_counts_under_the_russian_layout_too() {
    let stage = till().keys("<f7><f2><enter>500ч4<enter><enter>");
    let Event::CashIn(cash) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!(cash.amount, Money::from_roubles(2000));
}

#[test]
fn a_denomination_that_is_none_is_said_where_it_was_typed() {
    let stage = till().keys("<f7><f2><enter>700x2<enter><enter>");
    assert_eq!((notice(&stage), moved(&stage).len()), ("screen-no-denomination", 0));
    let stage = stage.keys("<home><del>5<enter><enter>");
    assert_eq!(drawer(&stage), Money::from_roubles(7000), "500x2, mended");
}

#[test]
fn an_expense_takes_own_money_and_a_supervisor_and_is_not_offered_without() {
    let mut stage = till().keys("<f7><f3>");
    assert!(!stage.text().contains("Расходы офиса"), "there is nothing of our own to spend: {}", stage.text());
    let mut stage = with_takings().keys("<f7><f3>");
    assert!(stage.text().contains("Расходы офиса, своих денег"), "{}", stage.text());
    let stage = stage.keys("<down><enter>150<enter>скрепки<enter>");
    assert!(matches!(stage.model().overlay, Some(Overlay::Request(_))), "a supervisor is asked for");
    let stage = stage.keys("super1<enter>4321<enter>");
    let Event::CashOut(cash) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!((cash.reason.as_str(), cash.amount), ("expense", Money::from_roubles(150)));
    assert_eq!(cash.approved_by.unwrap().user.as_str(), "super1");
}

#[test]
fn an_expense_from_agents_money_is_refused_before_a_supervisor_is_called() {
    let stage = with_takings().keys("<f7><f3><down><enter>5999<enter><enter>");
    assert_eq!((notice(&stage), moved(&stage).len()), ("refusal-own-money", 0));
    assert!(stage.model().overlay.is_none(), "the form is there again, with all that was typed");
}

#[test]
fn doubtful_notes_leave_with_their_numbers() {
    let stage = till().keys("<f7><f3><down><enter>5000x1<enter><enter><enter>");
    assert_eq!((notice(&stage), moved(&stage).len()), ("refusal-serials-needed", 0));
    let stage = stage.keys("<up>кЛ 1234567, аб 7654321<enter><enter>");
    let Event::CashOut(cash) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!(
        (cash.reason.as_str(), cash.serials),
        ("counterfeit", vec!["кЛ 1234567".to_owned(), "аб 7654321".into()])
    );
}

#[test]
fn cash_that_was_handed_over_is_accepted_at_the_vault_with_less() {
    // `vault` on the keys of the Russian layout.
    let mut stage = till().keys("<f7><f4>мфгде<enter>5000<enter><enter>");
    let Event::CashHandedOver(given) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!((given.to.to_string().as_str(), given.amount), ("664003/vault", Money::from_roubles(5000)));
    assert_eq!((given.received_by, drawer(&stage)), (None, Money::from_roubles(1000)));
    let whole = given.code.to_string();
    let short = whole.strip_prefix("664003/").unwrap();
    let screen = stage.text();
    assert!(screen.contains(short) && screen.contains("▀▀▀"), "the code is told in large figures: {screen}");
    let mut stage = stage.keys("<enter>");
    assert!(stage.text().contains(short), "it is still to be seen who has the cash: {}", stage.text());

    let mut vault = Stage::vault(80, 24, Lang::Ru);
    assert!(matches!(vault.model().screen, Screen::Cash(_)), "the home of a vault");
    assert!(!hints(&mut vault).contains("Esc"), "there is nothing behind it");
    let mut vault = vault.keys(&format!("{short}<enter>"));
    assert!(vault.text().contains("Касса 664003/2 передала 5 000,00"), "{}", vault.text());
    let mut vault = vault.keys("4900");
    assert!(vault.text().contains("Не хватает 100,00"), "{}", vault.text());
    let vault = vault.keys("<enter>");
    assert_eq!((asked(&vault), moved(&vault).len()), (Some("screen-accept-less-asked"), 0));
    let vault = vault.keys("<enter>");
    assert_eq!(moved(&vault).len(), 0, "the first answer is to count again");
    let vault = vault.keys("<enter><down><enter>");
    let Event::CashAccepted(taken) = last(&vault) else { panic!("{:?}", last(&vault)) };
    assert_eq!((taken.code, taken.given, taken.amount), (given.code, given.amount, Money::from_roubles(4900)));
    assert_eq!(drawer(&vault), Money::from_roubles(24_900));
    let vault = vault.keys(&format!("{short}<enter><enter>"));
    assert_eq!((notice(&vault), moved(&vault).len()), ("refusal-accepted-before", 1));
}

#[test]
fn a_code_is_read_as_it_is_typed_scanned_or_mistyped() {
    let given = till().keys("<f7><f4>vault<enter>750,50<enter><enter>");
    let Event::CashHandedOver(given) = last(&given) else { panic!("no hand-over") };
    let whole = given.code.to_string();
    let short = whole.strip_prefix("664003/").unwrap();
    let vault = || Stage::vault(80, 24, Lang::Ru);
    let is_asked = |stage: &Stage| matches!(&stage.model().screen, Screen::Cash(cash) if cash.form.is_some());
    assert!(is_asked(&vault().scan(&whole)) && is_asked(&vault().paste(&whole)));
    for typed in [
        short.to_owned(),
        short.replace('.', ","),
        short.replace('.', "ю"),
        whole.replace('/', ".").replace("2-1.1", "2-1ю1").replace("750.50", "750ю50"),
    ] {
        assert!(is_asked(&vault().keys(&format!("{typed}<enter>"))), "{typed}");
    }
    let wrong = vault().keys(&format!("{}<enter>", short.replace("750.5", "760.5")));
    assert_eq!((notice(&wrong), is_asked(&wrong)), ("error-transit-check", false));
    assert_eq!(notice(&vault().keys("123<enter>")), "error-transit-malformed");
    // The sum that was given is what Enter takes, where nothing else was counted.
    let vault = vault().scan(&whole).keys("<enter>");
    let Event::CashAccepted(taken) = last(&vault) else { panic!("{:?}", last(&vault)) };
    assert_eq!(taken.amount, taken.given);
}

#[test]
fn a_code_that_is_scanned_at_the_till_opens_the_desks_cash() {
    let vault = Stage::vault(80, 24, Lang::Ru).keys("<f4>2<enter>3000<enter><enter>");
    let Event::CashHandedOver(given) = last(&vault) else { panic!("{:?}", last(&vault)) };
    let stage = till().keys("лен").scan(&given.code.to_string()).keys("<enter>");
    let Event::CashAccepted(taken) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!((taken.amount, drawer(&stage)), (Money::from_roubles(3000), Money::from_roubles(9000)));
    let stage = stage.keys("<esc>");
    assert_eq!(stage.model().till.lookup.value(), "лен", "the till is as it was");
}

#[test]
fn the_receiver_may_sign_on_the_givers_screen() {
    let stage = till().keys("<f7><f4>vault<enter>2000<enter>cashier1<enter>1234<enter>");
    assert_eq!((notice(&stage), moved(&stage).len()), ("screen-receiver-self", 0));
    let stage = stage.keys(&"<backspace>".repeat(8)).keys("super1<enter>");
    let stage = stage.keys(&"<backspace>".repeat(4)).keys("9999<enter>");
    assert_eq!((notice(&stage), moved(&stage).len()), ("refusal-sign-in", 0));
    let stage = stage.keys("4321<enter>");
    let Event::CashHandedOver(given) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!(given.received_by.unwrap().as_str(), "super1");
    // The desk that got cash last is proposed.
    let stage = stage.keys("<enter><f4><enter>500<enter><enter>");
    let Event::CashHandedOver(given) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!(given.to.to_string(), "664003/vault");
}

#[test]
fn an_enter_too_many_hands_over_once() {
    let stage = till().keys("<f7><f4>vault<enter>2000<enter>").late().keys("<enter><enter><enter>").answer();
    assert_eq!(moved(&stage).len(), 1);
    let stage = stage.keys("<enter><enter>");
    assert_eq!((moved(&stage).len(), drawer(&stage)), (1, Money::from_roubles(4000)));
}

#[test]
fn more_than_the_drawer_has_stays_and_so_does_what_was_typed() {
    let mut stage = till().keys("<f7><f4>vault<enter>7000<enter><enter>");
    assert_eq!((notice(&stage), moved(&stage).len()), ("refusal-drawer-short", 0));
    assert!(stage.text().contains("7000") && stage.text().contains("vault"), "{}", stage.text());
    let stage = stage.keys("<esc><down><enter><esc>");
    assert!(matches!(stage.model().screen, Screen::Till), "a step at a time");
}

#[test]
fn bags_are_sealed_apart_and_given_to_the_collector() {
    let mut stage = with_takings().keys("<f7>");
    assert!(!hints(&mut stage).contains("сдать сумки"), "there is no bag yet");
    let own = account("energosbyt", "Ленина 12-4").kopecks;
    let agents = account("teploset", "Ленина 12-4").kopecks;
    let mut stage = stage.keys("<f5>");
    for (name, sum) in [("Расчётный счёт", own), ("Специальный счёт агента", agents)]
    {
        let line = format!("{name}: в кассе {}", Lang::Ru.kopecks(sum).replace('\u{a0}', " "));
        assert!(stage.text().contains(&line), "{line}: {}", stage.text());
    }
    // A seal's bar code is scanned into its field.
    let stage = stage.keys("<down><enter>").scan("0012345678").keys("<enter>500<enter>");
    let Event::CashDropped(drop) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!((drop.seal.to_string().as_str(), drop.account.as_str()), ("0012345678", "agents"));
    let stage = stage.keys("<f5><enter>77<enter>100*3<enter>");
    let Event::CashDropped(drop) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!((drop.account.as_str(), drop.amount), ("own", Money::from_roubles(300)));
    let stage = stage.keys("<f5><enter>77<enter>100<enter>");
    assert_eq!(notice(&stage), "refusal-seal-used");

    let mut stage = stage.keys("<esc><down><enter><f6>1<enter>");
    assert!(stage.text().contains("1 сумка, в них 300,00"), "{}", stage.text());
    stage = stage.keys("<enter>");
    assert_eq!(notice(&stage), "refusal-collector-needed");
    let stage = stage.keys("<esc><down><space><enter>");
    assert_eq!(notice(&stage), "screen-bags-none", "back to the bags, and the other was left too");
}

#[test]
fn the_collector_gets_what_was_picked() {
    let stage = with_takings().keys("<f7><f5><enter>77<enter>300<enter><f5><down><enter>78<enter>500<enter>");
    let stage = stage.keys("<f6>1<enter>Инкассатор Петров, удостоверение 12<enter>");
    let Event::BagGiven(given) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!(given.bags.iter().map(|bag| bag.seal.to_string()).collect::<Vec<_>>(), ["78"]);
    assert_eq!(given.collector, "Инкассатор Петров, удостоверение 12");
    let mut stage = stage.keys("");
    assert!(stage.text().contains("Сумка 77") && !stage.text().contains("Сумка 78"), "{}", stage.text());
}

#[test]
fn a_vault_issues_floats_and_takes_change_and_has_no_till() {
    let stage = Stage::vault(80, 24, Lang::Ru).keys("<f2><enter>100*50<enter><enter>");
    let Event::CashIn(cash) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!((cash.reason.as_str(), cash.amount), ("bank-change", Money::from_roubles(5000)));
    let stage = stage.keys("<f4>3<enter>2000<enter><enter>");
    let Event::CashHandedOver(given) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!(given.to.to_string(), "664003/3");
    let mut stage = stage.keys("<enter><esc><esc>");
    assert!(matches!(stage.model().screen, Screen::Cash(_)));
    assert!(hints(&mut stage).contains("F9"), "its shift ends from here: {}", hints(&mut stage));
    let stage = stage.scan(&bill("energosbyt", "Ленина 12-4", 100));
    assert!(matches!(stage.model().screen, Screen::Cash(_)), "a bill is no business of a vault");
}

#[test]
fn a_blind_desk_does_not_say_what_it_should_have() {
    let mut stage = with_takings().keys("<f7>");
    assert!(stage.text().contains("принято за смену: своих"), "{}", stage.text());
    let mut stage = stage.keys("<esc>").set("blind = false", "blind = true").keys("<f7>");
    let sum = Lang::Ru.kopecks(drawer(&stage).kopecks()).replace('\u{a0}', " ");
    assert!(stage.text().contains("В кассе") && !stage.text().contains(&sum), "{}", stage.text());
    let mut stage = stage.keys("<f5>");
    assert!(!stage.text().contains("в кассе"), "{}", stage.text());
}

#[test]
fn what_is_typed_of_cash_that_moves_is_not_dropped_unasked() {
    let stage = till().keys("<f7><f5><enter>77001<enter>5000<esc>");
    assert_eq!(asked(&stage), Some("screen-form-leave-asked"));
    let stage = stage.keys("<esc><enter>");
    assert_eq!(drawer(&stage), Money::from_roubles(1000), "what was typed is there");
    let stage = till().keys("<f7><f5><enter>77001<esc><down><enter>");
    assert!(matches!(&stage.model().screen, Screen::Cash(cash) if cash.form.is_none()) && moved(&stage).is_empty());
    let stage = till().keys("<f7><f5><enter><esc>");
    assert!(asked(&stage).is_none(), "nothing is typed, nothing to ask");
}

#[test]
fn a_sum_that_is_none_is_not_left_by_enter() {
    let stage = till().keys("<f7><f2><enter>аб<enter>размен<enter>");
    assert_eq!((notice(&stage), moved(&stage).len()), ("screen-sum-malformed", 0));
    let stage = till().keys("<f7><f2><enter><enter>");
    assert_eq!(notice(&stage), "screen-sum-empty");
    let stage = till().keys("<f7><f2><enter>1000 x 2, 100 х 10<enter><enter>");
    assert_eq!(drawer(&stage), Money::from_roubles(9000));
    let stage = till().keys("<f7><f4><enter>500<enter><enter>");
    assert_eq!(notice(&stage), "screen-desk-empty");
}

#[test]
fn cash_that_moves_is_counted_by_denominations_too() {
    let stage = till().keys("<f7><f5><enter>77001<enter><f2><enter><enter>2<enter>3+<enter>");
    let Event::CashDropped(drop) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!(drop.notes.unwrap().to_string(), "1000x2,500x3");
    let stage = till().keys("<f7><f2><enter><f2><enter><enter>2<esc><f2><down><down><down>4+");
    let mut again = stage.keys("<up>");
    assert!(again.text().contains("1000x2,500x4"), "what was counted is there again: {}", again.text());
    let stage = again.keys("<enter><enter>");
    assert_eq!(drawer(&stage), Money::from_roubles(10_000));
    let stage = till().keys("<f7><f2><enter>3000<f2><esc><enter><enter>");
    assert_eq!(drawer(&stage), Money::from_roubles(9000), "a count of nothing leaves the sum");
}

#[test]
fn where_sums_are_not_enough_denominations_are_asked_for() {
    let stage = till().set("sums = true", "sums = false").keys("<f7><f4>vault<enter>1000<enter><enter>");
    assert_eq!((notice(&stage), moved(&stage).len()), ("refusal-count-needed", 0));
    let stage = stage.keys("<up>x1<enter><enter>");
    assert_eq!(moved(&stage).len(), 1);
}

#[test]
fn above_the_limit_the_till_says_so() {
    let mut stage = till().set("limit = \"0\"", "limit = \"5000\"").keys("<f7>");
    assert!(stage.text().contains("Больше лимита 5 000,00"), "{}", stage.text());
}
