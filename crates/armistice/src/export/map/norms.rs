//! Which norms and exceptions speak of a place, and what a map says of each.

use armistice_facts::Name;
use armistice_terms::model::{
    Agreement, Bearers, ClassSet, FileRef, Hours, Moment, MomentBase, NearTo, Place, Rule,
};

use super::{Atlas, bearers, shape};
use crate::export::shape::Height;
use crate::export::{convert, parts, places};

/// A norm or an exception, as far as a map tells it.
pub(super) struct Bound<'a> {
    pub(super) label: &'a Name,
    pub(super) places: Vec<&'a Place>,
    kind: &'static str,
    section: usize,
    bearers: &'a Bearers,
    verb: Option<&'a Name>,
    objects: Option<&'a ClassSet>,
    from: Option<&'a Moment>,
    until: Option<&'a Moment>,
    hours: Option<&'a Hours>,
    span: armistice_terms::Span,
}

/// All norms, then all exceptions, in the order of the file.
pub(super) fn all(agreement: &Agreement) -> Vec<Bound<'_>> {
    let norms = agreement.norms.iter().map(|norm| {
        let (kind, verb, objects, places) = rule(&norm.rule);
        Bound {
            label: &norm.label,
            places,
            kind,
            section: norm.section,
            bearers: &norm.bearers,
            verb,
            objects,
            from: norm.from.as_ref(),
            until: norm.until.as_ref(),
            hours: norm.hours.as_ref(),
            span: norm.span,
        }
    });
    let exceptions = agreement.exceptions.iter().map(|exception| Bound {
        label: &exception.label,
        places: vec![&exception.place],
        kind: "exception",
        section: exception.section,
        bearers: &exception.bearers,
        verb: Some(&exception.verb),
        objects: Some(&exception.objects),
        from: exception.from.as_ref(),
        until: exception.until.as_ref(),
        hours: exception.hours.as_ref(),
        span: exception.span,
    });
    norms.chain(exceptions).collect()
}

type Told<'a> = (&'static str, Option<&'a Name>, Option<&'a ClassSet>, Vec<&'a Place>);

/// What kind of rule it is, what is done with what, and where.
fn rule(rule: &Rule) -> Told<'_> {
    match rule {
        Rule::Ban(ban) => ("ban", Some(&ban.verb), Some(&ban.objects), vec![&ban.place]),
        Rule::Upkeep(upkeep) => ("upkeep", None, Some(&upkeep.classes), vec![&upkeep.place]),
        Rule::Ceiling(ceiling) => {
            let kind = if ceiling.is_floor { "floor" } else { "ceiling" };
            (kind, None, ceiling.as_of.as_ref().map(|(classes, _)| classes), vec![&ceiling.place])
        }
        Rule::Rate(rate) => ("rate", Some(&rate.verb), Some(&rate.objects), vec![&rate.place]),
        Rule::Deed(deed) => {
            let places = [Some(&deed.place), deed.out_of.as_ref(), deed.to.as_ref()];
            ("deed", Some(&deed.verb), Some(&deed.all_of), places.into_iter().flatten().collect())
        }
        Rule::Notice(notice) => ("notice", None, Some(&notice.of), vec![&notice.place]),
        Rule::Procedure(procedure) => ("procedure", None, None, vec![&procedure.place]),
        Rule::Permission(permission) => {
            ("permission", Some(&permission.verb), Some(&permission.objects), vec![&permission.place])
        }
        Rule::Power(_) => ("power", None, None, Vec::new()),
    }
}

/// The norms whose place names a point, a line or a zone.
pub(super) fn of_name(atlas: &Atlas<'_>, name: &Name) -> Vec<shape::Norm> {
    let speaks = |bound: &Bound<'_>| {
        let mut named = Vec::new();
        bound.places.iter().for_each(|place| names(place, &mut named));
        named.contains(&name)
    };
    all(atlas.agreement).iter().filter(|bound| speaks(bound)).map(|bound| view(atlas, bound)).collect()
}

/// The norms whose place ends at a marker.
pub(super) fn of_marker(atlas: &Atlas<'_>, line: &Name, code: &str) -> Vec<shape::Norm> {
    let speaks = |bound: &Bound<'_>| bound.places.iter().any(|place| ends_at(place, line, code));
    all(atlas.agreement).iter().filter(|bound| speaks(bound)).map(|bound| view(atlas, bound)).collect()
}

/// The norms that no place bounds.
pub(super) fn without_place(atlas: &Atlas<'_>) -> Vec<shape::Norm> {
    let is_free = |bound: &Bound<'_>| {
        bound.places.iter().all(|place| matches!(place, Place::Everywhere | Place::Domain(_)))
    };
    all(atlas.agreement).iter().filter(|bound| is_free(bound)).map(|bound| view(atlas, bound)).collect()
}

/// What a map says of a norm.
pub(super) fn view(atlas: &Atlas<'_>, bound: &Bound<'_>) -> shape::Norm {
    let section = atlas.agreement.section(bound.section);
    shape::Norm {
        label: bound.label.to_string(),
        kind: bound.kind.to_owned(),
        article: section
            .and_then(|section| section.id.as_ref())
            .map_or_else(String::new, ToString::to_string),
        article_title: section.map_or_else(String::new, |section| section.path.clone()),
        bearers: bearers(bound.bearers),
        verb: bound.verb.map(ToString::to_string),
        objects: bound.objects.map(parts::set),
        from: bound.from.map(when),
        until: bound.until.map(when),
        hours: bound.hours.map(convert::hours),
        terms: atlas.statement(bound.span),
    }
}

/// The heights that bound a place by themselves.
pub(super) fn heights(place: &Place) -> Vec<Height> {
    match place {
        Place::Height(bound) => vec![places::height(*bound)],
        Place::And(parts) | Place::Or(parts) => parts.iter().flat_map(heights).collect(),
        Place::Minus(whole, _) => heights(whole),
        _ => Vec::new(),
    }
}

/// The points, lines and zones that a place names.
pub(super) fn names<'p>(place: &'p Place, found: &mut Vec<&'p Name>) {
    match place {
        Place::Zone(name)
        | Place::AcrossLine(name)
        | Place::Side { line: name, .. }
        | Place::Beside { point: name, .. } => found.push(name),
        Place::Near(near) => match &near.of {
            NearTo::Line(name) | NearTo::Point(name) | NearTo::Zone(name) => found.push(name),
            NearTo::Class(_) => {}
        },
        Place::Or(parts) | Place::And(parts) => parts.iter().for_each(|part| names(part, found)),
        Place::Minus(whole, hole) => [whole, hole].into_iter().for_each(|part| names(part, found)),
        Place::OutOf(place) | Place::To(place) => names(place, found),
        Place::File(_) | Place::Height(_) | Place::Domain(_) | Place::Everywhere => {}
    }
}

/// The files that a place names itself.
pub(super) fn files<'p>(place: &'p Place, found: &mut Vec<&'p FileRef>) {
    match place {
        Place::File(file) => found.push(file),
        Place::Or(parts) | Place::And(parts) => parts.iter().for_each(|part| files(part, found)),
        Place::Minus(whole, hole) => [whole, hole].into_iter().for_each(|part| files(part, found)),
        Place::OutOf(place) | Place::To(place) => files(place, found),
        _ => {}
    }
}

/// Whether a place moves with things or with another's forces.
pub(super) fn moves(place: &Place) -> bool {
    match place {
        Place::Near(near) => near.of_the_other_party || matches!(near.of, NearTo::Class(_)),
        Place::Or(parts) | Place::And(parts) => parts.iter().any(moves),
        Place::Minus(whole, hole) => moves(whole) || moves(hole),
        Place::OutOf(place) | Place::To(place) => moves(place),
        _ => false,
    }
}

fn ends_at(place: &Place, line: &Name, code: &str) -> bool {
    match place {
        Place::Near(near) => {
            matches!(&near.of, NearTo::Line(own) if own == line)
                && near.between.as_ref().is_some_and(|(from, to)| from == code || to == code)
        }
        Place::Or(parts) | Place::And(parts) => parts.iter().any(|part| ends_at(part, line, code)),
        Place::Minus(whole, hole) => ends_at(whole, line, code) || ends_at(hole, line, code),
        Place::OutOf(place) | Place::To(place) => ends_at(place, line, code),
        _ => false,
    }
}

/// A moment in a few words.
fn when(moment: &Moment) -> String {
    let base = match &moment.base {
        MomentBase::Day(date) => date.to_string(),
        MomentBase::Instant(instant) => instant.to_string(),
        MomentBase::Signature => "signature".to_owned(),
        MomentBase::InForce => "entry into force".to_owned(),
        MomentBase::Fulfilment(norm) => format!("fulfilment of {norm}"),
        MomentBase::Violation(norm) => format!("violation of {norm}"),
        MomentBase::Trigger => "the event".to_owned(),
        MomentBase::EndOf(period) => format!("the end of the {}", period.word()),
    };
    match &moment.plus {
        Some(length) => format!("{base} + {length}"),
        None => base,
    }
}
