//! Settings there and back, every fault at once, and a file that is never written over.

use super::*;
use proptest::prelude::*;

const LEAST: &str = "office = \"664003\"\ndesk = \"2\"\nzone = \"Asia/Irkutsk\"\n";

fn least() -> Settings {
    Settings::new("664003", "2", Tz::Asia__Irkutsk)
}

/// The faults of a text as `line id key`.
fn faults(text: &str) -> Vec<String> {
    let faults = Settings::parse(text).unwrap_err();
    faults.iter().map(|fault| format!("{} {} {}", fault.line, fault.id, fault.key)).collect()
}

#[test]
fn what_is_not_set_has_its_default() {
    assert_eq!(Settings::parse(LEAST), Ok(least()));
    let printer = Settings::parse(LEAST).unwrap().printer;
    assert_eq!((printer.to, printer.columns), (Target::Dir("receipts".into()), 48));
}

#[test]
fn every_fault_is_named_at_once_with_its_line() {
    let text = r#"office = "отделение"
desk = 2
language = "de"
colour = "red"
address = ""
mirror = ["a", "b"]

[operator]
inn = "123"

[printer]
to = "lpt1"
columns = 40
speed = 9600

[clock]
gap_hours = 0

[till]
idle_lock_minutes = "ten"
sound = true

[cash]
drawer = "mine"
blind = 1
limit = 100000
float = "-5"

[supervisor]
voids = "always"
"#;
    assert_eq!(
        faults(text),
        [
            "1 settings-office office",
            "1 settings-missing zone",
            "2 settings-desk desk",
            "3 settings-language language",
            "4 settings-unknown colour",
            "5 settings-text address",
            "6 settings-text mirror",
            "8 settings-missing operator.name",
            "9 settings-inn operator.inn",
            "12 settings-printer-to printer.to",
            "13 settings-columns printer.columns",
            "14 settings-unknown printer.speed",
            "17 settings-hours clock.gap_hours",
            "20 settings-minutes till.idle_lock_minutes",
            "21 settings-unknown till.sound",
            "24 settings-drawer cash.drawer",
            "25 settings-yes-no cash.blind",
            "26 settings-sum cash.limit",
            "27 settings-sum cash.float",
            "30 settings-sum supervisor.voids",
        ]
    );
    let office = &Settings::parse(text).unwrap_err()[0];
    assert_eq!(office.found, "\"отделение\"");
}

#[test]
fn a_text_that_is_not_toml_names_its_lines() {
    let found =
        faults("office = \"664003\"\ndesk \"2\"\nzone = \"Mars/Phobos\"\ndesk = \"2\"\noffice = \"1\"\nprinter = 1\n");
    let starts = |start: &str| found.iter().any(|fault| fault.starts_with(start));
    for expected in ["2 settings-syntax", "3 settings-zone zone", "5 settings-syntax", "6 settings-table printer"] {
        assert!(starts(expected), "{expected} is not in {found:?}");
    }
    assert_eq!(faults(""), ["1 settings-missing office", "1 settings-missing desk", "1 settings-missing zone"]);
}

#[test]
fn a_home_is_read_with_its_paths_and_never_written_over() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("okno.toml");
    let settings = Settings { mirror: Some("/mnt/stick".into()), ..least() };
    settings.write_new(&path).unwrap();
    let read = Settings::read(&path).unwrap();
    assert_eq!(read.printer.to, Target::Dir(home.path().join("receipts")));
    assert_eq!(read.mirror, Some("/mnt/stick".into()));

    let before = fs::read(&path).unwrap();
    let error = Settings::new("1", "1", Tz::UTC).write_new(&path).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "a draft is left behind");
    assert!(matches!(Settings::read(&home.path().join("none.toml")), Err(SettingsError::Unreadable(_))));
}

#[test]
fn a_new_file_shows_every_setting() {
    insta::assert_snapshot!(template::text(&least()));
}

fn any_text() -> impl Strategy<Value = String> {
    "\\PC{0,20}[«a\"'\\\\#]".prop_map(|text| text.trim().to_owned())
}

fn any_custody() -> impl Strategy<Value = (DeskKind, u32, Cash, Approve)> {
    let sum = || (0..=Money::MOST.kopecks()).prop_map(Money::from_kopecks);
    let kind = prop::sample::select(vec![DeskKind::Till, DeskKind::Vault]);
    let drawer = prop::sample::select(vec![Drawer::Own, Drawer::Shared]);
    let cash = (drawer, any::<(bool, bool)>(), sum(), sum(), sum()).prop_map(
        |(drawer, (blind, sums), limit, float, reason_above)| Cash { drawer, blind, sums, limit, float, reason_above },
    );
    let supervisor = (sum(), sum(), sum(), sum()).prop_map(|(voids, refunds, moves, retenders)| Approve {
        voids,
        refunds,
        moves,
        retenders,
    });
    (kind, 1u32..100, cash, supervisor)
}

fn any_settings() -> impl Strategy<Value = Settings> {
    let place = ("[0-9A-Za-z-]{1,16}", "[0-9A-Za-z-]{1,8}", prop::option::of(any_text()), prop::option::of(any_text()));
    let operator = prop::option::of((any_text(), "[0-9]{10}|[0-9]{12}"));
    let printer = (any_text(), any::<bool>(), prop::sample::select(vec![32, 42, 48]));
    (place, operator, printer, prop::option::of("en|ru"), (1u32..1000, any::<u16>()), any_custody()).prop_map(
        |(
            (office, desk, address, mirror),
            operator,
            (path, dir, columns),
            language,
            (gap_hours, idle_lock_minutes),
            (kind, shift_hours, cash, supervisor),
        )| Settings {
            language,
            address,
            mirror: mirror.map(PathBuf::from),
            operator: operator.map(|(name, inn)| Operator { name, inn }),
            printer: Printer {
                profile: "rongta".to_owned(),
                to: if dir { Target::Dir(path.into()) } else { Target::File(path.into()) },
                columns,
            },
            receipt: Receipt {
                heading: Some("Без обеда".to_owned()),
                footer: None,
                parts: ["tenders", "lines", "codes", "entry"].map(str::to_owned).to_vec(),
            },
            clock: Clock { gap_hours, shift_hours },
            kind,
            cash,
            supervisor,
            till: Till { idle_lock_minutes },
            ..Settings::new(&office, &desk, Tz::Asia__Irkutsk)
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(settings in any_settings()) {
        let text = template::text(&settings);
        prop_assert_eq!(Settings::parse(&text), Ok(settings), "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(
        lines in prop::collection::vec("[a-z]{1,7} ?= ?[\"\\[{]?\\PC{0,9}[\"\\]}]?|\\[[a-z.]{0,9}\\]|\\PC{0,9}", 0..9),
    ) {
        let text = lines.join("\n");
        let _ = Settings::parse(&text);
    }
}

#[test]
fn another_printer_takes_the_place_of_the_one_that_stood_there() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("okno.toml");
    let written = Settings::new("664003", "2", "Asia/Irkutsk".parse().unwrap());
    written.write_new(&path).unwrap();
    let before = fs::read_to_string(&path).unwrap();
    for to in ["tcp:127.0.0.1:9100", "serial:/dev/ttyUSB0,19200", "cups:receipts", "device:/dev/usb/lp0", "file:a.txt"]
    {
        let printer = Printer { profile: "xprinter".to_owned(), to: Target::parse(to).unwrap(), columns: 42 };
        assert_eq!(printer.to.to_string(), to);
        Settings::set_printer(&path, &printer).unwrap();
        let read = Settings::parse(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(read, Settings { printer, ..written.clone() });
    }
    Settings::set_printer(&path, &written.printer).unwrap();
    let kept = |text: &str| -> Vec<String> {
        let lines =
            text.lines().filter(|line| !["profile =", "to =", "columns ="].iter().any(|key| line.starts_with(key)));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(kept(&fs::read_to_string(&path).unwrap()), kept(&before), "comments and the rest stay");

    let own =
        "office = \"1\"\ndesk = \"1\"\nzone = \"UTC\"\n[printer] # ours\nto = 'tcp:a#b:1' # by the window\n\n[clock]\n";
    fs::write(&path, own).unwrap();
    Settings::set_printer(&path, &written.printer).unwrap();
    let changed = fs::read_to_string(&path).unwrap();
    let section =
        "[printer] # ours\nprofile = \"text\"\ncolumns = 48\nto = \"dir:receipts\" # by the window\n\n[clock]\n";
    assert!(changed.ends_with(section), "{changed}");

    let bare = "office = \"1\"\ndesk = \"1\"\nzone = \"UTC\"";
    fs::write(&path, bare).unwrap();
    let printer = Printer { to: Target::Tcp("printer:9100".to_owned()), ..Printer::default() };
    Settings::set_printer(&path, &printer).unwrap();
    assert_eq!(Settings::parse(&fs::read_to_string(&path).unwrap()).unwrap().printer, printer);
}

#[test]
fn what_is_no_place_for_receipts_is_refused() {
    for wrong in [
        "",
        "dir:",
        "receipts",
        "tcp:printer",
        "tcp::9100",
        "tcp:printer:0",
        "tcp:printer:99999",
        "serial:/dev/tty,fast",
        "serial:/dev/tty,0",
        "cups:-o",
        "usb:1",
        "file: ",
    ] {
        assert_eq!(Target::parse(wrong), None, "{wrong}");
    }
    assert_eq!(Target::parse("serial:/dev/ttyS0"), Some(Target::Serial("/dev/ttyS0".into(), 9600)));
}

#[test]
fn a_receipt_has_every_part_once_and_those_that_it_needs() {
    for (parts, is_sound) in [
        ("[\"entry\", \"tenders\", \"lines\"]", true),
        ("[\"lines\", \"tenders\"]", false),
        ("[\"lines\", \"tenders\", \"entry\", \"lines\"]", false),
        ("[\"lines\", \"tenders\", \"entry\", \"stamp\"]", false),
        ("\"lines\"", false),
        ("[]", false),
    ] {
        let found = Settings::parse(&format!("{LEAST}[receipt]\nparts = {parts}"));
        assert_eq!(found.is_ok(), is_sound, "{parts}");
        if !is_sound {
            assert_eq!(
                faults(&format!("{LEAST}[receipt]\nparts = {parts}")),
                ["5 settings-receipt-parts receipt.parts"]
            );
        }
    }
}
