//! What the keys of a count do, on whatever screen it stands.

use crate::domain::Message;
use crate::tui::actions::Action;
use crate::tui::widgets::count::Counting;

/// Does what a key of a count means: true once the count has ended. An error is to be said, and nothing has ended.
pub fn act(counting: &mut Counting, action: Action) -> Result<bool, Message> {
    let has_ended = match action {
        Action::CountNext => !counting.forth()?,
        Action::CountDone => true,
        Action::CountBack => {
            counting.back();
            false
        }
        Action::CountSums => {
            counting.switch();
            false
        }
        _ => false,
    };
    match has_ended.then(|| counting.doubt()).flatten() {
        Some(doubt) => Err(doubt),
        None => Ok(has_ended),
    }
}
