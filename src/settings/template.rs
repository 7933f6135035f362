//! The text of a new `okno.toml`: every setting with a comment, those that are not set commented out.

use super::{Hq, Printer, Receipt, Settings};
use crate::domain::policy::Drawer;
use crate::domain::{DeskKind, Money};

/// The file of settings that [`Settings::parse`] reads as `settings`.
pub(super) fn text(settings: &Settings) -> String {
    let operator = settings.operator.as_ref();
    let mirror = settings.mirror.as_ref().map(|path| path.display().to_string());
    let kind = match settings.kind {
        DeskKind::Till => "till",
        DeskKind::Vault => "vault",
    };
    format!(
        "\
# Okno's settings. Relative paths are relative to this file's folder.

# The office and the desk that the journal belongs to.
office = {office}
desk = {desk}
# \"till\" takes payments, \"vault\" keeps the office's cash.
kind = {kind}
# The office's time zone: it decides the business day.
zone = {zone}
# The office's address, for receipts.
{address}
# The language of screens and documents, \"en\" or \"ru\"; the environment's if not set.
{language}
# A folder on a second disk or a stick that the journal is copied to.
{mirror}

# The legal entity that runs the office; that of the suppliers' data if not set.
{operator_table}
{name}
{inn}

{printer}
{receipt}
[clock]
# A shift opened more hours than this after the last entry needs a supervisor.
gap_hours = {gap_hours}
# A shift takes payments for as many hours, then it must be closed.
shift_hours = {shift_hours}

{custody}
[till]
# After so many minutes without a key the screen locks itself; 0 for never.
idle_lock_minutes = {idle_lock_minutes}

{hq}",
        office = quoted(&settings.office),
        desk = quoted(&settings.desk),
        zone = quoted(settings.zone.name()),
        address = optional("address", settings.address.as_deref()),
        language = optional("language", settings.language.as_deref()),
        mirror = optional("mirror", mirror.as_deref()),
        operator_table = if operator.is_some() { "[operator]" } else { "# [operator]" },
        name = optional("name", operator.map(|operator| operator.name.as_str())),
        inn = optional("inn", operator.map(|operator| operator.inn.as_str())),
        printer = printer(&settings.printer),
        receipt = receipt(&settings.receipt),
        kind = quoted(kind),
        gap_hours = settings.clock.gap_hours,
        shift_hours = settings.clock.shift_hours,
        custody = custody(settings),
        idle_lock_minutes = settings.till.idle_lock_minutes,
        hq = hq(settings.hq.as_ref()),
    )
}

/// The section of the printer.
fn printer(printer: &Printer) -> String {
    let Printer { profile, to, columns } = printer;
    format!(
        "\
[printer]
# What it understands: \"text\" for files to read, \"epson-tm\", \"rongta\", \"xprinter\", \"generic\" for printers.
profile = {profile}
# \"dir:PATH\" writes a file for each receipt, \"file:PATH\" appends to one file; \"tcp:HOST:PORT\", \"device:PATH\",
# \"serial:PATH,BAUD\", \"cups:QUEUE\" are printers.
to = {to}
# The paper's width in characters: 32, 42 or 48.
columns = {columns}
",
        profile = quoted(profile),
        to = quoted(&to.to_string()),
    )
}

/// The section of what stands on receipts.
fn receipt(receipt: &Receipt) -> String {
    let parts: Vec<String> = receipt.parts.iter().map(|part| quoted(part)).collect();
    format!(
        "\
[receipt]
# Words above the title, and words at the foot.
{heading}
{footer}
# What stands below the title, in this order; \"lines\", \"tenders\" and \"entry\" must be among it.
parts = [{parts}]
",
        heading = optional("heading", receipt.heading.as_deref()),
        footer = optional("footer", receipt.footer.as_deref()),
        parts = parts.join(", "),
    )
}

/// A text of settings with another printer in it: in the lines where one stood, or in a section of its own. All else,
/// and every comment, stays.
pub(super) fn with_printer(text: &str, to_be: &Printer) -> String {
    let is_header = |line: &str| line.trim_start().starts_with('[');
    let Some(start) = text.lines().position(|line| code(line).trim() == "[printer]") else {
        return format!("{}\n\n{}", text.trim_end(), printer(to_be));
    };
    let end = text.lines().skip(start + 1).position(is_header).map_or(usize::MAX, |at| start + 1 + at);
    let values = [
        ("profile", quoted(&to_be.profile)),
        ("to", quoted(&to_be.to.to_string())),
        ("columns", to_be.columns.to_string()),
    ];
    let key = |line: &str| code(line).split_once('=').map(|(key, _)| key.trim().to_owned());
    let within = || text.lines().take(end).skip(start + 1);
    let missing = values.iter().filter(|(name, _)| within().all(|line| key(line).as_deref() != Some(name)));
    let missing: Vec<String> = missing.map(|(name, value)| format!("{name} = {value}\n")).collect();
    let mut changed = String::new();
    for (n, line) in text.lines().enumerate() {
        let found = values.iter().find(|(name, _)| start < n && n < end && key(line).as_deref() == Some(name));
        match found.map(|(name, value)| format!("{name} = {value} {}", &line[code(line).len()..])) {
            Some(replaced) => changed.push_str(replaced.trim_end()),
            None => changed.push_str(line),
        }
        changed.push('\n');
        if n == start {
            changed.push_str(&missing.concat());
        }
    }
    changed
}

/// What stands in a line of TOML before its comment.
fn code(line: &str) -> &str {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            _ if is_escaped => is_escaped = false,
            (Some('"'), '\\') => is_escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => return &line[..at],
            _ => {}
        }
    }
    line
}

/// How cash is kept, and what a supervisor approves.
fn custody(settings: &Settings) -> String {
    let drawer = match settings.cash.drawer {
        Drawer::Own => "own",
        Drawer::Shared => "shared",
    };
    format!(
        "\
[cash]
# \"own\" starts with change money and is counted; \"shared\" also holds other money, as at the post: Okno's part is
# not counted, and is handed over to the rouble at the close.
drawer = {drawer}
# true hides what should be in the drawer from the person who counts it.
blind = {blind}
# false asks for denominations wherever cash is counted or moved.
sums = {sums}
# Above this sum the till asks for a cash drop; \"0\" for never.
limit = {limit}
# What a close proposes to leave in the drawer for change.
float = {float}
# A difference at the close above this sum needs a reason.
reason_above = {reason_above}

[supervisor]
# The sums from which a supervisor's PIN is needed; \"0\" for always.
voids = {voids}
refunds = {refunds}
moves = {moves}
retenders = {retenders}

",
        drawer = quoted(drawer),
        blind = settings.cash.blind,
        sums = settings.cash.sums,
        limit = sum(settings.cash.limit),
        float = sum(settings.cash.float),
        reason_above = sum(settings.cash.reason_above),
        voids = sum(settings.supervisor.voids),
        refunds = sum(settings.supervisor.refunds),
        moves = sum(settings.supervisor.moves),
        retenders = sum(settings.supervisor.retenders),
    )
}

/// The section of headquarters, commented out where there is none.
pub(super) fn hq(hq: Option<&Hq>) -> String {
    let ca = hq.and_then(|hq| hq.ca.as_ref()).map(|path| path.display().to_string());
    let insecure = if hq.is_some_and(|hq| hq.insecure) { "insecure = true" } else { "# insecure = false" };
    format!(
        "\
# Headquarters; a desk that stands alone has none, and 'okno desk join' adds one.
{table}
{url}
# A file of certificates (PEM) that headquarters' may be signed by, instead of the public ones.
{ca}
# true takes plain HTTP over a network: anybody on the way reads accounts and payments.
{insecure}
",
        table = if hq.is_some() { "[hq]" } else { "# [hq]" },
        url = optional("url", hq.map(|hq| hq.url.as_str())),
        ca = optional("ca", ca.as_deref()),
    )
}

fn optional(key: &str, value: Option<&str>) -> String {
    match value {
        Some(value) => format!("{key} = {}", quoted(value)),
        None => format!("# {key} = \"\""),
    }
}

/// A basic string of TOML on one line.
fn sum(sum: Money) -> String {
    let sum = sum.to_string();
    quoted(sum.strip_suffix(".00").unwrap_or(&sum))
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
