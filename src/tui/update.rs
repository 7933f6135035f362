//! The machine: one message in, effects out. No IO, no clock, no dice.

use crossterm::event::{KeyCode, KeyModifiers};

use super::actions::{ACTIONS, Action};
use super::key::Key;
use super::keyed::Keyed;
use super::keymap;
use super::layers::Layer;
use super::model::{Model, Notice, Overlay, Screen};
use super::msg::{Done, Effect, Msg, Person, Stamp};
use super::recover;
use super::screens::{
    cash, close_money, close_shift, correction, forms, help, lock, move_line, open_shift, pause, printer, question,
    receipts, request, set_up, sign_in, sync, telephone, tender, till, why,
};
use crate::document::scanned;
use crate::domain::message::text;
use crate::domain::{Event, Message};

/// Carries a message out.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = carry_out(model, msg);
    effects.extend(till::next_bill(model));
    effects.extend(cash::ask_holders(model));
    recover::ask(model);
    effects
}

fn carry_out(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key, stamp) => press(model, key, stamp),
        Msg::Paste(text, stamp) => {
            model.wake(stamp);
            paste(model, &text, stamp)
        }
        Msg::Resize(columns, rows) => {
            model.size = (columns, rows);
            vec![]
        }
        Msg::Clock(now) => {
            model.now = now;
            lock::when_idle(model)
        }
        Msg::Found { search, hits, more } => match move_line::moving(model) {
            Some(moving) if moving.lookup.search == search => move_line::found(model, search, hits, more),
            _ => till::found(model, search, hits, more),
        },
        Msg::Asked { search, hits } => till::asked(model, search, hits),
        Msg::AddressFound(Ok(hits)) => till::address_found(model, hits),
        Msg::BillFound(Ok(found)) => till::bill_found(model, found),
        Msg::NoBill(text) => till::look_for(model, &text),
        Msg::Holders(found) => cash::found(model, found),
        Msg::SignedIn(result) => signed_in(model, result.map(|person| *person)),
        Msg::ToReadOut(asked) => telephone::asked(model, asked),
        Msg::Done(result) => done(model, result),
        Msg::Printed { seq, fault } => receipts::printed(model, seq, fault),
        Msg::Printer(fault) => {
            model.printer = fault;
            vec![]
        }
        Msg::Tested(fault) => {
            let notice = fault.map_or(Notice::good(("screen-tested", vec![])), Notice::fault);
            model.notice = Some(notice);
            vec![]
        }
        Msg::Saved(Ok(path)) => {
            model.notice = Some(Notice::good(("screen-saved", vec![("path", text(path))])));
            vec![]
        }
        Msg::Receipts(found) => receipts::found(model, found),
        Msg::Preview(Ok(lines)) => {
            let below = model.overlay.take_if(|over| matches!(over, Overlay::Forms(_))).map(Box::new);
            // What is asked or on its way by now counts for more.
            model.overlay.get_or_insert(Overlay::Paper { lines, scroll: 0, below });
            vec![]
        }
        Msg::Causes(causes) => why::found(model, causes.unwrap_or_default()),
        Msg::SetUpDone(result) => set_up::done(model, result.map(|ready| *ready)),
        Msg::Health(health) => {
            model.health = health;
            vec![]
        }
        Msg::Link(link) => {
            model.link = *link;
            vec![]
        }
        Msg::FormPrinted(fault) => forms::printed(model, fault),
        Msg::Outfit(found) => printer::found(model, found),
        Msg::OutfitTried { result, kept } => printer::tried(model, result, kept),
        Msg::AddressFound(Err(fault))
        | Msg::BillFound(Err(fault))
        | Msg::Preview(Err(fault))
        | Msg::Saved(Err(fault)) => complain(model, fault),
    }
}

/// The layers whose keys mean something now, the nearest first.
pub fn layers(model: &Model) -> [Layer; 2] {
    let nearest = match (&model.overlay, &model.screen) {
        _ if model.is_locked() => Layer::SignIn,
        (None, _) if model.approval_is_asked() => Layer::SignIn,
        (Some(Overlay::Question(_)), _) => Layer::Question,
        (Some(Overlay::Request(_) | Overlay::Telephone(_)), _) => Layer::Form,
        (Some(Overlay::Sync), _) => Layer::Sync,
        (Some(Overlay::Printer(_)), _) => Layer::Printer,
        (Some(Overlay::Forms(_)), _) => Layer::Forms,
        (Some(Overlay::Help { .. } | Overlay::Paper { .. } | Overlay::Code(_)), _) => Layer::Reader,
        (None, Screen::SignIn(_)) => Layer::SignIn,
        (None, Screen::SetUp(_)) => Layer::SetUp,
        (None, Screen::OpenShift(opening)) => opening.layer(model),
        (None, Screen::Till) => Layer::Till,
        (None, Screen::Tender(_)) => Layer::Tender,
        (None, Screen::Receipts(receipts)) => receipts.layer(),
        (None, Screen::Cash(cash)) => cash.layer(),
        (None, Screen::CloseShift(closing)) => closing.layer(),
        (None, Screen::Pause(_)) => Layer::Pause,
    };
    [nearest, Layer::Everywhere]
}

/// What a key does now: the action of the nearest layer that has the key and can be carried out.
pub fn action_of(model: &Model, key: Key) -> Option<Action> {
    let of = |layer| model.keymap.action(layer, key).filter(|action| is_available(model, *action));
    let keypad = || if model.is_locked() { None } else { keypad_action(model, key) };
    layers(model).into_iter().find_map(of).or_else(keypad)
}

/// True if an action would do something now.
pub fn is_available(model: &Model, action: Action) -> bool {
    ACTIONS.iter().any(|row| row.action == action && model.can(row))
}

fn press(model: &mut Model, key: Key, stamp: Stamp) -> Vec<Effect> {
    model.wake(stamp);
    if ends_scan(key) && model.burst.trails(stamp.at) {
        return vec![];
    }
    let scanned = match key.text() {
        _ if ends_scan(key) => model.burst.end(stamp.at),
        Some(c) => {
            model.burst.push(c, stamp.at);
            None
        }
        _ => {
            model.burst.reset();
            None
        }
    };
    if let Some(text) = scanned.filter(|_| !model.is_locked() && model.person.is_some()) {
        let mut effects = untype(model, text.chars().count());
        effects.extend(paste(model, &text, stamp));
        return effects;
    }
    model.notice = None;
    match action_of(model, key) {
        Some(action) => act(model, action, stamp),
        None => edit(model, key),
    }
}

/// True for a key that scanners end a code with: Enter, Tab, or the line feed, which a raw terminal calls Ctrl+J.
fn ends_scan(key: Key) -> bool {
    matches!(key.code, KeyCode::Enter | KeyCode::Tab)
        || (key.code == KeyCode::Char('j') && key.modifiers == KeyModifiers::CONTROL)
}

/// What the operators of the numeric keypad do where only a sum, or nothing, is typed; in a scan they are characters.
fn keypad_action(model: &Model, key: Key) -> Option<Action> {
    let is_text = match &model.screen {
        Screen::Till => !model.till.lookup.value().is_empty(),
        // A desk and a seal may have a '-', but no '+'.
        Screen::CloseShift(closing) => closing.name_is_typed() && key.text() != Some('+'),
        _ => false,
    };
    let typed = model.burst.is_fast() || is_text;
    let action = keymap::keypad(layers(model)[0], key.text()?).filter(|_| !typed)?;
    is_available(model, action).then_some(action)
}

fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    match action {
        Action::Help => help::open(model),
        Action::Lock => lock::lock(model),
        Action::Language => {
            model.lang = crate::lang::Lang::ALL.into_iter().find(|lang| *lang != model.lang).unwrap_or(model.lang);
            vec![]
        }
        Action::SignOut => sign_in::sign_out(model),
        Action::Quit => vec![Effect::KeepDraft(model.last_draft()), Effect::Quit],
        Action::Answer => question::answer(model, stamp),
        Action::NextChoice => light(model, 1),
        Action::PreviousChoice => light(model, -1),
        Action::Dismiss => {
            model.overlay = None;
            vec![]
        }
        Action::ScrollDown => help::scroll(model, 1),
        Action::ScrollUp => help::scroll(model, -1),
        Action::PageDown => help::page(model, 1),
        Action::PageUp => help::page(model, -1),
        Action::CloseReader => help::close(model),
        Action::OpenSync | Action::SendNow | Action::PrintStrip | Action::LeaveSync => sync::act(model, action, stamp),
        Action::OpenPrinter => printer::open(model),
        Action::OpenForms => forms::open(model),
        _ => act_on_screen(model, action, stamp),
    }
}

fn act_on_screen(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    if model.is_locked() {
        return lock::act(model, action, stamp);
    }
    match model.overlay {
        Some(Overlay::Request(_)) => return request::act(model, action, stamp),
        Some(Overlay::Telephone(_)) => return telephone::act(model, action, stamp),
        Some(Overlay::Printer(_)) => return printer::act(model, action),
        Some(Overlay::Forms(_)) => return forms::act(model, action, stamp),
        _ => {}
    }
    match model.screen {
        Screen::SetUp(_) => set_up::act(model, action, stamp),
        Screen::SignIn(_) => sign_in::act(model, action, stamp),
        Screen::OpenShift(_) => open_shift::act(model, action, stamp),
        Screen::Till => till::act(model, action, stamp),
        Screen::Tender(_) => tender::act(model, action, stamp),
        Screen::Receipts(_) => receipts::act(model, action, stamp),
        Screen::Cash(_) => cash::act(model, action, stamp),
        Screen::CloseShift(_) => close_shift::act(model, action, stamp),
        Screen::Pause(_) => pause::act(model, action, stamp),
    }
}

fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    match (&model.overlay, &model.screen) {
        _ if model.is_locked() => lock::edit(model, key),
        (Some(Overlay::Request(_)), _) => request::edit(model, key),
        (Some(Overlay::Telephone(_)), _) => telephone::edit(model, key),
        (Some(Overlay::Printer(_)), _) => printer::edit(model, key),
        (Some(_), _) => vec![],
        (None, Screen::SetUp(_)) => set_up::edit(model, key),
        (None, Screen::SignIn(_)) => sign_in::edit(model, key),
        (None, Screen::OpenShift(_)) => open_shift::edit(model, key),
        (None, Screen::Till) => till::edit(model, key),
        (None, Screen::Tender(_)) => tender::edit(model, key),
        (None, Screen::Receipts(_)) => receipts::edit(model, key),
        (None, Screen::Cash(_)) => cash::edit(model, key),
        (None, Screen::CloseShift(_)) => close_shift::edit(model, key),
        (None, Screen::Pause(_)) => pause::edit(model, key),
    }
}

fn light(model: &mut Model, by: isize) -> Vec<Effect> {
    question::light(model, by);
    vec![]
}

/// Takes the characters of a scan back out of the field that they fell into: what stood there before is looked up
/// again.
fn untype(model: &mut Model, count: usize) -> Vec<Effect> {
    (0..count).fold(vec![], |_, _| edit(model, Key::plain(KeyCode::Backspace)))
}

/// A scan, wherever the focus was, goes to the lookup of the till; during a tender it waits for its end. The code of a
/// hand-over goes to the desk's cash, as all that is scanned there does; that of a receipt to the receipts, where it is
/// refunded.
fn paste(model: &mut Model, text: &str, stamp: Stamp) -> Vec<Effect> {
    let text = text.trim();
    if model.is_locked() || !model.shift_is_own() || text.is_empty() {
        return vec![];
    }
    if matches!(model.screen, Screen::Tender(_)) {
        model.till.scans.push(text.to_owned());
        return complain(model, ("till-scan-waits", vec![]));
    }
    // A payer stands there: what is looked at gives way.
    sync::close(model);
    if model.overlay.is_none() && close_money::pasted(model, text) {
        return vec![];
    }
    let is_busy = match &model.screen {
        Screen::Receipts(receipts) => receipts.correcting.is_some(),
        Screen::CloseShift(_) | Screen::Pause(_) => true,
        _ => false,
    };
    if model.overlay.is_some() || is_busy {
        return complain(model, ("till-scan-refused", vec![]));
    }
    if let Some(receipt) = scanned(text) {
        return receipts::open_at(model, receipt);
    }
    if !matches!(model.screen, Screen::Cash(_)) && cash::scanned_code(model, text) {
        cash::show(model);
    }
    if matches!(model.screen, Screen::Cash(_)) {
        return cash::pasted(model, text, stamp);
    }
    till::show(model);
    till::leave_amount(model);
    vec![Effect::FindBill(text.to_owned())]
}

fn signed_in(model: &mut Model, result: Result<Person, Message>) -> Vec<Effect> {
    if model.is_locked() {
        return lock::signed_in(model, result);
    }
    sign_in::signed_in(model, result)
}

fn done(model: &mut Model, result: Result<Box<Done>, Message>) -> Vec<Effect> {
    let done = match result {
        Ok(done) => done,
        Err(fault) if matches!(model.overlay, Some(Overlay::Request(_))) => {
            request::refused(model, fault);
            return vec![];
        }
        Err(fault) if matches!(model.overlay, Some(Overlay::Telephone(_))) => {
            telephone::refused(model, fault);
            return vec![];
        }
        Err(fault) => {
            match &mut model.screen {
                Screen::Tender(tender) => tender.is_sent = false,
                Screen::OpenShift(opening) => opening.refused(&fault),
                Screen::Pause(pause) => pause.is_sent = false,
                _ => {}
            }
            let effects = close_shift::refused(model);
            complain(model, fault);
            return effects;
        }
    };
    model.shift = Some(done.shift.clone());
    model.custody.last.apply(done.seq, &done.event);
    request::done(model, done.id);
    telephone::done(model, done.id);
    match &done.event {
        Event::PaymentTaken(payment) => tender::paid(model, &done, payment),
        Event::PaymentVoided(void) => correction::voided(model, &done, void),
        Event::PaymentRefunded(refund) => correction::refunded(model, &done, refund),
        Event::PaymentMoved(moved) => correction::moved(model, &done, moved),
        Event::PaymentRetendered(right) => correction::retendered(model, &done, right),
        Event::CashOut(_) | Event::CashHandedOver(_) | Event::CashDropped(_) if is_closing(model) => {
            close_shift::moved(model, &done)
        }
        Event::CashIn(_)
        | Event::CashOut(_)
        | Event::CashHandedOver(_)
        | Event::CashAccepted(_)
        | Event::CashDropped(_)
        | Event::BagGiven(_) => cash::recorded(model, &done),
        Event::ShiftOpened(_) => open_shift::opened(model, "screen-shift-opened"),
        Event::ShiftResumed(resumed) if !model.shift_is_own() => close_shift::resumed(model, resumed),
        Event::ShiftResumed(_) => open_shift::opened(model, "custody-resumed"),
        Event::ShiftPaused(paused) => pause::paused(model, paused),
        Event::ShiftClosed(closed) => close_shift::closed(model, &done, closed),
        Event::CashCounted(count) => close_shift::counted(model, count),
        Event::PinSet(set) => telephone::pin_set(model, set),
        Event::PrintResolved(_) => receipts::refresh(model),
        _ => vec![],
    }
}

fn is_closing(model: &Model) -> bool {
    matches!(model.screen, Screen::CloseShift(_))
}

fn complain(model: &mut Model, fault: Message) -> Vec<Effect> {
    model.notice = Some(Notice::fault(fault));
    vec![]
}
