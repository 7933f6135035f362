//! Approval by telephone: what is shown to be read out, and what is done with the code that comes back. It takes no
//! network, and no supervisor of this desk.

use super::{Desk, DeskError, Outcome, pin};
use crate::domain::command::Facts;
use crate::domain::event::Event;
use crate::domain::user::locked_until;
use crate::domain::{
    Action, Actor, Challenge, Command, EntryHash, EntryId, Operation, Refusal, Role, User, UserName, decide,
};
use crate::protocol::{Answered, Asked, Call, Hash, TelephoneKey};

impl Desk {
    /// What must be read out so that somebody at headquarters may approve a command; `None` for one that nobody need
    /// approve. `fresh` is an id that is used for nothing else. Nothing is recorded.
    pub fn ask_by_telephone(&mut self, command: &Command, fresh: EntryId) -> Result<Option<Asked>, DeskError> {
        self.refresh()?;
        let Some(operation) = self.operation(command)? else { return Ok(None) };
        let last = self.writer.last_deed()?;
        let (key, epoch) = self.telephone_key()?;
        let call = Call { desk: &self.options.desk, epoch, operation: &operation };
        let challenge = key.challenge(&call, last, fresh);
        Ok(Some(Asked { operation, challenge, last }))
    }

    /// Carries out a command that was approved by telephone. A wrong code is recorded, and five in a row lock codes for
    /// a while, whoever types them.
    pub fn execute_by_telephone(&mut self, command: &Command, answered: &Answered) -> Result<Outcome, DeskError> {
        self.refresh()?;
        if let Some(outcome) = self.first_outcome(command)? {
            return Ok(outcome);
        }
        let Answered { asked, user, code, .. } = answered;
        let tries = self.writer.tries_of_codes()?;
        if let Some(until) = tries.and_then(|tries| locked_until(tries.tries, tries.at, command.at)) {
            return Err(Refusal::CodesLocked { until }.into());
        }
        let operation = self.operation(command)?;
        if operation.as_ref() != Some(&asked.operation) || self.writer.last_deed()? != asked.last {
            return Err(Refusal::ChallengeOld.into());
        }
        let (key, epoch) = self.telephone_key()?;
        let call = Call { desk: &self.options.desk, epoch, operation: &asked.operation };
        if !key.is_for(&call, &asked.challenge) {
            return Err(Refusal::ChallengeOld.into());
        }
        if key.code(&call, &asked.challenge, user) != *code {
            return Err(self.refuse_code(command, answered.id, tries.map_or(0, |tries| tries.tries))?.into());
        }
        let approver = Actor { user: user.clone(), role: Role::Supervisor };
        let command = Command { approved_by: Some(approver), ..command.clone() };
        let facts = Facts { telephone: Some(asked.challenge.clone()), ..self.facts(&command)? };
        let event = decide(&self.shift, &facts, &command)?;
        self.record_deed(&command, event)
    }

    /// A new PIN of a person who forgot theirs, to be approved by telephone. Before it is chosen there is none.
    pub fn new_pin(&self, user: &UserName, chosen: Option<&str>) -> Result<Action, DeskError> {
        let person = self.directory.user(user)?.filter(|person| !person.retired);
        let person = person.ok_or_else(|| Refusal::UnknownPerson { user: user.clone() })?;
        let pin_hash = chosen.map(|chosen| pin::hash(&self.key, chosen)).transpose()?.unwrap_or_default();
        let instead_of = hash_of(&person.pin_hash);
        Ok(Action::SetPin { user: user.clone(), pin_hash, instead_of })
    }

    /// The person with the PIN that they set here, until headquarters publishes another.
    pub(super) fn with_new_pin(&self, person: User) -> Result<User, DeskError> {
        let set = self.writer.new_pin(&person.name)?.filter(|set| set.instead_of == hash_of(&person.pin_hash));
        Ok(match set {
            Some(set) => User { pin_hash: set.hash, ..person },
            None => person,
        })
    }

    /// What a command would do, if anybody must approve it.
    fn operation(&self, command: &Command) -> Result<Option<Operation>, DeskError> {
        let somebody = match (&command.action, &command.by) {
            (Action::SetPin { user, .. }, _) => user.clone(),
            (_, Some(by)) => by.user.clone(),
            (_, None) => return Err(Refusal::NobodySignedIn.into()),
        };
        let approved_by = Some(Actor { user: somebody, role: Role::Supervisor });
        let command = Command { approved_by, ..command.clone() };
        let facts = Facts { telephone: Some(Challenge::new(&[], &[])), ..self.facts(&command)? };
        let event = decide(&self.shift, &facts, &command)?;
        Ok(event.approval().and_then(|_| Operation::of(&event)))
    }

    fn telephone_key(&self) -> Result<(TelephoneKey, u32), DeskError> {
        let enrolment = self.key.enrolment().ok_or(Refusal::NoTelephone)?;
        let key = TelephoneKey::new(&enrolment.keys.seal, &enrolment.hq.seal).ok_or(Refusal::NoTelephone)?;
        Ok((key, enrolment.epoch))
    }

    /// Records a wrong code and gives what is said of it.
    fn refuse_code(&mut self, command: &Command, id: EntryId, tries: u32) -> Result<Refusal, DeskError> {
        let user = match (&command.by, &command.action) {
            (Some(by), _) => by.user.clone(),
            (None, Action::SetPin { user, .. }) => user.clone(),
            (None, _) => return Ok(Refusal::NobodySignedIn),
        };
        let at = command.at;
        let action = Action::RefuseCode { user, tries };
        let refused = Command { id, at, by: None, approved_by: None, witness: None, action };
        let event = decide(&self.shift, &self.bare_facts(at), &refused)?;
        let locked = match self.record(&refused, event)?.event {
            Event::UserRefused(refused) => locked_until(refused.tries, at, at),
            _ => None,
        };
        Ok(locked.map_or(Refusal::CodeRefused, |until| Refusal::CodesLocked { until }))
    }
}

fn hash_of(pin_hash: &str) -> EntryHash {
    Hash::of(pin_hash.as_bytes())
}
