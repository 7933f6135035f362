//! Dialogs from the first key to what comes of them, in both languages: each as it is filled in, and the page after it.

use okno::domain::{Cell, Mark, Money, Operation, Role, Table, View};
use okno::hq::office::{Page, Viewer};
use okno::lang::Lang;
use okno::protocol::{Accepted, Call, TelephoneKey};
use okno::register::bank::{self, BankFormat};
use okno::tui::office::Overlay;

use crate::scene::{Site, at, new_id};
use crate::stage::{Stage, bag, letter};

/// Where a dialog begins, in the middle of the screen, and how wide it is.
const DIALOG: (usize, usize) = (5, 70);
/// The same of a code.
const CODE: (usize, usize) = (8, 64);

fn olga() -> Viewer {
    Viewer { user: "olga".parse().unwrap(), role: Role::Supervisor, offices: None }
}

fn shown(stage: &Stage, path: &str) -> Table {
    stage.served.site.hq.view(&olga(), &path.parse::<View>().unwrap(), &Page::default(), at()).unwrap()
}

fn dialog(stage: &mut Stage) -> String {
    boxed(stage, DIALOG)
}

/// What lies over the page alone: what is below it may be as old as the test's run is late.
fn boxed(stage: &mut Stage, (left, width): (usize, usize)) -> String {
    let cut = |line: &str| line.chars().skip(left).take(width).collect::<String>();
    let lines: Vec<String> = stage.text().lines().map(cut).collect();
    let is_edge = |line: &&String, of: char| line.starts_with(of);
    let first = lines.iter().position(|line| is_edge(&line, '┌')).expect("there is a dialog");
    let last = lines.iter().rposition(|line| is_edge(&line, '└')).expect("it ends");
    lines[first..=last].join("\n") + "\n"
}

/// What a conversation shows in each language, one below the other.
fn in_both(conversation: impl Fn(Stage) -> String, prepare: impl Fn(&Site)) -> String {
    let each = Lang::ALL.map(|lang| {
        let stage = Stage::new(80, 24, lang).meanwhile(|hq| prepare(&hq.site));
        format!("{}\n{}", lang.code(), conversation(stage))
    });
    each.join("\n")
}

/// What an order that was carried out leaves: no dialog, and these words.
fn assert_done(stage: &Stage, said: &str) {
    assert_eq!((stage.notice(), stage.has_dialog()), (Some(said), false));
}

fn over(value: &str) -> String {
    format!("<end>{}{value}", "<backspace>".repeat(30))
}

#[test]
fn a_letter_is_requested_and_answered() {
    let conversation = |stage: Stage| {
        let mut stage = stage.keys("<alt-l><f4>");
        let request = dialog(&mut stage);
        let mut stage = stage.keys("<enter>");
        assert_done(&stage, "screen-office-gave");
        let requested = stage.text();
        // A supplier that declines says why; the answer stays as it was chosen.
        let stage = stage.keys("<f5><right><enter><enter>");
        assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-needed"), true));
        let mut stage = stage.keys("счётчик снят");
        let answer = dialog(&mut stage);
        let mut stage = stage.keys("<enter>");
        assert_done(&stage, "screen-office-answered");
        let letters = shown(&stage, "letters");
        assert_eq!(letters.rows[0].mark, Mark::Wrong);
        assert!(letters.rows[0].cells.contains(&Cell::word("office-letter-refused")));
        assert!(letters.rows[0].cells.contains(&Cell::text("счётчик снят")));
        [request, requested, answer, stage.text()].join("\n")
    };
    insta::assert_snapshot!("letter", in_both(conversation, letter));
}

#[test]
fn a_supplier_that_does_what_was_asked_need_not_say_more() {
    let stage =
        Stage::new(80, 24, Lang::En).meanwhile(|hq| letter(&hq.site)).keys("<alt-l><f4><enter><f5><enter><enter>");
    assert_done(&stage, "screen-office-answered");
    assert_eq!(shown(&stage, "letters").rows[0].mark, Mark::Right);
}

/// A statement of our own account: bags that were credited, cards, and the bank's fee.
fn statement(site: &Site) {
    bag(site);
    let text = "Счёт;40702810100000000001;;;;\nДата;Номер;Сумма;Контрагент;Счёт контрагента;Назначение\n\
                2026-11-24;515;2000.00;Сибирский банк;20202810000000000099;Зачисление выручки, сумка № А-0017\n\
                2026-11-24;901;1968.00;Банк-эквайер;30232810100000000007;Возмещение по эквайрингу\n\
                2026-11-24;77;-350.00;Сибирский банк;70601810000000000001;Комиссия за ведение счёта\n";
    let statements = bank::read(BankFormat::of(text.as_bytes()), text.as_bytes()).unwrap();
    site.hq.take_statements(&olga(), &statements, new_id(), at()).unwrap();
}

/// How the documents of the bank stand, by their numbers.
fn documents(stage: &Stage) -> Vec<(String, Mark)> {
    let rows = shown(stage, "bank").rows.into_iter();
    let number = |cells: &[Cell]| match &cells[2] {
        Cell::Text(number) => number.clone(),
        other => panic!("{other:?}"),
    };
    let mut found: Vec<_> = rows.map(|row| (number(&row.cells), row.mark)).collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found
}

#[test]
fn a_document_of_the_bank_is_taken_for_a_credit() {
    let conversation = |stage: Stage| {
        let stage = stage.keys("<alt-4><f4>").keys(&over("23.11.2026")).keys("<enter>");
        assert_done(&stage, "screen-office-collected");
        let mut stage = stage.keys("<alt-6>");
        let before = stage.text();
        let stage = stage.keys("515<f5>");
        assert_eq!((stage.notice(), stage.at().as_str()), (Some("screen-office-document-taken"), "bag/669009/1/4"));
        let mut stage = stage.keys("<f5>");
        let credit = dialog(&mut stage);
        let stage = stage.keys(&"<enter>".repeat(7));
        assert_done(&stage, "screen-office-credited");
        let mut stage = stage.keys("<alt-6>");
        let stands = documents(&stage);
        assert!(stands.contains(&("515".to_owned(), Mark::Right)), "{stands:?}");
        [before, credit, stage.text()].join("\n")
    };
    insta::assert_snapshot!("document-credit", in_both(conversation, statement));
}

#[test]
fn a_document_of_the_bank_is_explained() {
    let conversation = |stage: Stage| {
        let stage = stage.keys("<alt-6>77<f6><enter>");
        assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-needed"), true));
        let mut stage = stage.keys("комиссия банка");
        let explain = dialog(&mut stage);
        let mut stage = stage.keys("<enter>");
        assert_done(&stage, "screen-office-explained");
        let stands = documents(&stage);
        assert!(stands.contains(&("77".to_owned(), Mark::Right)), "{stands:?}");
        [explain, stage.text()].join("\n")
    };
    insta::assert_snapshot!("document-explain", in_both(conversation, statement));
}

#[test]
fn the_acquirer_paid_by_a_document_of_the_bank() {
    let conversation = |stage: Stage| {
        let stage = stage.keys("<alt-6>901<f5>");
        assert_eq!(stage.notice(), Some("screen-office-document-taken"));
        // What the acquirer kept is what cards took less the document's sum.
        let mut stage = stage.keys("<alt-7><f5><enter>").keys(&over("2000")).keys("<enter>32");
        let settle = dialog(&mut stage);
        let stage = stage.keys(&"<enter>".repeat(6));
        assert_done(&stage, "screen-office-settled");
        let stands = documents(&stage);
        assert!(stands.contains(&("901".to_owned(), Mark::Right)), "{stands:?}");
        let rows = shown(&stage, "money").rows;
        let bank = rows.iter().find(|row| row.cells[0] == Cell::word("office-money-bank")).unwrap();
        assert!(bank.cells.contains(&Cell::Kopecks(Money::from_kopecks(196_800))), "{bank:?}");
        settle
    };
    insta::assert_snapshot!("settle", in_both(conversation, statement));
}

#[test]
fn a_code_is_read_out_by_telephone() {
    let each = Lang::ALL.map(|lang| {
        let stage = Stage::new(80, 24, lang);
        let site = &stage.served.site;
        let mut desk = site.desk("669015/1");
        desk.open(1);
        desk.pay(1, "АБ1", 81_240);
        desk.send(&site.hq);
        let amount = Money::from_kopecks(81_240);
        let operation = Operation { kind: "payment.voided".to_owned(), subject: "1-1-1".to_owned(), amount };
        let last = desk.entries.last().map(|last| Accepted { through: last.seq, head: last.hash }).unwrap();
        let call = Call { desk: &desk.id, epoch: 1, operation: &operation };
        let key = TelephoneKey::new(&desk.keys.seal, &site.hq.keys().seal).unwrap();
        let challenge = key.challenge(&call, last, new_id());
        let expected = key.code(&call, &challenge, &"olga".parse().unwrap()).to_string();
        let mut stage = stage.keys(&format!("<ctrl-t>669015/1<enter><enter>1-1-1<enter>812,40<enter>{challenge}"));
        // It is another each time.
        let asked = dialog(&mut stage).replace(&challenge.to_string(), "CHALL-ENGED");
        let mut stage = stage.keys("<enter>");
        match &stage.model().overlay {
            Some(Overlay::Code { code, .. }) => assert_eq!(*code, expected),
            other => panic!("no code: {other:?}"),
        }
        let is_large = |line: &&str| line.contains(['▀', '▄', '█']);
        let told = boxed(&mut stage, CODE);
        assert_eq!(told.lines().filter(is_large).count(), 3, "{told}");
        let told: Vec<&str> = told.lines().filter(|line| !is_large(line)).collect();
        let stage = stage.keys("<esc>");
        assert!(stage.model().overlay.is_none());
        let waits = shown(&stage, "queue").rows.into_iter().filter(|row| row.cells.contains(&Cell::text("1-1-1")));
        assert_eq!(waits.count(), 1, "what was approved waits until it comes back");
        format!("{}\n{asked}\n{}\n", lang.code(), told.join("\n"))
    });
    insta::assert_snapshot!("authorise", each.join("\n"));
}
