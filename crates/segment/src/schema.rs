//! The columns, which are those of the layout that `armistice-parquet` writes: one reader takes both.

use crate::delta::Width;
use crate::thrift::Value;

/// The key under which a file names its layout, and the layout.
pub(crate) const LAYOUT: (&str, &str) = ("armistice.tracks", "1");

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Whole numbers.
    Number(Width),
    /// Instants of UTC in milliseconds.
    Instant,
    /// Texts.
    Text,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// Whether a row may have nothing there.
    pub(crate) optional: bool,
}

const fn column(name: &'static str, kind: Kind, optional: bool) -> Column {
    Column { name, kind, optional }
}

/// All columns, in their order.
pub(crate) const COLUMNS: [Column; 8] = [
    column("object", Kind::Text, false),
    column("time", Kind::Instant, false),
    column("lat_e7", Kind::Number(Width::Narrow), false),
    column("lon_e7", Kind::Number(Width::Narrow), false),
    column("error_m", Kind::Number(Width::Narrow), false),
    column("height_mm", Kind::Number(Width::Wide), true),
    column("height_datum", Kind::Text, true),
    column("speed_mm_s", Kind::Number(Width::Wide), true),
];

impl Column {
    /// The type in which Parquet keeps it.
    pub(crate) fn physical(&self) -> Value {
        Value::Int(match self.kind {
            Kind::Number(Width::Narrow) => 1,
            Kind::Number(Width::Wide) | Kind::Instant => 2,
            Kind::Text => 6,
        })
    }

    /// The encoding of its values.
    pub(crate) fn encoding(&self) -> i32 {
        match self.kind {
            Kind::Number(_) | Kind::Instant => 5,
            Kind::Text => 7,
        }
    }

    /// How wide its numbers are.
    pub(crate) fn width(&self) -> Width {
        if let Kind::Number(width) = self.kind { width } else { Width::Wide }
    }

    fn element(&self) -> Value {
        let nothing = || Value::fields([]);
        let mut fields = vec![
            (1, self.physical()),
            (3, Value::Int(i32::from(self.optional))),
            (4, Value::text(self.name)),
        ];
        match self.kind {
            Kind::Text => {
                fields.extend([(6, Value::Int(0)), (10, Value::fields([(1, nothing())]))]);
            }
            Kind::Instant => {
                let milliseconds = Value::fields([(1, nothing())]);
                let utc = Value::fields([(1, Value::Flag(true)), (2, milliseconds)]);
                fields.extend([(6, Value::Int(9)), (10, Value::fields([(8, utc)]))]);
            }
            Kind::Number(_) => {}
        }
        Value::fields(fields)
    }
}

/// The schema as the footer has it: the root, then each column.
pub(crate) fn elements() -> Value {
    let count = i32::try_from(COLUMNS.len()).unwrap_or(0);
    let root = Value::fields([(4, Value::text("tracks")), (5, Value::Int(count))]);
    Value::List(std::iter::once(root).chain(COLUMNS.iter().map(Column::element)).collect())
}
