//! Sums in words: `Одна тысяча двести тридцать четыре рубля 56 копеек`.

use crate::domain::Money;
use crate::lang::Lang;

/// A sum in words as documents write it: a capital first, the roubles in words, the kopecks in two digits.
pub fn in_words(sum: Money, lang: Lang) -> String {
    let kopecks = sum.kopecks().unsigned_abs();
    let (roubles, kopecks) = (kopecks / 100, kopecks % 100);
    let (minus, words, rouble, kopeck) = match lang {
        Lang::En => {
            ("minus ", english(roubles), plural(roubles, "rouble", "roubles"), plural(kopecks, "kopeck", "kopecks"))
        }
        Lang::Ru => ("минус ", russian(roubles), ROUBLE.counted(roubles), KOPECK.counted(kopecks)),
    };
    let sign = if sum.kopecks() < 0 { minus } else { "" };
    capitalised(&format!("{sign}{words} {rouble} {kopecks:02} {kopeck}"))
}

/// A Russian noun in the forms that it takes behind a number, and the gender that it gives to one and two.
struct Noun {
    feminine: bool,
    one: &'static str,
    few: &'static str,
    many: &'static str,
}

const fn noun(feminine: bool, one: &'static str, few: &'static str, many: &'static str) -> Noun {
    Noun { feminine, one, few, many }
}

const ROUBLE: Noun = noun(false, "рубль", "рубля", "рублей");
const KOPECK: Noun = noun(true, "копейка", "копейки", "копеек");

/// How many powers of a thousand have a name: 64 bits of kopecks reach into the fifth.
const SCALES: usize = 5;

const RUSSIAN_SCALES: [Noun; SCALES] = [
    noun(true, "тысяча", "тысячи", "тысяч"),
    noun(false, "миллион", "миллиона", "миллионов"),
    noun(false, "миллиард", "миллиарда", "миллиардов"),
    noun(false, "триллион", "триллиона", "триллионов"),
    noun(false, "квадриллион", "квадриллиона", "квадриллионов"),
];

#[rustfmt::skip]
const RUSSIAN_UNITS: [&str; 20] = [
    "", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать",
    "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать",
    "девятнадцать",
];
#[rustfmt::skip]
const RUSSIAN_TENS: [&str; 10] = [
    "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
];
#[rustfmt::skip]
const RUSSIAN_HUNDREDS: [&str; 10] = [
    "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
];

const ENGLISH_SCALES: [&str; SCALES] = ["thousand", "million", "billion", "trillion", "quadrillion"];
#[rustfmt::skip]
const ENGLISH_UNITS: [&str; 20] = [
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];
const ENGLISH_TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

impl Noun {
    fn counted(&self, number: u64) -> &'static str {
        match (number % 100, number % 10) {
            (11..=14, _) => self.many,
            (_, 1) => self.one,
            (_, 2..=4) => self.few,
            _ => self.many,
        }
    }
}

fn russian(number: u64) -> String {
    let mut words = Vec::new();
    for (power, thousand) in thousands(number) {
        let scale = power.checked_sub(1).map(|at| &RUSSIAN_SCALES[at]);
        let (tens, unit) = tens_and_unit(thousand);
        let unit = match (unit, scale.unwrap_or(&ROUBLE).feminine) {
            (1, true) => "одна",
            (2, true) => "две",
            _ => RUSSIAN_UNITS[unit],
        };
        words.extend([RUSSIAN_HUNDREDS[thousand / 100], RUSSIAN_TENS[tens], unit]);
        words.extend(scale.map(|scale| scale.counted(thousand as u64)));
    }
    joined(words, "ноль")
}

fn english(number: u64) -> String {
    let mut words = Vec::new();
    for (power, thousand) in thousands(number) {
        let (tens, unit) = tens_and_unit(thousand);
        if thousand >= 100 {
            words.extend([ENGLISH_UNITS[thousand / 100].to_owned(), "hundred".to_owned()]);
        }
        let hyphen = if tens > 0 && unit > 0 { "-" } else { "" };
        words.push(format!("{}{hyphen}{}", ENGLISH_TENS[tens], ENGLISH_UNITS[unit]));
        words.extend(power.checked_sub(1).map(|at| ENGLISH_SCALES[at].to_owned()));
    }
    joined(words, "zero")
}

/// The thousands that are not empty, the greatest first, each with its power of a thousand.
fn thousands(number: u64) -> impl Iterator<Item = (usize, usize)> {
    let powers = (0..=SCALES).rev();
    powers.map(move |power| (power, (number / 1000u64.pow(power as u32) % 1000) as usize)).filter(|&(_, part)| part > 0)
}

/// How a number below a hundred is spoken: up to nineteen it is one word.
fn tens_and_unit(thousand: usize) -> (usize, usize) {
    match thousand % 100 {
        below_twenty @ 0..20 => (0, below_twenty),
        other => (other / 10, other % 10),
    }
}

fn joined<W: AsRef<str>>(words: Vec<W>, zero: &str) -> String {
    let spoken: Vec<&str> = words.iter().map(AsRef::as_ref).filter(|word| !word.is_empty()).collect();
    if spoken.is_empty() { zero.to_owned() } else { spoken.join(" ") }
}

fn plural(number: u64, one: &'static str, other: &'static str) -> &'static str {
    if number == 1 { one } else { other }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// True for the code of a language that papers and screens may be in.
pub fn is_language(code: &str) -> bool {
    Lang::parse(code).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_traps_of_russian() {
        for (kopecks, words) in [
            (0, "Ноль рублей 00 копеек"),
            (1, "Ноль рублей 01 копейка"),
            (102, "Один рубль 02 копейки"),
            (205, "Два рубля 05 копеек"),
            (511, "Пять рублей 11 копеек"),
            (1100, "Одиннадцать рублей 00 копеек"),
            (1421, "Четырнадцать рублей 21 копейка"),
            (2122, "Двадцать один рубль 22 копейки"),
            (10100, "Сто один рубль 00 копеек"),
            (11112, "Сто одиннадцать рублей 12 копеек"),
            (100_000, "Одна тысяча рублей 00 копеек"),
            (123_456, "Одна тысяча двести тридцать четыре рубля 56 копеек"),
            (200_200, "Две тысячи два рубля 00 копеек"),
            (1_200_000, "Двенадцать тысяч рублей 00 копеек"),
            (2_100_000, "Двадцать одна тысяча рублей 00 копеек"),
            (11_200_100, "Сто двенадцать тысяч один рубль 00 копеек"),
            (100_000_000, "Один миллион рублей 00 копеек"),
            (100_000_100, "Один миллион один рубль 00 копеек"),
            (200_000_000_000, "Два миллиарда рублей 00 копеек"),
            (-4050, "Минус сорок рублей 50 копеек"),
        ] {
            assert_eq!(in_words(Money::from_kopecks(kopecks), Lang::Ru), words);
        }
    }

    #[test]
    fn the_traps_of_english() {
        for (kopecks, words) in [
            (0, "Zero roubles 00 kopecks"),
            (101, "One rouble 01 kopeck"),
            (1311, "Thirteen roubles 11 kopecks"),
            (2000, "Twenty roubles 00 kopecks"),
            (2100, "Twenty-one roubles 00 kopecks"),
            (10100, "One hundred one roubles 00 kopecks"),
            (123_456, "One thousand two hundred thirty-four roubles 56 kopecks"),
            (100_000_100, "One million one roubles 00 kopecks"),
            (-100, "Minus one rouble 00 kopecks"),
        ] {
            assert_eq!(in_words(Money::from_kopecks(kopecks), Lang::En), words);
        }
    }

    #[test]
    fn the_ends_of_the_range() {
        let most = in_words(Money::from_kopecks(i64::MAX), Lang::Ru);
        assert_eq!(
            most,
            "Девяносто два квадриллиона двести тридцать три триллиона семьсот двадцать миллиардов триста шестьдесят \
             восемь миллионов пятьсот сорок семь тысяч семьсот пятьдесят восемь рублей 07 копеек"
        );
        assert_eq!(
            in_words(Money::from_kopecks(i64::MIN), Lang::Ru),
            format!("Минус {}", most.to_lowercase()).replace("07", "08")
        );
    }

    /// What each spoken word is worth, written down apart from the tables above; a scale multiplies what it follows.
    fn worth(word: &str) -> (u64, bool) {
        #[rustfmt::skip]
        let words: [(u64, &str); 36] = [
            (1, "один одна one"), (2, "два две two"), (3, "три three"), (4, "четыре four"), (5, "пять five"),
            (6, "шесть six"), (7, "семь seven"), (8, "восемь eight"), (9, "девять nine"), (10, "десять ten"),
            (11, "одиннадцать eleven"), (12, "двенадцать twelve"), (13, "тринадцать thirteen"),
            (14, "четырнадцать fourteen"), (15, "пятнадцать fifteen"), (16, "шестнадцать sixteen"),
            (17, "семнадцать seventeen"), (18, "восемнадцать eighteen"), (19, "девятнадцать nineteen"),
            (20, "двадцать twenty"), (30, "тридцать thirty"), (40, "сорок forty"), (50, "пятьдесят fifty"),
            (60, "шестьдесят sixty"), (70, "семьдесят seventy"), (80, "восемьдесят eighty"),
            (90, "девяносто ninety"), (100, "сто"), (200, "двести"), (300, "триста"), (400, "четыреста"),
            (500, "пятьсот"), (600, "шестьсот"), (700, "семьсот"), (800, "восемьсот"), (900, "девятьсот"),
        ];
        let scales = [
            (1_000, "тысяча тысячи тысяч thousand"),
            (1_000_000, "миллион миллиона миллионов million"),
            (1_000_000_000, "миллиард миллиарда миллиардов billion"),
            (1_000_000_000_000, "триллион триллиона триллионов trillion"),
            (1_000_000_000_000_000, "квадриллион квадриллиона квадриллионов quadrillion"),
        ];
        let find = |table: &[(u64, &str)]| {
            table.iter().find(|(_, forms)| forms.split(' ').any(|form| form == word)).map(|&(worth, _)| worth)
        };
        match (find(&words), find(&scales)) {
            (Some(worth), _) => (worth, false),
            (_, Some(worth)) => (worth, true),
            _ => panic!("'{word}' is no number"),
        }
    }

    /// Reads a sum back from its words.
    fn read(text: &str) -> u64 {
        let text = text.to_lowercase().replace('-', " ");
        let (mut roubles, mut thousand, mut kopecks) = (0, 0, 0);
        for word in text.split(' ') {
            match word {
                "ноль" | "zero" => {}
                "hundred" => thousand *= 100,
                _ if word.starts_with("рубл") || word.starts_with("rouble") => roubles += thousand,
                _ if word.starts_with("копе") || word.starts_with("kopeck") => {}
                _ if word.parse::<u64>().is_ok() => kopecks = word.parse().unwrap(),
                _ => match worth(word) {
                    (worth, true) => (roubles, thousand) = (roubles + thousand * worth, 0),
                    (worth, false) => thousand += worth,
                },
            }
        }
        roubles * 100 + kopecks
    }

    proptest! {
        #[test]
        fn a_sum_is_read_back_from_its_words(digits in 0u32..19, random: u64) {
            let kopecks = random % 10u64.pow(digits);
            for lang in Lang::ALL {
                let words = in_words(Money::from_kopecks(kopecks as i64), lang);
                prop_assert_eq!(read(&words), kopecks, "{}", words);
            }
        }
    }
}
