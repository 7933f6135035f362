//! Headquarters with its nodes, the desks that it enrolled, and a line of its own from each of them.

use std::collections::BTreeMap;

use serde_json::Value;
use tempfile::TempDir;

use crate::common::faulty_proxy::{Counts, Faults, FaultyProxy};
use crate::common::{Till, postgres};
use crate::node::{Node, done};

/// How many desks there are.
pub const DESKS: usize = 4;
/// What befalls the lines follows from it.
const SEED: u64 = 0x0b57_ac1e;

/// Headquarters and its desks.
pub struct Scene {
    pub nodes: Vec<Node>,
    pub tills: Vec<Till>,
    /// The line of each desk.
    pub lines: Vec<FaultyProxy>,
    _folder: TempDir,
}

impl Scene {
    /// One node over SQLite.
    pub fn on_sqlite() -> Scene {
        Scene::over("sqlite:hq.db", 1, DESKS)
    }

    /// Two nodes over PostgreSQL, each with half of the desks; nothing where that is not installed.
    pub fn on_postgres() -> Option<Scene> {
        postgres::server().map(|server| Scene::over(&server.database(), 2, DESKS))
    }

    /// So many nodes over a store, and so many desks with an open shift. The lines are good.
    pub fn over(store: &str, nodes: usize, desks: usize) -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let homes: Vec<_> = (0..nodes).map(|n| folder.path().join(format!("hq{n}"))).collect();
        for home in &homes {
            if *home != homes[0] {
                // A node more has a copy of the first one's key.
                std::fs::create_dir(home).unwrap();
                std::fs::copy(homes[0].join("hq.key"), home.join("hq.key")).unwrap();
            }
            done(home, &["hq", "init", "--store", store]);
        }
        let tills: Vec<Till> = (1..=desks).map(|n| Till::at(folder.path().join(format!("desk{n}")))).collect();
        let register = tills[0].register(3, 81_240);
        done(&homes[0], &["hq", "user", "add", "cashier1", "--role", "cashier"]);
        done(&homes[0], &["hq", "user", "add", "super1", "--role", "supervisor"]);
        let import = ["directory", "import", &register, "--layout", "sber-debts", "--supplier", "energosbyt"];
        done(&homes[0], &[&["hq"], &import[..]].concat());
        let nodes: Vec<Node> = homes.into_iter().map(Node::start).collect();
        let line = |n: usize| FaultyProxy::start(nodes[n % nodes.len()].address(), SEED + n as u64, Faults::NONE);
        let lines: Vec<FaultyProxy> = (0..desks).map(line).collect();
        for (n, (till, line)) in tills.iter().zip(&lines).enumerate() {
            enrol(&nodes[0], till, &(n + 1).to_string(), &line.url());
        }
        Scene { nodes, tills, lines, _folder: folder }
    }

    /// Proves that headquarters has what the desks have, and nothing else: entries, counts, sums, acknowledgements. How
    /// many payments that is.
    pub fn assert_all_there(&self) -> u64 {
        let node = self.nodes.iter().find(|node| node.is_up()).unwrap();
        let (mut entries, mut payments, mut kopecks) = (0, 0, 0);
        for till in &self.tills {
            let verified = till.verified();
            let desk = till.journal().desk().to_string();
            let theirs = node.done(&["hq", "entries", "--desk", &desk, "--format", "jsonl"]);
            let ours = till.run(&["journal", "export", "--format", "jsonl"]);
            assert!(ours.status == 0 && ours.stdout == theirs, "{desk}: headquarters has another journal");
            assert_eq!(theirs.lines().count() as u64, verified.entries);
            let status = till.json(&["sync", "status"]);
            assert_eq!((&status["through"], &status["unsent"]), (&verified.entries.into(), &0.into()), "{status}");
            assert_eq!(status["refusal"], Value::Null, "{status}");
            assert_eq!(status["payments"], verified.payments);
            entries += verified.entries;
            payments += verified.payments;
            kopecks += verified.gross.kopecks();
        }
        let proved: Value = serde_json::from_str(&node.done(&["hq", "verify", "--json"])).unwrap();
        let expected = [self.tills.len() as u64, entries, payments].map(Value::from);
        assert_eq!(["desks", "entries", "payments"].map(|name| proved[name].clone()), expected);
        assert_eq!(proved["kopecks"], kopecks);
        payments
    }

    /// Proves that no node failed by itself: a deadlock, or a store that was locked for too long, would heal by being
    /// asked again and be in nobody's figures.
    pub fn assert_no_node_failed(&self) {
        let failures: Vec<String> = self.nodes.iter().flat_map(Node::failures).collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    /// What befell the lines, all together.
    pub fn befell(&self) -> BTreeMap<&'static str, u64> {
        let mut sums = BTreeMap::new();
        for counts in self.lines.iter().map(FaultyProxy::counts) {
            let Counts { dropped, delayed, cut_requests, cut_answers, lost_answers, .. } = counts;
            let Counts { repeated, reordered, failed, unreachable, .. } = counts;
            let each = [
                ("dropped", dropped),
                ("delayed", delayed),
                ("cut requests", cut_requests),
                ("cut answers", cut_answers),
                ("lost answers", lost_answers),
                ("repeated", repeated),
                ("reordered", reordered),
                ("failed", failed),
                ("unreachable", unreachable),
            ];
            each.into_iter().for_each(|(name, times)| *sums.entry(name).or_default() += times);
        }
        sums
    }

    /// What headquarters refused, with how often.
    pub fn refused(&self) -> BTreeMap<String, u64> {
        let mut refused = BTreeMap::new();
        for event in self.nodes[0].hq().security_events().unwrap() {
            *refused.entry(event.code).or_default() += event.times;
        }
        refused
    }
}

fn enrol(node: &Node, till: &Till, desk: &str, url: &str) {
    let issued = node.done(&["hq", "enrol", "--office", "664003", "--desk", desk, "--json"]);
    let issued: Value = serde_json::from_str(&issued).unwrap();
    let code = issued["code"].as_str().unwrap();
    let init = ["desk", "init", "--office", "664003", "--desk", desk, "--zone", "Asia/Irkutsk"];
    till.json(&[&init[..], &["--hq", url, "--code", code]].concat());
    till.open_shift();
}
