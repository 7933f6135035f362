//! The promises of the commands about cash and about what mends a payment: their fields in JSON, what is recorded once
//! or not at all, and what leaves the drawer with a close.

use okno::desk::{Desk, Home};
use okno::domain::{Action, Actor, Command, Count, EntryId, Role, Timestamp};
use serde_json::{Value, json};

use crate::contract::has;
use crate::scene::{LANGS, Scene};
use crate::transcripts::options;

const EN: &str = LANGS[0].1;
const ID: &str = "0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77";

/// A till with an open shift and 2,000 roubles of change money; `cashier2` and a vault in the home `vault` are there.
fn till() -> Scene {
    let scene = Scene::with_desk(EN);
    scene.done("okno user add cashier2 --role cashier");
    scene.done("okno --home vault desk init --office 664003 --desk vault --zone Asia/Irkutsk --kind vault");
    scene.done("okno --home vault user add super1 --role supervisor");
    scene.done("okno shift open --as cashier1 --float 2000");
    scene
}

impl Scene {
    /// The JSON of a line at the till.
    fn okno(&self, line: &str) -> Value {
        self.json(&format!("okno {line} --json"))
    }

    /// How many entries the till's journal has.
    fn entries(&self) -> u64 {
        self.okno("journal verify")["entries"].as_u64().unwrap()
    }

    /// The kinds of the till's last entries, oldest first.
    fn last_kinds(&self, last: usize) -> Vec<String> {
        let entries = self.okno(&format!("journal list --last {last}"));
        let kinds = entries.as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap().to_owned());
        kinds.collect()
    }

    /// The kinds of the till's entries but for what became of papers.
    fn kinds(&self) -> Vec<String> {
        self.last_kinds(99)
            .into_iter()
            .filter(|kind| !kind.starts_with("print.") && !kind.starts_with("user."))
            .collect()
    }
}

#[test]
fn cash_that_is_no_payment_answers_in_json() {
    let scene = till();
    let moved = scene.okno("cash in --reason bank-change --count 100x3,50x4 --comment 'for the fair' --as cashier1");
    let fields = json!({"number": "1-1-c1", "reason": "bank-change", "kopecks": 50_000, "notes": "100x3,50x4",
        "comment": "for the fair", "user": "cashier1", "approved_by": null, "drawer_kopecks": 250_000,
        "repeated": false});
    has(&moved, &fields);
    assert_eq!((moved["id"].as_str().unwrap().len(), moved["hash"].as_str().unwrap().len()), (36, 64));
    let moved = scene.okno("cash out --reason counterfeit --sum 1000 --serial АА1 --serial АА2 --as cashier1");
    has(
        &moved,
        &json!({"number": "1-1-c2", "kopecks": 100_000, "serials": ["АА1", "АА2"], "comment": null, "notes": null,
            "drawer_kopecks": 150_000}),
    );
    let bag = scene.okno("cash drop --seal д-77 --account agents --count 500x1 --as cashier1");
    has(
        &bag,
        &json!({"number": "1-1-c3", "seal": "Д-77", "account": "agents", "kopecks": 50_000, "notes": "500x1",
            "user": "cashier1", "drawer_kopecks": 100_000}),
    );
    let given = scene.okno("cash give --seal Д-77 --collector 'Зверев, 25 01 123456' --as cashier1");
    has(
        &given,
        &json!({"number": "1-1-c4", "bags": [{"seal": "Д-77", "account": "agents", "kopecks": 50_000}],
            "total_kopecks": 50_000, "collector": "Зверев, 25 01 123456", "user": "cashier1"}),
    );
    let reasons = scene.okno("cash reasons");
    let expense = json!({"code": "expense", "name": {"en": "Expense of the office", "ru": "Расходы офиса"},
        "direction": "out", "supervisor": true, "own_money": true, "serials": false});
    assert!(reasons["reasons"].as_array().unwrap().contains(&expense), "{reasons}");
    has(&reasons["accounts"][0], &json!({"code": "own", "ownership": "own"}));
    assert_eq!(reasons["denominations_kopecks"][0], 500_000);
}

#[test]
fn a_hand_over_is_accepted_at_the_desk_that_it_is_for_and_no_other() {
    let scene = till();
    let given = scene.okno("cash hand-over --to vault --count 500x3 --as cashier1");
    has(
        &given,
        &json!({"to": "664003/vault", "kopecks": 150_000, "notes": "500x3", "number": "1-1-c1", "user": "cashier1",
            "received_by": null, "drawer_kopecks": 50_000}),
    );
    let code = given["code"].as_str().unwrap();
    assert!(code.starts_with("664003/2-1.1-1500-"), "{code}");
    scene.done("okno --home vault shift open --as super1 --float 0");
    let accept = |line: &str| format!("okno --home vault cash accept {line} --as super1");
    assert_eq!(scene.code(&accept(&format!("{code} --sum 1600"))), 1, "more than was given");
    assert_eq!(scene.code(&format!("okno cash accept {code} --sum 1500 --as cashier1")), 1, "not for the giver");
    let short = code.strip_prefix("664003/").unwrap();
    let accepted = scene.json(&format!("{} --json", accept(&format!("{short} --sum 1450"))));
    has(
        &accepted,
        &json!({"code": code, "from": "664003/2", "given_kopecks": 150_000, "kopecks": 145_000,
            "missing_kopecks": 5_000, "number": "1-1-c1", "user": "super1", "drawer_kopecks": 145_000}),
    );
    assert_eq!(scene.code(&accept(&format!("{code} --sum 50"))), 1, "accepted before");
    let signed = scene.okno("cash hand-over --to 664003/vault --sum 100 --receiver super1 --as cashier1");
    has(&signed, &json!({"received_by": "super1"}));
    let wrong = "OKNO_WITNESS_PIN=1111 okno cash hand-over --to vault --sum 100 --receiver super1 --as cashier1";
    assert_eq!(scene.code(wrong), 1, "the receiver's own PIN is asked for");
}

#[test]
fn what_mends_a_payment_answers_in_json() {
    let scene = till();
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204417:100 --line mobitel:9025550101:300 --cash 1000");
    let by = "--as cashier1 --supervisor super1 --reason wrong";
    let moved = scene.okno(&format!("move 664003/2:1-1-1 --line 1 --to energosbyt:electricity@АБ1204418 {by}"));
    let account = |number: &str| json!({"supplier": "energosbyt", "service": "electricity", "account": number});
    has(
        &moved,
        &json!({"receipt": "1-1-1", "line": 1, "kopecks": 10_000, "from": account("АБ1204417"),
            "to": account("АБ1204418"), "repeated": false}),
    );
    let retendered = scene.okno(&format!("retender 1-1-1 --to card:004512 {by}"));
    let fields = json!({"receipt": "1-1-1", "from": "cash", "to": "card", "reference": "004512"});
    has(&retendered, &fields);
    assert_eq!(retendered["kopecks"], scene.okno("shift x")["tenders"]["card"]);
    scene.done(&format!("okno retender 1-1-1 --from card --to cash {by}"));
    let drawer = scene.okno("desk status")["drawer_kopecks"].as_i64().unwrap();
    scene.okno(&format!("shift close --as cashier1 --counted {}.{:02}", drawer / 100, drawer % 100));
    scene.done(&format!("okno shift open --as cashier1 --float {}.{:02}", drawer / 100, drawer % 100));
    let part = scene.okno(&format!("refund 1-1-1 --line 1:40 {by}"));
    let line = json!({"n": 1, "supplier": "energosbyt", "service": "electricity", "account": "АБ1204418",
        "kopecks": 4_000, "fee_kopecks": 0});
    has(
        &part,
        &json!({"receipt": "1-1-1", "lines": [line], "total_kopecks": 4_000, "cash_kopecks": 4_000,
            "tenders": [{"kind": "cash", "kopecks": 4_000, "reference": null}]}),
    );
    assert_eq!(scene.code(&format!("okno refund 1-1-1 --line 1:60.01 {by}")), 1, "no more than remains");
    let rest = scene.okno(&format!("refund 1-1-1 {by}"));
    assert_eq!(rest["lines"].as_array().unwrap().len(), 2);
    assert_eq!(scene.okno("shift x")["refunds"], 2);
    assert_eq!(scene.code(&format!("okno refund 664003/3:1-1-1 {by}")), 1, "another desk's");
}

#[test]
fn each_command_executed_twice_with_its_id_is_recorded_once() {
    let scene = till();
    for n in 1..=3 {
        scene.done(&format!("okno pay --as cashier1 --line energosbyt:АБ1204417:10{n} --cash 1000"));
    }
    let by = "--as cashier1 --supervisor super1";
    let twice = |n: u8, line: &str| {
        let line = format!("{line} {by} --id {}", ID.replace("8a77", &format!("8a{n:02}")));
        let first = scene.okno(&line);
        let (entries, drawer) = (scene.entries(), scene.okno("desk status")["drawer_kopecks"].clone());
        let second = scene.okno(&line);
        assert_eq!((&first["repeated"], &second["repeated"]), (&json!(false), &json!(true)), "{line}");
        assert_eq!((&first["seq"], &first["hash"]), (&second["seq"], &second["hash"]), "{line}");
        assert_eq!(scene.entries(), entries, "{line}");
        assert_eq!(scene.okno("desk status")["drawer_kopecks"], drawer, "{line}");
        first
    };
    twice(1, "void 1-1-1 --reason x");
    twice(2, "move 1-1-2 --line 1 --to energosbyt:АБ1204418 --reason x");
    twice(3, "retender 1-1-2 --to card:1 --reason x");
    twice(4, "cash in --reason found --sum 5");
    twice(5, "cash out --reason expense --sum 5");
    twice(6, "cash hand-over --to vault --sum 50");
    twice(7, "cash drop --seal 1 --account own --sum 50");
    twice(8, "cash give --seal 1 --collector x");
    twice(9, "shift count --counted 5");
    twice(10, "shift pause");
    twice(11, "shift resume --counted 2008");
    let closed = twice(12, "shift close --counted 2008 --to-vault vault:1008 --bag 2:agents:500");
    has(&closed, &json!({"counted_kopecks": 200_800, "left_kopecks": 50_000, "difference_kopecks": 0}));
    twice(13, "shift open --float 500");
    twice(14, "refund 1-1-3 --reason x");
    let code = scene.okno("--home vault shift open --as super1 --float 100")["shift"].clone();
    assert_eq!(code, 1);
    let given = scene.json("okno --home vault cash hand-over --to 2 --sum 100 --as super1 --json");
    twice(15, &format!("cash accept {} --sum 100", given["code"].as_str().unwrap()));
}

#[test]
fn a_plain_close_is_one_entry_and_says_what_it_said() {
    let scene = till();
    scene.done("okno pay --as cashier1 --line mobitel:9025550101:300 --card 004512");
    let entries = scene.entries();
    let closed = scene.okno("shift close --as cashier1 --counted 2000 --card card:1:304.50");
    assert_eq!(scene.last_kinds(2), ["shift.closed", "print.done"]);
    assert_eq!(scene.entries(), entries + 2);
    let card = json!({"kind": "card", "slips": 1, "counted_kopecks": 30_450, "expected_kopecks": 30_450});
    has(
        &closed,
        &json!({"z": 1, "shift": 1, "user": "cashier1", "expected_kopecks": 200_000, "counted_kopecks": 200_000,
            "difference_kopecks": 0, "left_kopecks": 200_000, "payments": 1, "kopecks": 30_450, "voids": 0,
            "voided_kopecks": 0, "net_kopecks": 30_450, "fees_kopecks": 450, "tenders": {"card": 30_450},
            "slips": {"card": 1}, "cards": [card], "notes": null, "reason": null, "counted_by": null,
            "approved_by": null, "handed_over": null, "dropped": [], "office_cash_kopecks": 0, "refunds": 0,
            "refunded_kopecks": 0, "moves": 0, "moved_kopecks": 0, "retenders": 0, "retendered_kopecks": 0,
            "own_cash_kopecks": 0, "agents_cash_kopecks": 0, "bags": [], "first_receipt": "1-1-1",
            "last_receipt": "1-1-1", "flow": [{"row": "issued", "reason": null, "kopecks": 200_000}]}),
    );
    let mut z = scene.okno("shift z 1");
    assert_eq!(z, scene.okno("shift z"), "the last one where none is named");
    for (name, value) in z.as_object_mut().unwrap() {
        assert_eq!(closed.get(name), Some(&*value), "{name}");
    }
    assert_eq!((scene.code("okno shift z 2"), scene.code("okno shift z 0")), (1, 1));
}

#[test]
fn a_close_sends_the_money_away_first_and_the_z_has_what_stays() {
    let scene = till();
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204417:5000 --cash 5000");
    let closed = scene.okno(
        "shift close --as cashier1 --count 5000x1,500x3,100x4,50x2 --bag 77:own:100x1 --bag 78:agents:100 \
         --to-vault vault:5000x1 --witness super1",
    );
    let kinds = scene.kinds();
    let of_close = ["cash.counted", "cash.dropped", "cash.dropped", "cash.handed-over", "shift.closed"];
    assert_eq!(kinds[kinds.len() - 5..], of_close);
    has(
        &closed,
        &json!({"expected_kopecks": 700_000, "counted_kopecks": 700_000, "difference_kopecks": 0,
            "left_kopecks": 180_000, "bags": [{"account": "agents", "bags": 1, "kopecks": 10_000},
                {"account": "own", "bags": 1, "kopecks": 10_000}]}),
    );
    has(&closed["handed_over"], &json!({"to": "664003/vault", "kopecks": 500_000, "received_by": "super1"}));
    has(&closed["dropped"][1], &json!({"seal": "78", "account": "agents", "kopecks": 10_000, "notes": null}));
    let z = scene.okno("shift z");
    has(&z, &json!({"expected_kopecks": 180_000, "counted_kopecks": 180_000, "left_kopecks": 180_000}));
    assert_eq!(z["notes"], json!(null), "a part went by its sum alone: nobody knows which notes stay");
    scene.done("okno shift open --as cashier1 --float 1800");
    let all = scene.okno("shift close --as cashier1 --count 500x3,100x3 --to-vault vault");
    has(&all, &json!({"left_kopecks": 0, "notes": ""}));
    has(&all["handed_over"], &json!({"notes": "500x3,100x3", "kopecks": 180_000}));
}

#[test]
fn a_close_that_cannot_be_whole_records_nothing() {
    let scene = till();
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204417:5000 --cash 5000");
    scene.done("okno cash drop --seal 1 --account own --sum 100 --as cashier1");
    let entries = scene.entries();
    for (code, line) in [
        (1, "--counted 6000 --to-vault vault"),
        (1, "--counted 6900 --to-vault vault:6900.01"),
        (1, "--counted 6900 --to-vault 664003/2:100"),
        (1, "--counted 6900 --to-vault vault:5000 --bag 2:own:2000"),
        (1, "--counted 6900 --to-vault vault:0"),
        (1, "--counted 6900 --bag 1:own:100"),
        (1, "--counted 6900 --bag 2:own:100 --bag 2:own:100"),
        (1, "--counted 6900 --bag 2:mine:100"),
        (1, "--counted 6900 --card visa:1:100 --bag 2:own:100"),
        (1, "--count 5000x1,1000x1,100x9 --to-vault vault:5000x2"),
        (2, "--counted 6900 --to-vault va_ult:100"),
        (2, "--counted 6900 --to-vault vault:100,5,5"),
        (2, "--counted 6900 --bag 2:100"),
        (2, "--counted 6900 --card card:100"),
        (2, "--to-vault vault"),
    ] {
        assert_eq!(scene.code(&format!("okno shift close --as cashier1 {line}")), code, "{line}");
        assert_eq!(scene.entries(), entries, "{line}");
    }
    scene.done("okno shift close --as cashier1 --counted 6000 --to-vault vault --reason 'a note too few'");
    assert_eq!(scene.okno("shift z")["reason"], "a note too few");
}

#[test]
fn a_close_that_was_cut_off_goes_on_under_its_id() {
    let scene = till();
    let id: EntryId = ID.parse().unwrap();
    let counted: Count = "1000x1,500x2".parse().unwrap();
    let count = Action::CountCash { counted: counted.into(), cards: vec![], blind: false };
    let cash = "1000x1".parse::<Count>().unwrap().into();
    let hand_over = Action::HandOver { to: "664003/vault".parse().unwrap(), cash };
    let mut desk = Desk::open(&Home::new(scene.path("home")), options(chrono::TimeDelta::hours(12))).unwrap();
    for (step, action) in [("count", count), ("hand-over", hand_over)] {
        let by = Some(Actor { user: "cashier1".parse().unwrap(), role: Role::Cashier });
        let (id, at) = (id.along(step), Timestamp::new(chrono::Utc::now()));
        desk.execute(&Command { id, at, by, approved_by: None, witness: None, action }).unwrap();
    }
    drop(desk);
    let line = format!("shift close --as cashier1 --count 1000x1,500x2 --to-vault vault:1000x1 --id {ID}");
    let [first, second] = [scene.okno(&line), scene.okno(&line)];
    has(&first, &json!({"counted_kopecks": 200_000, "left_kopecks": 100_000, "notes": "500x2", "repeated": false}));
    assert_eq!(first["handed_over"]["kopecks"], 100_000);
    assert_eq!(scene.kinds().iter().filter(|kind| *kind == "cash.handed-over").count(), 1);
    scene.done("okno shift open --as cashier1 --float 1000");
    let third = scene.okno(&line);
    assert_eq!((&second["seq"], &second["repeated"]), (&first["seq"], &json!(true)));
    for name in ["seq", "counted_kopecks", "left_kopecks", "handed_over", "flow"] {
        assert_eq!(third[name], first[name], "the next shift changes nothing: {name}");
    }
}

#[test]
fn a_shared_drawer_counts_nothing_and_gives_its_sum_to_the_office() {
    let scene = Scene::with_desk(EN);
    scene.done("rm -r home && okno desk init --office 1 --desk 1 --zone UTC --drawer shared");
    scene.done("okno user add cashier1 --role cashier && okno user add super1 --role supervisor");
    scene.done("sed -i 's/^sums = .*/sums = false/' home/okno.toml");
    assert_eq!(scene.code("okno shift open --as cashier1 --float 5"), 1);
    scene.done("okno shift open --as cashier1");
    scene.done("okno pay --as cashier1 --line mobitel:9025550101:300 --cash 1000");
    let taken = scene.okno("desk status")["drawer_kopecks"].as_i64().unwrap();
    for line in ["shift count --counted 5", "shift close --counted 5"] {
        assert_eq!(scene.code(&format!("okno {line} --as cashier1")), 1, "{line}");
    }
    scene.done("okno shift pause --as cashier1 && okno shift resume --as cashier1");
    let line = format!("shift close --as cashier1 --bag 5:agents:100 --id {ID}");
    let closed = scene.okno(&line);
    has(
        &closed,
        &json!({"expected_kopecks": taken, "counted_kopecks": taken, "difference_kopecks": 0, "left_kopecks": 0,
            "office_cash_kopecks": taken - 10_000}),
    );
    let kinds = scene.kinds();
    assert_eq!(kinds[kinds.len() - 3..], ["cash.dropped", "cash.out", "shift.closed"]);
    scene.done("okno shift open --as cashier1");
    scene.done("okno pay --as cashier1 --line mobitel:9025550101:300 --cash 1000");
    let again = scene.okno(&line);
    assert_eq!((&again["repeated"], &again["office_cash_kopecks"]), (&json!(true), &closed["office_cash_kopecks"]));
    let absent = scene.okno("shift close --as super1 --witness cashier1");
    has(&absent, &json!({"left_kopecks": taken, "office_cash_kopecks": 0, "approved_by": "super1"}));
}

#[test]
fn an_absent_cashiers_shift_is_closed_by_two_people() {
    let alone = ["--as super1", "--as cashier2", "--as cashier2 --witness super1", "--as super1 --witness super1"];
    for two in ["--as super1 --witness cashier2", "--as cashier2 --supervisor super1"] {
        let scene = till();
        for line in alone {
            assert_eq!(scene.code(&format!("okno shift close --counted 2000 {line}")), 1, "{line}");
        }
        assert_eq!(scene.code(&format!("okno shift close --counted 2000 --to-vault vault {two}")), 1, "{two}");
        let closed = scene.okno(&format!("shift close --counted 2000 {two}"));
        has(&closed, &json!({"approved_by": "super1", "counted_by": "cashier2"}));
        assert!(!scene.kinds().contains(&"cash.counted".to_owned()));
    }
}

#[test]
fn a_pause_seals_the_drawer_and_a_count_takes_it_back() {
    let scene = till();
    let paused = scene.okno("shift pause --seal 5 --as cashier1");
    has(&paused, &json!({"shift": 1, "user": "cashier1", "sealed_kopecks": 200_000, "seal": "5", "approved_by": null}));
    let status = scene.okno("desk status");
    has(&status, &json!({"shift": null, "kind": "till", "bags": [], "drawer_kopecks": 0}));
    has(&status["paused"][0], &json!({"shift": 1, "cashier": "cashier1", "sealed_kopecks": 200_000, "seal": "5"}));
    let opened = scene.okno("shift open --as cashier2 --count 50x2");
    has(&opened, &json!({"shift": 2, "notes": "50x2", "paused": [1], "counted_kopecks": 10_000}));
    scene.done("okno shift close --as cashier2 --counted 100");
    assert_eq!(scene.code("okno shift resume --as cashier2 --counted 2100"), 1, "it is another's");
    let resumed = scene.okno("shift resume --as super1 --supervisor super1 --shift 1 --counted 2095");
    has(
        &resumed,
        &json!({"shift": 1, "user": "super1", "sealed_kopecks": 200_000, "carried_kopecks": 10_000,
            "counted_kopecks": 209_500, "difference_kopecks": -500, "approved_by": "super1"}),
    );
    has(&scene.okno("shift x"), &json!({"shift": 1, "user": "cashier1", "expected_kopecks": 209_500}));
    has(&scene.okno("desk status")["shift"], &json!({"shift": 1, "cashier": "cashier1"}));
}

#[test]
fn a_blind_count_says_nothing_of_what_should_be_there() {
    let scene = till();
    scene.done("sed -i 's/^blind = .*/blind = true/' home/okno.toml");
    scene.done("okno pay --as cashier1 --line mobitel:9025550101:300 --card 004512");
    let blind = scene.okno("shift count --count 1000x2 --card card:2:400 --as cashier1");
    let card = json!({"kind": "card", "slips": 2, "counted_kopecks": 40_000, "expected_kopecks": null});
    has(
        &blind,
        &json!({"shift": 1, "user": "cashier1", "counted_kopecks": 200_000, "expected_kopecks": null,
            "difference_kopecks": null, "notes": "1000x2", "blind": true, "cards": [card]}),
    );
    assert_eq!(scene.done("okno shift count --counted 1990 --as cashier1"), "Counted 1,990.00.\n");
    let seen = scene.okno("shift count --counted 1990 --as super1");
    has(&seen, &json!({"blind": false, "expected_kopecks": 200_000, "difference_kopecks": -1_000}));
    let asked = scene.okno("shift count --counted 1990 --blind --as super1");
    has(&asked, &json!({"blind": true, "expected_kopecks": null}));
}

#[test]
fn what_is_counted_blind_is_told_to_no_reader_before_the_count() {
    let scene = till();
    scene.done("sed -i 's/^blind = .*/blind = true/' home/okno.toml");
    for reader in ["okno desk status", "okno cash holders"] {
        let said = scene.done(reader);
        assert!(said.contains("***") && !said.contains("2,000.00"), "{said}");
    }
    for refused in ["okno shift x", "okno print form x", "okno print form strip", "okno print form receipts"] {
        assert_eq!(scene.code(refused), 1, "{refused}");
    }
    assert_eq!(scene.code("okno shift why --counted 1990"), 1);
    assert_eq!(scene.okno("shift x")["expected_kopecks"], 200_000, "programs are told");
    assert_eq!(scene.okno("desk status")["drawer_kopecks"], 200_000);
    assert_eq!(scene.okno("cash holders")["total_kopecks"], 200_000);
    scene.done("okno shift count --counted 1990 --as cashier1");
    for reader in ["okno shift x", "okno cash holders", "okno print form x"] {
        assert!(scene.done(reader).contains("2,000.00"), "{reader}");
    }
    assert!(scene.done("okno shift why --counted 1990").contains("10.00"));
    scene.done("okno shift pause --as cashier1");
    for reader in ["okno desk status", "okno cash holders"] {
        let said = scene.done(reader);
        assert!(!said.contains("2,000.00"), "{said}");
    }
}

#[test]
fn the_holders_have_all_of_the_cash_and_are_read_beside_a_writer() {
    let scene = till();
    scene.done("okno cash drop --seal 77 --account own --sum 100 --as cashier1");
    scene.done("okno cash hand-over --to vault --sum 300 --as cashier1");
    scene.done("okno cash hand-over --to vault --sum 200 --as cashier1 --receiver super1");
    scene.done("okno shift pause --seal 5 --as cashier1");
    scene.done("okno shift open --as cashier2 --float 50");
    let desk = Desk::open(&Home::new(scene.path("home")), options(chrono::TimeDelta::hours(12))).unwrap();
    assert_eq!(scene.code("okno shift pause --as cashier2"), 1, "the desk is held");
    let held = scene.okno("cash holders");
    drop(desk);
    let [drawer, paused, sent, signed, bag] = held["holders"].as_array().unwrap().as_slice() else { panic!("{held}") };
    has(drawer, &json!({"place": "drawer", "shift": 2, "user": "cashier2", "kopecks": 5_000}));
    has(paused, &json!({"place": "paused", "shift": 1, "user": "cashier1", "seal": "5", "kopecks": 140_000}));
    let transit = json!({"place": "transit", "to": "664003/vault", "given_by": "cashier1"});
    has(sent, &transit);
    has(sent, &json!({"user": "cashier1", "received_by": null, "kopecks": 30_000}));
    has(signed, &transit);
    has(signed, &json!({"user": "super1", "received_by": "super1", "kopecks": 20_000}));
    has(bag, &json!({"place": "bag", "seal": "77", "account": "own", "user": null, "kopecks": 10_000}));
    let of_all = json!({"desk": "664003/2", "total_kopecks": 205_000, "earlier_hand_overs": 0, "earlier_kopecks": 0});
    has(&held, &of_all);
    scene.done("okno shift close --as cashier2 --counted 50");
    scene.done("okno shift resume --as cashier1 --counted 1450 && okno shift close --as cashier1 --counted 1450");
    scene.done("okno cash give --seal 77 --collector x --as cashier1 || okno shift open --as cashier1 --float 1450");
    let later = scene.okno("cash holders");
    has(&later, &json!({"total_kopecks": 155_000, "earlier_hand_overs": 2, "earlier_kopecks": 50_000}));
    has(&scene.okno("cash holders --all"), &json!({"total_kopecks": 205_000, "earlier_hand_overs": 0}));
}

#[test]
fn a_vault_is_set_up_as_one_and_takes_no_payments() {
    let scene = till();
    let status = scene.json("okno --home vault desk status --json");
    has(&status, &json!({"desk": "664003/vault", "kind": "vault"}));
    scene.done("okno --home vault doctor");
    scene.done("okno --home vault shift open --as super1 --float 0");
    assert_eq!(scene.code("okno --home vault pay --as super1 --line mobitel:9025550101:1 --cash 1"), 1);
    assert_eq!(scene.code("okno --home x desk init --office 1 --desk 1 --zone UTC --kind safe"), 2);
    assert_eq!(scene.code("okno --home x desk init --office 1 --desk 1 --zone UTC --drawer theirs"), 2);
    scene.done("sed -i 's/^kind = .*/kind = \"till\"/' vault/okno.toml");
    assert_eq!(scene.code("okno --home vault doctor"), 1, "the journal says that it is a vault");
}

#[test]
fn a_void_below_the_set_sum_needs_no_supervisor() {
    let scene = till();
    scene.done("sed -i 's/^voids = .*/voids = \"500\"/' home/okno.toml");
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204417:499 --cash 499");
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204418:500 --cash 500");
    scene.done("okno void 664003/2:1-1-1 --as cashier1 --reason x");
    assert_eq!(scene.code("okno void 1-1-2 --as cashier1 --reason x"), 1);
    scene.done("okno void 1-1-2 --as cashier1 --supervisor super1 --reason x");
}
