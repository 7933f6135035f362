//! Registers as tables of dBASE III+: a header of 32 bytes, 32 bytes a field, `0D`, records of fixed width, `1A`.

use chrono::Datelike;
use serde::Deserialize;

use super::fault::{Deviation, WriteRefusal};
use super::fitting::Fitting;
use super::slot::Scope;
use super::template::Template;

/// A table without a memo file.
const VERSION: u8 = 0x03;
const HEADER_END: u8 = 0x0D;
const FILE_END: u8 = 0x1A;
/// Before a record that is not deleted.
const STANDING: u8 = b' ';
/// Bytes of the header before its fields, and of each field.
const BLOCK: usize = 32;
/// Longest name of a field, in bytes.
const NAME: usize = 10;
/// Years are counted from here.
const FIRST_YEAR: i32 = 1900;

/// The form of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dbf {
    /// Byte 29 of the header: the number by which readers know the code page.
    code_page_mark: u8,
    #[serde(rename = "field")]
    fields: Vec<Field>,
}

/// A field of the table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: Kind,
    /// In bytes; a date has 8.
    #[serde(default = "date_width")]
    width: u8,
    #[serde(default)]
    decimals: u8,
    /// What a row's record has here.
    pub row: Template,
    /// What the last record has here.
    pub total: Template,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Kind {
    #[serde(rename = "C")]
    Text,
    #[serde(rename = "N")]
    Number,
    #[serde(rename = "D")]
    Date,
}

const fn date_width() -> u8 {
    8
}

impl Kind {
    fn letter(self) -> u8 {
        match self {
            Kind::Text => b'C',
            Kind::Number => b'N',
            Kind::Date => b'D',
        }
    }
}

impl Dbf {
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    /// What the format can't have.
    pub fn check(&self) -> Result<(), String> {
        for Field { name, kind, width, .. } in &self.fields {
            let is_name = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
            if !(1..=NAME).contains(&name.len()) || !name.bytes().all(is_name) {
                return Err(format!("'{name}' is no name of a field: 1 to {NAME} of A-Z, 0-9 and _"));
            }
            if *width == 0 || (*kind == Kind::Date && *width != date_width()) {
                return Err(format!("the field {name} can't be {width} wide"));
            }
        }
        let is_long = self.header_length().is_none() || self.record_length().is_none();
        if is_long || self.fields.is_empty() {
            Err("a table needs some fields, but not so many".into())
        } else {
            Ok(())
        }
    }

    fn header_length(&self) -> Option<u16> {
        u16::try_from(BLOCK * (self.fields.len() + 1) + 1).ok()
    }

    fn record_length(&self) -> Option<u16> {
        u16::try_from(1 + self.fields.iter().map(|field| usize::from(field.width)).sum::<usize>()).ok()
    }

    pub fn write(&self, scope: &Scope, fitting: &Fitting) -> Result<Vec<u8>, WriteRefusal> {
        let mut refusal = WriteRefusal::default();
        let lengths = self.header_length().zip(self.record_length());
        let Some((records, (header_length, record_length))) =
            u32::try_from(scope.register.rows.len() + 1).ok().zip(lengths)
        else {
            refusal.add(None, Deviation::TooMany);
            return Err(refusal);
        };
        let mut bytes = self.header(scope, records, header_length, record_length);
        for (n, row) in (1..).zip(&scope.register.rows) {
            bytes.push(STANDING);
            let scope = Scope { row: Some((n, row)), ..*scope };
            for field in &self.fields {
                match field.write(&field.row, &scope, fitting) {
                    Ok(value) => bytes.extend(value),
                    Err(what) => refusal.add(Some((n, &row.receipt)), what),
                }
            }
        }
        bytes.push(STANDING);
        for field in &self.fields {
            match field.write(&field.total, scope, fitting) {
                Ok(value) => bytes.extend(value),
                Err(what) => refusal.add(None, what),
            }
        }
        bytes.push(FILE_END);
        if refusal.faults.is_empty() { Ok(bytes) } else { Err(refusal) }
    }

    fn header(&self, scope: &Scope, records: u32, header_length: u16, record_length: u16) -> Vec<u8> {
        let made = scope.register.made;
        let mut bytes = vec![VERSION];
        // The format has one byte for the year; month and day always fit theirs.
        bytes.push((made.year() - FIRST_YEAR).rem_euclid(256) as u8);
        bytes.extend([made.month() as u8, made.day() as u8]);
        bytes.extend(records.to_le_bytes());
        bytes.extend(header_length.to_le_bytes());
        bytes.extend(record_length.to_le_bytes());
        bytes.resize(BLOCK, 0);
        bytes[29] = self.code_page_mark;
        for field in &self.fields {
            let start = bytes.len();
            bytes.extend(field.name.bytes());
            bytes.resize(start + NAME + 1, 0);
            bytes.push(field.kind.letter());
            bytes.extend([0; 4]);
            bytes.extend([field.width, field.decimals]);
            bytes.resize(start + BLOCK, 0);
        }
        bytes.push(HEADER_END);
        bytes
    }
}

impl Field {
    /// The value at its full width: a number to the right, anything else to the left.
    fn write(&self, template: &Template, scope: &Scope, fitting: &Fitting) -> Result<Vec<u8>, Deviation> {
        let text = template.write(scope, fitting)?;
        let width = usize::from(self.width);
        let encoding = fitting.encoding();
        let mut bytes = encoding.encode(&text).map_err(|odd| Deviation::Character {
            field: "",
            text: text.clone(),
            odd,
            encoding,
        })?;
        if bytes.len() > width {
            return Err(Deviation::TooWide { field: self.name.clone(), text, most: width });
        }
        let padding = std::iter::repeat_n(b' ', width - bytes.len());
        if self.kind == Kind::Number {
            bytes.splice(0..0, padding);
        } else {
            bytes.extend(padding);
        }
        Ok(bytes)
    }
}
