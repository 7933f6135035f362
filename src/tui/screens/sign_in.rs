//! Signing in.

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use tui_input::Input;

use crate::domain::message::text;
use crate::domain::{Message, UserName};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Screen};
use crate::tui::msg::{Effect, Person, Stamp};
use crate::tui::screens::{open_shift, telephone, till};
use crate::tui::theme::Theme;
use crate::tui::widgets::field::{self, Look};
use crate::tui::widgets::form::{self, Label};
use crate::tui::widgets::{layout, words};

/// The two fields of a sign-in.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// The name.
    pub name: Input,
    /// The PIN; never shown.
    pub pin: Input,
    /// True while the PIN is typed.
    pub in_pin: bool,
    /// True while the desk checks it.
    pub is_sent: bool,
}

impl SignIn {
    /// A sign-in whose name is known; the PIN is typed next.
    pub fn of(user: &UserName) -> SignIn {
        SignIn { name: Input::new(user.to_string()), in_pin: true, ..SignIn::default() }
    }

    /// Types into the name or the PIN; the arrows go from the one to the other.
    pub fn edit(&mut self, key: Key) {
        match key.code {
            KeyCode::Up | KeyCode::Down | KeyCode::BackTab => self.in_pin = !self.in_pin,
            _ => {
                field::edit(if self.in_pin { &mut self.pin } else { &mut self.name }, key);
            }
        }
    }

    /// Ends the typing: from the name to the PIN, and from the PIN to the desk, which gets the name and the PIN.
    pub fn end(&mut self) -> Result<Option<(UserName, String)>, Message> {
        if self.is_sent {
            return Ok(None);
        }
        if !self.in_pin {
            self.in_pin = true;
            return Ok(None);
        }
        match words::typed_user(self.name.value()) {
            Ok(user) => {
                self.is_sent = true;
                Ok(Some((user, self.pin.value().to_owned())))
            }
            Err(fault) => {
                self.in_pin = false;
                Err(fault)
            }
        }
    }

    /// The desk refused it: the PIN is typed anew.
    pub fn refused(&mut self) {
        self.is_sent = false;
        self.pin.reset();
    }

    /// Draws the two fields in the first rows of an area.
    pub fn draw(&self, frame: &mut Frame, area: Rect, names: [&str; 2], theme: Theme) {
        let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
        let label = |words| Label { words, width: width as u16, is_on_top: true, look: Look::default() };
        for (n, (input, words)) in [&self.name, &self.pin].into_iter().zip(names).enumerate() {
            let is_pin = n == 1;
            let look = Look { has_focus: is_pin == self.in_pin, is_secret: is_pin, hint: "" };
            let row = Rect { y: area.y + 2 * n as u16, height: 1, ..area };
            form::draw_labelled(frame, row, input, &label(words), look, theme);
        }
    }
}

/// Does what a key of the sign-in means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::SignIn(sign_in) = &mut model.screen else { return vec![] };
    match action {
        Action::OtherField => sign_in.in_pin = !sign_in.in_pin,
        Action::ForgotPin => return telephone::begin_pin(model, stamp),
        Action::SignIn => {
            let ended = sign_in.end();
            return send(model, ended, stamp);
        }
        _ => {}
    }
    vec![]
}

/// Asks the desk to sign a person in.
pub fn send(model: &mut Model, ended: Result<Option<(UserName, String)>, Message>, stamp: Stamp) -> Vec<Effect> {
    match ended {
        Ok(Some((user, pin))) => vec![Effect::SignIn { user, pin, stamp }],
        Ok(None) => vec![],
        Err(fault) => {
            model.notice = Some(Notice::fault(fault));
            vec![]
        }
    }
}

/// Types into the name or the PIN.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Screen::SignIn(sign_in) = &mut model.screen {
        sign_in.edit(key);
    }
    vec![]
}

/// Signs the person out; a basket must be paid or held first.
pub fn sign_out(model: &mut Model) -> Vec<Effect> {
    if model.till.has_lines() {
        model.notice = Some(Notice::fault(("till-basket-first", vec![])));
        return vec![];
    }
    leave(model);
    vec![]
}

/// Nobody is signed in any more: the next person begins in the office's language.
pub fn leave(model: &mut Model) {
    model.lang = model.office_lang;
    (model.person, model.overlay, model.lock) = (None, None, None);
    model.screen = Screen::SignIn(SignIn::default());
    till::forget(model);
}

/// The desk's answer.
pub fn signed_in(model: &mut Model, result: Result<Person, Message>) -> Vec<Effect> {
    let Screen::SignIn(sign_in) = &mut model.screen else { return vec![] };
    match result {
        Ok(person) => {
            // A language that was switched to before the sign-in is meant.
            if model.lang == model.office_lang {
                model.lang = person.lang.unwrap_or(model.lang);
            }
            model.person = Some(person.actor);
            model.shift = Some(person.shift);
            begin(model);
        }
        Err(fault) => {
            sign_in.refused();
            model.notice = Some(Notice::fault(fault));
        }
    }
    vec![]
}

/// The first screen of a person: the till in their own shift; else the opening of one, or what stands in its way.
fn begin(model: &mut Model) {
    if !model.shift_is_own() {
        open_shift::open(model);
        return;
    }
    let open = model.shift.as_ref().and_then(|shift| Some((shift.number, shift.open.as_ref()?.day)));
    if let Some((number, day)) = open.filter(|(_, day)| *day != model.now.day(model.offset)) {
        let day = text(model.lang.date(day));
        model.notice = Some(Notice::fault(("screen-shift-of-day", vec![("shift", text(number)), ("day", day)])));
    }
    till::show(model);
}

/// Draws the sign-in.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::SignIn(sign_in) = &model.screen else { return };
    let theme = model.theme;
    let demo = model.demo.as_ref().map(|demo| words::worded(model, demo)).unwrap_or_default();
    let demo = if demo.is_empty() { vec![] } else { layout::wrap(&demo, 52) };
    let rows = 6 + if demo.is_empty() { 0 } else { demo.len() + 1 };
    let title = words::label(model, "screen-sign-in");
    let area = layout::over(frame, area, title, 56, rows);
    frame.render_widget(Line::styled(words::today(model), theme.strong()), area);
    let row = |n: u16| Rect { y: area.y + n, height: area.height.saturating_sub(n), ..area };
    let names = [words::label(model, "screen-name"), words::label(model, "screen-pin")];
    sign_in.draw(frame, row(2), names.each_ref().map(String::as_str), theme);
    let demo: Vec<Line> = demo.into_iter().map(Line::from).collect();
    frame.render_widget(Paragraph::new(demo), row(6));
}
