//! What every subcommand works with: the home, its settings, the language, the desk opened to write or to read.

use std::cell::OnceCell;
use std::io::ErrorKind;
use std::path::PathBuf;

use chrono_tz::Tz;
use uuid::Uuid;

use super::error::{CliError, Kind};
use super::output;
use crate::clock;
use crate::desk::{Desk, Home, Options, View};
use crate::directory::{Directory, DirectoryError, Durability};
use crate::domain::message::text;
use crate::domain::{CashData, Catalogue, DeskId, EntryId, Message, Timestamp, UserName, Word};
use crate::journal::{Damage, Fault, JournalError, Writer};
use crate::lang::Lang;
use crate::settings::{Settings, SettingsError};

/// What every subcommand works with.
pub(super) struct Context {
    home: Home,
    is_named: bool,
    json: bool,
    named_lang: Option<Lang>,
    /// The one PIN of a demo's people; elsewhere a PIN comes from the environment or a prompt.
    demo_pin: Option<&'static str>,
    /// True while a demo sets its homes up: nothing is said of it.
    is_quiet: bool,
    settings: OnceCell<Option<Settings>>,
}

impl Context {
    /// What the global options say. Where no home is named it is `OKNO_HOME` or the standard one.
    pub(super) fn new(home: Option<PathBuf>, lang: Option<Lang>, json: bool) -> Result<Context, CliError> {
        let variable = || std::env::var_os("OKNO_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
        let standard = || std::env::home_dir().map(|home| home.join(".local/share/okno"));
        let no_home = || CliError::new(Kind::Usage, ("cli-no-home", vec![]));
        let home = home.or_else(variable);
        let is_named = home.is_some();
        let home = Home::new(home.or_else(standard).ok_or_else(no_home)?);
        Ok(Context {
            home,
            is_named,
            json,
            named_lang: lang,
            demo_pin: None,
            is_quiet: false,
            settings: OnceCell::new(),
        })
    }

    /// The same for a demo at `home`, whose people all have `pin`.
    pub(super) fn demo(&self, home: PathBuf, pin: &'static str) -> Context {
        let demo_pin = Some(pin);
        Context { demo_pin, json: false, ..self.at(Home::new(home)) }
    }

    /// The same without a word.
    pub(super) fn quiet(&self) -> Context {
        Context { is_quiet: true, ..self.afresh() }
    }

    /// The same in another home.
    pub(super) fn at(&self, home: Home) -> Context {
        Context { home, settings: OnceCell::new(), ..*self }
    }

    /// The same, with the settings read anew.
    pub(super) fn afresh(&self) -> Context {
        Context { home: self.home.clone(), settings: OnceCell::new(), ..*self }
    }

    /// The PIN of a demo's people.
    pub(super) fn demo_pin(&self) -> Option<&'static str> {
        self.demo_pin
    }

    /// The home, if it was named.
    pub(super) fn named_home(&self) -> Option<&Home> {
        self.is_named.then_some(&self.home)
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
        set.unwrap_or_else(lang_of_environment)
    }

    /// The language of what goes to suppliers: Russian, whatever the person reads, unless another is named.
    pub(super) fn suppliers_lang(&self) -> Lang {
        self.named_lang.unwrap_or(Lang::Ru)
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
                Err(SettingsError::Unreadable(error)) => Err(match error.kind() {
                    ErrorKind::NotFound => CliError::new(Kind::Usage, ("cli-no-desk", vec![self.word()])),
                    ErrorKind::NotADirectory => CliError::file(self.home.path(), &error),
                    _ => CliError::file(&self.home.settings(), &error),
                }),
                Err(SettingsError::Faulty(faults)) => Err(CliError::settings(faults)),
                Ok(_) => Err(CliError::new(Kind::Internal, ("cli-settings-changed", vec![]))),
            },
        }
    }

    /// The settings of a home that was set up to its end: it has a journal and a directory.
    pub(super) fn ready(&self) -> Result<&Settings, CliError> {
        let settings = self.settings()?;
        self.check_not_lost()?;
        if !self.home.journal().exists() {
            return Err(CliError::new(Kind::Usage, ("cli-no-desk", vec![self.word()])));
        }
        let directory = self.home.directory();
        if directory.exists() { Ok(settings) } else { Err(DirectoryError::Missing(directory).into()) }
    }

    /// The key is the last thing that a set-up makes: beside it there was a journal. To begin another one would give
    /// the same receipt numbers once more.
    pub(super) fn check_not_lost(&self) -> Result<(), CliError> {
        let journal = self.home.journal();
        if journal.exists() || !self.home.key().exists() {
            return Ok(());
        }
        Err(CliError::new(Kind::Refused, ("cli-journal-lost", vec![("path", text(journal.display()))])))
    }

    fn word(&self) -> (&'static str, Word) {
        ("home", text(self.home.path().display()))
    }

    /// Says something to a person; programs get JSON instead and are told nothing.
    pub(super) fn say(&self, message: &Message) -> Result<(), CliError> {
        if self.json || self.is_quiet { Ok(()) } else { output::line(&self.worded(message)) }
    }

    /// Writes a line that has no language.
    pub(super) fn line(&self, line: &str) -> Result<(), CliError> {
        if self.is_quiet { Ok(()) } else { output::line(line) }
    }

    /// Warns on the standard error.
    pub(super) fn warn(&self, message: &Message) {
        output::warn(&self.worded(message));
    }

    /// A message in the person's language.
    pub(super) fn worded(&self, message: &Message) -> String {
        output::worded(self.lang(), self.zone(), message)
    }

    /// The same with the names of the catalogue.
    pub(super) fn named(&self, catalogue: &Catalogue, message: &Message) -> String {
        output::named(self.lang(), self.zone(), catalogue, message)
    }

    /// Warns a person; programs are told nothing.
    pub(super) fn note(&self, message: &Message) {
        if !self.json {
            self.warn(message);
        }
    }

    /// The headings of a table, by the ids of their texts.
    pub(super) fn heads(&self, ids: &[&'static str]) -> Vec<String> {
        ids.iter().map(|id| self.lang().text(id, &[])).collect()
    }

    /// The desk, by its settings.
    pub(super) fn desk_id(&self) -> Result<DeskId, CliError> {
        desk_id(self.settings()?)
    }

    /// How the desk is opened, by its settings. `what` is what a second writer is told about this one.
    pub(super) fn options(&self, what: &str) -> Result<Options, CliError> {
        let settings = self.settings()?;
        Ok(Options {
            desk: desk_id(settings)?,
            zone: settings.zone,
            policy: settings.policy(),
            cash: cash_data()?,
            mirror: settings.mirror.clone(),
            holder: format!("okno {what}"),
        })
    }

    /// Opens the desk to write.
    pub(super) fn desk(&self, what: &str) -> Result<Desk, CliError> {
        self.ready()?;
        Ok(Desk::open(&self.home, self.options(what)?)?)
    }

    /// Opens the journal alone to write.
    pub(super) fn writer(&self, what: &str) -> Result<Writer, CliError> {
        self.ready()?;
        let options = self.options(what)?;
        Ok(Writer::open(&self.home.journal(), &options.desk, &options.holder)?)
    }

    /// Passes at a desk that stands alone: elsewhere people and accounts are headquarters'.
    pub(super) fn check_alone(&self) -> Result<(), CliError> {
        match &self.settings()?.hq {
            None => Ok(()),
            Some(hq) => Err(CliError::new(Kind::Refused, ("sync-hqs", vec![("hq", text(&hq.url))]))),
        }
    }

    /// Opens the directory alone to write, beside the desk's writer.
    pub(super) fn directory(&self) -> Result<Directory, CliError> {
        self.ready()?;
        Ok(Directory::open(&self.home.directory(), Durability::Original)?)
    }

    /// Opens the desk to read, beside a writer.
    pub(super) fn view(&self) -> Result<View, CliError> {
        let expected = desk_id(self.ready()?)?;
        let view = View::open(&self.home)?;
        match view.journal().desk() {
            found if *found == expected => Ok(view),
            found => {
                Err(JournalError::from(Damage::new(1, Fault::OtherDesk { found: found.clone(), expected })).into())
            }
        }
    }

    /// The catalogue of an opened directory.
    pub(super) fn catalogue(&self, view: &View) -> Result<Catalogue, CliError> {
        Ok(view.directory().catalogue()?)
    }

    fn known_settings(&self) -> Option<&Settings> {
        self.settings.get_or_init(|| Settings::read(&self.home.settings()).ok()).as_ref()
    }
}

/// The language of the process's environment.
pub(super) fn lang_of_environment() -> Lang {
    Lang::from_environment(|name| std::env::var(name).ok())
}

/// Denominations, reasons and bank accounts.
pub(super) fn cash_data() -> Result<CashData, CliError> {
    let fault = |faults: Vec<String>| {
        CliError::new(Kind::Internal, ("cli-catalogue", vec![("detail", text(faults.join("; ")))]))
    };
    CashData::built_in().map_err(fault)
}

fn desk_id(settings: &Settings) -> Result<DeskId, CliError> {
    DeskId::new(&settings.office, &settings.desk)
        .map_err(|error| CliError::bad_value("okno.toml", &settings.desk, error.message()))
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
