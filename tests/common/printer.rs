//! A receipt printer, on the network or at a line, that does what printers do: prints, refuses, falls silent, hangs up
//! in the middle, crawls, runs out of paper.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How a printer behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It answers and prints.
    Well,
    /// It answers that there is no paper.
    PaperOut,
    /// It answers that its cover is open.
    CoverOpen,
    /// It takes the connection and says nothing.
    Silent,
    /// It answers that it is well, and hangs up after so many bytes of a document.
    HangsUpAfter(usize),
    /// It answers and prints 1 KiB a second.
    Slow,
    /// It answers that it is well, and takes nothing in until it is in another mood.
    Holds,
}

/// A printer, and what is on its paper.
pub struct Printer {
    place: String,
    mood: Arc<Mutex<Mood>>,
    paper: Arc<Mutex<Vec<u8>>>,
}

impl Printer {
    /// A printer that is on the network until the test ends.
    pub fn new(mood: Mood) -> Printer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let printer = Printer::at(format!("tcp:{}", listener.local_addr().unwrap()), mood);
        let (mood, paper) = (printer.mood.clone(), printer.paper.clone());
        thread::spawn(move || {
            for line in listener.incoming() {
                let of_line = *mood.lock().unwrap();
                serve(line.unwrap(), || of_line, &mood, &paper);
            }
        });
        printer
    }

    /// A printer at a line that stays open, a pseudo-terminal; its file is `to()`.
    #[cfg(unix)]
    pub fn at_line(mood: Mood) -> Printer {
        let pair = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
        let path = pair.master.tty_name().unwrap();
        // As a serial line it passes every byte on as it is; while nobody else has it open, this keeps it so.
        let kept = std::fs::File::options().read(true).write(true).open(&path).unwrap();
        let stty = std::process::Command::new("stty").args(["raw", "-echo"]).stdin(kept.try_clone().unwrap()).status();
        assert!(stty.unwrap().success());
        let printer = Printer::at(path.to_str().unwrap().to_owned(), mood);
        let (mood, paper) = (printer.mood.clone(), printer.paper.clone());
        thread::spawn(move || {
            let line = Line(pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
            serve(line, || *mood.lock().unwrap(), &mood, &paper);
            drop((kept, pair));
        });
        printer
    }

    fn at(place: String, mood: Mood) -> Printer {
        Printer { place, mood: Arc::new(Mutex::new(mood)), paper: Arc::default() }
    }

    /// How it behaves from the next connection on, or at a line at once.
    pub fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// Where it is on the network, as the settings say it, or the file of its line.
    pub fn to(&self) -> String {
        self.place.clone()
    }

    /// All that was printed so far.
    pub fn paper(&self) -> Vec<u8> {
        self.paper.lock().unwrap().clone()
    }

    /// How often a text in the letters of CP866 is on the paper.
    pub fn count(&self, text: &str) -> usize {
        let text = encoding_rs::IBM866.encode(text).0.into_owned();
        self.paper().windows(text.len()).filter(|window| *window == text).count()
    }
}

/// An address where nobody listens.
pub fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("tcp:{}", listener.local_addr().unwrap())
}

/// The printer's end of a line.
struct Line(Box<dyn Read + Send>, Box<dyn Write + Send>);

impl Read for Line {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(into)
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.1.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.1.flush()
    }
}

fn serve(mut line: impl Read + Write, mood: impl Fn() -> Mood, moods: &Mutex<Mood>, paper: &Mutex<Vec<u8>>) {
    const WELL: u8 = 0b0001_0010;
    let (mut heard, mut byte, mut printed) = (vec![], [0], 0);
    while line.read(&mut byte).unwrap_or(0) == 1 {
        let mood = mood();
        if mood == Mood::Silent {
            continue;
        }
        heard.push(byte[0]);
        let is_question = match heard[..] {
            [.., 0x10] | [.., 0x10, 0x04] | [.., 0x1d] | [.., 0x1d, b'r'] => continue,
            [.., 0x10, 0x04, n] => Some(match (n, mood) {
                (4, Mood::PaperOut) => WELL | 0b0110_0000,
                (1, Mood::CoverOpen) => WELL | 0b0000_1000,
                (2, Mood::CoverOpen) => WELL | 0b0000_0100,
                _ => WELL,
            }),
            [.., 0x1d, b'r', 1] => Some(0),
            _ => None,
        };
        match is_question {
            Some(answer) => {
                if line.write_all(&[answer]).is_err() {
                    return;
                }
            }
            None => {
                while *moods.lock().unwrap() == Mood::Holds {
                    thread::sleep(Duration::from_millis(5));
                }
                printed += heard.len();
                paper.lock().unwrap().append(&mut heard);
            }
        }
        heard.clear();
        match mood {
            Mood::HangsUpAfter(bytes) if printed >= bytes => return,
            Mood::Slow if is_question.is_none() && printed % 64 == 0 => thread::sleep(Duration::from_millis(62)),
            _ => {}
        }
    }
}
