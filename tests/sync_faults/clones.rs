//! A home that was copied: both go on taking payments, headquarters keeps the journal that came first, and the other
//! says so.

use std::fs;
use std::path::Path;

use okno::domain::EntryId;

use crate::common::faulty_proxy::{Faults, FaultyProxy};
use crate::common::server::{Said, Server, Stands, serves};
use crate::common::{Till, new_id};
use crate::scene::Scene;
use crate::storm::drained;

#[test]
fn a_clone_is_a_fork_that_says_so_and_payments_go_on() {
    const TEST: &str = "clones::a_clone_is_a_fork_that_says_so_and_payments_go_on";
    if serves() {
        return;
    }
    let mut scene = Scene::over("sqlite:hq.db", 1, 1);
    let (till, url) = (&scene.tills[0], scene.lines[0].url());
    let mut first = Server::open_to(till, &url, TEST);
    let begun = pay(&mut first, 3);
    drained(&mut first, till);
    first.end();
    let copy = Till::at(till.home.path().with_extension("copy"));
    copy_home(till.home.path(), copy.home.path());

    let mut first = Server::open_to(till, &url, TEST);
    let of_first = pay(&mut first, 2);
    drained(&mut first, till);
    let line = FaultyProxy::start(scene.nodes[0].address(), 1, Faults::NONE);
    let mut second = Server::open_to(&copy, &line.url(), TEST);
    let mut of_second = pay(&mut second, 1);
    until(&mut second, |stands| stands.fork && stands.unsent == 1);
    let stands = second.stands();
    // Its first word to headquarters is its last entry: the answer goes further than its journal, or names another.
    assert!(["client-fork", "sync-ack-head"].contains(&stands.trouble.as_str()), "{stands:?}");
    // It takes payments as before, nothing of them is sent, and it says the same after a restart.
    let asked = line.counts().batches;
    of_second.extend(pay(&mut second, 50));
    std::thread::sleep(std::time::Duration::from_secs(5));
    assert!(second.stands().fork);
    assert_eq!(line.counts().batches, asked, "a fork is sent again and again");
    second.kill();
    let mut second = Server::open_to(&copy, &line.url(), TEST);
    until(&mut second, |stands| stands.fork && stands.unsent == 51);
    of_second.extend(pay(&mut second, 1));
    second.end();

    // The first one does not notice.
    let of_both: Vec<EntryId> = begun.iter().copied().chain(pay(&mut first, 1)).chain(of_first).collect();
    drained(&mut first, till);
    first.end();
    let status = copy.json(&["sync", "status"]);
    assert_eq!((&status["refusal"], &status["unsent"]), (&"fork".into(), &52.into()), "{status}");
    assert!(copy.verified().payments == 55 && of_second.len() == 52);
    let ours = till.journal();
    assert!(of_both.iter().all(|id| ours.entry_of(*id).unwrap().is_some()));
    scene.assert_all_there();
    assert!(scene.refused().contains_key("fork"));
    scene.nodes[0].kill();
}

fn pay(server: &mut Server, payments: usize) -> Vec<EntryId> {
    let ids: Vec<EntryId> = (0..payments).map(|_| new_id()).collect();
    for (id, kopecks) in ids.iter().zip(100..) {
        assert_eq!(server.pay(*id, kopecks), Said::Answered(*id));
    }
    ids
}

fn until(server: &mut Server, so: impl Fn(&Stands) -> bool) {
    let begun = std::time::Instant::now();
    loop {
        let stands = server.stands();
        if so(&stands) {
            return;
        }
        assert!(begun.elapsed() < crate::common::PATIENCE, "{stands:?}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

fn copy_home(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}
