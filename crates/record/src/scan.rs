//! One pass over bytes that takes the canonical form of JSON (RFC 8785, without fractions and null) and nothing else, and
//! hands out pieces of them. It says yes or no; why not is told by [`crate::json`], by a slower way that agrees with it.

use std::borrow::Cow;

use unicode_normalization::is_nfc;

/// The largest whole number that every reader of JSON keeps exact: 2^53 - 1 (RFC 7493, section 2.2).
pub const LARGEST_INTEGER: i64 = (1 << 53) - 1;
/// Values are not nested deeper than this.
pub(crate) const DEEPEST: usize = 16;
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
    /// The value as it is written, which is its canonical form.
    pub(crate) written: &'a str,
}

/// The value that these bytes are the canonical form of; nothing if there is none.
pub(crate) fn scan(bytes: &[u8]) -> Option<Value<'_>> {
    let text = std::str::from_utf8(bytes).ok()?;
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

    /// The value of the member by that name.
    pub(crate) fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.member(name).map(|member| &member.value)
    }

    /// The text, if it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one and not negative.
    pub(crate) fn as_number(&self) -> Option<u64> {
        match self {
            Value::Integer(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// The values of a list; none of anything else.
    pub(crate) fn items(&self) -> &[Value<'a>] {
        match self {
            Value::List(items) => items,
            _ => &[],
        }
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
        let mut members: Vec<Member<'a>> = Vec::new();
        if self.take(b'}') {
            return Some(Value::Object(members));
        }
        loop {
            let name = self.string()?;
            let is_in_order = members.last().is_none_or(|last| is_before(&last.name, &name));
            if !is_in_order || !self.take(b':') {
                return None;
            }
            let start = self.at;
            let value = self.value(depth + 1)?;
            members.push(Member { name, value, written: self.text.get(start..self.at)? });
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
        let is_plain = |byte: &u8| matches!(byte, 0x20..0x7f) && !matches!(byte, b'"' | b'\\');
        let plain = rest.bytes().position(|byte| !is_plain(&byte))?;
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

/// The order of names: by their UTF-16 code units (RFC 8785, section 3.2.3). Among ASCII it is that of the bytes.
fn is_before(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one < other;
    }
    one.encode_utf16().lt(other.encode_utf16())
}
