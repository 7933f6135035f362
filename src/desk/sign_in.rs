//! Signing in: the PIN is checked, wrong ones are recorded, and five in a row lock the person out for a while.

use super::{Desk, DeskError, pin};
use crate::domain::command::SignInFacts;
use crate::domain::user::locked_until;
use crate::domain::{Action, Actor, Command, EntryId, Event, Facts, Refusal, Timestamp, User, UserName, decide};

impl Desk {
    /// Signs a person in who works here from now on. Recorded, unless the same person signed in last.
    pub fn sign_in(&mut self, id: EntryId, at: Timestamp, user: &UserName, pin: &str) -> Result<Actor, DeskError> {
        let repeated = self.shift.signed_in.as_ref() == Some(user);
        self.check_pin(id, at, user, pin, !repeated)
    }

    /// Checks the PIN of a person who approves another's command. Only wrong PINs, and the end of a row of them, are
    /// recorded: the command's own entry names who approved it.
    pub fn authorise(&mut self, id: EntryId, at: Timestamp, user: &UserName, pin: &str) -> Result<Actor, DeskError> {
        self.check_pin(id, at, user, pin, false)
    }

    fn check_pin(
        &mut self,
        id: EntryId,
        at: Timestamp,
        user: &UserName,
        pin: &str,
        record: bool,
    ) -> Result<Actor, DeskError> {
        self.refresh()?;
        let person = self.person(user)?;
        let tries = self.writer.tries(user)?;
        if let Some(until) = tries.and_then(|tries| locked_until(tries.tries, tries.at, at)) {
            return Err(Refusal::Locked { user: user.clone(), until }.into());
        }
        let pin_fits = pin::fits(&self.key, pin, &person.pin_hash);
        let tries = tries.map_or(0, |tries| tries.tries);
        if !pin_fits || record || tries > 0 {
            let command = Command {
                id,
                at,
                by: None,
                approved_by: None,
                witness: None,
                action: Action::SignIn { user: user.clone() },
            };
            let sign_in = Some(SignInFacts { role: person.role, pin_fits, tries });
            let event = decide(&self.shift, &Facts { sign_in, ..self.bare_facts(at) }, &command)?;
            let outcome = self.record(&command, event)?;
            if let Event::UserRefused(refused) = outcome.event {
                let locked = locked_until(refused.tries, at, at);
                return Err(locked
                    .map_or(Refusal::SignInRefused, |until| Refusal::Locked { user: refused.user, until })
                    .into());
            }
        }
        Ok(Actor { user: person.name, role: person.role })
    }

    fn person(&self, user: &UserName) -> Result<User, DeskError> {
        // An unknown name is not recorded: a PIN typed into the name's field must not end up in the journal.
        let person = self.directory.user(user)?.filter(|person| !person.retired);
        self.with_new_pin(person.ok_or(Refusal::SignInRefused)?)
    }
}
