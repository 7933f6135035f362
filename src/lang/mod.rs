//! The languages of screens and documents: texts from `data/locales`, sums, counts and dates as each writes them.
//!
//! A text's id is kebab-case behind the prefix of its area (`receipt-total`); any string literal in the sources that
//! starts with such a prefix is an id. Tests hold the literals, the English and the Russian files to one another.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{NaiveDate, NaiveDateTime};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

#[cfg(test)]
mod tests;

/// A language of screens and documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Russian.
    Ru,
}

/// What stands in a variable of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arg<'a> {
    /// Shown as it is.
    Text(&'a str),
    /// A count: written in groups of three digits, and what a plural is chosen by. Exact up to 2^53; a number that
    /// only names something (a shift, a receipt) is [`Arg::Text`].
    Number(i64),
    /// A sum in kopecks.
    Money(i64),
    /// A calendar day.
    Date(NaiveDate),
}

type Bundle = FluentBundle<FluentResource>;

/// Compiles `data/locales/LANGUAGE/NAME.ftl` in for each name; a new file needs its name in the call below and
/// nothing else.
macro_rules! files {
    ($($name:literal)*) => {
        fn files(lang: Lang) -> &'static [(&'static str, &'static str)] {
            match lang {
                Lang::En => &[$(($name, include_str!(concat!("../../data/locales/en/", $name, ".ftl")))),*],
                Lang::Ru => &[$(($name, include_str!(concat!("../../data/locales/ru/", $name, ".ftl")))),*],
            }
        }
    };
}

files!(
    "action"
    "bank"
    "cli"
    "difference"
    "error"
    "hq"
    "keymap"
    "office"
    "paper"
    "people"
    "print"
    "receipt"
    "refusal"
    "screens"
    "screens-cash"
    "screens-custody"
    "screens-office"
    "screens-printer"
    "screens-receipts"
    "screens-sync"
    "serve"
    "settings"
    "start"
    "suppliers"
    "sync"
    "telephone"
);

/// The ids of all texts, and the names of all their variables.
static NAMES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let texts = files(Lang::En).iter().map(|(_, text)| *text);
    let ids = texts.clone().flat_map(str::lines).filter_map(|line| Some(line.split_once(" =")?.0));
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let names =
        texts.flat_map(|text| text.split('$').skip(1)).filter_map(move |rest| rest.split(|c| !is_plain(c)).next());
    ids.filter(|id| !id.is_empty() && id.chars().all(is_plain)).chain(names).collect()
});

/// The id of a text, or the name of a variable in one, that came from elsewhere; `None` for one that no text has.
pub fn known(name: &str) -> Option<&'static str> {
    NAMES.get(name).copied()
}

static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En));
static RU: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Ru));

impl Lang {
    /// Every language.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Ru];

    /// The code that settings and options name the language by.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ru => "ru",
        }
    }

    /// Reads a language's code.
    pub fn parse(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The language of an environment, read by `variable`: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is
    /// not empty decides (POSIX, "Internationalization Variables"); English where that is neither language.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Lang {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
        let code = locale.as_deref().and_then(|locale| locale.split(['_', '.', '@']).next());
        code.and_then(Lang::parse).unwrap_or(Lang::En)
    }

    /// The text of an id, its variables filled in. An id that no file has is itself the text, in brackets: a screen
    /// with a hole is better than none.
    pub fn text(self, id: &str, args: &[(&str, Arg)]) -> String {
        let bundle = match self {
            Lang::En => &EN,
            Lang::Ru => &RU,
        };
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            return format!("[{id}]");
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            values.set(*name, self.value(*arg));
        }
        bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }

    /// A sum of kopecks: `1 234,50` in Russian (with a no-break space), `1,234.50` in English.
    pub fn kopecks(self, kopecks: i64) -> String {
        let (_, mark) = self.separators();
        let sign = if kopecks < 0 { "-" } else { "" };
        let sum = kopecks.unsigned_abs();
        format!("{sign}{}{mark}{:02}", self.grouped(sum / 100), sum % 100)
    }

    /// A whole number in groups of three digits.
    pub fn number(self, number: i64) -> String {
        let sign = if number < 0 { "-" } else { "" };
        format!("{sign}{}", self.grouped(number.unsigned_abs()))
    }

    /// A calendar day: `23.11.2026` in Russian, `2026-11-23` in English.
    pub fn date(self, day: NaiveDate) -> String {
        let format = match self {
            Lang::En => "%Y-%m-%d",
            Lang::Ru => "%d.%m.%Y",
        };
        day.format(format).to_string()
    }

    /// A day and its time to the minute: `23.11.2026 14:05`.
    pub fn moment(self, at: NaiveDateTime) -> String {
        format!("{} {}", self.date(at.date()), at.format("%H:%M"))
    }

    /// A day of this year and its time to the minute: `23.11 14:05`.
    pub fn moment_of_year(self, at: NaiveDateTime) -> String {
        let format = match self {
            Lang::En => "%m-%d %H:%M",
            Lang::Ru => "%d.%m %H:%M",
        };
        at.format(format).to_string()
    }

    /// What stands between groups of three digits, and before the kopecks.
    fn separators(self) -> (char, char) {
        match self {
            Lang::En => (',', '.'),
            Lang::Ru => ('\u{a0}', ','),
        }
    }

    fn grouped(self, number: u64) -> String {
        let (group, _) = self.separators();
        let digits = number.to_string();
        let mut text = String::with_capacity(digits.len() * 2);
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        text
    }

    fn value(self, arg: Arg<'_>) -> FluentValue<'_> {
        match arg {
            Arg::Text(text) => FluentValue::from(text),
            Arg::Number(number) => FluentValue::from(number),
            Arg::Money(kopecks) => FluentValue::from(self.kopecks(kopecks)),
            Arg::Date(day) => FluentValue::from(self.date(day)),
        }
    }
}

/// The texts of a language. What a file has wrong is left out here and found by the tests, so that no fault of a text
/// can stop a till.
fn bundle(lang: Lang) -> Bundle {
    let mut bundle = Bundle::new_concurrent(lang.code().parse().into_iter().collect());
    // The marks would be printed as garbage by a receipt printer, and both languages run from left to right.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::En => |value, _| count(Lang::En, value),
        Lang::Ru => |value, _| count(Lang::Ru, value),
    }));
    for (_, text) in files(lang) {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn count(lang: Lang, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(lang.number(number.value as i64)),
        _ => None,
    }
}
