//! `okno hq serve` as a process: what it says, how it ends, what it logs.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use okno::hq::HqHome;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::{Ran, finish};
use crate::http::{Http, head};
use crate::scene::{Till, new_hq, until, until_in_flight};

/// A server in a process of its own.
struct Process {
    child: Child,
    address: SocketAddr,
    folder: TempDir,
}

fn okno(folder: &TempDir, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_okno"));
    command.args(args).env("OKNO_HOME", folder.path()).env("LC_ALL", "en_US.UTF-8").stdin(Stdio::null());
    command
}

impl Process {
    fn start(args: &[&str]) -> Process {
        let folder = tempfile::tempdir().unwrap();
        new_hq(&folder);
        let args = [&["hq", "serve", "--listen", "127.0.0.1:0", "--json"], args].concat();
        let mut command = okno(&folder, &args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let address = said["address"].as_str().unwrap().parse().unwrap();
        assert_eq!(said["url"], format!("http://{address}"));
        Process { child, address, folder }
    }

    #[cfg(unix)]
    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// How it ended, and what it said on the standard error.
    fn ended(&mut self) -> (Option<i32>, String) {
        until(|| self.child.try_wait().unwrap().is_some());
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }

    /// The lines of the log.
    fn log(&self) -> Vec<Value> {
        let files = std::fs::read_dir(HqHome::new(self.folder.path()).log()).unwrap();
        let text: String = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_after_what_was_asked_for() {
    for signal in ["TERM", "INT"] {
        let mut hq = Process::start(&[]);
        let mut asking = Http::to(hq.address);
        assert_eq!(asking.get("/healthz").status, 200);
        asking.send(head("POST", "/v1/enrol", &[], 2).as_bytes());
        until_in_flight(hq.address, 1);
        hq.signal(signal);
        until(|| std::net::TcpStream::connect(hq.address).is_err());
        asking.send(b"{}");
        assert_eq!(asking.reply().unwrap().refusal().code(), "malformed", "{signal}");
        assert_eq!(hq.ended(), (Some(0), String::new()), "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn the_log_says_what_happened_and_no_secrets() {
    let mut hq = Process::start(&["--log"]);
    let till = Till::unknown("664003/2", 1);
    let mut http = Http::to(hq.address);
    let id = [("x-request-id", "the-first".to_owned())];
    http.ask("GET", "/v1/hello", &id, b"");
    let path = "/v1/accounts/energosbyt/40404040";
    let headers = till.sign("GET", path, b"");
    http.ask("GET", path, &headers, b"");
    http.ask("GET", path, &headers[..2], b"");
    http.ask("POST", "/v1/enrol", &[], br#"{"code":"AAAAA-BBBBB"}"#);
    hq.signal("TERM");
    let (status, said) = hq.ended();
    assert_eq!(status, Some(0));
    let log = hq.log();
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, log);
    let of = |message: &str| log.iter().filter(|line| line["message"] == message).collect::<Vec<_>>();
    let (answered, refused) = (of("answered"), of("refused"));
    assert_eq!(of("serving")[0]["url"], format!("http://{}", hq.address));
    assert_eq!((answered[0]["id"].as_str(), answered[0]["route"].as_str()), (Some("the-first"), Some("/v1/hello")));
    assert_eq!((answered[0]["status"].as_u64(), answered[0]["millis"].is_u64()), (Some(200), true));
    assert_eq!((&refused[1]["code"], &refused[1]["claims"]), (&"unsigned".into(), &"664003/2".into()));
    assert_eq!(refused[1]["route"], "/v1/accounts/{supplier}/{account}");
    assert_eq!(of("stopped").len(), 1);
    let signature = headers.iter().find(|(name, _)| *name == "okno-sig").unwrap().1.as_str();
    for secret in ["40404040", "AAAAA-BBBBB", signature] {
        assert!(!said.contains(secret), "{secret} is in\n{said}");
    }
}

#[test]
fn what_keeps_it_from_serving_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    new_hq(&folder);
    let serve = |listen: &str| finish(okno(&folder, &["hq", "serve", "--listen", listen]));
    let Ran { status, stderr, .. } = serve("0.0.0.0:0");
    assert!(status == 2 && stderr.contains("[tls]") && stderr.contains("--insecure"), "{status} {stderr}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let Ran { status, stderr, .. } = serve(&taken.local_addr().unwrap().to_string());
    assert!(status == 2 && stderr.contains("--listen"), "{status} {stderr}");
    assert_eq!(serve("everywhere").status, 2);
    std::fs::write(HqHome::new(folder.path()).log(), "").unwrap();
    let Ran { status, stderr, .. } = serve("127.0.0.1:0");
    assert!(status == 2 && stderr.contains("log"), "{status} {stderr}");
}
