//! `okno hq report`: takings as text, JSON, CSV, XLSX and, of a day, as a sheet for paper.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::{CliError, Context, failure, home, open, output};
use crate::cli::context;
use crate::cli::error::Kind;
use crate::clock;
use crate::document::{Telling, table};
use crate::domain::message::text;
use crate::domain::office::By;
use crate::domain::{Cell, OfficeCode, Role, Table, UserName, View};
use crate::export::{csv::csv, xlsx::xlsx};
use crate::hq::office::{Page, Viewer};
use crate::hq::{Hq, HqError};
use crate::lang::Arg;
use crate::print::pdf;

/// The rows of a page: as many as one may have.
const ROWS: usize = 500;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Report {
    /// What the rows are; of `day` the offices of one day, with how far each is
    by: Rows,
    /// The business day; the last one that there is where no day is named
    #[arg(long, value_name = "DAY", conflicts_with_all = ["from", "to"])]
    date: Option<String>,
    /// The first business day
    #[arg(long, value_name = "DAY", requires = "to")]
    from: Option<String>,
    /// The last business day
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<String>,
    /// One office alone, by its code
    #[arg(long)]
    office: Option<String>,
    /// Write a CSV file for spreadsheets of your language
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write an XLSX file, sums as numbers
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
    /// Write the day's sheet as PDF
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Rows {
    Day,
    Days,
    Region,
    Office,
    Desk,
    Shift,
    Cashier,
    Supplier,
    Service,
    Tender,
    Hours,
}

impl Rows {
    fn by(self) -> Option<By> {
        match self {
            Rows::Day | Rows::Hours => None,
            Rows::Days => Some(By::Day),
            Rows::Region => Some(By::Region),
            Rows::Office => Some(By::Office),
            Rows::Desk => Some(By::Desk),
            Rows::Shift => Some(By::Shift),
            Rows::Cashier => Some(By::Cashier),
            Rows::Supplier => Some(By::Supplier),
            Rows::Service => Some(By::Service),
            Rows::Tender => Some(By::Tender),
        }
    }
}

pub(super) fn run(context: &Context, report: &Report) -> Result<(), CliError> {
    let hq = open(context)?;
    let failed = |error: HqError| failure::at(&home(context), error);
    let (from, to) = match days(report)? {
        Some(days) => days,
        None => {
            let last = hq.last_day().map_err(failed)?.unwrap_or_else(|| clock::here(clock::now()).date());
            (last, last)
        }
    };
    let office = report.office.as_deref().map(office).transpose()?;
    let viewer = viewer(office.as_ref())?;
    let (table, json) = match report.by {
        Rows::Day => {
            let day = hq.day_report(&viewer, from).map_err(failed)?;
            (day.table(), serde_json::to_value(&day).map_err(|error| CliError::output(&error.into()))?)
        }
        rows => {
            let view = match rows.by() {
                Some(by) => View::Takings { by, from, to, office },
                None => View::Hours { from, to },
            };
            let table = whole(&hq, &viewer, &view).map_err(failed)?;
            let json = of_table(&table, from, to);
            (table, json)
        }
    };
    write_files(context, report, &table, from)?;
    if context.json() {
        return output::json(&json);
    }
    let files = [&report.csv, &report.xlsx, &report.pdf];
    let written: Vec<&PathBuf> = files.into_iter().flatten().collect();
    for path in &written {
        context.say(&("office-written", vec![("path", text(path.display()))]))?;
    }
    if written.is_empty() { shown(context, &table) } else { Ok(()) }
}

/// The days that are asked for; none where none is named.
fn days(report: &Report) -> Result<Option<(NaiveDate, NaiveDate)>, CliError> {
    let day = |option, value: &String| {
        value.parse::<NaiveDate>().map_err(|_| CliError::bad_value(option, value, ("hq-report-day-form", vec![])))
    };
    let Report { by, date, from, to, pdf, .. } = report;
    if pdf.is_some() && *by != Rows::Day {
        return Err(CliError::new(Kind::Usage, ("hq-report-pdf-day", vec![])));
    }
    match (date, from, to) {
        (Some(date), ..) => day("--date", date).map(|day| Some((day, day))),
        (None, Some(_), Some(_)) if *by == Rows::Day => {
            Err(CliError::new(Kind::Usage, ("hq-report-day-alone", vec![])))
        }
        (None, Some(from), Some(to)) => Ok(Some((day("--from", from)?, day("--to", to)?))),
        _ => Ok(None),
    }
}

fn office(code: &str) -> Result<OfficeCode, CliError> {
    code.parse().map_err(|error: crate::domain::IdError| CliError::bad_value("--office", code, error.message()))
}

/// Whoever has the home of headquarters sees all of it, or the one office that is asked for.
fn viewer(office: Option<&OfficeCode>) -> Result<Viewer, CliError> {
    let user = UserName::new("hq").map_err(|error| CliError::new(Kind::Internal, error.message()))?;
    let offices = office.map(|office| [office.to_string()].into());
    Ok(Viewer { user, role: Role::Admin, offices })
}

/// All pages of a view as one.
fn whole(hq: &Hq, viewer: &Viewer, view: &View) -> Result<Table, HqError> {
    let page = |after| hq.view(viewer, view, &Page { after, limit: Some(ROWS) }, context::now());
    let mut table = page(None)?;
    while let Some(after) = table.next.take() {
        let more = page(Some(after))?;
        table.rows.extend(more.rows);
        table.next = more.next;
    }
    Ok(table)
}

/// A table for programs: an object a row, its fields called as the columns' texts are; sums are kopecks.
fn of_table(table: &Table, from: NaiveDate, to: NaiveDate) -> Value {
    let object = |cells: &[Cell]| -> Value {
        let field = |(id, cell): (&String, &Cell)| {
            let name = id.strip_prefix(COLUMN).unwrap_or(id).replace('-', "_");
            (name, value(cell))
        };
        table.columns.iter().zip(cells).map(field).collect::<Map<String, Value>>().into()
    };
    let rows: Vec<Value> = table.rows.iter().map(|row| object(&row.cells)).collect();
    json!({"from": from, "to": to, "rows": rows, "total": object(&table.total)})
}

/// What the ids of columns begin with.
const COLUMN: &str = concat!("office", "-col-");

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Word(id) => json!(id),
        Cell::Count(count) => json!(count),
        Cell::Kopecks(sum) => json!(sum.kopecks()),
        Cell::Day(day) => json!(day),
        Cell::Moment(at) => json!(at),
    }
}

fn telling(context: &Context) -> Telling<'_> {
    Telling { lang: context.lang(), local: &|at| clock::here(at.utc()), name: &|_, code| code.to_owned() }
}

fn write_files(context: &Context, report: &Report, table: &Table, day: NaiveDate) -> Result<(), CliError> {
    let telling = telling(context);
    let failed = |error: String| CliError::new(Kind::Internal, ("hq-report-failed", vec![("detail", text(error))]));
    if let Some(path) = &report.csv {
        write(path, &csv(&telling, table).map_err(|error| failed(error.to_string()))?)?;
    }
    if let Some(path) = &report.xlsx {
        write(path, &xlsx(&telling, table, &table.view.to_string()).map_err(|error| failed(error.to_string()))?)?;
    }
    if let Some(path) = &report.pdf {
        let lang = telling.lang;
        let title = lang.text("office-sheet-title", &[("day", Arg::Date(day))]);
        let signers = [lang.text("office-sheet-signer", &[])];
        let sheet = table::sheet(&telling, table, format!("day-{day}"), title, &signers);
        write(path, &pdf(&sheet).map_err(failed)?)?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    std::fs::write(path, bytes).map_err(|error| CliError::file(path, &error))
}

/// The table on the terminal, figures to the right.
pub(super) fn shown(context: &Context, table: &Table) -> Result<(), CliError> {
    if table.rows.is_empty() {
        return context.say(&("office-nothing-taken", vec![]));
    }
    let telling = telling(context);
    let words = |cells: &[Cell]| cells.iter().map(|cell| table::cell(&telling, cell)).collect::<Vec<_>>();
    let mut rows = vec![table::heads(&telling, table)];
    rows.extend(table.rows.iter().map(|row| words(&row.cells)));
    rows.extend(table::total(table).map(|cells| words(&cells)));
    let figures = (0..table.columns.len()).filter(|at| table.total.get(*at).is_some_and(Cell::is_figure));
    output::table(&rows, &figures.collect::<Vec<_>>())
}
