//! The till with a printer on the network: what is said before the payment, what is asked after it, and a refund that
//! starts with a scan.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod common;
#[allow(dead_code)] // Other programs of tests use the rest of it.
mod stage;

use common::printer::{Mood, Printer, nowhere};
use okno::domain::{Event, keyboard};
use okno::lang::Lang;
use okno::tui::{Overlay, Screen};
use stage::{Stage, account, bill};

/// A till with one line in the basket, and its printer at `to`.
fn with_line(to: &str) -> Stage {
    let line = |from: &str, to: &str| (format!("\n{from}\n"), format!("\n{to}\n"));
    let (from, to) = line("to = \"dir:receipts\"", &format!("to = \"{to}\""));
    let stage = Stage::new(80, 24, Lang::Ru).set(&from, &to);
    let stage = stage.set("profile = \"text\"", "profile = \"epson-tm\"");
    let kopecks = account("energosbyt", "Ленина 12-4").kopecks;
    stage.crash().cashier().keys("<esc>").scan(&bill("energosbyt", "Ленина 12-4", kopecks))
}

fn count(stage: &Stage, kind: &str) -> usize {
    stage.journal().iter().filter(|event| event.kind() == kind).count()
}

fn asked(stage: &Stage) -> Option<&'static str> {
    match &stage.model().overlay {
        Some(Overlay::Question(question)) => Some(question.asked.0),
        _ => None,
    }
}

#[test]
fn what_is_wrong_with_the_printer_is_said_before_the_payment_and_does_not_stop_it() {
    for (mood, said) in [(Mood::PaperOut, "кончилась бумага"), (Mood::CoverOpen, "открыта крышка")]
    {
        let printer = Printer::new(mood);
        let mut stage = with_line(&printer.to()).keys("<f5>");
        assert!(matches!(stage.model().screen, Screen::Tender(_)));
        assert!(stage.text().contains(said), "{}", stage.text());
        let stage = stage.keys("<enter>");
        assert_eq!((count(&stage, "payment.taken"), stage.model().health.unprinted), (1, 1));
        assert_eq!(printer.count("OKNO1-1-1"), 0);
        printer.set(Mood::Well);
        let stage = stage.keys("<f8><f4>");
        assert_eq!((printer.count("OKNO1-1-1 "), stage.model().health.unprinted), (1, 0));
        assert_eq!(stage.model().printer, None, "what printed is well");
        assert_eq!(count(&stage, "print.done"), 1);
    }
    let refused = with_line(&nowhere()).keys("<f5><enter>");
    assert_eq!((count(&refused, "payment.taken"), refused.model().health.unprinted), (1, 1));
}

/// A serial line, and a device file that can be read.
#[cfg(unix)]
#[test]
fn a_printer_at_a_line_is_asked_before_the_payment_too() {
    for (kind, speed) in [("serial", ",9600"), ("device", "")] {
        let printer = Printer::at_line(Mood::CoverOpen);
        let mut stage = with_line(&format!("{kind}:{}{speed}", printer.to())).keys("<f5>");
        assert!(stage.text().contains("открыта крышка"), "{kind}: {}", stage.text());
        let stage = stage.keys("<enter>");
        assert_eq!((count(&stage, "payment.taken"), stage.model().health.unprinted), (1, 1));
        assert_eq!(printer.paper(), b"", "{kind}");
        printer.set(Mood::Well);
        let stage = stage.keys("<f8><f4>");
        assert_eq!((printer.count("OKNO1-1-1 "), stage.model().health.unprinted), (1, 0), "{kind}");
        // One that says nothing: at a serial line it is not there, a device file may be one that only takes.
        printer.set(Mood::Silent);
        let kopecks = account("teploset", "Ленина 12-4").kopecks;
        let mut stage = stage.keys("<esc>").scan(&bill("teploset", "Ленина 12-4", kopecks)).keys("<f5>");
        assert_eq!(stage.text().contains("не отвечает"), kind == "serial", "{kind}: {}", stage.text());
        let stage = stage.keys("<enter>");
        assert_eq!(count(&stage, "payment.taken"), 2, "{kind}");
    }
}

/// What can't be read tells nothing, and nobody waits for it: a device that only takes, and a file in its place.
#[cfg(unix)]
#[test]
fn a_device_that_cannot_be_read_is_not_complained_of() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lp0");
    std::fs::write(&file, "").unwrap();
    for device in ["/dev/null", "/dev/full", file.to_str().unwrap()] {
        let stage = with_line(&format!("device:{device}")).keys("<f5>");
        assert_eq!(stage.model().printer, None, "{device}");
    }
    assert_eq!(std::fs::read(&file).unwrap(), b"", "no question gets onto the paper");
    std::fs::remove_file(&file).unwrap();
    let stage = with_line(&format!("device:{}", file.display())).keys("<f5>");
    assert!(stage.model().printer.is_some(), "it is unplugged");
}

/// The choice of a printer, its kind and the way to it turned to Epson and the network, its address typed.
fn chosen(stage: Stage, address: &str) -> Stage {
    let stage = stage.keys("<ctrl-u><right><enter>");
    // A folder's next ways are the network, and so on around.
    stage.keys("<right><enter>").keys(address)
}

#[test]
fn a_printer_is_chosen_tried_and_in_force_at_once() {
    let printer = Printer::new(Mood::Well);
    let address = printer.to().strip_prefix("tcp:").unwrap().to_owned();
    let stage = Stage::new(80, 24, Lang::Ru).set("[printer]", "# Ours.\n[printer] # at the window");
    let path = stage.path().join("okno.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    // Tried alone, nothing changes.
    let mut stage = chosen(stage.crash().cashier().keys("<esc>"), &address).keys("<f5>");
    assert!(stage.text().contains("пробная страница"), "{}", stage.text());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    let tried = printer.paper().len();
    assert!(tried > 100, "the test page is on its paper");
    let mut stage = stage.keys("<enter><left><enter>");
    assert!(stage.model().overlay.is_none() && stage.text().contains("Принтер запомнен"), "{}", stage.text());
    assert!(printer.paper().len() > tried);
    let settings = std::fs::read_to_string(&path).unwrap();
    for line in ["# Ours.", "[printer] # at the window", "profile = \"epson-tm\"", "columns = 42"] {
        assert!(settings.contains(line), "{line}: {settings}");
    }
    assert!(settings.contains(&format!("to = \"tcp:{address}\"")), "{settings}");
    let line = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(line(&settings), line(&before), "comments stay");
    let kopecks = account("energosbyt", "Ленина 12-4").kopecks;
    let stage = stage.scan(&bill("energosbyt", "Ленина 12-4", kopecks)).keys("<f5><enter>");
    assert_eq!((printer.count("OKNO1-1-1 "), count(&stage, "print.done")), (1, 1));
    // After a restart it is the same one.
    let stage = stage.crash().cashier().keys("<esc><ctrl-u>");
    let Some(Overlay::Printer(shown)) = &stage.model().overlay else { panic!("it is shown") };
    assert_eq!((shown.outfit().to(), shown.outfit().columns), (format!("tcp:{address}"), 42));
}

#[test]
fn a_printer_that_does_not_print_is_kept_only_if_that_is_meant() {
    let address = nowhere().strip_prefix("tcp:").unwrap().to_owned();
    let stage = Stage::new(80, 24, Lang::Ru);
    let path = stage.path().join("okno.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    let mut stage = chosen(stage, "10.0.0.7").keys("<enter><enter>");
    assert!(stage.text().contains("УЗЕЛ:ПОРТ"), "{}", stage.text());
    let mut stage = chosen(stage.keys("<esc>"), &address).keys("<enter><enter>");
    assert!(stage.text().contains("запомнить всё равно"), "{}", stage.text());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    let stage = stage.keys("<esc>");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before, "left, it is what it was");
    let stage = chosen(stage, &address).keys("<enter><enter><enter>");
    assert!(stage.model().overlay.is_none());
    assert!(std::fs::read_to_string(&path).unwrap().contains(&address));
    // A folder by its name in the home, wherever the home is.
    let stage = stage.keys("<ctrl-u><left><enter><left><enter>papers<enter><enter>");
    assert!(std::fs::read_to_string(&path).unwrap().contains("to = \"dir:papers\""));
    assert!(stage.path().join("papers").is_dir(), "the test page is there");
}

#[test]
fn the_forms_of_a_shift_are_read_printed_and_saved() {
    let stage = with_line("dir:receipts").keys("<f5><enter><ctrl-k>");
    let mut stage = stage.keys("<enter>");
    assert!(stage.text().contains("X-ОТЧЁТ"), "{}", stage.text());
    let mut stage = stage.keys("<esc><down><enter>");
    assert!(stage.text().contains("ещё открыта"), "{}", stage.text());
    let mut stage = stage.keys("<up><f3>");
    assert!(stage.text().contains("Бланк напечатан"), "{}", stage.text());
    assert!(
        stage
            .path()
            .join("receipts")
            .read_dir()
            .unwrap()
            .any(|file| { file.unwrap().file_name().to_str().unwrap().starts_with("x-1.") })
    );
    let stage = stage.keys("<ctrl-d>");
    let kopecks = account("teploset", "Ленина 12-4").kopecks;
    let stage = stage.scan(&bill("teploset", "Ленина 12-4", kopecks));
    assert!(stage.model().overlay.is_none() && stage.model().till.has_lines(), "a payer comes first");
    assert!(std::fs::read(stage.path().join("pdf/x-1.pdf")).unwrap().starts_with(b"%PDF-"));
    assert_eq!(count(&stage, "print.done"), 1, "of the receipt: forms are no entries' papers");
}

#[test]
fn a_printer_that_hangs_up_is_asked_about_and_a_copy_is_printed() {
    let printer = Printer::new(Mood::HangsUpAfter(300));
    let stage = with_line(&printer.to()).keys("<f5><enter>");
    assert_eq!(count(&stage, "print.unknown"), 1);
    assert!(asked(&stage).is_some(), "a person is asked what is on the paper");
    assert_eq!((count(&stage, "payment.taken"), stage.model().health.in_doubt), (1, 1));
    printer.set(Mood::Well);
    let again = stage.crash().cashier();
    assert_eq!((printer.count("КОПИЯ"), printer.count("OKNO1-1-1 ")), (0, 0), "unknown is never tried by itself");
    assert_eq!(again.model().health.in_doubt, 1);
}

#[test]
fn a_scan_of_a_receipt_opens_it_among_the_receipts() {
    let printer = Printer::new(Mood::Well);
    let mut stage = with_line(&printer.to()).keys("<f5><enter>");
    for code in ["OKNO1-1-1", "OKNO1-1-1 812.40 8f3a91c20d4e77ab"] {
        for typed in [code.to_owned(), keyboard::to_russian(code)] {
            stage = stage.keys("<esc>").scan(&typed);
            let Screen::Receipts(receipts) = &stage.model().screen else { panic!("{typed} opens no receipts") };
            assert_eq!((receipts.query.value(), receipts.rows.len()), ("1-1-1", 1));
            assert_eq!(receipts.chosen_row().unwrap().receipt.to_string(), "1-1-1");
        }
    }
}

#[test]
fn a_receipt_is_saved_as_a_pdf_and_a_test_page_comes_out() {
    let printer = Printer::new(Mood::Well);
    let mut stage = with_line(&printer.to()).keys("<f5><enter><f8><ctrl-d>");
    let saved = std::fs::read(stage.path().join("pdf/1-1-1.pdf")).unwrap();
    assert!(saved.starts_with(b"%PDF-"));
    assert!(stage.text().contains("1-1-1.pdf"), "{}", stage.text());
    let stage = stage.keys("<ctrl-t>");
    assert_eq!(printer.count("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"), 1);
    assert_eq!(count(&stage, "print.done"), 1, "a test page is no document");
    assert!(!stage.entries().iter().any(|event| matches!(event, Event::PrintUnknown(_))));
}
