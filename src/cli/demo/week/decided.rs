//! What supervisors decided in the week: papers seen, days signed, bags credited, registers made.

use std::collections::BTreeMap;

use super::cast::{self, HEAD};
use super::odd::{self, Found, Odd, PLAN};
use super::papers::{self, Acquired, CreditedBags};
use super::{Bag, Fault, Making, at_hq, days, failed};
use crate::domain::office::event::Verdict;
use crate::domain::{AccountCode, Cell, Event, Money, OfficeCode, Role, SupplierCode, Timestamp, View};
use crate::hq::ExceptionKind;
use crate::hq::office::own::own;
use crate::hq::office::{Page, Viewer};
use crate::protocol::office::{Deed, Done, FoundBag, Ordered};
use crate::register::acquirer;

/// The suppliers that get registers, each in its layout; another one's is due.
const REGISTERS: [(&str, &str); 2] = [("teploset", "csv"), ("upravdom", "1c")];

/// The office with a bag that lacks money, and the one that got a bag back.
const SHORT_BAG: usize = 4;
const RETURNED_BAG: usize = 6;

/// The office where the collector's visits are written down by its supervisor, not at its desks.
pub(super) const UNWRITTEN: usize = 7;

impl Making<'_> {
    /// The morning of a day: supervisors look at the day before.
    pub(super) fn morning(&mut self, at: usize) -> Result<(), Fault> {
        if at == 0 {
            return Ok(());
        }
        let now = self.day(at).at(7, 30);
        self.sign(at - 1, now)?;
        self.cards(at - 1, now)?;
        if at >= 2 {
            self.collect(at - 2, now)?;
        }
        if at >= 3 {
            self.credit(at - 3, now)?;
        }
        if at + 2 == self.dates.len() {
            for (supplier, layout) in REGISTERS {
                let (supplier, layout) = (supplier_code(supplier)?, Some(layout.to_owned()));
                self.head(now, Deed::MakeRegister { supplier, layout })?;
            }
        }
        if at + 1 == self.dates.len() {
            self.remit(now)?;
        }
        Ok(())
    }

    /// Every office's paper is seen and its day signed.
    fn sign(&mut self, at: usize, now: Timestamp) -> Result<(), Fault> {
        let day = self.day(at).date;
        let shifts: Vec<_> = self.shifts.iter().filter(|(.., date)| *date == day).cloned().collect();
        for (office, desk, shift, _) in shifts {
            self.of_office(office, now, Deed::Tick { desk, shift, seen: true })?;
        }
        for office in 0..self.offices.len() {
            let code = self.code(office)?;
            self.of_office(office, now, Deed::Sign { office: code, day, comment: None })?;
        }
        Ok(())
    }

    /// The acquirer's file of a day is taken in; that of the last but one says something else than the slips.
    fn cards(&mut self, at: usize, now: Timestamp) -> Result<(), Fault> {
        let is_odd = at + 2 == self.dates.len();
        let tills: Vec<_> = self.tills.iter().flatten().collect();
        let Acquired { paper, missing, other } = papers::acquirer(&tills, &self.day(at), is_odd)?;
        let file = acquirer::read(&paper.bytes).map_err(|refusal| failed(format!("{refusal:?}")))?;
        let (card, id) = (days::tender("card")?, self.id());
        let taken = self.hq.take_cards(&head()?, &card, &file, id, now).map_err(failed)?;
        for (odd, which) in [(Odd::CardMissing, missing), (Odd::CardSum, other)] {
            if let (Some((desk, seq)), Some((kind, n))) = (which, odd.kind()) {
                let view = odd::exception(&desk, seq, kind, n);
                self.found.push(Found { odd, desk, shift: 0, seq, view });
            }
        }
        if let (true, Some((kind, n))) = (is_odd, Odd::CardUnknown.kind()) {
            let (desk, seq) = (own().map_err(failed)?, taken.seq);
            let view = odd::exception(&desk, seq, kind, n);
            self.found.push(Found { odd: Odd::CardUnknown, desk, shift: 0, seq, view });
        }
        Ok(())
    }

    fn code(&self, office: usize) -> Result<OfficeCode, Fault> {
        self.offices[office].office_code().map_err(|error| error.message())
    }

    fn deed(&mut self, viewer: &Viewer, now: Timestamp, deed: Deed) -> Result<Done, Fault> {
        let ordered = Ordered { id: self.id(), deed };
        self.hq.deed(viewer, &ordered, now).map_err(at_hq)
    }

    fn of_office(&mut self, office: usize, now: Timestamp, deed: Deed) -> Result<Done, Fault> {
        let user = cast::user(&cast::supervisor(&self.offices[office]))?;
        let offices = Some([self.offices[office].code.clone()].into());
        self.deed(&Viewer { user, role: Role::Supervisor, offices }, now, deed)
    }

    fn head(&mut self, now: Timestamp, deed: Deed) -> Result<Done, Fault> {
        self.deed(&head()?, now, deed)
    }

    /// The supervisor of an office where nobody writes it down at a desk writes down that the bags of a day are gone.
    fn collect(&mut self, at: usize, now: Timestamp) -> Result<(), Fault> {
        let day = self.day(at + 1).date;
        for bag in self.bags_of(at).into_iter().filter(|bag| bag.office == UNWRITTEN) {
            self.of_office(bag.office, now, Deed::Collect { desk: bag.desk, seq: bag.seq, day })?;
        }
        Ok(())
    }

    /// The bags of a day are credited, those for one bank account at once. On the last morning the bank found too
    /// little in one and gave one back.
    fn credit(&mut self, at: usize, now: Timestamp) -> Result<(), Fault> {
        let is_last = at + 4 == self.dates.len();
        let mut returned = false;
        let mut by_account: BTreeMap<AccountCode, Vec<FoundBag>> = BTreeMap::new();
        for bag in self.bags_of(at) {
            let (account, _, sum) = self.sealed(&bag)?;
            let found = FoundBag { desk: bag.desk, seq: bag.seq, kopecks: sum, verdict: Verdict::Whole };
            let is_own = account.as_str() == "own";
            match (is_last && is_own, bag.office) {
                (true, SHORT_BAG) if !self.has(Odd::BagDifference) => self.short(found, now)?,
                (true, RETURNED_BAG) if !returned => {
                    returned = true;
                    let comment = "пломба повреждена, банк не принял".to_owned();
                    self.head(now, Deed::Return { desk: found.desk, seq: found.seq, cash_in: None, comment })?;
                }
                _ => by_account.entry(account).or_default().push(found),
            }
        }
        for bags in by_account.into_values() {
            self.head(now, Deed::Credit { bags, document: None, act: None })?;
        }
        Ok(())
    }

    fn has(&self, odd: Odd) -> bool {
        self.found.iter().any(|found| found.odd == odd)
    }

    fn short(&mut self, bag: FoundBag, now: Timestamp) -> Result<(), Fault> {
        let kopecks = bag.kopecks.saturating_minus(Money::from_roubles(100));
        let (desk, seq) = (bag.desk.clone(), bag.seq);
        let bags = vec![FoundBag { kopecks, verdict: Verdict::Short, ..bag }];
        self.head(now, Deed::Credit { bags, document: None, act: Some("17".to_owned()) })?;
        let view = odd::exception(&desk, seq, ExceptionKind::BagDifference, 0);
        self.found.push(Found { odd: Odd::BagDifference, desk, shift: 0, seq, view });
        Ok(())
    }

    fn bags_of(&self, at: usize) -> Vec<Bag> {
        let date = self.day(at).date;
        self.bags.iter().filter(|bag| bag.date == date).cloned().collect()
    }

    /// What a bag's entry says: bank account, seal, sum.
    fn sealed(&self, bag: &Bag) -> Result<(AccountCode, String, Money), Fault> {
        let desks = self.tills.iter().flatten().chain(self.vaults.iter().flatten());
        let clerk = desks.into_iter().find(|clerk| clerk.id == bag.desk);
        let entry = clerk.and_then(|clerk| clerk.entries.get(usize::try_from(bag.seq).ok()?.checked_sub(1)?));
        match entry.map(|entry| Event::decode(&entry.kind, &entry.body)) {
            Some(Ok(Event::CashDropped(drop))) => Ok((drop.account, drop.seal.to_string(), drop.amount)),
            _ => Err(failed("a bag has no entry")),
        }
    }

    /// A supplier gets its money for its register, and a letter about what was refunded since.
    fn remit(&mut self, now: Timestamp) -> Result<(), Fault> {
        let supplier = supplier_code(REGISTERS[0].0)?;
        let view = View::Registers { supplier: supplier.clone() };
        let table = self.hq.view(&head()?, &view, &Page::default(), now).map_err(at_hq)?;
        let sum = table.rows.first().and_then(|row| {
            row.cells.iter().find_map(|cell| if let Cell::Kopecks(sum) = cell { Some(*sum) } else { None })
        });
        let account = AccountCode::new("agents").map_err(|error| error.message())?;
        let kopecks = sum.unwrap_or_default();
        self.head(now, Deed::Remit { supplier, kopecks, registers: vec![1], account, document: None })?;
        match self.asked.clone() {
            Some((desk, seq)) => self.head(now, Deed::Request { desk, seq, n: 1 }).map(|_| ()),
            None => Ok(()),
        }
    }

    /// What is telephoned in the last evening, and what lies on the supervisor's table.
    pub(super) fn last_evening(&mut self) -> Result<(), Fault> {
        let last = self.dates.len() - 1;
        let (day, mut lists) = (self.day(last), Vec::new());
        for (office, till, _) in PLAN.iter().filter(|(.., odd)| *odd == Odd::Announced) {
            let clerk = &self.tills[*office][till - 1];
            let closed = clerk.shift.closed.as_ref().ok_or_else(|| failed("a shift is open"))?;
            let head = clerk.entries.last().map(|entry| entry.hash.to_string()).unwrap_or_default();
            let deed = Deed::Announce {
                desk: clerk.id.clone(),
                shift: closed.number,
                day: day.date,
                payments: closed.totals.payments,
                kopecks: closed.totals.gross,
                digits: head.chars().take(8).collect(),
                clerk: clerk.cashier.user.to_string(),
            };
            self.papers.push(papers::bundle(clerk, self.hq)?);
            self.of_office(*office, day.at(20, 45), deed)?;
        }
        for bag in self.bags_of(last - 2) {
            let (account, seal, sum) = self.sealed(&bag)?;
            lists.push(CreditedBags { office: bag.office, account: account.to_string(), seal, sum });
        }
        self.papers.push(papers::statement(&lists, self.day(last).date)?);
        let tills: Vec<_> = self.tills.iter().flatten().collect();
        self.papers.push(papers::acquirer(&tills, &day, true)?.paper);
        Ok(())
    }
}

fn head() -> Result<Viewer, Fault> {
    Ok(Viewer { user: cast::user(HEAD)?, role: Role::Supervisor, offices: None })
}

fn supplier_code(code: &str) -> Result<SupplierCode, Fault> {
    SupplierCode::new(code).map_err(|error| error.message())
}
