//! Two offices at a headquarters that is served, and what everybody who works there may be.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::thread::{self, JoinHandle};

use okno::clock;
use okno::domain::{EntryId, Role, Timestamp, User};
use okno::hq::office::Viewer;
use okno::hq::server::{ServeError, Server, ServerLimits, ServerOptions, Stopper};
use okno::hq::{HqError, Person};
use okno::protocol::office::{Deed, Ordered, SignIn};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::document;
use crate::hq::{Desk, Engine, Site, at};
use crate::http::{Http, Reply};
use crate::journal::{Marks, OTHERS, OURS};

/// Everybody's PIN.
pub const PIN: &str = "4821";

/// A headquarters that is served, with nothing recorded yet but what [`Api::take`] takes.
pub struct Api {
    pub site: Site,
    pub address: SocketAddr,
    stopper: Stopper,
    server: Option<JoinHandle<Result<(), ServeError>>>,
}

/// Somebody who works here.
#[derive(Clone, Copy, Debug)]
pub struct Who {
    pub name: &'static str,
    pub role: Role,
    pub office: Option<&'static str>,
    pub region: Option<&'static str>,
    /// True where they see [`OURS`].
    pub sees_ours: bool,
}

const fn who(name: &'static str, role: Role, office: Option<&'static str>, region: Option<&'static str>) -> Who {
    Who { name, role, office, region, sees_ours: false }
}

const fn ours(who: Who) -> Who {
    Who { sees_ours: true, ..who }
}

/// Everybody who may sign in at the back office: each role, in each place.
pub const WHO: [Who; 8] = [
    ours(who("olga", Role::Supervisor, None, None)),
    ours(who("roman", Role::Admin, None, None)),
    ours(who("irina", Role::Supervisor, Some(OURS.office), None)),
    ours(who("inga", Role::Admin, Some(OURS.office), None)),
    ours(who("regina", Role::Supervisor, None, Some(OURS.region))),
    who("boris", Role::Supervisor, Some(OTHERS.office), None),
    who("bogdan", Role::Admin, Some(OTHERS.office), None),
    who("raisa", Role::Supervisor, None, Some(OTHERS.region)),
];

impl Who {
    /// True where they see every office, and so what goes to suppliers.
    pub fn sees_all(&self) -> bool {
        self.office.is_none() && self.region.is_none()
    }

    pub fn person(&self) -> Person {
        person(self.name, self.role, self.office, self.region)
    }
}

/// A person of a name, a role and a place.
pub fn person(name: &str, role: Role, office: Option<&str>, region: Option<&str>) -> Person {
    let user = User {
        name: name.parse().unwrap(),
        role,
        full_name: None,
        language: None,
        pin_hash: String::new(),
        retired: false,
    };
    Person { user, office: office.map(str::to_owned), region: region.map(str::to_owned) }
}

impl Api {
    /// Serves one on loopback; `None` where the engine is not installed.
    pub fn start(engine: Engine) -> Option<Api> {
        let generous = NonZeroU32::new(1_000_000).unwrap();
        Api::with(
            engine,
            ServerLimits { address_requests: generous, address_sign_ins: generous, ..ServerLimits::default() },
        )
    }

    /// The same within limits.
    pub fn with(engine: Engine, limits: ServerLimits) -> Option<Api> {
        let site = Site::new(engine)?;
        let options = ServerOptions { listen: "127.0.0.1:0".parse().unwrap(), tls: None, insecure: false, limits };
        let server = Server::bind(site.node(), &options).unwrap();
        let (address, stopper) = (server.address(), server.stopper());
        let server = Some(thread::spawn(move || server.run(false)));
        Some(Api { site, address, stopper, server })
    }

    /// Takes in what an office's desk recorded, and gives the office its name and its region.
    pub fn take(&self, marks: &Marks, desk: &Desk) {
        let hq = &self.site.hq;
        hq.put_office(&marks.office.parse().unwrap(), &format!("Отделение {}", marks.office), marks.region).unwrap();
        let code = hq.issue_code(&desk.id, at()).unwrap().code;
        hq.enrol(&desk.request(&code, false), at()).unwrap();
        desk.send(hq);
    }

    /// Both offices, and everybody.
    pub fn populate(&self) {
        self.populate_with(&OURS.journal());
    }

    /// The same and a letter: a payment of our office that register 1 has was voided.
    pub fn populate_with_letter(&self) {
        let mut desk = OURS.journal();
        self.populate_with(&desk);
        let seq = desk.record(OURS.void_of_first());
        desk.send(&self.site.hq);
        self.order_at_once(Deed::Request { desk: desk.id.clone(), seq, n: 1 });
    }

    fn populate_with(&self, ours: &Desk) {
        self.take(&OTHERS, &OTHERS.journal());
        self.take(&OURS, ours);
        WHO.iter().for_each(|who| self.employ(&who.person()));
        self.employ(&person(OURS.cashier, Role::Cashier, Some(OURS.office), None));
        let supplier = "energosbyt".parse().unwrap();
        self.order_at_once(Deed::MakeRegister { supplier, layout: Some("csv".to_owned()) });
    }

    /// A deed of somebody who may do all of them, at headquarters itself.
    fn order_at_once(&self, deed: Deed) {
        let ordered = Ordered { id: crate::hq::new_id(), deed };
        self.site.hq.deed(&everything(), &ordered, at()).unwrap();
    }

    /// Adds a person, or changes one.
    pub fn employ(&self, person: &Person) {
        crate::hq::put(&self.site, person.clone(), PIN).unwrap();
    }

    /// A token of somebody who signs in over HTTP.
    pub fn token(&self, name: &str) -> String {
        let reply = self.sign_in(name, PIN);
        assert_eq!(reply.status, 200, "{name}: {reply:?}");
        reply.json()["token"].as_str().unwrap().to_owned()
    }

    /// A token of somebody who signed in at some moment.
    pub fn token_at(&self, name: &str, at: Timestamp) -> String {
        let asked = SignIn { user: name.parse().unwrap(), pin: PIN.into() };
        self.site.hq.sign_in(&asked, "the past", at).unwrap().token
    }

    pub fn sign_in(&self, name: &str, pin: &str) -> Reply {
        let body = json!({"user": name, "pin": pin});
        self.ask("POST", "/v1/office/sign-in", None, &[], Some(&body))
    }

    /// A view as it is shown to whoever has a token.
    pub fn view(&self, token: &str, path: &str) -> Reply {
        self.ask("GET", &view_path(path), Some(token), &[], None)
    }

    /// A deed under a new id.
    pub fn deed(&self, token: &str, deed: &Deed) -> Reply {
        self.order(token, &Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed: deed.clone() })
    }

    pub fn order(&self, token: &str, ordered: &Ordered) -> Reply {
        let body = serde_json::to_value(ordered).unwrap();
        document::the().assert_is("Ordered", &body);
        self.ask("POST", "/v1/office/deeds", Some(token), &[], Some(&body))
    }

    /// Asks for something. Every answer is what the document says that it may be.
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        headers: &[(&str, String)],
        body: Option<&Value>,
    ) -> Reply {
        let body = body.map(|body| serde_json::to_vec(body).unwrap()).unwrap_or_default();
        let mut headers = headers.to_vec();
        headers.extend(token.map(|token| ("authorization", format!("Bearer {token}"))));
        let reply = Http::to(self.address).ask(method, path, &headers, &body);
        document::the().assert_answer(method, path, &reply);
        reply
    }

    /// Asks with these headers alone.
    pub fn ask_raw(&self, method: &str, path: &str, headers: &[(&str, String)]) -> Reply {
        Http::to(self.address).ask(method, path, headers, b"")
    }

    /// How many decisions headquarters has recorded.
    pub fn decisions(&self) -> usize {
        let mut count = 0;
        let mut one_more = |_: &_| {
            count += 1;
            Ok::<_, HqError>(())
        };
        self.site.hq.each_entry(&"hq/1".parse().unwrap(), &mut one_more).unwrap();
        count
    }
}

/// Somebody who sees all there is.
fn everything() -> Viewer {
    Viewer { user: "nobody".parse().unwrap(), role: Role::Admin, offices: None }
}

impl Drop for Api {
    fn drop(&mut self) {
        self.stopper.stop();
        if let Some(server) = self.server.take() {
            // Where the test has failed already, that is what is to be read.
            let _ = server.join();
        }
    }
}

/// Where a view is asked for.
pub fn view_path(path: &str) -> String {
    let encoded = path.bytes().map(|byte| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    format!("/v1/office/views/{}", encoded.collect::<String>())
}

/// The present moment, as the server has it.
pub fn now() -> Timestamp {
    Timestamp::new(clock::now())
}
