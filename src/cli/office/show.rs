//! `okno office show`: a view as text or JSON.

use super::{CliError, Context, Door, failed, output};
use crate::clock;
use crate::domain::message::text;
use crate::domain::office::View;
use crate::domain::{Cell, Mark, Table};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The view's path: days, desks, users, …
    view: String,
    /// Begin behind the row that the page before ended with
    #[arg(long, value_name = "ROW")]
    after: Option<String>,
    /// The most rows of a page; headquarters gives no more than 500
    #[arg(long, value_name = "ROWS")]
    limit: Option<usize>,
    #[command(flatten)]
    door: Door,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CliError> {
    let known = View::NAMES.join(", ");
    let no_view = |_| CliError::bad_value("VIEW", &args.view, ("cli-office-views", vec![("known", text(&known))]));
    let view: View = args.view.parse().map_err(no_view)?;
    let asked =
        |office: &crate::client::office::Office| office.view(&view, args.after.as_deref(), args.limit).map_err(failed);
    let table = args.door.within(context, asked)?;
    if context.json() { output::json(&table) } else { print(context, &table) }
}

fn print(context: &Context, table: &Table) -> Result<(), CliError> {
    let lang = context.lang();
    for (id, cell) in &table.facts {
        context.line(&format!("{}: {}", lang.text(id, &[]), worded(context, cell)))?;
    }
    let of = |cells: &[Cell]| cells.iter().map(|cell| worded(context, cell)).collect::<Vec<String>>();
    let heads = [String::new()].into_iter().chain(table.columns.iter().map(|id| lang.text(id, &[])));
    let mut lines = vec![heads.collect::<Vec<_>>()];
    for row in &table.rows {
        let opens = row.opens.as_ref().map(View::to_string).unwrap_or_default();
        lines.push([vec![sign(row.mark).to_owned()], of(&row.cells), vec![opens]].concat());
    }
    if !table.total.is_empty() {
        lines.push([vec![String::new()], of(&table.total)].concat());
    }
    let is_figures = |column: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(column)).filter(|cell| **cell != Cell::Empty);
        cells.next().is_some_and(Cell::is_figure)
    };
    let right: Vec<usize> = (0..table.columns.len()).filter(|&column| is_figures(column)).map(|at| at + 1).collect();
    output::table(&lines, &right)?;
    match &table.next {
        Some(next) => context.say(&("cli-office-more", vec![("after", text(next))])),
        None => Ok(()),
    }
}

/// How a row stands, in one sign.
fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Plain => "",
        Mark::Right => "+",
        Mark::Waiting => "~",
        Mark::Wrong => "!",
    }
}

/// What stands in a cell, as the reader's language writes it, and by this machine's clock.
fn worded(context: &Context, cell: &Cell) -> String {
    let lang = context.lang();
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Word(id) => lang.text(id, &[]),
        Cell::Count(count) => lang.number(*count),
        Cell::Kopecks(sum) => lang.kopecks(sum.kopecks()),
        Cell::Day(day) => lang.date(*day),
        Cell::Moment(at) => lang.moment(clock::here(at.utc())),
    }
}
