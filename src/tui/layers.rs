//! The layers: where a key means something.

use super::actions::ACTIONS;
use super::keyed::Row;

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
    /// On every screen of the till.
    Everywhere = "everywhere", "layer-everywhere";
    /// Signing in at the back office.
    OfficeSignIn = "supervisor", "layer-office-sign-in";
    /// A table of the back office.
    OfficeTable = "table", "layer-office-table";
    /// An office's day, over a table.
    OfficeDay = "day", "layer-office-day";
    /// A shift, over a table.
    OfficeShift = "shift", "layer-office-shift";
    /// An exception, over a table.
    OfficeException = "exception", "layer-office-exception";
    /// A bag, over a table.
    OfficeBag = "bag", "layer-office-bag";
    /// The cards of a day, over a table.
    OfficeCards = "cards", "layer-office-cards";
    /// A supplier, over a table.
    OfficeSupplier = "supplier", "layer-office-supplier";
    /// A document of the bank, over a table.
    OfficeDocument = "document", "layer-office-document";
    /// A person, over a table.
    OfficePerson = "person", "layer-office-person";
    /// A correction to request, over a table.
    OfficeLetter = "letter", "layer-office-letter";
    /// A desk, over a table.
    OfficeDesk = "desk", "layer-office-desk";
    /// Bars of takings.
    OfficeCharts = "charts", "layer-office-charts";
    /// Fields over a screen of the back office.
    OfficeDialog = "dialog", "layer-office-dialog";
    /// Places to go to, or what is to be confirmed.
    OfficeList = "list", "layer-office-list";
    /// A text to read over a screen of the back office.
    OfficeReader = "text", "layer-office-reader";
    /// On every screen of the back office.
    Office = "office", "layer-office";
}

impl Layer {
    /// True where something may be typed into a field.
    pub fn has_fields(self) -> bool {
        matches!(
            self,
            Layer::SetUp
                | Layer::SignIn
                | Layer::OpenShift
                | Layer::Till
                | Layer::Tender
                | Layer::Receipts
                | Layer::Move
                | Layer::Cash
                | Layer::CloseShift
                | Layer::Form
                | Layer::Count
                | Layer::Why
                | Layer::Pause
                | Layer::Printer
                | Layer::Everywhere
                | Layer::OfficeSignIn
                | Layer::OfficeDialog
                | Layer::Office
        )
    }

    /// The layer of every screen of the same program.
    pub fn outer(self) -> Layer {
        if Layer::OFFICE.contains(&self) { Layer::Office } else { Layer::Everywhere }
    }

    /// The layers of the back office.
    const OFFICE: [Layer; 17] = [
        Layer::OfficeSignIn,
        Layer::OfficeTable,
        Layer::OfficeDay,
        Layer::OfficeShift,
        Layer::OfficeException,
        Layer::OfficeBag,
        Layer::OfficeCards,
        Layer::OfficeSupplier,
        Layer::OfficeDocument,
        Layer::OfficePerson,
        Layer::OfficeLetter,
        Layer::OfficeDesk,
        Layer::OfficeCharts,
        Layer::OfficeDialog,
        Layer::OfficeList,
        Layer::OfficeReader,
        Layer::Office,
    ];

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
