//! A count of cash: how many of each denomination, or a plain sum; then the slips of cards, tender by tender. Typed on
//! the numeric keypad from the top down.

use crossterm::event::KeyCode;
use serde::{Deserialize, Serialize};
use tui_input::Input;

use super::{field, words};
use crate::domain::command::CardInput;
use crate::domain::message::text;
use crate::domain::{Count, Counted, Message, Money, TenderKind};
use crate::tui::key::Key;

/// A count while it is typed.
#[derive(Clone, Debug, Default)]
pub struct Counting {
    rows: Vec<Row>,
    sum: Input,
    cards: Vec<CardRow>,
    by_sum: bool,
    at: usize,
    is_warned: bool,
    has_odd: bool,
}

/// A denomination.
#[derive(Clone, Debug)]
pub struct Row {
    /// What a piece is worth.
    pub denomination: Money,
    /// How many there are, as typed.
    pub pieces: Input,
}

/// A tender other than cash.
#[derive(Clone, Debug)]
pub struct CardRow {
    /// The tender.
    pub kind: TenderKind,
    /// How many slips there are, as typed.
    pub slips: Input,
    /// Their sum, as typed.
    pub sum: Input,
}

/// Where the next key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The pieces of a denomination, by its row.
    Pieces(usize),
    /// The plain sum.
    Sum,
    /// The number of slips of a tender, by its row.
    Slips(usize),
    /// The sum of these slips.
    SlipsSum(usize),
}

/// What is typed of a count, as the draft keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkedCount {
    /// The pieces typed, by denomination.
    pub pieces: Vec<(Money, String)>,
    /// The plain sum typed.
    pub sum: String,
    /// True where a plain sum is typed, and no denominations.
    pub by_sum: bool,
    /// The slips and their sum typed, by tender.
    pub cards: Vec<(TenderKind, String, String)>,
    /// How far the count is.
    pub at: usize,
}

impl Counting {
    /// An empty count of these denominations, then of the slips of these tenders.
    pub fn new(denominations: &[Money], tenders: &[TenderKind]) -> Counting {
        let row = |denomination: &Money| Row { denomination: *denomination, pieces: Input::default() };
        let card = |kind: &TenderKind| CardRow { kind: kind.clone(), slips: Input::default(), sum: Input::default() };
        let (rows, cards) = (denominations.iter().map(row).collect(), tenders.iter().map(card).collect());
        Counting { rows, cards, ..Counting::default() }
    }

    /// A count of `cash` that is typed already, and stands at its first row.
    pub fn of(denominations: &[Money], cash: &Counted) -> Counting {
        let mut counting = Counting::new(denominations, &[]);
        counting.set_cash(cash);
        counting
    }

    /// Types `cash` in the place of whatever was typed.
    pub fn set_cash(&mut self, cash: &Counted) {
        (self.by_sum, self.at) = (cash.notes.is_none(), 0);
        match &cash.notes {
            Some(notes) => {
                for row in &mut self.rows {
                    row.pieces = typed_number(notes.pieces(row.denomination));
                }
            }
            None => self.sum = Input::new(plain(cash.sum)),
        }
    }

    /// The same count with what was typed before it was parked.
    pub fn with(mut self, parked: &ParkedCount) -> Counting {
        for row in &mut self.rows {
            if let Some((_, typed)) = parked.pieces.iter().find(|(denomination, _)| *denomination == row.denomination) {
                row.pieces = Input::new(typed.clone());
            }
        }
        for card in &mut self.cards {
            if let Some((_, slips, sum)) = parked.cards.iter().find(|(kind, ..)| *kind == card.kind) {
                (card.slips, card.sum) = (Input::new(slips.clone()), Input::new(sum.clone()));
            }
        }
        self.sum = Input::new(parked.sum.clone());
        self.by_sum = parked.by_sum || self.rows.is_empty();
        self.at = parked.at.min(self.places().saturating_sub(1));
        self
    }

    /// What is typed, to be kept.
    pub fn parked(&self) -> ParkedCount {
        let typed = |input: &Input| input.value().to_owned();
        let pieces = self.rows.iter().map(|row| (row.denomination, typed(&row.pieces)));
        ParkedCount {
            pieces: pieces.filter(|(_, typed)| !typed.is_empty()).collect(),
            sum: typed(&self.sum),
            by_sum: self.by_sum,
            cards: self.cards.iter().map(|card| (card.kind.clone(), typed(&card.slips), typed(&card.sum))).collect(),
            at: self.at,
        }
    }

    /// The denominations, largest first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The tenders whose slips are counted.
    pub fn cards(&self) -> &[CardRow] {
        &self.cards
    }

    /// The plain sum, as typed.
    pub fn sum(&self) -> &Input {
        &self.sum
    }

    /// True where a plain sum is typed, and no denominations.
    pub fn is_by_sum(&self) -> bool {
        self.by_sum
    }

    /// Where the next key goes.
    pub fn place(&self) -> Place {
        let first = if self.by_sum { 1 } else { self.rows.len() };
        match self.at.checked_sub(first) {
            None if self.by_sum => Place::Sum,
            None => Place::Pieces(self.at),
            Some(card) if card.is_multiple_of(2) => Place::Slips(card / 2),
            Some(card) => Place::SlipsSum(card / 2),
        }
    }

    /// True where the next key goes to the first place.
    pub fn is_at_top(&self) -> bool {
        self.at == 0
    }

    /// Types a key; what is no part of a number is not taken.
    pub fn edit(&mut self, key: Key) {
        let place = self.place();
        let Some(input) = self.input(place) else { return };
        let is_taken = takes(place, input, key);
        if is_taken {
            field::edit(input, key);
        }
        // `1x1` is no eleven: that something was left out is said until another key than a character.
        self.has_odd = !is_taken || self.has_odd && matches!(key.code, KeyCode::Char(_));
        self.is_warned = false;
    }

    /// True where what was typed last had something that is no part of a number, and was not taken.
    pub fn has_odd(&self) -> bool {
        self.has_odd
    }

    /// Goes to the next place; false behind the last one. What is typed here must be a number.
    pub fn forth(&mut self) -> Result<bool, Message> {
        self.check(self.place())?;
        let goes = self.at + 1 < self.places();
        self.at += usize::from(goes);
        self.has_odd = false;
        Ok(goes)
    }

    /// Goes to the place before; false in front of the first one.
    pub fn back(&mut self) -> bool {
        let goes = self.at > 0;
        self.at = self.at.saturating_sub(1);
        self.has_odd = false;
        goes
    }

    /// Counts a plain sum instead of denominations, or the reverse; what was typed of either stays.
    pub fn switch(&mut self) {
        (self.by_sum, self.at, self.is_warned) = (!self.by_sum, 0, false);
    }

    /// Takes pieces off that were set apart.
    pub fn take_off(&mut self, denomination: Money, pieces: u32) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.denomination == denomination)
            && let Ok(typed) = number(&row.pieces)
        {
            row.pieces = typed_number(typed.saturating_sub(pieces));
        }
        let mut gone = Count::default();
        gone.set(denomination, pieces);
        if let Ok(sum) = words::typed_sum(self.sum.value()) {
            self.sum = Input::new(plain(sum.saturating_minus(gone.total()).max(Money::ZERO)));
        }
    }

    /// What is counted so far; of what is no number nothing counts.
    pub fn so_far(&self) -> Money {
        if self.by_sum {
            return words::typed_sum(self.sum.value()).unwrap_or_default();
        }
        self.notes(|input| Ok(number(input).unwrap_or_default())).map(|notes| notes.total()).unwrap_or_default()
    }

    /// The pieces of a row so far.
    pub fn value(row: &Row) -> Money {
        let mut notes = Count::default();
        notes.set(row.denomination, number(&row.pieces).unwrap_or_default());
        notes.total()
    }

    /// The cash that was counted. What is no number gets the focus.
    pub fn counted(&mut self) -> Result<Counted, Message> {
        if self.by_sum {
            let typed = self.sum.value().trim();
            let sum = if typed.is_empty() { Ok(Money::ZERO) } else { words::typed_sum(typed) };
            return sum.map(Counted::from).inspect_err(|_| self.at = 0);
        }
        if let Some(wrong) = self.rows.iter().position(|row| number(&row.pieces).is_err()) {
            self.at = wrong;
        }
        let notes = self.notes(number)?;
        if notes.total() >= Money::MOST { Err(("refusal-too-large", vec![])) } else { Ok(notes.into()) }
    }

    /// The slips that were counted; a tender of which nothing is typed was not. What is no number gets the focus.
    pub fn slips(&mut self) -> Result<Vec<CardInput>, Message> {
        let first = if self.by_sum { 1 } else { self.rows.len() };
        let mut cards = vec![];
        for (n, card) in self.cards.iter().enumerate() {
            if card.is_empty() {
                continue;
            }
            let slips = number(&card.slips).inspect_err(|_| self.at = first + 2 * n)?;
            let sum = card.typed_sum().inspect_err(|_| self.at = first + 2 * n + 1)?;
            cards.push(CardInput { kind: card.kind.clone(), slips, sum });
        }
        Ok(cards)
    }

    /// What should be looked at once more before the count ends: nothing is typed, or the slips of a tender are not
    /// counted. Said once; the next time it is meant.
    pub fn doubt(&mut self) -> Option<Message> {
        if std::mem::replace(&mut self.is_warned, true) {
            return None;
        }
        let nothing = match self.by_sum {
            true => self.sum.value().trim().is_empty(),
            false => self.rows.iter().all(|row| row.pieces.value().trim().is_empty()),
        };
        if nothing {
            return Some(("custody-count-nothing", vec![]));
        }
        let first = if self.by_sum { 1 } else { self.rows.len() };
        let missing = self.cards.iter().position(CardRow::is_empty)?;
        self.at = first + 2 * missing;
        Some(("custody-count-slips", vec![("tender", text(&self.cards.get(missing)?.kind))]))
    }

    fn notes(&self, read: impl Fn(&Input) -> Result<u32, Message>) -> Result<Count, Message> {
        let mut notes = Count::default();
        for row in &self.rows {
            notes.set(row.denomination, read(&row.pieces)?);
        }
        Ok(notes)
    }

    fn check(&self, place: Place) -> Result<(), Message> {
        match place {
            Place::Pieces(n) => self.rows.get(n).map_or(Ok(()), |row| number(&row.pieces).map(drop)),
            Place::Slips(n) => self.cards.get(n).map_or(Ok(()), |card| number(&card.slips).map(drop)),
            Place::SlipsSum(n) => self.cards.get(n).map_or(Ok(()), |card| card.typed_sum().map(drop)),
            Place::Sum if self.sum.value().trim().is_empty() => Ok(()),
            Place::Sum => words::typed_sum(self.sum.value()).map(drop),
        }
    }

    fn places(&self) -> usize {
        2 * self.cards.len() + if self.by_sum { 1 } else { self.rows.len() }
    }

    fn input(&mut self, place: Place) -> Option<&mut Input> {
        match place {
            Place::Pieces(n) => self.rows.get_mut(n).map(|row| &mut row.pieces),
            Place::Sum => Some(&mut self.sum),
            Place::Slips(n) => self.cards.get_mut(n).map(|card| &mut card.slips),
            Place::SlipsSum(n) => self.cards.get_mut(n).map(|card| &mut card.sum),
        }
    }
}

impl CardRow {
    fn is_empty(&self) -> bool {
        self.slips.value().trim().is_empty() && self.sum.value().trim().is_empty()
    }

    fn typed_sum(&self) -> Result<Money, Message> {
        match self.sum.value().trim() {
            "" => Ok(Money::ZERO),
            typed => words::typed_sum(typed),
        }
    }
}

/// How many digits of a number of pieces or slips there is room for: more would scroll out of sight.
const DIGITS: usize = 5;

/// True unless a key types what no number here has: a letter typed by mistake would stick where nobody looks.
fn takes(place: Place, input: &Input, key: Key) -> bool {
    let KeyCode::Char(c) = key.code else { return true };
    match place {
        // A star asks for a plain sum: where the office takes none it stays, lest the sum be counted as pieces.
        _ if c == '*' => true,
        Place::Pieces(_) | Place::Slips(_) => c.is_ascii_digit() && input.value().chars().count() < DIGITS,
        Place::Sum | Place::SlipsSum(_) => c.is_ascii_digit() || matches!(c, ',' | '.' | ' '),
    }
}

/// A number of pieces as typed; nothing is none.
fn number(input: &Input) -> Result<u32, Message> {
    let typed = input.value().trim();
    if typed.is_empty() {
        return Ok(0);
    }
    typed.parse().map_err(|_| ("custody-count-malformed", vec![("typed", text(typed))]))
}

/// A number of pieces as a person types it.
fn typed_number(pieces: u32) -> Input {
    Input::new(if pieces == 0 { String::new() } else { pieces.to_string() })
}

/// A sum as a person types it.
fn plain(sum: Money) -> String {
    let sum = sum.to_string();
    sum.strip_suffix(".00").map_or(sum.clone(), ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CashData;

    fn counting(tenders: &[&str]) -> Counting {
        let tenders: Vec<TenderKind> = tenders.iter().map(|kind| TenderKind::new(kind).unwrap()).collect();
        Counting::new(&CashData::built_in().unwrap().denominations, &tenders)
    }

    fn typed(counting: &mut Counting, text: &str) {
        text.chars().for_each(|c| counting.edit(Key::char(c)));
    }

    #[test]
    fn a_count_goes_down_the_denominations_and_then_over_the_slips() {
        let mut counting = counting(&["card"]);
        let rows = counting.rows().len();
        typed(&mut counting, "2");
        let mut places = vec![counting.place()];
        while counting.forth().unwrap() {
            places.push(counting.place());
        }
        assert_eq!(places.len(), rows + 2);
        assert_eq!(places[rows..], [Place::Slips(0), Place::SlipsSum(0)]);
        assert_eq!(counting.so_far(), Money::from_roubles(10_000));
        counting.switch();
        assert_eq!((counting.place(), counting.so_far()), (Place::Sum, Money::ZERO));
        counting.switch();
        assert_eq!(counting.so_far(), Money::from_roubles(10_000), "what was typed stays");
        assert!(!counting.back());
    }

    #[test]
    fn what_is_no_number_is_not_taken() {
        let mut counting = counting(&["card"]);
        typed(&mut counting, "vault2х,99999999");
        assert_eq!(counting.rows()[0].pieces.value(), "29999", "no more than is seen");
        assert!(counting.has_odd(), "and it is said");
        counting.edit(Key::plain(KeyCode::Backspace));
        assert!(!counting.has_odd());
        assert_eq!(counting.rows()[0].pieces.value(), "2999");
        counting.switch();
        typed(&mut counting, "1 000,5х0");
        assert_eq!(counting.so_far(), Money::from_kopecks(100_050));
    }

    #[test]
    fn what_is_no_number_is_not_left_and_ends_nothing() {
        let malformed =
            ParkedCount { pieces: vec![(Money::from_roubles(2000), "2х".to_owned())], at: 1, ..Default::default() };
        let mut counting = counting(&["card"]).with(&malformed);
        assert!(counting.forth().is_err() && counting.counted().is_err());
        assert_eq!(counting.place(), Place::Pieces(1), "where it is wrong");
        counting.edit(Key::plain(KeyCode::Backspace));
        assert!(counting.forth().is_ok());
    }

    #[test]
    fn a_parked_count_comes_back_whatever_the_denominations_are_by_then() {
        let mut counting = counting(&["card", "sbp"]);
        typed(&mut counting, "3");
        counting.forth().unwrap();
        typed(&mut counting, "4");
        let parked = counting.parked();
        let kept: ParkedCount = serde_json::from_str(&serde_json::to_string(&parked).unwrap()).unwrap();
        assert_eq!(kept, parked);
        let mut back = super::Counting::new(&[Money::from_roubles(2000), Money::from_roubles(1)], &[]).with(&kept);
        assert_eq!(back.counted().unwrap().sum, Money::from_roubles(8000));
        assert_eq!(back.place(), Place::Pieces(1));
    }

    #[test]
    fn pieces_that_are_set_apart_leave_the_count_and_the_sum() {
        let cash: Counted = "1000x2,100x5".parse::<Count>().unwrap().into();
        let mut counting = Counting::of(&CashData::built_in().unwrap().denominations, &cash);
        counting.take_off(Money::from_roubles(1000), 1);
        assert_eq!(counting.counted().unwrap().notes, Some("1000x1,100x5".parse().unwrap()));
        counting.set_cash(&Money::from_roubles(2500).into());
        counting.take_off(Money::from_roubles(1000), 1);
        assert_eq!(counting.counted(), Ok(Money::from_roubles(1500).into()));
    }
}
