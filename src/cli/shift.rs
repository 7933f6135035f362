//! `okno shift`: open, look at and close the shift.

use clap::Subcommand;
use serde_json::{Value, json};

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::output;
use crate::document::name_in;
use crate::domain::event::{ShiftClosed, ShiftOpened};
use crate::domain::message::text;
use crate::domain::refusal::Refusal;
use crate::domain::totals::Totals;
use crate::domain::{Action, Catalogue, Event, Money, Name, Shift, Word};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Take the desk over
    Open {
        /// The cashier; the PIN comes from OKNO_PIN or a prompt
        #[arg(long = "as", value_name = "USER")]
        user: String,
        /// The cash counted in the drawer
        #[arg(long, value_name = "SUM", allow_hyphen_values = true)]
        float: String,
        /// The part of it brought now; all of it if nothing was carried over, else nothing
        #[arg(long, value_name = "SUM", allow_hyphen_values = true)]
        issued: Option<String>,
        /// The supervisor who approves an odd clock; the PIN comes from OKNO_SUPERVISOR_PIN or a prompt
        #[arg(long, value_name = "USER")]
        supervisor: Option<String>,
    },
    /// The X-report: the totals so far
    X,
    /// End the shift: the Z-report
    Close {
        /// The cashier; the PIN comes from OKNO_PIN or a prompt
        #[arg(long = "as", value_name = "USER")]
        user: String,
        /// The cash counted in the drawer
        #[arg(long, value_name = "SUM", allow_hyphen_values = true)]
        counted: String,
        /// The supervisor who approves closing another's shift
        #[arg(long, value_name = "USER")]
        supervisor: Option<String>,
    },
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::Open { user, float, issued, supervisor } => {
            let counted = sum("--float", &float)?;
            let issued = issued.map(|issued| sum("--issued", &issued)).transpose()?;
            open(context, &user, supervisor.as_deref(), Action::OpenShift { counted: counted.into(), issued })
        }
        Command::X => x(context),
        Command::Close { user, counted, supervisor } => {
            let counted = sum("--counted", &counted)?;
            close(context, &user, supervisor.as_deref(), Action::close(counted))
        }
    }
}

/// Reads a sum of money from an option.
pub(super) fn sum(option: &'static str, value: &str) -> Result<Money, CliError> {
    Money::parse(value).map_err(|error| CliError::bad_value(option, value, error.message()))
}

fn open(context: &Context, user: &str, supervisor: Option<&str>, action: Action) -> Result<(), CliError> {
    let (mut desk, by, approved_by) = context.desk_for("shift open", user, supervisor)?;
    let event = desk.execute(&context::command(None, by, approved_by, action))?.event;
    let Event::ShiftOpened(opened) = event else { return Ok(()) };
    let ShiftOpened { shift, day, carried, issued, counted, .. } = &opened;
    let over = counted.saturating_minus(*carried).saturating_minus(*issued);
    if context.json() {
        return output::json(&json!({
            "shift": shift, "day": day.to_string(), "user": opened.user, "carried_kopecks": carried,
            "issued_kopecks": issued, "counted_kopecks": counted, "difference_kopecks": over,
        }));
    }
    let day = Word::Text(context.lang().date(*day));
    let words = vec![("shift", text(shift)), ("day", day), ("counted", Word::Money(*counted))];
    context.say(&("cli-shift-opened", words))?;
    say_difference(context, over)
}

fn close(context: &Context, user: &str, supervisor: Option<&str>, action: Action) -> Result<(), CliError> {
    let (mut desk, by, approved_by) = context.desk_for("shift close", user, supervisor)?;
    let totals = desk.shift().open.as_ref().map(|open| open.totals.clone()).unwrap_or_default();
    let outcome = desk.execute(&context::command(None, by, approved_by, action))?;
    let Event::ShiftClosed(closed) = &outcome.event else { return Ok(()) };
    let ShiftClosed { z, expected, counted, payments, gross, voids, voided, .. } = closed;
    let difference = counted.saturating_minus(*expected);
    if context.json() {
        let mut report = report(&totals);
        let z = json!({
            "z": z, "shift": closed.shift, "expected_kopecks": expected, "counted_kopecks": counted,
            "difference_kopecks": difference, "payments": payments, "kopecks": gross, "voids": voids,
            "voided_kopecks": voided, "seq": outcome.entry.seq, "hash": outcome.entry.hash.to_string(),
        });
        merge(&mut report, z);
        return output::json(&report);
    }
    say_totals(context, desk.catalogue(), &totals)?;
    let words = vec![("z", text(z)), ("expected", Word::Money(*expected)), ("counted", Word::Money(*counted))];
    context.say(&("cli-shift-closed", words))?;
    say_difference(context, difference)
}

fn x(context: &Context) -> Result<(), CliError> {
    let view = context.view()?;
    let shift: Shift = view.journal().shift()?;
    let Some(open) = &shift.open else { return Err(CliError::new(Kind::Refused, Refusal::NoShift.message())) };
    if context.json() {
        let mut report = report(&open.totals);
        let x = json!({
            "shift": shift.number, "day": open.day.to_string(), "user": open.cashier, "opened_at": open.opened_at,
            "expected_kopecks": shift.drawer, "payments": open.totals.payments, "kopecks": open.totals.gross,
            "voids": open.totals.voids, "voided_kopecks": open.totals.voided,
        });
        merge(&mut report, x);
        return output::json(&report);
    }
    say_totals(context, &context.catalogue(&view)?, &open.totals)?;
    let words = vec![("shift", text(shift.number)), ("expected", Word::Money(shift.drawer))];
    context.say(&("cli-shift-x", words))
}

/// The parts of a report that the X and the Z share.
fn report(totals: &Totals) -> Value {
    let tenders: serde_json::Map<String, Value> =
        totals.tenders.iter().map(|(kind, sum)| (kind.to_string(), json!(sum))).collect();
    let dues: Vec<Value> = totals
        .dues
        .iter()
        .map(|((supplier, service), sum)| json!({"supplier": supplier, "service": service, "kopecks": sum}))
        .collect();
    json!({
        "net_kopecks": totals.net(), "tenders": tenders, "suppliers": dues, "fees_kopecks": totals.fees,
        "first_receipt": totals.first, "last_receipt": totals.last,
    })
}

fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

fn say_totals(context: &Context, catalogue: &Catalogue, totals: &Totals) -> Result<(), CliError> {
    let count = |n: u32| Word::Number(i64::from(n));
    context
        .say(&("cli-shift-totals", vec![("payments", count(totals.payments)), ("gross", Word::Money(totals.gross))]))?;
    if totals.voids > 0 {
        context
            .say(&("cli-shift-voids", vec![("voids", count(totals.voids)), ("voided", Word::Money(totals.voided))]))?;
    }
    let lang = context.lang();
    // What the catalogue no longer has goes by its code.
    let named = |name: Option<&Name>, code: &str| name.map_or(code.to_owned(), |name| name_in(lang, name).to_owned());
    let tenders = totals.tenders.iter().map(|(kind, sum)| {
        let name = named(catalogue.tender(kind).map(|tender| &tender.name), kind.as_str());
        vec![name, lang.kopecks(sum.kopecks())]
    });
    let dues = totals.dues.iter().map(|((supplier, service), sum)| {
        let supplier = named(catalogue.supplier(supplier).map(|supplier| &supplier.name), supplier.as_str());
        let service = named(catalogue.service(service).map(|service| &service.name), service.as_str());
        vec![format!("{supplier}, {service}"), lang.kopecks(sum.kopecks())]
    });
    let fees =
        (!totals.fees.is_zero()).then(|| vec![lang.text("receipt-fee", &[]), lang.kopecks(totals.fees.kopecks())]);
    output::table(&tenders.chain(dues).chain(fees).collect::<Vec<_>>(), &[1])
}

fn say_difference(context: &Context, difference: Money) -> Result<(), CliError> {
    let sum = ("sum", Word::Money(difference.abs()));
    match difference.kopecks() {
        0 => Ok(()),
        1.. => context.say(&("cli-over", vec![sum])),
        _ => context.say(&("cli-short", vec![sum])),
    }
}
