//! A document while it is written, in one language: the parts that many documents share.

use chrono::NaiveDateTime;

use super::names::{Names, Place};
use super::words::in_words;
use super::{Blank, Document, Part};
use crate::domain::{Approval, Count, Money};
use crate::lang::{Arg, Lang};

/// The parts of a document so far.
pub(super) struct Page {
    pub(super) lang: Lang,
    pub(super) parts: Vec<Part>,
    pub(super) blanks: Vec<Blank>,
}

impl Page {
    pub(super) fn new(lang: Lang) -> Page {
        Page { lang, parts: Vec::new(), blanks: Vec::new() }
    }

    /// The document of all that was written, under its number; one over which no cash changes hands.
    pub(super) fn document(self, number: String, copy: Option<u32>) -> Document {
        Document { number, copy, moves_cash: false, parts: self.parts, blanks: self.blanks }
    }

    pub(super) fn heading(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.parts.push(Part::Heading(self.lang.text(id, args)));
    }

    pub(super) fn centre(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.parts.push(Part::Centre(self.lang.text(id, args)));
    }

    pub(super) fn text(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.parts.push(Part::Text(self.lang.text(id, args)));
    }

    pub(super) fn detail(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.parts.push(Part::Detail(self.lang.text(id, args)));
    }

    /// A text that says one thing, in the variable `what`.
    pub(super) fn said(&mut self, id: &str, what: &str) {
        self.text(id, &[("what", Arg::Text(what))]);
    }

    /// A name at the left edge and its value at the right.
    pub(super) fn edges(&mut self, id: &str, right: String) {
        self.parts.push(Part::Edges { left: self.lang.text(id, &[]), right });
    }

    pub(super) fn row(&mut self, left: String, sum: Money) {
        self.parts.push(Part::Row { left, right: self.lang.kopecks(sum.kopecks()) });
    }

    pub(super) fn sub_row(&mut self, left: String, sum: Money) {
        self.parts.push(Part::SubRow { left, right: self.lang.kopecks(sum.kopecks()) });
    }

    /// A row whose words are always the same.
    pub(super) fn plain_row(&mut self, id: &str, sum: Money) {
        self.row(self.lang.text(id, &[]), sum);
    }

    /// A row that counts something in the variable `n`.
    pub(super) fn counted_row(&mut self, id: &str, n: u32, sum: Money) {
        self.row(self.lang.text(id, &[("n", Arg::Number(i64::from(n)))]), sum);
    }

    pub(super) fn total(&mut self, id: &str, total: Money) {
        let (left, right) = (self.lang.text(id, &[]), self.lang.kopecks(total.kopecks()));
        self.parts.push(Part::Total { left, right });
    }

    /// A line across the paper; two in a row are one.
    pub(super) fn rule(&mut self) {
        if self.parts.last() != Some(&Part::Rule) {
            self.parts.push(Part::Rule);
        }
    }

    pub(super) fn blank(&mut self) {
        self.parts.push(Part::Blank);
    }

    pub(super) fn cut(&mut self) {
        self.parts.push(Part::Cut);
    }

    pub(super) fn copy(&mut self, copy: Option<u32>) {
        if let Some(copy) = copy {
            self.heading("receipt-copy", &[("copy", Arg::Text(&copy.to_string()))]);
        }
    }

    /// Who prints it, and where.
    pub(super) fn place(&mut self, place: &Place) {
        self.parts.push(Part::Heading(place.operator.clone()));
        self.centre("receipt-inn", &[("inn", Arg::Text(&place.inn))]);
        self.centre("receipt-place", &[("office", Arg::Text(&place.office)), ("desk", Arg::Text(&place.desk))]);
        self.parts.extend(place.address.clone().map(Part::Centre));
        self.blank();
    }

    /// When, and by whom.
    pub(super) fn stamp(&mut self, at: NaiveDateTime, cashier: &str) {
        let right = self.lang.text("receipt-cashier", &[("name", Arg::Text(cashier))]);
        self.parts.push(Part::Edges { left: self.lang.moment(at), right });
        self.rule();
    }

    /// A sum in words, between lines across the paper.
    pub(super) fn words(&mut self, total: Money) {
        self.rule();
        self.parts.push(Part::Text(in_words(total, self.lang)));
        self.rule();
    }

    /// What cash is made up of, a row for each denomination.
    pub(super) fn notes(&mut self, notes: Option<&Count>) {
        let Some(notes) = notes.filter(|notes| !notes.is_empty()) else { return };
        self.text("paper-notes", &[]);
        for (denomination, pieces) in notes.iter() {
            let written = self.lang.kopecks(denomination.kopecks());
            let whole = written.strip_suffix(".00").or(written.strip_suffix(",00")).unwrap_or(&written);
            let sum = Money::from_kopecks(denomination.kopecks().saturating_mul(i64::from(pieces)));
            let row = [("denomination", Arg::Text(whole)), ("pieces", Arg::Number(i64::from(pieces)))];
            self.sub_row(self.lang.text("paper-note", &row), sum);
        }
    }

    /// Why.
    pub(super) fn reason(&mut self, reason: Option<&str>) {
        if let Some(reason) = reason {
            self.text("paper-reason", &[("reason", Arg::Text(reason))]);
        }
    }

    /// Who approved it, and how.
    pub(super) fn approved(&mut self, approval: Option<&Approval>, names: &Names) {
        let Some(Approval { user, telephone }) = approval else { return };
        let name = names.person(user);
        match telephone {
            None => self.text("paper-approved", &[("name", Arg::Text(&name))]),
            Some(challenge) => {
                let words = [("name", Arg::Text(&name)), ("challenge", Arg::Text(&challenge.to_string()))];
                self.text("paper-approved-by-telephone", &words);
            }
        }
    }

    /// Where the supervisor who approved it signs; one who did by telephone isn't there.
    pub(super) fn sign_approved(&mut self, approval: &Approval, names: &Names) {
        if approval.telephone.is_none() {
            self.sign_as("paper-sign-supervisor", &names.person(&approval.user));
        }
    }

    /// A line to sign on.
    pub(super) fn sign(&mut self, id: &str) {
        self.blank();
        self.blank_line(id);
    }

    /// A line to sign on, and the name of who signs.
    pub(super) fn sign_as(&mut self, id: &str, name: &str) {
        self.sign(id);
        self.parts.push(Part::Detail(name.to_owned()));
    }

    /// A line to be filled in by hand.
    pub(super) fn blank_line(&mut self, id: &str) {
        self.parts.push(Part::Signature(self.lang.text(id, &[])));
    }

    /// Lines for a few sentences that somebody writes by hand.
    pub(super) fn written_by_hand(&mut self, id: &str) {
        self.blank_line(id);
        self.parts.extend([Part::Signature(String::new()), Part::Signature(String::new())]);
    }

    /// The entry that the document is about.
    pub(super) fn entry(&mut self, hash16: &str) {
        self.centre("receipt-entry", &[("hash", Arg::Text(hash16))]);
    }
}
