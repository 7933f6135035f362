//! `okno hq import-bundle`: a desk's stick taken in, and what goes back on it.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{CliError, Context, context, failure, home, open, output, read};
use crate::domain::Word;
use crate::domain::message::text;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ImportBundle {
    /// The desk's file
    file: PathBuf,
    /// Where to write headquarters' acknowledgement for the desk
    #[arg(long, value_name = "FILE")]
    ack: Option<PathBuf>,
    /// Where to write the directory and the people for the desk
    #[arg(long, value_name = "FILE")]
    directory: Option<PathBuf>,
}

pub(super) fn run(context: &Context, import: &ImportBundle) -> Result<(), CliError> {
    let failed = |error| failure::at(&home(context), error);
    let sealed = read(&import.file)?;
    let hq = open(context)?;
    let imported = hq.import_bundle(&sealed, context::now()).map_err(failed)?;
    if let Some(path) = &import.ack {
        write(path, &hq.ack_bundle(&imported.ack).map_err(failed)?)?;
    }
    if let Some(path) = &import.directory {
        write(path, &hq.directory_bundle(&imported.desk, context::now()).map_err(failed)?)?;
    }
    let ack = &imported.ack;
    if context.json() {
        return output::json(&json!({
            "desk": imported.desk, "batches": imported.batches, "through": ack.through, "head": ack.head,
            "entries": ack.entries, "payments": ack.payments, "kopecks": ack.kopecks, "exceptions": ack.exceptions,
        }));
    }
    let count = |n: u64| Word::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let words = vec![
        ("desk", text(&imported.desk)),
        ("entries", count(ack.entries)),
        ("payments", count(ack.payments)),
        ("sum", Word::Money(ack.kopecks)),
    ];
    context.say(&("hq-bundle-taken", words))?;
    match ack.exceptions.unwrap_or_default() {
        0 => Ok(()),
        odd => context.say(&("hq-bundle-exceptions", vec![("exceptions", count(odd))])),
    }
}

/// Writes a file that is there whole or not at all, in place of an older one.
fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let failed = |error: std::io::Error| CliError::file(path, &error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(path).map(|_| ()).map_err(|error| failed(error.error))
}
