//! A folder of its own for every scene, the shell that runs its lines there, and the masks that make output repeatable.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The languages of the scenes, as an environment names them.
pub const LANGS: [(&str, &str); 2] = [("en", "en_GB.UTF-8"), ("ru", "ru_RU.UTF-8")];

/// A register of debts in the old row form.
pub const DEBTS: &str = "Иванов А. П.;ул. Ленина, 12-4;АБ1204417;812,40\r\n\
                         Петрова Б. В.;ул. Ленина, 12-5;АБ1204418;1234,00\r\n\
                         Ёлкин И. С.;ул. Советская, 3-1;АБ1204419;0,00\r\n";

/// A folder in which nothing is yet, and an environment in which nothing is set but what a scene needs: everyone's PIN
/// is 4821.
pub struct Scene {
    folder: TempDir,
    locale: &'static str,
}

impl Scene {
    /// A scene of people who read the language of a locale.
    pub fn new(locale: &'static str) -> Scene {
        Scene { folder: tempfile::tempdir().unwrap(), locale }
    }

    /// A scene with a desk, a cashier, a supervisor and three accounts.
    pub fn with_desk(locale: &'static str) -> Scene {
        let scene = Scene::new(locale);
        scene.write("debts.txt", &in_windows_1251(DEBTS));
        for line in [
            "okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk",
            "okno user add cashier1 --role cashier --full-name 'Орлова А. П.'",
            "okno user add super1 --role supervisor",
            "okno directory import debts.txt --layout sber-debts --supplier energosbyt",
        ] {
            scene.done(line);
        }
        scene
    }

    /// A path in the scene's folder.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// What a line of the shell does; the program is `okno`, the home is `home`.
    pub fn run(&self, line: &str) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_okno")).parent().unwrap();
        Command::new("sh")
            .args(["-c", line])
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
            .env("HOME", self.folder.path())
            .env("OKNO_HOME", "home")
            .envs(["OKNO_PIN", "OKNO_NEW_PIN", "OKNO_SUPERVISOR_PIN", "OKNO_WITNESS_PIN"].map(|name| (name, "4821")))
            .env("LC_ALL", self.locale)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// The standard output of a line that must do its work.
    pub fn done(&self, line: &str) -> String {
        let Output { status, stdout, stderr } = self.run(line);
        assert!(status.success(), "{line}: {status}, {}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    }

    /// The JSON that a line must give.
    pub fn json(&self, line: &str) -> serde_json::Value {
        let said = self.done(line);
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{line}: {error}: {said}"))
    }

    /// The exit code of a line.
    pub fn code(&self, line: &str) -> i32 {
        self.run(line).status.code().unwrap()
    }

    /// Each line as it was typed, what it said and its exit code unless that is 0, with what differs from run to run
    /// masked.
    pub fn transcript(&self, lines: &str) -> String {
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
        let shown = lines.map(|line| {
            let Output { status, stdout, stderr } = self.run(line);
            let (out, err) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
            let code = match status.code() {
                Some(0) => String::new(),
                code => format!("[{}]\n", code.unwrap()),
            };
            format!("$ {line}\n{out}{err}{code}\n")
        });
        self.masked(&shown.collect::<String>())
    }

    /// A text without what differs from run to run.
    pub fn masked(&self, text: &str) -> String {
        let folder = self.folder.path().display().to_string();
        mask(&text.replace(&folder, "FOLDER"))
    }
}

/// A text in windows-1251.
pub fn in_windows_1251(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1251.encode(text).0.into_owned()
}

/// Puts a name in the place of every id, hash, moment, day and process number. In a shape `0` is a digit, `f` a
/// hexadecimal digit, and everything else itself; what is longer than a shape is something else.
pub fn mask(text: &str) -> String {
    let ids = ["ffffffff-ffff-ffff-ffff-ffffffffffff".to_owned(), "f".repeat(64), "f".repeat(16)];
    let [id, hash, hash16] = ids;
    let shapes = [
        (id.as_str(), "ID"),
        (&hash, "HASH"),
        (&hash16, "HASH16"),
        ("0000-00-00T00:00:00.000Z", "MOMENT"),
        ("0000-00-00 00:00", "MOMENT"),
        ("00.00.0000 00:00", "MOMENT"),
        ("0000-00-00", "DAY"),
        ("00.00.0000", "DAY"),
    ];
    let mut masked = shapes.iter().fold(text.to_owned(), |text, (shape, name)| replace(&text, shape, name));
    for length in 1..=7 {
        masked = replace(&masked, &format!("process {}.", "0".repeat(length)), "process N.");
    }
    masked
}

fn replace(text: &str, shape: &str, name: &str) -> String {
    let fits = |at: &str| {
        let mut characters = at.chars();
        shape.chars().all(|shape| {
            characters.next().is_some_and(|c| match shape {
                '0' => c.is_ascii_digit(),
                'f' => c.is_ascii_digit() || ('a'..='f').contains(&c),
                shape => c == shape,
            })
        })
    };
    let (mut masked, mut rest) = (String::new(), text);
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    while let Some(first) = rest.chars().next() {
        let alone = |rest: &str| !inside(masked.chars().next_back()) && !inside(rest[shape.len()..].chars().next());
        let (with, length) = match fits(rest) && alone(rest) {
            true => (name.to_owned(), shape.len()),
            false => (first.into(), first.len_utf8()),
        };
        masked.push_str(&with);
        rest = &rest[length..];
    }
    masked
}
