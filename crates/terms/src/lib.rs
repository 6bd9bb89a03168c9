//! The agreement language: the text of an agreement in, a checked [`Agreement`](model::Agreement) out.
//!
//! An agreement is a Markdown document: block quotes hold the authentic text, fenced blocks ` ```terms ` its formal
//! terms, ` ```test ` blocks its scenarios. The way of a text:
//!
//! 1. `host`: the Markdown document into sections, quotations and blocks (byte offsets kept);
//! 2. `lexer`, `parser`: each block into a lossless tree; errors are recovered from, so that one pass finds them all;
//! 3. [`ast`]: typed values over the tree, each with its [`Span`] in the Markdown file;
//! 4. `resolve`: names, classes, places, moments; the checked [`model`];
//! 5. [`Diagnostic`]: what is wrong, as data; whoever shows it draws it.
//!
//! Left out on purpose: geometry (files are only checked to be there; `armistice-watch` reads them), and verdicts.

pub mod ast;
mod class_set;
mod compile;
mod diagnostic;
pub mod difference;
mod files;
mod format;
mod host;
mod lexer;
pub mod model;
pub mod monitorability;
mod parser;
mod prepared;
pub mod provisions;
mod resolve;
pub mod series;
mod sign_off;
mod span;
pub mod syntax;
mod syntax_kind;
pub mod vocabulary;

pub use compile::{Compiled, compile, compile_read, compile_with};
pub use diagnostic::{Diagnostic, Label, Severity};
pub use files::{FileError, Files, MemoryFiles};
pub use format::{Formatted, format};
pub use host::{Block, BlockKind};
pub use prepared::Prepared;
pub use span::{Span, Spanned};
pub use syntax_kind::{SyntaxKind, SyntaxNode, Terms};
