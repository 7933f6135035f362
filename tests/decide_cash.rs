//! What a desk refuses where cash and its custody are concerned: each refusal beside what is carried out.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod office;

use chrono::TimeDelta;
use office::{Office, People, VAULT, actor, kind, line, money};
use okno::domain::command::{CardInput, RefundInput, TenderInput};
use okno::domain::policy::{Approve, Drawer};
use okno::domain::*;

/// An office whose first till and vault are open, each with 1000 roubles.
fn scene() -> Office {
    let mut office = Office::new();
    for (desk, name) in [(0, "anna"), (VAULT, "elena")] {
        office.execute(desk, &by(name), open(100_000)).unwrap();
    }
    office
}

fn by(name: &str) -> People {
    People { by: Some(actor(name, Role::Cashier)), ..People::default() }
}

fn approved(name: &str) -> People {
    People { approved_by: Some(actor("vera", Role::Supervisor)), ..by(name) }
}

fn open(counted: i64) -> Action {
    Action::OpenShift { counted: money(counted).into(), issued: None }
}

fn pay(kopecks: i64) -> Action {
    Action::TakePayment { lines: vec![line(0, 1, kopecks)], tenders: vec![TenderInput::Cash { given: money(kopecks) }] }
}

fn cash_in(reason: &str, kopecks: i64) -> Action {
    Action::CashIn { reason: ReasonCode::new(reason).unwrap(), cash: money(kopecks).into(), comment: String::new() }
}

fn cash_out(reason: &str, kopecks: i64, serials: &[&str]) -> Action {
    let serials = serials.iter().map(|serial| (*serial).to_owned()).collect();
    let reason = ReasonCode::new(reason).unwrap();
    Action::CashOut { reason, cash: money(kopecks).into(), serials, comment: String::new() }
}

fn hand_over(to: &str, kopecks: i64) -> Action {
    Action::HandOver { to: to.parse().unwrap(), cash: money(kopecks).into() }
}

fn drop_cash(seal: &str, account: &str, kopecks: i64) -> Action {
    let (seal, account) = (seal.parse().unwrap(), AccountCode::new(account).unwrap());
    Action::DropCash { seal, account, cash: money(kopecks).into() }
}

fn give_bags(seals: &[&str], collector: &str) -> Action {
    let seals = seals.iter().map(|seal| seal.parse().unwrap()).collect();
    Action::GiveBags { seals, collector: collector.to_owned() }
}

fn refund(receipt: ReceiptNumber, lines: &[(u32, Option<i64>)]) -> Action {
    let lines = lines.iter().map(|&(n, amount)| RefundInput { n, amount: amount.map(money) }).collect();
    Action::RefundPayment { receipt, lines, reason: "x".into() }
}

fn move_line(receipt: ReceiptNumber, n: u32, account: u32) -> Action {
    Action::MoveLine { receipt, n, to: line(0, account, 0), reason: "x".into() }
}

fn retender(receipt: ReceiptNumber, from: Option<&str>, to: &str, reference: &str) -> Action {
    let (from, to) = (from.map(kind), kind(to));
    Action::Retender { receipt, from, to, reference: reference.to_owned(), reason: "x".into() }
}

fn refuses(office: &mut Office, desk: usize, people: &People, action: Action, refusal: Refusal) {
    assert_eq!(office.execute(desk, people, action.clone()), Err(refusal), "{action:?}");
}

/// Takes a payment and gives its receipt.
fn paid(office: &mut Office, action: Action) -> ReceiptNumber {
    match office.execute(0, &by("anna"), action).unwrap() {
        Event::PaymentTaken(taken) => taken.receipt,
        other => panic!("{other:?}"),
    }
}

fn next_shift(office: &mut Office) {
    let drawer = office.desks[0].shift.drawer;
    office.execute(0, &by("anna"), Action::close(drawer)).unwrap();
    office.execute(0, &by("anna"), open(drawer.kopecks())).unwrap();
}

#[test]
fn a_vault_takes_no_payment_and_a_till_not_for_longer_than_a_day() {
    let mut office = scene();
    refuses(&mut office, VAULT, &by("elena"), pay(100), Refusal::Vault);
    office.sleep(23);
    office.execute(0, &by("anna"), pay(100)).unwrap();
    office.sleep(1);
    refuses(&mut office, 0, &by("anna"), pay(100), Refusal::ShiftTooLong { shift: 1, hours: 24 });
    office.desks[0].policy.shift_length = TimeDelta::hours(36);
    office.execute(0, &by("anna"), pay(100)).unwrap();
    office.desks[0].policy.shift_length = TimeDelta::hours(12);
    office.execute(0, &by("anna"), cash_in("found", 100)).unwrap();
    office.execute(0, &by("anna"), Action::close(money(100_300))).unwrap();
}

#[test]
fn a_shared_drawer_is_not_counted() {
    let mut office = scene();
    // Even where cash is counted by denominations: Okno's part has none of its own.
    (office.desks[1].policy.drawer, office.desks[1].policy.sums) = (Drawer::Shared, false);
    refuses(&mut office, 1, &by("boris"), open(1), Refusal::SharedDrawer);
    let issued = Action::OpenShift { counted: Money::ZERO.into(), issued: Some(money(1)) };
    refuses(&mut office, 1, &by("boris"), issued, Refusal::SharedDrawer);
    office.execute(1, &by("boris"), open(0)).unwrap();
    office.execute(1, &by("boris"), pay(81_240)).unwrap();
    let count = Action::CountCash { counted: money(81_240).into(), cards: vec![], blind: false };
    refuses(&mut office, 1, &by("boris"), count, Refusal::SharedDrawer);
    office.execute(1, &by("boris"), cash_out("office-cash", 81_240, &[])).unwrap();
    let Event::ShiftClosed(closed) = office.execute(1, &by("boris"), Action::close(money(5))).unwrap() else {
        panic!("not closed")
    };
    assert_eq!((closed.expected, closed.counted), (Money::ZERO, Money::ZERO), "what else is there is not Okno's");
}

#[test]
fn where_sums_are_not_enough_cash_is_counted_by_denominations() {
    let mut office = scene();
    office.desks[0].policy.sums = false;
    let by_notes = |text: &str| -> Counted { text.parse::<Count>().unwrap().into() };
    refuses(&mut office, 0, &by("anna"), cash_in("found", 100), Refusal::CountNeeded);
    refuses(&mut office, 0, &by("anna"), hand_over("664003/vault", 100), Refusal::CountNeeded);
    refuses(&mut office, 0, &by("anna"), Action::close(money(100_000)), Refusal::CountNeeded);
    let cash = by_notes("100x1");
    let found = Action::CashIn { reason: ReasonCode::new("found").unwrap(), cash, comment: String::new() };
    office.execute(0, &by("anna"), found).unwrap();
    office.execute(0, &by("anna"), Action::close(by_notes("1000x1,100x1"))).unwrap();
    refuses(&mut office, 0, &by("anna"), open(110_000), Refusal::CountNeeded);
    let opened = Action::OpenShift { counted: by_notes("500x2,100x1"), issued: None };
    office.execute(0, &by("anna"), opened).unwrap();
}

#[test]
fn a_difference_above_a_rouble_needs_a_reason_and_no_more() {
    let close = |counted: i64, reason: &str| Action::CloseShift {
        counted: money(counted).into(),
        cards: vec![],
        reason: reason.to_owned(),
    };
    for off in [-101, 101] {
        let mut office = scene();
        let refusal = Refusal::DifferenceReason { difference: money(off) };
        refuses(&mut office, 0, &by("anna"), close(100_000 + off, " "), refusal);
        let closed = office.execute(0, &by("anna"), close(100_000 + off, "не знаю")).unwrap();
        assert!(matches!(closed, Event::ShiftClosed(closed) if closed.reason.as_deref() == Some("не знаю")));
    }
    for off in [-100, 0, 100] {
        scene().execute(0, &by("anna"), close(100_000 + off, "")).unwrap();
    }
    let mut office = scene();
    let known = vec![kind("card"), kind("sbp")];
    let slips = vec![CardInput { kind: kind("cash"), slips: 1, sum: money(1) }];
    let counted = Action::CloseShift { counted: money(100_000).into(), cards: slips, reason: String::new() };
    refuses(&mut office, 0, &by("anna"), counted, Refusal::UnknownTender { kind: kind("cash"), known });
}

#[test]
fn an_absent_cashiers_shift_takes_a_supervisor_and_a_second_person() {
    let close = || Action::close(money(100_000));
    let cashier = UserName::new("anna").unwrap();
    let anothers = Refusal::AnothersShift { shift: 1, cashier: cashier.clone() };
    let second = Refusal::SecondPerson { cashier };
    let vera = || Some(actor("vera", Role::Supervisor));
    let supervisor = |witness| People { by: vera(), approved_by: None, witness };
    let mut office = scene();
    refuses(&mut office, 0, &by("boris"), close(), anothers);
    let not_one = People { approved_by: Some(actor("clara", Role::Cashier)), ..by("boris") };
    refuses(&mut office, 0, &not_one, close(), Refusal::NotASupervisor { user: UserName::new("clara").unwrap() });
    refuses(&mut office, 0, &supervisor(None), close(), second.clone());
    refuses(&mut office, 0, &supervisor(vera()), close(), second);
    for people in [approved("boris"), supervisor(Some(actor("boris", Role::Cashier)))] {
        let Event::ShiftClosed(closed) = scene().execute(0, &people, close()).unwrap() else { panic!("not closed") };
        let approver = closed.approved_by.map(|approval| approval.user);
        let names = [approver, closed.counted_by].map(|name| name.unwrap().to_string());
        assert_eq!(names, ["vera", "boris"]);
    }
}

#[test]
fn a_pause_keeps_the_shift_for_its_cashier() {
    let resume = |shift, counted: i64| Action::ResumeShift { shift, counted: money(counted).into() };
    let mut office = scene();
    let anothers = Refusal::AnothersShift { shift: 1, cashier: UserName::new("anna").unwrap() };
    refuses(&mut office, 0, &by("boris"), Action::PauseShift { seal: None }, anothers.clone());
    office.execute(0, &by("anna"), Action::PauseShift { seal: None }).unwrap();
    refuses(&mut office, 0, &by("anna"), pay(100), Refusal::NoShift);
    refuses(&mut office, 0, &by("anna"), Action::PauseShift { seal: None }, Refusal::NoShift);
    refuses(&mut office, 0, &by("anna"), open(0), Refusal::ShiftPaused { shift: 1 });
    refuses(&mut office, 0, &by("boris"), resume(None, 100_000), Refusal::NotPaused);
    refuses(&mut office, 0, &by("anna"), resume(Some(2), 100_000), Refusal::NotPaused);
    refuses(&mut office, 0, &by("boris"), resume(Some(1), 100_000), anothers);
    refuses(&mut office, 0, &by("anna"), resume(None, -1), Refusal::NegativeCount);
    office.execute(0, &by("boris"), open(5_000)).unwrap();
    let boris = Refusal::ShiftOpen { shift: 2, cashier: UserName::new("boris").unwrap() };
    refuses(&mut office, 0, &by("anna"), resume(None, 100_000), boris);
    office.execute(0, &by("boris"), Action::close(money(5_000))).unwrap();
    let resumed = office.execute(0, &approved("boris"), resume(Some(1), 105_000)).unwrap();
    assert_eq!(resumed.approved_by(), Some(&UserName::new("vera").unwrap()));
    assert_eq!(office.desks[0].shift.open.as_ref().unwrap().cashier.as_str(), "anna", "it is still hers");
}

#[test]
fn a_refund_is_for_an_earlier_shifts_payment_and_for_no_more_than_remains() {
    let mut office = scene();
    let receipt = paid(&mut office, pay(50_000));
    refuses(&mut office, 0, &approved("anna"), refund(receipt, &[]), Refusal::OpenShiftsPayment { receipt });
    next_shift(&mut office);
    refuses(&mut office, 0, &by("anna"), refund(receipt, &[]), Refusal::SupervisorNeeded);
    refuses(&mut office, 0, &approved("anna"), refund(receipt, &[(2, None)]), Refusal::UnknownLine { receipt, n: 2 });
    refuses(&mut office, 0, &approved("anna"), refund(receipt, &[(0, None)]), Refusal::UnknownLine { receipt, n: 0 });
    let nothing_left = |remaining| Refusal::NothingLeft { receipt, remaining: money(remaining) };
    for lines in [&[(1, Some(50_001))][..], &[(1, Some(0))], &[(1, Some(-1))], &[(1, Some(1)), (1, Some(1))]] {
        refuses(&mut office, 0, &approved("anna"), refund(receipt, lines), nothing_left(50_000));
    }
    let other = ReceiptNumber { n: 7, ..receipt };
    refuses(&mut office, 0, &approved("anna"), refund(other, &[]), Refusal::UnknownReceipt { receipt: other });
    let without = Action::RefundPayment { receipt, lines: vec![], reason: " ".into() };
    refuses(&mut office, 0, &approved("anna"), without, Refusal::ReasonNeeded);
    office.execute(0, &approved("anna"), refund(receipt, &[(1, Some(20_000))])).unwrap();
    refuses(&mut office, 0, &approved("anna"), refund(receipt, &[(1, Some(30_001))]), nothing_left(30_000));
    office.execute(0, &by("anna"), hand_over("664003/vault", 110_000)).unwrap();
    let short = Refusal::DrawerShort { due: money(30_000), drawer: money(20_000) };
    refuses(&mut office, 0, &approved("anna"), refund(receipt, &[]), short);
}

#[test]
fn a_move_goes_to_another_account_and_a_re_tender_to_another_tender() {
    let mut office = scene();
    let receipt = paid(&mut office, pay(50_000));
    let anna = approved("anna");
    refuses(&mut office, 0, &by("anna"), move_line(receipt, 1, 2), Refusal::SupervisorNeeded);
    refuses(&mut office, 0, &anna, move_line(receipt, 2, 2), Refusal::UnknownLine { receipt, n: 2 });
    let account = AccountNumber::parse("АБ1").unwrap();
    refuses(&mut office, 0, &anna, move_line(receipt, 1, 1), Refusal::SameAccount { account });
    let which = |tenders: &[&str]| Refusal::WhichTender { receipt, tenders: tenders.iter().map(|t| kind(t)).collect() };
    refuses(&mut office, 0, &by("anna"), retender(receipt, None, "card", "7"), Refusal::SupervisorNeeded);
    refuses(&mut office, 0, &anna, retender(receipt, None, "cash", ""), which(&["cash"]));
    refuses(&mut office, 0, &anna, retender(receipt, Some("sbp"), "card", "7"), which(&["cash"]));
    let needed = Refusal::ReferenceNeeded { kind: kind("card") };
    refuses(&mut office, 0, &anna, retender(receipt, None, "card", " "), needed);
    let known = ["cash", "card", "sbp"].map(kind).to_vec();
    let unknown = Refusal::UnknownTender { kind: kind("shells"), known };
    refuses(&mut office, 0, &anna, retender(receipt, None, "shells", "7"), unknown);
    let (tenders, _) = office::tendered(7, 12_000, 0);
    let receipt = paid(&mut office, Action::TakePayment { lines: vec![line(0, 1, 12_000)], tenders });
    let which = Refusal::WhichTender { receipt, tenders: ["card", "sbp", "cash"].map(kind).to_vec() };
    refuses(&mut office, 0, &anna, retender(receipt, None, "cash", ""), which);
    office.execute(0, &anna, retender(receipt, Some("sbp"), "cash", "")).unwrap();
    next_shift(&mut office);
    let earlier = Refusal::EarlierShift { receipt, shift: 2 };
    refuses(&mut office, 0, &anna, retender(receipt, Some("card"), "cash", ""), earlier);
    office.execute(0, &anna, refund(receipt, &[])).unwrap();
    refuses(&mut office, 0, &anna, move_line(receipt, 1, 2), Refusal::NothingLeft { receipt, remaining: Money::ZERO });
}

#[test]
fn a_supervisor_approves_from_the_sum_that_the_office_says() {
    let mut office = scene();
    let sum = money(50_000);
    office.desks[0].policy.approve = Approve { voids: sum, refunds: sum, moves: sum, retenders: sum };
    for (kopecks, alone) in [(49_999, true), (50_000, false)] {
        let mut receipt = || paid(&mut office, pay(kopecks));
        let [voided, moved, retendered, refunded] = std::array::from_fn(|_| receipt());
        let mut answers = vec![
            office.execute(0, &by("anna"), Action::VoidPayment { receipt: voided, reason: "x".into() }),
            office.execute(0, &by("anna"), move_line(moved, 1, 2)),
            office.execute(0, &by("anna"), retender(retendered, None, "card", "7")),
        ];
        next_shift(&mut office);
        answers.push(office.execute(0, &by("anna"), refund(refunded, &[])));
        for answer in answers {
            assert_eq!(answer.as_ref().err(), (!alone).then_some(&Refusal::SupervisorNeeded), "{answer:?}");
        }
    }
}

#[test]
fn cash_comes_and_goes_for_reasons_that_are_data() {
    let mut office = scene();
    let anna = by("anna");
    let known = |codes: &[&str]| codes.iter().map(|code| ReasonCode::new(code).unwrap()).collect();
    let unknown = |reason: &str, codes: &[&str]| Refusal::UnknownReason {
        reason: ReasonCode::new(reason).unwrap(),
        known: known(codes),
    };
    refuses(
        &mut office,
        0,
        &anna,
        cash_in("expense", 100),
        unknown("expense", &["bank-change", "found", "returned-bag"]),
    );
    let outs = ["bank-change", "expense", "counterfeit", "office-cash"];
    refuses(&mut office, 0, &anna, cash_out("found", 100, &[]), unknown("found", &outs));
    refuses(&mut office, 0, &anna, cash_in("found", 0), Refusal::ZeroCash);
    refuses(&mut office, 0, &anna, cash_out("bank-change", 0, &[]), Refusal::ZeroCash);
    refuses(&mut office, 0, &anna, cash_in("found", -1), Refusal::NegativeCount);
    let short = Refusal::DrawerShort { due: money(100_001), drawer: money(100_000) };
    refuses(&mut office, 0, &anna, cash_out("bank-change", 100_001, &[]), short);
    refuses(&mut office, 0, &anna, cash_out("counterfeit", 100_000, &[" "]), Refusal::SerialsNeeded);
    office.execute(0, &anna, cash_out("counterfeit", 50_000, &["аб 1234567"])).unwrap();
}

/// An agent spends nothing of what it collected for others: neither a float nor agents' money pays an expense.
#[test]
fn expenses_are_paid_from_own_money_alone() {
    let mut office = scene();
    let expense = |kopecks| cash_out("expense", kopecks, &[]);
    let own = |kopecks| Refusal::OwnMoney { reason: ReasonCode::new("expense").unwrap(), own: money(kopecks) };
    refuses(&mut office, 0, &approved("anna"), expense(1), own(0));
    let agents = Action::TakePayment {
        lines: vec![line(1, 1, 40_000), line(4, 1, 20_000)],
        tenders: vec![TenderInput::Cash { given: money(60_300) }],
    };
    paid(&mut office, agents);
    refuses(&mut office, 0, &approved("anna"), expense(301), own(300));
    paid(&mut office, pay(50_000));
    refuses(&mut office, 0, &by("anna"), expense(100), Refusal::SupervisorNeeded);
    office.execute(0, &approved("anna"), expense(10_000)).unwrap();
    office.execute(0, &by("anna"), drop_cash("A-1", "own", 30_000)).unwrap();
    office.execute(0, &by("anna"), drop_cash("A-2", "agents", 30_000)).unwrap();
    refuses(&mut office, 0, &approved("anna"), expense(10_301), own(10_300));
}

#[test]
fn cash_in_transit_is_accepted_once_by_its_receiver_and_never_for_more() {
    let mut office = scene();
    refuses(&mut office, 0, &by("anna"), hand_over("664003/1", 100), Refusal::SameDesk);
    refuses(&mut office, 0, &by("anna"), hand_over("664003/vault", 0), Refusal::ZeroCash);
    let short = Refusal::DrawerShort { due: money(100_001), drawer: money(100_000) };
    refuses(&mut office, 0, &by("anna"), hand_over("664003/vault", 100_001), short);
    office.execute(0, &by("anna"), hand_over("664003/vault", 40_000)).unwrap();
    let code = office.transit[0].0.clone();
    let accept = |kopecks| Action::AcceptCash { code: code.clone(), cash: money(kopecks).into() };
    office.execute(1, &by("boris"), open(0)).unwrap();
    refuses(&mut office, 1, &by("boris"), accept(40_000), Refusal::NotForThisDesk);
    refuses(&mut office, 0, &by("anna"), accept(40_000), Refusal::NotForThisDesk);
    refuses(&mut office, VAULT, &by("elena"), accept(40_001), Refusal::MoreThanGiven { given: money(40_000) });
    refuses(&mut office, VAULT, &by("elena"), accept(0), Refusal::ZeroCash);
    office.execute(VAULT, &by("elena"), accept(39_000)).unwrap();
    refuses(&mut office, VAULT, &by("elena"), accept(1_000), Refusal::AcceptedBefore { code: code.clone() });
}

#[test]
fn a_seal_is_used_once_and_a_bag_given_away_once() {
    let mut office = scene();
    let elena = by("elena");
    let account = AccountCode::new("mine").unwrap();
    let known = ["own", "agents"].map(|code| AccountCode::new(code).unwrap()).to_vec();
    let unknown = Refusal::UnknownBankAccount { account, known };
    refuses(&mut office, VAULT, &elena, drop_cash("A-1", "mine", 100), unknown);
    refuses(&mut office, VAULT, &elena, drop_cash("A-1", "own", 0), Refusal::ZeroCash);
    let short = Refusal::DrawerShort { due: money(100_001), drawer: money(100_000) };
    refuses(&mut office, VAULT, &elena, drop_cash("A-1", "own", 100_001), short);
    office.execute(VAULT, &elena, drop_cash("A-1", "own", 40_000)).unwrap();
    office.execute(VAULT, &elena, drop_cash("A-2", "agents", 40_000)).unwrap();
    let used = Refusal::SealUsed { seal: "A-1".parse().unwrap() };
    refuses(&mut office, VAULT, &elena, drop_cash("a-1", "own", 100), used.clone());
    refuses(&mut office, VAULT, &elena, give_bags(&["A-1"], " "), Refusal::CollectorNeeded);
    refuses(&mut office, VAULT, &elena, give_bags(&[], "Иванов"), Refusal::ZeroCash);
    let seals = |seals: &[&str]| seals.iter().map(|seal| seal.parse().unwrap()).collect();
    let bag = |seal: &str, known| Refusal::UnknownBag { seal: seal.parse().unwrap(), known };
    refuses(&mut office, VAULT, &elena, give_bags(&["A-3"], "Иванов"), bag("A-3", seals(&["A-1", "A-2"])));
    refuses(&mut office, VAULT, &elena, give_bags(&["A-1", "A-1"], "Иванов"), bag("A-1", seals(&["A-1", "A-2"])));
    office.execute(VAULT, &elena, give_bags(&["A-1"], "Иванов")).unwrap();
    refuses(&mut office, VAULT, &elena, give_bags(&["A-1"], "Иванов"), bag("A-1", seals(&["A-2"])));
    refuses(&mut office, VAULT, &elena, drop_cash("A-1", "own", 100), used);
}

/// What is to leave the drawer is held against what was counted there, where somebody counted.
#[test]
fn no_more_leaves_the_drawer_than_was_counted() {
    let mut office = scene();
    let count = |counted: i64| Action::CountCash { counted: money(counted).into(), cards: vec![], blind: false };
    office.execute(0, &by("anna"), count(90_000)).unwrap();
    let short = Refusal::DrawerShort { due: money(90_001), drawer: money(90_000) };
    refuses(&mut office, 0, &by("anna"), hand_over("664003/vault", 90_001), short);
    office.execute(0, &by("anna"), count(110_000)).unwrap();
    office.execute(0, &by("anna"), hand_over("664003/vault", 110_000)).unwrap();
    let reason = "нашлось".to_owned();
    let close = Action::CloseShift { counted: Money::ZERO.into(), cards: vec![], reason };
    let Event::ShiftClosed(closed) = office.execute(0, &by("anna"), close).unwrap() else { panic!("not closed") };
    assert_eq!((closed.expected, closed.counted), (money(-10_000), Money::ZERO), "what was over is over at the close");
    refuses(&mut office, 0, &by("anna"), count(0), Refusal::NoShift);
}
