//! What the papers of this office say besides their event, and putting one on paper.

use std::path::PathBuf;
use std::sync::Arc;
use std::{fs, io};

use super::{Mint, reports};
use crate::clock;
use crate::desk::printable::{People, Printable, ShiftRecord, printable};
use crate::desk::{Desk, DeskError, Home, Options, View};
use crate::document::{self, Document, Form, Names, NoForm, Piece, Place, Setting, Sheet, Style};
use crate::domain::message::{said, text};
use crate::domain::{Action, CashData, Catalogue, Command, DeskId, Message, Refusal, Seal, Timestamp, UserName};
use crate::lang::Lang;
use crate::print::{self, Mark, Outcome, Started};
use crate::settings::{Operator, Printer, Receipt, Settings};

/// The office as its settings describe it.
#[derive(Clone, Debug)]
pub struct Office {
    /// Where the desk's files are.
    pub home: Home,
    /// The language of papers.
    pub lang: Lang,
    /// Its settings.
    pub settings: Arc<Settings>,
    /// How its desk is opened.
    pub options: Options,
}

impl Office {
    /// The office of the home's settings; an error where they don't name a desk.
    pub fn new(home: Home, settings: Settings, lang: Lang) -> Result<Office, Message> {
        let options = Options {
            desk: DeskId::new(&settings.office, &settings.desk).map_err(|error| error.message())?,
            zone: settings.zone,
            policy: settings.policy(),
            cash: CashData::built_in()
                .map_err(|faults| ("cli-catalogue", vec![("detail", text(faults.join("; ")))]))?,
            mirror: settings.mirror.clone(),
            holder: "okno".to_owned(),
        };
        Ok(Office { home, lang, settings: Arc::new(settings), options })
    }
}

/// Makes papers.
pub struct Papers {
    office: Office,
    catalogue: Arc<Catalogue>,
}

/// The paper of an entry.
pub struct Paper {
    /// What it says.
    pub document: Document,
    /// 0 for the original, else the copy's number.
    pub copy: u32,
}

impl Papers {
    /// Papers with the names of `catalogue`.
    pub fn new(office: &Office, catalogue: Arc<Catalogue>) -> Papers {
        Papers { office: office.clone(), catalogue }
    }

    /// The paper's width in characters.
    pub fn columns(&self) -> usize {
        self.office.settings.printer.columns
    }

    /// The paper of entry `seq`: the original until it was printed, then a copy.
    pub fn next(&self, view: &View, seq: u64) -> Result<Paper, DeskError> {
        let nothing = || DeskError::from(Refusal::NothingToPrint { seq });
        let found = printable(view.journal(), view.directory(), seq)?.ok_or_else(nothing)?;
        let copy = found.document.copies;
        Ok(Paper { document: self.document(&found, copy).ok_or_else(nothing)?, copy })
    }

    /// A paper of this office, copy 0 the original; `None` for an event that has none.
    pub fn document(&self, found: &Printable, copy: u32) -> Option<Document> {
        let names = self.names(&found.people);
        let setting = Setting {
            place: self.place(&found.people, &found.cashier),
            names,
            offset: found.offset,
            taken_at: found.taken_at,
            corrections: &found.corrections,
            shift: found.shift.as_ref(),
            style: &self.style(),
            copy: (copy > 0).then_some(copy),
        };
        document::paper(&found.recorded, &setting)
    }

    /// Saves the paper of entry `seq` as a PDF in the home, as the original reads with what became of it since; gives
    /// the file.
    pub fn save_pdf(&self, view: &View, seq: u64) -> Result<PathBuf, Message> {
        let found = printable(view.journal(), view.directory(), seq).map_err(|error| error.message())?;
        let document = found.and_then(|found| self.document(&found, 0));
        let document = document.ok_or_else(|| DeskError::from(Refusal::NothingToPrint { seq }).message())?;
        self.save(&document)
    }

    /// Saves a document as a PDF in the home; gives the file.
    pub fn save(&self, document: &Document) -> Result<PathBuf, Message> {
        let path = self.office.home.pdf().join(format!("{}.pdf", document.name()));
        let written = print::pdf(document).map_err(io::Error::other).and_then(|bytes| {
            fs::create_dir_all(self.office.home.pdf())?;
            fs::write(&path, bytes)
        });
        let failed = |error| ("print-failed", vec![("path", text(path.display())), ("error", text(error))]);
        written.map_err(failed).map(|()| path)
    }

    /// A form of this office, printed at the moment `now`; `seal` names a bag for the forms that are about one.
    pub fn form(
        &self,
        form: Form,
        found: &ShiftRecord,
        seal: Option<&Seal>,
        now: Timestamp,
    ) -> Result<Document, NoForm> {
        let sheet = Sheet {
            place: self.place(&found.people, &found.custody.shift.cashier),
            names: self.names(&found.people),
            at: clock::local(now.utc(), self.office.options.zone),
            seq: found.seq,
            hash16: found.hash16.clone(),
            unsent: found.unsent,
        };
        document::form(form, &found.custody, seal, &sheet)
    }

    /// What this office made of its receipts. The settings know no other parts than receipts have.
    fn style(&self) -> Style {
        let Receipt { heading, footer, parts } = self.office.settings.receipt.clone();
        Style { heading, footer, pieces: parts.iter().filter_map(|part| Piece::parse(part)).collect() }
    }

    fn names<'a>(&'a self, people: &'a People) -> Names<'a> {
        Names { catalogue: &self.catalogue, cash: &self.office.options.cash, people, lang: self.office.lang }
    }

    fn place(&self, people: &People, cashier: &UserName) -> Place {
        let settings = &self.office.settings;
        let (operator, inn) = match &settings.operator {
            Some(Operator { name, inn }) => (name.clone(), inn.clone()),
            None => (self.catalogue.operator.name.clone(), self.catalogue.operator.inn.clone()),
        };
        let (office, desk) = (settings.office.clone(), settings.desk.clone());
        let cashier = people.get(cashier).cloned().unwrap_or_else(|| cashier.to_string());
        Place { operator, inn, office, address: settings.address.clone(), desk, cashier }
    }
}

/// Prints.
pub struct Press {
    view: View,
    papers: Papers,
    printer: Printer,
    mark: Mark,
}

/// What became of a paper.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The entry.
    pub seq: u64,
    /// 0 for the original, else the copy's number; `None` where nothing went out, so that there is nothing to record.
    pub copy: Option<u32>,
    /// What the printer said where nobody knows what came out.
    pub unknown: Option<String>,
    /// What to tell the person.
    pub fault: Option<Message>,
}

impl Press {
    /// Opens the desk's files to read.
    pub fn open(office: &Office) -> Result<Press, DeskError> {
        let view = View::open(&office.home)?;
        let catalogue = Arc::new(view.directory().catalogue()?);
        let papers = Papers::new(office, catalogue);
        Ok(Press { view, papers, printer: office.settings.printer.clone(), mark: Mark::new(office.home.printing()) })
    }

    /// The paper that an earlier run of the program was printing when it ended: nobody knows what is on it.
    pub fn interrupted(&self) -> Option<Printed> {
        let copies = |seq| self.view.journal().document(seq).ok().flatten().map(|document| document.copies);
        let left = self.mark.unrecorded(copies);
        let started = left.inspect_err(|error| tracing::warn!(%error, "the mark of a print can't be read")).ok()??;
        Some(Printed {
            seq: started.seq,
            copy: Some(started.copy),
            unknown: Some(INTERRUPTED.to_owned()),
            fault: Some(interruption(&self.printer)),
        })
    }

    /// What became of the last paper is recorded: its mark says nothing more.
    pub fn recorded(&self) {
        if let Err(error) = self.mark.end() {
            tracing::warn!(%error, "the mark of a print stays");
        }
    }

    /// What is wrong with the printer, where it can be asked.
    pub fn ask(&self) -> Option<Message> {
        print::ask(&self.printer).map(|fault| said_of("print-not-ready", &fault))
    }

    /// Prints a test page; what kept it from the printer.
    pub fn test(&self) -> Option<Message> {
        let Printer { profile, to, columns } = &self.printer;
        let page = document::test_page(self.papers.office.lang, &format!("{profile} {to}"), *columns, false);
        match print::print(&page, &self.printer) {
            Outcome::Done => None,
            Outcome::Failed(fault) => Some(said_of("print-failed", &fault)),
            Outcome::Unknown(fault) => Some(said_of("print-test-unknown", &fault)),
        }
    }

    /// Prints what is queued, the paper of entry `first` before the others, until one does not come out. Each is to be
    /// recorded before the next: what was printed is no longer queued.
    pub fn print_queued(&self, first: Option<u64>, mut record: impl FnMut(Printed)) -> Result<(), DeskError> {
        let documents = self.view.journal().unprinted()?.into_iter();
        let mut queued: Vec<u64> =
            documents.filter(|it| it.state.as_str() == "queued").map(|document| document.seq).collect();
        queued.sort_by_key(|seq| Some(*seq) != first);
        for seq in queued {
            let printed = self.print(seq);
            let is_stuck = printed.fault.is_some();
            record(printed);
            if is_stuck {
                break;
            }
        }
        Ok(())
    }

    /// Prints a form of a shift. It is no entry's paper: nothing is recorded, and it may be printed as often as anybody
    /// likes.
    pub fn form(&self, form: Form, shift: Option<u32>, at: Timestamp) -> Result<(), Message> {
        match print::print(&reports::form(&self.view, &self.papers, form, shift, at)?, &self.printer) {
            Outcome::Done => Ok(()),
            Outcome::Failed(fault) => Err(said_of("print-failed", &fault)),
            Outcome::Unknown(fault) => Err(said_of("print-unknown", &fault)),
        }
    }

    /// Prints the paper of entry `seq`.
    pub fn print(&self, seq: u64) -> Printed {
        let paper = match self.papers.next(&self.view, seq) {
            Ok(paper) => paper,
            Err(error) => return Printed { seq, copy: None, unknown: None, fault: Some(error.message()) },
        };
        let started = Started { seq, copy: paper.copy };
        match print::print_marked(&paper.document, &self.printer, &self.mark, started) {
            Outcome::Done => Printed { seq, copy: Some(paper.copy), unknown: None, fault: None },
            Outcome::Failed(fault) => {
                Printed { seq, copy: None, unknown: None, fault: Some(said_of("print-failed", &fault)) }
            }
            Outcome::Unknown(fault) => Printed {
                seq,
                copy: Some(paper.copy),
                unknown: Some(fault.hitch.to_string()),
                fault: Some(said_of("print-unknown", &fault)),
            },
        }
    }
}

/// What the journal says of a paper that was being printed when the program ended.
pub const INTERRUPTED: &str = "interrupted";

/// What is said of a paper that was being printed when the program ended.
pub fn interruption(printer: &Printer) -> Message {
    let reason = said(("print-interrupted", vec![]));
    ("print-unknown", vec![("path", text(printer.to.place())), ("error", reason)])
}

/// What kept a paper from the printer, under a text of its own.
pub(super) fn said_of(id: &'static str, fault: &print::Fault) -> Message {
    let reason = fault.hitch.id().map_or_else(|| text(&fault.hitch), |id| said((id, vec![])));
    (id, vec![("path", text(&fault.place)), ("error", reason)])
}

/// Records what became of a paper. That it can't be recorded is told as a fault of the paper: it stays queued. True
/// where there is nothing left to record.
pub fn record(desk: &mut Desk, mint: &Mint, printed: Printed) -> (bool, Option<Message>) {
    let Printed { seq, copy, unknown, fault } = printed;
    let Some(copy) = copy else { return (true, fault) };
    let stamp = mint();
    let action = Action::RecordPrint { seq, copy, unknown };
    let command = Command { id: stamp.id, at: stamp.at, by: None, approved_by: None, witness: None, action };
    match desk.execute(&command) {
        Ok(_) => (true, fault),
        Err(error) => (false, Some(error.message())),
    }
}
