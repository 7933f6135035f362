//! The picture of the desk's cash: who holds what, the form over it, and the code of a hand-over to be told.

use ratatui::Frame;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::cash::{self, Cash};
use super::cash_form::{CashForm, Field, Kind};
use crate::domain::event::CashHandedOver;
use crate::domain::message::text;
use crate::domain::{DeskId, Holder, Message, Money, Ownership, Place, TransitCode, Word};
use crate::tui::model::{Model, Screen};
use crate::tui::widgets::count_view::{self, Beside};
use crate::tui::widgets::field::Look;
use crate::tui::widgets::form::{self, Label};
use crate::tui::widgets::{big, layout, words};

/// How wide the rows are where there is room: the sums should not be far from what they are of.
const WIDEST: usize = 88;
/// How wide a form is.
const WIDTH: u16 = 72;

/// Draws the holders, and what is filled in over them.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::Cash(cash) = &model.screen else { return };
    if let Some(CashForm { counting: Some(counting), kind, .. }) = &cash.form {
        let inner = layout::boxed(frame, area, words::worded(model, &title(model, kind)));
        let beside = Beside { has_focus: model.overlay.is_none(), ..Beside::default() };
        return count_view::draw(model, frame, inner, counting, beside);
    }
    let parts = [Constraint::Length(1), Constraint::Fill(1)];
    let [code, list] = layout::in_parts(frame, area, words::label(model, "screen-cash"), parts);
    let [code, list] = [code, list].map(|part| Rect { x: part.x + 1, width: part.width.saturating_sub(1), ..part });
    let label = words::label(model, "screen-cash-code");
    let width = label.chars().count() as u16;
    let look = Look { has_focus: model.overlay.is_none() && cash.form.is_none(), ..Look::default() };
    let label = Label { words: &label, width, is_on_top: look.has_focus, look };
    form::draw_labelled(frame, code, &cash.code, &label, look, model.theme);
    draw_holders(model, frame, list, cash);
    match &cash.form {
        Some(form) if form.picks() => draw_bags(model, frame, area, form),
        Some(form) => draw_form(model, frame, area, form),
        None => {}
    }
}

fn draw_holders(model: &Model, frame: &mut Frame, area: Rect, cash: &Cash) {
    let width = usize::from(area.width).min(WIDEST);
    let mut lines = vec![];
    for holder in &cash.holders {
        let name = words::worded(model, &name(model, holder));
        match &holder.place {
            // The drawer is known without asking, and told only where counting isn't blind.
            Place::Drawer { .. } => lines.extend(drawer(model, &name, width)),
            Place::Paused { .. } => lines.extend(held(&name, &counted(model, holder.amount), width)),
            _ => lines.extend(held(&name, &words::sum(model, holder.amount), width)),
        }
    }
    let room = usize::from(area.height);
    if lines.len() > room {
        let left = lines.len() + 1 - room;
        lines.truncate(room - 1);
        lines.push(Line::from(words::worded(model, &("screen-more", vec![("count", Word::Number(left as i64))]))));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

/// A holder with its sum; a long name goes on below, for a code is never cut.
fn held(name: &str, sum: &str, width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(sum.chars().count() + 2);
    let name = layout::wrap(name, room).into_iter().enumerate();
    let row = |(n, part): (usize, String)| match n {
        0 => layout::edges(&part, sum, width, Default::default()),
        _ => Line::from(format!("  {part}")),
    };
    name.map(row).collect()
}

/// A sum that is going to be counted: where that is blind, it is not told.
fn counted(model: &Model, sum: Money) -> String {
    if model.rules.blind { words::label(model, "custody-hidden") } else { words::sum(model, sum) }
}

fn drawer(model: &Model, name: &str, width: usize) -> Vec<Line<'static>> {
    let drawer = model.shift.as_ref().map(|shift| shift.drawer).unwrap_or_default();
    let mut lines = vec![layout::edges(name, &counted(model, drawer), width, model.theme.strong())];
    let shares = [Ownership::Own, Ownership::Agent].map(|ownership| cash::left_of(model, ownership));
    if let [Some(own), Some(agents)] = shares
        && (own.is_positive() || agents.is_positive())
    {
        let said = ("screen-cash-shares", vec![("own", Word::Money(own)), ("agents", Word::Money(agents))]);
        lines.push(Line::styled(format!("  {}", words::worded(model, &said)), model.theme.quiet()));
    }
    let limit = model.rules.limit;
    if limit.is_positive() && drawer > limit {
        let said = words::worded(model, &("screen-cash-limit", vec![("limit", Word::Money(limit))]));
        lines.push(Line::styled(format!("  {said}"), model.theme.fault()));
    }
    lines.push(Line::default());
    lines
}

/// Who or what holds cash.
fn name(model: &Model, holder: &Holder) -> Message {
    match &holder.place {
        Place::Drawer { .. } => ("screen-holder-drawer", vec![]),
        Place::Paused { shift, cashier, seal } => {
            let words = vec![("shift", text(shift)), ("cashier", text(cashier))];
            match seal {
                None => ("screen-holder-paused", words),
                Some(seal) => ("screen-holder-paused-seal", [words, vec![("seal", text(seal))]].concat()),
            }
        }
        Place::Transit { code, to, received_by, .. } => {
            let words = vec![("to", text(to)), ("code", text(short(code, to)))];
            match received_by {
                None => ("screen-holder-transit", words),
                Some(user) => ("screen-holder-received", [words, vec![("user", text(user))]].concat()),
            }
        }
        Place::Bag { seal, account } => {
            ("screen-holder-bag", vec![("seal", text(seal)), ("account", text(cash::account(model, account)))])
        }
    }
}

/// A code as it is told: within an office without the office.
fn short(code: &TransitCode, to: &DeskId) -> String {
    let whole = code.to_string();
    match whole.split_once('/') {
        Some((office, short)) if office == to.office() => short.to_owned(),
        _ => whole,
    }
}

/// What a form is called.
pub fn title(model: &Model, kind: &Kind) -> Message {
    let reason = |code| vec![("reason", text(cash::reason(model, code)))];
    match kind {
        Kind::In(code) => ("screen-form-in", reason(code)),
        Kind::Out(code) => ("screen-form-out", reason(code)),
        Kind::HandOver(_) => ("screen-form-hand-over", vec![]),
        Kind::Accept(code) => ("screen-form-accept", vec![("from", text(&code.from))]),
        Kind::Drop(account) => ("screen-form-drop", vec![("account", text(cash::account(model, account)))]),
        Kind::Give(_) => ("screen-form-give", vec![]),
    }
}

/// What stands above the fields.
fn head(model: &Model, form: &CashForm) -> Vec<String> {
    let said = match &form.kind {
        Kind::Accept(code) => {
            vec![("screen-accept-given", vec![("from", text(&code.from)), ("given", Word::Money(code.amount))])]
        }
        Kind::Drop(code) => {
            let ownership = model.rules.cash.account(code).map(|account| account.ownership);
            let left = ownership.and_then(|ownership| cash::left_of(model, ownership));
            left.map(|left| ("screen-drop-left", vec![("left", Word::Money(left))])).into_iter().collect()
        }
        Kind::Give(_) => {
            let bags = form.picked();
            let sum = Money::total(bags.iter().map(|bag| bag.amount)).unwrap_or_default();
            vec![("screen-give-bags", vec![("bags", Word::Number(bags.len() as i64)), ("sum", Word::Money(sum))])]
        }
        Kind::HandOver(_) => vec![("screen-hand-over-how", vec![])],
        Kind::In(_) | Kind::Out(_) => vec![],
    };
    said.iter().flat_map(|said| layout::wrap(&words::worded(model, said), usize::from(WIDTH) - 4)).collect()
}

fn draw_form(model: &Model, frame: &mut Frame, area: Rect, form: &CashForm) {
    let head = head(model, form);
    let above = if head.is_empty() { 0 } else { head.len() as u16 + 1 };
    let rows = usize::from(above) + 2 * form.fields.len();
    let title = words::worded(model, &title(model, &form.kind));
    let area = layout::over(frame, area, title, WIDTH, rows);
    frame.render_widget(Paragraph::new(head.into_iter().map(Line::from).collect::<Vec<_>>()), area);
    let names: Vec<String> = form.fields.iter().map(|field| words::label(model, field.text())).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default() as u16;
    for (n, (field, name)) in form.fields.iter().zip(&names).enumerate() {
        let hint = hint(model, form, *field);
        let look = Look { is_secret: *field == Field::Pin, hint: &hint, has_focus: false };
        let label = Label { words: name, width, is_on_top: model.overlay.is_none(), look };
        let row = Rect { y: area.y + above + 2 * n as u16, height: 1, ..area };
        form.form.draw(frame, row, n, &label, model.theme);
        if *field == Field::Sum {
            let below =
                Rect { y: row.y + 1, x: row.x + width + 2, width: row.width.saturating_sub(width + 2), height: 1 };
            draw_count(model, frame, below, form);
        }
    }
}

/// What stands in a field while it is empty.
fn hint(model: &Model, form: &CashForm, field: Field) -> String {
    match (field, &form.kind) {
        (Field::Sum, Kind::Accept(code)) => words::sum(model, code.amount),
        (Field::Sum, _) if model.rules.policy.sums => words::label(model, "screen-hint-sum"),
        (Field::Sum, _) => words::label(model, "screen-hint-count"),
        (Field::To, Kind::HandOver(Some(last))) => last.to_string(),
        (Field::To, _) => words::label(model, "screen-hint-desk"),
        (Field::Serials, _) => words::label(model, "screen-hint-serials"),
        (Field::Receiver, _) => words::label(model, "screen-hint-receiver"),
        _ => String::new(),
    }
}

/// What is typed as denominations, as a sum; and what an acceptance is short of.
fn draw_count(model: &Model, frame: &mut Frame, area: Rect, form: &CashForm) {
    let Ok(counted) = cash::typed(model, form.value(Field::Sum)) else { return };
    let short = match &form.kind {
        Kind::Accept(code) => code.amount.saturating_minus(counted.sum),
        _ => Money::ZERO,
    };
    let line = match (short.is_positive(), counted.notes.is_some()) {
        (true, _) => {
            let said = ("screen-accept-short", vec![("rest", Word::Money(short))]);
            Line::styled(words::worded(model, &said), model.theme.fault())
        }
        (false, true) => Line::styled(format!("= {}", words::sum(model, counted.sum)), model.theme.strong()),
        (false, false) => return,
    };
    frame.render_widget(line, area);
}

/// The bags that wait, to be picked.
fn draw_bags(model: &Model, frame: &mut Frame, area: Rect, form: &CashForm) {
    let (Kind::Give(bags), Some(picker)) = (&form.kind, form.picker()) else { return };
    let rows = (bags.len() + 2).min(usize::from(area.height.saturating_sub(4)));
    let title = words::worded(model, &title(model, &form.kind));
    let area = layout::over(frame, area, title, WIDTH, rows);
    frame.render_widget(Line::styled(words::label(model, "screen-bags-how"), model.theme.quiet()), area);
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let shown = layout::page(bags.len(), picker.lit(), usize::from(list.height));
    let row = |n: usize| {
        let bag = &bags[n];
        let name = format!("{} {} {}, {}", picker.mark(n), n + 1, bag.seal, cash::account(model, &bag.account));
        let style = if n == picker.lit() { model.theme.lit() } else { Default::default() };
        layout::edges(&name, &words::sum(model, bag.amount), usize::from(list.width), style)
    };
    frame.render_widget(Paragraph::new(shown.map(row).collect::<Vec<_>>()), list);
}

/// Draws the code of a hand-over, large: it is told to the receiver, or typed by them.
pub fn draw_code(model: &Model, frame: &mut Frame, area: Rect, given: &CashHandedOver) {
    let words = vec![("to", text(&given.to)), ("sum", Word::Money(given.amount))];
    let id = if given.received_by.is_some() { "screen-handed-received" } else { "screen-handed" };
    let said = layout::wrap(&words::worded(model, &(id, words)), usize::from(WIDTH) - 4);
    let title = words::label(model, "screen-form-hand-over");
    let area = layout::over(frame, area, title, WIDTH, said.len() + 6);
    let rows = said.len() as u16;
    frame.render_widget(Paragraph::new(said.into_iter().map(Line::from).collect::<Vec<_>>()), area);
    let at = |y: u16, height: u16| Rect { y: area.y + y, height, ..area };
    big::draw_centred(frame, at(rows + 1, big::ROWS), &short(&given.code, &given.to), model.theme.strong());
    let below = Line::styled(given.code.to_string(), model.theme.quiet()).centered();
    frame.render_widget(below, at(rows + 5, 1));
}
