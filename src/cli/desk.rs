//! `okno desk`: set a desk up, and ask how it is.

use std::path::PathBuf;

use chrono::TimeDelta;
use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use serde_json::json;

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::{enrol, output};
use crate::desk::{Desk, DeskError, DeskKey};
use crate::domain::event::GivenBag;
use crate::domain::message::{list, said, text};
use crate::domain::policy::Drawer;
use crate::domain::shift::{OpenShift, PausedShift};
use crate::domain::{
    Action, Command as DeskCommand, DeskId, DeskKind, Message, Money, Ownership, Policy, Refusal, Seal, Shift,
    Timestamp, Word, line,
};
use crate::journal::DocumentState;
use crate::lang::Lang;
use crate::settings::{Operator, Settings};

/// The kinds of desks and of drawers, as they are typed.
const TILL: &str = "till";
const VAULT: &str = "vault";
const OWN: &str = "own";
const SHARED: &str = "shared";

/// How long before it takes no more payments a shift is said to end soon.
const NEAR: TimeDelta = TimeDelta::hours(2);

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Set a desk up in an empty home: of headquarters with --hq, else one that stands alone
    Init(Box<Init>),
    /// Make a desk that stood alone one of headquarters'
    ///
    /// Its journal goes on, and headquarters gets all of it. Headquarters' people and accounts take the place of the
    /// desk's own; until headquarters names somebody of this office who may approve, the desk's own people stay, with
    /// their PINs.
    Join(enrol::Join),
    /// Set a lost, copied or forked desk up anew from what headquarters has of its journal
    ///
    /// Entries of an old file that continue what headquarters has are taken over; payments that do not are entered
    /// again with their own ids. The old journal is set aside, never deleted.
    Recover(Box<enrol::Recover>),
    /// Copy the journal while the till works, and prove the copy
    Backup {
        /// A new file; or a folder, which gets the settings too, and the accounts of a desk that stands alone
        to: PathBuf,
    },
    /// Say how the desk is: shift, pauses, bags, last payment, what is unprinted
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
    /// till takes payments, vault keeps the office's cash
    #[arg(long, default_value = TILL, value_parser = PossibleValuesParser::new([TILL, VAULT]))]
    kind: String,
    /// own starts with change money and is counted, shared also holds the office's other money
    #[arg(long, default_value = OWN, value_parser = PossibleValuesParser::new([OWN, SHARED]))]
    drawer: String,
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
    /// Headquarters' address, https://…; with --code
    #[arg(long, value_name = "URL", requires = "code")]
    hq: Option<String>,
    /// The code that headquarters gave out for this desk
    #[arg(long, requires = "hq")]
    code: Option<String>,
    #[command(flatten)]
    way: enrol::Way,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::Init(init) => set_up(context, &init),
        Command::Join(join) => enrol::join(context, &join),
        Command::Recover(args) => enrol::run_recover(context, &args),
        Command::Backup { to } => super::backup::run(context, &to),
        Command::Status => status(context),
    }
}

fn set_up(context: &Context, init: &Init) -> Result<(), CliError> {
    let id = DeskId::new(&init.office, &init.desk)
        .map_err(|error| CliError::bad_value("--office", &format!("{}/{}", init.office, init.desk), error.message()))?;
    let mut wanted = settings(init)?;
    wanted.hq = init.hq.as_ref().map(|url| init.way.to(url)).transpose()?;
    let home = context.home();
    std::fs::create_dir_all(home.path()).map_err(|error| CliError::file(home.path(), &error))?;
    let is_begun = home.settings().exists();
    if is_begun {
        check_same(context, &wanted)?;
    }
    context.check_not_lost()?;
    // Asked first: a code that is refused leaves nothing behind.
    let answered = enrol_new(context, &wanted, &id, init.code.as_deref())?;
    if !is_begun {
        wanted.write_new(&home.settings()).map_err(|error| CliError::file(&home.settings(), &error))?;
    }
    let lacking = !home.key().exists() || !home.directory().exists() || answered.is_some();
    let context = &context.afresh();
    let options = context.options("desk init")?;
    let action = Action::Enrol { zone: options.zone.name().to_owned() };
    let built_in = enrol::built_in()?;
    let mut desk = Desk::set_up(home, options, &built_in)?;
    let command =
        DeskCommand { id: context::new_id(), at: context::now(), by: None, approved_by: None, witness: None, action };
    let is_hqs = wanted.hq.is_some();
    let mended = match desk.execute(&command) {
        Err(DeskError::Refused(Refusal::AlreadyEnrolled)) if lacking || is_hqs => !is_hqs,
        outcome => outcome.map(|_| false)?,
    };
    drop(desk);
    if is_hqs {
        let report = enrol::finish(context, answered)?;
        return say_enrolled(context, &id, init, &report);
    }
    if context.json() {
        return output::json(&json!({"desk": id, "kind": init.kind, "home": home.path(), "mended": mended}));
    }
    if mended {
        return context.say(&("cli-desk-mended", vec![place(context)]));
    }
    context.say(&("cli-desk-ready", vec![("desk", text(&id)), place(context)]))?;
    if init.kind == VAULT {
        return context.say(&("cli-desk-next-vault", vec![]));
    }
    context.say(&("cli-desk-next", vec![]))?;
    let has_agents = built_in.suppliers.iter().any(|supplier| supplier.ownership == Ownership::Agent);
    if has_agents { context.say(&("cli-desk-fiscal", vec![])) } else { Ok(()) }
}

/// A set-up that was cut off goes on; that of another desk is left alone, and so is a desk that stands alone.
fn check_same(context: &Context, wanted: &Settings) -> Result<(), CliError> {
    let found = context.settings()?;
    if (&found.office, &found.desk) != (&wanted.office, &wanted.desk) {
        let desk = text(format!("{}/{}", found.office, found.desk));
        return Err(CliError::new(Kind::Refused, ("cli-home-taken", vec![place(context), ("desk", desk)])));
    }
    let address = |settings: &Settings| settings.hq.as_ref().map(|hq| hq.url.clone());
    match (address(found), address(wanted)) {
        (None, Some(_)) => Err(CliError::new(Kind::Refused, ("enrol-join", vec![place(context)]))),
        (Some(known), Some(asked)) if known != asked => {
            Err(CliError::new(Kind::Usage, ("enrol-other-hq", vec![("hq", text(known))])))
        }
        _ => Ok(()),
    }
}

/// Enrols a desk that is of headquarters and not enrolled yet.
fn enrol_new(
    context: &Context,
    wanted: &Settings,
    id: &DeskId,
    code: Option<&str>,
) -> Result<Option<enrol::Answered>, CliError> {
    let (Some(hq), Some(code)) = (&wanted.hq, code) else { return Ok(None) };
    let key = context.home().key();
    if key.exists() && DeskKey::load(&key)?.enrolment().is_some() {
        return Ok(None);
    }
    let answered = enrol::enrol(context, hq, (id, wanted.zone.name()), code, false)?;
    enrol::check_new(&answered.answer)?;
    Ok(Some(answered))
}

fn say_enrolled(context: &Context, id: &DeskId, init: &Init, report: &super::pull::Report) -> Result<(), CliError> {
    if context.json() {
        return output::json(&json!({"desk": id, "kind": init.kind, "home": context.home().path(), "mended": false,
            "hq": init.hq, "accounts": report.accounts}));
    }
    context.say(&("cli-desk-ready", vec![("desk", text(id)), place(context)]))?;
    let accounts = Word::Number(i64::try_from(report.accounts).unwrap_or(i64::MAX));
    let hq = init.hq.as_deref().unwrap_or_default();
    context.say(&("enrol-done", vec![("hq", text(hq)), ("accounts", accounts)]))
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
    settings.kind = if init.kind == VAULT { DeskKind::Vault } else { DeskKind::Till };
    settings.cash.drawer = if init.drawer == SHARED { Drawer::Shared } else { Drawer::Own };
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
    let bags: Vec<GivenBag> = journal.bags()?.into_iter().map(|(_, bag)| bag).collect();
    let policy = context.settings()?.policy();
    if context.json() {
        let payment = last_payment.map(|(entry, payment)| {
            let total = line::total(&payment.lines);
            json!({"receipt": payment.receipt, "id": entry.id, "at": entry.at, "total_kopecks": total,
                "seq": entry.seq})
        });
        let open = shift.open.as_ref().map(|open| {
            json!({"shift": open.number, "cashier": open.cashier, "day": open.day.to_string(),
                "opened_at": open.opened_at, "payments": open.totals.payments, "kopecks": open.totals.gross,
                "payments_until": open.opened_at.plus(policy.shift_length)})
        });
        let bag = |bag: &GivenBag| json!({"seal": bag.seal, "account": bag.account, "kopecks": bag.amount});
        let paused = |paused: &PausedShift| {
            json!({"shift": paused.shift.number, "cashier": paused.shift.cashier, "at": paused.at,
                "sealed_kopecks": paused.sealed, "seal": paused.seal})
        };
        return output::json(&json!({
            "desk": journal.desk(), "kind": policy.kind, "entries": last, "unsent": unsent, "shift": open,
            "paused": shift.paused.iter().map(paused).collect::<Vec<_>>(),
            "bags": bags.iter().map(bag).collect::<Vec<_>>(), "last_payment": payment,
            "drawer_kopecks": shift.drawer, "unprinted": documents.len(), "print_in_doubt": in_doubt,
        }));
    }
    let entries = Word::Number(i64::try_from(last).unwrap_or(i64::MAX));
    let kind = said((kind_name(policy.kind), vec![]));
    context.say(&("cli-status", vec![("desk", text(journal.desk())), ("kind", kind), ("entries", entries)]))?;
    if ack.is_some() {
        context.say(&("cli-status-unsent", vec![("unsent", text(unsent))]))?;
    }
    say_custody(context, &policy, &shift, &bags)?;
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

/// What a kind of desk is called.
pub(super) fn kind_name(kind: DeskKind) -> &'static str {
    match kind {
        DeskKind::Till => "cli-kind-till",
        DeskKind::Vault => "cli-kind-vault",
    }
}

/// Who has the desk and what is sealed; of cash that is going to be counted blind not how much it is.
fn say_custody(context: &Context, policy: &Policy, shift: &Shift, bags: &[GivenBag]) -> Result<(), CliError> {
    let is_hidden = super::shift::is_hidden(context, shift)?;
    let told = |sum: Money| if is_hidden { said(("cli-hidden", vec![])) } else { Word::Money(sum) };
    match &shift.open {
        Some(open) => context.say(&(
            "cli-status-open",
            vec![
                ("shift", text(open.number)),
                ("cashier", text(&open.cashier)),
                ("at", Word::Moment(open.opened_at)),
                ("payments", Word::Number(i64::from(open.totals.payments))),
                ("gross", Word::Money(open.totals.gross)),
                ("drawer", told(shift.drawer)),
            ],
        ))?,
        None => context.say(&("cli-status-closed", vec![("drawer", told(shift.drawer))]))?,
    }
    let is_blind = context.settings()?.cash.blind;
    let sealed = |paused: &PausedShift| paused_message(paused, is_blind);
    let age = shift.open.as_ref().and_then(|open| ends_soon(policy, open, context::now()));
    for message in age.into_iter().map(|(_, message)| message).chain(shift.paused.iter().map(sealed)) {
        context.say(&message)?;
    }
    if bags.is_empty() { Ok(()) } else { context.say(&bags_message(bags)) }
}

/// What is said of a shift that is near the end of its time; true once it takes no more payments. A vault takes none.
pub(super) fn ends_soon(policy: &Policy, open: &OpenShift, now: Timestamp) -> Option<(bool, Message)> {
    let left = policy.shift_length - open.age(now);
    if policy.kind == DeskKind::Vault || left > NEAR {
        return None;
    }
    if left <= TimeDelta::zero() {
        let too_long = Refusal::ShiftTooLong { shift: open.number, hours: policy.shift_length.num_hours() };
        return Some((true, too_long.message()));
    }
    let until = Word::Moment(open.opened_at.plus(policy.shift_length));
    Some((false, ("cli-shift-ends-soon", vec![("shift", text(open.number)), ("until", until)])))
}

/// What is said of a shift whose cashier is away; where they will count blind, not how much is sealed.
pub(super) fn paused_message(paused: &PausedShift, is_blind: bool) -> Message {
    let sealed = if is_blind { said(("cli-hidden", vec![])) } else { Word::Money(paused.sealed) };
    let words = vec![
        ("shift", text(paused.shift.number)),
        ("cashier", text(&paused.shift.cashier)),
        ("at", Word::Moment(paused.at)),
        ("sealed", sealed),
    ];
    ("cli-status-paused", words)
}

/// What is said of the bags that wait for the collector.
pub(super) fn bags_message(bags: &[GivenBag]) -> Message {
    let seals: Vec<&Seal> = bags.iter().map(|bag| &bag.seal).collect();
    let sum = bags.iter().fold(Money::ZERO, |sum, bag| sum.saturating_plus(bag.amount));
    ("cli-status-bags", vec![("seals", list(&seals)), ("sum", Word::Money(sum))])
}
