//! Norms and exceptions that can never apply, with the part of the sentence that empties them (A506).

use crate::ast::{Clause, Sentence, Statement, StatementKind};
use crate::model::{AttributeTest, ClassSet, ClassTest, Comparison, Geometry, Norm, Place, Rule, Value};
use crate::resolve::norms::Sentences;
use crate::resolve::overlap::{emptied_by, is_place_empty};
use crate::resolve::scope::Scope;
use crate::resolve::stretches;
use crate::{Diagnostic, Span};

/// Looks at every norm and every exception.
pub(super) fn check(
    scope: &Scope<'_>,
    geometry: &Geometry,
    sentences: &Sentences,
    out: &mut Vec<Diagnostic>,
) {
    for norm in &sentences.norms {
        let written = sentence_at(scope, norm.span);
        let sets = classes_of(&norm.rule);
        let found = sets
            .into_iter()
            .find_map(|set| in_classes(scope, set, written))
            .or_else(|| {
                places_of(&norm.rule).into_iter().find_map(|place| in_place(geometry, place, written))
            })
            .or_else(|| in_time(scope, norm, written));
        out.extend(found.map(|found| found.shown(scope, "norm", norm.label.as_str(), norm.span)));
    }
    for exception in &sentences.exceptions {
        let written = sentence_at(scope, exception.span);
        let found = in_classes(scope, &exception.objects, written)
            .or_else(|| in_place(geometry, &exception.place, written));
        out.extend(
            found.map(|found| found.shown(scope, "exception", exception.label.as_str(), exception.span)),
        );
    }
}

/// What empties a sentence.
struct Vain {
    /// The part of the sentence, where it could be found.
    at: Option<Span>,
    why: String,
    mend: &'static str,
}

impl Vain {
    fn shown(self, scope: &Scope<'_>, what: &str, label: &str, statement: Span) -> Diagnostic {
        let message = format!("the {what} `{label}` can never apply: {}", self.why);
        let name = scope.label_of(statement);
        let diagnostic = Diagnostic::warning("A506", self.at.unwrap_or(name), message).help(self.mend);
        if self.at.is_some() { diagnostic.also(name, format!("the {what}")) } else { diagnostic }
    }
}

fn in_classes(scope: &Scope<'_>, set: &ClassSet, written: Option<&Sentence>) -> Option<Vain> {
    let words = &scope.words.vocabulary;
    let at = written.map(|sentence| sentence.predicate.span);
    if let Some(out) = emptied_by(words, set) {
        let why = format!("`excluding {out}` leaves nothing of what it names");
        return Some(Vain { at, why, mend: "leave out what is excluded, or name a wider class before it" });
    }
    let is_contradicted =
        !set.any_of.is_empty() && set.any_of.iter().all(|member| contradiction(member).is_some());
    let attribute = set.any_of.first().and_then(contradiction).filter(|_| is_contradicted)?;
    let why = format!("no thing has such a `{attribute}`: its two bounds leave nothing between them");
    Some(Vain { at, why, mend: "correct one of the two bounds; `or` is for either of them" })
}

fn in_place(geometry: &Geometry, place: &Place, written: Option<&Sentence>) -> Option<Vain> {
    is_place_empty(geometry, place).then(|| {
        let is_place = |clause: &Clause| {
            matches!(
                clause,
                Clause::In(_)
                    | Clause::Into(_)
                    | Clause::Near(_)
                    | Clause::OutOf(_)
                    | Clause::To(_)
                    | Clause::Side(..)
            )
        };
        Vain {
            at: clause(written, is_place),
            why: "its place holds nothing".to_owned(),
            mend: "look at the `and` and the `minus` of the place and of the zones that it names",
        }
    })
}

/// A norm that ends before it begins to bind: before entry into force, or replaced before its day.
fn in_time(scope: &Scope<'_>, norm: &Norm, written: Option<&Sentence>) -> Option<Vain> {
    let instrument = scope.instrument(Some(norm.section));
    let stretch = stretches::of_norm(scope, norm, instrument)?;
    let until = stretch.until.filter(|_| stretch.is_empty())?;
    let zone = &scope.settings.time_zone;
    let (from, until) = (zone.show_short(stretch.from), zone.show_short(until));
    if let Some(replaced) = &norm.replaced
        && norm.until.is_none()
    {
        let why = format!("it would bind from {from}, and `{}` replaces it on {}", replaced.by, replaced.on);
        return Some(Vain { at: None, why, mend: "look at the two days" });
    }
    let at = clause(written, |clause| matches!(clause, Clause::Until(_) | Clause::From(..)));
    let why = format!("it would bind from {from}, and is over on {until}");
    Some(Vain { at, why, mend: "look at `in force`, at `ends`, and at the days of the norm" })
}

/// The attribute whose tests nothing can pass: two bounds that cross, or two values.
fn contradiction(member: &ClassTest) -> Option<&str> {
    let pairs = member.tests.iter().enumerate();
    let crosses = |one: &AttributeTest, other: &AttributeTest| {
        let (Some((low, is_low_open)), Some((high, is_high_open))) = (lower(one), upper(other)) else {
            return false;
        };
        one.attribute == other.attribute && (low > high || low == high && (is_low_open || is_high_open))
    };
    let found = pairs.flat_map(|(index, one)| {
        let others = member.tests.iter().enumerate().filter(move |(other, _)| *other != index);
        others.map(move |(_, other)| (one, other))
    });
    let mut found = found.filter(|(one, other)| !member.any && crosses(one, other));
    found.next().map(|(one, _)| one.attribute.as_str())
}

/// The least value that passes a test, and whether it is itself left out.
fn lower(test: &AttributeTest) -> Option<(i64, bool)> {
    let is_open = match test.comparison {
        Comparison::AtLeast | Comparison::Is => false,
        Comparison::Above => true,
        Comparison::AtMost | Comparison::Below => return None,
    };
    Some((measure(&test.value)?, is_open))
}

/// The greatest value that passes a test, and whether it is itself left out.
fn upper(test: &AttributeTest) -> Option<(i64, bool)> {
    let is_open = match test.comparison {
        Comparison::AtMost | Comparison::Is => false,
        Comparison::Below => true,
        Comparison::AtLeast | Comparison::Above => return None,
    };
    Some((measure(&test.value)?, is_open))
}

fn measure(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) | Value::Length(number) => Some(*number),
        _ => None,
    }
}

fn classes_of(rule: &Rule) -> Vec<&ClassSet> {
    match rule {
        Rule::Ban(ban) => vec![&ban.objects],
        Rule::Upkeep(upkeep) => vec![&upkeep.classes],
        Rule::Deed(deed) => vec![&deed.all_of],
        Rule::Notice(notice) => vec![&notice.of],
        Rule::Permission(permission) => vec![&permission.objects],
        _ => Vec::new(),
    }
}

fn places_of(rule: &Rule) -> Vec<&Place> {
    match rule {
        Rule::Ban(ban) => vec![&ban.place],
        Rule::Upkeep(upkeep) => vec![&upkeep.place],
        Rule::Ceiling(ceiling) => vec![&ceiling.place],
        Rule::Rate(rate) => vec![&rate.place],
        Rule::Deed(deed) => {
            [Some(&deed.place), deed.out_of.as_ref(), deed.to.as_ref()].into_iter().flatten().collect()
        }
        Rule::Notice(notice) => vec![&notice.place],
        Rule::Procedure(procedure) => vec![&procedure.place],
        Rule::Permission(permission) => vec![&permission.place],
        Rule::Power(_) => Vec::new(),
    }
}

/// The sentence of a statement, as written.
fn sentence_at<'a>(scope: &Scope<'a>, statement: Span) -> Option<&'a Sentence> {
    let is_it = |one: &&Statement| one.span == statement;
    match &scope.document.statements.iter().find(is_it)?.kind {
        StatementKind::Norm(norm) => Some(&norm.sentence),
        StatementKind::Exception(exception) => Some(&exception.sentence),
        StatementKind::Decision(decision) => decision.sentence(),
        _ => None,
    }
}

fn clause(written: Option<&Sentence>, is_it: impl Fn(&Clause) -> bool) -> Option<Span> {
    written?.clauses.iter().find(|clause| is_it(&clause.node)).map(|clause| clause.span)
}
