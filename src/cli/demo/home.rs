//! The home of a demo: a desk in a made-up town, with its people and accounts.

use chrono::{Days, NaiveDate};

use super::town;
use crate::desk::{DeskError, Home};
use crate::directory::{Directory, Durability, ImportError, ImportOptions};
use crate::domain::message::text;
use crate::domain::{DeskId, Message, SupplierCode, UserName};
use crate::lang::Lang;
use crate::register::{Debts, Layout, Origin};
use crate::tui::runtime::{Office, set_up};
use crate::tui::{NewDesk, Stamp};

/// The cashier with the PIN.
pub const CASHIER: (&str, &str) = ("cashier1", "1234");
/// The senior cashier, who keeps the vault, with the PIN.
pub const SENIOR: (&str, &str) = ("senior1", "1234");
/// The supervisor with the PIN.
pub const SUPERVISOR: (&str, &str) = ("super1", "4321");

/// Suppliers of the town with the prefixes of their account numbers; the last one's are telephone numbers, on which
/// nothing is owed.
const SUPPLIERS: [(&str, &str); 5] =
    [("energosbyt", "АБ"), ("teploset", "Т"), ("upravdom", "К"), ("gorsvyaz", "Ф"), ("mobitel", "902")];

/// The accounts of a supplier in a town of `accounts` in all.
pub fn accounts(supplier: &str, accounts: usize) -> impl Iterator<Item = town::Account> {
    let (code, prefix) = SUPPLIERS.into_iter().find(|(code, _)| *code == supplier).unwrap_or(SUPPLIERS[0]);
    let owes = code != "mobitel";
    let of_town = town::accounts(prefix, accounts.div_ceil(SUPPLIERS.len()));
    of_town.map(move |account| town::Account { kopecks: if owes { account.kopecks } else { 0 }, ..account })
}

/// Makes the home: desk 2 of the office 664003 in Irkutsk, a cashier, a supervisor, and so many accounts.
pub fn make(home: &Home, count: usize, lang: Lang, stamp: Stamp) -> Result<Office, Message> {
    let user = |name| UserName::new(name).map_err(|error| error.message());
    let (operator, address) = match lang {
        Lang::En => ("Angara Energy Sales JSC", "12 Lenin Street, Irkutsk"),
        Lang::Ru => ("АО «Ангарская энергосбытовая компания»", "Иркутск, ул. Ленина, 12"),
    };
    let wanted = NewDesk {
        desk: DeskId::new("664003", "2").map_err(|error| error.message())?,
        zone: "Asia/Irkutsk".to_owned(),
        address: address.to_owned(),
        operator: operator.to_owned(),
        inn: "3800000012".to_owned(),
        lang,
        cashier: user(CASHIER.0)?,
        cashier_pin: CASHIER.1.to_owned(),
        supervisor: user(SUPERVISOR.0)?,
        supervisor_pin: SUPERVISOR.1.to_owned(),
    };
    let (_desk, office) = set_up(home, &wanted, stamp)?;
    let failed = |error| DeskError::from(error).message();
    let mut directory = Directory::open(&home.directory(), Durability::Original).map_err(failed)?;
    for name in [wanted.cashier, wanted.supervisor] {
        if let Some(mut user) = directory.user(&name).map_err(failed)? {
            user.full_name = Some(full_name(lang, name.as_str()).to_owned());
            directory.put_user(&user).map_err(failed)?;
        }
    }
    let today = stamp.at.day(crate::desk::offset_at(office.options.zone, stamp.at));
    for (supplier, _) in SUPPLIERS {
        import(&mut directory, supplier, count, &stamp.at.to_string(), today)?;
    }
    Ok(office)
}

/// The name of one of the demo's people that receipts show.
pub(super) fn full_name(lang: Lang, name: &str) -> &'static str {
    match (lang, name) {
        (Lang::En, "super1") => "P. Belykh",
        (Lang::En, "senior1") => "V. Shelekhova",
        (Lang::En, _) => "A. Orlova",
        (Lang::Ru, "super1") => "Белых П. И.",
        (Lang::Ru, "senior1") => "Шелехова В. С.",
        (Lang::Ru, _) => "Орлова А. П.",
    }
}

/// The suppliers that accounts are owed to.
pub(super) fn suppliers() -> impl Iterator<Item = &'static str> {
    SUPPLIERS.into_iter().map(|(code, _)| code)
}

/// The demo's people with their PINs, for the sign-in screen.
pub fn people() -> Message {
    let [cashier, supervisor] = [CASHIER, SUPERVISOR];
    let words = vec![
        ("cashier", text(cashier.0)),
        ("cashierpin", text(cashier.1)),
        ("supervisor", text(supervisor.0)),
        ("supervisorpin", text(supervisor.1)),
    ];
    ("setup-demo-people", words)
}

fn import(directory: &mut Directory, supplier: &str, count: usize, as_of: &str, day: NaiveDate) -> Result<(), Message> {
    let fault = |detail: String| ("error-directory", vec![("detail", text(detail))]);
    let code = SupplierCode::new(supplier).map_err(|error| error.message())?;
    let catalogue = directory.catalogue().map_err(|error| DeskError::from(error).message())?;
    let Some(supplier) = catalogue.supplier(&code) else { return Ok(()) };
    let register = town::register(accounts(code.as_str(), count));
    let layout = Layout::named("sber-debts").map_err(|error| fault(format!("{error:?}")))?;
    let origin = Origin { supplier, others: &[], file_name: "", encoding: None };
    let debts = Debts::read(layout, register.as_slice(), &origin).map_err(|error| fault(error.to_string()))?;
    let options =
        ImportOptions { as_of: as_of.to_owned(), counted_through: day.checked_sub_days(Days::new(1)).unwrap_or(day) };
    let imported = directory.import(debts, &code, &options, &mut |_| ());
    imported.map(|_| ()).map_err(|error| match error {
        ImportError::Directory(error) => DeskError::from(error).message(),
        ImportError::Register(error) => fault(error.to_string()),
    })
}
