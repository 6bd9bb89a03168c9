//! What was read of blocks before, to be taken over where a block says the same again: an editor reads its text anew at
//! every key, and a key touches one block.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::{Part, Syntax};
use crate::ast::moved::Moved as _;
use crate::ast::{Statement, TestBlock};
use crate::host::{Block, BlockKind};
use crate::parser::{self, Parsed};
use crate::syntax_kind::SyntaxNode;

/// What was read, by the text of its block; of equal blocks, each once.
#[derive(Debug, Default)]
pub(super) struct Kept(BTreeMap<String, Vec<Read>>);

#[derive(Debug)]
struct Read {
    kind: BlockKind,
    /// A tree knows no places.
    tree: OnceCell<SyntaxNode>,
    /// Where the block stood, and its values, if nothing was wrong with them and all places in them move alike.
    values: Option<(u32, Values)>,
}

#[derive(Debug)]
struct Values {
    statements: Vec<Statement>,
    tests: Vec<TestBlock>,
}

impl Kept {
    /// All that a file held.
    pub(super) fn of(syntax: Syntax) -> Self {
        let mut kept = Kept::default();
        let mut statements = syntax.document.statements.into_iter();
        let mut tests = syntax.document.tests.into_iter();
        for part in syntax.parts {
            let values = Values {
                statements: statements.by_ref().take(part.statements).collect(),
                tests: tests.by_ref().take(part.tests).collect(),
            };
            let start = part.block.only_start().filter(|_| part.is_right);
            let values = start.map(|start| (start, values));
            let read = Read { kind: part.block.kind, tree: part.tree, values };
            kept.0.entry(part.block.text).or_default().push(read);
        }
        kept
    }

    /// The block as one part of a file with what stands in it: taken over where that can be, else read.
    pub(super) fn read(&mut self, block: Block) -> (Part, Parsed) {
        let (tree, values) = match self.take(&block) {
            Some(read) => (read.tree, read.values),
            None => (OnceCell::new(), None),
        };
        let parsed = values.and_then(|(start, values)| moved(values, start, &block));
        let parsed = parsed.unwrap_or_else(|| parser::block(&block));
        let part = Part {
            statements: parsed.statements.len(),
            tests: parsed.tests.len(),
            is_right: parsed.diagnostics.is_empty() && !parsed.has_unread,
            tree,
            block,
        };
        (part, parsed)
    }

    fn take(&mut self, block: &Block) -> Option<Read> {
        let reads = self.0.get_mut(&block.text)?;
        let index = reads.iter().position(|read| read.kind == block.kind)?;
        Some(reads.swap_remove(index))
    }
}

/// The values of a block that stood at `start`, as they stand in this one of the same text.
fn moved(mut values: Values, start: u32, block: &Block) -> Option<Parsed> {
    let way = i64::from(block.only_start()?) - i64::from(start);
    let way = i32::try_from(way).ok()?;
    values.statements.move_by(way);
    values.tests.move_by(way);
    for statement in &mut values.statements {
        statement.section = block.section;
    }
    let Values { statements, tests } = values;
    Some(Parsed { statements, tests, unread: Vec::new(), has_unread: false, diagnostics: Vec::new() })
}
