//! What HQ publishes, taken in page by page.

use okno::directory::{Directory, Durability};
use okno::domain::{Catalogue, Role, User, UserName};
use okno::protocol::published::{ACCOUNT, CATALOGUE, PublishedAccount, PublishedRegister, REGISTER, account_key};
use okno::protocol::{DirectoryPage, Row, UsersPage};

const SUPPLIER: &str = "energosbyt";

fn account(rev: u64, number: u32, value: Option<(i64, &str, bool)>) -> Row {
    let key = account_key(&SUPPLIER.parse().unwrap(), &format!("АБ{number}").parse().unwrap());
    let value = value.map(|(kopecks, day, absent)| PublishedAccount {
        name: "Ёлкин И. И.".to_owned(),
        address: format!("Ленина {}-{}", number % 50 + 1, number),
        figure: okno::domain::Money::from_kopecks(kopecks),
        as_of: day.to_owned(),
        counted_through: day.parse().unwrap(),
        absent,
    });
    Row { rev, kind: ACCOUNT.to_owned(), key, value: value.map(|value| serde_json::to_string(&value).unwrap()) }
}

fn register(rev: u64, day: &str) -> Row {
    let value = PublishedRegister { as_of: day.to_owned(), counted_through: day.parse().unwrap() };
    let value = Some(serde_json::to_string(&value).unwrap());
    Row { rev, kind: REGISTER.to_owned(), key: SUPPLIER.to_owned(), value }
}

fn page(from: u64, more: bool, rows: Vec<Row>) -> DirectoryPage {
    DirectoryPage { from, to: rows.last().map_or(from, |row| row.rev), more, rows }
}

fn take(directory: &mut Directory, pages: &[DirectoryPage]) -> Vec<bool> {
    let taken = pages.iter().map(|page| directory.take_page(page).unwrap()).collect();
    directory.settle(&mut |_| {}).unwrap();
    taken
}

/// Every account with its figure and the day of it.
fn accounts(directory: &Directory) -> Vec<(String, i64, String)> {
    let (found, _) = (directory.find("ленина", 500).unwrap().rows, ());
    let mut rows: Vec<_> =
        found.into_iter().map(|row| (row.account.to_string(), row.figure.kopecks(), row.as_of)).collect();
    rows.sort();
    rows
}

fn open(folder: &tempfile::TempDir) -> Directory {
    Directory::open(&folder.path().join("directory.db"), Durability::Cache).unwrap()
}

#[test]
fn rows_in_the_order_of_revisions_end_in_what_hq_has() {
    let folder = tempfile::tempdir().unwrap();
    let mut directory = open(&folder);
    let (old, new) = ("2026-10-31", "2026-11-30");
    let first = page(0, true, (1..=9).map(|n| account(n.into(), n, Some((100, old, false)))).collect());
    let second = page(9, false, vec![register(10, old)]);
    assert_eq!(take(&mut directory, &[first.clone(), second.clone()]), [true, true]);
    assert_eq!(accounts(&directory).len(), 9);
    // A month later 1 owes more, 2 is gone from the register, 3 is no more; all others are as old as the register.
    let rows = vec![
        account(11, 1, Some((700, new, false))),
        account(12, 2, Some((100, old, true))),
        account(13, 3, None),
        Row { rev: 14, kind: "weather".to_owned(), key: "x".to_owned(), value: Some("1".to_owned()) },
        register(15, new),
    ];
    let third = page(10, false, rows);
    assert_eq!(take(&mut directory, std::slice::from_ref(&third)), [true]);
    let found = accounts(&directory);
    assert_eq!(found.len(), 8);
    assert_eq!((found[0].1, found[0].2.as_str()), (700, new));
    assert_eq!((found[1].1, found[1].2.as_str()), (100, old));
    assert!(found[2..].iter().all(|(_, kopecks, day)| *kopecks == 100 && day == new), "{found:?}");
    // Late, twice and out of order they change nothing; what leaves a hole is not taken.
    assert_eq!(
        take(&mut directory, &[first, third, page(99, false, vec![account(100, 1, None)])]),
        [false, true, false]
    );
    assert_eq!(accounts(&directory), found);
    assert_eq!(directory.pulled().unwrap().unwrap().rev, 15);
}

#[test]
fn what_was_cut_off_goes_on_and_the_desks_own_accounts_go_when_hqs_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut directory = open(&folder);
    take(&mut directory, &[page(0, false, vec![account(1, 777, Some((1, "2026-10-31", false)))])]);
    directory.begin_pull().unwrap();
    let first = page(0, true, (1..=5).map(|n| account(n.into(), n, Some((100, "2026-10-31", false)))).collect());
    assert!(directory.take_page(&first).unwrap());
    drop(directory);
    let mut directory = open(&folder);
    assert_eq!(accounts(&directory).len(), 1, "the old ones until then");
    assert_eq!(directory.pulled().unwrap().map(|pulled| (pulled.rev, pulled.waiting)), Some((5, 5)));
    take(&mut directory, &[page(5, false, vec![account(6, 6, Some((100, "2026-10-31", false)))])]);
    assert_eq!(accounts(&directory).len(), 6);
    assert!(directory.account(&SUPPLIER.parse().unwrap(), &"АБ777".parse().unwrap()).unwrap().is_none());
}

#[test]
fn the_catalogue_comes_whole_with_fields_that_are_new() {
    let folder = tempfile::tempdir().unwrap();
    let mut directory = open(&folder);
    let mut catalogue = serde_json::to_value(Catalogue::built_in().unwrap()).unwrap();
    catalogue["supplier"][0]["licence"] = "new".into();
    let row = Row { rev: 1, kind: CATALOGUE.to_owned(), key: String::new(), value: Some(catalogue.to_string()) };
    take(&mut directory, &[page(0, false, vec![row])]);
    assert_eq!(directory.catalogue().unwrap(), Catalogue::built_in().unwrap());
}

#[test]
fn hqs_people_take_the_place_of_the_desks_own_once_one_of_them_may_approve() {
    let folder = tempfile::tempdir().unwrap();
    let mut directory = open(&folder);
    let user = |name: &str, role, retired| User {
        name: UserName::new(name).unwrap(),
        role,
        full_name: None,
        language: None,
        pin_hash: "$argon2id$".to_owned(),
        retired,
    };
    directory.put_user(&user("own1", Role::Supervisor, false)).unwrap();
    let names = |directory: &Directory| -> Vec<String> {
        directory.users().unwrap().iter().map(|user| user.name.to_string()).collect()
    };
    let mut take = |rev, users| {
        let taken = directory.take_users(&UsersPage { office: "664003".to_owned(), rev, users }).unwrap();
        (taken, names(&directory))
    };
    assert_eq!(take(1, vec![]), (true, vec!["own1".to_owned()]));
    let gone = user("super0", Role::Supervisor, true);
    let few = vec![user("cashier9", Role::Cashier, false), gone];
    assert_eq!(take(2, few.clone()).1, ["own1", "cashier9", "super0"]);
    let all = vec![user("cashier9", Role::Cashier, false), user("super9", Role::Supervisor, false)];
    assert_eq!(take(3, all).1, ["cashier9", "super9"]);
    assert_eq!(take(2, few), (false, vec!["cashier9".to_owned(), "super9".to_owned()]));
}
