//! The picture of how the desk stands with headquarters: what is so now, and below it the batches that it acknowledged.

use chrono::TimeDelta;
use ratatui::Frame;
use ratatui::layout::{Constraint, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph};

use crate::domain::message::{said, text};
use crate::domain::{Message, Timestamp, Word};
use crate::tui::link::{self, Acked, Sent};
use crate::tui::model::Model;
use crate::tui::widgets::{layout, words};

/// How wide the batches stand: the sums should not be far from their moments.
const WIDEST: usize = 88;
/// How many lines headquarters' word may take.
const MOST_OF_WORD: usize = 3;

/// Draws it over the whole screen below.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let title = words::label(model, "sync-screen");
    let width = usize::from(area.width).saturating_sub(4);
    let facts = facts(model, width);
    frame.render_widget(Clear, area);
    let parts = [Constraint::Length(facts.len() as u16), Constraint::Fill(1)];
    let [upper, lower] = layout::in_parts(frame, area, title, parts);
    let [upper, lower] = [upper, lower].map(|part| Rect { x: part.x + 1, width: part.width.saturating_sub(1), ..part });
    frame.render_widget(Paragraph::new(facts), upper);
    let rows = rows(model, usize::from(lower.width).min(WIDEST), usize::from(lower.height));
    frame.render_widget(Paragraph::new(rows), lower);
}

/// What is so now: all there, or what waits and why; what headquarters has; the rest by name and value.
fn facts(model: &Model, width: usize) -> Vec<Line<'static>> {
    let mut lines = vec![state(model)];
    let trouble = model.link.trouble.as_ref().map(|trouble| trouble.said.clone());
    let refusal = model.health.hq.as_ref().and_then(|hq| hq.refusal.clone());
    let word = trouble.or(refusal.map(|(at, refusal)| {
        let words = vec![("at", Word::Moment(at)), ("word", said(refusal))];
        ("sync-status-word", words)
    }));
    if let Some(word) = word {
        let sentence = words::sentence(&words::worded(model, &word));
        let said = layout::wrap(&sentence, width).into_iter().take(MOST_OF_WORD);
        lines.extend(said.map(|line| Line::styled(line, model.theme.fault())));
    }
    lines.push(Line::default());
    let values = values(model);
    let names: Vec<String> = values.iter().map(|(name, _)| words::label(model, name)).collect();
    let column = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
    let value = |(name, (_, value)): (&String, &(_, String))| Line::from(format!("{name:<column$}  {value}"));
    lines.extend(names.iter().zip(&values).map(value));
    lines
}

fn state(model: &Model) -> Line<'static> {
    let waiting = i64::try_from(model.health.unsent).unwrap_or(i64::MAX);
    let (id, style): (_, Style) = match waiting {
        0 if link::all_there(model) => ("sync-screen-all", model.theme.good()),
        0 => ("sync-screen-all-known", Style::default()),
        _ => ("sync-screen-waiting", model.theme.strong()),
    };
    Line::styled(words::worded(model, &(id, vec![("n", Word::Number(waiting))])), style)
}

/// Names and values, one a row.
fn values(model: &Model) -> Vec<(&'static str, String)> {
    let nothing = || words::label(model, "sync-screen-never");
    let acked = model.health.hq.as_ref().and_then(|hq| hq.acked.as_ref());
    let mut values = vec![("sync-screen-has", acked.map_or_else(nothing, |acked| has(model, acked)))];
    if let Some(acked) = acked {
        values.push(("sync-screen-head", acked.hash16.clone()));
    }
    let moment = |at: Option<Timestamp>| at.map_or_else(nothing, |at| with_age(model, at));
    values.push(("sync-screen-acked", link::acked_at(model).map_or_else(nothing, |at| words::when(model, at))));
    values.push(("sync-screen-heard", moment(model.link.heard)));
    values.push(("sync-screen-pulled", moment(model.link.pulled_at)));
    let exceptions = model.link.exceptions.map(|n| n.to_string());
    let exceptions = exceptions.unwrap_or_else(|| words::label(model, "sync-screen-unknown"));
    values.push(("sync-screen-exceptions", exceptions));
    values
}

fn has(model: &Model, acked: &Acked) -> String {
    let payments = Word::Number(i64::try_from(acked.payments).unwrap_or(i64::MAX));
    let said: Message = (
        "sync-screen-has-all",
        vec![("through", text(acked.through)), ("payments", payments), ("sum", Word::Money(acked.sum))],
    );
    words::worded(model, &said)
}

/// A moment and how long ago it was, in the largest unit of which there are two or more.
fn with_age(model: &Model, at: Timestamp) -> String {
    let age = model.now.since(at).max(TimeDelta::zero());
    let (id, n) = match (age.num_days(), age.num_hours(), age.num_minutes()) {
        (days @ 2.., ..) => ("sync-screen-days-ago", days),
        (_, hours @ 2.., _) => ("sync-screen-hours-ago", hours),
        (.., minutes) => ("sync-screen-minutes-ago", minutes),
    };
    let at = words::when(model, at);
    words::worded(model, &(id, vec![("at", text(at)), ("n", Word::Number(n))]))
}

/// The batches, the newest first, as many as there are rows for.
fn rows(model: &Model, width: usize, height: usize) -> Vec<Line<'static>> {
    if model.link.sent.is_empty() {
        return vec![Line::styled(words::label(model, "sync-screen-nothing-sent"), model.theme.quiet())];
    }
    let heads = ["sync-head-at", "sync-head-through", "sync-head-entries", "sync-head-payments", "sync-head-sum"];
    let heads = heads.map(|head| words::label(model, head));
    let cells: Vec<[String; 5]> =
        model.link.sent.iter().take(height.saturating_sub(1)).map(|sent| cells(model, sent)).collect();
    let line = |cells: &[String; 5]| {
        let [at, numbers @ ..] = cells;
        let column = width.saturating_sub(14) / 4;
        let numbers: String = numbers.iter().map(|cell| format!("{cell:>column$}")).collect();
        format!("{at:<14}{numbers}")
    };
    let head = Line::styled(line(&heads), model.theme.quiet());
    [head].into_iter().chain(cells.iter().map(|cells| Line::from(line(cells)))).collect()
}

/// When, through, entries, payments, sum.
fn cells(model: &Model, sent: &Sent) -> [String; 5] {
    let sum = words::sum(model, sent.sum);
    let [through, entries, payments] = [sent.through, sent.entries, sent.payments].map(|n| n.to_string());
    [words::when(model, sent.at), through, entries, payments, sum]
}
