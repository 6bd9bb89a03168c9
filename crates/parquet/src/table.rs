//! One Parquet file as a table of positions.

use std::sync::Arc;

use armistice_feeds::tracks::Profile;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::reader::ChunkReader;

use crate::layout::{self, Layout};
use crate::writer;
use crate::{Extent, LayoutError, extent, geo, guard};

/// The most bytes of the part of a file that describes it. A file of a hundred thousand row groups stays below.
const LARGEST_FOOTER: u64 = 256 << 20;
/// What every Parquet file ends with, behind the length of its description.
const MAGIC: &[u8; 4] = b"PAR1";

/// Why no row of a file can be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The file is not Parquet, or is damaged at its end, where its description stands.
    #[error("cannot read `{file}` as Parquet: {cause}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the reader of the format says.
        cause: String,
    },
    /// Its columns hold no positions.
    #[error("cannot use `{file}`: {cause}")]
    Layout {
        /// The file.
        file: String,
        /// Why.
        cause: LayoutError,
    },
}

/// A table of positions in a Parquet file.
#[derive(Debug)]
pub struct Table<R> {
    pub(crate) source: Arc<R>,
    pub(crate) file: String,
    pub(crate) metadata: Arc<ParquetMetaData>,
    pub(crate) layout: Layout,
}

impl<R: ChunkReader + 'static> Table<R> {
    /// Reads the description of a file and finds object, time and place among its columns: by the first profile whose
    /// columns it has, by the house's own names, or by names in common use. The zone (`UTC`, `+09:00`) is that of times
    /// that name none, where no profile states it.
    ///
    /// # Errors
    /// [`TableError`] if the file is not Parquet or its columns hold no positions.
    pub fn open(source: R, file: &str, profiles: &[Profile], zone: Option<&str>) -> Result<Self, TableError> {
        let unreadable = |cause: String| TableError::Unreadable { file: file.to_owned(), cause };
        let metadata = describe(&source).map_err(|error| unreadable(plainly(&error)))?;
        let unusable = |cause: LayoutError| TableError::Layout { file: file.to_owned(), cause };
        let geometry = match entry(&metadata, "geo").map(geo::primary) {
            Some(Ok(geometry)) => geometry,
            Some(Err(cause)) => return Err(unusable(LayoutError::Geometry(cause))),
            None => None,
        };
        let schema = metadata.file_metadata().schema_descr();
        let layout = layout::find(schema, geometry.as_ref(), profiles, zone).map_err(unusable)?;
        Ok(Table { source: Arc::new(source), file: file.to_owned(), metadata: Arc::new(metadata), layout })
    }

    /// Whether the file says that its rows are sorted by object and time, as [`crate::Writer`] does.
    #[must_use]
    pub fn says_sorted(&self) -> bool {
        entry(&self.metadata, writer::LAYOUT_KEY) == Some(writer::LAYOUT)
    }

    /// How many rows the file says that it has.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.groups().iter().map(rows_of).fold(0, u64::saturating_add)
    }

    /// How many row groups it has.
    #[must_use]
    pub fn group_count(&self) -> usize {
        self.groups().len()
    }

    /// How many rows a group has; none if there is no such group.
    #[must_use]
    pub fn rows_of(&self, group: usize) -> u64 {
        self.groups().get(group).map_or(0, rows_of)
    }

    /// The box that holds all positions of a row group, as the file itself says; `None` if it does not say.
    #[must_use]
    pub fn extent(&self, group: usize) -> Option<Extent> {
        extent::of(self.groups().get(group)?, &self.layout.place)
    }

    pub(crate) fn groups(&self) -> &[RowGroupMetaData] {
        self.metadata.row_groups()
    }
}

fn rows_of(group: &RowGroupMetaData) -> u64 {
    u64::try_from(group.num_rows()).unwrap_or(0)
}

/// The description of the file, which stands at its end.
fn describe<R: ChunkReader>(source: &R) -> Result<ParquetMetaData, ParquetError> {
    let length = source.len();
    let tail = source.get_bytes(length.saturating_sub(8), length.min(8) as usize)?;
    let size = match tail.split_first_chunk::<4>() {
        Some((size, magic)) if magic == MAGIC => u64::from(u32::from_le_bytes(*size)),
        _ => return Err(ParquetError::General("it does not end as a Parquet file does".to_owned())),
    };
    if size > LARGEST_FOOTER || size + 12 > length {
        return Err(ParquetError::General(format!("its description would be {size} bytes long")));
    }
    guard::held(|| ParquetMetaDataReader::new().parse_and_finish(source))
}

/// An entry of the file's own table of keys.
fn entry<'m>(metadata: &'m ParquetMetaData, key: &str) -> Option<&'m str> {
    let entries = metadata.file_metadata().key_value_metadata()?;
    entries.iter().find(|entry| entry.key == key)?.value.as_deref()
}

/// An error of the library as the end of a sentence.
pub(crate) fn plainly(error: &ParquetError) -> String {
    let text = error.to_string();
    let text = text.split_once(": ").map_or(text.as_str(), |(_, cause)| cause);
    text.trim_end_matches('.').to_owned()
}
