//! The picture of the back office: who is there and whether headquarters answers, the way to the page, the page, what
//! lies over it, what just happened, and what the keys do.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::model::{Kind, Model, Overlay, Page};
use super::{chart, dialog, list_view, look, pages, reader, table_view, words};
use crate::lang::Arg;
use crate::tui::widgets::layout;
use crate::tui::widgets::words::sentence;
use crate::tui::widgets::{hints, too_small};

/// Where the money is and what waits for whoever looks: how wide the former is in a narrow terminal.
const MONEY: u16 = 36;
/// From how many columns on the panes of the first page lie beside one another.
const WIDE: u16 = 110;
/// How high is what stands below a page's table.
const BELOW: u16 = 8;

/// Draws the model.
pub fn view(model: &Model, frame: &mut Frame) {
    let area = frame.area();
    if too_small::is_drawn(model.lang, frame) {
        return;
    }
    let notice = notice(model, area);
    let [bar, way, _, said, hints_at] = rows(area, notice.len().max(1) as u16);
    draw_bar(model, frame, bar);
    if model.is_locked() {
        draw_sign_in(model, frame, area);
    } else {
        draw_way(model, frame, way);
        draw_page(model, frame);
    }
    frame.render_widget(ratatui::widgets::Clear, said);
    frame.render_widget(Paragraph::new(notice), said);
    hints::draw(model, frame, hints_at);
    // Not every terminal's font has the no-break space of Russian sums.
    for cell in frame.buffer_mut().content.iter_mut().filter(|cell| cell.symbol() == "\u{a0}") {
        cell.set_char(' ');
    }
}

/// The bar, the way, the page, what happened, the hints.
fn rows(area: Rect, said: u16) -> [Rect; 5] {
    Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(said),
        Constraint::Length(1),
    ])
    .areas(area)
}

/// Where the panes of a page are. What just happened covers a page's last rows for once, so that nothing jumps.
pub fn panes(model: &Model, page: &Page) -> Vec<Rect> {
    let whole = Rect::new(0, 0, model.size.0, model.size.1);
    let [_, _, area, _, _] = rows(whole, 1);
    match page.kind {
        Kind::First => {}
        Kind::Single if page.panes.len() > 1 => {
            let [above, below] = Layout::vertical([Constraint::Fill(1), Constraint::Length(BELOW)]).areas(area);
            return vec![above, below];
        }
        _ => return page.panes.iter().map(|_| area).collect(),
    }
    let mut places = vec![Rect::default(); page.panes.len()];
    let (offices, money, queue, days) = if area.width >= WIDE {
        let [left, right] =
            Layout::horizontal([Constraint::Fill(1), Constraint::Length(area.width * 2 / 5)]).areas(area);
        let [offices, days] = Layout::vertical([Constraint::Fill(1), Constraint::Length(8)]).areas(left);
        let [money, queue] = Layout::vertical([Constraint::Length(11), Constraint::Fill(1)]).areas(right);
        (offices, money, queue, days)
    } else {
        let [offices, below] = Layout::vertical([Constraint::Fill(1), Constraint::Length(10)]).areas(area);
        let [left, queue] = Layout::horizontal([Constraint::Length(MONEY), Constraint::Fill(1)]).areas(below);
        let [money, days] = Layout::vertical([Constraint::Fill(1), Constraint::Length(0)]).areas(left);
        (offices, money, queue, days)
    };
    for (at, place) in [(pages::OFFICES, offices), (pages::MONEY, money), (pages::QUEUE, queue), (pages::DAYS, days)] {
        if let Some(of) = places.get_mut(at) {
            *of = place;
        }
    }
    places
}

/// True for a pane that has room on the screen.
pub fn is_shown(place: &Rect) -> bool {
    place.height > 2
}

/// The columns inside the frame of a pane that its cells may take: two stand before each row, and one is left free.
pub fn room(area: Rect) -> usize {
    usize::from(area.width).saturating_sub(5)
}

/// The rows of the pane where the keys go.
pub fn rows_of_pane(model: &Model) -> u16 {
    let Some(page) = model.page() else { return 0 };
    panes(model, page).get(page.at).map_or(0, |area| area.height.saturating_sub(5))
}

fn draw_page(model: &Model, frame: &mut Frame) {
    let area = Rect { y: 1, height: frame.area().height.saturating_sub(2), ..frame.area() };
    if let Some(page) = model.page() {
        let places = panes(model, page);
        match page.kind {
            Kind::Charts(_) => chart::draw(model, frame, places.first().copied().unwrap_or(area), page),
            _ => {
                for (at, (pane, place)) in page.panes.iter().zip(places).enumerate() {
                    if is_shown(&place) {
                        table_view::draw(model, frame, place, pane, at == page.at);
                    }
                }
            }
        }
    }
    match &model.overlay {
        Some(Overlay::Dialog(of)) => dialog::draw(model, frame, area, of),
        Some(Overlay::List(list)) => list_view::draw(model, frame, area, list),
        Some(_) => reader::draw(model, frame, frame.area()),
        None => {}
    }
}

/// What just happened, in as many rows as its words take.
fn notice(model: &Model, area: Rect) -> Vec<Line<'static>> {
    let Some(notice) = &model.notice else { return vec![] };
    let (mark, style) = if notice.is_fault { ("!", model.theme.fault()) } else { ("·", model.theme.good()) };
    let said = sentence(&words::worded(model, &notice.message));
    let lines = layout::wrap(&said, usize::from(area.width) - 4);
    let lines = lines.into_iter().take(4).enumerate();
    lines.map(|(n, line)| Line::styled(format!(" {} {line}", if n == 0 { mark } else { " " }), style)).collect()
}

fn draw_bar(model: &Model, frame: &mut Frame, area: Rect) {
    let mut left = vec![words::label(model, "screen-okno"), words::label(model, "screen-office")];
    if let Some(session) = &model.session {
        left.push(session.user.to_string());
        left.extend(session.office.as_ref().map(ToString::to_string));
    }
    let away = look::away(model).filter(|_| model.session.is_some());
    let link = match away {
        Some(Some(at)) => {
            let at = words::when(model, at);
            model.lang.text("screen-office-away-since", &[("at", Arg::Text(&at))])
        }
        Some(None) => words::label(model, "screen-office-away"),
        None => model.hq.clone(),
    };
    let right = format!("{link}  {}", (model.local)(model.now).format("%H:%M"));
    let style = model.theme.bar();
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    frame.buffer_mut().set_style(area, style);
    let room = usize::from(inner.width);
    let right = layout::cut(&right, room.saturating_sub(left.join(" · ").chars().count() + 2));
    frame.render_widget(layout::edges(&left.join(" · "), &right, room, style), inner);
}

/// The way to the page; where there is no room its beginning goes.
fn draw_way(model: &Model, frame: &mut Frame, area: Rect) {
    let mut names: Vec<String> = model.path.iter().map(|page| words::page(model, page)).collect();
    let room = usize::from(area.width).saturating_sub(2);
    let joined = |names: &[String]| names.join(" › ");
    let mut is_cut = false;
    while names.len() > 1 && joined(&names).chars().count() + 2 > room {
        names.remove(0);
        is_cut = true;
    }
    let way = format!(" {}{}", if is_cut { "… › " } else { "" }, joined(&names));
    frame.render_widget(Line::styled(way, model.theme.strong()), area);
}

fn draw_sign_in(model: &Model, frame: &mut Frame, area: Rect) {
    let Some(sign_in) = &model.sign_in else { return };
    let demo = model.demo.as_ref().map(|demo| layout::wrap(&words::worded(model, demo), 52)).unwrap_or_default();
    let rows = 6 + if demo.is_empty() { 0 } else { demo.len() + 1 };
    let area = layout::over(frame, area, words::label(model, "screen-office-sign-in"), 56, rows);
    let to = layout::cut(&model.hq, usize::from(area.width));
    frame.render_widget(Line::styled(to, model.theme.strong()), area);
    let row = |n: u16| Rect { y: area.y + n, height: area.height.saturating_sub(n), ..area };
    let names = [words::label(model, "screen-name"), words::label(model, "screen-pin")];
    sign_in.draw(frame, row(2), names.each_ref().map(String::as_str), model.theme);
    let said = if sign_in.is_sent { vec![words::label(model, "screen-office-asking")] } else { vec![] };
    let below: Vec<Line> = said.into_iter().chain(demo).map(Line::from).collect();
    frame.render_widget(Paragraph::new(below), row(5));
}
