//! What crosses the wall between a desk and the world: entries, their hashes and their one spelling.

pub mod entry;

pub use entry::{Entry, EntryFault, Hash, RawEntry};
