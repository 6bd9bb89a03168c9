//! The form of what somebody is bound to, of places and of moments.

use schemars::JsonSchema;
use serde::Serialize;

/// A bound of height.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Height {
    /// Above it instead of below it.
    pub(crate) is_above: bool,
    /// Millimetres.
    pub(crate) height_mm: i64,
    /// Above ground instead of above mean sea level.
    pub(crate) above_ground: bool,
}

/// A feature of a file.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FileRef {
    /// The path, relative to the agreement.
    pub(crate) path: String,
    /// The feature's id.
    pub(crate) feature: Option<String>,
    /// Leading digits of the digest that it must have.
    pub(crate) sha256: Option<String>,
}

/// Who is bound.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Bearers {
    /// How they are bound.
    pub(crate) how: How,
    /// The names.
    pub(crate) names: Vec<String>,
}

/// How several are bound.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum How {
    /// Each for itself.
    Each,
    /// Together.
    Jointly,
    /// Everybody on their sides.
    Anyone,
}

/// To what somebody is bound.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "an export holds some hundreds of them, once")]
pub(crate) enum Rule {
    /// Nothing of that kind.
    Ban { verb: String, objects: ClassSet, place: Place, purposes: Vec<String>, except_for: Vec<String> },
    /// Things kept in a state.
    Upkeep { classes: ClassSet, states: Vec<String>, place: Place },
    /// At most, or at least, so many.
    Ceiling { is_floor: bool, only: bool, limits: Vec<Limit>, as_of: Option<AsOf>, place: Place },
    /// So often in a period.
    Rate { verb: String, is_floor: bool, limit: Limit, objects: ClassSet, window: Window, place: Place },
    /// Something to be done.
    Deed {
        verb: String,
        objects: Vec<Limit>,
        all_of: ClassSet,
        place: Place,
        out_of: Option<Place>,
        to: Option<Place>,
        deadline: Deadline,
        stages: Vec<Stage>,
        starting_by: Option<Moment>,
        steps: Vec<String>,
        permanently: bool,
        purposes: Vec<String>,
    },
    /// Something to be told.
    Notice {
        to: Recipient,
        of: ClassSet,
        through: Option<String>,
        lead: Option<Length>,
        stating: Vec<String>,
        place: Place,
    },
    /// Steps in order.
    Procedure { steps: Vec<String>, upon: Option<Event>, place: Place },
    /// Something that may be done.
    Permission { verb: String, objects: ClassSet, limits: Vec<Limit>, place: Place, purposes: Vec<String> },
    /// A power over what is in force.
    Power { change: Change, over: Vec<Over>, lead: Option<Length>, renews_for: Option<Length> },
}

/// What a power does to what is in force.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Change {
    /// Suspends it.
    Suspend,
    /// Ends it.
    Denounce,
    /// Ends a suspension.
    Restore,
    /// Moves its end.
    Renew,
    /// Consents to what waits for consent.
    Consent,
}

/// What a power is over.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Over {
    /// A norm or an exception.
    Norm(String),
    /// A section.
    Section(String),
    /// The whole text.
    Agreement,
}

/// Clock times of each day.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Daily {
    /// From, as `09:00`.
    pub(crate) from: String,
    /// Until, as `17:00`.
    pub(crate) until: String,
}

/// Hours of the day.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Hours {
    /// Outside these hours instead of in them.
    pub(crate) is_outside: bool,
    /// The hours of each season.
    pub(crate) seasons: Vec<Season>,
}

/// The hours of one part of the year.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Season {
    /// Its first and last month, 1 to 12; all the year if absent.
    pub(crate) months: Option<[u8; 2]>,
    /// An interval that ends before it starts ends on the next day.
    pub(crate) between: Vec<Daily>,
}

/// The numbers of a day that are the limit.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AsOf {
    /// Of which classes.
    pub(crate) classes: ClassSet,
    /// Of which day.
    pub(crate) date: String,
}

/// How many of which.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Limit {
    /// How many; of a share, how many of its parts.
    pub(crate) number: u64,
    /// What the number is a share of; null for a number.
    pub(crate) share: Option<Share>,
    /// Of what.
    pub(crate) of: ClassTest,
}

/// A share that is due before the last.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Stage {
    /// How many.
    pub(crate) owed: Limit,
    /// By when.
    pub(crate) deadline: Deadline,
}

/// What a share is a share of.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Share {
    /// The equal parts into which the whole is cut: 100 for per cent.
    pub(crate) parts: u64,
    /// The inventory that says how many the whole is.
    pub(crate) inventory: String,
}

/// Over which time acts are counted.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Window {
    /// In each period of the calendar.
    Period { period: Period },
    /// In any such time, wherever it begins.
    Rolling { length: Length },
    /// Under way at once.
    AtOnce,
}

/// A calendar period.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Period {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
}

/// A set of classes.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ClassSet {
    /// Any of these; empty means anything that the verb takes.
    pub(crate) any_of: Vec<ClassTest>,
    /// But none of these.
    pub(crate) excluding: Vec<ClassTest>,
}

/// A class with tests.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ClassTest {
    /// The class, singular.
    pub(crate) class: String,
    /// One test must hold instead of all.
    pub(crate) any: bool,
    /// The tests.
    pub(crate) tests: Vec<Test>,
}

/// A test of an attribute.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Test {
    /// The attribute.
    pub(crate) attribute: String,
    /// How it is compared.
    pub(crate) comparison: Comparison,
    /// With what.
    pub(crate) value: Value,
}

/// How an attribute is compared.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Comparison {
    /// Not less.
    AtLeast,
    /// Not more.
    AtMost,
    /// More.
    Above,
    /// Less.
    Below,
    /// The same.
    Is,
}

/// A value.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub(crate) enum Value {
    /// A number, in thousandths.
    Thousandths(i64),
    /// A length, in millimetres.
    Millimetres(i64),
    /// A length of time.
    Duration(Length),
    /// A word.
    Name(String),
    /// A text.
    Text(String),
}

/// A length of time as the text states it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Length {
    /// How many.
    pub(crate) amount: u32,
    /// Of which unit.
    pub(crate) unit: Unit,
}

/// A unit of time.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Unit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// A civil day.
    Day,
    /// Seven civil days.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// By when something must be done.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Deadline {
    /// Until the end of that day, or that instant.
    By { moment: Moment },
    /// Within a length of time; `counts_first` says whether the first day counts.
    Within { length: Length, counts_first: bool, from: Moment },
    /// So long before a moment, or before it starts.
    Before { length: Length, moment: Option<Moment> },
    /// By that day of each year, owed anew in each.
    EveryYear { month: u8, day: u8 },
    /// Once in each period of that length, owed anew in each.
    Every { length: Length, from: Moment },
    /// Without a day.
    WithoutDelay,
}

/// A moment.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Moment {
    /// What it starts from.
    pub(crate) base: MomentBase,
    /// What is added.
    pub(crate) plus: Option<Length>,
}

/// What a moment starts from.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum MomentBase {
    /// A day of the agreement's zone.
    Day { date: String },
    /// An instant, in UTC.
    Instant { at: String },
    /// The signature.
    Signature,
    /// The entry into force.
    InForce,
    /// The fulfilment of a norm.
    Fulfilment { norm: String },
    /// The violation of a norm.
    Violation { norm: String },
    /// The event upon which the norm is owed.
    Trigger,
    /// The last day of the calendar period in which that event happened.
    EndOf { period: Period },
}

/// What must have come about.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Condition {
    /// A norm was verified.
    Verified { norm: String },
    /// A norm was fulfilled.
    Fulfilled { norm: String },
    /// A norm was kept so long.
    KeptFor { norm: String, length: Length },
    /// An event.
    Upon { event: Event },
}

/// An event.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Event {
    /// A notice beforehand.
    PriorNotice { to: Recipient, through: Option<String>, lead: Option<Length> },
    /// Consent of all of these.
    Consent { of: Recipient },
    /// A request of any of these.
    Request { of: Recipient },
    /// A norm is violated; by a party that is not the bearer alone, if that is said.
    Violation { norm: String, by_other_party: bool },
    /// A norm is fulfilled.
    Fulfilment { norm: String },
    /// A notice under a norm.
    NoticeUnder { norm: String },
    /// An event of the vocabulary.
    Other { name: String, by: Option<Recipient> },
}

/// Who is told, or asked.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Recipient {
    /// The other party.
    OtherParty,
    /// These.
    Named { names: Vec<String> },
}

/// A place.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Place {
    /// One of them.
    Or { parts: Vec<Place> },
    /// All of them.
    And { parts: Vec<Place> },
    /// The first without the second.
    Minus { whole: Box<Place>, hole: Box<Place> },
    /// Near or far from something.
    Near {
        is_beyond: bool,
        distance_mm: i64,
        of: NearTo,
        name: String,
        of_the_other_party: bool,
        between: Option<[String; 2]>,
        side_of: Option<SideOf>,
    },
    /// One side of the parallel or meridian of a point.
    Beside { side: Side, point: String },
    /// Above or below a height, anywhere.
    Height { bound: Height },
    /// A file.
    File { file: FileRef },
    /// A zone.
    Zone { name: String },
    /// Beyond a line, from the actor's own side.
    AcrossLine { name: String },
    /// One side of a line.
    LineSide { line: String, of: SideOf },
    /// By an act that moves: begun in it, ended outside of it.
    OutOf { place: Box<Place> },
    /// By an act that moves: begun outside of it, ended in it.
    To { place: Box<Place> },
    /// Land, sea or air.
    Domain { name: String },
    /// Anywhere.
    Everywhere,
}

/// Whose side of a line.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum SideOf {
    /// That of whoever acts, or holds what is counted or seen.
    Own,
    /// The one that is not their own.
    Other,
    /// That of this party or body.
    Named { name: String },
}

/// What a distance is measured from.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum NearTo {
    /// A line.
    Line,
    /// A point.
    Point,
    /// A zone.
    Zone,
    /// Things of a class.
    Class,
}

/// A side of the compass.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Side {
    /// North.
    North,
    /// South.
    South,
    /// East.
    East,
    /// West.
    West,
}
