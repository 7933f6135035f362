//! The back office's keys: where they mean something now, and what the hint bar calls them.

use super::list::List;
use super::model::{Model, Overlay};
use super::subject::{self, Subject};
use crate::lang::Lang;
use crate::tui::actions::{ACTIONS, Action};
use crate::tui::key::Key;
use crate::tui::keyed::{Available, Keyed, Row};
use crate::tui::keymap::{self, Keymap};
use crate::tui::layers::Layer;
use crate::tui::theme::Theme;

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
        let nearest = match &self.overlay {
            _ if self.is_locked() => vec![Layer::OfficeSignIn],
            Some(Overlay::Help { .. } | Overlay::Results(_) | Overlay::Code { .. }) => vec![Layer::OfficeReader],
            Some(Overlay::Dialog(_)) => vec![Layer::OfficeDialog],
            Some(Overlay::List(_)) => vec![Layer::OfficeList],
            None => {
                let mut layers = subject::layers(self);
                layers.extend(self.is_charts().then_some(Layer::OfficeCharts));
                layers.push(Layer::OfficeTable);
                layers
            }
        };
        nearest.into_iter().chain([Layer::Office]).collect()
    }

    fn can(&self, row: &Row) -> bool {
        matches!(row.available, Available::Office(can) if can(self))
    }

    fn hint(&self, row: &Row) -> &'static str {
        match row.action {
            Action::OfficeEnter if self.sign_in.as_ref().is_some_and(|sign_in| !sign_in.in_pin) => "action-next",
            Action::ResolveException => match subject::in_layer(self, Layer::OfficeException) {
                Some(Subject::Exception { is_resolved: true, .. }) => "action-office-reopen",
                _ => row.text,
            },
            Action::TickPaper => match subject::in_layer(self, Layer::OfficeShift) {
                Some(Subject::Shift { is_seen: true, .. }) => "action-office-untick",
                _ => row.text,
            },
            Action::OtherPane if self.is_charts() => "action-office-chart",
            Action::TakeListed => self.list().map_or(row.text, List::hint),
            Action::SendDialog => self.dialog().map_or(row.text, |dialog| dialog.hint()),
            Action::LeavePage if self.pane().is_some_and(|pane| !pane.filter.is_empty()) => "action-clear",
            _ => row.text,
        }
    }
}

/// What a key does now: the action of the nearest layer that has the key and can be carried out.
pub fn action_of(model: &Model, key: Key) -> Option<Action> {
    let can = |action: &Action| ACTIONS.iter().any(|row| row.action == *action && model.can(row));
    let layers = model.layers();
    let bound = layers.iter().find_map(|layer| model.keymap.action(*layer, key).filter(can));
    // Within what is typed to choose rows by a space is a space.
    let is_typing = model.pane().is_some_and(|pane| !pane.filter.is_empty());
    let typed = |layer: &Layer| keymap::keypad(*layer, key.text()?).filter(can).filter(|_| !is_typing);
    bound.or_else(|| layers.iter().find_map(typed))
}
