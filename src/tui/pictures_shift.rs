//! The pictures of opening, pausing and ending a shift, in both languages at both sizes, from models made by hand.

use insta::assert_snapshot;

use super::custody::{Cash, Closing, Destination, Move};
use super::fixtures::*;
use super::model::{Model, Screen};
use super::rules::Rules;
use super::screens::close_money::{Moving, Place};
use super::screens::close_shift::{CloseShift, Report, Step as CloseStep};
use super::screens::doubtful::Doubtful;
use super::screens::open_shift::{self, OpenShift, Step};
use super::screens::pause::Pause;
use super::screens::sign_in::SignIn;
use super::screens::why::Why;
use super::widgets::count::Counting;
use super::widgets::form::Form;
use crate::domain::difference::{Cause, Evidence, Mend, Subject, What};
use crate::domain::event::{CardCount, CashCounted, Event, ShiftClosed, ShiftPaused};
use crate::domain::policy::Drawer;
use crate::domain::{CashNumber, Count, Counted, Money, ReceiptNumber, Role, TenderKind, TransitCode, UserName, Word};

fn notes(text: &str) -> Count {
    text.parse().unwrap()
}

fn cash(text: &str) -> Cash {
    Counted::from(notes(text)).into()
}

fn cashier(name: &str) -> UserName {
    UserName::new(name).unwrap()
}

/// A count of which so much is typed; the next key goes to 50 roubles.
fn counting(model: &Model, typed: &str, tenders: &[&str]) -> Counting {
    let tenders: Vec<TenderKind> = tenders.iter().map(|kind| TenderKind::new(kind).unwrap()).collect();
    let mut counting = Counting::new(&model.rules.cash.denominations, &tenders);
    let parked = Counting::of(&model.rules.cash.denominations, &notes(typed).into()).parked();
    counting = counting.with(&parked);
    for _ in 0..6 {
        counting.forth().unwrap();
    }
    counting
}

/// A desk where nobody has opened yet: cashier1 is signed in, and the last close left 2,000.
fn opening(step: Step) -> Model {
    let mut model = desk();
    model.person = Some(actor("cashier1", Role::Cashier));
    model.custody.last.left = Some(notes("500x1,100x12,50x4,10x10"));
    let counting = counting(&model, "500x1,100x12,50x4", &[]);
    model.screen = Screen::OpenShift(OpenShift { step, counting, ..OpenShift::default() });
    model
}

/// The same where cashier1 went away from shift 118, and cashier2 from no shift.
fn paused(person: &str, role: Role) -> Model {
    let mut model = till();
    let shift = model.shift.as_mut().unwrap();
    let sealed = shift.drawer;
    let seal = Some("4417".parse().unwrap());
    let paused = ShiftPaused { shift: 118, user: cashier("cashier1"), sealed, seal, approved_by: None };
    shift.apply(model.now, &Event::from(paused));
    model.person = Some(actor(person, role));
    open_shift::open(&mut model);
    model
}

/// The end of shift 118: 2,812.40 should be there, and a slip of 2,140.
fn closing(step: CloseStep) -> Model {
    let mut model = till();
    let counting = counting(&model, "1000x2,500x1,100x3", &["card"]);
    let closing = Closing { count: counting.parked(), ..Closing::new(118, cashier("cashier1")) };
    model.custody.parked.close = Some(closing);
    model.screen = Screen::CloseShift(CloseShift { step, counting, ..CloseShift::default() });
    model
}

/// The same, counted: a lot of money.
fn counted(step: CloseStep) -> Model {
    let mut model = closing(step);
    if let Some(closing) = &mut model.custody.parked.close {
        closing.counted = Some(cash("5000x3,1000x2,500x1,100x12,50x4,10x10"));
    }
    model
}

fn with_rules(mut model: Model, change: fn(&mut Rules)) -> Model {
    let mut rules = (*model.rules).clone();
    change(&mut rules);
    model.rules = rules.into();
    model
}

#[test]
fn the_opening_of_a_shift() {
    assert_snapshot!("open-shift", pictures(opening(Step::Look(0))));
}

#[test]
fn the_count_at_an_opening() {
    assert_snapshot!("open-shift-count", pictures(opening(Step::Count)));
}

#[test]
fn the_opening_with_a_plain_sum_and_blind() {
    let mut model = with_rules(opening(Step::Count), |rules| rules.blind = true);
    if let Screen::OpenShift(opening) = &mut model.screen {
        opening.counting.switch();
        typed("2000").for_each(|key| opening.counting.edit(key));
    }
    assert_snapshot!("open-shift-sum", pictures(model));
}

#[test]
fn the_opening_with_a_difference() {
    let step = Step::Differs(Counted::from(notes("1000x3")), input("500"));
    assert_snapshot!("open-shift-differs", pictures(opening(step)));
}

#[test]
fn the_opening_with_a_supervisor() {
    let mut supervisor = SignIn::of(&cashier("super1"));
    supervisor.pin = input("12");
    let mut model = opening(Step::Supervisor(supervisor));
    let words = vec![("now", Word::Moment(model.now)), ("last", Word::Moment(model.now))];
    model.notice = Some(super::Notice::fault(("refusal-clock-ahead", words)));
    assert_snapshot!("open-shift-supervisor", pictures(model));
}

#[test]
fn the_opening_of_a_shared_drawer() {
    let model = with_rules(opening(Step::Look(0)), |rules| rules.policy.drawer = Drawer::Shared);
    assert_snapshot!("open-shift-shared", pictures(model));
}

#[test]
fn the_opening_while_anothers_shift_is_open() {
    let mut model = till();
    model.now = "2026-11-24T01:00:00.000Z".parse().unwrap();
    model.person = Some(actor("cashier2", Role::Cashier));
    model.screen = Screen::OpenShift(OpenShift::default());
    assert_snapshot!("open-shift-anothers", pictures(model));
}

#[test]
fn the_opening_of_a_supervisor_while_anothers_shift_is_paused() {
    assert_snapshot!("open-shift-paused", pictures(paused("super1", Role::Supervisor)));
}

#[test]
fn the_return_after_a_pause() {
    assert_snapshot!("resume", pictures(paused("cashier1", Role::Cashier)));
}

#[test]
fn a_pause() {
    let mut model = till();
    model.screen = Screen::Pause(Pause { seal: input("4417"), is_sent: false });
    assert_snapshot!("pause", pictures(model));
}

#[test]
fn the_count_at_the_end_of_a_shift() {
    let mut model = closing(CloseStep::Count);
    model.till.held = vec![vec![]];
    assert_snapshot!("close-shift", pictures(model));
}

#[test]
fn a_blind_count() {
    let model = with_rules(closing(CloseStep::Count), |rules| rules.blind = true);
    assert_snapshot!("close-shift-blind", pictures(model));
}

#[test]
fn doubtful_notes() {
    let mut form = Form::new(&["1000", "аб 1234567, вг 76"]);
    form.focus(1);
    assert_snapshot!("doubtful", pictures(closing(CloseStep::Doubtful(Doubtful { form }))));
}

fn short_by(kopecks: i64) -> CashCounted {
    let expected = Money::from_kopecks(281_240);
    let card = CardCount {
        kind: TenderKind::new("card").unwrap(),
        slips: 2,
        counted: Money::from_kopecks(295_240),
        expected: Money::from_kopecks(214_000),
    };
    CashCounted {
        shift: 118,
        user: cashier("cashier1"),
        expected,
        counted: expected.saturating_minus(Money::from_kopecks(kopecks)),
        notes: None,
        cards: vec![card],
        blind: false,
    }
}

#[test]
fn a_count_that_is_off() {
    let mut why = Why::new(&short_by(81_240));
    let (sum, receipt) = (Money::from_kopecks(81_240), ReceiptNumber { epoch: 1, shift: 118, n: 1 });
    let card = TenderKind::new("card").unwrap();
    let cause = |what, evidence, mend| Cause {
        what,
        about: Some(Subject::Payment(receipt)),
        entry: Some(101),
        at: None,
        score: 400,
        evidence,
        mend,
    };
    let retender = Mend::Retender { receipt, from: TenderKind::cash(), to: Some(card.clone()) };
    why.causes = Some(vec![
        cause(
            What::OtherAsCash { tender: Some(card.clone()) },
            vec![Evidence::SameSum { sum }, Evidence::SlipsAgree { tender: card, difference: sum }, Evidence::OnlyOne],
            vec![retender],
        ),
        cause(What::NotTaken, vec![Evidence::SameSum { sum }], vec![Mend::VoidPayment { receipt }]),
        Cause { about: None, ..cause(What::LeftUnrecorded { sum }, vec![], vec![]) },
    ]);
    assert_snapshot!("why", pictures(closing(CloseStep::Why(why))));
}

#[test]
fn a_count_that_nothing_explains_and_its_reason() {
    let mut why = Why::new(&short_by(-1_240));
    (why.causes, why.reason) = (Some(vec![]), Some(input("недодали сдачу")));
    assert_snapshot!("why-nothing", pictures(closing(CloseStep::Why(why))));
}

#[test]
fn where_the_money_goes() {
    let mut model = counted(CloseStep::Money(1));
    model.custody.last.receiver = Some("664003/vault".parse().unwrap());
    assert_snapshot!("close-money", pictures(model));
}

fn moving(place: Place, name: &str, in_name: bool) -> Model {
    let model = counted(CloseStep::Count);
    let stays = model.rules.change_of(&notes("5000x3,1000x2,500x1,100x12,50x4,10x10"));
    let stays = Counting::of(&model.rules.cash.denominations, &stays.into());
    counted(CloseStep::Move(Moving { place, name: input(name), in_name, stays }))
}

#[test]
fn money_goes_to_the_vault() {
    assert_snapshot!("close-vault", pictures(moving(Place::Desk, "664003/vault", false)));
}

#[test]
fn money_goes_into_a_bag() {
    assert_snapshot!("close-bag", pictures(moving(Place::Bag("agents".parse().unwrap()), "77", true)));
}

#[test]
fn a_shared_drawer_is_not_counted() {
    let model = with_rules(closing(CloseStep::Uncounted), |rules| rules.policy.drawer = Drawer::Shared);
    assert_snapshot!("close-shared", pictures(model));
}

#[test]
fn a_second_person_signs_for_an_absent_cashier() {
    let mut second = SignIn::of(&cashier("cashier2"));
    second.pin = input("567");
    let mut model = counted(CloseStep::Second(second));
    model.person = Some(actor("super1", Role::Supervisor));
    assert_snapshot!("close-second", pictures(model));
}

#[test]
fn the_z_report() {
    let mut model = till();
    let closed = ShiftClosed {
        shift: 118,
        z: 118,
        user: cashier("cashier1"),
        expected: Money::from_kopecks(201_240),
        counted: Money::from_roubles(2000),
        payments: 2,
        gross: Money::from_kopecks(295_240),
        voids: 0,
        voided: Money::ZERO,
        refunds: 1,
        refunded: Money::from_roubles(500),
        moves: 0,
        retenders: 0,
        notes: None,
        cards: vec![],
        reason: Some("ошибка в сдаче".to_owned()),
        unsent: None,
        counted_by: None,
        approved_by: None,
    };
    let desk = |name: &str| name.parse().unwrap();
    let number = CashNumber { epoch: 1, shift: 118, n: 1 };
    let code = TransitCode::new(desk("664003/2"), number, Money::from_roubles(17_000), &desk("664003/vault"));
    let gone = |to, text, code| Move { id: stamp(1).id, to, cash: cash(text), is_recorded: true, code };
    let moves = vec![
        gone(Destination::Desk(desk("664003/vault")), "5000x3,1000x2", Some(code)),
        gone(Destination::Bag("7719".parse().unwrap(), "agents".parse().unwrap()), "1000x1", None),
    ];
    let report = Report { closed, seq: 204, moves };
    model.screen = Screen::CloseShift(CloseShift { step: CloseStep::Report(Box::new(report)), ..Default::default() });
    assert_snapshot!("z-report", pictures(model));
}

#[test]
fn the_till_warns_of_too_much_cash_and_of_a_shift_that_grows_old() {
    let mut model = with_rules(till(), |rules| rules.limit = Money::from_roubles(2500));
    let said = |model: &Model| picture(model, (80, 24), false);
    assert!(said(&model).contains("В кассе 2 812,40: сдайте лишнее."), "{}", said(&model));
    let blind = with_rules(model.clone(), |rules| rules.blind = true);
    assert!(said(&blind).contains("больше 2 500,00: сдайте") && !said(&blind).contains("2 812,40"));
    model.now = "2026-11-24T00:10:00.000Z".parse().unwrap();
    assert!(said(&model).contains("Смене 118 скоро 24 ч: закройте её до 08:58"), "{}", said(&model));
    model.now = "2026-11-24T00:58:00.000Z".parse().unwrap();
    assert!(said(&model).contains("Смена 118 открыта больше 24 ч"), "{}", said(&model));
}
