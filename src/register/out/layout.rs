//! The layouts of registers out, read from `data/registers/out/*.toml`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::dbf::Dbf;
use super::fault::{Deviation, WriteRefusal};
use super::fitting::Fitting;
use super::slot::{Scope, Writing};
use super::template::Template;
use super::text::Text;
use super::{OutKind, OutRegister, OutTotals};
use crate::register::encoding::Encoding;

/// The layouts that are compiled in, in alphabetical order.
const BUILT_IN: [(&str, &str); 5] = [
    ("1c", include_str!("../../../data/registers/out/1c.toml")),
    ("csv", include_str!("../../../data/registers/out/csv.toml")),
    ("dbf", include_str!("../../../data/registers/out/dbf.toml")),
    ("lanbilling", include_str!("../../../data/registers/out/lanbilling.toml")),
    ("sber-payments", include_str!("../../../data/registers/out/sber-payments.toml")),
];

/// How a register of payments is written.
#[derive(Clone, Debug)]
pub struct OutLayout {
    name: &'static str,
    data: Data,
    fitting: Fitting,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    about: String,
    encoding: Encoding,
    decimal_mark: char,
    /// Of text; a table of dBASE has no lines.
    #[serde(default)]
    line_end: LineEnd,
    file_name: Template,
    #[serde(default)]
    kinds: BTreeMap<OutKind, String>,
    text: Option<Text>,
    dbf: Option<Dbf>,
}

/// What ends a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LineEnd {
    #[default]
    Lf,
    Crlf,
}

/// Why there is no such layout.
#[derive(Debug, thiserror::Error)]
pub enum OutLayoutError {
    /// No layout has this name.
    #[error("there is no layout '{name}' of registers out; there are: {known}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The layouts that exist, separated by commas.
        known: String,
    },
    /// The layout's own data is wrong: a fault of this program.
    #[error("the layout '{name}' can't be read: {fault}")]
    Faulty {
        /// The layout's name.
        name: &'static str,
        /// What is wrong with its data.
        fault: String,
    },
}

impl OutLayout {
    /// The layout of a name, such as `sber-payments`.
    pub fn built_in(name: &str) -> Result<OutLayout, OutLayoutError> {
        let known = || OutLayout::names().collect::<Vec<_>>().join(", ");
        let found = BUILT_IN.into_iter().find(|(known, _)| *known == name);
        let (name, text) = found.ok_or_else(|| OutLayoutError::Unknown { name: name.to_owned(), known: known() })?;
        OutLayout::parse(name, text).map_err(|fault| OutLayoutError::Faulty { name, fault })
    }

    /// Every layout, in alphabetical order.
    pub fn all() -> Result<Vec<OutLayout>, OutLayoutError> {
        OutLayout::names().map(OutLayout::built_in).collect()
    }

    /// The names of all layouts, in alphabetical order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.into_iter().map(|(name, _)| name)
    }

    /// The name by which it is chosen.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What the file looks like and how corrections stand in it, for a person who chooses a layout.
    pub fn about(&self) -> &str {
        &self.data.about
    }

    /// The file's name without a directory; it is the same for the same register.
    pub fn file_name(&self, register: &OutRegister) -> Result<String, WriteRefusal> {
        let totals = self.judge(register)?;
        self.with_scope(register, &totals, |scope| {
            self.data.file_name.write(scope, &self.fitting).map_err(|what| {
                let mut refusal = WriteRefusal::default();
                refusal.add(None, what);
                refusal
            })
        })
    }

    /// The file's bytes; the same register gives the same bytes. What can't be written is a fault, and then there
    /// are none.
    pub fn write(&self, register: &OutRegister) -> Result<Vec<u8>, WriteRefusal> {
        let totals = self.judge(register)?;
        self.with_scope(register, &totals, |scope| match (&self.data.text, &self.data.dbf) {
            (Some(text), _) => text.write(scope, &self.fitting, self.data.line_end),
            (None, Some(dbf)) => dbf.write(scope, &self.fitting),
            // A layout without a form does not load.
            (None, None) => Ok(Vec::new()),
        })
    }

    fn with_scope<T>(
        &self,
        register: &OutRegister,
        totals: &OutTotals,
        write: impl FnOnce(&Scope) -> Result<T, WriteRefusal>,
    ) -> Result<T, WriteRefusal> {
        let kind = |kind: OutKind| self.data.kinds.get(&kind).map_or(kind.as_str(), String::as_str);
        let writing = Writing { decimal_mark: self.data.decimal_mark, kind: &kind };
        write(&Scope { register, totals, row: None, writing: &writing })
    }

    /// What no layout can write: sums beyond all measure, and rows that the supplier would take for one.
    fn judge(&self, register: &OutRegister) -> Result<OutTotals, WriteRefusal> {
        let mut refusal = WriteRefusal::default();
        let mut first_rows = HashMap::new();
        for (n, row) in (1..).zip(&register.rows) {
            let first = *first_rows.entry(row.id.as_str()).or_insert(n);
            if first != n {
                refusal.add(Some((n, &row.receipt)), Deviation::Repeated { id: row.id.clone(), first });
            }
        }
        let totals = register.totals();
        if totals.is_none() {
            refusal.add(None, Deviation::TooLarge);
        }
        totals.filter(|_| refusal.faults.is_empty()).ok_or(refusal)
    }

    fn parse(name: &'static str, text: &str) -> Result<OutLayout, String> {
        let data: Data = toml::from_str(text).map_err(|error| error.to_string())?;
        let separator = match (&data.text, &data.dbf) {
            (Some(text), None) => text.replaced_separator()?,
            (None, Some(dbf)) => dbf.check().map(|()| None)?,
            _ => return Err("it must have one of [text] and [dbf]".to_owned()),
        };
        let fitting = Fitting::new(data.encoding, separator).map_err(|error| error.to_string())?;
        let (of_register, of_rows) = data.templates();
        if let Some(slot) = of_register.iter().find_map(|template| template.row_slot()) {
            return Err(format!("{{{slot}}} speaks of a row where there is none"));
        }
        let literals = of_register.iter().chain(&of_rows).flat_map(|template| template.literals());
        for literal in literals.chain(data.kinds.values().map(String::as_str)) {
            let lacking = |odd| format!("'{literal}' has {odd:?}, which {} lacks", data.encoding);
            data.encoding.encode(literal).map_err(lacking)?;
        }
        Ok(OutLayout { name, data, fitting })
    }
}

impl Data {
    /// Templates that speak of the register, and templates that speak of a row.
    fn templates(&self) -> (Vec<&Template>, Vec<&Template>) {
        let (mut of_register, mut of_rows) = (vec![&self.file_name], Vec::new());
        if let Some(text) = &self.text {
            of_register.extend(text.frame());
            of_rows.extend(text.rows());
        }
        for field in self.dbf.iter().flat_map(Dbf::fields) {
            of_register.push(&field.total);
            of_rows.push(&field.row);
        }
        (of_register, of_rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::out::OutRow;

    #[test]
    fn every_built_in_layout_can_be_read_and_says_what_it_is() {
        let layouts = OutLayout::all().unwrap();
        let names: Vec<_> = layouts.iter().map(OutLayout::name).collect();
        assert_eq!(names, ["1c", "csv", "dbf", "lanbilling", "sber-payments"]);
        assert!(layouts.iter().all(|layout| layout.about().contains("void, refund or move")));
        let message = OutLayout::built_in("excel").unwrap_err().to_string();
        assert!(message.ends_with("there are: 1c, csv, dbf, lanbilling, sber-payments"), "{message}");
    }

    #[test]
    fn a_faulty_layout_is_told() {
        let sound = BUILT_IN[4].1;
        for (from, to, fault) in [
            ("[[\"={rows}\"", "[[\"={n}\"", "{n} speaks of a row where there is none"),
            ("\"={rows}\"", "\"₽{rows}\"", "'₽' has '₽', which windows-1251 lacks"),
            ("[text]", "[dbf]", "unknown field"),
            ("separator_becomes = \",\"", "", "a separator needs quotes, or what it becomes within values"),
        ] {
            let error = OutLayout::parse("x", &sound.replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(fault), "{error}");
        }
    }

    #[test]
    fn the_encoding_is_the_layouts_to_choose() {
        let catalogue = crate::domain::Catalogue::built_in().unwrap();
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let row = OutRow {
            id: "1".into(),
            account: crate::domain::AccountNumber::parse("ТС-1").unwrap(),
            service: catalogue.services[0].clone(),
            day,
            at: day.and_hms_opt(9, 0, 0).unwrap(),
            office: "1".into(),
            desk: "2".into(),
            cashier: String::new(),
            receipt: "1-1-1".into(),
            kind: OutKind::Payment,
            name: "ТСЖ «Ёлка № 5»".into(),
            address: String::new(),
            period: None,
            amount: crate::domain::Money::from_kopecks(500),
            fee: crate::domain::Money::ZERO,
        };
        let (supplier, operator) = (catalogue.suppliers[0].clone(), catalogue.operator);
        let register = OutRegister { supplier, operator, number: 1, made: day, from: day, to: day, rows: vec![row] };
        for (encoding, name) in [
            (Encoding::Utf8, "ТСЖ «Ёлка № 5»"),
            (Encoding::Windows1251, "ТСЖ «Ёлка № 5»"),
            (Encoding::Koi8R, "ТСЖ \"Ёлка N 5\""),
            (Encoding::Cp866, "ТСЖ \"Ёлка № 5\""),
        ] {
            let text = BUILT_IN[4].1.replace("windows-1251", encoding.as_str());
            let bytes = OutLayout::parse("x", &text).unwrap().write(&register).unwrap();
            let written = encoding.decode(&bytes).unwrap().into_owned();
            let expected = format!("23-11-2026;09-00-00;1/2;;1;ТС-1;{name};;;5,00;5,00;0,00\r\n=1;");
            assert!(written.starts_with(&expected), "{written}");
        }
    }
}
