//! A desk and headquarters talk, as people read it in both languages: set-up, catching up, sticks, joining, recovery.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::scene::{DEBTS, LANGS, Scene, in_windows_1251};

/// A headquarters that is served from the scene's folder until the test ends.
struct Served<'s> {
    scene: &'s Scene,
    url: String,
}

impl<'s> Served<'s> {
    fn start(scene: &'s Scene) -> Served<'s> {
        scene.done(
            "okno --home hq hq serve --listen 127.0.0.1:0 --json > serve.json 2> serve.log < /dev/null & echo $! > pid",
        );
        let asked = Instant::now();
        loop {
            let said = std::fs::read_to_string(scene.path("serve.json")).unwrap_or_default();
            if let Ok(said) = serde_json::from_str::<serde_json::Value>(&said) {
                return Served { scene, url: said["url"].as_str().unwrap().to_owned() };
            }
            assert!(asked.elapsed() < Duration::from_secs(60), "it does not serve");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A code, for a desk of the office.
    fn code(&self, desk: u32) -> String {
        let line = format!("okno --home hq hq enrol --office 664003 --desk {desk} --json");
        self.scene.json(&line)["code"].as_str().unwrap().to_owned()
    }

    /// What lines say, with `URL` and `CODE` for this headquarters' address and a code of desk `desk`.
    fn said(&self, desk: u32, lines: &str) -> String {
        let code = self.code(desk);
        let said = self.scene.transcript(&lines.replace("CODE", &code).replace("URL", &self.url));
        said.replace(&code, "CODE").replace(&self.url, "URL")
    }
}

impl Drop for Served<'_> {
    fn drop(&mut self) {
        let pid = std::fs::read_to_string(self.scene.path("pid")).unwrap();
        let _ = Command::new("kill").arg(pid.trim()).status();
    }
}

fn set_up(scene: &Scene) {
    scene.write("debts.txt", &in_windows_1251(DEBTS));
    for line in [
        "okno --home hq hq init --store sqlite:hq.db",
        "okno --home hq hq user add super1 --role supervisor",
        "okno --home hq hq user add cashier1 --role cashier --office 664003",
        "okno --home hq hq directory import debts.txt --layout sber-debts --supplier energosbyt",
    ] {
        scene.done(line);
    }
}

#[test]
fn desk_and_headquarters_talk_so_that_people_understand() {
    for (lang, locale) in LANGS {
        let scene = Scene::new(locale);
        set_up(&scene);
        let hq = Served::start(&scene);
        let mut said = hq.said(
            2,
            "okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk --hq http://10.0.0.1 --code CODE
             okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk --hq URL --code 12345
             okno desk init --office 664003 --desk 3 --zone Asia/Irkutsk --hq URL --code CODE
             okno desk init --office 664003 --desk 2 --zone Asia/Irkutsk --hq URL --code CODE
             okno user add anna --role cashier
             okno directory pull
             okno sync status
             okno sync now
             okno shift open --as cashier1 --float 0
             okno pay --as cashier1 --line energosbyt:АБ1204417:812,40 --cash 1000
             okno desk status
             okno sync status
             okno sync now
             okno sync status
             okno directory find --online АБ1204418
             okno directory find --online АБ1
             okno doctor
             cp -r home clone; okno --home clone pay --as cashier1 --line energosbyt:АБ1204418:1 --card 1
             okno --home clone sync now
             okno pay --as cashier1 --line energosbyt:АБ1204418:5 --cash 5
             okno sync now
             okno sync status
             okno doctor
             okno sync export day.okno
             okno --home hq hq import-bundle day.okno
             okno desk backup home/backup.db
             okno desk backup home/backup.db",
        );
        said += &hq.said(
            2,
            "okno desk recover --code CODE --from nowhere
             okno desk recover --code CODE | sed 's/aside-[0-9T]*/aside-MOMENT/'
             okno desk recover --code CODE
             okno sync now
             okno --home clone sync now
             okno pay --as cashier1 --line energosbyt:АБ1204418:7 --cash 7
             okno sync export day.okno
             okno --home hq hq import-bundle day.okno --ack ack.okno --directory directory.okno
             okno sync import day.okno
             okno sync import ack.okno
             okno sync import directory.okno
             okno --home clone sync import ack.okno
             okno --home hq hq desk list
             okno --home alone desk init --office 664003 --desk 7 --zone Asia/Irkutsk
             okno --home alone sync status",
        );
        said += &hq.said(
            7,
            "okno --home alone desk init --office 664003 --desk 7 --zone Asia/Irkutsk --hq URL --code CODE
             okno --home alone desk join --hq URL --code CODE
             okno --home alone sync now
             okno --home hq hq desk revoke 664003/7
             okno --home alone sync now",
        );
        insta::assert_snapshot!(format!("branch-{lang}"), said);
    }
}
