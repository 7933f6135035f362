//! HQ's server over real sockets: what it refuses and with which words, its limits, its end, TLS, and what it lets be
//! known of itself.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod batches;
#[path = "../common/mod.rs"]
mod common;
mod http;
#[path = "../protocol/scene.rs"]
#[allow(dead_code)] // Its journals are of use here, its messages are not.
mod journal;
mod limits;
mod observed;
mod process;
mod proxy;
mod refusals;
mod scene;
mod stop;
mod tls;
