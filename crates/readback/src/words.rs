//! Parties, classes and verbs in words.

use armistice_facts::Name;
use armistice_terms::ast::{Comparison, Value};
use armistice_terms::model::{AttributeTest, Bearers, ClassSet, ClassTest, Limit, Recipient, Share};

use crate::voice::{Join, Voice, code, plain};

/// Who is bound, ready for a sentence.
pub(crate) struct Subject {
    /// In words.
    pub(crate) text: String,
    /// How many are meant, for the form of the verb.
    pub(crate) number: usize,
}

impl Voice<'_> {
    /// A word of the vocabulary: the language's own where it has one, else the name with its hyphens opened.
    pub(crate) fn term(&self, name: &str, is_many: bool) -> String {
        let number = if is_many { 2 } else { 1 };
        let vocabulary = &self.agreement.vocabulary;
        let singular = vocabulary.term(name).map_or(name, |term| term.name.as_str());
        if let Some(own) = self.said(&format!("word-{singular}"), &[("number", number.into())]) {
            return own;
        }
        let declared = vocabulary.term(singular).and_then(|term| term.declared("plural"));
        let shown = if is_many { declared.unwrap_or(singular) } else { singular };
        plain(&shown.replace('-', " "))
    }

    /// What a party or body is called: as the text calls it, else by its short name.
    pub(crate) fn actor(&self, name: &Name) -> String {
        let party = self.agreement.party(name.as_str());
        plain(party.and_then(|party| party.called.as_deref()).unwrap_or(name.as_str()))
    }

    /// Parties and bodies.
    pub(crate) fn actors(&self, names: &[Name], join: Join) -> String {
        let names: Vec<String> = names.iter().map(|name| self.actor(name)).collect();
        self.list(&names, join)
    }

    /// Words of the vocabulary, one after the other.
    pub(crate) fn terms(&self, names: &[Name], is_many: bool, join: Join) -> String {
        let names: Vec<String> = names.iter().map(|name| self.term(name.as_str(), is_many)).collect();
        self.list(&names, join)
    }

    /// Labels as they are written, one after the other.
    pub(crate) fn labels(&self, names: &[Name], join: Join) -> String {
        let names: Vec<String> = names.iter().map(|name| crate::voice::code(name.as_str())).collect();
        self.list(&names, join)
    }

    /// Who is bound.
    pub(crate) fn subject(&self, bearers: &Bearers) -> Subject {
        let (id, join, number) = match bearers {
            Bearers::Each(names) if names.len() > 1 => ("subject-each", Join::And, names.len()),
            Bearers::Each(names) => ("subject-one", Join::And, names.len()),
            Bearers::Jointly(names) => ("subject-jointly", Join::And, names.len()),
            Bearers::Anyone(_) => ("subject-anyone", Join::Or, 1),
        };
        let who = self.actors(bearers.names(), join);
        let text = self.say(id, &[("who", who.into()), ("count", bearers.names().len().into())]);
        Subject { text, number }
    }

    /// Who is told.
    pub(crate) fn recipient(&self, recipient: &Recipient) -> String {
        match recipient {
            Recipient::OtherParty => self.word("other-party"),
            Recipient::Named(names) => self.actors(names, Join::And),
        }
    }

    /// Who has to consent, or may ask.
    pub(crate) fn asked(&self, who: &Recipient, join: Join) -> String {
        match who {
            Recipient::OtherParty => self.word("other-party"),
            Recipient::Named(names) => self.actors(names, join),
        }
    }

    /// A set of classes; empty where the verb takes nothing or everything.
    pub(crate) fn set(&self, set: &ClassSet, join: Join) -> String {
        self.set_of(set, join, true)
    }

    /// A set of classes, of one thing or of many.
    pub(crate) fn set_of(&self, set: &ClassSet, join: Join, is_many: bool) -> String {
        let ClassSet { any_of, excluding } = set;
        let of = |tests: &[ClassTest], join| {
            let tests: Vec<String> = tests.iter().map(|test| self.test(test, is_many)).collect();
            self.list(&tests, join)
        };
        if excluding.is_empty() {
            return of(any_of, join);
        }
        let any = if any_of.is_empty() { self.word("anything") } else { of(any_of, join) };
        self.say("set-excluding", &[("set", any.into()), ("excluding", of(excluding, Join::And).into())])
    }

    /// A class with the tests of its attributes.
    pub(crate) fn test(&self, test: &ClassTest, is_many: bool) -> String {
        let ClassTest { class, any, tests } = test;
        let class = self.term(class.as_str(), is_many);
        if tests.is_empty() {
            return class;
        }
        let join = if *any { Join::Or } else { Join::And };
        let tests: Vec<String> = tests.iter().map(|test| self.attribute(test)).collect();
        self.say("class-with", &[("class", class.into()), ("tests", self.list(&tests, join).into())])
    }

    fn attribute(&self, test: &AttributeTest) -> String {
        let AttributeTest { attribute, comparison, value } = test;
        let id = match comparison {
            Comparison::AtLeast => "test-at-least",
            Comparison::AtMost => "test-at-most",
            Comparison::Above => "test-above",
            Comparison::Below => "test-below",
            Comparison::Is => "test-is",
        };
        let attribute = self.term(attribute.as_str(), false);
        self.say(id, &[("attribute", attribute.into()), ("value", self.value(value).into())])
    }

    /// A value of an attribute.
    pub(crate) fn value(&self, value: &Value) -> String {
        match value {
            Value::Number(thousandths) => self.decimal(*thousandths),
            Value::Length(millimetres) => self.distance(*millimetres),
            Value::Duration(length) => self.length(*length),
            Value::Name(name) => self.term(name, false),
            Value::Text(text) => self.say("quoted", &[("text", plain(text).into())]),
        }
    }

    /// How many of which.
    pub(crate) fn limit(&self, limit: &Limit) -> String {
        let Limit { number, share, of } = limit;
        let of = self.test(of, share.is_some() || *number != 1);
        let Some(Share { parts, inventory }) = share else {
            return self.say("count-of", &[("number", self.number(*number).into()), ("of", of.into())]);
        };
        let mut with = vec![("of", of.into()), ("inventory", code(inventory.as_str()).into())];
        if *parts == 100 {
            with.push(("number", self.number(*number).into()));
            return self.say("percent-of", &with);
        }
        with.extend([("number", (*number).into()), ("parts", (*parts).into())]);
        self.say("share-of", &with)
    }

    /// How many of which, one after the other.
    pub(crate) fn limits(&self, limits: &[Limit]) -> String {
        let limits: Vec<String> = limits.iter().map(|limit| self.limit(limit)).collect();
        self.list(&limits, Join::And)
    }
}
