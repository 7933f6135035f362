//! A question over a screen: a sentence and its answers, one of them lit.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::domain::Message;
use crate::domain::scan::Bill;
use crate::tui::model::{Model, Overlay};
use crate::tui::msg::{Effect, Hit, LineDraft, Stamp};
use crate::tui::recover;
use crate::tui::screens::{close_shift, receipts, tender, till};
use crate::tui::widgets::{layout, words};

/// How wide the box's texts are.
const TEXT: usize = 60;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The sentence.
    pub asked: Message,
    /// The answers.
    pub choices: Vec<Choice>,
    /// The answer that is lit.
    pub lit: usize,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its words.
    pub words: Message,
    /// What it does.
    pub answer: Answer,
}

/// What an answer does.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Nothing.
    Nothing,
    /// Takes a line into the basket, whatever was asked about it.
    TakeLine(Box<LineDraft>),
    /// Takes a line of a supplier with several services: the service was chosen.
    TakeHit(Box<Hit>, crate::domain::ServiceCode),
    /// Takes a scanned bill's line with this sum.
    TakeBill(Box<(Bill, Hit)>, crate::domain::Money),
    /// Takes the payment although the change is large.
    PayAnyway,
    /// Closes the shift although the count differs.
    CloseAnyway,
    /// Puts the change of the tender onto the last account.
    LeaveTender,
    /// Prints a paper again, as a copy.
    Reprint(u64),
    /// Records that a paper is whole.
    PaperIsWhole(u64),
    /// A card's slip is good: its payment, of this id and in this tender, is recorded now.
    SlipIsGood(crate::domain::EntryId, crate::domain::TenderKind),
    /// A card's slip says no.
    SlipIsBad,
    /// Voids a payment for this reason.
    VoidFor(crate::domain::ReceiptNumber, Message),
}

impl Question {
    /// A question whose first answer is lit.
    pub fn new(asked: Message, choices: Vec<(Message, Answer)>) -> Question {
        let choices = choices.into_iter().map(|(words, answer)| Choice { words, answer }).collect();
        Question { asked, choices, lit: 0 }
    }
}

/// Lights the answer `by` further down.
pub fn light(model: &mut Model, by: isize) {
    if let Some(Overlay::Question(question)) = &mut model.overlay {
        let last = question.choices.len().saturating_sub(1);
        question.lit = question.lit.saturating_add_signed(by).min(last);
    }
}

/// Does what the lit answer says.
pub fn answer(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Some(Overlay::Question(question)) = model.overlay.take() else { return vec![] };
    let Some(choice) = question.choices.into_iter().nth(question.lit) else { return vec![] };
    match choice.answer {
        Answer::Nothing => vec![],
        Answer::TakeLine(line) => till::put(model, *line),
        Answer::TakeHit(hit, service) => till::take_service(model, &hit, service),
        Answer::TakeBill(found, sum) => till::take_bill(model, &found.0, &found.1, sum),
        Answer::CloseAnyway => close_shift::close_anyway(model, stamp),
        Answer::PayAnyway => tender::pay_anyway(model, stamp),
        Answer::LeaveTender => tender::leave(model),
        Answer::Reprint(seq) => vec![Effect::Print { seq }],
        Answer::PaperIsWhole(seq) => receipts::paper_is_whole(model, seq, stamp),
        Answer::SlipIsGood(id, kind) => recover::slip_is_good(model, id, kind),
        Answer::SlipIsBad => recover::slip_is_bad(model),
        Answer::VoidFor(receipt, reason) => receipts::ask_supervisor(model, receipt, &reason),
    }
}

/// Draws the question over everything else.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Some(Overlay::Question(question)) = &model.overlay else { return };
    let asked = layout::wrap(&words::worded(model, &question.asked), TEXT);
    let mut lines: Vec<Line> = asked.into_iter().map(|line| Line::styled(line, model.theme.strong())).collect();
    lines.push(Line::default());
    for (n, choice) in question.choices.iter().enumerate() {
        let is_lit = n == question.lit;
        let style = if is_lit { model.theme.lit() } else { Default::default() };
        let words = layout::wrap(&words::worded(model, &choice.words), TEXT - 2);
        for (row, line) in words.into_iter().enumerate() {
            let mark = if is_lit && row == 0 { "▸" } else { " " };
            lines.push(Line::styled(format!("{mark} {line:<width$}", width = TEXT - 2), style));
        }
    }
    let area = layout::over(frame, area, words::label(model, "screen-question"), TEXT as u16 + 4, lines.len());
    frame.render_widget(Paragraph::new(lines), area);
}
