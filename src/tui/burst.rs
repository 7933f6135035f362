//! Telling a scanner from a person: a scanner types a long run of characters, each within milliseconds of the last,
//! and ends it with Enter, Tab or a line feed.

use chrono::TimeDelta;

use crate::domain::Timestamp;

/// The longest pause between two characters of a scanner; a fast typist needs more than twice as long.
const PAUSE: TimeDelta = TimeDelta::milliseconds(35);
/// Shorter runs than this are typing: no bill's code is as short.
const SHORTEST: usize = 8;

/// The run of characters that came without a pause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Burst {
    text: String,
    last: Option<Timestamp>,
    scanned: Option<Timestamp>,
}

impl Burst {
    /// Adds a character typed at `at`.
    pub fn push(&mut self, c: char, at: Timestamp) {
        let goes_on = self.last.is_some_and(|last| follows(last, at));
        if !goes_on {
            self.text.clear();
        }
        self.text.push(c);
        self.last = Some(at);
        self.scanned = None;
    }

    /// Ends the run with the end key at `at`: the scanned text, if it was a scanner's.
    pub fn end(&mut self, at: Timestamp) -> Option<String> {
        let last = self.last.take()?;
        let text = std::mem::take(&mut self.text);
        let is_scan = follows(last, at) && text.chars().count() >= SHORTEST;
        self.scanned = is_scan.then_some(at);
        is_scan.then_some(text)
    }

    /// True if an end key at `at` belongs to the scan that ended just now: a line feed after the carriage return.
    pub fn trails(&self, at: Timestamp) -> bool {
        self.scanned.is_some_and(|scanned| follows(scanned, at))
    }

    /// True while characters come faster than a person types.
    pub fn is_fast(&self) -> bool {
        self.text.chars().nth(1).is_some()
    }

    /// Ends the run without Enter.
    pub fn reset(&mut self) {
        *self = Burst::default();
    }
}

/// True if what came at `at` is the scanner's that typed something at `last`.
fn follows(last: Timestamp, at: Timestamp) -> bool {
    last <= at && at.since(last) <= PAUSE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_at(pause: i64, text: &str) -> Option<String> {
        let start: Timestamp = "2026-11-23T06:00:00.000Z".parse().unwrap();
        let mut burst = Burst::default();
        let mut at = start;
        for c in text.chars() {
            burst.push(c, at);
            at = at.plus(TimeDelta::milliseconds(pause));
        }
        burst.end(at)
    }

    #[test]
    fn a_scanner_is_fast_and_long() {
        assert_eq!(type_at(5, "3511000105345").as_deref(), Some("3511000105345"));
        assert_eq!(type_at(80, "3511000105345"), None);
        assert_eq!(type_at(5, "1204417"), None);
    }

    #[test]
    fn an_end_key_behind_other_characters_is_nobodys_line_feed() {
        let at: Timestamp = "2026-11-23T06:00:00.000Z".parse().unwrap();
        let mut burst = Burst::default();
        "cashier1".chars().for_each(|c| burst.push(c, at));
        assert!(burst.end(at).is_some() && burst.trails(at));
        "1234".chars().for_each(|c| burst.push(c, at));
        assert!(!burst.trails(at));
        assert_eq!(burst.end(at), None);
    }

    #[test]
    fn what_a_person_typed_before_the_scan_is_not_part_of_it() {
        let mut burst = Burst::default();
        let start: Timestamp = "2026-11-23T06:00:00.000Z".parse().unwrap();
        burst.push('5', start);
        let mut at = start.plus(TimeDelta::seconds(1));
        for c in "ST00012|x".chars() {
            burst.push(c, at);
            at = at.plus(TimeDelta::milliseconds(2));
        }
        assert_eq!(burst.end(at).as_deref(), Some("ST00012|x"));
    }
}
