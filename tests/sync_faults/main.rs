//! Desks that take payments while everything between them and headquarters fails: the line, headquarters, one of its
//! nodes, the desks themselves. At the end headquarters has their journals, byte for byte.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.
#![allow(clippy::print_stdout)] // What befell them is for the person who asks with --nocapture.

mod clones;
#[path = "../common/mod.rs"]
mod common;
mod node;
mod scene;
mod storm;

use std::time::Duration;

use common::server::serves;
use scene::Scene;
use storm::Storm;

/// 20,000 payments of four desks.
const STORM: Storm = Storm { payments: 5_000, lasting: Duration::from_secs(45), kills: 12, seed: 20 };

#[test]
fn everything_arrives_at_one_node() {
    if !serves() {
        STORM.over(Scene::on_sqlite(), "everything_arrives_at_one_node");
    }
}

#[test]
fn everything_arrives_although_one_of_two_nodes_dies() {
    if !serves()
        && let Some(scene) = Scene::on_postgres()
    {
        STORM.over(scene, "everything_arrives_although_one_of_two_nodes_dies");
    }
}
