//! The faults of settings as a person reads them: settings know no language, and the texts know no settings.

use okno::lang::{Arg, Lang};
use okno::settings::Settings;

const FAULTY: &str = r#"office = 664003
desk = ""
zone = "Irkutsk"
language "ru"
adress = "Lenin St"
address = ""
operator = "none"

[printer]
to = "lpt1"
columns = 80

[clock]
gap_hours = -1

[till]
idle_lock_minutes = 100000
"#;

#[test]
fn faults_read_well_in_every_language() {
    let mut read = String::new();
    for lang in Lang::ALL {
        for fault in Settings::parse(FAULTY).unwrap_err() {
            let args = [("key", Arg::Text(&fault.key)), ("found", Arg::Text(&fault.found))];
            read.push_str(&format!("{}: {}\n", fault.line, lang.text(fault.id, &args)));
        }
    }
    insta::assert_snapshot!(read);
}

#[test]
fn settings_name_the_languages_that_there_are() {
    let with = |code: &str| format!("office = \"1\"\ndesk = \"1\"\nzone = \"UTC\"\nlanguage = \"{code}\"\n");
    for lang in Lang::ALL {
        let settings = Settings::parse(&with(lang.code())).unwrap();
        assert_eq!(settings.language.as_deref().and_then(Lang::parse), Some(lang));
    }
    assert!(Settings::parse(&with("de")).is_err());
}
