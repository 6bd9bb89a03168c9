//! The footer of a file: which columns it has, and where the parts lie. A file is `PAR1`, the row groups one after another
//! without anything between them, the footer, its length, and `PAR1` again.

use std::ops::Range;

use crate::schema::{COLUMNS, LAYOUT, elements};
use crate::thrift::Value;

/// What a file begins and ends with.
pub(crate) const MAGIC: &[u8; 4] = b"PAR1";
/// A footer is not longer than this, in bytes: some 8,000 row groups.
const LONGEST: usize = 8 << 20;

/// A row group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// How many rows it has.
    pub(crate) rows: usize,
    /// Where each column lies in the file.
    pub(crate) columns: Vec<Range<usize>>,
    /// The least and the greatest value of a column, where they are told.
    pub(crate) extremes: Vec<Option<(Vec<u8>, Vec<u8>)>>,
}

impl Group {
    /// Where it lies in the file.
    pub(crate) fn place(&self) -> Range<usize> {
        let start = self.columns.first().map_or(0, |column| column.start);
        start..self.columns.last().map_or(start, |column| column.end)
    }

    fn note(&self, ordinal: usize) -> Value {
        let place = self.place();
        let columns = (0..COLUMNS.len()).filter_map(|at| self.column(at)).collect();
        let sorted = |column| {
            Value::fields([(1, Value::Int(column)), (2, Value::Flag(false)), (3, Value::Flag(false))])
        };
        Value::fields([
            (1, Value::List(columns)),
            (2, long(place.len())),
            (3, long(self.rows)),
            (4, Value::List(vec![sorted(0), sorted(1)])),
            (5, long(place.start)),
            (6, long(place.len())),
            (7, Value::Short(i16::try_from(ordinal).unwrap_or(i16::MAX))),
        ])
    }

    fn column(&self, at: usize) -> Option<Value> {
        let (column, place) = (COLUMNS.get(at)?, self.columns.get(at)?);
        let mut about = vec![
            (1, column.physical()),
            (2, Value::List([column.encoding(), 3].map(Value::Int).to_vec())),
            (3, Value::List(vec![Value::text(column.name)])),
            (4, Value::Int(0)),
            (5, long(self.rows)),
            (6, long(place.len())),
            (7, long(place.len())),
            (9, long(place.start)),
        ];
        if let Some((least, greatest)) = self.extremes.get(at)?.clone() {
            let told = [(3, Value::Long(0)), (5, Value::Bytes(greatest)), (6, Value::Bytes(least))];
            about.push((12, Value::fields(told)));
        }
        Some(Value::fields([(2, Value::Long(0)), (3, Value::fields(about))]))
    }
}

fn long(count: usize) -> Value {
    Value::Long(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Appends the footer of a file with these row groups, and its end.
pub(crate) fn write(groups: &[Group], out: &mut Vec<u8>) {
    let start = out.len();
    let (key, layout) = LAYOUT;
    let notes = Value::fields([(1, Value::text(key)), (2, Value::text(layout))]);
    let by_type = Value::fields([(1, Value::fields([]))]);
    let footer = Value::fields([
        (1, Value::Int(2)),
        (2, elements()),
        (3, long(groups.iter().map(|group| group.rows).sum())),
        (4, Value::List(groups.iter().enumerate().map(|(at, group)| group.note(at)).collect())),
        (5, Value::List(vec![notes])),
        (6, Value::text("armistice")),
        (7, Value::List(vec![by_type; COLUMNS.len()])),
    ]);
    footer.write(out);
    let length = u32::try_from(out.len() - start).unwrap_or(u32::MAX);
    out.extend(length.to_le_bytes());
    out.extend(MAGIC);
}

/// Reads the footer of a file: its row groups, and where the footer begins. Nothing if it is not one that we write.
pub(crate) fn read(file: &[u8]) -> Option<(Vec<Group>, usize)> {
    let body = file.strip_suffix(MAGIC)?;
    if !file.starts_with(MAGIC) {
        return None;
    }
    let (body, length) = body.split_last_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok().filter(|length| *length <= LONGEST)?;
    let start = body.len().checked_sub(length).filter(|start| *start >= MAGIC.len())?;
    let mut rest = body.get(start..)?;
    let footer = Value::read(&mut rest).filter(|_| rest.is_empty())?;
    if *footer.get(2)? != elements() {
        return None;
    }
    let groups: Vec<Group> = footer.get(4)?.items()?.iter().map(group).collect::<Option<_>>()?;
    let mut end = MAGIC.len();
    for column in groups.iter().flat_map(|group| &group.columns) {
        if column.start != end || column.end < end {
            return None;
        }
        end = column.end;
    }
    let rows = groups.iter().try_fold(0_usize, |rows, group| rows.checked_add(group.rows));
    (end == start && rows == footer.get(3)?.count()).then_some((groups, start))
}

fn group(note: &Value) -> Option<Group> {
    let rows = note.get(3)?.count()?;
    let (mut columns, mut extremes) = (Vec::new(), Vec::new());
    for (column, chunk) in COLUMNS.iter().zip(note.get(1)?.items()?) {
        let about = chunk.get(3)?;
        let (start, length) = (about.get(9)?.count()?, about.get(7)?.count()?);
        let is_ours =
            *about.get(1)? == column.physical() && *about.get(4)? == Value::Int(0) && about.get(11).is_none();
        if !is_ours || about.get(5)?.count()? != rows {
            return None;
        }
        columns.push(start..start.checked_add(length)?);
        extremes.push(about.get(12).and_then(told));
    }
    (columns.len() == COLUMNS.len()).then_some(Group { rows, columns, extremes })
}

fn told(extremes: &Value) -> Option<(Vec<u8>, Vec<u8>)> {
    match (extremes.get(6)?, extremes.get(5)?) {
        (Value::Bytes(least), Value::Bytes(greatest)) => Some((least.clone(), greatest.clone())),
        _ => None,
    }
}
