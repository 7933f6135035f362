//! The values of options that several commands share: sums, counts, accounts, desks.

use super::context::Context;
use super::error::{CliError, Kind};
use crate::desk::Desk;
use crate::document::name_in;
use crate::domain::command::CardInput;
use crate::domain::message::text;
use crate::domain::policy::Drawer;
use crate::domain::{
    AccountNumber, Count, Counted, DeskId, IdError, Message, Money, Name, ReceiptName, ReceiptNumber, Refusal,
    ServiceCode, SupplierCode, TenderKind, Word,
};
use crate::lang::Lang;
use crate::settings::Settings;

/// Cash that comes or goes, as a sum or by denominations.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(super) struct Amount {
    /// How much
    #[arg(long, value_name = "SUM", allow_hyphen_values = true)]
    sum: Option<String>,
    /// How much, by denominations: 5000x1,100x4
    #[arg(long, value_name = "COUNT")]
    count: Option<Count>,
}

impl Amount {
    /// How much it is.
    pub(super) fn read(self) -> Result<Counted, CliError> {
        match (self.count, self.sum) {
            (Some(count), _) => Ok(count.into()),
            (None, value) => Ok(sum("--sum", &value.unwrap_or_default())?.into()),
        }
    }
}

/// The cash in a drawer, as a sum or by denominations; neither where the drawer also holds other money.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct Counting {
    /// The cash counted in the drawer
    #[arg(long, value_name = "SUM", allow_hyphen_values = true)]
    counted: Option<String>,
    /// The same by denominations: 5000x1,100x4
    #[arg(long, value_name = "COUNT")]
    count: Option<Count>,
}

impl Counting {
    /// True where something was counted.
    pub(super) fn is_given(&self) -> bool {
        self.counted.is_some() || self.count.is_some()
    }

    /// What was counted.
    pub(super) fn read(self, drawer: Drawer) -> Result<Counted, CliError> {
        counted("--counted", self.counted.as_deref(), self.count, drawer)
    }
}

/// What was counted in the drawer: the sum of `option`, or a count. Of a drawer that also holds other money nothing is
/// counted, and of any other something must be.
pub(super) fn counted(
    option: &'static str,
    value: Option<&str>,
    count: Option<Count>,
    drawer: Drawer,
) -> Result<Counted, CliError> {
    let missing = || CliError::new(Kind::Usage, ("cli-count-missing", vec![("option", text(option))]));
    let counted: Option<Counted> = match (count, value) {
        (Some(count), _) => Some(count.into()),
        (None, value) => value.map(|value| sum(option, value)).transpose()?.map(Counted::from),
    };
    match (drawer, counted) {
        (Drawer::Own, counted) => counted.ok_or_else(missing),
        (Drawer::Shared, Some(counted)) if !counted.sum.is_zero() => Err(Refusal::SharedDrawer.into()),
        (Drawer::Shared, _) => Ok(Counted::default()),
    }
}

/// Reads a sum of money from an option.
pub(super) fn sum(option: &'static str, value: &str) -> Result<Money, CliError> {
    Money::parse(value).map_err(|error| CliError::bad_value(option, value, error.message()))
}

/// Reads cash as a sum or by denominations.
pub(super) fn cash(value: &str) -> Result<Counted, Message> {
    if value.contains(['x', 'X', 'х', 'Х', '×', '*']) {
        value.parse::<Count>().map(Counted::from).map_err(|error| error.message())
    } else {
        Money::parse(value).map(Counted::from).map_err(|error| error.message())
    }
}

/// Reads the slips of a tender, KIND:SLIPS:SUM, from `--card`.
pub(super) fn card(value: &str) -> Result<CardInput, CliError> {
    let bad = |reason: Message| CliError::bad_value("--card", value, reason);
    let parts: Vec<&str> = value.split(':').collect();
    let [kind, slips, sum] = parts[..] else { return Err(bad(("cli-card-form", vec![]))) };
    Ok(CardInput {
        kind: TenderKind::new(kind).map_err(|error| bad(error.message()))?,
        slips: slips.parse().map_err(|_| bad(("cli-card-form", vec![])))?,
        sum: Money::parse(sum).map_err(|error| bad(error.message()))?,
    })
}

/// A supplier's account as it is named in a line: SUPPLIER and ACCOUNT, or SERVICE@ACCOUNT.
pub(super) fn payee(
    supplier: &str,
    account: &str,
) -> Result<(SupplierCode, Option<ServiceCode>, AccountNumber), Message> {
    let (service, account) = match account.split_once('@') {
        Some((service, account)) => (Some(service), account),
        None => (None, account),
    };
    Ok((
        SupplierCode::new(supplier).map_err(|error| error.message())?,
        service.map(ServiceCode::new).transpose().map_err(|error| error.message())?,
        AccountNumber::parse(account).map_err(|error| error.message())?,
    ))
}

/// A desk by its name, OFFICE/DESK; one of the same office may be named by DESK alone.
pub(super) fn desk(context: &Context, option: &'static str, name: &str) -> Result<DeskId, CliError> {
    let read = if name.contains('/') { name.parse() } else { DeskId::new(context.desk_id()?.office(), name) };
    read.map_err(|error: IdError| CliError::bad_value(option, name, error.message()))
}

/// The number of a receipt of this desk.
pub(super) fn receipt(context: &Context, name: ReceiptName) -> Result<ReceiptNumber, CliError> {
    Ok(name.at(&context.desk_id()?)?)
}

/// A thing's name; what the data no longer has goes by its code.
pub(super) fn named(lang: Lang, name: Option<&Name>, code: &str) -> String {
    name.map_or(code.to_owned(), |name| name_in(lang, name).to_owned())
}

/// Tells a person when the drawer has more cash than the office wants in it.
pub(super) fn note_limit(context: &Context, desk: &Desk) -> Result<(), CliError> {
    if let Some(message) = above_limit(context.settings()?, desk.shift().drawer) {
        context.note(&message);
    }
    Ok(())
}

/// What is said of a drawer that has more cash than the office wants in it.
pub(super) fn above_limit(settings: &Settings, drawer: Money) -> Option<Message> {
    let limit = settings.cash.limit;
    let said = || match settings.cash.blind {
        true => ("custody-limit-blind", vec![("limit", Word::Money(limit))]),
        false => ("cli-above-limit", vec![("drawer", Word::Money(drawer)), ("limit", Word::Money(limit))]),
    };
    (limit.is_positive() && drawer > limit).then(said)
}
