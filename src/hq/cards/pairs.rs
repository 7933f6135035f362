//! Slips beside the acquirer's operations: which belong together. Pure.
//!
//! Both sides know a payment by a number: the cashier writes down what stands on the slip, which is the reference (RRN)
//! or the authorisation's code of the acquirer's file. What has one number nets out on either side: a payment that was
//! voided need not be in the file at all. A number that was written down wrong is made good where nothing else can be
//! meant: the same sum at the same office's terminal on the same day, once on either side.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Days, NaiveDate};

use super::slips::Slip;
use crate::domain::{Money, TenderKind};

/// An operation of the acquirer's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The entry of headquarters' own journal that took it in.
    pub imported: u64,
    /// The line of the file.
    pub n: u32,
    /// For which tender.
    pub tender: TenderKind,
    /// The day.
    pub day: NaiveDate,
    /// The moment by the acquirer's clock; empty where the file doesn't say.
    pub moment: String,
    /// The terminal.
    pub terminal: String,
    /// The reference (RRN).
    pub reference: String,
    /// The authorisation code; may be empty.
    pub code: String,
    /// The mask of the card's number; may be empty.
    pub card: String,
    /// The sum; below zero for a refund.
    pub amount: Money,
    /// What the acquirer keeps of it.
    pub fee: Money,
    /// The office whose it is, as far as slips tell; empty where they don't.
    pub office: String,
}

/// What belongs together: slips of one number at one office, and operations. One side may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair<'p> {
    /// What the desks wrote down.
    pub slips: Vec<&'p Slip>,
    /// What the acquirer has.
    pub operations: Vec<&'p Operation>,
}

impl Pair<'_> {
    /// What the desks took.
    pub fn taken(&self) -> Money {
        taken(&self.slips)
    }

    /// What the acquirer has.
    pub fn acquired(&self) -> Money {
        acquired(&self.operations)
    }

    /// What the acquirer has beyond what was taken; below zero it lacks.
    pub fn off(&self) -> Money {
        self.acquired().saturating_minus(self.taken())
    }

    /// The business day of the slips; without any the operations' day.
    pub fn day(&self) -> Option<NaiveDate> {
        self.slips.first().map(|slip| slip.day).or_else(|| self.operations.first().map(|it| it.day))
    }

    /// The office of the slips, or of the operations as far as their terminal tells it.
    pub fn office(&self) -> Option<&str> {
        let told = self.operations.first().map(|it| it.office.as_str()).filter(|office| !office.is_empty());
        self.slips.first().map(|slip| slip.desk.office()).or(told)
    }

    /// The tender.
    pub fn tender(&self) -> Option<&TenderKind> {
        self.slips.first().map(|slip| &slip.tender).or_else(|| self.operations.first().map(|it| &it.tender))
    }
}

/// The office of each terminal, as pairs tell it: that of the most operations.
pub fn terminals<'p>(pairs: &[Pair<'p>]) -> BTreeMap<&'p str, &'p str> {
    let mut votes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for pair in pairs {
        let Some(slip) = pair.slips.first() else { continue };
        for operation in &pair.operations {
            *votes.entry(&operation.terminal).or_default().entry(slip.desk.office()).or_default() += 1;
        }
    }
    let most =
        |offices: BTreeMap<&'p str, usize>| offices.into_iter().max_by_key(|(_, n)| *n).map(|(office, _)| office);
    votes.into_iter().filter_map(|(terminal, offices)| Some((terminal, most(offices)?))).collect()
}

/// Pairs slips with operations. `known` says of terminals at which office they stand, where these don't tell it.
pub fn pair<'p>(slips: &'p [Slip], operations: &'p [Operation], known: &BTreeMap<String, String>) -> Vec<Pair<'p>> {
    let mut pairing = Pairing::new(slips, operations);
    for days in [0, 1] {
        pairing.by_number(|slips, operations| {
            apart(slips[0].day, operations[0].day) == days && taken(slips) == acquired(operations)
        });
    }
    let told = terminals(&pairing.pairs);
    let office = |terminal: &str| told.get(terminal).copied().or_else(|| known.get(terminal).map(String::as_str));
    pairing.by_number(|slips, operations| {
        let (slip, operation) = (slips[0], operations[0]);
        slip.day == operation.day && office(&operation.terminal).is_none_or(|office| office == slip.desk.office())
    });
    pairing.by_sum(office);
    pairing.ended()
}

type Group<'p, T> = Vec<&'p T>;

struct Pairing<'p> {
    slips: Vec<Group<'p, Slip>>,
    operations: Vec<Group<'p, Operation>>,
    pairs: Vec<Pair<'p>>,
}

impl<'p> Pairing<'p> {
    fn new(slips: &'p [Slip], operations: &'p [Operation]) -> Pairing<'p> {
        let mut of_slips: BTreeMap<_, Group<Slip>> = BTreeMap::new();
        for slip in slips {
            let key = (slip.desk.office(), &slip.tender, slip.day, slip.reference.as_str());
            of_slips.entry(key).or_default().push(slip);
        }
        let mut of_operations: BTreeMap<_, Group<Operation>> = BTreeMap::new();
        for it in operations {
            let key = (&it.tender, it.day, it.terminal.as_str(), it.reference.as_str());
            of_operations.entry(key).or_default().push(it);
        }
        let (slips, operations) = (of_slips.into_values().collect(), of_operations.into_values().collect());
        Pairing { slips, operations, pairs: vec![] }
    }

    /// Pairs what has one number, and fits.
    fn by_number(&mut self, fits: impl Fn(&[&Slip], &[&Operation]) -> bool) {
        let mut numbered: HashMap<(&str, &TenderKind), Vec<usize>> = HashMap::new();
        for (at, slips) in self.slips.iter().enumerate() {
            numbered.entry((slips[0].reference.as_str(), &slips[0].tender)).or_default().push(at);
        }
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for (of, operations) in self.operations.iter().enumerate() {
            let first = operations[0];
            let numbers = operations.iter().flat_map(|it| [it.reference.as_str(), it.code.as_str()]);
            let numbered = numbers.filter_map(|number| numbered.get(&(number, &first.tender))).flatten();
            let mut free = numbered.filter(|at| !used.contains(at) && fits(&self.slips[**at], operations));
            if let Some(&at) = free.next() {
                used.insert(at);
                found.push((at, of));
            }
        }
        self.put(found);
    }

    /// Pairs what has one sum at one office on one day, where nothing else can be meant.
    fn by_sum<'o>(&mut self, office: impl Fn(&str) -> Option<&'o str>) {
        let mut sides: BTreeMap<_, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (at, slips) in self.slips.iter().enumerate() {
            let (first, sum) = (slips[0], taken(slips));
            if !sum.is_zero() {
                let key = (first.desk.office().to_owned(), first.tender.clone(), first.day, sum);
                sides.entry(key).or_default().0.push(at);
            }
        }
        for (of, operations) in self.operations.iter().enumerate() {
            let (first, sum) = (operations[0], acquired(operations));
            let Some(office) = office(&first.terminal) else { continue };
            let key = (office.to_owned(), first.tender.clone(), first.day, sum);
            sides.entry(key).or_default().1.push(of);
        }
        let alone = |(slips, operations): &(Vec<usize>, Vec<usize>)| match (slips.as_slice(), operations.as_slice()) {
            ([at], [of]) => Some((*at, *of)),
            _ => None,
        };
        let found = sides.values().filter_map(alone).collect();
        self.put(found);
    }

    fn put(&mut self, found: Vec<(usize, usize)>) {
        for (at, of) in found {
            let (slips, operations) = (std::mem::take(&mut self.slips[at]), std::mem::take(&mut self.operations[of]));
            self.pairs.push(Pair { slips, operations });
        }
        self.slips.retain(|slips| !slips.is_empty());
        self.operations.retain(|operations| !operations.is_empty());
    }

    fn ended(self) -> Vec<Pair<'p>> {
        let Pairing { slips, operations, mut pairs } = self;
        pairs.extend(slips.into_iter().map(|slips| Pair { slips, operations: vec![] }));
        pairs.extend(operations.into_iter().map(|operations| Pair { slips: vec![], operations }));
        pairs
    }
}

fn taken(slips: &[&Slip]) -> Money {
    slips.iter().map(|slip| slip.amount).fold(Money::ZERO, Money::saturating_plus)
}

fn acquired(operations: &[&Operation]) -> Money {
    operations.iter().map(|it| it.amount).fold(Money::ZERO, Money::saturating_plus)
}

/// How many days lie between two.
fn apart(one: NaiveDate, other: NaiveDate) -> u64 {
    (one - other).num_days().unsigned_abs()
}

/// The days whose slips and operations may belong to a day's.
pub fn around(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let one = Days::new(1);
    (day.checked_sub_days(one).unwrap_or(day), day.checked_add_days(one).unwrap_or(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
    }

    fn slip(desk: &str, seq: u64, on: u32, reference: &str, roubles: i64) -> Slip {
        Slip {
            desk: desk.parse().unwrap(),
            seq,
            n: 1,
            day: day(on),
            at: format!("2026-11-{on:02}T04:00:00.000Z").parse().unwrap(),
            receipt: "1-1-1".parse().unwrap(),
            tender: "card".parse().unwrap(),
            reference: reference.to_owned(),
            amount: Money::from_kopecks(roubles * 100),
        }
    }

    fn operation(n: u32, on: u32, terminal: &str, reference: &str, roubles: i64) -> Operation {
        Operation {
            imported: 1,
            n,
            tender: "card".parse().unwrap(),
            day: day(on),
            moment: String::new(),
            terminal: terminal.to_owned(),
            reference: reference.to_owned(),
            code: format!("c{reference}"),
            card: String::new(),
            amount: Money::from_kopecks(roubles * 100),
            fee: Money::ZERO,
            office: String::new(),
        }
    }

    /// The pairs as `SEQS/LINES OFF`, sorted.
    fn pairs(slips: &[Slip], operations: &[Operation]) -> Vec<String> {
        let found = pair(slips, operations, &BTreeMap::from([("T9".to_owned(), "664009".to_owned())]));
        let text = |pair: &Pair| {
            let seqs: Vec<String> = pair.slips.iter().map(|slip| slip.seq.to_string()).collect();
            let lines: Vec<String> = pair.operations.iter().map(|it| it.n.to_string()).collect();
            format!("{}/{} {}", seqs.join("+"), lines.join("+"), pair.off().kopecks() / 100)
        };
        let mut texts: Vec<String> = found.iter().map(text).collect();
        texts.sort();
        texts
    }

    #[test]
    fn the_reference_or_the_code_pairs() {
        let slips = [slip("664003/1", 1, 23, "111", 100), slip("664003/1", 2, 23, "c222", 200)];
        let operations = [operation(1, 23, "T1", "222", 200), operation(2, 23, "T1", "111", 100)];
        assert_eq!(pairs(&slips, &operations), ["1/2 0", "2/1 0"]);
    }

    #[test]
    fn another_sum_is_told() {
        let slips = [slip("664003/1", 1, 23, "111", 100)];
        assert_eq!(pairs(&slips, &[operation(1, 23, "T1", "111", 110)]), ["1/1 10"]);
    }

    #[test]
    fn what_one_side_lacks_stays_alone() {
        let slips = [slip("664003/1", 1, 23, "111", 100), slip("664003/1", 2, 23, "222", 50)];
        let operations = [operation(1, 23, "T1", "222", 50), operation(2, 23, "T1", "333", 70)];
        assert_eq!(pairs(&slips, &operations), ["/2 70", "1/ -100", "2/1 0"]);
    }

    #[test]
    fn a_voided_payment_need_not_be_in_the_file() {
        let slips = [slip("664003/1", 1, 23, "111", 100), slip("664003/1", 2, 23, "111", -100)];
        assert_eq!(pairs(&slips, &[]), ["1+2/ 0"]);
        let both = [operation(1, 23, "T1", "111", 100), operation(2, 23, "T1", "111", -100)];
        assert_eq!(pairs(&slips, &both), ["1+2/1+2 0"]);
    }

    #[test]
    fn the_acquirers_day_may_be_the_next_one() {
        let slips = [slip("664003/1", 1, 23, "111", 100)];
        assert_eq!(pairs(&slips, &[operation(1, 24, "T1", "111", 100)]), ["1/1 0"]);
        assert_eq!(pairs(&slips, &[operation(1, 25, "T1", "111", 100)]), ["/1 100", "1/ -100"]);
    }

    #[test]
    fn one_short_number_at_two_offices_is_told_apart_by_the_sum() {
        let slips = [slip("664003/1", 1, 23, "45", 100), slip("664009/1", 2, 23, "45", 200)];
        let operations = [operation(1, 23, "T1", "45", 200), operation(2, 23, "T2", "45", 100)];
        assert_eq!(pairs(&slips, &operations), ["1/2 0", "2/1 0"]);
    }

    #[test]
    fn a_number_written_down_wrong_is_made_good_where_nothing_else_can_be_meant() {
        let slips = [slip("664009/1", 1, 23, "112", 100), slip("664009/1", 2, 23, "113", 70)];
        let operations = [operation(1, 23, "T9", "111", 100), operation(2, 23, "T9", "444", 70)];
        assert_eq!(pairs(&slips, &operations), ["1/1 0", "2/2 0"]);
        let two = [slip("664009/1", 1, 23, "112", 100), slip("664009/1", 2, 23, "113", 100)];
        let found = pairs(&two, &[operation(1, 23, "T9", "111", 100)]);
        assert_eq!(found, ["/1 100", "1/ -100", "2/ -100"], "either may be meant");
        let elsewhere = [slip("664003/1", 1, 23, "112", 100)];
        assert_eq!(pairs(&elsewhere, &operations[..1]), ["/1 100", "1/ -100"], "another office's terminal");
    }

    #[test]
    fn a_terminal_is_where_most_of_its_slips_are() {
        let slips = [slip("664003/1", 1, 23, "1", 1), slip("664003/1", 2, 23, "2", 2), slip("664009/1", 3, 23, "3", 3)];
        let operations = [1, 2, 3].map(|n| operation(n, 23, "T1", &n.to_string(), i64::from(n)));
        let found = pair(&slips, &operations, &BTreeMap::new());
        assert_eq!(terminals(&found), BTreeMap::from([("T1", "664003")]));
    }
}
