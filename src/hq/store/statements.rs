//! The documents of the bank's statements, and which entry of headquarters' journal each proves.

use chrono::NaiveDate;

use crate::domain::Money;
use crate::domain::office::event::BankDocument;

use super::StoreError;
use super::db::{Column, Db, Row, Value, all, number};

/// A document of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// By what it is known.
    pub document: BankDocument,
    /// What it did to our account: below zero where it left it.
    pub movement: Money,
    /// The other's name.
    pub name: String,
    /// The other's taxpayer number; may be empty.
    pub inn: String,
    /// What for.
    pub purpose: String,
    /// The entry of headquarters' journal that it proves; 0 for none.
    pub used: u64,
}

impl DocumentRow {
    /// True where both say the same of one document: the sum, and the letters and figures of the purpose. Marks, spaces
    /// and the other's name differ with the encoding and the format that the bank wrote it in.
    pub fn says_the_same(&self, other: &DocumentRow) -> bool {
        let letters = |text: &str| -> String {
            text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        self.movement == other.movement && letters(&self.purpose) == letters(&other.purpose)
    }

    /// All that it says, in one line.
    pub fn text(&self) -> String {
        let DocumentRow { document, movement, name, inn, purpose, used: _ } = self;
        let BankDocument { account, number, day, other } = document;
        let day = day.to_string();
        let words = [account, &day, number, other, name, inn, purpose].map(|word| word.replace('\n', " "));
        format!("{}\t{}\n", words.join("\t"), movement.kopecks())
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT s.account, s.day, s.number, s.other, kopecks, name, inn, purpose, used FROM statement s ",
            $rest
        )
    };
}

fn document_row(row: &Row) -> Result<DocumentRow, StoreError> {
    let text = |at| row.text(at).map(str::to_owned);
    let document = BankDocument { account: text(0)?, day: row.parse(1)?, number: text(2)?, other: text(3)? };
    let movement = Money::from_kopecks(row.int(4)?);
    Ok(DocumentRow { document, movement, name: text(5)?, inn: text(6)?, purpose: text(7)?, used: row.count(8)? })
}

/// The documents that a name fits: several where it does not say whose, and two gave theirs one number.
pub fn named(db: &mut dyn Db, name: &BankDocument) -> Result<Vec<DocumentRow>, StoreError> {
    let BankDocument { account, number, day, other } = name;
    let values = [account.as_str().into(), Value::text(day), number.as_str().into(), other.as_str().into()];
    let sql =
        select!("WHERE s.account = $1 AND s.day = $2 AND s.number = $3 AND ($4 = '' OR s.other = $4) ORDER BY s.other");
    all(db, sql, &values, &[], document_row)
}

/// Those of `names` that are known, each named in full.
pub fn known(db: &mut dyn Db, names: &[BankDocument]) -> Result<Vec<DocumentRow>, StoreError> {
    let given = [
        Column::texts("account", names.iter().map(|name| name.account.as_str())),
        Column::texts("day", names.iter().map(|name| name.day.to_string())),
        Column::texts("number", names.iter().map(|name| name.number.as_str())),
        Column::texts("other", names.iter().map(|name| name.other.as_str())),
    ];
    let sql = select!(
        "JOIN {given} g ON g.account = s.account AND g.day = s.day AND g.number = s.number AND g.other = s.other"
    );
    all(db, sql, &[], &given, document_row)
}

/// Adds documents that an entry of headquarters' journal took in.
pub fn add(db: &mut dyn Db, rows: &[DocumentRow], imported: u64) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let given = [
        Column::texts("account", rows.iter().map(|row| row.document.account.as_str())),
        Column::texts("day", rows.iter().map(|row| row.document.day.to_string())),
        Column::texts("number", rows.iter().map(|row| row.document.number.as_str())),
        Column::texts("other", rows.iter().map(|row| row.document.other.as_str())),
        Column::ints("kopecks", rows.iter().map(|row| row.movement.kopecks())),
        Column::texts("name", rows.iter().map(|row| row.name.as_str())),
        Column::texts("inn", rows.iter().map(|row| row.inn.as_str())),
        Column::texts("purpose", rows.iter().map(|row| row.purpose.as_str())),
        Column::ints("imported", rows.iter().map(|_| number(imported))),
        Column::ints("used", rows.iter().map(|_| 0)),
    ];
    db.insert("statement", &given)
}

/// Says which entry a document proves.
pub fn set_used(db: &mut dyn Db, name: &BankDocument, seq: u64) -> Result<(), StoreError> {
    let BankDocument { account, number, day, other } = name;
    let sql = "UPDATE statement SET used = $1 WHERE account = $2 AND day = $3 AND number = $4 AND other = $5";
    let name = [account.as_str().into(), Value::text(day), number.as_str().into(), other.as_str().into()];
    let [account, day, number, other] = name;
    db.execute(sql, &[seq.into(), account, day, number, other], &[]).map(|_| ())
}

/// The documents that no entry explains, the oldest first.
pub fn unexplained(db: &mut dyn Db) -> Result<Vec<DocumentRow>, StoreError> {
    all(db, select!("WHERE used = 0 ORDER BY s.day, s.account, s.number, s.other"), &[], &[], document_row)
}

/// The documents since a day that an entry explains, the newest first.
pub fn explained_since(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<DocumentRow>, StoreError> {
    let sql = select!("WHERE used > 0 AND s.day >= $1 ORDER BY s.day DESC, s.account, s.number, s.other");
    all(db, sql, &[Value::text(day)], &[], document_row)
}

/// What the documents say that an entry of headquarters' journal took in, in one order for ever.
pub fn texts(db: &mut dyn Db, imported: u64) -> Result<Vec<String>, StoreError> {
    let sql = select!("WHERE imported = $1");
    let mut texts = all(db, sql, &[imported.into()], &[], |row| Ok(document_row(row)?.text()))?;
    texts.sort_unstable();
    Ok(texts)
}

/// The entries of headquarters' journal that took documents in.
pub fn imports(db: &mut dyn Db) -> Result<Vec<u64>, StoreError> {
    all(db, "SELECT DISTINCT imported FROM statement ORDER BY imported", &[], &[], |row| row.count(0))
}

/// Which entry each document that is used proves.
pub fn used(db: &mut dyn Db) -> Result<Vec<(BankDocument, u64)>, StoreError> {
    let sql = select!("WHERE used > 0 ORDER BY used, s.account, s.day, s.number, s.other");
    all(db, sql, &[], &[], |row| document_row(row).map(|row| (row.document, row.used)))
}

/// The balances that a statement of an account states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalanceRow {
    /// Our account.
    pub account: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// Before the first document.
    pub opening: Money,
    /// After the last one.
    pub closing: Money,
    /// The entry of headquarters' journal that took it in.
    pub imported: u64,
}

/// Keeps the balances of a statement; those of the same days that were stated before give way.
pub fn put_balance(db: &mut dyn Db, row: &BalanceRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO statement_balance (account, from_day, to_day, opening, closing, imported)
               VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (account, to_day, from_day) DO UPDATE
               SET opening = excluded.opening, closing = excluded.closing, imported = excluded.imported";
    let values = [
        row.account.as_str().into(),
        Value::text(row.from),
        Value::text(row.to),
        row.opening.kopecks().into(),
        row.closing.kopecks().into(),
        row.imported.into(),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// All balances, by account and day.
pub fn balances(db: &mut dyn Db) -> Result<Vec<BalanceRow>, StoreError> {
    let sql = "SELECT account, from_day, to_day, opening, closing, imported FROM statement_balance
               ORDER BY account, to_day, from_day";
    all(db, sql, &[], &[], |row| {
        let money = |at| row.int(at).map(Money::from_kopecks);
        Ok(BalanceRow {
            account: row.text(0)?.to_owned(),
            from: row.parse(1)?,
            to: row.parse(2)?,
            opening: money(3)?,
            closing: money(4)?,
            imported: row.count(5)?,
        })
    })
}
