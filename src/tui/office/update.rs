//! The back office's machine: one message in, effects out. No IO, no clock, no dice.

use super::model::{Model, Overlay};
use super::msg::{Effect, Msg};
use super::{deeds, dialog, keys, list, look, orders, pages, reader, sign_in};
use crate::domain::message::text;
use crate::lang::Lang;
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::Notice;
use crate::tui::msg::Stamp;

/// Carries a message out.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = carry_out(model, msg);
    effects.extend(look::change(model));
    effects
}

fn carry_out(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key, stamp) => press(model, key, stamp),
        Msg::Paste(pasted, stamp) => {
            model.now = stamp.at;
            pasted.trim().chars().flat_map(|c| edit(model, Key::char(c))).collect()
        }
        Msg::Resize(columns, rows) => {
            model.size = (columns, rows);
            vec![]
        }
        Msg::Clock(now) => {
            model.now = now;
            vec![]
        }
        Msg::SignedIn(result) => sign_in::signed_in(model, result.map(|session| *session)),
        Msg::Seen { view, table, at } => look::seen(model, view, table, at),
        Msg::Done { id, result } => orders::done(model, id, result),
        Msg::Exported(Ok(path)) => {
            dialog::close_export(model);
            model.notice = Some(Notice::good(("office-written", vec![("path", text(path))])));
            vec![]
        }
        Msg::Exported(Err(fault)) => {
            dialog::export_refused(model);
            model.notice = Some(Notice::fault(fault));
            vec![]
        }
    }
}

fn press(model: &mut Model, key: Key, stamp: Stamp) -> Vec<Effect> {
    model.now = stamp.at;
    model.notice = None;
    match keys::action_of(model, key) {
        Some(action) => act(model, action, stamp),
        None => edit(model, key),
    }
}

fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    match action {
        Action::OfficeHelp => reader::help(model),
        Action::OfficeLanguage => {
            model.lang = Lang::ALL.into_iter().find(|lang| *lang != model.lang).unwrap_or(model.lang);
            vec![]
        }
        Action::OfficeSignOut => sign_in::sign_out(model),
        Action::OfficeQuit => vec![Effect::SignOut, Effect::Quit],
        Action::OfficeEnter | Action::OfficeOtherField => sign_in::act(model, action),
        Action::ReadUp | Action::ReadDown | Action::ReadPageUp | Action::ReadPageDown | Action::LeaveReader => {
            reader::act(model, action)
        }
        Action::SendDialog | Action::DialogField | Action::LeaveDialog => dialog::act(model, action),
        Action::TakeListed => list::take(model),
        Action::PreviousListed => list::light(model, -1),
        Action::NextListed => list::light(model, 1),
        Action::LeaveList => {
            model.overlay = None;
            vec![]
        }
        Action::GoTo => list::places(model),
        Action::SignClean => list::sign_clean(model, stamp),
        Action::RefreshPage => vec![Effect::LookAgain],
        _ if pages::PLACES.contains(&action) => pages::jump(model, action),
        _ => on_page(model, action, stamp),
    }
}

fn on_page(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let page = isize::from(i16::try_from(super::draw::rows_of_pane(model)).unwrap_or(i16::MAX)).max(2);
    match action {
        Action::OpenRow => pages::open_row(model),
        Action::RowUp => pages::light(model, -1),
        Action::RowDown => pages::light(model, 1),
        // A row stays in sight, so that the eye finds its place again.
        Action::RowsUp => pages::light(model, 1 - page),
        Action::RowsDown => pages::light(model, page - 1),
        Action::FirstRow => pages::light(model, isize::MIN),
        Action::LastRow => pages::light(model, isize::MAX),
        Action::OtherPane => pages::other_pane(model),
        Action::ColumnsLeft => pages::shift(model, -1),
        Action::ColumnsRight => pages::shift(model, 1),
        Action::LeavePage => pages::leave(model),
        Action::ChartPeriod => pages::change_period(model),
        _ => deeds::act(model, action, stamp),
    }
}

/// Types into whatever takes text.
fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Some(sign_in) = &mut model.sign_in {
        if !sign_in.is_sent {
            sign_in.edit(key);
        }
        return vec![];
    }
    match &model.overlay {
        Some(Overlay::Dialog(_)) => dialog::edit(model, key),
        Some(Overlay::List(_)) => list::edit(model, key),
        Some(_) => vec![],
        None => choose_rows(model, key),
    }
}

/// What is typed over a table chooses the rows that have it.
fn choose_rows(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(pane) = model.pane_mut() else { return vec![] };
    match (key.text(), key.code) {
        (Some(c), _) => pane.filter.push(c),
        (None, crossterm::event::KeyCode::Backspace) => drop(pane.filter.pop()),
        _ => return vec![],
    }
    pane.row = 0;
    vec![]
}
