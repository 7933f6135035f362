//! Who looks at headquarters' figures, and at what part of them.

use std::collections::BTreeSet;

use crate::domain::{Role, UserName};

/// The most rows of a page.
const MOST_ROWS: usize = 500;

/// A person at the back office. Cashiers have none: whoever looks may approve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The sign-in name.
    pub user: UserName,
    /// What they may do.
    pub role: Role,
    /// The offices that they see; all where there is no list.
    pub offices: Option<BTreeSet<String>>,
}

impl Viewer {
    /// True where they see an office.
    pub fn sees(&self, office: &str) -> bool {
        self.offices.as_ref().is_none_or(|offices| offices.contains(office))
    }

    /// True where they see every office: what goes to suppliers comes from all of them.
    pub fn sees_all(&self) -> bool {
        self.offices.is_none()
    }
}

/// Which part of a long list is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What the page before gave as its `next`; the first page where it is nothing.
    pub after: Option<String>,
    /// How many rows; 100 where it is nothing.
    pub limit: Option<usize>,
}

impl Page {
    /// How many rows at most.
    pub fn rows(&self) -> usize {
        self.limit.unwrap_or(100).clamp(1, MOST_ROWS)
    }
}
