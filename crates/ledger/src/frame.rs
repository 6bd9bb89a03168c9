//! The frames of the journal: length (4 bytes, big-endian), CRC-32C of what follows (4 bytes), a letter for the kind,
//! the bytes themselves. See `docs/formats/journal.md`.

/// The longest that a frame can be: a checkpoint with many signatures is longer than any entry.
const LONGEST: usize = 1 << 21;
/// Length, checksum and kind.
const HEADER: usize = 9;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame<'a> {
    /// The checkpoint from which this journal goes on: everything before is in the tiles, durably.
    Base(&'a [u8]),
    /// An entry.
    Entry(&'a [u8]),
    /// The checkpoint that ends a batch. What stands before it is promised from the moment when it is durable.
    Head(&'a [u8]),
}

impl<'a> Frame<'a> {
    fn parts(self) -> (u8, &'a [u8]) {
        match self {
            Frame::Base(bytes) => (b'B', bytes),
            Frame::Entry(bytes) => (b'E', bytes),
            Frame::Head(bytes) => (b'H', bytes),
        }
    }

    /// Adds the frame to a journal.
    pub(crate) fn write(self, journal: &mut Vec<u8>) {
        let (kind, bytes) = self.parts();
        // An entry is at most 64 KiB and a note at most 1 MiB.
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        journal.extend(length.to_be_bytes());
        journal.extend(checksum(kind, bytes).to_be_bytes());
        journal.push(kind);
        journal.extend(bytes);
    }

    /// Reads the frame that begins here, and tells how long it is; nothing if none does.
    pub(crate) fn read(journal: &'a [u8]) -> Option<(Self, usize)> {
        let (length, rest) = journal.split_first_chunk::<4>()?;
        let (sum, rest) = rest.split_first_chunk::<4>()?;
        let (kind, rest) = rest.split_first()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok().filter(|length| *length <= LONGEST)?;
        let bytes = rest.get(..length)?;
        if checksum(*kind, bytes) != u32::from_be_bytes(*sum) {
            return None;
        }
        let frame = match kind {
            b'B' => Frame::Base(bytes),
            b'E' => Frame::Entry(bytes),
            b'H' => Frame::Head(bytes),
            _ => return None,
        };
        Some((frame, HEADER + length))
    }
}

fn checksum(kind: u8, bytes: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&[kind]), bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn frames_come_back_one_after_another() {
        let frames = [Frame::Base(b"base"), Frame::Entry(b""), Frame::Entry(b"entry"), Frame::Head(b"head")];
        let mut journal = Vec::new();
        frames.iter().for_each(|frame| frame.write(&mut journal));
        let mut rest = journal.as_slice();
        for frame in frames {
            let (read, length) = Frame::read(rest).unwrap();
            assert_eq!(read, frame);
            rest = &rest[length..];
        }
        assert!(rest.is_empty() && Frame::read(rest).is_none());
    }

    /// The bytes are those of the page on the format.
    #[test]
    fn the_format_is_that_of_its_page() {
        let mut journal = Vec::new();
        Frame::Entry(b"123456789").write(&mut journal);
        let hex: String = journal.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "000000096e0ab1fb45313233343536373839");
        let page = include_str!("../../../docs/formats/journal.md").replace(' ', "");
        assert!(page.contains(&hex), "the page shows {hex}");
    }

    proptest! {
        #[test]
        fn no_changed_byte_and_no_part_is_a_frame(bytes in prop::collection::vec(any::<u8>(), 0..60), at: prop::sample::Index, flip in 1u8..) {
            let mut journal = Vec::new();
            Frame::Entry(&bytes).write(&mut journal);
            let at = at.index(journal.len());
            prop_assert!(Frame::read(&journal[..at]).is_none());
            journal[at] ^= flip;
            let read = Frame::read(&journal).map(|(frame, _)| frame);
            prop_assert_ne!(read, Some(Frame::Entry(&bytes)));
        }
    }
}
