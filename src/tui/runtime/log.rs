//! The log of a home: what went wrong or slowly, a file a day. Never a PIN, a card number, an account or a payer's
//! name, so messages and models are not logged, only what kind they are.

use std::path::Path;

use tracing_appender::rolling::{RollingFileAppender, Rotation};

/// How many days are kept.
const DAYS: usize = 30;

/// Writes the log into `folder` from now on. A log that can't be written stops nobody.
pub fn open(folder: &Path) {
    // The appender would complain aloud of a folder that is not there.
    if std::fs::create_dir_all(folder).is_err() {
        return;
    }
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("okno")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder);
    if let Ok(file) = file {
        let writer = std::sync::Mutex::new(file);
        let subscriber = tracing_subscriber::fmt().with_writer(writer).with_ansi(false).with_target(false);
        // A second one in the same process (a test) is not needed.
        let _ = tracing::subscriber::set_global_default(subscriber.finish());
    }
}
