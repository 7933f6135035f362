//! `okno shift x`, `okno shift z`: the totals of a shift, for people and for programs.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::{CliError, Kind};
use crate::cli::output;
use crate::cli::values::named;
use crate::domain::event::{CardCount, ShiftClosed};
use crate::domain::flow::Flow;
use crate::domain::message::text;
use crate::domain::totals::{Tally, Totals};
use crate::domain::{CashData, Catalogue, Money, Ownership, ReasonCode, Refusal, TenderKind, Word};
use crate::journal::Journal;
use crate::protocol::Entry;

/// What the names in a report come from.
pub(super) struct Names<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) cash: &'a CashData,
}

pub(super) fn x(context: &Context) -> Result<(), CliError> {
    let view = context.view()?;
    let shift = view.journal().shift()?;
    let Some(open) = &shift.open else { return Err(Refusal::NoShift.into()) };
    if super::is_hidden(context, &shift)? {
        return Err(CliError::new(Kind::Refused, ("cli-blind", vec![])));
    }
    let (catalogue, cash) = (context.catalogue(&view)?, crate::cli::context::cash_data()?);
    if context.json() {
        let mut report = fields(&open.totals, &catalogue);
        let x = json!({
            "shift": open.number, "day": open.day.to_string(), "user": open.cashier, "opened_at": open.opened_at,
            "expected_kopecks": shift.drawer, "payments": open.totals.payments, "kopecks": open.totals.gross,
            "voids": open.totals.voids, "voided_kopecks": open.totals.voided,
        });
        output::merge(&mut report, x);
        return output::json(&report);
    }
    say(context, &Names { catalogue: &catalogue, cash: &cash }, &open.totals)?;
    let words = vec![("shift", text(open.number)), ("expected", Word::Money(shift.drawer))];
    context.say(&("cli-shift-x", words))
}

/// The Z-report of a number, or the last one.
pub(super) fn z_report(journal: &Journal, number: Option<u32>) -> Result<(Entry, ShiftClosed), CliError> {
    let last = journal.shift()?.z;
    let number = number.unwrap_or(last);
    let unknown = || match last {
        0 => CliError::new(Kind::Refused, ("cli-no-z", vec![])),
        last => CliError::new(Kind::Refused, ("cli-z-unknown", vec![("z", text(number)), ("last", text(last))])),
    };
    journal.z_report(number)?.ok_or_else(unknown)
}

pub(super) fn z(context: &Context, number: Option<u32>) -> Result<(), CliError> {
    let view = context.view()?;
    let journal = view.journal();
    let (entry, closed) = z_report(journal, number)?;
    let missing = || CliError::new(Kind::Refused, ("cli-no-z", vec![]));
    let totals = journal.shift_at(entry.seq)?.closed.ok_or_else(missing)?.totals;
    let (catalogue, cash) = (context.catalogue(&view)?, crate::cli::context::cash_data()?);
    if context.json() {
        let mut report = fields(&totals, &catalogue);
        output::merge(&mut report, z_fields(&entry, &closed));
        return output::json(&report);
    }
    say(context, &Names { catalogue: &catalogue, cash: &cash }, &totals)?;
    let of_close = vec![("z", text(closed.z)), ("shift", text(closed.shift)), ("at", Word::Moment(entry.at))];
    context.say(&("cli-shift-z", of_close.into_iter().chain([("user", text(&closed.user))]).collect()))?;
    say_z(context, &catalogue, &closed, closed.expected, closed.counted)
}

/// What the Z-report alone says, for programs: what stayed in the drawer, expected and counted.
pub(super) fn z_fields(entry: &Entry, closed: &ShiftClosed) -> Value {
    json!({
        "z": closed.z, "shift": closed.shift, "user": closed.user, "closed_at": entry.at,
        "expected_kopecks": closed.expected, "counted_kopecks": closed.counted,
        "difference_kopecks": closed.counted.saturating_minus(closed.expected), "left_kopecks": closed.counted,
        "payments": closed.payments, "kopecks": closed.gross, "voids": closed.voids,
        "voided_kopecks": closed.voided, "notes": closed.notes, "cards": super::cards(&closed.cards),
        "reason": closed.reason, "unsent": closed.unsent, "counted_by": closed.counted_by,
        "approved_by": closed.approved_by.as_ref().map(|approval| &approval.user),
        "seq": entry.seq, "hash": entry.hash.to_string(),
    })
}

/// The end of a Z-report for people.
pub(super) fn say_z(
    context: &Context,
    catalogue: &Catalogue,
    closed: &ShiftClosed,
    expected: Money,
    counted: Money,
) -> Result<(), CliError> {
    let words = vec![("z", text(closed.z)), ("expected", Word::Money(expected)), ("counted", Word::Money(counted))];
    context.say(&("cli-shift-closed", words))?;
    super::say_difference(context, counted.saturating_minus(expected))?;
    say_cards(context, catalogue, &closed.cards)?;
    match &closed.reason {
        Some(reason) => context.say(&("cli-difference-reason", vec![("reason", text(reason))])),
        None => Ok(()),
    }
}

/// The slips that were counted of each tender, where they are not what was expected.
pub(super) fn say_cards(context: &Context, catalogue: &Catalogue, cards: &[CardCount]) -> Result<(), CliError> {
    let sum = |sum: Money| Word::Money(sum);
    let tender = |kind: &TenderKind| {
        text(named(context.lang(), catalogue.tender(kind).map(|tender| &tender.name), kind.as_str()))
    };
    let differ = cards.iter().filter(|card| card.counted != card.expected);
    differ.into_iter().try_for_each(|card| {
        let words = vec![
            ("tender", tender(&card.kind)),
            ("slips", text(card.slips)),
            ("counted", sum(card.counted)),
            ("expected", sum(card.expected)),
        ];
        context.say(&("cli-cards-differ", words))
    })
}

/// The parts of a report that the X and the Z share, for programs.
pub(super) fn fields(totals: &Totals, catalogue: &Catalogue) -> Value {
    let tenders: serde_json::Map<String, Value> =
        totals.tenders.iter().map(|(kind, sum)| (kind.to_string(), json!(sum))).collect();
    let slips: serde_json::Map<String, Value> =
        totals.slips.iter().map(|(kind, n)| (kind.to_string(), json!(n))).collect();
    let dues: Vec<Value> = totals
        .dues
        .iter()
        .map(|((supplier, service), sum)| json!({"supplier": supplier, "service": service, "kopecks": sum}))
        .collect();
    let flow: Vec<Value> = totals
        .flow
        .iter()
        .map(|(row, sum)| {
            let (id, reason) = row_name(row);
            json!({"row": id.splitn(3, '-').last(), "reason": reason, "kopecks": sum})
        })
        .collect();
    let bags: Vec<Value> = totals
        .bags
        .iter()
        .map(|(account, bags)| json!({"account": account, "bags": bags.n, "kopecks": bags.sum}))
        .collect();
    let Totals { refunds, moves, retenders, .. } = totals;
    json!({
        "net_kopecks": totals.net(), "tenders": tenders, "suppliers": dues, "fees_kopecks": totals.fees,
        "first_receipt": totals.first, "last_receipt": totals.last, "slips": slips,
        "refunds": refunds.n, "refunded_kopecks": refunds.sum, "moves": moves.n, "moved_kopecks": moves.sum,
        "retenders": retenders.n, "retendered_kopecks": retenders.sum, "flow": flow, "bags": bags,
        "own_cash_kopecks": totals.cash_of(Ownership::Own, catalogue),
        "agents_cash_kopecks": totals.cash_of(Ownership::Agent, catalogue),
    })
}

/// What a row of the cash flow is called: a text's id, whose end is its code for programs; and its reason.
fn row_name(row: &Flow) -> (&'static str, Option<&ReasonCode>) {
    let id = match row {
        Flow::Carried => "cli-flow-carried",
        Flow::Issued => "cli-flow-issued",
        Flow::FoundAtOpening => "cli-flow-found-at-opening",
        Flow::Payments => "cli-flow-payments",
        Flow::Voids => "cli-flow-voids",
        Flow::Refunds => "cli-flow-refunds",
        Flow::Retenders => "cli-flow-retenders",
        Flow::In(reason) => return ("cli-flow-in", Some(reason)),
        Flow::Accepted => "cli-flow-accepted",
        Flow::Out(reason) => return ("cli-flow-out", Some(reason)),
        Flow::HandedOver => "cli-flow-handed-over",
        Flow::Dropped => "cli-flow-dropped",
        Flow::Paused => "cli-flow-paused",
        Flow::Resumed => "cli-flow-resumed",
        Flow::LeftInBetween => "cli-flow-left-in-between",
        Flow::FoundAtResuming => "cli-flow-found-at-resuming",
        Flow::FoundAtClose => "cli-flow-found-at-close",
    };
    (id, None)
}

/// The parts of a report that the X and the Z share, for people.
pub(super) fn say(context: &Context, names: &Names, totals: &Totals) -> Result<(), CliError> {
    let count = |n: u32| Word::Number(i64::from(n));
    context
        .say(&("cli-shift-totals", vec![("payments", count(totals.payments)), ("gross", Word::Money(totals.gross))]))?;
    if totals.voids > 0 {
        context
            .say(&("cli-shift-voids", vec![("voids", count(totals.voids)), ("voided", Word::Money(totals.voided))]))?;
    }
    let corrections = [
        ("cli-shift-refunds", totals.refunds),
        ("cli-shift-moves", totals.moves),
        ("cli-shift-retenders", totals.retenders),
    ];
    for (id, Tally { n, sum }) in corrections.into_iter().filter(|(_, tally)| tally.n > 0) {
        context.say(&(id, vec![("number", count(n)), ("sum", Word::Money(sum))]))?;
    }
    say_takings(context, names.catalogue, totals)?;
    say_flow(context, names, totals)
}

fn say_takings(context: &Context, catalogue: &Catalogue, totals: &Totals) -> Result<(), CliError> {
    let lang = context.lang();
    let tenders = totals.tenders.iter().map(|(kind, sum)| {
        let name = named(lang, catalogue.tender(kind).map(|tender| &tender.name), kind.as_str());
        let name = match totals.slips.get(kind) {
            Some(slips) => {
                context.worded(&("cli-slips", vec![("tender", text(name)), ("slips", Word::Number(*slips))]))
            }
            None => name,
        };
        vec![name, lang.kopecks(sum.kopecks())]
    });
    let dues = totals.dues.iter().map(|((supplier, service), sum)| {
        let supplier = named(lang, catalogue.supplier(supplier).map(|supplier| &supplier.name), supplier.as_str());
        let service = named(lang, catalogue.service(service).map(|service| &service.name), service.as_str());
        vec![format!("{supplier}, {service}"), lang.kopecks(sum.kopecks())]
    });
    let fees =
        (!totals.fees.is_zero()).then(|| vec![lang.text("receipt-fee", &[]), lang.kopecks(totals.fees.kopecks())]);
    output::table(&tenders.chain(dues).chain(fees).collect::<Vec<_>>(), &[1])
}

/// Where the drawer's cash came from and went; and whose the payments' cash is, where it is not all the same.
fn say_flow(context: &Context, names: &Names, totals: &Totals) -> Result<(), CliError> {
    let lang = context.lang();
    let rows = totals.flow.iter().filter(|(_, sum)| !sum.is_zero()).map(|(row, sum)| {
        let (id, reason) = row_name(row);
        let reason = reason.map(|code| {
            let known = names.cash.reasons.iter().find(|reason| reason.code == *code);
            ("reason", text(named(lang, known.map(|reason| &reason.name), code.as_str())))
        });
        let name = context.worded(&(id, reason.into_iter().collect()));
        vec![name, lang.kopecks(sum.kopecks())]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    context.say(&("cli-flow", vec![]))?;
    output::table(&rows, &[1])?;
    let cash = |ownership| totals.cash_of(ownership, names.catalogue);
    let (own, agents) = (cash(Ownership::Own), cash(Ownership::Agent));
    if own.is_zero() && agents.is_zero() {
        return Ok(());
    }
    context.say(&("cli-flow-whose", vec![("own", Word::Money(own)), ("agents", Word::Money(agents))]))
}
