//! Approval by telephone, over the screen that asked for a supervisor: what is to be read out to headquarters, and the
//! fields for who answers and for their code. What lies below stays as it is until the desk has recorded it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::open_shift::{self, OpenShift, Step};
use super::request::Request;
use super::sign_in::SignIn;
use crate::domain::event::PinSet;
use crate::domain::message::text;
use crate::domain::{Command, EntryId, Message, SpokenCodeError, Timestamp, UserName};
use crate::protocol::{Answered, Asked};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Effect, NewPin, Stamp};
use crate::tui::widgets::field::Look;
use crate::tui::widgets::form::{Form, Label};
use crate::tui::widgets::{layout, words};

/// How wide the box's texts are.
const TEXT: usize = 62;

/// The fields, in their order: who answers, their code, and the new PIN twice.
const FIELDS: [&str; 4] = ["telephone-who", "telephone-code", "telephone-new-pin", "telephone-new-pin-again"];

/// A call to headquarters.
#[derive(Clone, Debug)]
pub struct Telephone {
    /// What it is for.
    pub purpose: Purpose,
    /// The id of the command, minted when its form opened.
    id: EntryId,
    /// What is to be read out, once the desk has said.
    pub asked: Option<Asked>,
    form: Form,
    /// True while the desk decides.
    pub is_sent: bool,
}

/// What a call is for.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// A command, whose box is there again if the call is left.
    Request(Box<Request>),
    /// The opening of a shift, or the return to one, under an odd clock.
    Opening,
    /// A new PIN of a person who forgot theirs.
    Pin(UserName),
}

impl Telephone {
    fn new(purpose: Purpose, id: EntryId) -> Telephone {
        let fields = if matches!(purpose, Purpose::Pin(_)) { 4 } else { 2 };
        Telephone { purpose, id, asked: None, form: Form::new(&[""; 4][..fields]), is_sent: false }
    }

    /// How many fields it has.
    pub fn fields(&self) -> usize {
        if matches!(self.purpose, Purpose::Pin(_)) { 4 } else { 2 }
    }

    /// True if Enter sends the code, and doesn't go on to another field.
    pub fn is_at_the_end(&self) -> bool {
        self.form.at() + 1 == self.fields()
    }

    /// Who answered, with what, and the new PIN; else which field lacks what.
    fn typed(&self, asked: &Asked, id: EntryId) -> Result<(Answered, String), (usize, Message)> {
        let user = words::typed_user(self.form.value(0)).map_err(|fault| (0, fault))?;
        let code = self.form.value(1).parse().map_err(|error: SpokenCodeError| (1, error.message()))?;
        let [pin, again] = [2, 3].map(|field| self.form.value(field).to_owned());
        if pin != again {
            return Err((2, ("telephone-pins-differ", vec![])));
        }
        Ok((Answered { asked: asked.clone(), user, code, id }, pin))
    }
}

/// True where the box of a command asks for a supervisor, and there is somebody to call; true over a call too, for
/// another challenge.
pub fn can_ask(model: &Model) -> bool {
    match &model.overlay {
        Some(Overlay::Request(request)) => model.health.hq.is_some() && request.asks_supervisor() && !request.is_sent,
        Some(Overlay::Telephone(call)) => !call.is_sent,
        _ => false,
    }
}

/// True where an opening asks for a supervisor, and there is somebody to call.
pub fn can_ask_at_opening(model: &Model) -> bool {
    let is_asked =
        matches!(&model.screen, Screen::OpenShift(OpenShift { step: Step::Supervisor(_), is_sent: false, .. }));
    is_asked && !model.is_locked() && model.health.hq.is_some()
}

/// True where a person may say that they forgot their PIN, and there is somebody to call.
pub fn can_forget(model: &Model) -> bool {
    matches!(model.screen, Screen::SignIn(_)) && !model.is_locked() && model.health.hq.is_some()
}

/// Calls for the command in the box, or once more for the one that is asked about.
pub fn begin(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    match model.overlay.take() {
        Some(Overlay::Request(mut request)) => match request.fill() {
            Ok(()) => {
                let id = request.id;
                open(model, Telephone::new(Purpose::Request(request), id), stamp)
            }
            Err((field, fault)) => {
                request.form.focus(field);
                model.overlay = Some(Overlay::Request(request));
                model.notice = Some(Notice::fault(fault));
                vec![]
            }
        },
        Some(Overlay::Telephone(call)) => open(model, Telephone { asked: None, ..*call }, stamp),
        other => {
            model.overlay = other;
            vec![]
        }
    }
}

/// Calls for an opening under an odd clock.
pub fn begin_opening(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    open(model, Telephone::new(Purpose::Opening, stamp.id), stamp)
}

/// Calls for a new PIN of whose name is typed.
pub fn begin_pin(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Screen::SignIn(sign_in) = &model.screen else { return vec![] };
    match words::typed_user(sign_in.name.value()) {
        Ok(user) => open(model, Telephone::new(Purpose::Pin(user), stamp.id), stamp),
        Err(fault) => {
            model.notice = Some(Notice::fault(fault));
            vec![]
        }
    }
}

fn open(model: &mut Model, call: Telephone, stamp: Stamp) -> Vec<Effect> {
    let effect = match (&call.purpose, command(model, &call, stamp.at)) {
        (Purpose::Pin(user), _) => Effect::AskForPin { user: user.clone(), stamp },
        (_, Some(command)) => Effect::AskByTelephone { command, fresh: stamp.spare },
        (_, None) => return vec![],
    };
    model.overlay = Some(Overlay::Telephone(Box::new(call)));
    vec![effect]
}

/// What is to be approved, as the desk is asked for it.
fn command(model: &Model, call: &Telephone, at: Timestamp) -> Option<Command> {
    let action = match &call.purpose {
        Purpose::Request(request) => request.action.clone(),
        Purpose::Opening => open_shift::action(model)?,
        Purpose::Pin(_) => return None,
    };
    Some(model.command(call.id, at, action))
}

/// Does what a key of the box means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Some(Overlay::Telephone(call)) = &mut model.overlay else { return vec![] };
    let count = call.fields();
    match action {
        _ if call.is_sent => {}
        Action::TelephoneForm => return begin(model, stamp),
        Action::FormField => call.form.next(count),
        Action::SendForm if !call.is_at_the_end() => call.form.next(count),
        Action::SendForm => return send(model, stamp),
        Action::LeaveForm => leave(model),
        _ => {}
    }
    vec![]
}

/// Types into the fields.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Some(Overlay::Telephone(call)) = &mut model.overlay
        && !call.is_sent
    {
        let count = call.fields();
        call.form.edit(key, count);
    }
    vec![]
}

/// The box of the command is there again, or the screen.
fn leave(model: &mut Model) {
    model.overlay = match model.overlay.take() {
        Some(Overlay::Telephone(call)) => match call.purpose {
            Purpose::Request(request) => Some(Overlay::Request(request)),
            Purpose::Opening | Purpose::Pin(_) => None,
        },
        other => other,
    };
}

fn send(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Some(Overlay::Telephone(call)) = &model.overlay else { return vec![] };
    let Some(asked) = &call.asked else { return vec![] };
    let typed = call.typed(asked, stamp.spare);
    let command = command(model, call, stamp.at);
    let Some(Overlay::Telephone(call)) = &mut model.overlay else { return vec![] };
    let (answered, pin) = match typed {
        Ok(typed) => typed,
        Err((field, fault)) => {
            call.form.focus(field);
            model.notice = Some(Notice::fault(fault));
            return vec![];
        }
    };
    let answered = Box::new(answered);
    call.is_sent = true;
    match (&call.purpose, command) {
        (Purpose::Pin(user), _) => {
            let new = NewPin { id: call.id, at: stamp.at, user: user.clone(), pin };
            vec![Effect::SetPin { new, answered }]
        }
        (Purpose::Request(request), Some(command)) => {
            let witness = request.witness.clone().map(|(user, pin)| (user, pin, stamp.id));
            vec![Effect::ExecuteByTelephone { command, witness, answered }]
        }
        (Purpose::Opening, Some(command)) => vec![Effect::ExecuteByTelephone { command, witness: None, answered }],
        (_, None) => vec![],
    }
}

/// The desk has said what is to be read out; nothing where nobody need approve it any more.
pub fn asked(model: &mut Model, asked: Result<Option<Box<Asked>>, Message>) -> Vec<Effect> {
    let Some(Overlay::Telephone(call)) = &mut model.overlay else { return vec![] };
    match asked {
        Ok(Some(asked)) => call.asked = Some(*asked),
        Ok(None) => leave(model),
        Err(fault) => {
            leave(model);
            model.notice = Some(Notice::fault(fault));
        }
    }
    vec![]
}

/// The desk refused it: the code is typed anew, or another challenge is asked for.
pub fn refused(model: &mut Model, fault: Message) {
    if let Some(Overlay::Telephone(call)) = &mut model.overlay {
        call.is_sent = false;
        if fault.0 == "refusal-challenge-old" {
            call.asked = None;
        }
        call.form.clear(1);
        call.form.focus(if fault.0 == "error-pin" { 2 } else { 1 });
    }
    model.notice = Some(Notice::fault(fault));
}

/// Takes the box off: the desk has recorded the command of this id.
pub fn done(model: &mut Model, id: EntryId) {
    if matches!(&model.overlay, Some(Overlay::Telephone(call)) if call.id == id) {
        model.overlay = None;
    }
}

/// The person has a new PIN, and signs in with it.
pub fn pin_set(model: &mut Model, set: &PinSet) -> Vec<Effect> {
    if matches!(model.screen, Screen::SignIn(_)) {
        model.screen = Screen::SignIn(SignIn::of(&set.user));
    }
    model.notice = Some(Notice::good(("telephone-pin-is-set", vec![("user", text(&set.user))])));
    vec![]
}

/// Draws the box.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, call: &Telephone) {
    let title = match &call.purpose {
        Purpose::Request(request) => request.title.clone(),
        Purpose::Opening => ("screen-open", vec![]),
        Purpose::Pin(_) => ("telephone-forgotten", vec![]),
    };
    let mut lines = read_out(model, call);
    lines.push(Line::default());
    let names: Vec<String> = FIELDS[..call.fields()].iter().map(|id| words::label(model, id)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default() as u16;
    let above = lines.len() as u16;
    let rows = lines.len() + 2 * names.len() - 1;
    let area = layout::over(frame, area, words::worded(model, &title), TEXT as u16 + 4, rows);
    frame.render_widget(Paragraph::new(lines), area);
    for (n, name) in names.iter().enumerate() {
        let look = Look { is_secret: n > 1, ..Look::default() };
        let label = Label { words: name, width, is_on_top: true, look };
        let row = Rect { y: area.y + above + 2 * n as u16, height: 1, ..area };
        call.form.draw(frame, row, n, &label, model.theme);
    }
}

/// What is to be read out, a row each; where it is not known, what to do.
fn read_out(model: &Model, call: &Telephone) -> Vec<Line<'static>> {
    let Some(Asked { operation, challenge, .. }) = &call.asked else {
        let ask = layout::wrap(&words::label(model, "telephone-ask-anew"), TEXT);
        return ask.into_iter().map(Line::from).collect();
    };
    let said = layout::wrap(&words::label(model, "telephone-read-out"), TEXT);
    let mut lines: Vec<Line> = said.into_iter().map(Line::from).collect();
    lines.push(Line::default());
    let what = operation.word().map_or_else(|| operation.kind.clone(), |word| words::label(model, word));
    let desk = model.desk.as_ref().map(ToString::to_string).unwrap_or_default();
    let subject = if operation.is_pin() { "telephone-person" } else { "telephone-subject" };
    let mut rows = vec![("telephone-desk", desk), ("telephone-operation", what), (subject, operation.subject.clone())];
    if !operation.is_pin() {
        rows.push(("telephone-sum", words::sum(model, operation.amount)));
    }
    rows.push(("telephone-challenge", challenge.to_string()));
    let width = rows.iter().map(|(id, _)| words::label(model, id).chars().count()).max().unwrap_or_default();
    for (id, value) in rows {
        let label = words::label(model, id);
        lines.push(Line::styled(format!("{label:<width$}  {value}"), model.theme.strong()));
    }
    lines
}
