//! Sentences: who must, must not or may do what, and the clauses that follow.

use super::{Parser, Read, keywords};
use crate::ast::{Clause, Modal, Predicate, Sentence, Subject};
use crate::syntax_kind::SyntaxKind;
use crate::{Diagnostic, Spanned};

type Head = (Spanned<Subject>, Spanned<Modal>, Spanned<Predicate>);

impl Parser<'_> {
    /// A sentence with its full stop.
    pub(super) fn sentence(&mut self) -> Read<Sentence> {
        self.in_sentence = true;
        self.open(SyntaxKind::Sentence);
        let head = self.head();
        if head.is_err() {
            self.skip_clause();
        }
        let clauses = self.clauses();
        let stop = self.full_stop("a clause");
        self.close();
        stop?;
        let (subject, modal, predicate) = head?;
        Ok(Sentence { subject, modal, predicate, clauses })
    }

    fn head(&mut self) -> Read<Head> {
        let subject = self.subject()?;
        let modal = self.modal(&subject)?;
        let may = modal.node == Modal::May;
        let predicate = self.node(SyntaxKind::Predicate, |parser| parser.predicate(may))?;
        Ok((subject, modal, predicate))
    }

    pub(super) fn subject(&mut self) -> Read<Spanned<Subject>> {
        self.node(SyntaxKind::Subject, |parser| match parser.word(0) {
            "each" => parser.expect(&["each", "party"]).map(|()| Subject::EachParty),
            "no" => {
                parser.expect(&["no"])?;
                Ok(parser.choice(&[("party", false), ("one", true)])?.node)
                    .map(|one| if one { Subject::NoOne } else { Subject::NoParty })
            }
            "the" if parser.eat(&["the", "parties", "jointly"]) => Ok(Subject::PartiesJointly),
            "the" | "both" | "all" | "either" | "neither" if parser.is_loose_subject() => {
                Ok(parser.loose_subject())
            }
            _ => {
                let names = parser.names("who is bound: `each party`, `no party`, or names")?;
                Ok(Subject::Named { names, jointly: parser.eat(&["jointly"]) })
            }
        })
    }

    fn modal(&mut self, subject: &Spanned<Subject>) -> Read<Spanned<Modal>> {
        let modal = self.node(SyntaxKind::Modal, |parser| {
            let Some(word) = parser.eat_one_of(&["must", "shall", "will", "may"]) else {
                let help = parser
                    .nearest(&["must", "shall", "will"])
                    .or_else(|| parser.exception_help(subject))
                    .or_else(|| parser.modal_help(subject));
                return Err(parser.expected_with("`must`, `must not` or `may`", help));
            };
            Ok(match (word, parser.eat(&["not"])) {
                ("may", false) => Modal::May,
                ("may", true) => Modal::MayNot,
                (_, false) => Modal::Must,
                (_, true) => Modal::MustNot,
            })
        })?;
        let is_nobody = matches!(subject.node, Subject::NoParty | Subject::NoOne);
        if is_nobody && modal.node != Modal::May {
            // Of `neither party` it has been said already that `may` follows.
            if self.diagnostics.last().is_none_or(|last| last.span().start != subject.span.start) {
                self.report_nobody_must(subject, modal.span);
            }
            return Ok(Spanned::new(Modal::May, modal.span));
        }
        Ok(modal)
    }

    /// A501
    fn report_nobody_must(&mut self, subject: &Spanned<Subject>, modal: crate::Span) {
        let nobody = if subject.node == Subject::NoOne { "no one" } else { "no party" };
        let span = subject.span.to(modal);
        let message = format!("`{nobody} must` can be read as a ban and as a release from a duty");
        let help = format!("write `{nobody} may …`, or `each party must not …`");
        self.report(Diagnostic::error("A501", span, message).help(help));
    }

    /// The clauses up to the full stop, the colon of a procedure, or the next statement.
    pub(super) fn clauses(&mut self) -> Vec<Spanned<Clause>> {
        let mut clauses = Vec::new();
        while !self.ends_clauses() {
            let before = self.at;
            if self.opens_clause() {
                match self.node(SyntaxKind::Clause, Self::clause) {
                    Ok(clause) => clauses.push(clause),
                    Err(_) => self.skip_clause(),
                }
            } else {
                self.report_no_clause();
                self.skip_clause();
            }
            // The next statement begins here although the sentence could go on: what follows is for the caller.
            if self.at == before {
                break;
            }
        }
        clauses
    }

    fn ends_clauses(&self) -> bool {
        self.is_at_end()
            || self.is_kind(SyntaxKind::FullStop)
            || (!self.in_sentence && self.is_kind(SyntaxKind::Colon))
            || (self.opens_statement() && self.in_sentence)
    }

    fn report_no_clause(&mut self) {
        let help = self.nearest(&keywords::clause_words()).or_else(|| self.hyphen_help()).unwrap_or_else(|| {
            "a clause begins with a word such as `in`, `within`, `from`, `by`, `for`, `upon`, `verified by`".to_owned()
        });
        self.expected_with("a clause or the full stop", Some(help));
    }
}
