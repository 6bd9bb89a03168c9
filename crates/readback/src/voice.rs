//! The one place that fills templates: sentences, lists, numbers, and the text of an agreement made safe.

use std::fmt::Write;

use armistice_terms::model::Agreement;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use crate::locale::Locale;

/// What speaks: a language, and the agreement whose words it takes.
pub(crate) struct Voice<'a> {
    /// The agreement.
    pub(crate) agreement: &'a Agreement,
    bundle: FluentBundle<FluentResource>,
}

/// One value of a template.
pub(crate) type With<'v> = (&'static str, FluentValue<'v>);

/// How the members of a list belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// All of them.
    And,
    /// Any of them.
    Or,
}

impl<'a> Voice<'a> {
    /// The voice of a language for an agreement.
    pub(crate) fn new(agreement: &'a Agreement, locale: &Locale) -> Self {
        Voice { agreement, bundle: locale.bundle().0 }
    }

    /// A template that takes nothing.
    pub(crate) fn word(&self, id: &str) -> String {
        self.say(id, &[])
    }

    /// A filled template. One that is not there, or lacks a value, is shown by its id: a gap that can be seen.
    pub(crate) fn say(&self, id: &str, with: &[With<'_>]) -> String {
        self.said(id, with).unwrap_or_else(|| format!("⟨{id}⟩"))
    }

    /// A filled template, if the language has it.
    pub(crate) fn said(&self, id: &str, with: &[With<'_>]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut values = FluentArgs::new();
        for (name, value) in with {
            values.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    /// The members of a list as one text.
    pub(crate) fn list<T: AsRef<str>>(&self, items: &[T], join: Join) -> String {
        let (two, last) = match join {
            Join::And => ("list-and-two", "list-and-last"),
            Join::Or => ("list-or-two", "list-or-last"),
        };
        match items {
            [] => String::new(),
            [one] => one.as_ref().to_owned(),
            [one, other] => self.say(two, &[("one", one.as_ref().into()), ("other", other.as_ref().into())]),
            [first, middle @ .., end] => {
                let mut text = first.as_ref().to_owned();
                for item in middle {
                    text = self.say("list-next", &[("before", text.into()), ("next", item.as_ref().into())]);
                }
                self.say(last, &[("before", text.into()), ("last", end.as_ref().into())])
            }
        }
    }

    /// A whole number with the language's mark between thousands.
    pub(crate) fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mark = self.word("thousands-mark");
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(&mark);
            }
            text.push(digit);
        }
        text
    }

    /// A number of thousandths as a decimal number, without zeros at its end.
    pub(crate) fn decimal(&self, thousandths: i64) -> String {
        let (whole, part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
        let mut text = if thousandths < 0 { "-".to_owned() } else { String::new() };
        text.push_str(&self.number(whole));
        if part > 0 {
            let part = format!("{part:03}");
            let _ = write!(text, "{}{}", self.word("decimal-mark"), part.trim_end_matches('0'));
        }
        text
    }

    /// The same with a capital at its beginning.
    pub(crate) fn capital(&self, text: &str) -> String {
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

/// Text of the agreement as plain text of Markdown: nothing in it can open a heading, a link, a table or HTML.
pub(crate) fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~' | '$'
            | '!' => {
                safe.push('\\');
                safe.push(letter);
            }
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

/// A label or name of the agreement, as it is written there. A checked name holds no backtick.
pub(crate) fn code(name: &str) -> String {
    format!("`{name}`")
}
