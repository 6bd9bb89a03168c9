//! Expressions of time in a text, as they stand: underspecified. `resolve` gives them a day.

mod clock;
mod day;

use clock::{clock, clock_behind, part_before, part_behind, part_within};
use day::{base, range_end};

use crate::openings::{Openings, taken};
use crate::tokens::{Token, TokenKind};

/// What a run of words says of a time, before anything is known of the day of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expression {
    /// The first token and the one behind the last.
    pub(crate) first: usize,
    pub(crate) after: usize,
    /// Which day, month or year.
    pub(crate) base: Base,
    /// The end, where a range is said.
    pub(crate) end: Option<Base>,
    /// The clock, in minutes of the day.
    pub(crate) clock: Option<(u16, u16)>,
    /// The part of the day.
    pub(crate) part: Option<PartOfDay>,
    /// How the act lies to it.
    pub(crate) bound: Bound,
}

/// Which day, month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    /// A day of a month, perhaps of a year.
    Day { year: Option<i16>, month: u8, day: u8 },
    /// A month.
    Month { year: Option<i16>, month: u8, which: Which },
    /// A year.
    Year(i16),
    /// `the 1960s`: the ten years from this one.
    Decade(i16),
    /// A day of the week, from Monday = 0.
    Weekday { day: u8, which: Which },
    /// So many days from the day of the report.
    Days(i32),
    /// So many weeks.
    Weeks(i32),
    /// So many months.
    Months(i32),
    /// So many years.
    Years(i32),
    /// `the 3rd`, perhaps of a month so many months away.
    DayOfMonth { day: u8, months: Option<i32> },
    /// `recently`
    Recently,
    /// `frequently`
    Often,
    /// `the same day`, or a clock time without a day
    SameDay,
    /// So many days after the last day that was told.
    DaysAfter(i32),
    /// So many minutes after the last time that was told.
    MinutesAfter(i32),
    /// `the past 24 hours`: days back from the day of the report.
    Past(i32),
    /// `eventually`, `soon`
    Eventually,
    /// `decades ago`, `during the war`: long before the report, nobody says when.
    Once,
}

/// `last`, `next`, `this`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Plain,
    Last,
    Next,
    This,
}

/// Part of a day, in local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartOfDay {
    Early,
    Dawn,
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
    Late,
}

/// How an act lies to a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    At,
    Since,
    /// `by`, `until`: a deadline or an end.
    By,
    After,
    Before,
}

/// All expressions of time in a sentence, in order and without overlap.
pub(crate) fn expressions(tokens: &[Token]) -> Vec<Expression> {
    let mut found: Vec<Expression> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match expression(tokens, at) {
            Some(expression) => {
                at = expression.after.max(at + 1);
                found.push(expression);
            }
            None => at += 1,
        }
    }
    found
}

/// A cursor over the words of a sentence.
#[derive(Clone, Copy)]
struct Words<'t> {
    tokens: &'t [Token],
    at: usize,
}

impl<'t> Words<'t> {
    fn lower(&self, ahead: usize) -> &'t str {
        self.tokens.get(self.at + ahead).map_or("", |token| token.lower.as_str())
    }

    fn is_number(&self, ahead: usize) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(|token| token.kind == TokenKind::Number)
    }

    fn is_capital(&self, text_lower: &str) -> bool {
        // `May` and `March` are months, `may` and `march` are not; tokens keep no case, so the caller checks the text.
        !matches!(text_lower, "may" | "march" | "mar" | "sat" | "sun" | "dec" | "jan" | "second")
    }

    /// Takes the word if it is one of these.
    fn take(&mut self, words: &[&str]) -> bool {
        let is = words.contains(&self.lower(0));
        self.at += usize::from(is);
        is
    }

    fn take_run(&mut self, run: &str) -> bool {
        let taken = taken(run, |ahead| self.lower(ahead));
        self.at += taken.unwrap_or(0);
        taken.is_some()
    }
}

/// One expression that begins at this token.
fn expression(tokens: &[Token], at: usize) -> Option<Expression> {
    if !tokens.get(at).is_some_and(may_begin) {
        return None;
    }
    let mut words = Words { tokens, at };
    let bound = bound(&mut words);
    let mut part = part_before(&mut words);
    let mut clock = clock(&mut words);
    if part.is_none() {
        part = part_before(&mut words);
    }
    if part.is_some() || clock.is_some() {
        words.take(&[","]);
        words.take(&["on", "of"]);
    }
    let start = words.at;
    if part.is_none() && clock.is_none() {
        part = part_of_today(&words);
    }
    if let Some((from, to)) = day::days(&mut words) {
        return Some(Expression {
            first: at,
            after: words.at,
            base: from,
            end: Some(to),
            clock,
            part,
            bound: Bound::At,
        });
    }
    let mut base = base(&mut words);
    if base.is_none() {
        words.at = start;
        let had = part.is_some() || clock.is_some();
        if !had {
            return None;
        }
        // The comma or preposition taken above belongs to what follows.
        while words.at > at
            && matches!(tokens.get(words.at - 1).map(|token| token.lower.as_str()), Some("," | "on" | "of"))
        {
            words.at -= 1;
        }
        // `overnight` began the evening before.
        base = Some(if part == Some(PartOfDay::Night) && clock.is_none() {
            Base::Days(-1)
        } else {
            Base::SameDay
        });
    } else if let Some(found) = part_behind(&mut words) {
        part = Some(found);
    }
    if part.is_none() {
        part = part_within(tokens.get(start..words.at).unwrap_or_default());
    }
    if clock.is_none() {
        clock = clock_behind(&mut words);
    }
    let end = range_end(&mut words, base);
    let base = base?;
    // `by` and `from` are no times before anything but a time; alone they were never taken.
    Some(Expression { first: at, after: words.at, base, end, clock, part, bound })
}

/// Whether an expression can begin with this word at all: most words are passed by here.
fn may_begin(token: &Token) -> bool {
    let word = token.lower.as_str();
    token.kind == TokenKind::Number
        || OPENINGS.holds(word)
        || word.starts_with("hundred")
        || crate::published::month_of(word).is_some()
        || crate::published::weekday_of(word).is_some()
}

/// Words that may open an expression of time.
static OPENINGS: Openings<()> = Openings::of(&[
    ("a", ()),
    ("an", ()),
    ("as", ()),
    ("at", ()),
    ("by", ()),
    ("in", ()),
    ("on", ()),
    ("few", ()),
    ("for", ()),
    ("one", ()),
    ("six", ()),
    ("ten", ()),
    ("the", ()),
    ("two", ()),
    ("dawn", ()),
    ("five", ()),
    ("four", ()),
    ("from", ()),
    ("half", ()),
    ("last", ()),
    ("late", ()),
    ("next", ()),
    ("nine", ()),
    ("noon", ()),
    ("over", ()),
    ("past", ()),
    ("soon", ()),
    ("that", ()),
    ("this", ()),
    ("till", ()),
    ("about", ()),
    ("after", ()),
    ("daily", ()),
    ("early", ()),
    ("eight", ()),
    ("every", ()),
    ("fifty", ()),
    ("forty", ()),
    ("later", ()),
    ("often", ()),
    ("seven", ()),
    ("since", ()),
    ("sixty", ()),
    ("three", ()),
    ("today", ()),
    ("until", ()),
    ("around", ()),
    ("before", ()),
    ("coming", ()),
    ("couple", ()),
    ("during", ()),
    ("eighty", ()),
    ("eleven", ()),
    ("midday", ()),
    ("ninety", ()),
    ("recent", ()),
    ("thirty", ()),
    ("twelve", ()),
    ("twenty", ()),
    ("within", ()),
    ("between", ()),
    ("earlier", ()),
    ("fifteen", ()),
    ("hundred", ()),
    ("seventy", ()),
    ("several", ()),
    ("through", ()),
    ("tonight", ()),
    ("midnight", ()),
    ("previous", ()),
    ("recently", ()),
    ("starting", ()),
    ("tomorrow", ()),
    ("beginning", ()),
    ("following", ()),
    ("overnight", ()),
    ("regularly", ()),
    ("yesterday", ()),
    ("eventually", ()),
    ("frequently", ()),
    ("repeatedly", ()),
    ("throughout", ()),
    ("continually", ()),
    ("decades", ()),
    ("years", ()),
    ("months", ()),
    ("long", ()),
]);

/// The part of the day that `this morning` and `last night` name with their day.
fn part_of_today(words: &Words<'_>) -> Option<PartOfDay> {
    match (words.lower(0), words.lower(1)) {
        ("this", "morning") => Some(PartOfDay::Morning),
        ("this", "afternoon") => Some(PartOfDay::Afternoon),
        ("this", "evening") => Some(PartOfDay::Evening),
        ("last", "night") => Some(PartOfDay::Night),
        ("tonight", _) => Some(PartOfDay::Evening),
        _ => None,
    }
}

fn bound(words: &mut Words<'_>) -> Bound {
    let start = words.at;
    let bound = match words.lower(0) {
        "since" | "from" | "starting" | "beginning" => Bound::Since,
        "by" | "until" | "till" | "before" if words.lower(0) == "before" => Bound::Before,
        "by" | "until" | "till" | "through" => Bound::By,
        "after" => Bound::After,
        "on" | "in" | "at" | "during" | "over" | "as" | "for" | "within" | "between" | "late" | "around"
        | "about" | "throughout" => Bound::At,
        _ => return Bound::At,
    };
    if matches!(words.lower(0), "late") {
        return Bound::At;
    }
    if words.lower(0) == "as" && words.lower(1) != "of" {
        return Bound::At;
    }
    words.at += if words.lower(0) == "as" { 2 } else { 1 };
    words.take(&["around", "about", "approximately", "roughly", "on", "the end of", "at", "between"]);
    let is_edge = matches!(words.lower(0), "the" | "end");
    if is_edge
        && (words.take_run("the end of")
            || words.take_run("end of")
            || words.take_run("the beginning of")
            || words.take_run("the start of"))
    {
        return bound;
    }
    if words.at == start {
        return Bound::At;
    }
    bound
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn read(text: &str) -> Vec<(String, Base)> {
        let words = tokens(text, 0);
        let found = expressions(&words);
        found
            .iter()
            .map(|one| (text[words[one.first].start..words[one.after - 1].end].to_owned(), one.base))
            .collect()
    }

    #[test]
    fn expressions_are_found_whole() {
        let one = |text: &str| read(text).first().cloned();
        let day = |year, month, day| Base::Day { year, month, day };
        assert_eq!(
            one("fled early on Saturday, it said"),
            Some(("early on Saturday".into(), Base::Weekday { day: 5, which: Which::Plain }))
        );
        assert_eq!(
            one("In November 2017 a soldier"),
            Some((
                "In November 2017".into(),
                Base::Month { year: Some(2017), month: 11, which: Which::Plain }
            ))
        );
        assert_eq!(one("told a newspaper last month that"), Some(("last month".into(), Base::Months(-1))));
        assert_eq!(one("on Oct. 18, some 100 rounds"), Some(("on Oct. 18".into(), day(None, 10, 18))));
        assert_eq!(one("on 5 October 2020 it"), Some(("on 5 October 2020".into(), day(Some(2020), 10, 5))));
        assert_eq!(
            one("on the 3rd of last month"),
            Some(("on the 3rd of last month".into(), Base::DayOfMonth { day: 3, months: Some(-1) }))
        );
        assert_eq!(one("three days ago"), Some(("three days ago".into(), Base::Days(-3))));
        assert_eq!(one("32 minutes later"), Some(("32 minutes later".into(), Base::MinutesAfter(32))));
        assert_eq!(one("in a military jeep"), None);
        assert_eq!(one("they may fire"), None);
        assert_eq!(
            one("from 10 p.m. Tuesday"),
            Some(("from 10 p.m. Tuesday".into(), Base::Weekday { day: 1, which: Which::Plain }))
        );
        assert_eq!(one("until the end of 2018"), Some(("until the end of 2018".into(), Base::Year(2018))));
        assert_eq!(
            one("reached in September to"),
            Some(("in September".into(), Base::Month { year: None, month: 9, which: Which::Plain }))
        );
        assert_eq!(one("the second meeting"), None);
        assert_eq!(one("a decade ago they"), Some(("a decade ago".into(), Base::Years(-10))));
        assert_eq!(one("two decades ago"), Some(("two decades ago".into(), Base::Years(-20))));
        assert_eq!(one("decades ago they"), Some(("decades ago".into(), Base::Once)));
        assert_eq!(one("in the 1960s they"), Some(("in the 1960s".into(), Base::Decade(1960))));
        assert_eq!(one("during the Korean War they"), Some(("during the Korean War".into(), Base::Once)));
        assert_eq!(one("the war goes on"), None);
        assert_eq!(one("for years they"), None);
    }
}
