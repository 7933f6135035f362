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
