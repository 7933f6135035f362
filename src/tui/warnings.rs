//! What the till warns of while nothing else is said: a printer in trouble, more cash than the drawer should hold, a
//! shift that grows old.

use chrono::TimeDelta;

use super::model::Model;
use crate::domain::message::text;
use crate::domain::shift::OpenShift;
use crate::domain::{Message, Word};
use crate::tui::widgets::words;

/// How long before its end a shift is said to grow old.
const EARLY: TimeDelta = TimeDelta::hours(1);

/// What there is to warn of, the worst first.
pub fn standing(model: &Model) -> Option<Message> {
    let open = own_shift(model)?;
    if is_too_old(model) {
        return Some(("custody-too-long", age_words(model, open)));
    }
    if let Some(fault) = &model.printer {
        return Some(fault.clone());
    }
    let ends = open.opened_at.plus(model.rules.policy.shift_length);
    if !model.rules.is_vault() && ends.since(model.now) <= EARLY {
        let mut said = age_words(model, open);
        said.push(("at", text(words::time(model, ends))));
        return Some(("custody-shift-ends", said));
    }
    let (sum, limit) = (model.drawer(), model.rules.limit);
    if !limit.is_positive() || sum <= limit {
        return None;
    }
    // Who counts blind is not told the sum in between either.
    match model.rules.blind {
        true => Some(("custody-limit-blind", vec![("limit", Word::Money(limit))])),
        false => Some(("custody-limit", vec![("sum", Word::Money(sum))])),
    }
}

/// The question about closing a shift that takes no more payments.
pub fn about_age(model: &Model) -> Option<Message> {
    let open = own_shift(model).filter(|_| is_too_old(model))?;
    Some(("custody-too-long-asked", age_words(model, open)))
}

fn own_shift(model: &Model) -> Option<&OpenShift> {
    model.shift.as_ref()?.open.as_ref().filter(|_| model.shift_is_own())
}

fn is_too_old(model: &Model) -> bool {
    let is_old = |open: &OpenShift| open.age(model.now) >= model.rules.policy.shift_length;
    !model.rules.is_vault() && own_shift(model).is_some_and(is_old)
}

fn age_words(model: &Model, open: &OpenShift) -> Vec<(&'static str, Word)> {
    let hours = model.rules.policy.shift_length.num_hours();
    vec![("shift", text(open.number)), ("hours", text(hours))]
}
