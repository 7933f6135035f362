//! What the screens know.

use std::sync::Arc;

use super::burst::Burst;
use super::custody::Custody;
use super::keymap::Keymap;
use super::layers::Layer;
use super::link::{Hq, Link};
use super::msg::{Draft, Stamp};
use super::recover::Recovery;
use super::rules::Rules;
use super::screens::cash::Cash;
use super::screens::close_shift::{self, CloseShift};
use super::screens::forms::Forms;
use super::screens::open_shift::{self, OpenShift};
use super::screens::pause::Pause;
use super::screens::printer::Printer;
use super::screens::question::Question;
use super::screens::receipts::{Correcting, Receipts};
use super::screens::request::Request;
use super::screens::set_up::SetUp;
use super::screens::sign_in::SignIn;
use super::screens::telephone::Telephone;
use super::screens::tender::Tender;
use super::screens::till::Till;
use super::theme::Theme;
use crate::domain::event::CashHandedOver;
use crate::domain::shift::PausedShift;
use crate::domain::{
    Action as Deed, Actor, Catalogue, Command, DeskId, EntryId, Message, Money, Offset, Shift, Timestamp,
};
use crate::lang::Lang;

/// Everything that the screens know.
#[derive(Clone, Debug)]
pub struct Model {
    /// The language of the screens: the person's, or the office's before anybody signs in.
    pub lang: Lang,
    /// The language until somebody signs in, and of whoever has none.
    pub office_lang: Lang,
    /// The terminal: columns and rows.
    pub size: (u16, u16),
    /// The clock's last reading.
    pub now: Timestamp,
    /// When a key was last pressed.
    pub last_key: Timestamp,
    /// The office's offset from UTC.
    pub offset: Offset,
    /// The desk; `None` in a home that is not set up.
    pub desk: Option<DeskId>,
    /// Suppliers, services, tenders and fees.
    pub catalogue: Arc<Catalogue>,
    /// The office's rules.
    pub rules: Arc<Rules>,
    /// Which key does what.
    pub keymap: Arc<Keymap>,
    /// The desk's state.
    pub shift: Option<Shift>,
    /// Who is signed in.
    pub person: Option<Actor>,
    /// What is on the screen.
    pub screen: Screen,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// The lock: over everything, so that nothing that arrives while it is on can take it off.
    pub lock: Option<SignIn>,
    /// After how many minutes without a key the screen locks itself; 0 for never.
    pub idle_lock_minutes: u16,
    /// The till: kept while other screens are shown.
    pub till: Till,
    /// What is remembered of the desk's cash.
    pub custody: Custody,
    /// The last thing that happened, until the next key.
    pub notice: Option<Notice>,
    /// How things behind the screen are.
    pub health: Health,
    /// What is wrong with the printer, as it last said.
    pub printer: Option<Message>,
    /// How the desk stands with headquarters.
    pub link: Link,
    /// The people of a demo with their PINs, shown at sign-in.
    pub demo: Option<Message>,
    /// How things look.
    pub theme: Theme,
    /// Keys that come as fast as a scanner types.
    pub burst: Burst,
    /// What is still to be asked after an unclean end.
    pub recovery: Recovery,
}

/// What is on the screen.
#[derive(Clone, Debug)]
pub enum Screen {
    /// A new home.
    SetUp(SetUp),
    /// Nobody is signed in.
    SignIn(SignIn),
    /// No shift is open.
    OpenShift(OpenShift),
    /// Accounts and the basket.
    Till,
    /// How it is paid.
    Tender(Tender),
    /// The receipts.
    Receipts(Receipts),
    /// The desk's cash.
    Cash(Cash),
    /// The end of the shift.
    CloseShift(CloseShift),
    /// A pause: the drawer is sealed.
    Pause(Pause),
}

/// What lies over a screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Every key of the screen below.
    Help {
        /// Lines scrolled off the top.
        scroll: usize,
        /// The layer whose keys it lists.
        layer: Layer,
        /// What it covers, and shows again when it is closed: a question waits for its answer.
        below: Option<Box<Overlay>>,
    },
    /// A receipt to read.
    Paper {
        /// Its lines.
        lines: Vec<String>,
        /// Lines scrolled off the top.
        scroll: usize,
        /// The list that it was taken from, which is there again when it is closed.
        below: Option<Box<Overlay>>,
    },
    /// Something is asked.
    Question(Question),
    /// A command on its way, and what it lacks.
    Request(Box<Request>),
    /// What is approved by telephone.
    Telephone(Box<Telephone>),
    /// The code of a hand-over, to be told.
    Code(Box<CashHandedOver>),
    /// How the desk stands with headquarters.
    Sync,
    /// Which printer there is.
    Printer(Box<Printer>),
    /// The forms of a shift.
    Forms(Forms),
}

/// A line about what just happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub message: Message,
    /// True if it went wrong.
    pub is_fault: bool,
}

impl Notice {
    /// Something that went as it should.
    pub fn good(message: Message) -> Notice {
        Notice { message, is_fault: false }
    }

    /// Something that went wrong.
    pub fn fault(message: Message) -> Notice {
        Notice { message, is_fault: true }
    }
}

/// How things behind the screen are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Papers that did not come out.
    pub unprinted: usize,
    /// Papers of which nobody knows.
    pub in_doubt: usize,
    /// What is wrong with the mirror.
    pub mirror: Option<Message>,
    /// What headquarters said of the journal; `None` for a desk that stands alone.
    pub hq: Option<Hq>,
    /// How many entries HQ has not got.
    pub unsent: u64,
}

impl Model {
    /// Notes the time and takes the last notice off: a key was pressed.
    pub fn wake(&mut self, stamp: Stamp) {
        self.now = stamp.at;
        self.last_key = stamp.at;
    }

    /// What must survive a crash.
    pub fn draft(&self) -> Draft {
        Draft { parked: self.custody.parked.clone(), ..self.till.draft() }
    }

    /// What is kept when the program ends as it should.
    pub fn last_draft(&self) -> Draft {
        Draft { is_last: true, ..self.draft() }
    }

    /// True while the screen is locked.
    pub fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// True if a shift is open, whoever's.
    pub fn shift_is_open(&self) -> bool {
        self.shift.as_ref().is_some_and(|shift| shift.open.is_some())
    }

    /// True if the open shift is that of the person who is signed in.
    pub fn shift_is_own(&self) -> bool {
        let open = self.shift.as_ref().and_then(|shift| shift.open.as_ref());
        open.zip(self.person.as_ref()).is_some_and(|(open, person)| open.cashier == person.user)
    }

    /// True if the person who is signed in is a supervisor.
    pub fn is_supervisor(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.role.approves())
    }

    /// True if the person may close a shift that is another's.
    pub fn can_close_anothers(&self) -> bool {
        self.is_supervisor() && self.shift_is_open() && !self.shift_is_own()
    }

    /// What the journal says is in the drawer.
    pub fn drawer(&self) -> Money {
        self.shift.as_ref().map(|shift| shift.drawer).unwrap_or_default()
    }

    /// The paused shift of a number.
    pub fn paused(&self, number: u32) -> Option<&PausedShift> {
        let paused = self.shift.iter().flat_map(|shift| &shift.paused);
        paused.into_iter().find(|paused| paused.shift.number == number)
    }

    /// The person's own shift, where it is paused.
    pub fn own_paused(&self) -> Option<&PausedShift> {
        let person = self.person.as_ref()?;
        self.shift.as_ref()?.paused.iter().find(|paused| paused.shift.cashier == person.user)
    }

    /// The paused shifts of others.
    pub fn others_paused(&self) -> impl Iterator<Item = &PausedShift> {
        let own = self.person.as_ref().map(|person| &person.user);
        let paused = self.shift.iter().flat_map(|shift| &shift.paused);
        paused.filter(move |paused| Some(&paused.shift.cashier) != own)
    }

    /// A command of the person who is signed in.
    pub fn command(&self, id: EntryId, at: Timestamp, action: Deed) -> Command {
        Command { id, at, by: self.person.clone(), approved_by: None, witness: None, action }
    }

    /// The name and PIN of another person, where they are asked for over a screen.
    pub fn approval(&self) -> Option<&SignIn> {
        match &self.screen {
            Screen::OpenShift(OpenShift { step: open_shift::Step::Supervisor(supervisor), .. }) => Some(supervisor),
            Screen::CloseShift(CloseShift { step: close_shift::Step::Second(second), .. }) => Some(second),
            _ => None,
        }
    }

    /// True while another person's name and PIN are asked for over a screen.
    pub fn approval_is_asked(&self) -> bool {
        self.approval().is_some()
    }

    /// True while a name is typed, before its PIN.
    pub fn name_is_typed(&self) -> bool {
        let sign_in = match (&self.lock, &self.screen) {
            (Some(lock), _) => Some(lock),
            (None, Screen::SignIn(sign_in)) => Some(sign_in),
            (None, _) => self.approval(),
        };
        sign_in.is_some_and(|sign_in| !sign_in.in_pin)
    }

    /// True if the tender is in cash.
    pub fn tender_is_cash(&self) -> bool {
        matches!(&self.screen, Screen::Tender(tender) if tender.is_cash())
    }

    /// True if what was given can go into the lines.
    pub fn can_fit(&self) -> bool {
        matches!(&self.screen, Screen::Tender(tender) if tender.is_cash() && !tender.given.value().is_empty())
    }

    /// True if a receipt is lit.
    pub fn receipt_is_chosen(&self) -> bool {
        matches!(&self.screen, Screen::Receipts(receipts) if receipts.chosen_row().is_some())
    }

    /// True while accounts are shown, or looked for, to move a line to.
    pub fn moves_to_hits(&self) -> bool {
        matches!(&self.screen, Screen::Receipts(Receipts { correcting: Some(Correcting::Move(moving)), .. })
            if moving.lookup.has_hits())
    }

    /// True while a command is on its way to the desk.
    pub fn request_is_sent(&self) -> bool {
        match &self.overlay {
            Some(Overlay::Request(request)) => request.is_sent,
            Some(Overlay::Telephone(call)) => call.is_sent,
            _ => false,
        }
    }

    /// How many fields what is filled in has, and whether Enter ends it, and doesn't go on to another one.
    pub fn form(&self) -> (usize, bool) {
        match (&self.overlay, &self.screen) {
            (Some(Overlay::Request(request)), _) => (request.fields(), request.is_at_the_end()),
            (Some(Overlay::Telephone(call)), _) => (call.fields(), call.is_at_the_end()),
            (_, Screen::Cash(Cash { form: Some(form), .. })) => (form.fields.len(), form.is_at_the_end()),
            _ => (1, true),
        }
    }
}
