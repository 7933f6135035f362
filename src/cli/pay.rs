//! `okno pay`: take a payment, print its receipt.

use clap::ArgGroup;
use serde_json::json;

use super::act::{self, Names};
use super::context::Context;
use super::error::CliError;
use super::{output, values};
use crate::desk::Outcome;
use crate::domain::command::{LineInput, TenderInput};
use crate::domain::event::PaymentTaken;
use crate::domain::message::{list, text};
use crate::domain::{Action, EntryId, Event, Line, Message, Money, Period, ReceiptNumber, TenderKind, Word, line};

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("tender").args(["cash", "card", "sbp"]).required(true).multiple(true))]
pub(super) struct Args {
    /// The cashier; the PIN comes from OKNO_PIN or a prompt
    #[arg(long = "as", value_name = "USER")]
    user: String,
    /// What is paid for: SUPPLIER:ACCOUNT:SUM or SUPPLIER:ACCOUNT:SUM:MONTH; ACCOUNT may be SERVICE@ACCOUNT
    #[arg(long = "line", value_name = "LINE", required = true)]
    lines: Vec<String>,
    /// The cash handed over
    #[arg(long, value_name = "SUM", allow_hyphen_values = true)]
    cash: Option<String>,
    /// A card: the slip's number, with =SUM where the card pays a part
    #[arg(long, value_name = "REF[=SUM]")]
    card: Vec<String>,
    /// СБП: the operation's number, with =SUM where it pays a part
    #[arg(long, value_name = "REF[=SUM]")]
    sbp: Vec<String>,
    /// The payment's id, to try again without paying twice
    #[arg(long, value_name = "UUID")]
    id: Option<EntryId>,
    /// The supervisor who approves an odd clock; the PIN comes from OKNO_SUPERVISOR_PIN or a prompt
    #[arg(long, value_name = "USER")]
    supervisor: Option<String>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let lines = args.lines.iter().map(|line| parse_line(line)).collect::<Result<_, _>>()?;
    let tenders = parse_tenders(&args)?;
    let names = Names { supervisor: args.supervisor.as_deref(), ..Names::alone(&args.user) };
    act::record(context, "pay", &names, args.id, Action::TakePayment { lines, tenders }, |desk, outcome| {
        let Event::PaymentTaken(payment) = &outcome.event else { return Ok(()) };
        answer(context, outcome, payment)?;
        values::note_limit(context, desk)
    })
}

fn answer(context: &Context, outcome: &Outcome, payment: &PaymentTaken) -> Result<(), CliError> {
    let total = line::total(&payment.lines).unwrap_or_default();
    if context.json() {
        let paid = json!({
            "receipt": payment.receipt, "total_kopecks": total, "change_kopecks": payment.change(),
            "suspected_doubles": doubles(&payment.lines),
        });
        return output::json(&output::recorded(outcome, paid));
    }
    let id = if outcome.repeated { "cli-paid-already" } else { "cli-paid" };
    context.say(&(id, vec![("receipt", text(payment.receipt)), ("total", Word::Money(total))]))?;
    if payment.change().is_positive() {
        context.say(&("cli-change", vec![("change", Word::Money(payment.change()))]))?;
    }
    warn_of_doubles(context, &payment.lines);
    Ok(())
}

fn doubles(lines: &[Line]) -> Vec<ReceiptNumber> {
    lines.iter().flat_map(|line| line.doubles.iter().copied()).collect()
}

fn warn_of_doubles(context: &Context, lines: &[Line]) {
    for line in lines.iter().filter(|line| !line.doubles.is_empty()) {
        let words = vec![
            ("account", text(&line.account)),
            ("sum", Word::Money(line.amount)),
            ("receipts", list(&line.doubles)),
        ];
        context.warn(&("cli-suspected-double", words));
    }
}

fn parse_line(value: &str) -> Result<LineInput, CliError> {
    let bad = |reason: Message| CliError::bad_value("--line", value, reason);
    let parts: Vec<&str> = value.split(':').collect();
    let (supplier, account, amount, period) = match parts[..] {
        [supplier, account, amount] => (supplier, account, amount, None),
        [supplier, account, amount, period] => (supplier, account, amount, Some(period)),
        _ => return Err(bad(("cli-line-form", vec![]))),
    };
    let (supplier, service, account) = values::payee(supplier, account).map_err(bad)?;
    Ok(LineInput {
        supplier,
        service,
        account,
        amount: Money::parse(amount).map_err(|error| bad(error.message()))?,
        period: period.map(Period::parse).transpose().map_err(|_| bad(("cli-month", vec![])))?,
    })
}

fn parse_tenders(args: &Args) -> Result<Vec<TenderInput>, CliError> {
    let mut tenders = Vec::new();
    for (option, code, slips) in [("--card", "card", &args.card), ("--sbp", "sbp", &args.sbp)] {
        let kind = TenderKind::new(code).map_err(|error| CliError::bad_value(option, code, error.message()))?;
        for slip in slips {
            let (reference, amount) = match slip.split_once('=') {
                Some((reference, amount)) => (reference, Some(values::sum(option, amount)?)),
                None => (slip.as_str(), None),
            };
            tenders.push(TenderInput::Other { kind: kind.clone(), amount, reference: reference.to_owned() });
        }
    }
    if let Some(cash) = &args.cash {
        tenders.push(TenderInput::Cash { given: values::sum("--cash", cash)? });
    }
    Ok(tenders)
}
