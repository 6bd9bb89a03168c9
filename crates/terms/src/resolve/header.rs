//! The agreement's own facts: its instruments, parties, bodies and settings.

use armistice_facts::Name;
use armistice_facts::calendar::Zone as TimeZone;

use crate::ast::{Document, Grade, Header, Id, MonthEnds, Statement, StatementKind};
use crate::model::{Body, Instrument, Party, Register, Section, Settings};
use crate::resolve::names::{Kind, Names, short};
use crate::resolve::sections::ancestors;
use crate::resolve::words::all;
use crate::{Diagnostic, Span};

/// Every header of the file, with its statement.
pub(super) fn headers(document: &Document) -> Vec<(&Statement, &Header)> {
    let header = |statement: &'_ Statement| matches!(statement.kind, StatementKind::Header(_));
    document
        .statements
        .iter()
        .filter(|statement| header(statement))
        .filter_map(|statement| match &statement.kind {
            StatementKind::Header(header) => Some((statement, header)),
            _ => None,
        })
        .collect()
}

/// What holds for the whole file: said by the first header, and not contradicted by a further one.
pub(super) fn settings(
    document: &Document,
    headers: &[(&Statement, &Header)],
    is_broken: bool,
    out: &mut Vec<Diagnostic>,
) -> Settings {
    let Some((statement, header)) = headers.first() else {
        // A header that could not be read is an error of its own.
        if !is_broken {
            let span = document.statements.first().map(|statement| statement.span).unwrap_or_default();
            out.push(
                Diagnostic::error("A110", Span::new(span.start, span.start), "the file has no header")
                    .help("begin with `agreement \"…\" between A, B signed … time zone \"…\" vocabulary \"…\" month ends ….`"),
            );
        }
        return Settings {
            time_zone: TimeZone::utc(),
            month_ends: MonthEnds::Refused,
            findings_need: Grade::Reported,
        };
    };
    for (further, other) in headers.iter().skip(1) {
        check_same(header, other, further.span, out);
    }
    let at = head_of(statement.span);
    let time_zone = time_zone(header, at, out);
    check_missing(header, at, out);
    Settings {
        time_zone,
        month_ends: header.month_ends.as_ref().map_or(MonthEnds::Refused, |rule| rule.node),
        findings_need: header.findings_need.as_ref().map_or(Grade::Reported, |grade| grade.node),
    }
}

/// One instrument for each header, and the languages of its authentic texts with their places.
pub(super) fn instruments(
    headers: &[(&Statement, &Header)],
    names: &Names,
    time_zone: &TimeZone,
    out: &mut Vec<Diagnostic>,
) -> Vec<(Instrument, Vec<Id>)> {
    let is_only = headers.len() == 1;
    let instrument = |(statement, header): &(&Statement, &Header)| {
        let parties = all(header.between.iter().map(|id| names.find(id, &[Kind::Party], out)));
        let signed = header.signed.and_then(|signed| {
            let (hour, minute) = signed.time.unwrap_or((0, 0));
            let instant = time_zone.at(signed.date, hour, minute);
            instant.map_err(|cause| out.push(Diagnostic::error("A402", signed.span, cause.to_string()))).ok()
        });
        let instrument = Instrument {
            title: header.title.as_ref().map(|title| title.node.clone()).unwrap_or_default(),
            section: if is_only { None } else { statement.section },
            parties: parties.unwrap_or_default(),
            signed: signed?,
            binding: header.binding.as_ref().map(|binding| binding.node),
            authentic: header.authentic.iter().map(|id| id.node.clone()).collect(),
            in_force: None,
            suspension_stops_clock: None,
            ends: None,
        };
        Some((instrument, header.authentic.clone()))
    };
    headers.iter().filter_map(instrument).collect()
}

/// Gives each section the instrument under whose heading it stands.
pub(super) fn govern(document: &Document, sections: &mut [Section], instruments: &[Instrument]) {
    for (index, section) in sections.iter_mut().enumerate() {
        let governing = ancestors(document, index)
            .find_map(|above| instruments.iter().position(|instrument| instrument.section == Some(above)));
        section.instrument = governing.unwrap_or(0);
    }
}

/// The parties in the order of the first header; those that no header names come last.
pub(super) fn parties(document: &Document, instruments: &[Instrument], names: &Names) -> Vec<Party> {
    let mut parties: Vec<Party> = document
        .statements
        .iter()
        .filter_map(|statement| match &statement.kind {
            StatementKind::Party(party) => Some(Party {
                name: declared(&party.name, Kind::Party, names)?,
                full_name: party.is.node.clone(),
                called: party.called.as_ref().map(|text| text.node.clone()),
                status: party.status.as_ref().map(|status| status.node.clone()),
            }),
            _ => None,
        })
        .collect();
    let order: Vec<&Name> = instruments.iter().flat_map(|instrument| &instrument.parties).collect();
    parties.sort_by_key(|party| order.iter().position(|name| **name == party.name).unwrap_or(usize::MAX));
    parties
}

/// The bodies in the order of the file.
pub(super) fn bodies(document: &Document, names: &Names, out: &mut Vec<Diagnostic>) -> Vec<Body> {
    let mut body = |statement: &Statement| match &statement.kind {
        StatementKind::Body(body) => Some(Body {
            members: all(body.of.iter().map(|id| names.find(id, &[Kind::Party, Kind::Body], out)))
                .unwrap_or_default(),
            name: declared(&body.name, Kind::Body, names)?,
            full_name: body.is.node.clone(),
        }),
        _ => None,
    };
    document.statements.iter().filter_map(&mut body).collect()
}

/// The registers in the order of the file.
pub(super) fn registers(document: &Document, names: &Names) -> Vec<Register> {
    document
        .statements
        .iter()
        .filter_map(|statement| match &statement.kind {
            StatementKind::Register(register) => Some(Register {
                name: declared(&register.name, Kind::Register, names)?,
                is_complete: register.is_complete,
            }),
            _ => None,
        })
        .collect()
}

fn declared(id: &Id, kind: Kind, names: &Names) -> Option<Name> {
    (names.kind(&id.node) == Some(kind)).then(|| Name::new(id.node.clone()).ok()).flatten()
}

/// The word `agreement` with which a header begins.
fn head_of(header: Span) -> Span {
    Span::new(header.start, header.end.min(header.start.saturating_add(9)))
}

fn time_zone(header: &Header, at: Span, out: &mut Vec<Diagnostic>) -> TimeZone {
    let Some(name) = &header.time_zone else {
        out.push(
            Diagnostic::error("A406", at, "the header names no time zone")
                .help("add one by its IANA name: `time zone \"Asia/Seoul\"`"),
        );
        return TimeZone::utc();
    };
    TimeZone::named(&name.node).unwrap_or_else(|_| {
        let message = format!("`{}` is no time zone", short(&name.node));
        out.push(
            Diagnostic::error("A406", name.span, message)
                .help("use a name of the IANA database: `Asia/Seoul`, `Europe/Kyiv`, `UTC`"),
        );
        TimeZone::utc()
    })
}

fn check_missing(header: &Header, at: Span, out: &mut Vec<Diagnostic>) {
    let items = [
        (header.signed.is_none(), "the day of signature", "signed 19 September 2018"),
        (header.binding.is_none(), "how it binds", "binding politically` or `binding legally"),
        (header.vocabulary.is_none(), "a vocabulary", "vocabulary \"military-1\""),
        (
            header.month_ends.is_none(),
            "a rule for the ends of months",
            "month ends refused` or `month ends clamp",
        ),
        (header.between.len() < 2, "two parties", "between A, B"),
    ];
    for (_, what, example) in items.into_iter().filter(|(is_missing, ..)| *is_missing) {
        out.push(
            Diagnostic::error("A110", at, format!("the header does not say {what}"))
                .help(format!("add `{example}`: a header's items are never assumed")),
        );
    }
}

/// Settings are those of the whole file: a further header may repeat them, not change them.
fn check_same(first: &Header, other: &Header, span: Span, out: &mut Vec<Diagnostic>) {
    let differs = |one: Option<String>, two: Option<String>| two.is_some() && one != two;
    let text = |text: &Option<crate::ast::Text>| text.as_ref().map(|text| text.node.clone());
    let items = [
        (differs(text(&first.time_zone), text(&other.time_zone)), "time zone"),
        (differs(text(&first.vocabulary), text(&other.vocabulary)), "vocabulary"),
        (
            differs(
                first.month_ends.as_ref().map(|rule| format!("{:?}", rule.node)),
                other.month_ends.as_ref().map(|rule| format!("{:?}", rule.node)),
            ),
            "rule for the ends of months",
        ),
        (
            differs(
                first.findings_need.as_ref().map(|grade| format!("{:?}", grade.node)),
                other.findings_need.as_ref().map(|grade| format!("{:?}", grade.node)),
            ),
            "grade that findings need",
        ),
    ];
    for (_, what) in items.into_iter().filter(|(is_different, _)| *is_different) {
        out.push(
            Diagnostic::error("A110", head_of(span), format!("this header gives another {what} than the first"))
                .help("one file has one time zone, one vocabulary and one set of rules; split the file if they differ"),
        );
    }
    if other.signed.is_none() {
        out.push(Diagnostic::error("A110", head_of(span), "the header does not say the day of signature"));
    }
}
