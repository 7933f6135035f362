//! How long a desk without accounts takes to pull 1,000,000 of them from headquarters: the whole of `okno directory
//! pull` against `okno hq serve`, each a process, over loopback by way of the tests' proxy. Then the same with nothing
//! new.
//!
//! A bare write and fdatasync of as many bytes as the desk then has says what the disk is worth.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A bench whose scene cannot be set has failed.
#![allow(clippy::print_stdout)] // Its figures are for the person who started it.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/sync_faults/node.rs"]
#[allow(dead_code, reason = "the bench needs a part of it")]
mod node;
#[path = "../tests/sync_faults/scene.rs"]
#[allow(dead_code, reason = "the bench needs a part of it")]
mod scene;

use std::fs::{self, File};
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use common::Till;
use scene::Scene;
use serde_json::Value;

const ACCOUNTS: u64 = 1_000_000;
const DESKS: usize = 3;

fn main() {
    let scene = Scene::over("sqlite:hq.db", 1, DESKS);
    let register = scene.tills[0].home.path().with_extension("csv");
    fs::write(&register, rows()).unwrap();
    let import = ["hq", "directory", "import", register.to_str().unwrap(), "--layout", "csv"];
    let import = [&import[..], &["--supplier", "energosbyt"]].concat();
    let mut command = node::okno(&scene.nodes[0].home, &import);
    println!("headquarters imports {ACCOUNTS} accounts in {:.1?}", timed(|| done(&mut command)).1);
    for till in &scene.tills {
        let (pulled, took) = pull(till);
        assert!(pulled["accounts"].as_u64().unwrap() >= ACCOUNTS, "{pulled}");
        let bytes = fs::metadata(till.home.directory()).unwrap().len();
        let bare = bare(till, bytes);
        let (again, nothing) = pull(till);
        assert_eq!(again["rows"], 0);
        println!("a desk pulls {} rows in {took:.1?} (at most 60 s), and nothing in {nothing:.1?}", pulled["rows"]);
        println!("  its directory has {} MB, which a bare write and fdatasync take {bare:.1?} for", bytes / 1_000_000);
    }
}

fn pull(till: &Till) -> (Value, Duration) {
    let mut command = till.command(&["directory", "pull", "--json"]);
    let (said, took) = timed(|| done(&mut command));
    (serde_json::from_str(&said).unwrap(), took)
}

fn done(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn rows() -> String {
    let row = |n: u64| {
        let (kopecks, house, flat) = (n * 7919 % 900_000, n / 80 % 300 + 1, n % 80 + 1);
        let (street, sum) = (n / 24_000 + 1, format!("{}.{:02}", kopecks / 100, kopecks % 100));
        let name = format!("Фамилия{} И. О.", n % 4096);
        format!("ВГ{n:07},{name},\"г. Иркутск, ул. Улица {street}, д. {house}, кв. {flat}\",{sum}\n")
    };
    (0..ACCOUNTS).fold("account,name,address,amount\n".to_owned(), |text, n| text + &row(n))
}

fn bare(till: &Till, bytes: u64) -> Duration {
    let path = till.home.path().with_extension("bare");
    let zeros = vec![7; bytes as usize];
    let mut file = File::create(&path).unwrap();
    let took = timed(|| file.write_all(&zeros).and_then(|()| file.sync_data()).unwrap()).1;
    fs::remove_file(path).unwrap();
    took
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}
