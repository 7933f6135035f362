//! A command on its way to the desk. What it still lacks is typed over the screen: a slip's number, a reason in one's
//! own words, and a supervisor's name and PIN where the desk says that it takes one. The screen below stays as it is
//! until the desk has recorded it, so that Esc, or a refusal, loses nothing.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::question::{Answer, Question};
use crate::domain::message::{said, text};
use crate::domain::{Action as Deed, Command, EntryId, Message, UserName};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Effect, Stamp};
use crate::tui::screens::{cash, telephone};
use crate::tui::widgets::field::Look;
use crate::tui::widgets::form::{Form, Label};
use crate::tui::widgets::{layout, words};

/// How wide the box's texts are.
const TEXT: usize = 62;

/// A command, and what it lacks.
#[derive(Clone, Debug)]
pub struct Request {
    /// What the box is called.
    pub title: Message,
    /// What will be done, in a sentence.
    pub what: Message,
    /// The command's id, minted when its form opened: a second Enter is the same command.
    pub id: EntryId,
    /// What is asked of the desk.
    pub action: Deed,
    /// Who stands by, with their PIN.
    pub witness: Option<(UserName, String)>,
    asks: Vec<Ask>,
    /// What is typed.
    pub form: Form,
    /// True while the desk decides.
    pub is_sent: bool,
}

/// What is typed for a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The number of a card's slip.
    Slip,
    /// A reason in one's own words.
    Reason,
    /// The supervisor's name.
    Supervisor,
    /// Their PIN.
    Pin,
}

impl Ask {
    fn text(self) -> &'static str {
        match self {
            Ask::Slip => "tender-reference",
            Ask::Reason => "screen-reason",
            Ask::Supervisor => "screen-supervisor",
            Ask::Pin => "screen-pin",
        }
    }
}

impl Request {
    /// A command that lacks nothing.
    pub fn new(title: Message, what: Message, id: EntryId, action: Deed) -> Request {
        let (asks, form) = (vec![], Form::default());
        Request { title, what, id, action, witness: None, asks, form, is_sent: false }
    }

    /// The same, asking for one thing more.
    pub fn asking(mut self, ask: Ask) -> Request {
        self.asks.push(ask);
        self.form.add("");
        self
    }

    /// The same for a reason.
    fn because(mut self, why: String) -> Request {
        if let Some(reason) = reason_of(&mut self.action) {
            *reason = why;
        }
        self
    }

    /// True where it asks for a supervisor.
    pub fn asks_supervisor(&self) -> bool {
        self.asks.contains(&Ask::Supervisor)
    }

    /// How many things are typed for it.
    pub fn fields(&self) -> usize {
        self.asks.len()
    }

    /// True if Enter sends it, and doesn't go on to another field.
    pub fn is_at_the_end(&self) -> bool {
        self.form.at() + 1 >= self.asks.len()
    }

    /// Puts what is typed into the command; else which field lacks what.
    pub(super) fn fill(&mut self) -> Result<(), (usize, Message)> {
        for (n, ask) in self.asks.iter().enumerate() {
            let typed = self.form.value(n).to_owned();
            match (ask, &mut self.action) {
                (Ask::Slip, Deed::Retender { to, .. }) if typed.is_empty() => {
                    return Err((n, ("refusal-reference-needed", vec![("tender", text(to))])));
                }
                (Ask::Slip, Deed::Retender { reference, .. }) => *reference = typed,
                (Ask::Reason, _) if typed.is_empty() => return Err((n, ("refusal-reason-needed", vec![]))),
                (Ask::Reason, action) => {
                    if let Some(reason) = reason_of(action) {
                        *reason = typed;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The supervisor's name and PIN, where they are asked for.
    fn supervisor(&self) -> Result<Option<(UserName, String)>, (usize, Message)> {
        let Some(at) = self.asks.iter().position(|ask| *ask == Ask::Supervisor) else { return Ok(None) };
        let user = words::typed_user(self.form.value(at)).map_err(|fault| (at, fault))?;
        Ok(Some((user, self.form.value(at + 1).to_owned())))
    }
}

/// Where an action keeps its reason.
fn reason_of(action: &mut Deed) -> Option<&mut String> {
    match action {
        Deed::VoidPayment { reason, .. }
        | Deed::RefundPayment { reason, .. }
        | Deed::MoveLine { reason, .. }
        | Deed::Retender { reason, .. } => Some(reason),
        _ => None,
    }
}

/// Why a payment is corrected so, in the order in which it is asked.
fn reasons(action: &Deed) -> &'static [&'static str] {
    match action {
        Deed::MoveLine { .. } => &["void-reason-wrong-pick", "void-reason-misnamed", "void-reason-bill"],
        Deed::Retender { .. } => &["void-reason-wrong-key", "void-reason-declined", "void-reason-mind"],
        _ => &["void-reason-account", "void-reason-sum", "void-reason-twice", "void-reason-mind"],
    }
}

/// Says what will be done, and asks why: from a list, or in one's own words.
pub fn ask_reason(model: &mut Model, request: Request) {
    let asked = ("screen-why", vec![("what", said(request.what.clone()))]);
    let mut choices = vec![(("screen-leave-it", vec![]), Answer::Nothing)];
    for reason in reasons(&request.action) {
        let why = words::label(model, reason);
        choices.push(((*reason, vec![]), Answer::Send(Box::new(request.clone().because(why)))));
    }
    let other = request.asking(Ask::Reason);
    choices.push((("void-reason-other", vec![]), Answer::Send(Box::new(other))));
    model.overlay = Some(Overlay::Question(Question::new(asked, choices)));
}

/// Sends a command to the desk, once what it lacks is typed.
pub fn begin(model: &mut Model, request: Request, stamp: Stamp) -> Vec<Effect> {
    let is_whole = request.asks.is_empty();
    model.overlay = Some(Overlay::Request(Box::new(request)));
    if is_whole { send(model, stamp) } else { vec![] }
}

/// Does what a key of the box means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Some(Overlay::Request(request)) = &mut model.overlay else { return vec![] };
    match action {
        _ if request.is_sent => {}
        Action::FormField => request.form.next(request.asks.len()),
        Action::SendForm if !request.is_at_the_end() => request.form.next(request.asks.len()),
        Action::SendForm => return send(model, stamp),
        Action::TelephoneForm => return telephone::begin(model, stamp),
        Action::LeaveForm => model.overlay = None,
        _ => {}
    }
    vec![]
}

/// Types into the fields.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Some(Overlay::Request(request)) = &mut model.overlay
        && !request.is_sent
    {
        let count = request.asks.len();
        request.form.edit(key, count);
    }
    vec![]
}

fn send(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let by = model.person.clone();
    let Some(Overlay::Request(request)) = &mut model.overlay else { return vec![] };
    let approver = match request.fill().and_then(|()| request.supervisor()) {
        Ok(approver) => approver,
        Err((field, fault)) => {
            request.form.focus(field);
            model.notice = Some(Notice::fault(fault));
            return vec![];
        }
    };
    request.is_sent = true;
    // The command has its own id since its form opened: those of this key are for the two who may be refused.
    let approver = approver.map(|(user, pin)| (user, pin, stamp.spare));
    let witness = request.witness.clone().map(|(user, pin)| (user, pin, stamp.id));
    let (id, action) = (request.id, request.action.clone());
    let command = Command { id, at: stamp.at, by, approved_by: None, witness: None, action };
    vec![Effect::Execute { command, approver, witness }]
}

/// The desk refused it. Where it takes a supervisor, one is asked for; a wrong PIN is typed anew; else the screen below
/// is there again with all that was typed.
pub fn refused(model: &mut Model, fault: Message) {
    let own = model.person.as_ref().filter(|person| person.role.approves()).map(|person| person.user.to_string());
    let Some(Overlay::Request(request)) = &mut model.overlay else { return };
    request.is_sent = false;
    let is_asked = request.asks.contains(&Ask::Supervisor);
    if !is_asked && matches!(fault.0, "refusal-supervisor-needed" | "refusal-clock-back") {
        let at = request.asks.len();
        request.asks.extend([Ask::Supervisor, Ask::Pin]);
        request.form.add(own.as_deref().unwrap_or_default());
        request.form.add("");
        request.form.focus(if own.is_some() { at + 1 } else { at });
        // That a supervisor is needed the box says itself.
        model.notice = Some(Notice::fault(fault)).filter(|notice| notice.message.0 == "refusal-clock-back");
        return;
    }
    if is_asked {
        let pin = request.asks.len() - 1;
        request.form.clear(pin);
        request.form.focus(pin);
    } else if request.asks.is_empty() {
        model.overlay = None;
        if let Screen::Cash(cash) = &mut model.screen {
            cash::refused(cash, fault.0);
        }
    }
    model.notice = Some(Notice::fault(fault));
}

/// Takes the box off: the desk has recorded the command of this id.
pub fn done(model: &mut Model, id: EntryId) {
    if matches!(&model.overlay, Some(Overlay::Request(request)) if request.id == id) {
        model.overlay = None;
    }
}

/// Draws the box; a command that lacks nothing has none.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, request: &Request) {
    if request.asks.is_empty() {
        return;
    }
    let mut sentences = vec![request.what.clone()];
    let mut action = request.action.clone();
    if let Some(reason) = reason_of(&mut action).filter(|reason| !reason.is_empty() && !request.asks_reason()) {
        sentences.push(("screen-reason-is", vec![("reason", text(reason))]));
    }
    if request.asks.contains(&Ask::Supervisor) {
        sentences.push(("screen-approve", vec![]));
    }
    let said: Vec<Line> = sentences
        .iter()
        .flat_map(|sentence| layout::wrap(&words::worded(model, sentence), TEXT))
        .map(Line::from)
        .collect();
    let names: Vec<String> = request.asks.iter().map(|ask| words::label(model, ask.text())).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default() as u16;
    let above = said.len() as u16 + 1;
    let rows = said.len() + 2 * names.len();
    let area = layout::over(frame, area, words::worded(model, &request.title), TEXT as u16 + 4, rows);
    frame.render_widget(Paragraph::new(said), area);
    for (n, (ask, name)) in request.asks.iter().zip(&names).enumerate() {
        let look = Look { is_secret: *ask == Ask::Pin, ..Look::default() };
        let label = Label { words: name, width, is_on_top: true, look };
        let row = Rect { y: area.y + above + 2 * n as u16, height: 1, ..area };
        request.form.draw(frame, row, n, &label, model.theme);
    }
}

impl Request {
    fn asks_reason(&self) -> bool {
        self.asks.contains(&Ask::Reason)
    }
}
