//! The layout of a register, read from `data/registers/*.toml`: everything about a file that is not its rows.

use serde::Deserialize;

use super::encoding::Encoding;

/// The layouts that are compiled in, by the name that `--layout` takes.
const BUILT_IN: [(&str, &str); 2] = [
    ("csv", include_str!("../../data/registers/csv.toml")),
    ("sber-debts", include_str!("../../data/registers/sber-debts.toml")),
];

/// How a register is written: encodings, marks, header lines, fields and file name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// What the file looks like, for a person who chooses a layout.
    pub about: String,
    /// The encodings that the file may have.
    pub(super) encodings: Vec<Encoding>,
    /// The characters that may stand between fields; the file uses one of them throughout.
    pub(super) separators: Vec<char>,
    /// True where a field may stand in double quotes (RFC 4180).
    pub(super) quotes: bool,
    /// What may stand between roubles and kopecks.
    pub(super) decimal_marks: Vec<char>,
    /// How the file is named, such as `{inn:10}_{number:3}.txt`; any name will do where nothing is given.
    #[serde(default)]
    pub(super) file_name: Option<String>,
    /// Marked lines before the rows.
    #[serde(default)]
    pub(super) header_lines: Option<HeaderLines>,
    /// Where in a row each field stands.
    pub(super) rows: Rows,
}

/// Lines before the rows that speak of the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeaderLines {
    /// What such a line starts with.
    pub prefix: String,
    /// The word after the prefix that announces the sum of all rows.
    pub control_sum: String,
}

/// Where in a row each field stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Rows {
    /// In one of these orders, told apart by the number of fields; a file keeps to the order of its first row.
    InOrder(Vec<Vec<Field>>),
    /// Under the column names of the first row; every one of these must be there.
    Named(Vec<Field>),
}

/// What a field of a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Field {
    Account,
    Name,
    Address,
    Amount,
    Els,
    Fias,
}

impl Field {
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Account => "account",
            Field::Name => "name",
            Field::Address => "address",
            Field::Amount => "amount",
            Field::Els => "els",
            Field::Fias => "fias",
        }
    }
}

/// Why there is no such layout.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// No layout has this name.
    #[error("there is no register layout '{name}'; there are: {known}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The layouts that exist, separated by commas.
        known: String,
    },
    /// The layout's own data can't be read: a fault of this program.
    #[error("the register layout '{name}' can't be read: {error}")]
    Faulty {
        /// The layout's name.
        name: &'static str,
        /// What is wrong with its data.
        error: toml::de::Error,
    },
}

impl Layout {
    /// The layout of a name, such as `sber-debts`.
    pub fn named(name: &str) -> Result<Layout, LayoutError> {
        let Some((name, text)) = BUILT_IN.into_iter().find(|(known, _)| *known == name) else {
            let known = Layout::names().collect::<Vec<_>>().join(", ");
            return Err(LayoutError::Unknown { name: name.to_owned(), known });
        };
        toml::from_str(text).map_err(|error| LayoutError::Faulty { name, error })
    }

    /// The names of all layouts, in alphabetical order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.into_iter().map(|(name, _)| name)
    }

    /// The value of every `{field:digits}` of the file-name template, if `name` fits it.
    pub(super) fn read_file_name<'n>(&self, name: &'n str) -> Option<Vec<(&str, &'n str)>> {
        let (mut template, mut rest) = (self.file_name.as_deref()?, name);
        let mut values = Vec::new();
        while let Some((literal, placeholder)) = template.split_once('{') {
            let (placeholder, after) = placeholder.split_once('}')?;
            let (field, digits) = placeholder.split_once(':')?;
            let (value, behind) = strip_literal(rest, literal)?.split_at_checked(digits.parse().ok()?)?;
            if !value.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            values.push((field, value));
            (template, rest) = (after, behind);
        }
        strip_literal(rest, template)?.is_empty().then_some(values)
    }
}

/// `text` without `literal` before it; file systems and people change the case of names.
fn strip_literal<'t>(text: &'t str, literal: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(literal.len())?;
    head.eq_ignore_ascii_case(literal).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_layout_can_be_read() {
        for name in Layout::names() {
            let layout = Layout::named(name).unwrap();
            let forms = match layout.rows {
                Rows::InOrder(forms) => forms,
                Rows::Named(fields) => vec![fields],
            };
            for field in [Field::Account, Field::Name, Field::Address, Field::Amount] {
                assert!(forms.iter().all(|form| form.contains(&field)), "{name}: {}", field.as_str());
            }
        }
    }

    #[test]
    fn an_unknown_layout_lists_those_that_exist() {
        let message = Layout::named("excel").unwrap_err().to_string();
        assert_eq!(message, "there is no register layout 'excel'; there are: csv, sber-debts");
    }

    #[test]
    fn a_file_name_is_read_where_it_fits() {
        let layout = Layout::named("sber-debts").unwrap();
        let name = "3800000012_40702810100000000001_007_1126.TXT";
        let expected = [
            ("inn", "3800000012"),
            ("settlement_account", "40702810100000000001"),
            ("number", "007"),
            ("month", "1126"),
        ];
        assert_eq!(layout.read_file_name(name), Some(expected.to_vec()));
        for other in ["debts.txt", "", "3800000012_4070281010000000000я_007_1126.txt", &format!("{name}.bak")] {
            assert_eq!(layout.read_file_name(other), None, "{other}");
        }
        assert_eq!(Layout::named("csv").unwrap().read_file_name(name), None);
    }
}
