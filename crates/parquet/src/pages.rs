//! The pages of one column of one row group, unpacked by codecs in plain Rust.
//!
//! The library hands pages over as they stand in the file, because it is told that they are not compressed; they are
//! unpacked here, within a bound. So no codec of the library is built, zstd needs no C, and a page that claims to hold
//! more than it may is refused before it is held.

use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::ChunkReader;
use parquet::file::serialized_reader::SerializedPageReader;

/// The largest page that is unpacked, in bytes. Writers aim at one megabyte; DuckDB goes up to a hundred.
pub(crate) const LARGEST_PAGE: usize = 256 << 20;

/// The codecs whose pages can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Codec {
    None,
    Snappy,
    Gzip,
    Zstd,
    Brotli,
    Lz4,
}

/// Pages of a column chunk, unpacked one by one.
pub(crate) struct Pages<R: ChunkReader> {
    packed: SerializedPageReader<R>,
    codec: Codec,
}

impl<R: ChunkReader> Pages<R> {
    /// Ready to read the pages of a chunk.
    pub(crate) fn open(source: &Arc<R>, chunk: &ColumnChunkMetaData, rows: usize) -> Result<Self> {
        let codec = codec(chunk)?;
        let plain = chunk.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
        Ok(Pages { packed: SerializedPageReader::new(Arc::clone(source), &plain, rows, None)?, codec })
    }

    fn unpack(&self, page: Page) -> Result<Page> {
        Ok(match page {
            Page::DictionaryPage { buf, num_values, encoding, is_sorted } => {
                let buf = self.codec.unpack(buf)?;
                // The library makes room for so many values before it looks for them; each takes a byte or more.
                if num_values as usize > buf.len() {
                    return Err(damaged("a dictionary claims more values than it has bytes"));
                }
                Page::DictionaryPage { buf, num_values, encoding, is_sorted }
            }
            other if self.codec == Codec::None => other,
            Page::DataPage {
                buf,
                num_values,
                encoding,
                def_level_encoding,
                rep_level_encoding,
                statistics,
            } => Page::DataPage {
                buf: self.codec.unpack(buf)?,
                num_values,
                encoding,
                def_level_encoding,
                rep_level_encoding,
                statistics,
            },
            Page::DataPageV2 {
                buf,
                num_values,
                encoding,
                num_nulls,
                num_rows,
                def_levels_byte_len,
                rep_levels_byte_len,
                is_compressed,
                statistics,
            } => {
                let levels = def_levels_byte_len.saturating_add(rep_levels_byte_len) as usize;
                let buf = match (is_compressed, buf.split_at_checked(levels)) {
                    (true, Some((levels, packed))) => self.codec.unpack_behind(levels, packed)?,
                    (true, None) => return Err(damaged("a page ends within its levels")),
                    (false, _) => buf,
                };
                Page::DataPageV2 {
                    buf,
                    num_values,
                    encoding,
                    num_nulls,
                    num_rows,
                    def_levels_byte_len,
                    rep_levels_byte_len,
                    is_compressed: false,
                    statistics,
                }
            }
        })
    }
}

impl<R: ChunkReader> Iterator for Pages<R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl<R: ChunkReader> PageReader for Pages<R> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        match self.packed.get_next_page()? {
            Some(page) => self.unpack(page).map(Some),
            None => Ok(None),
        }
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.packed.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.packed.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.packed.at_record_boundary()
    }
}

impl Codec {
    /// What was packed.
    fn unpack(self, packed: Bytes) -> Result<Bytes> {
        if self == Codec::None { Ok(packed) } else { self.unpack_behind(&[], &packed) }
    }

    /// What was packed, behind what was not.
    fn unpack_behind(self, plain: &[u8], packed: &[u8]) -> Result<Bytes> {
        let mut unpacked = plain.to_vec();
        // A page of nothing but nulls has no bytes, whatever the codec.
        if !packed.is_empty() {
            match self {
                Codec::None => unpacked.extend(packed),
                Codec::Snappy => snappy(packed, &mut unpacked)?,
                Codec::Gzip => fill(flate2::read::MultiGzDecoder::new(packed), &mut unpacked)?,
                Codec::Brotli => {
                    fill(brotli_decompressor::Decompressor::new(packed, 4096), &mut unpacked)?;
                }
                Codec::Lz4 => lz4(packed, &mut unpacked)?,
                Codec::Zstd => {
                    let frames = ruzstd::decoding::StreamingDecoder::new(packed)
                        .map_err(|error| damaged(&error.to_string()))?;
                    fill(frames, &mut unpacked)?;
                }
            }
        }
        Ok(Bytes::from(unpacked))
    }
}

fn codec(chunk: &ColumnChunkMetaData) -> Result<Codec> {
    match chunk.compression() {
        Compression::UNCOMPRESSED => Ok(Codec::None),
        Compression::SNAPPY => Ok(Codec::Snappy),
        Compression::GZIP(_) => Ok(Codec::Gzip),
        Compression::ZSTD(_) => Ok(Codec::Zstd),
        Compression::BROTLI(_) => Ok(Codec::Brotli),
        Compression::LZ4_RAW => Ok(Codec::Lz4),
        other => Err(ParquetError::NYI(format!(
            "column `{}` is packed with {other}, which has no place here; write the file with snappy or zstd",
            chunk.column_path().string()
        ))),
    }
}

fn snappy(packed: &[u8], unpacked: &mut Vec<u8>) -> Result<()> {
    let failed = |error: snap::Error| damaged(&error.to_string());
    let length = snap::raw::decompress_len(packed).map_err(failed)?;
    if length > LARGEST_PAGE {
        return Err(too_large());
    }
    let plain = unpacked.len();
    unpacked.resize(plain + length, 0);
    let room = unpacked.get_mut(plain..).unwrap_or_default();
    snap::raw::Decoder::new().decompress(packed, room).map_err(failed)?;
    Ok(())
}

/// A block of LZ4 does not say how much it holds: the room is made larger until it fits. It never holds more than
/// 255 times its bytes.
fn lz4(packed: &[u8], unpacked: &mut Vec<u8>) -> Result<()> {
    let plain = unpacked.len();
    let most = packed.len().saturating_mul(255).saturating_add(16).min(LARGEST_PAGE);
    let mut room = packed.len().saturating_mul(4).clamp(64, most.max(64));
    loop {
        unpacked.resize(plain + room, 0);
        match lz4_flex::block::decompress_into(packed, unpacked.get_mut(plain..).unwrap_or_default()) {
            Ok(length) => {
                unpacked.truncate(plain + length);
                return Ok(());
            }
            Err(lz4_flex::block::DecompressError::OutputTooSmall { .. }) if room < most => {
                room = room.saturating_mul(4).min(most);
            }
            Err(lz4_flex::block::DecompressError::OutputTooSmall { .. }) => return Err(too_large()),
            Err(error) => return Err(damaged(&error.to_string())),
        }
    }
}

/// All of a stream, within the bound of a page.
fn fill(stream: impl Read, unpacked: &mut Vec<u8>) -> Result<()> {
    let plain = unpacked.len();
    let mut bounded = stream.take(LARGEST_PAGE as u64 + 1);
    bounded.read_to_end(unpacked).map_err(|error| damaged(&error.to_string()))?;
    if unpacked.len() - plain > LARGEST_PAGE {
        return Err(too_large());
    }
    Ok(())
}

fn damaged(cause: &str) -> ParquetError {
    ParquetError::General(format!("a page cannot be unpacked: {cause}"))
}

fn too_large() -> ParquetError {
    ParquetError::General(format!("a page unpacks to more than {LARGEST_PAGE} bytes"))
}
