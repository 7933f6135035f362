//! The picture of an opening, or of whose shift stands open.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use tui_input::Input;

use super::open_shift::{self, OpenShift, Step, Way};
use super::sign_in::SignIn;
use crate::domain::message::text;
use crate::domain::shift::{OpenShift as Open, PausedShift};
use crate::domain::{Counted, Message, Shift, Word};
use crate::lang::Arg;
use crate::tui::model::{Model, Screen};
use crate::tui::widgets::count_view::{self, BESIDE, Beside};
use crate::tui::widgets::field::Look;
use crate::tui::widgets::form::{self, Label};
use crate::tui::widgets::{layout, words};

/// How wide the box's texts are.
const TEXT: usize = 62;

/// Draws the opening, or whose shift stands open.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::OpenShift(opening) = &model.screen else { return };
    if let Some((shift, open)) = model.shift.as_ref().and_then(|shift| Some((shift, shift.open.as_ref()?))) {
        return draw_anothers(model, frame, area, shift, open);
    }
    match &opening.step {
        Step::Look(lit) => draw_look(model, frame, area, opening, *lit),
        Step::Count => draw_count(model, frame, area, opening),
        Step::Differs(counted, issued) => draw_differs(model, frame, area, opening, (counted, issued)),
        Step::Supervisor(supervisor) => draw_supervisor(model, frame, area, supervisor),
    }
}

fn title(model: &Model, opening: &OpenShift) -> String {
    match opening.resumes {
        Some(number) => model.lang.text("custody-resume", &[("shift", Arg::Text(&number.to_string()))]),
        None => words::label(model, "screen-open"),
    }
}

/// Whose shifts are paused, and since when.
fn paused(paused: &PausedShift) -> Message {
    let mut words = vec![
        ("shift", text(paused.shift.number)),
        ("cashier", text(&paused.shift.cashier)),
        ("at", Word::Moment(paused.at)),
    ];
    let id = match &paused.seal {
        Some(seal) => {
            words.push(("seal", text(seal)));
            "custody-paused-sealed"
        }
        None => "custody-paused-since",
    };
    (id, words)
}

fn draw_look(model: &Model, frame: &mut Frame, area: Rect, opening: &OpenShift, lit: usize) {
    let ways = open_shift::ways(model, opening.resumes);
    let own = opening.resumes.and_then(|number| model.paused(number));
    let mut lines = vec![Line::styled(words::today(model), model.theme.strong()), Line::default()];
    if let Some(own) = own {
        lines.extend(wrapped(model, &paused(own)));
        lines.push(Line::default());
    }
    for other in model.others_paused() {
        lines.extend(wrapped(model, &paused(other)));
        lines.push(Line::default());
    }
    if ways.contains(&Way::Uncounted) {
        lines.extend(wrapped(model, &("custody-shared-open", vec![])));
        lines.push(Line::default());
    } else if opening.resumes.is_none() && !model.rules.blind && !model.drawer().is_zero() {
        let sum = words::sum(model, model.drawer());
        lines.push(layout::edges(&words::label(model, "screen-carried"), &sum, TEXT, model.theme.strong()));
        if let Some(notes) = open_shift::notes_left(model) {
            let notes = layout::wrap(&count_view::notes(model, notes), TEXT);
            lines.extend(notes.into_iter().map(|line| Line::styled(line, model.theme.quiet())));
        }
        lines.push(Line::default());
    }
    for (n, way) in ways.iter().enumerate() {
        lines.push(layout::choice(
            &words::worded(model, &way_words(model, way, opening.resumes)),
            n == lit,
            TEXT,
            model.theme,
        ));
    }
    let area = layout::over(frame, area, title(model, opening), TEXT as u16 + 4, lines.len());
    frame.render_widget(Paragraph::new(lines), area);
}

fn way_words(model: &Model, way: &Way, resumes: Option<u32>) -> Message {
    match way {
        Way::AsLeft => ("custody-way-as-left", vec![]),
        Way::Uncounted if resumes.is_some() => ("custody-way-resume", vec![]),
        Way::Uncounted => ("custody-way-open", vec![]),
        Way::Count => ("custody-way-count", vec![]),
        Way::CloseAbsent(number) => {
            let cashier = model.paused(*number).map(|paused| text(&paused.shift.cashier));
            ("custody-way-absent", vec![("shift", text(number)), ("cashier", cashier.unwrap_or_else(|| text("")))])
        }
    }
}

fn draw_count(model: &Model, frame: &mut Frame, area: Rect, opening: &OpenShift) {
    let inner = layout::boxed(frame, area, title(model, opening));
    let is_told = !model.rules.blind;
    let expected = open_shift::expected(model, opening.resumes);
    let width = BESIDE;
    let mut head = vec![Line::styled(words::today(model), model.theme.strong())];
    if let Some(own) = opening.resumes.and_then(|number| model.paused(number)).filter(|_| is_told) {
        let sealed = words::sum(model, own.sealed);
        head.push(layout::edges(&words::label(model, "custody-sealed"), &sealed, width, Default::default()));
    }
    if is_told && model.drawer().is_positive() {
        let carried = words::sum(model, model.drawer());
        head.push(layout::edges(&words::label(model, "custody-left"), &carried, width, Default::default()));
    }
    let foot = model.others_paused().flat_map(|other| {
        let said = words::worded(model, &paused(other));
        layout::wrap(&said, width).into_iter().map(Line::from)
    });
    let beside = Beside {
        head,
        expected: Some(expected).filter(|expected| is_told && !expected.is_zero()),
        of: open_shift::notes_left(model).filter(|_| is_told && opening.resumes.is_none()),
        foot: foot.collect(),
        has_focus: model.overlay.is_none(),
        ..Beside::default()
    };
    count_view::draw(model, frame, inner, &opening.counting, beside);
}

/// What the count differs by, shown once; at an opening with the field of what was brought now.
fn draw_differs(
    model: &Model,
    frame: &mut Frame,
    area: Rect,
    opening: &OpenShift,
    (counted, issued): (&Counted, &Input),
) {
    draw_count(model, frame, area, opening);
    let expected = open_shift::expected(model, opening.resumes);
    let is_opening = opening.resumes.is_none();
    let row = |id, sum| layout::edges(&words::label(model, id), &words::sum(model, sum), TEXT, Default::default());
    let carried = if is_opening { "screen-carried" } else { "screen-expected" };
    let mut lines = vec![];
    // Who counts blind learns that it differs and not by how much: the next count would come out right.
    if !model.rules.blind {
        lines.push(row(carried, expected));
    }
    lines.extend([row("screen-counted", counted.sum), Line::default()]);
    let at_field = lines.len() as u16;
    if is_opening {
        lines.extend([Line::default(), Line::default()]);
    }
    if model.rules.blind {
        lines.extend(wrapped(model, &("custody-differs-blind", vec![])));
    } else {
        let brought = words::typed_sum(issued.value()).unwrap_or_default();
        let difference = counted.sum.saturating_minus(expected).saturating_minus(brought);
        lines.push(count_view::line_of_difference(model, difference, TEXT));
    }
    let advice = if is_opening { "custody-differs-open" } else { "custody-differs-resume" };
    lines.push(Line::default());
    lines.extend(wrapped(model, &(advice, vec![])));
    let area = layout::over(frame, area, title(model, opening), TEXT as u16 + 4, lines.len());
    frame.render_widget(Paragraph::new(lines), area);
    if is_opening {
        draw_issued(model, frame, Rect { y: area.y + at_field, ..area }, issued);
    }
}

/// The field of what was brought now, in the area's first row.
fn draw_issued(model: &Model, frame: &mut Frame, area: Rect, issued: &Input) {
    let words = words::label(model, "custody-issued");
    let look = Look { has_focus: model.overlay.is_none(), ..Look::default() };
    let width = words.chars().count() as u16;
    let label = Label { words: &words, width, is_on_top: look.has_focus, look };
    let at = Rect { height: 1, width: area.width.min(width + 18), ..area };
    form::draw_labelled(frame, at, issued, &label, look, model.theme);
}

fn draw_supervisor(model: &Model, frame: &mut Frame, area: Rect, supervisor: &SignIn) {
    let area = layout::over(frame, area, words::label(model, "screen-open"), TEXT as u16 + 4, 7);
    let lines = vec![
        Line::styled(words::today(model), model.theme.strong()),
        Line::from(words::label(model, "custody-open-approve")),
    ];
    frame.render_widget(Paragraph::new(lines), area);
    let fields = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    let names = [words::label(model, "screen-supervisor"), words::label(model, "screen-pin")];
    supervisor.draw(frame, fields, names.each_ref().map(String::as_str), model.theme);
}

fn draw_anothers(model: &Model, frame: &mut Frame, area: Rect, shift: &Shift, open: &Open) {
    let number = open.number;
    let words = vec![
        ("shift", text(number)),
        ("cashier", text(&open.cashier)),
        ("day", text(words::day(model, open.day))),
        ("at", Word::Moment(open.opened_at)),
    ];
    let mut lines: Vec<Line> = vec![Line::styled(words::today(model), model.theme.strong()), Line::default()];
    lines.extend(wrapped(model, &("screen-anothers-shift", words)));
    lines.push(Line::default());
    let next = if model.can_close_anothers() { "screen-anothers-close" } else { "screen-anothers-wait" };
    lines.extend(wrapped(model, &(next, vec![("cashier", text(&open.cashier))])));
    for waiting in &shift.paused {
        lines.push(Line::default());
        lines.extend(wrapped(model, &paused(waiting)));
    }
    let area = layout::over(frame, area, words::label(model, "screen-open"), TEXT as u16 + 4, lines.len());
    frame.render_widget(Paragraph::new(lines), area);
}

fn wrapped(model: &Model, message: &Message) -> Vec<Line<'static>> {
    layout::wrap(&words::worded(model, message), TEXT).into_iter().map(Line::from).collect()
}
