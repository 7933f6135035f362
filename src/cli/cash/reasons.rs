//! `okno cash reasons`: why cash may come and go, and what bags are for.

use serde_json::json;

use crate::cli::context::{Context, cash_data};
use crate::cli::error::CliError;
use crate::cli::output;
use crate::document::name_in;
use crate::domain::Ownership;
use crate::domain::cash::{BankAccount, Direction, Reason};

pub(super) fn run(context: &Context) -> Result<(), CliError> {
    let data = cash_data()?;
    if context.json() {
        let reason = |reason: &Reason| {
            let Reason { code, name, direction, supervisor, own_money, serials } = reason;
            let direction = match direction {
                Direction::In => "in",
                Direction::Out => "out",
                Direction::Both => "both",
            };
            json!({"code": code, "name": name, "direction": direction, "supervisor": supervisor,
                "own_money": own_money, "serials": serials})
        };
        let account =
            |account: &BankAccount| json!({"code": account.code, "name": account.name, "ownership": account.ownership});
        return output::json(&json!({
            "reasons": data.reasons.iter().map(reason).collect::<Vec<_>>(),
            "accounts": data.accounts.iter().map(account).collect::<Vec<_>>(),
            "denominations_kopecks": data.denominations,
        }));
    }
    let (lang, word) = (context.lang(), |id| context.worded(&(id, vec![])));
    let mut rows = vec![context.heads(&["cli-head-code", "cli-head-direction", "cli-head-title", "cli-head-takes"])];
    rows.extend(data.reasons.iter().map(|reason| {
        let direction = match reason.direction {
            Direction::In => "cli-direction-in",
            Direction::Out => "cli-direction-out",
            Direction::Both => "cli-direction-both",
        };
        let takes = [
            (reason.supervisor, "cli-takes-supervisor"),
            (reason.own_money, "cli-takes-own-money"),
            (reason.serials, "cli-takes-serials"),
        ];
        let takes: Vec<String> = takes.into_iter().filter(|(takes, _)| *takes).map(|(_, id)| word(id)).collect();
        vec![reason.code.to_string(), word(direction), name_in(lang, &reason.name).to_owned(), takes.join(", ")]
    }));
    output::table(&rows, &[])?;
    output::line("")?;
    let mut rows = vec![context.heads(&["cli-head-code", "cli-head-money", "cli-head-title"])];
    rows.extend(data.accounts.iter().map(|account| {
        let money = match account.ownership {
            Ownership::Own => "cli-money-own",
            Ownership::Agent => "cli-money-agents",
        };
        vec![account.code.to_string(), word(money), name_in(lang, &account.name).to_owned()]
    }));
    output::table(&rows, &[])
}
