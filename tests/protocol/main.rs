//! The protocol, from outside: what is written reads back, what was changed is refused and told apart, and what was
//! ever written is read for ever.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod batches;
mod enrolment;
mod golden;
mod scene;
mod signed;
mod sizes;
mod sticks;
mod telephone;
