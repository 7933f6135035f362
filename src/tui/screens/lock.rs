//! The lock: idle or by key, opened by the same person's PIN or a supervisor's. Whatever is begun stays as it is.

use chrono::TimeDelta;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::sign_in::{self, SignIn};
use crate::domain::Message;
use crate::domain::message::text;
use crate::lang::Arg;
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice};
use crate::tui::msg::{Effect, Person, Stamp};
use crate::tui::widgets::{layout, words};

/// Does what a key of the lock means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Some(lock) = &mut model.lock else { return vec![] };
    match action {
        Action::OtherField => lock.in_pin = !lock.in_pin,
        Action::SignIn => {
            let ended = lock.end();
            return sign_in::send(model, ended, stamp);
        }
        _ => {}
    }
    vec![]
}

/// Types into the name or the PIN.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Some(lock) = &mut model.lock {
        lock.edit(key);
    }
    vec![]
}

/// Locks the screen.
pub fn lock(model: &mut Model) -> Vec<Effect> {
    if let (Some(person), None) = (&model.person, &model.lock) {
        model.lock = Some(SignIn::of(&person.user));
        model.notice = None;
    }
    vec![]
}

/// Locks the screen if nobody pressed a key for long.
pub fn when_idle(model: &mut Model) -> Vec<Effect> {
    let minutes = i64::from(model.idle_lock_minutes);
    if minutes > 0 && model.now.since(model.last_key) >= TimeDelta::minutes(minutes) {
        return lock(model);
    }
    vec![]
}

/// The desk's answer: the same person goes on, a supervisor opens it for them.
pub fn signed_in(model: &mut Model, result: Result<Person, Message>) -> Vec<Effect> {
    let (Some(lock), Some(owner)) = (&mut model.lock, &model.person) else { return vec![] };
    let fault = match result {
        Ok(person) if person.actor.user == owner.user || person.actor.role.approves() => {
            model.shift = Some(person.shift);
            model.lock = None;
            return vec![];
        }
        Ok(_) => ("screen-lock-anothers", vec![("user", text(&owner.user))]),
        Err(fault) => fault,
    };
    lock.refused();
    model.notice = Some(Notice::fault(fault));
    vec![]
}

/// Draws the lock; nothing of what is under it.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let (Some(lock), Some(owner)) = (&model.lock, &model.person) else { return };
    let said = model.lang.text("screen-lock-said", &[("user", Arg::Text(owner.user.as_str()))]);
    let said = layout::wrap(&said, 52);
    let below = said.len() as u16 + 1;
    let title = words::label(model, "screen-lock");
    let area = layout::over(frame, area, title, 56, said.len() + 5);
    frame.render_widget(Paragraph::new(said.into_iter().map(Line::from).collect::<Vec<_>>()), area);
    let fields = Rect { y: area.y + below, height: area.height.saturating_sub(below), ..area };
    let names = [words::label(model, "screen-name"), words::label(model, "screen-pin")];
    lock.draw(frame, fields, names.each_ref().map(String::as_str), model.theme);
}
