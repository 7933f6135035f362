//! `okno hq user`: the people of all offices.

use clap::Subcommand;
use serde_json::json;

use super::super::context::{new_id, now, user_name};
use super::super::{pin, user};
use super::{CliError, Context, failure, home, office, open, output};
use crate::domain::message::{said, text};
use crate::domain::{DeskId, User};
use crate::hq::Person;
use crate::protocol::pin::NewPin;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Add a person, or give one another role, office, name and PIN
    ///
    /// The PIN comes from OKNO_NEW_PIN or a prompt. A person who was retired works again.
    Add {
        /// The name at sign-in
        name: String,
        /// cashier, supervisor or admin
        #[arg(long)]
        role: String,
        /// The one office where they work; all of them where it is not said
        #[arg(long)]
        office: Option<String>,
        /// The region in whose offices they work, as `okno hq office set` names it
        #[arg(long, conflicts_with = "office")]
        region: Option<String>,
        /// The name that receipts show
        #[arg(long)]
        full_name: Option<String>,
        /// The language of their screens, en or ru; the office's where it is not said
        #[arg(long)]
        language: Option<String>,
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
        Command::Add { name, role, office, region, full_name, language } => {
            let role = user::role(&role)?;
            user::check_language(language.as_deref())?;
            let name = user_name("NAME", &name)?;
            let user = User { name, role, full_name, language, pin_hash: String::new(), retired: false };
            add(context, Person { user, office, region })
        }
        Command::List => list(context),
        Command::Retire { name } => retire(context, &name),
    }
}

fn add(context: &Context, person: Person) -> Result<(), CliError> {
    if let Some(office) = &person.office {
        // An office has the form of a desk's first part.
        DeskId::new(office, "1").map_err(|error| CliError::bad_value("--office", office, error.message()))?;
    }
    let hq = open(context)?;
    if let Some(region) = &person.region {
        office::check_region(&hq, context, region)?;
    }
    let pin = NewPin::new(pin::new(context, &person.user.name)?);
    let known =
        hq.put_person(person.clone(), &pin, new_id(), now()).map_err(|error| failure::at(&home(context), error))?;
    if context.json() {
        return output::json(&row(&person));
    }
    let id = if known { "cli-user-changed" } else { "cli-user-added" };
    let role = said(user::role_name(person.user.role));
    context.say(&(id, vec![("user", text(&person.user.name)), ("role", role)]))
}

fn list(context: &Context) -> Result<(), CliError> {
    let people = open(context)?.people().map_err(|error| failure::at(&home(context), error))?;
    if context.json() {
        return output::json(&people.iter().map(row).collect::<Vec<_>>());
    }
    if people.is_empty() {
        return context.say(&("hq-no-people", vec![]));
    }
    let cells = |Person { user, office, region }: &Person| {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let role = context.worded(&user::role_name(user.role));
        let everywhere = || context.worded(&("hq-every-office", vec![]));
        let office = office.clone().or_else(|| region.clone()).unwrap_or_else(everywhere);
        let retired = context.worded(&("cli-user-retired-mark", vec![]));
        let mark = if user.retired { retired } else { String::new() };
        vec![user.name.to_string(), role, office, said(&user.full_name), said(&user.language), mark]
    };
    output::table(&people.iter().map(cells).collect::<Vec<_>>(), &[])
}

fn retire(context: &Context, name: &str) -> Result<(), CliError> {
    let hq = open(context)?;
    let person = hq
        .retire_person(&user_name("NAME", name)?, new_id(), now())
        .map_err(|error| failure::at(&home(context), error))?;
    if context.json() {
        return output::json(&row(&person));
    }
    context.say(&("cli-user-retired", vec![("user", text(&person.user.name))]))
}

fn row(Person { user, office, region }: &Person) -> serde_json::Value {
    json!({
        "name": user.name, "role": user.role, "office": office, "region": region, "full_name": user.full_name,
        "language": user.language, "retired": user.retired,
    })
}
