//! `okno keys`: the keys in force.

use std::fs;
use std::io::ErrorKind;

use serde_json::json;

use super::context::Context;
use super::error::{CliError, Kind};
use super::output;
use crate::domain::message::{said, text};
use crate::tui::actions::ACTIONS;
use crate::tui::keymap::{Fault, Keymap};
use crate::tui::layers::Layer;

pub(super) fn run(context: &Context) -> Result<(), CliError> {
    let keymap = in_force(context)?;
    if context.json() { as_json(context, &keymap) } else { as_tables(context, &keymap) }
}

/// The keys of this home: the built-in ones, with its `keymap.toml` over them where there is one.
pub(super) fn in_force(context: &Context) -> Result<Keymap, CliError> {
    let path = context.home().keymap();
    match fs::read_to_string(&path) {
        Ok(user) => Keymap::merged(&user).map_err(faults),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Keymap::built_in()),
        Err(error) => Err(CliError::file(&path, &error)),
    }
}

fn faults(faults: Vec<Fault>) -> CliError {
    let worded = |Fault { line, message }| ("keymap-line", vec![("line", text(line)), ("fault", said(message))]);
    CliError::faults(Kind::Usage, faults.into_iter().map(worded).collect())
}

/// A table a layer under the layer's words and name: keys, what they do, the action's name.
fn as_tables(context: &Context, keymap: &Keymap) -> Result<(), CliError> {
    let words = |id| context.lang().text(id, &[]);
    let rows: Vec<(Layer, [String; 3])> =
        ACTIONS.iter().map(|row| (row.layer, [keymap.names(row.action), words(row.text), row.id.to_owned()])).collect();
    // All tables have the same columns, which the eye runs down.
    let width = |column: usize| rows.iter().map(|(_, cells)| cells[column].chars().count()).max().unwrap_or_default();
    let (of_keys, of_words) = (width(0), width(1));
    for (at, layer) in Layer::ALL.iter().enumerate() {
        if at > 0 {
            output::line("")?;
        }
        output::line(&format!("{} [{}]", words(layer.text()), layer.id()))?;
        for (_, [keys, words, id]) in rows.iter().filter(|(of, _)| of == layer) {
            output::line(&format!("  {keys:<of_keys$}  {words:<of_words$}  {id}"))?;
        }
    }
    output::line(&format!("\n{}", words("help-keypad")))
}

fn as_json(context: &Context, keymap: &Keymap) -> Result<(), CliError> {
    let rows = ACTIONS.iter().map(|row| {
        let keys: Vec<String> = keymap.keys(row.action).iter().map(|key| key.spelled()).collect();
        let words = context.lang().text(row.text, &[]);
        json!({"layer": row.layer.id(), "action": row.id, "keys": keys, "words": words})
    });
    output::json(&rows.collect::<Vec<_>>())
}
