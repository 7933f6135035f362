//! What ties a desk to headquarters: enrolling a new one, joining with one that stood alone, recovering one that was
//! lost.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::{output, pull};
use crate::client::{Client, ClientError, Place};
use crate::desk::{DeskKey, Entered, FreshKeys, Recovered, Recovery, RecoveryError, recover};
use crate::directory::{Directory, Durability};
use crate::domain::message::{list, text};
use crate::domain::{Catalogue, DeskId, Word};
use crate::journal::Lock;
use crate::protocol::{CodeFault, EnrolAnswer, EnrolCode, EnrolRequest, Enrolling, Limits};
use crate::settings::{Hq, Settings};

/// How headquarters is found and trusted.
#[derive(Debug, clap::Args)]
pub(super) struct Way {
    /// A PEM file with the certificates that headquarters' may be signed by, instead of the public ones
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Take plain HTTP over a network: anybody on the way reads accounts and payments
    #[arg(long)]
    insecure: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Join {
    /// Headquarters' address, https://…
    #[arg(long, value_name = "URL")]
    hq: String,
    /// The code that headquarters gave out for this desk
    #[arg(long)]
    code: String,
    #[command(flatten)]
    way: Way,
}

#[derive(Debug, clap::Args)]
pub(super) struct Recover {
    /// The code that headquarters gave out for this desk
    #[arg(long)]
    code: String,
    /// A backup, an old journal, or a mirror's entries.jsonl that may have more than headquarters
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// The office's code, in a home without settings
    #[arg(long, requires_all = ["desk", "zone", "hq"])]
    office: Option<String>,
    /// The desk's code, in a home without settings
    #[arg(long, requires = "office")]
    desk: Option<String>,
    /// The office's time zone, in a home without settings
    #[arg(long, requires = "office")]
    zone: Option<String>,
    /// Headquarters' address, in a home without settings
    #[arg(long, value_name = "URL", requires = "office")]
    hq: Option<String>,
    #[command(flatten)]
    way: Way,
}

/// HQ's answer to a desk, and the keys that the desk showed.
pub(super) struct Answered {
    pub(super) fresh: FreshKeys,
    pub(super) answer: EnrolAnswer,
    pub(super) client: Client,
}

impl Way {
    /// The settings of the headquarters at `url`; paths as seen from here.
    pub(super) fn to(&self, url: &str) -> Result<Hq, CliError> {
        let ca = self.ca.as_ref().map(|path| std::path::absolute(path).map_err(|error| CliError::file(path, &error)));
        Ok(Hq { url: url.to_owned(), ca: ca.transpose()?, insecure: self.insecure })
    }
}

/// Where headquarters is, for the client.
pub(super) fn place(hq: &Hq) -> Place {
    Place { url: hq.url.clone(), ca: hq.ca.clone(), insecure: hq.insecure }
}

/// Reads a code as typed.
fn code(typed: &str) -> Result<EnrolCode, CliError> {
    typed.parse().map_err(|fault| {
        let reason = match fault {
            CodeFault::Character(odd) => ("enrol-code-character", vec![("odd", text(odd.escape_debug()))]),
            CodeFault::Length { found, .. } => ("enrol-code-length", vec![("found", text(found))]),
            CodeFault::Typo => ("enrol-code-typo", vec![]),
        };
        CliError::bad_value("--code", typed, reason)
    })
}

/// Enrols the desk at headquarters. The keys are durable before headquarters sees them, so that a try which was cut
/// off is the same when it is made again.
pub(super) fn enrol(
    context: &Context,
    hq: &Hq,
    (desk, zone): (&DeskId, &str),
    typed: &str,
    recover: bool,
) -> Result<Answered, CliError> {
    let code = code(typed)?;
    let client = Client::new(&place(hq), Arc::new(context::now))?;
    let fresh = FreshKeys::prepare(&context.home().key())?;
    let enrolling = Enrolling { desk: desk.clone(), zone: zone.to_owned(), recover };
    let request = EnrolRequest::sign(enrolling, &code, &fresh.keys);
    match client.enrol(&request, &code) {
        Ok(answer) => Ok(Answered { fresh, answer, client }),
        Err(error) => {
            if let ClientError::Refused(refusal) = &error
                && refusal.status() == 401
            {
                fresh.discard();
            }
            Err(error.into())
        }
    }
}

/// A desk that is set up for the first time must be new to headquarters too: its receipts would come twice.
pub(super) fn check_new(answer: &EnrolAnswer) -> Result<(), CliError> {
    match answer.accepted.filter(|accepted| accepted.through > 0) {
        None if answer.epoch == 1 => Ok(()),
        _ => Err(CliError::new(Kind::Refused, ("enrol-known", vec![]))),
    }
}

pub(super) fn join(context: &Context, join: &Join) -> Result<(), CliError> {
    let settings = context.settings()?.clone();
    let hq = join.way.to(&join.hq)?;
    let home = context.home().clone();
    let desk = context.desk("desk join")?;
    let key = desk.key().clone();
    if key.enrolment().is_none() {
        let id = desk.journal().desk().clone();
        let Answered { fresh, answer, .. } = enrol(context, &hq, (&id, settings.zone.name()), &join.code, false)?;
        let accepted = answer.accepted.filter(|accepted| accepted.through > 0);
        let is_ours = match accepted {
            Some(accepted) => desk.journal().hash_of(accepted.through)? == Some(accepted.head),
            None => true,
        };
        if !is_ours || answer.epoch != desk.shift().epoch {
            return Err(CliError::new(Kind::Refused, ("enrol-known", vec![])));
        }
        add_hq(context, &settings, &hq)?;
        DeskKey::enrol(&home.key(), fresh, &answer, Some(&key))?;
        Directory::open(&home.directory(), Durability::Cache)?.begin_pull()?;
    } else {
        add_hq(context, &settings, &hq)?;
    }
    let entries = desk.journal().last_seq()?;
    let own = desk.directory().users()?.into_iter().filter(|user| !user.retired).count();
    drop(desk);
    let context = context.afresh();
    let report = pull::pull_all(&context)?;
    let view = context.view()?;
    let people = view.directory().users()?.into_iter().filter(|user| !user.retired).count();
    if context.json() {
        return output::json(&json!({"desk": view.journal().desk(), "hq": hq.url, "unsent": entries,
            "accounts": report.accounts, "people": people}));
    }
    let words = vec![("desk", text(view.journal().desk())), ("hq", text(&hq.url)), ("entries", number(entries))];
    context.say(&("enrol-joined", words))?;
    context.say(&("enrol-people", vec![("own", text(own)), ("people", text(people))]))
}

fn add_hq(context: &Context, settings: &Settings, hq: &Hq) -> Result<(), CliError> {
    let path = context.home().settings();
    match &settings.hq {
        None => Settings::add_hq(&path, hq).map_err(|error| CliError::file(&path, &error)),
        Some(known) if known.url == hq.url => Ok(()),
        Some(known) => Err(CliError::new(Kind::Usage, ("enrol-other-hq", vec![("hq", text(&known.url))]))),
    }
}

pub(super) fn run_recover(context: &Context, args: &Recover) -> Result<(), CliError> {
    let context = &with_settings(context, args)?;
    let settings = context.settings()?.clone();
    let no_hq = || CliError::new(Kind::Usage, ("sync-alone", vec![]));
    let mut hq = settings.hq.clone().ok_or_else(no_hq)?;
    hq.insecure |= args.way.insecure;
    let home = context.home().clone();
    let options = context.options("desk recover")?;
    // Before headquarters takes the old key out of force.
    check_from(args.from.as_deref())?;
    drop(Lock::take(&home.journal().with_extension("lock"), &options.holder)?);
    let Answered { fresh, answer, client } =
        enrol(context, &hq, (&options.desk, settings.zone.name()), &args.code, true)?;
    let client = client.at_desk(options.desk.clone(), fresh.keys.sign.clone(), answer.hq.sign);
    let recovery = Recovery {
        epoch: answer.epoch,
        accepted: answer.accepted.filter(|accepted| accepted.through > 0),
        zone: settings.zone.name(),
        from: args.from.as_deref(),
        at: context::now(),
        ids: [context::new_id(), context::new_id()],
    };
    let recovered = recover(&home, &options, &recovery, |after| {
        Ok::<_, ClientError>(client.entries(after, Limits::BATCH.lines)?.map(|batch| batch.entries))
    });
    let recovered = recovered.map_err(recovery_error)?;
    // People of a desk that stood alone once are here until headquarters names its own.
    let former = if home.key().exists() { DeskKey::load(&home.key()).ok() } else { None };
    DeskKey::enrol(&home.key(), fresh, &answer, former.as_ref())?;
    let mut directory = Directory::open(&home.directory(), Durability::Cache)?;
    if directory.catalogue().is_err() {
        directory.publish(&built_in()?)?;
    }
    directory.begin_pull()?;
    drop(directory);
    let entered = context.desk("desk recover")?.enter_stranded(&home, context::now())?;
    say_recovered(context, &recovered, &entered, answer.epoch)?;
    pull::pull_all(context).map(drop)
}

/// The context with settings: those of the home, or in a bare one those that the command line gives.
fn with_settings(context: &Context, args: &Recover) -> Result<Context, CliError> {
    let path = context.home().settings();
    if let (Some(office), Some(desk), Some(zone), Some(url), false) =
        (&args.office, &args.desk, &args.zone, &args.hq, path.exists())
    {
        let zone = zone.parse().map_err(|_| CliError::bad_value("--zone", zone, ("cli-zone", vec![])))?;
        let mut settings = Settings::new(office, desk, zone);
        settings.hq = Some(args.way.to(url)?);
        let home = context.home().path();
        std::fs::create_dir_all(home).map_err(|error| CliError::file(home, &error))?;
        settings.write_new(&path).map_err(|error| CliError::file(&path, &error))?;
    }
    Ok(context.afresh())
}

fn check_from(from: Option<&Path>) -> Result<(), CliError> {
    let missing = |path: &Path| CliError::file(path, &std::io::ErrorKind::NotFound.into());
    from.filter(|path| !path.exists()).map_or(Ok(()), |path| Err(missing(path)))
}

/// The catalogue that is compiled in.
pub(super) fn built_in() -> Result<Catalogue, CliError> {
    Catalogue::built_in()
        .map_err(|faults| CliError::new(Kind::Internal, ("cli-catalogue", vec![("detail", text(faults.join("; ")))])))
}

fn recovery_error(error: RecoveryError<ClientError>) -> CliError {
    match error {
        RecoveryError::Hq(error) => error.into(),
        RecoveryError::Desk(error) => error.into(),
        RecoveryError::Short { through, found } => {
            CliError::new(Kind::Refused, ("enrol-short", vec![("through", text(through)), ("found", text(found))]))
        }
    }
}

fn say_recovered(context: &Context, recovered: &Recovered, entered: &Entered, epoch: u32) -> Result<(), CliError> {
    for (path, detail) in &recovered.unread {
        context.note(&("enrol-unread", vec![("path", text(path.display())), ("detail", text(detail))]));
    }
    let by_hand = &entered.by_hand;
    if context.json() {
        let by_hand: Vec<_> = by_hand.iter().map(|(seq, kind)| json!({"seq": seq, "kind": kind})).collect();
        return output::json(
            &json!({"epoch": epoch, "by_hand": by_hand, "from_hq": recovered.from_hq, "from_file": recovered.from_file,
            "stranded": recovered.stranded, "entered": entered.now, "waiting": entered.waiting,
            "aside": recovered.aside}),
        );
    }
    let words = vec![("hq", number(recovered.from_hq)), ("file", number(recovered.from_file)), ("epoch", text(epoch))];
    context.say(&("enrol-recovered", words))?;
    if let Some(aside) = &recovered.aside {
        context.say(&("enrol-aside", vec![("path", text(aside.display()))]))?;
    }
    if recovered.stranded > 0 {
        let words = vec![
            ("entries", number(recovered.stranded)),
            ("entered", number(entered.now)),
            ("waiting", number(entered.waiting)),
        ];
        context.say(&("enrol-stranded", words))?;
    }
    if !by_hand.is_empty() {
        let entries: Vec<String> = by_hand.iter().map(|(seq, kind)| format!("{seq} {kind}")).collect();
        context.say(&("enrol-by-hand", vec![("entries", list(&entries))]))?;
    }
    Ok(())
}

/// Sets the journal of a desk up that headquarters enrolled, and takes in what headquarters publishes.
pub(super) fn finish(context: &Context, answered: Option<Answered>) -> Result<pull::Report, CliError> {
    let home = context.home();
    if let Some(Answered { fresh, answer, .. }) = answered {
        DeskKey::enrol(&home.key(), fresh, &answer, None)?;
        Directory::open(&home.directory(), Durability::Cache)?.begin_pull()?;
    }
    pull::pull_all(context)
}

fn number(n: u64) -> Word {
    Word::Number(i64::try_from(n).unwrap_or(i64::MAX))
}
