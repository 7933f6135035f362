//! Orders on their way to headquarters, each under its own id, and what came of them.

use super::dialog;
use super::model::{Model, Overlay};
use super::msg::{Effect, Trouble};
use super::sign_in;
use crate::domain::message::text;
use crate::domain::{EntryId, Message, OfficeCode};
use crate::protocol::office::{Deed, Done, Ordered};
use crate::tui::model::Notice;

/// An order on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The order.
    pub ordered: Ordered,
    /// What is said once it is done.
    pub said: Message,
    /// True where it waits for the next sign-in.
    pub waits: bool,
}

/// Several orders and what came of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// The orders, in the order in which they were given.
    pub rows: Vec<ResultRow>,
    /// Lines scrolled off the top.
    pub scroll: usize,
}

/// An office's day that was to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    /// The order.
    pub id: EntryId,
    /// The office.
    pub office: OfficeCode,
    /// What came of it; none while it is on its way.
    pub outcome: Option<Result<(), Message>>,
}

/// Gives an order.
pub fn give(model: &mut Model, id: EntryId, deed: Deed, said: Message) -> Vec<Effect> {
    let ordered = Ordered { id, deed };
    model.pending.insert(id, Pending { ordered: ordered.clone(), said, waits: false });
    vec![Effect::Deed(Box::new(ordered))]
}

/// What waited for the sign-in goes out again.
pub fn again(model: &mut Model) -> Vec<Effect> {
    let waiting = model.pending.values_mut().filter(|pending| pending.waits);
    waiting
        .map(|pending| {
            pending.waits = false;
            Effect::Deed(Box::new(pending.ordered.clone()))
        })
        .collect()
}

/// What came of an order.
pub fn done(model: &mut Model, id: EntryId, result: Result<Done, Trouble>) -> Vec<Effect> {
    let Some(mut pending) = model.pending.remove(&id) else { return vec![] };
    if result == Err(Trouble::SignedOut) {
        pending.waits = true;
        model.pending.insert(id, pending);
        return sign_in::again(model);
    }
    if listed(model, id, &result) {
        return if result.is_ok() { vec![Effect::LookAgain] } else { vec![] };
    }
    match result {
        Ok(done) => {
            model.path.iter_mut().flat_map(|page| &mut page.panes).for_each(|pane| {
                (pane.stays, pane.marked) = (true, vec![]);
            });
            dialog::close(model, id);
            if matches!(pending.ordered.deed, Deed::Credit { .. } | Deed::Settle { .. } | Deed::Remit { .. }) {
                model.document = None;
            }
            let message = match (&pending.ordered.deed, done.gave) {
                (Deed::Authorise { .. }, Some(code)) => {
                    model.overlay = Some(Overlay::Code { code, about: pending.said });
                    return vec![Effect::LookAgain];
                }
                (_, Some(gave)) => (
                    "screen-office-gave",
                    vec![("what", crate::domain::message::said(pending.said)), ("gave", text(gave))],
                ),
                (_, None) => pending.said,
            };
            model.notice = Some(Notice::good(message));
            vec![Effect::LookAgain]
        }
        Err(trouble) => {
            let is_unsure = matches!(trouble, Trouble::Away(_));
            dialog::refused(model, id, is_unsure);
            let message = match trouble {
                Trouble::Away(message) => {
                    ("screen-office-unsure", vec![("reason", crate::domain::message::said(message))])
                }
                other => other.message(),
            };
            model.notice = Some(Notice::fault(message));
            vec![]
        }
    }
}

/// Notes what came of one of several; false where it is none of them.
fn listed(model: &mut Model, id: EntryId, result: &Result<Done, Trouble>) -> bool {
    let results = match &mut model.overlay {
        Some(Overlay::Results(results)) => results,
        _ => return false,
    };
    let Some(row) = results.rows.iter_mut().find(|row| row.id == id) else { return false };
    row.outcome = Some(match result {
        Ok(_) => Ok(()),
        Err(trouble) => Err(trouble.message()),
    });
    true
}
