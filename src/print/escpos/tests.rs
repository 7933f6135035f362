//! The bytes of every document for every printer: kept as files, and read back by a decoder that knows nothing of
//! how they were made.

use std::path::PathBuf;
use std::{env, fs};

use super::decoder::{Item, printer};
use super::*;
use crate::document::tests::scene::Day;
use crate::document::{Form, render, test_page};
use crate::lang::Lang;
use crate::print::profile::Language;
use crate::settings::PROFILES;

/// Every document that is printed, in Russian.
fn documents() -> Vec<Document> {
    let (even, short) = (Day::even(), Day::short());
    let papers = short.events.iter().filter_map(|recorded| short.paper_of(recorded, Lang::Ru, None));
    let copy = short.paper_of(&short.events[2], Lang::Ru, Some(1));
    let closed = Form::ALL.into_iter().filter_map(|form| even.form(form, None, Lang::Ru).ok());
    let others = [Day::busy().form(Form::X, None, Lang::Ru), short.form(Form::DifferenceAct, None, Lang::Ru)];
    let mut documents: Vec<Document> = papers.chain(copy).chain(others.into_iter().flatten()).collect();
    for form in closed {
        // The close is both a paper and a form.
        if documents.iter().all(|known| known.name() != form.name()) {
            documents.push(form);
        }
    }
    documents.push(test_page(Lang::Ru, "printer", 48, true));
    documents
}

fn profiles() -> impl Iterator<Item = Profile> {
    Profile::built_in().unwrap().into_iter().filter(|profile| profile.language == Language::Escpos)
}

#[test]
fn the_settings_know_the_profiles() {
    let codes: Vec<String> = Profile::built_in().unwrap().into_iter().map(|profile| profile.code).collect();
    assert_eq!(codes, PROFILES);
}

/// `OKNO_GOLDEN=write` writes the files; then read what changed.
#[test]
fn the_bytes_of_every_document_for_every_printer_are_those_of_the_golden_files() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/escpos");
    let writes = env::var("OKNO_GOLDEN").is_ok_and(|word| word == "write");
    let mut expected = vec![];
    for profile in profiles() {
        let folder = root.join(&profile.code);
        fs::create_dir_all(&folder).unwrap();
        for document in documents() {
            let bytes = encode(&document, &profile, profile.columns[0]).unwrap();
            let path = folder.join(format!("{}.escpos", document.name()));
            if writes {
                fs::write(&path, &bytes).unwrap();
            }
            let golden = fs::read(&path).unwrap_or_default();
            assert!(golden == bytes, "{} is not what is printed now", path.display());
            expected.push(path);
        }
        let found = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        assert!(found.into_iter().all(|path| expected.contains(&path)), "a file of no document in {folder:?}");
    }
}

#[test]
fn every_printer_prints_the_lines_of_every_document_in_letters_that_it_has() {
    for profile in profiles() {
        for columns in [32, 42, 48] {
            for document in documents() {
                let bytes = encode(&document, &profile, columns).unwrap();
                let items = printer(&profile.code).read(&bytes).unwrap_or_else(|fault| {
                    panic!("{} on {}: {fault}", document.name(), profile.code);
                });
                let fitted = Document {
                    parts: document
                        .parts
                        .iter()
                        .filter(|part| !is_drawn(part))
                        .map(|part| fitted(part, &profile))
                        .collect(),
                    ..document.clone()
                };
                let printed: Vec<String> = items.iter().filter_map(line).collect();
                assert_eq!(printed, render(&fitted, columns), "{} on {}", document.name(), profile.code);
                for item in &items {
                    let Item::Line { text, width, .. } = item else { continue };
                    assert!(text.chars().count() * usize::from(*width) <= columns, "{text} is too wide");
                }
            }
        }
    }
}

/// True for a part that isn't lines of the paper's width.
fn is_drawn(part: &Part) -> bool {
    matches!(part, Part::Code(_) | Part::Cut | Part::Qr(_) | Part::Barcode(_))
}

fn line(item: &Item) -> Option<String> {
    match item {
        Item::Line { text, width: 1, .. } => Some(text.clone()),
        _ => None,
    }
}

#[test]
fn what_machines_read_is_on_the_paper() {
    for profile in profiles() {
        for document in documents() {
            let items = printer(&profile.code).read(&encode(&document, &profile, 48).unwrap()).unwrap();
            let drawers = items.iter().filter(|item| **item == Item::Drawer).count();
            assert_eq!(drawers, usize::from(document.moves_cash), "{}", document.name());
            let cuts = items.iter().filter(|item| **item == Item::Cut).count();
            let pieces = document.parts.iter().filter(|part| **part == Part::Cut).count() + 1;
            assert_eq!(cuts, if profile.cut { pieces } else { 0 }, "{}", document.name());
            for part in &document.parts {
                let is_there = match part {
                    Part::Qr(code) if profile.qr => items.contains(&Item::Qr(code.clone())),
                    Part::Qr(code) => items.iter().any(|item| is_picture(item, code)),
                    Part::Barcode(code) => items.contains(&Item::Barcode(code.clone())),
                    Part::Code(code) => items.iter().any(
                        |item| matches!(item, Item::Line { text, width: 2, bold: true, .. } if text.trim() == code),
                    ),
                    Part::Total { right, .. } => items.iter().any(|item| {
                        let sum = right.replace('\u{a0}', " ");
                        matches!(item, Item::Line { text, height: 2, bold: true, .. } if text.ends_with(&sum))
                    }),
                    _ => true,
                };
                assert!(is_there, "{part:?} is not on {} of {}", document.name(), profile.code);
            }
        }
    }
}

fn is_picture(item: &Item, code: &str) -> bool {
    let Item::Picture { dots, rows } = item else { return false };
    let modules = Modules::qr(code).unwrap();
    let scale = rows.len() / modules.side;
    let dark = |x: usize, y: usize| rows[y][x / 8] >> (7 - x % 8) & 1 == 1;
    (0..rows.len()).all(|y| (0..*dots).all(|x| dark(x, y) == modules.is_dark(x / scale, y / scale)))
}

#[test]
fn cash_opens_the_drawer_and_nothing_else_does() {
    let day = Day::short();
    let opens = |nth: usize, copy| day.paper_of(&day.events[nth], Lang::Ru, copy).unwrap().moves_cash;
    assert!(opens(1, None) && opens(2, None), "cash, and cash beside a card");
    assert!(!opens(4, None), "the fast payment system");
    assert!(!opens(1, Some(1)), "a copy");
    let of = |kind| day.paper(kind, Lang::Ru).moves_cash;
    assert!(of("payment.voided") && of("payment.refunded") && of("cash.in") && of("cash.dropped"));
    assert!(!of("payment.moved") && !of("payment.retendered") && !of("bag.given") && !of("shift.closed"));
}

#[test]
fn the_decoder_refuses_what_no_printer_knows() {
    let sound = b"\x1b@\x1c.\x1bt\x11\x8f\n".to_vec();
    for printer in ["epson-tm", "generic"].map(printer) {
        assert_eq!(printer.read(&sound).unwrap().len(), 1);
        for wrong in [
            &b"\x1b@\x1c.\x1bt\x12\x8f\n"[..],
            b"\x1b@\x1c.\x8f\n",
            b"\x1b@\x1c.\x1bt\x11\x8f",
            b"\x1bq\x00",
            b"\x1b",
            b"\x1bp\x00",
            b"\x1dV\x07",
            b"\x1dkI\x09{B12",
            b"\x1d(k\x03\x00\x31\x51\x30",
            b"\x07",
        ] {
            assert!(printer.read(wrong).is_err(), "{wrong:02x?}");
        }
    }
    assert!(printer("rongta").read(b"\x1b@\x1bt\x07\x8f\n").is_err(), "the mode for Chinese garbles");
    assert!(printer("epson-tm").read(b"\x1b@\x1bt\x11\x8f\n").is_ok());
}
