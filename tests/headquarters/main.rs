//! The program against itself: `okno hq serve` as a process, on SQLite and on PostgreSQL, and desks that are driven by
//! their commands. The command line as it is promised, recovery drills, sticks, and what is refused.
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
                if let Some(hq) = crate::scene::Headquarters::new(crate::scene::Engine::Sqlite) {
                    super::$name(hq);
                }
            })+
        }

        mod postgres {
            $(#[test]
            fn $name() {
                if let Some(hq) = crate::scene::Headquarters::new(crate::scene::Engine::Postgres) {
                    super::$name(hq);
                }
            })+
        }
    };
}

mod contract;
mod gate;
#[path = "../hq_server/http.rs"]
#[allow(dead_code)] // Its half-sent requests are of no use here.
mod http;
mod line;
mod recovery;
mod refusals;
mod rekey;
mod sticks;
mod telephone;
mod worker;
