//! The till: the lookup, the accounts found, the basket.

use std::collections::VecDeque;

use tui_input::Input;

use crate::domain::message::{list, text};
use crate::domain::scan::{Bill, BillSum};
use crate::domain::{AccountNumber, EntryId, Message, Money, ReceiptNumber, ServiceCode, Word};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{BillFound, Draft, Effect, Hit, LineDraft, Stamp};
use crate::tui::screens::lookup::Lookup;
use crate::tui::screens::question::{Answer, Question};
use crate::tui::screens::{cash, close_shift, pause, receipts, tender};
use crate::tui::widgets::{field, words};

/// How a payment's QR begins, under either layout of the keyboard.
const PAYMENT_CODES: [&str; 2] = ["ST0001", "ЫЕ0001"];

/// The fewest digits of a number that headquarters is asked about.
const FEWEST_DIGITS: usize = 4;

/// What the till knows.
#[derive(Clone, Debug, Default)]
pub struct Till {
    /// What is looked up, and the accounts found.
    pub lookup: Lookup,
    /// How many searches there were, whoever asked.
    pub searches: u64,
    /// The last search that headquarters was asked about.
    pub asked: Option<u64>,
    /// True until it answers.
    pub asking: bool,
    /// What to do when the search that is under way answers.
    pub waiting: Option<Action>,
    /// What is paid together.
    pub basket: Vec<LineDraft>,
    /// Baskets put aside, the oldest first.
    pub held: Vec<Vec<LineDraft>>,
    /// The sum of the last line, while it is typed.
    pub amount: Option<Input>,
    /// The last payment, shown until the next begins.
    pub paid: Option<Paid>,
    /// The payment's id of a tender that was begun and left.
    pub begun: Option<EntryId>,
    /// Bills scanned during a tender: looked up when it has ended.
    pub scans: Vec<String>,
    /// Bills that were found while something else was asked or done: they follow it, one by one.
    pub bills: VecDeque<BillFound>,
}

/// A payment just taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paid {
    /// Its receipt.
    pub receipt: ReceiptNumber,
    /// Its sum with fees.
    pub total: Money,
    /// What goes back to the payer.
    pub change: Money,
}

impl Till {
    /// True if something is to be paid for.
    pub fn has_lines(&self) -> bool {
        !self.basket.is_empty()
    }

    /// True if a basket was put aside.
    pub fn has_held(&self) -> bool {
        !self.held.is_empty()
    }

    /// True if Enter would take an account, or end the typing of a sum.
    pub fn can_take(&self) -> bool {
        self.amount.is_some() || self.lookup.picked().is_some() || self.lookup.is_searching() || self.scan().is_some()
    }

    /// The sum of the basket without fees.
    pub fn total(&self) -> Money {
        self.basket.iter().fold(Money::ZERO, |sum, line| sum.saturating_plus(line.kopecks))
    }

    /// What of the till must survive a crash.
    pub fn draft(&self) -> Draft {
        let (basket, held, tender) = (self.basket.clone(), self.held.clone(), self.begun);
        Draft { basket, held, tender, ..Draft::default() }
    }

    /// A scan that stands in the lookup, since the scanner was as slow as a person.
    fn scan(&self) -> Option<&str> {
        let typed = Some(self.lookup.value().trim()).filter(|_| self.lookup.hits.is_empty());
        typed.filter(|typed| PAYMENT_CODES.iter().any(|begin| typed.starts_with(begin)))
    }

    fn clear_lookup(&mut self) {
        self.lookup.clear();
        self.waiting = None;
    }
}

/// Does what a key of the till means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    match action {
        Action::Take => take_picked(model),
        Action::Down => choose(model, 1),
        Action::Up => choose(model, -1),
        Action::Amount => {
            let last = model.till.basket.last().map(|line| line.kopecks);
            model.till.amount = last.map(|_| Input::default());
            vec![]
        }
        Action::AskHq => ask_hq(model),
        Action::Hold => hold(model),
        Action::WholeAddress => whole_address(model),
        Action::PayCash => tender::begin_cash(model, stamp),
        Action::PayCard => tender::begin_card(model, stamp),
        Action::RemoveLine => {
            model.till.basket.pop();
            leave_amount(model);
            if !model.till.has_lines() {
                // Another basket is another payment.
                model.till.begun = None;
            }
            keep(model)
        }
        Action::ClearLookup => {
            if !leave_amount(model) {
                model.till.clear_lookup();
            }
            vec![]
        }
        Action::OpenReceipts => receipts::open(model),
        Action::OpenCash => {
            cash::show(model);
            vec![]
        }
        Action::EndShift => close_shift::open(model),
        Action::XReport => vec![Effect::XReport],
        Action::LastZ => model.custody.last.z.map(|seq| Effect::Preview { seq }).into_iter().collect(),
        Action::Pause => pause::open(model),
        _ => vec![],
    }
}

/// Types into the lookup, or into the sum of the last line.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Some(amount) = &mut model.till.amount {
        field::edit(amount, key);
        return vec![];
    }
    if !field::edit(&mut model.till.lookup.input, key) {
        return vec![];
    }
    model.till.paid = None;
    look_up(model)
}

/// Searches for what stands in the lookup.
pub fn look_up(model: &mut Model) -> Vec<Effect> {
    let till = &mut model.till;
    till.waiting = None;
    till.searches += 1;
    till.lookup.ask(till.searches)
}

/// Searches for a text that came at once: pasted, or scanned and no bill.
pub fn look_for(model: &mut Model, text: &str) -> Vec<Effect> {
    model.till.lookup.input = Input::new(text.to_owned());
    model.till.paid = None;
    look_up(model)
}

/// Leaves the typing of a sum; true if there was one.
pub fn leave_amount(model: &mut Model) -> bool {
    model.till.amount.take().is_some()
}

/// The answer of a search: an older one than the last is of no use.
pub fn found(model: &mut Model, search: u64, hits: Result<Vec<Hit>, Message>, more: bool) -> Vec<Effect> {
    match model.till.lookup.answer(search, hits, more) {
        Ok(false) => return vec![],
        Ok(true) => {}
        Err(fault) => model.notice = Some(Notice::fault(fault)),
    }
    let is_till = matches!(model.screen, Screen::Till) && model.overlay.is_none();
    match model.till.waiting.take().filter(|_| is_till) {
        Some(Action::Take) => take_picked(model),
        Some(Action::WholeAddress) => whole_address(model),
        _ => vec![],
    }
}

/// True if headquarters can be asked about what is typed: it looks like an account's number, and nothing is found here.
pub fn can_ask_hq(model: &Model) -> bool {
    let (till, lookup) = (&model.till, &model.till.lookup);
    let is_number = || AccountNumber::parse(lookup.value()).is_ok_and(|number| number.digits().len() >= FEWEST_DIGITS);
    let is_asked = till.asking || till.asked == Some(lookup.search);
    model.health.hq.is_some() && lookup.hits.is_empty() && !lookup.is_searching() && !is_asked && is_number()
}

fn ask_hq(model: &mut Model) -> Vec<Effect> {
    let till = &mut model.till;
    let (search, text) = (till.lookup.search, till.lookup.value().trim().to_owned());
    (till.asked, till.asking) = (Some(search), true);
    vec![Effect::AskHq { search, text }]
}

/// Headquarters' answer: of use while the same is still looked for.
pub fn asked(model: &mut Model, search: u64, hits: Result<Vec<Hit>, Message>) -> Vec<Effect> {
    model.till.asking = false;
    if search != model.till.lookup.search {
        return vec![];
    }
    match hits {
        Ok(hits) if hits.is_empty() => model.notice = Some(Notice::fault(("till-hq-has-none", vec![]))),
        Ok(hits) => model.till.lookup.hits = hits,
        Err(fault) => model.notice = Some(Notice::fault(fault)),
    }
    vec![]
}

/// The accounts of an address: all that is owed for goes into the basket.
pub fn address_found(model: &mut Model, hits: Vec<Hit>) -> Vec<Effect> {
    // What arrives under an open tender would change what is being paid: the search is still there after it.
    if !matches!(model.screen, Screen::Till) {
        return vec![];
    }
    let fresh = |hit: &&Hit| !model.till.basket.iter().any(|line| same_account(line, hit));
    let (paid, owed): (Vec<&Hit>, Vec<&Hit>) =
        hits.iter().filter(|hit| hit.balance.is_positive()).filter(fresh).partition(|hit| !hit.paid_today.is_empty());
    let lines: Vec<LineDraft> = owed.into_iter().map(|hit| line_of(model, hit, None)).collect();
    let left_out = list(&paid.iter().map(|hit| &hit.account).collect::<Vec<_>>());
    model.notice = match (lines.is_empty(), paid.is_empty()) {
        (_, false) => Some(Notice::fault(("till-paid-today-left-out", vec![("accounts", left_out)]))),
        (true, true) => Some(Notice::fault(("till-nothing-owed", vec![]))),
        (false, true) => None,
    };
    if lines.is_empty() {
        return vec![];
    }
    model.till.basket.extend(lines);
    model.till.clear_lookup();
    keep(model)
}

/// A scanned bill was looked up: its line goes into the basket, or its sum is asked about.
pub fn bill_found(model: &mut Model, found: BillFound) -> Vec<Effect> {
    model.till.bills.push_back(found);
    next_bill(model)
}

/// Takes the next bill that was found, once nothing else is asked or done.
pub fn next_bill(model: &mut Model) -> Vec<Effect> {
    let is_free = model.overlay.is_none() && model.till.amount.is_none() && matches!(model.screen, Screen::Till);
    let Some(BillFound { bill, hit }) = model.till.bills.pop_front_if(|_| is_free) else { return vec![] };
    let owed = hit.balance;
    let sums = match &bill.amount {
        Some(BillSum::Kopecks(sum)) if sum.is_positive() && owed.is_positive() && *sum != owed => {
            vec![("till-sum-of-bill", *sum), ("till-sum-owed", owed)]
        }
        Some(BillSum::Kopecks(sum)) if sum.is_positive() => return take_bill(model, &bill, &hit, *sum),
        Some(BillSum::Ambiguous { as_roubles, as_kopecks, .. }) => {
            let mut sums = vec![("till-sum-roubles", *as_roubles)];
            sums.extend(as_kopecks.map(|sum| ("till-sum-kopecks", sum)));
            sums
        }
        _ => return take_bill(model, &bill, &hit, owed.max(Money::ZERO)),
    };
    let choices = sums.into_iter().map(|(words, sum)| {
        let answer = Answer::TakeBill(Box::new(((*bill).clone(), hit.clone())), sum);
        ((words, vec![("sum", Word::Money(sum))]), answer)
    });
    let asked = ("till-which-sum", vec![("account", text(&hit.account))]);
    model.overlay = Some(Overlay::Question(Question::new(asked, choices.collect())));
    vec![]
}

/// Takes a scanned bill's line with this sum.
pub fn take_bill(model: &mut Model, bill: &Bill, hit: &Hit, sum: Money) -> Vec<Effect> {
    let line = LineDraft { kopecks: sum, period: bill.period, ..line_of(model, hit, None) };
    take_line(model, line, hit)
}

/// Takes an account's line with the service that was chosen.
pub fn take_service(model: &mut Model, hit: &Hit, service: ServiceCode) -> Vec<Effect> {
    let line = line_of(model, hit, Some(service));
    take_line(model, line, hit)
}

/// Puts a line into the basket; where nothing is owed its sum is to be typed.
pub fn put(model: &mut Model, line: LineDraft) -> Vec<Effect> {
    if !line.kopecks.is_positive() {
        model.till.amount = Some(Input::default());
    }
    model.till.basket.push(line);
    model.till.paid = None;
    model.till.clear_lookup();
    keep(model)
}

/// Keeps what was begun for a crash.
pub fn keep(model: &Model) -> Vec<Effect> {
    vec![Effect::KeepDraft(model.draft())]
}

fn take_picked(model: &mut Model) -> Vec<Effect> {
    if model.till.amount.is_some() {
        return set_amount(model);
    }
    if model.till.lookup.is_searching() {
        model.till.waiting = Some(Action::Take);
        return vec![];
    }
    if let Some(scan) = model.till.scan().map(ToOwned::to_owned) {
        model.till.clear_lookup();
        return vec![Effect::FindBill(scan)];
    }
    let Some(hit) = model.till.lookup.picked().cloned() else {
        let nothing = model.till.lookup.hits.is_empty();
        model.notice = Some(Notice::fault((if nothing { "till-nothing-found" } else { "till-choose" }, vec![])));
        return vec![];
    };
    let services = model.catalogue.supplier(&hit.supplier).map(|supplier| supplier.services.clone());
    match services {
        Some(services) if services.len() > 1 => ask_service(model, &hit, services),
        _ => {
            let line = line_of(model, &hit, None);
            take_line(model, line, &hit)
        }
    }
}

fn ask_service(model: &mut Model, hit: &Hit, services: Vec<ServiceCode>) -> Vec<Effect> {
    let choices = services.into_iter().map(|code| {
        let name = model.catalogue.service(&code).map(|service| crate::document::name_in(model.lang, &service.name));
        let words = ("till-service", vec![("service", text(name.unwrap_or(code.as_str())))]);
        (words, Answer::TakeHit(Box::new(hit.clone()), code))
    });
    let question = Question::new(("till-which-service", vec![("account", text(&hit.account))]), choices.collect());
    model.overlay = Some(Overlay::Question(question));
    vec![]
}

/// Takes a line, but asks where it may be a mistake: the account is in the basket already, or was paid today.
fn take_line(model: &mut Model, line: LineDraft, hit: &Hit) -> Vec<Effect> {
    let account = ("account", text(&line.account));
    let asked = if model.till.basket.iter().any(|there| same_account(there, hit)) {
        ("till-in-basket", vec![account])
    } else if !hit.paid_today.is_empty() {
        ("till-paid-today", vec![account, ("receipts", list(&hit.paid_today))])
    } else {
        return put(model, line);
    };
    let choices = vec![
        (("till-leave-out", vec![]), Answer::Nothing),
        (("till-take-anyway", vec![]), Answer::TakeLine(Box::new(line))),
    ];
    model.overlay = Some(Overlay::Question(Question::new(asked, choices)));
    vec![]
}

fn set_amount(model: &mut Model) -> Vec<Effect> {
    let Some(typed) = &model.till.amount else { return vec![] };
    match words::typed_sum(typed.value()) {
        Ok(sum) if sum.is_positive() => {
            if let Some(line) = model.till.basket.last_mut() {
                line.kopecks = sum;
            }
            model.till.amount = None;
            keep(model)
        }
        Ok(_) => fault(model, ("screen-sum-malformed", vec![])),
        Err(message) => fault(model, message),
    }
}

fn fault(model: &mut Model, message: Message) -> Vec<Effect> {
    model.notice = Some(Notice::fault(message));
    vec![]
}

fn choose(model: &mut Model, by: isize) -> Vec<Effect> {
    model.till.lookup.choose(by);
    vec![]
}

fn hold(model: &mut Model) -> Vec<Effect> {
    let till = &mut model.till;
    if till.has_lines() {
        till.held.push(std::mem::take(&mut till.basket));
        till.amount = None;
        model.notice = Some(Notice::good(("till-held", vec![])));
    } else if till.has_held() {
        till.basket = till.held.remove(0);
    }
    // Another basket is another payment.
    model.till.begun = None;
    model.till.paid = None;
    keep(model)
}

/// Puts the basket aside, and ends the shift.
pub fn hold_and_close(model: &mut Model) -> Vec<Effect> {
    let mut effects = if model.till.has_lines() { hold(model) } else { vec![] };
    effects.extend(close_shift::open(model));
    effects
}

fn whole_address(model: &mut Model) -> Vec<Effect> {
    if model.till.lookup.is_searching() {
        model.till.waiting = Some(Action::WholeAddress);
        return vec![];
    }
    let lookup = &model.till.lookup;
    let hit = lookup.chosen.and_then(|chosen| lookup.hits.get(chosen)).or(lookup.hits.first());
    match hit {
        Some(hit) => vec![Effect::FindAddress { supplier: hit.supplier.clone(), account: hit.account.clone() }],
        None => vec![],
    }
}

fn same_account(line: &LineDraft, hit: &Hit) -> bool {
    line.supplier == hit.supplier && line.account == hit.account
}

/// The line of an account: its whole debt; for its supplier's first service where several are and none was chosen.
fn line_of(model: &Model, hit: &Hit, service: Option<ServiceCode>) -> LineDraft {
    let first = || {
        let supplier = model.catalogue.supplier(&hit.supplier)?;
        (supplier.services.len() > 1).then(|| supplier.services.first().cloned())?
    };
    LineDraft {
        supplier: hit.supplier.clone(),
        service: service.or_else(first),
        account: hit.account.clone(),
        name: hit.name.clone(),
        address: hit.address.clone(),
        period: None,
        kopecks: hit.balance.max(Money::ZERO),
        owed_kopecks: hit.balance,
    }
}

/// Ends the typing of a sum; false if it is none. Nothing typed leaves the sum as it was.
pub fn end_amount(model: &mut Model) -> bool {
    if model.till.amount.as_ref().is_some_and(|typed| typed.value().trim().is_empty()) {
        model.till.amount = None;
    }
    set_amount(model);
    model.till.amount.is_none()
}

/// Forgets who was looked for and who paid last: the next person at the desk has others.
pub fn forget(model: &mut Model) {
    model.till.clear_lookup();
    model.till.paid = None;
}

/// Shows the till; at a vault, which has none, the desk's cash.
pub fn show(model: &mut Model) {
    if model.rules.is_vault() {
        return cash::show(model);
    }
    model.screen = Screen::Till;
}

/// Shows the till after a tender, and looks up what was scanned during it.
pub fn show_after_tender(model: &mut Model) -> Vec<Effect> {
    show(model);
    std::mem::take(&mut model.till.scans).into_iter().map(Effect::FindBill).collect()
}
