//! Pieces that several screens are made of.

pub mod big;
pub mod count;
pub mod count_view;
pub mod field;
pub mod form;
pub mod hints;
pub mod layout;
pub mod picker;
pub mod reader;
pub mod too_small;
pub mod words;
