//! The back office on the command line, with a headquarters that serves: looking, and giving orders.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::scene::{DEBTS, LANGS, Scene, in_windows_1251};

const EN: &str = LANGS[0].1;

const ANNOUNCE: &str = concat!(
    r#"{"do":"announce","desk":"664003/2","shift":1,"day":"2026-11-23","payments":3,"kopecks":30003,"#,
    r#""digits":"0123abcd","clerk":"Anna"}"#
);

/// A headquarters that serves as long as this is held.
struct Serving {
    child: Child,
    url: String,
}

impl Serving {
    fn new(scene: &Scene) -> Serving {
        let mut child = Command::new(env!("CARGO_BIN_EXE_okno"))
            .args(["--home", "hq", "hq", "serve", "--listen", "127.0.0.1:0", "--json"])
            .current_dir(scene.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let said: serde_json::Value = serde_json::from_str(&line).unwrap();
        Serving { child, url: format!("http://{}", said["address"].as_str().unwrap()) }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn serving(scene: &Scene) -> Serving {
    scene.write("debts.txt", &in_windows_1251(DEBTS));
    for line in [
        "okno --home hq hq init --store sqlite:hq.db",
        "okno --home hq hq user add super1 --role supervisor",
        "okno --home hq hq user add anna --role cashier --office 664003",
    ] {
        scene.done(line);
    }
    let serving = Serving::new(scene);
    let code = scene.json("okno --home hq hq enrol --office 664003 --desk 2 --json");
    let (url, code) = (&serving.url, code["code"].as_str().unwrap());
    scene.done(&format!("okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk --hq {url} --code {code}"));
    serving
}

/// The conversation with an office, as it is kept and as `tests/cli/transcripts.rs` looks through it.
pub fn office(locale: &'static str) -> String {
    let scene = Scene::new(locale);
    let serving = serving(&scene);
    let door = format!("--hq {} --as", serving.url);
    let said = scene.transcript(&format!(
        r#"
        okno office show users {door} super1
        okno office show users {door} super1 --limit 1
        okno office show everything {door} super1
        okno office show office/664009/2026-11-23 {door} anna
        OKNO_PIN=1 okno office show users {door} super1
        okno office do tick {door} super1
        okno office do '{{"do":"tick","desk":"664003/2","shift":1,"seen":true}}' {door} super1
        okno office do '{ANNOUNCE}' {door} super1
        okno office show users --hq http://127.0.0.1:1 --as super1
        "#
    ));
    said.replace(&serving.url, "http://HQ")
}

#[test]
fn programs_look_and_give_orders() {
    let scene = Scene::new(EN);
    let serving = serving(&scene);
    let door = format!("--hq {} --as super1 --json", serving.url);
    let users = scene.json(&format!("okno office show users {door}"));
    assert_eq!((&users["view"], users["rows"].as_array().unwrap().len()), (&"users".into(), 2));
    let once = scene.json(&format!("okno office do '{ANNOUNCE}' {door}"));
    let id = once["id"].as_str().unwrap();
    assert_eq!(scene.json(&format!("okno office do '{ANNOUNCE}' --id {id} {door}")), once, "the same order, once");
}
