//! The desk as a service: it looks the facts up, lets the domain decide, and records the event.
//!
//! [`Desk`] is the writer's only door to the journal; [`View`] reads beside it.

mod error;
pub mod holders;
mod home;
mod key;
mod outbox;
pub mod pin;
pub mod printable;
mod recovery;
mod several;
mod sign_in;
mod telephone;
mod users;
mod view;

use std::path::{Path, PathBuf};

use chrono::{Offset as _, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::directory::{Directory, DirectoryError, Durability};
use crate::domain::command::{LineFacts, LineInput};
use crate::domain::{
    Action, CashData, Catalogue, Command, DeskId, Event, Facts, Offset, Policy, Shift, Timestamp, decide,
};
use crate::journal::{Journal, MirrorStatus, MirrorWorker, Writer};
use crate::protocol::Entry;

pub use crate::journal::{AckFault, Heard, ProvenAck, Word};
pub use error::DeskError;
pub use home::Home;
pub use key::{DeskKey, Enrolment, FreshKeys, KeyError};
pub use outbox::{Outbox, OutboxError, Packed};
pub use recovery::{Entered, Recovered, Recovery, RecoveryError, recover};
pub use users::add_user;
pub use view::{Balance, View, balance};

/// Within what time two payments of the same account and sum are suspected to be one.
const DOUBLE_WINDOW: TimeDelta = TimeDelta::hours(24);

/// What a desk is opened with, from its settings.
#[derive(Clone, Debug)]
pub struct Options {
    /// Its name.
    pub desk: DeskId,
    /// The office's zone.
    pub zone: Tz,
    /// The office's rules.
    pub policy: Policy,
    /// Denominations, reasons and bank accounts.
    pub cash: CashData,
    /// The directory of the journal's mirror.
    pub mirror: Option<PathBuf>,
    /// Who opens it: what a second writer is told.
    pub holder: String,
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The entry that it made.
    pub entry: Entry,
    /// That entry's event.
    pub event: Event,
    /// True if the id was executed before: this is the first outcome.
    pub repeated: bool,
}

/// An open desk: the one writer of its journal.
pub struct Desk {
    home: Home,
    writer: Writer,
    directory: Directory,
    catalogue: Catalogue,
    key: DeskKey,
    shift: Shift,
    options: Options,
    mirror: Option<MirrorWorker>,
    /// True after a failed write: what the file has must be read anew before the next command.
    stale: bool,
}

impl Desk {
    /// Opens the desk at `home`. A key that is lost is an error: under a new one every PIN would be wrong without a
    /// word why. The directory is only read, so that an import, which writes it for as long as it takes, keeps no
    /// payer waiting.
    pub fn open(home: &Home, options: Options) -> Result<Desk, DeskError> {
        Desk::open_with(home, options, DeskKey::load)
    }

    fn open_with(
        home: &Home,
        options: Options,
        key: fn(&Path) -> Result<DeskKey, KeyError>,
    ) -> Result<Desk, DeskError> {
        let writer = Writer::open(&home.journal(), &options.desk, &options.holder)?;
        let key = key(&home.key())?;
        let directory = Directory::open_read(&home.directory())?;
        let mirror = options.mirror.clone().map(|mirror| MirrorWorker::start(home.journal(), mirror));
        Ok(Desk {
            home: home.clone(),
            shift: writer.shift()?,
            catalogue: directory.catalogue()?,
            writer,
            directory,
            key,
            options,
            mirror,
            stale: false,
        })
    }

    /// Sets a desk up at `home`: makes its journal and key where there are none, and gives its directory `catalogue`
    /// where it has none yet. What is left to do then is to enrol it.
    pub fn set_up(home: &Home, options: Options, catalogue: &Catalogue) -> Result<Desk, DeskError> {
        let mut directory = Directory::open(&home.directory(), Durability::Original)?;
        match directory.catalogue() {
            Err(DirectoryError::NoCatalogue) => directory.publish(catalogue)?,
            known => drop(known?),
        }
        Desk::open_with(home, options, DeskKey::load_or_make)
    }

    /// The desk's state.
    pub fn shift(&self) -> &Shift {
        &self.shift
    }

    /// The journal, to read.
    pub fn journal(&self) -> &Journal {
        &self.writer
    }

    /// The accounts, suppliers and users.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The office's rules.
    pub fn policy(&self) -> &Policy {
        &self.options.policy
    }

    /// Denominations, reasons and bank accounts.
    pub fn cash(&self) -> &CashData {
        &self.options.cash
    }

    /// Suppliers, services, tenders and fees.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// How far the mirror is; `None` where none is kept.
    pub fn mirror(&self) -> Option<MirrorStatus> {
        self.mirror.as_ref().map(MirrorWorker::status)
    }

    /// Carries a command out: decides it, and records its event durably before it answers.
    ///
    /// An id that was executed before gives its first outcome again. After a refusal nothing was recorded; after a
    /// failed write the file is asked whether the entry made it.
    pub fn execute(&mut self, command: &Command) -> Result<Outcome, DeskError> {
        self.refresh()?;
        if let Some(outcome) = self.first_outcome(command)? {
            return Ok(outcome);
        }
        let facts = self.facts(command)?;
        let event = decide(&self.shift, &facts, command)?;
        self.record_deed(command, event)
    }

    /// Records the event of a command, and what follows from it by itself.
    fn record_deed(&mut self, command: &Command, event: Event) -> Result<Outcome, DeskError> {
        let outcome = self.record(command, event)?;
        if matches!(outcome.event, Event::ShiftOpened(_)) {
            self.enter_waiting(command.at);
        }
        Ok(outcome)
    }

    /// Payments that a recovery left out for want of a shift go into the one that was opened.
    fn enter_waiting(&mut self, at: Timestamp) {
        let home = self.home.clone();
        match self.enter_stranded(&home, at) {
            Ok(Entered { now: 0, .. }) => {}
            Ok(entered) => tracing::warn!(payments = entered.now, "stranded payments were entered again"),
            // They wait for the next shift: this one was opened.
            Err(error) => tracing::error!(%error, "stranded payments can't be entered"),
        }
    }

    /// Keeps what the till has begun and not recorded, for a crash or a power cut.
    pub fn keep_draft(&mut self, draft: &str) -> Result<(), DeskError> {
        self.refresh()?;
        Ok(self.writer.keep_draft(draft)?)
    }

    /// Does what waits for an idle moment.
    pub fn idle(&mut self) -> Result<(), DeskError> {
        Ok(self.writer.checkpoint()?)
    }

    fn record(&mut self, command: &Command, event: Event) -> Result<Outcome, DeskError> {
        match self.writer.append(command.id, command.at, &event) {
            Ok(entry) => {
                self.shift.apply(entry.at, &event);
                if let Some(mirror) = &self.mirror {
                    mirror.nudge();
                }
                if self.writer.needs_checkpoint() {
                    // It is recorded, whatever becomes of this; the next one tries again.
                    let _ = self.idle();
                }
                Ok(Outcome { entry, event, repeated: false })
            }
            Err(error) => {
                self.stale = true;
                self.refresh()?;
                self.first_outcome(command)?.ok_or_else(|| error.into())
            }
        }
    }

    fn refresh(&mut self) -> Result<(), DeskError> {
        if self.stale {
            self.writer.reopen()?;
            self.shift = self.writer.shift()?;
            self.stale = false;
        }
        Ok(())
    }

    fn first_outcome(&self, command: &Command) -> Result<Option<Outcome>, DeskError> {
        let Some(entry) = self.writer.entry_of(command.id)? else { return Ok(None) };
        let event = self.writer.event(entry.seq)?.map(|(_, event)| event);
        match event.filter(|event| command.action.makes(event)) {
            Some(event) => Ok(Some(Outcome { entry, event, repeated: true })),
            None => Err(DeskError::IdTaken { id: entry.id, seq: entry.seq, kind: entry.kind }),
        }
    }

    fn facts(&self, command: &Command) -> Result<Facts<'_>, DeskError> {
        let mut facts = self.bare_facts(command.at);
        match &command.action {
            Action::TakePayment { lines, .. } => {
                facts.lines = lines.iter().map(|line| self.line_facts(line, command.at)).collect::<Result<_, _>>()?;
            }
            Action::VoidPayment { receipt, .. }
            | Action::RefundPayment { receipt, .. }
            | Action::Retender { receipt, .. } => facts.payment = self.writer.recorded(*receipt)?,
            Action::MoveLine { receipt, to, .. } => {
                facts.payment = self.writer.recorded(*receipt)?;
                facts.lines = vec![self.line_facts(to, command.at)?];
            }
            Action::AcceptCash { code, .. } => facts.accepted = self.writer.accepted(code)?,
            Action::DropCash { seal, .. } => facts.sealed = self.writer.is_sealed(seal)?,
            Action::GiveBags { .. } => facts.bags = self.writer.bags()?.into_iter().map(|(_, bag)| bag).collect(),
            Action::CloseShift { .. } => facts.unsent = self.unsent()?,
            Action::RecordPrint { seq, .. } | Action::ResolvePrint { seq, .. } => {
                facts.printable = self.writer.document(*seq)?.is_some();
            }
            _ => {}
        }
        Ok(facts)
    }

    fn bare_facts(&self, at: Timestamp) -> Facts<'_> {
        let Options { policy, cash, zone, .. } = &self.options;
        Facts::bare(&self.catalogue, policy, cash, offset_at(*zone, at))
    }

    /// Entries that headquarters has not acknowledged; `None` at a desk that stands alone.
    pub fn unsent(&self) -> Result<Option<u64>, DeskError> {
        Ok(self.key.enrolment().map(|_| self.writer.unsent()).transpose()?)
    }

    /// The desk's secrets.
    pub fn key(&self) -> &DeskKey {
        &self.key
    }

    /// Keeps what HQ said. It waits for no disk: a payment behind it is not held up.
    pub fn hear(&mut self, heard: &Heard) -> Result<(), DeskError> {
        self.refresh()?;
        Ok(self.writer.hear(heard)?)
    }

    fn line_facts(&self, line: &LineInput, at: Timestamp) -> Result<LineFacts, DeskError> {
        let account = self.directory.account(&line.supplier, &line.account)?;
        let since = at.plus(-DOUBLE_WINDOW);
        let doubles = self.writer.doubles(&line.supplier, &line.account, line.amount, since)?;
        Ok(LineFacts { known: account.is_some(), address: account.map(|account| account.address), doubles })
    }
}

/// The offset from UTC in `zone` at the moment `at`.
pub fn offset_at(zone: Tz, at: Timestamp) -> Offset {
    Offset::new(zone.offset_from_utc_datetime(&at.utc().naive_utc()).fix())
}
