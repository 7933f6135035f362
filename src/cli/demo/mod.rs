//! `okno demo`: the whole job on a made-up town, each command shown as it could be typed.

use clap::Parser;

use super::context::Context;
use super::error::{CliError, Kind};
use super::output;
use crate::domain::message::text;
use crate::lang::Lang;

pub mod town;

/// The PIN of the demo's people.
const PIN: &str = "1234";
/// Suppliers of the town with the prefixes of their account numbers.
const SUPPLIERS: [(&str, &str); 4] = [("energosbyt", "АБ"), ("teploset", "Т"), ("upravdom", "К"), ("gorsvyaz", "Ф")];

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many accounts the town has in all
    #[arg(long, default_value_t = 5000)]
    accounts: usize,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let scratch = tempfile::tempdir().map_err(|error| CliError::file(&std::env::temp_dir(), &error))?;
    let demo = context.demo(scratch.path().join("home"), PIN);
    let lang = context.lang();
    output::line(&lang.text("cli-demo-intro", &[]))?;
    play(
        &demo,
        &["desk", "init", "--office", "664003", "--desk", "2", "--zone", "Asia/Irkutsk", "--language", lang.code()],
    )?;
    play(&demo, &["user", "add", "cashier1", "--role", "cashier", "--full-name", cashier(lang)])?;
    play(&demo, &["user", "add", "super1", "--role", "supervisor"])?;
    for (supplier, prefix) in SUPPLIERS {
        let path = scratch.path().join(format!("{supplier}.txt"));
        let register = town::register(prefix, args.accounts.div_ceil(SUPPLIERS.len()));
        std::fs::write(&path, register).map_err(|error| CliError::file(&path, &error))?;
        let file = path.display().to_string();
        play(&demo, &["directory", "import", &file, "--layout", "sber-debts", "--supplier", supplier])?;
    }
    play(&demo, &["directory", "find", "лен 1 4"])?;
    play(&demo, &["shift", "open", "--as", "cashier1", "--float", "2000"])?;
    let [flat, heat] = [&SUPPLIERS[0], &SUPPLIERS[1]].map(|(supplier, prefix)| {
        let account = town::accounts(prefix, 100).nth(72).map(|account| account.account).unwrap_or_default();
        format!("{supplier}:{}{account}:812,40", if *supplier == "teploset" { "heat@" } else { "" })
    });
    play(&demo, &["pay", "--as", "cashier1", "--line", &flat, "--line", &heat, "--cash", "2000"])?;
    play(&demo, &["print", "preview", "1-1-1"])?;
    play(&demo, &["pay", "--as", "cashier1", "--line", "mobitel:9025550101:300", "--card", "004512"])?;
    play(&demo, &["pay", "--as", "cashier1", "--line", &flat, "--cash", "812,40"])?;
    play(&demo, &["void", "1-1-3", "--as", "cashier1", "--supervisor", "super1", "--reason", reason(lang)])?;
    play(&demo, &["shift", "close", "--as", "cashier1", "--counted", "3624,80"])?;
    play(&demo, &["journal", "verify"])?;
    play(&demo, &["journal", "export", "--format", "hledger"])
}

fn cashier(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "A. Orlova",
        Lang::Ru => "Орлова А. П.",
    }
}

fn reason(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "taken twice",
        Lang::Ru => "принято дважды",
    }
}

/// Shows a command and carries it out in the demo's home.
fn play(demo: &Context, words: &[&str]) -> Result<(), CliError> {
    let quoted = words.iter().map(|word| if word.contains(' ') { format!("\"{word}\"") } else { (*word).to_owned() });
    output::line(&format!("\n$ okno {}", quoted.collect::<Vec<_>>().join(" ")))?;
    let args = super::Args::try_parse_from(["okno"].iter().chain(words))
        .map_err(|error| CliError::new(Kind::Internal, ("cli-output", vec![("detail", text(error))])))?;
    super::dispatch(&demo.afresh(), args.command)
}
