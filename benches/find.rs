//! Import and search over a made-up town of 1,000,000 accounts: three suppliers, over 400,000 flats.
//!
//! `cargo bench --bench find` prints the time of each import, the size of the file, and for each kind of query the
//! median, the 99th percentile and the worst over its queries. Everything is drawn from a fixed seed.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "the figures are the output, and without them it stops")]

use std::fmt::Write as _;
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

use okno::directory::{Directory, Durability, ImportOptions};
use okno::domain::{Catalogue, SupplierCode};
use okno::register::{Debts, Layout, Origin};

const SURNAMES: &str = "иванов смирнов кузнецов попов васильев петров соколов михайлов новиков федоров морозов волков \
    алексеев лебедев семенов егоров павлов козлов степанов николаев орлов андреев макаров никитин захаров зайцев \
    соловьев борисов яковлев григорьев романов воробьев сергеев кузьмин фролов александров дмитриев королев гусев \
    киселев ильин максимов поляков сорокин виноградов ковалев белов медведев антонов тарасов жуков баранов филиппов \
    комаров давыдов беляев герасимов богданов осипов сидоров матвеев титов марков миронов крылов куликов карпов \
    власов мельников денисов гаврилов тихонов казаков афанасьев данилов савельев тимофеев фомин чернов абрамов \
    мартынов ефимов федотов щербаков назаров калинин исаев чернышев быков маслов родионов коновалов лазарев воронин \
    климов филатов пономарев голубев кудрявцев прохоров наумов потапов журавлев овчинников трофимов леонов соболев \
    ермаков колесников гончаров емельянов никифоров грачев котов гришин ефремов архипов громов кириллов малышев \
    панов моисеев румянцев акимов кондратьев бирюков горбунов анисимов еремин тихомиров галкин лукьянов михеев \
    скворцов юдин белоусов нестеров симонов прокофьев харитонов князев цветков левин митрофанов воронов аксенов";
const NAMES: &str = "александр сергей владимир андрей алексей дмитрий иван николай юрий михаил евгений виктор \
    анатолий павел олег игорь константин роман артем максим никита кирилл егор илья тимофей пётр фёдор яков лев";
const STREETS: &str = "ленина советская кирова горького гоголя пушкина лермонтова чехова карла~маркса дзержинского \
    байкальская трудовая рабочая садовая лесная полевая школьная набережная заводская мира победы гагарина \
    терешковой королева баумана ломоносова декабрьских~событий киевская литвинова сухэ-батора российская \
    степана~разина \
    красного~восстания тимирязева партизанская софьи~перовской пискунова ядринцева зверева волжская лыткина \
    депутатская цимлянская омулевского карпинская баррикад рабочего~штаба сурнова шевцова розы~люксембург \
    ярославского трактовая нестерова мухиной игошина костычева захарова академическая старокузьмихинская \
    помяловского курчатова улан-баторская фаворского вампилова 50~лет~октября 8~марта 1-я~советская \
    2-я~железнодорожная \
    почтамтская профсоюзная джамбула грязнова каландаришвили чкалова польских~повстанцев сибирская верхняя нижняя \
    кольцевая подгорная седова коммунистическая красноармейская фурье урицкого чапаева свердлова щорса котовского \
    фрунзе ушакова нахимова суворова кутузова невского донского жукова рокоссовского";
const KINDS: [&str; 3] = ["ул. ", "пер. ", "пр-т "];
/// Each query is timed so often and its best time counts: what the others lose, they lose to other programs.
const RUNS: usize = 5;
const HOUSES: u64 = 28;
const FLATS: u64 = 54;

/// In this variable a second run of the program finds the directory to open.
const RESIDENT: &str = "OKNO_BENCH_RESIDENT";

fn main() {
    if let Some(path) = std::env::var_os(RESIDENT) {
        return start(Path::new(&path));
    }
    let flats = flats();
    let home = tempfile::tempdir().expect("a temporary directory");
    let path = home.path().join("directory.db");
    let mut directory = Directory::open(&path, Durability::Original).expect("a new directory");
    println!("{} flats", flats.len());
    let shares = [("energosbyt", 400_000), ("teploset", 350_000), ("upravdom", 250_000)];
    for (supplier, accounts) in shares {
        import(&mut directory, home.path(), supplier, "new", &register(supplier, &flats, accounts, 0));
    }
    let (supplier, accounts) = shares[0];
    import(&mut directory, home.path(), supplier, "other figures", &register(supplier, &flats, accounts, 1));
    import(&mut directory, home.path(), supplier, "1,000 figures", &register(supplier, &flats, 1000, 2));
    let size = std::fs::metadata(&path).expect("the directory's file").len();
    println!("directory.db {} MiB", size >> 20);
    // One file with a million rows, into a directory of its own.
    let alone = home.path().join("alone.db");
    let mut alone = Directory::open(&alone, Durability::Original).expect("a new directory");
    import(&mut alone, home.path(), "energosbyt", "one file", &register("energosbyt", &flats, 1_000_000, 0));
    drop((directory, alone));
    let directory = Directory::open_read(&path).expect("the directory");
    let program = std::env::current_exe().expect("this program");
    std::process::Command::new(program).env(RESIDENT, &path).status().expect("this program once more");
    for (kind, queries) in queries(&flats) {
        measure(&directory, kind, &queries);
    }
}

/// Numbers that look random and are the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    /// One of `words`, the first ones far more often, as surnames and streets are.
    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        let at = self.roll(words.len()).min(self.roll(words.len()));
        words[at]
    }
}

struct Flat {
    name: String,
    street: String,
    kind: &'static str,
    house: String,
    flat: u64,
}

fn flats() -> Vec<Flat> {
    let words = |list: &'static str| list.split_whitespace().collect::<Vec<_>>();
    let (surnames, names) = (words(SURNAMES), words(NAMES));
    let streets: Vec<String> = words(STREETS).iter().map(|street| capitals(&street.replace('~', " "))).collect();
    let mut dice = Dice(2026);
    let mut flats = Vec::new();
    for (at, (street, kind)) in KINDS.iter().flat_map(|kind| streets.iter().map(move |s| (s, *kind))).enumerate() {
        for house in 1..=HOUSES {
            let letter = ["", "", "", "", "а", "б", "/2"][dice.roll(7)];
            for flat in 1..=FLATS - (at as u64 % 20) {
                let (surname, name, parent) = (dice.pick(&surnames), dice.pick(&names), dice.pick(&names));
                let name = capitals(&format!("{surname} {name} {}ович", parent.trim_end_matches(['й', 'ь'])));
                flats.push(Flat { name, street: street.clone(), kind, house: format!("{house}{letter}"), flat });
            }
        }
    }
    flats
}

fn capitals(text: &str) -> String {
    let mut start = true;
    let upper = |c: char| c.to_uppercase().next().unwrap_or(c);
    text.chars().map(|c| if std::mem::replace(&mut start, c == ' ') { upper(c) } else { c }).collect()
}

fn number(supplier: &str, at: usize) -> String {
    match supplier {
        "energosbyt" => format!("АБ{}", 1_200_000 + at),
        "teploset" => format!("{}", 50_000_000 + at * 7),
        _ => format!("УД-{:07}", at * 3),
    }
}

/// A register in windows-1251; each supplier writes addresses in its own way and in no order.
fn register(supplier: &str, flats: &[Flat], accounts: usize, month: usize) -> Vec<u8> {
    let mut text = String::new();
    for at in 0..accounts {
        // A step that has no factor in common with the number of flats visits each once.
        let Flat { name, street, kind, house, flat } = &flats[(at * 7919) % flats.len()];
        let address = match supplier {
            "energosbyt" => format!("г. Иркутск, {kind}{street}, д. {house}, кв. {flat}"),
            "teploset" => format!("{kind}{street}, {house}-{flat}"),
            _ => format!("{kind}{street} д {house} кв {flat}"),
        };
        let (account, sum) = (number(supplier, at), at * 31 % 500_000 + month);
        writeln!(text, "{name};{address};{account};{},{:02}", sum / 100, sum % 100).expect("a string takes all");
    }
    encoding_rs::WINDOWS_1251.encode(&text).0.into_owned()
}

fn import(directory: &mut Directory, home: &Path, supplier: &str, what: &str, register: &[u8]) {
    let file = home.join("debts.txt");
    std::fs::write(&file, register).expect("a file written");
    let catalogue = Catalogue::built_in().expect("the built-in catalogue");
    let code = SupplierCode::new(supplier).expect("a code");
    let supplier = catalogue.supplier(&code).expect("a supplier");
    let start = Instant::now();
    let source = BufReader::new(std::fs::File::open(&file).expect("the file"));
    let origin = Origin { supplier, others: &[], file_name: "debts.txt", encoding: None };
    let layout = Layout::named("sber-debts").expect("a layout");
    let debts = Debts::read(layout, source, &origin).expect("a readable file");
    let day = "2026-11-22".parse().expect("a date");
    let options = ImportOptions { as_of: "2026-11-22".to_owned(), counted_through: day };
    let report = directory.import(debts, &code, &options, &mut |_| ()).expect("a good file");
    println!("import {code:<11} {what:<14} {:6.2} s  {report:?}", start.elapsed().as_secs_f64());
}

fn queries(flats: &[Flat]) -> Vec<(&'static str, Vec<String>)> {
    let mut dice = Dice(7);
    let mut each = |make: &mut dyn FnMut(&mut Dice, &Flat) -> String| -> Vec<String> {
        (0..400)
            .map(|_| dice.roll(flats.len()))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|at| make(&mut dice, &flats[at]))
            .collect()
    };
    let lower = |text: &str| text.to_lowercase();
    let begin = |text: &str, length: usize| text.to_lowercase().chars().take(length).collect::<String>();
    let latin = |text: &str| okno::domain::keyboard::to_latin(&text.to_lowercase());
    let alphabet: Vec<String> = ('а'..='я').chain('a'..='z').chain('0'..='9').map(String::from).collect();
    vec![
        ("exact number", each(&mut |dice, _| number("energosbyt", dice.roll(400_000)))),
        ("digits only", each(&mut |dice, _| format!("{}", 1_200_000 + dice.roll(400_000)))),
        ("number, 4 digits", each(&mut |dice, _| format!("{}", 1200 + dice.roll(400)))),
        ("number, 5 digits", each(&mut |dice, _| format!("{}", 12_000 + dice.roll(4000)))),
        ("number begun", each(&mut |dice, _| format!("АБ{}", 12 + dice.roll(4)))),
        ("one letter", alphabet),
        ("two letters", each(&mut |_, flat| begin(&flat.name, 2))),
        ("surname begun", each(&mut |dice, flat| begin(&flat.name, 3 + dice.roll(6)))),
        ("whole name", each(&mut |_, flat| lower(&flat.name))),
        ("rare pair", each(&mut |_, flat| format!("{} {}", begin(&flat.name, 5), begin(&flat.street, 5)))),
        ("street house flat", each(&mut |_, flat| format!("{} {} {}", begin(&flat.street, 3), flat.house, flat.flat))),
        ("street house", each(&mut |_, flat| format!("{} {}", begin(&flat.street, 4), flat.house))),
        (
            "address as written",
            each(&mut |_, f| format!("г. Иркутск, {}{}, д. {}, кв. {}", f.kind, f.street, f.house, f.flat)),
        ),
        ("house and flat only", each(&mut |_, flat| format!("{} {}", flat.house, flat.flat))),
        ("wrong layout", each(&mut |dice, flat| latin(&begin(&flat.name, 2 + dice.roll(6))))),
        (
            "Latin spelling",
            each(&mut |dice, _| {
                ["ivanov", "iv", "shch", "smirnov", "kuzn", "lenina 12", "petrov aleks", "sergey"][dice.roll(8)]
                    .to_owned()
            }),
        ),
        ("nothing found", each(&mut |dice, flat| format!("{} 999 {}", begin(&flat.name, 4), dice.roll(1000)))),
        ("dense and apart", each(&mut |_, flat| format!("{} {} 27", begin(&flat.name, 1), begin(&flat.street, 1)))),
    ]
}

fn measure(directory: &Directory, kind: &str, queries: &[String]) {
    let mut times: Vec<(f64, &String, usize)> = queries.iter().map(|query| (f64::MAX, query, 0)).collect();
    for _ in 0..RUNS {
        for (best, query, rows) in &mut times {
            let start = Instant::now();
            *rows = directory.find(query, 50).expect("no text is an error").rows.len();
            *best = best.min(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].0;
    let (worst, query, _) = times[times.len() - 1];
    let rows = times.iter().map(|(_, _, rows)| rows).sum::<usize>() as f64 / times.len() as f64;
    println!(
        "{kind:<20} p50 {:7.3} ms  p99 {:7.3} ms  max {worst:7.3} ms  {rows:4.1} rows  worst: {query}",
        at(0.5),
        at(0.99)
    );
}

/// What a program that has just started holds: measured in a process of its own.
fn start(path: &Path) {
    let begin = Instant::now();
    let directory = Directory::open_read(path).expect("the directory");
    let opened = begin.elapsed();
    let found = directory.find("ленина 12", 50).expect("no text is an error");
    let times = (opened.as_secs_f64() * 1e3, begin.elapsed().as_secs_f64() * 1e3);
    println!(
        "open {:.2} ms, first {} rows after {:.2} ms, resident {} MiB",
        times.0,
        found.rows.len(),
        times.1,
        resident_mib()
    );
}

/// This process's resident memory; zero where the system doesn't tell.
fn resident_mib() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: Option<u64> = pages.split_whitespace().nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or_default() / 256
}
