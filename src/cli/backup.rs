//! `okno desk backup`: a copy of the desk, made while it works and proved.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::context::Context;
use super::error::CliError;
use super::output;
use crate::domain::Word;
use crate::domain::message::text;
use crate::journal;

pub(super) fn run(context: &Context, to: &Path) -> Result<(), CliError> {
    let settings = context.ready()?;
    let home = context.home();
    let is_folder = to.is_dir();
    let path = if is_folder { to.join("journal.db") } else { to.to_owned() };
    let exists = |path: &PathBuf| CliError::file(path, &std::io::ErrorKind::AlreadyExists.into());
    if path.exists() {
        return Err(exists(&path));
    }
    let verified = journal::backup(&home.journal(), &path)?;
    if is_folder {
        // Where headquarters publishes them, accounts are had from there again.
        let others = [(home.settings(), "okno.toml", true), (home.directory(), "directory.db", settings.hq.is_none())];
        for (from, name, _) in others.iter().filter(|(_, _, wanted)| *wanted) {
            copy(context, from, &to.join(name), name)?;
        }
    }
    let head = verified.head.map(|head| head.to_string());
    if context.json() {
        return output::json(&json!({"to": path, "entries": verified.entries, "head": head,
            "payments": verified.payments, "kopecks": verified.gross}));
    }
    let entries = Word::Number(i64::try_from(verified.entries).unwrap_or(i64::MAX));
    context.say(&("backup-done", vec![("path", text(path.display())), ("entries", entries)]))
}

fn copy(context: &Context, from: &Path, to: &Path, name: &str) -> Result<(), CliError> {
    if name == "directory.db" {
        return Ok(context.view()?.directory().copy_to(to)?);
    }
    std::fs::copy(from, to).map(drop).map_err(|error| CliError::file(to, &error))
}
