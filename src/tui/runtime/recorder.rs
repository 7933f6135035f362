//! What is recorded: the desk's one writer, asked by effects.

use std::sync::Arc;

use super::papers::{self, Office, Printed};
use super::{Mint, link};
use crate::desk::{Desk, DeskError, Heard, Outcome, offset_at};
use crate::domain::message::text;
use crate::domain::{Command, Message, UserName, line};
use crate::lang::Lang;
use crate::protocol::{Answered, Asked};
use crate::tui::custody::Last;
use crate::tui::msg::{Done, Draft, Effect, Msg, NewPin, Person, Ready, SecondPerson, Stamp, Wanted};
use crate::tui::outfit::Unfit;
use crate::tui::recover::{Facts, LastPayment};
use crate::tui::{Health, Rules};

/// The desk, and what of it the screens are told.
pub struct Recorder {
    desk: Desk,
    mint: Mint,
    told: Option<Health>,
}

impl Recorder {
    /// Records at `desk`.
    pub fn new(desk: Desk, mint: Mint) -> Recorder {
        Recorder { desk, mint, told: None }
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The desk as the screens are told of it at first.
    pub fn ready(&self, office: &Office) -> Ready {
        let catalogue = Arc::new(self.desk.catalogue().clone());
        let offset = offset_at(office.options.zone, (self.mint)().at);
        let idle_lock_minutes = office.settings.till.idle_lock_minutes;
        let rules = Arc::new(Rules {
            policy: self.desk.policy().clone(),
            cash: self.desk.cash().clone(),
            blind: office.settings.cash.blind,
            limit: office.settings.cash.limit,
            float: office.settings.cash.float,
        });
        let last = self.last().inspect_err(|error| tracing::warn!(%error, "the last close can't be read"));
        let last = last.unwrap_or_default();
        Ready { shift: self.desk.shift().clone(), catalogue, rules, offset, idle_lock_minutes, last }
    }

    /// What the journal says of the desk's cash the last time.
    fn last(&self) -> Result<Last, DeskError> {
        let journal = self.desk.journal();
        let mut last = Last::default();
        if let Some((entry, closed)) = journal.z_report(self.desk.shift().z)? {
            last.apply(entry.seq, &closed.into());
        }
        if let Some((entry, given)) = journal.last_handed_over()? {
            last.apply(entry.seq, &given.into());
        }
        Ok(last)
    }

    /// Carries an effect out that records something; nothing for one that does not.
    pub fn perform(&mut self, effect: Effect) -> Vec<Msg> {
        let answer = match effect {
            Effect::SignIn { user, pin, stamp } => {
                Msg::SignedIn(self.sign_in(&user, &pin, stamp).map(Box::new).map_err(|error| error.message()))
            }
            Effect::Execute { command, approver, witness } => told(self.execute(command, approver, witness)),
            Effect::AskByTelephone { command, fresh } => to_read_out(self.desk.ask_by_telephone(&command, fresh)),
            Effect::AskForPin { user, stamp } => to_read_out(self.ask_for_pin(&user, stamp)),
            Effect::ExecuteByTelephone { command, witness, answered } => {
                told(self.execute_by_telephone(command, witness, &answered))
            }
            Effect::SetPin { new, answered } => told(self.set_pin(new, &answered)),
            Effect::KeepDraft(draft) => {
                self.keep(&draft);
                return vec![];
            }
            _ => return vec![],
        };
        [answer].into_iter().chain(self.health()).collect()
    }

    /// Keeps what headquarters said.
    pub fn hear(&mut self, heard: &Heard) -> Option<Msg> {
        if let Err(error) = self.desk.hear(heard) {
            tracing::warn!(%error, "what headquarters said can't be kept");
        }
        self.health()
    }

    /// Records what became of a paper; false where that can't be recorded.
    pub fn printed(&mut self, printed: Printed) -> (bool, Vec<Msg>) {
        let seq = printed.seq;
        let (is_recorded, fault) = papers::record(&mut self.desk, &self.mint, printed);
        (is_recorded, [Msg::Printed { seq, fault }].into_iter().chain(self.health()).collect())
    }

    /// Does what waits for an idle moment; says how things are, if that changed.
    pub fn idle(&mut self) -> Option<Msg> {
        if let Err(error) = self.desk.idle() {
            tracing::warn!(%error, "the journal can't be checkpointed");
        }
        self.health()
    }

    /// What an earlier run left behind.
    pub fn facts(&self) -> Result<Facts, DeskError> {
        let journal = self.desk.journal();
        let draft: Option<Draft> = journal.draft()?.and_then(|kept| {
            // The error itself may quote an account.
            serde_json::from_str(&kept)
                .map_err(|error| tracing::warn!(kind = ?error.classify(), "the draft can't be read"))
                .ok()
        });
        let begun = draft.as_ref().and_then(|draft| draft.tender);
        let is_recorded = begun.map_or(Ok(false), |id| journal.entry_of(id).map(|entry| entry.is_some()))?;
        let card = begun.filter(|_| !is_recorded).map_or(Ok(None), |id| journal.card_started(id))?;
        let last = match journal.last_payment()? {
            Some((entry, payment)) => Some(LastPayment {
                seq: entry.seq,
                receipt: payment.receipt,
                at: entry.at,
                total: line::total(&payment.lines).unwrap_or_default(),
                paper: journal.document(entry.seq)?.map_or("done", |document| document.state.as_str()),
            }),
            None => None,
        };
        let moved = draft.as_ref().and_then(|draft| draft.parked.close.as_ref()?.begun());
        let moved = match moved.map_or(Ok(None), |id| journal.entry_of(id))? {
            Some(entry) => journal.event(entry.seq)?.map(|(_, event)| event),
            None => None,
        };
        Ok(Facts { draft, is_recorded, last, card, moved })
    }

    /// How things behind the screen are, if that is news.
    pub fn health(&mut self) -> Option<Msg> {
        let health = self.look().inspect_err(|error| tracing::warn!(%error, "the desk can't be asked")).ok()?;
        if self.told.as_ref() == Some(&health) {
            return None;
        }
        self.told = Some(health.clone());
        Some(Msg::Health(health))
    }

    fn look(&self) -> Result<Health, DeskError> {
        let journal = self.desk.journal();
        let documents = journal.unprinted()?;
        let in_doubt = documents.iter().filter(|document| document.state.as_str() == "unknown").count();
        // A desk that stands alone has nobody to send to.
        let unsent = self.desk.unsent()?.unwrap_or_default();
        let hq = match self.desk.key().enrolment() {
            Some(_) => Some(link::kept(&self.desk)?),
            None => None,
        };
        let mirror = self.desk.mirror().and_then(|mirror| mirror.fault);
        let mirror = mirror.map(|detail| ("setup-mirror", vec![("detail", text(detail))]));
        Ok(Health { unprinted: documents.len() - in_doubt, in_doubt, mirror, hq, unsent })
    }

    fn sign_in(&mut self, user: &UserName, pin: &str, stamp: Stamp) -> Result<Person, DeskError> {
        let actor = self.desk.sign_in(stamp.id, stamp.at, user, pin)?;
        let known = self.desk.directory().user(user)?;
        let lang = known.and_then(|user| Lang::parse(user.language.as_deref()?));
        Ok(Person { actor, lang, shift: self.desk.shift().clone() })
    }

    fn execute(
        &mut self,
        mut command: Command,
        approver: Option<SecondPerson>,
        witness: Option<SecondPerson>,
    ) -> Result<Done, DeskError> {
        if let Some((user, pin, id)) = approver {
            command.approved_by = Some(self.desk.authorise(id, command.at, &user, &pin)?);
        }
        self.bring(&mut command, witness)?;
        let outcome = self.desk.execute(&command)?;
        Ok(self.done(outcome))
    }

    fn execute_by_telephone(
        &mut self,
        mut command: Command,
        witness: Option<SecondPerson>,
        answered: &Answered,
    ) -> Result<Done, DeskError> {
        self.bring(&mut command, witness)?;
        let outcome = self.desk.execute_by_telephone(&command, answered)?;
        Ok(self.done(outcome))
    }

    /// Checks the PIN of who stands by.
    fn bring(&mut self, command: &mut Command, witness: Option<SecondPerson>) -> Result<(), DeskError> {
        if let Some((user, pin, id)) = witness {
            command.witness = Some(self.desk.authorise(id, command.at, &user, &pin)?);
        }
        Ok(())
    }

    fn ask_for_pin(&mut self, user: &UserName, stamp: Stamp) -> Result<Option<Asked>, DeskError> {
        let action = self.desk.new_pin(user, None)?;
        let (id, at) = (stamp.id, stamp.at);
        let command = Command { id, at, by: None, approved_by: None, witness: None, action };
        self.desk.ask_by_telephone(&command, stamp.spare)
    }

    fn set_pin(&mut self, new: NewPin, answered: &Answered) -> Result<Done, DeskError> {
        let NewPin { id, at, user, pin } = new;
        let action = self.desk.new_pin(&user, Some(&pin))?;
        let command = Command { id, at, by: None, approved_by: None, witness: None, action };
        let outcome = self.desk.execute_by_telephone(&command, answered)?;
        Ok(self.done(outcome))
    }

    fn done(&self, outcome: Outcome) -> Done {
        let Outcome { event, entry, repeated } = outcome;
        Done { event, seq: entry.seq, id: entry.id, shift: self.desk.shift().clone(), repeated }
    }

    /// A draft that can't be kept stops nobody: what matters is recorded or refused aloud.
    fn keep(&mut self, draft: &Draft) {
        let kept = serde_json::to_string(draft).map_err(|error| error.to_string());
        let kept = kept.and_then(|draft| self.desk.keep_draft(&draft).map_err(|error| error.to_string()));
        if let Err(error) = kept {
            tracing::warn!(%error, "the draft can't be kept");
        }
    }
}

fn told(done: Result<Done, DeskError>) -> Msg {
    Msg::Done(done.map(Box::new).map_err(|error| error.message()))
}

fn to_read_out(asked: Result<Option<Asked>, DeskError>) -> Msg {
    Msg::ToReadOut(asked.map(|asked| asked.map(Box::new)).map_err(|error| error.message()))
}

/// The answer of an effect that can't be tried.
pub fn refused(effect: &Effect, fault: Message) -> Option<Msg> {
    Some(match effect {
        Effect::Find { search, .. } => Msg::Found { search: *search, hits: Err(fault), more: false },
        Effect::AskHq { search, .. } => Msg::Asked { search: *search, hits: Err(fault) },
        Effect::FindAddress { .. } => Msg::AddressFound(Err(fault)),
        Effect::FindBill(_) => Msg::BillFound(Err(fault)),
        Effect::SignIn { .. } => Msg::SignedIn(Err(fault)),
        Effect::Execute { .. } | Effect::ExecuteByTelephone { .. } | Effect::SetPin { .. } => Msg::Done(Err(fault)),
        Effect::AskByTelephone { .. } | Effect::AskForPin { .. } => Msg::ToReadOut(Err(fault)),
        Effect::Print { seq } => Msg::Printed { seq: *seq, fault: Some(fault) },
        Effect::FindHolders => Msg::Holders(Err(fault)),
        Effect::FindReceipts(_) => Msg::Receipts(Err(fault)),
        Effect::Preview { .. } | Effect::XReport => Msg::Preview(Err(fault)),
        Effect::Explain => Msg::Causes(Err(fault)),
        Effect::SetUp { .. } => Msg::SetUpDone(Err(fault)),
        // No entry has the number 0.
        Effect::PrintQueued { first } => Msg::Printed { seq: first.unwrap_or_default(), fault: Some(fault) },
        Effect::PrintTest => Msg::Tested(Some(fault)),
        Effect::Form { wanted: Wanted::Read, .. } => Msg::Preview(Err(fault)),
        Effect::Form { wanted: Wanted::Print, .. } => Msg::FormPrinted(Some(fault)),
        Effect::Form { wanted: Wanted::Save, .. } => Msg::Saved(Err(fault)),
        Effect::FindOutfit => Msg::Outfit(Err(fault)),
        Effect::TryOutfit { .. } => {
            Msg::OutfitTried { result: Err(Unfit { said: fault, may_be_kept: false }), kept: false }
        }
        Effect::SavePdf { .. } => Msg::Saved(Err(fault)),
        Effect::AskPrinter | Effect::SendNow | Effect::KeepDraft(_) | Effect::Quit => return None,
    })
}
