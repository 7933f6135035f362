//! Reading 1CClientBankExchange.

use chrono::NaiveDate;

use super::balance::{self, Section};
use super::blocks::{Block, Blocks, Gatherer};
use super::fault::{BankFault, BankWarning};
use super::tags::{PartyTags, Tags};
use super::{BankDirection, BankDocument, BankFormat, Party, Statement};
use crate::domain::Money;
use crate::register::encoding::Encoding;
use crate::register::fault::{Fault, Refusal};
use crate::register::{lines, table};

type Warnings = Vec<(Option<u64>, BankWarning)>;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Statement>, Refusal> {
    let mut refusal = Refusal::default();
    let tags = match Tags::built_in() {
        Ok(tags) => tags,
        Err(error) => return Err(Refusal::whole(Fault::Layout(error.to_string()))),
    };
    let bytes = lines::unmarked(bytes);
    let Some(text) = lines::decoded(bytes, encoding(&tags, bytes), &mut refusal) else { return Err(refusal) };
    let mut blocks = Gatherer::gather(&tags, &text, &mut refusal);
    let mut reader = Reader { tags: &tags, refusal, warnings: std::mem::take(&mut blocks.warnings) };
    let statements = reader.statements(&blocks, bytes);
    if reader.refusal.faults.is_empty() { Ok(statements) } else { Err(reader.refusal.in_order()) }
}

/// UTF-8 if the bytes can be that; else the encoding under which the line about the encoding can be read.
fn encoding(tags: &Tags, bytes: &[u8]) -> Encoding {
    let eight_bit: Vec<Encoding> = tags.encodings.values().copied().filter(|it| *it != Encoding::Utf8).collect();
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let reads = |encoding: &&Encoding| stated_encoding(tags, bytes, **encoding).is_some();
    match eight_bit.iter().find(reads) {
        Some(encoding) if !is_utf8 => *encoding,
        _ => Encoding::detect(bytes, &[[Encoding::Utf8].as_slice(), &eight_bit].concat()),
    }
}

/// What the file says of its encoding, if that is to be read as text in `encoding`.
fn stated_encoding(tags: &Tags, bytes: &[u8], encoding: Encoding) -> Option<String> {
    let lines = bytes.split(|&byte| byte == b'\n').take(20);
    let mut texts = lines.filter_map(|line| encoding.decode(line));
    texts.find_map(|line| Some(line.trim().strip_prefix(&tags.header.encoding)?.strip_prefix('=')?.trim().to_owned()))
}

struct Reader<'t> {
    tags: &'t Tags,
    refusal: Refusal,
    warnings: Warnings,
}

/// A document before it is known whose it is.
struct Drawn {
    document: BankDocument,
    credited: Option<NaiveDate>,
    debited: Option<NaiveDate>,
}

impl Reader<'_> {
    fn statements(&mut self, blocks: &Blocks, bytes: &[u8]) -> Vec<Statement> {
        self.judge_header(&blocks.header, bytes);
        let accounts = self.accounts(blocks);
        let header_days = self.days(&blocks.header, &self.tags.header.from, &self.tags.header.to);
        let sections: Vec<_> = blocks.accounts.iter().map(|block| self.section(block)).collect();
        let drawn: Vec<Drawn> = blocks.documents.iter().filter_map(|block| self.document(block)).collect();
        // Under a faulty section no document can be judged as to whose it is.
        if !self.refusal.faults.is_empty() {
            return Vec::new();
        }
        let sided: Vec<_> = drawn.into_iter().flat_map(|drawn| self.sides(drawn, &accounts)).collect();
        let mut proven = !accounts.is_empty();
        let mut statements = Vec::new();
        for account in &accounts {
            let documents: Vec<_> =
                sided.iter().filter(|(ours, _)| ours == account).map(|(_, document)| document.clone()).collect();
            let own: Vec<_> = sections.iter().filter(|(ours, _, _)| ours == account).collect();
            let balances: Vec<Section> = own.iter().map(|(_, _, section)| section.clone()).collect();
            proven &= balance::judge(account, &balances, &documents, &mut self.refusal);
            let own_days: Vec<NaiveDate> = own.iter().flat_map(|(_, days, _)| days).copied().collect();
            let days = if own_days.is_empty() { &header_days } else { &own_days };
            statements.extend(self.statement(account, days, &balances, documents));
        }
        match (blocks.has_end, proven) {
            (true, _) => {}
            (false, true) => self.warnings.push((None, BankWarning::NoEnd)),
            (false, false) => self.refusal.add(None, BankFault::BreaksOff.into()),
        }
        let warnings = std::mem::take(&mut self.warnings);
        statements.iter_mut().for_each(|statement| statement.warnings.clone_from(&warnings));
        statements
    }

    fn statement(
        &mut self,
        account: &str,
        days: &[NaiveDate],
        balances: &[Section],
        documents: Vec<BankDocument>,
    ) -> Option<Statement> {
        let ends = |days: &mut dyn Iterator<Item = NaiveDate>| {
            days.fold(None, |ends: Option<(NaiveDate, NaiveDate)>, day| {
                Some(ends.map_or((day, day), |(from, to)| (from.min(day), to.max(day))))
            })
        };
        let stated = ends(&mut days.iter().copied());
        if let Some((from, to)) = stated {
            let odd = documents.iter().filter(|document| !(from..=to).contains(&document.date));
            self.warnings.extend(odd.map(|it| (Some(it.line), BankWarning::OutsidePeriod(it.date))));
        }
        let Some((from, to)) = stated.or_else(|| ends(&mut documents.iter().map(|document| document.date))) else {
            self.refusal.add(None, BankFault::NoPeriod.into());
            return None;
        };
        Some(Statement {
            format: BankFormat::Exchange,
            account: account.to_owned(),
            from,
            to,
            opening: balances.first().and_then(|section| section.opening),
            closing: balances.last().and_then(|section| section.closing),
            documents,
            warnings: Vec::new(),
        })
    }

    fn judge_header(&mut self, header: &Block, bytes: &[u8]) {
        let tags = self.tags;
        if let Some((line, version)) = header.value([&tags.header.version])
            && !tags.versions.iter().any(|known| known == version)
        {
            self.warnings.push((Some(line), BankWarning::Version(version.to_owned())));
        }
        if let Some((line, stated)) = header.value([&tags.header.encoding]) {
            let named = tags.encodings.iter().find(|(name, _)| name.eq_ignore_ascii_case(stated));
            if named.map(|(_, encoding)| *encoding) != Some(encoding(tags, bytes)) {
                self.warnings.push((Some(line), BankWarning::OtherEncoding(stated.to_owned())));
            }
        }
    }

    /// Our accounts, in the order of the file.
    fn accounts(&mut self, blocks: &Blocks) -> Vec<String> {
        let of_header = blocks.header.all(&self.tags.header.account);
        let of_sections = blocks.accounts.iter().flat_map(|block| block.all(&self.tags.account.account));
        let mut accounts: Vec<String> = Vec::new();
        for (_, account) in of_header.chain(of_sections) {
            if !accounts.iter().any(|known| known == account) {
                accounts.push(account.to_owned());
            }
        }
        match accounts.len() {
            0 => self.refusal.add(None, BankFault::NoAccount.into()),
            1 => {}
            _ => self.warnings.push((None, BankWarning::SeveralAccounts(accounts.clone()))),
        }
        accounts
    }

    fn section(&mut self, block: &Block) -> (String, Vec<NaiveDate>, Section) {
        let tags = &self.tags.account;
        let account = block.value([&tags.account]).map(|(_, account)| account.to_owned());
        let account = account.unwrap_or_else(|| {
            self.refusal.add(Some(block.line), Fault::Missing(tags.account.clone()));
            String::new()
        });
        let days = self.days(block, &tags.from, &tags.to);
        let mut sum = |tag: &String| {
            let (line, text) = block.value([tag])?;
            self.money(line, text)
        };
        let section = Section {
            line: Some(block.line),
            opening: sum(&tags.opening),
            received: sum(&tags.received),
            paid: sum(&tags.paid),
            closing: sum(&tags.closing),
        };
        (account, days, section)
    }

    fn document(&mut self, block: &Block) -> Option<Drawn> {
        let tags = &self.tags.document;
        let text = |tag: &String| block.value([tag]).map(|(_, value)| value.to_owned()).unwrap_or_default();
        let dates = [&tags.date, &tags.credited, &tags.debited].map(|tag| self.day_of(block, tag));
        let [date, credited, debited] = dates;
        let amount = match block.value([&tags.amount]) {
            Some((line, text)) => self.money(line, text).map(|amount| (line, amount)),
            None => self.missing(block, &tags.amount),
        };
        if let Some((line, amount)) = amount.filter(|(_, amount)| !amount.is_positive()) {
            self.refusal.add(Some(line), BankFault::NotPositive(amount).into());
        }
        let date = match block.value([&tags.date, &tags.credited, &tags.debited]) {
            Some(_) => date.or(credited).or(debited),
            None => self.missing(block, &tags.date),
        };
        let whole = text(&tags.purpose);
        let pieces = || tags.purpose_lines.iter().map(text).filter(|piece| !piece.is_empty()).collect::<Vec<_>>();
        let purpose = if whole.is_empty() { pieces().join(" ") } else { whole };
        let document = BankDocument {
            line: block.line,
            number: text(&tags.number),
            date: date?,
            amount: amount?.1,
            direction: BankDirection::In,
            payer: party(block, &tags.payer),
            payee: party(block, &tags.payee),
            purpose,
        };
        Some(Drawn { document, credited, debited })
    }

    /// The document for each of our accounts that it touches.
    fn sides(&mut self, drawn: Drawn, accounts: &[String]) -> Vec<(String, BankDocument)> {
        let Drawn { document, credited, debited } = drawn;
        let ours = |party: &Party| accounts.iter().find(|account| **account == party.account).cloned();
        let (payer, payee) = (ours(&document.payer), ours(&document.payee));
        let on = |direction, day: Option<NaiveDate>| BankDocument {
            direction,
            date: day.unwrap_or(document.date),
            ..document.clone()
        };
        match (payer, payee) {
            (Some(payer), Some(payee)) if payer == payee => {}
            (None, None) => {
                if let ([account], true) = (accounts, credited.is_some() != debited.is_some()) {
                    self.warnings.push((Some(document.line), BankWarning::DirectionByDay));
                    let direction = if credited.is_some() { BankDirection::In } else { BankDirection::Out };
                    return vec![(account.clone(), on(direction, credited.or(debited)))];
                }
            }
            (payer, payee) => {
                let out = payer.map(|account| (account, on(BankDirection::Out, debited)));
                let into = payee.map(|account| (account, on(BankDirection::In, credited)));
                return out.into_iter().chain(into).collect();
            }
        }
        let (payer, payee) = (document.payer.account.clone(), document.payee.account.clone());
        self.refusal.add(Some(document.line), BankFault::NoDirection { payer, payee }.into());
        Vec::new()
    }

    fn missing<T>(&mut self, block: &Block, tag: &str) -> Option<T> {
        self.refusal.add(Some(block.line), Fault::Missing(tag.to_owned()));
        None
    }

    fn days(&mut self, block: &Block, from: &String, to: &String) -> Vec<NaiveDate> {
        [from, to].into_iter().filter_map(|tag| self.day_of(block, tag)).collect()
    }

    fn day_of(&mut self, block: &Block, tag: &String) -> Option<NaiveDate> {
        let (line, text) = block.value([tag])?;
        let day = NaiveDate::parse_from_str(text, &self.tags.date).ok().filter(table::is_of_our_time);
        if day.is_none() {
            self.refusal.add(Some(line), Fault::Date(text.to_owned()));
        }
        day
    }

    fn money(&mut self, line: u64, text: &str) -> Option<Money> {
        let mark = text.chars().find(|c| matches!(c, ',' | '.'));
        match Money::parse(text) {
            Ok(sum) => {
                if mark.is_some_and(|mark| mark != self.tags.decimal_mark) {
                    self.warnings.push((Some(line), BankWarning::DecimalMark(text.to_owned())));
                }
                Some(sum)
            }
            Err(error) => {
                self.refusal.add(Some(line), Fault::Amount { text: text.to_owned(), error });
                None
            }
        }
    }
}

fn party(block: &Block, tags: &PartyTags) -> Party {
    let text = |tags: &Vec<String>| block.value(tags).map(|(_, value)| value.to_owned()).unwrap_or_default();
    Party { name: text(&tags.name), inn: text(&tags.inn), account: text(&tags.account) }
}
