//! A checked agreement: names resolved, dates counted, places known by name. What the judge and the watch read.
//!
//! Everything is in the order of the file or in the order of names; nothing here depends on a clock or a locale.

use armistice_facts::calendar::{Date, Length, Zone as TimeZone};
use armistice_facts::{Instant, Name};

use crate::ast::TestBlock;
pub use crate::ast::{
    Achieved, Agreement as SharedBy, Binding, Cardinal, Comparison, Counting, Grade, MonthEnds, Period, Value,
};
pub use crate::class_set::{AttributeTest, ClassSet, ClassTest};
use crate::vocabulary::Vocabulary;
use crate::{Span, Spanned};

/// An agreement that has no errors.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// The title of the first header.
    pub title: String,
    /// What holds for the whole file.
    pub settings: Settings,
    /// The texts that the file holds; at least one. The first header's comes first.
    pub instruments: Vec<Instrument>,
    /// Parties in the order of the first header.
    pub parties: Vec<Party>,
    /// Bodies in the order of the file.
    pub bodies: Vec<Body>,
    /// Classes and activities, those of the vocabulary file and the agreement's own.
    pub vocabulary: Vocabulary,
    /// Points, lines and zones.
    pub geometry: Geometry,
    /// Registers in the order of the file.
    pub registers: Vec<Register>,
    /// Sections in the order of the file.
    pub sections: Vec<Section>,
    /// Norms in the order of the file; a decision's norm stands where the decision stands.
    pub norms: Vec<Norm>,
    /// Exceptions in the order of the file.
    pub exceptions: Vec<Exception>,
    /// Sentences that were read and have nothing to observe.
    pub no_terms: Vec<NoTerms>,
    /// Scenarios, as written.
    pub tests: Vec<TestBlock>,
}

/// What holds for the whole file.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The zone of all dates.
    pub time_zone: TimeZone,
    /// What a month after 31 January is.
    pub month_ends: MonthEnds,
    /// The grade that a finding needs.
    pub findings_need: Grade,
}

/// One text among those that the file holds: an agreement has one header; a file that holds two texts (an armistice
/// and the agreement built on it) has a header under the heading of each.
#[derive(Debug, Clone)]
pub struct Instrument {
    /// Its title.
    pub title: String,
    /// The section whose norms it governs, with all that stands in it; `None` for the whole file.
    pub section: Option<usize>,
    /// Its parties.
    pub parties: Vec<Name>,
    /// When it was signed.
    pub signed: Instant,
    /// How it binds.
    pub binding: Option<Binding>,
    /// The languages of its authentic texts.
    pub authentic: Vec<String>,
    /// When it entered into force; from signature if nothing is said.
    pub in_force: Option<Lifecycle>,
    /// When it ends; never if nothing is said.
    pub ends: Option<Lifecycle>,
}

/// A beginning or an end.
#[derive(Debug, Clone)]
pub struct Lifecycle {
    /// At a moment, or
    pub at: Option<Moment>,
    /// upon an event.
    pub upon: Option<Event>,
    /// How the text is read.
    pub reading: Option<Reading>,
}

/// A party.
#[derive(Debug, Clone)]
pub struct Party {
    /// Its short name.
    pub name: Name,
    /// Its full name.
    pub full_name: String,
    /// What the text calls it.
    pub called: Option<String>,
    /// Its status, shown and without legal weight.
    pub status: Option<String>,
}

/// A body: may attest, consent, rule, receive notice.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its short name.
    pub name: Name,
    /// Its full name.
    pub full_name: String,
    /// Its members.
    pub members: Vec<Name>,
}

/// Points, lines and zones by name.
#[derive(Debug, Clone, Default)]
pub struct Geometry {
    /// Points in the order of the file.
    pub points: Vec<Point>,
    /// Lines in the order of the file.
    pub lines: Vec<Line>,
    /// Zones in the order of the file.
    pub zones: Vec<Zone>,
}

/// A named point, WGS 84, in ten-millionths of a degree.
#[derive(Debug, Clone)]
pub struct Point {
    /// Its name.
    pub name: Name,
    /// Latitude.
    pub lat_e7: i32,
    /// Longitude.
    pub lon_e7: i32,
}

/// A named line.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its name.
    pub name: Name,
    /// Where its geometry is.
    pub file: FileRef,
    /// Whether there is one file a day.
    pub is_series: bool,
    /// The property of point features that holds a marker's code.
    pub markers_by: Option<String>,
    /// Its accuracy in millimetres; 0 where the text states none.
    pub accuracy_mm: i64,
    /// The statement's place.
    pub span: Span,
}

/// A feature of a GeoJSON file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRef {
    /// Path relative to the agreement file.
    pub path: String,
    /// The feature's id; the only feature, or all of them, if absent.
    pub feature: Option<String>,
    /// Leading hexadecimal digits of the SHA-256 that the file must have.
    pub sha256: Option<String>,
}

/// A named zone.
#[derive(Debug, Clone)]
pub struct Zone {
    /// Its name.
    pub name: Name,
    /// Where it is; `None` while it is left to a body.
    pub place: Option<Place>,
    /// A bound of height.
    pub height: Option<HeightBound>,
    /// Its own accuracy in millimetres, besides that of the lines it rests on.
    pub accuracy_mm: i64,
    /// How the text is read.
    pub reading: Option<Reading>,
    /// The body that it is left to.
    pub decided_by: Option<Name>,
    /// The statement's place.
    pub span: Span,
}

/// A place, as an expression over named things. All names are known to exist.
#[derive(Debug, Clone)]
pub enum Place {
    /// One of them.
    Or(Vec<Place>),
    /// All of them.
    And(Vec<Place>),
    /// The first without the second.
    Minus(Box<Place>, Box<Place>),
    /// Near or far from something.
    Near(Near),
    /// One side of the parallel or meridian of a point.
    Beside {
        /// Which side.
        side: Cardinal,
        /// The point.
        point: Name,
    },
    /// A file.
    File(FileRef),
    /// A zone.
    Zone(Name),
    /// A line: inside means beyond it, from the actor's own side (the verb `cross`).
    AcrossLine(Name),
    /// `land`, `sea` or `air`: a domain, not a region; every position belongs to it as far as geometry can tell.
    Domain(String),
    /// Anywhere.
    Everywhere,
}

/// `within 5 km of MDL between marker 0001 and marker 0646`
#[derive(Debug, Clone)]
pub struct Near {
    /// Beyond the distance instead of within it.
    pub is_beyond: bool,
    /// Millimetres.
    pub distance_mm: i64,
    /// Of what.
    pub of: NearTo,
    /// Of the other party's, where the reference moves.
    pub of_the_other_party: bool,
    /// Codes of two markers of the line.
    pub between: Option<(String, String)>,
    /// The party on whose side.
    pub side_of: Option<Name>,
}

/// What a distance is measured from.
#[derive(Debug, Clone)]
pub enum NearTo {
    /// A line.
    Line(Name),
    /// A point.
    Point(Name),
    /// A zone.
    Zone(Name),
    /// Things of a class, wherever they are.
    Class(Name),
}

/// A bound of height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeightBound {
    /// `above` instead of `below`.
    pub is_above: bool,
    /// Millimetres.
    pub height_mm: i64,
    /// Above ground instead of above mean sea level.
    pub above_ground: bool,
}

/// A register of notices or acts.
#[derive(Debug, Clone)]
pub struct Register {
    /// Its name.
    pub name: Name,
    /// Whether absence from it is evidence.
    pub is_complete: bool,
}

/// A heading of the file, with the text under it.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its id, such as `cma__art_1__para_2`; absent for headings without terms.
    pub id: Option<Name>,
    /// The text of the heading.
    pub title: String,
    /// The headings above it and its own, joined by ` › `, without the title of the file.
    pub path: String,
    /// The section it stands in.
    pub parent: Option<usize>,
    /// The instrument that governs it.
    pub instrument: usize,
    /// The block quote, white space folded; empty where there is none.
    pub quotation: String,
    /// Whether the quotation is our own words for a text whose wording is not at hand.
    pub is_paraphrase: bool,
    /// `sha256:` and 64 hexadecimal digits of the quotation's UTF-8 bytes; empty where there is none.
    pub quotation_hash: String,
    /// Archived text: kept, not monitored.
    pub is_superseded: bool,
}

/// How the text is read where it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The choice made.
    pub text: String,
    /// Who shares it.
    pub by: SharedBy,
}

/// One norm: who is bound to what, where, when, and how it is shown.
#[derive(Debug, Clone)]
pub struct Norm {
    /// Its label, unique in the file.
    pub label: Name,
    /// The section it stands in.
    pub section: usize,
    /// Who is bound.
    pub bearers: Bearers,
    /// To what.
    pub rule: Rule,
    /// From when; from entry into force if absent.
    pub from: Option<Moment>,
    /// Until when, that day included; without end if absent.
    pub until: Option<Moment>,
    /// What must have happened before it binds.
    pub conditions: Vec<Condition>,
    /// How it is verified.
    pub attestation: Option<Attestation>,
    /// A duty past its deadline and unproven counts as violated.
    pub unproven_is_violated: bool,
    /// Norms that wake when this one is violated.
    pub failing_which: Vec<Name>,
    /// Norms that run beside it: if one of them is overdue, that is shown; it excuses nothing.
    pub together_with: Vec<Name>,
    /// Words of the quotation that it formalises.
    pub quoting: Option<String>,
    /// How the text is read.
    pub reading: Option<Reading>,
    /// The decision by which another norm takes its place.
    pub replaced: Option<Replacement>,
    /// The decision that made it.
    pub decision: Option<DecisionOf>,
    /// The statement's place.
    pub span: Span,
}

/// That another norm takes the place of this one.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The label of the norm that takes its place.
    pub by: Name,
    /// From that day on.
    pub on: Date,
}

/// Of which decision a norm comes.
#[derive(Debug, Clone)]
pub struct DecisionOf {
    /// Its day.
    pub on: Date,
    /// Who took it.
    pub by: Vec<Name>,
    /// The norm replaced.
    pub replaces: Name,
}

/// Who is bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bearers {
    /// Each of them for itself: one instance each.
    Each(Vec<Name>),
    /// All of them together: one instance.
    Jointly(Vec<Name>),
    /// Everybody: one instance for each party's side, private persons included.
    Anyone(Vec<Name>),
}

/// To what somebody is bound.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "an agreement has some hundreds of norms, each read many times"
)]
pub enum Rule {
    /// Must not.
    Ban(Ban),
    /// Must keep things in a state.
    Upkeep(Upkeep),
    /// May hold at most so many.
    Ceiling(Ceiling),
    /// May do no more, or no fewer, than so many in a period.
    Rate(Rate),
    /// Must do something by a deadline.
    Deed(Deed),
    /// Must tell somebody of every event of a class.
    Notice(NoticeDuty),
    /// Must go through steps in order.
    Procedure(Procedure),
}

/// Nothing of that kind in that place in that time.
#[derive(Debug, Clone)]
pub struct Ban {
    /// The verb.
    pub verb: Name,
    /// Of which classes or activities.
    pub objects: ClassSet,
    /// Where: the actor inside, the effect inside, or near; any of them.
    pub place: Place,
    /// Only for these purposes, if any are named.
    pub purposes: Vec<Name>,
    /// Except for these purposes.
    pub except_for: Vec<Name>,
    /// Only between these clock times of each day.
    pub daily: Option<((u8, u8), (u8, u8))>,
}

/// Things kept in a state.
#[derive(Debug, Clone)]
pub struct Upkeep {
    /// Of which classes.
    pub classes: ClassSet,
    /// In all of these states.
    pub states: Vec<Name>,
    /// Where.
    pub place: Place,
}

/// A ceiling on what is held.
#[derive(Debug, Clone)]
pub struct Ceiling {
    /// Classes not listed must not be there at all.
    pub only: bool,
    /// At most so many of which.
    pub limits: Vec<Limit>,
    /// Instead of numbers: the inventory of this day is the limit.
    pub as_of: Option<(ClassSet, Date)>,
    /// Where.
    pub place: Place,
}

/// How many of which.
#[derive(Debug, Clone)]
pub struct Limit {
    /// How many, or how many per cent.
    pub number: u64,
    /// A percentage.
    pub is_percent: bool,
    /// Of what.
    pub of: ClassTest,
}

/// How often something may or must be done.
#[derive(Debug, Clone)]
pub struct Rate {
    /// The verb.
    pub verb: Name,
    /// At least instead of at most.
    pub is_floor: bool,
    /// How many of what; absent for "at least 2 times a month".
    pub limit: Limit,
    /// In each calendar period.
    pub period: Period,
    /// Where.
    pub place: Place,
}

/// Something to be done.
#[derive(Debug, Clone)]
pub struct Deed {
    /// The verb.
    pub verb: Name,
    /// How many of which; empty if the verb takes no object.
    pub objects: Vec<Limit>,
    /// All of these, where no number is given.
    pub all_of: ClassSet,
    /// Where, out of where, to where.
    pub place: Place,
    /// `out of` this place.
    pub out_of: Option<Place>,
    /// `to` this place.
    pub to: Option<Place>,
    /// By when.
    pub deadline: Deadline,
    /// When it must have begun.
    pub starting_by: Option<Moment>,
    /// The steps, in order.
    pub steps: Vec<Name>,
    /// Afterwards the reverse is banned.
    pub permanently: bool,
    /// For these purposes.
    pub purposes: Vec<Name>,
}

/// By when something must be done.
#[derive(Debug, Clone)]
pub enum Deadline {
    /// Until the end of that day, or that instant.
    By(Moment),
    /// Within a length of time.
    Within {
        /// How long.
        length: Length,
        /// Whether the first day counts.
        counting: Counting,
        /// From when.
        from: Moment,
    },
    /// At least so long before an event (`None`: before it starts).
    Before(Length, Option<Moment>),
    /// Without a date: never violated by the clock alone.
    WithoutDelay,
}

/// A duty to tell.
#[derive(Debug, Clone)]
pub struct NoticeDuty {
    /// To whom.
    pub to: Recipient,
    /// Of every event of these.
    pub of: ClassSet,
    /// Through which channel.
    pub through: Option<Name>,
    /// How long before it starts; `None`: without delay after it.
    pub lead: Option<Length>,
    /// Which fields it states.
    pub stating: Vec<Name>,
    /// Where the event is.
    pub place: Place,
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// The other party.
    OtherParty,
    /// These.
    Named(Vec<Name>),
}

/// Steps in order.
#[derive(Debug, Clone)]
pub struct Procedure {
    /// The steps: activities of the vocabulary.
    pub steps: Vec<Name>,
    /// Upon what.
    pub upon: Option<Event>,
    /// Where.
    pub place: Place,
}

/// A moment: a day or an instant, or another norm's fulfilment, with something added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What it starts from.
    pub base: MomentBase,
    /// What is added.
    pub plus: Option<Length>,
}

/// What a moment starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MomentBase {
    /// A day of the agreement's zone.
    Day(Date),
    /// An instant.
    Instant(Instant),
    /// When the instrument was signed.
    Signature,
    /// When it entered into force.
    InForce,
    /// When a norm was fulfilled.
    Fulfilment(Name),
}

/// What must have happened before a norm binds.
#[derive(Debug, Clone)]
pub enum Condition {
    /// `after X is verified | fulfilled | kept for 7 days`
    After(Name, Achieved),
    /// `upon …`
    Upon(Event),
}

/// What a condition waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A notice given beforehand, through a channel if one is named.
    PriorNotice(Recipient, Option<Name>),
    /// Consent of these.
    Consent(Vec<Name>),
    /// A request of these.
    Request(Vec<Name>),
    /// That a norm is violated.
    Violation(Name),
    /// That a norm is fulfilled.
    Fulfilment(Name),
    /// A notice under a norm.
    NoticeUnder(Name),
    /// An event of the vocabulary, by these.
    Other(Name, Vec<Name>),
}

/// A rule of verification.
#[derive(Debug, Clone)]
pub struct Attestation {
    /// Who must attest.
    pub by: Attesters,
    /// By which means.
    pub through: Vec<Name>,
    /// By when: so long after a moment.
    pub within: Option<(Length, Moment)>,
    /// The share that must be observed before a ban can be found kept, in per cent.
    pub coverage_percent: Option<u64>,
    /// The rule's place.
    pub span: Span,
}

/// Who must attest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attesters {
    /// All of these.
    AllOf(Vec<Name>),
    /// So many of these.
    AtLeast(u64, Vec<Name>),
    /// The party that is not the bearer (each of them, if there are several).
    OtherParty,
    /// This one.
    Named(Name),
}

/// What defeats a ban for acts that match it.
#[derive(Debug, Clone)]
pub struct Exception {
    /// Its label.
    pub label: Name,
    /// The section it stands in.
    pub section: usize,
    /// The norms, or exceptions, that it defeats.
    pub to: Vec<Name>,
    /// For whom.
    pub bearers: Bearers,
    /// The verb.
    pub verb: Name,
    /// Of which classes or activities.
    pub objects: ClassSet,
    /// Where; everywhere if nothing is said.
    pub place: Place,
    /// For these purposes.
    pub purposes: Vec<Name>,
    /// On these conditions.
    pub conditions: Vec<Condition>,
    /// From when.
    pub from: Option<Moment>,
    /// Until when.
    pub until: Option<Moment>,
    /// How the text is read.
    pub reading: Option<Reading>,
    /// The statement's place.
    pub span: Span,
}

/// A sentence that was read and has nothing to observe.
#[derive(Debug, Clone)]
pub struct NoTerms {
    /// Where it stands.
    pub section: usize,
    /// Why.
    pub because: Spanned<String>,
}

impl Agreement {
    /// The norm of that label.
    #[must_use]
    pub fn norm(&self, label: &str) -> Option<&Norm> {
        self.norms.iter().find(|norm| norm.label == *label)
    }

    /// The section of a norm or exception.
    #[must_use]
    pub fn section(&self, index: usize) -> Option<&Section> {
        self.sections.get(index)
    }

    /// The party of that name.
    #[must_use]
    pub fn party(&self, name: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.name == *name)
    }

    /// Whether the section is the one of that id, or stands in it.
    #[must_use]
    pub fn stands_in(&self, section: usize, id: &str) -> bool {
        let mut at = Some(section);
        // A parent always stands before its child, so the walk ends.
        while let Some(index) = at {
            let Some(section) = self.sections.get(index) else { return false };
            if section.id.as_ref().is_some_and(|own| *own == *id) {
                return true;
            }
            at = section.parent.filter(|parent| *parent < index);
        }
        false
    }

    /// The instrument that governs a section.
    #[must_use]
    pub fn instrument_of(&self, section: usize) -> Option<&Instrument> {
        self.instruments.get(self.sections.get(section)?.instrument)
    }
}

impl Bearers {
    /// The names.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        match self {
            Bearers::Each(names) | Bearers::Jointly(names) | Bearers::Anyone(names) => names,
        }
    }
}
