//! What the back office's screens know.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::dialog::Dialog;
use super::list::List;
use super::orders::{Pending, Results};
use crate::domain::office::event::BankDocument;
use crate::domain::{CashData, Catalogue, EntryId, Message, Money, Table, TableRow, Timestamp, View};
use crate::lang::Lang;
use crate::protocol::office::Session;
use crate::tui::keymap::Keymap;
use crate::tui::layers::Layer;
use crate::tui::model::Notice;
use crate::tui::screens::sign_in::SignIn;
use crate::tui::theme::Theme;

/// How many rows are asked for at first, and more of them at a time.
pub const ROWS: usize = 200;

/// With what the screens begin.
#[derive(Clone, Debug)]
pub struct Start {
    /// The language until somebody signs in, and of whoever has none.
    pub lang: Lang,
    /// The present moment.
    pub now: Timestamp,
    /// What a clock on the wall shows at a moment.
    pub local: fn(Timestamp) -> NaiveDateTime,
    /// Which key does what.
    pub keymap: Keymap,
    /// How things look.
    pub theme: Theme,
    /// Suppliers and tenders.
    pub catalogue: Arc<Catalogue>,
    /// Bank accounts.
    pub cash: Arc<CashData>,
    /// Headquarters, as people call it: its address.
    pub hq: String,
    /// The name to sign in with, where it is known.
    pub user: Option<String>,
    /// The people of a demo with their PINs, shown at sign-in.
    pub demo: Option<Message>,
}

/// Everything that the screens know.
#[derive(Clone, Debug)]
pub struct Model {
    /// The language of the screens: the person's, or that of the start.
    pub lang: Lang,
    /// The language of whoever has none.
    pub first_lang: Lang,
    /// The terminal: columns and rows.
    pub size: (u16, u16),
    /// The clock's last reading.
    pub now: Timestamp,
    /// What a clock on the wall shows at a moment.
    pub local: fn(Timestamp) -> NaiveDateTime,
    /// Which key does what.
    pub keymap: Arc<Keymap>,
    /// How things look.
    pub theme: Theme,
    /// Suppliers and tenders.
    pub catalogue: Arc<Catalogue>,
    /// Bank accounts.
    pub cash: Arc<CashData>,
    /// Headquarters, as people call it.
    pub hq: String,
    /// The people of a demo with their PINs.
    pub demo: Option<Message>,
    /// Who is signed in.
    pub session: Option<Session>,
    /// The sign-in, over everything: what lies below is there again for whoever it was.
    pub sign_in: Option<SignIn>,
    /// The way to what is on the screen, the first page first; never empty.
    pub path: Vec<Page>,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// The last thing that happened, until the next key.
    pub notice: Option<Notice>,
    /// What was last seen of each view.
    pub seen: HashMap<View, Seen>,
    /// What was last asked to be looked at.
    pub looked: Vec<(View, usize)>,
    /// The bank's document that the next credit, settlement or remittance is about, with its sum.
    pub document: Option<(BankDocument, Money)>,
    /// Orders that are on their way.
    pub pending: BTreeMap<EntryId, Pending>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is.
    pub kind: Kind,
    /// Its tables.
    pub panes: Vec<Pane>,
    /// The pane where the keys go.
    pub at: usize,
}

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first: offices, money, the queue, days.
    First,
    /// A view.
    Single,
    /// Takings as bars, of so many days.
    Charts(u64),
}

/// A view on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pane {
    /// What it shows.
    pub view: View,
    /// The row under the cursor, of those that are shown.
    pub row: usize,
    /// What is typed to choose rows by.
    pub filter: String,
    /// How many columns are moved off to the left.
    pub shift: usize,
    /// True where a deed changes its rows: the cursor stays where it is, and the next row comes under it.
    pub stays: bool,
    /// The rows that are marked, by what they open.
    pub marked: Vec<View>,
}

impl Pane {
    /// The cursor at the first row.
    pub fn new(view: View) -> Pane {
        Pane { view, row: 0, filter: String::new(), shift: 0, stays: false, marked: vec![] }
    }
}

/// What was last seen of a view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its rows; none before headquarters' first answer.
    pub table: Option<Table>,
    /// How many rows are wanted.
    pub rows: usize,
    /// When headquarters last said that it is so.
    pub at: Option<Timestamp>,
    /// Why it can't be had now.
    pub trouble: Option<Message>,
    /// True where nobody answers.
    pub is_away: bool,
}

/// What lies over a page.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Every key of the screen below.
    Help {
        /// Lines scrolled off the top.
        scroll: usize,
        /// The layers whose keys it lists.
        layers: Vec<Layer>,
        /// What it covers, and shows again when it is closed.
        below: Option<Box<Overlay>>,
    },
    /// Fields.
    Dialog(Box<Dialog>),
    /// One of several.
    List(List),
    /// What came of several orders.
    Results(Results),
    /// A code to be told by telephone.
    Code {
        /// The code.
        code: String,
        /// What it is for.
        about: Message,
    },
}

impl Model {
    /// Nobody is signed in, and nothing was seen.
    pub fn new(start: Start) -> Model {
        let user = start.user.as_deref().unwrap_or_default();
        Model {
            lang: start.lang,
            first_lang: start.lang,
            size: (80, 24),
            now: start.now,
            local: start.local,
            keymap: Arc::new(start.keymap),
            theme: start.theme,
            catalogue: start.catalogue,
            cash: start.cash,
            hq: start.hq,
            demo: start.demo,
            session: None,
            sign_in: Some(super::sign_in::named(user)),
            path: vec![super::pages::first()],
            overlay: None,
            notice: None,
            seen: HashMap::new(),
            looked: vec![],
            document: None,
            pending: BTreeMap::new(),
        }
    }

    /// The page on the screen.
    pub fn page(&self) -> Option<&Page> {
        self.path.last()
    }

    /// The same, to change it.
    pub fn page_mut(&mut self) -> Option<&mut Page> {
        self.path.last_mut()
    }

    /// The pane where the keys go.
    pub fn pane(&self) -> Option<&Pane> {
        self.page().and_then(|page| page.panes.get(page.at))
    }

    /// The same, to change it.
    pub fn pane_mut(&mut self) -> Option<&mut Pane> {
        self.page_mut().and_then(|page| page.panes.get_mut(page.at))
    }

    /// The table of a view, as it was last seen.
    pub fn table(&self, view: &View) -> Option<&Table> {
        self.seen.get(view).and_then(|seen| seen.table.as_ref())
    }

    /// The rows of a pane that are shown: those that fit what was typed.
    pub fn rows(&self, pane: &Pane) -> Vec<&TableRow> {
        let Some(table) = self.table(&pane.view) else { return vec![] };
        let wanted = pane.filter.to_lowercase();
        let fits = |row: &&TableRow| {
            wanted.is_empty()
                || row.cells.iter().any(|cell| super::words::cell(self, cell).to_lowercase().contains(&wanted))
        };
        table.rows.iter().filter(fits).collect()
    }

    /// The row under the cursor.
    pub fn row(&self) -> Option<&TableRow> {
        let pane = self.pane()?;
        self.rows(pane).get(pane.row).copied()
    }

    /// The calendar day on the wall.
    pub fn today(&self) -> NaiveDate {
        (self.local)(self.now).date()
    }

    /// True while somebody must sign in first.
    pub fn is_locked(&self) -> bool {
        self.sign_in.is_some()
    }

    /// True where takings are shown as bars.
    pub fn is_charts(&self) -> bool {
        self.page().is_some_and(|page| matches!(page.kind, Kind::Charts(_)))
    }

    /// The list, where one is open.
    pub fn list(&self) -> Option<&List> {
        match &self.overlay {
            Some(Overlay::List(list)) => Some(list),
            _ => None,
        }
    }

    /// The dialog, where one is open.
    pub fn dialog(&self) -> Option<&Dialog> {
        match &self.overlay {
            Some(Overlay::Dialog(dialog)) => Some(dialog),
            _ => None,
        }
    }
}
