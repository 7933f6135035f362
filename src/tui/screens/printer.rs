//! Which printer there is, over whatever screen there is: its kind, the way to it, the width of its paper. It is tried
//! before it is kept, and is in force at once.

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use tui_input::Input;

use crate::domain::message::said as said_within;
use crate::domain::{Message, Word};
use crate::lang::Lang;
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Overlay};
use crate::tui::msg::Effect;
use crate::tui::outfit::{Kind, Outfit, Unfit, WAYS};
use crate::tui::widgets::field::{self, Look};
use crate::tui::widgets::form::{Label, draw_labelled};
use crate::tui::widgets::{layout, words};

/// The widths of paper that there are.
const WIDTHS: [usize; 3] = [32, 42, 48];
/// The fields in their order: the ids of their words.
const FIELDS: [&str; 4] =
    ["screen-printer-kind", "screen-printer-way", "screen-printer-place", "screen-printer-columns"];
const KIND: usize = 0;
const WAY: usize = 1;
const PLACE: usize = 2;
const COLUMNS: usize = 3;
/// What stands in an empty field of the place, by the way.
const HINTS: [&str; 6] =
    ["192.168.0.50:9100", "/dev/usb/lp0", "/dev/ttyUSB0,9600", "receipts", "receipts.txt", "receipts"];

/// The choice of a printer.
#[derive(Clone, Debug, Default)]
pub struct Printer {
    /// The kinds that there are; none before they are read.
    pub kinds: Vec<Kind>,
    kind: usize,
    way: usize,
    place: Input,
    columns: usize,
    at: usize,
    /// True while it is tried.
    is_sent: bool,
    /// True where it did not print when it was tried as it stands here.
    failed: bool,
}

impl Printer {
    /// What is filled in.
    pub fn outfit(&self) -> Outfit {
        let profile = self.kinds.get(self.kind).map(|kind| kind.code.clone()).unwrap_or_default();
        let place = self.place.value().trim().to_owned();
        Outfit { profile, way: WAYS[self.way % WAYS.len()], place, columns: self.columns }
    }

    fn widths(&self) -> Vec<usize> {
        let known = self.kinds.get(self.kind).map(|kind| kind.columns.clone()).filter(|known| !known.is_empty());
        let mut known = known.unwrap_or_else(|| WIDTHS.to_vec());
        known.sort_unstable();
        known
    }

    /// Another value of the field in focus. Another kind has its own usual width.
    fn turn(&mut self, by: isize) {
        let turned = |at: usize, count: usize| (at as isize + by).rem_euclid(count.max(1) as isize) as usize;
        match self.at {
            KIND => {
                self.kind = turned(self.kind, self.kinds.len());
                let usual = self.kinds.get(self.kind).and_then(|kind| kind.columns.first().copied());
                if !self.widths().contains(&self.columns) {
                    self.columns = usual.unwrap_or(self.columns);
                }
            }
            WAY => {
                self.way = turned(self.way, WAYS.len());
                self.place.reset();
            }
            COLUMNS => {
                let widths = self.widths();
                let at = widths.iter().position(|width| *width == self.columns).unwrap_or_default();
                self.columns = widths[turned(at, widths.len())];
            }
            _ => {}
        }
        self.failed = false;
    }
}

/// True where there is a desk, and nothing is asked or taken at the moment.
pub fn can_open(model: &Model) -> bool {
    super::sync::is_at_rest(model)
}

/// True while the printer is not being tried.
pub fn is_free(model: &Model) -> bool {
    shown(model).is_some_and(|printer| !printer.is_sent && !printer.kinds.is_empty())
}

/// True if Enter tries the printer and keeps it, and doesn't go on to another field.
pub fn is_at_the_end(model: &Model) -> bool {
    shown(model).is_some_and(|printer| printer.at + 1 == FIELDS.len())
}

fn shown(model: &Model) -> Option<&Printer> {
    match &model.overlay {
        Some(Overlay::Printer(printer)) => Some(printer),
        _ => None,
    }
}

/// Opens it; what the settings say comes a moment later.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Printer(Box::default()));
    vec![Effect::FindOutfit]
}

/// What the settings say is there.
pub fn found(model: &mut Model, found: Result<Box<(Outfit, Vec<Kind>)>, Message>) -> Vec<Effect> {
    let Some(Overlay::Printer(printer)) = &mut model.overlay else { return vec![] };
    match found {
        Ok(found) => {
            let (Outfit { profile, way, place, columns }, kinds) = *found;
            let kind = kinds.iter().position(|kind| kind.code == profile).unwrap_or_default();
            let way = WAYS.iter().position(|known| *known == way).unwrap_or_default();
            **printer = Printer { kinds, kind, way, place: Input::new(place), columns, ..Printer::default() };
        }
        Err(fault) => {
            model.overlay = None;
            model.notice = Some(Notice::fault(fault));
        }
    }
    vec![]
}

/// Does what a key means in the choice.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Printer(printer)) = &mut model.overlay else { return vec![] };
    let keeps = action == Action::EnterPrinter;
    match action {
        Action::LeavePrinter => model.overlay = None,
        Action::PrinterField => printer.at = (printer.at + 1) % FIELDS.len(),
        Action::EnterPrinter if printer.at + 1 < FIELDS.len() => printer.at += 1,
        Action::EnterPrinter | Action::TryPrinter => {
            let outfit = printer.outfit();
            if outfit.place.is_empty() {
                printer.at = PLACE;
                model.notice = Some(Notice::fault(("screen-printer-no-place", vec![])));
                return vec![];
            }
            let anyway = keeps && printer.failed;
            printer.is_sent = true;
            model.notice = Some(Notice::good(("screen-printer-is-tried", vec![])));
            return vec![Effect::TryOutfit { outfit, keeps, anyway }];
        }
        _ => {}
    }
    vec![]
}

/// Types the place, goes to the field above or below, or to the value before or after.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(Overlay::Printer(printer)) = &mut model.overlay else { return vec![] };
    match key.code {
        _ if printer.is_sent || printer.kinds.is_empty() => {}
        KeyCode::Down => printer.at = (printer.at + 1).min(FIELDS.len() - 1),
        KeyCode::Up | KeyCode::BackTab => printer.at = printer.at.saturating_sub(1),
        KeyCode::Left if printer.at != PLACE => printer.turn(-1),
        KeyCode::Right if printer.at != PLACE => printer.turn(1),
        _ if printer.at == PLACE => printer.failed &= !field::edit(&mut printer.place, key),
        _ => {}
    }
    vec![]
}

/// It printed, or why it didn't.
pub fn tried(model: &mut Model, result: Result<(), Unfit>, kept: bool) -> Vec<Effect> {
    let Some(Overlay::Printer(printer)) = &mut model.overlay else {
        // Somebody went on meanwhile: what is in force is said all the same.
        model.notice = kept.then(|| Notice::good(("screen-printer-kept", vec![]))).or(model.notice.take());
        return vec![];
    };
    printer.is_sent = false;
    match result {
        Ok(()) if kept => {
            (model.overlay, model.printer) = (None, None);
            model.notice = Some(Notice::good(("screen-printer-kept", vec![])));
        }
        Ok(()) => model.notice = Some(Notice::good(("screen-tested", vec![]))),
        Err(Unfit { said, may_be_kept }) => {
            printer.failed = may_be_kept;
            let said =
                if may_be_kept { ("screen-printer-keep-anyway", vec![("why", said_within(said))]) } else { said };
            model.notice = Some(Notice::fault(said));
        }
    }
    vec![]
}

/// Draws the choice in a box over the screen.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, printer: &Printer) {
    let width = area.width.min(70);
    let advice = layout::wrap(&words::label(model, "screen-printer-advice"), usize::from(width) - 4);
    let rows = FIELDS.len() + 1 + advice.len();
    let area = layout::over(frame, area, words::label(model, "screen-printer-title"), width, rows);
    let names = FIELDS.map(|id| words::label(model, id));
    let column = names.iter().map(|name| name.chars().count()).max().unwrap_or_default() as u16;
    for (n, name) in names.iter().enumerate() {
        let row = Rect { y: area.y + n as u16, height: 1, ..area };
        let look = Look { has_focus: printer.at == n, hint: HINTS[printer.way % HINTS.len()], ..Look::default() };
        let label = Label { words: name, width: column, is_on_top: true, look };
        if n == PLACE {
            draw_labelled(frame, row, &printer.place, &label, look, model.theme);
        } else {
            draw_choice(model, frame, row, &label, &value(model, printer, n));
        }
    }
    let below = Rect { y: area.y + FIELDS.len() as u16 + 1, height: advice.len() as u16, ..area };
    let advice: Vec<Line> = advice.into_iter().map(|line| Line::styled(line, model.theme.quiet())).collect();
    frame.render_widget(Paragraph::new(advice), below);
}

fn draw_choice(model: &Model, frame: &mut Frame, row: Rect, label: &Label, value: &str) {
    let Label { words, width, look, .. } = label;
    let width = usize::from(*width);
    let (mark, style) = if look.has_focus { ("▸", model.theme.strong()) } else { (" ", Style::default()) };
    let value = if look.has_focus { format!("◂ {value} ▸") } else { value.to_owned() };
    let label = Span::styled(format!("{:<width$} ", layout::cut(words, width)), style);
    frame.render_widget(Line::from(vec![Span::raw(mark), label, Span::raw(value)]), row);
}

fn value(model: &Model, printer: &Printer, field: usize) -> String {
    match field {
        KIND => printer.kinds.get(printer.kind).map(|kind| name(model.lang, kind)).unwrap_or_default(),
        WAY => words::label(model, WAY_WORDS[printer.way % WAY_WORDS.len()]),
        _ => words::worded(model, &("screen-printer-width", vec![("n", Word::Number(printer.columns as i64))])),
    }
}

/// The ids of the ways' words.
const WAY_WORDS: [&str; 6] = [
    "screen-printer-way-tcp",
    "screen-printer-way-device",
    "screen-printer-way-serial",
    "screen-printer-way-cups",
    "screen-printer-way-file",
    "screen-printer-way-dir",
];

fn name(lang: Lang, kind: &Kind) -> String {
    let [en, ru] = &kind.names;
    if lang == Lang::Ru { ru.clone() } else { en.clone() }
}
