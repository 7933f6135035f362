//! The beginning: a model of what the home holds, and the set-up of a home that holds nothing.

use std::sync::Arc;

use chrono_tz::Tz;

use super::Mint;
use super::papers::Office;
use crate::desk::{Desk, DeskError, Home, add_user, offset_at};
use crate::domain::message::text;
use crate::domain::{Action, Catalogue, Command, Message, Role};
use crate::lang::Lang;
use crate::settings::{Operator, Settings};
use crate::tui::burst::Burst;
use crate::tui::custody::Custody;
use crate::tui::msg::{Effect, NewDesk, Ready, Stamp};
use crate::tui::recover::{self, Facts};
use crate::tui::screens::{set_up::SetUp, sign_in::SignIn, till::Till};
use crate::tui::theme::Theme;
use crate::tui::{Health, Keymap, Link, Model, Screen};

/// How the screens begin.
#[derive(Clone, Debug)]
pub struct Look {
    /// The terminal: columns and rows.
    pub size: (u16, u16),
    /// The language until somebody signs in.
    pub lang: Lang,
    /// Which key does what.
    pub keymap: Keymap,
    /// How things look.
    pub theme: Theme,
    /// The people of a demo with their PINs.
    pub demo: Option<Message>,
}

/// The model of a home that is not set up.
pub fn empty(look: Look, catalogue: Arc<Catalogue>, mint: &Mint) -> Model {
    let now = mint().at;
    Model {
        lang: look.lang,
        office_lang: look.lang,
        size: look.size,
        now,
        last_key: now,
        offset: offset_at(Tz::UTC, now),
        desk: None,
        catalogue,
        rules: Arc::default(),
        keymap: Arc::new(look.keymap),
        shift: None,
        person: None,
        screen: Screen::SetUp(SetUp::default()),
        overlay: None,
        lock: None,
        idle_lock_minutes: 0,
        till: Till::default(),
        custody: Custody::default(),
        notice: None,
        health: Health::default(),
        printer: None,
        link: Link::default(),
        demo: look.demo,
        theme: look.theme,
        burst: Burst::default(),
        recovery: recover::Recovery::default(),
    }
}

/// The model of a desk: nobody is signed in, and what an earlier run began is back.
pub fn at_desk(look: Look, ready: Ready, facts: Facts, mint: &Mint) -> (Model, Vec<Effect>) {
    let mut model = empty(look, ready.catalogue, mint);
    model.offset = ready.offset;
    model.rules = ready.rules;
    model.idle_lock_minutes = ready.idle_lock_minutes;
    model.custody.last = ready.last;
    model.desk = Some(ready.shift.desk.clone());
    model.shift = Some(ready.shift);
    model.screen = Screen::SignIn(SignIn::default());
    let effects = recover::recover(&mut model, facts);
    (model, effects)
}

/// Sets a desk up that stands alone, with its first people. A set-up that was cut off goes on.
pub fn set_up(home: &Home, wanted: &NewDesk, stamp: Stamp) -> Result<(Desk, Office), Message> {
    let fault = |error: DeskError| error.message();
    let settings = settings(home, wanted)?;
    let office = Office::new(home.clone(), settings, wanted.lang)?;
    let catalogue =
        Catalogue::built_in().map_err(|faults| ("error-directory", vec![("detail", text(faults.join("; ")))]))?;
    let mut desk = Desk::set_up(home, office.options.clone(), &catalogue).map_err(fault)?;
    if desk.shift().epoch == 0 {
        let action = Action::Enrol { zone: office.options.zone.name().to_owned() };
        let command = Command { id: stamp.id, at: stamp.at, by: None, approved_by: None, witness: None, action };
        desk.execute(&command).map_err(fault)?;
    }
    let people = [
        (&wanted.cashier, Role::Cashier, &wanted.cashier_pin),
        (&wanted.supervisor, Role::Supervisor, &wanted.supervisor_pin),
    ];
    for (name, role, pin) in people {
        add_user(home, name.clone(), role, None, None, pin).map_err(fault)?;
    }
    Ok((desk, office))
}

/// The settings of the new home; those that a set-up cut off has left, where they name the same desk.
fn settings(home: &Home, wanted: &NewDesk) -> Result<Settings, Message> {
    let unwritable = |error: std::io::Error| {
        ("setup-home-unwritable", vec![("path", text(home.path().display())), ("detail", text(error))])
    };
    let zone = wanted.zone.parse().map_err(|_| ("setup-zone-unknown", vec![("zone", text(&wanted.zone))]))?;
    let said = |value: &str| Some(value.trim().to_owned()).filter(|value| !value.is_empty());
    let (office, desk) = (wanted.desk.office(), wanted.desk.desk());
    let settings = Settings {
        language: Some(wanted.lang.code().to_owned()),
        address: said(&wanted.address),
        operator: said(&wanted.operator).zip(said(&wanted.inn)).map(|(name, inn)| Operator { name, inn }),
        ..Settings::new(office, desk, zone)
    };
    std::fs::create_dir_all(home.path()).map_err(unwritable)?;
    if !home.settings().exists() {
        settings.write_new(&home.settings()).map_err(unwritable)?;
    }
    let found = Settings::read(&home.settings()).ok();
    found
        .filter(|found| (found.office.as_str(), found.desk.as_str()) == (office, desk))
        .ok_or_else(|| ("setup-home-taken", vec![("path", text(home.path().display()))]))
}
