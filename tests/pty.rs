//! The program in a real pseudo-terminal: what a terminal sends and shows, signals, kills and panics.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.
#![cfg(unix)]

mod common;

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Utc;
use common::has;
use common::printer::{Mood, Printer};
use okno::cli::demo::home;
use okno::desk::{Home, View};
use okno::domain::{EntryId, Event, Timestamp};
use okno::lang::Lang;
use okno::settings::{self, Settings, Target};
use okno::tui::Stamp;
use okno::tui::runtime::terminal::Taken;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;
use uuid::Uuid;

/// A small town: flats 1 to 12 of the houses 1 to 10 in one street.
const ACCOUNTS: usize = 600;
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two keys: a person's, not a scanner's.
const PERSON: Duration = Duration::from_millis(50);

/// The program in a terminal of its own.
struct Pty {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    output: thread::JoinHandle<()>,
}

impl Pty {
    fn start(program: &str, args: &[&str], env: &[(&str, &str)]) -> Pty {
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "ru_RU.UTF-8");
        env.iter().for_each(|(name, value)| command.env(name, value));
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(24), cells(80), 500)));
        let (mut output, seen) = (pair.master.try_clone_reader().unwrap(), screen.clone());
        let output = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                seen.lock().unwrap().process(&bytes[..count]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Pty { master: pair.master, keys, child, screen, output }
    }

    /// The till of a home, at sign-in.
    fn till(home: &Path) -> Pty {
        Pty::till_with(home, &[])
    }

    /// The till in an environment, at sign-in. No file-size limit kills it: a write beyond one fails as on a full disk.
    fn till_with(home: &Path, env: &[(&str, &str)]) -> Pty {
        let program = ["-c", "trap '' XFSZ; exec \"$@\"", "bash", env!("CARGO_BIN_EXE_okno")];
        let args = [&program[..], &["--home", home.to_str().unwrap()]].concat();
        let till = Pty::start("/bin/bash", &args, env);
        till.sees("вход");
        till
    }

    /// The till, with the cashier signed in and a shift opened.
    fn till_in_shift(home: &Path) -> Pty {
        let mut till = Pty::till(home);
        till.sign_in();
        till.sees("открытие смены");
        till.sends("\x1bOQ"); // F2: a plain sum.
        till.types("6000\r");
        till.sees("корзина");
        till
    }

    fn sign_in(&mut self) {
        self.types(&format!("{}\r{}\r", home::CASHIER.0, home::CASHIER.1));
    }

    /// Types the number of the flat's account and takes it into the basket.
    fn takes(&mut self, supplier: &str) {
        self.types(&account(supplier));
        self.sees("Ленина 2-4");
        self.types("\r");
        self.sees("Итого");
    }

    /// Opens the tender in cash.
    fn tenders_cash(&mut self) {
        self.sends("\x1b[15~"); // F5
        self.sees("К оплате");
    }

    /// Sends bytes as a terminal does, at once.
    fn sends(&mut self, bytes: &str) {
        self.keys.write_all(bytes.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        thread::sleep(PERSON);
    }

    fn types(&mut self, text: &str) {
        for c in text.chars() {
            self.sends(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the screen shows `text`.
    fn sees(&self, text: &str) {
        self.until(&format!("«{text}»"), || self.text().contains(text));
    }

    fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn resizes(&self, columns: u16, rows: u16) {
        self.screen.lock().unwrap().screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    fn gets(&self, signal: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(process::Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }

    /// No file that it writes may grow beyond so many bytes.
    fn is_limited(&self, bytes: &str) {
        let process = format!("--pid={}", self.child.process_id().unwrap());
        let limit = format!("--fsize={bytes}:");
        assert!(process::Command::new("prlimit").args([process, limit]).status().unwrap().success());
    }

    /// The colours of the screen's characters, by their numbers.
    fn colours(&self) -> Vec<vt100::Color> {
        let parser = self.screen.lock().unwrap();
        let screen = parser.screen();
        let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
        let cells = cells.filter_map(|(row, column)| screen.cell(row, column));
        let colours = cells.flat_map(|cell| [cell.fgcolor(), cell.bgcolor()]);
        colours.filter(|colour| *colour != vt100::Color::Default).collect()
    }

    /// Waits for the end; the exit code.
    fn ends(&mut self) -> u32 {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // What was written last may still be on its way; the terminal ends behind it.
                self.until("the terminal's end", || self.output.is_finished());
                return status.exit_code();
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn is_given_back(&self) -> bool {
        let parser = self.screen.lock().unwrap();
        let screen = parser.screen();
        let flags = format!("{:?}", self.master.get_termios().unwrap().local_flags);
        let is_cooked = ["ICANON", "ECHO", "ISIG"].iter().all(|flag| flags.contains(flag));
        is_cooked && !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn town() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let [id, spare] = [1, 2].map(|n| EntryId::from_uuid(Uuid::from_u128(n)));
    let stamp = Stamp { at: Timestamp::new(Utc::now()), id, spare };
    home::make(&Home::new(folder.path()), ACCOUNTS, Lang::Ru, stamp).unwrap();
    folder
}

fn payments(home: &Path) -> usize {
    let view = View::open(&Home::new(home)).unwrap();
    let last = view.journal().last_seq().unwrap();
    let is_payment = |seq: &u64| matches!(view.journal().event(*seq), Ok(Some((_, Event::PaymentTaken(_)))));
    (1..=last).filter(is_payment).count()
}

/// What the till has begun and not recorded.
fn draft(home: &Path) -> Option<String> {
    View::open(&Home::new(home)).unwrap().journal().draft().unwrap()
}

fn account(supplier: &str) -> String {
    home::accounts(supplier, ACCOUNTS).find(|account| account.address == "Ленина 2-4").unwrap().account
}

/// The QR of a bill for an account of the town's heat.
fn bill(account: &str, kopecks: i64) -> String {
    format!(
        "ST00012|Name=Теплосеть|PersonalAcc=40702810200000000002|BankName=Банк|BIC=042500001|CorrespAcc=0|\
         PayeeINN=3800000020|PersAcc={account}|Sum={kopecks}"
    )
}

#[test]
fn a_cashier_signs_in_opens_a_shift_and_takes_a_payment() {
    let town = town();
    let mut till = Pty::till_in_shift(town.path());
    till.types("лен 2 4");
    till.sees(&account("energosbyt"));
    till.sends("\x1bOS"); // F4
    till.sees("Итого");
    till.tenders_cash();
    till.types("5000\r");
    let receipt = town.path().join("receipts/1-1-1.txt");
    till.until("the receipt", || receipt.exists());
    till.sees("1-1-1");
    assert_eq!(payments(town.path()), 1);
    till.sends("\x11"); // Ctrl+Q
    assert_eq!(till.ends(), 0);
    assert!(till.is_given_back());
}

#[test]
fn a_printer_that_holds_its_paper_back_holds_up_no_payment() {
    let town = town();
    let printer = Printer::new(Mood::Holds);
    let settings = Home::new(town.path()).settings();
    let to =
        settings::Printer { profile: "epson-tm".to_owned(), to: Target::parse(&printer.to()).unwrap(), columns: 48 };
    Settings::set_printer(&settings, &to).unwrap();
    let mut till = Pty::till_in_shift(town.path());
    for (supplier, paid) in [("energosbyt", 1), ("upravdom", 2)] {
        till.takes(supplier);
        till.tenders_cash();
        till.types("\r");
        till.until("the payment", || payments(town.path()) == paid);
        till.sees(&format!("1-1-{paid}"));
    }
    assert_eq!(printer.paper(), b"", "both were taken before anything was printed");
    printer.set(Mood::Well);
    till.until("both receipts", || (1..=2).all(|n| printer.count(&format!("OKNO1-1-{n} ")) == 1));
    till.sends("\x11"); // Ctrl+Q
    assert_eq!(till.ends(), 0);
    assert_eq!((1..=2).map(|n| printer.count(&format!("OKNO1-1-{n} "))).sum::<usize>(), 2, "each came out once");
}

#[test]
fn a_printer_that_is_chosen_at_the_till_prints_the_next_receipt() {
    let town = town();
    let printer = Printer::new(Mood::Well);
    let mut till = Pty::till_in_shift(town.path());
    till.sends("\x15"); // Ctrl+U
    till.sees("receipts");
    // Another kind, and from a folder on to the network.
    for keys in ["\x1b[C", "\r", "\x1b[C", "\r"] {
        till.sends(keys);
    }
    till.types(printer.to().strip_prefix("tcp:").unwrap());
    till.types("\r\r");
    till.sees("Принтер запомнен");
    let tested = printer.paper().len();
    till.takes("energosbyt");
    till.tenders_cash();
    till.types("\r");
    till.until("the receipt", || printer.count("OKNO1-1-1 ") == 1);
    assert!(tested > 100, "the test page came first");
    till.sends("\x11"); // Ctrl+Q
    assert_eq!(till.ends(), 0);
}

#[test]
fn a_window_that_is_too_small_says_what_it_needs_and_loses_nothing() {
    let town = town();
    let mut till = Pty::till(town.path());
    till.types("cash");
    till.sees("cash");
    till.resizes(60, 20);
    till.sees("80");
    till.until("nothing else", || !till.text().contains("cash"));
    till.resizes(120, 40);
    till.sees("cash");
    till.gets("-TERM");
    till.ends();
    assert!(till.is_given_back());
}

#[test]
fn a_pasted_qr_goes_into_the_basket() {
    let town = town();
    let mut till = Pty::till_in_shift(town.path());
    let code = bill(&account("teploset"), 12345);
    till.sends(&format!("\x1b[200~{code}\r\x1b[201~"));
    till.sees(&account("teploset"));
}

#[test]
fn a_scanner_that_types_may_end_with_a_line_feed_or_a_tab() {
    let town = town();
    let mut till = Pty::till_in_shift(town.path());
    for (n, (flat, end)) in [("2-4", "\n"), ("2-5", "\t"), ("2-6", "\r\n"), ("2-7", "\r")].into_iter().enumerate() {
        let account = home::accounts("teploset", ACCOUNTS).find(|it| it.address == format!("Ленина {flat}")).unwrap();
        let code = bill(&account.account, account.kopecks);
        till.sends(&format!("{code}{end}"));
        till.sees(&format!("{} Отопление", n + 1));
    }
}

#[test]
fn colours_are_the_terminal_s_own_and_none_where_none_are_wanted() {
    let town = town();
    for (env, has_colours) in [
        (&[("TERM", "xterm-16color")][..], true),
        (&[("TERM", "linux")], true),
        (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], false),
    ] {
        let mut till = Pty::till_with(town.path(), env);
        till.sees("Ctrl+Q");
        let colours = till.colours();
        assert_eq!(!colours.is_empty(), has_colours, "{env:?}");
        assert!(colours.iter().all(|colour| matches!(colour, vt100::Color::Idx(0..16))), "{env:?}: {colours:?}");
        till.sends("\x11");
        assert_eq!(till.ends(), 0);
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_till_cleanly() {
    let town = town();
    let mut till = Pty::till_in_shift(town.path());
    till.takes("energosbyt");
    till.tenders_cash();
    till.types("\r");
    till.sees("1-1-1");
    till.takes("upravdom");
    till.tenders_cash();
    till.gets("-HUP");
    assert_eq!(till.ends(), 0);
    assert!(till.is_given_back());
    let mut till = Pty::till(town.path());
    till.sign_in();
    till.sees(&account("upravdom"));
    assert!(!till.text().contains("прервался"), "{}", till.text());
}

#[test]
fn a_full_disk_refuses_a_payment_keeps_the_basket_and_logs_nothing_personal() {
    if !has("prlimit", "that the till outlives a full disk") {
        return;
    }
    let town = town();
    let mut till = Pty::till_in_shift(town.path());
    let payer = home::accounts("energosbyt", ACCOUNTS).find(|account| account.address == "Ленина 2-4").unwrap();
    till.takes("energosbyt");
    // Room for the log, and for no page of the journal.
    till.is_limited("4096");
    till.tenders_cash();
    for _ in 0..2 {
        till.types("\r");
        till.sees("Диск");
    }
    assert_eq!(payments(town.path()), 0);
    till.is_limited("unlimited");
    till.types("\r");
    till.until("the payment", || payments(town.path()) == 1);
    till.sees("1-1-1");
    till.gets("-TERM");
    assert_eq!(till.ends(), 0);

    let logs = std::fs::read_dir(town.path().join("log")).unwrap();
    let log: String = logs.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    // A PIN may stand in the digits of a moment.
    let log: Vec<&str> = log.lines().map(|line| line.split_once(' ').map_or(line, |(_, said)| said)).collect();
    let log = log.join("\n");
    assert!(log.contains("draft"), "{log}");
    let (_, pin) = home::CASHIER;
    for personal in [payer.account.as_str(), payer.account.trim_start_matches(char::is_alphabetic), &payer.name, pin] {
        assert!(!log.contains(personal), "{personal} is in the log:\n{log}");
    }
}

#[test]
fn a_chord_works_under_the_russian_layout() {
    let town = town();
    let mut till = Pty::till(town.path());
    // Ctrl+П, the key of G, as a terminal names a character that has no control code.
    till.sends("\x1b[1087;5u");
    till.sees("sign in");
    // Ctrl+Й, the key of Q.
    till.sends("\x1b[1081;5u");
    assert_eq!(till.ends(), 0);
}

#[test]
fn a_basket_is_there_again_after_a_kill() {
    let town = town();
    let mut till = Pty::till_in_shift(town.path());
    till.takes("energosbyt");
    let number = account("energosbyt");
    till.until("the draft", || draft(town.path()).is_some_and(|draft| draft.contains(&number)));
    till.gets("-KILL");
    till.ends();
    let mut till = Pty::till(town.path());
    till.sign_in();
    till.sees(&account("energosbyt"));
    till.tenders_cash();
    till.types("\r");
    till.until("the payment", || payments(town.path()) == 1);
}

#[test]
fn a_second_till_on_one_home_is_told_so_before_its_terminal_is_touched() {
    let town = town();
    let first = Pty::till(town.path());
    let mut second = Pty::start(env!("CARGO_BIN_EXE_okno"), &["--home", town.path().to_str().unwrap()], &[]);
    assert_eq!(second.ends(), 1);
    assert!(second.is_given_back() && second.text().contains("okno"), "{}", second.text());
    first.gets("-TERM");
}

/// To begin another journal would give the same receipt numbers once more; with another key every PIN is wrong.
#[test]
fn a_home_that_lost_its_journal_or_its_key_is_not_set_up_anew() {
    for (lost, status) in [("journal.db", 1), ("desk.key", 2)] {
        let town = town();
        std::fs::remove_file(town.path().join(lost)).unwrap();
        let mut till = Pty::start(env!("CARGO_BIN_EXE_okno"), &["--home", town.path().to_str().unwrap()], &[]);
        assert_eq!(till.ends(), status, "{}", till.text());
        assert!(till.is_given_back() && till.text().contains(lost), "{}", till.text());
        assert!(!town.path().join(lost).exists());
    }
}

/// The same test is the child: a program that has the terminal and panics.
#[test]
fn a_panic_gives_the_terminal_back_and_then_says_what_it_was() {
    const CHILD: &str = "OKNO_TEST_CHILD";
    if std::env::var_os(CHILD).is_some() {
        let mut taken = Taken::take().unwrap();
        taken.terminal.draw(|frame| frame.render_widget("the till", frame.area())).unwrap();
        std::io::stdin().read_exact(&mut [0]).unwrap();
        panic!("the drawer is on fire");
    }
    let this = std::env::current_exe().unwrap();
    let args = ["--exact", "--nocapture", "a_panic_gives_the_terminal_back_and_then_says_what_it_was"];
    let mut child = Pty::start(this.to_str().unwrap(), &args, &[(CHILD, "1")]);
    child.sees("the till");
    assert!(!child.is_given_back());
    child.sends("x");
    assert_ne!(child.ends(), 0);
    assert!(child.is_given_back());
    assert!(child.text().contains("the drawer is on fire"), "{}", child.text());
}
