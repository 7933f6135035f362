//! The one table of actions: what can be done, where, in which words, and when it makes sense. Dispatch, the hint
//! bar, help, `okno keys` and the README's table of keys all come from it.

use super::available::*;
use super::model::{Model, Screen};
use super::screens::cash::{self, Cash};
use super::screens::close_shift::CloseShift;
use super::screens::open_shift::OpenShift;
use super::screens::{correction, doubtful, forms, help, printer, sync, why};

macro_rules! layers {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $text:literal;)+) => {
        /// Where a key means something. A screen's own layer comes first, then [`Layer::Everywhere`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Layer {
            $($(#[$doc])* $name),+
        }

        impl Layer {
            /// Every layer, in the order of `okno keys`.
            pub const ALL: &[Layer] = &[$(Layer::$name),+];

            /// Its name in `keymap.toml`.
            pub fn id(self) -> &'static str {
                match self {
                    $(Layer::$name => $id),+
                }
            }

            /// The id of its words.
            pub fn text(self) -> &'static str {
                match self {
                    $(Layer::$name => $text),+
                }
            }
        }
    };
}

layers! {
    /// The set-up of a new home.
    SetUp = "set-up", "layer-set-up";
    /// Signing in, and the lock.
    SignIn = "sign-in", "layer-sign-in";
    /// Opening a shift.
    OpenShift = "open-shift", "layer-open-shift";
    /// The till.
    Till = "till", "layer-till";
    /// The tender.
    Tender = "tender", "layer-tender";
    /// The receipts.
    Receipts = "receipts", "layer-receipts";
    /// The account where a line belongs.
    Move = "move", "layer-move";
    /// The desk's cash.
    Cash = "cash", "layer-cash";
    /// Ending the shift.
    CloseShift = "close-shift", "layer-close-shift";
    /// Fields over a screen.
    Form = "form", "layer-form";
    /// Several of a list over a screen.
    Pick = "pick", "layer-pick";
    /// A count of cash, on whatever screen.
    Count = "count", "layer-count";
    /// A count that is off.
    Why = "difference", "layer-difference";
    /// A pause.
    Pause = "pause", "layer-pause";
    /// A question over a screen.
    Question = "question", "layer-question";
    /// How the desk stands with headquarters, over a screen.
    Sync = "sync", "layer-sync";
    /// Which printer there is, over a screen.
    Printer = "printer", "layer-printer";
    /// The forms of a shift, over a screen.
    Forms = "forms", "layer-forms";
    /// A text to read over a screen: help, a receipt.
    Reader = "reader", "layer-reader";
    /// On every screen.
    Everywhere = "everywhere", "layer-everywhere";
}

impl Layer {
    /// True where something may be typed into a field.
    pub fn has_fields(self) -> bool {
        !matches!(self, Layer::Question | Layer::Reader | Layer::Pick | Layer::Sync | Layer::Forms)
    }

    /// The actions of the layer, in the table's order.
    pub fn rows(self) -> impl Iterator<Item = &'static Row> {
        ACTIONS.iter().filter(move |row| row.layer == self)
    }

    /// The same, with neighbours of the same words together: both arrows are one choice.
    pub fn groups(self) -> impl Iterator<Item = &'static [Row]> {
        let is_one = |a: &Row, b: &Row| (a.layer, a.text) == (b.layer, b.text);
        ACTIONS.chunk_by(is_one).filter(move |rows| rows.iter().all(|row| row.layer == self))
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $id:literal in $layer:ident, $text:literal, $available:expr;)+) => {
        /// Everything that a key can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $name),+
        }

        /// The table, in the order of the hint bar and of help: what a narrow terminal must show comes first.
        pub const ACTIONS: &[Row] = &[
            $(Row { action: Action::$name, id: $id, layer: Layer::$layer, text: $text, available: $available }),+
        ];
    };
}

/// A row of the table.
#[derive(Clone, Copy)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its name in `keymap.toml`.
    pub id: &'static str,
    /// Where it works.
    pub layer: Layer,
    /// The id of its words.
    pub text: &'static str,
    /// Whether it would do something now: a key that would do nothing is not offered.
    pub available: fn(&Model) -> bool,
}

impl Row {
    /// What the key is called in the hint bar: where it does one of two things, the one that it would do now.
    pub fn hint(&self, model: &Model) -> &'static str {
        let till = &model.till;
        match (self.action, &model.screen) {
            (Action::Take, _) if till.amount.is_some() => "action-set-amount",
            (Action::ClearLookup, _) if till.amount.is_some() => "action-back",
            (Action::Hold, _) if till.has_lines() => "action-put-aside",
            (Action::Hold, _) => "action-recall",
            (Action::SwitchCard, Screen::Tender(tender)) => tender.card_hint(model),
            (Action::SetUp, Screen::SetUp(set_up)) if !set_up.is_at_the_end() => "action-next",
            (Action::CloseShift, Screen::CloseShift(closing)) => closing.hint(),
            (Action::OpenShift, Screen::OpenShift(opening)) => opening.hint_of_enter(model),
            (Action::CountDone, Screen::OpenShift(opening)) => opening.hint(),
            (Action::CountDone, Screen::CloseShift(closing)) => closing.hint_of_count(model),
            (Action::LeaveCount, Screen::CloseShift(closing)) if closing.step.is_move() => "action-back",
            (Action::LeaveCount, Screen::Cash(_)) => "action-back",
            (Action::CountSums, Screen::OpenShift(OpenShift { counting, .. })) if counting.is_by_sum() => {
                "action-count-notes"
            }
            (Action::CountSums, Screen::CloseShift(CloseShift { counting, .. })) if counting.is_by_sum() => {
                "action-count-notes"
            }
            (Action::SignIn, _) if model.name_is_typed() => "action-next",
            (Action::SignIn, _) if model.is_locked() => "action-unlock",
            (Action::SignIn, Screen::OpenShift(_)) => "action-open-shift",
            (Action::SignIn, Screen::CloseShift(_)) => "action-end",
            (Action::SendForm, Screen::Receipts(_)) if model.overlay.is_none() => "action-set-amount",
            (Action::SendForm, _) if model.form().1 => "action-send",
            (Action::EnterPrinter, _) if printer::is_at_the_end(model) => "action-keep-printer",
            _ => self.text,
        }
    }
}

actions! {
    /// Take the chosen, the only or the exact account into the basket.
    Take = "take" in Till, "action-take", |model| model.till.can_take();
    /// Ask headquarters about an account that is not here.
    AskHq = "ask-hq" in Till, "action-ask-hq", crate::tui::screens::till::can_ask_hq;
    /// Give the chosen line another sum.
    Amount = "amount" in Till, "action-amount", |model| model.till.has_lines() && is_no_sum(model);
    /// Take every account of the address that is owed for.
    WholeAddress = "whole-address" in Till, "action-whole-address", |model| model.till.lookup.has_hits();
    /// Tender cash.
    PayCash = "pay-cash" in Till, "action-pay-cash", |model| model.till.has_lines();
    /// Tender by card, then by СБП.
    PayCard = "pay-card" in Till, "action-pay-card", |model| model.till.has_lines();
    /// Put the basket aside, or take one that was back.
    Hold = "hold" in Till, "action-hold", |model| {
        (model.till.has_lines() || model.till.has_held()) && is_no_sum(model)
    };
    /// Take the last line off the basket.
    RemoveLine = "remove-line" in Till, "action-remove-line", |model| model.till.has_lines() && is_no_sum(model);
    /// The account above.
    Up = "up" in Till, "action-choose", |model| model.till.lookup.has_hits();
    /// The account below.
    Down = "down" in Till, "action-choose", |model| model.till.lookup.has_hits();
    /// Empty the lookup; what is in the basket stays.
    ClearLookup = "clear" in Till, "action-clear", |model| {
        model.till.amount.is_some() || !model.till.lookup.value().is_empty()
    };
    /// The receipts.
    OpenReceipts = "receipts" in Till, "action-receipts", always;
    /// The desk's cash.
    OpenCash = "cash" in Till, "action-cash", always;
    /// End the shift.
    EndShift = "close-shift" in Till, "action-close-shift", always;
    /// The totals so far.
    XReport = "x-report" in Till, "action-x-report", x_can_be_read;
    /// Seal the drawer and leave for a while.
    Pause = "pause" in Till, "action-pause", |model| model.shift_is_own();
    /// The report of the last close.
    LastZ = "last-z" in Till, "action-last-z", |model| model.custody.last.z.is_some();

    /// Take the payment.
    Pay = "pay" in Tender, "action-pay", is_not_sent;
    /// What was given goes into the lines.
    Fit = "fit" in Tender, "action-fit", |model| model.can_fit() && is_not_sent(model);
    /// By card instead, and by СБП.
    SwitchCard = "card" in Tender, "action-switch-card", is_not_sent;
    /// In cash instead.
    SwitchCash = "cash" in Tender, "action-switch-cash", |model| !model.tender_is_cash() && is_not_sent(model);
    /// Back to the basket.
    LeaveTender = "back" in Tender, "action-back", is_not_sent;

    /// The receipt above.
    PreviousReceipt = "up" in Receipts, "action-choose", receipts_are_several;
    /// The receipt below.
    NextReceipt = "down" in Receipts, "action-choose", receipts_are_several;
    /// Read the receipt.
    ReadReceipt = "read" in Receipts, "action-read", |model| model.receipt_is_chosen();
    /// Cancel the payment.
    VoidReceipt = "void" in Receipts, "action-void", correction::can_void;
    /// Give money back for an earlier shift's payment.
    RefundReceipt = "refund" in Receipts, "action-refund", correction::can_refund;
    /// Put the payment on the right tender.
    RetenderReceipt = "tender" in Receipts, "action-tender", correction::can_retender;
    /// Put a line on the right account.
    MoveReceipt = "move" in Receipts, "action-move", correction::can_move;
    /// Print a copy.
    PrintCopy = "copy" in Receipts, "action-copy", |model| model.receipt_is_chosen();
    /// Print what did not come out.
    PrintQueued = "queued" in Receipts, "action-print-queued", |model| model.health.unprinted > 0;
    /// Back to the till.
    LeaveReceipts = "back" in Receipts, "action-back", always;
    /// Save the receipt as a PDF.
    SavePdf = "save" in Receipts, "action-save-pdf", |model| model.receipt_is_chosen();
    /// Print a test page.
    PrintTest = "test-page" in Receipts, "action-test-page", always;

    /// Sign in.
    SignIn = "enter" in SignIn, "action-sign-in", always;
    /// The other field.
    OtherField = "other-field" in SignIn, "action-other-field", always;
    /// Back from another person's PIN: nothing is done.
    LeaveApproval = "back" in SignIn, "action-back", |model| !model.is_locked() && model.approval_is_asked();

    /// Move the line to this account.
    MoveHere = "take" in Move, "action-move-here", |model| model.moves_to_hits();
    /// The account above.
    PreviousAccount = "up" in Move, "action-choose", |model| model.moves_to_hits();
    /// The account below.
    NextAccount = "down" in Move, "action-choose", |model| model.moves_to_hits();
    /// Back to the receipts.
    LeaveMove = "back" in Move, "action-back", always;

    /// Take cash from another desk by its code.
    AcceptCash = "accept" in Cash, "action-accept", |model| cash::is_open(model, |cash| !cash.code.value().is_empty());
    /// Bring cash into the drawer.
    CashIn = "in" in Cash, "action-cash-in", always;
    /// Take cash out of it.
    CashOut = "out" in Cash, "action-cash-out", always;
    /// Give cash to another desk.
    HandOver = "hand-over" in Cash, "action-hand-over", always;
    /// Seal cash into a bag.
    DropCash = "drop" in Cash, "action-drop", always;
    /// Give bags to the collector.
    GiveBags = "give-bags" in Cash, "action-give-bags", |model| cash::is_open(model, Cash::has_bags);
    /// End the shift of a vault.
    EndShiftOfVault = "close-shift" in Cash, "action-close-shift", |model| model.rules.is_vault();
    /// The totals of a vault so far.
    XReportOfVault = "x-report" in Cash, "action-x-report", |model| model.rules.is_vault() && x_can_be_read(model);
    /// Seal a vault's cash and leave for a while.
    PauseOfVault = "pause" in Cash, "action-pause", |model| model.rules.is_vault() && model.shift_is_own();
    /// The report of a vault's last close.
    LastZOfVault = "last-z" in Cash, "action-last-z", |model| {
        model.rules.is_vault() && model.custody.last.z.is_some()
    };
    /// Back to the till.
    LeaveCash = "back" in Cash, "action-back", |model| {
        !model.rules.is_vault() || cash::is_open(model, |cash| !cash.code.value().is_empty())
    };

    /// Go on to the next field; behind the last one, record it.
    SendForm = "enter" in Form, "action-next", |model| !model.request_is_sent();
    /// Count the sum by denominations.
    CountCash = "count" in Form, "action-count-notes", |model| {
        model.overlay.is_none() && cash::is_open(model, |cash| cash.form.as_ref().is_some_and(|form| form.is_at_sum()))
    };
    /// Another field.
    FormField = "other-field" in Form, "action-other-field", |model| {
        !model.request_is_sent() && model.form().0 > 1
    };
    /// Back; what is typed below stays.
    LeaveForm = "back" in Form, "action-back", |model| !model.request_is_sent();

    /// Go on with what is picked.
    TakePicked = "enter" in Pick, "action-next", always;
    /// Pick the lit one, or leave it.
    PickRow = "pick" in Pick, "action-pick", always;
    /// Only a part of the lit line.
    PickPart = "part" in Pick, "action-part", |model| matches!(model.screen, Screen::Receipts(_));
    /// The one above.
    PreviousRow = "up" in Pick, "action-choose", always;
    /// The one below.
    NextRow = "down" in Pick, "action-choose", always;
    /// Back: nothing is done.
    LeavePick = "back" in Pick, "action-back", always;

    /// Go on in the way that is lit.
    OpenShift = "enter" in OpenShift, "action-open-shift", |model| !model.shift_is_open();
    /// The way above.
    PreviousWay = "up" in OpenShift, "action-choose", ways_are_several;
    /// The way below.
    NextWay = "down" in OpenShift, "action-choose", ways_are_several;
    /// End the shift that another left open.
    CloseAnothers = "close-shift" in OpenShift, "action-close-shift", |model| model.can_close_anothers();
    /// Back: to the count, or to the sign-in.
    LeaveOpening = "back" in OpenShift, "action-back", always;

    /// The next place of the count; behind the last one the count ends.
    CountNext = "next" in Count, "action-next", always;
    /// End the count, wherever it is.
    CountDone = "done" in Count, "action-count-done", always;
    /// A plain sum instead of denominations, or the reverse.
    CountSums = "sum" in Count, "action-count-sum", sums_are_allowed;
    /// Leave the count; it is there again.
    LeaveCount = "back" in Count, "action-park", always;
    /// Set doubtful notes apart.
    Doubtful = "doubtful" in Count, "action-doubtful", |model| {
        drawer_is_counted(model) && model.shift_is_own() && doubtful::reason(model).is_some()
    };
    /// The place before.
    CountBack = "up" in Count, "action-count-back", always;

    /// Go on although the count is off.
    GoOn = "enter" in Why, "action-next", always;
    /// Count again.
    CountAgain = "count-again" in Why, "action-count-again", always;
    /// Mend the cause.
    Mend = "mend" in Why, "action-mend", |model| {
        let cause = why::shown(model).and_then(why::Why::cause);
        model.shift_is_own() && cause.is_some_and(|cause| !cause.mend.is_empty())
    };
    /// Read the paper that the cause points to.
    ReadCause = "read" in Why, "action-read", |model| {
        why::shown(model).and_then(why::Why::cause).is_some_and(|cause| cause.entry.is_some())
    };
    /// The cause above.
    PreviousCause = "up" in Why, "action-choose", causes_are_several;
    /// The cause below.
    NextCause = "down" in Why, "action-choose", causes_are_several;

    /// Go on with the end of the shift.
    CloseShift = "enter" in CloseShift, "action-end", always;
    /// The place above.
    PreviousPlace = "up" in CloseShift, "action-choose", place_is_asked;
    /// The place below.
    NextPlace = "down" in CloseShift, "action-choose", place_is_asked;
    /// The other field.
    CloseField = "other-field" in CloseShift, "action-other-field", is_doubtful;
    /// Read the Z-report.
    ReadZ = "read" in CloseShift, "action-read-z", z_is_shown;
    /// Back a step.
    LeaveClose = "back" in CloseShift, "action-back", |model| !z_is_shown(model);

    /// Seal the drawer.
    SealDrawer = "enter" in Pause, "action-seal", always;
    /// Back to the till.
    LeavePause = "back" in Pause, "action-back", always;

    /// Set the desk up.
    SetUp = "enter" in SetUp, "action-set-up", always;
    /// Another field.
    SetUpField = "other-field" in SetUp, "action-other-field", always;

    /// Answer with the choice that is lit.
    Answer = "answer" in Question, "action-answer", always;
    /// The choice above.
    PreviousChoice = "up" in Question, "action-choose", choices_are_several;
    /// The choice below.
    NextChoice = "down" in Question, "action-choose", choices_are_several;
    /// Leave the question: nothing is done.
    Dismiss = "back" in Question, "action-back", always;

    /// Send what waits at once.
    SendNow = "send" in Sync, "action-send-now", always;
    /// Print the strip for going home.
    PrintStrip = "strip" in Sync, "action-strip", sync::can_print;
    /// Back to the screen below.
    LeaveSync = "back" in Sync, "action-back", always;

    /// Go on to the next field; behind the last one, try the printer and keep it.
    EnterPrinter = "enter" in Printer, "action-next", printer::is_free;
    /// Try it, and keep nothing.
    TryPrinter = "try" in Printer, "action-try-printer", printer::is_free;
    /// Another field.
    PrinterField = "other-field" in Printer, "action-other-field", printer::is_free;
    /// Back: the printer is what it was.
    LeavePrinter = "back" in Printer, "action-back", always;

    /// Read the form.
    ReadForm = "read" in Forms, "action-read", forms::is_offered;
    /// Print it.
    PrintForm = "print" in Forms, "action-print-form", forms::is_offered;
    /// Save it as a PDF.
    SaveForm = "save" in Forms, "action-save-pdf", forms::is_offered;
    /// The form above.
    PreviousForm = "up" in Forms, "action-choose", always;
    /// The form below.
    NextForm = "down" in Forms, "action-choose", always;
    /// The shift before.
    PreviousShift = "left" in Forms, "action-other-shift", forms::has_before;
    /// The shift after.
    NextShift = "right" in Forms, "action-other-shift", forms::has_after;
    /// Back to the screen below.
    LeaveForms = "back" in Forms, "action-back", always;

    /// Further up.
    ScrollUp = "up" in Reader, "action-scroll", help::scrolls;
    /// Further down.
    ScrollDown = "down" in Reader, "action-scroll", help::scrolls;
    /// A page up.
    PageUp = "page-up" in Reader, "action-page", help::scrolls;
    /// A page down.
    PageDown = "page-down" in Reader, "action-page", help::scrolls;
    /// Close it.
    CloseReader = "back" in Reader, "action-close", always;

    /// Every key of this screen; once more closes it.
    Help = "help" in Everywhere, "action-help", |model| !model.is_locked() && !model.request_is_sent();
    /// Lock the screen.
    Lock = "lock" in Everywhere, "action-lock", |model| model.person.is_some() && !model.is_locked();
    /// How the desk stands with headquarters.
    OpenSync = "sync" in Everywhere, "action-sync", sync::can_open;
    /// The other language.
    Language = "language" in Everywhere, "action-language", always;
    /// Sign out, with nothing in the basket.
    SignOut = "sign-out" in Everywhere, "action-sign-out", |model| {
        model.person.is_some() && !matches!(model.screen, Screen::SignIn(_)) && !model.request_is_sent()
    };
    /// End the program; whatever is begun is kept.
    Quit = "quit" in Everywhere, "action-quit", always;
    /// The forms of a shift: reports, statements, cash orders.
    OpenForms = "forms" in Everywhere, "action-forms", forms::can_open;
    /// Which printer there is.
    OpenPrinter = "printer" in Everywhere, "action-printer", printer::can_open;
}
