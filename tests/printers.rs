//! Printers that fail in every way that printers do: no payment is lost or doubled, and what is known of the paper is
//! what is on it.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod common;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use common::printer::{Mood, Printer, nowhere};
use common::{PATIENCE, Ran, Till, finish, left_out};
use okno::document::{Document, Part};
use okno::print::sheet;
use okno::settings::{self, Target};
use serde_json::json;

/// A till with an open shift whose printer is at `to`.
fn till(to: &str) -> Till {
    let till = Till::open();
    let settings = fs::read_to_string(till.home.settings()).unwrap();
    fs::write(till.home.settings(), settings.replace("# language = \"\"", "language = \"ru\"")).unwrap();
    till.json(&["print", "setup", "--profile", "epson-tm", "--to", to, "--columns", "48"]);
    till
}

fn pay(till: &Till) -> Ran {
    till.run(&["pay", "--as", "cashier1", "--line", "energosbyt:АБ1000000:812.40", "--cash", "1000", "--lang", "en"])
}

fn work(till: &Till) -> (i32, serde_json::Value, String) {
    let ran = till.run(&["print", "work", "--once", "--json"]);
    (ran.status, serde_json::from_str(&ran.stdout).unwrap(), ran.stderr)
}

/// What `print list` says of the state of each paper.
fn states(till: &Till) -> Vec<(String, String)> {
    let listed = till.json(&["print", "list"]);
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    listed.as_array().unwrap().iter().map(|row| (text(row, "document"), text(row, "state"))).collect()
}

fn state(document: &str, state: &str) -> Vec<(String, String)> {
    vec![(document.to_owned(), state.to_owned())]
}

#[test]
fn a_receipt_comes_out_once_and_opens_the_drawer() {
    let printer = Printer::new(Mood::Well);
    let till = till(&printer.to());
    let paid = pay(&till);
    assert_eq!((paid.status, paid.stderr.as_str()), (0, ""));
    assert_eq!(states(&till), []);
    assert_eq!((printer.count("812,40"), printer.count("\u{1b}p\0\u{19}")), (printer.count("812,40"), 1));
    assert!(printer.count("812,40") > 0);
    assert_eq!(printer.count("OKNO1-1-1 812.40"), 1, "the QR");
    assert_eq!(work(&till), (0, json!({"printed": [], "outcome": "done"}), String::new()));
    assert_eq!(printer.count("OKNO1-1-1 812.40"), 1);
}

#[test]
fn nothing_goes_to_a_printer_that_refuses_is_silent_or_is_in_trouble() {
    let printer = Printer::new(Mood::Well);
    for (mood, said) in [
        (None, "cannot be reached"),
        (Some(Mood::Silent), "does not answer"),
        (Some(Mood::PaperOut), "the paper has run out"),
        (Some(Mood::CoverOpen), "the cover is open"),
    ] {
        let to = match mood {
            None => nowhere(),
            Some(mood) => {
                printer.set(mood);
                printer.to()
            }
        };
        let till = till(&to);
        let begun = Instant::now();
        let paid = pay(&till);
        assert_eq!(paid.status, 0, "a printer never stops a payment: {}", paid.stderr);
        assert!(paid.stderr.contains(said), "{said}: {}", paid.stderr);
        assert!(begun.elapsed() < Duration::from_secs(10), "{mood:?} took {:?}", begun.elapsed());
        let (status, answer, _) = work(&till);
        assert_eq!((status, answer), (1, json!({"printed": [], "outcome": "failed"})), "{mood:?}");
        assert_eq!(states(&till), state("1-1-1", "queued"));
        assert_eq!((printer.count("OKNO1-1-1"), till.entries("payment.taken")), (0, 1));

        // Another printer takes the queue.
        let other = Printer::new(Mood::Well);
        let ran = till.run(&["print", "work", "--once", "--to", &other.to()]);
        assert_eq!((ran.status, other.count("OKNO1-1-1 812.40"), states(&till)), (0, 1, vec![]));
    }
}

#[test]
fn after_a_printer_that_hangs_up_a_person_says_what_is_on_the_paper() {
    for (answer, prints) in [("whole", 0), ("partly", 1), ("nothing", 1)] {
        let printer = Printer::new(Mood::HangsUpAfter(300));
        let till = till(&printer.to());
        let paid = pay(&till);
        assert_eq!(paid.status, 0);
        assert!(paid.stderr.contains("Nobody knows what is on the paper"), "{}", paid.stderr);
        printer.set(Mood::Well);
        let begun = printer.paper().len();
        assert_eq!(work(&till).1, json!({"printed": [], "outcome": "done"}), "what is in doubt is not tried again");
        assert_eq!((states(&till), printer.paper().len()), (state("1-1-1", "unknown"), begun));
        assert_eq!(till.run(&["print", "copy", "1-1-1"]).status, 1);

        till.json(&["print", "resolve", "1-1-1", "--paper", answer, "--as", "cashier1"]);
        assert_eq!(states(&till), []);
        assert_eq!((printer.count("КОПИЯ"), printer.count("OKNO1-1-1 812.40")), (prints, prints), "{answer}");
        assert_eq!(till.entries("print.resolved"), 1);
        assert_eq!(till.entries("payment.taken"), 1);
    }
}

#[test]
fn a_slow_printer_is_waited_for() {
    let printer = Printer::new(Mood::Slow);
    let till = till(&printer.to());
    let paid = pay(&till);
    assert_eq!((paid.status, paid.stderr.as_str()), (0, ""));
    assert_eq!((states(&till), printer.count("OKNO1-1-1 812.40")), (vec![], 1));
}

/// It leaves the desk to whoever records, tries again where the printer was in trouble, and ends when it is told to.
#[cfg(unix)]
#[test]
fn what_comes_is_printed_until_it_is_interrupted() {
    let (till, printer) = (till(&nowhere()), Printer::new(Mood::Well));
    let args = ["print", "work", "--to", &printer.to(), "--json"];
    let child = till.command(&args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let until = |what: &str, is: &dyn Fn() -> bool| {
        let begun = Instant::now();
        while !is() {
            assert!(begun.elapsed() < PATIENCE, "{what} does not come");
            thread::sleep(Duration::from_millis(5));
        }
    };
    // The desk may be held for the paper before.
    let paid = || until("the payment", &|| pay(&till).status == 0);
    for n in 1..=2 {
        paid();
        until("the receipt", &|| printer.count(&format!("OKNO1-1-{n} ")) == 1);
    }
    printer.set(Mood::PaperOut);
    paid();
    until("the third payment", &|| states(&till) == state("1-1-3", "queued"));
    printer.set(Mood::Well);
    until("the third receipt", &|| states(&till).is_empty());
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let said = child.wait_with_output().unwrap();
    assert_eq!(said.status.code(), Some(0));
    let said = String::from_utf8(said.stdout).unwrap();
    let printed: Vec<serde_json::Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = printed
        .iter()
        .flat_map(|line| line["printed"].as_array().unwrap())
        .map(|name| name.as_str().unwrap())
        .collect();
    assert_eq!(names, ["1-1-1", "1-1-2", "1-1-3"], "{said}");
    assert_eq!((1..=3).map(|n| printer.count(&format!("OKNO1-1-{n} "))).sum::<usize>(), 3, "each once");
}

#[test]
fn after_a_kill_while_it_printed_nobody_knows() {
    let printer = Printer::new(Mood::PaperOut);
    let till = till(&printer.to());
    assert_eq!(pay(&till).status, 0);
    printer.set(Mood::Slow);
    let mut killed = till.command(&["print", "work", "--once"]).spawn().unwrap();
    let begun = Instant::now();
    while printer.paper().len() < 128 && begun.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(2));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    assert!(till.home.printing().exists(), "the mark was durable before the first byte");
    printer.set(Mood::Well);
    let (status, answer, said) = work(&till);
    assert_eq!((status, answer), (1, json!({"printed": [], "outcome": "unknown"})), "{said}");
    assert!(said.contains("программа завершилась во время печати"), "{said}");
    assert_eq!(states(&till), state("1-1-1", "unknown"));
    assert!(!till.home.printing().exists());
    assert_eq!(work(&till).0, 0, "it is said once, and not printed again");
    assert_eq!(printer.count("КОПИЯ"), 0);
    till.json(&["print", "resolve", "1-1-1", "--paper", "partly", "--as", "cashier1"]);
    assert_eq!((printer.count("КОПИЯ"), states(&till)), (1, vec![]));
    // What the killed program had handed to the network may have come out whole.
    assert!(printer.count("OKNO1-1-1 812.40") <= 2);
    assert_eq!(till.entries("payment.taken"), 1);
}

#[test]
fn the_test_page_comes_out_and_is_no_document() {
    let printer = Printer::new(Mood::Well);
    let till = till(&printer.to());
    let ran = till.run(&["print", "test", "--drawer"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(printer.count("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"), 1);
    assert_eq!((printer.count("\u{1b}p\0\u{19}"), states(&till)), (1, vec![]));
    printer.set(Mood::PaperOut);
    assert_eq!(till.run(&["print", "test"]).status, 1);
    assert_eq!(till.run(&["print", "setup", "--to", "tcp:printer"]).status, 2);
    assert_eq!(till.run(&["print", "setup", "--columns", "50"]).status, 2);
    assert_eq!(till.json(&["print", "setup", "--profile", "generic"])["columns"], 48, "a width that it has stays");
}

/// The same in the eyes of python-escpos, which nobody here wrote.
const PYTHON: &str = r#"
import sys
from escpos.printer import Dummy
from escpos.constants import QR_ECLEVEL_M, QR_MODEL_2
def out(name, make):
    printer = Dummy()
    make(printer)
    print(name, printer.output.hex())
text, qr, bar = sys.argv[1:]
out("init", lambda p: p.hw("INIT"))
out("text", lambda p: (p.charcode("CP866"), p.text(text + "\n")))
out("qr", lambda p: p.qr(qr, ec=QR_ECLEVEL_M, size=5, model=QR_MODEL_2, native=True))
out("drawer", lambda p: p.cashdraw([0x1b, 0x70, 0x00, 0x19, 0xfa]))
out("bar", lambda p: p._raw(b"\x1dk\x49" + bytes([len(bar) + 2]) + b"{B" + bar.encode()))
"#;

#[test]
fn python_escpos_makes_the_same_bytes() {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/target/python-escpos/bin/python");
    let python = env::var("OKNO_PYTHON_ESCPOS").unwrap_or_else(|_| default.to_owned());
    let (text, qr, bar) =
        ("Съешь ещё этих мягких французских булок №1", "OKNO1-118-3 812.40 8f3a91c20d4e77ab", "OKNO1-118-3");
    let mut command = Command::new(&python);
    command.args(["-c", PYTHON, text, qr, bar]);
    if !fs::exists(&python).unwrap() {
        return left_out("there is no python-escpos: nobody else's bytes are compared");
    }
    let ran = finish(command);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let parts = vec![Part::Text(text.to_owned()), Part::Qr(qr.to_owned()), Part::Barcode(bar.to_owned())];
    let document = Document { number: "1-118-3".to_owned(), copy: None, moves_cash: true, parts, blanks: vec![] };
    let to = Target::Dir("x".into());
    let printer = settings::Printer { profile: "epson-tm".to_owned(), to, columns: 48 };
    let ours = sheet(&document, &printer).unwrap().bytes;
    let ours: String = ours.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut compared = 0;
    for line in ran.stdout.lines().filter(|line| line.contains(' ')) {
        let (name, theirs) = line.split_once(' ').unwrap();
        if !theirs.bytes().all(|b| b.is_ascii_hexdigit()) {
            continue;
        }
        // Ours opens the drawer between the code page and the text; theirs begins every text with the code page.
        let theirs = if name == "text" { theirs.strip_prefix("1b7411").unwrap() } else { theirs };
        assert!(!theirs.is_empty() && ours.contains(theirs), "{name}: {theirs} is not in {ours}");
        compared += 1;
    }
    assert_eq!(compared, 5);
    assert!(ours.starts_with("1b401b7411"), "a reset, then the code page");
}

#[test]
fn a_document_is_shown_as_text_as_commands_and_as_a_pdf() {
    let till = till(&nowhere());
    assert_eq!(pay(&till).status, 0);
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (pdf, commands, text) = (file("receipt.pdf"), file("receipt.escpos"), file("receipt.txt"));
    for (format, out, begins) in
        [("pdf", &pdf, &b"%PDF-"[..]), ("escpos", &commands, b"\x1b@\x1bt\x11"), ("text", &text, b" ")]
    {
        till.json(&["print", "preview", "1-1-1", "--format", format, "--out", out]);
        assert!(fs::read(out).unwrap().starts_with(begins), "{format}");
    }
    assert!(fs::read_to_string(&text).unwrap().contains("812,40"));
    for format in ["pdf", "escpos"] {
        assert_eq!(till.run(&["print", "preview", "1-1-1", "--format", format]).status, 2, "{format} needs a file");
    }
    let missing = file("none/receipt.pdf");
    assert_ne!(till.run(&["print", "preview", "1-1-1", "--format", "pdf", "--out", &missing]).status, 0);
    till.json(&["print", "form", "x", "--format", "pdf", "--out", &pdf]);
    assert_eq!(states(&till), state("1-1-1", "queued"), "to show is not to print");
}

#[cfg(unix)]
#[test]
fn a_device_file_and_a_queue_of_cups_get_the_bytes_as_they_are() {
    use std::os::unix::fs::PermissionsExt;
    let till = till(&nowhere());
    let folder = tempfile::tempdir().unwrap();
    let device = folder.path().join("lp0");
    let to = format!("device:{}", device.display());
    assert_eq!(till.run(&["print", "test", "--to", &to]).status, 1, "a printer that is unplugged is no file to make");
    assert!(!device.exists());
    fs::write(&device, "").unwrap();
    assert_eq!(till.run(&["print", "test", "--to", &to]).status, 0);
    let printed = fs::read(&device).unwrap();
    assert!(printed.starts_with(b"\x1b@\x1bt\x11"));

    // Stands for the program of CUPS.
    let lp = folder.path().join("lp");
    fs::write(&lp, "#!/bin/sh\necho \"$@\" > \"$0.args\"\ncat > \"$0.out\"\n[ \"$2\" = receipts ]\n").unwrap();
    fs::set_permissions(&lp, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().display(), env::var("PATH").unwrap());
    for (queue, status) in [("receipts", 0), ("missing", 1)] {
        let mut command = till.command(&["print", "test", "--to", &format!("cups:{queue}")]);
        command.env("PATH", &path);
        assert_eq!(finish(command).status, status, "{queue}");
    }
    let given = fs::read(folder.path().join("lp.out")).unwrap();
    assert!(given.starts_with(b"\x1b@\x1bt\x11"));
    assert!(fs::read_to_string(folder.path().join("lp.args")).unwrap().contains("-d missing -o raw"));
}
