//! Who acts at headquarters' own command line: a supervisor with a PIN.

use super::super::context::{self, user_name};
use super::super::pin;
use super::{CliError, Context, failure, home};
use crate::domain::{EntryId, Timestamp};
use crate::hq::Hq;
use crate::hq::office::Viewer;
use crate::protocol::office::{Deed, Done, Ordered, SignIn};

/// The evidence's name for who signs in here.
const HERE: &str = "headquarters' command line";

/// Who does it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Acting {
    /// The supervisor; the PIN comes from OKNO_PIN or a prompt
    #[arg(long = "as", value_name = "USER")]
    user: String,
}

impl Acting {
    /// The person, once their PIN is proved.
    pub fn viewer(&self, context: &Context, hq: &Hq, now: Timestamp) -> Result<Viewer, CliError> {
        let user = user_name("--as", &self.user)?;
        let pin = pin::of(context, "OKNO_PIN", &user)?;
        let failed = |error| failure::at(&home(context), error);
        let session = hq.sign_in(&SignIn { user, pin }, HERE, now).map_err(failed)?;
        let viewer = hq.signed_in(&session.token, now).map_err(failed)?.viewer;
        hq.sign_out(&session.token).map_err(failed)?;
        Ok(viewer)
    }

    /// Does something in their name.
    pub fn deed(&self, context: &Context, hq: &Hq, deed: Deed) -> Result<Done, CliError> {
        let now = context::now();
        let viewer = self.viewer(context, hq, now)?;
        let ordered = Ordered { id: EntryId::from_uuid(uuid::Uuid::now_v7()), deed };
        hq.deed(&viewer, &ordered, now).map_err(|error| failure::at(&home(context), error))
    }
}
