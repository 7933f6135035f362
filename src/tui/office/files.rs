//! What can be had of a page as a file: its table, and what the row under the cursor is on paper.

use super::dialog::{self, Dialog, Label, Purpose};
use super::model::Model;
use super::msg::{Effect, Format, Wanted};
use super::{pages, subject};
use crate::domain::message::text;
use crate::domain::{Message, SupplierCode, View};
use crate::lang::Lang;
use crate::tui::msg::Stamp;
use crate::tui::widgets::form::Form;

/// The formats of tables by their codes, which are the ends of their names.
const FORMATS: [(&str, Format); 3] = [("xlsx", Format::Xlsx), ("csv", Format::Csv), ("pdf", Format::Pdf)];

/// What can be had of a page: a table for certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    view: View,
    /// The name of the table's file without its end.
    name: String,
    paper: Option<Paper>,
}

/// What the row under the cursor is on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A letter to a supplier, by its number.
    Letter(SupplierCode, u32),
    /// A register, with the name of its file.
    Register {
        /// Whose it is.
        supplier: SupplierCode,
        /// Its number.
        number: u32,
        /// What its file is called.
        file: String,
    },
}

/// The format of a register's own file.
const REGISTER: (&str, &str) = ("register", "screen-office-register-file");

/// A letter's formats.
const LETTER: [(&str, &str); 2] =
    [("letter.pdf", "screen-office-letter-pdf"), ("letter.txt", "screen-office-letter-text")];

impl Files {
    fn of(model: &Model) -> Option<Files> {
        let view = model.pane()?.view.clone();
        let is_sheet = matches!(view, View::Offices { .. });
        let day = pages::day(model).filter(|_| is_sheet).map(|day| format!("-{day}")).unwrap_or_default();
        let name: String =
            view.to_string().chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect();
        let day = if name.ends_with(&day) { "" } else { &day };
        Some(Files { view, name: format!("okno-{name}{day}"), paper: subject::paper(model) })
    }

    /// The formats by their codes: those of what is on paper first. A day's offices may go on paper too.
    fn formats(&self) -> Vec<(String, Label)> {
        let is_sheet = matches!(self.view, View::Offices { .. });
        let of_paper: &[(&str, &'static str)] = match self.paper {
            Some(Paper::Letter(..)) => &LETTER,
            Some(Paper::Register { .. }) => &[REGISTER],
            None => &[],
        };
        let of_paper = of_paper.iter().map(|(code, words)| ((*code).to_owned(), Label::Word(words)));
        let of_table = FORMATS.iter().map(|(code, _)| *code).filter(|code| is_sheet || *code != "pdf");
        of_paper.chain(of_table.map(|code| (code.to_owned(), Label::Code))).collect()
    }

    /// What a file of a format is called, unless somebody types another name.
    fn name(&self, code: &str) -> String {
        match (&self.paper, code.split_once('.')) {
            (Some(Paper::Letter(supplier, number)), Some((_, end))) => format!("letter-{supplier}-{number}.{end}"),
            (Some(Paper::Register { file, .. }), _) if code == REGISTER.0 => file.clone(),
            _ => format!("{}.{code}", self.name),
        }
    }

    /// What is offered above the fields beside the table.
    fn about(&self) -> Vec<Message> {
        match &self.paper {
            Some(Paper::Letter(supplier, number)) => {
                vec![("screen-office-letter-about", vec![("supplier", text(supplier)), ("number", text(number))])]
            }
            Some(Paper::Register { supplier, number, .. }) => {
                vec![("screen-office-register-about", vec![("supplier", text(supplier)), ("number", text(number))])]
            }
            None => vec![],
        }
    }

    /// What is wanted, by the format and the other fields.
    pub fn wanted(&self, form: &Form, lang: Lang) -> Wanted {
        let code = form.value(0);
        match &self.paper {
            Some(Paper::Letter(supplier, number)) if LETTER.iter().any(|(of, _)| *of == code) => Wanted::Letter {
                supplier: supplier.clone(),
                number: *number,
                lang: Lang::parse(form.value(2)).unwrap_or(Lang::Ru),
                is_pdf: code.ends_with("pdf"),
            },
            Some(Paper::Register { supplier, number, .. }) if code == REGISTER.0 => {
                Wanted::Register { supplier: supplier.clone(), number: *number }
            }
            _ => {
                let format = FORMATS.iter().find(|(of, _)| *of == code).map_or(Format::Csv, |(_, of)| *of);
                Wanted::Table { view: self.view.clone(), format, title: super::words::view(lang, &self.view) }
            }
        }
    }

    /// The file is called as its format wants it: by its own name as long as nobody typed another, and that one ends as
    /// the format does.
    pub fn follow(&self, form: &mut Form) {
        let wanted = self.name(form.value(0));
        let typed = form.value(1).to_owned();
        if self.formats().iter().any(|(code, _)| self.name(code) == typed) {
            form.set(1, &wanted);
        } else if let (Some((name, end)), Some((_, wanted))) = (typed.rsplit_once('.'), wanted.rsplit_once('.'))
            && end != wanted
            && self.formats().iter().any(|(code, _)| code.rsplit('.').next() == Some(end))
        {
            form.set(1, &format!("{name}.{wanted}"));
        }
    }
}

/// Asks as what and where something of the page is to be written.
pub fn ask(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Some(files) = Files::of(model) else { return vec![] };
    let (formats, about) = (files.formats(), files.about());
    let name = formats.first().map(|(code, _)| files.name(code)).unwrap_or_default();
    let is_letter = matches!(files.paper, Some(Paper::Letter(..)));
    let asked = Dialog::new("screen-office-export", about, stamp.id, Purpose::Export(Box::new(files)))
        .choice("screen-office-format", formats)
        .text("screen-office-file", &name);
    // Suppliers read Russian; another language is the exception.
    let languages = [Lang::Ru, Lang::En].map(|lang| (lang.code().to_owned(), Label::Code)).into();
    let asked = if is_letter { asked.choice("office-col-language", languages) } else { asked };
    dialog::open(model, asked)
}
