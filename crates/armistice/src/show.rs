//! How answers look. Nothing here judges.

pub(crate) mod changed_lines;
pub(crate) mod changes;
pub(crate) mod claims;
pub(crate) mod diagnostic;
pub(crate) mod events;
pub(crate) mod explanation;
pub(crate) mod fact;
pub(crate) mod heading;
pub(crate) mod incursion;
pub(crate) mod margin;
pub(crate) mod monitorable;
pub(crate) mod passage;
pub(crate) mod proposed;
pub(crate) mod provisions;
pub(crate) mod queue;
pub(crate) mod record;
pub(crate) mod rejects;
pub(crate) mod sayings;
pub(crate) mod scenarios;
pub(crate) mod side_by_side;
pub(crate) mod status_table;
pub(crate) mod tests_of_claims;
pub(crate) mod text;
pub(crate) mod verdict;
pub(crate) mod words;
