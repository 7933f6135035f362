//! Two processes at one journal: the lock and its holder, `kill -9`, and what is found afterwards.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use okno::domain::EntryId;
use okno::domain::event::PrintDone;
use okno::journal::{Journal, JournalError, Verify, Writer};

use uuid::Uuid;

use crate::scene::{Scene, desk};

/// Where the other process keeps its journal: set in its environment, and printed by it.
const OTHER: &str = "OKNO_TEST_OTHER_PROCESS";
const FULL: &str = "no room";
const READY: &str = "the other process is ready: ";

/// Not a test of its own but the other process of those below: it takes payments until it is killed.
#[test]
fn the_other_process() {
    if std::env::var_os(OTHER).is_none() {
        return;
    }
    let mut scene = Scene::new();
    println!("\n{READY}{}", scene.path().display());
    for account in 0.. {
        match scene.try_pay(account, 500) {
            Ok(entry) => println!("{}", entry.seq),
            Err(error) => {
                assert!(matches!(error, JournalError::DiskFull | JournalError::DiskFault(_)), "{error:?}");
                // Nothing is half done, and what was recorded can still be read.
                scene.writer.reopen().unwrap();
                assert_eq!(scene.writer.shift().unwrap(), scene.shift);
                assert!(scene.try_pay(account, 500).is_err());
                println!("{FULL}");
                return std::mem::forget(scene);
            }
        }
        std::io::stdout().flush().unwrap();
    }
}

/// The other process, and the lines that it prints: each the number of a payment that it was told is recorded.
struct Other {
    process: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
    journal: std::path::PathBuf,
    last: u64,
}

impl Other {
    fn start() -> Other {
        Other::run(&mut Command::new(std::env::current_exe().unwrap()))
    }

    /// Starts it with files that may not grow beyond 512 KiB, as on a disk that has no more room.
    fn start_with_little_room() -> Other {
        let little_room = "trap '' XFSZ; ulimit -f 1024; exec \"$0\" \"$@\"";
        Other::run(Command::new("sh").args(["-c", little_room]).arg(std::env::current_exe().unwrap()))
    }

    fn run(command: &mut Command) -> Other {
        let mut process = command
            .args(["--exact", "crash::the_other_process", "--nocapture"])
            .env(OTHER, "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let ready = lines.find_map(|line| line.unwrap().strip_prefix(READY).map(str::to_owned)).unwrap();
        Other { process, lines, journal: ready.into(), last: 0 }
    }

    /// Waits for the next payment.
    fn paid(&mut self) {
        self.last = self.lines.next().unwrap().unwrap().parse().unwrap();
    }

    /// Kills it as a power cut would, and gives the last payment that it was told is recorded.
    fn kill(&mut self) -> u64 {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.lines.by_ref().map_while(Result::ok).filter_map(|line| line.parse().ok()).last().unwrap_or(self.last)
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(self.journal.parent().unwrap());
    }
}

fn open(path: &Path) -> Result<Writer, JournalError> {
    Writer::open(path, &desk(), "a second writer")
}

#[test]
fn a_second_writer_is_told_who_holds_the_journal() {
    let mut other = Other::start();
    other.paid();
    let Err(JournalError::Locked { holder }) = open(&other.journal) else { panic!("two writers") };
    assert_eq!(holder, format!("the test, process {}", other.process.id()));
    let path = other.journal.clone();
    std::fs::write(path.with_extension("lock"), [0xff]).unwrap();
    assert!(matches!(open(&path), Err(JournalError::Locked { holder }) if !holder.is_empty()), "no name, but locked");
    Verify::default().run(&Journal::open(&path).unwrap()).unwrap();
    other.kill();
    open(&path).unwrap();
}

/// A reader comes first, with the write-ahead log as the killed process left it and with or without its index.
#[test]
fn after_a_kill_everything_answered_is_there_for_readers_and_the_next_writer() {
    for without_index in [false, true] {
        let mut other = Other::start();
        for _ in 0..20 {
            other.paid();
        }
        let answered = other.kill();
        let path = other.journal.clone();
        assert!(std::fs::metadata(path.with_extension("db-wal")).unwrap().len() > 0);
        if without_index {
            std::fs::remove_file(path.with_extension("db-shm")).unwrap();
        }
        let reader = Journal::open(&path).unwrap();
        let found = Verify::default().run(&reader).unwrap();
        assert!(found.entries == answered || found.entries == answered + 1, "{found:?}, {answered} answered");
        let mut writer = open(&path).unwrap();
        assert_eq!(writer.last_seq().unwrap(), found.entries);
        assert_eq!(writer.last_payment().unwrap().unwrap().1.receipt, found.last_receipt.unwrap());
        writer.checkpoint().unwrap();
        drop(writer);
        assert_eq!(Verify::default().run(&reader).unwrap(), found);
    }
}

#[test]
fn without_room_nothing_is_half_done_and_it_goes_on_when_there_is_some() {
    let mut other = Other::start_with_little_room();
    let told: Vec<String> = other.lines.by_ref().map(Result::unwrap).take_while(|line| line != FULL).collect();
    let answered = told.last().unwrap().parse::<u64>().unwrap();
    assert!(other.process.wait().unwrap().success());
    let mut writer = open(&other.journal).unwrap();
    assert_eq!(Verify::default().run(&writer).unwrap().entries, answered);
    let (entry, id) = (writer.entry(answered).unwrap().unwrap(), EntryId::from_uuid(Uuid::from_u128(u128::MAX)));
    let printed = PrintDone { seq: answered, copy: 0 }.into();
    assert_eq!(writer.append(id, entry.at, &printed).unwrap().seq, answered + 1);
}
