//! What takes several entries, all or none: a close counts, sends the cash away and ends the shift.

use super::{Desk, DeskError, Outcome};
use crate::domain::{Action, Command, Event, decide};

impl Desk {
    /// Carries several commands out, one after another, or none of them: all are decided on a copy of the state before
    /// the first is recorded. What was recorded before an error of the disk is found by its id when all of them are
    /// tried again.
    pub fn execute_all(&mut self, commands: &[Command]) -> Result<Vec<Outcome>, DeskError> {
        self.refresh()?;
        self.rehearse(commands)?;
        commands.iter().map(|command| self.execute(command)).collect()
    }

    fn rehearse(&self, commands: &[Command]) -> Result<(), DeskError> {
        let mut shift = self.shift.clone();
        let mut events: Vec<Event> = Vec::with_capacity(commands.len());
        for command in commands {
            if self.first_outcome(command)?.is_some() {
                continue;
            }
            let mut facts = self.facts(command)?;
            // The journal doesn't know yet what these commands would record.
            facts.sealed |= matches!(&command.action, Action::DropCash { seal, .. }
                if events.iter().any(|event| matches!(event, Event::CashDropped(drop) if drop.seal == *seal)));
            let event = decide(&shift, &facts, command)?;
            shift.apply(command.at, &event);
            events.push(event);
        }
        Ok(())
    }
}
