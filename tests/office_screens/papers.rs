//! What goes to suppliers, from the screens to a file.

use okno::lang::Lang;

use crate::stage::{Stage, letter};

/// Types over what a field has.
fn over(value: impl std::fmt::Display) -> String {
    format!("<end>{}{value}", "<backspace>".repeat(60))
}

#[test]
fn a_letter_is_written_to_a_file_as_pdf_and_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::new(80, 24, Lang::Ru).meanwhile(|hq| letter(&hq.site)).keys("<alt-l><f4><enter>");
    assert_eq!(stage.notice(), Some("screen-office-gave"));
    let mut stage = stage.keys("<ctrl-e>");
    insta::assert_snapshot!("letter-export", stage.screen());
    let pdf = folder.path().join("letter.pdf");
    let stage = stage.keys(&format!("<enter>{}<enter><enter>", over(pdf.display())));
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("office-written"), false));
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    // As text in the other language; the name that somebody typed ends as the format does.
    let typed = over(pdf.display());
    let keys = format!("<ctrl-e><enter>{typed}<up><right><enter><enter><right><enter>");
    let stage = stage.keys(&keys);
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("office-written"), false));
    let written = std::fs::read_to_string(folder.path().join("letter.txt")).unwrap();
    assert!(written.contains("Letter No. 1") && written.contains("120.00"), "{written}");
    // The table itself, as before, goes by its own name.
    let mut stage = stage.keys("<ctrl-e><right><right>");
    assert!(stage.text().contains("okno-letters.xlsx"), "{}", stage.text());
}

#[test]
fn a_correction_without_a_letter_is_no_paper() {
    let mut stage = Stage::new(80, 24, Lang::En).meanwhile(|hq| letter(&hq.site)).keys("<alt-l><ctrl-e>");
    assert!(stage.text().contains("okno-letters.xlsx"), "{}", stage.text());
}

#[test]
fn a_registers_file_is_saved_as_it_was_sent() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = Stage::new(80, 24, Lang::Ru).meanwhile(|hq| letter(&hq.site)).keys("<alt-5><enter>");
    insta::assert_snapshot!("supplier", stage.text());
    assert_eq!(stage.at(), "supplier/energosbyt");
    let stage = stage.keys("<tab>");
    assert_eq!(stage.at(), "registers/energosbyt");
    let mut stage = stage.keys("<ctrl-e>");
    insta::assert_snapshot!("register-export", stage.screen());
    let sent = stage.served.site.hq.register_file(&"energosbyt".parse().unwrap(), 1).unwrap();
    assert!(stage.text().contains(&sent.register.file), "{}", stage.text());
    let path = folder.path().join("sent");
    let stage = stage.keys(&format!("<enter>{}<enter>", over(path.display())));
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("office-written"), false));
    assert_eq!(std::fs::read(&path).unwrap(), sent.bytes);
    // From its page too, and never over another file.
    let stage = stage.keys(&format!("<enter><ctrl-e><enter>{}<enter>", over(path.display())));
    assert_eq!((stage.at().as_str(), stage.notice()), ("register/energosbyt/1", Some("office-export-exists")));
    // Its lines are a table as before.
    let mut stage = stage.keys("<esc><ctrl-e><right>");
    assert!(stage.text().contains("okno-register-energosbyt-1.xlsx"), "{}", stage.text());
}
