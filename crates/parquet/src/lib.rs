//! Tables of positions in Parquet: read in any layout, sorted outside memory, written in the house's own.
//!
//! - [`Table`] finds object, time and place among the columns and gives the rows as [`Fix`]es; what cannot be read is a
//!   [`Reject`] with its row and reason, and the rest is read.
//! - [`Table::batches`] gives objects, times and places alone, as columns, many times as fast.
//! - [`Table::order`] tells how the rows are sorted, by reading them; [`Sorter`] sorts any number of fixes in bounded
//!   memory.
//! - [`Writer`] writes the layout that is fastest to read: sorted by object and time, whole numbers, differences packed.
//!
//! ```
//! use armistice_feeds::tracks::{Profile, Tracks};
//! use armistice_parquet::{Table, Writer};
//! let csv = "MMSI,BaseDateTime,LAT,LON,SOG\n7,2023-01-11T00:00:01,37.5,126.5,3.1\n";
//! let mut writer = Writer::new(Vec::new())?;
//! for fix in Tracks::open(csv.as_bytes(), "day.csv", &Profile::shipped())?.flatten() {
//!     writer.push(&fix)?;
//! }
//! let table = Table::open(bytes::Bytes::from(writer.finish()?), "day.parquet", &[], None)?;
//! let fix = table.fixes(|_| true).next().unwrap().unwrap();
//! assert_eq!((fix.object.as_str(), fix.position.lat_e7(), fix.row), ("7", 375_000_000, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The low-level half of the `parquet` crate reads the file's structure and decodes its columns; nothing of Arrow is used.
//! The codecs are those with an implementation in plain Rust: snappy, gzip, zstd, brotli and lz4.
//!
//! [`Fix`]: armistice_facts::Fix
//! [`Reject`]: armistice_feeds::Reject

mod column;
mod columns;
mod extent;
mod fixes;
mod geo;
mod guard;
mod layout;
mod moment;
mod order;
mod pages;
mod sorter;
mod table;
mod wkb;
mod writer;

pub use columns::{Batch, Batches, Names};
pub use extent::Extent;
pub use fixes::Fixes;
pub use layout::LayoutError;
pub use order::Sorting;
pub use sorter::{Sorted, Sorter};
pub use table::{Table, TableError};
pub use writer::{Writer, WriterError};
