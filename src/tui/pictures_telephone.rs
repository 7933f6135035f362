//! The pictures of approval by telephone: a void, an opening under an odd clock and a forgotten PIN, in both languages at
//! both sizes.

use insta::assert_snapshot;

use super::custody_pictures::{flat, one, press, pressed};
use super::fixtures::*;
use super::link::Hq;
use super::model::{Health, Model, Screen};
use super::msg::Msg;
use super::screens::request;
use super::screens::sign_in::SignIn;
use super::update;
use crate::domain::{Challenge, Money, Operation};
use crate::protocol::{Accepted, Asked, Hash};

fn of_hq(mut model: Model) -> Model {
    model.health = Health { hq: Some(Hq { acked: None, refusal: None }), ..model.health };
    model
}

fn read_out(model: &mut Model, operation: Operation) {
    let challenge = Challenge::new(b"abc", b"def");
    let asked = Asked { operation, challenge, last: Accepted { through: 1, head: Hash::ZERO } };
    update(model, Msg::ToReadOut(Ok(Some(Box::new(asked)))));
}

fn void() -> Operation {
    Operation { kind: "payment.voided".into(), subject: "1-118-3".into(), amount: Money::from_kopecks(354_440) }
}

/// The void of a receipt, for which a supervisor is asked.
fn asked_for_a_supervisor(model: &mut Model) {
    request::refused(model, ("refusal-supervisor-needed", vec![]));
}

#[test]
fn a_supervisor_may_be_called() {
    let pictures = pressed(|| of_hq(one(flat(3))), &["del", "down", "down", "enter"], asked_for_a_supervisor);
    assert_snapshot!("telephone-offered", pictures);
}

#[test]
fn a_void_is_read_out() {
    let pictures = pressed(
        || of_hq(one(flat(3))),
        &["del", "down", "down", "enter"],
        |model| {
            asked_for_a_supervisor(model);
            press(model, &["f4"]);
            read_out(model, void());
            press(model, &["super1", "enter", "482-173"]);
        },
    );
    assert_snapshot!("telephone-void", pictures);
}

#[test]
fn an_old_challenge_is_asked_for_anew() {
    let pictures = pressed(
        || of_hq(one(flat(3))),
        &["del", "down", "down", "enter"],
        |model| {
            asked_for_a_supervisor(model);
            press(model, &["f4"]);
            read_out(model, void());
            update(model, Msg::Done(Err(("refusal-challenge-old", vec![]))));
        },
    );
    assert_snapshot!("telephone-old", pictures);
}

#[test]
fn a_forgotten_pin_is_read_out() {
    let at_sign_in = || {
        let mut model = of_hq(desk());
        model.screen = Screen::SignIn(SignIn::default());
        model
    };
    let pictures = pressed(at_sign_in, &["cashier1", "f5"], |model| {
        let user = "cashier1".parse().unwrap();
        read_out(model, Operation::pin_set(&user));
        press(model, &["super1", "enter", "482173065", "enter", "5005"]);
    });
    assert_snapshot!("telephone-pin", pictures);
}
