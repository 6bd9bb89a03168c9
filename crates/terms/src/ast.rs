//! The syntax of an agreement file as typed values: what was written, before names are resolved.
//!
//! One struct or variant a rule of the grammar (`docs/language.md`). Every piece keeps its [`Span`] in the Markdown
//! file, so that a diagnostic of any later stage can point at it.

use armistice_facts::calendar::{Date, Length as Duration};

use crate::{Span, Spanned};

/// A NAME as written.
pub type Id = Spanned<String>;
/// A STRING as written, without its quotation marks.
pub type Text = Spanned<String>;

/// A whole agreement file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Headings in the order of the file.
    pub sections: Vec<Section>,
    /// Statements of all `terms` blocks in the order of the file.
    pub statements: Vec<Statement>,
    /// Scenarios of all `test` blocks.
    pub tests: Vec<TestBlock>,
    /// Names whose statements could not be read: to call them unknown would only repeat the first error.
    pub unread: Vec<Id>,
}

impl Document {
    /// The headings of a section and of those above it, joined by ` › `; empty for none.
    #[must_use]
    pub fn article(&self, section: Option<usize>) -> String {
        let mut titles = Vec::new();
        let mut next = section;
        while let Some(section) = next.and_then(|index| self.sections.get(index)) {
            titles.push(section.title.as_str());
            next = section.parent;
        }
        titles.reverse();
        titles.join(" › ")
    }

    /// The section in which that byte of the file stands.
    #[must_use]
    pub fn section_at(&self, offset: u32) -> Option<usize> {
        self.sections.partition_point(|section| section.span.start <= offset).checked_sub(1)
    }
}

/// A heading with what stands directly under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The id in braces: `{#art_1__para_2}`.
    pub id: Option<Id>,
    /// The text of the heading.
    pub title: String,
    /// 1 to 6.
    pub level: u8,
    /// Whether the heading has the class `.superseded`.
    pub superseded: bool,
    /// Index of the section it stands in.
    pub parent: Option<usize>,
    /// The heading's place.
    pub span: Span,
    /// Block quotes under the heading.
    pub quotations: Vec<Quotation>,
}

/// A block quote: the authentic text, or a paraphrase of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    /// The language of a label such as `[ko]`.
    pub language: Option<String>,
    /// Whether it is labelled `[paraphrase]`: our own words for a text whose wording is not at hand.
    pub paraphrase: bool,
    /// The text, white space folded, labels removed.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// One statement of a `terms` block.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Index of the section it stands in.
    pub section: Option<usize>,
    /// From its first word to its full stop.
    pub span: Span,
    /// What it is.
    pub kind: StatementKind,
}

/// What a statement is.
#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    /// `agreement "…" between A, B …`
    Header(Header),
    /// `party N is "…"`
    Party(Party),
    /// `body N is "…"`
    Body(Body),
    /// `class N is …`, `activity N is …`
    Class(Class),
    /// `point N at … N … E`
    Point(Point),
    /// `line N is file "…"`
    Line(Line),
    /// `zone N is …`
    Zone(Zone),
    /// `register N is complete`
    Register(Register),
    /// `label: sentence.`
    Norm(Norm),
    /// `label: exception to …: sentence.`
    Exception(Exception),
    /// `label: procedure for …: step then step.`
    Procedure(Procedure),
    /// `verification of …: by …`
    Verification(Verification),
    /// `decision N on … by … replaces …: sentence.`
    Decision(Decision),
    /// `in force from … | upon …`
    InForce(Lifecycle),
    /// `ends on … | upon …`
    Ends(Lifecycle),
    /// `no terms because "…"`
    NoTerms(Text),
}

/// The agreement's own facts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Header {
    /// Its title.
    pub title: Option<Text>,
    /// Its parties.
    pub between: Vec<Id>,
    /// `signed DATE`
    pub signed: Option<DateTime>,
    /// `binding politically | legally`
    pub binding: Option<Spanned<Binding>>,
    /// `authentic in ko, en`
    pub authentic: Vec<Id>,
    /// `time zone "Asia/Seoul"`
    pub time_zone: Option<Text>,
    /// `vocabulary "military-1"`
    pub vocabulary: Option<Text>,
    /// `month ends clamp | refused`
    pub month_ends: Option<Spanned<MonthEnds>>,
    /// `findings need reported`
    pub findings_need: Option<Spanned<Grade>>,
    /// `language 1`
    pub language: Option<Spanned<u64>>,
}

/// How an agreement binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// As a political commitment.
    Politically,
    /// As law.
    Legally,
}

/// What a month after 31 January is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthEnds {
    /// The last day of February.
    Clamp,
    /// An error.
    Refused,
}

/// The grade of evidence, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// No evidence.
    None,
    /// The bearer's word about itself, or its adversary's word about it.
    Claimed,
    /// One third source or one technical sensor.
    Reported,
    /// Two independent sources.
    Corroborated,
    /// What the agreement's own rule of attestation says.
    Verified,
}

/// A DATE, with a clock time if one is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime {
    /// The day.
    pub date: Date,
    /// Hour and minute.
    pub time: Option<(u8, u8)>,
    /// Its place.
    pub span: Span,
}

/// `party NAME is STRING [called STRING] [status NAME]`
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// Its short name.
    pub name: Id,
    /// Its full name.
    pub is: Text,
    /// What the text calls it.
    pub called: Option<Text>,
    /// Its status, shown and without legal weight.
    pub status: Option<Id>,
}

/// `body NAME is STRING [of names]`
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Its short name.
    pub name: Id,
    /// Its full name.
    pub is: Text,
    /// Its members.
    pub of: Vec<Id>,
}

/// `class | activity NAME is classes [code STRING]`
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Whether it is declared as an activity.
    pub is_activity: bool,
    /// Its name.
    pub name: Id,
    /// What it is made of.
    pub is: Classes,
    /// A code of another scheme: `2525D:15110900`.
    pub code: Option<Text>,
}

/// `class-expr {, class-expr} [excluding class-expr {, class-expr}]`
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// Any of these,
    pub any_of: Vec<ClassExpr>,
    /// but none of these.
    pub excluding: Vec<ClassExpr>,
    /// The whole expression's place.
    pub span: Span,
}

/// `NAME [with test {and|or test}]`
#[derive(Debug, Clone, PartialEq)]
pub struct ClassExpr {
    /// The class.
    pub name: Id,
    /// Tests of its attributes, in order; each but the first with the word before it.
    pub tests: Vec<(Option<Spanned<Joiner>>, Test)>,
}

/// `and` or `or`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joiner {
    /// All must hold.
    And,
    /// One must hold.
    Or,
}

/// `NAME (at least | at most | above | below | is) value`
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The attribute.
    pub attribute: Id,
    /// How it is compared.
    pub comparison: Comparison,
    /// With what.
    pub value: Spanned<Value>,
}

/// How an attribute is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
    /// `above`
    Above,
    /// `below`
    Below,
    /// `is`
    Is,
}

/// A value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A number, in thousandths.
    Number(i64),
    /// A length, in millimetres.
    Length(i64),
    /// A length of time.
    Duration(Duration),
    /// A word of an enumeration.
    Name(String),
    /// A text.
    Text(String),
}

/// `point NAME at NUMBER N NUMBER E`
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its name.
    pub name: Id,
    /// Where.
    pub at: Coordinates,
}

/// `38.10 N 128.10 E`: whole ten-millionths of a degree, south and west negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coordinates {
    /// Latitude.
    pub lat_e7: i32,
    /// Longitude.
    pub lon_e7: i32,
    /// Its place.
    pub span: Span,
}

/// `line NAME is (file | series) STRING [hash STRING] [with markers by STRING] [accuracy LENGTH]`
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: Id,
    /// Whether there is one file a day.
    pub is_series: bool,
    /// Its file.
    pub file: FileRef,
    /// The property of point features that holds a marker's code.
    pub markers_by: Option<Text>,
    /// Its accuracy in millimetres.
    pub accuracy_mm: Option<Spanned<i64>>,
}

/// `file "geo/mdl.geojson#mdl" [hash "sha256:…"]`
#[derive(Debug, Clone, PartialEq)]
pub struct FileRef {
    /// The path, relative to the agreement file, with the feature's id after `#`.
    pub path: Text,
    /// The digest the file must have: `sha256:` and at least 16 hexadecimal digits.
    pub hash: Option<Text>,
}

/// `zone NAME is place [height] [accuracy LENGTH] [reading]`, or `zone NAME is to be decided by NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Its name.
    pub name: Id,
    /// Where it is.
    pub is: ZoneIs,
}

/// What a zone is.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "nearly every zone is the large variant")]
pub enum ZoneIs {
    /// A place.
    Place {
        /// The place.
        place: Place,
        /// A bound of height.
        height: Option<Spanned<HeightBound>>,
        /// Its accuracy in millimetres.
        accuracy_mm: Option<Spanned<i64>>,
        /// How the text is read.
        reading: Option<Reading>,
    },
    /// Left to a body.
    ToBeDecidedBy(Id),
}

/// A place, as an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// One of them.
    Or(Vec<Place>),
    /// All of them.
    And(Vec<Place>),
    /// The first without the second.
    Minus(Box<Place>, Box<Place>),
    /// Near or far from a line, point or zone.
    Near(Near),
    /// One side of the parallel or meridian of a point.
    Beside {
        /// Which side.
        side: Cardinal,
        /// The point.
        of: Id,
    },
    /// A file.
    File(FileRef),
    /// A named zone (or, for the verb `cross`, a line).
    Named(Id),
}

/// A cardinal direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cardinal {
    /// Greater latitude.
    North,
    /// Smaller latitude.
    South,
    /// East.
    East,
    /// West.
    West,
}

/// `(within | beyond) LENGTH of NAME [of the other party] [between marker … and marker …] [on the side of NAME]`
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// `beyond` instead of `within`.
    pub is_beyond: bool,
    /// The distance in millimetres.
    pub distance_mm: Spanned<i64>,
    /// Of what.
    pub of: Id,
    /// `of the other party`
    pub of_the_other_party: bool,
    /// The two marker codes.
    pub between: Option<(Id, Id)>,
    /// The party on whose side.
    pub side_of: Option<Id>,
    /// Its place.
    pub span: Span,
}

/// `(below | above) LENGTH (AGL | AMSL)`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeightBound {
    /// `above` instead of `below`.
    pub is_above: bool,
    /// Millimetres.
    pub height_mm: i64,
    /// `AGL` instead of `AMSL`.
    pub above_ground: bool,
}

/// `register NAME is (complete | partial)`
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    /// Its name.
    pub name: Id,
    /// Whether absence from it is evidence.
    pub is_complete: bool,
}

/// A norm: a label and a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// Its label.
    pub label: Id,
    /// What it says.
    pub sentence: Sentence,
}

/// `subject modal predicate {clause}`
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Who.
    pub subject: Spanned<Subject>,
    /// Must, must not, may.
    pub modal: Spanned<Modal>,
    /// What.
    pub predicate: Spanned<Predicate>,
    /// Where, when, how.
    pub clauses: Vec<Spanned<Clause>>,
}

/// Who is bound.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// `each party`
    EachParty,
    /// `no party`
    NoParty,
    /// `no one`
    NoOne,
    /// `the parties jointly`
    PartiesJointly,
    /// `A, B [jointly]`
    Named {
        /// The parties and bodies.
        names: Vec<Id>,
        /// Together, not each.
        jointly: bool,
    },
}

/// The modal verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modal {
    /// `must`, `shall`, `will`
    Must,
    /// `must not`
    MustNot,
    /// `may`
    May,
    /// `may not`
    MayNot,
}

/// What is to be done, or not.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    /// `keep classes in state names`
    Keep {
        /// Of which classes.
        classes: Classes,
        /// In which states.
        states: Vec<Id>,
    },
    /// `hold [only] at most count {, count}`
    HoldAtMost {
        /// Nothing else may be held.
        only: bool,
        /// How many of which.
        counts: Vec<Count>,
    },
    /// `hold [only] at most the classes of DATE`
    HoldAsOf {
        /// Nothing else may be held.
        only: bool,
        /// Of which classes.
        classes: Classes,
        /// The day whose inventory is the limit.
        date: DateTime,
    },
    /// `NAME no (more | fewer) than count a PERIOD`
    Rate {
        /// The verb.
        verb: Id,
        /// `fewer` instead of `more`.
        is_floor: bool,
        /// How many.
        count: Count,
        /// In each.
        period: Period,
    },
    /// `give notice to recipient of classes [through NAME]`
    GiveNotice {
        /// To whom.
        to: Recipient,
        /// Of what.
        of: Classes,
        /// Through which channel.
        through: Option<Id>,
    },
    /// `NAME count {, count}`
    Counted {
        /// The verb.
        verb: Id,
        /// How many of which.
        counts: Vec<Count>,
    },
    /// `NAME [classes]`
    Act {
        /// The verb.
        verb: Id,
        /// Of which classes or activities.
        classes: Option<Classes>,
    },
}

/// `NUMBER [percent of] class-expr`
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// How many, or how many per cent.
    pub number: Spanned<u64>,
    /// Whether it is a percentage.
    pub is_percent: bool,
    /// Of what.
    pub of: ClassExpr,
}

/// A calendar period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// Who is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipient {
    /// `the other party`
    OtherParty,
    /// These.
    Named(Vec<Id>),
}

/// A clause of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// `in place`
    In(Place),
    /// `into place`
    Into(Place),
    /// A bare `within 5 km of MDL`.
    Near(Near),
    /// `out of place`
    OutOf(Place),
    /// `to place`
    To(Place),
    /// `everywhere`
    Everywhere,
    /// `from instant [until instant]`
    From(Moment, Option<Moment>),
    /// `until instant`
    Until(Moment),
    /// `for DURATION`
    ForDuration(Spanned<Duration>),
    /// `by instant`
    By(Moment),
    /// `starting by instant`
    StartingBy(Moment),
    /// `within DURATION (after | beginning) instant`
    Within {
        /// How long.
        length: Spanned<Duration>,
        /// Whether the first day counts.
        counting: Spanned<Counting>,
        /// From when.
        from: Moment,
    },
    /// `without delay`
    WithoutDelay,
    /// `at least DURATION before (it starts | instant)`; `None` for `it starts`.
    AtLeastBefore(Spanned<Duration>, Option<Moment>),
    /// `at least NUMBER times a PERIOD`
    TimesAPeriod(Spanned<u64>, Period),
    /// `daily between TIME and TIME`
    DailyBetween((u8, u8), (u8, u8)),
    /// `after NAME is (verified | fulfilled | kept for DURATION)`
    AfterNorm(Id, Achieved),
    /// `together with names`
    TogetherWith(Vec<Id>),
    /// `upon event`
    Upon(Event),
    /// `for names`: purposes.
    ForPurposes(Vec<Id>),
    /// `in steps names`
    InSteps(Vec<Id>),
    /// `stating names`
    Stating(Vec<Id>),
    /// `permanently`
    Permanently,
    /// `except for names`
    ExceptFor(Vec<Id>),
    /// `verified by attest`
    VerifiedBy(Attest),
    /// `unproven counts as (unknown | violated)`
    UnprovenCountsAsViolated(bool),
    /// `failing which names applies`
    FailingWhich(Vec<Id>),
    /// `quoting STRING`
    Quoting(Text),
    /// `reading STRING [agreed | disputed | unilateral]`
    Reading(Reading),
}

/// Whether the first day of a period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counting {
    /// `after`: it does not.
    After,
    /// `beginning`: it does.
    Beginning,
}

/// What another norm must have reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Achieved {
    /// `is verified`
    Verified,
    /// `is fulfilled`
    Fulfilled,
    /// `is kept for DURATION`
    KeptFor(Duration),
}

/// `reading STRING [agreed | disputed | unilateral]`
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The choice made.
    pub text: Text,
    /// Who shares it; unilateral where nothing is said.
    pub by: Agreement,
}

/// Who shares a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// All parties.
    Agreed,
    /// One side, or the author of the file.
    Unilateral,
    /// Another party contradicts.
    Disputed,
}

/// What a condition waits for.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// `prior notice to recipient [through NAME]`
    PriorNotice(Recipient, Option<Id>),
    /// `consent of names`
    Consent(Vec<Id>),
    /// `request of names`
    Request(Vec<Id>),
    /// `violation of NAME`
    Violation(Id),
    /// `fulfilment of NAME`
    Fulfilment(Id),
    /// `notice of NAME`
    NoticeOf(Id),
    /// `NAME [of names]`
    Other(Id, Vec<Id>),
}

/// `(DATE | NAME) [+ DURATION] | the end of (YEAR | MONTH YEAR)`
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// What it starts from.
    pub base: MomentBase,
    /// What is added.
    pub plus: Option<Spanned<Duration>>,
    /// Its place.
    pub span: Span,
}

/// What a moment starts from.
#[derive(Debug, Clone, PartialEq)]
pub enum MomentBase {
    /// A day, with or without a clock time.
    Date(DateTime),
    /// A norm's fulfilment, `signature`, `in-force`.
    Named(Id),
    /// The last day of a year, or of a month of it (1 to 12).
    EndOf(i16, Option<u8>),
}

/// A rule of attestation.
#[derive(Debug, Clone, PartialEq)]
pub enum Attest {
    /// `all of (names)`
    AllOf(Vec<Id>),
    /// `NUMBER of (names)`
    Of(Spanned<u64>, Vec<Id>),
    /// `the other party`
    OtherParty,
    /// One party or body.
    Named(Id),
}

/// `label: exception to names: sentence.`
#[derive(Debug, Clone, PartialEq)]
pub struct Exception {
    /// Its label.
    pub label: Id,
    /// The norms it defeats.
    pub to: Vec<Id>,
    /// What is permitted.
    pub sentence: Sentence,
}

/// `label: procedure for subject {clause}: step {then step}.`
#[derive(Debug, Clone, PartialEq)]
pub struct Procedure {
    /// Its label.
    pub label: Id,
    /// Who is bound.
    pub subject: Spanned<Subject>,
    /// When and where.
    pub clauses: Vec<Spanned<Clause>>,
    /// The steps in order.
    pub steps: Vec<Id>,
}

/// `verification of names: by attest [through names] [within DURATION after instant] [coverage at least N percent]`
#[derive(Debug, Clone, PartialEq)]
pub struct Verification {
    /// Of which norms.
    pub of: Vec<Id>,
    /// By whom.
    pub by: Attest,
    /// By which means.
    pub through: Vec<Id>,
    /// By when.
    pub within: Option<(Spanned<Duration>, Moment)>,
    /// The share that must be observed before a ban can be found kept, in per cent.
    pub coverage_percent: Option<Spanned<u64>>,
}

/// `decision NAME on DATE by names replaces NAME: sentence.`
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Its name: the label of the norm from that day on.
    pub name: Id,
    /// Its day.
    pub on: DateTime,
    /// Who took it.
    pub by: Vec<Id>,
    /// The norm replaced.
    pub replaces: Id,
    /// What it says now.
    pub sentence: Sentence,
}

/// `in force (from instant | upon event) [reading]`, `ends (on instant | upon event) [reading]`
#[derive(Debug, Clone, PartialEq)]
pub struct Lifecycle {
    /// A moment, or
    pub at: Option<Moment>,
    /// an event.
    pub upon: Option<Event>,
    /// How the text is read.
    pub reading: Option<Reading>,
}

/// `test STRING [on record STRING] [as of DATE [known at DATE]]: {fact | expect}`
#[derive(Debug, Clone, PartialEq)]
pub struct TestBlock {
    /// What it shows.
    pub name: Text,
    /// A table of facts that the scenario starts from, relative to the agreement file.
    pub record: Option<Text>,
    /// The day judged; the last fact's if absent.
    pub as_of: Option<DateTime>,
    /// The day of knowledge; the day judged if absent.
    pub known_at: Option<DateTime>,
    /// Facts and expectations in order.
    pub lines: Vec<TestLine>,
    /// Its place.
    pub span: Span,
}

/// One line of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub enum TestLine {
    /// A fact.
    Fact(TestFact),
    /// What must come out.
    Expect(Expect),
}

/// `DATE NAME (claims | reports | attests | denies | impeaches) NAME NAME [classes] [for names] [at …]`
#[derive(Debug, Clone, PartialEq)]
pub struct TestFact {
    /// When.
    pub at: DateTime,
    /// Who speaks.
    pub speaker: Id,
    /// How.
    pub manner: Spanned<SpeechAct>,
    /// A party, or the label of a norm.
    pub subject: Id,
    /// A verb, or what became of the norm (`done`, `started`, `not-done`, `reversed`).
    pub verb: Id,
    /// Classes or activities.
    pub classes: Option<Classes>,
    /// Purposes.
    pub purposes: Vec<Id>,
    /// Where.
    pub place: Option<Coordinates>,
    /// Its place in the file.
    pub span: Span,
}

/// How something is said in a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeechAct {
    /// `claims`
    Claims,
    /// `reports`
    Reports,
    /// `attests`
    Attests,
    /// `denies`
    Denies,
    /// `impeaches`
    Impeaches,
}

/// `then NAME [of NAME] [on DATE] (is [not] verdict | has NUMBER …)`
#[derive(Debug, Clone, PartialEq)]
pub struct Expect {
    /// The norm.
    pub norm: Id,
    /// The bearer; every bearer if absent.
    pub bearer: Option<Id>,
    /// The day of the incident that the expectation is about; the norm as a whole if absent.
    pub on: Option<DateTime>,
    /// What must come out.
    pub outcome: Outcome,
    /// Its place in the file.
    pub span: Span,
}

/// What a scenario expects.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// `is [not] (kept | violated | pending | unknown | …) [GRADE] [flags]`
    Verdict {
        /// `is not`
        negated: bool,
        /// A truth (`kept`, `violated`, `pending`, `unknown`), a state (`suspended`, `dormant`, `watching`, `due`,
        /// `overdue`, `ended`), or what became of an incident (`excused`, `dismissed`, `undetermined`).
        word: Id,
        /// The grade.
        grade: Option<Spanned<Grade>>,
        /// Flags that must be there (`contested`, `denied`, `impeached`, `status-disputed`, …).
        flags: Vec<Id>,
    },
    /// `has NUMBER (breach | breaches | excused | dismissed | alleged | undetermined | findings)`
    Number {
        /// How many.
        number: u64,
        /// Of what.
        of: Id,
    },
}
