//! What the papers of this office say besides their event, and putting one on paper.

use std::sync::Arc;

use super::Mint;
use crate::clock;
use crate::desk::printable::{People, Printable, ShiftRecord, printable, shift_record};
use crate::desk::{Desk, DeskError, Home, Options, View};
use crate::document::{self, Document, Form, Names, NoForm, Place, Setting, Sheet};
use crate::domain::message::text;
use crate::domain::{Action, CashData, Catalogue, Command, DeskId, Message, Refusal, Seal, Timestamp, UserName, Word};
use crate::lang::Lang;
use crate::print::{self, Outcome};
use crate::settings::{Operator, Printer, Settings};

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
            copy: (copy > 0).then_some(copy),
        };
        document::paper(&found.recorded, &setting)
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
        Ok(Press { view, papers: Papers::new(office, catalogue), printer: office.settings.printer.clone() })
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

    /// Prints the strip for going home, of the open shift or else the last one. It is no entry's paper: nothing is
    /// recorded, and it may be printed as often as anybody likes.
    pub fn strip(&self, at: Timestamp) -> Result<(), Message> {
        let shift = self.view.journal().shift().map_err(|error| error.message())?;
        let number = shift.open.map_or(shift.number, |open| open.number);
        let found = shift_record(self.view.journal(), self.view.directory(), Some(number));
        let found = found.map_err(|error| error.message())?;
        let strip = found.and_then(|found| self.papers.form(Form::Strip, &found, None, at).ok());
        let strip = strip.ok_or_else(|| DeskError::from(Refusal::NoShift).message())?;
        match print::print(&strip, &self.printer) {
            Outcome::Done => Ok(()),
            Outcome::Failed(fault) => Err(("print-failed", said(&fault))),
            Outcome::Unknown(fault) => Err(("print-unknown", said(&fault))),
        }
    }

    /// Prints the paper of entry `seq`.
    pub fn print(&self, seq: u64) -> Printed {
        let paper = match self.papers.next(&self.view, seq) {
            Ok(paper) => paper,
            Err(error) => return Printed { seq, copy: None, unknown: None, fault: Some(error.message()) },
        };
        match print::print(&paper.document, &self.printer) {
            Outcome::Done => Printed { seq, copy: Some(paper.copy), unknown: None, fault: None },
            Outcome::Failed(fault) => {
                Printed { seq, copy: None, unknown: None, fault: Some(("print-failed", said(&fault))) }
            }
            Outcome::Unknown(fault) => Printed {
                seq,
                copy: Some(paper.copy),
                unknown: Some(fault.error.to_string()),
                fault: Some(("print-unknown", said(&fault))),
            },
        }
    }
}

/// Where a paper did not go, and why.
fn said(fault: &print::Fault) -> Vec<(&'static str, Word)> {
    vec![("path", text(fault.path.display())), ("error", text(&fault.error))]
}

/// Records what became of a paper. That it can't be recorded is told as a fault of the paper: it stays queued.
pub fn record(desk: &mut Desk, mint: &Mint, printed: Printed) -> (u64, Option<Message>) {
    let Printed { seq, copy, unknown, fault } = printed;
    let Some(copy) = copy else { return (seq, fault) };
    let stamp = mint();
    let action = Action::RecordPrint { seq, copy, unknown };
    let command = Command { id: stamp.id, at: stamp.at, by: None, approved_by: None, witness: None, action };
    (seq, desk.execute(&command).err().map(|error| error.message()).or(fault))
}
