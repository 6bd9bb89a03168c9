//! Lines of bounded length out of a stream of any length, plain or compressed.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

/// The longest row that is read, in bytes. Rows of real track tables stay under one kilobyte.
pub(crate) const LONGEST_ROW: usize = 64 * 1024;
/// The first two bytes of a gzip member (RFC 1952, section 2.3.1).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// The byte order mark that some programs put before UTF-8 text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One line of the stream.
#[derive(Debug)]
pub(crate) enum Line {
    /// A whole line is in the buffer, without its line end.
    Whole,
    /// The line was longer than [`LONGEST_ROW`]: the buffer holds its start, the rest was read over.
    TooLong(u64),
    /// The stream broke off with an error; the buffer holds what there was of the line.
    Broken(io::Error),
    /// There are no more lines.
    End,
}

/// Reads a stream line by line in constant memory.
pub(crate) struct Lines<'a> {
    stream: Box<dyn BufRead + 'a>,
    is_compressed: bool,
    is_over: bool,
    /// Lines read so far: the number of the line in the buffer.
    pub(crate) number: u64,
    /// The line.
    pub(crate) buffer: Vec<u8>,
}

impl<'a> Lines<'a> {
    /// Lines of a plain stream, or of one that begins as gzip does (several members follow one another).
    pub(crate) fn new(stream: impl Read + 'a) -> io::Result<Self> {
        let mut stream = BufReader::new(stream);
        let is_compressed = begins_as_gzip(&mut stream)?;
        let stream: Box<dyn BufRead + 'a> = if is_compressed {
            Box::new(BufReader::new(MultiGzDecoder::new(stream)))
        } else {
            Box::new(stream)
        };
        Ok(Lines { stream, is_compressed, is_over: false, number: 0, buffer: Vec::new() })
    }

    /// Whether the stream is compressed.
    pub(crate) fn is_compressed(&self) -> bool {
        self.is_compressed
    }

    /// Reads the next line into the buffer.
    pub(crate) fn advance(&mut self) -> Line {
        self.buffer.clear();
        if self.is_over {
            return Line::End;
        }
        self.number += 1;
        let length = match self.fill() {
            Ok(length) => length,
            Err(error) => {
                self.is_over = true;
                return Line::Broken(error);
            }
        };
        self.trim();
        match length {
            None => Line::End,
            Some(length) if length > LONGEST_ROW as u64 => Line::TooLong(length),
            Some(_) => Line::Whole,
        }
    }

    /// Takes bytes up to the line end; the length of the line, or nothing at the end of the stream.
    fn fill(&mut self) -> io::Result<Option<u64>> {
        let mut length = 0;
        loop {
            let available = match self.stream.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if available.is_empty() {
                self.is_over = true;
                return Ok((length > 0).then_some(length));
            }
            let end = available.iter().position(|byte| *byte == b'\n');
            let line = available.get(..end.unwrap_or(available.len())).unwrap_or(available);
            let room = LONGEST_ROW.saturating_sub(self.buffer.len());
            self.buffer.extend(line.iter().take(room));
            length += line.len() as u64;
            let used = line.len() + usize::from(end.is_some());
            self.stream.consume(used);
            if end.is_some() {
                return Ok(Some(length));
            }
        }
    }

    fn trim(&mut self) {
        if self.buffer.last() == Some(&b'\r') {
            self.buffer.pop();
        }
        if self.number == 1 && self.buffer.starts_with(BYTE_ORDER_MARK) {
            self.buffer.drain(..BYTE_ORDER_MARK.len());
        }
    }
}

impl std::fmt::Debug for Lines<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines").field("number", &self.number).finish_non_exhaustive()
    }
}

fn begins_as_gzip(stream: &mut impl BufRead) -> io::Result<bool> {
    loop {
        match stream.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(bytes) => return Ok(bytes.starts_with(&GZIP_MAGIC)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(bytes: &[u8]) -> Vec<String> {
        let mut lines = Lines::new(bytes).unwrap();
        let mut found = Vec::new();
        while let Line::Whole = lines.advance() {
            found.push(String::from_utf8(lines.buffer.clone()).unwrap());
        }
        found
    }

    #[test]
    fn line_ends_of_both_kinds_and_a_last_line_without_one() {
        assert_eq!(whole(b"\xef\xbb\xbfa,b\r\n1,2\n\n3,4"), ["a,b", "1,2", "", "3,4"]);
        assert!(whole(b"").is_empty());
    }

    #[test]
    fn a_row_that_is_too_long_is_read_over_without_being_held() {
        let mut bytes = b"a\n".to_vec();
        bytes.resize(10_000_002, b'x');
        bytes.extend(b"\nb\n");
        let mut lines = Lines::new(bytes.as_slice()).unwrap();
        assert!(matches!(lines.advance(), Line::Whole));
        assert!(matches!(lines.advance(), Line::TooLong(10_000_000)));
        assert_eq!(lines.buffer.len(), LONGEST_ROW);
        assert!(matches!(lines.advance(), Line::Whole));
        assert_eq!((lines.buffer.as_slice(), lines.number), (b"b".as_slice(), 3));
        assert!(matches!(lines.advance(), Line::End));
    }
}
