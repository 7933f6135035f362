//! Where the money goes before a close: it stays, goes to another desk, into bags, or to the office's cash.

use okno::cli::demo::home;
use okno::domain::Money;
use okno::lang::Lang;

use crate::scene::*;
use crate::stage::Stage;

#[test]
fn a_clean_close_takes_the_keys_of_the_count_and_at_most_four_more() {
    let stage = till().keys("<f9>").keys(SIX_THOUSAND).keys("+<enter>");
    let [close] = &closed(&stage)[..] else { panic!("not closed") };
    assert_eq!((close.expected, close.counted, &close.notes), (roubles(6000), roubles(6000), &notes("5000x1,1000x1")));
    assert_eq!((counts(&stage).len(), step(&stage)), (1, "report"));
    // F9, +, Enter; and a fourth leaves the report for the next cashier, who takes the desk over with one.
    let stage = sign_in(stage.keys("<enter>"), home::CASHIER).keys("<enter>");
    assert_eq!(opened(&stage).len(), 1);
}

#[test]
fn a_close_to_the_vault_takes_no_more_keys_once_the_vault_is_known() {
    let stage = till().keys("<f9>").keys(SIX_THOUSAND).keys("+<down><enter>vault<enter>+");
    let [given] = &handed_over(&stage)[..] else { panic!("not handed over") };
    assert_eq!((given.to.to_string().as_str(), given.amount), ("664003/vault", roubles(5000)));
    assert_eq!(given.notes, notes("5000x1"), "the small notes stay for change");
    let [close] = &closed(&stage)[..] else { panic!("not closed") };
    assert_eq!((close.counted, &close.notes), (roubles(1000), &notes("1000x1")));
    let stage = sign_in(stage.keys("<enter>"), home::CASHIER).keys("<enter>");
    let (stage, owed) = pay(stage, "<f5><enter>");
    let drawer = roubles(1000).saturating_plus(Money::from_kopecks(owed));
    assert!(drawer > roubles(2000), "the town has changed: take another flat");
    // F9, +, Enter, +.
    let mut stage = stage.keys("<f9>").keys(&keys_of(drawer)).keys("+<enter>+");
    assert_eq!((closed(&stage).len(), handed_over(&stage).len(), step(&stage)), (2, 2, "report"));
    let code = handed_over(&stage)[1].code.to_string();
    assert!(stage.text().contains(&code), "the receiver needs the code: {}", stage.text());
}

#[test]
fn money_goes_into_bags_until_no_more_than_the_change_is_left() {
    let (stage, drawer) = after_a_payment();
    let mut stage = stage.keys("<f9>").keys(&keys_of(drawer)).keys("+<down><down><enter>");
    assert_eq!(step(&stage), "move");
    assert!(hints(&mut stage).contains("отправить и закрыть"));
    // 5,000 stays: there will be another bag.
    let mut stage = stage.keys("а-77<enter>1");
    assert!(hints(&mut stage).contains("F9 отправить  "), "{}", hints(&mut stage));
    let stage = stage.keys("+");
    let [bag] = &dropped(&stage)[..] else { panic!("{:?}", stage.model().notice) };
    assert_eq!((bag.seal.to_string().as_str(), bag.account.as_str()), ("А-77", "own"));
    assert_eq!((step(&stage), closed(&stage).len()), ("money", 0));
    let stage = stage.keys("<down><down><down><enter>+");
    assert_eq!((notice(&stage), step(&stage)), ("error-seal", "move"), "a bag has a seal");
    let stage = stage.keys("78+");
    assert_eq!(dropped(&stage)[1].account.as_str(), "agents");
    let [close] = &closed(&stage)[..] else { panic!("not closed") };
    let gone = dropped(&stage)[0].amount.saturating_plus(dropped(&stage)[1].amount);
    assert_eq!((close.expected, close.counted), (close.counted, drawer.saturating_minus(gone)));
    assert!(close.counted <= roubles(2000));
}

#[test]
fn the_bar_code_of_a_seal_is_scanned() {
    let (stage, drawer) = after_a_payment();
    let stage = stage.keys("<f9>").keys(&keys_of(drawer)).keys("+<down><down><enter>").scan("00771905123");
    assert_eq!((step(&stage), dropped(&stage).len()), ("move", 0), "what stays is looked at first");
    assert_eq!(dropped(&stage.keys("+"))[0].seal.to_string(), "00771905123");
}

#[test]
fn a_count_after_a_bag_is_of_what_is_left() {
    let (stage, drawer) = after_a_payment();
    let stage = stage.keys("<f9>").keys(&keys_of(drawer)).keys("+<down><down><enter>77<enter>1+<esc>");
    let left = drawer.saturating_minus(dropped(&stage)[0].amount);
    assert_eq!((step(&stage), so_far(&stage)), ("count", left));
    let stage = stage.keys("<esc><f9>");
    assert_eq!(step(&stage), "money", "nothing moved since");
    assert_eq!(so_far(&stage.keys("<esc>")), left);
}

#[test]
fn more_than_there_is_does_not_stay() {
    let stage = till().keys("<f9>").keys(SIX_THOUSAND).keys("+<down><enter>vault<enter>2+");
    assert_eq!((notice(&stage), handed_over(&stage).len()), ("custody-stays-too-much", 0));
    let stage = stage.keys("<backspace>+");
    assert_eq!((handed_over(&stage).len(), closed(&stage).len()), (1, 1));
}

#[test]
fn what_the_desk_refuses_is_said_and_nothing_has_left() {
    let stage = till().keys("<f9>").keys(SIX_THOUSAND).keys("+<down><enter>2+");
    assert_eq!((notice(&stage), step(&stage)), ("refusal-same-desk", "move"));
    let stage = stage.keys("<esc><enter>");
    assert_eq!((handed_over(&stage).len(), closed(&stage)[0].counted), (0, roubles(6000)));
}

#[test]
fn an_empty_drawer_has_nothing_to_ask_about() {
    let stage = sign_in(Stage::at_sign_in(80, 24, Lang::Ru), home::CASHIER).keys("++<f9>++");
    assert_eq!((opened(&stage).len(), closed(&stage).len(), step(&stage)), (1, 1, "report"));
}

#[test]
fn a_shared_drawer_opens_and_closes_with_one_key_and_hands_its_cash_to_the_office() {
    let stage = set(Stage::at_sign_in(80, 24, Lang::Ru), "drawer = \"own\"", "drawer = \"shared\"");
    let stage = set(stage, "sums = true", "sums = false");
    let stage = sign_in(stage, home::CASHIER).keys("<enter>");
    assert_eq!(opened(&stage)[0].counted, Money::ZERO);
    let (stage, owed) = pay(stage, "<f5>3000<enter>");
    let stage = stage.keys("<f9><enter>");
    let [out] = &outs(&stage)[..] else { panic!("{:?} {:?}", stage.model().notice, asked(&stage)) };
    assert_eq!((out.reason.as_str(), out.amount), ("office-cash", Money::from_kopecks(owed)));
    let [close] = &closed(&stage)[..] else { panic!("not closed") };
    assert_eq!((close.expected, close.counted, counts(&stage).len()), (Money::ZERO, Money::ZERO, 0));

    // Cut off between the two, it goes on: there is nothing left to hand in.
    let stage = sign_in(stage.keys("<enter>"), home::CASHIER).keys("<enter>");
    let (stage, _) = pay(stage, "<down><enter><f5><enter>");
    let mut stage = stage.keys("<f9>").late().keys("<enter>");
    assert!(stage.lose_answers() > 0);
    let stage = sign_in(stage.crash(), home::CASHIER).keys("<f9><enter>");
    assert_eq!((outs(&stage).len(), closed(&stage).len()), (2, 2), "{:?}", stage.model().notice);
}
