//! Provisions and how far they are rendered: counts per text and per pattern, and what is left out.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::monitorable::Monitorable;

/// One agreement file with the provisions that it renders.
#[derive(Debug, Serialize)]
pub(crate) struct Rendered {
    /// The file.
    pub(crate) file: String,
    /// Its title.
    pub(crate) title: String,
    /// Provisions in the order of the file.
    pub(crate) provisions: Vec<View>,
    /// How many of its norms can be seen to be broken or kept; absent where the file has errors.
    pub(crate) monitorable: Option<Monitorable>,
}

/// One provision (schemas/provisions.schema.json).
#[derive(Debug, Serialize)]
pub(crate) struct View {
    /// The short name of the text.
    pub(crate) text: String,
    /// The title of the instrument that it stands in; empty where the file has errors.
    #[serde(skip)]
    pub(crate) instrument: String,
    /// Its number there.
    pub(crate) provision: String,
    /// The pattern of norm.
    pub(crate) pattern: String,
    /// `fully`, `in part` or `not`.
    pub(crate) rendered: &'static str,
    /// Whether it binds anybody to an act.
    pub(crate) operative: bool,
    /// Norms and declarations that hold it.
    pub(crate) held_by: Vec<String>,
    /// What is left out.
    pub(crate) left_out: Vec<String>,
}

/// How many provisions there are, and how many of the operative ones are rendered how far.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Tally {
    all: usize,
    operative: usize,
    fully: usize,
    in_part: usize,
}

impl Tally {
    fn of<'a>(views: impl IntoIterator<Item = &'a View>) -> Tally {
        let mut tally = Tally::default();
        for view in views {
            tally.all += 1;
            if view.operative {
                tally.operative += 1;
                tally.fully += usize::from(view.rendered == "fully");
                tally.in_part += usize::from(view.rendered == "in part");
            }
        }
        tally
    }

    fn not(self) -> usize {
        self.operative - self.fully - self.in_part
    }

    fn row(self, name: &str) -> String {
        let Tally { all, operative, fully, in_part } = self;
        let not = self.not();
        let (whole, least) = (share(fully, operative), share(fully + in_part, operative));
        format!("| {name} | {all} | {operative} | {fully} | {in_part} | {not} | {whole} | {least} |")
    }
}

/// A share in per cent, rounded down, so that no share reads better than it is.
fn share(part: usize, of: usize) -> String {
    (part * 100).checked_div(of).map_or_else(|| "–".to_owned(), |share| format!("{share} %"))
}

const HEAD: &str = "provisions | operative | fully | in part | not | fully, share | at least in part, share |
|---|--:|--:|--:|--:|--:|--:|--:|";

/// The tables in Markdown, with what is left out of each provision.
pub(crate) fn markdown(all: &[Rendered], out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "# What the agreements hold\n\n\
         Made by `armistice provisions agreements --format markdown`; a test compares it. Each agreement file names the\n\
         provisions of its text, and whatever its terms leave out of one. A provision counts as *fully* held only if\n\
         nothing is named as left out, *in part* if terms hold some of it, *not* if none. *Operative* are those that bind\n\
         somebody to an act: not those to consult (SOFT), to set up a body (BODY), or to say what a word means (DEF).\n\
         Shares are of the operative ones, rounded down.\n"
    )?;
    writeln!(out, "| text | {HEAD}")?;
    let texts = texts(all);
    for (text, (title, views)) in &texts {
        writeln!(out, "{}", Tally::of(views.iter().copied()).row(&format!("{text} · {title}")))?;
    }
    let everything = all.iter().flat_map(|one| &one.provisions);
    writeln!(out, "{}", Tally::of(everything.clone()).row("**all**"))?;
    writeln!(out, "\n## By pattern\n\n| pattern | {HEAD}")?;
    for (pattern, views) in grouped(everything, |view| &view.pattern) {
        writeln!(out, "{}", Tally::of(views).row(pattern))?;
    }
    seen(all, out)?;
    writeln!(out, "\n## What is left out")?;
    for (text, (_, views)) in &texts {
        let short: Vec<_> = views.iter().filter(|view| view.rendered != "fully").collect();
        if short.is_empty() {
            continue;
        }
        writeln!(out, "\n### {text}\n")?;
        for view in short {
            let what = view.left_out.join("; ");
            writeln!(out, "- **{}** ({}), {}: {what}", view.provision, view.pattern, view.rendered)?;
        }
    }
    Ok(())
}

/// How many norms of each agreement could be seen to be broken.
fn seen(all: &[Rendered], out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "\n## What could be seen\n\n\
         Of the norms that can be broken (permissions and powers cannot): those whose breach more than a party's word could\n\
         show, only such a word, or nothing (no register, a place not decided); and those that something could show to be\n\
         kept. A duty without a last day is broken by a refusal alone, never by the clock. Derived from the terms and from what the vocabulary is `observed by`; whether anybody looks is\n\
         another matter.\n\n\
         | agreement | norms | breach can be seen | only by a party's word | by nothing | can be shown to be kept | monitorable, share |\n\
         |---|--:|--:|--:|--:|--:|--:|"
    )?;
    let row = |name: &str, one: &Monitorable| {
        let Monitorable { norms, seen, word, never, kept } = one;
        format!("| {name} | {norms} | {seen} | {word} | {never} | {kept} | {} |", share(*seen, *norms))
    };
    for one in all {
        if let Some(found) = &one.monitorable {
            writeln!(out, "{}", row(&one.title, found))?;
        }
    }
    let sum = all.iter().filter_map(|one| one.monitorable).sum();
    writeln!(out, "{}", row("**all**", &sum))
}

/// One line a provision, for people.
pub(crate) fn table(all: &[Rendered], out: &mut dyn Write) -> io::Result<()> {
    for one in all {
        writeln!(out, "{} ({})", one.title, one.file)?;
        for view in &one.provisions {
            let what = if view.rendered == "fully" { &view.held_by } else { &view.left_out };
            writeln!(
                out,
                "  {:10} {:6} {:8} {}",
                format!("{} {}", view.text, view.provision),
                view.pattern,
                view.rendered,
                what.join("; "),
            )?;
        }
    }
    let tally = Tally::of(all.iter().flat_map(|one| &one.provisions));
    writeln!(
        out,
        "{} provisions, {} operative: {} fully, {} in part, {} not; fully {}, at least in part {}",
        tally.all,
        tally.operative,
        tally.fully,
        tally.in_part,
        tally.not(),
        share(tally.fully, tally.operative),
        share(tally.fully + tally.in_part, tally.operative),
    )
}

/// Provisions by the short name of their text, with the title of the instrument that the first of them stands in.
fn texts(all: &[Rendered]) -> BTreeMap<&str, (&str, Vec<&View>)> {
    let mut texts: BTreeMap<&str, (&str, Vec<&View>)> = BTreeMap::new();
    for one in all {
        for view in &one.provisions {
            texts.entry(&view.text).or_insert_with(|| (&view.instrument, Vec::new())).1.push(view);
        }
    }
    texts
}

fn grouped<'a>(
    views: impl Iterator<Item = &'a View>,
    key: impl Fn(&'a View) -> &'a str,
) -> BTreeMap<&'a str, Vec<&'a View>> {
    let mut groups: BTreeMap<&str, Vec<&View>> = BTreeMap::new();
    for view in views {
        groups.entry(key(view)).or_default().push(view);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_down_and_count_the_operative_ones_only() {
        assert_eq!(share(199, 200), "99 %");
        assert_eq!(share(0, 0), "–");
        let view = |pattern: &str, rendered| View {
            instrument: String::new(),
            text: "T".to_owned(),
            provision: "1".to_owned(),
            pattern: pattern.to_owned(),
            rendered,
            operative: pattern != "SOFT",
            held_by: vec![],
            left_out: vec![],
        };
        let views = [view("ACT", "fully"), view("SOFT", "fully"), view("ACT", "in part"), view("ACT", "not")];
        let tally = Tally::of(&views);
        assert_eq!(tally, Tally { all: 4, operative: 3, fully: 1, in_part: 1 });
        assert_eq!(tally.not(), 1);
    }
}
