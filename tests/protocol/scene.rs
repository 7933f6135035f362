//! Keys that are the same each time, and a desk's entries as a day makes them.

use okno::domain::event::{Event, PaymentTaken, PrintDone};
use okno::domain::*;
use okno::protocol::*;
use sha2::{Digest, Sha256};

pub fn desk() -> DeskId {
    "664003/2".parse().unwrap()
}

pub fn other_desk() -> DeskId {
    "664003/3".parse().unwrap()
}

pub fn at() -> Timestamp {
    "2026-11-23T06:05:04.120Z".parse().unwrap()
}

/// The desk's keys.
pub fn desk_keys() -> SecretKeys {
    SecretKeys::from_seed(&[1; 32]).unwrap()
}

/// HQ's keys.
pub fn hq_keys() -> SecretKeys {
    SecretKeys::from_seed(&[2; 32]).unwrap()
}

/// Somebody else's keys.
pub fn other_keys() -> SecretKeys {
    SecretKeys::from_seed(&[3; 32]).unwrap()
}

/// Repeatable random numbers.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Any of `n` numbers from 0.
    pub fn below(&mut self, n: u64) -> u64 {
        self.bits() % n
    }

    fn bits(&mut self) -> u64 {
        self.0 += 1;
        let hash = Sha256::digest(self.0.to_le_bytes());
        u64::from_le_bytes(hash[..8].try_into().unwrap())
    }
}

/// A journal of a desk: payments of one and sometimes two lines, in cash and by card, at a distance of half a minute;
/// behind each, where `printed`, the print that came out.
pub fn day(desk: &DeskId, seed: u64, payments: usize, printed: bool) -> Vec<Entry> {
    let mut dice = Dice::new(seed);
    let mut entries: Vec<Entry> = Vec::new();
    let mut now = at();
    let mut record = |event: Event, now: Timestamp, dice: &mut Dice| {
        let (seq, prev) = entries.last().map_or((1, Hash::ZERO), |last| (last.seq + 1, last.hash));
        let entry = Entry::seal(desk, seq, id(now, dice), now, event.kind(), event.body().unwrap(), prev).unwrap();
        entries.push(entry);
        seq
    };
    for n in 0..payments {
        now = now.plus(chrono::TimeDelta::milliseconds(20_000 + dice.below(20_000) as i64));
        let seq = record(payment(n as u32 + 1, &mut dice).into(), now, &mut dice);
        if printed {
            let later = now.plus(chrono::TimeDelta::milliseconds(300 + dice.below(500) as i64));
            record(PrintDone { seq, copy: 0 }.into(), later, &mut dice);
        }
    }
    entries
}

/// A UUID of version 7, as `Uuid::now_v7` makes it, from the dice.
fn id(now: Timestamp, dice: &mut Dice) -> EntryId {
    let millis = now.utc().timestamp_millis() as u64;
    let mut random = [0; 10];
    random[..8].copy_from_slice(&dice.bits().to_le_bytes());
    random[8..].copy_from_slice(&dice.bits().to_le_bytes()[..2]);
    EntryId::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}

const STREETS: [&str; 12] = [
    "Ленина",
    "Карла Маркса",
    "Байкальская",
    "Советская",
    "Депутатская",
    "Лермонтова",
    "Трилиссера",
    "Мухиной",
    "Розы Люксембург",
    "Академическая",
    "Ядринцева",
    "1-я Московская",
];

fn payment(n: u32, dice: &mut Dice) -> PaymentTaken {
    let street = STREETS[dice.below(12) as usize];
    let address = format!("{street} {}-{}", dice.below(180) + 1, dice.below(120) + 1);
    let mut lines = vec![line("energosbyt", "electricity", &format!("АБ{:07}", dice.below(10_000_000)), dice)];
    if dice.below(4) == 0 {
        lines.push(line("teploset", "heat", &format!("{:08}", dice.below(100_000_000)), dice));
    }
    lines.iter_mut().for_each(|line| line.address = Some(address.clone()));
    let due = Money::total(lines.iter().map(|line| line.amount)).unwrap();
    let tender = if dice.below(3) == 0 {
        let reference = Some(format!("{:06}", dice.below(1_000_000)));
        Tendered { kind: TenderKind::new("card").unwrap(), amount: due, given: None, reference }
    } else {
        let given = Some(Money::from_kopecks(due.kopecks().div_euclid(10_000) * 10_000 + 10_000));
        Tendered { kind: TenderKind::cash(), amount: due, given, reference: None }
    };
    let receipt = ReceiptNumber { epoch: 1, shift: 118, n };
    PaymentTaken { receipt, lines, tenders: vec![tender], operator: None, approved_by: None, stranded: None }
}

fn line(supplier: &str, service: &str, account: &str, dice: &mut Dice) -> Line {
    Line {
        supplier: supplier.parse().unwrap(),
        service: service.parse().unwrap(),
        account: account.parse().unwrap(),
        amount: Money::from_kopecks(10_000 + dice.below(490_000) as i64),
        fee: Money::ZERO,
        address: None,
        period: None,
        doubles: vec![],
    }
}

/// The text within a packed message.
pub fn unpacked(packed: &[u8]) -> String {
    String::from_utf8(zstd::decode_all(packed).unwrap()).unwrap()
}

/// A text packed as it is, whatever it says.
pub fn packed(text: impl AsRef<[u8]>) -> Vec<u8> {
    zstd::bulk::compress(text.as_ref(), 1).unwrap()
}
