//! `okno print setup` and `okno print test`: which printer there is, and whether it prints what it should.

use clap::builder::PossibleValuesParser;
use serde_json::json;

use super::super::context::Context;
use super::super::error::CliError;
use super::super::output;
use crate::document::test_page;
use crate::domain::message::text;
use crate::print::profile::Profile;
use crate::print::{self, Outcome};
use crate::settings::{PROFILES, Printer, Settings, Target};

/// Which printer.
#[derive(Debug, Default, clap::Args)]
pub(in super::super) struct Choice {
    /// What it understands
    #[arg(long, value_parser = PossibleValuesParser::new(PROFILES))]
    profile: Option<String>,
    /// tcp:HOST:PORT, device:PATH, serial:PATH[,BAUD], cups:QUEUE; file:PATH appends to a file, dir:PATH makes a file
    /// for each paper
    #[arg(long)]
    to: Option<String>,
    /// 32, 42 or 48 characters
    #[arg(long)]
    columns: Option<usize>,
}

impl Choice {
    /// The settings' printer with what was chosen in the place of what stands there. Another profile has its own usual
    /// width.
    pub(super) fn over(&self, standing: &Printer) -> Result<Printer, CliError> {
        let mut printer = standing.clone();
        if let Some(profile) = &self.profile {
            printer.profile.clone_from(profile);
        }
        if let Some(to) = &self.to {
            let bad = || CliError::bad_value("--to", to, ("cli-printer-to", vec![]));
            printer.to = Target::parse(to).ok_or_else(bad)?;
        }
        let widths = Profile::named(&printer.profile).map(|profile| profile.columns).unwrap_or_default();
        printer.columns = match self.columns {
            Some(columns) if [32, 42, 48].contains(&columns) => columns,
            Some(columns) => return Err(CliError::not_one_of("--columns", &columns.to_string(), &[32, 42, 48])),
            None if self.profile.is_none() || widths.contains(&printer.columns) => printer.columns,
            None => widths.first().copied().unwrap_or(printer.columns),
        };
        Ok(printer)
    }
}

/// Writes the printer into the settings.
pub(super) fn setup(context: &Context, choice: &Choice) -> Result<(), CliError> {
    let path = context.home().settings();
    let printer = choice.over(&context.settings()?.printer)?.within(context.home().path());
    Settings::set_printer(&path, &printer).map_err(|error| CliError::file(&path, &error))?;
    let Printer { profile, to, columns } = &printer;
    if context.json() {
        return output::json(&json!({"profile": profile, "to": to.to_string(), "columns": columns}));
    }
    let words = vec![("profile", text(profile)), ("to", text(to)), ("columns", text(columns))];
    context.say(&("cli-printer-set", words))
}

/// Prints a test page.
pub(super) fn test(context: &Context, choice: &Choice, opens_drawer: bool) -> Result<(), CliError> {
    let printer = choice.over(&context.settings()?.printer)?;
    let named = format!("{} {}", printer.profile, printer.to);
    let page = test_page(context.office_lang(), &named, printer.columns, opens_drawer);
    match print::print(&page, &printer) {
        Outcome::Done if context.json() => output::json(&json!({"printed": [page.name()]})),
        Outcome::Done => context.say(&("cli-test-printed", vec![("to", text(&printer.to))])),
        Outcome::Failed(found) => Err(super::failed("print-failed", &found)),
        Outcome::Unknown(found) => Err(super::failed("print-unknown", &found)),
    }
}
