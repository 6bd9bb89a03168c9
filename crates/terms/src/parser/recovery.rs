//! What is said where the text does not go on as the grammar wants, and where reading is taken up again.

use super::{Parser, Read, Stop, keywords};
use crate::Diagnostic;
use crate::lexer::Token;
use crate::syntax_kind::SyntaxKind;

impl Parser<'_> {
    /// A001: what should stand here, and what does.
    pub(super) fn expected(&mut self, what: &str) -> Stop {
        self.expected_with(what, None)
    }

    /// A001 with a way to mend it; what many mistake has its own.
    pub(super) fn expected_with(&mut self, what: &str, help: Option<String>) -> Stop {
        let mend = self.mend();
        self.refused(what, mend.or(help))
    }

    /// A001 with just this way to mend it.
    pub(super) fn refused(&mut self, what: &str, help: Option<String>) -> Stop {
        let found = self.found();
        let span = match self.peek(0) {
            Some(token) if !self.opens_statement() || self.at == 0 => self.span_of(token),
            _ => self.block.span(self.last_end, self.last_end),
        };
        // A stray character has been reported already; that it stands in the way goes without saying.
        if !self.is_kind(SyntaxKind::Stray) {
            let mut diagnostic = Diagnostic::error("A001", span, format!("expected {what}, found {found}"));
            diagnostic.help = help;
            self.diagnostics.push(diagnostic);
        }
        Stop
    }

    fn found(&self) -> String {
        let Some(token) = self.peek(0) else { return "the end of the block".to_owned() };
        if self.at > 0 && self.opens_statement() {
            return format!("the next statement, `{}`", self.text_of(token));
        }
        let text: String = self.text_of(token).split_whitespace().collect::<Vec<_>>().join(" ");
        match token.kind {
            SyntaxKind::FullStop => "the full stop".to_owned(),
            SyntaxKind::Comma => "a comma".to_owned(),
            SyntaxKind::Colon => "a colon".to_owned(),
            SyntaxKind::Text if text.chars().count() > 40 => "a text".to_owned(),
            SyntaxKind::Number => format!("the number `{text}`"),
            SyntaxKind::Code => format!("the code `{text}`"),
            SyntaxKind::Length => format!("the length `{text}`"),
            SyntaxKind::Duration => format!("the length of time `{text}`"),
            SyntaxKind::Date => format!("the day `{text}`"),
            _ => format!("`{text}`"),
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The full stop of a statement. Where the next statement begins instead it is only missing (A205).
    pub(super) fn full_stop(&mut self, what_may_follow: &str) -> Read<()> {
        if self.eat_kind(SyntaxKind::FullStop).is_some() {
            return Ok(());
        }
        if !self.is_at_end() && !self.opens_statement() {
            let words: Vec<&str> = what_may_follow.split('`').skip(1).step_by(2).collect();
            let help = self.nearest(&words);
            let what = match what_may_follow {
                "" => "a full stop".to_owned(),
                more => format!("{more} or a full stop"),
            };
            let stop = self.expected_with(&what, help);
            self.skip_statement();
            return Err(stop);
        }
        if self.has_taken_stray() {
            return Ok(());
        }
        let here = self.block.span(self.last_end, self.last_end);
        if self.diagnostics.last().is_some_and(|last| last.span() == here) {
            return Ok(());
        }
        let mut diagnostic = Diagnostic::error("A205", here, "the full stop of this statement is missing");
        if let Some(token) = self.peek(0) {
            let text = format!("`{}` begins the next statement", self.text_of(token));
            diagnostic = diagnostic.also(self.span_of(token), text);
        }
        self.report(diagnostic.help("end the statement with a full stop"));
        Ok(())
    }

    /// Whether the last word taken was stray; a text that is never closed swallows the full stop after it.
    fn has_taken_stray(&self) -> bool {
        let last = self
            .at
            .checked_sub(1)
            .and_then(|at| self.words.get(at))
            .and_then(|index| self.tokens.get(*index));
        last.is_some_and(|token| token.kind == SyntaxKind::Stray)
    }

    /// Leaves out everything up to and with the next full stop, or up to the next statement.
    pub(super) fn skip_statement(&mut self) {
        self.skip_until(|parser| parser.opens_statement());
        self.eat_kind(SyntaxKind::FullStop);
    }

    /// Leaves out everything up to the next clause, the full stop, or the next statement.
    pub(super) fn skip_clause(&mut self) {
        self.skip_until(|parser| parser.opens_statement() || parser.opens_clause_for_certain());
    }

    fn skip_until(&mut self, is_end: impl Fn(&Self) -> bool) {
        let ends =
            |parser: &Self| parser.is_at_end() || parser.is_kind(SyntaxKind::FullStop) || is_end(parser);
        if ends(self) {
            return;
        }
        self.open(SyntaxKind::Unread);
        while !ends(self) {
            self.take();
        }
        self.close();
    }

    /// Whether a statement begins here: at the head of a line, a label with its colon or the words of a declaration.
    pub(super) fn opens_statement(&self) -> bool {
        self.opens_line(0)
            && (self.kind(0) == Some(SyntaxKind::Name) && self.kind(1) == Some(SyntaxKind::Colon)
                || keywords::OPENINGS.iter().any(|opening| self.is_opening(opening)))
    }

    fn is_opening(&self, opening: &[keywords::Piece]) -> bool {
        opening.iter().enumerate().all(|(ahead, piece)| match piece {
            keywords::Piece::Word(word) => self.word(ahead) == *word,
            keywords::Piece::Kind(kind) => self.kind(ahead) == Some(*kind),
        })
    }

    /// Whether a clause may begin here.
    pub(super) fn opens_clause(&self) -> bool {
        keywords::CLAUSES.iter().any(|(first, _)| self.is(&[first]))
    }

    /// Whether a clause begins here and goes on as that clause does.
    pub(super) fn opens_clause_for_certain(&self) -> bool {
        keywords::CLAUSES
            .iter()
            .any(|(first, second)| self.is(&[first]) && second.iter().any(|piece| self.fits(*piece)))
    }

    fn fits(&self, second: keywords::Piece) -> bool {
        match second {
            keywords::Piece::Word("") => true,
            keywords::Piece::Word(word) => self.word(1) == word,
            keywords::Piece::Kind(kind) => self.kind(1) == Some(kind),
        }
    }

    /// Leaves brackets that are too deep.
    pub(super) fn deeper<T>(&mut self, rule: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= super::MAX_DEPTH {
            let span =
                self.peek(0).map_or_else(|| self.since(self.last_end), |token: Token| self.span_of(token));
            let message = format!("brackets stand more than {} deep", super::MAX_DEPTH);
            self.report(
                Diagnostic::error("A002", span, message).help("name the inner places with `zone … is …`"),
            );
            return Err(Stop);
        }
        self.depth += 1;
        let result = rule(self);
        self.depth -= 1;
        result
    }

    /// The help `did you mean …?` for a word near to one of these.
    pub(super) fn nearest(&self, words: &[&str]) -> Option<String> {
        let word = self.word(0);
        if word.chars().count() < 3 {
            return None;
        }
        let (distance, best) = words
            .iter()
            .map(|known| (strsim::damerau_levenshtein(known, word), *known))
            .min_by_key(|(d, _)| *d)?;
        (distance <= 2 && distance * 3 <= word.chars().count()).then(|| format!("did you mean `{best}`?"))
    }
}
