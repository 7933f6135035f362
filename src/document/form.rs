//! What is printed when somebody asks for it: reports, statements and the official forms of a shift.

use chrono::NaiveDateTime;

use super::names::{Names, Place};
use super::page::Page;
use super::report::Reported;
use super::{Document, bag, book, close, order, receipts, statement, strip};
use crate::domain::event::{CashDropped, Event};
use crate::domain::{Custody, Recorded, Seal};

/// A document that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The X-report of an open shift.
    X,
    /// The Z-report of a closed shift, with the acts that belong to it.
    Z,
    /// The cashier's statement on a closed shift.
    Statement,
    /// КО-1 (0310001): the orders for the cash that a closed shift took, own and agents' money apart.
    Ko1,
    /// КО-2 (0310002): the orders for the bags that a shift sealed.
    Ko2,
    /// КО-5 (0310005): what the cashier took from other desks and gave them.
    Ko5,
    /// 0402300: the slips of the bags that a shift sealed, in three parts.
    BagSlip,
    /// The list of a shift's receipts.
    Receipts,
    /// The act of a difference that a close found.
    DifferenceAct,
    /// The strip for going home: what a shift took, and whether headquarters has it.
    Strip,
}

impl Form {
    /// Every form.
    pub const ALL: [Form; 10] = [
        Form::X,
        Form::Z,
        Form::Statement,
        Form::Ko1,
        Form::Ko2,
        Form::Ko5,
        Form::BagSlip,
        Form::Receipts,
        Form::DifferenceAct,
        Form::Strip,
    ];

    /// The code by which it is asked for.
    pub fn code(self) -> &'static str {
        match self {
            Form::X => "x",
            Form::Z => "z",
            Form::Statement => "statement",
            Form::Ko1 => "ko-1",
            Form::Ko2 => "ko-2",
            Form::Ko5 => "ko-5",
            Form::BagSlip => "bag-slip",
            Form::Receipts => "receipts",
            Form::DifferenceAct => "overshort-act",
            Form::Strip => "strip",
        }
    }

    /// True where it tells what a shift took, and with that what should be in its drawer: while that is open and is
    /// going to be counted blind, it is told to nobody who counts.
    pub fn tells_takings(self) -> bool {
        matches!(self, Form::X | Form::Strip | Form::Receipts | Form::Ko5)
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.code() == code)
    }
}

/// Why a shift has no document of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoForm {
    /// The shift is still open.
    StillOpen,
    /// The shift is closed already.
    Closed,
    /// Nothing of the kind happened in it.
    Nothing,
}

/// What a form says that its shift doesn't.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// Who prints it, and where.
    pub place: Place,
    /// Codes by their names.
    pub names: Names<'a>,
    /// When it is printed, on the office's clock.
    pub at: NaiveDateTime,
    /// The journal's last entry.
    pub seq: u64,
    /// The first 16 hex digits of that entry's hash: the chain's head.
    pub hash16: String,
    /// Entries that headquarters has not acknowledged, where there is a headquarters.
    pub unsent: Option<u64>,
}

/// A document of a shift; `seal` names one of its bags, for the forms that are about bags.
pub fn form(form: Form, custody: &Custody, seal: Option<&Seal>, sheet: &Sheet) -> Result<Document, NoForm> {
    let reported = Reported { place: &sheet.place, names: &sheet.names, shift: &custody.shift };
    let mut page = Page::new(sheet.names.lang);
    match form {
        Form::X if custody.closed().is_some() => return Err(NoForm::Closed),
        Form::X => reported.x(&mut page, sheet),
        Form::Z => {
            let (recorded, closed) = custody.closed().ok_or(NoForm::StillOpen)?;
            reported.z(&mut page, recorded, closed);
            close::acts(&mut page, &reported, recorded, closed);
        }
        Form::Statement => {
            let (recorded, closed) = custody.closed().ok_or(NoForm::StillOpen)?;
            statement::statement(&mut page, &reported, custody, recorded, closed);
        }
        Form::DifferenceAct => {
            let (recorded, closed) = custody.closed().ok_or(NoForm::StillOpen)?;
            close::difference_of(closed).ok_or(NoForm::Nothing)?;
            close::difference_act(&mut page, &reported, recorded, closed);
        }
        Form::Ko1 => {
            let (_, closed) = custody.closed().ok_or(NoForm::StillOpen)?;
            order::receipt_orders(&mut page, &reported, closed);
        }
        Form::Ko2 | Form::BagSlip => {
            for (n, (recorded, drop)) in drops(custody, seal).enumerate() {
                if n > 0 {
                    page.cut();
                }
                match form {
                    Form::Ko2 => order::expense_order(&mut page, &reported, custody, recorded, drop),
                    _ => bag::slip(&mut page, &reported, custody, recorded, drop),
                }
            }
        }
        Form::Ko5 => book::book(&mut page, &reported, custody),
        Form::Receipts => receipts::list(&mut page, &reported, custody),
        Form::Strip => strip::strip(&mut page, &reported, custody, sheet),
    }
    if page.parts.is_empty() {
        return Err(NoForm::Nothing);
    }
    let number = match seal {
        Some(seal) => format!("{}-{seal}", form.code()),
        None => format!("{}-{}", form.code(), number(form, custody)),
    };
    Ok(page.document(number, None))
}

/// A Z-report has a number of its own, other forms go by their shift's.
fn number(form: Form, custody: &Custody) -> u32 {
    match (form, custody.closed()) {
        (Form::Z, Some((_, closed))) => closed.z,
        _ => custody.shift.number,
    }
}

fn drops<'a>(custody: &'a Custody, seal: Option<&'a Seal>) -> impl Iterator<Item = (&'a Recorded, &'a CashDropped)> {
    let drops = custody.events.iter().filter_map(|recorded| match &recorded.event {
        Event::CashDropped(drop) => Some((recorded, drop)),
        _ => None,
    });
    drops.filter(move |(_, drop)| seal.is_none_or(|seal| *seal == drop.seal))
}
