//! A move: the line that is on the wrong account, and the account where it belongs, found as the till finds one.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::correction;
use super::lookup::Lookup;
use super::question::{Answer, Question};
use super::receipts::{Correcting, Receipts};
use super::request::{self, Request};
use super::till_view;
use crate::domain::command::LineInput;
use crate::domain::message::text;
use crate::domain::{Action as Deed, EntryId, Message, Money, ServiceCode, Word};
use crate::lang::Arg;
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Effect, Hit, ReceiptRow, Stamp};
use crate::tui::widgets::field::{self, Look};
use crate::tui::widgets::{layout, words};

/// A move that is being filled in.
#[derive(Clone, Debug)]
pub struct MoveLine {
    /// The command's id to be.
    pub id: EntryId,
    /// The receipt.
    pub row: ReceiptRow,
    /// Which line of it, from 1.
    pub n: u32,
    /// Where the right account is looked up.
    pub lookup: Lookup,
    /// True if Enter waits for the search that is under way.
    pub is_waiting: bool,
}

impl MoveLine {
    /// A move of a receipt's line, whose account is not found yet.
    pub fn new(id: EntryId, row: ReceiptRow, n: u32) -> MoveLine {
        MoveLine { id, row, n, lookup: Lookup::default(), is_waiting: false }
    }

    /// The account that the line is on, with whose it is.
    fn from(&self, model: &Model) -> String {
        let Some(line) = self.row.recorded.line(self.n) else { return String::new() };
        let payer = self.row.payers.get(self.n as usize - 1).cloned().unwrap_or_default();
        let whose = [payer, line.address.clone().unwrap_or_default()];
        let whose = whose.iter().filter(|part| !part.is_empty()).map(|part| format!(", {part}"));
        correction::account(model, line) + &whose.collect::<String>()
    }

    fn amount(&self) -> Money {
        self.row.recorded.line(self.n).map(|line| line.amount).unwrap_or_default()
    }
}

/// The move that is being filled in.
pub fn moving(model: &mut Model) -> Option<&mut MoveLine> {
    match &mut model.screen {
        Screen::Receipts(Receipts { correcting: Some(Correcting::Move(moving)), .. }) => Some(moving),
        _ => None,
    }
}

/// Opens the move of the lit receipt's line; of several lines one is chosen first.
pub fn open(model: &mut Model, stamp: Stamp) {
    let Screen::Receipts(receipts) = &model.screen else { return };
    let Some(row) = receipts.chosen_row().cloned() else { return };
    let lines: Vec<u32> =
        (1..).zip(&row.recorded.lines).filter(|(_, line)| line.amount.is_positive()).map(|(n, _)| n).collect();
    let moves = lines.into_iter().map(|n| MoveLine::new(stamp.id, row.clone(), n));
    let mut choices: Vec<(Message, Answer)> = moves
        .map(|moving| {
            let said =
                ("screen-move-line", vec![("from", text(moving.from(model))), ("sum", Word::Money(moving.amount()))]);
            (said, Answer::MoveLine(Box::new(moving)))
        })
        .collect();
    if choices.len() > 1 {
        let asked = ("screen-move-which", vec![("receipt", text(row.receipt))]);
        model.overlay = Some(Overlay::Question(Question::new(asked, choices)));
    } else if let Some((_, Answer::MoveLine(moving))) = choices.pop() {
        begin(model, moving);
    }
}

/// Looks for the account where a line belongs.
pub fn begin(model: &mut Model, moving: Box<MoveLine>) -> Vec<Effect> {
    if let Screen::Receipts(receipts) = &mut model.screen {
        receipts.correcting = Some(Correcting::Move(moving));
    }
    vec![]
}

/// Does what a key of the move means.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(moving) = moving(model) else { return vec![] };
    match action {
        Action::NextAccount => moving.lookup.choose(1),
        Action::PreviousAccount => moving.lookup.choose(-1),
        Action::MoveHere if moving.lookup.is_searching() => moving.is_waiting = true,
        Action::MoveHere => take_picked(model),
        Action::LeaveMove => {
            if let Screen::Receipts(receipts) = &mut model.screen {
                receipts.correcting = None;
            }
        }
        _ => {}
    }
    vec![]
}

/// Types into the lookup.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let search = model.till.searches + 1;
    let Some(moving) = moving(model) else { return vec![] };
    if !field::edit(&mut moving.lookup.input, key) {
        return vec![];
    }
    moving.is_waiting = false;
    let effects = moving.lookup.ask(search);
    model.till.searches = search;
    effects
}

/// The answer of a search of the move's lookup.
pub fn found(model: &mut Model, search: u64, hits: Result<Vec<Hit>, Message>, more: bool) -> Vec<Effect> {
    let Some(moving) = moving(model) else { return vec![] };
    let answered = moving.lookup.answer(search, hits, more);
    let is_waiting = std::mem::take(&mut moving.is_waiting);
    match answered {
        Ok(true) if is_waiting && model.overlay.is_none() => take_picked(model),
        Ok(_) => {}
        Err(fault) => model.notice = Some(Notice::fault(fault)),
    }
    vec![]
}

fn take_picked(model: &mut Model) {
    let Some(moving) = moving(model) else { return };
    let Some(hit) = moving.lookup.picked().cloned() else {
        let nothing = moving.lookup.hits.is_empty();
        model.notice = Some(Notice::fault((if nothing { "till-nothing-found" } else { "till-choose" }, vec![])));
        return;
    };
    // The same service of the same supplier is what was meant; of another one with several it must be said which.
    let line = moving.row.recorded.line(moving.n);
    let same = line.filter(|line| line.supplier == hit.supplier).map(|line| line.service.clone());
    let services = model.catalogue.supplier(&hit.supplier).map(|supplier| supplier.services.clone());
    match (same, services) {
        (None, Some(services)) if services.len() > 1 => {
            let choices = services.into_iter().map(|code| {
                let name = words::paid_for(model, &hit.supplier, Some(&code));
                (("till-service", vec![("service", text(name))]), Answer::MoveTo(Box::new(hit.clone()), Some(code)))
            });
            let asked = ("till-which-service", vec![("account", text(&hit.account))]);
            model.overlay = Some(Overlay::Question(Question::new(asked, choices.collect())));
        }
        (same, _) => ask(model, &hit, same),
    }
}

/// Says from where to where, and asks why.
pub fn ask(model: &mut Model, hit: &Hit, service: Option<ServiceCode>) {
    let Screen::Receipts(Receipts { correcting: Some(Correcting::Move(moving)), .. }) = &model.screen else { return };
    let whose = [&hit.name, &hit.address].into_iter().filter(|part| !part.is_empty()).map(|part| format!(", {part}"));
    let name = words::paid_for(model, &hit.supplier, service.as_ref());
    let to = format!("{name} {}{}", hit.account, whose.collect::<String>());
    let receipt = moving.row.receipt;
    let what = vec![("sum", Word::Money(moving.amount())), ("from", text(moving.from(model))), ("to", text(to))];
    let to = LineInput {
        supplier: hit.supplier.clone(),
        service,
        account: hit.account.clone(),
        amount: moving.amount(),
        period: None,
    };
    let action = Deed::MoveLine { receipt, n: moving.n, to, reason: String::new() };
    let title = ("screen-move", vec![("receipt", text(receipt))]);
    let request = Request::new(title, ("screen-move-what", what), moving.id, action);
    request::ask_reason(model, request);
}

/// Draws the move over the receipts.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, moving: &MoveLine) {
    let receipt = moving.row.receipt.to_string();
    let title = model.lang.text("screen-move", &[("receipt", Arg::Text(&receipt))]);
    let within = layout::centred(area, area.width.saturating_sub(4), area.height.saturating_sub(2));
    frame.render_widget(ratatui::widgets::Clear, within);
    let [upper, lower] = layout::in_two(frame, within, title, within.height.saturating_sub(5));
    let inset = |part: Rect| Rect { x: part.x + 1, width: part.width.saturating_sub(1), ..part };
    let sum = words::sum(model, moving.amount());
    let from = model.lang.text("screen-move-from", &[("from", Arg::Text(&moving.from(model)))]);
    let line = layout::edges(&from, &sum, usize::from(upper.width) - 1, model.theme.strong());
    frame.render_widget(line, inset(Rect { height: 1, ..upper }));
    let query = inset(Rect { y: upper.y + 1, height: 1, ..upper });
    let look =
        Look { has_focus: model.overlay.is_none(), is_secret: false, hint: &words::label(model, "screen-move-to") };
    field::draw(frame, query, &moving.lookup.input, look, model.theme);
    if moving.lookup.hits.is_empty() {
        let id = if moving.lookup.value().trim().is_empty() { "screen-move-how" } else { "till-nothing-yet" };
        frame.render_widget(Line::styled(words::label(model, id), model.theme.quiet()), inset(lower));
    } else {
        till_view::draw_hits(model, frame, lower, &moving.lookup);
    }
}
