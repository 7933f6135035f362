//! Words: how text becomes the pieces that the search index holds and a query asks for.

use std::borrow::Cow;

/// What stands between a piece and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// A space, a full stop, a quotation mark, nothing.
    Space,
    Comma,
    Hyphen,
    Slash,
}

/// A run of letters and digits in the index's spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    pub joint: Joint,
}

impl Piece {
    pub fn is_number(&self) -> bool {
        is_number(&self.text)
    }
}

/// What a word of an address says about its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A street of this kind, under its full name.
    Street(&'static str),
    /// A town, which addresses often leave out.
    Town,
    /// A village or another settlement that must be named.
    Village,
    /// A region or a district, which no search needs.
    Region,
    House,
    /// A part of a house number: a block, a building, a letter.
    Block,
    Flat,
}

/// The kind of a street that says nothing of its kind.
pub(super) const PLAIN_STREET: &str = "улица";

/// The words that mark the parts of an address, as people shorten them (after Минфин's order 171н of 2015).
const MARKERS: [(&str, Marker); 68] = [
    ("ул", Marker::Street(PLAIN_STREET)),
    ("улица", Marker::Street(PLAIN_STREET)),
    ("пр-т", Marker::Street("проспект")),
    ("пр-кт", Marker::Street("проспект")),
    ("пр", Marker::Street("проспект")),
    ("просп", Marker::Street("проспект")),
    ("проспект", Marker::Street("проспект")),
    ("пр-д", Marker::Street("проезд")),
    ("проезд", Marker::Street("проезд")),
    ("пер", Marker::Street("переулок")),
    ("переулок", Marker::Street("переулок")),
    ("б-р", Marker::Street("бульвар")),
    ("бул", Marker::Street("бульвар")),
    ("бульвар", Marker::Street("бульвар")),
    ("мкр", Marker::Street("микрорайон")),
    ("мкрн", Marker::Street("микрорайон")),
    ("м-н", Marker::Street("микрорайон")),
    ("мкр-н", Marker::Street("микрорайон")),
    ("микрорайон", Marker::Street("микрорайон")),
    ("кв-л", Marker::Street("квартал")),
    ("квартал", Marker::Street("квартал")),
    ("пл", Marker::Street("площадь")),
    ("площадь", Marker::Street("площадь")),
    ("наб", Marker::Street("набережная")),
    ("ш", Marker::Street("шоссе")),
    ("шоссе", Marker::Street("шоссе")),
    ("туп", Marker::Street("тупик")),
    ("тупик", Marker::Street("тупик")),
    ("тракт", Marker::Street("тракт")),
    ("аллея", Marker::Street("аллея")),
    ("снт", Marker::Street("садоводство")),
    ("днт", Marker::Street("садоводство")),
    ("г", Marker::Town),
    ("гор", Marker::Town),
    ("город", Marker::Town),
    ("с", Marker::Village),
    ("село", Marker::Village),
    ("п", Marker::Village),
    ("пос", Marker::Village),
    ("поселок", Marker::Village),
    ("рп", Marker::Village),
    ("пгт", Marker::Village),
    ("дер", Marker::Village),
    ("деревня", Marker::Village),
    ("ст", Marker::Village),
    ("станция", Marker::Village),
    ("обл", Marker::Region),
    ("область", Marker::Region),
    ("край", Marker::Region),
    ("респ", Marker::Region),
    ("республика", Marker::Region),
    ("р-н", Marker::Region),
    ("район", Marker::Region),
    // Before a name and not a number, 'д' is a village: see `address`.
    ("д", Marker::House),
    ("дом", Marker::House),
    ("к", Marker::Block),
    ("корп", Marker::Block),
    ("корпус", Marker::Block),
    ("стр", Marker::Block),
    ("строение", Marker::Block),
    ("лит", Marker::Block),
    ("литер", Marker::Block),
    ("кв", Marker::Flat),
    ("квартира", Marker::Flat),
    ("оф", Marker::Flat),
    ("офис", Marker::Flat),
    ("пом", Marker::Flat),
    ("помещение", Marker::Flat),
];

/// The longest piece that is indexed or asked for, in characters; text beyond it is cut off.
const MAX_PIECE: usize = 40;

/// The pieces of a text: lower case, ё as е, and a marker that is glued to its number (`кв4`) taken off it.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut joint = Joint::Space;
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        joint = rest[..start].chars().fold(joint, strongest);
        let run = &rest[start..];
        let end = run.find(|c| !is_word(c)).unwrap_or(run.len());
        let text = normal(&run[..end]);
        match glued_marker(&text) {
            Some((marker, number)) => {
                pieces.push(Piece { text: marker.to_owned(), joint });
                pieces.push(Piece { text: number.to_owned(), joint: Joint::Space });
            }
            None => pieces.push(Piece { text, joint }),
        }
        (joint, rest) = (Joint::Space, &run[end..]);
    }
    pieces
}

/// The index's spelling of a run of letters and digits: lower case, ё as е.
pub(super) fn normal(run: &str) -> String {
    let mut normal = String::with_capacity(run.len());
    for c in run.chars().take(MAX_PIECE) {
        match c {
            'а'..='я' | '0'..='9' | 'a'..='z' => normal.push(c),
            'А'..='Я' => normal.extend(char::from_u32(c as u32 + ('а' as u32 - 'А' as u32))),
            'ё' | 'Ё' => normal.push('е'),
            // Some letters become two in lower case, one of them a mark that is no letter.
            other => normal.extend(other.to_lowercase().filter(|c| c.is_alphanumeric())),
        }
    }
    normal
}

/// True for letters and digits; the usual ones are told without the large tables of Unicode, which a million rows feel.
fn is_word(c: char) -> bool {
    match c {
        'а'..='я' | 'А'..='Я' => true,
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        other => other.is_alphanumeric(),
    }
}

/// True for a piece that starts with a digit: a house, a flat, an account, an ordinal.
pub(super) fn is_number(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit())
}

/// True for a piece with a digit in it: not a word that people spell.
pub(super) fn has_digit(piece: &str) -> bool {
    piece.bytes().any(|b| b.is_ascii_digit())
}

/// The marker that stands at `at`, and how many pieces it takes (two where it has a hyphen).
pub(super) fn marker_at(pieces: &[Piece], at: usize) -> Option<(Marker, usize)> {
    let first = pieces.get(at)?;
    if let Some(second) = pieces.get(at + 1).filter(|second| second.joint == Joint::Hyphen)
        && let Some(marker) = marker(&format!("{}-{}", first.text, second.text))
    {
        return Some((marker, 2));
    }
    marker(&first.text).map(|marker| (marker, 1))
}

/// The marker that a word is.
pub(super) fn marker(word: &str) -> Option<Marker> {
    MARKERS.iter().find(|(spelling, _)| *spelling == word).map(|&(_, marker)| marker)
}

fn glued_marker(piece: &str) -> Option<(&str, &str)> {
    let (word, number) = piece.split_at(piece.find(|c: char| c.is_ascii_digit())?);
    marker(word).is_some().then_some((word, number))
}

fn strongest(joint: Joint, c: char) -> Joint {
    match (joint, c) {
        (_, ',' | ';') | (Joint::Comma, _) => Joint::Comma,
        (_, '/' | '\\') | (Joint::Slash, _) => Joint::Slash,
        (_, '-' | '–' | '—') => Joint::Hyphen,
        (joint, _) => joint,
    }
}

/// What Latin letters may stand for in Russian, longest first: the passport's spelling and those of everyday.
const LETTERS: [(&str, &[&str]); 49] = [
    ("shch", &["щ"]),
    ("sch", &["щ", "сч", "ш"]),
    ("iia", &["ия"]),
    ("zh", &["ж"]),
    ("kh", &["х"]),
    ("ts", &["ц", "тс"]),
    ("ch", &["ч"]),
    ("sh", &["ш"]),
    ("yu", &["ю"]),
    ("ya", &["я", "ья"]),
    ("yo", &["е"]),
    ("ye", &["е", "ье"]),
    ("yi", &["ьи", "ый"]),
    ("iu", &["ю"]),
    ("ia", &["я", "ия", "ья"]),
    ("ie", &["ие", "ье"]),
    ("iy", &["ий"]),
    ("ii", &["ий", "ии"]),
    ("yy", &["ый"]),
    ("ju", &["ю"]),
    ("ja", &["я"]),
    ("jo", &["е"]),
    ("ck", &["к"]),
    ("a", &["а"]),
    ("b", &["б"]),
    ("c", &["к", "ц"]),
    ("d", &["д"]),
    ("e", &["е", "э"]),
    ("f", &["ф"]),
    ("g", &["г"]),
    ("h", &["х", "г"]),
    ("i", &["и"]),
    ("j", &["й", "дж"]),
    ("k", &["к"]),
    ("l", &["л", "ль"]),
    ("m", &["м"]),
    ("n", &["н"]),
    ("o", &["о"]),
    ("p", &["п"]),
    ("q", &["к"]),
    ("r", &["р"]),
    ("s", &["с"]),
    ("t", &["т"]),
    ("u", &["у"]),
    ("v", &["в"]),
    ("w", &["в"]),
    ("x", &["кс"]),
    ("y", &["й", "ы"]),
    ("z", &["з"]),
];

/// The most readings of one Latin word that are tried.
const MAX_READINGS: usize = 24;

/// The Russian words that a word in lower-case Latin letters may spell, the likeliest first.
pub(super) fn russian_spellings(word: &str) -> Vec<String> {
    let mut readings = vec![String::new()];
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let known = LETTERS.iter().find(|(latin, _)| rest.starts_with(latin));
        let (latin, options) = match known {
            Some((latin, options)) => (*latin, Cow::Borrowed(*options)),
            None => (&rest[..first.len_utf8()], Cow::Owned(vec![&rest[..first.len_utf8()]])),
        };
        let extend = |option: &&str| readings.iter().map(|reading| format!("{reading}{option}")).collect::<Vec<_>>();
        readings = options.iter().flat_map(extend).take(MAX_READINGS).collect();
        rest = &rest[latin.len()..];
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn pieces_are_lower_case_words_and_numbers() {
        assert_eq!(texts("Ул. Щёрса,д.12А-кв4"), ["ул", "щерса", "д", "12а", "кв", "4"]);
        assert_eq!(texts("«Йод» 12/3"), ["йод", "12", "3"]);
        let joints: Vec<Joint> = pieces("а, б - в/г д").into_iter().map(|piece| piece.joint).collect();
        assert_eq!(joints, [Joint::Space, Joint::Comma, Joint::Hyphen, Joint::Slash, Joint::Space]);
    }

    #[test]
    fn markers_are_spelled_as_pieces_are_and_once() {
        for (at, (spelling, _)) in MARKERS.iter().enumerate() {
            assert_eq!(spelling.replace('-', ""), texts(spelling).concat());
            assert!(MARKERS[..at].iter().all(|(other, _)| other != spelling), "{spelling}");
        }
    }

    #[test]
    fn latin_spellings_reach_the_russian_word() {
        for (latin, russian) in [
            ("ivanov", "иванов"),
            ("iv", "ив"),
            ("shm", "шм"),
            ("olga", "ольга"),
            ("tatiana", "татьяна"),
            ("mariia", "мария"),
            ("maria", "мария"),
            ("shcherbakov", "щербаков"),
            ("sergey", "сергей"),
            ("dmitriy", "дмитрий"),
            ("krylov", "крылов"),
            ("lyubov", "любов"),
            ("vasilyev", "васильев"),
            ("elena", "елена"),
            ("eduard", "эдуард"),
            ("lenina", "ленина"),
        ] {
            assert!(russian_spellings(latin).iter().any(|spelling| spelling == russian), "{latin}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text: String) {
            for piece in pieces(&text) {
                prop_assert!(!piece.text.is_empty() && piece.text.chars().all(char::is_alphanumeric));
                prop_assert!(russian_spellings(&piece.text).len() <= MAX_READINGS);
            }
        }
    }
}
