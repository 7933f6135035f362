//! The worker's door: through it comes that something was recorded, and that the program ends.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What was said at the door and not yet heeded.
#[derive(Default)]
pub(super) struct Door {
    said: Mutex<Said>,
    changed: Condvar,
}

#[derive(Default)]
struct Said {
    nudged: bool,
    hurried: bool,
    ended: bool,
}

/// How to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pause {
    /// Until something is recorded, or for so long.
    Until(Duration),
    /// For so long, whatever is recorded meanwhile.
    Whole(Duration),
}

/// Why a pause is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Woken {
    /// Its time is up; what was recorded meanwhile is heeded with it.
    Time,
    /// Something was recorded.
    Nudged,
    /// A person wants to see it done.
    Hurried,
    /// The program ends.
    Ended,
}

impl Door {
    /// Says that something was recorded.
    pub fn nudge(&self) {
        self.said().nudged = true;
        self.changed.notify_all();
    }

    /// Says that a person waits for it: no pause is kept.
    pub fn hurry(&self) {
        self.said().hurried = true;
        self.changed.notify_all();
    }

    /// Says that the program ends.
    pub fn end(&self) {
        self.said().ended = true;
        self.changed.notify_all();
    }

    /// True once the program ends.
    pub fn has_ended(&self) -> bool {
        self.said().ended
    }

    /// Waits.
    pub fn wait(&self, pause: Pause) -> Woken {
        let (length, heeds) = match pause {
            Pause::Until(length) => (length, true),
            Pause::Whole(length) => (length, false),
        };
        let goes_on = |said: &mut Said| !(said.ended || said.hurried || (heeds && said.nudged));
        let waited = self.changed.wait_timeout_while(self.said(), length, goes_on);
        let (mut said, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let still = Said { ended: said.ended, ..Said::default() };
        let Said { nudged, hurried, ended } = std::mem::replace(&mut *said, still);
        match () {
            () if ended => Woken::Ended,
            () if hurried => Woken::Hurried,
            () if heeds && nudged => Woken::Nudged,
            () => Woken::Time,
        }
    }

    fn said(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(1);

    #[test]
    fn a_nudge_ends_only_the_pause_that_heeds_it() {
        let door = Door::default();
        door.nudge();
        assert_eq!(door.wait(Pause::Until(LONG)), Woken::Nudged);
        door.nudge();
        assert_eq!(door.wait(Pause::Whole(SHORT)), Woken::Time);
        // What was recorded meanwhile is sent by the round that follows.
        assert_eq!(door.wait(Pause::Until(SHORT)), Woken::Time);
    }

    #[test]
    fn a_person_does_not_wait_for_any_pause() {
        let door = Door::default();
        for pause in [Pause::Until(LONG), Pause::Whole(LONG)] {
            door.hurry();
            assert_eq!(door.wait(pause), Woken::Hurried);
            assert_eq!(door.wait(Pause::Until(SHORT)), Woken::Time);
        }
    }

    #[test]
    fn the_end_ends_every_pause() {
        let door = Door::default();
        door.nudge();
        door.end();
        for pause in [Pause::Until(LONG), Pause::Whole(LONG)] {
            assert_eq!(door.wait(pause), Woken::Ended);
        }
    }
}
