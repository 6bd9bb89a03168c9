//! What a kind of rule says of a norm, before it becomes a verdict.

use std::collections::BTreeSet;

use armistice_facts::Instant;

use crate::force::{Force, Standing};
use crate::moment::Wait;
use crate::sitting::Sitting;
use crate::{Finding, Flag, Grade, Progress, Proof, Reason, State, Truth, Watched, wording};

/// What a kind of rule says; `verdict::of` makes it a verdict.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) state: State,
    pub(crate) truth: Option<Truth>,
    pub(crate) grade: Grade,
    pub(crate) flags: BTreeSet<Flag>,
    pub(crate) reason: Option<Reason>,
    pub(crate) since: Option<Instant>,
    pub(crate) due: Option<Instant>,
    pub(crate) fulfilled: Option<Instant>,
    pub(crate) progress: Option<Progress>,
    pub(crate) coverage: Option<Watched>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) because: String,
    pub(crate) steps: Vec<Proof>,
    pub(crate) would_change: String,
}

impl Draft {
    /// A draft in a state, with nothing else said.
    pub(crate) fn in_state(state: State, because: impl Into<String>) -> Self {
        Draft {
            state,
            truth: None,
            grade: Grade::None,
            flags: BTreeSet::new(),
            reason: None,
            since: None,
            due: None,
            fulfilled: None,
            progress: None,
            coverage: None,
            findings: Vec::new(),
            because: because.into(),
            steps: Vec::new(),
            would_change: String::new(),
        }
    }
}

/// The draft of a norm that an event sets off, outside the times for which it did.
fn between(sitting: &Sitting<'_>, force: &Force<'_>) -> Draft {
    let upon = force.windows.as_ref().map(|windows| windows.upon.as_str()).unwrap_or_default();
    let last = force.windows.iter().flat_map(|windows| &windows.times).filter_map(|(_, until)| *until).max();
    let text = match last {
        Some(last) => {
            format!("last bound until {}; waits for {upon}", wording::instant(sitting.zone(), last))
        }
        None => format!("waits for {upon}"),
    };
    let mut draft = Draft::in_state(State::Dormant, text);
    draft.would_change = format!("word of {upon}");
    draft
}

/// When the time of a norm was over, and why, whether or not it ever began to bind.
fn over(sitting: &Sitting<'_>, force: &Force<'_>) -> Option<(Instant, String)> {
    let interval = force.until.map(|until| (until, "its time was over".to_owned()));
    let over = [force.ended.clone(), interval].into_iter().flatten().filter(|(at, _)| *at < sitting.as_of);
    over.min_by_key(|(at, _)| *at)
}

/// The draft of a norm whose time is over before what it waits for came about.
pub(crate) fn lapsed(sitting: &Sitting<'_>, force: &Force<'_>, what: &str) -> Draft {
    let (at, why) = over(sitting, force).unwrap_or((sitting.as_of, "its time was over".to_owned()));
    let on = wording::instant(sitting.zone(), at);
    let mut draft =
        Draft::in_state(State::Lapsed, format!("waited for {what}, of which nobody told; {why} on {on}"));
    draft.since = Some(at);
    draft.would_change = format!("word of {what} from before then");
    draft
}

/// The draft of a norm that does not bind the instance now; `None` if it does, or if its interval is over.
pub(crate) fn not_binding(sitting: &Sitting<'_>, force: &Force<'_>) -> Option<Draft> {
    let zone = sitting.zone();
    match force.at(sitting.as_of) {
        Standing::Dormant => Some(match &force.start {
            Err(Wait::For(what)) if over(sitting, force).is_some() => lapsed(sitting, force, what),
            Ok(start) if *start <= sitting.as_of => between(sitting, force),
            Ok(start) => {
                let text = format!("binds from {}", wording::instant(zone, *start));
                let mut draft = Draft::in_state(State::Dormant, text);
                draft.would_change = "the day from which it binds".to_owned();
                draft
            }
            Err(wait) => {
                let mut draft = Draft::in_state(State::Dormant, format!("waits for {}", wait.words()));
                draft.would_change = format!("word of {}", wait.words());
                draft
            }
        }),
        Standing::Suspended(change) => {
            let text = format!("suspended by {} from {}", change.by, wording::instant(zone, change.from()));
            let mut draft = Draft::in_state(State::Suspended, text);
            draft.since = Some(change.from());
            draft.would_change = format!("a restoration by {}, or a dispute by the other side", change.by);
            Some(draft)
        }
        Standing::Ended => {
            let (at, why) = force.ended.as_ref()?;
            let text = format!("{why} on {}", wording::instant(zone, *at));
            let mut draft = Draft::in_state(State::Ended, text);
            draft.since = Some(*at);
            Some(draft)
        }
        Standing::Released(release) => {
            let text = format!("released by {} on {}", release.by, wording::day(zone, release.at));
            let mut draft = Draft::in_state(State::Discharged, text);
            draft.since = Some(release.at);
            draft.would_change = "nothing: the decision stands".to_owned();
            Some(draft)
        }
        Standing::Binding(_) | Standing::Over => None,
    }
}
