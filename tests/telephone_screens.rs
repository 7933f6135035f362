//! Approval by telephone at the keys, of a desk that hears nothing of headquarters the whole time: what is shown, what
//! the code that comes back does, and what it can't.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[allow(dead_code)] // Other programs of tests use the rest of it.
mod stage;

use chrono::TimeDelta;
use okno::cli::demo::home;
use okno::desk::{DeskKey, Home};
use okno::domain::event::Approval;
use okno::domain::{Event, Operation, UserName};
use okno::lang::Lang;
use okno::protocol::{Asked, Call, SecretKeys, TelephoneKey};
use okno::tui::{Overlay, Screen};
use stage::{Stage, account, bill};

fn hq() -> SecretKeys {
    SecretKeys::from_seed(&[2; 32]).unwrap()
}

fn user(name: &str) -> UserName {
    name.parse().unwrap()
}

/// What the screen shows to be read out.
fn shown(stage: &Stage) -> Option<Asked> {
    match &stage.model().overlay {
        Some(Overlay::Telephone(call)) => call.asked.clone(),
        _ => None,
    }
}

/// What headquarters answers to what is read out: the code of a supervisor there.
fn answer(stage: &Stage, asked: &Asked, supervisor: &str) -> String {
    let key = DeskKey::load(&Home::new(stage.path()).key()).unwrap();
    let desk = key.enrolment().unwrap().keys.public();
    let key = TelephoneKey::new(&hq().seal, &desk.seal).unwrap();
    let call = Call { desk: stage.model().desk.as_ref().unwrap(), epoch: 1, operation: &asked.operation };
    assert!(key.is_for(&call, &asked.challenge), "{asked:?}");
    key.code(&call, &asked.challenge, &user(supervisor)).to_string()
}

fn code(stage: &Stage) -> String {
    answer(stage, &shown(stage).expect("a challenge is shown"), "olga")
}

fn notice(stage: &Stage) -> &'static str {
    stage.model().notice.as_ref().map(|notice| notice.message.0).unwrap_or_default()
}

fn hints(stage: &mut Stage) -> String {
    stage.text().lines().last().unwrap_or_default().to_owned()
}

/// A till of headquarters after the electricity bill of Ленина 12-4 was paid.
fn paid() -> Stage {
    let of_flat = account("energosbyt", "Ленина 12-4");
    let till = Stage::new(80, 24, Lang::Ru).enrolled(&hq()).cashier();
    till.scan(&bill("energosbyt", "Ленина 12-4", of_flat.kopecks)).keys("<f5><enter>")
}

/// The same with the box that asks for a supervisor's PIN for its void.
fn voiding() -> Stage {
    let stage = paid().keys("<f8><del><down><down><down><enter>");
    assert!(matches!(&stage.model().overlay, Some(Overlay::Request(request)) if request.asks_supervisor()));
    stage
}

fn voids(stage: &Stage) -> Vec<Option<Approval>> {
    let of = |event| match event {
        Event::PaymentVoided(void) => Some(void.approved_by),
        _ => None,
    };
    stage.entries().into_iter().filter_map(of).collect()
}

fn refused(stage: &Stage) -> usize {
    stage.entries().iter().filter(|event| matches!(event, Event::UserRefused(_))).count()
}

#[test]
fn a_void_is_approved_by_whom_the_desk_does_not_know() {
    let mut stage = voiding();
    assert!(hints(&mut stage).contains("F4 по телефону"), "{}", hints(&mut stage));
    let stage = stage.keys("<f4>");
    let asked = shown(&stage).unwrap();
    let sum = account("energosbyt", "Ленина 12-4").kopecks;
    let operation = (asked.operation.kind.as_str(), asked.operation.subject.as_str(), asked.operation.amount.kopecks());
    assert_eq!(operation, ("payment.voided", "1-1-1", sum));
    let mut stage = stage;
    let text = stage.text();
    for said in ["664003/2", "Сторно", "1-1-1", &asked.challenge.to_string()] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let code = code(&stage).replace('-', " ");
    let stage = stage.keys(&format!("olga<enter>{code}<enter>"));
    let expected = Approval { user: user("olga"), telephone: Some(asked.challenge) };
    assert_eq!(voids(&stage), [Some(expected)], "{}", notice(&stage));
    let question = stage.model().overlay.as_ref();
    assert!(matches!(question, Some(Overlay::Question(question)) if question.asked.0 == "screen-voided-back"));
    assert!(stage.papers().iter().any(|paper| paper.contains("1-1-1-void")), "{:?}", stage.papers());
}

#[test]
fn a_desk_that_stands_alone_has_nobody_to_call() {
    let owed = account("energosbyt", "Ленина 12-4").kopecks;
    let till = Stage::new(80, 24, Lang::Ru).scan(&bill("energosbyt", "Ленина 12-4", owed));
    let mut stage = till.keys("<f5><enter><f8><del><down><down><down><enter>");
    assert!(!hints(&mut stage).contains("по телефону"), "{}", hints(&mut stage));
    let stage = stage.keys("<f4>");
    assert!(matches!(stage.model().overlay, Some(Overlay::Request(_))));
}

#[test]
fn esc_goes_back_to_the_pin_and_nothing_is_lost() {
    let stage = voiding().keys("<f4><esc>");
    assert!(matches!(&stage.model().overlay, Some(Overlay::Request(request)) if request.asks_supervisor()));
    let stage = stage.keys("super1<enter>4321<enter>");
    assert_eq!(voids(&stage), [Some(user("super1").into())]);
}

#[test]
fn a_wrong_code_is_counted_a_typo_is_not() {
    let stage = voiding().keys("<f4>");
    let right = code(&stage);
    let stage = stage.keys("olga<enter>123456789<enter>");
    assert_eq!((notice(&stage), refused(&stage)), ("telephone-code-typo", 0));
    // The right code under another name is a wrong one.
    let asked = shown(&stage).unwrap();
    let others = answer(&stage, &asked, "boris");
    let stage = stage.keys(&format!("{}{others}<enter>", "<backspace>".repeat(9)));
    assert_eq!((notice(&stage), refused(&stage)), ("refusal-code", 1));
    // It may be typed again: what was wrong is no deed.
    assert_eq!(shown(&stage).unwrap(), asked);
    let stage = stage.keys(&format!("{right}<enter>"));
    assert_eq!(voids(&stage).len(), 1, "{}", notice(&stage));
    let journal = stage.journal();
    let told = journal.iter().find_map(|event| match event {
        Event::UserRefused(refused) => Some((refused.user.to_string(), refused.tries, refused.telephone)),
        _ => None,
    });
    assert_eq!(told, Some(("cashier1".to_owned(), 1, true)));
}

#[test]
fn five_wrong_codes_lock_the_telephone_and_nobody_out() {
    let mut stage = voiding().keys("<f4>olga<enter>");
    let asked = shown(&stage).unwrap();
    for name in ["a", "b", "c", "d", "e"] {
        let wrong = answer(&stage, &asked, name);
        stage = stage.keys(&format!("{wrong}<enter>"));
    }
    assert_eq!((notice(&stage), refused(&stage)), ("refusal-codes-locked", 5));
    let right = code(&stage);
    let stage = stage.keys(&format!("{right}<enter>"));
    assert_eq!((notice(&stage), refused(&stage)), ("refusal-codes-locked", 5), "not even the right one");
    let stage = stage.wait(TimeDelta::seconds(31)).keys(&format!("{right}<enter>"));
    assert_eq!(voids(&stage).len(), 1, "{}", notice(&stage));
}

#[test]
fn an_old_code_is_of_no_use() {
    let stage = voiding().keys("<f4>");
    let (early, old) = (shown(&stage).unwrap(), code(&stage));
    // Left and asked again: another challenge, and the code of the first does not fit it.
    let stage = stage.keys("<esc><f4>");
    assert_ne!(shown(&stage).unwrap().challenge, early.challenge);
    let stage = stage.keys(&format!("olga<enter>{old}<enter>"));
    assert_eq!((notice(&stage), voids(&stage).len()), ("refusal-code", 0));
    // A new one may be asked for over the box.
    let before = shown(&stage).unwrap().challenge;
    let mut stage = stage.keys("<f4>");
    assert_ne!(shown(&stage).unwrap().challenge, before);
    assert!(hints(&mut stage).contains("новый запрос"), "{}", hints(&mut stage));
    let right = code(&stage);
    let stage = stage.keys(&format!("{right}<enter>"));
    assert_eq!(voids(&stage).len(), 1, "{}", notice(&stage));
}

#[test]
fn a_restart_ends_the_call() {
    let stage = voiding().keys("<f4>");
    let old = code(&stage);
    let stage = stage.crash().cashier().keys("<f8><del><down><down><down><enter><f4>");
    let stage = stage.keys(&format!("olga<enter>{old}<enter>"));
    assert_eq!((notice(&stage), voids(&stage).len()), ("refusal-code", 0));
}

#[test]
fn two_quick_enters_are_one_approval() {
    let stage = voiding().keys("<f4>");
    let right = code(&stage);
    let stage = stage.keys(&format!("olga<enter>{right}")).late().keys("<enter><enter>").answer();
    assert_eq!((voids(&stage).len(), refused(&stage)), (1, 0));
}

#[test]
fn a_shift_opens_under_an_odd_clock() {
    let stage = Stage::at_sign_in(80, 24, Lang::En).enrolled(&hq()).wait(TimeDelta::hours(13));
    let stage = stage.keys("cashier1<enter>1234<enter>1<enter><enter>1+");
    assert_eq!(notice(&stage), "refusal-clock-ahead");
    let mut stage = stage.keys("<f4>");
    assert!(stage.text().contains("Opening of a shift") && stage.text().contains("Challenge"), "{}", stage.text());
    let right = code(&stage);
    let stage = stage.keys(&format!("olga<enter>{right}<enter>"));
    assert!(matches!(stage.model().screen, Screen::Till), "{}", notice(&stage));
    let opened = stage.entries().into_iter().find_map(|event| match event {
        Event::ShiftOpened(opened) => opened.approved_by,
        _ => None,
    });
    assert_eq!(opened.unwrap().user, user("olga"));
}

#[test]
fn cash_for_which_a_supervisor_must_be_asked_goes_out() {
    // The electricity was the operator's own money.
    let stage = paid().keys("<f7><f3><down><enter>150<enter>скрепки<enter><f4>");
    let asked = shown(&stage).expect("a challenge is shown");
    assert_eq!(asked.operation.kind, "cash.out");
    assert!(asked.operation.subject.starts_with("1-1-c"), "{asked:?}");
    let right = code(&stage);
    let stage = stage.keys(&format!("olga<enter>{right}<enter>"));
    let out = stage.entries().into_iter().find_map(|event| match event {
        Event::CashOut(out) => out.approved_by,
        _ => None,
    });
    assert_eq!(out.map(|approval| approval.user), Some(user("olga")), "{}", notice(&stage));
}

#[test]
fn a_forgotten_pin_is_set_anew_at_the_sign_in() {
    let stage = Stage::at_sign_in(80, 24, Lang::Ru).enrolled(&hq()).keys("cashier1<enter>9999<enter>");
    assert_eq!(notice(&stage), "refusal-sign-in");
    let mut stage = stage.keys("<f5>");
    assert_eq!(shown(&stage).unwrap().operation, Operation::pin_set(&user("cashier1")));
    assert!(stage.text().contains("Новый ПИН"), "{}", stage.text());
    let right = code(&stage);
    let stage = stage.keys(&format!("olga<enter>{right}<enter>5005<enter>5006<enter>"));
    assert_eq!(notice(&stage), "telephone-pins-differ");
    let stage = stage.keys("<down><backspace>5<enter>");
    assert_eq!(notice(&stage), "telephone-pin-is-set", "{:?}", stage.model().notice);
    let stage = stage.keys("1234<enter>");
    assert_eq!(notice(&stage), "refusal-sign-in", "the old one is nothing any more");
    let stage = stage.keys("5005<enter>");
    assert_eq!(stage.model().person.as_ref().unwrap().user, user(home::CASHIER.0));
    // It is good after a restart too.
    let stage = stage.crash().keys("cashier1<enter>5005<enter>");
    assert!(stage.model().person.is_some(), "{}", notice(&stage));
}

#[test]
fn nobody_that_is_not_there_gets_a_pin() {
    let stage = Stage::at_sign_in(80, 24, Lang::Ru).enrolled(&hq()).keys("cashier1<enter>9999<enter>");
    let stage = stage.keys("<tab><backspace>9<f5>");
    assert_eq!(notice(&stage), "refusal-unknown-person");
    assert!(stage.model().overlay.is_none());
}
