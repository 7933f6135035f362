//! What keys do about people: who works where, and their PINs.

use super::dialog::{self, Dialog, Label, Purpose};
use super::model::Model;
use super::msg::Effect;
use super::subject::{self, Person, Subject};
use crate::domain::Role;
use crate::domain::message::text;
use crate::lang::Lang;
use crate::tui::actions::Action;
use crate::tui::layers::Layer;
use crate::tui::msg::Stamp;

/// What people may be.
const ROLES: [(Role, &str); 3] =
    [(Role::Cashier, "cli-role-cashier"), (Role::Supervisor, "cli-role-supervisor"), (Role::Admin, "cli-role-admin")];

/// Opens the fields that a deed about a person needs.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Some(Subject::Person(person)) = subject::in_layer(model, Layer::OfficePerson) else { return vec![] };
    if action == Action::AddPerson {
        let nobody = Person {
            role: Role::Cashier,
            place: String::new(),
            full_name: String::new(),
            language: String::new(),
            ..person
        };
        let asked = Dialog::new("action-office-add", vec![], stamp.id, Purpose::AddPerson).text("screen-name", "");
        return dialog::open(model, particulars(asked, &nobody, "").new_pin());
    }
    let about = vec![("screen-office-about", vec![("what", text(format!("{} {}", person.name, person.full_name)))])];
    let asked = match action {
        Action::GivePin => {
            Dialog::new("action-office-pin", about, stamp.id, Purpose::GivePin(person.name.clone())).new_pin()
        }
        Action::RetirePerson => {
            let about = vec![("screen-office-retire-about", vec![("user", text(&person.name))])];
            Dialog::new("action-office-retire", about, stamp.id, Purpose::RetirePerson(person.name.clone()))
        }
        _ => {
            let asked =
                Dialog::new("action-office-change", about, stamp.id, Purpose::ChangePerson(person.name.clone()));
            // The list doesn't say of a place whether it is an office or a region: an office has digits in its code.
            let is_office = person.place.starts_with(|c: char| c.is_ascii_digit());
            let (office, region) = if is_office { (person.place.as_str(), "") } else { ("", person.place.as_str()) };
            particulars(asked, &Person { place: office.to_owned(), ..person.clone() }, region)
        }
    };
    dialog::open(model, asked)
}

fn particulars(asked: Dialog, person: &Person, region: &str) -> Dialog {
    let roles = ROLES.map(|(role, words)| (role.as_str().to_owned(), Label::Word(words))).into();
    let languages = Lang::ALL.map(|lang| (lang.code().to_owned(), Label::Code));
    let languages = [(String::new(), Label::Word("screen-office-language-none"))].into_iter().chain(languages);
    asked
        .chosen("hq-head-role", roles, person.role.as_str())
        .text("hq-head-office", &person.place)
        .text("office-col-region", region)
        .text("hq-head-full-name", &person.full_name)
        .chosen("office-col-language", languages.collect(), &person.language)
}
