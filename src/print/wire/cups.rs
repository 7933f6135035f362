//! A printer of the system's queue, by `lp`.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use super::Sent;

/// Gives the bytes to a queue as they are. Once `lp` has taken them, the queue answers for them.
pub(super) fn send(queue: &str, bytes: &[u8]) -> Sent {
    let lp = Command::new("lp")
        .args(["-d", queue, "-o", "raw", "-s"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let mut lp = match lp {
        Ok(lp) => lp,
        Err(error) => return Sent::Nothing(error.into()),
    };
    let written = lp.stdin.take().map_or(Ok(()), |mut to| to.write_all(bytes));
    match (written, lp.wait_with_output()) {
        // Until it has ended well, lp has queued nothing.
        (_, Ok(output)) if !output.status.success() => {
            Sent::Nothing(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned()).into())
        }
        (Ok(()), Ok(_)) => Sent::All,
        (Err(error), _) | (_, Err(error)) => Sent::Unknown(error.into()),
    }
}
