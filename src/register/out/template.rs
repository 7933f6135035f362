//! Templates of layouts: `{day:%d-%m-%Y}` is a value, `[, {address}]` is left out where its value is empty.

use chrono::format::{Item, StrftimeItems};
use serde::Deserialize;

use super::fault::Deviation;
use super::fitting::Fitting;
use super::slot::{Scope, Slot, Takes};

/// A text with values in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Template(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Slot(Slot, String),
    Optional(Vec<Piece>),
}

/// Why a text is no template.
#[derive(Debug, thiserror::Error)]
#[error("'{template}': {what}")]
pub(super) struct TemplateError {
    template: String,
    what: String,
}

impl TryFrom<String> for Template {
    type Error = TemplateError;
    fn try_from(text: String) -> Result<Template, TemplateError> {
        let pieces = pieces(&text, true);
        pieces.map(Template).map_err(|what| TemplateError { template: text, what })
    }
}

fn pieces(text: &str, outside: bool) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '[', ']', '}']) {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let close = match (&from[..1], outside) {
            ("{", _) => '}',
            ("[", true) => ']',
            (odd, _) => return Err(format!("a {odd} that does not belong there")),
        };
        let (inside, after) = from[1..].split_once(close).ok_or_else(|| format!("no {close}"))?;
        pieces.push(if close == '}' { slot(inside)? } else { Piece::Optional(self::pieces(inside, false)?) });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

fn slot(text: &str) -> Result<Piece, String> {
    let (name, form) = text.split_once(':').unwrap_or((text, ""));
    let slot = Slot::named(name).ok_or_else(|| format!("there is no value {{{name}}}"))?;
    let fits = match slot.takes {
        Takes::Nothing => form.is_empty(),
        Takes::Digits => form.is_empty() || form.parse::<u8>().is_ok(),
        Takes::Pattern => !form.is_empty() && StrftimeItems::new(form).all(|item| !matches!(item, Item::Error)),
    };
    if fits { Ok(Piece::Slot(slot, form.to_owned())) } else { Err(format!("{{{name}}} can't be written as '{form}'")) }
}

impl Template {
    /// The text, every value made to fit.
    pub fn write(&self, scope: &Scope, fitting: &Fitting) -> Result<String, Deviation> {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(literal) => text.push_str(literal),
                Piece::Slot(slot, form) => text.push_str(&value(slot, form, scope, fitting)?),
                Piece::Optional(pieces) => text.push_str(&optional(pieces, scope, fitting)?),
            }
        }
        Ok(text)
    }

    /// The literal texts: a layout's encoding must have them.
    pub fn literals(&self) -> Vec<&str> {
        flat(&self.0).into_iter().filter_map(Piece::text).collect()
    }

    /// The name of a value that speaks of a row, if there is one.
    pub fn row_slot(&self) -> Option<&'static str> {
        flat(&self.0).into_iter().find_map(|piece| match piece {
            Piece::Slot(slot, _) if slot.is_of_row() => Some(slot.name),
            _ => None,
        })
    }
}

impl Piece {
    fn text(&self) -> Option<&str> {
        match self {
            Piece::Text(text) => Some(text),
            _ => None,
        }
    }
}

fn flat(pieces: &[Piece]) -> Vec<&Piece> {
    let mut found = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Optional(inner) => found.extend(flat(inner)),
            _ => found.push(piece),
        }
    }
    found
}

fn value(slot: &Slot, form: &str, scope: &Scope, fitting: &Fitting) -> Result<String, Deviation> {
    let text = slot.write(scope, form);
    let encoding = fitting.encoding();
    fitting.fit(&text).map_err(|odd| Deviation::Character { field: slot.name, text, odd, encoding })
}

fn optional(pieces: &[Piece], scope: &Scope, fitting: &Fitting) -> Result<String, Deviation> {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Slot(slot, form) => match value(slot, form, scope, fitting)? {
                empty if empty.is_empty() => return Ok(empty),
                value => text.push_str(&value),
            },
            other => text.push_str(other.text().unwrap_or_default()),
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_template_is_told() {
        for (text, what) in [
            ("{sum}", "there is no value {sum}"),
            ("{amount:2}", "{amount} can't be written as '2'"),
            ("{day}", "{day} can't be written as ''"),
            ("{day:%Q}", "{day} can't be written as '%Q'"),
            ("{n", "no }"),
            ("[a[b]]", "a [ that does not belong there"),
            ("a}", "a } that does not belong there"),
        ] {
            let error = Template::try_from(text.to_owned()).unwrap_err();
            assert_eq!(error.to_string(), format!("'{text}': {what}"));
        }
    }

    #[test]
    fn literals_and_the_row_are_found_inside_what_is_optional() {
        let template = Template::try_from("№ {number:3}[, {address}]".to_owned()).unwrap();
        assert_eq!(template.literals(), ["№ ", ", "]);
        assert_eq!(template.row_slot(), Some("address"));
    }
}
