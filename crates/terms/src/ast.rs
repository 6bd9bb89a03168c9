//! The syntax of an agreement file as typed values: what was written, before names are resolved.
//!
//! One struct or variant a rule of the grammar (`docs/language.md`). Every piece keeps its [`Span`](crate::Span) in the Markdown
//! file, so that a diagnostic of any later stage can point at it.

mod class;
mod clause;
mod declaration;
mod document;
mod hours;
pub(crate) mod moved;
mod norm;
mod place;
mod scenario;
mod word;

pub use class::*;
pub use clause::*;
pub use declaration::*;
pub use document::*;
pub use hours::*;
pub use norm::*;
pub use place::*;
pub use scenario::*;
pub use word::*;
