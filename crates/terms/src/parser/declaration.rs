//! Declarations of parties, bodies, classes, points, lines, zones, registers and inventories.

use super::place::CARDINALS;
use super::{Parser, Read};
use crate::ast::{
    Body, Class, FileRef, HeightBound, Inventory, Line, LineSide, Party, Point, Register, Zone, ZoneIs,
};
use crate::{Diagnostic, Spanned, ast};

impl Parser<'_> {
    pub(super) fn party(&mut self) -> Read<Party> {
        self.expect(&["party"])?;
        let name = self.name("the short name of a party")?;
        self.expect(&["is"])?;
        self.in_sentence = true;
        let is = self.text("its full name, between quotation marks")?;
        let called = if self.eat(&["called"]) {
            Some(self.text("what it is called, between quotation marks")?)
        } else {
            None
        };
        let status =
            if self.eat(&["status"]) { Some(self.name("a status, such as `non-state`")?) } else { None };
        self.full_stop("`called`, `status`")?;
        Ok(Party { name, is, called, status })
    }

    pub(super) fn body(&mut self) -> Read<Body> {
        self.expect(&["body"])?;
        let name = self.name("the short name of a body")?;
        self.expect(&["is"])?;
        self.in_sentence = true;
        let is = self.text("its full name, between quotation marks")?;
        let of = if self.eat(&["of"]) { self.names("a member of the body")? } else { Vec::new() };
        self.full_stop("`of` and its members")?;
        Ok(Body { name, is, of })
    }

    pub(super) fn class(&mut self) -> Read<Class> {
        let is_activity = self.eat_one_of(&["class", "activity"]) == Some("activity");
        let name = self.name(if is_activity { "the name of an activity" } else { "the name of a class" })?;
        self.expect(&["is"])?;
        self.in_sentence = true;
        let is = self.classes(if is_activity { "an activity" } else { "a class" })?;
        let mut class =
            Class { is_activity, name, is, code: None, meaning: None, source: None, observed_by: Vec::new() };
        while self.about_class(&mut class)? {}
        self.full_stop("a comma, `with`, `excluding`, `code`, `meaning`, `source`, `observed by`")?;
        Ok(class)
    }

    /// What a class statement adds to its definition, in any order, each once (A508); `false` where nothing follows.
    fn about_class(&mut self, class: &mut Class) -> Read<bool> {
        let start = self.start();
        let is_second = match self.word(0) {
            "code" => {
                self.expect(&["code"])?;
                class.code.replace(self.text("a code, between quotation marks")?).is_some()
            }
            "meaning" => {
                self.expect(&["meaning"])?;
                class.meaning.replace(self.text("a definition, between quotation marks")?).is_some()
            }
            "source" => {
                self.expect(&["source"])?;
                let source = self.text("a standard or treaty with its article, between quotation marks")?;
                class.source.replace(source).is_some()
            }
            "observed" => {
                self.expect(&["observed", "by"])?;
                let is_second = !class.observed_by.is_empty();
                class.observed_by.extend(self.names("a kind of observation, such as `radar`")?);
                is_second
            }
            _ => return Ok(false),
        };
        if is_second {
            let message = "this is said twice of one class";
            self.report(Diagnostic::error("A508", self.since(start), message).help("leave one of the two"));
        }
        Ok(true)
    }

    pub(super) fn point(&mut self) -> Read<Point> {
        self.expect(&["point"])?;
        let name = self.name("the name of a point")?;
        self.expect(&["at"])?;
        let at = self.coordinates()?;
        self.full_stop("")?;
        Ok(Point { name, at })
    }

    pub(super) fn line(&mut self) -> Read<Line> {
        self.expect(&["line"])?;
        let name = self.name("the name of a line")?;
        self.expect(&["is"])?;
        self.in_sentence = true;
        if !self.is(&["file"]) && !self.is(&["series"]) {
            let help = "the course of a line stands in a GeoJSON file: `line L is file \"geo/l.geojson\"`";
            return Err(self.expected_with("`file` or `series`", Some(help.to_owned())));
        }
        let is_series = self.choice(&[("file", false), ("series", true)])?.node;
        let file = self.file_ref()?;
        let mut line = Line { name, is_series, file, markers_by: None, sides: Vec::new(), accuracy_mm: None };
        loop {
            if self.is(&["with"]) && !self.is(&["with", "markers"]) {
                self.expect(&["with"])?;
                line.sides.push(self.line_side()?);
                while self.eat(&["and"]) {
                    line.sides.push(self.line_side()?);
                }
            } else if self.eat(&["with"]) {
                self.expect(&["markers", "by"])?;
                line.markers_by =
                    Some(self.text("the property that holds the codes, between quotation marks")?);
            } else if self.eat(&["accuracy"]) {
                line.accuracy_mm = Some(self.length("a length, such as `100 m`")?);
            } else {
                break;
            }
        }
        self.full_stop("`hash`, `with markers by`, `with … on the north`, `accuracy`")?;
        Ok(line)
    }

    /// `names on the CARDINAL`
    fn line_side(&mut self) -> Read<LineSide> {
        let of = self.names("`markers by`, or who is on one side of the line")?;
        self.expect(&["on", "the"])?;
        Ok(LineSide { of, side: self.choice(CARDINALS)? })
    }

    /// `STRING [hash STRING]`
    pub(super) fn file_ref(&mut self) -> Read<FileRef> {
        let path = self.text("the path of a file, between quotation marks")?;
        let hash =
            if self.eat(&["hash"]) { Some(self.text("a digest, such as \"sha256:…\"")?) } else { None };
        Ok(FileRef { path, hash })
    }

    pub(super) fn zone(&mut self) -> Read<Zone> {
        self.expect(&["zone"])?;
        let name = self.name("the name of a zone")?;
        self.expect(&["is"])?;
        self.in_sentence = true;
        if self.eat(&["to", "be"]) {
            self.expect(&["decided", "by"])?;
            let by = self.name("the body or party that decides")?;
            self.full_stop("")?;
            return Ok(Zone { name, is: ZoneIs::ToBeDecidedBy(by) });
        }
        if self.eat(&["described", "as"]) {
            let is = self.described()?;
            return Ok(Zone { name, is });
        }
        let place = self.place()?;
        let (mut heights, mut accuracy_mm, mut reading) = (Vec::new(), None, None);
        loop {
            match self.word(0) {
                "below" | "above" => heights.push(self.height()?),
                "accuracy" => accuracy_mm = Some(self.accuracy()?),
                "reading" => reading = Some(self.reading()?),
                _ => break,
            }
        }
        self.full_stop("`and`, `or`, `minus`, `below`, `above`, `accuracy`, `reading`")?;
        Ok(Zone { name, is: ZoneIs::Place { place, heights, accuracy_mm, reading } })
    }

    /// `STRING [within names] [apart from names]`
    fn described(&mut self) -> Read<ZoneIs> {
        let words = self.text("what the place is, between quotation marks")?;
        let (mut within, mut apart_from) = (Vec::new(), Vec::new());
        loop {
            if self.eat(&["within"]) {
                within.extend(self.names("the zone in which it lies")?);
            } else if self.eat(&["apart"]) {
                self.expect(&["from"])?;
                apart_from.extend(self.names("the zone with which it shares nothing")?);
            } else {
                break;
            }
        }
        self.full_stop("`within` and a zone, `apart from` and a zone")?;
        Ok(ZoneIs::DescribedAs { words, within, apart_from })
    }

    fn accuracy(&mut self) -> Read<Spanned<i64>> {
        self.expect(&["accuracy"])?;
        self.length("a length, such as `100 m`")
    }

    pub(super) fn height(&mut self) -> Read<Spanned<HeightBound>> {
        let start = self.start();
        let is_above = self.choice(&[("below", false), ("above", true)])?.node;
        let height_mm = self.length("a height, such as `500 m AGL`")?.node;
        let above_ground = self.choice(&[("AGL", true), ("AMSL", false)])?.node;
        Ok(Spanned::new(HeightBound { is_above, height_mm, above_ground }, self.since(start)))
    }

    pub(super) fn register(&mut self) -> Read<Register> {
        self.expect(&["register"])?;
        let name = self.name("the name of a register")?;
        self.expect(&["is"])?;
        let is_complete = self.choice(&[("complete", true), ("partial", false)])?.node;
        self.full_stop("")?;
        Ok(Register { name, is_complete })
    }

    /// `inventory NAME is class-expr of (each party | names) as recorded on DATE [by NAME]`
    pub(super) fn inventory(&mut self) -> Read<Inventory> {
        self.expect(&["inventory"])?;
        let name = self.name("the name of an inventory")?;
        self.expect(&["is"])?;
        self.in_sentence = true;
        let of = self.class_expr("the class that was counted")?;
        self.expect(&["of"])?;
        let holders = if self.eat(&["each", "party"]) {
            None
        } else {
            Some(self.names("`each party`, or the parties whose things were counted")?)
        };
        self.expect(&["as", "recorded", "on"])?;
        let on = self.date("the day for which they were counted")?;
        let by = if self.eat(&["by"]) { Some(self.name("who kept the record")?) } else { None };
        self.full_stop("`by`")?;
        Ok(Inventory { name, of, holders, on, by })
    }

    /// `reading STRING [agreed | disputed | unilateral]`
    pub(super) fn reading(&mut self) -> Read<ast::Reading> {
        let read = self.node(crate::syntax_kind::SyntaxKind::Reading, |parser| {
            parser.expect(&["reading"])?;
            let text = parser.text("how the text is read, between quotation marks")?;
            let by = match parser.eat_one_of(&["agreed", "disputed", "unilateral"]) {
                Some("agreed") => ast::Agreement::Agreed,
                Some("disputed") => ast::Agreement::Disputed,
                _ => ast::Agreement::Unilateral,
            };
            Ok(ast::Reading { text, by })
        })?;
        Ok(read.node)
    }
}
