//! The way through the pages: what a row opens, back again, and the pages that keys jump to.

use chrono::Days;

use super::draw;
use super::model::{Kind, Model, Page, Pane};
use super::msg::Effect;
use crate::domain::View;
use crate::domain::office::By;
use crate::tui::actions::Action;

/// The panes of the first page, in their order.
pub const OFFICES: usize = 0;
/// Where the money is.
pub const MONEY: usize = 1;
/// What waits for whoever is signed in.
pub const QUEUE: usize = 2;
/// The days that nobody signed.
pub const DAYS: usize = 3;

/// The pages of [`Action::GoTo`], in its order.
pub const PLACES: [Action; 12] = [
    Action::GoFirst,
    Action::GoOffices,
    Action::GoExceptions,
    Action::GoBags,
    Action::GoSuppliers,
    Action::GoBank,
    Action::GoCards,
    Action::GoDesks,
    Action::GoUsers,
    Action::GoCharts,
    Action::GoMoney,
    Action::GoLetters,
];

/// How many days a chart has at first.
const WEEK: u64 = 7;
/// And how many when it has more.
const MONTH: u64 = 28;

/// The first page.
pub fn first() -> Page {
    let views = [View::Offices { day: None }, View::Money {}, View::Queue {}, View::Days {}];
    Page { kind: Kind::First, panes: views.map(Pane::new).into(), at: OFFICES }
}

/// A page of one view.
fn single(view: View) -> Page {
    Page { kind: Kind::Single, panes: vec![Pane::new(view)], at: 0 }
}

/// The page that a view is opened on: a supplier's has its registers below.
fn page_of(view: View) -> Page {
    let below = match &view {
        View::Supplier { supplier } => Some(View::Registers { supplier: supplier.clone() }),
        _ => None,
    };
    let mut page = single(view);
    page.panes.extend(below.map(Pane::new));
    page
}

/// Opens a view above the page on the screen. One that is on the way already is gone back to.
pub fn open(model: &mut Model, view: View) {
    let is_it = |page: &Page| page.kind == Kind::Single && page.panes.iter().any(|pane| pane.view == view);
    match model.path.iter().position(is_it) {
        Some(at) => model.path.truncate(at + 1),
        None => model.path.push(page_of(view)),
    }
}

/// Opens what is under the cursor.
pub fn open_row(model: &mut Model) -> Vec<Effect> {
    if let Some(view) = model.row().and_then(|row| row.opens.clone()) {
        open(model, view);
    }
    vec![]
}

/// Takes what was typed away; else goes back a page.
pub fn leave(model: &mut Model) -> Vec<Effect> {
    if let Some(pane) = model.pane_mut().filter(|pane| !pane.filter.is_empty()) {
        (pane.filter, pane.row) = (String::new(), 0);
    } else if model.path.len() > 1 {
        model.path.pop();
    }
    vec![]
}

/// Jumps to a page: the way to it begins anew.
pub fn jump(model: &mut Model, action: Action) -> Vec<Effect> {
    model.path.truncate(1);
    let today = model.today();
    let page = match action {
        Action::GoOffices => single(View::Offices { day: None }),
        Action::GoExceptions => single(View::Exceptions { office: None, day: None }),
        Action::GoBags => single(View::Bags {}),
        Action::GoSuppliers => single(View::Suppliers {}),
        Action::GoBank => single(View::Bank {}),
        Action::GoCards => single(View::Cards { day: looked_at(model).unwrap_or(today), office: None }),
        Action::GoDesks => single(View::Desks {}),
        Action::GoUsers => single(View::Users {}),
        Action::GoCharts => charts(model, WEEK),
        Action::GoMoney => single(View::Money {}),
        Action::GoLetters => single(View::Letters {}),
        _ => return vec![],
    };
    model.path.push(page);
    vec![]
}

/// The business day that the page is of; on the first page that of its offices.
pub fn day(model: &Model) -> Option<chrono::NaiveDate> {
    match &model.pane()?.view {
        View::Offices { day: Some(day) } | View::Cards { day, .. } => Some(*day),
        View::Office { day, .. } | View::Shifts { day, .. } | View::Corrections { day, .. } => Some(*day),
        View::Exceptions { day, .. } => *day,
        _ => looked_at(model),
    }
}

/// The business day of the first page.
fn looked_at(model: &Model) -> Option<chrono::NaiveDate> {
    let table = model.table(&View::Offices { day: None })?;
    match super::subject::fact(table, "office-fact-day")? {
        crate::domain::Cell::Day(day) => Some(*day),
        _ => None,
    }
}

/// Takings as bars, of so many days up to the last one that the first page shows, or today.
fn charts(model: &Model, days: u64) -> Page {
    let to = looked_at(model).unwrap_or_else(|| model.today());
    let from = to.checked_sub_days(Days::new(days - 1)).unwrap_or(to);
    let by = |by| View::Takings { by, from, to, office: None };
    let hours = View::Hours { from, to };
    let views = [hours, by(By::Day), by(By::Supplier), by(By::Office), by(By::Tender), by(By::Cashier)];
    Page { kind: Kind::Charts(days), panes: views.map(Pane::new).into(), at: 0 }
}

/// Takings of a week, or of four.
pub fn change_period(model: &mut Model) -> Vec<Effect> {
    let Some(Page { kind: Kind::Charts(days), at, .. }) = model.page() else { return vec![] };
    let (days, at) = (if *days == WEEK { MONTH } else { WEEK }, *at);
    let page = Page { at, ..charts(model, days) };
    if let Some(shown) = model.page_mut() {
        *shown = page;
    }
    vec![]
}

/// Goes to the next pane of the page that is on the screen.
pub fn other_pane(model: &mut Model) -> Vec<Effect> {
    let Some(page) = model.page() else { return vec![] };
    let places = draw::panes(model, page);
    let next = (1..=page.panes.len()).map(|by| (page.at + by) % page.panes.len());
    let at = next.into_iter().find(|at| places.get(*at).is_some_and(draw::is_shown)).unwrap_or(page.at);
    if let Some(page) = model.page_mut() {
        page.at = at;
    }
    vec![]
}

/// Lights the row `by` further down.
pub fn light(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(pane) = model.pane() else { return vec![] };
    let last = model.rows(pane).len().saturating_sub(1);
    if let Some(pane) = model.pane_mut() {
        pane.row = pane.row.saturating_add_signed(by).min(last);
    }
    vec![]
}

/// Moves the columns.
pub fn shift(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(pane) = model.pane() else { return vec![] };
    let most = model.table(&pane.view).map_or(0, |table| table.columns.len().saturating_sub(2));
    if let Some(pane) = model.pane_mut() {
        pane.shift = pane.shift.saturating_add_signed(by).min(most);
    }
    vec![]
}
