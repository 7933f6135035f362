//! Reading settings by hand: serde stops at the first fault, and a person wants to see them all.

use std::ops::Range;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    Cash, Clock, Fault, Hq, NEEDED_PARTS, Operator, PROFILES, Printer, RECEIPT_PARTS, Receipt, Settings, Target, Till,
};
use crate::domain::policy::{Approve, Drawer};
use crate::domain::{DeskKind, Money};

const LANGUAGES: [&str; 2] = ["en", "ru"];
const COLUMNS: [usize; 3] = [32, 42, 48];

/// Reads the settings, or names every fault in the order of the file.
pub(super) fn settings(text: &str) -> Result<Settings, Vec<Fault>> {
    parse(text, read)
}

/// Reads a file of settings by `read`, or names every fault in the order of the file.
pub(super) fn parse<T>(text: &str, read: fn(Section, &mut Faults) -> Option<T>) -> Result<T, Vec<Fault>> {
    let mut faults = Faults { text, found: Vec::new() };
    let mut readable = text.to_owned();
    // The parser gives up at its first error: the line is blanked, so that what is wrong behind it is found too.
    let root = loop {
        let error = match DeTable::parse(&readable) {
            Ok(root) => break root.into_inner(),
            Err(error) => error,
        };
        let at = error.span().map_or(0, |span| span.start);
        faults.note(at, "settings-syntax", "", error.message());
        let line = line_around(&readable, at);
        if readable[line.clone()].trim().is_empty() {
            return Err(faults.sorted());
        }
        readable.replace_range(line.clone(), &" ".repeat(line.len()));
    };
    let settings = read(Section { name: "", start: 0, table: root }, &mut faults);
    settings.filter(|_| faults.found.is_empty()).ok_or_else(|| faults.sorted())
}

/// Where the line of a position begins and ends.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    start..after.find('\n').map_or(text.len(), |end| before.len() + end)
}

/// Reads every section before anything is missed, so that all of them name their faults.
fn read(mut top: Section, faults: &mut Faults) -> Option<Settings> {
    let office = top.required("office", "settings-office", |value| code(value, 16), faults);
    let desk = top.required("desk", "settings-desk", |value| code(value, 8), faults);
    let kind = top.optional("kind", "settings-kind", kind, faults).unwrap_or_default();
    let zone = top.required("zone", "settings-zone", |value| value.as_str()?.parse().ok(), faults);
    let language = top.optional("language", "settings-language", language, faults);
    let address = top.optional("address", "settings-text", filled, faults);
    let mirror = top.optional("mirror", "settings-text", |value| filled(value).map(PathBuf::from), faults);
    let operator = top.section("operator", faults).and_then(|section| operator(section, faults));
    let printer = top.section("printer", faults).map(|section| printer(section, faults)).unwrap_or_default();
    let receipt = top.section("receipt", faults).map(|section| receipt(section, faults)).unwrap_or_default();
    let hq = top.section("hq", faults).and_then(|section| hq(section, faults));
    let clock = top.section("clock", faults).map(|section| clock(section, faults)).unwrap_or_default();
    let cash = top.section("cash", faults).map(|section| cash(section, faults)).unwrap_or_default();
    let supervisor = top.section("supervisor", faults).map(|section| supervisor(section, faults)).unwrap_or_default();
    let till = top.section("till", faults).map(|section| till(section, faults)).unwrap_or_default();
    top.end(faults);
    let (office, desk, zone) = (office?, desk?, zone?);
    Some(Settings {
        office,
        desk,
        kind,
        zone,
        language,
        operator,
        address,
        printer,
        receipt,
        mirror,
        hq,
        clock,
        cash,
        supervisor,
        till,
    })
}

fn operator(mut section: Section, faults: &mut Faults) -> Option<Operator> {
    let name = section.required("name", "settings-text", filled, faults);
    let inn = section.required("inn", "settings-inn", inn, faults);
    section.end(faults);
    Some(Operator { name: name?, inn: inn? })
}

fn printer(mut section: Section, faults: &mut Faults) -> Printer {
    let standard = Printer::default();
    let profile = section.optional("profile", "settings-profile", profile, faults).unwrap_or(standard.profile);
    let to = section.optional("to", "settings-printer-to", target, faults).unwrap_or(standard.to);
    let columns = section.optional("columns", "settings-columns", columns, faults).unwrap_or(standard.columns);
    section.end(faults);
    Printer { profile, to, columns }
}

fn receipt(mut section: Section, faults: &mut Faults) -> Receipt {
    let heading = section.optional("heading", "settings-text", filled, faults);
    let footer = section.optional("footer", "settings-text", filled, faults);
    let parts = section.optional("parts", "settings-receipt-parts", parts, faults);
    section.end(faults);
    Receipt { heading, footer, parts: parts.unwrap_or(Receipt::default().parts) }
}

/// Known parts, none twice, and those among them that every receipt has.
fn parts(value: &DeValue) -> Option<Vec<String>> {
    let named: Option<Vec<&str>> = value.as_array()?.iter().map(|part| part.get_ref().as_str()).collect();
    let named = named?;
    let is_known = |(at, part): (usize, &&str)| RECEIPT_PARTS.contains(part) && !named[..at].contains(part);
    let is_sound = named.iter().enumerate().all(is_known) && NEEDED_PARTS.iter().all(|part| named.contains(part));
    is_sound.then(|| named.iter().map(ToString::to_string).collect())
}

fn hq(mut section: Section, faults: &mut Faults) -> Option<Hq> {
    let url = section.required("url", "settings-url", url, faults);
    let ca = section.optional("ca", "settings-text", |value| filled(value).map(PathBuf::from), faults);
    let insecure = section.optional("insecure", "settings-yes-no", |value| value.as_bool(), faults);
    section.end(faults);
    Some(Hq { url: url?, ca, insecure: insecure.unwrap_or_default() })
}

fn url(value: &DeValue) -> Option<String> {
    let url = filled(value)?;
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let is_host = !rest.trim_end_matches('/').is_empty() && !rest.contains(char::is_whitespace);
    is_host.then_some(url)
}

fn clock(mut section: Section, faults: &mut Faults) -> Clock {
    let standard = Clock::default();
    let gap_hours = section.optional("gap_hours", "settings-hours", hours, faults).unwrap_or(standard.gap_hours);
    let shift_hours = section.optional("shift_hours", "settings-hours", hours, faults).unwrap_or(standard.shift_hours);
    section.end(faults);
    Clock { gap_hours, shift_hours }
}

fn cash(mut section: Section, faults: &mut Faults) -> Cash {
    let standard = Cash::default();
    let drawer = section.optional("drawer", "settings-drawer", drawer, faults).unwrap_or(standard.drawer);
    let blind = section.optional("blind", "settings-yes-no", |value| value.as_bool(), faults).unwrap_or(standard.blind);
    let sums = section.optional("sums", "settings-yes-no", |value| value.as_bool(), faults).unwrap_or(standard.sums);
    let mut sum = |key, standard| section.optional(key, "settings-sum", sum, faults).unwrap_or(standard);
    let limit = sum("limit", standard.limit);
    let float = sum("float", standard.float);
    let reason_above = sum("reason_above", standard.reason_above);
    section.end(faults);
    Cash { drawer, blind, sums, limit, float, reason_above }
}

fn supervisor(mut section: Section, faults: &mut Faults) -> Approve {
    let mut sum = |key| section.optional(key, "settings-sum", sum, faults).unwrap_or_default();
    let approve =
        Approve { voids: sum("voids"), refunds: sum("refunds"), moves: sum("moves"), retenders: sum("retenders") };
    section.end(faults);
    approve
}

fn till(mut section: Section, faults: &mut Faults) -> Till {
    let minutes = section.optional("idle_lock_minutes", "settings-minutes", minutes, faults);
    section.end(faults);
    minutes.map_or(Till::default(), |idle_lock_minutes| Till { idle_lock_minutes })
}

fn kind(value: &DeValue) -> Option<DeskKind> {
    match value.as_str()? {
        "till" => Some(DeskKind::Till),
        "vault" => Some(DeskKind::Vault),
        _ => None,
    }
}

fn drawer(value: &DeValue) -> Option<Drawer> {
    match value.as_str()? {
        "own" => Some(Drawer::Own),
        "shared" => Some(Drawer::Shared),
        _ => None,
    }
}

fn sum(value: &DeValue) -> Option<Money> {
    Money::parse(value.as_str()?).ok().filter(|sum| (Money::ZERO..=Money::MOST).contains(sum))
}

fn code(value: &DeValue, longest: usize) -> Option<String> {
    let code = value.as_str()?;
    let allowed = code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (allowed && (1..=longest).contains(&code.len())).then(|| code.to_owned())
}

fn language(value: &DeValue) -> Option<String> {
    value.as_str().filter(|code| LANGUAGES.contains(code)).map(str::to_owned)
}

pub(super) fn filled(value: &DeValue) -> Option<String> {
    value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

fn inn(value: &DeValue) -> Option<String> {
    let inn = value.as_str()?;
    (matches!(inn.len(), 10 | 12) && inn.bytes().all(|b| b.is_ascii_digit())).then(|| inn.to_owned())
}

fn target(value: &DeValue) -> Option<Target> {
    Target::parse(value.as_str()?)
}

fn profile(value: &DeValue) -> Option<String> {
    value.as_str().filter(|code| PROFILES.contains(code)).map(str::to_owned)
}

fn columns(value: &DeValue) -> Option<usize> {
    whole(value)?.try_into().ok().filter(|columns| COLUMNS.contains(columns))
}

fn hours(value: &DeValue) -> Option<u32> {
    whole(value).filter(|hours| *hours > 0)
}

fn minutes(value: &DeValue) -> Option<u16> {
    whole(value)?.try_into().ok()
}

pub(super) fn whole(value: &DeValue) -> Option<u32> {
    let number = value.as_integer()?;
    u32::from_str_radix(number.as_str(), number.radix()).ok()
}

/// A table that is read by taking its keys away: what is left at the end, nobody knows.
pub(super) struct Section<'t> {
    /// The keys' prefix in messages: empty, or `printer.`.
    name: &'static str,
    /// Where the table stands in the text.
    start: usize,
    table: DeTable<'t>,
}

impl<'t> Section<'t> {
    pub(super) fn optional<T>(
        &mut self,
        key: &str,
        id: &'static str,
        read: impl Fn(&DeValue) -> Option<T>,
        faults: &mut Faults,
    ) -> Option<T> {
        let value = self.table.remove(key)?;
        let read = read(value.get_ref());
        if read.is_none() {
            faults.wrong(&value, id, &self.full(key));
        }
        read
    }

    pub(super) fn required<T>(
        &mut self,
        key: &str,
        id: &'static str,
        read: impl Fn(&DeValue) -> Option<T>,
        faults: &mut Faults,
    ) -> Option<T> {
        if !self.table.contains_key(key) {
            faults.note(self.start, "settings-missing", &self.full(key), "");
        }
        self.optional(key, id, read, faults)
    }

    pub(super) fn section(&mut self, name: &'static str, faults: &mut Faults) -> Option<Section<'t>> {
        let value = self.table.remove(name)?;
        let start = value.span().start;
        match value.into_inner() {
            DeValue::Table(table) => Some(Section { name, start, table }),
            _ => {
                faults.note(start, "settings-table", name, "");
                None
            }
        }
    }

    pub(super) fn end(self, faults: &mut Faults) {
        for key in self.table.keys() {
            faults.note(key.span().start, "settings-unknown", &self.full(key.get_ref()), "");
        }
    }

    fn full(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}

/// The faults found so far, and the text that they are in.
pub(super) struct Faults<'t> {
    text: &'t str,
    found: Vec<Fault>,
}

impl Faults<'_> {
    /// The value that was found is quoted as it is written.
    fn wrong(&mut self, value: &Spanned<DeValue>, id: &'static str, key: &str) {
        let text = self.text;
        self.note(value.span().start, id, key, text.get(value.span()).unwrap_or_default());
    }

    fn note(&mut self, at: usize, id: &'static str, key: &str, found: &str) {
        let line = self.text.bytes().take(at).filter(|b| *b == b'\n').count() + 1;
        self.found.push(Fault { line, id, key: key.to_owned(), found: found.to_owned() });
    }

    fn sorted(mut self) -> Vec<Fault> {
        self.found.sort_by_key(|fault| fault.line);
        self.found
    }
}
