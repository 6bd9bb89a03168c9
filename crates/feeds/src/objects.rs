//! The table of objects: which class an object is of, and whose it is.

use std::collections::BTreeMap;
use std::io::Read;

use armistice_facts::Name;

use crate::{Reject, tracks};

/// The most objects of a table.
const MOST_OBJECTS: usize = 1_000_000;
/// The longest cell, in bytes.
const LONGEST_CELL: usize = 128;

/// What is known of an object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// Its class in the vocabulary.
    pub class: Option<Name>,
    /// The party that it belongs to.
    pub party: Option<Name>,
}

/// Why no row of a table of objects can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ObjectsError {
    /// The header.
    #[error(
        "`{file}` is no table of objects: its first row needs the columns `object` and `class` or `party`"
    )]
    Header {
        /// The file.
        file: String,
    },
    /// Too many rows.
    #[error("`{file}` has more than {MOST_OBJECTS} objects")]
    TooMany {
        /// The file.
        file: String,
    },
}

/// The objects of a table by their identifiers, and the rows that cannot be read. Of two rows for one object the first
/// holds; the second is set aside.
///
/// # Errors
/// [`ObjectsError`] if the table has no such columns, or too many rows.
pub fn read(bytes: impl Read, file: &str) -> Result<(BTreeMap<String, Subject>, Vec<Reject>), ObjectsError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let mut records = reader.byte_records();
    let header: Vec<String> = match records.next() {
        Some(Ok(record)) => {
            record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect()
        }
        _ => return Err(ObjectsError::Header { file: file.to_owned() }),
    };
    let at = |name: &str| header.iter().position(|cell| cell.trim_start_matches('\u{feff}') == name);
    let (Some(object), class, party) = (at("object"), at("class"), at("party")) else {
        return Err(ObjectsError::Header { file: file.to_owned() });
    };
    if class.is_none() && party.is_none() {
        return Err(ObjectsError::Header { file: file.to_owned() });
    }
    let (mut objects, mut rejects) = (BTreeMap::new(), Vec::new());
    for (row, record) in (2..).zip(records) {
        let read = record.map_err(|error| format!("the row is no CSV: {error}")).and_then(|record| {
            let cell = |at: usize| record.get(at).unwrap_or_default();
            let name = |at: Option<usize>| at.map_or(Ok(None), |at| name(cell(at)));
            let object = tracks::object(&text(cell(object))?)?;
            let subject = Subject { class: name(class)?, party: name(party)? };
            if objects.contains_key(&object) {
                return Err(format!("`{object}` stands in the table before"));
            }
            objects.insert(object, subject);
            Ok(())
        });
        if let Err(reason) = read {
            rejects.push(Reject::new(file, row, reason, b""));
        }
        if objects.len() + rejects.len() > MOST_OBJECTS {
            return Err(ObjectsError::TooMany { file: file.to_owned() });
        }
    }
    Ok((objects, rejects))
}

fn name(cell: &[u8]) -> Result<Option<Name>, String> {
    let text = text(cell)?;
    if text.is_empty() { Ok(None) } else { Name::new(&text).map(Some).map_err(|error| error.to_string()) }
}

fn text(cell: &[u8]) -> Result<String, String> {
    if cell.len() > LONGEST_CELL {
        return Err(format!("a cell of {} bytes is longer than {LONGEST_CELL}", cell.len()));
    }
    std::str::from_utf8(cell).map(|text| text.trim().to_owned()).map_err(|_| "a cell is no UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_have_a_class_and_a_party_or_one_of_them() {
        let table = "object,party,class\n 7 ,ROK,patrol-boat\n8,,tug\n9,DPRK\n";
        let (objects, rejects) = read(table.as_bytes(), "o.csv").unwrap();
        assert_eq!(rejects, []);
        let told = |object: &str| {
            let subject = &objects[object];
            (subject.class.as_ref().map(Name::as_str), subject.party.as_ref().map(Name::as_str))
        };
        assert_eq!(told("7"), (Some("patrol-boat"), Some("ROK")));
        assert_eq!((told("8"), told("9")), ((Some("tug"), None), (None, Some("DPRK"))));
    }

    #[test]
    fn what_cannot_be_read_is_set_aside_with_its_reason() {
        let table = b"object,class\n7,tug\n7,ferry\n,tug\n8,a b\n9,\xff\n";
        let (objects, rejects) = read(table.as_slice(), "o.csv").unwrap();
        assert_eq!(objects.len(), 1);
        let told: Vec<_> = rejects.iter().map(|one| (one.row, one.reason.as_str())).collect();
        assert_eq!(told[0], (3, "`7` stands in the table before"));
        assert_eq!(told[1], (4, "the identifier of the object is empty"));
        assert_eq!(told.iter().map(|one| one.0).collect::<Vec<_>>(), [3, 4, 5, 6]);
        assert!(read("mmsi,class\n".as_bytes(), "o.csv").is_err());
        assert!(read("object\n".as_bytes(), "o.csv").is_err());
        assert!(read("".as_bytes(), "o.csv").is_err());
    }
}
