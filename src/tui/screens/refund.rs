//! A refund: which lines of an earlier shift's payment go back, whole or in part, and how the money goes.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use tui_input::Input;

use super::correction;
use super::receipts::{Correcting, Receipts};
use super::request::{self, Request};
use crate::domain::command::RefundInput;
use crate::domain::message::text;
use crate::domain::{Action as Deed, EntryId, Money, Tendered, Word, line};
use crate::lang::Arg;
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Screen};
use crate::tui::msg::{Effect, ReceiptRow, Stamp};
use crate::tui::widgets::field::{self, Look};
use crate::tui::widgets::picker::Picker;
use crate::tui::widgets::{layout, words};

/// How wide the box is.
const WIDTH: u16 = 76;
/// How many columns a part of a line's sum has while it is typed.
const SUM_FIELD: u16 = 14;

/// A refund that is being filled in.
#[derive(Clone, Debug)]
pub struct Refund {
    /// The command's id to be.
    pub id: EntryId,
    /// The receipt.
    pub row: ReceiptRow,
    /// The lines that go back.
    pub picker: Picker,
    /// How much of each line, where it isn't all.
    pub parts: Vec<Option<Money>>,
    /// The part of the lit line, while it is typed.
    pub part: Option<Input>,
}

impl Refund {
    /// A refund of all that remains of a receipt.
    pub fn new(id: EntryId, row: ReceiptRow) -> Refund {
        let lines = &row.recorded.lines;
        let picker = Picker::new(lines.iter().map(|line| line.amount.is_positive()));
        Refund { id, picker, parts: vec![None; lines.len()], part: None, row }
    }

    /// What goes back, with the fees of lines that go back whole.
    pub fn total(&self) -> Money {
        let back = |n: usize| self.row.recorded.lines.get(n)?.part(self.part_of(n))?.total();
        self.picker.picked().filter_map(back).fold(Money::ZERO, Money::saturating_plus)
    }

    /// How it goes back.
    pub fn tenders(&self) -> Vec<Tendered> {
        self.row.recorded.tenders_back(self.total()).unwrap_or_default()
    }

    /// Types the part of a line, or picks a line by its number.
    pub fn edit(&mut self, key: Key, is_fast: bool) {
        match &mut self.part {
            Some(part) => drop(field::edit(part, key)),
            // What comes faster than a person types is a scan.
            None if is_fast => {}
            None => self.picker.edit(key),
        }
    }

    fn part_of(&self, line: usize) -> Option<Money> {
        self.parts.get(line).copied().flatten()
    }

    fn lines(&self) -> Vec<RefundInput> {
        let input = |line: usize| RefundInput { n: line as u32 + 1, amount: self.part_of(line) };
        self.picker.picked().map(input).collect()
    }
}

/// Opens the refund of the lit receipt: all that remains of it.
pub fn open(model: &mut Model, stamp: Stamp) {
    let Screen::Receipts(receipts) = &mut model.screen else { return };
    let row = receipts.chosen_row().cloned();
    receipts.correcting = row.map(|row| Correcting::Refund(Box::new(Refund::new(stamp.id, row))));
}

/// Does what a key of the refund means.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Screen::Receipts(Receipts { correcting, .. }) = &mut model.screen else { return vec![] };
    let Some(Correcting::Refund(refund)) = correcting else { return vec![] };
    let lit = refund.picker.lit();
    match action {
        Action::NextRow => refund.picker.light(1),
        Action::PreviousRow => refund.picker.light(-1),
        Action::PickRow => refund.picker.turn(lit),
        Action::PickPart if refund.picker.can_have(lit) => refund.part = Some(Input::default()),
        Action::SendForm => take_part(model),
        Action::LeaveForm => refund.part = None,
        Action::TakePicked => ask(model),
        Action::LeavePick => *correcting = None,
        _ => {}
    }
    vec![]
}

/// Takes the part that was typed; nothing typed is all of the line.
fn take_part(model: &mut Model) {
    let Screen::Receipts(Receipts { correcting: Some(Correcting::Refund(refund)), .. }) = &mut model.screen else {
        return;
    };
    let Some(part) = &refund.part else { return };
    let lit = refund.picker.lit();
    let most = refund.row.recorded.lines.get(lit).map(|line| line.amount).unwrap_or_default();
    let typed = part.value().trim();
    let taken = if typed.is_empty() { Ok(most) } else { words::typed_sum(typed) };
    let fault = match taken {
        Ok(sum) if sum.is_positive() && sum <= most => {
            refund.parts[lit] = Some(sum).filter(|sum| *sum < most);
            refund.part = None;
            refund.picker.pick(lit);
            return;
        }
        Ok(sum) if sum > most => ("screen-refund-too-much", vec![("sum", Word::Money(most))]),
        Ok(_) => ("screen-sum-malformed", vec![]),
        Err(fault) => fault,
    };
    model.notice = Some(Notice::fault(fault));
}

/// Asks why, once something is picked.
fn ask(model: &mut Model) {
    let Screen::Receipts(Receipts { correcting: Some(Correcting::Refund(refund)), .. }) = &model.screen else {
        return;
    };
    let lines = refund.lines();
    if lines.is_empty() {
        model.notice = Some(Notice::fault(("screen-refund-nothing", vec![])));
        return;
    }
    let receipt = refund.row.receipt;
    let words = vec![
        ("receipt", text(receipt)),
        ("sum", Word::Money(refund.total())),
        ("back", text(correction::back(model, &refund.tenders()))),
    ];
    let action = Deed::RefundPayment { receipt, lines, reason: String::new() };
    let title = ("screen-refund", vec![("receipt", text(receipt))]);
    let request = Request::new(title, ("screen-refund-what", words), refund.id, action);
    request::ask_reason(model, request);
}

/// Draws the refund over the receipts.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, refund: &Refund) {
    let receipt = refund.row.receipt.to_string();
    let title = model.lang.text("screen-refund", &[("receipt", Arg::Text(&receipt))]);
    let tenders = refund.tenders();
    let below = tenders.len() + usize::from(!model.rules.blind) + 2;
    let wanted = refund.row.recorded.lines.len() + below + 1;
    let rows = wanted.min(usize::from(area.height.saturating_sub(2)));
    let area = layout::over(frame, area, title, WIDTH, rows);
    let [how, list, _, totals] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(1),
        Constraint::Length(below as u16 - 1),
    ])
    .areas(area);
    frame.render_widget(Line::styled(words::label(model, "screen-refund-how"), model.theme.quiet()), how);
    draw_lines(model, frame, list, refund);
    let width = usize::from(totals.width);
    let total = words::sum(model, refund.total());
    let mut lines =
        vec![layout::edges(&words::label(model, "screen-refund-total"), &total, width, model.theme.strong())];
    for part in &tenders {
        let name = format!("  {}", correction::tender(model, part));
        lines.push(layout::edges(&name, &words::sum(model, part.amount), width, Default::default()));
    }
    if let Some(shift) = model.shift.as_ref().filter(|_| !model.rules.blind) {
        let cash = line::cash(&tenders);
        let style = if cash > shift.available() { model.theme.fault() } else { model.theme.quiet() };
        let drawer = words::sum(model, shift.available());
        lines.push(layout::edges(&words::label(model, "screen-drawer"), &drawer, width, style));
    }
    frame.render_widget(Paragraph::new(lines), totals);
}

fn draw_lines(model: &Model, frame: &mut Frame, area: Rect, refund: &Refund) {
    let lines = &refund.row.recorded.lines;
    let lit = refund.picker.lit();
    let shown = layout::page(lines.len(), lit, usize::from(area.height));
    let width = usize::from(area.width);
    let is_typed = |n: usize| refund.part.is_some() && n == lit;
    let row = |n: usize| {
        let line = &lines[n];
        let payer = refund.row.payers.get(n).filter(|payer| !payer.is_empty());
        let payer = payer.map(|payer| format!(", {payer}")).unwrap_or_default();
        let name = format!("{} {} {}{payer}", refund.picker.mark(n), n + 1, correction::account(model, line));
        let sum = match refund.part_of(n) {
            _ if is_typed(n) => " ".repeat(usize::from(SUM_FIELD)),
            Some(part) => {
                let (part, of) = (Arg::Money(part.kopecks()), Arg::Money(line.amount.kopecks()));
                model.lang.text("screen-part-of", &[("part", part), ("of", of)])
            }
            None => words::sum(model, line.total().unwrap_or_default()),
        };
        let style = match (n == lit, refund.picker.can_have(n)) {
            (true, _) => model.theme.lit(),
            (false, false) => model.theme.quiet(),
            (false, true) => Default::default(),
        };
        layout::edges(&name, &sum, width, style)
    };
    frame.render_widget(Paragraph::new(shown.clone().map(row).collect::<Vec<_>>()), area);
    if let Some(part) = &refund.part {
        let [_, at] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(SUM_FIELD)]).areas(Rect {
            y: area.y + (lit - shown.start) as u16,
            height: 1,
            ..area
        });
        let hint = lines.get(lit).map(|line| words::sum(model, line.amount)).unwrap_or_default();
        let look = Look { has_focus: model.overlay.is_none(), is_secret: false, hint: &hint };
        field::draw(frame, at, part, look, model.theme);
    }
}
