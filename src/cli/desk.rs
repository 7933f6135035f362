//! `okno desk`: set a desk up, and ask how it is.

use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use serde_json::json;

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::output;
use crate::desk::{Desk, DeskError};
use crate::domain::message::text;
use crate::domain::{Action, Catalogue, Command as DeskCommand, DeskId, Ownership, Refusal, Shift, Word, line};
use crate::journal::DocumentState;
use crate::lang::Lang;
use crate::settings::{Operator, Settings};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Set up a desk that stands alone, in an empty home
    Init(Init),
    /// Say how the desk is: shift, last payment, what is unprinted
    Status,
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The office's code: letters, digits and '-', at most 16
    #[arg(long)]
    office: String,
    /// The desk's code within the office: letters, digits and '-', at most 8
    #[arg(long)]
    desk: String,
    /// The office's time zone, for example Asia/Irkutsk
    #[arg(long)]
    zone: String,
    /// The language of receipts; the environment's where none is named
    #[arg(long, value_name = "LANG", value_parser = PossibleValuesParser::new(Lang::ALL.map(Lang::code)))]
    language: Option<String>,
    /// The office's address, for receipts
    #[arg(long)]
    address: Option<String>,
    /// The operator's registered name, for receipts; with --inn
    #[arg(long, requires = "inn")]
    operator: Option<String>,
    /// The operator's taxpayer number
    #[arg(long, requires = "operator")]
    inn: Option<String>,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::Init(init) => set_up(context, &init),
        Command::Status => status(context),
    }
}

fn set_up(context: &Context, init: &Init) -> Result<(), CliError> {
    let id = DeskId::new(&init.office, &init.desk)
        .map_err(|error| CliError::bad_value("--office", &format!("{}/{}", init.office, init.desk), error.message()))?;
    let wanted = settings(init)?;
    let home = context.home();
    std::fs::create_dir_all(home.path()).map_err(|error| CliError::file(home.path(), &error))?;
    if home.settings().exists() {
        // A set-up that was cut off goes on; that of another desk is left alone.
        let found = context.settings()?;
        if (&found.office, &found.desk) != (&wanted.office, &wanted.desk) {
            let desk = text(format!("{}/{}", found.office, found.desk));
            return Err(CliError::new(Kind::Refused, ("cli-home-taken", vec![place(context), ("desk", desk)])));
        }
    } else {
        wanted.write_new(&home.settings()).map_err(|error| CliError::file(&home.settings(), &error))?;
    }
    context.check_not_lost()?;
    let lacking = !home.key().exists() || !home.directory().exists();
    let options = context.afresh().options("desk init")?;
    let action = Action::Enrol { zone: options.zone.name().to_owned() };
    let built_in = Catalogue::built_in().map_err(|faults| {
        CliError::new(Kind::Internal, ("cli-catalogue", vec![("detail", text(faults.join("; ")))]))
    })?;
    let mut desk = Desk::set_up(home, options, &built_in)?;
    let command =
        DeskCommand { id: context::new_id(), at: context::now(), by: None, approved_by: None, witness: None, action };
    let mended = match desk.execute(&command) {
        Err(DeskError::Refused(Refusal::AlreadyEnrolled)) if lacking => true,
        outcome => outcome.map(|_| false)?,
    };
    if context.json() {
        return output::json(&json!({"desk": id, "home": home.path(), "mended": mended}));
    }
    if mended {
        return context.say(&("cli-desk-mended", vec![place(context)]));
    }
    context.say(&("cli-desk-ready", vec![("desk", text(&id)), place(context)]))?;
    context.say(&("cli-desk-next", vec![]))?;
    let has_agents = built_in.suppliers.iter().any(|supplier| supplier.ownership == Ownership::Agent);
    if has_agents { context.say(&("cli-desk-fiscal", vec![])) } else { Ok(()) }
}

fn place(context: &Context) -> (&'static str, Word) {
    ("home", text(context.home().path().display()))
}

fn settings(init: &Init) -> Result<Settings, CliError> {
    let zone = init.zone.parse().map_err(|_| CliError::bad_value("--zone", &init.zone, ("cli-zone", vec![])))?;
    for (option, value) in [("--address", &init.address), ("--operator", &init.operator)] {
        if let Some(value) = value.as_ref().filter(|value| value.trim().is_empty()) {
            return Err(CliError::bad_value(option, value, ("cli-blank", vec![])));
        }
    }
    let is_inn = |inn: &&String| matches!(inn.len(), 10 | 12) && inn.bytes().all(|b| b.is_ascii_digit());
    if let Some(inn) = init.inn.as_ref().filter(|inn| !is_inn(inn)) {
        return Err(CliError::bad_value("--inn", inn, ("cli-inn", vec![])));
    }
    let operator = init.operator.clone().zip(init.inn.clone()).map(|(name, inn)| Operator { name, inn });
    let mut settings = Settings::new(&init.office, &init.desk, zone);
    settings.language = init.language.clone();
    settings.address = init.address.clone();
    settings.operator = operator;
    Ok(settings)
}

fn status(context: &Context) -> Result<(), CliError> {
    let view = context.view()?;
    let journal = view.journal();
    let shift = journal.shift()?;
    let last = journal.last_seq()?;
    let ack = journal.ack()?;
    let unsent = last.saturating_sub(ack.as_ref().map_or(0, |ack| ack.through));
    let documents = journal.unprinted()?;
    let last_payment = journal.last_payment()?;
    let in_doubt = documents.iter().filter(|document| document.state == DocumentState::Unknown).count();
    if context.json() {
        let payment = last_payment.map(|(entry, payment)| {
            let total = line::total(&payment.lines);
            json!({"receipt": payment.receipt, "id": entry.id, "at": entry.at, "total_kopecks": total,
                "seq": entry.seq})
        });
        let open = shift.open.as_ref().map(|open| {
            json!({"shift": shift.number, "cashier": open.cashier, "day": open.day.to_string(),
                "opened_at": open.opened_at, "payments": open.totals.payments, "kopecks": open.totals.gross})
        });
        return output::json(&json!({
            "desk": journal.desk(), "entries": last, "unsent": unsent, "shift": open, "last_payment": payment,
            "drawer_kopecks": shift.drawer, "unprinted": documents.len(), "print_in_doubt": in_doubt,
        }));
    }
    let entries = Word::Number(i64::try_from(last).unwrap_or(i64::MAX));
    context.say(&("cli-status", vec![("desk", text(journal.desk())), ("entries", entries)]))?;
    if ack.is_some() {
        context.say(&("cli-status-unsent", vec![("unsent", text(unsent))]))?;
    }
    say_shift(context, &shift)?;
    if let Some((entry, payment)) = last_payment {
        let total = Word::Money(line::total(&payment.lines).unwrap_or_default());
        let words = vec![("receipt", text(payment.receipt)), ("at", Word::Moment(entry.at)), ("total", total)];
        context.say(&("cli-status-last", words))?;
    }
    if !documents.is_empty() {
        let words = vec![("unprinted", text(documents.len())), ("doubt", text(in_doubt))];
        context.say(&("cli-status-unprinted", words))?;
    }
    Ok(())
}

fn say_shift(context: &Context, shift: &Shift) -> Result<(), CliError> {
    match &shift.open {
        Some(open) => context.say(&(
            "cli-status-open",
            vec![
                ("shift", text(shift.number)),
                ("cashier", text(&open.cashier)),
                ("at", Word::Moment(open.opened_at)),
                ("payments", Word::Number(i64::from(open.totals.payments))),
                ("gross", Word::Money(open.totals.gross)),
                ("drawer", Word::Money(shift.drawer)),
            ],
        )),
        None => context.say(&("cli-status-closed", vec![("drawer", Word::Money(shift.drawer))])),
    }
}
