//! A report as its claims are joined with those of others.

use crate::claim::Claim;

/// A report with its claims, and what tells whose words its own are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Report<'a> {
    /// What was read in it.
    pub claims: &'a [Claim],
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// The agency that it credits.
    pub wire: Option<&'a str>,
    /// The first of the reports whose words it has, by [`super::texts::Shelf::copies`]; itself where others have its words.
    pub copy_of: Option<usize>,
}
