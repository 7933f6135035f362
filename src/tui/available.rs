//! When an action of the table would do something, where no screen says it.

use super::model::{Model, Overlay, Screen};
use super::screens::close_shift::{self, CloseShift};
use super::screens::open_shift::{self, OpenShift};
use super::screens::why;

pub(super) fn always(_: &Model) -> bool {
    true
}

pub(super) fn is_not_sent(model: &Model) -> bool {
    !matches!(&model.screen, Screen::Tender(tender) if tender.is_sent)
}

/// True while no sum is typed: in its field Del is a key of the field, and F2 would throw away what is typed.
pub(super) fn is_no_sum(model: &Model) -> bool {
    model.till.amount.is_none()
}

pub(super) fn receipts_are_several(model: &Model) -> bool {
    matches!(&model.screen, Screen::Receipts(receipts) if receipts.rows.len() > 1)
}

pub(super) fn choices_are_several(model: &Model) -> bool {
    matches!(&model.overlay, Some(Overlay::Question(question)) if question.choices.len() > 1)
}

/// True where there are several ways to go on with an opening.
pub(super) fn ways_are_several(model: &Model) -> bool {
    match &model.screen {
        Screen::OpenShift(OpenShift { step: open_shift::Step::Look(_), resumes, .. }) => {
            open_shift::ways(model, *resumes).len() > 1
        }
        _ => false,
    }
}

/// The X-report says what should be in the drawer: who counts blind doesn't read it first.
pub fn x_can_be_read(model: &Model) -> bool {
    model.shift_is_open() && (!model.rules.blind || model.is_supervisor())
}

pub(super) fn place_is_asked(model: &Model) -> bool {
    matches!(&model.screen, Screen::CloseShift(CloseShift { step: close_shift::Step::Money(_), .. }))
}

pub(super) fn is_doubtful(model: &Model) -> bool {
    matches!(&model.screen, Screen::CloseShift(CloseShift { step: close_shift::Step::Doubtful(_), .. }))
}

pub(super) fn z_is_shown(model: &Model) -> bool {
    matches!(&model.screen, Screen::CloseShift(CloseShift { step: close_shift::Step::Report(_), .. }))
}

/// True while the drawer is counted at the end of a shift, and not what stays in it.
pub(super) fn drawer_is_counted(model: &Model) -> bool {
    matches!(&model.screen, Screen::CloseShift(CloseShift { step: close_shift::Step::Count, .. }))
}

pub(super) fn sums_are_allowed(model: &Model) -> bool {
    let is_drawer = matches!(&model.screen, Screen::OpenShift(_)) || drawer_is_counted(model);
    model.rules.policy.sums && is_drawer
}

pub(super) fn causes_are_several(model: &Model) -> bool {
    why::shown(model).is_some_and(|why| why.causes.as_ref().is_some_and(|causes| causes.len() > 1))
}
