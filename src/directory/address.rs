//! Addresses as people write them, read leniently into settlement, street, house and flat.

use crate::domain::account::cyrillic_twin;

use super::words::{Joint, Marker, PLAIN_STREET, Piece, is_number, marker_at, pieces};

/// The parts of an address, in the index's spelling (lower case, ё as е). What is not written is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The town or village.
    pub settlement: String,
    /// True for a village: a town may be left out where it is meant, a village may not.
    pub village: bool,
    /// The street's name without its kind: `карла маркса`.
    pub street: String,
    /// The street's kind in full: `переулок`; a street without one is an `улица`.
    pub kind: &'static str,
    /// The house with its letter, fraction and block: `12а`, `12/3`, `12к3`.
    pub house: String,
    /// The flat or office.
    pub flat: String,
}

/// Endings that make a number an ordinal (`1-я Советская`).
const ORDINAL: [&str; 9] = ["я", "й", "е", "ая", "ый", "ой", "ий", "го", "му"];

impl Address {
    /// Reads an address in any of the usual forms: `Ленина 12-4`, `г. Иркутск, ул. Ленина, д. 12а, кв. 4`.
    pub fn parse(text: &str) -> Address {
        Address::read(&pieces(text))
    }

    /// Reads an address that is in pieces already.
    pub fn read(pieces: &[Piece]) -> Address {
        let mut reader = Reader::default();
        // A post code says nothing that the rest does not.
        let mut at = usize::from(pieces.len() > 1 && pieces[0].text.len() == 6 && all_digits(&pieces[0].text));
        while let Some(piece) = pieces.get(at) {
            if piece.joint == Joint::Comma {
                reader.close();
            }
            if let Some((marker, width)) = marker_at(pieces, at) {
                reader.mark(marker, pieces, at + width);
                at += width;
            } else {
                reader.take(piece, pieces, at);
                at += 1;
            }
        }
        reader.close();
        reader.finish()
    }

    /// Bytes that sort as a clerk looks for addresses: street, house and flat by their numbers, then settlement.
    ///
    /// The order of the accounts in `directory.db` is this order; a change here needs a new version of that file.
    pub fn key(&self) -> Vec<u8> {
        let mut key = Vec::with_capacity(self.street.len() + self.settlement.len() + 32);
        for text in [&self.street, self.kind] {
            key.extend_from_slice(text.as_bytes());
            key.push(0);
        }
        for number in [&self.house, &self.flat] {
            let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
            let value: u32 = number[..digits].parse().unwrap_or(if digits == 0 { 0 } else { u32::MAX });
            key.extend_from_slice(&value.to_be_bytes());
            key.extend_from_slice(&number.as_bytes()[digits..]);
            key.push(0);
        }
        key.extend_from_slice(self.settlement.as_bytes());
        key
    }

    /// True if both are one flat or house. A town that only one of them names is taken to be the same.
    pub fn is_same_place(&self, other: &Address) -> bool {
        let settlement = self.settlement == other.settlement
            || (self.settlement.is_empty() && !other.village)
            || (other.settlement.is_empty() && !self.village);
        settlement && self.is_same_door(other)
    }

    /// True if street, house and flat are the same, in whatever settlement.
    pub fn is_same_door(&self, other: &Address) -> bool {
        (&self.street, self.kind, &self.house, &self.flat) == (&other.street, other.kind, &other.house, &other.flat)
    }
}

/// An address half read: the name that is being collected, and what its numbers are for.
#[derive(Default)]
struct Reader<'p> {
    name: Vec<&'p str>,
    label: Option<Marker>,
    number: Option<Marker>,
    unlabelled: Vec<String>,
    after_house: bool,
    address: Address,
}

impl<'p> Reader<'p> {
    /// A marker, with `pieces[next]` behind it. It labels the name behind it (`ул. Ленина`) or, where none follows,
    /// the one before it (`Ленина ул, 12`).
    fn mark(&mut self, marker: Marker, pieces: &[Piece], next: usize) {
        self.after_house = false;
        let follows = pieces.get(next).filter(|piece| piece.joint != Joint::Comma);
        let number_follows = follows.is_some_and(Piece::is_number);
        let name_follows = follows.is_some()
            && marker_at(pieces, next).is_none()
            && (!number_follows || self.name.is_empty() || starts_name(pieces, next));
        let marker = match marker {
            Marker::House if follows.is_some() && !number_follows && name_follows => Marker::Village,
            marker => marker,
        };
        match marker {
            Marker::House | Marker::Block | Marker::Flat => {
                self.close();
                self.number = Some(marker);
            }
            label if self.label.is_none() && !self.name.is_empty() && !name_follows => {
                self.label = Some(label);
                self.close();
            }
            label => {
                self.close();
                self.label = Some(label);
            }
        }
    }

    fn take(&mut self, piece: &'p Piece, pieces: &[Piece], at: usize) {
        let text = piece.text.as_str();
        let after_house = std::mem::take(&mut self.after_house);
        if piece.is_number() {
            let names = self.number.is_none()
                && self.name.is_empty()
                && self.address.house.is_empty()
                && (self.label.is_some() || (self.address.street.is_empty() && starts_name(pieces, at)));
            if names {
                self.name.push(text)
            } else {
                self.take_number(piece)
            }
            return;
        }
        // `12 лит. А`, or one letter right behind the number: `12 а`.
        let is_of_block = self.number.take_if(|number| *number == Marker::Block).is_some();
        let is_letter = after_house && text.chars().count() == 1 && piece.joint != Joint::Comma;
        if is_of_block || is_letter {
            self.address.house.push_str(text);
        } else if self.address.house.is_empty() {
            self.name.push(text);
        }
    }

    fn take_number(&mut self, piece: &Piece) {
        self.close();
        let number = twin_letters(&piece.text);
        let Address { house, flat, .. } = &mut self.address;
        match self.number.take() {
            Some(Marker::Block) => *house = format!("{house}к{number}"),
            Some(Marker::Flat) => *flat = number,
            _ if house.is_empty() => {
                *house = number;
                self.after_house = true;
            }
            _ if piece.joint == Joint::Slash && flat.is_empty() => *house = format!("{house}/{number}"),
            _ if flat.is_empty() => *flat = number,
            _ => {}
        }
    }

    /// The name collected so far is complete.
    fn close(&mut self) {
        let name = std::mem::take(&mut self.name).join(" ");
        let label = self.label.take();
        let address = &mut self.address;
        match label {
            _ if name.is_empty() => self.label = None,
            Some(Marker::Street(kind)) if address.street.is_empty() => (address.street, address.kind) = (name, kind),
            Some(Marker::Town) => address.settlement = name,
            Some(Marker::Village) => (address.settlement, address.village) = (name, true),
            Some(_) => {}
            None => self.unlabelled.push(name),
        }
    }

    /// Of names without a label the last is the street and the one before it the settlement; a village without
    /// streets is its own street.
    fn finish(mut self) -> Address {
        let address = &mut self.address;
        if address.street.is_empty() {
            address.street = self.unlabelled.pop().unwrap_or_else(|| address.settlement.clone());
        }
        if address.settlement.is_empty() {
            address.settlement = self.unlabelled.pop().unwrap_or_default();
        }
        if address.kind.is_empty() {
            address.kind = PLAIN_STREET;
        }
        self.address
    }
}

/// True if the number at `at` begins a name: `8 Марта`, `50 лет Октября`, `1-я Советская`.
fn starts_name(pieces: &[Piece], at: usize) -> bool {
    pieces.get(at + 1).is_some_and(|next| match next.joint {
        Joint::Hyphen => ORDINAL.contains(&next.text.as_str()),
        Joint::Space => !is_number(&next.text) && next.text.chars().count() > 1 && marker_at(pieces, at + 1).is_none(),
        _ => false,
    })
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// A house's letter in Cyrillic, whichever alphabet it was typed in.
pub(super) fn twin_letters(number: &str) -> String {
    number.chars().flat_map(char::to_uppercase).map(cyrillic_twin).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_the_usual_forms() {
        for (text, settlement, street, kind, house, flat) in [
            ("Ленина 12-4", "", "ленина", "улица", "12", "4"),
            ("ул. Ленина, д. 12, кв. 4", "", "ленина", "улица", "12", "4"),
            ("г. Иркутск, ул Ленина д 12а кв 4", "иркутск", "ленина", "улица", "12а", "4"),
            ("г Иркутск ул Ленина 12 а, кв.4", "иркутск", "ленина", "улица", "12а", "4"),
            ("Иркутск г, Ленина ул, д.12, кв.4", "иркутск", "ленина", "улица", "12", "4"),
            ("Иркутск, Ленина 12-4", "иркутск", "ленина", "улица", "12", "4"),
            ("мкр Юбилейный 10 - 5", "", "юбилейный", "микрорайон", "10", "5"),
            ("Юбилейный мкр., 10, 5", "", "юбилейный", "микрорайон", "10", "5"),
            ("с. Хомутово, ул. Кирова, 5", "хомутово", "кирова", "улица", "5", ""),
            ("664003, Иркутская обл, Иркутский р-н, с Хомутово, ул Кирова, 5", "хомутово", "кирова", "улица", "5", ""),
            ("д. Куда, 5", "куда", "куда", "улица", "5", ""),
            ("пр-т Маршала Жукова, 7", "", "маршала жукова", "проспект", "7", ""),
            ("1-я Советская 3-8", "", "1 я советская", "улица", "3", "8"),
            ("ул. 50 лет Октября, 12-4", "", "50 лет октября", "улица", "12", "4"),
            ("8 Марта 5", "", "8 марта", "улица", "5", ""),
            ("мкр 6, 12-5", "", "6", "микрорайон", "12", "5"),
            ("Ленина 12/3-4", "", "ленина", "улица", "12/3", "4"),
            ("ул Ленина, д. 12, корп. 3, кв. 4", "", "ленина", "улица", "12к3", "4"),
            ("Ленина 12 лит. Б - 4", "", "ленина", "улица", "12б", "4"),
            ("Ленина 12A-4", "", "ленина", "улица", "12а", "4"),
            ("Советский пер 5", "", "советский", "переулок", "5", ""),
            ("д12 кв4", "", "", "улица", "12", "4"),
            ("", "", "", "улица", "", ""),
        ] {
            let read = Address::parse(text);
            let parts = (&*read.settlement, &*read.street, read.kind, &*read.house, &*read.flat);
            assert_eq!(parts, (settlement, street, kind, house, flat), "{text}");
        }
    }

    #[test]
    fn keys_sort_by_street_then_numbers() {
        let sorted = [
            "Кирова 100",
            "Ленина 4-12",
            "Ленина 12-4",
            "Ленина 12-40",
            "Ленина 12а-1",
            "Ленина 120-4",
            "пер. Ленина 1",
            "Ленинградская 1",
        ];
        let mut keys: Vec<(Vec<u8>, &str)> = sorted.iter().map(|text| (Address::parse(text).key(), *text)).collect();
        keys.sort();
        let order: Vec<&str> = keys.into_iter().map(|(_, text)| text).collect();
        let expected = [
            "Кирова 100",
            "пер. Ленина 1",
            "Ленина 4-12",
            "Ленина 12-4",
            "Ленина 12-40",
            "Ленина 12а-1",
            "Ленина 120-4",
            "Ленинградская 1",
        ];
        assert_eq!(order, expected);
    }

    #[test]
    fn a_town_may_be_left_out_but_a_village_may_not() {
        let same = |a: &str, b: &str| Address::parse(a).is_same_place(&Address::parse(b));
        assert!(same("г. Иркутск, ул. Ленина, д. 12, кв. 4", "Ленина 12-4"));
        assert!(!same("с. Хомутово, ул. Кирова, 5", "Кирова 5"));
        assert!(!same("г. Иркутск, Кирова 5", "г. Ангарск, Кирова 5"));
        assert!(!same("пер. Кирова 5", "Кирова 5"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[а-я0-9 ,./кдул-]{0,60}|\\PC*") {
            let address = Address::parse(&text);
            prop_assert!(address.is_same_place(&address));
            let _ = address.key();
        }
    }
}
