//! The set-up of a new home: the desk, the operator, the first two people.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::sign_in::SignIn;
use crate::domain::message::{said, text};
use crate::domain::{DeskId, Message, UserName};
use crate::lang::Lang;
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Screen};
use crate::tui::msg::{Effect, NewDesk, Ready, Stamp};
use crate::tui::widgets::field::Look;
use crate::tui::widgets::form::{Form, Label};
use crate::tui::widgets::{layout, words};

/// The fields in their order: the ids of their words.
const FIELDS: [&str; 10] = [
    "screen-set-office",
    "screen-set-desk",
    "screen-set-zone",
    "screen-set-address",
    "screen-set-operator",
    "screen-set-inn",
    "screen-set-cashier",
    "screen-set-cashier-pin",
    "screen-set-supervisor",
    "screen-set-supervisor-pin",
];
const OFFICE: usize = 0;
const DESK: usize = 1;
const ZONE: usize = 2;
const ADDRESS: usize = 3;
const OPERATOR: usize = 4;
const INN: usize = 5;
const CASHIER: usize = 6;
const CASHIER_PIN: usize = 7;
const SUPERVISOR: usize = 8;
const SUPERVISOR_PIN: usize = 9;

/// How many digits a PIN has.
const PIN_DIGITS: std::ops::RangeInclusive<usize> = 4..=12;

/// The set-up.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The fields.
    pub form: Form,
    /// True while the desk is made.
    pub is_sent: bool,
}

impl Default for SetUp {
    fn default() -> SetUp {
        let mut values = [""; FIELDS.len()];
        (values[DESK], values[ZONE]) = ("1", "Asia/Irkutsk");
        SetUp { form: Form::new(&values), is_sent: false }
    }
}

/// What is wrong with a field.
type Fault = (usize, Message);

impl SetUp {
    fn desk(&self, lang: Lang) -> Result<NewDesk, Fault> {
        let form = &self.form;
        let value = |n: usize| form.value(n).to_owned();
        let desk = DeskId::new(form.value(OFFICE), form.value(DESK)).map_err(|error| {
            let office_is_good = DeskId::new(form.value(OFFICE), "1").is_ok();
            (if office_is_good { DESK } else { OFFICE }, error.message())
        })?;
        for needed in [ZONE, OPERATOR] {
            if form.value(needed).is_empty() {
                return Err((needed, ("screen-set-missing", vec![("field", said((FIELDS[needed], vec![])))])));
            }
        }
        let inn = value(INN);
        if !matches!(inn.len(), 10 | 12) || !inn.bytes().all(|b| b.is_ascii_digit()) {
            return Err((INN, ("screen-set-inn-digits", vec![])));
        }
        let (cashier, cashier_pin) = self.person(CASHIER, CASHIER_PIN)?;
        let (supervisor, supervisor_pin) = self.person(SUPERVISOR, SUPERVISOR_PIN)?;
        if cashier == supervisor {
            return Err((SUPERVISOR, ("screen-set-same-name", vec![])));
        }
        Ok(NewDesk {
            desk,
            zone: value(ZONE),
            address: value(ADDRESS),
            operator: value(OPERATOR),
            inn,
            lang,
            cashier,
            cashier_pin,
            supervisor,
            supervisor_pin,
        })
    }

    /// True if Enter sets the desk up, and doesn't go on to another field.
    pub fn is_at_the_end(&self) -> bool {
        self.form.at() + 1 == FIELDS.len()
    }

    fn person(&self, name: usize, pin: usize) -> Result<(UserName, String), Fault> {
        let user = UserName::new(self.form.value(name)).map_err(|error| (name, error.message()))?;
        let digits = self.form.value(pin);
        if !PIN_DIGITS.contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err((pin, ("error-pin", vec![])));
        }
        Ok((user, digits.to_owned()))
    }
}

/// Does what a key of the set-up means: Enter goes from field to field, and behind the last one sets the desk up.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let lang = model.lang;
    let Screen::SetUp(set_up) = &mut model.screen else { return vec![] };
    match action {
        Action::SetUpField => set_up.form.next(FIELDS.len()),
        Action::SetUp if !set_up.is_at_the_end() => match set_up.desk(lang) {
            // What is wrong is said where it was typed, not ten fields later.
            Err((field, fault)) if field <= set_up.form.at() => {
                set_up.form.focus(field);
                model.notice = Some(Notice::fault(fault));
            }
            _ => set_up.form.next(FIELDS.len()),
        },
        Action::SetUp if !set_up.is_sent => match set_up.desk(lang) {
            Ok(desk) => {
                set_up.is_sent = true;
                model.office_lang = lang;
                return vec![Effect::SetUp { desk: Box::new(desk), stamp }];
            }
            Err((field, fault)) => {
                set_up.form.focus(field);
                model.notice = Some(Notice::fault(fault));
            }
        },
        _ => {}
    }
    vec![]
}

/// Types into the fields.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Screen::SetUp(set_up) = &mut model.screen
        && !set_up.is_sent
    {
        set_up.form.edit(key, FIELDS.len());
    }
    vec![]
}

/// The desk is set up, or isn't: then everything typed stays, to be mended.
pub fn done(model: &mut Model, result: Result<Ready, Message>) -> Vec<Effect> {
    let Screen::SetUp(set_up) = &mut model.screen else { return vec![] };
    match result {
        Ok(ready) => {
            let cashier = UserName::new(set_up.form.value(CASHIER)).ok();
            let desk = ready.shift.desk.clone();
            model.notice = Some(Notice::good(("screen-set-up-done", vec![("desk", text(&desk))])));
            (model.desk, model.shift) = (Some(desk), Some(ready.shift));
            (model.catalogue, model.offset) = (ready.catalogue, ready.offset);
            model.rules = ready.rules;
            model.idle_lock_minutes = ready.idle_lock_minutes;
            model.custody.last = ready.last;
            model.screen = Screen::SignIn(cashier.as_ref().map(SignIn::of).unwrap_or_default());
        }
        Err(fault) => {
            set_up.is_sent = false;
            model.notice = Some(Notice::fault(fault));
        }
    }
    vec![]
}

/// Draws the set-up.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::SetUp(set_up) = &model.screen else { return };
    let area = layout::boxed(frame, area, words::label(model, "screen-set-up"));
    let advice = layout::wrap(&words::label(model, "screen-set-advice"), usize::from(area.width));
    let [head, _, fields, lawful] = Layout::vertical([
        Constraint::Length(advice.len() as u16),
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(2),
    ])
    .areas(area);
    frame.render_widget(Paragraph::new(advice.into_iter().map(Line::from).collect::<Vec<_>>()), head);
    let names = FIELDS.map(|id| words::label(model, id));
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default() as u16;
    let mut y = fields.y;
    for (n, name) in names.iter().enumerate() {
        // The desk, the operator and each person stand apart.
        y += u16::from([OPERATOR, CASHIER, SUPERVISOR].contains(&n));
        let is_secret = [CASHIER_PIN, SUPERVISOR_PIN].contains(&n);
        let look = Look { is_secret, ..Look::default() };
        let label = Label { words: name, width, is_on_top: model.overlay.is_none(), look };
        let row = Rect { y: y + n as u16, height: 1, width: fields.width.min(width + 50), ..fields };
        set_up.form.draw(frame, row, n, &label, model.theme);
    }
    let said = layout::wrap(&words::label(model, "screen-set-lawful"), usize::from(lawful.width));
    let quiet = model.theme.quiet();
    let said: Vec<Line> = said.into_iter().map(|line| Line::styled(line, quiet)).collect();
    frame.render_widget(Paragraph::new(said), lawful);
}
