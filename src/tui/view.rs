//! The picture of the model: the state of the desk at the top, the screen, what lies over it, what just happened, and
//! what the keys do.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::model::{Model, Notice, Overlay, Screen};
use super::screens::{
    cash, close_shift, forms, help, lock, open_shift, pause, printer, question, receipts, request, set_up, sign_in,
    sync, telephone, tender_view, till_view,
};
use super::widgets::layout;
use super::widgets::{hints, too_small, words};
use super::{link, warnings};
use crate::lang::Arg;

/// Draws the model.
pub fn view(model: &Model, frame: &mut Frame) {
    let area = frame.area();
    if too_small::is_drawn(model.lang, frame) {
        return;
    }
    let notice = notice(model, area);
    let [bar, screen, said, hints_at] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(notice.len().max(1) as u16),
        Constraint::Length(1),
    ])
    .areas(area);
    draw_bar(model, frame, bar);
    draw_screen(model, frame, screen);
    frame.render_widget(Paragraph::new(notice), said);
    hints::draw(model, frame, hints_at);
    // Not every terminal's font has the no-break space of Russian sums.
    for cell in frame.buffer_mut().content.iter_mut().filter(|cell| cell.symbol() == "\u{a0}") {
        cell.set_char(' ');
    }
}

fn draw_screen(model: &Model, frame: &mut Frame, area: Rect) {
    if model.is_locked() {
        return lock::draw(model, frame, area);
    }
    match &model.screen {
        Screen::SetUp(_) => set_up::draw(model, frame, area),
        Screen::SignIn(_) => sign_in::draw(model, frame, area),
        Screen::OpenShift(_) => open_shift::draw(model, frame, area),
        Screen::Till => till_view::draw(model, frame, area),
        Screen::Tender(_) => tender_view::draw(model, frame, area),
        Screen::Receipts(_) => receipts::draw(model, frame, area),
        Screen::Cash(_) => cash::draw(model, frame, area),
        Screen::CloseShift(_) => close_shift::draw(model, frame, area),
        Screen::Pause(_) => pause::draw(model, frame, area),
    }
    match &model.overlay {
        Some(Overlay::Help { .. }) => help::draw(model, frame, area),
        Some(Overlay::Paper { lines, scroll, .. }) => draw_paper(model, frame, area, lines, *scroll),
        Some(Overlay::Question(_)) => question::draw(model, frame, area),
        Some(Overlay::Request(request)) => request::draw(model, frame, area, request),
        Some(Overlay::Telephone(call)) => telephone::draw(model, frame, area, call),
        Some(Overlay::Code(given)) => cash::draw_code(model, frame, area, given),
        Some(Overlay::Sync) => sync::draw(model, frame, area),
        Some(Overlay::Printer(printer)) => printer::draw(model, frame, area, printer),
        Some(Overlay::Forms(forms)) => forms::draw(model, frame, area, forms),
        None => {}
    }
}

/// What just happened, in as many rows as its words take.
fn notice(model: &Model, area: Rect) -> Vec<Line<'static>> {
    let warning = || {
        let is_till = matches!(model.screen, Screen::Till | Screen::Tender(_)) && !model.is_locked();
        warnings::standing(model).filter(|_| is_till).map(Notice::fault)
    };
    let Some(notice) = model.notice.clone().or_else(warning) else { return vec![] };
    let (mark, style) = if notice.is_fault { ("!", model.theme.fault()) } else { ("·", model.theme.good()) };
    let said = words::sentence(&words::worded(model, &notice.message));
    let lines = layout::wrap(&said, usize::from(area.width) - 4);
    let lines = lines.into_iter().take(4).enumerate();
    lines.map(|(n, line)| Line::styled(format!(" {} {line}", if n == 0 { mark } else { " " }), style)).collect()
}

fn draw_bar(model: &Model, frame: &mut Frame, area: Rect) {
    let named = |id, name: &'static str, value: &dyn ToString| {
        let value = value.to_string();
        model.lang.text(id, &[(name, Arg::Text(&value))])
    };
    let mut left = vec![words::label(model, "screen-okno")];
    left.extend(model.desk.as_ref().map(ToString::to_string));
    // Not the last number given: a colleague may have had a shift in a pause of this one.
    if let Some(open) = model.shift.as_ref().and_then(|shift| shift.open.as_ref()) {
        left.push(named("screen-shift", "shift", &open.number));
    }
    left.extend(model.person.as_ref().map(|person| person.user.to_string()));
    let health = &model.health;
    let mut right = vec![];
    if health.mirror.is_some() {
        right.push(words::label(model, "screen-mirror"));
    }
    if health.unprinted > 0 {
        right.push(named("screen-unprinted", "unprinted", &health.unprinted));
    }
    if health.in_doubt > 0 {
        right.push(named("screen-in-doubt", "doubt", &health.in_doubt));
    }
    let clock = words::time(model, model.now);
    let room_beside = |right: &str| usize::from(area.width).saturating_sub(right.chars().count() + 3);
    let beside = |has_room| {
        let right = [&right[..], &link::in_bar(model, has_room)].concat();
        if right.is_empty() { clock.clone() } else { format!("{}  {clock}", right.join(" · ")) }
    };
    // The name of the person is the last to give way.
    let least = left.last().map_or(0, |name| name.chars().count());
    let right = Some(beside(true)).filter(|right| room_beside(right) >= least).unwrap_or_else(|| beside(false));
    // What is wrong counts for more than the name of the program.
    let room = room_beside(&right);
    while left.len() > 1 && left.join(" · ").chars().count() > room {
        left.remove(0);
    }
    let style = model.theme.bar();
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    frame.buffer_mut().set_style(area, style);
    frame.render_widget(layout::edges(&left.join(" · "), &right, usize::from(inner.width), style), inner);
}

fn draw_paper(model: &Model, frame: &mut Frame, area: Rect, lines: &[String], scroll: usize) {
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let room = usize::from(area.height).saturating_sub(2);
    let first = scroll.min(lines.len().saturating_sub(room));
    let title = words::label(model, "screen-paper");
    let inner = layout::over(frame, area, title, width as u16 + 4, lines.len().min(room));
    let shown: Vec<Line> = lines.iter().skip(first).take(room).map(|line| Line::from(line.as_str())).collect();
    let below = lines.len() - first - shown.len();
    frame.render_widget(Paragraph::new(shown), inner);
    if below > 0 {
        let more = model.lang.text("screen-below", &[("count", Arg::Number(below as i64))]);
        let at = Rect { y: inner.y + inner.height, height: 1, ..inner };
        frame.render_widget(Line::from(format!(" {more} ")), at);
    }
}
