//! Reading a register of debts, row by row, from a stream.

use std::collections::HashMap;
use std::io::{self, BufRead, Cursor, Read};

use crate::domain::{AccountNumber, Money, Supplier};

use super::encoding::Encoding;
use super::fault::{Fault, Refusal, RegisterError, Requisite};
use super::layout::{Field, Layout, Rows};
use super::lines;

/// How much of a file is looked at to tell its encoding and separator, in bytes.
const SAMPLE: u64 = 64 * 1024;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// One row of a register of debts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debt {
    /// The line of the file, from 1.
    pub line: u64,
    /// The payer's account with the supplier.
    pub account: AccountNumber,
    /// The payer's name, as written; may be empty.
    pub name: String,
    /// The address, as written; may be empty.
    pub address: String,
    /// What the payer owes; negative where too much was paid.
    pub amount: Money,
    /// The single account number of the state's housing system (ЕЛС), where the row has one.
    pub els: Option<String>,
    /// The address's code in the state's address register (ФИАС), where the row has one.
    pub fias: Option<String>,
}

/// Where a file comes from, and what is asked of it.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The supplier whose accounts the file must hold.
    pub supplier: &'a Supplier,
    /// The other suppliers there are: a file whose name speaks of one of them is not this supplier's.
    pub others: &'a [Supplier],
    /// The file's name without its directory. Where it fits the layout's template and has numbers that no supplier
    /// has, the file is taken, but in doubt: requisites change.
    pub file_name: &'a str,
    /// The encoding, where it is known better than by looking at the text.
    pub encoding: Option<Encoding>,
}

/// The rows of a register of debts.
///
/// After the first fault no more rows come: the rest of the file is read for its faults, and the last item is the
/// refusal that lists them. So a file was good only if every item was; take nothing of it before the end.
pub struct Debts<R: BufRead> {
    layout: Layout,
    encoding: Encoding,
    records: csv::Reader<Source<R>>,
    record: csv::ByteRecord,
    form: Option<Form>,
    first_lines: HashMap<AccountNumber, u64>,
    total: Option<Money>,
    stated: Option<Money>,
    refusal: Refusal,
    doubts: Vec<Fault>,
    done: bool,
}

/// The sample, the rest of the file, and a line end, so that the last line has one too.
type Source<R> = io::Chain<io::Chain<Cursor<Vec<u8>>, R>, &'static [u8]>;

/// The fields of this file's rows, in order; `None` where a column is of no interest.
type Form = Vec<Option<Field>>;

impl<R: BufRead> Debts<R> {
    /// Starts reading `source`. Faults of the file's name or encoding come with those of its rows.
    pub fn read(layout: Layout, mut source: R, origin: &Origin) -> io::Result<Debts<R>> {
        let mut sample = Vec::new();
        source.by_ref().take(SAMPLE).read_to_end(&mut sample)?;
        if sample.starts_with(BYTE_ORDER_MARK) {
            sample.drain(..BYTE_ORDER_MARK.len());
        }
        let encoding = origin.encoding.unwrap_or_else(|| Encoding::detect(&sample, &layout.encodings));
        let mut refusal = Refusal::default();
        if !layout.encodings.contains(&encoding) {
            refusal.add(None, Fault::Encoding(encoding));
        }
        let (faults, doubts) = judge_name(&layout, origin);
        for fault in faults {
            refusal.add(None, fault);
        }
        // The end of a line is '\n' alone, so that the reader's line count is exact; '\r' is trimmed with the field.
        let records = csv::ReaderBuilder::new()
            .delimiter(separator(&layout, &sample))
            .quoting(layout.quotes)
            .terminator(csv::Terminator::Any(b'\n'))
            .has_headers(false)
            .flexible(true)
            .from_reader(Cursor::new(sample).chain(source).chain(&b"\n"[..]));
        Ok(Debts {
            layout,
            encoding,
            records,
            record: csv::ByteRecord::new(),
            form: None,
            first_lines: HashMap::new(),
            total: Some(Money::ZERO),
            stated: None,
            refusal,
            doubts,
            done: false,
        })
    }

    /// What looks odd about the file and keeps nothing of it out.
    pub fn doubts(&self) -> &[Fault] {
        &self.doubts
    }

    /// The encoding that the file is read in.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// How many bytes of the file have been read: for a progress bar.
    pub fn bytes(&self) -> u64 {
        self.records.position().byte()
    }

    /// The next good row; `None` at the end of the file. Faults on the way are kept.
    fn next_row(&mut self) -> io::Result<Option<Debt>> {
        let mut record = std::mem::take(&mut self.record);
        let mut row = None;
        while row.is_none() && self.records.read_byte_record(&mut record)? {
            let line = lines::line_of(&self.records, &record);
            row = self.take(&record, line).unwrap_or_else(|fault| {
                self.refusal.add(Some(line), fault);
                None
            });
        }
        self.record = record;
        Ok(row)
    }

    /// The row of one record; `None` for what is no row (an empty line, a header line, the column names) and for a
    /// row whose faults are kept already.
    fn take(&mut self, record: &csv::ByteRecord, line: u64) -> Result<Option<Debt>, Fault> {
        let decode = |field| self.encoding.decode(field).ok_or(Fault::Undecodable(self.encoding));
        let texts = record.iter().map(decode).collect::<Result<Vec<_>, Fault>>()?;
        let fields: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
        if fields == [""] || (self.first_lines.is_empty() && self.take_header(fields[0])?) {
            return Ok(None);
        }
        if self.form.is_none() {
            match &self.layout.rows {
                Rows::InOrder(forms) => self.form = Some(form_of(forms, fields.len())?),
                Rows::Named(columns) => {
                    let (form, faults) = named_columns(columns, &fields);
                    // Under a faulty header every row would be faulty too: none is judged.
                    self.form = Some(if faults.is_empty() { form } else { Form::new() });
                    faults.into_iter().for_each(|fault| self.refusal.add(Some(line), fault));
                    return Ok(None);
                }
            }
        }
        match self.form.as_deref().unwrap_or_default() {
            [] => Ok(None),
            form if form.len() != fields.len() => {
                Err(Fault::FieldCount { found: fields.len(), expected: vec![form.len()] })
            }
            form => {
                let field = |wanted| form.iter().position(|field| *field == Some(wanted)).map(|at| fields[at]);
                let text = |wanted| field(wanted).map(str::to_owned);
                let (name, address) = (text(Field::Name), text(Field::Address));
                let optional = |wanted| text(wanted).filter(|text| !text.is_empty());
                let (els, fias) = (optional(Field::Els), optional(Field::Fias));
                let (account, amount) = (self.account(field(Field::Account)), self.money(field(Field::Amount)));
                let account = account.and_then(|account| self.remember(account, line));
                let (Some(account), Some(amount)) = (self.good(account, line), self.good(amount, line)) else {
                    return Ok(None);
                };
                self.total = self.total.and_then(|total| total.plus(amount));
                let (name, address) = (name.unwrap_or_default(), address.unwrap_or_default());
                Ok(Some(Debt { line, account, name, address, amount, els, fias }))
            }
        }
    }

    /// A field's value; its fault is kept, so that a row tells all that is wrong with it.
    fn good<T>(&mut self, value: Result<T, Fault>, line: u64) -> Option<T> {
        value.map_err(|fault| self.refusal.add(Some(line), fault)).ok()
    }

    fn account(&self, text: Option<&str>) -> Result<AccountNumber, Fault> {
        let text = text.unwrap_or_default();
        AccountNumber::parse(text).map_err(|error| Fault::Account { text: text.to_owned(), error })
    }

    fn money(&self, text: Option<&str>) -> Result<Money, Fault> {
        let text = text.unwrap_or_default();
        let mark = text.chars().find(|c| matches!(c, ',' | '.'));
        if mark.is_some_and(|mark| !self.layout.decimal_marks.contains(&mark)) {
            return Err(Fault::DecimalMark(text.to_owned()));
        }
        Money::parse(text).map_err(|error| Fault::Amount { text: text.to_owned(), error })
    }

    fn remember(&mut self, account: AccountNumber, line: u64) -> Result<AccountNumber, Fault> {
        match self.first_lines.get(&account) {
            Some(&first) => Err(Fault::Repeated { account, first }),
            None => {
                self.first_lines.insert(account.clone(), line);
                Ok(account)
            }
        }
    }

    /// True if `text` is a header line; the control sum is kept.
    fn take_header(&mut self, text: &str) -> Result<bool, Fault> {
        let Some(header) = &self.layout.header_lines else { return Ok(false) };
        let Some(text) = text.strip_prefix(&header.prefix) else { return Ok(false) };
        if let Some(sum) = text.trim_start().strip_prefix(&header.control_sum) {
            self.stated = Some(self.money(Some(sum.trim_start_matches([' ', '\t', ':', '='])))?);
        }
        Ok(true)
    }

    /// What can be judged only once every row is read.
    fn judge_whole(&mut self) {
        if self.first_lines.is_empty() && self.refusal.faults.is_empty() {
            self.refusal.add(None, Fault::Empty);
        }
        // Where rows are faulty their sum means nothing.
        let rows_are_good = self.refusal.faults.iter().all(|(line, _)| line.is_none());
        match (self.total, self.stated) {
            (None, _) => self.refusal.add(None, Fault::TooLarge),
            (Some(found), Some(stated)) if found != stated && rows_are_good => {
                self.refusal.add(None, Fault::ControlSum { stated, found });
            }
            _ => {}
        }
    }
}

impl<R: BufRead> Iterator for Debts<R> {
    type Item = Result<Debt, RegisterError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.next_row() {
                Ok(Some(debt)) if self.refusal.faults.is_empty() => return Some(Ok(debt)),
                Ok(Some(_)) => {}
                Ok(None) => {
                    self.done = true;
                    self.judge_whole();
                    if !self.refusal.faults.is_empty() {
                        return Some(Err(RegisterError::Refused(std::mem::take(&mut self.refusal))));
                    }
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(RegisterError::Read(error)));
                }
            }
        }
        None
    }
}

/// The separator of the layout that the first line has most of.
fn separator(layout: &Layout, sample: &[u8]) -> u8 {
    let first_line = sample.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |separator: &u8| first_line.iter().filter(|&byte| byte == separator).count();
    layout.separators.iter().filter_map(|&c| u8::try_from(c).ok()).max_by_key(count).unwrap_or(b';')
}

/// What the file's name has against it: numbers of another supplier are faults, numbers of nobody are doubts.
fn judge_name(layout: &Layout, origin: &Origin) -> (Vec<Fault>, Vec<Fault>) {
    let odd = |(field, found): (&str, &str)| {
        let (what, of): (_, fn(&Supplier) -> &String) = match field {
            "inn" => (Requisite::Inn, |supplier| &supplier.inn),
            "settlement_account" => (Requisite::SettlementAccount, |supplier| &supplier.settlement_account),
            _ => return None,
        };
        let expected = of(origin.supplier);
        let is_anothers = origin.others.iter().any(|other| of(other) == found);
        let fault = || Fault::OtherSupplier { what, found: found.to_owned(), expected: expected.clone() };
        (found != expected).then(|| (is_anothers, fault()))
    };
    let found = layout.read_file_name(origin.file_name).unwrap_or_default().into_iter().filter_map(odd);
    let (faults, doubts): (Vec<_>, Vec<_>) = found.partition(|(is_anothers, _)| *is_anothers);
    let plain = |judged: Vec<(bool, Fault)>| judged.into_iter().map(|(_, fault)| fault).collect();
    (plain(faults), plain(doubts))
}

/// The order of the fields in rows that have `count` of them.
fn form_of(forms: &[Vec<Field>], count: usize) -> Result<Form, Fault> {
    match forms.iter().find(|form| form.len() == count) {
        Some(form) => Ok(form.iter().copied().map(Some).collect()),
        None => Err(Fault::FieldCount { found: count, expected: forms.iter().map(Vec::len).collect() }),
    }
}

/// Which field each column of the header row holds, and what is wrong with the row.
fn named_columns(columns: &[Field], header: &[&str]) -> (Form, Vec<Fault>) {
    let named = |name: &&str| columns.iter().copied().find(|field| field.as_str() == name.to_lowercase());
    let form: Form = header.iter().map(named).collect();
    let judge = |&field: &Field| match form.iter().filter(|column| **column == Some(field)).count() {
        0 => Some(Fault::NoColumn(field.as_str())),
        1 => None,
        _ => Some(Fault::ColumnTwice(field.as_str())),
    };
    let faults = columns.iter().filter_map(judge).collect();
    (form, faults)
}
