//! The directory of a small town: imports, searches, neighbours, catalogue and users.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fmt::Write as _;
use std::io::{Cursor, Read};
use std::path::PathBuf;

use okno::directory::{
    AccountRow, Directory, DirectoryError, Durability, ImportError, ImportOptions, ImportReport, Progress, Stats,
};
use okno::domain::{AccountNumber, Catalogue, Money, Role, SupplierCode, User, UserName};
use okno::register::{Debts, Layout, Origin};
use proptest::prelude::*;
use tempfile::TempDir;

const ENERGOSBYT: &str = "\
Иванов Иван Иванович;г. Иркутск, ул. Ленина, д. 12, кв. 4;АБ1204417;812,40
Петрова Анна Сергеевна;г. Иркутск, ул. Ленина, д. 12, кв. 40;АБ1204418;1500,00
Щёлоков Пётр Ильич;г. Иркутск, ул. Ленина, д. 120, кв. 4;АБ1204419;-158,70
Любимова Ольга;г. Иркутск, ул. Ленина, д. 4, кв. 12;АБ1204420;0,00
Ли Дмитрий;г. Иркутск, ул. Ленина, д. 12а, кв. 1;АБ1204421;5,00
Жукова Мария;г. Иркутск, ул. Маршала Жукова, д. 2, кв. 7;АБ120442;6,00
О'Нил Джон Smith;с. Хомутово, ул. Кирова, 5;АВ7700001;7,00
Салтыков-Щедрин М.;г. Иркутск, ул. 50 лет Октября, д. 12/3, кв. 9;АБ8800001;8,00
Йодко Юлия;г. Иркутск, б-р Постышева, д. 3, кв. 1;АБ8800002;9,00
";

const TEPLOSET: &str = "\
Иванов И.И.;Ленина 12-4;50012044;300,00
Кирова Анна;Кирова 5;50012045;1,00
Ульянов Кирилл;пер. Ленина, 12-4;1204417;2,00
";

struct Town {
    home: TempDir,
    directory: Directory,
}

impl Town {
    fn empty() -> Town {
        let home = tempfile::tempdir().unwrap();
        let directory = Directory::open(&home.path().join("directory.db"), Durability::Original).unwrap();
        Town { home, directory }
    }

    fn new() -> Town {
        let mut town = Town::empty();
        town.import("energosbyt", ENERGOSBYT).unwrap();
        town.import("teploset", TEPLOSET).unwrap();
        town
    }

    fn path(&self) -> PathBuf {
        self.home.path().join("directory.db")
    }

    fn import(&mut self, supplier: &str, text: &str) -> Result<ImportReport, ImportError> {
        self.import_from(supplier, text.as_bytes(), "2026-11-22")
    }

    fn import_from(&mut self, supplier: &str, source: impl Read, day: &str) -> Result<ImportReport, ImportError> {
        let catalogue = Catalogue::built_in().unwrap();
        let supplier = catalogue.supplier(&code(supplier)).unwrap();
        let layout = Layout::named("sber-debts").unwrap();
        let origin = Origin { supplier, others: &[], file_name: "debts.txt", encoding: None };
        let debts = Debts::read(layout, std::io::BufReader::new(source), &origin).unwrap();
        let options = ImportOptions { as_of: day.to_owned(), counted_through: day.parse().unwrap() };
        self.directory.import(debts, &supplier.code, &options, &mut |_| ())
    }

    fn find(&self, text: &str) -> String {
        numbers(&self.directory.find(text, 50).unwrap().rows)
    }

    fn stats(&self) -> Stats {
        self.directory.stats().unwrap()
    }
}

fn code(text: &str) -> SupplierCode {
    SupplierCode::new(text).unwrap()
}

fn number(text: &str) -> AccountNumber {
    AccountNumber::parse(text).unwrap()
}

/// The accounts' numbers in the order of the rows, without the letters that most have.
fn numbers(rows: &[AccountRow]) -> String {
    let short = |row: &AccountRow| row.account.as_str().replacen("АБ12044", "", 1);
    rows.iter().map(short).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_a_clerk_types_finds_in_this_order() {
    let town = Town::new();
    let expected = [
        // Numbers: exact first, with and without letters, in either alphabet and layout, begun.
        ("АБ1204417", "17"),
        ("аб 120 4417", "17"),
        ("1204417", "1204417 17"),
        ("AB7700001", "АВ7700001"),
        ("F<1204417", "17"),
        ("120442", "2 20 21"),
        ("12044", "1204417 20 17 18 21 19 2"),
        ("аб88", "АБ8800001 АБ8800002"),
        ("ав", "АВ7700001"),
        ("500120 иванов", "50012044"),
        // Names: by beginnings, in any order.
        ("иванов", "50012044 17"),
        ("ИВА ИВАНОВИ", "17"),
        ("иван ленина 12", "50012044 17"),
        ("щедрин", "АБ8800001"),
        ("салтыков-щедрин", "АБ8800001"),
        ("о'нил", "АВ7700001"),
        // ё is е, й is not и.
        ("щелоков петр", "19"),
        ("щёлоков пётр", "19"),
        ("йодко", "АБ8800002"),
        ("иодко", ""),
        // The wrong layout, either way, and Latin spelling.
        ("bdfyjd", "50012044 17"),
        ("k.,bvjdf", "20"),
        (";erjdf", "2"),
        ("шмфтщм", "50012044 17"),
        ("ЫЬШЕР", "АВ7700001"),
        ("smith", "АВ7700001"),
        ("ivanov", "50012044 17"),
        ("iv", "50012044 17"),
        ("olga", "20"),
        ("shch", "АБ8800001 19"),
        ("lenina 12 40", "18"),
        ("ktybyf 12-40", "18"),
        // Doors: exactly this house and flat, then flats that begin so, then this house, then the rest by address.
        ("лен 12 4", "1204417 50012044 17 18 20 19"),
        ("12 4 лен", "1204417 50012044 17 18 20 19"),
        ("ленина, д.12, кв.4", "1204417 50012044 17 18 20 19"),
        ("ул. Ленина д12 кв4", "1204417 50012044 17 18 20 19"),
        ("ленина 12", "1204417 50012044 17 18 20 21 19"),
        ("ленина 12а", "21"),
        ("ленина 12a", "21"),
        ("ktybyf 12f", "21"),
        ("г. Иркутск, ул. Ленина, д. 12, кв. 40", "18"),
        ("50 лет октября 12", "АБ8800001"),
        ("октября 12/3", "АБ8800001"),
        ("октября 12/3-9", "АБ8800001"),
        ("ленина 12/4", "1204417 50012044 17 20 18 19"),
        ("б-р пост", "АБ8800002"),
        ("хомутово кирова", "АВ7700001"),
        ("кирова 5", "50012045 АВ7700001"),
        // A shortened word of an address may as well begin a name.
        ("ул", "1204417"),
        ("ли д", "21"),
        // Nothing, and next to nothing.
        ("", ""),
        ("  ,;- ", ""),
        ("ленина 12 999", ""),
        ("нет такого", ""),
    ];
    let found = expected.map(|(text, _)| (text, town.find(text)));
    let wrong: Vec<_> = expected.iter().zip(&found).filter(|(expected, found)| expected.1 != found.1).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_row_is_as_the_supplier_wrote_it() {
    let town = Town::new();
    let expected = AccountRow {
        supplier: code("energosbyt"),
        account: number("АБ1204419"),
        name: "Щёлоков Пётр Ильич".to_owned(),
        address: "г. Иркутск, ул. Ленина, д. 120, кв. 4".to_owned(),
        figure: Money::from_kopecks(-15870),
        as_of: "2026-11-22".to_owned(),
        counted_through: "2026-11-22".parse().unwrap(),
    };
    let account = |supplier, text| town.directory.account(&code(supplier), &number(text)).unwrap();
    assert_eq!(account("energosbyt", "AБ 1204419"), Some(expected));
    assert_eq!(account("teploset", "АБ1204419"), None);
}

#[test]
fn no_more_rows_than_asked_for_and_it_says_so() {
    let town = Town::new();
    let found = town.directory.find("ленина", 6).unwrap();
    assert_eq!((found.rows.len(), found.more), (6, true));
    let found = town.directory.find("ленина", 7).unwrap();
    assert_eq!((found.rows.len(), found.more), (7, false));
    let found = town.directory.find("12044", 3).unwrap();
    assert_eq!((found.rows.len(), found.more), (3, true));
    let found = town.directory.find("ленина", usize::MAX).unwrap();
    assert_eq!((found.rows.len(), found.more), (7, false));
}

#[test]
fn all_accounts_of_a_flat_whoever_wrote_the_address() {
    let town = Town::new();
    let at = |supplier, text| {
        let row = town.directory.account(&code(supplier), &number(text)).unwrap().unwrap();
        numbers(&town.directory.at_address(&row).unwrap())
    };
    assert_eq!(at("energosbyt", "АБ1204417"), "17 50012044");
    assert_eq!(at("teploset", "50012044"), "50012044 17");
    assert_eq!(at("teploset", "1204417"), "1204417");
    // A village's street is not the town's.
    assert_eq!(at("energosbyt", "АВ7700001"), "АВ7700001");
}

#[test]
fn an_import_reports_and_keeps_what_the_file_does_not_have() {
    let mut town = Town::new();
    let later = "\
Иванов Иван Иванович;г. Иркутск, ул. Ленина, д. 12, кв. 4;АБ1204417;900,00
Петрова Анна Сергеевна;г. Иркутск, ул. Ленина, д. 12, кв. 40;АБ1204418;1500,00
Любимова Ольга;г. Иркутск, ул. Байкальская, д. 1, кв. 1;АБ1204420;0,00
Новый Жилец;г. Иркутск, ул. Ленина, д. 12, кв. 5;АБ1204430;10,00
";
    let report = town.import_from("energosbyt", later.as_bytes(), "2026-12-22").unwrap();
    let kopecks = Money::from_kopecks(241_000);
    assert_eq!(report, ImportReport { new: 1, changed: 2, unchanged: 1, not_in_file: 6, rows: 4, kopecks });
    let row = |text| town.directory.account(&code("energosbyt"), &number(text)).unwrap().unwrap();
    assert_eq!((row("АБ1204417").figure, row("АБ1204417").as_of.as_str()), (Money::from_roubles(900), "2026-12-22"));
    assert_eq!(row("АБ1204418").as_of, "2026-12-22");
    assert_eq!(row("АБ1204421").as_of, "2026-11-22");
    assert_eq!(town.find("любимова ленина"), "");
    assert_eq!(town.find("любимова байк"), "20");
    assert_eq!(town.find("ленина 12 "), "1204417 50012044 17 30 18 21 19");
    let stats = town.stats();
    assert_eq!((stats.accounts, stats.suppliers[0].accounts, stats.suppliers[1].accounts), (13, 10, 3));
    assert_eq!(stats.suppliers[1].figures, Money::from_roubles(303));
    let again = town.import_from("energosbyt", later.as_bytes(), "2026-12-23").unwrap();
    assert_eq!(again, ImportReport { new: 0, changed: 0, unchanged: 4, not_in_file: 6, rows: 4, kopecks });
}

#[test]
fn a_faulty_or_broken_file_changes_nothing() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the stick is gone"))
        }
    }
    let mut town = Town::new();
    let (stats, found) = (town.stats(), town.find("ленина"));
    let good = "Иванов;Ленина 1;АБ1204417;1,00\nНовый;Ленина 1;1;1,00\n";
    let faulty = town.import("energosbyt", &format!("{good}Другой;Ленина 1;2;одна\n")).unwrap_err();
    assert!(faulty.to_string().contains("line 3: 'одна' is not a sum"), "{faulty}");
    let long = good.to_owned() + &" ".repeat(1 << 17);
    let broken = town.import_from("energosbyt", Cursor::new(long).chain(Broken), "2026-12-22").unwrap_err();
    assert_eq!(broken.to_string(), "the file can't be read: the stick is gone");
    assert_eq!((town.stats(), town.find("ленина")), (stats, found));
    // And the directory is as able as before.
    assert_eq!(town.import("energosbyt", good).unwrap().new, 1);
}

#[test]
fn an_import_that_dies_midway_leaves_the_old_state() {
    let town = Town::new();
    let (path, stats) = (town.path(), town.stats());
    let mut writer = Directory::open(&path, Durability::Original).unwrap();
    let catalogue = Catalogue::built_in().unwrap();
    let supplier = catalogue.supplier(&code("energosbyt")).unwrap();
    let origin = Origin { supplier, others: &[], file_name: "", encoding: None };
    let debts = Debts::read(Layout::named("sber-debts").unwrap(), "а;Ленина 1;1;2\n".as_bytes(), &origin).unwrap();
    let options = ImportOptions { as_of: "2026-12-22".to_owned(), counted_through: "2026-12-22".parse().unwrap() };
    let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let mut die = |progress| {
            if let Progress::Written { .. } = progress {
                // Everything is written, nothing is committed: readers still see the old state.
                assert_eq!(Directory::open_read(&path).unwrap().stats().unwrap(), stats);
                panic!("killed");
            }
        };
        writer.import(debts, &supplier.code, &options, &mut die)
    }));
    assert!(died.is_err());
    assert_eq!(town.stats(), stats);
}

#[test]
fn newcomers_find_their_place_even_when_the_gaps_are_used_up() {
    let mut town = Town::empty();
    let flats = |range: &mut dyn Iterator<Item = u32>| {
        range.fold(String::new(), |mut text, flat| {
            writeln!(text, "Жилец;Ленина 1-{flat};{flat};1,00").unwrap();
            text
        })
    };
    town.import("energosbyt", &flats(&mut [1, 100_000].into_iter())).unwrap();
    // Each goes between the last one and 100,000: the gap halves every time.
    for flat in 2..40 {
        town.import("energosbyt", &flats(&mut [flat].into_iter())).unwrap();
    }
    town.import("energosbyt", &flats(&mut (40..300).rev())).unwrap();
    let found = town.directory.find("жилец", 1000).unwrap().rows;
    let expected: Vec<String> = (1..300).chain([100_000]).map(|flat| flat.to_string()).collect();
    assert_eq!(found.iter().map(|row| row.account.as_str()).collect::<Vec<_>>(), expected);
    assert_eq!(town.find("ленина 1 39"), "39");
}

#[test]
fn a_catalogue_comes_back_as_it_was_published() {
    let mut town = Town::empty();
    assert!(matches!(town.directory.catalogue(), Err(DirectoryError::NoCatalogue)));
    let catalogue = Catalogue::built_in().unwrap();
    let smaller = Catalogue { suppliers: catalogue.suppliers[1..].to_vec(), ..catalogue.clone() };
    for published in [&catalogue, &smaller, &catalogue] {
        town.directory.publish(published).unwrap();
        assert_eq!(&town.directory.catalogue().unwrap(), published);
    }
}

#[test]
fn users_are_put_read_and_retired() {
    let mut town = Town::empty();
    let user = |name: &str| User {
        name: UserName::new(name).unwrap(),
        role: Role::Cashier,
        full_name: None,
        language: None,
        pin_hash: "x".to_owned(),
        retired: false,
    };
    let (first, second) = (user("zoya"), user("anna"));
    town.directory.put_user(&first).unwrap();
    town.directory.put_user(&second).unwrap();
    town.directory.publish(&Catalogue::built_in().unwrap()).unwrap();
    let promoted = User { role: Role::Supervisor, ..first.clone() };
    town.directory.put_user(&promoted).unwrap();
    town.directory.retire(&second.name).unwrap();
    let retired = User { retired: true, ..second };
    assert_eq!(town.directory.users().unwrap(), [promoted.clone(), retired]);
    assert_eq!(town.directory.user(&first.name).unwrap(), Some(promoted));
    let nobody = UserName::new("nobody").unwrap();
    assert_eq!(town.directory.user(&nobody).unwrap(), None);
    let refused = town.directory.retire(&nobody).unwrap_err();
    assert_eq!(refused.to_string(), "there is no user 'nobody'");
}

#[test]
fn files_that_are_not_this_program_s_are_refused() {
    let town = Town::empty();
    let missing = town.home.path().join("missing.db");
    assert!(matches!(Directory::open_read(&missing), Err(DirectoryError::Missing(path)) if path == missing));
    assert!(!missing.exists());
    let path = town.path();
    let change = |pragma: &str| rusqlite::Connection::open(&path).unwrap().execute_batch(pragma).unwrap();
    drop(town.directory);
    change("PRAGMA user_version = 99");
    for opened in [Directory::open_read(&path), Directory::open(&path, Durability::Cache)] {
        assert!(matches!(opened, Err(DirectoryError::Newer { found: 99, known: 2 })));
    }
    change("PRAGMA application_id = 7");
    assert!(matches!(Directory::open(&path, Durability::Cache), Err(DirectoryError::Foreign(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_text_is_an_error(texts in proptest::collection::vec(
        prop_oneof![
            any::<String>(),
            "[а-яёa-z0-9 \"'*^:(){}+#~/.,;<>-]{0,40}",
            "(AND|OR|NOT|NEAR|\"|\\*|-|#|12/3|а/я|лен|text:| ){0,12}",
        ],
        20,
    )) {
        let town = Town::new();
        for text in &texts {
            let found = town.directory.find(text, 50).unwrap();
            prop_assert!(found.rows.len() <= 50);
        }
        // Numbers with letters that may each be spelled in many ways.
        prop_assert!(town.directory.find("12elelele/1 13elelele 14chchch 15iaiaia", 50).is_ok());
        let all = texts.join(" ").repeat(50);
        prop_assert!(town.directory.find(&all, 50).is_ok());
    }
}
