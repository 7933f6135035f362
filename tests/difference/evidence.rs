//! What speaks for a cause, one scene after another, and how all of it is worded.

use chrono::NaiveDateTime;
use okno::document::{Telling, worded};
use okno::domain::difference::{Cause, Evidence, Found, Mend, Subject, What, causes};
use okno::domain::*;
use okno::lang::Lang;
use proptest::prelude::*;

use crate::day::{Basket, Day, How, Way, desk};
use crate::faults::KINDS;
use crate::{asked, lived};

fn money(kopecks: i64) -> Money {
    Money::from_kopecks(kopecks)
}

/// A payment of electricity in cash to the kopeck, as it truly was.
fn pay(day: &mut Day, kopecks: i64) -> ReceiptNumber {
    let basket = Basket(vec![(0, kopecks, 1_000_000)]);
    let how = How::Cash { given: kopecks };
    day.truly(&basket, how, 1);
    day.record_payment(&basket, how, vec![]).receipt
}

/// The causes where `slips` were counted.
fn ranked(day: &Day, slips: bool) -> Vec<Cause> {
    let cards = if slips { day.cards() } else { vec![] };
    let difference = money(day.drawer).saturating_minus(day.shift.drawer);
    let found = Found { difference, cards: &cards, notes: None, denominations: &day.cash.denominations };
    let causes = causes(&desk(), &day.events, &found);
    causes.iter().for_each(reads_well);
    causes
}

fn first(day: &Day) -> Cause {
    ranked(day, true).into_iter().next().unwrap()
}

/// Words a cause in every language, and looks for holes.
fn reads_well(cause: &Cause) {
    let messages = std::iter::once(cause.message())
        .chain(cause.evidence.iter().map(Evidence::message))
        .chain(cause.mend.iter().map(Mend::message));
    for message in messages {
        for lang in Lang::ALL {
            let local = |at: Timestamp| -> NaiveDateTime { at.local("+08:00".parse().unwrap()) };
            let text = worded(&Telling { lang, local: &local, name: &|_, code| code.to_owned() }, &message);
            assert!(!text.contains(['{', '[', '\u{2068}']), "{text}");
        }
    }
}

#[test]
fn a_right_count_tells_two_payments_of_a_sum_apart() {
    for (counted_between, likelier) in [(true, 1), (false, 0)] {
        let mut day = Day::new(1);
        let mut receipts = vec![pay(&mut day, 81_240)];
        if !counted_between {
            // The cash of the first is gone by the time of the count.
            day.drawer -= 81_240;
        }
        day.count();
        receipts.push(pay(&mut day, 81_240));
        if counted_between {
            day.drawer -= 81_240;
        }
        let causes = ranked(&day, true);
        let place = |n: usize| {
            let it = |cause: &Cause| cause.what == What::NotTaken && cause.receipt() == Some(receipts[n]);
            causes.iter().position(it).unwrap()
        };
        assert_eq!(place(likelier), 0, "{causes:?}");
        let against = |cause: &Cause| cause.evidence.iter().any(|it| matches!(it, Evidence::CountDisagrees { .. }));
        assert!(against(&causes[place(1 - likelier)]));
        assert!(causes[0].score > 20 * causes[place(1 - likelier)].score);
    }
}

#[test]
fn slips_tell_a_card_from_a_payer_who_left() {
    let mut day = Day::new(2);
    pay(&mut day, 50_017);
    day.pay();
    let receipt = pay(&mut day, 81_240);
    day.drawer -= 81_240;
    let found = |causes: &[Cause], what: fn(&What) -> bool| {
        causes.iter().position(|cause| what(&cause.what) && cause.receipt() == Some(receipt)).unwrap()
    };
    let as_cash: fn(&What) -> bool = |what| matches!(what, What::OtherAsCash { .. });
    let not_taken: fn(&What) -> bool = |what| *what == What::NotTaken;
    let causes = ranked(&day, true);
    assert!(found(&causes, not_taken) < found(&causes, as_cash), "the slips are right: {causes:?}");
    day.slips.insert("card", {
        let (slips, sum) = day.slips.get("card").copied().unwrap_or_default();
        (slips + 1, sum + 81_240)
    });
    let causes = ranked(&day, true);
    assert_eq!(found(&causes, as_cash), 0, "{causes:?}");
    let to = Some(TenderKind::new("card").unwrap());
    assert_eq!(causes[0].mend, [Mend::Retender { receipt, from: TenderKind::cash(), to }]);
    let causes = ranked(&day, false);
    assert!(causes[found(&causes, as_cash)].mend.contains(&Mend::CountSlips), "nobody counted them: {causes:?}");
}

#[test]
fn slips_that_are_off_by_the_sum_of_two_payments_are_named() {
    let mut day = Day::new(3);
    pay(&mut day, 81_240);
    pay(&mut day, 10_010);
    day.drawer -= 91_250;
    day.slips.insert("sbp", (2, 91_250));
    let cause = first(&day);
    let sbp = TenderKind::new("sbp").unwrap();
    assert_eq!((cause.what, cause.about), (What::OtherAsCash { tender: Some(sbp.clone()) }, None));
    assert_eq!(cause.evidence, [Evidence::SlipsAgree { tender: sbp, difference: money(91_250) }]);
    day.drawer += 2 * 91_250;
    day.slips.insert("sbp", (0, -91_250));
    assert!(matches!(first(&day).what, What::CashAsOther { .. }));
}

#[test]
fn a_payment_recorded_twice_is_the_second_one() {
    let mut day = Day::new(4);
    let receipts = [pay(&mut day, 81_240), pay(&mut day, 81_240)];
    let basket = Basket(vec![(0, 81_240, 1_000_000)]);
    let double = day.record_payment(&basket, How::Cash { given: 81_240 }, vec![receipts[1]]).receipt;
    let cause = first(&day);
    assert_eq!((cause.what.clone(), cause.receipt()), (What::NotTaken, Some(double)));
    assert!(cause.evidence.contains(&Evidence::Double { receipt: receipts[1] }), "{cause:?}");
    assert_eq!(cause.mend, [Mend::VoidPayment { receipt: double }]);
}

#[test]
fn cash_that_moved_otherwise_than_recorded_is_named_by_its_slip() {
    let scene = |way, kopecks, truly: i64| {
        let mut day = Day::new(5);
        for _ in 0..8 {
            pay(&mut day, 412_317);
        }
        let entry = day.record_move(way, kopecks).unwrap();
        day.drawer += truly;
        let cause = first(&day);
        (entry, cause.what, cause.about.unwrap(), cause.mend)
    };
    let (entry, what, about, mend) = scene(Way::Bag, 1_012_300, 0);
    let Event::CashDropped(drop) = entry else { panic!("{entry:?}") };
    assert_eq!((what, about), (What::StillHere, Subject::Bag(drop.seal)));
    assert_eq!(mend, [Mend::LetGo { sum: money(1_012_300) }, Mend::CashIn { sum: money(1_012_300) }]);
    let (_, what, about, _) = scene(Way::FromVault, 512_300, 0);
    assert!(matches!((&what, &about), (What::NeverCame, Subject::Acceptance(_))), "{what:?} {about:?}");
    let (_, what, about, mend) = scene(Way::ToVault, 512_300, 512_300);
    assert!(matches!((&what, &about), (What::WrongSide, Subject::HandOver(_))), "{what:?} {about:?}");
    assert_eq!(mend, [Mend::CashIn { sum: money(1_024_600) }]);
    let (_, what, about, _) = scene(Way::Out, 540_000, -450_000);
    let transposed = What::Transposed { recorded: money(540_000), meant: money(450_000) };
    assert!(what == transposed && matches!(about, Subject::CashOut(_)), "{what:?} {about:?}");
}

#[test]
fn another_desks_cash_that_was_counted_short_is_found_again() {
    let mut day = Day::new(6);
    pay(&mut day, 81_240);
    let number = CashNumber { epoch: 1, shift: 3, n: 1 };
    let code = TransitCode::new("664003/vault".parse().unwrap(), number, money(500_000), &desk());
    day.record(Action::AcceptCash { code: code.clone(), cash: money(490_000).into() }).unwrap();
    day.drawer += 500_000;
    let cause = first(&day);
    assert_eq!(cause.what, What::AcceptedLess { accepted: money(490_000), given: money(500_000) });
    assert_eq!(cause.about, Some(Subject::Acceptance(code)));
}

#[test]
fn a_wrong_count_at_the_opening_is_found_the_other_way_round() {
    let mut day = Day::new(7);
    let drawer = day.shift.drawer;
    day.record(Action::close(drawer)).unwrap();
    let counted = drawer.saturating_minus(money(20_000));
    day.record(Action::OpenShift { counted: counted.into(), issued: None }).unwrap();
    pay(&mut day, 81_240);
    let cause = first(&day);
    assert_eq!((cause.what, cause.about), (What::WrongStart { found: money(-20_000) }, Some(Subject::Opening)));
}

#[test]
fn what_went_wrong_before_a_pause_was_found_then() {
    let mut day = Day::new(8);
    let before = pay(&mut day, 81_240);
    day.record(Action::PauseShift { seal: None }).unwrap();
    day.record(Action::ResumeShift { shift: None, counted: money(day.drawer).into() }).unwrap();
    pay(&mut day, 10_010);
    let after = pay(&mut day, 81_240);
    day.drawer -= 81_240;
    let causes = ranked(&day, true);
    let receipts: Vec<_> = causes.iter().filter_map(Cause::receipt).collect();
    assert!(receipts.contains(&after) && !receipts.contains(&before), "{causes:?}");
}

/// The same is said of a Z-report afterwards: its close, which books the difference, explains nothing of it.
#[test]
fn a_close_leaves_the_causes_as_they_were() {
    let mut day = Day::new(10);
    pay(&mut day, 81_240);
    day.pay();
    day.drawer -= 81_240;
    day.count();
    let (before, cards) = (ranked(&day, true), day.cards());
    let difference = money(day.drawer).saturating_minus(day.shift.drawer);
    let counted = money(day.drawer).into();
    day.record(Action::CloseShift { counted, cards: vec![], reason: "не знаю".into() }).unwrap();
    let found = Found { difference, cards: &cards, notes: None, denominations: &day.cash.denominations };
    assert_eq!(causes(&desk(), &day.events, &found), before);
}

#[test]
fn counting_again_with_the_same_result_speaks_against_a_miscount() {
    let mut day = Day::new(9);
    pay(&mut day, 81_240);
    day.drawer -= 500_000;
    assert!(day.drawer >= 0);
    let score = |day: &Day| {
        let causes = ranked(day, true);
        causes.iter().find(|cause| matches!(cause.what, What::Miscounted { .. })).map_or(0, |cause| cause.score)
    };
    let once = score(&day);
    (0..3).for_each(|_| day.count());
    assert!(once > 2 * score(&day), "{once} and then {}", score(&day));
}

proptest! {
    /// What was recorded may be any sum that a body can hold; a ranking of it is a ranking.
    #[test]
    fn no_sum_is_too_odd(kopecks in any::<[i64; 6]>(), off in -2i64..=2) {
        let [counted, amount, fee, given, moved, difference] = kopecks;
        let bodies = [
            (
                "shift.opened",
                format!(
                    r#"{{"epoch":1,"shift":1,"day":"2026-11-23","offset":"+08:00","user":"a","carried_kopecks":0,
                    "issued_kopecks":{moved},"counted_kopecks":{counted}}}"#
                ),
            ),
            (
                "payment.taken",
                format!(
                    r#"{{"receipt":"1-1-1","lines":[{{"supplier":"a","service":"a","account":"1","kopecks":{amount},
                    "fee_kopecks":{fee}}}],"tenders":[{{"kind":"cash","kopecks":{amount},"given_kopecks":{given}}}]}}"#
                ),
            ),
            ("cash.in", format!(r#"{{"number":"1-1-c1","reason":"a","kopecks":{moved},"user":"a"}}"#)),
        ];
        let at: Timestamp = "2026-11-23T01:00:00.000Z".parse().unwrap();
        let recorded = |(seq, (kind, body)): (u64, &(&str, String))| {
            Recorded { seq, at, hash16: String::new(), event: Event::decode(kind, body).unwrap() }
        };
        let events: Vec<Recorded> = (1..).zip(&bodies).map(recorded).collect();
        let denominations = CashData::built_in().unwrap().denominations;
        let times = |sum: i64| sum.wrapping_mul(off);
        for difference in [difference, times(amount), times(counted), given.wrapping_sub(amount)] {
            let found =
                Found { difference: money(difference), cards: &[], notes: None, denominations: &denominations };
            causes(&desk(), &events, &found).iter().for_each(reads_well);
        }
    }
}

#[test]
fn scores_are_shares_and_go_downwards() {
    for (n, (_, forms)) in KINDS.iter().enumerate() {
        for fault in *forms {
            let Some((mut day, _)) = (0..50).find_map(|seed| lived(7_000 + 100 * n as u64 + seed, Some(*fault))) else {
                panic!("{fault:?} finds no place");
            };
            let (_, causes) = asked(&mut day);
            assert!(causes.is_sorted_by(|one, next| one.score >= next.score));
            assert!(causes.iter().map(|cause| cause.score).sum::<u32>() <= 1000);
            causes.iter().for_each(reads_well);
        }
    }
}
