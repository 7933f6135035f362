//! Wrong usage: what the parser of the command line found, in the person's language.

use std::error::Error;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::context::{self, Context};
use super::error::{CliError, Kind};
use crate::domain::cash::CountError;
use crate::domain::message::{said, text};
use crate::domain::{CodeError, IdError, Message, SealError};
use crate::lang::Lang;

/// Says what is wrong with the command line, or what it asked the parser for: the help, the version.
pub(super) fn report(error: &clap::Error) -> ExitCode {
    match message(error) {
        Some(message) => {
            let usage = word(error, ContextKind::Usage).map(|usage| {
                let usage = usage.trim().trim_start_matches("Usage:").trim().to_owned();
                ("cli-usage", vec![("usage", text(usage))])
            });
            let help = ("cli-usage-help", vec![]);
            let said = [message].into_iter().chain(usage).chain([help]).collect();
            CliError::faults(Kind::Usage, said).report(lang(), None)
        }
        None => {
            // Where nobody listens there is nobody to tell.
            let _ = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Kind::Usage as u8))
        }
    }
}

/// The command line could not be read, so the two options that choose the language are looked for by hand.
fn lang() -> Lang {
    let named = |option: &str| {
        let args: Vec<String> = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned()).collect();
        let at = args.iter().position(|arg| arg.split('=').next() == Some(option))?;
        args[at].split_once('=').map(|(_, value)| value.to_owned()).or_else(|| args.get(at + 1).cloned())
    };
    let lang = named("--lang").and_then(|code| Lang::parse(&code));
    Context::new(named("--home").map(Into::into), lang, false)
        .map_or_else(|_| context::lang_of_environment(), |it| it.lang())
}

fn message(error: &clap::Error) -> Option<Message> {
    let arg = || word(error, ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::MissingRequiredArgument => ("cli-usage-missing", vec![("what", text(arg()?))]),
        ErrorKind::UnknownArgument => ("cli-usage-unknown", vec![("what", text(arg()?))]),
        ErrorKind::InvalidSubcommand => {
            ("cli-usage-command", vec![("what", text(word(error, ContextKind::InvalidSubcommand)?))])
        }
        ErrorKind::ArgumentConflict => ("cli-usage-twice", vec![("what", text(arg()?))]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = word(error, ContextKind::InvalidValue)?;
            if value.is_empty() {
                return Some(("cli-usage-empty", vec![("what", text(arg()?))]));
            }
            let words = vec![("option", text(arg()?)), ("value", text(value)), ("reason", said(reason(error)?))];
            ("cli-bad-value", words)
        }
        _ => return None,
    })
}

/// Why a value can't be used.
fn reason(error: &clap::Error) -> Option<Message> {
    if let Some(known) = word(error, ContextKind::ValidValue) {
        return Some(("cli-one-of", vec![("known", text(known))]));
    }
    let source = error.source()?;
    let code = source.downcast_ref::<CodeError>().map(CodeError::message);
    let id = || source.downcast_ref::<IdError>().map(IdError::message);
    let seal = || source.downcast_ref::<SealError>().map(SealError::message);
    let count = || source.downcast_ref::<CountError>().map(CountError::message);
    let day = || source.is::<chrono::ParseError>().then_some(("cli-day", vec![]));
    code.or_else(id).or_else(seal).or_else(count).or_else(day).or(Some(("cli-number", vec![])))
}

fn word(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) if !texts.is_empty() => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
}
