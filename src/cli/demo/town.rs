//! A made-up town: people, addresses and debts, the same ones every time.

/// A small generator of repeatable numbers (Knuth's MMIX constants); nothing here needs more.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn one_of<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const STREETS: [&str; 24] = [
    "Ленина",
    "Советская",
    "Байкальская",
    "Лермонтова",
    "Карла Маркса",
    "Депутатская",
    "Трудовая",
    "Партизанская",
    "Пискунова",
    "Дальневосточная",
    "Красноказачья",
    "Рабочая",
    "Польских Повстанцев",
    "Горная",
    "Зверева",
    "Ядринцева",
    "Сурикова",
    "Нижняя Набережная",
    "Чехова",
    "Грязнова",
    "Лапина",
    "Седова",
    "Фурье",
    "Ржанова",
];
const SURNAMES: [&str; 30] = [
    "Иванов",
    "Петров",
    "Соболев",
    "Кузнецов",
    "Ёлкин",
    "Белых",
    "Черных",
    "Распутин",
    "Шелехов",
    "Бадмаев",
    "Дорж",
    "Хан",
    "Тарасов",
    "Зверев",
    "Гаврилов",
    "Новиков",
    "Фёдоров",
    "Медведев",
    "Орлов",
    "Лисицын",
    "Щукин",
    "Карпов",
    "Сомов",
    "Окунев",
    "Воробьёв",
    "Синицын",
    "Грачёв",
    "Журавлёв",
    "Лебедев",
    "Гусев",
];
const INITIALS: &str = "АБВГДЕЖЗИКЛМНОПРСТФЭЮЯ";

/// One account of the town.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The payer: `Иванов А. П.`.
    pub name: String,
    /// Where: `Ленина 12-4`.
    pub address: String,
    /// The number: a prefix and seven digits.
    pub account: String,
    /// What is owed, in kopecks.
    pub kopecks: i64,
}

/// The accounts of one supplier of the town, `count` of them: flats of the same houses for every supplier of as many,
/// so that a payer has an account with each. `prefix` begins their numbers. A small town has few streets and small
/// houses, and nobody in it owes a supplier more than 1,250 roubles.
pub fn accounts(prefix: &str, count: usize) -> impl Iterator<Item = Account> {
    let supplier = prefix.chars().fold(7_u64, |sum, c| sum.wrapping_mul(31).wrapping_add(u64::from(u32::from(c))));
    let streets = (count / 200).clamp(1, STREETS.len());
    let flats = if count < 10_000 { 12 } else { 60 };
    (0..count).map(move |n| {
        let mut home = Dice(n as u64 * 2_654_435_761 + 1);
        let mut bill = Dice(supplier.wrapping_mul(n as u64 + 1));
        let (house, flat) = (n / streets / flats + 1, n / streets % flats + 1);
        let person = home.one_of(&SURNAMES);
        let letters: Vec<char> = INITIALS.chars().collect();
        let (first, second) = (letters[home.below(letters.len())], letters[home.below(letters.len())]);
        Account {
            name: format!("{person} {first}. {second}."),
            address: format!("{} {house}-{flat}", STREETS[n % streets]),
            account: format!("{prefix}{:07}", 1_000_000 + (supplier as usize + n * 13) % 9_000_000),
            kopecks: if bill.below(8) == 0 { 0 } else { bill.below(125_000) as i64 },
        }
    })
}

/// Accounts as a register in the form `sber-debts` in windows-1251: `ФИО;адрес;ЛС;сумма`.
pub fn register(accounts: impl Iterator<Item = Account>) -> Vec<u8> {
    let mut text = String::new();
    for Account { name, address, account, kopecks } in accounts {
        text.push_str(&format!("{name};{address};{account};{},{:02}\r\n", kopecks / 100, kopecks % 100));
    }
    encoding_rs::WINDOWS_1251.encode(&text).0.into_owned()
}
