//! What every subcommand works with: the home, its settings, the language, the desk opened to write or to read.

use std::cell::OnceCell;
use std::path::PathBuf;

use chrono::TimeDelta;
use chrono_tz::Tz;
use uuid::Uuid;

use super::error::{CliError, Kind};
use super::output;
use super::pin;
use crate::clock;
use crate::desk::{Desk, DeskError, Home, Options, View};
use crate::domain::message::text;
use crate::domain::{Actor, Catalogue, Command, DeskId, EntryId, Message, Timestamp, UserName};
use crate::lang::Lang;
use crate::settings::{Settings, SettingsError};

/// What every subcommand works with.
pub(super) struct Context {
    home: Home,
    json: bool,
    named_lang: Option<Lang>,
    /// The one PIN of a demo's people; elsewhere a PIN comes from the environment or a prompt.
    demo_pin: Option<&'static str>,
    settings: OnceCell<Option<Settings>>,
}

impl Context {
    /// Reads the global options; an error comes with the language to say it in.
    pub(super) fn new(home: Option<PathBuf>, lang: Option<&str>, json: bool) -> Result<Context, (Lang, CliError)> {
        let from_environment = Lang::from_environment(|name| std::env::var(name).ok());
        let named_lang = match lang {
            Some(code) => {
                let unknown = || (from_environment, CliError::not_one_of("--lang", code, &Lang::ALL.map(Lang::code)));
                Some(Lang::parse(code).ok_or_else(unknown)?)
            }
            None => None,
        };
        let standard = || std::env::home_dir().map(|home| home.join(".local/share/okno"));
        let no_home = || (from_environment, CliError::new(Kind::Usage, ("cli-no-home", vec![])));
        let home = Home::new(home.or_else(standard).ok_or_else(no_home)?);
        Ok(Context { home, json, named_lang, demo_pin: None, settings: OnceCell::new() })
    }

    /// The same for a demo at `home`, whose people all have `pin`.
    pub(super) fn demo(&self, home: PathBuf, pin: &'static str) -> Context {
        let demo_pin = Some(pin);
        Context { home: Home::new(home), json: false, named_lang: self.named_lang, demo_pin, settings: OnceCell::new() }
    }

    /// The same, with the settings read anew.
    pub(super) fn afresh(&self) -> Context {
        Context { home: self.home.clone(), settings: OnceCell::new(), ..*self }
    }

    /// The PIN of a demo's people.
    pub(super) fn demo_pin(&self) -> Option<&'static str> {
        self.demo_pin
    }

    /// The home.
    pub(super) fn home(&self) -> &Home {
        &self.home
    }

    /// True if programs read the answer.
    pub(super) fn json(&self) -> bool {
        self.json
    }

    /// The language of messages.
    pub(super) fn lang(&self) -> Lang {
        self.named_lang.unwrap_or_else(|| self.office_lang())
    }

    /// The language of documents: the office's, whatever the person reads.
    pub(super) fn office_lang(&self) -> Lang {
        let set = self.known_settings().and_then(|settings| settings.language.as_deref()).and_then(Lang::parse);
        set.unwrap_or_else(|| Lang::from_environment(|name| std::env::var(name).ok()))
    }

    /// The office's zone, where there are settings.
    pub(super) fn zone(&self) -> Option<Tz> {
        self.known_settings().map(|settings| settings.zone)
    }

    /// The settings; a home without any, or with faulty ones, is an error.
    pub(super) fn settings(&self) -> Result<&Settings, CliError> {
        match self.known_settings() {
            Some(settings) => Ok(settings),
            None => match Settings::read(&self.home.settings()) {
                Err(SettingsError::Unreadable(error)) if error.kind() == std::io::ErrorKind::NotFound => {
                    Err(CliError::new(Kind::Usage, ("cli-no-desk", vec![("home", text(self.home.path().display()))])))
                }
                Err(error) => Err(error.into()),
                Ok(_) => Err(CliError::new(Kind::Internal, ("cli-settings-changed", vec![]))),
            },
        }
    }

    /// Says something to a person; programs get JSON instead and are told nothing.
    pub(super) fn say(&self, message: &Message) -> Result<(), CliError> {
        if self.json { Ok(()) } else { output::line(&self.worded(message)) }
    }

    /// Warns on the standard error.
    pub(super) fn warn(&self, message: &Message) {
        output::warn(&self.worded(message));
    }

    /// A message in the person's language.
    pub(super) fn worded(&self, message: &Message) -> String {
        output::worded(self.lang(), self.zone(), message)
    }

    /// How the desk is opened, by its settings. `what` is what a second writer is told about this one.
    pub(super) fn options(&self, what: &str) -> Result<Options, CliError> {
        let settings = self.settings()?;
        let desk = DeskId::new(&settings.office, &settings.desk)
            .map_err(|error| CliError::bad_value("okno.toml", &settings.desk, error.message()))?;
        Ok(Options {
            desk,
            zone: settings.zone,
            clock_gap: TimeDelta::hours(i64::from(settings.clock.gap_hours)),
            mirror: settings.mirror.clone(),
            holder: format!("okno {what}"),
        })
    }

    /// Opens the desk to write.
    pub(super) fn desk(&self, what: &str) -> Result<Desk, CliError> {
        let options = self.options(what)?;
        if !self.home.journal().exists() {
            let home = text(self.home.path().display());
            return Err(CliError::new(Kind::Usage, ("cli-no-desk", vec![("home", home)])));
        }
        Ok(Desk::open(&self.home, options)?)
    }

    /// Opens the desk to read, beside a writer.
    pub(super) fn view(&self) -> Result<View, CliError> {
        self.settings()?;
        Ok(View::open(&self.home)?)
    }

    /// The catalogue of an opened directory.
    pub(super) fn catalogue(&self, view: &View) -> Result<Catalogue, CliError> {
        Ok(view.directory().catalogue().map_err(DeskError::from)?)
    }

    /// Signs the person in who acts, with the PIN from `OKNO_PIN` or a prompt.
    pub(super) fn sign_in(&self, desk: &mut Desk, name: &str) -> Result<Actor, CliError> {
        let name = user_name("--as", name)?;
        let pin = pin::of(self, "OKNO_PIN", &name)?;
        Ok(desk.sign_in(new_id(), now(), &name, &pin)?)
    }

    /// Checks the PIN of the supervisor who approves, from `OKNO_SUPERVISOR_PIN` or a prompt.
    pub(super) fn approver(&self, desk: &mut Desk, name: Option<&str>) -> Result<Option<Actor>, CliError> {
        let Some(name) = name else { return Ok(None) };
        let name = user_name("--supervisor", name)?;
        let pin = pin::of(self, "OKNO_SUPERVISOR_PIN", &name)?;
        Ok(Some(desk.authorise(new_id(), now(), &name, &pin)?))
    }

    fn known_settings(&self) -> Option<&Settings> {
        self.settings.get_or_init(|| Settings::read(&self.home.settings()).ok()).as_ref()
    }
}

/// Reads a user's name.
pub(super) fn user_name(option: &'static str, name: &str) -> Result<UserName, CliError> {
    UserName::new(name).map_err(|error| CliError::bad_value(option, name, error.message()))
}

/// The present moment.
pub(super) fn now() -> Timestamp {
    Timestamp::new(clock::now())
}

/// A new id for a command.
pub(super) fn new_id() -> EntryId {
    EntryId::from_uuid(Uuid::now_v7())
}

/// A command for the desk, now.
pub(super) fn command(
    id: Option<EntryId>,
    by: Actor,
    approved_by: Option<Actor>,
    action: crate::domain::Action,
) -> Command {
    Command { id: id.unwrap_or_else(new_id), at: now(), by: Some(by), approved_by, action }
}
