//! Effects carried out one after another, without threads: what the workers share with the tests of the screens.

use super::lookup::Lookup;
use super::papers::{Office, Press, Printed};
use super::recorder::{Recorder, refused};
use super::start::set_up;
use super::{Mint, outfit};
use crate::desk::{Desk, DeskError, Home};
use crate::domain::Message;
use crate::tui::msg::{Effect, Msg, Ready, Wanted};
use crate::tui::outfit::{Outfit, Unfit};
use crate::tui::recover::Facts;

/// Everything behind the screens.
pub struct Services {
    home: Home,
    mint: Mint,
    parts: Option<Parts>,
}

struct Parts {
    lookup: Lookup,
    recorder: Recorder,
    press: Press,
    office: Office,
}

impl Parts {
    /// Tries a printer; one that is kept is in force for whatever is looked up and printed next.
    fn try_outfit(&mut self, outfit: &Outfit, keeps: bool, anyway: bool, mint: &Mint) -> Msg {
        let fault = |error: DeskError| Unfit { said: error.message(), may_be_kept: false };
        let tried = outfit::try_out(&self.office, outfit, keeps, anyway).and_then(|changed| {
            let Some(office) = changed else { return Ok(false) };
            self.lookup = Lookup::open(&office, mint.clone()).map_err(fault)?;
            self.press = Press::open(&office).map_err(fault)?;
            self.office = office;
            Ok(true)
        });
        Msg::OutfitTried { kept: tried.as_ref().is_ok_and(|kept| *kept), result: tried.map(drop) }
    }
}

impl Services {
    /// Behind a home that is not set up.
    pub fn empty(home: Home, mint: Mint) -> Services {
        Services { home, mint, parts: None }
    }

    /// Behind a desk.
    pub fn at_desk(office: &Office, mint: Mint) -> Result<Services, DeskError> {
        let desk = Desk::open(&office.home, office.options.clone())?;
        let mut services = Services::empty(office.home.clone(), mint);
        services.open(desk, office)?;
        Ok(services)
    }

    /// The desk, where one is set up.
    pub fn recorder(&self) -> Option<&Recorder> {
        self.parts.as_ref().map(|parts| &parts.recorder)
    }

    /// What an earlier run left behind.
    pub fn facts(&self) -> Result<Facts, DeskError> {
        self.recorder().map_or(Ok(Facts::default()), Recorder::facts)
    }

    /// Carries an effect out and gives what it brings back, in order.
    pub fn perform(&mut self, effect: Effect) -> Vec<Msg> {
        if let Effect::SetUp { desk, stamp } = &effect {
            let made = set_up(&self.home, desk, *stamp);
            let opened = made.and_then(|(desk, office)| self.open(desk, &office).map_err(|error| error.message()));
            return vec![Msg::SetUpDone(opened.map(Box::new))];
        }
        let no_desk: Message = ("setup-first", vec![]);
        let Some(parts) = &mut self.parts else { return refused(&effect, no_desk).into_iter().collect() };
        if let Effect::Print { seq } = effect {
            let printed = parts.press.print(seq);
            return record(&mut parts.recorder, &parts.press, printed);
        }
        if let Effect::PrintQueued { first } = effect {
            let mut msgs = vec![];
            let Parts { recorder, press, .. } = parts;
            let printed = press.print_queued(first, |printed| msgs.extend(record(recorder, press, printed)));
            msgs.extend(printed.err().and_then(|error| refused(&effect, error.message())));
            return msgs;
        }
        if effect == Effect::AskPrinter {
            return vec![Msg::Printer(parts.press.ask())];
        }
        if effect == Effect::PrintTest {
            return vec![Msg::Tested(parts.press.test())];
        }
        if let Effect::Form { form, shift, wanted: Wanted::Print, at } = effect {
            return vec![Msg::FormPrinted(parts.press.form(form, shift, at).err())];
        }
        if effect == Effect::FindOutfit {
            return vec![Msg::Outfit(outfit::found(&parts.office))];
        }
        if let Effect::TryOutfit { outfit, keeps, anyway } = &effect {
            return vec![parts.try_outfit(outfit, *keeps, *anyway, &self.mint)];
        }
        match parts.lookup.perform(&effect) {
            Some(msg) => vec![msg],
            None => parts.recorder.perform(effect),
        }
    }

    fn open(&mut self, desk: Desk, office: &Office) -> Result<Ready, DeskError> {
        let lookup = Lookup::open(office, self.mint.clone())?;
        let press = Press::open(office)?;
        let mut recorder = Recorder::new(desk, self.mint.clone());
        press.interrupted().into_iter().for_each(|printed| drop(record(&mut recorder, &press, printed)));
        let ready = recorder.ready(office);
        self.parts = Some(Parts { lookup, recorder, press, office: office.clone() });
        Ok(ready)
    }
}

/// Records what became of a paper, and then takes its mark away.
fn record(recorder: &mut Recorder, press: &Press, printed: Printed) -> Vec<Msg> {
    let (is_recorded, msgs) = recorder.printed(printed);
    if is_recorded {
        press.recorded();
    }
    msgs
}
