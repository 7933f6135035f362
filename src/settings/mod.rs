//! `okno.toml`, the settings of a home: read with every fault named at once, written once and never over another.
//! Headquarters' home has `hq.toml`, which is read the same way.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use chrono_tz::Tz;
use tempfile::TempPath;

use crate::domain::policy::{Approve, Drawer};
use crate::domain::{DeskKind, Money, Policy};

mod hq;
mod read;
mod template;
#[cfg(test)]
mod tests;

pub use hq::{HqLimits, HqSettings, NoStore, Overdue, StoreUrl, TlsFiles};

/// The settings of a home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The office's code, `[0-9A-Za-z-]{1,16}`.
    pub office: String,
    /// The desk's code in its office, `[0-9A-Za-z-]{1,8}`.
    pub desk: String,
    /// What the desk is for.
    pub kind: DeskKind,
    /// The office's time zone.
    pub zone: Tz,
    /// The language of screens and documents, `en` or `ru`; where none is set, the environment's.
    pub language: Option<String>,
    /// The operator, where it is not that of the suppliers' data.
    pub operator: Option<Operator>,
    /// The office's address, printed on receipts.
    pub address: Option<String>,
    /// Where receipts go.
    pub printer: Printer,
    /// What stands on receipts.
    pub receipt: Receipt,
    /// The folder of the journal's mirror, on a second disk or a stick.
    pub mirror: Option<PathBuf>,
    /// Headquarters; none for a desk that stands alone.
    pub hq: Option<Hq>,
    /// How far the clock may be off.
    pub clock: Clock,
    /// How cash is kept and counted.
    pub cash: Cash,
    /// From what sum a supervisor approves corrections.
    pub supervisor: Approve,
    /// How the till behaves.
    pub till: Till,
}

/// The legal entity that runs the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The registered name.
    pub name: String,
    /// The taxpayer number, 10 or 12 digits.
    pub inn: String,
}

/// How receipts are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printer {
    /// What it understands: one of [`PROFILES`].
    pub profile: String,
    /// Where to.
    pub to: Target,
    /// The paper's width in characters: 32, 42 or 48.
    pub columns: usize,
}

/// What an office may change of its receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Words above the title.
    pub heading: Option<String>,
    /// Words at the foot, where `parts` has it.
    pub footer: Option<String>,
    /// What stands below the title, of [`RECEIPT_PARTS`], each at most once.
    pub parts: Vec<String>,
}

/// What a receipt is made of below its title, in the usual order.
pub const RECEIPT_PARTS: [&str; 7] = ["lines", "tenders", "words", "suppliers", "codes", "entry", "footer"];

/// The parts that no receipt is without.
pub const NEEDED_PARTS: [&str; 3] = ["lines", "tenders", "entry"];

/// The codes of what printers understand; `data/printers.toml` says what each means.
pub const PROFILES: [&str; 5] = ["text", "epson-tm", "rongta", "xprinter", "generic"];

/// Where receipts go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Into a folder, a file each.
    Dir(PathBuf),
    /// To the end of one file.
    File(PathBuf),
    /// To a printer on the network: `HOST:PORT`, usually port 9100.
    Tcp(String),
    /// To a device file such as `/dev/usb/lp0`.
    Device(PathBuf),
    /// Down a serial line, at a speed in baud.
    Serial(PathBuf, u32),
    /// To a queue of CUPS.
    Cups(String),
}

impl Target {
    /// Reads what the settings and the command line say: `dir:PATH`, `file:PATH`, `tcp:HOST:PORT`, `device:PATH`,
    /// `serial:PATH[,BAUD]`, `cups:QUEUE`.
    pub fn parse(text: &str) -> Option<Target> {
        let (kind, place) = text.split_once(':').filter(|(_, place)| !place.trim().is_empty())?;
        Some(match kind {
            "dir" => Target::Dir(place.into()),
            "file" => Target::File(place.into()),
            "device" => Target::Device(place.into()),
            "serial" => match place.rsplit_once(',') {
                Some((path, speed)) => Target::Serial(path.into(), speed.parse().ok().filter(|speed| *speed > 0)?),
                None => Target::Serial(place.into(), BAUD),
            },
            "tcp" => {
                let (host, port) = place.rsplit_once(':')?;
                let is_sound = !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0);
                is_sound.then(|| Target::Tcp(place.to_owned()))?
            }
            // `lp` must not take it for an option.
            "cups" => {
                Some(place).filter(|queue| !queue.starts_with('-')).map(|queue| Target::Cups(queue.to_owned()))?
            }
            _ => return None,
        })
    }

    /// The file, folder, address or queue alone.
    pub fn place(&self) -> String {
        match self {
            Target::Dir(path) | Target::File(path) | Target::Device(path) | Target::Serial(path, _) => {
                path.display().to_string()
            }
            Target::Tcp(place) | Target::Cups(place) => place.clone(),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Target::Dir(_) => "dir",
            Target::File(_) => "file",
            Target::Tcp(_) => "tcp",
            Target::Device(_) => "device",
            Target::Serial(_, _) => "serial",
            Target::Cups(_) => "cups",
        };
        write!(f, "{kind}:{}", self.place())?;
        match self {
            Target::Serial(_, speed) => write!(f, ",{speed}"),
            _ => Ok(()),
        }
    }
}

/// The speed of a serial line where none is named.
const BAUD: u32 = 9600;

/// Where headquarters is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hq {
    /// Its address: `https://…`, or `http://…` on this machine.
    pub url: String,
    /// A PEM file with the certificates that HQ's may be signed by, instead of the public ones.
    pub ca: Option<PathBuf>,
    /// True where plain HTTP over a network is taken.
    pub insecure: bool,
}

/// What the clock is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// A shift opened more hours than this after the journal's last entry needs a supervisor.
    pub gap_hours: u32,
    /// A shift takes payments for as many hours.
    pub shift_hours: u32,
}

/// How cash is kept and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cash {
    /// Whose cash the drawer holds.
    pub drawer: Drawer,
    /// True where a cashier who counts isn't shown what should be there.
    pub blind: bool,
    /// True where cash may be stated as a sum, without denominations.
    pub sums: bool,
    /// Above this the till says that cash should be dropped; zero for never.
    pub limit: Money,
    /// What a close proposes to leave in the drawer for change.
    pub float: Money,
    /// A difference above this needs a reason.
    pub reason_above: Money,
}

/// How the till behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Till {
    /// After how many minutes without a key the screen locks itself; 0 for never.
    pub idle_lock_minutes: u16,
}

/// A fault of the settings: the id of its text, and the text's variables `key` and `found`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; the first where something is missing in the whole file.
    pub line: usize,
    /// The text's id.
    pub id: &'static str,
    /// The setting, with its section before it: `printer.columns`; empty where the line is not TOML.
    pub key: String,
    /// What stands there, as written, or what the parser says of it; empty where something is missing.
    pub found: String,
}

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is missing or can't be read.
    #[error("the settings cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// The file is read and wrong; every fault, in the order of the file.
    #[error("the settings have {} faults", .0.len())]
    Faulty(Vec<Fault>),
}

impl Printer {
    /// The printer of a home, as it is used: a folder or a file is where it stands in the home.
    pub fn at(mut self, home: &Path) -> Printer {
        if let Target::Dir(to) | Target::File(to) = &mut self.to {
            *to = home.join(&to);
        }
        self
    }

    /// The same as the home's settings say it.
    pub fn within(mut self, home: &Path) -> Printer {
        if let Target::Dir(to) | Target::File(to) = &mut self.to
            && let Ok(inner) = to.strip_prefix(home)
        {
            *to = inner.to_owned();
        }
        self
    }
}

impl Default for Printer {
    fn default() -> Printer {
        Printer { profile: "text".to_owned(), to: Target::Dir(PathBuf::from("receipts")), columns: 48 }
    }
}

impl Default for Receipt {
    fn default() -> Receipt {
        Receipt { heading: None, footer: None, parts: RECEIPT_PARTS.map(str::to_owned).to_vec() }
    }
}

impl Default for Clock {
    fn default() -> Clock {
        Clock { gap_hours: 12, shift_hours: 24 }
    }
}

impl Default for Cash {
    fn default() -> Cash {
        Cash {
            drawer: Drawer::Own,
            blind: false,
            sums: true,
            limit: Money::ZERO,
            float: Money::from_roubles(2000),
            reason_above: Money::from_roubles(1),
        }
    }
}

impl Default for Till {
    /// A cashier who counts notes is not to be bothered.
    fn default() -> Till {
        Till { idle_lock_minutes: 10 }
    }
}

impl Settings {
    /// Settings with nothing but what must be set.
    pub fn new(office: &str, desk: &str, zone: Tz) -> Settings {
        Settings {
            office: office.to_owned(),
            desk: desk.to_owned(),
            kind: DeskKind::Till,
            zone,
            language: None,
            operator: None,
            address: None,
            printer: Printer::default(),
            receipt: Receipt::default(),
            mirror: None,
            hq: None,
            clock: Clock::default(),
            cash: Cash::default(),
            supervisor: Approve::default(),
            till: Till::default(),
        }
    }

    /// The settings that decisions depend on.
    pub fn policy(&self) -> Policy {
        Policy {
            kind: self.kind,
            drawer: self.cash.drawer,
            clock_gap: TimeDelta::hours(i64::from(self.clock.gap_hours)),
            shift_length: TimeDelta::hours(i64::from(self.clock.shift_hours)),
            reason_above: self.cash.reason_above,
            approve: self.supervisor,
            sums: self.cash.sums,
        }
    }

    /// Reads the settings of a home from its `okno.toml`. Relative paths in it are relative to the home.
    pub fn read(path: &Path) -> Result<Settings, SettingsError> {
        let text = fs::read_to_string(path)?;
        let mut settings = Settings::parse(&text).map_err(SettingsError::Faulty)?;
        let home = path.parent().unwrap_or(Path::new(""));
        settings.printer = settings.printer.at(home);
        settings.mirror = settings.mirror.map(|mirror| home.join(mirror));
        if let Some(Hq { ca: Some(ca), .. }) = &mut settings.hq {
            *ca = home.join(&ca);
        }
        Ok(settings)
    }

    /// Reads settings from their text, naming every fault in it. Paths stay as written.
    pub fn parse(text: &str) -> Result<Settings, Vec<Fault>> {
        read::settings(text)
    }

    /// Adds where headquarters is to the settings of a desk that stood alone; the rest stays as it was written.
    pub fn add_hq(path: &Path, hq: &Hq) -> io::Result<()> {
        let text = fs::read_to_string(path)?;
        // In place of the comment that stands for it; a table in the middle of the file ends where the next begins.
        let (none, table) = (template::hq(None), template::hq(Some(hq)));
        let text = match text.split_once(&none) {
            Some((before, after)) => format!("{before}{table}{after}"),
            None => format!(
                "{}

{table}",
                text.trim_end()
            ),
        };
        replace(path, &text)
    }

    /// Puts another printer into the settings of a home; the rest stays as it was written.
    pub fn set_printer(path: &Path, printer: &Printer) -> io::Result<()> {
        let text = fs::read_to_string(path)?;
        replace(path, &template::with_printer(&text, printer))
    }

    /// Writes the settings with a comment to each. The file is there whole and durable, or not at all; one that is
    /// there already stays, and the error is of the kind [`io::ErrorKind::AlreadyExists`].
    pub fn write_new(&self, path: &Path) -> io::Result<()> {
        let draft = path.with_extension("toml.new");
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&draft)?;
        let draft = TempPath::try_from_path(draft)?;
        file.write_all(template::text(self).as_bytes())?;
        file.sync_all()?;
        draft.persist_noclobber(path)?;
        match path.parent() {
            Some(home) if !home.as_os_str().is_empty() => File::open(home)?.sync_all(),
            _ => File::open(".")?.sync_all(),
        }
    }
}

/// Puts another text in the place of a file, whole or not at all.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("toml.new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&draft)?;
    let draft = TempPath::try_from_path(draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    draft.persist(path)?;
    Ok(())
}
