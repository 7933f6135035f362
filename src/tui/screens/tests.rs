//! What the keys of the screens besides the till do.

use chrono::TimeDelta;
use crossterm::event::KeyCode;

use super::question;
use super::receipts::Receipts;
use super::set_up::SetUp;
use super::sign_in::SignIn;
use super::{close_shift, lock, open_shift, receipts, request, set_up, sign_in};
use crate::domain::event::{PaymentMoved, PaymentRetendered, PaymentVoided};
use crate::domain::message::text;
use crate::domain::{Action as Deed, Event, Message, Refusal, Role, TenderKind, Tendered, UserName};
use crate::tui::actions::Action;
use crate::tui::fixtures::*;
use crate::tui::layers::Layer;
use crate::tui::link::Hq;
use crate::tui::model::{Model, Overlay, Screen};
use crate::tui::msg::{Done, Effect, Msg, Person};
use crate::tui::update::{is_available, layers, update};
use crate::tui::{Key, Ready};

fn person(name: &str, role: Role, model: &Model) -> Person {
    Person { actor: actor(name, role), lang: None, shift: model.shift.clone().unwrap() }
}

fn signed_in(model: &mut Model, name: &str, role: Role) {
    let person = person(name, role, model);
    update(model, Msg::SignedIn(Ok(Box::new(person))));
}

fn notice(model: &Model) -> &'static str {
    model.notice.as_ref().map(|notice| notice.message.0).unwrap_or_default()
}

fn refuse(model: &mut Model, fault: Message) {
    update(model, Msg::Done(Err(fault)));
}

fn press(model: &mut Model, text: &str) {
    typed(text).for_each(|key| drop(update(model, Msg::Key(key, stamp(1)))));
}

fn finish(model: &mut Model, event: impl Into<Event>) -> Vec<Effect> {
    let shift = model.shift.clone().unwrap();
    let done = Done { event: event.into(), seq: 7, id: stamp(7).id, shift, repeated: false };
    update(model, Msg::Done(Ok(Box::new(done))))
}

fn is_till(model: &Model) -> bool {
    matches!(model.screen, Screen::Till)
}

#[test]
fn a_sign_in_goes_from_the_name_to_the_pin_and_is_sent_once() {
    let mut model = desk();
    typed("cashier1").for_each(|key| drop(sign_in::edit(&mut model, key)));
    assert_eq!(sign_in::act(&mut model, Action::SignIn, stamp(1)), []);
    typed("1234").for_each(|key| drop(sign_in::edit(&mut model, key)));
    let sent = sign_in::act(&mut model, Action::SignIn, stamp(2));
    let user = UserName::new("cashier1").unwrap();
    assert_eq!(sent, [Effect::SignIn { user, pin: "1234".to_owned(), stamp: stamp(2) }]);
    assert_eq!(sign_in::act(&mut model, Action::SignIn, stamp(3)), []);
    update(&mut model, Msg::SignedIn(Err(Refusal::SignInRefused.message())));
    let Screen::SignIn(sign_in) = &model.screen else { panic!("not the sign-in") };
    assert_eq!((sign_in.name.value(), sign_in.pin.value(), sign_in.is_sent), ("cashier1", "", false));
}

#[test]
fn a_person_comes_to_their_own_shift_and_not_to_anothers() {
    let mut model = till();
    (model.person, model.screen) = (None, Screen::SignIn(SignIn::default()));
    signed_in(&mut model, "cashier1", Role::Cashier);
    assert!(is_till(&model) && model.notice.is_none());

    model.screen = Screen::SignIn(SignIn::default());
    signed_in(&mut model, "cashier2", Role::Cashier);
    assert!(matches!(model.screen, Screen::OpenShift(_)));
    assert!(!is_available(&model, Action::OpenShift) && !is_available(&model, Action::CloseAnothers));
    assert_eq!(update(&mut model, Msg::Paste("3511000105345".to_owned(), stamp(1))), []);
    assert!(matches!(model.screen, Screen::OpenShift(_)));

    model.screen = Screen::SignIn(SignIn::default());
    signed_in(&mut model, "super1", Role::Supervisor);
    assert!(is_available(&model, Action::CloseAnothers));
    open_shift::act(&mut model, Action::CloseAnothers, stamp(1));
    assert!(matches!(model.screen, Screen::CloseShift(_)));
    close_shift::act(&mut model, Action::LeaveCount, stamp(1));
    assert!(matches!(model.screen, Screen::OpenShift(_)));
}

#[test]
fn an_own_shift_of_yesterday_is_named() {
    let mut model = till();
    model.now = model.now.plus(TimeDelta::days(1));
    (model.person, model.screen) = (None, Screen::SignIn(SignIn::default()));
    signed_in(&mut model, "cashier1", Role::Cashier);
    assert!(is_till(&model));
    assert_eq!(notice(&model), "screen-shift-of-day");
}

#[test]
fn an_idle_screen_locks_itself_and_keeps_everything() {
    let mut model = till();
    model.till.lookup.input = input("лен");
    let start = model.now;
    update(&mut model, Msg::Clock(start.plus(TimeDelta::minutes(4))));
    assert!(!model.is_locked());
    update(&mut model, Msg::Clock(start.plus(TimeDelta::minutes(5))));
    assert!(model.is_locked());
    assert_eq!(layers(&model)[0], Layer::SignIn);
    assert!(!is_available(&model, Action::Help));

    update(&mut model, Msg::Preview(Ok(vec!["Иванов".to_owned()])));
    assert!(model.is_locked(), "what arrives does not open it");
    assert!(!picture(&model, (80, 24), false).contains("Иванов"));

    signed_in(&mut model, "cashier2", Role::Cashier);
    assert!(model.is_locked());
    assert_eq!(notice(&model), "screen-lock-anothers");
    signed_in(&mut model, "super1", Role::Supervisor);
    assert!(!model.is_locked() && is_till(&model));
    assert_eq!(model.person, Some(actor("cashier1", Role::Cashier)));
    assert_eq!(model.till.lookup.value(), "лен");
}

#[test]
fn a_lock_asks_for_the_pin_of_whoever_works() {
    let mut model = till();
    lock::lock(&mut model);
    typed("12").for_each(|key| drop(update(&mut model, Msg::Key(key, stamp(1)))));
    let sent = lock::act(&mut model, Action::SignIn, stamp(2));
    let user = UserName::new("cashier1").unwrap();
    assert_eq!(sent, [Effect::SignIn { user, pin: "12".to_owned(), stamp: stamp(2) }]);
    assert_eq!(model.till.lookup.value(), "");
}

#[test]
fn receipts_are_found_as_they_are_typed_and_the_lit_one_stays_lit() {
    let mut model = till();
    assert_eq!(receipts::open(&mut model), [Effect::FindReceipts(String::new())]);
    assert_eq!(receipts::edit(&mut model, Key::char('8')), [Effect::FindReceipts("8".to_owned())]);
    receipts::found(&mut model, Ok(vec![receipt(2, "1", 1, "cash"), receipt(1, "2", 2, "cash")]));
    receipts::act(&mut model, Action::NextReceipt, stamp(1));
    receipts::act(&mut model, Action::NextReceipt, stamp(1));
    assert_eq!(receipts::act(&mut model, Action::ReadReceipt, stamp(1)), [Effect::Preview { seq: 101 }]);
    assert_eq!(receipts::act(&mut model, Action::PrintCopy, stamp(1)), [Effect::Print { seq: 101 }]);
    let rows = vec![receipt(3, "3", 1, "cash"), receipt(2, "1", 1, "cash"), receipt(1, "2", 2, "cash")];
    receipts::found(&mut model, Ok(rows));
    assert_eq!(receipts::act(&mut model, Action::ReadReceipt, stamp(1)), [Effect::Preview { seq: 101 }]);
    receipts::found(&mut model, Ok(vec![]));
    assert!(!model.receipt_is_chosen());
}

#[test]
fn a_void_takes_a_reason_and_a_supervisor_and_says_what_goes_back() {
    let mut model = till();
    let rows = vec![receipt(1, "АБ1204417", 81_240, "cash")];
    model.screen = Screen::Receipts(Receipts { rows, ..Receipts::default() });
    receipts::act(&mut model, Action::VoidReceipt, stamp(1));
    assert_eq!(question::answer(&mut model, stamp(1)), [], "the first answer is the safe one");

    receipts::act(&mut model, Action::VoidReceipt, stamp(2));
    question::light(&mut model, 3);
    let sent = question::answer(&mut model, stamp(3));
    let [Effect::Execute { command, approver: None, .. }] = &sent[..] else { panic!("{sent:?}") };
    let payment = payment(1, "energosbyt", "electricity", 81_240, "cash");
    let (receipt, reason) = (payment.receipt, "принято дважды".to_owned());
    assert_eq!(command.action, Deed::VoidPayment { receipt, reason: reason.clone() });
    assert_eq!(command.id, stamp(2).id, "minted when it was begun");

    refuse(&mut model, Refusal::SupervisorNeeded.message());
    assert_eq!((layers(&model)[0], notice(&model)), (Layer::Form, ""));
    press(&mut model, "super1");
    request::act(&mut model, Action::SendForm, stamp(4));
    press(&mut model, "1234");
    let sent = request::act(&mut model, Action::SendForm, stamp(5));
    let [Effect::Execute { command, approver: Some((user, pin, id)), .. }] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!((user.as_str(), pin.as_str(), *id, command.id), ("super1", "1234", stamp(5).spare, stamp(2).id));

    refuse(&mut model, Refusal::SignInRefused.message());
    assert!(matches!(model.overlay, Some(Overlay::Request(_))) && is_available(&model, Action::SendForm));
    let approved_by = Some(UserName::new("super1").unwrap().into());
    let (lines, tenders) = (payment.lines, payment.tenders);
    let effects = finish(&mut model, PaymentVoided { receipt, lines, tenders, operator: None, reason, approved_by });
    assert_eq!(effects, [Effect::PrintQueued { first: Some(7) }, Effect::FindReceipts(String::new())]);
    assert!(picture(&model, (80, 24), false).contains("Верните: 812,40 наличными"));
    question::answer(&mut model, stamp(6));
    assert_eq!(notice(&model), "screen-voided-back", "an Enter too many leaves it to be read");
}

#[test]
fn a_move_and_a_mended_tender_say_what_is_right_now() {
    let mut model = till();
    model.screen = Screen::Receipts(Receipts::default());
    let payment = payment(1, "energosbyt", "electricity", 81_240, "cash");
    let (receipt, reason, approved_by) = (payment.receipt, "x".to_owned(), None);
    let [from, to] = [payment.lines[0].clone(), payment.lines[0].clone()];
    let cash = from.amount;
    finish(&mut model, PaymentMoved { receipt, n: 1, from, to, cash, reason: reason.clone(), approved_by: None });
    assert_eq!(notice(&model), "screen-moved");
    let from = payment.tenders[0].clone();
    let to = by_card();
    let lines = payment.lines;
    finish(&mut model, PaymentRetendered { receipt, from, to, lines, reason, approved_by });
    assert_eq!(notice(&model), "screen-retendered");
    assert!(picture(&model, (80, 24), false).contains("812,40 – Карта, чек 004512"));
}

fn by_card() -> Tendered {
    payment(1, "energosbyt", "electricity", 81_240, "card").tenders.remove(0)
}

#[test]
fn a_clock_that_went_back_asks_for_a_supervisor_and_says_why() {
    let mut model = till();
    let rows = vec![receipt(1, "АБ1204417", 81_240, "cash")];
    model.screen = Screen::Receipts(Receipts { rows, ..Receipts::default() });
    model.person = Some(actor("cashier1", Role::Supervisor));
    receipts::act(&mut model, Action::VoidReceipt, stamp(2));
    question::light(&mut model, 1);
    question::answer(&mut model, stamp(3));
    let now = model.now;
    refuse(&mut model, Refusal::ClockBack { last: now, now }.message());
    assert_eq!(notice(&model), "refusal-clock-back");
    // Whoever may approve types the PIN alone.
    press(&mut model, "1234");
    let sent = request::act(&mut model, Action::SendForm, stamp(5));
    assert!(matches!(&sent[..], [Effect::Execute { approver: Some((user, pin, _)), .. }]
        if user.as_str() == "cashier1" && pin == "1234"));
}

#[test]
fn a_void_of_a_card_payment_goes_back_to_the_card() {
    let mut model = till();
    let payment = payment(2, "teploset", "heat", 214_000, "card");
    let approved_by = Some(UserName::new("super1").unwrap().into());
    let (receipt, lines, tenders) = (payment.receipt, payment.lines, payment.tenders);
    let reason = "x".to_owned();
    finish(&mut model, PaymentVoided { receipt, lines, tenders, operator: None, reason, approved_by });
    assert!(picture(&model, (80, 24), false).contains("Карта"));
    assert!(!TenderKind::new("card").unwrap().is_cash());
}

#[test]
fn a_paper_in_doubt_is_looked_at_before_it_is_printed_again() {
    let mut model = till();
    let fault = ("print-unknown", vec![("path", text("x")), ("error", text("y"))]);
    update(&mut model, Msg::Printed { seq: 101, fault: Some(fault) });
    assert!(matches!(model.overlay, Some(Overlay::Question(_))));
    assert_eq!(question::answer(&mut model, stamp(1)), []);

    let rows = vec![crate::tui::ReceiptRow { paper: "unknown", ..receipt(1, "1", 1, "cash") }];
    model.screen = Screen::Receipts(Receipts { rows, ..Receipts::default() });
    assert_eq!(receipts::act(&mut model, Action::PrintCopy, stamp(1)), []);
    question::light(&mut model, 2);
    assert_eq!(question::answer(&mut model, stamp(1)), [Effect::Print { seq: 101 }]);
    receipts::act(&mut model, Action::PrintCopy, stamp(1));
    question::light(&mut model, 1);
    let sent = question::answer(&mut model, stamp(1));
    assert!(matches!(&sent[..], [Effect::Execute { command, .. }]
        if matches!(command.action, Deed::ResolvePrint { seq: 101, .. })));
}

#[test]
fn a_set_up_is_checked_before_it_is_sent() {
    let mut model = desk();
    (model.desk, model.shift, model.screen) = (None, None, Screen::SetUp(SetUp::default()));
    let mut fill = |values: [&str; 10]| {
        model.screen = Screen::SetUp(SetUp::default());
        for (n, value) in values.into_iter().enumerate() {
            typed(value).for_each(|key| drop(set_up::edit(&mut model, key)));
            if n < 9 {
                assert_eq!(set_up::act(&mut model, Action::SetUpField, stamp(1)), []);
            }
        }
        let sent = set_up::act(&mut model, Action::SetUp, stamp(2));
        let Screen::SetUp(set_up) = &model.screen else { panic!("not the set-up") };
        (sent, set_up.form.at(), model.notice.take().map(|notice| notice.message.0).unwrap_or_default())
    };
    let good = ["664003", "", "", "Ленина 1", "АО «Окно»", "3800000012", "cashier1", "1234", "super1", "4321"];
    let with = |n: usize, value| {
        let mut values = good;
        values[n] = value;
        values
    };
    for (n, value, fault) in [
        (0, "офис", "error-id-desk"),
        (1, "много", "error-id-desk"),
        (4, "", "screen-set-missing"),
        (5, "123", "screen-set-inn-digits"),
        (6, "Кассир", "error-code"),
        (7, "12", "error-pin"),
        (8, "cashier1", "screen-set-same-name"),
        (9, "12a4", "error-pin"),
    ] {
        assert_eq!(fill(with(n, value)), (vec![], n, fault), "{n}: {value}");
    }
    let (sent, ..) = fill(good);
    let [Effect::SetUp { desk, .. }] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!((desk.desk.to_string().as_str(), desk.zone.as_str()), ("664003/1", "Asia/Irkutsk"));
    assert_eq!((desk.cashier.as_str(), desk.supervisor_pin.as_str()), ("cashier1", "4321"));

    let shift = till().shift.unwrap();
    let ready = Ready {
        shift,
        catalogue: model.catalogue.clone(),
        rules: model.rules.clone(),
        offset: model.offset,
        idle_lock_minutes: 5,
        last: Default::default(),
    };
    update(&mut model, Msg::SetUpDone(Ok(Box::new(ready))));
    let Screen::SignIn(sign_in) = &model.screen else { panic!("not the sign-in") };
    assert_eq!((sign_in.name.value(), sign_in.in_pin), ("cashier1", true));
    assert_eq!(model.desk.map(|desk| desk.to_string()).as_deref(), Some("664003/2"));
}

#[test]
fn enter_in_the_set_up_says_what_is_wrong_where_it_was_typed() {
    let mut model = desk();
    (model.desk, model.shift, model.screen) = (None, None, Screen::SetUp(SetUp::default()));
    let at = |model: &Model| match &model.screen {
        Screen::SetUp(set_up) => set_up.form.at(),
        _ => panic!("not the set-up"),
    };
    set_up::act(&mut model, Action::SetUp, stamp(1));
    assert_eq!((at(&model), notice(&model)), (0, "error-id-desk"));
    typed("664003").for_each(|key| drop(set_up::edit(&mut model, key)));
    for next in 1..=4 {
        set_up::act(&mut model, Action::SetUp, stamp(1));
        assert_eq!(at(&model), next);
    }
    set_up::act(&mut model, Action::SetUp, stamp(1));
    assert_eq!((at(&model), notice(&model)), (4, "screen-set-missing"));
}

#[test]
fn the_arrows_go_between_the_fields() {
    let mut model = desk();
    let down = Key::plain(KeyCode::Down);
    sign_in::edit(&mut model, down);
    typed("1").for_each(|key| drop(sign_in::edit(&mut model, key)));
    let Screen::SignIn(sign_in) = &model.screen else { panic!("not the sign-in") };
    assert_eq!((sign_in.name.value(), sign_in.pin.value()), ("", "1"));
}

/// Types a number that this desk does not have, at a till of headquarters; how the search is numbered.
fn look_in_vain(model: &mut Model, text: &str) -> u64 {
    model.health.hq = Some(Hq::default());
    press(model, text);
    let search = model.till.lookup.search;
    update(model, Msg::Found { search, hits: Ok(vec![]), more: false });
    search
}

#[test]
fn headquarters_is_asked_once_about_a_number_that_is_not_here() {
    let mut model = till();
    let search = look_in_vain(&mut model, "1204");
    assert!(is_available(&model, Action::AskHq));
    let asked = super::till::act(&mut model, Action::AskHq, stamp(1));
    assert_eq!(asked, [Effect::AskHq { search, text: "1204".to_owned() }]);
    assert!(!is_available(&model, Action::AskHq), "it thinks");
    update(&mut model, Msg::Asked { search, hits: Ok(vec![]) });
    assert_eq!(notice(&model), "till-hq-has-none");
    assert!(!is_available(&model, Action::AskHq), "it has said so");
}

#[test]
fn what_headquarters_has_is_taken_like_any_account() {
    let mut model = till();
    let search = look_in_vain(&mut model, "1204");
    super::till::act(&mut model, Action::AskHq, stamp(1));
    let hit = hit("energosbyt", "АБ1204", "Ёлкин И. П.", "Ленина 12-4", 81_240);
    update(&mut model, Msg::Asked { search, hits: Ok(vec![hit]) });
    super::till::act(&mut model, Action::Take, stamp(2));
    assert_eq!(model.till.basket.len(), 1);
}

#[test]
fn headquarters_answer_is_of_no_use_when_something_else_is_looked_for() {
    let mut model = till();
    let search = look_in_vain(&mut model, "1204");
    super::till::act(&mut model, Action::AskHq, stamp(1));
    press(&mut model, "5");
    let hit = hit("energosbyt", "АБ1204", "Ёлкин И. П.", "Ленина 12-4", 81_240);
    update(&mut model, Msg::Asked { search, hits: Ok(vec![hit]) });
    assert!(model.till.lookup.hits.is_empty());
}

#[test]
fn nobody_asks_headquarters_about_a_name_or_at_a_desk_that_stands_alone() {
    let mut model = till();
    look_in_vain(&mut model, "ёлкин");
    assert!(!is_available(&model, Action::AskHq));
    let mut model = till();
    look_in_vain(&mut model, "1204");
    model.health.hq = None;
    assert!(!is_available(&model, Action::AskHq));
}
