//! The compact protocol of Apache Thrift, as far as Parquet's own notes in a file need it.

use std::collections::BTreeMap;

use crate::delta::{take_varint, unzigzag, varint, zigzag};

/// Structures do not lie deeper in each other than this.
const DEEPEST: u32 = 8;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Yes or no.
    Flag(bool),
    /// 16 bits.
    Short(i16),
    /// 32 bits.
    Int(i32),
    /// 64 bits.
    Long(i64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Values of one type.
    List(Vec<Value>),
    /// Fields by their number.
    Fields(BTreeMap<i16, Value>),
}

impl Value {
    /// Fields by their number, in ascending order.
    pub(crate) fn fields(fields: impl IntoIterator<Item = (i16, Value)>) -> Self {
        Value::Fields(fields.into_iter().collect())
    }

    /// A text.
    pub(crate) fn text(text: &str) -> Self {
        Value::Bytes(text.as_bytes().to_vec())
    }

    /// The field of a number.
    pub(crate) fn get(&self, number: i16) -> Option<&Value> {
        if let Value::Fields(fields) = self { fields.get(&number) } else { None }
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> Option<&[Value]> {
        if let Value::List(items) = self { Some(items) } else { None }
    }

    /// A number that counts something.
    pub(crate) fn count(&self) -> Option<usize> {
        match self {
            Value::Int(number) => usize::try_from(*number).ok(),
            Value::Long(number) => usize::try_from(*number).ok(),
            _ => None,
        }
    }

    fn code(&self) -> u8 {
        match self {
            Value::Flag(true) => 1,
            Value::Flag(false) => 2,
            Value::Short(_) => 4,
            Value::Int(_) => 5,
            Value::Long(_) => 6,
            Value::Bytes(_) => 8,
            Value::List(_) => 9,
            Value::Fields(_) => 12,
        }
    }

    /// Appends the value.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Value::Flag(_) => {}
            Value::Short(number) => varint(zigzag(i64::from(*number)), out),
            Value::Int(number) => varint(zigzag(i64::from(*number)), out),
            Value::Long(number) => varint(zigzag(*number), out),
            Value::Bytes(bytes) => {
                varint(bytes.len() as u64, out);
                out.extend(bytes);
            }
            Value::List(items) => {
                let code = items.first().map_or(12, Value::code);
                match u8::try_from(items.len()) {
                    Ok(few) if few < 15 => out.push(few << 4 | code),
                    _ => {
                        out.push(0xf0 | code);
                        varint(items.len() as u64, out);
                    }
                }
                items.iter().for_each(|item| item.write(out));
            }
            Value::Fields(fields) => {
                let mut last = 0;
                for (number, value) in fields {
                    match u8::try_from(number - last) {
                        Ok(step) if (1..16).contains(&step) => out.push(step << 4 | value.code()),
                        _ => {
                            out.push(value.code());
                            varint(zigzag(i64::from(*number)), out);
                        }
                    }
                    value.write(out);
                    last = *number;
                }
                out.push(0);
            }
        }
    }

    /// Takes a structure from the front of the bytes; nothing if there is none.
    pub(crate) fn read(bytes: &mut &[u8]) -> Option<Self> {
        read(bytes, 12, 0)
    }
}

fn read(bytes: &mut &[u8], code: u8, depth: u32) -> Option<Value> {
    let number = |bytes: &mut &[u8]| take_varint(bytes).map(unzigzag);
    Some(match code {
        1 => Value::Flag(true),
        2 => Value::Flag(false),
        4 => Value::Short(number(bytes)?.try_into().ok()?),
        5 => Value::Int(number(bytes)?.try_into().ok()?),
        6 => Value::Long(number(bytes)?),
        8 => {
            let length = usize::try_from(take_varint(bytes)?).ok()?;
            let (text, rest) = bytes.split_at_checked(length)?;
            *bytes = rest;
            Value::Bytes(text.to_vec())
        }
        9 if depth < DEEPEST => list(bytes, depth)?,
        12 if depth < DEEPEST => fields(bytes, depth)?,
        _ => return None,
    })
}

fn list(bytes: &mut &[u8], depth: u32) -> Option<Value> {
    let head = byte(bytes)?;
    let (code, short) = (head & 0x0f, usize::from(head >> 4));
    let length = if short == 15 { usize::try_from(take_varint(bytes)?).ok()? } else { short };
    // Flags in a list take a byte each, and we have none; every other item takes one at least.
    if matches!(code, 1 | 2) || length > bytes.len() {
        return None;
    }
    let items = (0..length).map(|_| read(bytes, code, depth + 1)).collect::<Option<_>>()?;
    Some(Value::List(items))
}

fn fields(bytes: &mut &[u8], depth: u32) -> Option<Value> {
    let (mut fields, mut last) = (BTreeMap::new(), 0_i16);
    loop {
        let head = byte(bytes)?;
        if head == 0 {
            return Some(Value::Fields(fields));
        }
        let number = match head >> 4 {
            0 => unzigzag(take_varint(bytes)?).try_into().ok()?,
            step => last.checked_add(i16::from(step))?,
        };
        let value = read(bytes, head & 0x0f, depth + 1)?;
        // Each number once, in ascending order, as we write them.
        if number <= last {
            return None;
        }
        fields.insert(number, value);
        last = number;
    }
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::Flag),
            any::<i16>().prop_map(Value::Short),
            any::<i32>().prop_map(Value::Int),
            any::<i64>().prop_map(Value::Long),
            prop::collection::vec(any::<u8>(), 0..20).prop_map(Value::Bytes),
            prop::collection::vec(any::<i32>().prop_map(Value::Int), 0..30).prop_map(Value::List),
        ];
        leaf.prop_recursive(3, 20, 5, |inner| {
            prop::collection::btree_map(1..100_i16, inner, 0..5).prop_map(Value::Fields)
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(fields in prop::collection::btree_map(1..200_i16, value(), 0..6)) {
            let value = Value::Fields(fields);
            let mut bytes = Vec::new();
            value.write(&mut bytes);
            let mut rest = bytes.as_slice();
            prop_assert_eq!(Value::read(&mut rest), Some(value));
            prop_assert!(rest.is_empty());
            prop_assert!((0..bytes.len()).all(|end| Value::read(&mut &bytes[..end]).is_none()));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Value::read(&mut bytes.as_slice());
        }
    }

    #[test]
    fn a_list_that_claims_more_than_there_is_is_none() {
        let mut claims = vec![0x19, 0xf5];
        varint(u64::MAX, &mut claims);
        assert_eq!(Value::read(&mut claims.as_slice()), None);
        assert_eq!(Value::read(&mut [0x1c; 100].as_slice()), None, "too deep");
    }
}
