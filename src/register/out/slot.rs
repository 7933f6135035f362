//! What a layout's templates can name, and the text that each name becomes.

use chrono::{NaiveDate, NaiveDateTime};

use super::{OutRegister, OutRow, OutTotals};
use crate::domain::{Money, Period};

/// How the texts of sums and kinds are written.
pub(super) struct Writing<'a> {
    pub decimal_mark: char,
    /// The layout's word for a row's kind.
    pub kind: &'a dyn Fn(super::OutKind) -> &'a str,
}

/// What is written about: the register, and the row from 1 where there is one.
pub(super) struct Scope<'a> {
    pub register: &'a OutRegister,
    pub totals: &'a OutTotals,
    pub row: Option<(usize, &'a OutRow)>,
    pub writing: &'a Writing<'a>,
}

/// A value before it is put in its form.
pub(super) enum Value<'a> {
    Text(&'a str),
    Number(u64),
    Money(Money),
    Day(NaiveDate),
    Moment(NaiveDateTime),
    Month(Option<Period>),
}

/// Which form a name may be given behind a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// None.
    Nothing,
    /// A number of digits.
    Digits,
    /// A pattern of `strftime`, which it must have.
    Pattern,
}

/// A name that templates can have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub name: &'static str,
    pub takes: Takes,
    source: Source,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    Register(for<'r> fn(&'r OutRegister) -> Value<'r>),
    Totals(fn(&OutTotals) -> Value<'static>),
    Row(for<'r> fn(&'r OutRow) -> Value<'r>),
    /// The row's number in the register.
    Place,
    /// The layout's word for the row's kind.
    Kind,
}

const fn slot(name: &'static str, takes: Takes, source: Source) -> Slot {
    Slot { name, takes, source }
}

const SLOTS: [Slot; 34] = [
    slot("inn", Takes::Nothing, Source::Register(|it| Value::Text(&it.supplier.inn))),
    slot("settlement_account", Takes::Nothing, Source::Register(|it| Value::Text(&it.supplier.settlement_account))),
    slot("bic", Takes::Nothing, Source::Register(|it| Value::Text(&it.supplier.bic))),
    slot("supplier", Takes::Nothing, Source::Register(|it| Value::Text(it.supplier.code.as_str()))),
    slot("supplier_name", Takes::Nothing, Source::Register(|it| Value::Text(&it.supplier.name.ru))),
    slot("operator_name", Takes::Nothing, Source::Register(|it| Value::Text(&it.operator.name))),
    slot("operator_inn", Takes::Nothing, Source::Register(|it| Value::Text(&it.operator.inn))),
    slot("number", Takes::Digits, Source::Register(|it| Value::Number(it.number.into()))),
    slot("made", Takes::Pattern, Source::Register(|it| Value::Day(it.made))),
    slot("from", Takes::Pattern, Source::Register(|it| Value::Day(it.from))),
    slot("to", Takes::Pattern, Source::Register(|it| Value::Day(it.to))),
    slot("rows", Takes::Digits, Source::Totals(|it| Value::Number(it.rows as u64))),
    slot("total", Takes::Nothing, Source::Totals(|it| Value::Money(it.amount))),
    slot("total_in", Takes::Nothing, Source::Totals(|it| Value::Money(it.taken))),
    slot("total_back", Takes::Nothing, Source::Totals(|it| Value::Money(it.given_back))),
    slot("fees", Takes::Nothing, Source::Totals(|it| Value::Money(it.fee))),
    slot("n", Takes::Digits, Source::Place),
    slot("id", Takes::Nothing, Source::Row(|it| Value::Text(&it.id))),
    slot("day", Takes::Pattern, Source::Row(|it| Value::Day(it.day))),
    slot("at", Takes::Pattern, Source::Row(|it| Value::Moment(it.at))),
    slot("office", Takes::Nothing, Source::Row(|it| Value::Text(&it.office))),
    slot("desk", Takes::Nothing, Source::Row(|it| Value::Text(&it.desk))),
    slot("cashier", Takes::Nothing, Source::Row(|it| Value::Text(&it.cashier))),
    slot("receipt", Takes::Nothing, Source::Row(|it| Value::Text(&it.receipt))),
    slot("kind", Takes::Nothing, Source::Kind),
    slot("service", Takes::Nothing, Source::Row(|it| Value::Text(it.service.code.as_str()))),
    slot("service_name", Takes::Nothing, Source::Row(|it| Value::Text(&it.service.name.ru))),
    slot("account", Takes::Nothing, Source::Row(|it| Value::Text(it.account.as_str()))),
    slot("name", Takes::Nothing, Source::Row(|it| Value::Text(&it.name))),
    slot("address", Takes::Nothing, Source::Row(|it| Value::Text(&it.address))),
    slot("period", Takes::Pattern, Source::Row(|it| Value::Month(it.period))),
    slot("amount", Takes::Nothing, Source::Row(|it| Value::Money(it.amount))),
    slot("amount_back", Takes::Nothing, Source::Row(|it| Value::Money(-it.amount))),
    slot("fee", Takes::Nothing, Source::Row(|it| Value::Money(it.fee))),
];

impl Slot {
    pub fn named(name: &str) -> Option<Slot> {
        SLOTS.into_iter().find(|slot| slot.name == name)
    }

    /// True where it speaks of a row, not of the register.
    pub fn is_of_row(&self) -> bool {
        !matches!(self.source, Source::Register(_) | Source::Totals(_))
    }

    /// The text of the slot, `form` being what stands behind the colon.
    pub fn write(&self, scope: &Scope, form: &str) -> String {
        let value = match (self.source, scope.row) {
            (Source::Register(of), _) => of(scope.register),
            (Source::Totals(of), _) => of(scope.totals),
            (Source::Row(of), Some((_, row))) => of(row),
            (Source::Place, Some((n, _))) => Value::Number(n as u64),
            (Source::Kind, Some((_, row))) => Value::Text((scope.writing.kind)(row.kind)),
            // A layout whose head or tail speaks of a row does not load.
            (_, None) => Value::Text(""),
        };
        match value {
            Value::Text(text) => text.to_owned(),
            Value::Number(number) => format!("{number:0width$}", width = form.parse().unwrap_or(0)),
            Value::Money(money) => money.write("", scope.writing.decimal_mark),
            Value::Day(day) => day.format(form).to_string(),
            Value::Moment(moment) => moment.format(form).to_string(),
            Value::Month(month) => {
                let first = |month: Period| NaiveDate::from_ymd_opt(month.year().into(), month.month().into(), 1);
                month.and_then(first).map(|day| day.format(form).to_string()).unwrap_or_default()
            }
        }
    }
}
