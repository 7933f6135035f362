//! Which versions of the protocol a program speaks. Every request and answer over HTTP names its own in `okno: 1`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::fault::Fault;

/// The version that this program writes.
pub const VERSION: u32 = 1;

/// The header that names the version of a request or an answer.
pub const VERSION_HEADER: &str = "okno";

/// A range of versions, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// The oldest.
    pub least: u32,
    /// The newest.
    pub most: u32,
}

impl Versions {
    /// What this program speaks.
    pub const OURS: Versions = Versions { least: 1, most: VERSION };

    /// The newest version that both speak; `None` where one of them must be brought up to date.
    pub fn common(self, other: Versions) -> Option<u32> {
        let newest = self.most.min(other.most);
        (newest >= self.least.max(other.least)).then_some(newest)
    }

    /// Passes for a version of this range.
    pub fn check(self, found: u32) -> Result<(), Fault> {
        if (self.least..=self.most).contains(&found) { Ok(()) } else { Err(Fault::Version { found, ours: self }) }
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.least)?;
        if self.most > self.least { write!(f, " to {}", self.most) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_common_version_is_spoken() {
        let range = |least, most| Versions { least, most };
        assert_eq!(range(1, 3).common(range(2, 5)), Some(3));
        assert_eq!(range(2, 5).common(range(1, 2)), Some(2));
        assert_eq!(range(1, 1).common(range(2, 5)), None);
        assert_eq!(range(4, 5).common(range(1, 3)), None);
        assert!(range(2, 3).check(1).is_err() && range(2, 3).check(4).is_err() && range(2, 3).check(2).is_ok());
    }
}
