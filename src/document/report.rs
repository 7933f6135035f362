//! The X- and the Z-report, from the same totals by the same function.

use super::names::{Names, Place};
use super::page::Page;
use crate::domain::cash::Direction;
use crate::domain::event::{CardCount, ShiftClosed};
use crate::domain::flow::Flow;
use crate::domain::shift::OpenShift;
use crate::domain::totals::Totals;
use crate::domain::{Money, Ownership, Recorded, SupplierCode, TenderKind};
use crate::lang::Arg;

/// A shift that is reported on.
pub(super) struct Reported<'a> {
    pub(super) place: &'a Place,
    pub(super) names: &'a Names<'a>,
    pub(super) shift: &'a OpenShift,
}

impl Reported<'_> {
    /// The totals so far.
    pub(super) fn x(&self, page: &mut Page, sheet: &super::Sheet) {
        page.place(self.place);
        page.heading("paper-x", &[]);
        self.stamp(page, sheet.at);
        self.totals(page);
        page.rule();
        head(page, sheet.seq, &sheet.hash16, sheet.unsent);
    }

    /// The final totals, and what was counted.
    pub(super) fn z(&self, page: &mut Page, recorded: &Recorded, closed: &ShiftClosed) {
        page.place(self.place);
        page.heading("paper-z", &[("z", Arg::Text(&closed.z.to_string()))]);
        self.stamp(page, recorded.at.local(self.shift.offset));
        self.totals(page);
        self.counted(page, closed);
        page.rule();
        head(page, recorded.seq, &recorded.hash16, closed.unsent);
        match &closed.counted_by {
            Some(user) => page.sign_as("paper-sign-counted", &self.names.person(user)),
            None => page.sign_as("paper-sign-cashier", &self.place.cashier),
        }
        page.sign("paper-sign-senior");
    }

    /// Which shift it is.
    pub(super) fn shift(&self, page: &mut Page) {
        let (shift, day) = (self.shift.number.to_string(), page.lang.date(self.shift.day));
        page.centre("paper-shift", &[("shift", Arg::Text(&shift)), ("day", Arg::Text(&day))]);
    }

    fn stamp(&self, page: &mut Page, at: chrono::NaiveDateTime) {
        self.shift(page);
        page.stamp(at, &self.place.cashier);
        page.edges("paper-opened", page.lang.moment(self.shift.opened_at.local(self.shift.offset)));
    }

    /// What was taken, and what it did to the drawer.
    fn totals(&self, page: &mut Page) {
        let totals = &self.shift.totals;
        taken(page, totals);
        self.tenders(page, totals);
        for ownership in [Ownership::Own, Ownership::Agent] {
            self.money_of(page, totals, ownership);
        }
        page.rule();
        page.heading("paper-cash", &[]);
        for (flow, sum) in totals.flow.iter().filter(|(flow, _)| **flow != Flow::FoundAtClose) {
            page.row(self.flow_name(flow), *sum);
            if *flow == Flow::Dropped {
                self.bags(page, totals);
            }
        }
        page.total("paper-expected", expected(totals));
    }

    fn tenders(&self, page: &mut Page, totals: &Totals) {
        if totals.tenders.is_empty() {
            return;
        }
        page.rule();
        page.heading("paper-tenders", &[]);
        self.by_tender(page, totals.tenders.keys());
    }

    /// What each of these tenders brought, in the order of the screens.
    pub(super) fn by_tender<'a>(&self, page: &mut Page, kinds: impl Iterator<Item = &'a TenderKind>) {
        let order = |kind: &TenderKind| self.names.catalogue.tenders.iter().position(|tender| tender.kind == *kind);
        let mut kinds: Vec<&TenderKind> = kinds.collect();
        kinds.sort_by_key(|kind| order(kind).unwrap_or(usize::MAX));
        let totals = &self.shift.totals;
        for kind in kinds {
            page.row(self.tender_name(kind, totals.slips.get(kind).copied()), totals.tender(kind));
        }
    }

    /// A tender, with how many slips it has if it has any.
    fn tender_name(&self, kind: &TenderKind, slips: Option<i64>) -> String {
        let name = self.names.tender(kind);
        match slips {
            None => name,
            Some(n) => self.names.lang.text("paper-slips", &[("tender", Arg::Text(&name)), ("n", Arg::Number(n))]),
        }
    }

    /// The operator's own money, fees included, or that of those whose agent he is.
    fn money_of(&self, page: &mut Page, totals: &Totals, ownership: Ownership) {
        let order = |code: &SupplierCode| self.names.catalogue.suppliers.iter().position(|known| known.code == *code);
        let mut dues: Vec<_> =
            totals.dues.iter().filter(|((supplier, _), _)| self.names.ownership(supplier) == ownership).collect();
        dues.sort_by_key(|((supplier, _), _)| order(supplier).unwrap_or(usize::MAX));
        let fees = if ownership == Ownership::Own { totals.fees } else { Money::ZERO };
        if dues.is_empty() && fees.is_zero() {
            return;
        }
        page.rule();
        page.heading(if ownership == Ownership::Own { "paper-own" } else { "paper-agents" }, &[]);
        for ((supplier, service), sum) in &dues {
            let (supplier, service) = (self.names.supplier(supplier), self.names.service(service));
            let args = [("supplier", Arg::Text(&supplier)), ("service", Arg::Text(&service))];
            page.row(page.lang.text("receipt-service", &args), **sum);
        }
        if !fees.is_zero() {
            page.plain_row("paper-fees", fees);
        }
        page.total("paper-subtotal", dues.iter().fold(fees, |sum, (_, due)| sum.saturating_plus(**due)));
        page.sub_row(page.lang.text("paper-in-cash", &[]), totals.cash_of(ownership, self.names.catalogue));
    }

    fn bags(&self, page: &mut Page, totals: &Totals) {
        for (account, bags) in &totals.bags {
            let name = self.names.bank_account(account);
            let args = [("account", Arg::Text(&name)), ("n", Arg::Number(i64::from(bags.n)))];
            page.sub_row(page.lang.text("paper-bags-for", &args), -bags.sum);
        }
    }

    /// What was counted, how it differs, and who answers for it.
    fn counted(&self, page: &mut Page, closed: &ShiftClosed) {
        page.plain_row("paper-counted", closed.counted);
        difference(page, closed.counted.saturating_minus(closed.expected));
        self.people(page, closed);
        page.notes(closed.notes.as_ref());
        if closed.cards.is_empty() {
            return;
        }
        page.rule();
        page.heading("paper-cards", &[]);
        for CardCount { kind, slips, counted, expected } in &closed.cards {
            page.row(self.tender_name(kind, Some(i64::from(*slips))), *counted);
            page.sub_row(page.lang.text("paper-recorded", &[]), *expected);
            let difference = counted.saturating_minus(*expected);
            if !difference.is_zero() {
                page.sub_row(page.lang.text("paper-slips-differ", &[]), difference);
            }
        }
    }

    fn people(&self, page: &mut Page, closed: &ShiftClosed) {
        if closed.user != self.shift.cashier {
            page.said("paper-closed-by", &self.names.person(&closed.user));
        }
        if let Some(user) = &closed.counted_by {
            page.said("paper-counted-by", &self.names.person(user));
        }
        page.reason(closed.reason.as_deref());
        page.approved(closed.approved_by.as_ref(), self.names);
    }

    pub(super) fn flow_name(&self, flow: &Flow) -> String {
        let lang = self.names.lang;
        let id = match flow {
            Flow::In(reason) => {
                let reason = self.names.reason(reason, Direction::In);
                return lang.text("paper-flow-in", &[("reason", Arg::Text(&reason))]);
            }
            Flow::Out(reason) => {
                let reason = self.names.reason(reason, Direction::Out);
                return lang.text("paper-flow-out", &[("reason", Arg::Text(&reason))]);
            }
            Flow::Carried => "paper-flow-carried",
            Flow::Issued => "paper-flow-issued",
            Flow::FoundAtOpening => "paper-flow-found-at-opening",
            Flow::Payments => "paper-flow-payments",
            Flow::Voids => "paper-flow-voids",
            Flow::Refunds => "paper-flow-refunds",
            Flow::Retenders => "paper-flow-retenders",
            Flow::Accepted => "paper-flow-accepted",
            Flow::HandedOver => "paper-flow-handed-over",
            Flow::Dropped => "paper-flow-dropped",
            Flow::Paused => "paper-flow-paused",
            Flow::Resumed => "paper-flow-resumed",
            Flow::LeftInBetween => "paper-flow-left-in-between",
            Flow::FoundAtResuming => "paper-flow-found-at-resuming",
            Flow::FoundAtClose => "paper-flow-found-at-close",
        };
        lang.text(id, &[])
    }
}

/// What should be in the drawer before a close books what it found.
fn expected(totals: &Totals) -> Money {
    let found = totals.flow.get(&Flow::FoundAtClose).copied().unwrap_or_default();
    totals.drawer().saturating_minus(found)
}

fn taken(page: &mut Page, totals: &Totals) {
    if let (Some(first), Some(last)) = (totals.first, totals.last) {
        page.edges("paper-receipts", format!("{first} - {last}"));
    }
    page.rule();
    net(page, totals);
    for (id, tally) in [("paper-moves", totals.moves), ("paper-retenders", totals.retenders)] {
        if tally.n > 0 {
            page.counted_row(id, tally.n, tally.sum);
        }
    }
}

/// Payments less what was given back.
pub(super) fn net(page: &mut Page, totals: &Totals) {
    page.counted_row("paper-payments", totals.payments, totals.gross);
    if totals.voids > 0 {
        page.counted_row("paper-voids", totals.voids, -totals.voided);
    }
    if totals.refunds.n > 0 {
        page.counted_row("paper-refunds", totals.refunds.n, -totals.refunds.sum);
    }
    page.total("paper-net", totals.net());
}

/// Over or short; that nothing is, is worth a word.
pub(super) fn difference(page: &mut Page, difference: Money) {
    match difference.is_zero() {
        true => page.text("paper-even", &[]),
        false => page.total(over_or_short(difference), difference),
    }
}

/// The word for a difference.
pub(super) fn over_or_short(difference: Money) -> &'static str {
    if difference.is_positive() { "paper-over" } else { "paper-short" }
}

/// The journal's head that the report stands on, and what headquarters doesn't have yet.
pub(super) fn head(page: &mut Page, seq: u64, hash16: &str, unsent: Option<u64>) {
    let seq = seq.to_string();
    page.text("paper-head", &[("seq", Arg::Text(&seq)), ("hash", Arg::Text(hash16))]);
    if let Some(unsent) = unsent {
        page.text("paper-unsent", &[("n", Arg::Number(i64::try_from(unsent).unwrap_or(i64::MAX)))]);
    }
}
