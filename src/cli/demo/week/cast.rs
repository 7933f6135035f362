//! The offices of a made-up week, and who works where.

use crate::domain::{DeskId, IdError, OfficeCode, Role, UserName};
use crate::lang::Lang;

use super::super::town;

/// The PIN of everybody but those who see all offices.
pub const PIN: &str = "1234";
/// The PIN of those who see all offices.
pub const HQ_PIN: &str = "4321";

/// An office.
#[derive(Clone, Debug)]
pub struct Office {
    /// Its code.
    pub code: String,
    /// Its region; empty for none.
    pub region: &'static str,
    /// Its name.
    pub name: String,
    /// How many tills it has.
    pub tills: usize,
    /// True where a vault takes what the tills took.
    pub has_vault: bool,
}

/// The regions, in Russian and in English; each has several offices, and one office has none.
const REGIONS: [(&str, &str); 4] =
    [("Иркутск", "Irkutsk"), ("Ангарск", "Angarsk"), ("Братск", "Bratsk"), ("Усолье-Сибирское", "Usolye")];

fn region(n: usize, lang: Lang) -> &'static str {
    let Some((ru, en)) = REGIONS.get(n / 2 % 5) else { return "" };
    if lang == Lang::Ru { ru } else { en }
}

/// So many offices: the same ones every time, and fewer are the first of more.
pub fn offices(count: usize, lang: Lang) -> Vec<Office> {
    let office = |n: usize| {
        let code = (664_003 + 4 * n).to_string();
        let name = match lang {
            Lang::Ru => format!("Отделение {code}"),
            Lang::En => format!("Office {code}"),
        };
        Office { name, region: region(n, lang), tills: 2 + usize::from(n % 7 == 6), has_vault: n < 3, code }
    };
    (0..count).map(office).collect()
}

impl Office {
    /// A till, from 1.
    pub fn till(&self, n: usize) -> Result<DeskId, IdError> {
        DeskId::new(&self.code, &n.to_string())
    }

    /// The vault.
    pub fn vault(&self) -> Result<DeskId, IdError> {
        DeskId::new(&self.code, "9")
    }

    /// The code as one.
    pub fn office_code(&self) -> Result<OfficeCode, IdError> {
        self.code.parse()
    }
}

/// Somebody who works somewhere.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The name at sign-in.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The one office.
    pub office: Option<String>,
    /// The region, where no office is named.
    pub region: Option<&'static str>,
    /// The name that receipts show.
    pub full_name: String,
}

impl Worker {
    /// Their PIN.
    pub fn pin(&self) -> &'static str {
        if self.office.is_none() && self.region.is_none() { HQ_PIN } else { PIN }
    }
}

/// The cashier of a till.
pub fn cashier(office: &Office, till: usize) -> String {
    format!("cashier{till}.{}", office.code)
}

/// Who keeps the vault.
pub fn keeper(office: &Office) -> String {
    format!("keeper.{}", office.code)
}

/// An office's supervisor.
pub fn supervisor(office: &Office) -> String {
    format!("super.{}", office.code)
}

/// Who sees all offices.
pub const HEAD: &str = "super1";

/// Everybody, the ones who see most first.
pub fn workers(offices: &[Office]) -> Vec<Worker> {
    let names = town::accounts("Ш", 40 + 5 * offices.len()).map(|account| account.name).collect::<Vec<_>>();
    let mut names = names.into_iter();
    let mut found = Vec::new();
    let mut add = |name: String, role, office: Option<&Office>, region| {
        let full_name = names.next().unwrap_or_default();
        let office = office.map(|office| office.code.clone());
        found.push(Worker { name, role, office, region, full_name });
    };
    add(HEAD.to_owned(), Role::Supervisor, None, None);
    add("admin1".to_owned(), Role::Admin, None, None);
    let mut regions: Vec<&'static str> = Vec::new();
    for office in offices.iter().filter(|office| !office.region.is_empty()) {
        if !regions.contains(&office.region) {
            regions.push(office.region);
            add(format!("region{}", regions.len()), Role::Supervisor, None, Some(office.region));
        }
    }
    for office in offices {
        add(supervisor(office), Role::Supervisor, Some(office), None);
        (1..=office.tills).for_each(|till| add(cashier(office, till), Role::Cashier, Some(office), None));
        if office.has_vault {
            add(keeper(office), Role::Cashier, Some(office), None);
        }
    }
    found
}

/// A name as it is typed at sign-in.
pub fn user(name: &str) -> Result<UserName, super::Fault> {
    UserName::new(name).map_err(|error| error.message())
}
