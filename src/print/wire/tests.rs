//! Printers that do what printers do: print, refuse, fall silent, run out of paper, hang up in the middle.

use super::*;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

const WELL: u8 = 0b0001_0010;

const TALKS: Answers = Answers { status: true, confirms: true };
const MUTE: Answers = Answers { status: false, confirms: false };

/// A printer with one caller; `serve` gets the connection and gives what came out on paper.
fn printer(serve: impl FnOnce(TcpStream) -> Vec<u8> + Send + 'static) -> (Wire, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let wire = Wire::Tcp(listener.local_addr().unwrap().to_string());
    (wire, thread::spawn(move || serve(listener.accept().unwrap().0)))
}

/// Prints what comes and answers questions: `paper` to `DLE EOT 4`, `state` to 1, `why` to 2.
fn answering(mut line: TcpStream, [paper, state, why]: [u8; 3]) -> Vec<u8> {
    let (mut printed, mut byte) = (vec![], [0]);
    while line.read(&mut byte).unwrap_or(0) == 1 {
        printed.push(byte[0]);
        let answer = match printed[..] {
            [.., 0x10, 0x04, 4] => paper,
            [.., 0x10, 0x04, 1] => state,
            [.., 0x10, 0x04, 2] => why,
            [.., 0x1d, b'r', 1] => 0,
            _ => continue,
        };
        printed.truncate(printed.len() - 3);
        line.write_all(&[answer]).unwrap();
    }
    printed
}

fn trouble(sent: Sent) -> Option<Trouble> {
    match sent {
        Sent::Nothing(Hitch::Trouble(trouble)) => Some(trouble),
        _ => None,
    }
}

#[test]
fn what_is_sent_is_printed() {
    let (wire, paper) = printer(|line| answering(line, [WELL; 3]));
    assert!(matches!(wire.send(b"receipt", TALKS), Sent::All));
    assert_eq!(paper.join().unwrap(), b"receipt");

    // One that says how it is and no more is not asked for more.
    let (wire, paper) = printer(|line| answering(line, [WELL; 3]));
    assert!(matches!(wire.send(b"receipt", Answers { status: true, confirms: false }), Sent::All));
    assert_eq!(paper.join().unwrap(), b"receipt");

    let (wire, paper) = printer(|mut line| {
        let mut printed = vec![];
        line.read_to_end(&mut printed).unwrap();
        printed
    });
    assert!(matches!(wire.send(b"receipt", MUTE), Sent::All));
    assert_eq!(paper.join().unwrap(), b"receipt");
}

#[test]
fn a_printer_in_trouble_says_which_and_gets_nothing() {
    let offline = WELL | 0b1000;
    for (answers, expected) in [
        ([WELL | 0b0110_0000, WELL, WELL], Trouble::PaperOut),
        ([WELL, offline, WELL | 0b0100], Trouble::CoverOpen),
        ([WELL, offline, WELL | 0b0010_0000], Trouble::PaperOut),
        ([WELL, offline, WELL | 0b0100_0000], Trouble::Fault),
        ([WELL, offline, WELL], Trouble::Offline),
    ] {
        let (wire, paper) = printer(move |line| answering(line, answers));
        assert_eq!(trouble(wire.send(b"receipt", TALKS)), Some(expected));
        assert_eq!(paper.join().unwrap(), b"", "{expected:?}");
    }
}

#[test]
fn a_silent_printer_gets_nothing() {
    let (wire, paper) = printer(|mut line| {
        let mut heard = vec![];
        let _ = line.read_to_end(&mut heard);
        heard
    });
    assert_eq!(trouble(wire.send(b"receipt", TALKS)), Some(Trouble::Silent));
    assert!(!paper.join().unwrap().ends_with(b"receipt"));
}

#[test]
fn nothing_goes_to_a_printer_that_refuses() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for answers in [TALKS, MUTE] {
        assert!(matches!(Wire::Tcp(closed.to_string()).send(b"receipt", answers), Sent::Nothing(Hitch::Io(_))));
    }
    let missing = Wire::Device("/nonexistent/lp0".into());
    assert!(matches!(missing.send(b"receipt", MUTE), Sent::Nothing(Hitch::Io(_))));
    assert!(matches!(Wire::Serial("/nonexistent/tty".into(), 9600).send(b"x", MUTE), Sent::Nothing(_)));
}

#[test]
fn nobody_knows_what_is_on_the_paper_after_a_cut_connection() {
    let long = vec![b'x'; 4 << 20];
    // It stops in the middle and throws away what it has not read.
    let (wire, paper) = printer(|mut line| {
        let mut begun = [0; 1000];
        line.read_exact(&mut begun).unwrap();
        begun.to_vec()
    });
    assert!(matches!(wire.send(&long, MUTE), Sent::Unknown(_)));
    paper.join().unwrap();

    // It answers that it is well, prints a part, and is gone before it says that it is through.
    let (wire, paper) = printer(|line| {
        let mut one = line.try_clone().unwrap();
        let (mut heard, mut byte) = (vec![], [0]);
        while !heard.ends_with(b"rec") {
            one.read_exact(&mut byte).unwrap();
            heard.push(byte[0]);
            if heard.ends_with(&[0x10, 0x04, 4]) || heard.ends_with(&[0x10, 0x04, 1]) {
                one.write_all(&[WELL]).unwrap();
            }
        }
        heard
    });
    assert!(matches!(wire.send(b"receipt", TALKS), Sent::Unknown(_)));
    paper.join().unwrap();
}

#[test]
fn a_slow_printer_is_waited_for() {
    let (wire, paper) = printer(|line| {
        let mut slow = line.try_clone().unwrap();
        let (mut printed, mut part) = (vec![], [0; 64]);
        loop {
            match slow.read(&mut part).unwrap() {
                0 => return printed,
                n => printed.extend_from_slice(&part[..n]),
            }
            thread::sleep(Duration::from_millis(5));
        }
    });
    let receipt = vec![b'x'; 16 << 10];
    assert!(matches!(wire.send(&receipt, MUTE), Sent::All));
    assert_eq!(paper.join().unwrap().len(), receipt.len());
}
