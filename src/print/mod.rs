//! Documents to paper: as lines of text or as a printer's commands, into a folder, a file or down a wire.
//!
//! Printing is not a payment: an outcome says whether nothing went out, so that it may be tried again without a
//! thought, or something may have, so that a person looks first.

use std::fmt::Display;
use std::io;

use crate::document::{self, Document};
use crate::settings::{Printer, Target};

pub mod charset;
pub mod codes;
mod escpos;
mod mark;
mod pdf;
mod place;
pub mod profile;
#[cfg(test)]
mod tests;
pub mod wire;

pub use mark::{Mark, Started};
pub use pdf::pdf;
pub use wire::{Hitch, Trouble};

use profile::{Language, Profile};
use wire::{Answers, Sent, Wire};

/// What became of a document.
#[derive(Debug)]
pub enum Outcome {
    /// It is out, and stays out after a power cut.
    Done,
    /// Nothing went out: it can be printed again.
    Failed(Fault),
    /// It may be out, whole or in part: a person must look.
    Unknown(Fault),
}

/// What kept a document from its place.
#[derive(Debug)]
pub struct Fault {
    /// The file, folder or printer.
    pub place: String,
    /// What the system or the printer said.
    pub hitch: Hitch,
}

impl Fault {
    fn io(place: impl Display, error: io::Error) -> Fault {
        Fault { place: place.to_string(), hitch: Hitch::Io(error) }
    }
}

/// A document as it goes out: whole before the first byte does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How a file with them is called at its end: `txt`, or `escpos` for commands.
    pub extension: &'static str,
}

/// The bytes that print a document on a printer, or what keeps it from being printed there at all.
pub fn sheet(document: &Document, printer: &Printer) -> Result<Sheet, Fault> {
    let fault = |detail: String| Fault::io(printer.to.place(), io::Error::other(detail));
    let unknown = || fault(format!("no profile {}", printer.profile));
    let profile = Profile::named(&printer.profile).ok_or_else(unknown)?;
    match profile.language {
        Language::Text => {
            let text = document::render(document, printer.columns).join("\n") + "\n";
            Ok(Sheet { bytes: text.into_bytes(), extension: "txt" })
        }
        Language::Escpos => {
            let encoded = escpos::encode(document, &profile, printer.columns);
            let bytes = encoded.map_err(|error| fault(error.to_string()))?;
            Ok(Sheet { bytes, extension: "escpos" })
        }
    }
}

/// Prints a document. To print it once more because its outcome was never recorded is harmless in a folder or a file:
/// a folder has a file of one name for it, and a file that ends with it is left alone. A wire is another matter, see
/// [`Mark`].
pub fn print(document: &Document, printer: &Printer) -> Outcome {
    let Sheet { mut bytes, extension } = match sheet(document, printer) {
        Ok(sheet) => sheet,
        Err(fault) => return Outcome::Failed(fault),
    };
    let is_text = extension == "txt";
    match (&printer.to, wire(&printer.to)) {
        (Target::Dir(folder), _) => place::put(folder, &format!("{}.{extension}", document.name()), &bytes),
        (Target::File(path), _) => {
            let gap: &[u8] = if is_text { b"\n" } else { b"" };
            bytes.extend(gap);
            place::append(path, &bytes, gap)
        }
        (to, Some(wire)) => {
            let fault = |hitch| Fault { place: to.place(), hitch };
            match wire.send(&bytes, answers(printer)) {
                Sent::All => Outcome::Done,
                Sent::Nothing(hitch) => Outcome::Failed(fault(hitch)),
                Sent::Unknown(hitch) => Outcome::Unknown(fault(hitch)),
            }
        }
        (to, None) => Outcome::Failed(Fault::io(to.place(), io::ErrorKind::Unsupported.into())),
    }
}

/// Prints the paper of an entry: down a wire only behind a durable mark, which stays until its outcome is recorded.
pub fn print_marked(document: &Document, printer: &Printer, mark: &Mark, started: Started) -> Outcome {
    if !is_wired(printer) {
        return print(document, printer);
    }
    if let Err(error) = mark.begin(started) {
        return Outcome::Failed(Fault::io(mark.place(), error));
    }
    let outcome = print(document, printer);
    if matches!(outcome, Outcome::Failed(_)) {
        // A mark that stays makes a person look once more.
        let _ = mark.end();
    }
    outcome
}

/// Asks a printer how it is; `None` where it is well or can't be asked.
pub fn ask(printer: &Printer) -> Option<Fault> {
    let wire = wire(&printer.to).filter(|_| answers(printer).status)?;
    wire.ask().map(|hitch| Fault { place: printer.to.place(), hitch })
}

/// True where a document goes down a wire, so that a kill in the middle leaves nobody knowing what is on the paper.
fn is_wired(printer: &Printer) -> bool {
    wire(&printer.to).is_some()
}

fn answers(printer: &Printer) -> Answers {
    let profile = Profile::named(&printer.profile);
    profile.map(|Profile { status, confirms, .. }| Answers { status, confirms }).unwrap_or_default()
}

fn wire(to: &Target) -> Option<Wire> {
    Some(match to {
        Target::Dir(_) | Target::File(_) => return None,
        Target::Tcp(address) => Wire::Tcp(address.clone()),
        Target::Device(path) => Wire::Device(path.clone()),
        Target::Serial(path, speed) => Wire::Serial(path.clone(), *speed),
        Target::Cups(queue) => Wire::Cups(queue.clone()),
    })
}
