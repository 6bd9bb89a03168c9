//! A checked agreement as data for other programs.

pub(crate) mod convert;
pub(crate) mod map;
mod monitorable;
mod parts;
mod places;
mod rule;
pub(crate) mod shape;

#[cfg(test)]
mod tests;
