//! What is approved by telephone: the challenge is said, and the code is asked for.

use std::io::{BufRead, IsTerminal, Write, stdin, stdout};

use serde_json::json;

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::{output, pin};
use crate::desk::{Desk, Outcome};
use crate::domain::message::text;
use crate::domain::{Command, EntryId, Message, SpokenCode, SpokenCodeError, UserName};
use crate::protocol::{Answered, Asked};

/// Carries a command out that `user` approves by telephone, if anybody must: the desk is free while people talk.
pub(super) fn execute(
    context: &Context,
    what: &str,
    mut desk: Desk,
    command: &Command,
    user: &UserName,
) -> Result<(Desk, Outcome), CliError> {
    let Some(asked) = desk.ask_by_telephone(command, context::new_id())? else {
        let outcome = desk.execute(command)?;
        return Ok((desk, outcome));
    };
    drop(desk);
    let code = ask(context, &asked, user)?;
    let mut desk = context.desk(what)?;
    let answered = Answered { asked, user: user.clone(), code, id: context::new_id() };
    let command = Command { at: context::now(), ..command.clone() };
    let outcome = desk.execute_by_telephone(&command, &answered)?;
    Ok((desk, outcome))
}

/// Says what is to be read out, and waits for the code.
fn ask(context: &Context, asked: &Asked, user: &UserName) -> Result<SpokenCode, CliError> {
    let desk = context.desk_id()?;
    let Asked { operation, challenge, .. } = asked;
    if context.json() {
        output::json(&json!({
            "desk": desk, "challenge": challenge, "operation": operation.kind, "subject": operation.subject,
            "kopecks": operation.amount,
        }))?;
    } else {
        context.say(&("telephone-cli-read-out", vec![]))?;
        for (head, words) in read_out(context, asked) {
            context.line(&format!("{}: {words}", context.worded(&(head, vec![]))))?;
        }
    }
    let prompt = ("telephone-cli-code", vec![("user", text(user))]);
    let typed = line(context, &prompt)?;
    typed.parse().map_err(|error: SpokenCodeError| CliError::new(Kind::Refused, error.message()))
}

/// What is read out, line by line: desk, operation, its subject, its sum and the challenge.
fn read_out(context: &Context, asked: &Asked) -> Vec<(&'static str, String)> {
    let Asked { operation, challenge, .. } = asked;
    let kind = operation.word().map_or_else(|| operation.kind.clone(), |word| context.worded(&(word, vec![])));
    let desk = context.desk_id().map(|desk| desk.to_string()).unwrap_or_default();
    let subject = if operation.is_pin() { "telephone-person" } else { "telephone-subject" };
    let mut lines = vec![("telephone-desk", desk), ("telephone-operation", kind)];
    lines.push((subject, operation.subject.clone()));
    if !operation.is_pin() {
        lines.push(("telephone-sum", context.lang().kopecks(operation.amount.kopecks())));
    }
    lines.push(("telephone-challenge", challenge.to_string()));
    lines
}

/// A line that a person types, or a program writes.
fn line(context: &Context, prompt: &Message) -> Result<String, CliError> {
    let no_code = || CliError::new(Kind::Usage, ("telephone-cli-no-code", vec![]));
    if stdin().is_terminal() {
        let mut out = stdout();
        let asked = write!(out, "{} ", context.worded(prompt)).and_then(|()| out.flush());
        asked.map_err(|error| CliError::output(&error))?;
    }
    let mut typed = String::new();
    match stdin().lock().read_line(&mut typed) {
        Ok(length) if length > 0 => Ok(typed),
        _ => Err(no_code()),
    }
}

/// Gives a person who forgot theirs a new PIN.
pub(super) fn set_pin(
    context: &Context,
    name: &UserName,
    user: &UserName,
    id: Option<EntryId>,
) -> Result<(), CliError> {
    let what = "user set-pin";
    context.ready()?;
    let chosen = pin::new(context, name)?;
    let desk = context.desk(what)?;
    let (id, at, action) = (id.unwrap_or_else(context::new_id), context::now(), desk.new_pin(name, Some(&chosen))?);
    let command = Command { id, at, by: None, approved_by: None, witness: None, action };
    let (_, outcome) = execute(context, what, desk, &command, user)?;
    if context.json() {
        return output::json(&output::recorded(&outcome, json!({"user": name, "approved_by": user})));
    }
    context.say(&("telephone-cli-pin-set", vec![("user", text(name))]))
}
