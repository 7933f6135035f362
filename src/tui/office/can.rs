//! When an action of the back office would do something.

use super::model::Model;
use super::subject::{self, Letter, Subject};
use super::{columns, reader};
use crate::tui::layers::Layer;

pub(in crate::tui) fn always(_: &Model) -> bool {
    true
}

/// True where the day that is looked at isn't signed.
pub(in crate::tui) fn sign(model: &Model) -> bool {
    matches!(subject::in_layer(model, Layer::OfficeDay), Some(Subject::Day { is_signed: false, .. }))
}

pub(in crate::tui) fn sign_clean(model: &Model) -> bool {
    !subject::clean(model).is_empty()
}

/// True where the exception is not resolved.
pub(in crate::tui) fn resolve(model: &Model) -> bool {
    let of = subject::in_layer(model, Layer::OfficeException);
    matches!(of, Some(Subject::Exception { is_resolved: false, .. }))
}

/// True where bags are listed.
pub(in crate::tui) fn mark(model: &Model) -> bool {
    matches!(subject::of_row(model), Some(Subject::Bag { .. }))
}

/// True for a document of the bank that nothing explains yet.
pub(in crate::tui) fn explain(model: &Model) -> bool {
    let of = subject::in_layer(model, Layer::OfficeDocument);
    matches!(of, Some(Subject::Document { is_explained: false, .. }))
}

/// True for a person who works here.
pub(in crate::tui) fn manage(model: &Model) -> bool {
    let of = subject::in_layer(model, Layer::OfficePerson);
    matches!(of, Some(Subject::Person(person)) if !person.is_retired)
}

pub(in crate::tui) fn request(model: &Model) -> bool {
    matches!(subject::in_layer(model, Layer::OfficeLetter), Some(Subject::Letter(Letter::Due(..))))
}

pub(in crate::tui) fn answer(model: &Model) -> bool {
    matches!(subject::in_layer(model, Layer::OfficeLetter), Some(Subject::Letter(Letter::Asked(..))))
}

pub(in crate::tui) fn open(model: &Model) -> bool {
    model.row().is_some_and(|row| row.opens.is_some())
}

pub(in crate::tui) fn choose(model: &Model) -> bool {
    model.pane().is_some_and(|pane| model.rows(pane).len() > 1)
}

pub(in crate::tui) fn change_pane(model: &Model) -> bool {
    model.page().is_some_and(|page| page.panes.len() > 1)
}

/// True where not all columns have room, or some are moved off.
pub(in crate::tui) fn move_columns(model: &Model) -> bool {
    !model.is_charts() && columns::of_focus(model).is_some_and(|columns| columns.can_move)
}

pub(in crate::tui) fn go_back(model: &Model) -> bool {
    model.path.len() > 1 || model.pane().is_some_and(|pane| !pane.filter.is_empty())
}

/// True while nothing is on its way.
pub(in crate::tui) fn type_on(model: &Model) -> bool {
    model.dialog().is_some_and(|dialog| !dialog.is_sent)
}

pub(in crate::tui) fn change_field(model: &Model) -> bool {
    model.dialog().is_some_and(|dialog| dialog.asks.len() > 1 && dialog.can_be_typed())
}

pub(in crate::tui) fn answer_list(model: &Model) -> bool {
    model.list().is_some_and(|list| !list.rows.is_empty())
}

pub(in crate::tui) fn scroll(model: &Model) -> bool {
    reader::furthest(model) > 0
}

pub(in crate::tui) fn help(model: &Model) -> bool {
    !model.is_locked() && model.dialog().is_none_or(|dialog| !dialog.is_sent)
}

/// True where nothing lies over the page.
pub(in crate::tui) fn leave(model: &Model) -> bool {
    !model.is_locked() && model.overlay.is_none()
}

pub(in crate::tui) fn export(model: &Model) -> bool {
    leave(model) && model.pane().is_some_and(|pane| model.table(&pane.view).is_some())
}

pub(in crate::tui) fn sign_out(model: &Model) -> bool {
    !model.is_locked() && model.dialog().is_none_or(|dialog| !dialog.is_sent)
}
