//! The file of a minute of positions: Parquet of one fixed layout (docs/formats/segment.md), written and read without a
//! library, so that every build of the program has it, and the same rows are the same bytes on every machine.
//!
//! - [`write()`]: positions to bytes, sorted by object and time;
//! - [`Segment`]: the bytes read again, a row group at a time;
//! - [`Segment::parts`]: the bytes cut into row groups and footer, each of which has a hash of its own in the record, so that
//!   one part can be checked without the others.
//!
//! ```
//! use armistice_segment::{Segment, write};
//! let bytes = write(Vec::new());
//! let segment = Segment::open(&bytes)?;
//! assert_eq!((segment.rows(), segment.parts().len()), (0, 1));
//! # Ok::<(), armistice_segment::SegmentError>(())
//! ```
//!
//! Left out on purpose: any other layout of Parquet (`armistice-parquet` reads those), and hashes: whoever binds a file has
//! its own.

mod delta;
mod footer;
mod read;
mod schema;
mod text;
mod thrift;
mod write;

pub use read::{About, Segment, SegmentError};
pub use write::{GROUP_ROWS, write};
