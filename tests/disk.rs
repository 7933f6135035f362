//! A full disk in the middle of the work: a clear refusal, nothing half done, and it goes on when there is room. The
//! disk is full in two ways: a limit on the size of a file, everywhere, and a small disk that is really mounted,
//! where that is allowed.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod common;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::server::{Said, Server, serves};
use common::{Ran, Till, finish, has, left_out, new_id, pay};
use serde_json::Value;

/// Where the folder to mount the small disk on is named, in a process that may mount.
const FOLDER: &str = "OKNO_TEST_DISK";
/// Runs a program that no file-size limit kills: a write beyond it fails as on a full disk.
const LIMITABLE: [&str; 4] = ["bash", "-c", "trap '' XFSZ; exec \"$@\"", "bash"];

#[test]
fn a_limit_stops_payments_whole() {
    payments(&Disk::Limit, &Till::open());
}

#[test]
fn a_small_disk_stops_payments_whole() {
    on_a_small_disk("a_small_disk_stops_payments_whole", payments);
}

#[test]
fn a_limit_keeps_the_shift_and_the_accounts() {
    close_and_import(&Disk::Limit, &Till::open());
}

#[test]
fn a_small_disk_keeps_the_shift_and_the_accounts() {
    on_a_small_disk("a_small_disk_keeps_the_shift_and_the_accounts", close_and_import);
}

#[test]
fn a_desk_under_a_limit_goes_on_by_itself() {
    const TEST: &str = "a_desk_under_a_limit_goes_on_by_itself";
    if !serves() && has("prlimit", "that a limited desk goes on") {
        open_desk_goes_on(&Disk::Limit, &Till::open(), TEST);
    }
}

#[test]
fn a_desk_on_a_small_disk_goes_on_by_itself() {
    const TEST: &str = "a_desk_on_a_small_disk_goes_on_by_itself";
    on_a_small_disk(TEST, |disk, till| open_desk_goes_on(disk, till, TEST));
}

/// A payment is recorded once its entry is durable: what follows it, a checkpoint that can't be made, does not undo
/// the answer.
#[test]
fn a_checkpoint_that_fails_refuses_no_payment() {
    const TEST: &str = "a_checkpoint_that_fails_refuses_no_payment";
    if serves() || !has("prlimit", "that a failed checkpoint refuses no payment") {
        return;
    }
    let till = Till::open();
    let mut server = Server::open(&till, &LIMITABLE, TEST);
    let take = |server: &mut Server| {
        let id = new_id();
        (id, server.pay(id, 100))
    };
    (0..100).for_each(|_| drop(take(&mut server)));
    server.idle();
    drop(take(&mut server));
    // A log so long that it is not left for an idle moment, and a file that can't grow by a page.
    let log = File::options().write(true).open(till.home.path().join("journal.db-wal")).unwrap();
    log.set_len(65 << 20).unwrap();
    limit(&server, Some(kib_of(&till.home.journal())));
    let refused = (0..30).map(|_| take(&mut server)).find_map(|(id, said)| (said != Said::Answered(id)).then_some(id));
    let refused = refused.expect("the limit stopped nothing");
    assert_eq!(till.journal().entry_of(refused).unwrap(), None, "recorded, and yet refused");
    limit(&server, None);
    assert_eq!(server.pay(refused, 100), Said::Answered(refused));
    server.end();
    till.verified();
}

/// How the disk is full.
enum Disk {
    /// No file may grow beyond so many KiB.
    Limit,
    /// A disk of 4 MiB is filled but for so many KiB.
    Small(PathBuf),
}

impl Disk {
    /// Runs the program with so much room.
    fn full(&self, room: u64, till: &Till, args: &[impl AsRef<str>]) -> Ran {
        match self {
            Disk::Limit => {
                let limited = format!("trap '' XFSZ; ulimit -f {room}; exec \"$@\"");
                finish(till.command_behind(&["bash", "-c", &limited, "bash"], args))
            }
            Disk::Small(folder) => {
                fill(folder, room);
                let ran = till.run(args);
                empty(folder);
                ran
            }
        }
    }

    /// Leaves a running desk `room` KiB for its log.
    fn squeeze(&self, room: u64, till: &Till, server: &Server) {
        match self {
            Disk::Limit => limit(server, Some(kib_of(&till.home.path().join("journal.db-wal")) + room)),
            Disk::Small(folder) => fill(folder, room),
        }
    }

    /// Makes room again.
    fn relieve(&self, server: &Server) {
        match self {
            Disk::Limit => limit(server, None),
            Disk::Small(folder) => empty(folder),
        }
    }

    /// A full disk refuses in words. To SQLite a limit is a disk that fails, as is one without room for the index of
    /// its log.
    fn assert_refused(&self, ran: &Ran, lang: &str) {
        let (full, fails) = match lang {
            "ru" => ("Диск заполнен", "Диск не принимает"),
            _ => ("The disk is full", "The disk can't be written"),
        };
        let is_said = ran.stderr.contains(full) || ran.stderr.contains(fails);
        assert!(ran.status == 1 && is_said, "{lang}: {ran:?}");
        assert_eq!(ran.stdout, "");
    }
}

/// A payment with ever more room: refused whole, then taken and not printed, then taken and printed. Opening the desk
/// is the first thing that there is no room for.
fn payments(disk: &Disk, till: &Till) {
    let (mut refused, mut unprinted) = (0, 0);
    for (n, room) in (1..).zip((0..256).step_by(4)) {
        let (id, lang) = (new_id(), if n % 2 == 0 { "ru" } else { "en" });
        let args = [pay(id, 100 + n), ["--lang", lang, "--json"].map(str::to_owned).into()].concat();
        let ran = disk.full(room, till, &args);
        let entry = till.journal().entry_of(id).unwrap();
        let queued = till.status()["unprinted"].as_u64().unwrap();
        till.verified();
        if entry.is_some() {
            assert_eq!(ran.status, 0, "recorded, and yet refused: {ran:?}");
            let said: Value = serde_json::from_str(&ran.stdout).unwrap();
            assert_eq!((&said["id"], &said["total_kopecks"]), (&id.to_string().into(), &(100 + n).into()));
            unprinted += queued;
            assert_eq!(till.run(&["print", "work", "--once"]).status, 0);
            let paper = till.home.path().join(format!("receipts/{}.txt", said["receipt"].as_str().unwrap()));
            assert!(paper.is_file() && till.status()["unprinted"] == 0);
        } else {
            disk.assert_refused(&ran, lang);
            assert_eq!(queued, 0);
            refused += 1;
        }
        assert_eq!(till.json(&pay(id, 100 + n))["repeated"], entry.is_some());
        assert_eq!(till.verified().payments, n as u64);
        if entry.is_some() && queued == 0 {
            assert!(refused > 0 && unprinted > 0, "with {room} KiB: {refused} refused, {unprinted} unprinted");
            return;
        }
    }
    panic!("no room was enough");
}

/// A close and an import, each with ever more room: as before until there is enough.
fn close_and_import(disk: &Disk, till: &Till) {
    till.json(&pay(new_id(), 81_240));
    let refused = until_done(disk, till, &["shift", "close", "--as", "cashier1", "--counted", "812.40"], |ran| {
        disk.assert_refused(ran, "en");
        assert_eq!(till.status()["shift"]["payments"], 1);
        till.verified();
    });
    assert!(refused > 0);
    assert_eq!((till.entries("shift.closed"), till.status()["shift"].is_null()), (1, true));

    let owed = || till.json(&["directory", "stats"])["suppliers"][0]["kopecks"].clone();
    let register = till.register(600, 100);
    let refused = until_done(disk, till, &till.import(&register), |ran| {
        disk.assert_refused(ran, "en");
        assert_eq!(owed(), 3 * 81_240);
        assert_eq!(till.json(&["directory", "find", "ленина 1 2"]).as_array().unwrap().len(), 1);
    });
    assert!(refused > 0);
    assert_eq!(owed(), 600 * 100);
    till.verified();
}

/// Runs a command with ever more room until it is carried out; says how often it was refused.
fn until_done(disk: &Disk, till: &Till, args: &[&str], mut refused: impl FnMut(&Ran)) -> usize {
    for (times, room) in (0..1600).step_by(16).enumerate() {
        let ran = disk.full(room, till, args);
        if ran.status == 0 {
            return times;
        }
        refused(&ran);
    }
    panic!("no room was enough for {args:?}");
}

/// A desk that stays open takes payments until there is no room, and again as soon as there is.
fn open_desk_goes_on(disk: &Disk, till: &Till, test: &str) {
    let mut server = Server::open(till, &LIMITABLE, test);
    let mut paid = 0;
    for room in [0, 10, 33, 50, 90] {
        disk.squeeze(room, till, &server);
        let refused = loop {
            assert!(paid < 200, "nothing is full");
            let id = new_id();
            if let Said::Refused(id, why) = server.pay(id, 100) {
                assert!(why.contains("disk"), "{why}");
                break id;
            }
            paid += 1;
        };
        let other = new_id();
        assert_ne!(server.pay(other, 100), Said::Answered(other));
        for id in [refused, other] {
            assert_eq!(till.journal().entry_of(id).unwrap(), None);
        }
        // Readers run while the disk is full.
        assert_eq!(till.verified().payments, paid);
        disk.relieve(&server);
        assert_eq!(server.pay(refused, 100), Said::Answered(refused));
        paid += 1;
    }
    server.end();
    assert_eq!(till.verified().payments, paid);
    till.json(&pay(new_id(), 100));
}

/// Limits how large, in KiB, a file may be that a running desk writes.
fn limit(server: &Server, kib: Option<u64>) {
    let bytes = kib.map_or("unlimited".to_owned(), |kib| (kib * 1024).to_string());
    let (process, limit) = (format!("--pid={}", server.process()), format!("--fsize={bytes}:"));
    assert!(Command::new("prlimit").args([process, limit]).status().unwrap().success());
}

/// The size of a file in KiB, rounded up; 0 where it is not.
fn kib_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len().div_ceil(1024))
}

/// Fills the disk but for `room` KiB.
fn fill(folder: &Path, room: u64) {
    let mut filler = File::create(folder.join("filler")).unwrap();
    while filler.write_all(&[0; 4096]).is_ok() {}
    let length = filler.metadata().unwrap().len();
    filler.set_len(length.saturating_sub(room * 1024)).unwrap();
}

fn empty(folder: &Path) {
    std::fs::remove_file(folder.join("filler")).unwrap();
}

/// Plays a scene on a till whose disk has 4 MiB: in a process of its own, with mounts of its own, which end with it.
fn on_a_small_disk(test: &str, scene: impl Fn(&Disk, &Till)) {
    if serves() {
        return;
    }
    let mount =
        |folder: &Path| ["mount", "-t", "tmpfs", "-o", "size=4m", "okno", folder.to_str().unwrap()].map(str::to_owned);
    if let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) {
        let [program, args @ ..] = mount(&folder);
        assert!(Command::new(program).args(args).status().unwrap().success());
        let till = Till::within(&folder);
        till.open_shift();
        return scene(&Disk::Small(folder), &till);
    }
    let folder = tempfile::tempdir().unwrap();
    let apart = |how: &str| {
        let mut command = Command::new("unshare");
        command.arg(how);
        command
    };
    // As root, and as anybody where that is allowed.
    let may = |how: &&str| apart(how).args(mount(folder.path())).output().is_ok_and(|ran| ran.status.success());
    let Some(how) = ["-m", "-rm"].into_iter().find(may) else {
        return left_out("no small disk can be mounted here: the limit on a file's size stands for it");
    };
    let mut command = apart(how);
    command.arg(std::env::current_exe().unwrap()).args([test, "--exact", "--nocapture"]).env(FOLDER, folder.path());
    let ran = finish(command);
    assert_eq!(ran.status, 0, "{}\n{}", ran.stdout, ran.stderr);
}
