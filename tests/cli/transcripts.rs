//! Whole conversations in both languages, kept as snapshots: what a person types, what Okno says, and the exit code
//! where it is not 0. Together they say every text of `cli.ftl` and every refusal that a command can meet.

use std::collections::BTreeSet;

use chrono::{TimeDelta, Utc};
use okno::desk::{Desk, Home, Options};
use okno::domain::{Action, CashData, Catalogue, Command, EntryId, Policy, Timestamp};
use uuid::Uuid;

use crate::custody_talk;
use crate::documents::documents;
use crate::messages::{patterns, says};
use crate::office::office;
use crate::scene::{LANGS, Scene, in_windows_1251};

/// A conversation: its name, and what is said in a scene of a locale.
type Conversation = (&'static str, fn(&'static str) -> String);

const CONVERSATIONS: [Conversation; 18] = [
    ("set-up", set_up),
    ("people", people),
    ("registers", registers),
    ("finding", finding),
    ("scans", scans),
    ("shift", shift),
    ("payment", payment),
    ("void-and-print", void_and_print),
    ("documents", documents),
    ("printers", printers),
    ("corrections", custody_talk::corrections),
    ("cash", custody_talk::cash),
    ("custody", custody_talk::custody),
    ("long-shifts", custody_talk::long_shifts),
    ("journal-and-doctor", journal_and_doctor),
    ("broken-home", broken_home),
    ("office", office),
    ("usage", usage),
];

/// Texts of `cli.ftl` that no conversation can bring about.
const UNSAID: [(&str, &str); 13] = [
    ("cli-print-waits", "needs a program that goes on until it is interrupted"),
    ("cli-pdf", "the fonts are compiled in, and every document is made with them"),
    ("cli-no-home", "every user of a system has a home directory"),
    ("cli-catalogue", "the data is compiled in, and its own tests hold it"),
    ("cli-settings-changed", "needs a change of okno.toml between two reads of it"),
    ("cli-pin-prompt", "needs a terminal"),
    ("cli-new-pin-prompt", "needs a terminal"),
    ("cli-new-pin-again", "needs a terminal"),
    ("cli-pins-differ", "needs a terminal"),
    ("cli-import-reading", "needs a terminal"),
    ("cli-import-writing", "needs a terminal"),
    ("cli-office-unsure", "needs a headquarters that falls silent between sign-in and order"),
    ("cli-status-unsent", "needs headquarters"),
];

/// Texts that a unit test of `src/cli` makes from constructed values, every one.
const CONSTRUCTED: [&str; 4] = ["cli-io-", "cli-damage-", "cli-scan-", "cli-payee-"];

#[test]
fn conversations_read_well_and_say_everything_that_there_is_to_say() {
    for (lang, locale) in LANGS {
        let mut said = String::new();
        for (name, conversation) in CONVERSATIONS {
            let transcript = conversation(locale);
            assert!(!transcript.contains("{$"), "a text lacks a variable:\n{transcript}");
            insta::assert_snapshot!(format!("{name}-{lang}"), transcript);
            said.push_str(&transcript);
        }
        said.push_str(&Scene::new(locale).done("okno demo --accounts 400"));
        let excused = |id: &str| {
            UNSAID.iter().any(|(unsaid, _)| *unsaid == id) || CONSTRUCTED.iter().any(|area| id.starts_with(area))
        };
        let missing: BTreeSet<String> = patterns(lang, "cli")
            .into_iter()
            .filter(|(id, pattern)| !excused(id) && !says(&said, pattern))
            .map(|(id, _)| id)
            .collect();
        assert!(missing.is_empty(), "no conversation says {missing:#?} in {lang}");
    }
}

fn set_up(locale: &'static str) -> String {
    Scene::new(locale).transcript(
        "
        okno desk status
        okno desk init --office 664003 --desk 2 --zone Irkutsk
        okno desk init --office 66/4003 --desk 2 --zone Asia/Irkutsk
        okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk --operator 'ООО Касса' --inn 380
        okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk --address ' '
        okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk --language de
        okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk
        okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk
        okno desk init --office 664003 --desk 3 --zone Asia/Irkutsk
        touch file && okno --home file desk init --office 664003 --desk 2 --zone Asia/Irkutsk
        okno --home file desk status
        okno desk status
        okno doctor
        ",
    )
}

fn printers(locale: &'static str) -> String {
    Scene::with_desk(locale).transcript(
        "
        okno print setup --profile epson-tm --to dir:bytes --columns 42
        okno print setup --to printer
        okno print setup --profile star
        okno print setup --columns 50
        okno print test
        ls home/bytes
        okno shift open --as cashier1 --float 0
        okno pay --as cashier1 --line energosbyt:АБ1204417:812.40 --cash 1000
        okno print work --once
        ls home/bytes
        okno print preview 1-1-1 --format pdf
        okno print preview 1-1-1 --format pdf --out receipt.pdf
        okno print form x --format escpos --out x.escpos
        okno print setup --profile text --to file:tape.txt
        okno print test --columns 32 && cat home/tape.txt
        ",
    )
}

fn people(locale: &'static str) -> String {
    Scene::with_desk(locale).transcript(
        "
        okno --home new desk init --office 1 --desk 1 --zone UTC && okno --home new user list
        okno user add cashier1 --role boss
        okno user add Кассир --role cashier
        OKNO_NEW_PIN=123 okno user add cashier2 --role cashier
        OKNO_NEW_PIN= okno user add cashier2 --role cashier
        okno user add admin1 --role admin
        okno user add admin1 --role supervisor --full-name 'Белых А. П.'
        okno user add cashier2 --role cashier
        okno user retire cashier2
        okno user retire cashier3
        okno user list
        OKNO_PIN= okno shift open --as cashier1 --float 0
        OKNO_PIN=1 okno shift open --as cashier1 --float 0
        OKNO_PIN=2 okno shift open --as cashier1 --float 0
        OKNO_PIN=3 okno shift open --as cashier1 --float 0
        OKNO_PIN=4 okno shift open --as cashier1 --float 0
        OKNO_PIN=5 okno shift open --as cashier1 --float 0
        okno shift open --as cashier1 --float 0
        okno shift open --as cashier2 --float 0
        ",
    )
}

fn registers(locale: &'static str) -> String {
    let scene = Scene::with_desk(locale);
    scene.write("faulty.txt", &in_windows_1251("Иванов;Ленина 1;АБ1\r\nПетров;Ленина 2;А_Б;1,005\r\n;;АБ3;-\r\n"));
    scene.write("twice.txt", &in_windows_1251("Иванов;Ленина 1;АБ1;1,00\r\nИванов;Ленина 1;аб 1;1,00\r\n"));
    let many: String = (0..1003).map(|n| format!("Иванов;Ленина 1;АБ{n}\r\n")).collect();
    scene.write("many.txt", &in_windows_1251(&many));
    scene.transcript(
        "
        okno --home new desk init --office 1 --desk 1 --zone UTC && okno --home new directory stats
        okno directory import nothing.txt --layout sber-debts --supplier energosbyt
        okno directory import home --layout sber-debts --supplier energosbyt
        okno directory import debts.txt --layout sber --supplier energosbyt
        okno directory import debts.txt --layout sber-debts --supplier energo
        okno directory import debts.txt --layout sber-debts --supplier ЭНЕРГО
        okno directory import debts.txt --layout sber-debts --supplier energosbyt --encoding cp866
        okno directory import debts.txt --layout sber-debts --supplier energosbyt --encoding utf-8
        okno directory import debts.txt --layout sber-debts --supplier energosbyt --as-of 23.11.2026
        okno directory import debts.txt --layout sber-debts --supplier energosbyt --counted-through 23.11.2026
        okno directory import faulty.txt --layout sber-debts --supplier energosbyt
        okno directory import twice.txt --layout sber-debts --supplier energosbyt
        okno directory import many.txt --layout sber-debts --supplier energosbyt 2>&1 | tail -2
        cp debts.txt 3800000020_40702810200000000002_001_1126.txt
        cp debts.txt 7700000000_40702810900000000009_001_1126.txt
        okno directory import 3800000020_40702810200000000002_001_1126.txt --layout sber-debts --supplier energosbyt
        okno directory import 7700000000_40702810900000000009_001_1126.txt --layout sber-debts --supplier energosbyt
        okno directory import debts.txt --layout sber-debts --supplier energosbyt --as-of 2026-11-01
        okno directory stats
        ",
    )
}

fn finding(locale: &'static str) -> String {
    let scene = Scene::with_desk(locale);
    let many: String = (0..60).map(|n| format!("Зверев А. А.;ул. Горная, 7-{n};Т{n:07};1,00\r\n")).collect();
    scene.write("many.txt", &in_windows_1251(&many));
    scene.transcript(
        "
        okno directory import many.txt --layout sber-debts --supplier teploset
        okno directory find 'ленина 12'
        okno directory find bdfyjd
        okno directory find ivanov
        okno directory find елкин
        okno directory find f,1204417
        okno directory find 1204418
        okno directory find сидоров
        okno directory find 'горная 7' | tail -2
        okno directory find ''
        ",
    )
}

fn scans(locale: &'static str) -> String {
    let bill = "ST00012|Name=АО|PersonalAcc=40702810100000000001|BankName=Банк|BIC=042500001\
                |CorrespAcc=30101810000000000001|PayeeINN=3800000012";
    let typed = "ЫЕ00012/Тфьу=Ч/ЗукыщтфдФсс=40702810200000000002/ИфтлТфьу=Ч/ИШС=042500001\
                 /СщккузФсс=30101810000000000001/ЗфнууШТТ=3800000020/ЗукыФсс=12041026/Ыгь=81240";
    let scene = Scene::with_desk(locale);
    scene.write("heat.txt", &in_windows_1251("Иванов А. П.;ул. Ленина, 12-4;12041026;1500,00\r\n"));
    scene.done("okno directory import heat.txt --layout sber-debts --supplier teploset");
    scene.transcript(&format!(
        "
        okno directory find '{bill}|PersAcc=АБ1204417|Sum=81240'
        okno directory find '{bill}|PersAcc=AБ 1204417|Sum=123.00|AddAmount=150'
        okno directory find '{bill}|PersAcc=АБ1204417|Sum=123.45'
        okno directory find '{bill}|PersAcc=АБ9999999|Sum=81240'
        okno directory find '{bill}|Sum=81240'
        okno directory find '{typed}'
        okno directory find '{}'
        okno directory find '{}'
        okno directory find '{}'
        okno directory find 'ST00019|Name=X'
        okno directory find 'ST00012|'
        okno directory find 3802001204102611260000812405
        okno directory find 3802001204102611260000812403
        okno directory find 3511000105346
        ",
        typed.replace("12041026", "АБ1204417"),
        bill.replace("3800000012", "7700000000"),
        bill.replace("042500001", "044525225"),
    ))
}

fn shift(locale: &'static str) -> String {
    let scene = Scene::with_desk(locale);
    long_ago(&scene, "past", TimeDelta::days(-400));
    long_ago(&scene, "future", TimeDelta::days(400));
    scene.transcript(
        "
        okno shift x
        okno shift close --as cashier1 --counted 0
        okno pay --as cashier1 --line energosbyt:АБ1204417:1 --cash 1
        okno shift open --as cashier1 --float 1e3
        okno shift open --as cashier1 --float -5
        okno shift open --as cashier1 --float '1 000,00'
        okno shift open --as super1 --float 0
        okno pay --as super1 --line energosbyt:АБ1204417:1 --cash 1
        okno pay --as cashier1 --line energosbyt:АБ1204417:100 --cash 100
        okno pay --as cashier1 --line mobitel:9025550101:300 --card 004512
        okno shift x
        okno desk status
        okno user add cashier2 --role cashier
        okno shift close --as cashier2 --counted 0
        okno shift close --as cashier2 --counted 0 --supervisor cashier1
        okno shift close --as super1 --counted '1 000,00'
        okno shift close --as super1 --witness cashier2 --counted '1 000,00'
        okno shift close --as super1 --witness cashier2 --counted '1 000,00' --reason 'не нашли'
        okno shift open --as cashier1 --float 1200 --issued 100
        okno shift close --as cashier1 --counted 1200
        okno desk status
        okno --home past shift open --as cashier1 --float 0
        OKNO_SUPERVISOR_PIN=1 okno --home past shift open --as cashier1 --float 0 --supervisor super1
        okno --home past shift open --as cashier1 --float 0 --supervisor super1
        okno --home future shift open --as cashier1 --float 0
        okno --home future doctor
        ",
    )
}

/// Records that nobody knows what the last print of an entry's document left on the paper.
fn put_in_doubt(scene: &Scene, seq: u64) {
    let home = Home::new(scene.path("home"));
    let mut desk = Desk::open(&home, options(TimeDelta::hours(12))).unwrap();
    let action = Action::RecordPrint { seq, copy: 1, unknown: Some("the paper ran out".into()) };
    let (id, at) = (EntryId::from_uuid(Uuid::now_v7()), Timestamp::new(Utc::now()));
    desk.execute(&Command { id, at, by: None, approved_by: None, witness: None, action }).unwrap();
}

/// How the scene's desk is opened in this process.
pub fn options(clock_gap: TimeDelta) -> Options {
    let desk = "664003/2".parse().unwrap();
    let (policy, cash) = (Policy { clock_gap, ..Policy::default() }, CashData::built_in().unwrap());
    Options { desk, zone: chrono_tz::Asia::Irkutsk, policy, cash, mirror: None, holder: "a test".into() }
}

/// A home whose desk was enrolled this long from now, by the clock of then.
pub fn long_ago(scene: &Scene, name: &str, away: TimeDelta) {
    let home = Home::new(scene.path(name));
    std::fs::create_dir(home.path()).unwrap();
    std::fs::copy(scene.path("home/okno.toml"), home.settings()).unwrap();
    let mut desk = Desk::set_up(&home, options(away.abs()), &Catalogue::built_in().unwrap()).unwrap();
    let (id, at) = (EntryId::from_uuid(Uuid::now_v7()), Timestamp::new(Utc::now() + away));
    let action = Action::Enrol { zone: "Asia/Irkutsk".into() };
    desk.execute(&Command { id, at, by: None, approved_by: None, witness: None, action }).unwrap();
    drop(desk);
    scene.done(&format!("okno --home {name} user add cashier1 --role cashier"));
    scene.done(&format!("okno --home {name} user add super1 --role supervisor"));
}

fn payment(locale: &'static str) -> String {
    let scene = Scene::with_desk(locale);
    scene.done("okno shift open --as cashier1 --float 0");
    let id = "0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77";
    scene.transcript(&format!(
        "
        okno pay --as cashier1 --line energosbyt:АБ1204417:10.005 --cash 1000
        okno pay --as cashier1 --line energosbyt:АБ1204417:1e3 --cash 1000
        okno pay --as cashier1 --line energosbyt:АБ1204417: --cash 1000
        okno pay --as cashier1 --line energosbyt:АБ1204417:99999999999999999999 --cash 1000
        okno pay --as cashier1 --line energosbyt:АБ1204417 --cash 1000
        okno pay --as cashier1 --line energosbyt::1 --cash 1000
        okno pay --as cashier1 --line energosbyt:АБ*1204417:1 --cash 1000
        okno pay --as cashier1 --line energosbyt:00000000000000000000000000000000000000000:1 --cash 1000
        okno pay --as cashier1 --line energosbyt:АБ1204417:1:2026-13 --cash 1000
        okno pay --as cashier1 --line Энергосбыт:АБ1204417:1 --cash 1000
        okno pay --as cashier1 --line energosbyt:АБ1204417:0 --cash 1000
        okno pay --as cashier1 --line energosbyt:АБ1204417:-5 --cash 1000
        okno pay --as cashier1 --line energo:АБ1204417:1 --cash 1000
        okno pay --as cashier1 --line energosbyt:AB1204417:1 --cash 1000
        okno pay --as cashier1 --line teploset:АБ1204417:1 --cash 1000
        okno pay --as cashier1 --line mobitel:9025550101:1 --cash 1000
        okno pay --as cashier1 --line mobitel:9025550101:50000 --cash 100000
        okno pay --as cashier1 --line energosbyt:АБ1204417:812,40 --cash 500
        okno pay --as cashier1 --line energosbyt:АБ1204417:812,40 --card ''
        okno pay --as cashier1 --line energosbyt:АБ1204417:812,40 --card 004512=900
        okno pay --as cashier1 --line energosbyt:АБ1204417:812,40 --card 004512=x
        okno pay --as cashier1 --line energosbyt:АБ1204417:812,40
        okno pay --as cashier1 --line energosbyt:АБ1204417:812,40:10.2026 --cash '1 000' --id {id}
        okno pay --as cashier1 --line energosbyt:АБ1204417:812,40:10.2026 --cash '1 000' --id {id}
        okno pay --as cashier1 --line energosbyt:АБ1204417:1,00 --cash 1 --id {id}
        okno pay --as cashier1 --line energosbyt:АБ1204417:812,40 --cash 812.4
        okno pay --as cashier1 --line mobitel:9025550101:300 --card 004512=100 --sbp 77=50 --cash 500
        okno print preview 1-1-3
        sed -i 's#^to = .*#to = \"dir:file\"#' home/okno.toml && touch home/file
        okno pay --as cashier1 --line energosbyt:АБ1204418:1 --cash 1
        okno desk status
        okno doctor
        okno print list
        okno print work --once
        sed -i 's#^to = .*#to = \"dir:receipts\"#' home/okno.toml
        okno print work --once
        okno print work --once
        okno desk status > /dev/full
        "
    ))
}

fn void_and_print(locale: &'static str) -> String {
    let scene = Scene::with_desk(locale);
    scene.done("okno shift open --as cashier1 --float 0");
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204417:812,40 --cash 1000");
    scene.done("okno pay --as cashier1 --line mobitel:9025550101:300 --card 004512");
    // Entry 6: the payment of receipt 1-1-2.
    put_in_doubt(&scene, 6);
    let id = "0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77";
    scene.transcript(&format!(
        "
        okno void 1-1 --as cashier1 --reason x
        okno void 1-1-1 --as cashier1 --reason x
        okno void 1-1-1 --as cashier1 --supervisor cashier1 --reason x
        OKNO_SUPERVISOR_PIN=1 okno void 1-1-1 --as cashier1 --supervisor super1 --reason x
        okno void 1-1-9 --as cashier1 --supervisor super1 --reason x
        okno void 1-1-1 --as cashier1 --supervisor super1 --reason ' '
        okno void 1-1-1 --as cashier1 --supervisor super1 --reason дважды --id {id}
        okno void 1-1-1 --as cashier1 --supervisor super1 --reason дважды --id {id}
        okno void 1-1-1 --as cashier1 --supervisor super1 --reason дважды
        okno void 1-1-2 --as cashier1 --supervisor super1 --reason дважды
        okno print list
        okno print copy 1-1-2
        okno desk status
        okno print resolve 1-1-2 --paper partly --as cashier1
        okno print list
        okno print copy 1-1-1
        okno print copy 1-1-9
        okno print preview 1-1-1 --columns 42
        okno print preview 1-1-1 --void --columns 32
        okno print preview 1-1-1 --columns 33
        okno print resolve 1-1-1 --paper whole --as cashier1
        okno pay --as cashier1 --line energosbyt:АБ1204418:1 --cash 1
        okno print preview 1-1-3 --void
        okno shift x
        okno shift close --as cashier1 --counted 1
        okno shift open --as cashier1 --float 1
        okno void 1-1-3 --as cashier1 --supervisor super1 --reason x
        ls home/receipts
        "
    ))
}

fn journal_and_doctor(locale: &'static str) -> String {
    let scene = Scene::with_desk(locale);
    scene.done("okno shift open --as cashier1 --float 0");
    let settings = "s|^# mirror = .*|mirror = \"stick\"|";
    scene.transcript(&format!(
        "
        okno journal list
        okno journal show 1
        okno journal show 99
        okno journal show -- -1
        okno journal verify
        okno journal rebuild
        okno journal export --format hledger
        okno journal export --format xlsx
        okno doctor
        chmod 644 home/desk.key && sed -i '{settings}' home/okno.toml
        okno doctor
        mkdir home/stick && okno pay --as cashier1 --line energosbyt:АБ1204417:1 --cash 1
        okno --home new desk init --office 1 --desk 1 --zone UTC
        echo 'mirror = \"../home/stick\"' | cat - new/okno.toml > new.toml && mv new.toml new/okno.toml
        okno --home new journal verify
        chmod 600 home/desk.key && okno user retire super1
        okno doctor
        okno user retire cashier1
        okno doctor 2>&1 | tail -2
        "
    ))
}

fn broken_home(locale: &'static str) -> String {
    let scene = Scene::with_desk(locale);
    let copies = [
        "no-key",
        "odd-key",
        "no-journal",
        "odd-journal",
        "no-directory",
        "odd-settings",
        "others",
        "bare",
        "newer",
        "empty",
    ];
    for name in copies {
        scene.done(&format!("cp -r home {name}"));
    }
    scene.write("odd-settings/okno.toml", b"office = 664003\ndesk = \"2\"\nzone \"UTC\"\n");
    let empty = rusqlite::Connection::open(scene.path("empty/directory.db")).unwrap();
    empty.execute_batch("DELETE FROM record").unwrap();
    let newer = rusqlite::Connection::open(scene.path("newer/directory.db")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    scene.done("rm -r others/okno.toml && mkdir others/okno.toml");
    scene.transcript(
        "
        okno --home odd-settings desk status
        okno --home others desk status
        printf 'office = \"\\377\"' > odd-settings/okno.toml && okno --home odd-settings desk status
        sed -i 's/^desk = .*/desk = \"3\"/' bare/okno.toml && okno --home bare desk status
        okno --home bare shift open --as cashier1 --float 0
        okno --home newer directory find иванов
        rm no-key/desk.key && okno --home no-key shift open --as cashier1 --float 0
        okno --home no-key doctor
        okno --home no-key desk init --office 664003 --desk 2 --zone Asia/Irkutsk
        okno --home no-key desk init --office 664003 --desk 2 --zone Asia/Irkutsk
        echo secret > odd-key/desk.key && okno --home odd-key shift open --as cashier1 --float 0
        rm no-journal/journal.db* && okno --home no-journal journal verify
        okno --home no-journal desk init --office 664003 --desk 2 --zone Asia/Irkutsk
        rm odd-journal/journal.db* && echo junk > odd-journal/journal.db && okno --home odd-journal journal verify
        rm no-directory/directory.db* && okno --home no-directory directory find иванов
        okno --home no-directory directory import debts.txt --layout sber-debts --supplier energosbyt
        touch no-directory/directory.db && okno --home no-directory directory find иванов
        okno --home empty pay --as cashier1 --line energosbyt:АБ1204417:1 --cash 1
        ",
    )
}

fn usage(locale: &'static str) -> String {
    Scene::with_desk(locale).transcript(
        "
        okno find
        okno pay
        okno pay --as cashier1 --cash 1 --kopecks 5
        okno pay --as cashier1 --as cashier1 --line a --cash 1
        okno --lang de desk status
        okno --home '' desk status
        okno journal show one
        okno void x --as cashier1 --reason x
        okno pay --as cashier1 --line a --cash 1 --id X
        okno pay --lang en
        okno --lang=ru pay
        ",
    )
}
