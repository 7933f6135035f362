//! The picture of the end of a shift.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::close_money::{self, Moving, Place};
use super::close_shift::{self, CloseShift, Report, Step};
use super::sign_in::SignIn;
use super::{cash, doubtful, why};
use crate::domain::message::text;
use crate::domain::{Message, Ownership, Word};
use crate::lang::Arg;
use crate::tui::custody::{Cash, Destination, Move};
use crate::tui::model::{Model, Screen};
use crate::tui::widgets::count_view::{self, BESIDE, Beside};
use crate::tui::widgets::field::Look;
use crate::tui::widgets::form::{self, Label};
use crate::tui::widgets::{layout, words};

/// How wide the box's texts are.
const TEXT: usize = 62;

/// Draws the end of the shift.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::CloseShift(closing) = &model.screen else { return };
    match &closing.step {
        Step::Count => draw_count(model, frame, area, closing),
        Step::Doubtful(doubtful) => {
            draw_count(model, frame, area, closing);
            doubtful::draw(model, frame, area, doubtful);
        }
        Step::Why(why) => why::draw(model, frame, area, why),
        Step::Money(lit) => draw_money(model, frame, area, *lit),
        Step::Move(moving) => draw_move(model, frame, area, moving),
        Step::Uncounted => draw_uncounted(model, frame, area),
        Step::Second(second) => draw_second(model, frame, area, second),
        Step::Report(report) => draw_report(model, frame, area, report),
    }
}

/// Whose shift it is and of which day.
fn whose(model: &Model, closing: &CloseShift) -> String {
    let paused = closing.absent.and_then(|number| model.paused(number)).map(|paused| &paused.shift);
    let open = paused.or(model.shift.as_ref().and_then(|shift| shift.open.as_ref()));
    open.map(|open| format!("{} · {}", words::day(model, open.day), open.cashier)).unwrap_or_default()
}

fn draw_count(model: &Model, frame: &mut Frame, area: Rect, closing: &CloseShift) {
    let inner = layout::boxed(frame, area, words::label(model, "screen-close"));
    let is_told = !close_shift::is_blind(model);
    let mut foot = vec![];
    let mut say = |message: &Message, style| {
        let said = layout::wrap(&words::worded(model, message), BESIDE);
        foot.extend(said.into_iter().map(|line| Line::styled(line, style)));
    };
    if closing.absent.is_some() || !model.shift_is_own() {
        say(&("custody-absent-count", vec![]), model.theme.strong());
    }
    let held = model.till.held.len();
    if held > 0 {
        let words = vec![("held", Word::Number(held as i64))];
        say(&("screen-held-left", words), model.theme.fault());
    }
    let number = close_shift::begun(model).map(|begun| begun.shift).unwrap_or_default();
    let beside = Beside {
        head: vec![Line::styled(whose(model, closing), model.theme.strong())],
        expected: is_told.then(|| close_shift::expected(model, closing.absent)),
        slips: if is_told { close_shift::expected_slips(model, number) } else { vec![] },
        foot,
        has_focus: matches!(closing.step, Step::Count) && model.overlay.is_none(),
        ..Beside::default()
    };
    count_view::draw(model, frame, inner, &closing.counting, beside);
}

/// Where the money may go, with what there is of it.
fn draw_money(model: &Model, frame: &mut Frame, area: Rect, lit: usize) {
    let left = close_shift::remaining(model);
    let mut lines = sums(model, &left);
    for gone in close_shift::begun(model).iter().flat_map(|begun| &begun.moves) {
        lines.extend(move_lines(model, gone, TEXT));
    }
    lines.extend([Line::default(), Line::from(words::label(model, "custody-money-where")), Line::default()]);
    for (n, place) in close_money::places(model).iter().enumerate() {
        let words = words::worded(model, &place_words(model, place));
        lines.push(layout::choice(&words, n == lit, TEXT, model.theme));
    }
    let area = layout::over(frame, area, words::label(model, "custody-money"), TEXT as u16 + 4, lines.len());
    frame.render_widget(Paragraph::new(lines), area);
}

/// What is in the drawer, and how much of the shift's cash is own and agents'.
fn sums(model: &Model, left: &Cash) -> Vec<Line<'static>> {
    let row = |id, sum, style| layout::edges(&words::label(model, id), &words::sum(model, sum), TEXT, style);
    let mut lines = vec![row("custody-in-drawer", left.sum, model.theme.strong())];
    if let Some(notes) = &left.notes {
        let notes = layout::wrap(&count_view::notes(model, notes), TEXT);
        lines.extend(notes.into_iter().map(|line| Line::styled(line, model.theme.quiet())));
    }
    let of = |ownership| cash::left_of(model, ownership);
    if let Some((own, agents)) = of(Ownership::Own).zip(of(Ownership::Agent)) {
        lines.push(Line::default());
        lines.push(row("custody-cash-own", own, Default::default()));
        lines.push(row("custody-cash-agents", agents, Default::default()));
    }
    lines
}

fn place_words(model: &Model, place: &Place) -> Message {
    match place {
        Place::Here => ("custody-place-here", vec![]),
        Place::Desk => match &model.custody.last.receiver {
            Some(desk) => ("custody-place-desk", vec![("desk", text(desk))]),
            None => ("custody-place-vault", vec![]),
        },
        Place::Bag(account) => ("custody-place-bag", vec![("bankaccount", text(cash::account(model, account)))]),
    }
}

/// Where cash went, with the code by which it is accepted.
fn move_lines(model: &Model, gone: &Move, width: usize) -> Vec<Line<'static>> {
    let (id, to) = match &gone.to {
        Destination::Desk(desk) => ("custody-gone-desk", desk.to_string()),
        Destination::Bag(seal, _) => ("custody-gone-bag", seal.to_string()),
    };
    let words = model.lang.text(id, &[("to", Arg::Text(&to))]);
    let mut lines = vec![layout::edges(&words, &words::sum(model, gone.cash.sum), width, Default::default())];
    if let Some(code) = &gone.code {
        let words = words::label(model, "custody-code");
        lines.push(layout::edges(&words, &code.to_string(), width, model.theme.strong()));
    }
    lines
}

fn draw_move(model: &Model, frame: &mut Frame, area: Rect, moving: &Moving) {
    let left = close_shift::remaining(model);
    let title = words::worded(model, &place_words(model, &moving.place));
    let inner = layout::boxed(frame, area, title);
    let [names, _, counts] =
        Layout::vertical([Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)]).areas(inner);
    let id = if moving.place == Place::Desk { "custody-receiver" } else { "custody-seal" };
    let words = words::label(model, id);
    let columns = words.chars().count() as u16;
    let look = Look { has_focus: moving.in_name && model.overlay.is_none(), ..Look::default() };
    let label = Label { words: &words, width: columns, is_on_top: look.has_focus, look };
    let row = Rect { width: names.width.min(columns + 26), ..names };
    form::draw_labelled(frame, row, &moving.name, &label, look, model.theme);
    let mut stays = moving.stays.clone();
    let goes = stays.counted().ok().and_then(|stays| close_money::goes(&left, &stays));
    let width = BESIDE;
    let mut foot = vec![];
    if let Some(goes) = &goes {
        let sum = words::sum(model, goes.sum);
        foot.push(layout::edges(&words::label(model, "custody-goes"), &sum, width, model.theme.strong()));
        if let Some(notes) = &goes.notes {
            let notes = layout::wrap(&count_view::notes(model, notes), width);
            foot.extend(notes.into_iter().map(|line| Line::styled(line, model.theme.quiet())));
        }
    }
    let in_drawer = words::sum(model, left.sum);
    let head = layout::edges(&words::label(model, "custody-in-drawer"), &in_drawer, width, Default::default());
    let beside = Beside {
        head: vec![head],
        sum: Some("custody-stays"),
        of: left.notes.as_ref(),
        foot,
        has_focus: !moving.in_name && model.overlay.is_none(),
        ..Beside::default()
    };
    count_view::draw(model, frame, counts, &moving.stays, beside);
}

fn draw_uncounted(model: &Model, frame: &mut Frame, area: Rect) {
    let sum = words::sum(model, model.drawer());
    let mut lines: Vec<Line> = vec![
        Line::styled(words::today(model), model.theme.strong()),
        Line::default(),
        layout::edges(&words::label(model, "custody-shared-sum"), &sum, TEXT, model.theme.strong()),
        Line::default(),
    ];
    let said = layout::wrap(&words::label(model, "custody-shared-close"), TEXT);
    lines.extend(said.into_iter().map(Line::from));
    let area = layout::over(frame, area, words::label(model, "screen-close"), TEXT as u16 + 4, lines.len());
    frame.render_widget(Paragraph::new(lines), area);
}

fn draw_second(model: &Model, frame: &mut Frame, area: Rect, second: &SignIn) {
    let cashier = model.shift.as_ref().and_then(|shift| shift.open.as_ref()).map(|open| open.cashier.to_string());
    let words = vec![("cashier", text(cashier.unwrap_or_default()))];
    let said = layout::wrap(&words::worded(model, &("custody-second-said", words)), TEXT);
    let mut lines: Vec<Line> = said.into_iter().map(Line::from).collect();
    if !model.rules.is_shared() {
        let left = close_shift::remaining(model).sum;
        lines.push(Line::default());
        let sum = words::sum(model, left);
        lines.push(layout::edges(&words::label(model, "screen-counted"), &sum, TEXT, model.theme.strong()));
        let difference = left.saturating_minus(model.drawer());
        lines.push(count_view::line_of_difference(model, difference, TEXT));
    }
    let below = lines.len() as u16 + 1;
    let area = layout::over(frame, area, words::label(model, "screen-close"), TEXT as u16 + 4, lines.len() + 4);
    frame.render_widget(Paragraph::new(lines), area);
    let fields = Rect { y: area.y + below, height: area.height.saturating_sub(below), ..area };
    let names = [words::label(model, "custody-second"), words::label(model, "screen-pin")];
    second.draw(frame, fields, names.each_ref().map(String::as_str), model.theme);
}

fn draw_report(model: &Model, frame: &mut Frame, area: Rect, report: &Report) {
    let closed = &report.closed;
    let count = |id, number: u32| model.lang.text(id, &[("count", Arg::Number(i64::from(number)))]);
    let row = |words: &str, sum| layout::edges(words, &words::sum(model, sum), TEXT, Default::default());
    let title = model.lang.text("screen-z", &[("z", Arg::Text(&closed.z.to_string()))]);
    let mut lines = vec![Line::styled(words::today(model), model.theme.strong()), Line::default()];
    lines.push(row(&count("screen-payments", closed.payments), closed.gross));
    lines.push(row(&count("screen-voids", closed.voids), closed.voided));
    if closed.refunds > 0 {
        lines.push(row(&count("custody-refunds", closed.refunds), closed.refunded));
    }
    lines.push(Line::default());
    for gone in &report.moves {
        lines.extend(move_lines(model, gone, TEXT));
    }
    if !model.rules.is_shared() {
        lines.push(row(&words::label(model, "screen-expected"), closed.expected));
        lines.push(row(&words::label(model, "custody-stays"), closed.counted));
        lines.push(Line::default());
        let difference = closed.counted.saturating_minus(closed.expected);
        lines.push(count_view::line_of_difference(model, difference, TEXT));
    }
    if let Some(reason) = &closed.reason {
        let said = layout::wrap(&format!("{} {reason}", words::label(model, "custody-reason")), TEXT);
        lines.extend(said.into_iter().map(Line::from));
    }
    lines.push(Line::default());
    let said = layout::wrap(&words::label(model, "custody-next"), TEXT);
    lines.extend(said.into_iter().map(|line| Line::styled(line, model.theme.quiet())));
    let area = layout::over(frame, area, title, TEXT as u16 + 4, lines.len());
    frame.render_widget(Paragraph::new(lines), area);
}
