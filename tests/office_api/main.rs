//! The back office over HTTP: who gets what at every route, what nobody gets, and that the document which describes the
//! routes says the same. On SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[path = "../common/mod.rs"]
mod common;
#[path = "../hq/scene.rs"]
#[allow(dead_code)] // Its desks are of use here, its registers are not.
mod hq;
#[path = "../hq_server/http.rs"]
#[allow(dead_code)] // Requests are whole here.
mod http;

mod scene;

/// Makes a test on each engine of functions that take a headquarters which is served.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                if let Some(api) = crate::scene::Api::start(crate::hq::Engine::Sqlite) {
                    super::$name(&api);
                }
            })+
        }

        mod postgres {
            $(#[test]
            fn $name() {
                if let Some(api) = crate::scene::Api::start(crate::hq::Engine::Postgres) {
                    super::$name(&api);
                }
            })+
        }
    };
}

mod deeds;
mod document;
mod journal;
mod leaks;
mod papers;
mod people;
mod pins;
mod tokens;
mod views;
