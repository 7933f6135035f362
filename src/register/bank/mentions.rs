//! What the purpose of a bank document speaks of: seals of bags, numbers of registers. How people write of them is data
//! (`data/registers/mentions.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::Seal;

const DATA: &str = include_str!("../../../data/registers/mentions.toml");

/// Something that a purpose names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// A bag, by its seal.
    Seal(Seal),
    /// A register, by its number.
    Register(u32),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Patterns {
    marks: Vec<String>,
    joints: Vec<String>,
    reach: usize,
    /// How words begin that tell an acquirer's payment.
    acquiring: Vec<String>,
    /// How words begin that a number behind them belongs to instead.
    others: Vec<String>,
    #[serde(rename = "mention")]
    mentions: Vec<Pattern>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    what: What,
    /// How the word begins.
    words: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum What {
    Seal,
    Register,
}

/// Data that can't be read finds nothing; a test reads it.
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| toml::from_str(DATA).unwrap_or_default());

/// True where `purpose` speaks of what an acquirer pays for cards.
pub fn is_acquiring(purpose: &str) -> bool {
    let purpose = purpose.to_lowercase();
    let mut words = purpose.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| PATTERNS.acquiring.iter().any(|begin| word.starts_with(begin.as_str())))
}

/// Every seal and register number that `purpose` names, in its order, each once.
pub fn mentions(purpose: &str) -> Vec<Mention> {
    let tokens = tokens(&purpose.to_lowercase());
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_word = |pattern: &&Pattern| pattern.words.iter().any(|word| token.starts_with(word.as_str()));
        let Some(pattern) = PATTERNS.mentions.iter().find(is_word) else { continue };
        for number in numbers(&tokens[at + 1..]) {
            let mention = match pattern.what {
                What::Seal => number.parse().ok().map(Mention::Seal),
                What::Register => register(number).map(Mention::Register),
            };
            found.extend(mention.filter(|mention| !found.contains(mention)));
        }
    }
    found
}

/// The numbers that a word announces: at once behind it, or behind some words and a mark; and those joined to it.
fn numbers(behind: &[String]) -> Vec<&str> {
    let is_mark = |token: &String| PATTERNS.marks.iter().any(|mark| mark == token);
    let has_mark = |from: usize| behind.get(from).is_some_and(is_mark);
    let announced = |at: usize| has_mark(at) || (at == 0 && is_number_at(behind, 0));
    let fillers = behind.iter().take(PATTERNS.reach).take_while(|token| is_filler(token)).count();
    let Some(mut at) = (0..=fillers).find(|&at| announced(at)) else { return Vec::new() };
    let mut numbers = Vec::new();
    loop {
        while behind.get(at).is_some_and(|token| is_mark(token) || matches!(token.as_str(), "." | ":")) {
            at += 1;
        }
        if !is_number_at(behind, at) {
            return numbers;
        }
        numbers.push(behind[at].as_str());
        at += 1;
        if !behind.get(at).is_some_and(|token| PATTERNS.joints.contains(token)) {
            return numbers;
        }
        at += 1;
    }
}

/// A word or a date between what is named and the mark of its number.
fn is_filler(token: &str) -> bool {
    let is_date = || token.contains('.') && token.starts_with(|c: char| c.is_ascii_digit());
    let ends = |c: char| c.is_ascii_digit() || matches!(c, '.' | ';' | ',');
    let is_others = PATTERNS.others.iter().any(|other| token.starts_with(other.as_str()));
    !is_others && (is_date() || !token.contains(ends))
}

fn is_number_at(tokens: &[String], at: usize) -> bool {
    let is_number = |token: &String| token.contains(|c: char| c.is_ascii_digit()) && !token.contains('.');
    tokens.get(at).is_some_and(is_number)
}

/// `12`, and `12` of `12-2026`.
fn register(number: &str) -> Option<u32> {
    number.split('-').next()?.parse().ok().filter(|&number| number > 0)
}

/// Words with the hyphens inside them, numbers with the points inside them (a date, a sum), and every other sign by
/// itself. `№12` and `n12` are a mark and a number.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let joins = |(at, c): &(usize, char)| {
            let follows = || rest[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
            let is_point = *c == '.' && rest[..*at].ends_with(|c: char| c.is_ascii_digit());
            c.is_alphanumeric() || (*at > 0 && (*c == '-' || is_point) && follows())
        };
        let length = rest.char_indices().take_while(joins).map(|(at, c)| at + c.len_utf8()).last();
        let (token, behind) = rest.split_at(length.unwrap_or(first.len_utf8()));
        let mark = PATTERNS.marks.iter().filter(|mark| {
            token.strip_prefix(mark.as_str()).is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        });
        match mark.max_by_key(|mark| mark.len()) {
            Some(mark) => tokens.extend([mark.clone(), token[mark.len()..].to_owned()]),
            None => tokens.push(token.to_owned()),
        }
        rest = behind.trim_start();
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(purpose: &str) -> String {
        let name = |mention: &Mention| match mention {
            Mention::Seal(seal) => format!("{seal}"),
            Mention::Register(number) => format!("#{number}"),
        };
        mentions(purpose).iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn purposes_as_banks_and_suppliers_write_them() {
        for (purpose, expected) in [
            ("Зачисление инкассированной выручки, сумка N 12345", "12345"),
            ("Взнос наличных через инкассацию, пломба 00981234, за 23.11.2026", "00981234"),
            ("Сдача выручки. Сумка № АБ-10045 от 23.11.2026. Касса 664003", "АБ-10045"),
            ("ИНКАССАЦИЯ СУМКИ №№ 101, 102 И 103 ЗА 23.11.2026 НА СУММУ 150000.00", "101 102 103"),
            ("Выручка по сумке с пломбой № 7788 и пломбой № 7789", "7788 7789"),
            ("Наличные деньги, сейф-пакет N12345678, акт № 5", "12345678"),
            ("Перечисление платежей населения по реестру № 12 от 23.11.2026. НДС не облагается", "#12"),
            ("Оплата по реестру принятых платежей № 7 за 23.11.2026", "#7"),
            ("Платежи физлиц, реестр №12/2026", "#12"),
            ("Реестр N 15 от 24.11.2026г. сумма 1 500-00, комиссия 15-00", "#15"),
            ("реестры № 15, 16", "#15 #16"),
            ("Перечисление по договору № 44 от 01.01.2026 по реестру от 23.11.2026 на сумму 5000.00", ""),
            ("По реестру от 23.11.2026 № 12, НДС нет", "#12"),
            ("Реестр по договору № 44", ""),
            ("Выручка, сумка 15, договор № 44", "15"),
            ("По реестру за 23 ноября. Договор № 44", ""),
            ("Комиссия за зачисление, договор № 12345", ""),
            ("Опломбирование прибора учёта № 4455", ""),
            ("Сумма 12345 руб.", ""),
            ("", ""),
        ] {
            assert_eq!(found(purpose), expected, "{purpose}");
        }
    }

    #[test]
    fn an_acquirers_payment_is_told() {
        for (purpose, is) in [
            ("Возмещение по операциям эквайринга за 22.11.2026", true),
            ("Возмещение средств по торговому ЭКВАЙРИНГУ, договор № 5", true),
            ("Merchant acquiring 22.11", true),
            ("Зачисление инкассированной выручки, сумка N 12345", false),
            ("", false),
        ] {
            assert_eq!(is_acquiring(purpose), is, "{purpose}");
        }
    }

    #[test]
    fn the_patterns_can_be_read() {
        let patterns: Patterns = toml::from_str(DATA).unwrap();
        assert_eq!(patterns.mentions.len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,60}", likely in "[сумкаN№ 0-9.,/-]{0,30}") {
            let _ = (mentions(&text), mentions(&likely));
        }
    }
}
