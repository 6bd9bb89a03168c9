//! The words of a verdict: truth, grade, flags, state, outcome and reason.

use std::fmt;

use armistice_terms::model;
use serde::Serialize;

/// Defines an enum of words: the name for machines in kebab case, and the words for people.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal, $people:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as agreements and machines write it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(match self {
                    $($name::$variant => $people,)+
                })
            }
        }
    };
}

words! {
    /// Whether a norm is kept, in the order of attention: several norms together are what the least of them is.
    Truth {
        /// A breach is shown at the grade that findings need.
        Violated = "violated", "violated";
        /// What is known leaves it open.
        Unknown = "unknown", "unknown";
        /// Its time has not come.
        Pending = "pending", "pending";
        /// It is shown to be kept.
        Kept = "kept", "kept";
    }
}

words! {
    /// What the evidence is worth, in rising order.
    #[derive(Default)]
    Grade {
        /// Nobody says so.
        #[default]
        None = "none", "no evidence";
        /// Only the bearer about itself, or only the other side about the bearer.
        Claimed = "claimed", "claimed";
        /// One third source, or both sides telling the same.
        Reported = "reported", "reported";
        /// Two independent third sources.
        Corroborated = "corroborated", "corroborated";
        /// The agreement's own rule of attestation is met.
        Verified = "verified", "verified";
    }
}

words! {
    /// What else has to be known about a verdict or a finding.
    Flag {
        /// Evidence for it and against it, both at the grade that findings need.
        Contested = "contested", "contested";
        /// The bearer denies it, without evidence that would weigh.
        Denied = "denied", "denied";
        /// After the deadline.
        Late = "late", "late";
        /// It was still going on.
        Continuing = "continuing", "continuing";
        /// Overdue once, and made good.
        Cured = "cured", "cured";
        /// An exception is shown.
        Excused = "excused", "excused";
        /// As far as it has come: the norm still runs.
        SoFar = "so-far", "so far";
        /// A side says that the norm no longer binds it; the other side, or the text, does not agree.
        StatusDisputed = "status-disputed", "status disputed";
        /// Evidence was shown to be unable to carry what it was taken to show.
        Impeached = "impeached", "impeached";
        /// The norm does not bind the bearer now, but what stands here was settled before.
        Suspended = "suspended", "later suspended";
    }
}

words! {
    /// Where a norm stands in its life for one bearer.
    State {
        /// It does not bind yet.
        Dormant = "dormant", "dormant";
        /// A ban, an upkeep or a ceiling that is being watched.
        Watching = "watching", "watching";
        /// A deed whose deadline has not passed.
        Due = "due", "due";
        /// Told to be done, below the grade that findings need, and the deadline has passed.
        Told = "told", "told as done";
        /// The deadline has passed and nobody has shown that it was done.
        Overdue = "overdue", "overdue";
        /// Done.
        Kept = "kept", "kept";
        /// Not done, and past making good.
        Defaulted = "defaulted", "defaulted";
        /// Not owed: an exception covers what was left undone, or a decision releases the bearers.
        Discharged = "discharged", "discharged";
        /// Done and then undone.
        Reversed = "reversed", "reversed";
        /// The bearer has suspended it.
        Suspended = "suspended", "suspended";
        /// Its interval is over.
        Closed = "closed", "closed";
        /// Replaced by a decision, or its agreement has ended.
        Ended = "ended", "ended";
        /// What it waited for never came while it could still have bound.
        Lapsed = "lapsed", "lapsed";
        /// A permission or a power that can be made use of.
        Available = "available", "available";
        /// A permission of which use was made, or a power that was exercised with effect.
        Exercised = "exercised", "exercised";
        /// A permission or a power whose time is over.
        Expired = "expired", "expired";
    }
}

words! {
    /// What became of one incident, or of the one performance of a deed.
    Outcome {
        /// Against the norm, at the grade that findings need.
        Breach = "breach", "breach";
        /// Told, below that grade.
        Alleged = "alleged", "alleged";
        /// What is told leaves it open.
        Undetermined = "undetermined", "undetermined";
        /// Against the norm, and made good within the time that the text gives for it: no breach that stands.
        Cured = "cured", "cured";
        /// An exception is shown.
        Excused = "excused", "excused";
        /// No breach by the bearer: a private person, a body's ruling, not in force for the bearer at the time.
        Dismissed = "dismissed", "dismissed";
        /// The deed, or the duty of this one event, is shown to be done.
        Fulfilled = "fulfilled", "fulfilled";
        /// The deed is not yet due, or the exercise of a power not yet in effect.
        Pending = "pending", "pending";
        /// Use was made of a permission, or a power was exercised with effect.
        Exercised = "exercised", "exercised";
        /// The conditions of the power or permission are not shown: nothing is changed, or not covered, by it.
        Ineffective = "ineffective", "without effect";
    }
}

words! {
    /// Why a truth is unknown, or an incident is no breach.
    Reason {
        /// Nobody competent watched enough of it.
        NoCoverage = "no-coverage", "no coverage";
        /// The stated errors reach across the boundary.
        WithinMeasurementError = "within-measurement-error", "within measurement error";
        /// Only one side's word.
        ClaimOnly = "claim-only", "claim only";
        /// An exception may apply and is not shown.
        ExceptionNotShown = "exception-not-shown", "exception not shown";
        /// Past the deadline, and nothing proves it done or not done.
        OverdueUnproven = "overdue-unproven", "overdue, unproven";
        /// The class told is wider than the norm's.
        ClassUncertain = "class-uncertain", "class uncertain";
        /// The source does not say where.
        PlaceNotTold = "place-not-told", "place not told";
        /// The agreement leaves the place to a body, or its geometry is missing.
        PlaceNotFixed = "place-not-fixed", "place not fixed by the agreement";
        /// The source does not say when closely enough.
        TimeUncertain = "time-uncertain", "time uncertain";
        /// The purpose, on which the norm turns, is not told.
        PurposeNotTold = "purpose-not-told", "purpose not told";
        /// Nobody knows who acted.
        Unattributed = "unattributed", "who acted is not known";
        /// Evidence for and against of equal weight.
        EvenlyContested = "evenly-contested", "evenly contested";
        /// The evidence that carried it was impeached.
        Impeached = "impeached", "impeached";
        /// A private person acted, not the party.
        PrivatePerson = "private-person", "private person";
        /// The norm was suspended for the bearer at the time.
        NotInForce = "not-in-force", "not in force for the bearer at the time";
        /// A body found no breach.
        RuledCompliant = "ruled-compliant", "a body found no breach";
        /// A body could not determine whether there was a breach.
        RulingOpen = "ruling-open", "a body could not determine it";
        /// No notice is on record, and the register is not complete.
        NoticeNotShown = "notice-not-shown", "notice not shown";
        /// The event upon which a procedure is owed is not told in the incident.
        EventNotTold = "event-not-told", "the event upon which it is owed is not told";
        /// The step before it in a procedure is not told, which does not show that it was left out.
        StepNotTold = "step-not-told", "the step before it is not told";
        /// It counts a share or an inventory that is not on record.
        LimitUnknown = "limit-unknown", "the limit is not on record";
        /// What a power or a permission asks for is not shown.
        ConditionNotMet = "condition-not-met", "its conditions are not shown";
        /// Nobody tells enough for a floor, and nobody tells that there were no more.
        FloorNotShown = "floor-not-shown", "nobody tells enough, nor that there were no more";
        /// What was counted may be a part only of what the norm counts.
        PartCounted = "part-counted", "only a part may have been counted";
    }
}

impl Outcome {
    /// The truth that one incident of this outcome stands for; `None` where it neither breaks nor keeps the norm.
    #[must_use]
    pub fn truth(self) -> Option<Truth> {
        match self {
            Outcome::Breach => Some(Truth::Violated),
            Outcome::Alleged | Outcome::Undetermined => Some(Truth::Unknown),
            Outcome::Fulfilled => Some(Truth::Kept),
            Outcome::Pending => Some(Truth::Pending),
            Outcome::Cured
            | Outcome::Excused
            | Outcome::Dismissed
            | Outcome::Exercised
            | Outcome::Ineffective => None,
        }
    }
}

impl From<model::Grade> for Grade {
    fn from(grade: model::Grade) -> Self {
        match grade {
            model::Grade::None => Grade::None,
            model::Grade::Claimed => Grade::Claimed,
            model::Grade::Reported => Grade::Reported,
            model::Grade::Corroborated => Grade::Corroborated,
            model::Grade::Verified => Grade::Verified,
        }
    }
}

#[cfg(test)]
mod tests;
