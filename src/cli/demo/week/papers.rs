//! What came from elsewhere and lies on the table: the bank's statement, the acquirer's file, a stick.

use chrono::NaiveDate;

use super::Fault;
use super::clerk::Clerk;
use super::days::Day;
use crate::domain::{DeskId, Event, Money};
use crate::hq::Hq;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its name.
    pub name: String,
    /// The id of the text that says what it is.
    pub what: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A bag that the bank credits.
pub struct CreditedBags {
    /// Of which office.
    pub office: usize,
    /// The bank account, by its code.
    pub account: String,
    /// Its seal.
    pub seal: String,
    /// What was sealed in it.
    pub sum: Money,
}

/// Our accounts at the bank, by their codes.
const ACCOUNTS: [(&str, &str); 2] = [("own", "40702810100000000001"), ("agents", "40821810300000000003")];

/// The fee that the bank takes.
const BANK_FEE: Money = Money::from_roubles(350);

/// What the acquirer keeps, in thousandths.
const ACQUIRING: i64 = 16;

/// A statement of both accounts: a credit for each office's bags, and the bank's fee.
pub fn statement(bags: &[CreditedBags], day: NaiveDate) -> Result<Paper, Fault> {
    let date = day.format("%d.%m.%Y").to_string();
    let (mut accounts, mut documents) = (String::new(), String::new());
    let mut number = 500;
    for (code, account) in ACCOUNTS {
        let mut received = Money::ZERO;
        let mut offices: Vec<usize> = bags.iter().filter(|bag| bag.account == code).map(|bag| bag.office).collect();
        offices.dedup();
        for office in offices {
            let of = || bags.iter().filter(|bag| bag.account == code && bag.office == office);
            let sum = of().map(|bag| bag.sum).fold(Money::ZERO, Money::saturating_plus);
            let seals = of().map(|bag| bag.seal.as_str()).collect::<Vec<_>>().join(", ");
            received = received.saturating_plus(sum);
            number += 1;
            documents += &credit(number, &date, sum, account, &seals);
        }
        let paid = if code == "own" { BANK_FEE } else { Money::ZERO };
        if !paid.is_zero() {
            number += 1;
            documents += &fee(number, &date, account);
        }
        accounts += &balance(&date, account, received, paid);
    }
    let text = format!(
        "1CClientBankExchange\nВерсияФормата=1.03\nКодировка=Windows\nОтправитель=Клиент-банк\nДатаСоздания={date}\n\
         ДатаНачала={date}\nДатаКонца={date}\nРасчСчет={}\nРасчСчет={}\n{accounts}{documents}КонецФайла\n",
        ACCOUNTS[0].1, ACCOUNTS[1].1
    );
    let bytes = encoding_rs::WINDOWS_1251.encode(&text.replace('\n', "\r\n")).0.into_owned();
    Ok(Paper { name: format!("kl_to_1c-{day}.txt"), what: "cli-demo-statement", bytes })
}

/// A sum as a statement has it.
fn plain(sum: Money) -> String {
    sum.write("", '.')
}

fn balance(date: &str, account: &str, received: Money, paid: Money) -> String {
    let opening = Money::from_roubles(120_000);
    let closing = opening.saturating_plus(received).saturating_minus(paid);
    let [opening, received, paid, closing] = [opening, received, paid, closing].map(plain);
    format!(
        "СекцияРасчСчет\nДатаНачала={date}\nДатаКонца={date}\nНачальныйОстаток={opening}\nРасчСчет={account}\n\
         ВсегоПоступило={received}\nВсегоСписано={paid}\nКонечныйОстаток={closing}\nКонецРасчСчет\n"
    )
}

fn credit(number: u32, date: &str, sum: Money, account: &str, seals: &str) -> String {
    let sum = plain(sum);
    format!(
        "СекцияДокумент=Банковский ордер\nНомер={number}\nДата={date}\nСумма={sum}\n\
         ПлательщикСчет=20202810000000000099\nПлательщик1=Сибирский банк, касса пересчёта\n\
         ПолучательСчет={account}\nДатаПоступило={date}\nПолучательИНН=3800000012\n\
         Получатель1=АО «Ангарская энергосбытовая компания»\n\
         НазначениеПлатежа=Зачисление инкассированной выручки, сумки № {seals}\nКонецДокумента\n"
    )
}

fn fee(number: u32, date: &str, account: &str) -> String {
    let sum = plain(BANK_FEE);
    format!(
        "СекцияДокумент=Банковский ордер\nНомер={number}\nДата={date}\nСумма={sum}\nПлательщикСчет={account}\n\
         ДатаСписано={date}\nПлательщикИНН=3800000012\nПлательщик1=АО «Ангарская энергосбытовая компания»\n\
         ПолучательСчет=70601810000000000001\nПолучательИНН=3800000075\nПолучатель1=Сибирский банк\n\
         НазначениеПлатежа=Комиссия за ведение счёта\nКонецДокумента\n"
    )
}

/// The line of the acquirer's file with an operation that is in no journal, the row of names counted.
pub const STRAY_LINE: u32 = 2;

/// The acquirer's file of a day, and where it says something else than the journals.
pub struct Acquired {
    /// The file.
    pub paper: Paper,
    /// What is not in it: the desk and the entry.
    pub missing: Option<(DeskId, u64)>,
    /// What is in it with another sum.
    pub other: Option<(DeskId, u64)>,
}

/// The acquirer's file of a day's cards. Where it is `odd`, one operation of it is in no journal, the third sale isn't
/// in it, and the fifth has another sum.
pub fn acquirer(tills: &[&Clerk], day: &Day, odd: bool) -> Result<Acquired, Fault> {
    let mut rows = Vec::new();
    if odd {
        let at = day.at(12, 40).local(day.offset).format(MOMENT).to_string();
        let stray = Sale { terminal: TERMINALS, at, sum: Money::from_kopecks(123_457), reference: "777001", n: 0 };
        rows.push(stray.row());
    }
    let (mut n, mut missing, mut other) = (0, None, None);
    for (terminal, clerk) in (TERMINALS..).zip(tills) {
        let of_day = clerk.entries.iter().filter(|entry| entry.at >= day.at(0, 0) && entry.at < day.at(23, 59));
        for entry in of_day {
            let Ok(Event::PaymentTaken(payment)) = Event::decode(&entry.kind, &entry.body) else { continue };
            for tender in payment.tenders.iter().filter(|tender| tender.kind.as_str() == "card") {
                n += 1;
                let mut sum = tender.amount;
                match (odd, n) {
                    (true, 3) => {
                        missing = Some((clerk.id.clone(), entry.seq));
                        continue;
                    }
                    (true, 5) => {
                        other = Some((clerk.id.clone(), entry.seq));
                        sum = sum.saturating_plus(Money::from_roubles(10));
                    }
                    _ => {}
                }
                let at = entry.at.local(day.offset).format(MOMENT).to_string();
                let reference = tender.reference.as_deref().unwrap_or_default();
                rows.push(Sale { terminal, at, sum, reference, n }.row());
            }
        }
    }
    let heads = "Терминал;Дата и время операции;Тип операции;Сумма;Комиссия;Номер карты;RRN;Код авторизации";
    let bytes = format!("{heads}\n{}", rows.concat()).into_bytes();
    let paper = Paper { name: format!("acquirer-{}.csv", day.date), what: "cli-demo-acquirer", bytes };
    Ok(Acquired { paper, missing, other })
}

/// The number of the first terminal.
const TERMINALS: u32 = 10_020_001;

const MOMENT: &str = "%d.%m.%Y %H:%M:%S";

/// A sale as the acquirer tells it.
struct Sale<'s> {
    terminal: u32,
    at: String,
    sum: Money,
    reference: &'s str,
    n: u32,
}

impl Sale<'_> {
    fn row(&self) -> String {
        let Sale { terminal, at, sum, reference, n } = self;
        let fee = Money::from_kopecks(sum.kopecks() * ACQUIRING / 1_000);
        let [sum, fee] = [*sum, fee].map(|sum| sum.write("", ','));
        format!("{terminal};{at};Оплата;{sum};{fee};220012******{n:04};{reference};{reference}\n")
    }
}

/// The entries of a desk without a network, on a stick.
pub fn bundle(clerk: &Clerk, hq: &Hq) -> Result<Paper, Fault> {
    let name = format!("{}-{}.okno", clerk.id.office(), clerk.id.desk());
    Ok(Paper { name, what: "cli-demo-stick", bytes: clerk.bundle(hq)? })
}
