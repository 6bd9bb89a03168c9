//! What a fact says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Instant, Name, Place};

/// What a fact says: one variant a kind of thing that the field records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum What {
    /// Somebody did something.
    Act(Act),
    /// Things were seen in a state.
    State(StateSeen),
    /// Things were counted.
    Count(HeldCount),
    /// A duty was begun, done in part, done, not done, or undone.
    Performance(Performance),
    /// A duty was inspected, item by item.
    Inspection(Inspection),
    /// One side told the other beforehand, or of an event.
    Notice(Notice),
    /// Somebody denies an earlier fact.
    Denial(Denial),
    /// Somebody shows that an earlier fact cannot carry what it was taken to show.
    Impeachment(Impeachment),
    /// A body ruled on earlier facts.
    Ruling(Ruling),
    /// A party suspends, denounces, restores, or answers.
    Status(StatusChange),
    /// A competent observer watched, whether or not anything was seen.
    Coverage(Coverage),
    /// A receiver was up, or down, whether or not it heard anything.
    Reception(Reception),
    /// Something was said that no norm can be judged by: kept, shown, not weighed.
    Statement(Statement),
    /// Whoever told earlier facts takes them back: from then on they do not count.
    Withdrawal(Withdrawal),
}

/// Somebody did something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Who is said to have done it.
    pub actor: Actor,
    /// The verb of the vocabulary: `conduct`, `fly`, `cross`.
    pub verb: Name,
    /// Classes or activities of the vocabulary that the source names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objects: Vec<Name>,
    /// Attributes of the objects: calibre, echelon. Lengths in millimetres.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<Name, String>,
    /// Purposes that the source names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<Name>,
    /// Where.
    pub place: Place,
    /// How many, of what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

/// Who is said to have done something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Actor {
    /// The party on whose side the actor stands, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Name>,
    /// In what standing the actor acted.
    pub standing: Standing,
}

/// In what standing an actor acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Forces or organs of the party.
    Forces,
    /// A person acting for himself: never a breach of a ban on the party.
    Private,
    /// Nobody knows.
    Unattributed,
}

/// A number of things.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Quantity {
    /// How many, in thousandths, so that 3.3 km has one form.
    pub thousandths: i64,
    /// Of what: `rounds`, `guard posts`.
    pub unit: String,
}

/// Things were seen in a state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StateSeen {
    /// Whose things.
    pub holder: Name,
    /// Of what class.
    pub class: Name,
    /// In which state of the vocabulary.
    pub state: Name,
    /// How many in that state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// How many more could not be seen.
    #[serde(default)]
    pub unseen: u64,
    /// Where.
    pub place: Place,
}

/// Things were counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldCount {
    /// Whose things.
    pub holder: Name,
    /// Of what class.
    pub class: Name,
    /// At least so many.
    pub at_least: u64,
    /// At most so many, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u64>,
    /// Where acts were counted in all over the time told, not things at one time: the verb of the acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verb: Option<Name>,
    /// Where.
    pub place: Place,
}

/// What became of a duty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Performance {
    /// The label of the duty's norm.
    pub norm: Name,
    /// For which bearer; all of them together if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearer: Option<Name>,
    /// What became of it.
    pub stage: Stage,
    /// The step reached, where the norm has steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Name>,
    /// How many of the objects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

/// How far a duty has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Work has begun.
    Started,
    /// Done in part.
    Partial,
    /// Done.
    Done,
    /// Not done.
    NotDone,
    /// The bearer says, or is told to have said, that it will not be done.
    Refused,
    /// It can no longer be done.
    Impossible,
    /// Done before, and undone.
    Reversed,
}

/// A duty was inspected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// The label of the duty's norm.
    pub norm: Name,
    /// For which bearer; all of them together if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearer: Option<Name>,
    /// The parties and bodies that took part as inspectors.
    pub inspectors: Vec<Name>,
    /// What they concluded.
    pub outcome: Outcome,
    /// What was inspected, item by item: a conclusion never exceeds this list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItem>,
}

/// What inspectors concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The duty is performed.
    Fulfilled,
    /// It is not.
    NotFulfilled,
    /// The inspection took place; no conclusion has been stated.
    Open,
}

/// One item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CheckItem {
    /// What was to be inspected.
    pub what: String,
    /// What came of it.
    pub result: CheckResult,
    /// How many, if the item stands for several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

/// What came of one item of a checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckResult {
    /// Found as it should be.
    Confirmed,
    /// Found otherwise.
    Contradicted,
    /// Could not be reached.
    NotAccessible,
    /// Access was refused.
    Refused,
    /// Nobody tried.
    NotAttempted,
}

/// One side told the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Who gave it.
    pub from: Name,
    /// To whom.
    pub to: Vec<Name>,
    /// Of what: an activity or class of the vocabulary.
    pub of: Name,
    /// For which purposes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<Name>,
    /// Which fields it stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stating: Vec<Name>,
    /// Through which channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Name>,
    /// When that begins of which it tells, as far as it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<Instant>,
}

/// Somebody denies an earlier fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Denial {
    /// The fact denied.
    pub of: Name,
    /// What about it is denied.
    pub aspect: Aspect,
    /// Facts that the denial offers as evidence; none for a bare denial.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Name>,
}

/// What about a fact is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// That it happened, or that it was what it is said to be.
    Fact,
    /// Where it happened.
    Place,
    /// Who did it.
    Actor,
    /// That it breaks the agreement.
    Norm,
}

/// An earlier fact cannot carry what it was taken to show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Impeachment {
    /// The facts impeached.
    pub of: Vec<Name>,
    /// Why.
    pub ground: String,
    /// What the later inquiry found, item by item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItem>,
}

/// Earlier facts are taken back by whoever told them: known until then, and not counted from then on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The facts taken back. What takes facts back cannot itself be taken back: they are told anew.
    pub of: Vec<Name>,
    /// Why.
    pub ground: String,
}

/// A body ruled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ruling {
    /// The body.
    pub by: Name,
    /// The facts ruled on.
    pub on: Vec<Name>,
    /// The norm applied.
    pub norm: Name,
    /// Whose conduct was judged.
    pub bearer: Name,
    /// Whether the body found a breach; `None` if it could not be determined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breach: Option<bool>,
    /// What the body found of the intent.
    pub intent: Intent,
}

/// What is found of the intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intent {
    /// Nothing is said of it.
    Unstated,
    /// It could not be determined.
    Undetermined,
    /// Deliberate.
    Deliberate,
    /// An accident.
    Accidental,
}

/// A party changes, or answers to a change of, what is in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatusChange {
    /// The party.
    pub by: Name,
    /// What it does.
    pub change: StatusKind,
    /// What it is about: the label of a norm, the id of a section, or the fact answered.
    pub scope: Name,
}

/// What a party does about what is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusKind {
    /// Suspends it for itself.
    Suspends,
    /// Declares itself no longer bound.
    Denounces,
    /// Restores it for itself.
    Restores,
    /// Renews it for a further time.
    Renews,
    /// Consents to it.
    Consents,
    /// Answers an earlier change by accepting or disputing it; the scope names the fact answered.
    Answers(Stance),
}

/// The answer to a change of what is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Accepts it.
    Accepts,
    /// Disputes it.
    Disputes,
}

/// A competent observer watched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// The norm watched for.
    pub norm: Name,
    /// The bearer watched; all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearer: Option<Name>,
    /// Hours observed.
    pub observed_hours: u64,
    /// Share of place, time and class observed, in hundredths.
    pub percent: u8,
}

/// What a station or a sensor tells of its own work over the time told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reception {
    /// The station or the sensor.
    pub receiver: Name,
    /// Whether it was up all the time; if not, it was down at least for some of it.
    pub is_up: bool,
    /// Classes of the vocabulary that it can hear; all if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Name>,
    /// How far from its position it surely hears, in metres; nothing where the place names zones instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range_metres: Option<u32>,
    /// Where it stands, or the zones that it hears all of.
    pub place: Place,
}

/// Something was said that no norm is judged by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Who is spoken of, or acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Name>,
    /// The words, reduced.
    pub text: String,
    /// A number that is given with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Where.
    #[serde(default)]
    pub place: Place,
}
