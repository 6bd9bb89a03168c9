//! Values that stand elsewhere in the file than when they were read: every place in them moves by as much.
//!
//! The tables name each field and each variant, so that a new one cannot be forgotten: without it they do not compile.

use armistice_facts::calendar::{Date, Length};

use super::{
    Achieved, Agreement, Attest, Binding, Body, Cardinal, Class, ClassExpr, Classes, Clause, Comparison,
    Coordinates, Count, Counting, DateTime, Decided, Decision, Event, Exception, Expect, FileRef, Grade,
    Header, HeightBound, Hours, Inventory, Joiner, Lifecycle, Line, LineSide, Modal, Moment, MomentBase,
    MonthEnds, Movable, Near, Norm, Outcome, Party, Period, Place, Point, Predicate, Procedure, Reading,
    Recipient, Register, Season, Sentence, SideOf, SpeechAct, Spot, Stage, Statement, StatementKind, Subject,
    Test, TestBlock, TestFact, TestLine, TestNeighbour, TestNumber, Value, Verification, Window, Zone,
    ZoneIs,
};
use crate::{Span, Spanned};

/// A value with places in it.
pub(crate) trait Moved {
    /// Moves every place by so many bytes, backwards if negative.
    fn move_by(&mut self, bytes: i32);
}

impl Moved for Span {
    fn move_by(&mut self, bytes: i32) {
        self.start = self.start.saturating_add_signed(bytes);
        self.end = self.end.saturating_add_signed(bytes);
    }
}

impl<T: Moved> Moved for Spanned<T> {
    fn move_by(&mut self, bytes: i32) {
        self.node.move_by(bytes);
        self.span.move_by(bytes);
    }
}

impl<T: Moved> Moved for Option<T> {
    fn move_by(&mut self, bytes: i32) {
        self.iter_mut().for_each(|one| one.move_by(bytes));
    }
}

impl<T: Moved> Moved for Vec<T> {
    fn move_by(&mut self, bytes: i32) {
        self.iter_mut().for_each(|one| one.move_by(bytes));
    }
}

impl<T: Moved> Moved for Box<T> {
    fn move_by(&mut self, bytes: i32) {
        (**self).move_by(bytes);
    }
}

impl<A: Moved, B: Moved> Moved for (A, B) {
    fn move_by(&mut self, bytes: i32) {
        self.0.move_by(bytes);
        self.1.move_by(bytes);
    }
}

/// What holds no place.
macro_rules! stays {
    ($($name:ident)*) => { $(
        impl Moved for $name {
            fn move_by(&mut self, _: i32) {}
        }
    )* };
}

macro_rules! structs {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Moved for $name {
            fn move_by(&mut self, bytes: i32) {
                let $name { $($field),* } = self;
                $($field.move_by(bytes);)*
            }
        }
    )* };
}

macro_rules! enums {
    ($($name:ident { $($variant:ident $(($($part:ident),*))? $({ $($field:ident),* })?),* })*) => { $(
        impl Moved for $name {
            fn move_by(&mut self, bytes: i32) {
                match self {
                    $($name::$variant $(($($part),*))? $({ $($field),* })? => {
                        $($($part.move_by(bytes);)*)?
                        $($($field.move_by(bytes);)*)?
                    })*
                }
            }
        }
    )* };
}

stays! {
    bool i16 i32 i64 u8 u64 usize String Date Length
    Achieved Agreement Binding Cardinal Comparison Counting Grade HeightBound Joiner Modal MonthEnds Movable Period
    SpeechAct Value Window
}

structs! {
    Statement { section, span, kind }
    Header { title, between, signed, binding, authentic, time_zone, vocabulary, month_ends, findings_need, language }
    Party { name, is, called, status }
    Body { name, is, of }
    Inventory { name, of, holders, on, by }
    Register { name, is_complete }
    Class { is_activity, name, is, code, meaning, source, observed_by }
    Classes { any_of, excluding, span }
    ClassExpr { name, tests }
    Test { attribute, comparison, value }
    Point { name, at }
    Coordinates { lat_e7, lon_e7, span }
    Line { name, is_series, file, markers_by, sides, accuracy_mm }
    LineSide { of, side }
    FileRef { path, hash }
    Zone { name, is }
    Near { is_beyond, distance_mm, of, of_the_other_party, between, side_of, span }
    Norm { label, sentence }
    Sentence { subject, modal, predicate, clauses }
    Count { number, share_of, of }
    Exception { label, to, sentence }
    Procedure { label, subject, clauses, steps }
    Verification { of, by, through, within, coverage_percent }
    Decision { name, on, by, decides }
    Lifecycle { at, upon, reading }
    Moment { base, plus, span }
    Stage { number, parts, due, span }
    Hours { is_outside, seasons }
    Season { months, between, span }
    DateTime { date, time, span }
    Reading { text, by }
    TestBlock { name, record, as_of, known_at, lines, span }
    TestFact {
        at, speaker, manner, subject, verb, number, classes, state, step, purposes, within, place, near, origin,
        destination, span
    }
    TestNeighbour { distance_mm, what, holder, at }
    TestNumber { least, most, in_all, span }
    Expect { norm, bearer, on, outcome, span }
}

enums! {
    StatementKind {
        Header(one), Party(one), Body(one), Class(one), Point(one), Line(one), Zone(one), Register(one),
        Inventory(one), Norm(one), Exception(one), Procedure(one), Verification(one), Decision(one),
        InForce(one), Ends(one), Suspension(one), NoTerms(one)
    }
    ZoneIs {
        Place { place, heights, accuracy_mm, reading }, DescribedAs { words, within, apart_from },
        ToBeDecidedBy(body)
    }
    SideOf { Own, Other, Named(party) }
    Spot { Named(zones), At(position) }
    Place {
        Or(parts), And(parts), Minus(whole, gap), Near(near), Beside { side, of }, Side { whose, of }, File(file),
        Named(name)
    }
    Subject { EachParty, NoParty, NoOne, PartiesJointly, Named { names, jointly } }
    Predicate {
        Keep { classes, states }, HoldAtMost { only, counts }, HoldAsOf { only, classes, date },
        HoldAtLeast { counts }, Rate { verb, is_floor, count, window }, GiveNotice { to, of, through },
        Counted { verb, counts }, Act { verb, classes }
    }
    Decided {
        Replaces { norm, sentence }, Releases { whom, from, reading }, Moves { part, of, to, reading }
    }
    Recipient { OtherParty, Named(names) }
    Clause {
        In(place), Into(place), Near(near), OutOf(place), To(place), Height(bound), Side(whose, line),
        Everywhere,
        From(from, until), Until(until), ForDuration(length), By(by), StartingBy(by),
        Within { length, counting, from }, WithoutDelay, AtLeastBefore(length, before), Times(number, window),
        Intervals(length), InShares(stages),
        Daily(hours), EveryYear(month, day), Every(length, from), CureWithin(length), AfterNorm(norm, achieved), TogetherWith(norms), Upon(event),
        ForPurposes(purposes), InSteps(steps), Stating(fields), Permanently, ExceptFor(purposes),
        VerifiedBy(attest), UnprovenCountsAsViolated(violated), FailingWhich(norms), Quoting(text),
        Reading(reading)
    }
    Event {
        PriorNotice(to, through), Consent(of), Request(of), Violation { of, by_other }, Fulfilment(norm), NoticeOf(norm),
        Other(event, of)
    }
    MomentBase { Date(date), Named(name), EndOf(year, month), EndOfPeriod(period) }
    Attest { AllOf(names), Of(number, names), OtherParty, Named(name) }
    TestLine { Fact(fact), Expect(expect) }
    Outcome { Verdict { negated, word, grade, flags }, Number { number, of } }
}
