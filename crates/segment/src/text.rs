//! Texts by what they share with the one before (`DELTA_BYTE_ARRAY` of Apache Parquet): in sorted rows an object is written
//! once.

use crate::delta::{Width, pack, unpack};

/// Appends the packed texts.
pub(crate) fn pack_texts(texts: &[&str], out: &mut Vec<u8>) {
    let mut last: &[u8] = b"";
    let (mut shared, mut lengths, mut rests) = (Vec::new(), Vec::new(), Vec::<u8>::new());
    for text in texts.iter().map(|text| text.as_bytes()) {
        let same = last.iter().zip(text).take_while(|(one, other)| one == other).count();
        let rest = text.get(same..).unwrap_or_default();
        shared.push(i64::try_from(same).unwrap_or(i64::MAX));
        lengths.push(i64::try_from(rest.len()).unwrap_or(i64::MAX));
        rests.extend(rest);
        last = text;
    }
    pack(&shared, Width::Narrow, out);
    pack(&lengths, Width::Narrow, out);
    out.extend(rests);
}

/// Takes so many texts from the front of the bytes, each at most so long; nothing if they are not such.
pub(crate) fn unpack_texts(bytes: &mut &[u8], count: usize, longest: usize) -> Option<Vec<String>> {
    let shared = unpack(bytes, count, Width::Narrow)?;
    let lengths = unpack(bytes, count, Width::Narrow)?;
    let mut texts: Vec<String> = Vec::with_capacity(count);
    for (same, length) in shared.into_iter().zip(lengths) {
        let (same, length) = (usize::try_from(same).ok()?, usize::try_from(length).ok()?);
        let (rest, after) = bytes.split_at_checked(length)?;
        *bytes = after;
        let last = texts.last().map(String::as_bytes).unwrap_or_default();
        let text = [last.get(..same)?, rest].concat();
        if text.len() > longest {
            return None;
        }
        texts.push(String::from_utf8(text).ok()?);
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_come_back(texts in prop::collection::vec("[aä한0]{0,4}", 0..300)) {
            let given: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut packed = Vec::new();
            pack_texts(&given, &mut packed);
            let read = unpack_texts(&mut packed.as_slice(), texts.len(), 16);
            prop_assert_eq!(read, Some(texts.clone()));
            if texts.iter().any(|text| text.len() > 3) {
                prop_assert_eq!(unpack_texts(&mut packed.as_slice(), texts.len(), 3), None);
            }
        }
    }
}
