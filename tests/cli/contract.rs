//! The promises of the command line: the lines as written, the fields of JSON, exit codes, files, closed pipes.

use serde_json::{Value, json};

use crate::scene::{DEBTS, LANGS, Scene, in_windows_1251};

const EN: &str = LANGS[0].1;
const RU: &str = LANGS[1].1;

/// The value's fields that an answer must have.
pub fn has(answer: &Value, fields: &Value) {
    for (name, expected) in fields.as_object().unwrap() {
        assert_eq!(answer.get(name), Some(expected), "{name} in {answer}");
    }
}

#[test]
fn the_lines_of_a_day_work_as_written_from_an_empty_folder() {
    let scene = Scene::new(EN);
    scene.write("debts.txt", &in_windows_1251(DEBTS));
    let okno = |line: &str| scene.done(&format!("okno --home H {line}"));
    let answer = |line: &str| scene.json(&format!("okno --home H {line}"));
    okno("desk init --office 664003 --desk 2 --zone Asia/Irkutsk");
    okno("user add cashier1 --role cashier");
    okno("user add super1 --role supervisor");
    okno("directory import debts.txt --layout sber-debts --supplier energosbyt");

    let found = answer("directory find \"ленина 12\" --json");
    assert_eq!(found.as_array().unwrap().len(), 2);
    let first = json!({"account": "АБ1204417", "supplier": "energosbyt", "name": "Иванов А. П.",
        "address": "ул. Ленина, 12-4", "balance_kopecks": 81240});
    has(&found[0], &first);
    assert!(found[0]["as_of"].as_str().unwrap().ends_with('Z'));

    okno("shift open --as cashier1 --float 0");
    let paid = answer("pay --as cashier1 --line energosbyt:АБ1204417:812.40 --cash 1000 --json");
    has(&paid, &json!({"receipt": "1-1-1", "total_kopecks": 81240, "change_kopecks": 18760, "seq": 4}));
    assert_eq!((paid["id"].as_str().unwrap().len(), paid["hash"].as_str().unwrap().len()), (36, 64));
    assert_eq!(answer("directory find АБ1204417 --json")[0]["balance_kopecks"], json!(0));

    let again = format!("pay --as cashier1 --line energosbyt:АБ1204418:1,00 --cash 1 --id {} --json", NEW_ID);
    let twice = [answer(&again), answer(&again)];
    assert_eq!((&twice[0]["seq"], &twice[0]["repeated"]), (&twice[1]["seq"], &json!(false)));
    assert_eq!(twice[1]["repeated"], json!(true));
    okno(&format!("void {} --as cashier1 --supervisor super1 --reason \"taken twice\"", twice[0]["receipt"]));

    let closed = answer("shift close --as cashier1 --counted 812.40 --json");
    has(
        &closed,
        &json!({"z": 1, "expected_kopecks": 81240, "counted_kopecks": 81240, "difference_kopecks": 0, "payments": 2,
            "kopecks": 81340, "voids": 1, "voided_kopecks": 100, "net_kopecks": 81240, "tenders": {"cash": 81240}}),
    );
    assert!(okno("journal verify").starts_with("The journal is sound: "));
    let ledger = okno("journal export --format hledger");
    assert!(ledger.contains("cash:till:664003/2") && ledger.contains("= 812.40 RUB"), "{ledger}");
}

const NEW_ID: &str = "0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77";

#[test]
fn a_register_is_read_in_each_encoding_and_both_row_forms() {
    let new_form = "Иванов А. П.;75да533315;;ул. Ленина, 12-4;АБ1204417;812,40\r\n";
    let koi8 = |text: &str| encoding_rs::KOI8_R.encode(text).0.into_owned();
    let registers = [in_windows_1251(DEBTS), in_windows_1251(new_form), koi8(DEBTS), koi8(new_form), DEBTS.into()];
    for (n, register) in registers.iter().enumerate() {
        let scene = Scene::new(EN);
        scene.done("okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk");
        scene.write("debts.txt", register);
        let import = "okno directory import debts.txt --layout sber-debts --supplier energosbyt";
        // Between windows-1251 and KOI8-R nothing but the letters decides, and these rows have few.
        let koi8 = if n == 2 || n == 3 { " --encoding koi8-r" } else { "" };
        let imported = scene.json(&format!("{import}{koi8} --json"));
        let rows = if n == 1 || n == 3 { 1 } else { 3 };
        has(&imported, &json!({"rows": rows, "new": rows, "changed": 0, "unchanged": 0, "not_in_file": 0}));
        has(&scene.json("okno directory find иванов --json")[0], &json!({"address": "ул. Ленина, 12-4"}));
        let stats = scene.json("okno directory stats --json");
        has(&stats, &json!({"accounts": rows}));
        has(&stats["suppliers"][0], &json!({"supplier": "energosbyt", "kopecks": imported["kopecks"]}));
    }
}

#[test]
fn every_command_that_reports_answers_in_json() {
    let scene = Scene::with_desk(EN);
    let fields = |line: &str| -> Vec<String> {
        let answer = scene.json(&format!("okno {line} --json"));
        let object = answer.as_array().map_or(&answer, |array| &array[0]);
        object.as_object().unwrap().keys().cloned().collect()
    };
    let of_status = [
        "bags",
        "desk",
        "drawer_kopecks",
        "entries",
        "kind",
        "last_payment",
        "paused",
        "print_in_doubt",
        "shift",
        "unprinted",
        "unsent",
    ];
    assert_eq!(fields("desk status"), of_status);
    assert_eq!(fields("user list"), ["full_name", "language", "name", "retired", "role"]);
    assert_eq!(fields("user add c2 --role cashier"), ["full_name", "language", "name", "retired", "role"]);
    assert_eq!(fields("user retire c2"), ["full_name", "language", "name", "retired", "role"]);
    assert_eq!(scene.json("okno doctor --json")["faults"], json!(0));
    assert_eq!(fields("doctor"), ["faults", "findings"]);
    let opened = fields("shift open --as cashier1 --float 100");
    let of_opened = [
        "carried_kopecks",
        "counted_kopecks",
        "day",
        "difference_kopecks",
        "hash",
        "id",
        "issued_kopecks",
        "notes",
        "paused",
        "repeated",
        "seq",
        "shift",
        "user",
    ];
    assert_eq!(opened, of_opened);
    fields("pay --as cashier1 --line energosbyt:АБ1204417:1 --cash 1");
    let x = scene.json("okno shift x --json");
    has(&x, &json!({"shift": 1, "user": "cashier1", "expected_kopecks": 10100, "payments": 1, "kopecks": 100}));
    assert_eq!(fields("print copy 1-1-1"), ["printed"]);
    assert_eq!(fields("print work --once"), ["outcome", "printed"]);
    assert_eq!(fields("print setup --profile text"), ["columns", "profile", "to"]);
    assert_eq!(fields("print test"), ["printed"]);
    assert_eq!(scene.json("okno print list --json"), json!([]));
    assert_eq!(fields("print preview 1-1-1"), ["document", "lines"]);
    assert_eq!(fields("print preview 1-1-1 --format pdf --out x.pdf"), ["document", "file"]);
    let voided = fields("void 1-1-1 --as cashier1 --supervisor super1 --reason x");
    assert_eq!(voided, ["cash_kopecks", "hash", "id", "receipt", "repeated", "seq", "total_kopecks"]);
    assert_eq!(fields("journal verify"), ["entries", "head", "kopecks", "payments"]);
    assert_eq!(fields("journal list"), ["at", "body", "hash", "id", "kind", "prev", "seq"]);
    assert_eq!(fields("journal show 1"), ["at", "body", "hash", "id", "kind", "prev", "seq"]);
    assert_eq!(fields("journal rebuild"), ["entries", "shift"]);
}

#[test]
fn the_receipt_lies_in_the_folder_as_it_is_shown() {
    for (language, total) in
        [("en", "Eight hundred twelve roubles 40 kopecks"), ("ru", "Восемьсот двенадцать рублей 40 копеек")]
    {
        let scene = Scene::with_desk(EN);
        scene.done(&format!("sed -i 's/^# language = .*/language = \"{language}\"/' home/okno.toml"));
        scene.done("okno shift open --as cashier1 --float 0");
        scene.done("okno pay --as cashier1 --line energosbyt:АБ1204417:812.40 --cash 1000 | head -0");
        let receipt = std::fs::read_to_string(scene.path("home/receipts/1-1-1.txt")).unwrap();
        assert_eq!(receipt, scene.done("okno print preview 1-1-1"));
        assert!(receipt.contains(total), "{receipt}");
    }
}

#[test]
fn a_scanned_bill_is_found_in_json_with_nothing_beside_it() {
    let scene = Scene::with_desk(EN);
    let bill = "ST00012|Name=X|PersonalAcc=40702810100000000001|PayeeINN=3800000012|BIC=042500001|PersAcc=АБ1204417";
    for (bill, accounts) in [(bill.to_owned(), 1), (bill.replace("3800000012", "7700000000"), 0)] {
        let said = scene.run(&format!("okno directory find '{bill}' --json"));
        let found: Value = serde_json::from_slice(&said.stdout).unwrap();
        assert_eq!((found.as_array().unwrap().len(), said.stderr.as_slice()), (accounts, &b""[..]), "{bill}");
    }
}

#[test]
fn exit_codes_tell_refusals_from_wrong_usage() {
    let scene = Scene::with_desk(EN);
    let table = [
        (0, "okno --help"),
        (0, "okno help pay"),
        (0, "okno --version"),
        (0, "okno directory find nobody"),
        (1, "okno shift x"),
        (1, "okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk"),
        (1, "OKNO_PIN=1111 okno shift open --as cashier1 --float 0"),
        (1, "okno user retire nobody"),
        (1, "okno journal show 99"),
        (2, "okno"),
        (2, "okno find"),
        (2, "okno pay"),
        (2, "okno --lang de desk status"),
        (2, "okno shift open --as cashier1 --float 10.005"),
        (2, "OKNO_PIN= okno shift open --as cashier1 --float 0"),
        (2, "okno --home nowhere desk status"),
        (2, "okno directory import nothing.txt --layout sber-debts --supplier energosbyt"),
        (3, "okno desk status > /dev/full"),
    ];
    for (code, line) in table {
        assert_eq!(scene.code(line), code, "{line}");
    }
}

#[test]
fn nobody_who_stops_reading_is_told_off() {
    let scene = Scene::with_desk(EN);
    scene.done("okno shift open --as cashier1 --float 0");
    for n in 0..40 {
        scene.done(&format!("okno pay --as cashier1 --line energosbyt:АБ1204418:{}.00 --cash 100 | true", n + 1));
    }
    for line in ["journal list --last 99", "journal export --format csv", "directory find а", "--help"] {
        let said = scene.run(&format!("{{ okno {line}; echo $? >&2; }} | true"));
        assert_eq!(String::from_utf8_lossy(&said.stderr), "0\n", "{line}");
    }
    let printed = std::fs::read_dir(scene.path("home/receipts")).unwrap().count();
    assert_eq!(printed, 40, "a receipt is printed whether or not its answer is read");
    assert_eq!(scene.json("okno desk status --json")["shift"]["payments"], json!(40));
}

#[test]
fn the_language_is_the_options_then_the_settings_then_the_environments() {
    let scene = Scene::with_desk(RU);
    let language = |line: &str| match scene.done(line).chars().next() {
        Some('D') => "en",
        Some('К') => "ru",
        other => panic!("{other:?}"),
    };
    assert_eq!(language("okno desk status"), "ru");
    assert_eq!(language("LC_ALL=C okno desk status"), "en");
    assert_eq!(language("LC_ALL= LANG=ru_RU.UTF-8 okno desk status"), "ru");
    assert_eq!(language("okno --lang en desk status"), "en");
    scene.done("sed -i 's/^# language = .*/language = \"en\"/' home/okno.toml");
    assert_eq!(language("okno desk status"), "en");
    assert_eq!(language("okno desk status --lang=ru"), "ru");
}

#[test]
fn of_two_payments_at_once_one_is_taken_or_both_are_in_turn() {
    let scene = Scene::with_desk(EN);
    scene.done("okno shift open --as cashier1 --float 0");
    let pay = |n: u32| {
        format!("okno pay --as cashier1 --line energosbyt:АБ1204417:{n} --cash 100 >/dev/null 2>out{n}; echo $?")
    };
    let both = scene.done(&format!("({}) & ({}) & wait", pay(1), pay(2)));
    let taken = both.lines().filter(|code| *code == "0").count();
    assert!(both.lines().all(|code| code == "0" || code == "1") && taken > 0, "{both}");
    let refused = scene.done("cat out1 out2");
    assert_eq!(refused.contains("Another program works at this desk: "), taken == 1, "{refused}");
    assert_eq!(scene.json("okno desk status --json")["shift"]["payments"], json!(taken));
}

#[test]
fn a_set_up_that_was_cut_off_goes_on() {
    let scene = Scene::new(EN);
    let init = "okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk";
    scene.done(init);
    for left in ["okno.toml", "okno.toml directory.db", "okno.toml directory.db journal.db"] {
        scene.done(&format!("rm -rf cut && mkdir cut && cd home && cp {left} ../cut"));
        if left.contains("journal") {
            // The file is there, and nothing is in it yet.
            scene.done(": > cut/journal.db");
        }
        assert_eq!(scene.code("okno --home cut journal verify"), 2, "{left}");
        scene.done(&format!("{init} --home cut"));
        scene.done("okno --home cut journal verify");
    }
    assert_eq!(scene.code(init), 1);
}

#[test]
fn the_demo_fits_a_terminal_in_both_languages() {
    for (lang, locale) in LANGS {
        let said = Scene::new(locale).done("okno demo --accounts 400");
        // A sentence is broken by any terminal, a table or a paper is not to be.
        let wide = |line: &&str| line.chars().count() > 80 && !line.ends_with('.');
        assert_eq!(said.lines().filter(wide).collect::<Vec<_>>(), [""; 0], "{lang}");
        assert_eq!(said.matches("$ okno ").count(), 33, "{said}");
    }
}
