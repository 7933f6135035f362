//! A day at a desk with everything in it that has a paper.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::pick;
use crate::document::{Document, Form, Names, NoForm, Place, Setting, Sheet, Style, form, paper};
use crate::domain::office::{Asked, LetterLine, LetterRegister};
use crate::domain::{
    CashData, Catalogue, Count, Custody, Event, Money, Name, Offset, Operator, Recorded, Seal, Shift, SupplierLetter,
    Timestamp, UserName,
};
use crate::lang::Lang;

/// A journal in small: events as they happen, and the state that they fold to.
pub(crate) struct Day {
    pub(crate) shift: Shift,
    pub(crate) events: Vec<Recorded>,
}

impl Day {
    /// A shift that was just opened, a kopeck short of what was left and brought.
    pub(crate) fn open() -> Day {
        let mut day = Day { shift: Shift::new("664003/2".parse().unwrap()), events: vec![] };
        day.happens(json!({"kind": "shift.opened", "epoch": 1, "shift": 118, "day": "2026-11-23", "offset": "+08:00",
            "user": "cashier1", "carried_kopecks": 200_000, "issued_kopecks": 100_000, "counted_kopecks": 299_950,
            "last_z": 116}));
        day
    }

    /// The same after payments and all that can correct one.
    pub(crate) fn corrected() -> Day {
        let mut day = Day::open();
        let electricity = json!({"supplier": "energosbyt", "service": "electricity", "account": "АБ1204417",
            "kopecks": 81_240, "address": "ул. Ленина, 12-5", "period": "2026-10"});
        let heat = json!({"supplier": "teploset", "service": "heat", "account": "75ДА533315-01",
            "kopecks": 1_234_567, "address": "ул. Ленина, 12-5"});
        let mobile = json!({"supplier": "mobitel", "service": "mobile", "account": "9020000000", "kopecks": 50_000,
            "fee_kopecks": 750});
        let flat = json!({"supplier": "upravdom", "service": "flat", "account": "0000117718", "kopecks": 123_400});
        let cash = |kopecks| json!({"kind": "cash", "kopecks": kopecks});
        let card = |kopecks| json!({"kind": "card", "kopecks": kopecks, "reference": "632714004482"});
        day.happens(json!({"kind": "payment.taken", "receipt": "1-118-1", "lines": [electricity],
            "tenders": [{"kind": "cash", "kopecks": 81_240, "given_kopecks": 100_000}]}));
        day.happens(json!({"kind": "payment.taken", "receipt": "1-118-2", "lines": [heat, mobile],
            "tenders": [card(1_200_000), cash(85_317)], "operator": "3800000012"}));
        day.happens(
            json!({"kind": "payment.taken", "receipt": "1-118-3", "lines": [flat], "tenders": [cash(123_400)]}),
        );
        day.happens(json!({"kind": "payment.taken", "receipt": "1-118-4", "lines": [mobile],
            "tenders": [{"kind": "sbp", "kopecks": 50_750, "reference": "A6327"}], "operator": "3800000012"}));
        let more =
            json!({"supplier": "energosbyt", "service": "electricity", "account": "АБ1204418", "kopecks": 212_305});
        day.happens(
            json!({"kind": "payment.taken", "receipt": "1-118-5", "lines": [more], "tenders": [cash(212_305)]}),
        );
        day.happens(json!({"kind": "payment.voided", "receipt": "1-118-3", "lines": [flat],
            "tenders": [cash(123_400)], "reason": "введён лицевой счёт соседа", "approved_by": "super1"}));
        day.happens(json!({"kind": "payment.refunded", "receipt": "1-117-5", "shift": 118, "lines": [{"n": 2,
            "supplier": "mobitel", "service": "mobile", "account": "9020000000", "kopecks": 30_000,
            "fee_kopecks": 450}], "tenders": [cash(30_450)], "operator": "3800000012",
            "reason": "оператор не принял платёж", "approved_by": "super1"}));
        let right = json!({"supplier": "teploset", "service": "heat", "account": "75ДА533316-01",
            "kopecks": 1_234_567, "address": "ул. Ленина, 12-6"});
        day.happens(json!({"kind": "payment.moved", "receipt": "1-118-2", "n": 1, "from": heat, "to": right,
            "cash_kopecks": 82_136, "reason": "ошибка в номере квартиры"}));
        day.happens(json!({"kind": "payment.retendered", "receipt": "1-118-1", "from": cash(81_240),
            "to": card(81_240), "lines": [electricity], "reason": "платёж прошёл по карте", "approved_by": "super1"}));
        day
    }

    /// The same after all that cash does besides.
    pub(crate) fn busy() -> Day {
        let mut day = Day::corrected();
        day.happens(json!({"kind": "cash.in", "number": "1-118-c1", "reason": "bank-change", "kopecks": 1_000_000,
            "notes": "100x80,10x200", "comment": "размен по заявке", "user": "cashier1"}));
        day.happens(json!({"kind": "cash.out", "number": "1-118-c2", "reason": "counterfeit", "kopecks": 700_000,
            "notes": "5000x1,2000x1", "serials": ["АА 123456789", "ВН 987654321"], "comment": "нет водяного знака",
            "user": "cashier1", "approved_by": "super1"}));
        day.happens(json!({"kind": "cash.handed-over", "code": "664003/2-118.3-1500-42", "to": "664003/vault",
            "kopecks": 150_000, "notes": "1000x1,500x1", "user": "cashier1"}));
        day.happens(json!({"kind": "cash.accepted", "number": "1-118-c4", "code": "664003/vault-31.7-3000-17",
            "given_kopecks": 300_000, "kopecks": 290_000, "notes": "1000x2,100x9", "user": "cashier1"}));
        day.happens(json!({"kind": "cash.dropped", "number": "1-118-c5", "seal": "0047713", "account": "agents",
            "kopecks": 110_050, "notes": "500x2,100x1,0.50x1", "user": "cashier1"}));
        day.happens(json!({"kind": "bag.given", "number": "1-118-c6", "bags": [{"seal": "0047713",
            "kopecks": 110_050, "account": "agents"}, {"seal": "0047698", "kopecks": 9_812_000, "account": "own"}],
            "collector": "Петров П. П., удостоверение № 77", "user": "cashier1"}));
        day
    }

    /// A day without corrections, closed by the cashier to the kopeck.
    pub(crate) fn even() -> Day {
        let mut day = Day::busy();
        day.close(0, json!({"user": "cashier1"}));
        day
    }

    /// A day that a supervisor closed for the absent cashier, and that is short.
    pub(crate) fn short() -> Day {
        let mut day = Day::busy();
        let card = json!({"kind": "card", "slips": 1, "counted_kopecks": 1_200_000, "expected_kopecks": 1_281_240});
        let sbp = json!({"kind": "sbp", "slips": 1, "counted_kopecks": 50_750, "expected_kopecks": 50_750});
        day.close(
            -90_000,
            json!({"user": "super1", "cards": [card, sbp], "unsent": 3,
                "reason": "сдача дана с 1000 вместо 100", "counted_by": "senior1", "approved_by": "super1"}),
        );
        day
    }

    /// Adds an event; its kind stands in its body.
    pub(crate) fn happens(&mut self, mut body: Value) {
        let body = body.as_object_mut().unwrap();
        let kind = body.remove("kind").unwrap();
        let event = Event::decode(kind.as_str().unwrap(), &Value::Object(body.clone()).to_string()).unwrap();
        let seq = 140 + self.events.len() as u64;
        let at: Timestamp = "2026-11-23T01:02:08.000Z".parse().unwrap();
        let at = at.plus(chrono::TimeDelta::minutes(9 * self.events.len() as i64));
        self.shift.apply(at, &event);
        let hash16 = format!("{:016x}", seq.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        self.events.push(Recorded { seq, at, hash16, event });
    }

    fn close(&mut self, found: i64, more: Value) {
        let expected = self.shift.drawer.kopecks();
        let totals = &self.shift.open.as_ref().unwrap().totals;
        let mut left = expected + found;
        let mut notes = Count::default();
        for denomination in CashData::built_in().unwrap().denominations {
            notes.set(denomination, u32::try_from(left / denomination.kopecks()).unwrap());
            left %= denomination.kopecks();
        }
        let mut body = json!({"kind": "shift.closed", "shift": 118, "z": 117, "notes": notes.to_string(),
            "expected_kopecks": expected, "counted_kopecks": expected + found, "payments": totals.payments,
            "kopecks": totals.gross,
            "voids": totals.voids, "voided_kopecks": totals.voided, "refunds": totals.refunds.n,
            "refunded_kopecks": totals.refunds.sum, "moves": totals.moves.n, "retenders": totals.retenders.n});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.happens(body);
    }

    pub(crate) fn custody(&self) -> Custody {
        let shift = self.shift.open.clone().or(self.shift.closed.clone()).unwrap();
        Custody { shift, events: self.events.clone() }
    }

    /// The paper of the event of a kind.
    pub(crate) fn paper(&self, kind: &str, lang: Lang) -> Document {
        let recorded = self.events.iter().find(|recorded| recorded.event.kind() == kind).unwrap();
        self.paper_of(recorded, lang, None).unwrap()
    }

    pub(crate) fn paper_of(&self, recorded: &Recorded, lang: Lang, copy: Option<u32>) -> Option<Document> {
        let office = Books::new(lang);
        let receipt_of = |event: &Event| match event {
            Event::PaymentTaken(payment) => Some(payment.receipt),
            _ => None,
        };
        let about = receipt_of(&recorded.event);
        let corrected = about.or(recorded.event.corrects());
        let taken = self.events.iter().find(|it| corrected.is_some() && receipt_of(&it.event) == corrected);
        let corrections: Vec<Recorded> =
            self.events.iter().filter(|it| about.is_some() && it.event.corrects() == about).cloned().collect();
        let custody = self.custody();
        let setting = Setting {
            place: place(lang),
            names: office.names(lang),
            offset: offset(),
            taken_at: taken.map_or("2026-11-22T06:05:00.000Z".parse().unwrap(), |taken| taken.at),
            corrections: &corrections,
            shift: Some(&custody.shift),
            style: &Style::default(),
            copy,
        };
        paper(recorded, &setting)
    }

    pub(crate) fn form(&self, which: Form, seal: Option<&str>, lang: Lang) -> Result<Document, NoForm> {
        self.form_where(which, seal, Some(3), lang)
    }

    /// The strip for going home where so many entries wait for headquarters.
    pub(super) fn strip(&self, unsent: Option<u64>, lang: Lang) -> Document {
        self.form_where(Form::Strip, None, unsent, lang).unwrap()
    }

    fn form_where(&self, which: Form, seal: Option<&str>, unsent: Option<u64>, lang: Lang) -> Result<Document, NoForm> {
        let office = Books::new(lang);
        let last = self.events.last().unwrap();
        let sheet = Sheet {
            place: place(lang),
            names: office.names(lang),
            at: last.at.local(offset()),
            seq: last.seq,
            hash16: last.hash16.clone(),
            unsent,
        };
        let seal: Option<Seal> = seal.map(|seal| seal.parse().unwrap());
        form(which, &self.custody(), seal.as_ref(), &sheet)
    }
}

/// The data that names come from.
pub(crate) struct Books {
    pub(crate) catalogue: Catalogue,
    pub(crate) cash: CashData,
    pub(crate) people: BTreeMap<UserName, String>,
}

impl Books {
    pub(crate) fn new(lang: Lang) -> Books {
        let people = [
            ("cashier1", pick(lang, "Ivanova A. P.", "Иванова А. П.")),
            ("super1", pick(lang, "Petrova V. S.", "Петрова В. С.")),
            ("senior1", pick(lang, "Sidorova G. I.", "Сидорова Г. И.")),
        ];
        Books {
            catalogue: Catalogue::built_in().unwrap(),
            cash: CashData::built_in().unwrap(),
            people: people.into_iter().map(|(user, name)| (UserName::new(user).unwrap(), name)).collect(),
        }
    }

    pub(crate) fn names(&self, lang: Lang) -> Names<'_> {
        Names { catalogue: &self.catalogue, cash: &self.cash, people: &self.people, lang }
    }
}

pub(crate) fn offset() -> Offset {
    "+08:00".parse().unwrap()
}

pub(crate) fn place(lang: Lang) -> Place {
    Place {
        operator: pick(lang, "Angarsk Energy Retail JSC", "АО «Ангарская энергосбытовая компания»"),
        inn: "3800000012".to_owned(),
        office: "664003".to_owned(),
        address: Some(pick(lang, "12 Lenin St, Irkutsk", "г. Иркутск, ул. Ленина, 12")),
        desk: "2".to_owned(),
        cashier: pick(lang, "Ivanova A. P.", "Иванова А. П."),
    }
}

/// A letter of each thing that suppliers are asked for.
pub(crate) fn letters() -> [SupplierLetter; 4] {
    let electricity = || Name { en: "Electricity".to_owned(), ru: "Электроэнергия".to_owned() };
    let day = |day: &str| day.parse().unwrap();
    let line = LetterLine {
        desk: "664003/2".parse().unwrap(),
        receipt: "1-117-42".to_owned(),
        day: day("2026-11-20"),
        service: electricity(),
        account: "АБ1204417".parse().unwrap(),
        address: Some("ул. Ленина, 12-5".to_owned()),
        amount: Money::from_kopecks(1_234_567),
    };
    let first = SupplierLetter {
        operator: Operator {
            name: "АО «Ангарская энергосбытовая компания»".to_owned(), inn: "3800000012".to_owned()
        },
        supplier: "energosbyt".parse().unwrap(),
        name: Name { en: "Energosbyt".to_owned(), ru: "Энергосбыт".to_owned() },
        inn: Some("3800000012".to_owned()),
        number: 1,
        day: day("2026-11-23"),
        by: "Соколова М. И.".to_owned(),
        register: LetterRegister {
            number: 12,
            day: day("2026-11-21"),
            file: "3800000012_40702810100000000001_012_1126.txt".to_owned(),
        },
        line,
        corrected: day("2026-11-23"),
        asked: Asked::Void,
        amount: Money::from_kopecks(1_234_567),
        reason: "принято дважды".to_owned(),
    };
    let to = Asked::Move { account: "АБ1204418".parse().unwrap(), service: electricity() };
    let next = |number, asked, kopecks, reason: &str| {
        let (amount, reason) = (Money::from_kopecks(kopecks), reason.to_owned());
        SupplierLetter { number, asked, amount, reason, ..first.clone() }
    };
    let unknown = next(4, Asked::Elsewhere, 1_234_567, "не тот поставщик");
    let line = LetterLine { address: None, ..unknown.line.clone() };
    let unknown = SupplierLetter { inn: None, by: "olga".to_owned(), line, ..unknown };
    [
        first.clone(),
        next(2, Asked::Refund, 4_000, "передумал платить"),
        next(3, to, 1_234_567, "введён лицевой счёт соседа"),
        unknown,
    ]
}
