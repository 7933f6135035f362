//! `okno cash holders`: who holds what now; of cash that is going to be counted blind not how much, as at the till.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::desk::holders::holders;
use crate::domain::holders::total;
use crate::domain::message::text;
use crate::domain::{DeskId, Holder, Message, Money, Place, Word};

pub(super) fn run(context: &Context, all: bool) -> Result<(), CliError> {
    let view = context.view()?;
    let holders = holders(view.journal(), all)?;
    let (total, earlier) = (total(&holders.list), holders.earlier);
    if context.json() {
        return output::json(&json!({
            "desk": view.journal().desk(), "holders": holders.list.iter().map(fields).collect::<Vec<_>>(),
            "total_kopecks": total, "earlier_hand_overs": earlier.n, "earlier_kopecks": earlier.sum,
        }));
    }
    let shift = view.journal().shift()?;
    let is_hidden = |place: &Place| match place {
        Place::Drawer { .. } => crate::cli::shift::is_hidden(context, &shift),
        Place::Paused { .. } => Ok(context.settings()?.cash.blind),
        Place::Transit { .. } | Place::Bag { .. } => Ok(false),
    };
    let mut hidden = vec![];
    for holder in &holders.list {
        hidden.push(is_hidden(&holder.place)?);
    }
    let told = |sum: Money, is_hidden: bool| match is_hidden {
        true => context.worded(&("cli-hidden", vec![])),
        false => context.lang().kopecks(sum.kopecks()),
    };
    let row = |(holder, is_hidden): (&Holder, &bool)| {
        let nobody = || match &holder.place {
            Place::Bag { .. } => String::new(),
            _ => context.worded(&("cli-holder-nobody", vec![])),
        };
        let since = holder.since.map(|at| context.worded(&("cli-moment", vec![("at", Word::Moment(at))])));
        let sum = told(holder.amount, *is_hidden);
        let person = holder.person().map_or_else(nobody, ToString::to_string);
        vec![context.worded(&place(holder, view.journal().desk())), person, since.unwrap_or_default(), sum]
    };
    let mut rows = vec![context.heads(&["cli-head-place", "cli-head-holder", "cli-head-since", "cli-head-sum"])];
    rows.extend(holders.list.iter().zip(&hidden).map(row));
    let all_together = context.worded(&("cli-holders-total", vec![]));
    // The whole less what is told would tell the rest.
    let total = told(total, hidden.contains(&true));
    rows.push(vec![all_together, String::new(), String::new(), total]);
    output::table(&rows, &[3])?;
    if earlier.n > 0 {
        let words = vec![("number", Word::Number(i64::from(earlier.n))), ("sum", Word::Money(earlier.sum))];
        context.say(&("cli-holders-earlier", words))?;
    }
    Ok(())
}

fn place(holder: &Holder, here: &DeskId) -> Message {
    // Within an office a desk and a code are spoken without it.
    let within = |name: String| match name.strip_prefix(&format!("{}/", here.office())) {
        Some(short) => text(short),
        None => text(name),
    };
    match &holder.place {
        Place::Drawer { shift: None } => ("cli-holder-drawer", vec![]),
        Place::Drawer { shift: Some((shift, _)) } => ("cli-holder-shift", vec![("shift", text(shift))]),
        Place::Paused { shift, seal: None, .. } => ("cli-holder-paused", vec![("shift", text(shift))]),
        Place::Paused { shift, seal: Some(seal), .. } => {
            ("cli-holder-sealed", vec![("shift", text(shift)), ("seal", text(seal))])
        }
        Place::Transit { code, to, received_by: None, .. } => {
            ("cli-holder-transit", vec![("to", within(to.to_string())), ("code", within(code.to_string()))])
        }
        Place::Transit { code, to, received_by: Some(_), .. } => {
            ("cli-holder-received", vec![("to", within(to.to_string())), ("code", within(code.to_string()))])
        }
        Place::Bag { seal, account } => ("cli-holder-bag", vec![("seal", text(seal)), ("account", text(account))]),
    }
}

fn fields(holder: &Holder) -> Value {
    let mut fields = match &holder.place {
        Place::Drawer { shift } => json!({"place": "drawer", "shift": shift.as_ref().map(|(number, _)| number)}),
        Place::Paused { shift, seal, .. } => json!({"place": "paused", "shift": shift, "seal": seal}),
        Place::Transit { code, to, given_by, received_by } => {
            json!({"place": "transit", "code": code, "to": to, "given_by": given_by, "received_by": received_by})
        }
        Place::Bag { seal, account } => json!({"place": "bag", "seal": seal, "account": account}),
    };
    let of_all = json!({"user": holder.person(), "since": holder.since, "kopecks": holder.amount});
    output::merge(&mut fields, of_all);
    fields
}
