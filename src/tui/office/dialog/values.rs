//! What is typed into fields, as values: a wrong one says what to type instead.

use chrono::{Datelike, NaiveDate};

use crate::domain::message::text;
use crate::domain::office::event::BankDocument;
use crate::domain::{DeskId, Message, Money, OfficeCode};
use crate::protocol::pin::{LONGEST, NewPin, SHORTEST};
use crate::tui::widgets::form::Form;
use crate::tui::widgets::words;

/// A field and what is wrong with it.
pub type Wrong = (usize, Message);

/// A text that must be there.
pub fn needed(form: &Form, field: usize) -> Result<String, Wrong> {
    match form.value(field) {
        "" => Err((field, ("screen-office-needed", vec![]))),
        value => Ok(value.to_owned()),
    }
}

/// A text that may be left out.
pub fn optional(form: &Form, field: usize) -> Option<String> {
    Some(form.value(field)).filter(|value| !value.is_empty()).map(str::to_owned)
}

/// A sum.
pub fn sum(form: &Form, field: usize) -> Result<Money, Wrong> {
    words::typed_sum(form.value(field)).map_err(|fault| (field, fault))
}

/// A count or a number.
pub fn number(form: &Form, field: usize) -> Result<u32, Wrong> {
    let value = form.value(field);
    let wrong = || (field, ("screen-office-number-form", vec![("value", text(value))]));
    value.parse().map_err(|_| wrong())
}

/// A day: `23.11.2026`, `23.11` of this year, `2026-11-23`.
pub fn day(form: &Form, field: usize, today: NaiveDate) -> Result<NaiveDate, Wrong> {
    let value = form.value(field);
    let of_year = || NaiveDate::parse_from_str(&format!("{value}.{}", today.year()), "%d.%m.%Y");
    let read = value.parse().or_else(|_| NaiveDate::parse_from_str(value, "%d.%m.%Y")).or_else(|_| of_year());
    read.map_err(|_| (field, ("screen-office-day-form", vec![("value", text(value))])))
}

/// A desk, `664003/2`; of a known office its own name alone is enough.
pub fn desk(form: &Form, field: usize, office: Option<&OfficeCode>) -> Result<DeskId, Wrong> {
    let value = form.value(field);
    let wrong = || (field, ("screen-office-desk-form", vec![("value", text(value))]));
    match (value.contains('/'), office) {
        (false, Some(office)) => DeskId::new(office.as_str(), value).map_err(|_| wrong()),
        _ => value.parse().map_err(|_| wrong()),
    }
}

/// A code that may be left out.
pub fn optional_code<T: std::str::FromStr>(form: &Form, field: usize) -> Result<Option<T>, Wrong> {
    if form.value(field).is_empty() { Ok(None) } else { code(form, field).map(Some) }
}

/// A PIN, typed twice.
pub fn pin(form: &Form, field: usize) -> Result<NewPin, Wrong> {
    let pin = form.value(field);
    let is_pin = (SHORTEST..=LONGEST).contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_digit());
    match () {
        () if !is_pin => Err((field, ("screen-office-pin-form", vec![]))),
        () if form.value(field + 1) != pin => Err((field + 1, ("screen-office-pin-other", vec![]))),
        () => Ok(NewPin::new(pin)),
    }
}

/// A code of any kind.
pub fn code<T: std::str::FromStr>(form: &Form, field: usize) -> Result<T, Wrong> {
    let value = form.value(field);
    value.parse().map_err(|_| (field, ("screen-office-code-form", vec![("value", text(value))])))
}

/// A document of the bank in four fields, its number, its day, our account and the other's; none where it has no number.
pub fn document(form: &Form, first: usize, today: NaiveDate) -> Result<Option<BankDocument>, Wrong> {
    let Some(number) = optional(form, first) else { return Ok(None) };
    let day = day(form, first + 1, today)?;
    let account = needed(form, first + 2)?;
    let is_account = account.len() == 20 && account.bytes().all(|b| b.is_ascii_digit());
    let wrong = || (first + 2, ("screen-office-account-form", vec![("value", text(&account))]));
    let other = form.value(first + 3).to_owned();
    if is_account { Ok(Some(BankDocument { account, number, day, other })) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-24".parse().unwrap()
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for typed in ["23.11.2026", "23.11", "2026-11-23", " 23.11 "] {
            assert_eq!(day(&Form::new(&[typed]), 0, today()), Ok("2026-11-23".parse().unwrap()), "{typed}");
        }
        for typed in ["", "yesterday", "31.02", "23/11"] {
            let (field, (id, _)) = day(&Form::new(&["", typed]), 1, today()).unwrap_err();
            assert_eq!((field, id), (1, "screen-office-day-form"), "{typed}");
        }
    }

    #[test]
    fn a_desk_of_a_known_office_needs_no_office() {
        let office: OfficeCode = "664003".parse().unwrap();
        let read = |typed: &str, office| desk(&Form::new(&[typed]), 0, office).ok().map(|desk| desk.to_string());
        assert_eq!(read("2", Some(&office)).as_deref(), Some("664003/2"));
        assert_eq!(read("664007/1", Some(&office)).as_deref(), Some("664007/1"));
        assert_eq!(read("2", None), None);
    }

    #[test]
    fn a_document_is_whole_or_not_there() {
        let account = "40702810100000000001";
        let read = |fields: [&str; 3]| document(&Form::new(&fields), 0, today());
        assert_eq!(read(["", "", ""]), Ok(None));
        assert_eq!(read(["17", "23.11", account]).unwrap().unwrap().number, "17");
        assert_eq!(read(["17", "", account]).unwrap_err().0, 1);
        assert_eq!(read(["17", "23.11", "407028"]).unwrap_err().0, 2);
    }
}
