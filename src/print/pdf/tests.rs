//! PDFs read by programs that nobody here wrote: every sum comes back, and the QR says what it should.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::*;
use crate::document::tests::scene::{Day, letters};
use crate::document::{Form, letter, test_page};
use crate::lang::Lang;

/// True if a tool is there; where it is not, what it proves is left out, and fails where every tool is required.
fn has(tool: &str) -> bool {
    let there = Command::new(tool).arg("--version").output().is_ok();
    assert!(there || std::env::var_os("OKNO_REQUIRE_TOOLS").is_none(), "required, but there is no {tool}");
    if !there {
        // Past the test runner, which keeps what passes to itself.
        let said = format!("left out: there is no {tool}, so nobody else reads the PDFs\n");
        std::io::stderr().write_all(said.as_bytes()).unwrap();
    }
    there
}

fn documents(lang: Lang) -> Vec<Document> {
    let (even, short) = (Day::even(), Day::short());
    let papers = short.events.iter().filter_map(|recorded| short.paper_of(recorded, lang, None));
    let forms = Form::ALL.into_iter().filter_map(|form| even.form(form, None, lang).ok());
    let open = Day::busy().form(Form::X, None, lang).into_iter();
    let letters = letters().map(|of| letter(&of, lang));
    papers.chain(forms).chain(open).chain([test_page(lang, "printer", 48, false)]).chain(letters).collect()
}

fn run(tool: &str, arguments: &[&str]) -> String {
    let output = Command::new(tool).args(arguments).output().unwrap();
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_form_says_what_its_lines_say() {
    if !has("pdftotext") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let day = Day::even();
    for (form, said) in [
        (Form::Ko1, ["0310001", "Две тысячи сто девятнадцать рублей 05 копеек", "КВИТАНЦИЯ", "2-117"]),
        (Form::Ko2, ["0310002", "Одна тысяча сто рублей 50 копеек", "0047713", "2-118.5"]),
        (Form::Ko5, ["0310005", "664003/vault", "1-118-c4", "Итого"]),
        (Form::BagSlip, ["0402300", "НАКЛАДНАЯ К СУМКЕ № 0047713", "КВИТАНЦИЯ К СУМКЕ № 0047713", "Номинал, руб."]),
    ] {
        let document = day.form(form, None, Lang::Ru).unwrap();
        let path = folder.path().join("form.pdf");
        fs::write(&path, pdf(&document).unwrap()).unwrap();
        // In the order in which it was drawn: columns stay apart.
        let text = run("pdftotext", &["-raw", path.to_str().unwrap(), "-"]);
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in said {
            assert!(joined.contains(said), "{said} is not in {}:\n{text}", document.name());
        }
    }
}

fn read(folder: &Path, document: &Document) -> String {
    let path = folder.join(format!("{}.pdf", document.name()));
    fs::write(&path, pdf(document).unwrap()).unwrap();
    run("pdftotext", &["-layout", path.to_str().unwrap(), "-"])
}

#[test]
fn every_sum_and_every_name_comes_back_from_the_pdf() {
    if !has("pdftotext") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for lang in Lang::ALL {
        for document in documents(lang) {
            let text = read(folder.path(), &document);
            let words: Vec<&str> = text.split_whitespace().collect();
            let joined = words.join(" ");
            for part in &document.parts {
                let sums: &[&String] = match part {
                    Part::Row { right, .. } | Part::SubRow { right, .. } | Part::Total { right, .. } => &[right],
                    Part::Code(code) => &[code],
                    _ => &[],
                };
                for sum in sums {
                    let sum = sum.replace('\u{a0}', " ");
                    assert!(joined.contains(&sum), "{sum} is not in {}:\n{text}", document.name());
                }
                // A form has words of its own beside the same values.
                if !document.blanks.is_empty() {
                    continue;
                }
                let (Part::Text(said) | Part::Heading(said)) = part else { continue };
                for word in said.split_whitespace().filter(|word| word.chars().count() < 20) {
                    assert!(joined.contains(word), "{word} is not in {}:\n{text}", document.name());
                }
            }
        }
    }
}

#[test]
fn the_qr_of_a_receipt_is_read_from_its_picture() {
    if !has("pdftoppm") || !has("zbarimg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let document = Day::busy().paper("payment.taken", Lang::Ru);
    let path = folder.path().join("receipt.pdf");
    fs::write(&path, pdf(&document).unwrap()).unwrap();
    let picture = folder.path().join("receipt");
    run("pdftoppm", &["-r", "150", "-png", "-singlefile", path.to_str().unwrap(), picture.to_str().unwrap()]);
    let read = run("zbarimg", &["-q", "--raw", picture.with_extension("png").to_str().unwrap()]);
    let qr = document.parts.iter().find_map(|part| match part {
        Part::Qr(code) => Some(code.clone()),
        _ => None,
    });
    assert_eq!(Some(read.trim().to_owned()), qr);
}

#[test]
fn a_long_document_takes_several_pages_and_a_name_cannot_break_it() {
    let text = "Очень длинная строка без смысла \u{1b}@ и \u{202e}хвост 漢 ".repeat(6) + &"щ".repeat(400);
    let parts: Vec<Part> = (0..120).map(|_| Part::Text(text.clone())).collect();
    let document = Document { number: "z-1".to_owned(), copy: None, moves_cash: false, parts, blanks: vec![] };
    let long = pdf(&document).unwrap();
    let pages = long
        .windows(12)
        .filter(|window| window.starts_with(b"/Type /Page\n") || window.starts_with(b"/Type/Page/"))
        .count();
    assert!(pages > 5 || long.len() > 50_000, "{pages} pages, {} bytes", long.len());
    assert!(pdf(&Document { parts: vec![], ..document }).is_ok());
}
