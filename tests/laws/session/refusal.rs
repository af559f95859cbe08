//! What a refusal leaves of a server's session.

use super::{Law, same};
use omadm::session::server::{CommandState, Refusal, Session};

/// A refusal leaves the stored session as it was. One that is documented to end it leaves it over: what was awaited will
/// not come, and what was answered stays. None takes the session away.
pub fn refused(before: Option<&Session>, refusal: &Refusal, after: Option<&Session>) -> Law {
    let law = format!("{refusal}: a refusal changes nothing that it does not say");
    match (before, after) {
        (Some(before), Some(after)) if ends(refusal, before, after) => {
            same(&law, (after.device_id(), after.dialect()), (before.device_id(), before.dialect()))?;
            same(&law, after.record().len(), before.record().len())?;
            for (left, right) in after.record().iter().zip(before.record().iter()) {
                same(&law, (left.turn(), left.command()), (right.turn(), right.command()))?;
                let state = match right.state() {
                    CommandState::Sent => CommandState::Unanswered,
                    state => state,
                };
                same(&law, left.state(), state)?;
            }
            Ok(())
        }
        _ => same(&law, after, before),
    }
}

/// Whether it is one that a Package#3 ends its session with. A limit is also what a Package#1 is refused for, and then the
/// session goes on.
fn ends(refusal: &Refusal, before: &Session, after: &Session) -> bool {
    let ended = !before.is_over() && after.is_over();
    match refusal {
        Refusal::Unpaired(_) => true,
        Refusal::Limit(_) => ended,
        _ => false,
    }
}
