//! `okno user`: the people of this desk.

use clap::Subcommand;
use serde_json::json;

use super::context::{Context, user_name};
use super::error::{CliError, Kind};
use super::{output, pin};
use crate::desk::{self, DeskError};
use crate::directory::{Directory, Durability};
use crate::domain::message::text;
use crate::domain::{Role, User};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Add a person; the PIN comes from OKNO_NEW_PIN or a prompt
    Add {
        /// The name at sign-in
        name: String,
        /// cashier, supervisor or admin
        #[arg(long)]
        role: String,
        /// The name that receipts show
        #[arg(long)]
        full_name: Option<String>,
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
        Command::Add { name, role, full_name } => add(context, &name, &role, full_name),
        Command::List => list(context),
        Command::Retire { name } => retire(context, &name),
    }
}

fn add(context: &Context, name: &str, role: &str, full_name: Option<String>) -> Result<(), CliError> {
    context.settings()?;
    let parsed = Role::parse(role);
    let role = parsed.ok_or_else(|| CliError::not_one_of("--role", role, &["cashier", "supervisor", "admin"]))?;
    let name = user_name("NAME", name)?;
    let pin = pin::new(context, &name)?;
    let user = desk::add_user(context.home(), name, role, full_name, &pin)?;
    if context.json() {
        return output::json(&row(&user));
    }
    context.say(&("cli-user-added", vec![("user", text(&user.name)), ("role", text(role.as_str()))]))
}

fn list(context: &Context) -> Result<(), CliError> {
    let users = context.view()?.directory().users().map_err(DeskError::from)?;
    if context.json() {
        return output::json(&users.iter().map(row).collect::<Vec<_>>());
    }
    let retired = context.lang().text("cli-user-retired-mark", &[]);
    let rows: Vec<Vec<String>> = users
        .iter()
        .map(|user| {
            let mark = if user.retired { retired.clone() } else { String::new() };
            vec![user.name.to_string(), user.role.as_str().into(), user.full_name.clone().unwrap_or_default(), mark]
        })
        .collect();
    output::table(&rows, &[])
}

fn retire(context: &Context, name: &str) -> Result<(), CliError> {
    context.settings()?;
    let name = user_name("NAME", name)?;
    let mut directory = Directory::open(&context.home().directory(), Durability::Original).map_err(DeskError::from)?;
    let user = directory.user(&name).map_err(DeskError::from)?;
    let unknown = || CliError::new(Kind::Refused, ("cli-user-unknown", vec![("user", text(&name))]));
    let user = User { retired: true, ..user.ok_or_else(unknown)? };
    directory.put_user(&user).map_err(DeskError::from)?;
    context.say(&("cli-user-retired", vec![("user", text(&user.name))]))
}

fn row(user: &User) -> serde_json::Value {
    json!({
        "name": user.name, "role": user.role, "full_name": user.full_name, "retired": user.retired,
    })
}
