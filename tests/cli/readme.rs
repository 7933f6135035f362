//! The README against the program: its pictures are what the program says, its days run, its commands are all there.

use std::path::Path;

use crate::scene::{DEBTS, LANGS, Scene, in_windows_1251, mask};

const EN: &str = LANGS[0].1;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The fenced blocks of a kind under a heading.
fn blocks(heading: &str, kind: &str) -> Vec<String> {
    let readme = readme();
    let (_, section) = readme.split_once(&format!("\n{heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let fence = format!("```{kind}\n");
    section.split(&fence).skip(1).map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn the_picture_is_what_the_program_says() {
    let scene = Scene::with_desk(EN);
    scene.done("okno shift open --as cashier1 --float 0");
    let readme = readme();
    let picture = readme.split("```console\n").nth(1).unwrap().split("```").next().unwrap();
    let lines: Vec<&str> = picture.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    let shown: String = lines.iter().map(|line| format!("$ {line}\n{}\n", scene.done(line))).collect();
    assert_eq!(mask(picture), mask(shown.trim_end()) + "\n", "the picture of the README should be:\n{shown}");
}

#[test]
fn the_day_of_the_readme_runs_as_written() {
    let scene = Scene::new(EN);
    scene.write("3800000012_40702810100000000001_001_1126.txt", &in_windows_1251(DEBTS));
    let days = blocks("## A day", "sh");
    assert_eq!(days.len(), 3, "an administrator's, a cashier's and a supervisor's");
    for line in days.iter().flat_map(|day| day.lines()) {
        scene.done(line);
    }
    assert!(scene.path("day.journal").metadata().unwrap().len() > 0);
    assert_eq!(scene.json("okno journal verify --json")["payments"], 2);
}

#[test]
fn the_two_commands_are_those_that_a_fresh_machine_is_checked_with() {
    assert_eq!(blocks("## Two commands", "sh"), ["cargo run --release -- demo\n", "cargo test\n"]);
    Scene::new(EN).done("okno demo --accounts 400");
}

#[test]
fn the_commands_of_the_readme_are_all_there_are() {
    let mut commands = Vec::new();
    let mut reference = String::new();
    collect(&Scene::new(EN), "okno", &mut commands, &mut reference);
    let width = commands.iter().map(|(command, _)| command.chars().count()).max().unwrap();
    let table: String = commands.iter().map(|(command, about)| format!("{command:width$}  {about}\n")).collect();
    assert_eq!(blocks("## Commands", "text").concat(), table, "the commands of the README should be:\n{table}");
    insta::assert_snapshot!("reference", reference);
}

/// The commands below one, with what they do, and the help of each.
fn collect(scene: &Scene, command: &str, commands: &mut Vec<(String, String)>, reference: &mut String) {
    let help = scene.done(&format!("{command} --help"));
    reference.push_str(&format!("$ {command} --help\n{help}\n"));
    let Some((_, below)) = help.split_once("\nCommands:\n") else {
        let about = help.lines().next().unwrap().to_owned();
        return commands.push((command.to_owned(), about));
    };
    let names = below.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    for name in names.filter(|name| *name != "help") {
        collect(scene, &format!("{command} {name}"), commands, reference);
    }
}
