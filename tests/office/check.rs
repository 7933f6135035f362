//! What must hold of an office at any moment: the program's sums against the plain ones and against the ledger.

use std::collections::BTreeMap;

use okno::domain::event::ShiftClosed;
use okno::domain::flow::Flow;
use okno::domain::ledger::{LedgerAccount, imbalance, postings};
use okno::domain::shift::OpenShift;
use okno::domain::totals::Totals;
use okno::domain::*;

use super::plain::Sheet;
use super::{Office, Place, SUPPLIERS, kind, money};

/// Kopecks by account, debits positive.
pub type Balances = BTreeMap<LedgerAccount, i64>;

fn add(balances: &mut Balances, desk: &DeskId, event: &Event) {
    let legs = postings(desk, event);
    assert_eq!(imbalance(&legs), 0, "{event:?}");
    for leg in legs {
        *balances.entry(leg.account).or_default() += leg.amount.kopecks();
    }
}

fn of(balances: &Balances, fits: impl Fn(&LedgerAccount) -> bool) -> i64 {
    balances.iter().filter(|(account, _)| fits(account)).map(|(_, kopecks)| kopecks).sum()
}

impl Place {
    /// The ledger of this desk's own journal.
    pub fn ledger(&self) -> Balances {
        let mut balances = Balances::new();
        self.journal.iter().for_each(|(_, _, event, _)| add(&mut balances, &self.id, event));
        balances
    }

    /// The ledger of one shift's events, whatever others did during its pauses.
    fn ledger_of(&self, shift: u32) -> Balances {
        let mut balances = Balances::new();
        let own = self.journal.iter().filter(|(_, _, _, of)| *of == Some(shift));
        own.for_each(|(_, _, event, _)| add(&mut balances, &self.id, event));
        balances
    }

    /// The state after the entries from the one at `from` on, each read back from its JSON.
    fn replayed(&self, from: usize) -> Shift {
        let mut shift = Shift::new(self.id.clone());
        for (_, at, event, _) in &self.journal[from..] {
            let read = Event::decode(event.kind(), &event.body().unwrap()).unwrap();
            assert_eq!(read, *event);
            shift.apply(*at, &read);
        }
        shift
    }

    /// Where folding may start: the last opening, or that of the first shift that it says is paused.
    fn fold_start(&self) -> usize {
        let opening = |wanted: u32| {
            let it = |event: &Event| matches!(event, Event::ShiftOpened(opened) if opened.shift == wanted);
            self.journal.iter().position(|(_, _, event, _)| it(event)).unwrap()
        };
        let openings = self.journal.iter().rev().find_map(|(_, _, event, _)| match event {
            Event::ShiftOpened(opened) => Some(opened.paused.iter().copied().min().unwrap_or(opened.shift)),
            _ => None,
        });
        openings.map_or(0, opening)
    }

    fn check_totals(&self, totals: &Totals, sheet: &Sheet) {
        let what = (totals.payments, totals.voids, totals.refunds.n, totals.moves.n, totals.retenders.n);
        assert_eq!(what, (sheet.payments, sheet.voids, sheet.refunds, sheet.moves, sheet.retenders));
        let sums = [totals.gross, totals.voided, totals.refunds.sum, totals.moves.sum, totals.retenders.sum];
        let plain = [sheet.gross, sheet.voided, sheet.refunded, sheet.moved, sheet.retendered];
        assert_eq!(sums, plain.map(money), "gross, voided, refunded, moved, retendered");
        for (name, sum) in &sheet.tenders {
            assert_eq!(totals.tender(&kind(name)), money(*sum), "{name}");
        }
        for (supplier, sum) in &sheet.dues {
            let code = SupplierCode::new(SUPPLIERS[*supplier].0).unwrap();
            let found = totals.dues.iter().filter(|((supplier, _), _)| *supplier == code).map(|(_, sum)| sum.kopecks());
            assert_eq!(found.sum::<i64>(), *sum, "{code}");
        }
        assert_eq!(totals.fees, money(sheet.fees), "fees");
        let by_supplier: i64 = totals.cash.values().map(|sum| sum.kopecks()).sum();
        let cash = sheet.tenders.get("cash").copied().unwrap_or_default();
        assert_eq!(by_supplier + totals.cash_fees.kopecks(), cash, "the cash is somebody's");
        let row = |fits: fn(&Flow) -> bool| -> i64 {
            totals.flow.iter().filter(|(row, _)| fits(row)).map(|(_, sum)| sum.kopecks()).sum()
        };
        let rows = [
            row(|row| *row == Flow::Carried),
            row(|row| *row == Flow::Issued),
            row(|row| *row == Flow::LeftInBetween),
            row(|row| matches!(row, Flow::FoundAtOpening | Flow::FoundAtResuming | Flow::FoundAtClose)),
            row(|row| matches!(row, Flow::Payments | Flow::Voids | Flow::Refunds | Flow::Retenders)),
            row(|row| matches!(row, Flow::In(_))),
            row(|row| matches!(row, Flow::Out(_))),
            row(|row| *row == Flow::Accepted),
            row(|row| *row == Flow::HandedOver),
            row(|row| *row == Flow::Dropped),
            row(|row| matches!(row, Flow::Paused | Flow::Resumed)),
        ];
        let Sheet { carried, issued, left, found, cash_in, cash_out, accepted, handed_over, dropped, sealed, .. } =
            sheet;
        let plain =
            [*carried, *issued, *left, *found, cash, *cash_in, -cash_out, *accepted, -handed_over, -dropped, -sealed];
        assert_eq!(rows, plain, "the rows of the cash flow");
        assert_eq!(totals.drawer(), money(sheet.drawer()));
    }
}

impl Office {
    /// Holds a desk's state against the plain sums and its own journal's ledger.
    pub fn check(&self, desk: usize) {
        let place = &self.desks[desk];
        let (plain, ledger) = (&place.plain, place.ledger());
        assert_eq!(place.shift.drawer, money(plain.drawer), "expected is the plain running sum");
        assert_eq!(of(&ledger, |account| *account == LedgerAccount::Till(place.id.clone())), plain.drawer);
        let sealed = of(&ledger, |account| matches!(account, LedgerAccount::Paused(_, _)));
        assert_eq!(sealed, plain.sealed.values().sum::<i64>());
        assert_eq!(of(&ledger, |account| matches!(account, LedgerAccount::OverShort(_))), -plain.found);
        assert_eq!(of(&ledger, |account| matches!(account, LedgerAccount::Bag(_))), plain.bagged);
        assert_eq!(place.shift.z, plain.z);
        if let Some(open) = &place.shift.open {
            assert_eq!(open.number, plain.open);
            assert_eq!(open.totals.drawer(), place.shift.drawer, "the cash flow comes to what is in the drawer");
            place.check_totals(&open.totals, &plain.sheets[&open.number]);
        }
    }

    /// The state follows from the journal, from the start on and from where folding may start.
    pub fn check_replay(&self, desk: usize) {
        let place = &self.desks[desk];
        assert_eq!(place.replayed(0), place.shift, "replay from the start");
        assert_eq!(place.replayed(place.fold_start()), place.shift, "folding may start at the first paused shift");
        if let Some(writer) = &place.writer {
            assert_eq!(writer.shift().unwrap(), place.shift, "the journal's own fold");
        }
    }

    /// The X-report before a close says what the Z-report says, the close's own row apart, and so does the ledger.
    pub fn check_close(&self, desk: usize, before: &OpenShift, event: &Event) {
        let (place, Event::ShiftClosed(closed)) = (&self.desks[desk], event) else { panic!("{event:?}") };
        let after = place.shift.closed.as_ref().unwrap();
        let mut totals = after.totals.clone();
        let found = totals.flow.remove(&Flow::FoundAtClose).unwrap_or_default();
        assert_eq!(totals, before.totals, "X before the close is Z");
        assert_eq!(OpenShift { totals: before.totals.clone(), ..after.clone() }, *before);
        assert_eq!(found, closed.counted.saturating_minus(closed.expected));
        assert_eq!(closed.expected, totals.drawer(), "expected is what the cash flow comes to");
        let sheet = &place.plain.sheets[&closed.shift];
        assert_eq!(closed.expected, money(sheet.drawer() - found.kopecks()), "expected is the plain running sum");
        place.check_totals(&after.totals, sheet);
        check_figures(closed, &totals);
        check_ledger(&place.ledger_of(closed.shift), &after.totals);
    }

    /// A payment is what the plain slip says, and nothing of it is below zero.
    pub fn check_payment(&self, desk: usize, receipt: &str) {
        let place = &self.desks[desk];
        let recorded = place.payments.iter().find(|paid| paid.taken.receipt.to_string() == receipt).unwrap();
        let slip = &place.plain.payments[receipt];
        let lines: Vec<(&str, String, i64, i64)> = recorded
            .lines
            .iter()
            .map(|line| {
                let Line { supplier, account, amount, fee, .. } = line;
                (supplier.as_str(), account.to_string(), amount.kopecks(), fee.kopecks())
            })
            .collect();
        let plain = slip
            .lines
            .iter()
            .map(|&(supplier, account, amount, fee)| (SUPPLIERS[supplier].0, format!("АБ{account}"), amount, fee));
        assert_eq!(lines, plain.collect::<Vec<_>>());
        let tenders: Vec<(&str, i64)> =
            recorded.tenders.iter().map(|tender| (tender.kind.as_str(), tender.amount.kopecks())).collect();
        assert_eq!(tenders, slip.tenders);
        assert_eq!((recorded.voided, recorded.remaining()), (slip.voided, money(slip.remaining())));
        assert!(lines.iter().all(|(_, _, amount, fee)| *amount >= 0 && *fee >= 0), "{lines:?}");
        assert_eq!(tenders.iter().map(|(_, sum)| sum).sum::<i64>(), slip.remaining(), "what remains is all tendered");
        if let Some(writer) = &place.writer {
            let number = recorded.taken.receipt;
            assert_eq!(writer.recorded(number).unwrap().as_ref(), Some(recorded), "as the journal looks it up");
        }
    }

    /// What the journal keeps of each line beside its entries is what the payment's line is now.
    pub fn check_lines(&self, desk: usize) {
        let (place, Some(path)) = (&self.desks[desk], self.path(desk)) else { panic!("the office keeps no journal") };
        let db = rusqlite::Connection::open(path).unwrap();
        let sql = "SELECT n, supplier, account, kopecks, remaining FROM line JOIN payment USING (seq)
                   WHERE receipt = ?1 ORDER BY n";
        for payment in &place.payments {
            let mut find = db.prepare_cached(sql).unwrap();
            let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
            let found = find.query_map([payment.taken.receipt.to_string()], row).unwrap();
            let found: Vec<(usize, String, String, i64, i64)> = found.map(Result::unwrap).collect();
            let taken = payment.taken.lines.iter().map(|line| line.amount.kopecks());
            let lines = payment.lines.iter().enumerate().zip(taken).map(|((n, line), taken)| {
                (n, line.supplier.to_string(), line.account.to_string(), taken, line.amount.kopecks())
            });
            assert_eq!(found, lines.collect::<Vec<_>>(), "{}", payment.taken.receipt);
        }
    }

    /// Every rouble of the office has one holder.
    pub fn check_cash(&self) {
        let mut whole = Balances::new();
        for place in &self.desks {
            place.journal.iter().for_each(|(_, _, event, _)| add(&mut whole, &place.id, event));
        }
        assert_eq!(whole.values().sum::<i64>(), 0);
        let sheets = || self.desks.iter().flat_map(|place| place.plain.sheets.values());
        let in_transit: i64 = sheets().map(|sheet| sheet.handed_over - sheet.accepted).sum();
        assert_eq!(of(&whole, |account| matches!(account, LedgerAccount::Transit(_))), in_transit);
        for (code, kopecks) in whole.iter().filter(|(account, _)| matches!(account, LedgerAccount::Transit(_))) {
            assert!(*kopecks >= 0, "{code}: no more is accepted than was given");
        }
        let held = |place: &Place| place.plain.drawer + place.plain.sealed.values().sum::<i64>() + place.plain.bagged;
        let held: i64 = self.desks.iter().map(held).sum();
        let is_cash = |account: &LedgerAccount| account.to_string().starts_with("cash:");
        assert_eq!(of(&whole, is_cash), held + in_transit);
    }
}

/// The close repeats what the totals say.
fn check_figures(closed: &ShiftClosed, totals: &Totals) {
    let ShiftClosed { payments, gross, voids, voided, refunds, refunded, moves, retenders, .. } = closed;
    assert_eq!((*payments, *gross, *voids, *voided), (totals.payments, totals.gross, totals.voids, totals.voided));
    assert_eq!((*refunds, *refunded), (totals.refunds.n, totals.refunds.sum));
    assert_eq!((*moves, *retenders), (totals.moves.n, totals.retenders.n));
    for card in &closed.cards {
        assert_eq!(card.expected, totals.tender(&card.kind));
    }
}

/// The Z-report is the ledger of the shift's events, added up by other ways.
fn check_ledger(ledger: &Balances, totals: &Totals) {
    for name in ["card", "sbp"] {
        let account = LedgerAccount::Tender(kind(name));
        assert_eq!(of(ledger, |found| *found == account), totals.tender(&kind(name)).kopecks(), "{name}");
    }
    for (code, _) in SUPPLIERS {
        let code = SupplierCode::new(code).unwrap();
        let dues = totals.dues.iter().filter(|((supplier, _), _)| *supplier == code);
        let account = LedgerAccount::Due(code.clone());
        assert_eq!(of(ledger, |found| *found == account), -dues.map(|(_, sum)| sum.kopecks()).sum::<i64>(), "{code}");
    }
    assert_eq!(of(ledger, |account| matches!(account, LedgerAccount::Fee(_))), -totals.fees.kopecks());
    let flow = |row: Flow| totals.flow.get(&row).copied().unwrap_or_default().kopecks();
    let found = flow(Flow::FoundAtOpening) + flow(Flow::FoundAtResuming) + flow(Flow::FoundAtClose);
    assert_eq!(of(ledger, |account| matches!(account, LedgerAccount::OverShort(_))), -found);
    let came_along = flow(Flow::Carried) + flow(Flow::LeftInBetween);
    let till = of(ledger, |account| matches!(account, LedgerAccount::Till(_)));
    assert_eq!(till, totals.drawer().kopecks() - came_along, "what the shift changed in the drawer");
    let bags: i64 = totals.bags.values().map(|tally| tally.sum.kopecks()).sum();
    assert_eq!(of(ledger, |account| matches!(account, LedgerAccount::Bag(_))), bags);
    assert_eq!(of(ledger, |account| matches!(account, LedgerAccount::Paused(_, _))), 0, "nothing is left sealed");
}
