//! One pass over bytes that takes the canonical form of JSON (RFC 8785, without fractions and null) and nothing else, and
//! hands out pieces of them. It says yes or no; why not is told by [`crate::json`], by a slower way that agrees with it.

use std::borrow::Cow;

use unicode_normalization::is_nfc;

use crate::node::{Node, Plain};

/// The largest whole number that every reader of JSON keeps exact: 2^53 - 1 (RFC 7493, section 2.2).
pub const LARGEST_INTEGER: i64 = (1 << 53) - 1;
/// Values are not nested deeper than this.
pub(crate) const DEEPEST: usize = 16;
/// How deep the body of an entry lies, and how many members it has at most: room is made for them at once.
const BODY: usize = 1;
const MOST_OF_A_BODY: usize = 13;
/// The digits of the largest number.
const MOST_DIGITS: usize = 16;

/// A value that lies in the bytes which were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// Yes or no.
    Flag(bool),
    /// A whole number within 2^53 - 1 of nought.
    Integer(i64),
    /// A text; its own only if it has escapes.
    Text(Cow<'a, str>),
    /// Values in their order.
    List(Vec<Value<'a>>),
    /// Members, in the order of their names.
    Object(Vec<Member<'a>>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member<'a> {
    /// Its name.
    pub(crate) name: Cow<'a, str>,
    /// Its value.
    pub(crate) value: Value<'a>,
    /// Where the value stands in what was read: what is written there is its canonical form.
    pub(crate) place: Place,
}

/// A stretch of the bytes that were read. Short, for there are many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    start: u32,
    end: u32,
}

impl Place {
    /// What is written there.
    pub(crate) fn of<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// The value that these bytes are the canonical form of; nothing if there is none.
pub(crate) fn scan(bytes: &[u8]) -> Option<Value<'_>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| u32::try_from(text.len()).is_ok())?;
    let mut scanner = Scanner { text, at: 0 };
    let value = scanner.value(0)?;
    (scanner.at == text.len()).then_some(value)
}

impl<'a> Value<'a> {
    /// The member of an object by that name.
    pub(crate) fn member(&self, name: &str) -> Option<&Member<'a>> {
        match self {
            Value::Object(members) => members.iter().find(|member| member.name == name),
            _ => None,
        }
    }
}

impl Node for Value<'_> {
    fn plain(&self) -> Plain<'_> {
        match self {
            Value::Flag(_) => Plain::Flag,
            Value::Integer(number) => Plain::Integer(*number),
            Value::Text(text) => Plain::Text(text),
            Value::List(_) => Plain::List,
            Value::Object(_) => Plain::Object,
        }
    }

    fn get(&self, name: &str) -> Option<&Self> {
        self.member(name).map(|member| &member.value)
    }

    fn items(&self) -> &[Self] {
        match self {
            Value::List(items) => items,
            _ => &[],
        }
    }

    fn members(&self) -> impl Iterator<Item = (&str, &Self)> {
        let members: &[Member<'_>] = match self {
            Value::Object(members) => members,
            _ => &[],
        };
        members.iter().map(|member| (member.name.as_ref(), &member.value))
    }
}

struct Scanner<'a> {
    text: &'a str,
    /// The next byte to be read.
    at: usize,
}

impl<'a> Scanner<'a> {
    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        if depth > DEEPEST {
            return None;
        }
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(Value::Text),
            b't' => self.word("true", Value::Flag(true)),
            b'f' => self.word("false", Value::Flag(false)),
            _ => self.integer().map(Value::Integer),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Passes over a byte if it is the next.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Option<Value<'a>> {
        let is_next = self.text.get(self.at..)?.starts_with(word);
        self.at += word.len();
        is_next.then_some(value)
    }

    fn object(&mut self, depth: usize) -> Option<Value<'a>> {
        self.at += 1;
        if self.take(b'}') {
            return Some(Value::Object(Vec::new()));
        }
        let mut members: Vec<Member<'a>> = Vec::with_capacity(if depth == BODY { MOST_OF_A_BODY } else { 4 });
        loop {
            let name = self.string()?;
            let is_in_order = members.last().is_none_or(|last| is_before(&last.name, &name));
            if !is_in_order || !self.take(b':') {
                return None;
            }
            let start = self.at;
            let value = self.value(depth + 1)?;
            let place = Place { start: u32::try_from(start).ok()?, end: u32::try_from(self.at).ok()? };
            members.push(Member { name, value, place });
            match self.next()? {
                b',' => {}
                b'}' => return Some(Value::Object(members)),
                _ => return None,
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(b']') {
            return Some(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            match self.next()? {
                b',' => {}
                b']' => return Some(Value::List(items)),
                _ => return None,
            }
        }
    }

    /// No leading nought, no minus before a nought, at most [`LARGEST_INTEGER`].
    fn integer(&mut self) -> Option<i64> {
        let is_negative = self.take(b'-');
        let (start, mut number) = (self.at, 0_i64);
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            if self.at - start == MOST_DIGITS {
                return None;
            }
            number = number * 10 + i64::from(digit - b'0');
            self.at += 1;
        }
        let is_plain = match self.text.as_bytes().get(start)? {
            b'0' => self.at - start == 1 && !is_negative,
            _ => self.at > start,
        };
        (is_plain && number <= LARGEST_INTEGER).then_some(if is_negative { -number } else { number })
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        if !self.take(b'"') {
            return None;
        }
        let rest = self.text.get(self.at..)?;
        let plain = plain(rest.as_bytes())?;
        if rest.as_bytes().get(plain) == Some(&b'"') {
            self.at += plain + 1;
            return rest.get(..plain).map(Cow::Borrowed);
        }
        self.lettered(rest)
    }

    /// A text with escapes or with letters beyond ASCII.
    fn lettered(&mut self, rest: &str) -> Option<Cow<'a, str>> {
        let mut text = String::new();
        let mut letters = rest.char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.at += at + 1;
                    return is_nfc(&text).then_some(Cow::Owned(text));
                }
                '\\' => text.push(
                    letters.next().map(|(_, escaped)| escaped).filter(|one| matches!(one, '"' | '\\'))?,
                ),
                letter if letter.is_control() => return None,
                letter => text.push(letter),
            }
        }
        None
    }
}

/// How many bytes stand before the first that is no plain letter of ASCII: a quote, a backslash, a control character, or
/// one beyond ASCII.
fn plain(bytes: &[u8]) -> Option<usize> {
    let (eights, _) = bytes.as_chunks::<8>();
    let whole = eights.iter().take_while(|eight| are_plain(u64::from_le_bytes(**eight))).count() * 8;
    let is_plain = |byte: &u8| matches!(byte, 0x20..0x7f) && !matches!(byte, b'"' | b'\\');
    bytes.get(whole..)?.iter().position(|byte| !is_plain(byte)).map(|more| whole + more)
}

/// The same of eight bytes at once. What is subtracted borrows from a neighbour only where a byte is not plain already.
fn are_plain(eight: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = ONES << 7;
    let below = |bytes: u64, bound: u64| bytes.wrapping_sub(ONES * bound) & !bytes;
    let same = |letter: u8| below(eight ^ (ONES * u64::from(letter)), 1);
    (eight | below(eight, 0x20) | same(b'"') | same(b'\\') | same(0x7f)) & TOPS == 0
}

/// The order of names: by their UTF-16 code units (RFC 8785, section 3.2.3). Among ASCII it is that of the bytes.
fn is_before(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one < other;
    }
    one.encode_utf16().lt(other.encode_utf16())
}
