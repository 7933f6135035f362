//! Accounts found as they are typed: the till's lookup, and the one that a line is moved by.

use tui_input::Input;

use crate::domain::Message;
use crate::tui::msg::{Effect, Hit};

/// What is looked up, and what was found.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    /// What is typed.
    pub input: Input,
    /// The number of the last search.
    pub search: u64,
    /// The search that the hits answer.
    pub answered: u64,
    /// The accounts found.
    pub hits: Vec<Hit>,
    /// True if there are more.
    pub more: bool,
    /// The account that an arrow chose.
    pub chosen: Option<usize>,
}

impl Lookup {
    /// What is typed.
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// True if accounts are shown, or will be.
    pub fn has_hits(&self) -> bool {
        !self.hits.is_empty() || self.is_searching()
    }

    /// True while a search is under way.
    pub fn is_searching(&self) -> bool {
        self.answered < self.search && !self.value().trim().is_empty()
    }

    /// The account that Enter takes: the one an arrow chose, the only one, or the only exact one.
    pub fn picked(&self) -> Option<&Hit> {
        self.hits.get(self.picked_at()?)
    }

    /// Where it stands among the hits.
    pub fn picked_at(&self) -> Option<usize> {
        let mut exact = (0..self.hits.len()).filter(|at| self.hits.get(*at).is_some_and(|hit| hit.exact));
        match self.chosen {
            Some(chosen) => Some(chosen),
            None if self.hits.len() == 1 => Some(0),
            None => exact.next().filter(|_| exact.next().is_none()),
        }
    }

    /// Chooses the account `by` further down.
    pub fn choose(&mut self, by: isize) {
        let last = self.hits.len().saturating_sub(1);
        self.chosen = match self.chosen {
            None if by < 0 => None,
            None => Some(0),
            Some(chosen) => Some(chosen.saturating_add_signed(by).min(last)),
        };
    }

    /// Searches for what is typed; `search` is a number that no search had before.
    pub fn ask(&mut self, search: u64) -> Vec<Effect> {
        let text = self.value().trim().to_owned();
        (self.chosen, self.search) = (None, search);
        if text.is_empty() {
            self.clear();
            return vec![];
        }
        vec![Effect::Find { search, text }]
    }

    /// The answer of the last search; an older one is of no use, and false.
    pub fn answer(&mut self, search: u64, hits: Result<Vec<Hit>, Message>, more: bool) -> Result<bool, Message> {
        if search != self.search {
            return Ok(false);
        }
        self.answered = search;
        (self.hits, self.more) = (hits?, more);
        Ok(true)
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.input.reset();
        (self.hits, self.more, self.chosen) = (vec![], false, None);
        self.answered = self.search;
    }
}
