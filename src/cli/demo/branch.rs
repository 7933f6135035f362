//! The rest of a demo's office: headquarters, and a second desk that is the vault. All of it runs in one process.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use clap::Parser;

use super::super::context::Context;
use super::super::error::{CliError, Kind};
use super::super::hq::serve::{Beside, beside};
use super::super::{Args, dispatch, hq};
use super::{home, town};
use crate::desk::Home;
use crate::domain::message::text;
use crate::lang::Lang;

/// The office, and its desks: the till on the screen and the vault.
pub(super) const OFFICE: &str = "664003";
pub(super) const TILL: &str = "2";
pub(super) const VAULT: &str = "1";

/// Where headquarters' and the vault's homes are in that of the till.
const HQ_HOME: &str = "hq";
const VAULT_HOME: &str = "vault";

/// Any free port of this machine.
pub(super) fn any_port() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 0))
}

/// Sets headquarters and the vault up beside a till that stands alone, and makes both desks headquarters'. It serves
/// until what is returned is dropped.
pub(super) fn found(context: &Context, till: &Home, accounts: usize, scratch: &Path) -> Result<Beside, CliError> {
    let quiet = context.quiet();
    let at = |name: &str, pin| quiet.demo(till.path().join(name), pin).quiet();
    let lang = context.lang();
    let hq = at(HQ_HOME, home::CASHIER.1);
    run(&hq, &["hq", "init", "--store", "sqlite:hq.db"])?;
    for ((name, pin), role) in [(home::CASHIER, "cashier"), (home::SENIOR, "cashier"), (home::SUPERVISOR, "supervisor")]
    {
        let full_name = home::full_name(lang, name);
        let person = ["hq", "user", "add", name, "--role", role, "--office", OFFICE, "--full-name", full_name];
        run(&at(HQ_HOME, pin), &person)?;
    }
    for supplier in home::suppliers() {
        let register = write_register(scratch, supplier, home::accounts(supplier, accounts))?;
        run(&hq, &["hq", "directory", "import", &register, "--layout", "sber-debts", "--supplier", supplier])?;
    }
    let served = beside(&hq, any_port())?;
    let code = hq::enrol(&hq, OFFICE, TILL)?;
    let desk = context.at(till.clone()).quiet();
    run(&desk, &["desk", "join", "--hq", &served.url, "--code", &code])?;
    let vault = at(VAULT_HOME, home::CASHIER.1);
    let code = hq::enrol(&hq, OFFICE, VAULT)?;
    run(&vault, &init(VAULT, "vault", lang, &served.url, &code))?;
    run(&vault, &["sync", "now"])?;
    Ok(served)
}

/// Serves the headquarters of a demo's home that was kept, where its desks look for it; `None` where it has none.
pub(super) fn serve_again(context: &Context, till: &Home) -> Result<Option<Beside>, CliError> {
    let hq = context.at(Home::new(till.path().join(HQ_HOME))).quiet();
    let url = context.at(till.clone()).settings()?.hq.as_ref().map(|hq| hq.url.clone());
    let address = url.and_then(|url| url.strip_prefix("http://")?.parse().ok());
    match address {
        Some(address) if hq.home().path().exists() => beside(&hq, address).map(Some),
        _ => Ok(None),
    }
}

/// The command that sets a desk of headquarters up.
pub(super) fn init<'w>(desk: &'w str, kind: &'w str, lang: Lang, url: &'w str, code: &'w str) -> [&'w str; 16] {
    [
        "desk",
        "init",
        "--office",
        OFFICE,
        "--desk",
        desk,
        "--zone",
        "Asia/Irkutsk",
        "--kind",
        kind,
        "--language",
        lang.code(),
        "--hq",
        url,
        "--code",
        code,
    ]
}

/// Writes a register of debts, and gives its path.
pub(super) fn write_register(
    folder: &Path,
    supplier: &str,
    accounts: impl Iterator<Item = town::Account>,
) -> Result<String, CliError> {
    let path = folder.join(format!("{supplier}.txt"));
    std::fs::write(&path, town::register(accounts)).map_err(|error| CliError::file(&path, &error))?;
    Ok(path.display().to_string())
}

/// Carries a command out.
pub(super) fn run(context: &Context, words: &[&str]) -> Result<(), CliError> {
    let args = Args::try_parse_from(["okno"].iter().chain(words))
        .map_err(|error| CliError::new(Kind::Internal, ("cli-io-other", vec![("detail", text(error))])))?;
    dispatch(&context.afresh(), args.command)
}
