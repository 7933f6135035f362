//! A storm: each desk takes payments and is killed now and then, its line does everything wrong, headquarters is killed
//! and started anew. Then the line is good, and everything arrives by itself.

use std::thread;
use std::time::{Duration, Instant};

use okno::domain::{EntryId, Event};

use crate::common::faulty_proxy::Faults;
use crate::common::server::{Said, Server};
use crate::common::{Dice, Till, new_id};
use crate::scene::{DESKS, Scene};

/// How often each fault happens, of 1,000 requests.
const OFTEN: u64 = 50;
/// What a line that was bad has at least to show for it, and how often a node must have been killed.
const MISFORTUNES: u64 = 40;
const STRIKES: u32 = 2;
/// How many payments are asked for at once where the desk is about to be killed.
const BURST: usize = 20;
/// How long everything may take to arrive once the line is good. A desk that failed often waits longest.
const DRAINED: Duration = Duration::from_secs(240);

/// How much happens.
#[derive(Clone, Copy, Debug)]
pub struct Storm {
    /// Payments of each desk.
    pub payments: usize,
    /// How long they take, if the machine is fast enough.
    pub lasting: Duration,
    /// How often each desk is killed.
    pub kills: usize,
    pub seed: u64,
}

/// The payments of a desk: what was asked for and answered.
type Paid = Vec<(EntryId, i64)>;

impl Storm {
    /// Lets it pass over a scene, and proves what is there behind it.
    pub fn over(&self, mut scene: Scene, test: &str) {
        let begun = Instant::now();
        scene.lines.iter().for_each(|line| line.set(Faults::each(OFTEN)));
        let urls: Vec<String> = scene.lines.iter().map(|line| line.url()).collect();
        let tills = std::mem::take(&mut scene.tills);
        let (paid, strikes): (Vec<(Server, Paid)>, u32) = thread::scope(|scope| {
            let desks = tills.iter().zip(&urls).enumerate();
            let taking: Vec<_> =
                desks.map(|(n, (till, url))| scope.spawn(move || self.take(n, till, url, test))).collect();
            let mut strikes = Strikes::new(&mut scene, &tills, self);
            while !taking.iter().all(|desk| desk.is_finished()) {
                strikes.strike(begun.elapsed());
            }
            let killed = strikes.killed;
            (taking.into_iter().map(|desk| desk.join().unwrap()).collect(), killed)
        });
        scene.tills = tills;
        let stormed = begun.elapsed();
        scene.lines.iter().for_each(|line| line.set(Faults::NONE));
        for ((mut server, paid), till) in paid.into_iter().zip(&scene.tills) {
            drained(&mut server, till);
            server.end();
            assert_paid_once(till, &paid);
        }
        let whole = begun.elapsed();
        let payments = scene.assert_all_there();
        assert_eq!(payments, (self.payments * DESKS) as u64);
        scene.assert_no_node_failed();
        let (refused, befell) = (scene.refused(), scene.befell());
        println!("{payments} payments: taken in {stormed:.1?}, all there after {whole:.1?}; {strikes} strikes");
        println!("{befell:?}, refused {refused:?}");
        assert!(befell.values().sum::<u64>() >= MISFORTUNES && strikes >= STRIKES, "it was no storm");
        assert!(!refused.contains_key("fork"), "{refused:?}");
    }

    /// Takes a desk's payments, each of another sum than any other, and leaves it running.
    fn take(&self, n: usize, till: &Till, url: &str, test: &str) -> (Server, Paid) {
        let mut dice = Dice(self.seed + n as u64);
        let mut kills: Vec<usize> = (0..self.kills).map(|_| dice.next() as usize % self.payments).collect();
        kills.sort_unstable();
        kills.reverse();
        let begun = Instant::now();
        let mut server = Server::open_to(till, url, test);
        let mut paid = Paid::new();
        while paid.len() < self.payments {
            let due = self.lasting.mul_f64(paid.len() as f64 / self.payments as f64);
            thread::sleep(due.saturating_sub(begun.elapsed()));
            let payment = |more: usize| (new_id(), 100 + ((paid.len() + more) * DESKS + n) as i64);
            if kills.pop_if(|at| *at <= paid.len()).is_none() {
                let (id, kopecks) = payment(0);
                assert_eq!(server.pay(id, kopecks), Said::Answered(id));
                paid.push((id, kopecks));
                continue;
            }
            let asked: Paid = (0..BURST.min(self.payments - paid.len())).map(payment).collect();
            let answers = dice.next() as usize % asked.len();
            server = killed(server, &asked, answers, || Server::open_to(till, url, test));
            paid.extend(asked);
        }
        (server, paid)
    }
}

/// Kills a desk while it takes payments, as soon as it has answered so many, starts it anew, and asks again for what it
/// did not answer.
fn killed(mut server: Server, asked: &Paid, answers: usize, again: impl FnOnce() -> Server) -> Server {
    for (id, kopecks) in asked {
        server.ask(*id, *kopecks);
    }
    let answered = server.kill_behind(answers);
    let (before, after) = asked.split_at(answered.len());
    assert_eq!(answered, before.iter().map(|(id, _)| Said::Answered(*id)).collect::<Vec<_>>(), "in order");
    let mut server = again();
    for (id, kopecks) in after {
        assert_eq!(server.pay(*id, *kopecks), Said::Answered(*id));
    }
    server
}

/// Waits until headquarters has all that the desk has, and the worker says so.
pub fn drained(server: &mut Server, till: &Till) {
    let begun = Instant::now();
    let journal = till.journal();
    loop {
        let (unsent, stands) = (journal.unsent().unwrap(), server.stands());
        assert!(!stands.fork, "{stands:?}");
        if unsent == 0 && stands.unsent == 0 && stands.trouble == "well" {
            return;
        }
        assert!(begun.elapsed() < DRAINED, "{}: {unsent} do not arrive: {stands:?}", journal.desk());
        thread::sleep(Duration::from_millis(100));
    }
}

/// The payments of the journal are these, each once, in their order.
fn assert_paid_once(till: &Till, paid: &Paid) {
    let mut found = Paid::new();
    till.journal()
        .each(1, |entry| {
            if let Ok(Event::PaymentTaken(payment)) = Event::decode(&entry.kind, &entry.body) {
                found.push((entry.id, payment.lines.iter().map(|line| line.amount.kopecks()).sum()));
            }
            Ok(())
        })
        .unwrap();
    let first = found.iter().zip(paid).find(|(found, paid)| found != paid);
    assert!(found.len() == paid.len() && first.is_none(), "{} of {} payments, {first:?}", found.len(), paid.len());
}

/// What befalls headquarters.
struct Strikes<'a> {
    scene: &'a mut Scene,
    tills: &'a [Till],
    dice: Dice,
    /// When the first of several nodes dies for good.
    death: Duration,
    /// How often a node was killed.
    killed: u32,
}

impl Strikes<'_> {
    fn new<'a>(scene: &'a mut Scene, tills: &'a [Till], storm: &Storm) -> Strikes<'a> {
        Strikes { scene, tills, dice: Dice(storm.seed), death: storm.lasting / 2, killed: 0 }
    }

    /// Waits a little; then a node is killed and started anew, or a desk is led to another node.
    fn strike(&mut self, elapsed: Duration) {
        self.wait(500, 4_000);
        if self.scene.nodes.len() > 1 && elapsed >= self.death && self.scene.nodes[0].is_up() {
            self.kill(0);
            let left = self.scene.nodes[1].address();
            return self.scene.lines.iter().for_each(|line| line.lead_to(left));
        }
        let node = self.roll(self.scene.nodes.len());
        if !self.scene.nodes[node].is_up() {
            return;
        }
        if self.scene.nodes.len() > 1 && self.roll(3) > 0 {
            let desk = self.roll(self.scene.lines.len());
            return self.scene.lines[desk].lead_to(self.scene.nodes[node].address());
        }
        self.await_request();
        self.wait(0, 30);
        self.kill(node);
        self.wait(50, 1_500);
        self.scene.nodes[node].restart();
    }

    fn kill(&mut self, node: usize) {
        self.scene.nodes[node].kill();
        self.killed += 1;
        self.assert_kept();
    }

    /// Until something is on its way, so that a kill falls into the middle of it; not for ever.
    fn await_request(&self) {
        let requests = || self.scene.lines.iter().map(|line| line.counts().requests).sum::<u64>();
        let (begun, before) = (Instant::now(), requests());
        while requests() == before && begun.elapsed() < Duration::from_secs(3) {
            thread::sleep(Duration::from_micros(200));
        }
    }

    /// What a desk has an acknowledgement for, headquarters has on its disk.
    fn assert_kept(&self) {
        let acked: Vec<u64> =
            self.tills.iter().map(|till| till.journal().ack().unwrap().map_or(0, |ack| ack.through)).collect();
        let kept = self.scene.nodes[0].hq().desks().unwrap();
        for (till, acked) in self.tills.iter().zip(acked) {
            let desk = till.journal().desk().clone();
            let through = kept.iter().find(|row| row.desk == desk).map_or(0, |row| row.accepted.through);
            assert!(through >= acked, "{desk}: {acked} are acknowledged, and headquarters has {through}");
        }
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.dice.next() as usize % sides
    }

    fn wait(&mut self, least: u64, most: u64) {
        thread::sleep(Duration::from_millis(least + self.dice.next() % (most - least)));
    }
}
