//! PINs: from the environment, or typed at a prompt that doesn't show them.

use std::io::IsTerminal;

use super::context::Context;
use super::error::{CliError, Kind};
use super::output;
use crate::domain::UserName;
use crate::domain::message::text;

/// The PIN of `user`, from the environment variable or a prompt.
pub(super) fn of(context: &Context, variable: &'static str, user: &UserName) -> Result<String, CliError> {
    match context.demo_pin().map(str::to_owned).or_else(|| from_environment(variable)) {
        Some(pin) => Ok(pin),
        None => ask(context, variable, &("cli-pin-prompt", vec![("user", text(user))])),
    }
}

/// A new PIN for `user`, from `OKNO_NEW_PIN` or a prompt that asks twice.
pub(super) fn new(context: &Context, user: &UserName) -> Result<String, CliError> {
    const VARIABLE: &str = "OKNO_NEW_PIN";
    if let Some(pin) = context.demo_pin().map(str::to_owned).or_else(|| from_environment(VARIABLE)) {
        return Ok(pin);
    }
    let first = ask(context, VARIABLE, &("cli-new-pin-prompt", vec![("user", text(user))]))?;
    let second = ask(context, VARIABLE, &("cli-new-pin-again", vec![]))?;
    if first == second { Ok(first) } else { Err(CliError::new(Kind::Usage, ("cli-pins-differ", vec![]))) }
}

fn from_environment(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|pin| !pin.is_empty())
}

fn ask(context: &Context, variable: &'static str, prompt: &crate::domain::Message) -> Result<String, CliError> {
    let no_terminal = || CliError::new(Kind::Usage, ("cli-pin-needed", vec![("variable", text(variable))]));
    if !std::io::stdin().is_terminal() {
        return Err(no_terminal());
    }
    rpassword::prompt_password(format!("{} ", context.worded(prompt))).map_err(|_| {
        // The input was ended in the line of the prompt.
        output::warn("");
        no_terminal()
    })
}
