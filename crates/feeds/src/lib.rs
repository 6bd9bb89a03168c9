//! Readers: bytes to values, one module a format. They judge nothing, and no input makes them panic.
//!
//! - [`facts_table`]: the record as a table, one row a fact;
//! - [`nmea`]: positions out of AIS sentences;
//! - [`objects`]: which class an object is of, and whose it is;
//! - [`tracks`]: tables of positions (CSV, gzip or not) into fixes, by a mapping profile.
//!
//! What cannot be read is set aside as a [`Reject`] with its file, its row and the reason; the rest is read.

pub mod facts_table;
mod lines;
pub mod nmea;
pub mod objects;
mod reject;
pub mod tracks;

pub use reject::{KEPT_TEXT, Reject};
