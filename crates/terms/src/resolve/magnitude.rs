//! Lengths that nobody can have meant: metres where kilometres stand, a calibre of kilometres (A204).

use crate::{Diagnostic, Span, Spanned};

/// No position is told more closely, in millimetres.
const LEAST_DISTANCE_MM: i64 = 1_000;
/// Half the length of a meridian ellipse (WGS 84), which no two places exceed, in millimetres: 20,004 km.
const MOST_DISTANCE_MM: i64 = 20_004_000_000;
/// The smallest bore of a weapon is over a millimetre, the largest ever built under a metre.
const CALIBRES_MM: std::ops::RangeInclusive<i64> = 1..=1_000;

/// A distance on the ground.
pub(super) fn check_distance(distance_mm: &Spanned<i64>, out: &mut Vec<Diagnostic>) {
    let why = match distance_mm.node {
        0 => return,
        ..LEAST_DISTANCE_MM => "no position is known so closely",
        MOST_DISTANCE_MM.. => "no two places on Earth lie so far apart",
        _ => return,
    };
    doubt(distance_mm.span, &format!("this distance can hardly be meant: {why}"), out);
}

/// The value with which an attribute is compared.
pub(super) fn check_attribute(attribute: &str, length_mm: i64, span: Span, out: &mut Vec<Diagnostic>) {
    if attribute == "calibre" && !CALIBRES_MM.contains(&length_mm) {
        doubt(span, "this calibre can hardly be meant: no weapon has a bore like that", out);
    }
}

fn doubt(span: Span, message: &str, out: &mut Vec<Diagnostic>) {
    out.push(Diagnostic::warning("A204", span, message).help(
        "look at the unit: `mm`, `cm`, `m`, `km`, `ft` or `nmi`; a calibre is in `mm`, a distance in `m` or `km`",
    ));
}
