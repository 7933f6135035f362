//! `hq.toml`, the settings of headquarters' home: read with every fault named at once, as those of a desk are.

use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use toml::de::DeValue;

use super::read::{self, Faults, Section, filled, whole};
use super::{Fault, SettingsError};

/// The settings of headquarters' home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HqSettings {
    /// Where everything is kept.
    pub store: StoreUrl,
    /// Where desks are listened for, unless the command says otherwise.
    pub listen: SocketAddr,
    /// The certificate, where the server speaks TLS itself.
    pub tls: Option<TlsFiles>,
    /// How much of the server anybody may have.
    pub limits: HqLimits,
    /// How long things may wait.
    pub overdue: Overdue,
}

/// How long things may wait before somebody must look at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// For how many bank days after it was sealed a bag may wait for the collector.
    pub bag_collected: u32,
    /// For how many bank days after it was sealed a bag that was collected may wait for its credit.
    pub bag_credited: u32,
    /// For how many bank days the acquirer's file may be waited for.
    pub cards: u32,
    /// For how many opening hours nothing need be heard of a desk.
    pub silent_hours: u32,
}

impl Default for Overdue {
    fn default() -> Overdue {
        Overdue { bag_collected: 1, bag_credited: 3, cards: 2, silent_hours: 9 }
    }
}

/// Where headquarters keeps everything: `sqlite:hq.db`, a file, or `postgres://user:password@host/database`, a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreUrl {
    /// One SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL server. The URL may hold a password, and is not shown.
    Postgres(String),
}

/// A certificate and its key, in PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The chain of certificates, the server's own first.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// How much of the server anybody may have; what is not set, the program decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HqLimits {
    /// Connections at once.
    pub connections: Option<NonZeroU32>,
    /// Requests a second from one address.
    pub address_requests: Option<NonZeroU32>,
    /// Requests a second of one desk.
    pub desk_requests: Option<NonZeroU32>,
    /// How many seconds a request may take.
    pub seconds: Option<NonZeroU32>,
}

/// A text that is no store.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a store is 'sqlite:FILE' or 'postgres://…'")]
pub struct NoStore;

impl FromStr for StoreUrl {
    type Err = NoStore;
    fn from_str(text: &str) -> Result<StoreUrl, NoStore> {
        match text.split_once(':') {
            Some(("sqlite", path)) if !path.is_empty() => Ok(StoreUrl::Sqlite(path.into())),
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => Ok(StoreUrl::Postgres(text.into())),
            _ => Err(NoStore),
        }
    }
}

impl StoreUrl {
    fn text(&self) -> String {
        match self {
            StoreUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
            StoreUrl::Postgres(url) => url.clone(),
        }
    }
}

impl HqSettings {
    /// Settings with nothing but what must be set.
    pub fn new(store: StoreUrl) -> HqSettings {
        let listen = SocketAddr::from(([127, 0, 0, 1], 8443));
        HqSettings { store, listen, tls: None, limits: HqLimits::default(), overdue: Overdue::default() }
    }

    /// Reads the settings of a home from its `hq.toml`. Relative paths in it are relative to the home.
    pub fn read(path: &Path) -> Result<HqSettings, SettingsError> {
        let text = fs::read_to_string(path)?;
        let settings = HqSettings::parse(&text).map_err(SettingsError::Faulty)?;
        Ok(settings.within(path.parent().unwrap_or(Path::new(""))))
    }

    /// The same with relative paths made those of a home.
    pub fn within(mut self, home: &Path) -> HqSettings {
        if let StoreUrl::Sqlite(file) = &mut self.store {
            *file = home.join(&file);
        }
        if let Some(TlsFiles { certificate, key }) = &mut self.tls {
            (*certificate, *key) = (home.join(&certificate), home.join(&key));
        }
        self
    }

    /// Reads settings from their text, naming every fault in it. Paths stay as written.
    pub fn parse(text: &str) -> Result<HqSettings, Vec<Fault>> {
        read::parse(text, read_hq)
    }

    /// Writes the settings with a comment to each, readable by their owner alone: the store's URL may hold a password.
    /// One that is there already stays, and the error is of the kind [`io::ErrorKind::AlreadyExists`].
    pub fn write_new(&self, path: &Path) -> io::Result<()> {
        let home = path.parent().filter(|home| !home.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(home)?;
        file.write_all(template(self).as_bytes())?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path).map_err(|error| error.error)?;
        fs::File::open(home)?.sync_all()
    }
}

fn read_hq(mut top: Section, faults: &mut Faults) -> Option<HqSettings> {
    let store = top.required("store", "settings-store", |value| value.as_str()?.parse().ok(), faults);
    let listen = top.required("listen", "settings-listen", |value| value.as_str()?.parse().ok(), faults);
    let tls = top.section("tls", faults).and_then(|section| tls(section, faults));
    let limits = top.section("limits", faults).map(|section| limits(section, faults)).unwrap_or_default();
    let overdue = top.section("overdue", faults).map(|section| overdue(section, faults)).unwrap_or_default();
    top.end(faults);
    Some(HqSettings { store: store?, listen: listen?, tls, limits, overdue })
}

fn tls(mut section: Section, faults: &mut Faults) -> Option<TlsFiles> {
    let mut path = |key| section.required(key, "settings-text", |value| filled(value).map(PathBuf::from), faults);
    let (certificate, key) = (path("certificate"), path("key"));
    section.end(faults);
    Some(TlsFiles { certificate: certificate?, key: key? })
}

fn limits(mut section: Section, faults: &mut Faults) -> HqLimits {
    let mut most = |key| section.optional(key, "settings-count", count, faults);
    let limits = HqLimits {
        connections: most("connections"),
        address_requests: most("address_requests"),
        desk_requests: most("desk_requests"),
        seconds: most("seconds"),
    };
    section.end(faults);
    limits
}

fn overdue(mut section: Section, faults: &mut Faults) -> Overdue {
    let standard = Overdue::default();
    let mut wait = |key, standard| section.optional(key, "settings-wait", whole, faults).unwrap_or(standard);
    let overdue = Overdue {
        bag_collected: wait("bag_collected", standard.bag_collected),
        bag_credited: wait("bag_credited", standard.bag_credited),
        cards: wait("cards", standard.cards),
        silent_hours: wait("silent_hours", standard.silent_hours),
    };
    section.end(faults);
    overdue
}

fn count(value: &DeValue) -> Option<NonZeroU32> {
    NonZeroU32::new(whole(value)?)
}

fn template(settings: &HqSettings) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let path = |path: &Path| quoted(&path.display().to_string());
    let tls = match &settings.tls {
        Some(TlsFiles { certificate, key }) => {
            format!("[tls]\ncertificate = {}\nkey = {}", path(certificate), path(key))
        }
        None => "# [tls]\n# certificate = \"hq.pem\"\n# key = \"hq-tls.key\"".to_owned(),
    };
    let limit = |name: &str, set: Option<NonZeroU32>| match set {
        Some(set) => format!("{name} = {set}"),
        None => format!("# {name} = "),
    };
    let HqLimits { connections, address_requests, desk_requests, seconds } = settings.limits;
    let Overdue { bag_collected, bag_credited, cards, silent_hours } = settings.overdue;
    format!(
        "\
# The settings of Okno's headquarters. Relative paths are relative to this file's folder.

# Where everything is kept: \"sqlite:FILE\", or \"postgres://user:password@host/database\".
store = {store}
# The address and port where desks are listened for.
listen = {listen}

# The server's certificate and its key, in PEM. Without them it answers this machine alone.
{tls}

# How much of the server anybody may have; what is not set, the program decides.
[limits]
# Connections at once.
{connections}
# Requests a second from one address, behind which all desks of an office may stand.
{address_requests}
# Requests a second of one desk.
{desk_requests}
# How many seconds a request may take.
{seconds}

# How long things may wait before somebody must look at them. Bank days and opening hours are those of the calendars
# that the program comes with; files in the folder calendars/ take their place, in the form of data/calendars.
[overdue]
# Bank days that a sealed bag may wait for the collector.
bag_collected = {bag_collected}
# Bank days from its sealing on that a collected bag may wait for its credit.
bag_credited = {bag_credited}
# Bank days that the acquirer's file may be waited for.
cards = {cards}
# Opening hours in which nothing need be heard of a desk.
silent_hours = {silent_hours}
",
        store = quoted(&settings.store.text()),
        listen = quoted(&settings.listen.to_string()),
        connections = limit("connections", connections),
        address_requests = limit("address_requests", address_requests),
        desk_requests = limit("desk_requests", desk_requests),
        seconds = limit("seconds", seconds),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_read_with_its_paths_and_never_written_over() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("hq.toml");
        let tls = Some(TlsFiles { certificate: "a.pem".into(), key: "/b.key".into() });
        let limits = HqLimits { seconds: NonZeroU32::new(5), ..HqLimits::default() };
        let settings = HqSettings { tls, limits, ..HqSettings::new("sqlite:hq.db".parse().unwrap()) };
        settings.write_new(&path).unwrap();
        let read = HqSettings::read(&path).unwrap();
        assert_eq!(read.store, StoreUrl::Sqlite(home.path().join("hq.db")));
        let files = TlsFiles { certificate: home.path().join("a.pem"), key: "/b.key".into() };
        assert_eq!((read.tls, read.limits, read.listen), (Some(files), limits, settings.listen));
        let again = HqSettings::new("postgres://x/y".parse().unwrap()).write_new(&path).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "a draft is left behind");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_new_file_reads_back() {
        for store in ["sqlite:hq \"1\".db", "postgres://u:p@h/d?sslmode=disable", "postgresql://h/d"] {
            let settings = HqSettings::new(store.parse().unwrap());
            assert_eq!(HqSettings::parse(&template(&settings)), Ok(settings));
        }
    }

    #[test]
    fn every_fault_is_named_with_its_line() {
        let text = "store = \"mysql:x\"\nlisten = \"8443\"\nstores = 1\n[tls]\nkey = \"\"\n[limits]\nseconds = 0\n";
        let faults = HqSettings::parse(text).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.line, fault.id, fault.key.as_str())).collect();
        assert_eq!(
            found,
            [
                (1, "settings-store", "store"),
                (2, "settings-listen", "listen"),
                (3, "settings-unknown", "stores"),
                (4, "settings-missing", "tls.certificate"),
                (5, "settings-text", "tls.key"),
                (7, "settings-count", "limits.seconds"),
            ]
        );
        for store in ["", "sqlite:", "postgres:", "hq.db", "http://x"] {
            assert_eq!(store.parse::<StoreUrl>(), Err(NoStore), "{store}");
        }
    }
}
