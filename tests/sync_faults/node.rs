//! `okno hq serve` as a process that is killed and started anew.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use okno::hq::{Hq, HqHome};
use serde_json::Value;

use crate::common::{PIN, finish};

/// A node of headquarters.
pub struct Node {
    /// Where its files are.
    pub home: PathBuf,
    address: SocketAddr,
    child: Option<Child>,
}

impl Node {
    /// Serves the headquarters at `home` on a free port of loopback.
    pub fn start(home: PathBuf) -> Node {
        let mut node = Node { home, address: "127.0.0.1:0".parse().unwrap(), child: None };
        node.restart();
        node
    }

    /// Where it listens, as long as it lives.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Kills it, as `kill -9` does.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// True unless it was killed.
    pub fn is_up(&self) -> bool {
        self.child.is_some()
    }

    /// Starts it anew on the same port.
    pub fn restart(&mut self) {
        let listen = self.address.to_string();
        let mut command = okno(&self.home, &["hq", "serve", "--listen", &listen, "--json"]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        self.address = said["address"].as_str().unwrap().parse().unwrap();
        self.child = Some(child);
    }

    /// The same headquarters, opened in this process.
    pub fn hq(&self) -> Hq {
        Hq::open(&HqHome::new(&self.home)).unwrap()
    }

    /// What its log says of its own failures.
    pub fn failures(&self) -> Vec<String> {
        let files = std::fs::read_dir(HqHome::new(&self.home).log()).unwrap();
        let text: String = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
        // A kill may have torn a line, and a request that the line tore is no failure.
        let failed = |line: &&str| serde_json::from_str::<Value>(line).is_ok_and(|line| line["level"] == "ERROR");
        text.lines().filter(failed).map(str::to_owned).collect()
    }

    /// What a command at this headquarters prints.
    pub fn done(&self, args: &[&str]) -> String {
        done(&self.home, args)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What a command at a home prints, which must do its work.
pub fn done(home: &Path, args: &[&str]) -> String {
    let ran = finish(okno(home, args));
    assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
    ran.stdout
}

/// The program with its arguments, at a home.
pub fn okno(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_okno"));
    command.args(args).env("OKNO_HOME", home).env("LC_ALL", "en_US.UTF-8").env("OKNO_NEW_PIN", PIN);
    command.stdin(Stdio::null());
    command
}
