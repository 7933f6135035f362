//! The one table of actions: what can be done, where, in which words, and when it makes sense. Dispatch, the hint
//! bar, help, `okno keys` and the README's table of keys all come from it.

use super::available::*;
use super::keyed::{Available, Row};
use super::layers::Layer;
use super::model::Screen;
use super::office::can;
use super::screens::cash::{self, Cash};
use super::screens::{correction, doubtful, forms, help, printer, sync, telephone, why};

macro_rules! actions {
    ($($machine:ident {
        $($(#[$doc:meta])* $name:ident = $id:literal in $layer:ident, $text:literal, $available:expr;)+
    })+) => {
        /// Everything that a key can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($($(#[$doc])* $name),+),+
        }

        /// The table, in the order of the hint bar and of help: what a narrow terminal must show comes first.
        pub const ACTIONS: &[Row] = &[
            $($(Row {
                action: Action::$name,
                id: $id,
                layer: Layer::$layer,
                text: $text,
                available: Available::$machine($available),
            }),+),+
        ];
    };
}

actions! {
    Till {
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
        /// Approve an opening by telephone.
        TelephoneOpening = "by-telephone" in SignIn, "action-by-telephone", telephone::can_ask_at_opening;
        /// A PIN was forgotten: a new one, by telephone.
        ForgotPin = "forgot-pin" in SignIn, "action-forgot-pin", telephone::can_forget;
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
        AcceptCash = "accept" in Cash, "action-accept", |model| {
            cash::is_open(model, |cash| !cash.code.value().is_empty())
        };
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
            model.overlay.is_none()
                && cash::is_open(model, |cash| cash.form.as_ref().is_some_and(|form| form.is_at_sum()))
        };
        /// Approve it by telephone, or ask for another challenge.
        TelephoneForm = "by-telephone" in Form, "action-by-telephone", telephone::can_ask;
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

    Office {
        /// Sign in.
        OfficeEnter = "enter" in OfficeSignIn, "action-sign-in", can::always;
        /// The other field.
        OfficeOtherField = "other-field" in OfficeSignIn, "action-other-field", can::always;

        /// Sign the office's day off.
        SignDay = "sign" in OfficeDay, "action-office-sign", can::sign;
        /// Write down what a clerk telephones of a Z-report.
        AnnounceDay = "announce" in OfficeDay, "action-office-announce", can::always;
        /// Say that the paper of the shift was seen, or take it back; and go to the next one.
        TickPaper = "tick" in OfficeShift, "action-office-tick", can::always;
        /// Look after the exception.
        TakeException = "take" in OfficeException, "action-office-take", can::resolve;
        /// Be done with the exception, or open it again.
        ResolveException = "resolve" in OfficeException, "action-office-resolve", can::always;
        /// Say something about the exception.
        CommentException = "comment" in OfficeException, "action-office-comment", can::always;
        /// The collector took the bag.
        CollectBag = "collect" in OfficeBag, "action-office-collect", can::always;
        /// The bank credited the bag, or all that are marked.
        CreditBag = "credit" in OfficeBag, "action-office-credit", can::always;
        /// The bank gave the bag back.
        ReturnBag = "return" in OfficeBag, "action-office-return", can::always;
        /// Mark the bag for a credit of several.
        MarkBag = "mark" in OfficeBag, "action-office-mark", can::mark;
        /// The acquirer paid.
        SettleCards = "settle" in OfficeCards, "action-office-settle", can::always;
        /// Make the supplier's next register.
        MakeRegister = "register" in OfficeSupplier, "action-office-register", can::always;
        /// The supplier got its money.
        RemitSupplier = "remit" in OfficeSupplier, "action-office-remit", can::always;
        /// Take the bank's document for what it seems to be about.
        TakeDocument = "match" in OfficeDocument, "action-office-match", can::explain;
        /// Say what the bank's document is, where nothing that is kept here explains it.
        ExplainDocument = "explain" in OfficeDocument, "action-office-explain", can::explain;
        /// Add a person.
        AddPerson = "add" in OfficePerson, "action-office-add", can::always;
        /// Give the person another PIN.
        GivePin = "pin" in OfficePerson, "action-office-pin", can::manage;
        /// Give the person another role, office, name or language.
        ChangePerson = "change" in OfficePerson, "action-office-change", can::manage;
        /// Let the person no longer sign in.
        RetirePerson = "retire" in OfficePerson, "action-office-retire", can::manage;
        /// Ask the supplier by letter to correct a payment.
        RequestLetter = "request" in OfficeLetter, "action-office-request", can::request;
        /// Write down what the supplier answered.
        AnswerLetter = "answer" in OfficeLetter, "action-office-answer", can::answer;
        /// Write down what a clerk telephones of the desk's Z-report.
        AnnounceDesk = "announce" in OfficeDesk, "action-office-announce", can::always;
        /// Takings of a week, or of four.
        ChartPeriod = "period" in OfficeCharts, "action-office-period", can::always;

        /// Open what is under the cursor.
        OpenRow = "open" in OfficeTable, "action-office-open", can::open;
        /// Sign all offices of the day that are clean.
        SignClean = "sign-clean" in OfficeTable, "action-office-sign-clean", can::sign_clean;
        /// The other pane, or the other chart.
        OtherPane = "other-pane" in OfficeTable, "action-office-pane", can::change_pane;
        /// The row above.
        RowUp = "up" in OfficeTable, "action-choose", can::choose;
        /// The row below.
        RowDown = "down" in OfficeTable, "action-choose", can::choose;
        /// Columns further left.
        ColumnsLeft = "left" in OfficeTable, "action-office-columns", can::move_columns;
        /// Columns further right.
        ColumnsRight = "right" in OfficeTable, "action-office-columns", can::move_columns;
        /// A page of rows up.
        RowsUp = "page-up" in OfficeTable, "action-page", can::choose;
        /// A page of rows down.
        RowsDown = "page-down" in OfficeTable, "action-page", can::choose;
        /// The first row.
        FirstRow = "first" in OfficeTable, "action-office-ends", can::choose;
        /// The last row that is there.
        LastRow = "last" in OfficeTable, "action-office-ends", can::choose;
        /// Back; what was typed to choose rows by goes first.
        LeavePage = "back" in OfficeTable, "action-back", can::go_back;

        /// Go on to the next field; behind the last one, do it.
        SendDialog = "enter" in OfficeDialog, "action-next", can::type_on;
        /// Another field.
        DialogField = "other-field" in OfficeDialog, "action-other-field", can::change_field;
        /// Back: nothing is done.
        LeaveDialog = "back" in OfficeDialog, "action-back", can::type_on;

        /// Go there, or do it.
        TakeListed = "enter" in OfficeList, "action-answer", can::answer_list;
        /// The one above.
        PreviousListed = "up" in OfficeList, "action-choose", can::always;
        /// The one below.
        NextListed = "down" in OfficeList, "action-choose", can::always;
        /// Back: nothing is done.
        LeaveList = "back" in OfficeList, "action-back", can::always;

        /// Further up.
        ReadUp = "up" in OfficeReader, "action-scroll", can::scroll;
        /// Further down.
        ReadDown = "down" in OfficeReader, "action-scroll", can::scroll;
        /// A page up.
        ReadPageUp = "page-up" in OfficeReader, "action-page", can::scroll;
        /// A page down.
        ReadPageDown = "page-down" in OfficeReader, "action-page", can::scroll;
        /// Close it.
        LeaveReader = "back" in OfficeReader, "action-close", can::always;

        /// Every key of this screen; once more closes it.
        OfficeHelp = "help" in Office, "action-help", can::help;
        /// The pages of the back office.
        GoTo = "go" in Office, "action-office-go", can::leave;
        /// Find a receipt, an account's payments, a sum, a time.
        FindPayment = "find" in Office, "action-office-find", can::leave;
        /// The table as a file.
        ExportTable = "export" in Office, "action-office-export", can::export;
        /// Ask headquarters anew at once.
        RefreshPage = "refresh" in Office, "action-office-refresh", can::leave;
        /// Give a desk the code that approves something by telephone.
        Authorise = "authorise" in Office, "action-office-authorise", can::leave;
        /// The other language.
        OfficeLanguage = "language" in Office, "action-language", can::always;
        /// Sign out.
        OfficeSignOut = "sign-out" in Office, "action-sign-out", can::sign_out;
        /// End the program.
        OfficeQuit = "quit" in Office, "action-quit", can::always;
        /// The first page.
        GoFirst = "first-page" in Office, "action-office-first", can::leave;
        /// The offices of the oldest day that nobody signed.
        GoOffices = "offices" in Office, "action-office-offices", can::leave;
        /// The exceptions.
        GoExceptions = "exceptions" in Office, "action-office-exceptions", can::leave;
        /// The bags.
        GoBags = "bags" in Office, "action-office-bags", can::leave;
        /// The suppliers and their registers.
        GoSuppliers = "suppliers" in Office, "action-office-suppliers", can::leave;
        /// The bank.
        GoBank = "bank" in Office, "action-office-bank", can::leave;
        /// The cards.
        GoCards = "cards" in Office, "action-office-cards", can::leave;
        /// The desks.
        GoDesks = "desks" in Office, "action-office-desks", can::leave;
        /// The people.
        GoUsers = "users" in Office, "action-office-users", can::leave;
        /// The charts.
        GoCharts = "charts" in Office, "action-office-charts", can::leave;
        /// Where the money is.
        GoMoney = "money" in Office, "action-office-money", can::leave;
        /// The letters to suppliers.
        GoLetters = "letters" in Office, "action-office-letters", can::leave;
    }
}
