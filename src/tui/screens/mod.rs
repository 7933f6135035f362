//! One file a screen: what it knows, what its actions do, how it is drawn.

pub mod cash;
pub mod cash_form;
mod cash_view;
pub mod close_money;
pub mod close_shift;
mod close_view;
pub mod correction;
pub mod count;
pub mod doubtful;
pub mod forms;
pub mod help;
pub mod lock;
pub mod lookup;
pub mod move_line;
pub mod open_shift;
mod open_shift_view;
pub mod pause;
pub mod printer;
pub mod question;
pub mod receipts;
mod receipts_view;
pub mod refund;
pub mod request;
pub mod set_up;
pub mod sign_in;
pub mod sync;
mod sync_view;
pub mod telephone;
pub mod tender;
pub mod tender_view;
pub mod till;
pub mod till_view;
pub mod why;
mod why_view;

#[cfg(test)]
mod tests;
