//! Signed notes (`c2sp.org/signed-note`): a text, a blank line, and lines of signatures.

use std::fmt;

use base64ct::{Base64, Encoding as _};

use crate::key::{Key, KeyId, is_key_name};
use crate::signer::Signer;

/// The most signatures that a note may carry; the specification asks for at least 16.
pub const MOST_SIGNATURES: usize = 64;
/// The largest note that is read, in bytes.
pub const LARGEST_NOTE: usize = 1 << 20;
/// How a line of a signature begins: a dash and a space.
const DASH: &str = "\u{2014} ";

/// Why bytes are no signed note, or not one that can be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoteError {
    /// Too large.
    #[error("the note has {0} bytes, more than {LARGEST_NOTE}")]
    Large(usize),
    /// Not UTF-8.
    #[error("the note is not UTF-8 after byte {0}")]
    Encoding(usize),
    /// A control character.
    #[error("the note has a control character at byte {0}")]
    Control(usize),
    /// No blank line before signatures.
    #[error("the note has no text with signatures below")]
    Unsigned,
    /// A line that is no signature.
    #[error("line {0} below the text is no signature")]
    Line(usize),
    /// Too many signatures.
    #[error("the note has more than {MOST_SIGNATURES} signatures")]
    Many,
    /// A key that is known did not make the signature that bears its name.
    #[error("the signature that bears the name of `{0}` is not by that key")]
    Forged(String),
    /// Whoever holds the key does not sign.
    #[error("{0}")]
    Refused(String),
    /// No signature by a key that is known.
    #[error("no key that is trusted signed it")]
    Stranger,
}

/// One line of signature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// Its identifier.
    pub id: KeyId,
    /// What the key made.
    pub bytes: Vec<u8>,
}

/// A text with signatures. Nothing of the text holds before a signature by a trusted key was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    /// The signatures, in their order.
    pub signatures: Vec<NoteSignature>,
}

impl Note {
    /// A text, signed by a key.
    ///
    /// # Errors
    /// [`NoteError`] if it cannot be the text of a note, or the key does not sign.
    pub fn signed(text: String, by: &dyn Signer) -> Result<Self, NoteError> {
        let mut note = Note::new(text)?;
        let bytes = by.sign(note.text().as_bytes()).map_err(NoteError::Refused)?.to_vec();
        note.signatures.push(NoteSignature { name: by.key().name().to_owned(), id: by.key().id(), bytes });
        Ok(note)
    }

    /// A note of this text, not signed yet.
    ///
    /// # Errors
    /// [`NoteError`] if the text does not end in a line end, or holds control characters.
    pub fn new(text: String) -> Result<Self, NoteError> {
        if !text.ends_with('\n') {
            return Err(NoteError::Unsigned);
        }
        match text.bytes().position(|byte| byte < 0x20 && byte != b'\n') {
            Some(at) => Err(NoteError::Control(at)),
            None => Ok(Note { text, signatures: Vec::new() }),
        }
    }

    /// Reads a note.
    ///
    /// # Errors
    /// [`NoteError`] naming what is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > LARGEST_NOTE {
            return Err(NoteError::Large(bytes.len()));
        }
        let whole = std::str::from_utf8(bytes).map_err(|error| NoteError::Encoding(error.valid_up_to()))?;
        let (text, below) = whole.rsplit_once("\n\n").ok_or(NoteError::Unsigned)?;
        let mut note = Note::new(format!("{text}\n"))?;
        note.signatures = signature_lines(below)?;
        Ok(note)
    }

    /// The text, with its last line end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures that bear the name and identifier of the key.
    pub fn by<'a>(&'a self, key: &'a Key) -> impl Iterator<Item = &'a NoteSignature> {
        self.signatures.iter().filter(|one| one.name == key.name() && one.id == key.id())
    }

    /// The keys, of those that are known, that signed the text with a plain Ed25519 signature. A signature that bears
    /// the name of a known key and is not by it spoils the note; signatures of unknown keys are passed over.
    ///
    /// # Errors
    /// [`NoteError::Forged`], or [`NoteError::Stranger`] if no known key signed.
    pub fn signed_by<'a>(&self, known: &'a [Key]) -> Result<Vec<&'a Key>, NoteError> {
        let mut signers = Vec::new();
        for key in known {
            for signature in self.by(key) {
                let bytes = signature.bytes.as_slice().try_into();
                if !bytes.is_ok_and(|bytes| key.has_signed(self.text.as_bytes(), bytes)) {
                    return Err(NoteError::Forged(key.name().to_owned()));
                }
                if !signers.contains(&key) {
                    signers.push(key);
                }
            }
        }
        if signers.is_empty() { Err(NoteError::Stranger) } else { Ok(signers) }
    }
}

/// Reads lines of signatures: what stands below a note, and what a witness answers.
///
/// # Errors
/// [`NoteError`] naming the first line that is none.
pub fn signature_lines(text: &str) -> Result<Vec<NoteSignature>, NoteError> {
    let body = text.strip_suffix('\n').ok_or(NoteError::Unsigned)?;
    let mut signatures = Vec::new();
    for (above, line) in body.split('\n').enumerate() {
        if above == MOST_SIGNATURES {
            return Err(NoteError::Many);
        }
        signatures.push(signature(line).ok_or(NoteError::Line(above + 1))?);
    }
    Ok(signatures)
}

fn signature(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix(DASH)?.split_once(' ')?;
    let decoded = Base64::decode_vec(encoded).ok()?;
    let (id, bytes) = decoded.split_first_chunk::<4>()?;
    let is_whole = is_key_name(name) && !bytes.is_empty();
    is_whole.then(|| NoteSignature { name: name.to_owned(), id: KeyId(*id), bytes: bytes.to_vec() })
}

/// The line of a signature, with its line end.
impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoded = Base64::encode_string(&[self.id.0.as_slice(), &self.bytes].concat());
        writeln!(f, "{DASH}{} {encoded}", self.name)
    }
}

/// The whole note.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| signature.fmt(f))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Purpose, Secret};
    use proptest::prelude::*;

    /// The example of `c2sp.org/signed-note`.
    const EXAMPLE: &str = "This is an example message.\n\n\u{2014} example.com/foo \
        Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    const FOO: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    fn foo() -> Key {
        Key::parse(FOO).unwrap()
    }

    #[test]
    fn the_note_of_the_specification_is_signed_by_its_key() {
        let note = Note::parse(EXAMPLE.as_bytes()).unwrap();
        assert_eq!(note.text(), "This is an example message.\n");
        assert_eq!(note.to_string(), EXAMPLE);
        assert_eq!(note.signed_by(&[foo()]), Ok(vec![&foo()]));
    }

    #[test]
    fn a_changed_text_is_forged_and_a_strange_key_is_nobody() {
        let changed = EXAMPLE.replace("example message", "example massage");
        let note = Note::parse(changed.as_bytes()).unwrap();
        assert_eq!(note.signed_by(&[foo()]), Err(NoteError::Forged("example.com/foo".to_owned())));
        let other = Secret::from_seed("example.com/foo", Purpose::Signing, &[1; 32]).unwrap();
        assert_eq!(note.signed_by(&[other.key().clone()]), Err(NoteError::Stranger));
        assert_eq!(note.signed_by(&[]), Err(NoteError::Stranger));
    }

    #[test]
    fn a_good_signature_does_not_save_a_note_with_a_forged_one() {
        let line = EXAMPLE.split_once("\n\n").unwrap().1;
        let forged = line.replace("aQM=", "aQI=");
        let note = Note::parse(format!("{EXAMPLE}{forged}").as_bytes()).unwrap();
        assert_eq!(note.signed_by(&[foo()]), Err(NoteError::Forged("example.com/foo".to_owned())));
    }

    #[test]
    fn text_may_hold_blank_lines_and_names_any_letters() {
        let poem = "Ognuno sta solo\n\n\u{e8} subito sera.\n";
        let key = Secret::from_seed("quasimodo.example/\u{e8}", Purpose::Signing, &[3; 32]).unwrap();
        let mut note = Note::new(poem.to_owned()).unwrap();
        let bytes = key.sign(poem.as_bytes()).to_vec();
        note.signatures.push(NoteSignature { name: key.key().name().to_owned(), id: key.key().id(), bytes });
        let again = Note::parse(note.to_string().as_bytes()).unwrap();
        assert_eq!(again, note);
        assert_eq!(again.signed_by(std::slice::from_ref(key.key())).unwrap().len(), 1);
    }

    #[test]
    fn what_is_no_note_is_refused() {
        let line = EXAMPLE.split_once("\n\n").unwrap().1;
        let long = line.repeat(MOST_SIGNATURES + 1);
        for (wrong, why) in [
            (String::new(), NoteError::Unsigned),
            ("text\n".to_owned(), NoteError::Unsigned),
            ("text\n\n".to_owned(), NoteError::Unsigned),
            (EXAMPLE.trim_end().to_owned(), NoteError::Unsigned),
            (EXAMPLE.replace('\n', "\r\n"), NoteError::Unsigned),
            (EXAMPLE.replace("This", "\tThis"), NoteError::Control(0)),
            (EXAMPLE.replace('\u{2014}', "-"), NoteError::Line(1)),
            (EXAMPLE.replace("example.com/foo", "example.com/foo bar"), NoteError::Line(1)),
            (EXAMPLE.replace("example.com/foo", "a+b"), NoteError::Line(1)),
            (EXAMPLE.replace("aQM=", "aQM"), NoteError::Line(1)),
            (format!("{EXAMPLE} \n"), NoteError::Line(2)),
            (format!("text\n\n{long}"), NoteError::Many),
        ] {
            assert_eq!(Note::parse(wrong.as_bytes()), Err(why), "{wrong}");
        }
        assert_eq!(Note::parse(b"\xff"), Err(NoteError::Encoding(0)));
        assert_eq!(Note::parse(&vec![b'x'; LARGEST_NOTE + 1]), Err(NoteError::Large(LARGEST_NOTE + 1)));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same(
            text in "[a-z\n]{0,12}\n",
            lines in prop::collection::vec(("[^ +\\s\\p{Cc}]{1,9}", prop::collection::vec(any::<u8>(), 5..80)), 1..4),
        ) {
            let line = |(name, bytes): &(String, Vec<u8>)| format!("{DASH}{name} {}\n", Base64::encode_string(bytes));
            let whole = format!("{text}\n{}", lines.iter().map(line).collect::<String>());
            prop_assert_eq!(Note::parse(whole.as_bytes()).unwrap().to_string(), whole);
        }
    }
}
