//! Which object a row is of, by number: identifiers are looked at once for each entry of the file's dictionary, or where a row
//! differs from the one before.

use std::collections::BTreeMap;
use std::sync::Arc;

use armistice_feeds::tracks;
use parquet::errors::Result;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::ChunkReader;

use super::coded::Coded;
use super::numbers::Numbers;
use crate::layout::Object;

/// Identifiers, numbered as they first come.
#[derive(Debug, Default, Clone)]
pub struct Names {
    numbers: BTreeMap<String, u32>,
    all: Vec<String>,
}

impl Names {
    /// The identifier of a number.
    #[must_use]
    pub fn of(&self, number: u32) -> Option<&str> {
        self.all.get(number as usize).map(String::as_str)
    }

    /// All, by number.
    #[must_use]
    pub fn all(&self) -> &[String] {
        &self.all
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.all.len()
    }

    pub(super) fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.to_owned(), number);
        self.all.push(name.to_owned());
        number
    }
}

/// The objects of a group.
pub(super) enum Objects<R: ChunkReader> {
    /// One for all rows.
    Named(String),
    /// A column of texts.
    Coded(Box<Coded<R>>),
    /// A column of whole numbers, and the one that came last with its number.
    Whole(Box<Numbers>, Option<(i64, u32)>),
}

impl<R: ChunkReader + 'static> Objects<R> {
    /// Ready to tell the objects of a group; `None` where they are not told in the usual way.
    pub(super) fn open(source: &Arc<R>, group: &RowGroupMetaData, object: &Object) -> Result<Option<Self>> {
        let leaf = match object {
            Object::Named(name) => return Ok(Some(Objects::Named(name.clone()))),
            Object::Column(leaf) => *leaf,
        };
        if let Some(coded) = Coded::open(source, group, leaf, false)? {
            return Ok(Some(Objects::Coded(Box::new(coded))));
        }
        let numbers = Numbers::open(source, group, leaf)?;
        Ok(numbers.map(|numbers| Objects::Whole(Box::new(numbers), None)))
    }

    /// Appends the numbers of the next objects; false where they are not told in the usual way.
    pub(super) fn read(&mut self, most: usize, names: &mut Names, out: &mut Vec<u32>) -> Result<bool> {
        match self {
            Objects::Named(name) => {
                out.resize(out.len() + most, names.number(name));
                Ok(true)
            }
            Objects::Coded(coded) => {
                let mut number = |text: &[u8]| {
                    let text = std::str::from_utf8(text).ok()?;
                    Some(names.number(&tracks::object(text).ok()?))
                };
                coded.read(most, &mut number, out)
            }
            Objects::Whole(column, last) => {
                let is_read = column.read(most)?;
                Ok(is_read && column.whole(&mut |whole| out.push(numbered(whole, names, last))))
            }
        }
    }
}

/// The number of an object whose identifier is a whole number.
fn numbered(whole: i64, names: &mut Names, last: &mut Option<(i64, u32)>) -> u32 {
    match *last {
        Some((before, number)) if before == whole => number,
        _ => {
            let number = names.number(&whole.to_string());
            *last = Some((whole, number));
            number
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_numbered_as_they_come() {
        let mut names = Names::default();
        assert_eq!([names.number("b"), names.number("a"), names.number("b")], [0, 1, 0]);
        assert_eq!((names.of(1), names.of(2), names.count()), (Some("a"), None, 2));
    }
}
