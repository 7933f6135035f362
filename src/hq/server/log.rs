//! HQ's log: a line of JSON for every request and everything worth knowing. Never a PIN, an account or a payer's name,
//! so what is asked for is logged by its route, and never a code or a key.

use std::io::{self, Write};
use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};

/// How many days are kept.
const DAYS: usize = 30;

/// Writes the log from now on into `folder`, a file a day, and to `also` if there is such, until the guard is dropped.
/// A thread of its own writes: no request waits for a slow disk, and where that can't keep up lines are left out.
pub fn open(folder: &Path, also: Option<Box<dyn Write + Send>>) -> io::Result<WorkerGuard> {
    // The appender would complain aloud of a folder that is not there.
    std::fs::create_dir_all(folder)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("hq")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .map_err(io::Error::other)?;
    let (writer, guard) = tracing_appender::non_blocking(Lines { file, also });
    let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_target(false).with_writer(writer);
    // A second one in the same process (a test) is not needed.
    let _ = tracing::subscriber::set_global_default(subscriber.finish());
    Ok(guard)
}

struct Lines {
    file: RollingFileAppender,
    also: Option<Box<dyn Write + Send>>,
}

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if let Some(also) = &mut self.also {
            // Whoever looked may have gone; the file is what counts.
            let _ = also.write_all(line);
        }
        self.file.write_all(line).map(|()| line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
