//! Plain running sums in kopecks: what a person with paper and pencil would keep. No code of the program adds here.

use std::collections::BTreeMap;

/// The sums of one desk.
#[derive(Debug, Default)]
pub struct Plain {
    pub drawer: i64,
    /// Sealed for paused shifts, by their numbers.
    pub sealed: BTreeMap<u32, i64>,
    /// In bags, given away or not.
    pub bagged: i64,
    /// Found over (or, below zero, short), in all.
    pub found: i64,
    pub payments: BTreeMap<String, Slip>,
    pub sheets: BTreeMap<u32, Sheet>,
    /// The shift that is open, 0 where none is.
    pub open: u32,
    pub shifts: u32,
    pub z: u32,
}

/// A payment as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub shift: u32,
    /// Supplier, account, amount and fee of each line.
    pub lines: Vec<(usize, u32, i64, i64)>,
    /// Each tender's part, in the order in which they are used up.
    pub tenders: Vec<(&'static str, i64)>,
    pub voided: bool,
}

/// What a shift did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What was in the drawer as it was opened.
    pub carried: i64,
    pub issued: i64,
    /// What a shift in between left in the drawer.
    pub left: i64,
    pub found: i64,
    pub payments: u32,
    pub gross: i64,
    pub voids: u32,
    pub voided: i64,
    pub refunds: u32,
    pub refunded: i64,
    pub moves: u32,
    pub moved: i64,
    pub retenders: u32,
    pub retendered: i64,
    pub tenders: BTreeMap<&'static str, i64>,
    pub dues: BTreeMap<usize, i64>,
    pub fees: i64,
    pub cash_in: i64,
    pub cash_out: i64,
    pub accepted: i64,
    pub handed_over: i64,
    pub dropped: i64,
    pub sealed: i64,
}

impl Plain {
    pub fn sheet(&mut self) -> &mut Sheet {
        self.sheets.entry(self.open).or_default()
    }

    pub fn open_shift(&mut self, counted: i64, issued: i64) {
        let carried = self.drawer;
        self.shifts += 1;
        self.open = self.shifts;
        let found = counted - carried - issued;
        *self.sheet() = Sheet { carried, issued, found, ..Sheet::default() };
        self.found += found;
        self.drawer = counted;
    }

    pub fn pause(&mut self) {
        self.sheet().sealed += self.drawer;
        self.sealed.insert(self.open, self.drawer);
        (self.drawer, self.open) = (0, 0);
    }

    pub fn resume(&mut self, shift: u32, counted: i64) {
        let (sealed, left) = (self.sealed.remove(&shift).unwrap(), self.drawer);
        self.open = shift;
        self.sheet().sealed -= sealed;
        self.sheet().left += left;
        self.sheet().found += counted - sealed - left;
        self.found += counted - sealed - left;
        self.drawer = counted;
    }

    pub fn close(&mut self, counted: i64) {
        let found = counted - self.drawer;
        self.sheet().found += found;
        self.found += found;
        (self.drawer, self.open) = (counted, 0);
        self.z += 1;
    }

    /// Cash that is no payment; `row` says where the sheet has it, above zero.
    pub fn cash(&mut self, sign: i64, sum: i64, row: fn(&mut Sheet) -> &mut i64) {
        self.drawer += sign * sum;
        *row(self.sheet()) += sum;
    }

    pub fn pay(&mut self, receipt: String, slip: Slip) {
        let total: i64 = slip.lines.iter().map(|(_, _, amount, fee)| amount + fee).sum();
        self.add(&slip.lines, &slip.tenders, 1);
        self.sheet().payments += 1;
        self.sheet().gross += total;
        self.payments.insert(receipt, slip);
    }

    pub fn void(&mut self, receipt: &str) {
        let slip = self.payments[receipt].clone();
        self.add(&slip.lines, &slip.tenders, -1);
        self.sheet().voids += 1;
        self.sheet().voided += slip.remaining();
        let slip = self.payments.get_mut(receipt).unwrap();
        slip.lines.iter_mut().for_each(|line| (line.2, line.3) = (0, 0));
        slip.tenders.clear();
        slip.voided = true;
    }

    /// Gives lines back: which, and how much of each; a line that goes back whole takes its fee along.
    pub fn refund(&mut self, receipt: &str, wanted: &[(usize, i64)]) {
        let mut slip = self.payments[receipt].clone();
        let mut back = vec![];
        for &(n, amount) in wanted {
            let line = &mut slip.lines[n];
            let fee = if amount == line.2 { line.3 } else { 0 };
            back.push((line.0, line.1, amount, fee));
            (line.2, line.3) = (line.2 - amount, line.3 - fee);
        }
        let total: i64 = back.iter().map(|(_, _, amount, fee)| amount + fee).sum();
        let tenders = slip.give_back(total);
        self.add(&back, &tenders, -1);
        self.sheet().refunds += 1;
        self.sheet().refunded += total;
        self.payments.insert(receipt.to_owned(), slip);
    }

    pub fn move_line(&mut self, receipt: &str, n: usize, to: (usize, u32)) {
        let slip = self.payments.get_mut(receipt).unwrap();
        let (from, amount) = (slip.lines[n].0, slip.lines[n].2);
        (slip.lines[n].0, slip.lines[n].1) = to;
        let sheet = self.sheet();
        *sheet.dues.entry(from).or_default() -= amount;
        *sheet.dues.entry(to.0).or_default() += amount;
        sheet.moves += 1;
        sheet.moved += amount;
    }

    /// Puts the first part of tender `from` on the tender `to`.
    pub fn retender(&mut self, receipt: &str, from: &str, to: &'static str) {
        let slip = self.payments.get_mut(receipt).unwrap();
        let n = slip.tenders.iter().position(|(kind, _)| *kind == from).unwrap();
        let (from, sum) = slip.tenders.remove(n);
        slip.tenders.push((to, sum));
        self.drawer += if to == "cash" { sum } else { 0 } - if from == "cash" { sum } else { 0 };
        let sheet = self.sheet();
        *sheet.tenders.entry(from).or_default() -= sum;
        *sheet.tenders.entry(to).or_default() += sum;
        sheet.retenders += 1;
        sheet.retendered += sum;
    }

    fn add(&mut self, lines: &[(usize, u32, i64, i64)], tenders: &[(&'static str, i64)], sign: i64) {
        for &(kind, sum) in tenders {
            self.drawer += if kind == "cash" { sign * sum } else { 0 };
            *self.sheet().tenders.entry(kind).or_default() += sign * sum;
        }
        for &(supplier, _, amount, fee) in lines {
            *self.sheet().dues.entry(supplier).or_default() += sign * amount;
            self.sheet().fees += sign * fee;
        }
    }
}

impl Slip {
    pub fn remaining(&self) -> i64 {
        self.lines.iter().map(|(_, _, amount, fee)| amount + fee).sum()
    }

    /// Cards and their like first, then cash.
    fn give_back(&mut self, total: i64) -> Vec<(&'static str, i64)> {
        let (mut left, mut back) = (total, vec![]);
        for cash in [false, true] {
            for (kind, sum) in self.tenders.iter_mut().filter(|(kind, _)| (*kind == "cash") == cash) {
                let part = left.min(*sum);
                if part > 0 {
                    back.push((*kind, part));
                    (*sum, left) = (*sum - part, left - part);
                }
            }
        }
        assert_eq!(left, 0, "no more goes back than there is");
        self.tenders.retain(|(_, sum)| *sum > 0);
        back
    }
}

impl Sheet {
    /// What the cash flow comes to.
    pub fn drawer(&self) -> i64 {
        let cash = self.tenders.get("cash").copied().unwrap_or_default();
        self.carried + self.issued + self.left + self.found + cash + self.cash_in + self.accepted
            - self.cash_out
            - self.handed_over
            - self.dropped
            - self.sealed
    }
}
