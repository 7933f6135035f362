//! Ending the shift: its totals, the count, the Z-report.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use tui_input::Input;

use super::question::{Answer, Question};
use super::{open_shift, sign_in, till};
use crate::domain::event::ShiftClosed;
use crate::domain::totals::Totals;
use crate::domain::{Action as Deed, Command, Word};
use crate::lang::Arg;
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Effect, Stamp};
use crate::tui::widgets::field::{self, Look};
use crate::tui::widgets::form::{self, Label};
use crate::tui::widgets::{layout, words};

/// The end of a shift.
#[derive(Clone, Debug, Default)]
pub struct CloseShift {
    /// The counted cash, while it is typed.
    pub counted: Input,
    /// True while the desk records it.
    pub is_sent: bool,
    /// What was recorded: the Z-report.
    pub closed: Option<ShiftClosed>,
}

/// Does what a key of the end of the shift means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::CloseShift(closing) = &model.screen else { return vec![] };
    match action {
        Action::CloseShift if closing.closed.is_some() => sign_in::leave(model),
        Action::CloseShift => return send(model, stamp, false),
        Action::LeaveClose if model.shift_is_own() => till::show(model),
        Action::LeaveClose => open_shift::open(model),
        _ => {}
    }
    vec![]
}

/// Types the counted sum.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Screen::CloseShift(closing) = &mut model.screen
        && !closing.is_sent
    {
        field::edit(&mut closing.counted, key);
    }
    vec![]
}

/// Shows the end of the shift; a basket must be paid or held first.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.till.has_lines() {
        model.notice = Some(Notice::fault(("till-basket-first", vec![])));
        return vec![];
    }
    model.screen = Screen::CloseShift(CloseShift::default());
    vec![]
}

/// The shift is closed: its Z-report stays until it was read.
pub fn closed(model: &mut Model, closed: &ShiftClosed) -> Vec<Effect> {
    model.till.paid = None;
    model.screen = Screen::CloseShift(CloseShift { closed: Some(closed.clone()), is_sent: true, ..Default::default() });
    vec![]
}

/// Closes the shift although the count differs.
pub fn close_anyway(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    send(model, stamp, true)
}

/// A close can't be taken back, so a count that differs is asked about once; what is expected stays unsaid, for a count
/// is worth something only while it is blind.
fn send(model: &mut Model, stamp: Stamp, difference_is_meant: bool) -> Vec<Effect> {
    let drawer = model.shift.as_ref().map(|shift| shift.drawer);
    let Screen::CloseShift(closing) = &mut model.screen else { return vec![] };
    if closing.is_sent {
        return vec![];
    }
    let counted = match words::typed_sum(closing.counted.value()) {
        Ok(counted) => counted,
        Err(message) => {
            model.notice = Some(Notice::fault(message));
            return vec![];
        }
    };
    if drawer.is_some_and(|drawer| drawer != counted) && !difference_is_meant {
        let asked = ("screen-count-differs", vec![("counted", Word::Money(counted))]);
        let choices = vec![
            (("screen-count-again", vec![]), Answer::Nothing),
            (("screen-close-anyway", vec![]), Answer::CloseAnyway),
        ];
        model.overlay = Some(Overlay::Question(Question::new(asked, choices)));
        return vec![];
    }
    closing.is_sent = true;
    let action = Deed::close(counted);
    let command =
        Command { id: stamp.id, at: stamp.at, by: model.person.clone(), approved_by: None, witness: None, action };
    vec![Effect::Execute { command, approver: None, witness: None }]
}

/// Draws the totals with the field of the count, or the Z-report.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::CloseShift(closing) = &model.screen else { return };
    match &closing.closed {
        Some(closed) => draw_report(model, frame, area, closed),
        None => draw_totals(model, frame, area, closing),
    }
}

fn draw_totals(model: &Model, frame: &mut Frame, area: Rect, closing: &CloseShift) {
    let Some(open) = model.shift.as_ref().and_then(|shift| shift.open.as_ref()) else { return };
    let area = layout::boxed(frame, area, words::label(model, "screen-close"));
    let held = model.till.held.len();
    let [day, _, totals, warning, field] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(if held > 0 { 2 } else { 0 }),
        Constraint::Length(2),
    ])
    .areas(area);
    let cashier = format!("{} · {}", words::day(model, open.day), open.cashier);
    frame.render_widget(Line::styled(cashier, model.theme.strong()), day);
    let width = usize::from(totals.width).min(72);
    let rows: Vec<Line> = rows(model, &open.totals, usize::from(totals.height))
        .into_iter()
        .map(|(left, right)| layout::edges(&left, &right, width, Default::default()))
        .collect();
    frame.render_widget(Paragraph::new(rows), totals);
    if held > 0 {
        let words = model.lang.text("screen-held-left", &[("held", Arg::Number(held as i64))]);
        frame.render_widget(Line::styled(words, model.theme.fault()), warning);
    }
    let words = words::label(model, "screen-count");
    let label = Label {
        words: &words,
        width: words.chars().count() as u16,
        is_on_top: model.overlay.is_none(),
        look: Look::default(),
    };
    let look = Look { has_focus: label.is_on_top, ..Look::default() };
    let field = Rect { width: field.width.min(words.chars().count() as u16 + 20), ..field };
    form::draw_labelled(frame, field, &closing.counted, &label, look, model.theme);
}

/// The X-report's rows, as many as there is room for: the tenders before the suppliers.
fn rows(model: &Model, totals: &Totals, room: usize) -> Vec<(String, String)> {
    let count = |id, number: u32| model.lang.text(id, &[("count", Arg::Number(i64::from(number)))]);
    let sum = |sum| words::sum(model, sum);
    let mut rows = vec![
        (count("screen-payments", totals.payments), sum(totals.gross)),
        (count("screen-voids", totals.voids), sum(totals.voided)),
        (words::label(model, "screen-net"), sum(totals.net())),
        Default::default(),
    ];
    rows.extend(totals.tenders.iter().map(|(kind, part)| (words::tender(model, kind), sum(*part))));
    rows.push(Default::default());
    let dues = totals.dues.iter().map(|((supplier, service), part)| {
        let supplier_name = words::supplier(model, supplier);
        (format!("{supplier_name}, {}", words::paid_for(model, supplier, Some(service))), sum(*part))
    });
    rows.extend(dues);
    if !totals.fees.is_zero() {
        rows.push((words::label(model, "screen-fees"), sum(totals.fees)));
    }
    if rows.len() > room {
        let left = rows.len() + 1 - room.max(1);
        rows.truncate(room.saturating_sub(1));
        rows.push((model.lang.text("screen-more", &[("count", Arg::Number(left as i64))]), String::new()));
    }
    rows
}

fn draw_report(model: &Model, frame: &mut Frame, area: Rect, closed: &ShiftClosed) {
    let difference = closed.counted.saturating_minus(closed.expected);
    let (id, style) = match difference.kopecks() {
        0 => ("screen-even", model.theme.good()),
        1.. => ("screen-over", model.theme.fault()),
        _ => ("screen-short", model.theme.fault()),
    };
    let count = |id, number: u32| model.lang.text(id, &[("count", Arg::Number(i64::from(number)))]);
    let rows = [
        (count("screen-payments", closed.payments), closed.gross),
        (count("screen-voids", closed.voids), closed.voided),
        (words::label(model, "screen-expected"), closed.expected),
        (words::label(model, "screen-counted"), closed.counted),
    ];
    let title = model.lang.text("screen-z", &[("z", Arg::Text(&closed.z.to_string()))]);
    let area = layout::over(frame, area, title, 60, 9);
    let width = usize::from(area.width);
    let mut lines = vec![Line::styled(words::today(model), model.theme.strong()), Line::default()];
    for (n, (left, right)) in rows.into_iter().enumerate() {
        if n == 2 {
            lines.push(Line::default());
        }
        lines.push(layout::edges(&left, &words::sum(model, right), width, Default::default()));
    }
    let sum = if difference.is_zero() { String::new() } else { words::sum(model, difference.abs()) };
    let style = style.patch(model.theme.strong());
    lines.extend([Line::default(), layout::edges(&words::label(model, id), &sum, width, style)]);
    frame.render_widget(Paragraph::new(lines), area);
}
