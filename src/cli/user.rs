//! `okno user`: the people of this desk.

use clap::Subcommand;
use serde_json::json;

use super::context::{Context, user_name};
use super::error::CliError;
use super::{output, pin, telephone};
use crate::desk;
use crate::domain::message::{said, text};
use crate::domain::{EntryId, Message, Role, User};
use crate::lang::Lang;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Add a person, or give one another role, name and PIN
    ///
    /// The PIN comes from OKNO_NEW_PIN or a prompt. A person who was retired works again.
    Add {
        /// The name at sign-in
        name: String,
        /// cashier, supervisor or admin
        #[arg(long)]
        role: String,
        /// The name that receipts show
        #[arg(long)]
        full_name: Option<String>,
        /// The language of their screens, en or ru; the office's where it is not said
        #[arg(long)]
        language: Option<String>,
    },
    /// Let a person who forgot theirs choose a new PIN, which headquarters approves by telephone
    ///
    /// The new PIN comes from OKNO_NEW_PIN or a prompt. It is good here at once, elsewhere once headquarters has it.
    SetPin {
        /// The name at sign-in
        name: String,
        /// The supervisor at headquarters who approves it: what is to be read out is said, and their code comes from a
        /// prompt or the standard input
        #[arg(long, value_name = "USER")]
        by_telephone: String,
        /// The id of what is recorded, to try again without recording it twice
        #[arg(long, value_name = "UUID")]
        id: Option<EntryId>,
    },
    /// List the people
    List,
    /// Let a person no longer sign in; what they did stays
    Retire {
        /// The name at sign-in
        name: String,
    },
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::Add { name, role, full_name, language } => add(context, &name, &role, full_name, language),
        Command::SetPin { name, by_telephone, id } => {
            let (name, user) = (user_name("NAME", &name)?, user_name("--by-telephone", &by_telephone)?);
            telephone::set_pin(context, &name, &user, id)
        }
        Command::List => list(context),
        Command::Retire { name } => retire(context, &name),
    }
}

fn add(
    context: &Context,
    name: &str,
    role: &str,
    full_name: Option<String>,
    language: Option<String>,
) -> Result<(), CliError> {
    let role = self::role(role)?;
    check_language(language.as_deref())?;
    context.check_alone()?;
    let name = user_name("NAME", name)?;
    let known = context.directory()?.user(&name)?.is_some();
    let pin = pin::new(context, &name)?;
    let user = desk::add_user(context.home(), name, role, full_name, language, &pin)?;
    if context.json() {
        return output::json(&row(&user));
    }
    let id = if known { "cli-user-changed" } else { "cli-user-added" };
    context.say(&(id, vec![("user", text(&user.name)), ("role", said(role_name(role)))]))
}

fn list(context: &Context) -> Result<(), CliError> {
    let users = context.view()?.directory().users()?;
    if context.json() {
        return output::json(&users.iter().map(row).collect::<Vec<_>>());
    }
    if users.is_empty() {
        return context.say(&("cli-no-users", vec![]));
    }
    let cells = |user: &User| {
        let role = context.worded(&role_name(user.role));
        let retired = context.worded(&("cli-user-retired-mark", vec![]));
        let mark = if user.retired { retired } else { String::new() };
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![user.name.to_string(), role, said(&user.full_name), said(&user.language), mark]
    };
    output::table(&users.iter().map(cells).collect::<Vec<_>>(), &[])
}

fn retire(context: &Context, name: &str) -> Result<(), CliError> {
    context.check_alone()?;
    let mut directory = context.directory()?;
    let name = user_name("NAME", name)?;
    directory.retire(&name)?;
    if context.json() {
        return output::json(&directory.user(&name)?.as_ref().map(row));
    }
    context.say(&("cli-user-retired", vec![("user", text(&name))]))
}

/// Reads a role's code.
pub(super) fn role(code: &str) -> Result<Role, CliError> {
    Role::parse(code).ok_or_else(|| CliError::not_one_of("--role", code, &["cashier", "supervisor", "admin"]))
}

/// Passes for the code of a language that there is, and for none.
pub(super) fn check_language(code: Option<&str>) -> Result<(), CliError> {
    match code.filter(|code| Lang::parse(code).is_none()) {
        Some(code) => Err(CliError::not_one_of("--language", code, &Lang::ALL.map(Lang::code))),
        None => Ok(()),
    }
}

/// A role's name.
pub(super) fn role_name(role: Role) -> Message {
    let id = match role {
        Role::Cashier => "cli-role-cashier",
        Role::Supervisor => "cli-role-supervisor",
        Role::Admin => "cli-role-admin",
    };
    (id, vec![])
}

fn row(user: &User) -> serde_json::Value {
    json!({
        "name": user.name, "role": user.role, "full_name": user.full_name, "language": user.language,
        "retired": user.retired,
    })
}
