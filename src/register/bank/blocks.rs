//! The lines of 1CClientBankExchange, gathered into the header and its sections.

use std::collections::BTreeSet;

use super::fault::{BankFault, BankWarning};
use super::tags::Tags;
use crate::register::fault::Refusal;

/// The values of the header or of one section.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The line that it starts in.
    pub line: u64,
    values: Vec<(u64, String, String)>,
}

/// A file taken apart.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub header: Block,
    pub accounts: Vec<Block>,
    pub documents: Vec<Block>,
    pub has_end: bool,
    pub warnings: Vec<(Option<u64>, BankWarning)>,
}

impl Block {
    /// The first of the tags that is filled: its line and value.
    pub fn value<'b>(&'b self, tags: impl IntoIterator<Item = &'b String>) -> Option<(u64, &'b str)> {
        tags.into_iter().find_map(|tag| self.all(tag).next())
    }

    /// Every filled value of a tag.
    pub fn all<'b>(&'b self, tag: &'b str) -> impl Iterator<Item = (u64, &'b str)> {
        let of_tag = self.values.iter().filter(move |(_, name, value)| name == tag && !value.is_empty());
        of_tag.map(|(line, _, value)| (*line, value.as_str()))
    }
}

/// Where a line stands.
enum Place {
    Header,
    Account(Block),
    Document(Block),
    /// In a section that nobody knows.
    Unknown,
    Behind,
}

/// Takes a text apart.
pub(super) struct Gatherer<'t> {
    tags: &'t Tags,
    place: Place,
    blocks: Blocks,
    unknown: BTreeSet<String>,
}

impl<'t> Gatherer<'t> {
    pub fn gather(tags: &'t Tags, text: &str, refusal: &mut Refusal) -> Blocks {
        let mut gatherer = Gatherer { tags, place: Place::Header, blocks: Blocks::default(), unknown: BTreeSet::new() };
        let mut lines = (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty());
        match lines.next() {
            Some((_, first)) if first == tags.first_line => {}
            other => refusal.add(other.map(|(line, _)| line), BankFault::FirstLine(tags.first_line.clone()).into()),
        }
        lines.for_each(|(n, line)| gatherer.take(n, line, refusal));
        gatherer.close(refusal);
        gatherer.blocks
    }

    fn take(&mut self, n: u64, line: &str, refusal: &mut Refusal) {
        let (tag, value) = line.split_once('=').map_or((line, None), |(tag, value)| (tag.trim(), Some(value.trim())));
        let tags = self.tags;
        if matches!(self.place, Place::Behind) {
            refusal.add(Some(n), BankFault::BehindTheEnd(line.to_owned()).into());
        } else if tag == tags.last_line {
            self.close(refusal);
            (self.place, self.blocks.has_end) = (Place::Behind, true);
        } else if tag == tags.account.begin || tag == tags.document.begin {
            self.close(refusal);
            let block = Block { line: n, values: Vec::new() };
            let is_account = tag == tags.account.begin;
            self.place = if is_account { Place::Account(block) } else { Place::Document(block) };
        } else if tag == tags.account.end || tag == tags.document.end {
            self.end(n, tag, refusal);
        } else if matches!(self.place, Place::Unknown) {
            if tag.starts_with(&tags.end_prefix) && value.is_none() {
                self.place = Place::Header;
            }
        } else if tag.starts_with(&tags.section_prefix) && matches!(self.place, Place::Header) {
            self.blocks.warnings.push((Some(n), BankWarning::UnknownSection(tag.to_owned())));
            self.place = Place::Unknown;
        } else {
            match value {
                Some(value) => self.put(n, tag, value, refusal),
                None => self.go_on(n, line, refusal),
            }
        }
    }

    /// The end of a section.
    fn end(&mut self, n: u64, tag: &str, refusal: &mut Refusal) {
        let is_account = tag == self.tags.account.end;
        match std::mem::replace(&mut self.place, Place::Header) {
            Place::Account(block) if is_account => self.blocks.accounts.push(block),
            Place::Document(block) if !is_account => self.blocks.documents.push(block),
            other => {
                self.place = other;
                refusal.add(Some(n), BankFault::Stray(tag.to_owned()).into());
            }
        }
    }

    /// A section must have ended here.
    fn close(&mut self, refusal: &mut Refusal) {
        let (line, begin) = match &self.place {
            Place::Account(block) => (block.line, &self.tags.account.begin),
            Place::Document(block) => (block.line, &self.tags.document.begin),
            Place::Header | Place::Unknown | Place::Behind => return,
        };
        refusal.add(Some(line), BankFault::Unclosed(begin.clone()).into());
        self.place = Place::Header;
    }

    fn put(&mut self, n: u64, tag: &str, value: &str, refusal: &mut Refusal) {
        let tags = self.tags;
        let (block, known, may_repeat) = match &mut self.place {
            Place::Account(block) => (block, tags.account.knows(tag), false),
            Place::Document(block) => (block, tags.document.knows(tag), false),
            _ => (&mut self.blocks.header, tags.header.knows(tag), tag == tags.header.account),
        };
        if !known && self.unknown.insert(tag.to_owned()) {
            self.blocks.warnings.push((Some(n), BankWarning::UnknownTag(tag.to_owned())));
        }
        let before = block.values.iter().find(|(_, name, _)| name == tag);
        match before.filter(|_| known && !may_repeat) {
            Some((first, _, other)) if other != value => {
                refusal.add(Some(n), BankFault::Twice { tag: tag.to_owned(), first: *first }.into());
            }
            _ => block.values.push((n, tag.to_owned(), value.to_owned())),
        }
    }

    /// A line without a tag: some banks break a purpose in two.
    fn go_on(&mut self, n: u64, line: &str, refusal: &mut Refusal) {
        let last = match &mut self.place {
            Place::Document(block) => block.values.last_mut(),
            _ => None,
        };
        match last.filter(|(_, tag, _)| *tag == self.tags.document.purpose) {
            Some((_, _, purpose)) => {
                purpose.push(' ');
                purpose.push_str(line);
                self.blocks.warnings.push((Some(n), BankWarning::BrokenLine(line.to_owned())));
            }
            None => refusal.add(Some(n), BankFault::Malformed(line.to_owned()).into()),
        }
    }
}
