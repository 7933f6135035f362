//! Messages, sums and moments in the words of the person at the screen.

use chrono::{DateTime, Datelike, NaiveDate, Weekday};

use crate::document::{self, Telling, name_in};
use crate::domain::cash::CountError;
use crate::domain::{
    Count, Counted, Message, Money, MoneyError, ServiceCode, SupplierCode, TenderKind, Timestamp, UserName, Word,
    keyboard,
};
use crate::lang::Arg;
use crate::tui::model::Model;

/// A message in words; moments on the office's clock.
pub fn worded(model: &Model, message: &Message) -> String {
    let local = |at: Timestamp| at.local(model.offset);
    let telling = Telling { lang: model.lang, local: &local, name: &|what, code| named(model, what, code) };
    document::worded(&telling, message)
}

/// A text that begins with a capital: what is said alone, though it may be a part of a sentence elsewhere.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A code of the catalogue by its name: the person at the screen knows no codes.
fn named(model: &Model, name: &str, code: &str) -> String {
    match name {
        "supplier" => SupplierCode::new(code).map_or(code.to_owned(), |code| supplier(model, &code)),
        "tender" => TenderKind::new(code).map_or(code.to_owned(), |kind| tender(model, &kind)),
        _ => code.to_owned(),
    }
}

/// A text without variables.
pub fn label(model: &Model, id: &'static str) -> String {
    model.lang.text(id, &[])
}

/// A sum as it was typed, or what to type instead.
pub fn typed_sum(text: &str) -> Result<Money, Message> {
    Money::parse(text).map_err(|error| match error {
        MoneyError::Empty => ("screen-sum-empty", vec![]),
        MoneyError::Malformed => ("screen-sum-malformed", vec![]),
        MoneyError::TooFine | MoneyError::TooLarge => error.message(),
    })
}

/// A name to sign in with as it was typed, under either layout: names have Latin letters alone.
pub fn typed_user(text: &str) -> Result<UserName, Message> {
    let text = text.trim();
    UserName::new(text).or_else(|error| UserName::new(&keyboard::to_latin(text)).map_err(|_| error.message()))
}

/// What people write between a denomination and its pieces; the Russian layout's `ч` lies on the key of `x`.
const MARKS: [char; 8] = ['x', 'X', 'х', 'Х', '×', '*', 'ч', 'Ч'];

/// Cash as it was typed: a sum, or pieces of the denominations there are, `5000x1 100*4`.
pub fn typed_cash(text: &str, denominations: &[Money]) -> Result<Counted, Message> {
    if !text.contains(MARKS) {
        return typed_sum(text).map(Counted::from);
    }
    // `5000 x 1` is one part.
    let text = text.split(MARKS).map(str::trim).collect::<Vec<_>>().join("x");
    let count: Count = text.parse().map_err(|error: CountError| error.message())?;
    let odd = count.iter().find(|(denomination, _)| !denominations.contains(denomination));
    match odd {
        Some((odd, _)) => Err(("screen-no-denomination", vec![("sum", Word::Money(odd))])),
        None => Ok(count.into()),
    }
}

/// A sum.
pub fn sum(model: &Model, sum: Money) -> String {
    model.lang.kopecks(sum.kopecks())
}

/// A day and its time on the office's clock.
pub fn moment(model: &Model, at: Timestamp) -> String {
    model.lang.moment(at.local(model.offset))
}

/// The time of day on the office's clock.
pub fn time(model: &Model, at: Timestamp) -> String {
    at.local(model.offset).format("%H:%M").to_string()
}

/// The time of day of what happened today, else the day too, its year only where it is another.
pub fn when(model: &Model, at: Timestamp) -> String {
    let (local, now) = (at.local(model.offset), model.now.local(model.offset));
    if local.date() == now.date() {
        return time(model, at);
    }
    if local.year() != now.year() {
        return moment(model, at);
    }
    model.lang.moment_of_year(local)
}

/// The office's day with its weekday.
pub fn today(model: &Model) -> String {
    day(model, model.now.day(model.offset))
}

/// A day with its weekday, which tells a wrong date better than its number does.
pub fn day(model: &Model, day: NaiveDate) -> String {
    let weekday = match day.weekday() {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    };
    model.lang.text("screen-day", &[("weekday", Arg::Text(weekday)), ("day", Arg::Date(day))])
}

/// When a supplier's figure was true: a day, or a moment on the office's clock; anything else as it stands.
pub fn as_of(model: &Model, text: &str) -> String {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return model.lang.date(day);
    }
    match DateTime::parse_from_rfc3339(text) {
        Ok(at) => moment(model, Timestamp::new(at.to_utc())),
        Err(_) => text.to_owned(),
    }
}

/// What a line is called: its service, or its supplier's only one; the supplier where it may be one of several.
pub fn paid_for(model: &Model, supplier: &SupplierCode, service: Option<&ServiceCode>) -> String {
    let known = model.catalogue.supplier(supplier);
    let service = service.or_else(|| known.and_then(|known| known.service(None)));
    let service = service.and_then(|service| model.catalogue.service(service)).map(|service| &service.name);
    match service.or(known.map(|known| &known.name)) {
        Some(name) => name_in(model.lang, name).to_owned(),
        None => supplier.to_string(),
    }
}

/// What a supplier is called.
pub fn supplier(model: &Model, code: &SupplierCode) -> String {
    match model.catalogue.supplier(code) {
        Some(supplier) => name_in(model.lang, &supplier.name).to_owned(),
        None => code.to_string(),
    }
}

/// What a tender is called.
pub fn tender(model: &Model, kind: &TenderKind) -> String {
    match model.catalogue.tender(kind) {
        Some(tender) => name_in(model.lang, &tender.name).to_owned(),
        None => kind.to_string(),
    }
}
