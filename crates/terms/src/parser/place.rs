//! Expressions of places: `and` and `minus` bind closer than `or`.

use super::{Parser, Read};
use crate::ast::{Cardinal, Id, Near, Place, SideOf};
use crate::syntax_kind::SyntaxKind;
use crate::{Diagnostic, Spanned};

pub(super) const CARDINALS: &[(&str, Cardinal)] = &[
    ("north", Cardinal::North),
    ("south", Cardinal::South),
    ("east", Cardinal::East),
    ("west", Cardinal::West),
];

impl Parser<'_> {
    pub(super) fn place(&mut self) -> Read<Place> {
        self.node(SyntaxKind::Place, Self::any_of_places).map(|place| place.node)
    }

    fn any_of_places(&mut self) -> Read<Place> {
        let mut places = vec![self.all_of_places()?];
        while self.eat(&["or"]) {
            places.push(self.all_of_places()?);
        }
        Ok(one_or(places, Place::Or))
    }

    /// From left to right: `a and b minus c` is `(a and b) minus c`.
    fn all_of_places(&mut self) -> Read<Place> {
        let mut places = vec![self.one_place()?];
        while let Some(word) = self.eat_one_of(&["and", "minus"]) {
            let next = self.one_place()?;
            if word == "and" {
                places.push(next);
            } else {
                places = vec![Place::Minus(Box::new(one_or(places, Place::And)), Box::new(next))];
            }
        }
        Ok(one_or(places, Place::And))
    }

    fn one_place(&mut self) -> Read<Place> {
        if self.is(&["within"]) || self.is(&["beyond"]) {
            return self.near().map(Place::Near);
        }
        if self.word(1) == "of" && CARDINALS.iter().any(|(word, _)| self.is(&[word])) {
            let side = self.choice(CARDINALS)?.node;
            self.expect(&["of"])?;
            return Ok(Place::Beside { side, of: self.name("a point")? });
        }
        if self.is(&["on", "the"]) || self.is(&["on", "their"]) {
            let (whose, of) = self.side()?;
            return Ok(Place::Side { whose, of });
        }
        if self.is(&["file"]) && self.kind(1) == Some(SyntaxKind::Text) {
            self.expect(&["file"])?;
            return self.file_ref().map(Place::File);
        }
        if self.eat_kind(SyntaxKind::Open).is_some() {
            let place = self.deeper(Self::place)?;
            self.expect_kind(SyntaxKind::Close, "a closing bracket")?;
            return Ok(place);
        }
        self.name("a place: a zone, `within … of …`, `north of …`, `file \"…\"`").map(Place::Named)
    }

    /// `(within | beyond) LENGTH of NAME …`
    pub(super) fn near(&mut self) -> Read<Near> {
        let read = self.node(SyntaxKind::Near, |parser| {
            let is_beyond = parser.choice(&[("within", false), ("beyond", true)])?.node;
            let distance_mm = parser.length("a length, such as `5 km`")?;
            parser.expect(&["of"])?;
            let of = parser.name("a line, a point or a zone")?;
            let of_the_other_party = parser.eat(&["of", "the", "other", "party"]);
            let between = if parser.eat(&["between"]) { Some(parser.markers()?) } else { None };
            let side_of = parser.side_of_near()?;
            let span = crate::Span::default();
            Ok(Near { is_beyond, distance_mm, of, of_the_other_party, between, side_of, span })
        })?;
        Ok(Near { span: read.span, ..read.node })
    }

    /// `on (their own | the other | the NAME) side of NAME`
    pub(super) fn side(&mut self) -> Read<(SideOf, Id)> {
        self.expect(&["on"])?;
        let whose = if self.eat(&["their", "own"]) {
            SideOf::Own
        } else if self.eat(&["the", "other"]) {
            SideOf::Other
        } else {
            self.expect(&["the"])?;
            SideOf::Named(self.name("a party, or `other`")?)
        };
        self.expect(&["side", "of"])?;
        Ok((whose, self.name("a line")?))
    }

    /// `on the side of NAME`, `on their own side`, `on the other side`, of what the distance is measured from. With `of`
    /// and a line behind it, the side is a clause of its own.
    fn side_of_near(&mut self) -> Read<Option<SideOf>> {
        if self.eat(&["on", "the", "side", "of"]) {
            return self.name("a party").map(|party| Some(SideOf::Named(party)));
        }
        if self.word(4) == "of" {
            return Ok(None);
        }
        if self.eat(&["on", "their", "own", "side"]) {
            return Ok(Some(SideOf::Own));
        }
        Ok(self.eat(&["on", "the", "other", "side"]).then_some(SideOf::Other))
    }

    fn markers(&mut self) -> Read<(Id, Id)> {
        self.expect(&["marker"])?;
        let first = self.marker()?;
        self.expect(&["and"])?;
        self.eat(&["marker"]);
        Ok((first, self.marker()?))
    }

    /// `code = CODE | NUMBER`; a code that is not made of digits is given as a text.
    fn marker(&mut self) -> Read<Id> {
        if self.is_kind(SyntaxKind::Text) {
            return self.text("the code of a marker");
        }
        if self.is_kind(SyntaxKind::Length) || self.is_kind(SyntaxKind::Duration) {
            return Err(self.expected("the code of a marker, such as `0646`"));
        }
        let is_code = self.is_kind(SyntaxKind::Code) || self.is_kind(SyntaxKind::Number);
        let token = if is_code { self.take() } else { None };
        let Some(token) = token else { return Err(self.expected("the code of a marker, such as `0646`")) };
        let text = self.text_of(token);
        if text.contains([',', '.']) {
            let message = format!("the code of a marker is made of digits, not `{text}`");
            self.report(Diagnostic::error("A001", self.span_of(token), message));
        }
        Ok(Spanned::new(text.to_owned(), self.span_of(token)))
    }
}

fn one_or(mut places: Vec<Place>, several: impl FnOnce(Vec<Place>) -> Place) -> Place {
    match (places.len(), places.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            places.push(last);
            several(places)
        }
        (_, None) => several(places),
    }
}
