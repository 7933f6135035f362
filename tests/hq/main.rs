//! Headquarters, the same on SQLite and on PostgreSQL: one suite for both.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[path = "../common/mod.rs"]
mod common;

mod scene;

/// Makes a test on each engine of functions that take a headquarters.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                if let Some(site) = crate::scene::Site::new(crate::scene::Engine::Sqlite) {
                    super::$name(&site);
                }
            })+
        }

        mod postgres {
            $(#[test]
            fn $name() {
                if let Some(site) = crate::scene::Site::new(crate::scene::Engine::Postgres) {
                    super::$name(&site);
                }
            })+
        }
    };
}

mod authorise;
mod day;
mod directory;
mod enrolment;
mod exceptions;
mod ingest;
mod money;
mod proof;
mod registers;
mod reports;
