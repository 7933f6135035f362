//! `okno demo`: the till on a made-up town; without a terminal the whole job, each command as it could be typed.

use std::io::IsTerminal;

use clap::Parser;

use super::context::Context;
use super::error::{CliError, Kind};
use super::output;
use crate::desk::Home;
use crate::domain::Money;
use crate::domain::message::text;
use crate::lang::Lang;

pub mod home;
pub mod town;

/// The PIN of the script's people.
const PIN: &str = "1234";
/// Suppliers of the town with the prefixes of their account numbers.
const SUPPLIERS: [(&str, &str); 4] = [("energosbyt", "АБ"), ("teploset", "Т"), ("upravdom", "К"), ("gorsvyaz", "Ф")];

/// How wide a shown command may be.
const WIDTH: usize = 78;
/// The payer of the demo among the town's accounts: Распутин Т. А., Ленина 7-1.
const PAYER: usize = 72;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many accounts the town has in all, 400 at least
    #[arg(long, value_name = "N", default_value_t = 5000, value_parser = clap::value_parser!(u32).range(400..))]
    accounts: u32,
    /// Show the whole job as commands instead of the till
    #[arg(long)]
    script: bool,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let has_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let accounts = args.accounts as usize;
    let scratch = tempfile::tempdir().map_err(|error| CliError::file(&std::env::temp_dir(), &error))?;
    if args.script || !has_terminal {
        return script(context, scratch.path(), accounts);
    }
    let home = context.named_home().cloned().unwrap_or_else(|| Home::new(scratch.path().join("home")));
    // A home that is there already goes on as it is, whosever it is.
    if !home.settings().exists() {
        home::make(&home, accounts, context.lang(), super::till::stamp())
            .map_err(|fault| CliError::new(Kind::Refused, fault))?;
    }
    super::till::show(&context.at(home), Some(home::people()))
}

fn script(context: &Context, scratch: &std::path::Path, accounts: usize) -> Result<(), CliError> {
    let demo = context.demo(scratch.join("home"), PIN);
    let lang = context.lang();
    output::line(&lang.text("cli-demo-intro", &[]))?;
    play(
        &demo,
        &["desk", "init", "--office", "664003", "--desk", "2", "--zone", "Asia/Irkutsk", "--language", lang.code()],
    )?;
    play(&demo, &["user", "add", "cashier1", "--role", "cashier", "--full-name", cashier(lang)])?;
    play(&demo, &["user", "add", "super1", "--role", "supervisor"])?;
    for (supplier, prefix) in SUPPLIERS {
        let path = scratch.join(format!("{supplier}.txt"));
        let register = town::register(town::accounts(prefix, accounts / SUPPLIERS.len()));
        std::fs::write(&path, register).map_err(|error| CliError::file(&path, &error))?;
        let file = path.display().to_string();
        play(&demo, &["directory", "import", &file, "--layout", "sber-debts", "--supplier", supplier])?;
    }
    work(&demo, lang)
}

/// A cashier's day: one basket of two bills, a mobile phone by card, and a payment that was taken twice. The takings go
/// to the vault; the next day a line of a receipt is given back.
fn work(demo: &Context, lang: Lang) -> Result<(), CliError> {
    output::line(&format!("\n# {}", lang.text("cli-demo-layout", &[])))?;
    play(demo, &["directory", "find", "hfcgenby kty 7"])?;
    play(demo, &["shift", "open", "--as", "cashier1", "--float", "2000"])?;
    let bills = [("energosbyt:", SUPPLIERS[0].1), ("teploset:heat@", SUPPLIERS[1].1)].map(|(to, prefix)| {
        let debt = town::accounts(prefix, PAYER + 1).nth(PAYER);
        debt.map(|it| (format!("{to}{}:{}", it.account, roubles(it.kopecks)), it.kopecks)).unwrap_or_default()
    });
    let [(power, owed), (heat, owed_too)] = bills;
    let both = owed + owed_too;
    let note = roubles(both.div_euclid(100_000) * 100_000 + 100_000);
    play(demo, &["pay", "--as", "cashier1", "--line", &power, "--line", &heat, "--cash", &note])?;
    play(demo, &["print", "preview", "1-1-1"])?;
    play(demo, &["pay", "--as", "cashier1", "--line", "mobitel:9025550101:300", "--card", "004512"])?;
    play(demo, &["pay", "--as", "cashier1", "--line", &power, "--cash", &roubles(owed)])?;
    let approved = ["--as", "cashier1", "--supervisor", "super1", "--reason", reason(lang)];
    play(demo, &[&["void", "1-1-3"][..], &approved].concat())?;
    let takings = format!("vault:{}", roubles(both));
    let drawer = roubles(200_000 + both);
    play(demo, &["shift", "close", "--as", "cashier1", "--counted", &drawer, "--to-vault", &takings])?;
    play(demo, &["cash", "holders"])?;
    play(demo, &["shift", "open", "--as", "cashier1", "--float", "2000"])?;
    play(demo, &[&["refund", "1-1-1", "--line", "2"][..], &approved].concat())?;
    play(demo, &["shift", "close", "--as", "cashier1", "--counted", &roubles(200_000 - owed_too)])?;
    play(demo, &["journal", "verify"])
}

/// A sum as a command line has it.
fn roubles(kopecks: i64) -> String {
    Money::from_kopecks(kopecks).write("", ',')
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

/// Shows a command, broken where a narrow terminal would break it, and carries it out in the demo's home.
fn play(demo: &Context, words: &[&str]) -> Result<(), CliError> {
    let mut shown = String::from("\n$ okno");
    let mut width = shown.chars().count();
    for word in words {
        let word = if word.contains(' ') { format!(" \"{word}\"") } else { format!(" {word}") };
        width += word.chars().count();
        if width > WIDTH {
            shown.push_str(" \\\n   ");
            width = word.chars().count() + 3;
        }
        shown.push_str(&word);
    }
    output::line(&shown)?;
    let args = super::Args::try_parse_from(["okno"].iter().chain(words))
        .map_err(|error| CliError::new(Kind::Internal, ("cli-io-other", vec![("detail", text(error))])))?;
    super::dispatch(&demo.afresh(), args.command)
}
