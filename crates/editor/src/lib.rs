//! What an editor asks about the text of an agreement.
//!
//! A [`Document`] is an open file as it stands under the cursor, right or wrong: its text, its lossless trees and what
//! the compiler says of it. Each question is a function of its own: [`problems`], [`hover`](hover::hover),
//! [`definition`](navigation::definition), [`completion`](completion::completion) and so on. Places are those of the
//! Language Server Protocol 3.17: lines and UTF-16 columns from 0.
//!
//! It knows no transport: `armistice lsp` carries the questions. It decides nothing about the language: which word may
//! come next is asked of the parser, what is wrong of the compiler.

pub mod completion;
mod document;
pub mod fixes;
pub mod hover;
mod lexicon;
pub mod navigation;
mod next;
pub mod problems;
pub mod semantic;
mod symbols;

pub use document::{Document, Edit, MAX_TEXT_BYTES};
pub use lexicon::Lexicon;
pub use next::keywords;
