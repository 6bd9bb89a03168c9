//! Which word may come next: asked of the parser.
//!
//! Every keyword is tried behind the text before the cursor; it may stand there if the parser takes it as a keyword and
//! finds nothing wrong with it. A name may stand there if the parser takes a made-up one as a name; which sort of name
//! is told by the node of the tree that it lands in. So completion can offer nothing that the grammar refuses, and needs
//! no change when the grammar grows, but for the list of keywords, which a test compares with
//! the grammar.

mod words;

use armistice_terms::syntax::read_block;
use armistice_terms::{BlockKind, Diagnostic, SyntaxKind, SyntaxNode};

pub use words::keywords;
use words::{PHRASES, verdicts};

/// A name that no agreement declares.
const MADE_UP: &str = "zzqx";

/// What may come next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Next {
    /// Keywords, or phrases of keywords.
    pub(crate) keywords: Vec<&'static str>,
    /// Sorts of names, if a name may stand here.
    pub(crate) names: Vec<Sort>,
}

/// A sort of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    /// Parties and bodies.
    Actor,
    /// Points, lines and zones.
    Place,
    /// Land, sea and air.
    Domain,
    /// Norms, exceptions, procedures, decisions.
    Norm,
    /// Registers and inventories.
    Register,
    /// Verbs.
    Verb,
    /// Classes and activities.
    Class,
    /// Attributes of a class.
    Attribute,
    /// States.
    State,
    /// Purposes and other fields of a notice.
    Field,
    /// Means of observation or channels.
    Means,
    /// Events.
    Event,
    /// Any word of the vocabulary.
    Word,
    /// Moments that every agreement has.
    Moment,
    /// What becomes of a duty in a scenario.
    Stage,
    /// A name that is new.
    New,
}

/// What may come next behind a text of a block, in which the cursor does not stand within a word. `tree` is that of the
/// block.
pub(crate) fn next(kind: BlockKind, before: &str, tree: &SyntaxNode) -> Next {
    let start = statement_start(tree, before.len());
    let mut head = before.get(start..).unwrap_or_default().to_owned();
    if kind == BlockKind::Test {
        head.insert_str(0, &scenario_head(tree, before, start));
    }
    let trial = Trial { kind, before: with_space(head) };
    let mut next = Next::default();
    for (phrase, tail) in PHRASES {
        if trial.takes(phrase, tail, SyntaxKind::Keyword).is_some() {
            next.keywords.push(phrase);
        }
    }
    for keyword in keywords() {
        // A phrase says more than its first word.
        let has_phrase = next.keywords.iter().any(|phrase| phrase.split(' ').next() == Some(keyword));
        if !has_phrase && trial.takes(keyword, "", SyntaxKind::Keyword).is_some() {
            next.keywords.push(keyword);
        }
    }
    for verdict in verdicts() {
        if trial
            .takes(verdict, "", SyntaxKind::Name)
            .is_some_and(|tree| is_in(&tree, trial.before.len(), SyntaxKind::Expect))
        {
            next.keywords.push(verdict);
        }
    }
    if let Some(tree) = trial.takes(MADE_UP, "", SyntaxKind::Name) {
        next.names = sorts(&tree, trial.before.len());
    }
    next
}

fn with_space(mut text: String) -> String {
    if text.chars().last().is_some_and(|last| !last.is_whitespace()) {
        text.push(' ');
    }
    text
}

/// The end of the last statement before a byte of the block.
fn statement_start(tree: &SyntaxNode, at: usize) -> usize {
    let stops = tokens(tree).filter(|token| token.kind() == SyntaxKind::FullStop);
    let ends = stops.map(|stop| usize::from(stop.text_range().end()));
    ends.take_while(|end| *end <= at).last().unwrap_or(0)
}

/// The head of the scenario that a line stands in, so that the line can be tried without all lines before it.
fn scenario_head(tree: &SyntaxNode, before: &str, line: usize) -> String {
    let heads = tree.children().filter(|node| node.kind() == SyntaxKind::Test);
    let Some(head) = heads.filter(|node| usize::from(node.text_range().start()) < line).last() else {
        return String::new();
    };
    let colon = head
        .children_with_tokens()
        .filter_map(rowan::NodeOrToken::into_token)
        .find(|token| token.kind() == SyntaxKind::Colon);
    let Some(colon) = colon else { return String::new() };
    let range = usize::from(head.text_range().start())..usize::from(colon.text_range().end());
    before.get(range).map(|head| format!("{}\n", head.trim_start())).unwrap_or_default()
}

fn tokens(tree: &SyntaxNode) -> impl Iterator<Item = rowan::SyntaxToken<armistice_terms::Terms>> + use<> {
    tree.descendants_with_tokens().filter_map(rowan::NodeOrToken::into_token)
}

/// A text behind which words are tried.
struct Trial {
    kind: BlockKind,
    before: String,
}

impl Trial {
    /// The tree if the words are taken as that kind, with a tail behind them, and nothing is wrong with them.
    fn takes(&self, words: &str, tail: &str, wanted: SyntaxKind) -> Option<SyntaxNode> {
        let text = format!("{}{words}{tail}", self.before);
        let (tree, diagnostics) = read_block(self.kind, &text);
        let start = self.before.len();
        let end = start + words.len();
        let mut tried = tokens(&tree).filter(|token| {
            let at = usize::from(token.text_range().start());
            (start..end).contains(&at) && token.kind() != SyntaxKind::WhiteSpace
        });
        let is_taken = tried.all(|token| {
            token.kind() == wanted && token.parent_ancestors().all(|node| node.kind() != SyntaxKind::Unread)
        });
        let is_right = !diagnostics.iter().any(|diagnostic| concerns(diagnostic, start, text.len()));
        (is_taken && is_right).then_some(tree)
    }
}

/// Whether a problem is one of the words tried, and not only that the text ends behind them.
fn concerns(diagnostic: &Diagnostic, start: usize, end: usize) -> bool {
    let span = diagnostic.span();
    let is_end = span.start as usize >= end && span.start == span.end;
    (span.end as usize > start || span.start as usize >= start) && !is_end
}

/// Whether the word at a byte stands directly in a node of that kind.
fn is_in(tree: &SyntaxNode, start: usize, kind: SyntaxKind) -> bool {
    let token = tokens(tree).find(|token| usize::from(token.text_range().start()) == start);
    token.and_then(|token| token.parent()).is_some_and(|node| node.kind() == kind)
}

/// Sorts of names that fit where the made-up one landed.
fn sorts(tree: &SyntaxNode, start: usize) -> Vec<Sort> {
    let Some(token) = tokens(tree).find(|token| usize::from(token.text_range().start()) == start) else {
        return Vec::new();
    };
    let nodes: Vec<SyntaxNode> = token.parent_ancestors().collect();
    let Some(node) = nodes.first() else { return Vec::new() };
    let words: Vec<String> = node
        .children_with_tokens()
        .filter_map(rowan::NodeOrToken::into_token)
        .filter(|one| one.kind() == SyntaxKind::Keyword && usize::from(one.text_range().end()) <= start)
        .map(|one| one.text().to_owned())
        .collect();
    let last = words.last().map_or("", String::as_str);
    match node.kind() {
        SyntaxKind::Subject | SyntaxKind::Attest => vec![Sort::Actor],
        SyntaxKind::Classes | SyntaxKind::Count => match last {
            "with" | "and" | "or" => vec![Sort::Attribute],
            "is" | "least" | "most" | "above" | "below" => vec![Sort::Word],
            _ if nodes.iter().any(|node| node.kind() == SyntaxKind::Class) => vec![Sort::Word],
            // A share is one of an inventory.
            "of" => vec![Sort::Register, Sort::Class],
            // What a verb is done with may be a zone or a norm too: to patrol one, to verify one.
            _ if nodes
                .get(1)
                .is_some_and(|node| matches!(node.kind(), SyntaxKind::Predicate | SyntaxKind::Fact)) =>
            {
                vec![Sort::Class, Sort::Place, Sort::Norm]
            }
            _ => vec![Sort::Class],
        },
        SyntaxKind::Predicate => match last {
            "state" => vec![Sort::State],
            "to" => vec![Sort::Actor],
            "through" => vec![Sort::Means, Sort::Actor, Sort::Class],
            "of" => vec![Sort::Class],
            _ => vec![Sort::Verb],
        },
        SyntaxKind::Place if last == "the" => vec![Sort::Actor],
        SyntaxKind::Place => vec![Sort::Place, Sort::Domain],
        SyntaxKind::Near if last == "of" && words.iter().any(|word| word == "side") => vec![Sort::Actor],
        SyntaxKind::Near => vec![Sort::Place, Sort::Class],
        SyntaxKind::Moment => vec![Sort::Norm, Sort::Event, Sort::Moment],
        SyntaxKind::Event => match words.first().map_or("", String::as_str) {
            "violation" | "fulfilment" | "notice" => vec![Sort::Norm, Sort::Class],
            "" => vec![Sort::Event, Sort::Class],
            _ if last == "through" => vec![Sort::Means, Sort::Actor, Sort::Class],
            _ => vec![Sort::Actor],
        },
        SyntaxKind::Clause => clause_sorts(&words),
        SyntaxKind::Exception | SyntaxKind::Decision | SyntaxKind::Verification => match last {
            "by" => vec![Sort::Actor],
            "through" => vec![Sort::Means, Sort::Actor, Sort::Class],
            "decision" => vec![Sort::New],
            "releases" => vec![Sort::Actor],
            _ => vec![Sort::Norm],
        },
        SyntaxKind::Class if last == "by" => vec![Sort::Means],
        SyntaxKind::Procedure => vec![Sort::Class],
        SyntaxKind::Inventory => match last {
            "inventory" => vec![Sort::New],
            "is" => vec![Sort::Class],
            _ => vec![Sort::Actor],
        },
        SyntaxKind::Zone if matches!(last, "within" | "from") => vec![Sort::Place],
        SyntaxKind::Zone | SyntaxKind::Line | SyntaxKind::Point if last == "by" => vec![Sort::Actor],
        SyntaxKind::Line if matches!(last, "with" | "and") => vec![Sort::Actor],
        SyntaxKind::Header | SyntaxKind::Body if matches!(last, "between" | "of") => vec![Sort::Actor],
        SyntaxKind::Fact => {
            vec![Sort::Actor, Sort::Norm, Sort::Verb, Sort::Stage, Sort::Class, Sort::Field, Sort::Place]
        }
        SyntaxKind::Expect => match last {
            "of" => vec![Sort::Actor],
            "then" => vec![Sort::Norm],
            // The parser takes any name for a flag; those that there are have been tried one by one.
            _ => vec![],
        },
        _ if words.len() <= 1 => vec![Sort::New],
        _ => vec![Sort::Actor, Sort::Place, Sort::Norm, Sort::Register, Sort::Class, Sort::Field],
    }
}

/// Sorts of names in a clause, by its own words.
fn clause_sorts(words: &[String]) -> Vec<Sort> {
    let first = words.first().map_or("", String::as_str);
    match first {
        "for" | "except" => vec![Sort::Field],
        "stating" => vec![Sort::Field],
        "after" | "together" | "failing" => vec![Sort::Norm],
        "in" => vec![Sort::Class, Sort::State, Sort::Field],
        "upon" => vec![Sort::Event, Sort::Class],
        "on" if words.last().is_some_and(|last| last == "the") => vec![Sort::Actor],
        "on" => vec![Sort::Place],
        _ => vec![Sort::Actor, Sort::Place, Sort::Norm, Sort::Class, Sort::Field],
    }
}
