//! A question over a screen: a sentence and its answers, one of them lit.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::domain::Message;
use crate::domain::scan::Bill;
use crate::tui::model::{Model, Notice, Overlay};
use crate::tui::msg::{Effect, Hit, LineDraft, Stamp};
use crate::tui::recover;
use crate::tui::screens::move_line::{self, MoveLine};
use crate::tui::screens::request::{self, Request};
use crate::tui::screens::{cash, cash_form, receipts, tender, till, why};
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
    /// Gives a reason for what a count is over or short.
    DifferenceFor(Message),
    /// Opens the field of a reason in one's own words.
    WriteReason,
    /// Mends a cause of a difference.
    MendBy(crate::domain::difference::Mend),
    /// Puts the basket aside, and ends the shift.
    HoldAndClose,
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
    /// Nothing; what was said stays as a notice.
    Noted(Message),
    /// Sends a command, or asks for what it lacks.
    Send(Box<Request>),
    /// Asks why a command is given.
    AskReason(Box<Request>),
    /// Looks for the account where a line belongs.
    MoveLine(Box<MoveLine>),
    /// Moves the line to this account, with the service that was chosen.
    MoveTo(Box<Hit>, Option<crate::domain::ServiceCode>),
    /// Cash comes or goes for this reason.
    CashFor(crate::domain::cash::Direction, crate::domain::ReasonCode),
    /// Cash goes into a bag for this bank account.
    BagFor(crate::domain::AccountCode),
    /// Drops what is typed of cash that was to move.
    LeaveCashForm,
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
        Answer::DifferenceFor(reason) => why::give_reason(model, &reason, stamp),
        Answer::WriteReason => why::write_reason(model),
        Answer::MendBy(mend) => why::mend(model, &mend, stamp),
        Answer::HoldAndClose => till::hold_and_close(model),
        Answer::PayAnyway => tender::pay_anyway(model, stamp),
        Answer::LeaveTender => tender::leave(model),
        Answer::Reprint(seq) => vec![Effect::Print { seq }],
        Answer::PaperIsWhole(seq) => receipts::paper_is_whole(model, seq, stamp),
        Answer::SlipIsGood(id, kind) => recover::slip_is_good(model, id, kind),
        Answer::SlipIsBad => recover::slip_is_bad(model),
        Answer::Noted(message) => {
            model.notice = Some(Notice::good(message));
            vec![]
        }
        Answer::Send(request) => request::begin(model, *request, stamp),
        Answer::AskReason(request) => {
            request::ask_reason(model, *request);
            vec![]
        }
        Answer::MoveLine(moving) => move_line::begin(model, moving),
        Answer::MoveTo(hit, service) => {
            move_line::ask(model, &hit, service);
            vec![]
        }
        Answer::CashFor(direction, reason) => cash::open_reason(model, direction, reason, stamp),
        Answer::BagFor(account) => cash::open_bag(model, account, stamp),
        Answer::LeaveCashForm => cash_form::leave(model),
    }
}

/// Draws the question over everything else.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Some(Overlay::Question(question)) = &model.overlay else { return };
    let asked = layout::wrap(&words::worded(model, &question.asked), TEXT);
    let mut lines: Vec<Line> = asked.into_iter().map(|line| Line::styled(line, model.theme.strong())).collect();
    lines.push(Line::default());
    let mut lit_ends = 0;
    for (n, choice) in question.choices.iter().enumerate() {
        let is_lit = n == question.lit;
        let style = if is_lit { model.theme.lit() } else { Default::default() };
        let words = layout::wrap(&words::worded(model, &choice.words), TEXT - 2);
        for (row, line) in words.into_iter().enumerate() {
            let mark = if is_lit && row == 0 { "▸" } else { " " };
            lines.push(Line::styled(format!("{mark} {line:<width$}", width = TEXT - 2), style));
        }
        lit_ends = if is_lit { lines.len() } else { lit_ends };
    }
    let area = layout::over(frame, area, words::label(model, "screen-question"), TEXT as u16 + 4, lines.len());
    // Of very many answers those are off the top that the lit one has no room below.
    let above = lit_ends.saturating_sub(usize::from(area.height));
    frame.render_widget(Paragraph::new(lines.split_off(above)), area);
}
