//! The demo without a terminal: the whole job of headquarters and an office, each command as it could be typed.

use std::path::Path;

use super::super::context::Context;
use super::super::error::CliError;
use super::super::hq::serve::{Beside, beside};
use super::super::{hq, output};
use super::branch::{self, OFFICE, TILL, VAULT, any_port, init};
use super::{home, town};
use crate::domain::{Money, Place};
use crate::lang::Lang;

/// The PIN of the script's people.
const PIN: &str = "1234";
/// Suppliers of the town with the prefixes of their account numbers.
const SUPPLIERS: [(&str, &str); 4] = [("energosbyt", "АБ"), ("teploset", "Т"), ("upravdom", "К"), ("gorsvyaz", "Ф")];

/// How wide a shown command may be.
const WIDTH: usize = 78;
/// The payer of the demo among the town's accounts: Распутин Т. А., Ленина 7-1.
const PAYER: usize = 72;

/// A home of the script, by the name that its commands are shown with.
struct At {
    name: &'static str,
    context: Context,
}

impl At {
    /// Shows a command and carries it out.
    fn play(&self, words: &[&str]) -> Result<(), CliError> {
        self.show(words)?;
        branch::run(&self.context, words)
    }

    /// Shows a command, broken where a narrow terminal would break it.
    fn show(&self, words: &[&str]) -> Result<(), CliError> {
        let mut shown = format!("\n$ okno --home {}", self.name);
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
        output::line(&shown)
    }
}

/// Headquarters, a till and a vault, in folders of `scratch`.
pub(super) fn run(context: &Context, scratch: &Path, accounts: usize) -> Result<(), CliError> {
    let at = |name: &'static str| At { name, context: context.demo(scratch.join(name), PIN) };
    let (headquarters, till, vault) = (at("hq"), at("till"), at("vault"));
    let lang = context.lang();
    output::line(&lang.text("cli-demo-intro", &[]))?;
    found(&headquarters, lang, scratch, accounts)?;
    let served = serve(&headquarters)?;
    for (desk, name, kind) in [(&till, TILL, "till"), (&vault, VAULT, "vault")] {
        headquarters.show(&["hq", "enrol", "--office", OFFICE, "--desk", name])?;
        let code = hq::enrol(&headquarters.context, OFFICE, name)?;
        desk.play(&init(name, kind, lang, &served.url, &code))?;
    }
    day(&till, &vault, lang)?;
    for desk in [&till, &vault] {
        desk.play(&["sync", "now"])?;
    }
    headquarters.play(&["hq", "desk", "list"])?;
    headquarters.play(&["hq", "verify"])?;
    till.play(&["journal", "verify"])
}

/// Headquarters with its people, and with accounts from the suppliers' registers.
fn found(headquarters: &At, lang: Lang, scratch: &Path, accounts: usize) -> Result<(), CliError> {
    headquarters.play(&["hq", "init", "--store", "sqlite:hq.db"])?;
    for (name, role) in [("cashier1", "cashier"), ("senior1", "cashier"), ("super1", "supervisor")] {
        let full_name = home::full_name(lang, name);
        let person = ["hq", "user", "add", name, "--role", role, "--office", OFFICE, "--full-name", full_name];
        headquarters.play(&person)?;
    }
    for (supplier, prefix) in SUPPLIERS {
        let register = town::accounts(prefix, accounts / SUPPLIERS.len());
        let file = branch::write_register(scratch, supplier, register)?;
        headquarters.play(&["hq", "directory", "import", &file, "--layout", "sber-debts", "--supplier", supplier])?;
    }
    Ok(())
}

fn serve(headquarters: &At) -> Result<Beside, CliError> {
    let any = any_port();
    headquarters.show(&["hq", "serve", "--listen", &any.to_string(), "&"])?;
    beside(&headquarters.context, any)
}

/// A cashier's day: one basket of two bills, a mobile phone by card, and a payment that was taken twice. The takings go
/// to the vault; the next day a line of a receipt is given back.
fn day(till: &At, vault: &At, lang: Lang) -> Result<(), CliError> {
    output::line(&format!("\n# {}", lang.text("cli-demo-layout", &[])))?;
    till.play(&["directory", "find", "hfcgenby kty 7"])?;
    till.play(&["shift", "open", "--as", "cashier1", "--float", "2000"])?;
    let bills = [("energosbyt:", SUPPLIERS[0].1), ("teploset:heat@", SUPPLIERS[1].1)].map(|(to, prefix)| {
        let debt = town::accounts(prefix, PAYER + 1).nth(PAYER);
        debt.map(|it| (format!("{to}{}:{}", it.account, roubles(it.kopecks)), it.kopecks)).unwrap_or_default()
    });
    let [(power, owed), (heat, owed_too)] = bills;
    let both = owed + owed_too;
    let note = roubles(both.div_euclid(100_000) * 100_000 + 100_000);
    till.play(&["pay", "--as", "cashier1", "--line", &power, "--line", &heat, "--cash", &note])?;
    till.play(&["print", "preview", "1-1-1"])?;
    till.play(&["pay", "--as", "cashier1", "--line", "mobitel:9025550101:300", "--card", "004512"])?;
    till.play(&["pay", "--as", "cashier1", "--line", &power, "--cash", &roubles(owed)])?;
    let approved = ["--as", "cashier1", "--supervisor", "super1", "--reason", reason(lang)];
    till.play(&[&["void", "1-1-3"][..], &approved].concat())?;
    let takings = format!("{VAULT}:{}", roubles(both));
    let drawer = roubles(200_000 + both);
    till.play(&["shift", "close", "--as", "cashier1", "--counted", &drawer, "--to-vault", &takings])?;
    accept(till, vault, both)?;
    till.play(&["shift", "open", "--as", "cashier1", "--float", "2000"])?;
    till.play(&[&["refund", "1-1-1", "--line", "2"][..], &approved].concat())?;
    till.play(&["shift", "close", "--as", "cashier1", "--counted", &roubles(200_000 - owed_too)])
}

/// The vault accepts what the till handed over, by the code that is on the till's slip.
fn accept(till: &At, vault: &At, kopecks: i64) -> Result<(), CliError> {
    till.play(&["cash", "holders"])?;
    let view = till.context.afresh().view()?;
    let codes =
        crate::desk::holders::holders(view.journal(), true)?.list.into_iter().filter_map(|holder| match holder.place {
            Place::Transit { code, .. } => Some(code.to_string()),
            _ => None,
        });
    vault.play(&["shift", "open", "--as", "senior1", "--float", "10000"])?;
    for code in codes {
        vault.play(&["cash", "accept", &code, "--sum", &roubles(kopecks), "--as", "senior1"])?;
    }
    let counted = roubles(1_000_000 + kopecks);
    vault.play(&["shift", "close", "--as", "senior1", "--counted", &counted])
}

/// A sum as a command line has it.
fn roubles(kopecks: i64) -> String {
    Money::from_kopecks(kopecks).write("", ',')
}

fn reason(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "taken twice",
        Lang::Ru => "принято дважды",
    }
}
