//! The files of texts against each other, against the plurals of their language and against the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;

/// The areas of texts: every id starts with one of them, and every literal in the sources that does is an id.
#[rustfmt::skip]
const AREAS: [&str; 30] = [
    "action", "backup", "bill", "cli", "client", "custody", "difference", "doctor", "enrol", "error", "help",
    "hq", "keymap", "layer", "office", "paper", "print", "pull", "receipt", "recover", "refusal", "screen", "serve",
    "settings", "setup", "sync", "telephone", "tender", "till", "void",
];

/// Codes of data that only look like an id.
const CODES: [&str; 1] = ["office-cash"];

/// The categories that CLDR gives whole numbers in each language.
fn categories(lang: Lang) -> BTreeSet<String> {
    let categories: &[&str] = match lang {
        Lang::En => &["one", "other"],
        Lang::Ru => &["few", "many", "one"],
    };
    categories.iter().map(|category| (*category).to_owned()).collect()
}

/// What a text is made of.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    variables: BTreeSet<String>,
    /// Other texts that it is made of.
    references: BTreeSet<String>,
    /// The keys of each choice by a plural, with the variable that chooses.
    plurals: Vec<(String, BTreeSet<String>)>,
}

impl Shape {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        let (selector, variants) = match expression {
            Expression::Inline(inline) => return self.inline(inline),
            Expression::Select { selector, variants } => (selector, variants),
        };
        self.inline(selector);
        let mut names = BTreeSet::new();
        for variant in variants {
            if let VariantKey::Identifier { name } = variant.key {
                names.insert(name.to_owned());
            }
            self.pattern(&variant.value);
        }
        if let InlineExpression::VariableReference { id } = selector {
            let plural = ["one", "few", "many", "other"];
            if names.iter().any(|name| plural.contains(&name.as_str())) {
                self.plurals.push((id.name.to_owned(), names));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.references.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments.positional.iter().for_each(|argument| self.inline(argument));
            }
            InlineExpression::TermReference { .. }
            | InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. } => {}
        }
    }
}

/// Every text of a language by its id, attributes as `id.attribute`; a fault of a file fails the test.
fn shapes(lang: Lang) -> BTreeMap<String, Shape> {
    let mut shapes = BTreeMap::new();
    for (name, text) in files(lang) {
        let resource = parser::parse(*text).unwrap_or_else(|(_, faults)| panic!("{name} in {lang:?}: {faults:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let attributes =
                message.attributes.iter().map(|it| (format!("{}.{}", message.id.name, it.id.name), &it.value));
            let value = message.value.iter().map(|value| (message.id.name.to_owned(), value));
            for (id, pattern) in value.chain(attributes) {
                let mut shape = Shape::default();
                shape.pattern(pattern);
                assert!(shapes.insert(id.clone(), shape).is_none(), "{id} is there twice in {lang:?}");
            }
        }
    }
    shapes
}

fn is_id(text: &str) -> bool {
    if CODES.contains(&text) {
        return false;
    }
    let rest = AREAS.iter().find_map(|area| text.strip_prefix(area)?.strip_prefix('-'));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The string literals of the sources that are ids.
fn used_ids() -> BTreeSet<String> {
    let mut paths = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut paths);
    let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    texts
        .iter()
        .flat_map(|text| text.split('"'))
        .filter(|literal| is_id(literal) && !CODES.contains(literal))
        .map(str::to_owned)
        .collect()
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_variables() {
    let outline = |lang| -> Vec<_> { shapes(lang).into_iter().map(|(id, shape)| (id, shape.variables)).collect() };
    assert_eq!(outline(Lang::En), outline(Lang::Ru));
}

#[test]
fn every_plural_has_every_category_of_its_language() {
    for lang in Lang::ALL {
        for (id, shape) in shapes(lang) {
            for (variable, names) in shape.plurals {
                assert!(names.is_superset(&categories(lang)), "{id} in {lang:?} by {variable}: {names:?}");
            }
        }
    }
}

#[test]
fn every_text_is_written_without_a_hole() {
    for lang in Lang::ALL {
        for (id, shape) in shapes(lang).into_iter().filter(|(id, _)| !id.contains('.')) {
            for number in [0, 1, 2, 5, 11, 21] {
                let args: Vec<_> = shape.variables.iter().map(|name| (name.as_str(), Arg::Number(number))).collect();
                let text = lang.text(&id, &args);
                assert!(
                    !text.contains(['{', '}', '\u{2068}']) && text != format!("[{id}]"),
                    "{id} in {lang:?}: {text}"
                );
            }
        }
    }
}

#[test]
fn the_sources_use_the_texts_that_there_are_and_no_others() {
    let shapes = shapes(Lang::En);
    let used = used_ids();
    let unknown: Vec<_> = used.iter().filter(|id| !shapes.contains_key(*id)).collect();
    assert!(unknown.is_empty(), "no file has the texts {unknown:?}");
    let referred: BTreeSet<_> = shapes.values().flat_map(|shape| shape.references.iter()).collect();
    for id in shapes.keys() {
        let message = id.split('.').next().unwrap();
        assert!(is_id(message), "{id} does not start with one of {AREAS:?}");
        assert!(used.contains(message) || referred.contains(&message.to_owned()), "nobody uses {id}");
    }
}

#[test]
fn every_file_of_texts_is_compiled_in() {
    for lang in Lang::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/locales").join(lang.code());
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let listed: BTreeSet<_> = files(lang).iter().map(|(name, _)| format!("{name}.ftl")).collect();
        assert_eq!(names.collect::<BTreeSet<_>>(), listed, "{lang:?}");
    }
}

#[test]
fn plurals_choose_by_the_number_and_show_it_in_groups() {
    let mut bundle = bundle(Lang::Ru);
    let text = "n = { $n } { $n ->\n    [one] строка\n    [few] строки\n   *[many] строк\n }\n";
    bundle.add_resource_overriding(FluentResource::try_new(text.to_owned()).unwrap());
    let pattern = bundle.get_message("n").unwrap().value().unwrap();
    for (number, expected) in [
        (0, "0 строк"),
        (1, "1 строка"),
        (12, "12 строк"),
        (22, "22 строки"),
        (1_000_001, "1\u{a0}000\u{a0}001 строка"),
    ] {
        let args = FluentArgs::from_iter([("n", Lang::Ru.value(Arg::Number(number)))]);
        assert_eq!(bundle.format_pattern(pattern, Some(&args), &mut Vec::new()), expected);
    }
}

#[test]
fn sums_numbers_and_days_are_written_as_the_language_does() {
    for (kopecks, en, ru) in [
        (0, "0.00", "0,00"),
        (5, "0.05", "0,05"),
        (-123_450, "-1,234.50", "-1\u{a0}234,50"),
        (100_000_000, "1,000,000.00", "1\u{a0}000\u{a0}000,00"),
        (i64::MIN, "-92,233,720,368,547,758.08", "-92\u{a0}233\u{a0}720\u{a0}368\u{a0}547\u{a0}758,08"),
    ] {
        assert_eq!((Lang::En.kopecks(kopecks).as_str(), Lang::Ru.kopecks(kopecks).as_str()), (en, ru));
    }
    let at = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap().and_hms_opt(9, 5, 59).unwrap();
    assert_eq!((Lang::En.moment(at), Lang::Ru.moment(at)), ("2026-11-03 09:05".into(), "03.11.2026 09:05".into()));
    let day = Lang::Ru.value(Arg::Date(at.date()));
    assert_eq!((day, Lang::En.value(Arg::Money(150))), (FluentValue::from("03.11.2026"), FluentValue::from("1.50")));
}

#[test]
fn a_text_that_is_missing_is_its_id() {
    assert_eq!(Lang::Ru.text("no-such-text", &[]), "[no-such-text]");
}

#[test]
fn the_first_variable_of_the_environment_decides() {
    let lang = |set: &[(&str, &str)]| {
        Lang::from_environment(|name| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    };
    assert_eq!(lang(&[]), Lang::En);
    assert_eq!(lang(&[("LANG", "ru_RU.UTF-8")]), Lang::Ru);
    assert_eq!(lang(&[("LANG", "ru_RU.UTF-8"), ("LC_ALL", "C.UTF-8")]), Lang::En);
    assert_eq!(lang(&[("LANG", "en_GB"), ("LC_MESSAGES", "ru"), ("LC_ALL", "")]), Lang::Ru);
    assert_eq!(lang(&[("LANG", "russian")]), Lang::En);
    for each in Lang::ALL {
        assert_eq!(Lang::parse(each.code()), Some(each));
    }
}
