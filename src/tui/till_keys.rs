//! The till's keys: where they mean something now, and what the hint bar calls them.

use super::actions::Action;
use super::keyed::{Available, Keyed, Row};
use super::keymap::Keymap;
use super::layers::Layer;
use super::model::{Model, Overlay, Screen};
use super::screens::close_shift::CloseShift;
use super::screens::open_shift::OpenShift;
use super::screens::printer;
use super::theme::Theme;
use super::update::layers;
use crate::lang::Lang;

impl Keyed for Model {
    fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    fn lang(&self) -> Lang {
        self.lang
    }

    fn theme(&self) -> Theme {
        self.theme
    }

    fn layers(&self) -> Vec<Layer> {
        layers(self).into()
    }

    fn can(&self, row: &Row) -> bool {
        matches!(row.available, Available::Till(can) if can(self))
    }

    fn hint(&self, row: &Row) -> &'static str {
        let (model, till) = (self, &self.till);
        match (row.action, &model.screen) {
            (Action::Take, _) if till.amount.is_some() => "action-set-amount",
            (Action::ClearLookup, _) if till.amount.is_some() => "action-back",
            (Action::Hold, _) if till.has_lines() => "action-put-aside",
            (Action::Hold, _) => "action-recall",
            (Action::SwitchCard, Screen::Tender(tender)) => tender.card_hint(model),
            (Action::SetUp, Screen::SetUp(set_up)) if !set_up.is_at_the_end() => "action-next",
            (Action::CloseShift, Screen::CloseShift(closing)) => closing.hint(),
            (Action::OpenShift, Screen::OpenShift(opening)) => opening.hint_of_enter(model),
            (Action::CountDone, Screen::OpenShift(opening)) => opening.hint(),
            (Action::CountDone, Screen::CloseShift(closing)) => closing.hint_of_count(model),
            (Action::LeaveCount, Screen::CloseShift(closing)) if closing.step.is_move() => "action-back",
            (Action::LeaveCount, Screen::Cash(_)) => "action-back",
            (Action::CountSums, Screen::OpenShift(OpenShift { counting, .. })) if counting.is_by_sum() => {
                "action-count-notes"
            }
            (Action::CountSums, Screen::CloseShift(CloseShift { counting, .. })) if counting.is_by_sum() => {
                "action-count-notes"
            }
            (Action::SignIn, _) if model.name_is_typed() => "action-next",
            (Action::SignIn, _) if model.is_locked() => "action-unlock",
            (Action::SignIn, Screen::OpenShift(_)) => "action-open-shift",
            (Action::SignIn, Screen::CloseShift(_)) => "action-end",
            (Action::SendForm, Screen::Receipts(_)) if model.overlay.is_none() => "action-set-amount",
            (Action::SendForm, _) if model.form().1 => "action-send",
            (Action::TelephoneForm, _) if matches!(model.overlay, Some(Overlay::Telephone(_))) => {
                "action-new-challenge"
            }
            (Action::EnterPrinter, _) if printer::is_at_the_end(model) => "action-keep-printer",
            _ => row.text,
        }
    }
}
