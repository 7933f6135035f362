//! The pictures of how a desk stands with headquarters: the row at the top and the screen, in both languages at both
//! sizes; and what holds for the row at any time.

use chrono::TimeDelta;
use insta::assert_snapshot;

use super::fixtures::*;
use super::link::{self, Acked, Cause, FRESH, Hq, Link, Sent, Trouble};
use super::model::{Health, Model, Overlay};
use crate::domain::message::text;
use crate::domain::{Message, Money, Timestamp};
use crate::lang::Lang;

fn ago(minutes: i64) -> Timestamp {
    let now: Timestamp = NOW.parse().unwrap();
    now.plus(-TimeDelta::minutes(minutes))
}

fn sent(minutes: i64, through: u64, entries: u64, payments: u64, kopecks: i64) -> Sent {
    Sent { through, entries, payments, sum: Money::from_kopecks(kopecks), at: ago(minutes) }
}

/// A till that headquarters has all of, and answered a minute ago.
fn till_of_hq() -> Model {
    let mut model = till();
    let acked = Acked {
        at: ago(9),
        through: 1_204,
        hash16: "8f3a91c20d4e77ab".to_owned(),
        payments: 1_031,
        sum: Money::from_kopecks(123_456_789),
    };
    model.health.hq = Some(Hq { acked: Some(acked), refusal: None });
    model.link = Link {
        acked_at: Some(ago(1)),
        heard: Some(ago(1)),
        trouble: None,
        exceptions: Some(2),
        pulled_at: Some(ago(4)),
        sent: vec![sent(1, 1_204, 2, 1, 81_240), sent(9, 1_202, 500, 431, 98_765_432), sent(1_510, 702, 3, 0, 0)],
    };
    model
}

fn in_trouble(cause: Cause, said: Message) -> Model {
    let mut model = till_of_hq();
    model.health.unsent = 37;
    model.link.trouble = Some(Trouble { cause, said });
    (model.link.heard, model.link.acked_at) = (Some(ago(9)), None);
    model
}

fn no_answer() -> Model {
    in_trouble(Cause::NoAnswer, ("client-timeout", vec![]))
}

fn fork() -> Model {
    in_trouble(Cause::Fork, ("client-fork", vec![("seq", text(1_205))]))
}

fn seen(model: Model) -> Model {
    Model { overlay: Some(Overlay::Sync), ..model }
}

fn bar(model: &Model) -> String {
    picture(model, (80, 24), false).lines().next().unwrap().to_owned()
}

#[test]
fn the_screen_while_all_is_well() {
    assert_snapshot!("headquarters", pictures(seen(till_of_hq())));
}

#[test]
fn the_screen_before_headquarters_ever_answered() {
    let mut model = till();
    model.health = Health { hq: Some(Hq::default()), unsent: 1, ..Health::default() };
    assert_snapshot!("headquarters-unheard", pictures(seen(model)));
}

#[test]
fn the_screen_in_trouble() {
    assert_snapshot!("headquarters-no-answer", pictures(seen(no_answer())));
    assert_snapshot!("headquarters-fork", pictures(seen(fork())));
}

#[test]
fn the_row_at_the_top() {
    let mut crowded = no_answer();
    crowded.health =
        Health { unprinted: 2, in_doubt: 1, unsent: 1_037, mirror: Some(("setup-mirror", vec![])), ..crowded.health };
    let mut waiting = till_of_hq();
    waiting.health.unsent = 2;
    let refused = in_trouble(Cause::Refused, ("client-revoked", vec![]));
    let here = in_trouble(Cause::Here, ("client-revoked", vec![]));
    let models = [till(), till_of_hq(), waiting, no_answer(), refused, fork(), here, crowded];
    let rows = Lang::ALL.into_iter().flat_map(|lang| {
        let row = move |model: &Model| bar(&Model { lang, ..model.clone() }) + "\n";
        models.iter().map(row).collect::<Vec<_>>()
    });
    assert_snapshot!("headquarters-row", rows.collect::<String>());
}

#[test]
fn the_tick_is_there_only_while_all_is_there_for_certain() {
    assert!(link::all_there(&till_of_hq()) && bar(&till_of_hq()).contains('✓'));
    let mut late = till_of_hq();
    late.link.heard = Some(late.now.plus(-FRESH));
    assert!(link::all_there(&late), "three rounds");
    late.link.heard = Some(late.now.plus(-FRESH - TimeDelta::seconds(1)));
    let mut waiting = till_of_hq();
    waiting.health.unsent = 1;
    let mut alone = till_of_hq();
    alone.health.hq = None;
    let mut unheard = till_of_hq();
    unheard.link.heard = None;
    for model in [late, waiting, alone, unheard, no_answer(), fork(), till()] {
        assert!(!link::all_there(&model) && !bar(&model).contains('✓'), "{}", bar(&model));
    }
}

#[test]
fn no_colour_is_needed_to_read_it() {
    let mut model = seen(fork());
    let coloured = picture(&model, (80, 24), false);
    model.theme.colour = false;
    assert_eq!(picture(&model, (80, 24), false), coloured);
}
