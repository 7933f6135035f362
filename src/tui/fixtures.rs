//! Models made by hand, and their pictures as text: for the tests of screens.

use std::sync::Arc;

use chrono::TimeDelta;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use tui_input::Input;

use super::model::{Health, Model, Screen};
use super::msg::{Hit, LineDraft, ReceiptRow, Stamp};
use super::screens::sign_in::SignIn;
use super::screens::till::Till;
use super::theme::Theme;
use super::{Key, Keymap, Rules, view};
use crate::domain::event::{Event, PaymentTaken, ShiftOpened};
use crate::domain::{
    AccountNumber, Actor, CashData, Catalogue, DeskId, EntryId, Line, Money, ReceiptNumber, RecordedPayment, Role,
    ServiceCode, Shift, SupplierCode, TenderKind, Tendered, Timestamp, UserName,
};
use crate::lang::Lang;

/// The moment of the pictures: a Monday in the office.
pub const NOW: &str = "2026-11-23T06:05:00.000Z";

/// An actor.
pub fn actor(name: &str, role: Role) -> Actor {
    Actor { user: UserName::new(name).unwrap(), role }
}

/// The stamp of a key at the moment of the pictures.
pub fn stamp(n: u128) -> Stamp {
    let id = |n| EntryId::from_uuid(uuid::Uuid::from_u128(n));
    Stamp { at: NOW.parse().unwrap(), id: id(n), spare: id(n + 1) }
}

/// Types a text, key by key.
pub fn typed(text: &str) -> impl Iterator<Item = Key> {
    text.chars().map(Key::char)
}

/// A field with a text in it.
pub fn input(text: &str) -> Input {
    Input::new(text.to_owned())
}

/// The rules of an office that changed no setting.
pub fn rules() -> Rules {
    let cash = CashData::built_in().unwrap();
    Rules { cash, float: Money::from_roubles(2000), ..Rules::default() }
}

/// A desk where nobody is signed in.
pub fn desk() -> Model {
    let desk: DeskId = "664003/2".parse().unwrap();
    let now: Timestamp = NOW.parse().unwrap();
    Model {
        lang: Lang::Ru,
        office_lang: Lang::Ru,
        size: (80, 24),
        now,
        last_key: now,
        offset: "+08:00".parse().unwrap(),
        desk: Some(desk.clone()),
        catalogue: Arc::new(Catalogue::built_in().unwrap()),
        rules: Arc::new(rules()),
        keymap: Arc::new(Keymap::default()),
        shift: Some(Shift { epoch: 1, number: 117, drawer: Money::from_roubles(2000), ..Shift::new(desk) }),
        person: None,
        screen: Screen::SignIn(SignIn::default()),
        overlay: None,
        lock: None,
        idle_lock_minutes: 5,
        till: Till::default(),
        custody: Default::default(),
        notice: None,
        health: Health::default(),
        printer: None,
        link: Default::default(),
        demo: None,
        theme: Theme { colour: true },
        burst: Default::default(),
        recovery: Default::default(),
    }
}

/// The till of cashier1, in a shift with two payments.
pub fn till() -> Model {
    let mut model = desk();
    model.person = Some(actor("cashier1", Role::Cashier));
    let mut shift = model.shift.take().unwrap();
    let opened = ShiftOpened {
        epoch: 1,
        shift: 118,
        day: "2026-11-23".parse().unwrap(),
        offset: model.offset,
        user: UserName::new("cashier1").unwrap(),
        carried: Money::from_roubles(2000),
        issued: Money::ZERO,
        counted: Money::from_roubles(2000),
        notes: None,
        paused: vec![],
        last_z: None,
        approved_by: None,
    };
    shift.apply("2026-11-23T00:58:00.000Z".parse().unwrap(), &Event::from(opened));
    shift.apply(model.now, &payment(1, "energosbyt", "electricity", 81_240, "cash").into());
    shift.apply(model.now, &payment(2, "teploset", "heat", 214_000, "card").into());
    model.shift = Some(shift);
    model.screen = Screen::Till;
    model
}

/// A payment of one line.
pub fn payment(n: u32, supplier: &str, service: &str, kopecks: i64, tender: &str) -> PaymentTaken {
    let amount = Money::from_kopecks(kopecks);
    let kind = TenderKind::new(tender).unwrap();
    PaymentTaken {
        receipt: ReceiptNumber { epoch: 1, shift: 118, n },
        lines: vec![Line {
            supplier: SupplierCode::new(supplier).unwrap(),
            service: ServiceCode::new(service).unwrap(),
            account: AccountNumber::parse("АБ1204417").unwrap(),
            amount,
            fee: Money::ZERO,
            address: None,
            period: None,
            doubles: vec![],
        }],
        tenders: vec![Tendered {
            given: kind.is_cash().then_some(amount),
            reference: (!kind.is_cash()).then(|| "004512".to_owned()),
            kind,
            amount,
        }],
        operator: None,
        approved_by: None,
        stranded: None,
    }
}

/// An account found.
pub fn hit(supplier: &str, account: &str, name: &str, address: &str, kopecks: i64) -> Hit {
    Hit {
        supplier: SupplierCode::new(supplier).unwrap(),
        account: AccountNumber::parse(account).unwrap(),
        name: name.to_owned(),
        address: address.to_owned(),
        balance: Money::from_kopecks(kopecks),
        as_of: "2026-11-22T18:00:00+08:00".to_owned(),
        exact: false,
        paid_today: vec![],
    }
}

/// A line of a basket.
pub fn line(supplier: &str, service: &str, account: &str, address: &str, kopecks: i64) -> LineDraft {
    LineDraft {
        supplier: SupplierCode::new(supplier).unwrap(),
        service: Some(ServiceCode::new(service).unwrap()),
        account: AccountNumber::parse(account).unwrap(),
        name: "Иванов А. П.".to_owned(),
        address: address.to_owned(),
        period: None,
        kopecks: Money::from_kopecks(kopecks),
        owed_kopecks: Money::from_kopecks(kopecks),
    }
}

/// A receipt of the list, of one line.
pub fn receipt(n: u32, account: &str, kopecks: i64, tender: &str) -> ReceiptRow {
    let mut taken = payment(n, "energosbyt", "electricity", kopecks, tender);
    taken.lines[0].account = AccountNumber::parse(account).unwrap();
    ReceiptRow {
        seq: 100 + u64::from(n),
        receipt: taken.receipt,
        at: NOW.parse().unwrap(),
        cashier: UserName::new("cashier1").unwrap(),
        recorded: RecordedPayment::new(taken),
        corrections: vec![],
        payers: vec!["Иванов А. П.".to_owned()],
        paper: "done",
    }
}

/// The same receipt after an event that corrects it.
pub fn corrected(mut row: ReceiptRow, event: impl Into<Event>) -> ReceiptRow {
    let event = event.into();
    row.recorded.apply(&event);
    row.corrections.push((row.at.plus(TimeDelta::minutes(7)), event));
    row
}

/// The pictures of a model in both languages at both sizes; the styles are named under the first.
pub fn pictures(mut model: Model) -> String {
    let mut pictures = String::new();
    for (lang, size) in [(Lang::Ru, (80, 24)), (Lang::En, (80, 24)), (Lang::Ru, (120, 40)), (Lang::En, (120, 40))] {
        model.lang = lang;
        let names_styles = lang == Lang::Ru && size == (80, 24);
        pictures += &format!("== {} {}×{}\n{}", lang.code(), size.0, size.1, picture(&model, size, names_styles));
    }
    pictures
}

/// The picture of a model: its rows, the cursor, and where it is asked for each piece in a style of its own.
pub fn picture(model: &Model, (columns, rows): (u16, u16), names_styles: bool) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let mut cursor = None;
    terminal.draw(|frame| view(model, frame)).unwrap();
    if terminal.backend().cursor_visible() {
        cursor = Some(terminal.backend().cursor_position());
    }
    let buffer = terminal.backend().buffer();
    let mut text: String = (0..rows).map(|y| row(buffer, y, cursor.map(|at| (at.x, at.y)))).collect();
    if names_styles {
        text += &styles(buffer);
    }
    text
}

/// A row as text; the cursor is a block.
fn row(buffer: &Buffer, y: u16, cursor: Option<(u16, u16)>) -> String {
    let symbol = |x| if cursor == Some((x, y)) { "█" } else { buffer[(x, y)].symbol() };
    let text: String = (0..buffer.area.width).map(symbol).collect();
    format!("{}\n", text.trim_end())
}

/// Every run of cells in a style of its own: `row: style "text"`.
fn styles(buffer: &Buffer) -> String {
    let mut named = String::from("-- styles\n");
    for y in 0..buffer.area.height {
        let cells: Vec<&Cell> = (0..buffer.area.width).map(|x| &buffer[(x, y)]).collect();
        for run in cells.chunk_by(|one, other| style(one) == style(other)) {
            let text: String = run.iter().map(|cell| cell.symbol()).collect();
            let style = run.first().map(|cell| style(cell)).unwrap_or_default();
            if !style.is_empty() {
                named += &format!("{y:>2}: {style} {:?}\n", text.trim_end());
            }
        }
    }
    named
}

fn style(cell: &Cell) -> String {
    let names = [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::REVERSED, "reversed"),
        (Modifier::UNDERLINED, "underlined"),
    ];
    let mut style: Vec<String> = names
        .iter()
        .filter(|(modifier, _)| cell.modifier.contains(*modifier))
        .map(|(_, name)| (*name).into())
        .collect();
    if cell.fg != ratatui::style::Color::Reset {
        style.push(cell.fg.to_string().to_lowercase());
    }
    style.join(" ")
}
