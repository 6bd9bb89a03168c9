//! Decisions: `replaces`, `releases`, `moves`.

use super::{Parser, Read};
use crate::Spanned;
use crate::ast::{Decided, Decision, Movable, Reading};

impl Parser<'_> {
    pub(super) fn decision(&mut self) -> Read<Decision> {
        self.expect(&["decision"])?;
        let name = self.name("the name of the decision")?;
        self.expect(&["on"])?;
        let on = self.date("the day of the decision")?;
        self.expect(&["by"])?;
        let by = self.names("a party or body")?;
        let decides = match self.eat_one_of(&["replaces", "releases", "moves"]) {
            Some("replaces") => {
                let norm = self.name("the label of a norm")?;
                self.colon()?;
                Decided::Replaces { norm, sentence: self.sentence()? }
            }
            Some("releases") => self.releases()?,
            Some(_) => self.moves()?,
            None => return Err(self.expected("`replaces`, `releases` or `moves`")),
        };
        Ok(Decision { name, on, by, decides })
    }

    /// `(each party | names) from names [reading]`
    fn releases(&mut self) -> Read<Decided> {
        self.in_sentence = true;
        let whom = if self.eat(&["each", "party"]) { Vec::new() } else { self.names("a party or body")? };
        self.expect(&["from"])?;
        let from = self.names("the label of a norm")?;
        let reading = self.reading_at_the_end()?;
        Ok(Decided::Releases { whom, from, reading })
    }

    /// `the (end | deadline) of (the agreement | names) to moment [reading]`
    fn moves(&mut self) -> Read<Decided> {
        self.in_sentence = true;
        self.expect(&["the"])?;
        let part = self.choice(&[("end", Movable::End), ("deadline", Movable::Deadline)])?.node;
        self.expect(&["of"])?;
        let of = if self.eat(&["the"]) {
            let start = self.start();
            self.expect(&["agreement"])?;
            vec![Spanned::new("agreement".to_owned(), self.since(start))]
        } else {
            self.names("the label of a norm, or `the agreement`")?
        };
        self.expect(&["to"])?;
        let to = self.moment("a day, or an event such as `in-force`")?;
        let reading = self.reading_at_the_end()?;
        Ok(Decided::Moves { part, of, to, reading })
    }

    /// A reading, if there is one, and the full stop of a decision that has no sentence.
    fn reading_at_the_end(&mut self) -> Read<Option<Reading>> {
        let reading = if self.is(&["reading"]) { Some(self.reading()?) } else { None };
        self.full_stop("`reading`")?;
        Ok(reading)
    }
}
