//! `okno hq serve`: headquarters answers its desks, until SIGTERM or Ctrl+C.

use std::io::Write;
use std::net::SocketAddr;
use std::thread::JoinHandle;

use serde_json::json;

use super::{CliError, Context, Kind, failure, fault, home, open, output};
use crate::domain::Message;
use crate::domain::message::{said, text};
use crate::hq::server::{ServeError, Server, ServerOptions, Stopper, TlsError, log};
use crate::settings::HqSettings;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Address and port to listen on, instead of that of hq.toml; port 0 for any that is free
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Serve plain HTTP also beyond this machine, where something before the server speaks TLS
    #[arg(long)]
    insecure: bool,
    /// Write the log to the standard error too
    #[arg(long)]
    log: bool,
}

/// A server that runs beside something else in this process, until it is dropped.
pub(in crate::cli) struct Beside {
    /// Where desks find it.
    pub url: String,
    stopper: Stopper,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.stopper.stop();
        // It says itself what it died of.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CliError> {
    let home = home(context);
    let server = bind(context, args)?;
    let also = args.log.then(|| Box::new(std::io::stderr()) as Box<dyn Write + Send>);
    // Held to the end: what was logged last is written when it goes.
    let _log = log::open(&home.log(), also).map_err(|error| CliError::file(&home.log(), &error))?;
    if context.json() {
        output::json(&json!({"url": server.url(), "address": server.address()}))?;
    }
    say(context, &server)?;
    server.run(true).map_err(not_served)
}

/// Serves plain HTTP on this machine from a thread of its own.
pub(in crate::cli) fn beside(context: &Context, listen: SocketAddr) -> Result<Beside, CliError> {
    let server = bind(context, &Args { listen: Some(listen), insecure: false, log: false })?;
    say(context, &server)?;
    let (url, stopper) = (server.url(), server.stopper());
    let thread = std::thread::spawn(move || drop(server.run(false)));
    Ok(Beside { url, stopper, thread: Some(thread) })
}

fn bind(context: &Context, args: &Args) -> Result<Server, CliError> {
    let home = home(context);
    let hq = open(context)?;
    let settings = HqSettings::read(&home.settings()).map_err(|error| failure::at(&home, error.into()))?;
    let usual = ServerOptions::of(&settings);
    let options = ServerOptions { listen: args.listen.unwrap_or(usual.listen), insecure: args.insecure, ..usual };
    Server::bind(hq, &options).map_err(not_served)
}

fn say(context: &Context, server: &Server) -> Result<(), CliError> {
    context.say(&("serve-at", vec![("url", text(server.url()))]))
}

fn not_served(error: ServeError) -> CliError {
    let message: Message = match error {
        ServeError::Listen { listen, error } => {
            ("serve-listen", vec![("address", text(listen)), ("reason", said(fault::io(&error)))])
        }
        ServeError::Tls(TlsError::Needed(address)) => ("serve-tls-needed", vec![("address", text(address))]),
        ServeError::Tls(TlsError::File { path, error }) => fault::file(&path, &error),
        ServeError::Tls(TlsError::Malformed { path, why }) => {
            ("serve-tls-file", vec![("path", text(path.display())), ("detail", text(why))])
        }
        ServeError::Tls(TlsError::Unusable(error)) => ("serve-tls", vec![("detail", text(error))]),
        ServeError::Run(error) => {
            return CliError::new(Kind::Internal, ("serve-run", vec![("reason", said(fault::io(&error)))]));
        }
    };
    CliError::new(Kind::Usage, message)
}
