//! Tokens of time (RFC 3161), as far as a reader of records needs them: over which bytes, and for when. Who signed a token, and
//! whether that authority is to be believed, is for programs that know certificates (`openssl ts -verify`).

use armistice_facts::Instant;

use crate::Hash;

/// A token is not longer than this, in bytes.
pub const LARGEST_TOKEN: usize = 64 << 10;

/// What a token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The SHA-256 of what it is over.
    pub over: Hash,
    /// The time that it tells.
    pub time: Instant,
}

/// Why bytes are no token that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Not the form of RFC 3161.
    #[error("it is no token of time (RFC 3161)")]
    Form,
    /// Over another hash than SHA-256.
    #[error("it is over a hash that is not SHA-256: ask for the token with -sha256")]
    Hash,
    /// The authority refused.
    #[error("it is the answer of an authority that gave no token")]
    Refused,
}

// The names of things in the form of DER.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const TIME_INFORMATION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04];
const SHA_256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];

const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const NAME: u8 = 0x06;
const TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const FIRST: u8 = 0xa0;

impl Token {
    /// Reads a token, alone or in the answer of an authority.
    ///
    /// # Errors
    /// [`TokenError`] if it is none.
    pub fn parse(bytes: &[u8]) -> Result<Self, TokenError> {
        let mut whole = Der(bytes);
        let outer = whole.take(SEQUENCE).filter(|_| whole.0.is_empty() && bytes.len() <= LARGEST_TOKEN);
        let outer = outer.ok_or(TokenError::Form)?;
        // An answer begins with how it went, a token with its name.
        let mut inner = match outer.first() {
            Some(&SEQUENCE) => answered(Der(outer))?,
            _ => Der(outer),
        };
        signed(&mut inner).and_then(|time| information(Der(time))).ok_or(TokenError::Form)?
    }
}

/// The token in an answer.
fn answered(mut answer: Der<'_>) -> Result<Der<'_>, TokenError> {
    let how = answer.take(SEQUENCE).and_then(|how| Der(how).take(INTEGER)).ok_or(TokenError::Form)?;
    // Granted, or granted otherwise than asked.
    if !matches!(how, [0 | 1]) {
        return Err(TokenError::Refused);
    }
    answer.take(SEQUENCE).map(Der).ok_or(TokenError::Form)
}

/// What is signed in the form of RFC 5652: the information on the time.
fn signed<'a>(token: &mut Der<'a>) -> Option<&'a [u8]> {
    if token.take(NAME)? != SIGNED_DATA {
        return None;
    }
    let mut data = Der(Der(token.take(FIRST)?).take(SEQUENCE)?);
    data.take(INTEGER)?;
    data.take(SET)?;
    let mut content = Der(data.take(SEQUENCE)?);
    if content.take(NAME)? != TIME_INFORMATION {
        return None;
    }
    let information = Der(content.take(FIRST)?).take(OCTETS)?;
    Der(information).take(SEQUENCE)
}

fn information(mut information: Der<'_>) -> Option<Result<Token, TokenError>> {
    information.take(INTEGER)?;
    information.take(NAME)?;
    let mut imprint = Der(information.take(SEQUENCE)?);
    let algorithm = Der(imprint.take(SEQUENCE)?).take(NAME)?;
    let over = imprint.take(OCTETS)?;
    information.take(INTEGER)?;
    let time = time(information.take(TIME)?)?;
    if algorithm != SHA_256 {
        return Some(Err(TokenError::Hash));
    }
    Some(Ok(Token { over: Hash(over.try_into().ok()?), time }))
}

/// `20260301040000Z`, with a fraction of a second or without.
fn time(letters: &[u8]) -> Option<Instant> {
    let text = std::str::from_utf8(letters).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let (date, clock) = whole.split_at_checked(8)?;
    let ((year, day), (hour, rest)) = (date.split_at_checked(4)?, clock.split_at_checked(2)?);
    let ((month, day), (minute, second)) = (day.split_at_checked(2)?, rest.split_at_checked(2)?);
    let millis = format!("{fraction:0<3}");
    let millis = millis.get(..3)?;
    format!("{year}-{month}-{day}T{hour}:{minute}:{second}.{millis}Z").parse().ok()
}

/// Values one after another in the form of DER.
#[derive(Debug, Clone, Copy)]
struct Der<'a>(&'a [u8]);

impl<'a> Der<'a> {
    /// Takes the next value, if it is of this type.
    fn take(&mut self, kind: u8) -> Option<&'a [u8]> {
        let (found, rest) = self.0.split_first()?;
        let (length, mut rest) = rest.split_first()?;
        let length = if *length < 0x80 {
            usize::from(*length)
        } else {
            // No length of ours takes more than three bytes.
            let (digits, after) = rest
                .split_at_checked(usize::from(length & 0x7f))
                .filter(|(digits, _)| (1..=3).contains(&digits.len()))?;
            rest = after;
            digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit))
        };
        let (value, rest) = rest.split_at_checked(length).filter(|_| *found == kind)?;
        self.0 = rest;
        Some(value)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn der(kind: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        let mut bytes = vec![kind];
        match u8::try_from(content.len()) {
            Ok(short) if short < 0x80 => bytes.push(short),
            Ok(long) => bytes.extend([0x81, long]),
            Err(_) => {
                bytes.push(0x82);
                bytes.extend(u16::try_from(content.len()).unwrap().to_be_bytes());
            }
        }
        bytes.extend(content);
        bytes
    }

    /// A token without its signature, which is others' to check.
    pub(crate) fn unsigned(over: Hash, time: &str) -> Vec<u8> {
        token(over, time, SHA_256)
    }

    fn token(over: Hash, time: &str, algorithm: &[u8]) -> Vec<u8> {
        let imprint = der(SEQUENCE, &[&der(SEQUENCE, &[&der(NAME, &[algorithm])]), &der(OCTETS, &[&over.0])]);
        let (version, policy) = (der(INTEGER, &[&[1]]), der(NAME, &[&[0x2a]]));
        let time = der(TIME, &[time.as_bytes()]);
        let information = der(SEQUENCE, &[&version, &policy, &imprint, &der(INTEGER, &[&[9]]), &time]);
        let content =
            der(SEQUENCE, &[&der(NAME, &[TIME_INFORMATION]), &der(FIRST, &[&der(OCTETS, &[&information])])]);
        let data = der(SEQUENCE, &[&der(INTEGER, &[&[3]]), &der(SET, &[]), &content, &der(SET, &[])]);
        der(SEQUENCE, &[&der(NAME, &[SIGNED_DATA]), &der(FIRST, &[&data])])
    }

    #[test]
    fn a_token_is_read_alone_and_in_its_answer() {
        let over = Hash::of(b"a checkpoint");
        let alone = token(over, "20260301040000.25Z", SHA_256);
        let wanted = Token { over, time: "2026-03-01T04:00:00.250Z".parse().unwrap() };
        assert_eq!(Token::parse(&alone), Ok(wanted));
        let answer = |how: u8| der(SEQUENCE, &[&der(SEQUENCE, &[&der(INTEGER, &[&[how]])]), &alone]);
        assert_eq!(Token::parse(&answer(0)), Ok(wanted));
        assert_eq!(Token::parse(&answer(2)), Err(TokenError::Refused));
        assert_eq!(Token::parse(&token(over, "20260301040000Z", &[0x2b])), Err(TokenError::Hash));
        for wrong in
            ["20261301040000Z", "2026030104Z", "20260301040000", "20260301040000.Z", "2026-3-01T04:00Z"]
        {
            assert_eq!(Token::parse(&token(over, wrong, SHA_256)), Err(TokenError::Form), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_cut_off_is_a_token(at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..99)) {
            let whole = token(Hash::EMPTY, "20260301040000Z", SHA_256);
            prop_assert!(Token::parse(&whole[..at.index(whole.len())]).is_err());
            prop_assert!(Token::parse(&bytes).is_err());
        }
    }
}
