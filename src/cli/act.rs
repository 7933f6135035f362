//! What every command that records something has in common: its people with their PINs, its id, its paper.

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::{pin, print, telephone};
use crate::desk::{Desk, DeskError, Outcome};
use crate::domain::message::text;
use crate::domain::{Action, Actor, Command, EntryId, Refusal, UserName};

/// Who acts, who approves, and the id of what is recorded.
#[derive(Debug, clap::Args)]
pub(super) struct Acting {
    /// The cashier; the PIN comes from OKNO_PIN or a prompt
    #[arg(long = "as", value_name = "USER")]
    user: String,
    /// The supervisor, where one must approve; the PIN comes from OKNO_SUPERVISOR_PIN or a prompt
    #[arg(long, value_name = "USER")]
    supervisor: Option<String>,
    /// The supervisor at headquarters who approves it by telephone: what is to be read out is said, and their code
    /// comes from a prompt or the standard input
    #[arg(long, value_name = "USER", conflicts_with = "supervisor")]
    by_telephone: Option<String>,
    /// The id of what is recorded, to try again without recording it twice
    #[arg(long, value_name = "UUID")]
    pub(super) id: Option<EntryId>,
}

impl Acting {
    /// The people that are named.
    pub(super) fn names(&self) -> Names<'_> {
        let (supervisor, telephone) = (self.supervisor.as_deref(), self.by_telephone.as_deref());
        Names { user: &self.user, supervisor, telephone, second: None }
    }
}

/// The people that a command names.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    /// Who acts: `--as`, OKNO_PIN.
    pub(super) user: &'a str,
    /// Who approves: `--supervisor`, OKNO_SUPERVISOR_PIN.
    pub(super) supervisor: Option<&'a str>,
    /// Who approves by telephone: `--by-telephone`.
    pub(super) telephone: Option<&'a str>,
    /// The second person who stands by, with the option that names them; OKNO_WITNESS_PIN.
    pub(super) second: Option<(&'static str, &'a str)>,
}

impl<'a> Names<'a> {
    /// The person who acts alone.
    pub(super) fn alone(user: &'a str) -> Names<'a> {
        Names { user, supervisor: None, telephone: None, second: None }
    }

    /// The same with a second person, if `option` names one.
    pub(super) fn with(self, option: &'static str, second: Option<&'a str>) -> Names<'a> {
        Names { second: second.map(|second| (option, second)), ..self }
    }
}

/// The people of a command, whose PINs were checked.
pub(super) struct People {
    /// Who acts.
    pub(super) by: Actor,
    approved_by: Option<Actor>,
    witness: Option<Actor>,
}

impl People {
    /// What they ask of the desk, now.
    pub(super) fn command(&self, id: Option<EntryId>, action: Action) -> Command {
        let People { by, approved_by, witness } = self;
        let (id, at) = (id.unwrap_or_else(context::new_id), context::now());
        let (by, approved_by, witness) = (Some(by.clone()), approved_by.clone(), witness.clone());
        Command { id, at, by, approved_by, witness, action }
    }
}

impl Context {
    /// Opens the desk to write for people. Their PINs come from the environment or from prompts, before the desk is
    /// opened: while a person types, others may write.
    pub(super) fn desk_for(&self, what: &str, names: &Names) -> Result<(Desk, People), CliError> {
        if names.telephone.is_some() {
            return Err(CliError::new(Kind::Usage, ("telephone-cli-not-here", vec![])));
        }
        self.ready()?;
        let asked = |option, variable, name: &str| {
            let name = context::user_name(option, name)?;
            let pin = pin::of(self, variable, &name)?;
            Ok::<_, CliError>((name, pin))
        };
        let (user, pin) = asked("--as", "OKNO_PIN", names.user)?;
        let approver = names.supervisor.map(|name| asked("--supervisor", "OKNO_SUPERVISOR_PIN", name)).transpose()?;
        let second = names.second.map(|(option, name)| asked(option, "OKNO_WITNESS_PIN", name)).transpose()?;
        let mut desk = self.desk(what)?;
        let signed_in = desk.sign_in(context::new_id(), context::now(), &user, &pin);
        let by = signed_in.map_err(|error| not_signed_in(&user, error))?;
        let mut authorised = |person: Option<(UserName, String)>| {
            let Some((name, pin)) = person else { return Ok(None) };
            let actor = desk.authorise(context::new_id(), context::now(), &name, &pin);
            actor.map(Some).map_err(|error| not_signed_in(&name, error))
        };
        let (approved_by, witness) = (authorised(approver)?, authorised(second)?);
        Ok((desk, People { by, approved_by, witness }))
    }
}

/// Several people may give a PIN for one command: whose is wrong must be said.
fn not_signed_in(name: &UserName, error: DeskError) -> CliError {
    match error {
        DeskError::Refused(Refusal::SignInRefused) => {
            CliError::new(Kind::Refused, ("cli-sign-in", vec![("user", text(name))]))
        }
        error => error.into(),
    }
}

/// Records what people ask for, answers, and prints its paper.
pub(super) fn record(
    context: &Context,
    what: &str,
    names: &Names,
    id: Option<EntryId>,
    action: Action,
    answer: impl FnOnce(&Desk, &Outcome) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let by_telephone = names.telephone.map(|name| context::user_name("--by-telephone", name)).transpose()?;
    let (mut desk, people) = context.desk_for(what, &Names { telephone: None, ..*names })?;
    let command = people.command(id, action);
    let (mut desk, outcome) = match by_telephone {
        Some(user) => telephone::execute(context, what, desk, &command, &user)?,
        None => {
            let outcome = desk.execute(&command)?;
            (desk, outcome)
        }
    };
    // It is recorded: whatever becomes of the answer, its paper is printed.
    let answered = answer(&desk, &outcome);
    print::print_queued(context, &mut desk, outcome.entry.seq)?;
    answered
}
