//! What a dialog is for, and what is made of its fields.

use chrono::NaiveDate;

use super::values::{self, Wrong};
use crate::domain::message::text;
use crate::domain::office::Rest;
use crate::domain::office::event::{BankDocument, Particulars, Verdict};
use crate::domain::telephone::ChallengeError;
use crate::domain::{Challenge, DeskId, ExceptionKey, Message, Money, OfficeCode, Role, SupplierCode, UserName, View};
use crate::lang::Lang;
use crate::protocol::office::{Deed, FoundBag};
use crate::tui::office::files::Files;
use crate::tui::office::msg::Wanted;
use crate::tui::widgets::form::Form;
use crate::tui::widgets::words;

/// What comes of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signs an office's day; a comment.
    Sign(OfficeCode, NaiveDate),
    /// Writes down what was telephoned: desk, shift, day, payments, sum, digits, clerk.
    Announce(Option<OfficeCode>),
    /// Says something about an exception.
    Comment(ExceptionKey),
    /// Is done with an exception: reason, comment, the entry that corrected it.
    Resolve(ExceptionKey),
    /// Opens an exception again; why.
    Reopen(ExceptionKey),
    /// The collector took a bag; the day.
    Collect(Bag),
    /// The bank credited bags: the sum of each, what is wrong with one that has less, the act, the document.
    Credit(Vec<Bag>),
    /// The bank gave a bag back; why, and the entry by which its cash is in the drawer again.
    Return(Bag),
    /// The acquirer paid: tender, gross, fee, account, document.
    Settle,
    /// Makes a register; the layout.
    Register(SupplierCode),
    /// The supplier got its money: sum, registers, account, document.
    Remit(SupplierCode),
    /// Asks for a correction: nothing is typed.
    Request(DeskId, u64, u32),
    /// What the supplier answered: yes or no, in its words.
    Answer(SupplierCode, u32),
    /// What a document of the bank is, in the person's words.
    Explain(BankDocument),
    /// Adds a person: name, role, office, region, full name, language, PIN twice.
    AddPerson,
    /// Changes a person: role, office, region, full name, language.
    ChangePerson(UserName),
    /// Lets a person no longer sign in: nothing is typed.
    RetirePerson(UserName),
    /// Gives a person another PIN, typed twice.
    GivePin(UserName),
    /// The code of an operation at a desk: desk, operation, subject, sum, challenge.
    Authorise,
    /// What is looked for.
    Find,
    /// Something of a page as a file: format, path, of a letter its language.
    Export(Box<Files>),
}

/// A bag as its row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bag {
    /// The desk that sealed it.
    pub desk: DeskId,
    /// The entry.
    pub seq: u64,
    /// Its seal.
    pub seal: String,
    /// What its slip says, where that is seen.
    pub sealed: Option<Money>,
}

/// What is made of the fields.
pub enum Filled {
    /// An order, and what is said once it is done.
    Order(Deed, Message),
    /// A page.
    Open(View),
    /// A file.
    Export {
        /// What is in it.
        wanted: Wanted,
        /// Where.
        path: String,
    },
}

impl Purpose {
    /// What Enter does at the end.
    pub fn hint(&self) -> &'static str {
        match self {
            Purpose::Sign(..) => "action-office-sign",
            Purpose::Find => "action-office-find",
            Purpose::Export(_) => "action-office-export",
            _ => "action-send",
        }
    }

    /// What is made of the fields, or the field that is wrong.
    pub fn filled(&self, form: &Form, today: NaiveDate, lang: Lang) -> Result<Filled, Wrong> {
        let order = |deed, id: &'static str| Ok(Filled::Order(deed, (id, vec![])));
        match self {
            Purpose::Sign(office, day) => {
                let words = vec![("office", text(office)), ("day", text(lang.date(*day)))];
                let deed = Deed::Sign { office: office.clone(), day: *day, comment: values::optional(form, 0) };
                Ok(Filled::Order(deed, ("screen-office-signed", words)))
            }
            Purpose::Announce(office) => order(announce(form, office.as_ref(), today)?, "screen-office-announced"),
            Purpose::Comment(_) | Purpose::Resolve(_) | Purpose::Reopen(_) => self.of_exception(form),
            Purpose::Collect(_) | Purpose::Credit(_) | Purpose::Return(_) => self.of_bags(form, today),
            Purpose::Settle => order(settle(form, today)?, "screen-office-settled"),
            Purpose::Register(supplier) => {
                let deed = Deed::MakeRegister { supplier: supplier.clone(), layout: values::optional(form, 0) };
                order(deed, "screen-office-register-made")
            }
            Purpose::Remit(supplier) => order(remit(form, supplier, today)?, "screen-office-remitted"),
            Purpose::Request(desk, seq, n) => {
                order(Deed::Request { desk: desk.clone(), seq: *seq, n: *n }, "screen-office-requested")
            }
            Purpose::Answer(supplier, number) => {
                let accepted = form.value(0) == YES;
                // Who does what was asked need not say more.
                let comment = if accepted { form.value(1).to_owned() } else { values::needed(form, 1)? };
                let deed = Deed::Answer { supplier: supplier.clone(), number: *number, accepted, comment };
                order(deed, "screen-office-answered")
            }
            Purpose::Explain(document) => {
                let comment = values::needed(form, 0)?;
                order(Deed::Explain { document: document.clone(), comment }, "screen-office-explained")
            }
            Purpose::AddPerson | Purpose::ChangePerson(_) | Purpose::RetirePerson(_) | Purpose::GivePin(_) => {
                self.of_person(form)
            }
            Purpose::Authorise => {
                let challenge = values::needed(form, 4)?;
                let challenge: Challenge = challenge.parse().map_err(|error: ChallengeError| (4, error.message()))?;
                let deed = Deed::Authorise {
                    desk: values::desk(form, 0, None)?,
                    challenge: challenge.to_string(),
                    operation: values::needed(form, 1)?,
                    subject: form.value(2).to_owned(),
                    kopecks: if form.value(3).is_empty() { Money::ZERO } else { values::sum(form, 3)? },
                };
                let words = vec![("desk", text(form.value(0)))];
                Ok(Filled::Order(deed, ("screen-office-authorised", words)))
            }
            Purpose::Find => Ok(Filled::Open(View::Search { text: Rest(values::needed(form, 0)?) })),
            Purpose::Export(files) => {
                Ok(Filled::Export { wanted: files.wanted(form, lang), path: values::needed(form, 1)? })
            }
        }
    }

    fn of_exception(&self, form: &Form) -> Result<Filled, Wrong> {
        let done = |deed, id| Ok(Filled::Order(deed, (id, vec![])));
        match self.clone() {
            Purpose::Comment(exception) => {
                done(Deed::Comment { exception, comment: values::needed(form, 0)? }, "screen-office-commented")
            }
            Purpose::Reopen(exception) => {
                done(Deed::Reopen { exception, comment: values::needed(form, 0)? }, "screen-office-reopened")
            }
            Purpose::Resolve(exception) => {
                let reason = values::code(form, 0)?;
                let comment =
                    if form.value(0) == "other" { Some(values::needed(form, 1)?) } else { values::optional(form, 1) };
                let is_corrected = form.value(0) == CORRECTED;
                let corrected_by = if is_corrected { values::optional_code(form, 2)? } else { None };
                done(Deed::Resolve { exception, reason, comment, corrected_by }, "screen-office-resolved")
            }
            _ => Err((0, ("screen-office-needed", vec![]))),
        }
    }

    fn of_person(&self, form: &Form) -> Result<Filled, Wrong> {
        let done = |deed, id, person: &UserName| Ok(Filled::Order(deed, (id, vec![("user", text(person))])));
        match self {
            Purpose::AddPerson => {
                let person = words::typed_user(form.value(0)).map_err(|fault| (0, fault))?;
                let pin = values::pin(form, 6)?;
                let deed = Deed::AddPerson { person: person.clone(), particulars: particulars(form, 1)?, pin };
                done(deed, "screen-office-person-added", &person)
            }
            Purpose::ChangePerson(person) => {
                let deed = Deed::ChangePerson { person: person.clone(), particulars: particulars(form, 0)? };
                done(deed, "screen-office-person-changed", person)
            }
            Purpose::GivePin(person) => {
                let deed = Deed::SetPin { person: person.clone(), pin: values::pin(form, 0)? };
                done(deed, "screen-office-pin-given", person)
            }
            Purpose::RetirePerson(person) => {
                done(Deed::RetirePerson { person: person.clone() }, "screen-office-person-retired", person)
            }
            _ => Err((0, ("screen-office-needed", vec![]))),
        }
    }

    fn of_bags(&self, form: &Form, today: NaiveDate) -> Result<Filled, Wrong> {
        let done = |deed, id| Ok(Filled::Order(deed, (id, vec![])));
        match self {
            Purpose::Collect(Bag { desk, seq, .. }) => {
                let day = values::day(form, 0, today)?;
                done(Deed::Collect { desk: desk.clone(), seq: *seq, day }, "screen-office-collected")
            }
            Purpose::Return(Bag { desk, seq, .. }) => {
                let comment = values::needed(form, 0)?;
                let cash_in = values::optional_code(form, 1)?;
                done(Deed::Return { desk: desk.clone(), seq: *seq, cash_in, comment }, "screen-office-returned")
            }
            Purpose::Credit(bags) => done(credit(form, bags, today)?, "screen-office-credited"),
            _ => Err((0, ("screen-office-needed", vec![]))),
        }
    }

    /// What follows from a change of one field in another: the name of a file from its format.
    pub fn follow(&self, form: &mut Form) {
        if let Purpose::Export(files) = self {
            files.follow(form);
        }
    }
}

/// The code of an exception that an entry corrected.
pub const CORRECTED: &str = "corrected";
/// The code of a yes.
pub const YES: &str = "yes";
/// The code of counterfeit notes.
pub const COUNTERFEIT: &str = "counterfeit";

/// Role, office, region, full name and language, from a field on.
fn particulars(form: &Form, first: usize) -> Result<Particulars, Wrong> {
    let role = Role::parse(form.value(first)).unwrap_or(Role::Cashier);
    Ok(Particulars {
        role,
        office: values::optional_code(form, first + 1)?,
        region: values::optional(form, first + 2),
        full_name: values::optional(form, first + 3),
        language: values::optional(form, first + 4),
    })
}

fn announce(form: &Form, office: Option<&OfficeCode>, today: NaiveDate) -> Result<Deed, Wrong> {
    Ok(Deed::Announce {
        desk: values::desk(form, 0, office)?,
        shift: values::number(form, 1)?,
        day: values::day(form, 2, today)?,
        payments: values::number(form, 3)?,
        kopecks: values::sum(form, 4)?,
        digits: values::needed(form, 5)?,
        clerk: values::needed(form, 6)?,
    })
}

fn credit(form: &Form, bags: &[Bag], today: NaiveDate) -> Result<Deed, Wrong> {
    let mut found = Vec::new();
    let after = bags.len();
    for (field, bag) in bags.iter().enumerate() {
        let kopecks = values::sum(form, field)?;
        let verdict = match bag.sealed {
            Some(sealed) if kopecks > sealed => Verdict::Over,
            Some(sealed) if kopecks < sealed && form.value(after) == COUNTERFEIT => Verdict::Counterfeit,
            Some(sealed) if kopecks < sealed => Verdict::Short,
            _ => Verdict::Whole,
        };
        found.push(FoundBag { desk: bag.desk.clone(), seq: bag.seq, kopecks, verdict });
    }
    let is_other = found.iter().any(|bag| bag.verdict != Verdict::Whole);
    let act = if is_other { Some(values::needed(form, after + 1)?) } else { values::optional(form, after + 1) };
    Ok(Deed::Credit { bags: found, document: values::document(form, after + 2, today)?, act })
}

fn settle(form: &Form, today: NaiveDate) -> Result<Deed, Wrong> {
    Ok(Deed::Settle {
        tender: values::code(form, 0)?,
        gross: values::sum(form, 1)?,
        fee: if form.value(2).is_empty() { Money::ZERO } else { values::sum(form, 2)? },
        account: values::code(form, 3)?,
        document: values::document(form, 4, today)?,
    })
}

fn remit(form: &Form, supplier: &SupplierCode, today: NaiveDate) -> Result<Deed, Wrong> {
    let mut registers = Vec::new();
    for number in form.value(1).split([',', ' ']).filter(|number| !number.is_empty()) {
        let wrong = || (1, ("screen-office-number-form", vec![("value", text(number))]));
        registers.push(number.parse().map_err(|_| wrong())?);
    }
    Ok(Deed::Remit {
        supplier: supplier.clone(),
        kopecks: values::sum(form, 0)?,
        registers,
        account: values::code(form, 2)?,
        document: values::document(form, 3, today)?,
    })
}
