//! Opening a shift: the date to look at, the cash to count. Where another's shift stands open, it is named.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::till;
use crate::domain::message::text;
use crate::domain::shift::OpenShift as Open;
use crate::domain::{Action as Deed, Command, Message, Money, Shift, UserName, Word};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Screen};
use crate::tui::msg::{Effect, Stamp};
use crate::tui::screens::close_shift;
use crate::tui::widgets::field::Look;
use crate::tui::widgets::form::{Form, Label};
use crate::tui::widgets::{layout, words};

/// The fields in their order.
const COUNTED: usize = 0;
const SUPERVISOR: usize = 1;
const PIN: usize = 2;
const FIELDS: usize = 3;

/// The opening of a shift.
#[derive(Clone, Debug)]
pub struct OpenShift {
    /// The counted cash, and the supervisor's name and PIN.
    pub form: Form,
    /// True once the desk refused for the clock: a supervisor must approve.
    pub asks_supervisor: bool,
    /// True while the desk records it.
    pub is_sent: bool,
}

impl Default for OpenShift {
    fn default() -> OpenShift {
        OpenShift { form: Form::new(&[""; FIELDS]), asks_supervisor: false, is_sent: false }
    }
}

impl OpenShift {
    /// The desk refused it: for an odd clock a supervisor may approve.
    pub fn refused(&mut self, fault: &Message) {
        self.is_sent = false;
        let is_first = !self.asks_supervisor;
        self.asks_supervisor |= matches!(fault.0, "refusal-clock-ahead" | "refusal-clock-back");
        if self.asks_supervisor {
            self.form.clear(PIN);
            self.form.focus(if is_first { SUPERVISOR } else { PIN });
        }
    }

    fn fields(&self) -> usize {
        if self.asks_supervisor { FIELDS } else { 1 }
    }

    /// The cash that was counted: what the last close left, where nothing is typed.
    fn counted(&self, carried: Money) -> Result<Money, Message> {
        match self.form.value(COUNTED) {
            "" => Ok(carried),
            typed => words::typed_sum(typed),
        }
    }
}

/// Does what a key of the opening means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::OpenShift(opening) = &mut model.screen else { return vec![] };
    match action {
        Action::OpenShiftField => opening.form.next(opening.fields()),
        Action::OpenShift if opening.asks_supervisor && opening.form.at() < PIN => opening.form.next(FIELDS),
        Action::OpenShift => return send(model, stamp),
        Action::CloseAnothers => return close_shift::open(model),
        _ => {}
    }
    vec![]
}

/// Types into the fields.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let is_free = !model.shift_is_open();
    if let Screen::OpenShift(opening) = &mut model.screen
        && is_free
        && !opening.is_sent
    {
        let fields = opening.fields();
        opening.form.edit(key, fields);
    }
    vec![]
}

/// Shows the opening.
pub fn open(model: &mut Model) {
    model.screen = Screen::OpenShift(OpenShift::default());
}

/// The shift is open: the till is ready.
pub fn opened(model: &mut Model) -> Vec<Effect> {
    if let Some(shift) = &model.shift {
        let words = vec![("shift", text(shift.number)), ("drawer", Word::Money(shift.drawer))];
        model.notice = Some(Notice::good(("screen-shift-opened", words)));
    }
    till::show(model);
    vec![]
}

fn send(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let carried = carried(model);
    let Screen::OpenShift(opening) = &mut model.screen else { return vec![] };
    if opening.is_sent {
        return vec![];
    }
    let counted = match opening.counted(carried) {
        Ok(counted) => counted,
        Err(fault) => {
            opening.form.focus(COUNTED);
            model.notice = Some(Notice::fault(fault));
            return vec![];
        }
    };
    let approver = match opening.asks_supervisor.then(|| UserName::new(opening.form.value(SUPERVISOR))) {
        None => None,
        Some(Ok(user)) => Some((user, opening.form.value(PIN).to_owned(), stamp.spare)),
        Some(Err(error)) => {
            opening.form.focus(SUPERVISOR);
            model.notice = Some(Notice::fault(error.message()));
            return vec![];
        }
    };
    opening.is_sent = true;
    let action = Deed::OpenShift { counted: counted.into(), issued: None };
    let command =
        Command { id: stamp.id, at: stamp.at, by: model.person.clone(), approved_by: None, witness: None, action };
    vec![Effect::Execute { command, approver, witness: None }]
}

fn carried(model: &Model) -> Money {
    model.shift.as_ref().map(|shift| shift.drawer).unwrap_or_default()
}

/// Draws the opening, or whose shift stands open.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::OpenShift(opening) = &model.screen else { return };
    match model.shift.as_ref().and_then(|shift| Some((shift, shift.open.as_ref()?))) {
        Some((shift, open)) => draw_anothers(model, frame, area, shift, open),
        None => draw_opening(model, frame, area, opening),
    }
}

fn draw_anothers(model: &Model, frame: &mut Frame, area: Rect, shift: &Shift, open: &Open) {
    let words = vec![
        ("shift", text(shift.number)),
        ("cashier", text(&open.cashier)),
        ("day", text(words::day(model, open.day))),
        ("at", Word::Moment(open.opened_at)),
    ];
    let said = words::worded(model, &("screen-anothers-shift", words));
    let next = if model.can_close_anothers() { "screen-anothers-close" } else { "screen-anothers-wait" };
    let next = words::worded(model, &(next, vec![("cashier", text(&open.cashier))]));
    let mut lines: Vec<Line> = vec![Line::styled(words::today(model), model.theme.strong()), Line::default()];
    lines.extend(layout::wrap(&said, 62).into_iter().map(Line::from));
    lines.push(Line::default());
    lines.extend(layout::wrap(&next, 62).into_iter().map(Line::from));
    let area = layout::over(frame, area, words::label(model, "screen-open"), 66, lines.len());
    frame.render_widget(Paragraph::new(lines), area);
}

fn draw_opening(model: &Model, frame: &mut Frame, area: Rect, opening: &OpenShift) {
    let theme = model.theme;
    let rows = if opening.asks_supervisor { 11 } else { 7 };
    let area = layout::over(frame, area, words::label(model, "screen-open"), 66, rows);
    let row = |n: u16| Rect { y: area.y + n, height: 1, ..area };
    let width = usize::from(area.width);
    let carried = words::sum(model, carried(model));
    frame.render_widget(Line::styled(words::today(model), theme.strong()), row(0));
    let line = layout::edges(&words::label(model, "screen-carried"), &carried, width, Default::default());
    frame.render_widget(line, row(2));
    let names = ["screen-counted", "screen-supervisor", "screen-pin"].map(|id| words::label(model, id));
    let label = |n: usize| Label {
        words: &names[n],
        width: names.iter().map(|name| name.chars().count()).max().unwrap_or_default() as u16,
        is_on_top: model.overlay.is_none(),
        look: Look { is_secret: n == PIN, hint: if n == COUNTED { &carried } else { "" }, has_focus: false },
    };
    opening.form.draw(frame, row(4), COUNTED, &label(COUNTED), theme);
    draw_difference(model, frame, row(6), opening);
    if opening.asks_supervisor {
        opening.form.draw(frame, row(8), SUPERVISOR, &label(SUPERVISOR), theme);
        opening.form.draw(frame, row(10), PIN, &label(PIN), theme);
    }
}

/// What the count differs by from what was left, while something is left to differ from.
fn draw_difference(model: &Model, frame: &mut Frame, row: Rect, opening: &OpenShift) {
    let carried = carried(model);
    let Ok(counted) = opening.counted(carried) else { return };
    let difference = counted.saturating_minus(carried);
    if carried.is_zero() || difference.is_zero() {
        return;
    }
    let id = if difference.is_positive() { "screen-over" } else { "screen-short" };
    let sum = words::sum(model, difference.abs());
    let line = layout::edges(&words::label(model, id), &sum, usize::from(row.width), model.theme.fault());
    frame.render_widget(line, row);
}
