//! Bytes to text: which encoding, and what could not be read in it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Hint;

/// How far the page is searched for its own word on its encoding, in bytes: twice what browsers search.
const HEAD: usize = 2048;

/// Text, and how it was read.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static str,
    pub(super) replaced: usize,
}

/// The kind of a file that is no text, by its first bytes; NUL bytes in no order of UTF-16 are no text either.
pub(super) fn not_text(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"RIFF", "a film or sound"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"\x7fELF", "a program"),
    ];
    if let Some((_, kind)) = kinds.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(kind);
    }
    let nuls = bytes.iter().take(HEAD).filter(|byte| **byte == 0).count();
    (nuls > 0 && Encoding::for_bom(bytes).is_none() && wide(bytes).is_none()).then_some("binary data")
}

/// By its byte order mark; else UTF-8 if all of it is; else by the word of the server, of the page, and by its letters.
pub(super) fn decode(bytes: &[u8], hint: &Hint) -> Decoded {
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or_else(|| (choose(bytes, hint), 0));
    let rest = bytes.get(skip..).unwrap_or_default();
    let (text, broken) = encoding.decode_without_bom_handling(rest);
    let replaced = if broken { text.chars().filter(|letter| *letter == '\u{fffd}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced }
}

fn choose(bytes: &[u8], hint: &Hint) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() && wide(bytes).is_none() {
        return UTF_8;
    }
    let server = hint.content_type.as_deref().and_then(|kind| label(kind.as_bytes()));
    server.or_else(|| wide(bytes)).or_else(|| label(bytes.get(..HEAD).unwrap_or(bytes))).unwrap_or_else(
        || {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            detector.guess(hint.url.as_deref().and_then(country), Utf8Detection::Allow)
        },
    )
}

/// The label behind the first `charset=` (or `encoding=`) that names an encoding.
fn label(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    [&b"charset"[..], b"encoding"].into_iter().find_map(|word| {
        let at = head.windows(word.len()).position(|window| window == word)? + word.len();
        let rest = head.get(at..)?;
        let skipped = rest.iter().take_while(|byte| matches!(byte, b'=' | b' ' | b'"' | b'\'')).count();
        let name = rest.get(skipped..)?;
        let length = name
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            .count();
        // A page that could be searched for its label is not of two bytes a letter, whatever it says.
        Encoding::for_label(name.get(..length)?)
            .map(|found| if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
    })
}

/// UTF-16 without a mark: every other byte of the beginning is nought.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(256))?;
    let noughts = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (noughts(0), noughts(1));
    let most = head.len() / 2 * 3 / 4;
    match head.len() {
        0..8 => None,
        _ if odd > most && even == 0 => Some(UTF_16LE),
        _ if even > most && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The last part of the host, which tells the likely script.
fn country(url: &str) -> Option<&[u8]> {
    let host = url.split("://").nth(1)?.split(['/', ':', '?', '#']).next()?;
    let last = host.rsplit('.').next()?;
    let plain = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_lowercase());
    plain.then_some(last.as_bytes())
}
