//! Signing in at the back office, and again where a session ended: what lies below is there again for the same person.

use tui_input::Input;

use super::model::Model;
use super::msg::Effect;
use super::pages;
use crate::domain::Message;
use crate::lang::Lang;
use crate::protocol::office::Session;
use crate::tui::actions::Action;
use crate::tui::model::Notice;
use crate::tui::screens::sign_in::SignIn;

/// A sign-in with a name in it, which may be empty; where it is not, the PIN is typed next.
pub fn named(user: &str) -> SignIn {
    SignIn { name: Input::new(user.to_owned()), in_pin: !user.is_empty(), ..SignIn::default() }
}

/// Does what a key of the sign-in means.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(sign_in) = &mut model.sign_in else { return vec![] };
    if action == Action::OfficeOtherField {
        sign_in.in_pin = !sign_in.in_pin;
        return vec![];
    }
    match sign_in.end() {
        Ok(Some((user, pin))) => vec![Effect::SignIn { user, pin }],
        Ok(None) => vec![],
        Err(fault) => {
            model.notice = Some(Notice::fault(fault));
            vec![]
        }
    }
}

/// Headquarters' answer. Whoever comes after another begins at the first page, and sees nothing of theirs.
pub fn signed_in(model: &mut Model, result: Result<Session, Message>) -> Vec<Effect> {
    match result {
        Ok(session) => {
            if model.session.as_ref().is_none_or(|before| before.user != session.user) {
                clear(model);
            }
            if model.lang == model.first_lang {
                model.lang = session.language.as_deref().and_then(Lang::parse).unwrap_or(model.lang);
            }
            (model.session, model.sign_in, model.notice) = (Some(session), None, None);
            // What was on its way when the session ended is asked again under its id.
            super::orders::again(model)
        }
        Err(fault) => {
            if let Some(sign_in) = &mut model.sign_in {
                sign_in.refused();
            }
            model.notice = Some(Notice::fault(fault));
            vec![]
        }
    }
}

/// The session has ended: the same person signs in again.
pub fn again(model: &mut Model) -> Vec<Effect> {
    if model.sign_in.is_none() {
        let user = model.session.as_ref().map(|session| session.user.to_string()).unwrap_or_default();
        model.sign_in = Some(named(&user));
        model.notice = Some(Notice::fault(("screen-office-signed-out", vec![])));
    }
    vec![]
}

/// Signs the person out.
pub fn sign_out(model: &mut Model) -> Vec<Effect> {
    clear(model);
    (model.session, model.sign_in) = (None, Some(SignIn::default()));
    model.lang = model.first_lang;
    vec![Effect::SignOut]
}

fn clear(model: &mut Model) {
    model.path = vec![pages::first()];
    model.seen.clear();
    model.pending.clear();
    (model.overlay, model.looked, model.document) = (None, vec![], None);
}
