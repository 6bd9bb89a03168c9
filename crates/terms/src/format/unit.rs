//! A statement into units: its head, and each of its clauses or parts, with the comments that stand by them.

use rowan::{NodeOrToken, WalkEvent};

use super::order;
use super::spelling::{self, SyntaxToken};
use crate::host::BlockKind;
use crate::syntax_kind::{SyntaxKind, SyntaxNode, Terms};

/// A piece of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A word as it is spelt.
    Word {
        /// Its text.
        text: String,
        /// What it is.
        kind: SyntaxKind,
    },
    /// A comment, which ends its line.
    Comment {
        /// Its text, from `#` on.
        text: String,
        /// Whether it has a line of its own.
        alone: bool,
    },
}

/// What stays on one line as long as it fits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Unit {
    /// Where it stands among those that may change places; none if it may not.
    pub(super) rank: Option<u8>,
    /// Its words and comments.
    pub(super) pieces: Vec<Piece>,
    /// Its words between marks for its nodes: what it says, to be compared.
    pub(super) says: String,
}

/// The units of a statement; none if a comment stands where none could be kept.
pub(super) fn of(nodes: &[Element], statement: SyntaxKind, block: BlockKind) -> Option<Vec<Unit>> {
    let mut splitter = Splitter { block, statement, ..Splitter::default() };
    for node in nodes {
        match node {
            NodeOrToken::Node(node) => splitter.walk(node),
            NodeOrToken::Token(token) => splitter.token(token),
        }
    }
    splitter.finish()
}

/// Brings the units that may change places into their order.
pub(super) fn sort(units: &mut [Unit]) {
    for run in units.chunk_by_mut(|one, next| one.rank.is_some() == next.rank.is_some()) {
        run.sort_by_key(|unit| unit.rank);
    }
}

/// What the statement says, whatever the order of its units and wherever its comments stand.
pub(super) fn says(units: &[Unit]) -> Vec<String> {
    let mut says: Vec<String> = units.iter().map(|unit| unit.says.clone()).collect();
    says.sort_unstable();
    says
}

/// A node or a token of the tree.
pub(super) type Element = NodeOrToken<SyntaxNode, SyntaxToken>;

struct Splitter {
    block: BlockKind,
    statement: SyntaxKind,
    units: Vec<Unit>,
    /// For each open node the unit in which it was opened.
    open: Vec<usize>,
    /// Comments on lines of their own that wait for the next word.
    waiting: Vec<String>,
    /// Whether a line has ended since the last word.
    is_new_line: bool,
    /// Whether the next word begins a unit, and its rank.
    next: Option<Option<u8>>,
    /// A comment stands where it could not be kept.
    is_lost: bool,
}

impl Default for Splitter {
    fn default() -> Self {
        Splitter {
            block: BlockKind::Terms,
            statement: SyntaxKind::Block,
            units: vec![Unit::default()],
            open: Vec::new(),
            waiting: Vec::new(),
            is_new_line: false,
            next: None,
            is_lost: false,
        }
    }
}

impl Splitter {
    fn walk(&mut self, node: &SyntaxNode) {
        for event in node.preorder_with_tokens() {
            match event {
                WalkEvent::Enter(NodeOrToken::Node(node)) => self.enter(&node),
                WalkEvent::Leave(NodeOrToken::Node(_)) => self.leave(),
                WalkEvent::Enter(NodeOrToken::Token(token)) => self.token(&token),
                WalkEvent::Leave(NodeOrToken::Token(_)) => {}
            }
        }
    }

    fn enter(&mut self, node: &SyntaxNode) {
        let parent = node.parent().map(|parent| parent.kind());
        match node.kind() {
            SyntaxKind::Clause => self.begin(Some(rank_of_clause(node))),
            SyntaxKind::Reading if parent != Some(SyntaxKind::Clause) => {
                self.begin(order::of_part(self.statement, "reading"));
            }
            // The sentence of a decision is a sentence of its own below the words that adopt it.
            SyntaxKind::Sentence if parent == Some(SyntaxKind::Decision) => self.begin(None),
            _ => {}
        }
        self.begin_if_due();
        self.open.push(self.units.len().saturating_sub(1));
        if let Some(unit) = self.units.last_mut() {
            unit.says.push_str(&format!("({:?} ", node.kind()));
        }
    }

    fn leave(&mut self) {
        let unit = self.open.pop();
        if let Some(unit) = unit.and_then(|index| self.units.get_mut(index)) {
            unit.says.push_str(") ");
        }
    }

    fn begin(&mut self, rank: Option<u8>) {
        self.next = Some(rank);
    }

    fn begin_if_due(&mut self) {
        let Some(rank) = self.next.take() else { return };
        match self.units.last_mut() {
            Some(unit) if unit.pieces.is_empty() && unit.says.is_empty() => unit.rank = rank,
            _ => self.units.push(Unit { rank, ..Unit::default() }),
        }
    }

    fn token(&mut self, token: &SyntaxToken) {
        match token.kind() {
            SyntaxKind::WhiteSpace => self.is_new_line |= token.text().contains('\n'),
            SyntaxKind::Comment => self.comment(token.text().trim_end()),
            kind => self.word(token, kind),
        }
    }

    fn comment(&mut self, text: &str) {
        let text = text.to_owned();
        if self.is_new_line {
            self.waiting.push(text);
        } else if let Some(unit) = self.units.last_mut() {
            unit.pieces.push(Piece::Comment { text, alone: false });
            self.is_new_line = true;
        }
    }

    fn word(&mut self, token: &SyntaxToken, kind: SyntaxKind) {
        self.is_new_line = false;
        let text = spelling::of(token, self.block);
        let closes = matches!(kind, SyntaxKind::FullStop | SyntaxKind::Comma | SyntaxKind::Colon);
        if !closes && let Some(rank) = self.rank_of_part(token) {
            self.begin(rank);
        }
        self.begin_if_due();
        let after_clauses = kind == SyntaxKind::Colon && self.units.last().is_some_and(|u| u.rank.is_some());
        if kind == SyntaxKind::FullStop || after_clauses {
            return self.close(text, kind);
        }
        let Some(unit) = self.units.last_mut() else { return };
        let waiting = std::mem::take(&mut self.waiting);
        unit.pieces.extend(waiting.into_iter().map(|text| Piece::Comment { text, alone: true }));
        unit.says.push_str(&text);
        unit.says.push(' ');
        unit.pieces.push(Piece::Word { text, kind });
    }

    /// A mark that belongs behind whichever unit comes last, before the comment that ends its line.
    fn close(&mut self, text: String, kind: SyntaxKind) {
        self.is_lost |= !self.waiting.is_empty();
        self.units.push(Unit { rank: None, pieces: vec![Piece::Word { text, kind }], says: String::new() });
        if kind == SyntaxKind::Colon {
            self.begin(None);
        }
    }

    /// Whether a part begins with that word, and its rank.
    fn rank_of_part(&self, token: &SyntaxToken) -> Option<Option<u8>> {
        let parent = token.parent()?;
        let text = token.text();
        let is_keyword = token.kind() == SyntaxKind::Keyword;
        if is_keyword && text == "or" && parent.kind() == SyntaxKind::Place {
            let above = parent.parent()?.kind();
            return (above == SyntaxKind::Zone).then_some(None);
        }
        if !is_keyword || parent.kind() != self.statement {
            return None;
        }
        // The days of a scenario stand in one line below its name.
        let is_due = self.statement != SyntaxKind::Test || self.units.len() == 1;
        match order::of_part(self.statement, text) {
            Some(rank) => Some(Some(rank)),
            None => (is_due && order::breaks(self.statement, text)).then_some(None),
        }
    }

    fn finish(self) -> Option<Vec<Unit>> {
        (!self.is_lost && self.waiting.is_empty()).then_some(self.units)
    }
}

fn rank_of_clause(node: &SyntaxNode) -> u8 {
    let mut words = node
        .descendants_with_tokens()
        .filter_map(NodeOrToken::into_token)
        .filter(|token| !matches!(token.kind(), SyntaxKind::WhiteSpace | SyntaxKind::Comment));
    let first = words.next();
    let second = words.next();
    order::of_clause(
        first.as_ref().map(rowan::SyntaxToken::<Terms>::text).unwrap_or_default(),
        second.as_ref().map(rowan::SyntaxToken::<Terms>::text).unwrap_or_default(),
        second.as_ref().map(rowan::SyntaxToken::<Terms>::kind),
    )
}

/// Puts the closing marks behind the units before them. A comment that ends the last unit goes above it, where no comment
/// behind the full stop can run into it.
pub(super) fn closed(units: Vec<Unit>) -> Vec<Unit> {
    let mut closed: Vec<Unit> = Vec::new();
    for unit in units {
        match closed.last_mut() {
            Some(last) if is_closing(&unit, last) => {
                let is_commented = is_commented(last);
                let at = last.pieces.len() - usize::from(is_commented);
                last.pieces.splice(at..at, unit.pieces);
            }
            _ => closed.push(unit),
        }
    }
    if let Some(last) = closed.last_mut()
        && let Some(Piece::Comment { text, .. }) = last.pieces.last().cloned()
    {
        last.pieces.pop();
        let above = last.pieces.iter().take_while(|piece| matches!(piece, Piece::Comment { .. })).count();
        last.pieces.insert(above, Piece::Comment { text, alone: true });
    }
    closed
}

/// Whether the unit is a mark that goes behind the last one, with the comment that ends its own line if there is room.
fn is_closing(unit: &Unit, last: &Unit) -> bool {
    let is_mark = |kind: &SyntaxKind| matches!(kind, SyntaxKind::FullStop | SyntaxKind::Colon);
    match unit.pieces.as_slice() {
        [Piece::Word { kind, .. }] => is_mark(kind),
        [Piece::Word { kind, .. }, Piece::Comment { alone: false, .. }] => {
            is_mark(kind) && !is_commented(last)
        }
        _ => false,
    }
}

fn is_commented(unit: &Unit) -> bool {
    matches!(unit.pieces.last(), Some(Piece::Comment { .. }))
}
