//! Statements of the bank: taken in once, and each document used once.

use okno::domain::office::event::Verdict;
use okno::hq::StatementError;
use okno::protocol::Refusal;

use super::*;
use crate::day::{denial, shown, supervisor};
use crate::proof::change;

on_both!(
    a_statement_is_taken_in_once,
    what_says_something_else_is_refused_whole,
    documents_of_one_number_are_told_apart,
    a_document_is_used_once,
    who_sees_an_office_takes_no_statement_in,
    a_changed_document_is_found,
    documents_are_proposed_and_then_explained,
    statements_that_do_not_follow_are_told,
);

const GOLDEN: [&[u8]; 4] = [
    include_bytes!("../../data/statements/windows.txt"),
    include_bytes!("../../data/statements/dos.txt"),
    include_bytes!("../../data/statements/utf-8.txt"),
    include_bytes!("../../data/statements/table.csv"),
];

fn a_statement_is_taken_in_once(site: &Site) {
    let first = take(site, &olga(), GOLDEN[0]).unwrap();
    assert_eq!(first.len(), 1);
    assert_eq!((first[0].new, first[0].known), (3, 0));
    assert_eq!(first[0].moved, [money(15_406_040), money(384_800)]);
    for bytes in GOLDEN.iter().take(3) {
        let again = take(site, &olga(), bytes).unwrap();
        assert_eq!((again[0].new, again[0].known, again[0].seq), (0, 3, 0), "the same in any encoding");
    }
    // A day on which nothing happened is news all the same, once: its balances are.
    let idle = "1CClientBankExchange\nВерсияФормата=1.03\nКодировка=UTF-8\nРасчСчет=40821810300000000003\n\
                ДатаНачала=25.11.2026\nДатаКонца=25.11.2026\nСекцияРасчСчет\nДатаНачала=25.11.2026\n\
                ДатаКонца=25.11.2026\nРасчСчет=40821810300000000003\nНачальныйОстаток=151212.40\nВсегоПоступило=0\n\
                ВсегоСписано=0\nКонечныйОстаток=151212.40\nКонецРасчСчет\nКонецФайла\n";
    assert!(take(site, &olga(), idle.as_bytes()).unwrap()[0].seq > 0);
    assert_eq!(take(site, &olga(), idle.as_bytes()).unwrap()[0].seq, 0);
    site.hq.verify(&mut |_| {}).unwrap();
}

fn what_says_something_else_is_refused_whole(site: &Site) {
    let other = "20202810000000000099";
    take(site, &olga(), &statement(&[("2026-11-24", "515", 50_000, other, "сумка 1")])).unwrap();
    let changed = statement(&[("2026-11-24", "515", 50_001, other, "сумка 1"), ("2026-11-24", "9", 1, other, "x")]);
    let Err(StatementError::Differs(differs)) = take(site, &olga(), &changed) else { panic!() };
    assert_eq!(differs.len(), 1);
    assert_eq!(
        (differs[0].document.number.as_str(), differs[0].known, differs[0].found),
        ("515", money(50_000), money(50_001))
    );
    let Err(StatementError::Differs(_)) =
        take(site, &olga(), &statement(&[("2026-11-24", "515", 50_000, other, "сумка 2")]))
    else {
        panic!("another purpose")
    };
    // Nothing of the refused file is there: the other document is new still.
    let rest = take(site, &olga(), &statement(&[("2026-11-24", "9", 1, other, "x")])).unwrap();
    assert_eq!((rest[0].new, rest[0].known), (1, 0));
    let twice = [("2026-11-24", "7", 1, other, "x"), ("2026-11-24", "7", 2, other, "x")];
    assert!(matches!(take(site, &olga(), &statement(&twice)), Err(StatementError::Differs(_))), "within one file");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn documents_of_one_number_are_told_apart(site: &Site) {
    let (desk, bags) = with_bags(site, "664003/2", "own", &[("A-1", 50_000)]);
    let rows = [
        ("2026-11-24", "1", 50_000, "20202810000000000099", "сумка A-1"),
        ("2026-11-24", "1", 50_000, "40702810000000000001", "другое"),
        ("2026-11-24", "", 500, "40702810000000000001", "проценты"),
        ("2026-11-24", "", 500, "40702810000000000001", "проценты"),
        ("2026-11-24", "", 700, "40702810000000000001", "проценты"),
    ];
    assert_eq!(take(site, &olga(), &statement(&rows)).unwrap()[0].new, 5);
    assert_eq!(take(site, &olga(), &statement(&rows)).unwrap()[0].known, 5, "those without a number too");
    let bag = [found(&desk, bags[0], 50_000, Verdict::Whole)];
    let named = document("1", "2026-11-24");
    assert_eq!(denial(do_it(site, credit(&bag, Some(named.clone()), None))), "office-deny-which-document");
    let whose = BankDocument { other: "20202810000000000099".into(), ..named };
    do_it(site, credit(&bag, Some(whose), None)).unwrap();
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_document_is_used_once(site: &Site) {
    let (desk, bags) = with_bags(site, "664003/2", "own", &[("A-1", 50_000), ("A-2", 50_000)]);
    take(site, &olga(), &statement(&[("2026-11-24", "515", 50_000, "20202810000000000099", "сумка A-1")])).unwrap();
    let named = Some(document("515", "2026-11-24"));
    do_it(site, credit(&[found(&desk, bags[0], 50_000, Verdict::Whole)], named.clone(), None)).unwrap();
    let again = credit(&[found(&desk, bags[1], 50_000, Verdict::Whole)], named.clone(), None);
    assert_eq!(denial(do_it(site, again)), "office-deny-used-document");
    let settled = |gross: i64, fee: i64, document| Deed::Settle {
        tender: "card".parse().unwrap(),
        gross: money(gross),
        fee: money(fee),
        account: "own".parse().unwrap(),
        document,
    };
    assert_eq!(denial(do_it(site, settled(50_500, 500, named))), "office-deny-used-document");
    take(site, &olga(), &statement(&[("2026-11-24", "901", 40_000, "30232810100000000007", "эквайринг")])).unwrap();
    let acquirers = Some(document("901", "2026-11-24"));
    assert_eq!(denial(do_it(site, settled(40_500, 400, acquirers.clone()))), "office-deny-document-sum");
    assert_eq!(denial(do_it(site, settled(0, 0, None))), "office-deny-settle-sum");
    assert_eq!(denial(do_it(site, settled(100, 101, None))), "office-deny-settle-sum");
    do_it(site, settled(40_500, 500, acquirers)).unwrap();
    assert_eq!(place(site, "bank"), money(90_000));
    assert_eq!(shown(site, "entry/hq/1/4").rows.iter().filter(|row| row.mark == Mark::Wrong).count(), 0);
    site.hq.verify(&mut |_| {}).unwrap();
}

fn who_sees_an_office_takes_no_statement_in(site: &Site) {
    let near = supervisor("olga", Some(&["664003"]));
    for bytes in GOLDEN {
        let Err(StatementError::Hq(HqError::Refused(Refusal::NotFound))) = take(site, &near, bytes) else { panic!() };
    }
}

fn a_changed_document_is_found(site: &Site) {
    take(site, &olga(), GOLDEN[0]).unwrap();
    site.hq.verify(&mut |_| {}).unwrap();
    for (sql, undo) in [
        ("kopecks = kopecks + 1 WHERE number = '515'", "kopecks = kopecks - 1 WHERE number = '515'"),
        ("used = 1 WHERE number = '12'", "used = 0 WHERE number = '12'"),
        ("imported = 9 WHERE number = '901'", "imported = 1 WHERE number = '901'"),
        ("purpose = 'x' WHERE number = '901'", ""),
    ] {
        change(site, &format!("UPDATE statement SET {sql}"));
        let found = site.hq.verify(&mut |_| {}).unwrap_err().to_string();
        assert_eq!(found, "hq/1: entry 1: the table 'statement' does not follow from the entries", "{sql}");
        if !undo.is_empty() {
            change(site, &format!("UPDATE statement SET {undo}"));
            site.hq.verify(&mut |_| {}).unwrap();
        }
    }
}

/// The documents as they are shown: mark, number, what, which.
fn documents(site: &Site) -> Vec<(Mark, String, String, String)> {
    let word = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Word(word) => word.trim_start_matches("office-bank-").to_owned(),
        _ => String::new(),
    };
    let rows = shown(site, "bank").rows;
    rows.iter().map(|row| (row.mark, word(&row.cells[2]), word(&row.cells[6]), word(&row.cells[7]))).collect()
}

fn documents_are_proposed_and_then_explained(site: &Site) {
    let (desk, bags) = with_bags(site, "664003/2", "own", &[("АБ-10045", 15_000_000)]);
    take(site, &olga(), GOLDEN[0]).unwrap();
    take(site, &olga(), &statement(&[("2026-11-24", "9", -15_000, "30102810000000000001", "Комиссия банка")])).unwrap();
    let row = |mark, number: &str, what: &str, which: &str| (mark, number.into(), what.into(), which.into());
    let (open, done) = (Mark::Waiting, Mark::Right);
    let mut expected = vec![
        row(open, "12", "remitted", "teploset № 7"),
        row(open, "901", "acquirer", ""),
        row(open, "515", "bags", "АБ-10045"),
        row(Mark::Wrong, "9", "nothing", ""),
    ];
    assert_eq!(documents(site), expected);
    assert_eq!(shown(site, "bank").rows[2].opens, Some(View::Bag { desk: desk.id.clone(), seq: bags[0] }));
    let whole = [found(&desk, bags[0], 15_000_000, Verdict::Whole)];
    do_it(site, credit(&whole, Some(document("515", "2026-11-24")), None)).unwrap();
    let explain = |comment: &str| Deed::Explain { document: document("9", "2026-11-24"), comment: comment.into() };
    assert_eq!(denial(do_it(site, explain(" "))), "office-deny-no-words");
    do_it(site, explain("the bank's fee")).unwrap();
    assert_eq!(denial(do_it(site, explain("the bank's fee"))), "office-deny-used-document");
    expected.truncate(2);
    expected.push(row(done, "515", "bags", "АБ-10045"));
    expected.push(row(done, "9", "explained", "the bank's fee"));
    assert_eq!(documents(site), expected);
    // A page at a time they are the same.
    let (mut after, mut paged) = (None, vec![]);
    loop {
        let page = Page { after, limit: Some(1) };
        let table = site.hq.view(&olga(), &View::Bank {}, &page, crate::scene::at()).unwrap();
        paged.extend(table.rows);
        after = table.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(paged, shown(site, "bank").rows);
    // A bag with another sum than the document's is pointed out.
    let (_, _) = with_bags(site, "664003/4", "own", &[("7788", 5_000)]);
    take(site, &olga(), &statement(&[("2026-11-25", "4", 4_000, "20202810000000000099", "пломба № 7788")])).unwrap();
    let table = shown(site, "bank");
    let odd = table.rows.iter().find(|row| row.cells[2] == Cell::text("4")).unwrap();
    assert_eq!((odd.mark, &odd.cells[8]), (Mark::Wrong, &money(-1_000).into()));
    let near = supervisor("olga", Some(&["664003"]));
    let hidden = crate::day::view(site, &near, "bank");
    assert!(matches!(hidden, Err(HqError::Refused(Refusal::NotFound))));
    site.hq.verify(&mut |_| {}).unwrap();
}

fn statements_that_do_not_follow_are_told(site: &Site) {
    let of_day = |day: &str, opening: &str, closing: &str| {
        format!(
            "1CClientBankExchange\nВерсияФормата=1.03\nКодировка=UTF-8\nРасчСчет={OURS}\nДатаНачала={day}\n\
             ДатаКонца={day}\nСекцияРасчСчет\nДатаНачала={day}\nДатаКонца={day}\nРасчСчет={OURS}\n\
             НачальныйОстаток={opening}\nКонечныйОстаток={closing}\nКонецРасчСчет\nКонецФайла\n"
        )
    };
    let gaps = |site: &Site| {
        let facts = shown(site, "bank").facts;
        facts.into_iter().filter(|(id, _)| id.starts_with("office-fact-gap")).map(|(_, cell)| cell).collect::<Vec<_>>()
    };
    take(site, &olga(), of_day("23.11.2026", "10.00", "10.00").as_bytes()).unwrap();
    take(site, &olga(), of_day("24.11.2026", "10.00", "10.00").as_bytes()).unwrap();
    assert_eq!(gaps(site), []);
    take(site, &olga(), of_day("25.11.2026", "12.50", "12.50").as_bytes()).unwrap();
    let day: chrono::NaiveDate = "2026-11-24".parse().unwrap();
    assert_eq!(gaps(site), [day.into(), money(250).into()]);
    site.hq.verify(&mut |_| {}).unwrap();
}
