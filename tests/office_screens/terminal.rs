//! The program in a pseudo-terminal: the loop, the workers, a resize and the end.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use okno::lang::Lang;

use crate::common::PATIENCE;
use crate::stage::{PIN, Stage, town};

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

const fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

#[test]
fn the_program_shows_what_headquarters_says_and_ends() {
    let stage = Stage::over(town(), 80, 24, Lang::En);
    let home = tempfile::tempdir().unwrap();
    let pair = native_pty_system().openpty(size(80, 24)).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_okno"));
    command.args(["--home", home.path().to_str().unwrap(), "--lang", "en", "office", "--hq", &stage.served.url()]);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(24), cells(80), 0)));
    let (mut output, shown) = (pair.master.try_clone_reader().unwrap(), screen.clone());
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = output.read(&mut bytes) {
            shown.lock().unwrap().process(&bytes[..count]);
        }
    });
    let mut keys = pair.master.take_writer().unwrap();
    let mut types = |text: &str| {
        for c in text.chars() {
            keys.write_all(c.encode_utf8(&mut [0; 4]).as_bytes()).unwrap();
            thread::sleep(Duration::from_millis(20));
        }
    };
    let text = || screen.lock().unwrap().screen().contents();
    let sees = |wanted: &str| {
        let end = Instant::now() + PATIENCE;
        while !text().contains(wanted) {
            assert!(Instant::now() < end, "no '{wanted}' on the screen:\n{}", text());
            thread::sleep(Duration::from_millis(20));
        }
    };
    sees("Name");
    types(&format!("olga\r{PIN}\r"));
    sees("664007");
    sees("unknown account");
    screen.lock().unwrap().screen_mut().set_size(cells(40), cells(120));
    pair.master.resize(size(120, 40)).unwrap();
    sees("Days to sign");
    types("\r");
    sees("Journals there up to the Z-report");
    types("\x11"); // Ctrl+Q
    assert!(child.wait().unwrap().success(), "{}", text());
}
