//! Cells, messages and pages in the words of the person at the back office.

use chrono::{Datelike, NaiveDate};

use crate::document::{self, Telling, name_in, table};
use crate::domain::{Cell, Message, SupplierCode, Timestamp, View};
use crate::lang::{Arg, Lang};

use super::model::{Kind, Model, Page};

/// A message in words; moments on this machine's clock.
pub fn worded(model: &Model, message: &Message) -> String {
    telling(model, |telling| document::worded(telling, message))
}

/// A cell in words; of a moment of this year the year is left out.
pub fn cell(model: &Model, cell: &Cell) -> String {
    if let Cell::Moment(at) = cell
        && (model.local)(*at).year() == model.today().year()
    {
        return model.lang.moment_of_year((model.local)(*at));
    }
    telling(model, |telling| table::cell(telling, cell))
}

/// What a supplier is called.
pub fn supplier(model: &Model, code: &SupplierCode) -> String {
    model.catalogue.supplier(code).map_or(code.to_string(), |known| name_in(model.lang, &known.name).to_owned())
}

/// A text without variables.
pub fn label(model: &Model, id: &str) -> String {
    model.lang.text(id, &[])
}

/// The time of day of what happened today, else the day too.
pub fn when(model: &Model, at: Timestamp) -> String {
    let local = (model.local)(at);
    if local.date() == model.today() { local.format("%H:%M").to_string() } else { model.lang.moment_of_year(local) }
}

fn telling<T>(model: &Model, tell: impl FnOnce(&Telling) -> T) -> T {
    let local = model.local;
    tell(&Telling { lang: model.lang, local: &|at| local(at), name: &|_, code| code.to_owned() })
}

/// What a page is called in the way that leads to it.
pub fn page(model: &Model, page: &Page) -> String {
    match page.kind {
        Kind::First => label(model, "screen-office-first"),
        Kind::Charts(_) => label(model, "screen-office-charts"),
        Kind::Single => page.panes.first().map(|pane| view(model.lang, &pane.view)).unwrap_or_default(),
    }
}

/// What a view is called.
pub fn view(lang: Lang, view: &View) -> String {
    let with = |id: &str, args: &[(&str, Arg)]| lang.text(id, args);
    let plain = |id: &str| lang.text(id, &[]);
    match view {
        View::Days {} => plain("screen-office-days"),
        View::Offices { day: None } => plain("screen-office-offices"),
        View::Offices { day: Some(day) } => with("screen-office-offices-of", &[("day", Arg::Date(*day))]),
        View::Money {} => plain("screen-office-money"),
        View::Holders { .. } => plain("screen-office-holders"),
        View::Queue {} => plain("screen-office-queue"),
        View::Office { office, day } => {
            with("screen-office-day", &[("office", Arg::Text(office.as_str())), ("day", Arg::Date(*day))])
        }
        View::Shifts { .. } => plain("screen-office-shifts"),
        View::Shift { desk, shift } => {
            let (desk, shift) = (desk.to_string(), shift.to_string());
            with("screen-office-shift", &[("desk", Arg::Text(&desk)), ("shift", Arg::Text(&shift))])
        }
        View::Entries { .. } => plain("screen-office-entries"),
        View::Entry { seq, .. } => with("screen-office-entry", &[("seq", Arg::Text(&seq.to_string()))]),
        View::Corrections { .. } => plain("screen-office-corrections"),
        View::Exceptions { .. } => plain("screen-office-exceptions"),
        View::Exception { .. } => plain("screen-office-exception"),
        View::Bags {} => plain("screen-office-bags"),
        View::Bag { .. } => plain("screen-office-bag"),
        View::Cards { day, office: None } => with("screen-office-cards", &[("day", Arg::Date(*day))]),
        View::Cards { day, office: Some(office) } => {
            with("screen-office-cards-of", &[("day", Arg::Date(*day)), ("office", Arg::Text(office.as_str()))])
        }
        View::Bank {} => plain("screen-office-bank"),
        View::Suppliers {} => plain("screen-office-suppliers"),
        View::Supplier { supplier } => supplier.to_string(),
        View::Registers { .. } => plain("screen-office-registers"),
        View::Register { number, .. } => with("screen-office-register", &[("number", Arg::Text(&number.to_string()))]),
        View::Letters {} => plain("screen-office-letters"),
        View::Desks {} => plain("screen-office-desks"),
        View::Users {} => plain("screen-office-users"),
        View::Search { text } => with("screen-office-search", &[("text", Arg::Text(&text.0))]),
        View::Hours { from, to } => format!("{}, {}", plain("screen-office-hours"), span(lang, *from, *to)),
        View::Takings { by, from, to, .. } => {
            format!("{}, {}", plain(by_word(*by)), span(lang, *from, *to))
        }
        View::Region { region, .. } => region.0.clone(),
    }
}

fn span(lang: Lang, from: NaiveDate, to: NaiveDate) -> String {
    lang.text("screen-office-span", &[("from", Arg::Date(from)), ("to", Arg::Date(to))])
}

fn by_word(by: crate::domain::office::By) -> &'static str {
    use crate::domain::office::By;
    match by {
        By::Region => "screen-office-by-region",
        By::Office => "screen-office-by-office",
        By::Desk => "screen-office-by-desk",
        By::Shift => "screen-office-by-shift",
        By::Cashier => "screen-office-by-cashier",
        By::Supplier => "screen-office-by-supplier",
        By::Service => "screen-office-by-service",
        By::Tender => "screen-office-by-tender",
        By::Day => "screen-office-by-day",
    }
}
