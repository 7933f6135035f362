//! The printer that a person chooses at the till: tried, and then in the settings and in force.

use std::sync::Arc;

use super::papers::{Office, said_of};
use crate::document::test_page;
use crate::domain::Message;
use crate::domain::message::{said, text};
use crate::print::profile::{Named, Profile};
use crate::print::{self, Outcome};
use crate::settings::{Printer, Settings, Target};
use crate::tui::outfit::{Kind, Outfit, Unfit, WAYS};

/// The printer of an office's settings, and the kinds that there are.
pub fn found(office: &Office) -> Result<Box<(Outfit, Vec<Kind>)>, Message> {
    let Printer { profile, to, columns } = office.settings.printer.clone().within(office.home.path());
    let to = to.to_string();
    let (way, place) = to.split_once(':').unwrap_or_default();
    let way = WAYS.iter().copied().find(|known| *known == way).unwrap_or_default();
    let kinds = Profile::built_in().map_err(|detail| ("screen-printer-kinds", vec![("detail", text(detail))]))?;
    let kind = |Profile { code, name: Named { en, ru }, columns, .. }| Kind { code, names: [en, ru], columns };
    let outfit = Outfit { profile, way, place: place.to_owned(), columns };
    Ok(Box::new((outfit, kinds.into_iter().map(kind).collect())))
}

/// Tries a printer: asks it how it is and prints a test page. Where it is to be kept it goes into the settings, and the
/// office comes back as it is with it; one that did not print only `anyway`.
pub fn try_out(office: &Office, outfit: &Outfit, keeps: bool, anyway: bool) -> Result<Option<Office>, Unfit> {
    let unfit = |said: Message| Unfit { said, may_be_kept: false };
    let bad = || unfit(("screen-printer-bad-place", vec![("way", said((way_form(outfit.way), vec![])))]));
    let to = Target::parse(&outfit.to()).ok_or_else(bad)?;
    let printer = Printer { profile: outfit.profile.clone(), to, columns: outfit.columns };
    let (at, within) = (printer.clone().at(office.home.path()), printer.within(office.home.path()));
    if !anyway {
        prints(office, &at).map_err(|said| Unfit { said, may_be_kept: keeps })?;
    }
    if !keeps {
        return Ok(None);
    }
    let path = office.home.settings();
    let unwritten = |error| unfit(("print-failed", vec![("path", text(path.display())), ("error", text(error))]));
    Settings::set_printer(&path, &within).map_err(unwritten)?;
    let settings = Arc::new(Settings { printer: at, ..(*office.settings).clone() });
    Ok(Some(Office { settings, ..office.clone() }))
}

/// Passes where the printer is well, as far as it can be asked, and prints a test page.
fn prints(office: &Office, printer: &Printer) -> Result<(), Message> {
    if let Some(fault) = print::ask(printer) {
        return Err(said_of("screen-printer-fault", &fault));
    }
    let named = format!("{} {}", printer.profile, printer.to);
    match print::print(&test_page(office.lang, &named, printer.columns, false), printer) {
        Outcome::Done => Ok(()),
        Outcome::Failed(fault) => Err(said_of("screen-printer-fault", &fault)),
        Outcome::Unknown(fault) => Err(said_of("print-test-unknown", &fault)),
    }
}

/// The id of what the place of a way must look like.
fn way_form(way: &str) -> &'static str {
    match way {
        "tcp" => "screen-printer-form-tcp",
        "serial" => "screen-printer-form-serial",
        "cups" => "screen-printer-form-cups",
        _ => "screen-printer-form-path",
    }
}
