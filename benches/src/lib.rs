//! What the benches work on: cases in folders, and real tracks where they are at hand.

pub mod chance;
pub mod page;
pub mod traffic;
pub mod utm;

use std::fs;
use std::path::{Path, PathBuf};

use armistice_facts::{Fact, Fix};
use armistice_feeds::tracks::{Profile, Tracks};
use armistice_terms::model::Agreement;
use armistice_terms::{FileError, Files};

/// A folder with an agreement.
#[derive(Debug)]
pub struct Folder(pub PathBuf);

impl Folder {
    /// A folder below `agreements/`.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Folder(root().join("agreements").join(name))
    }

    /// The text of its agreement.
    ///
    /// # Panics
    /// If there is none: a bench without its matter has nothing to say.
    #[must_use]
    pub fn text(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).expect("the agreement is in the repository")
    }

    /// The folder and the text of an agreement, by its path below `agreements/`.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn with(file: &str) -> (Self, String) {
        let path = root().join("agreements").join(file);
        let text = fs::read_to_string(&path).expect("the agreement is in the repository");
        (Folder(path.parent().expect("a file stands in a folder").to_owned()), text)
    }

    /// Its agreement, compiled.
    ///
    /// # Panics
    /// If it has errors.
    #[must_use]
    pub fn agreement(&self, file: &str) -> Agreement {
        let compiled = armistice_terms::compile(&self.text(file), self);
        compiled.agreement.expect("the agreement has no errors")
    }

    /// Its facts.
    ///
    /// # Panics
    /// If there are none.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let table = fs::read(self.0.join("inbox/facts.csv")).expect("the case has facts");
        let (facts, rejects) = armistice_feeds::facts_table::read(table.as_slice(), "facts.csv");
        assert!(rejects.is_empty() && !facts.is_empty(), "every row of the case can be read");
        facts
    }
}

/// Every agreement file under `agreements/`, by its path from there, in order.
///
/// # Panics
/// If the folder cannot be read.
#[must_use]
pub fn agreements() -> Vec<String> {
    let top = root().join("agreements");
    let (mut folders, mut found) = (vec![top.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is in the repository") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(".agreement.md")
                && !path.starts_with(top.join("vocabulary"))
            {
                let below = path.strip_prefix(&top).expect("it is below");
                found.push(below.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        fs::read(self.0.join(path)).map_err(|_| FileError::Missing(path.to_owned()))
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        let path = root().join("agreements/vocabulary").join(format!("{name}.agreement.md"));
        fs::read_to_string(path).map_err(|_| FileError::Missing(name.to_owned()))
    }
}

/// The bytes of the Solent track file, where the data are at hand (`$ARMISTICE_DATA`, else `../shared/data`).
#[must_use]
pub fn solent_bytes() -> Option<Vec<u8>> {
    let data =
        std::env::var_os("ARMISTICE_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let bytes = fs::read(data.join("ais-solent/SolentAIS_20160112_130211.csv.gz")).ok();
    if bytes.is_none() {
        eprintln!("SKIPPED: there is no ais-solent below {}", data.display());
    }
    bytes
}

/// Every fix that can be read.
///
/// # Panics
/// If no shipped profile knows the table.
#[must_use]
pub fn fixes(bytes: &[u8]) -> Vec<Fix> {
    let tracks =
        Tracks::open(bytes, "solent.csv.gz", &Profile::shipped()).expect("a shipped profile knows it");
    tracks.filter_map(Result::ok).collect()
}

/// The measure beside which the screening is set: whether a point lies in a ring, by counting the edges east of it
/// (even-odd rule) in plain floating point. No error, no margin, no time, no interpolation.
#[must_use]
pub fn is_inside(ring: &[(f64, f64)], lon: f64, lat: f64) -> bool {
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    edges.fold(false, |inside, (&(lon_a, lat_a), &(lon_b, lat_b))| {
        let spans = (lat_a > lat) != (lat_b > lat);
        inside ^ (spans && lon < (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a) + lon_a)
    })
}

/// The three zones of the Solent example, for that measure.
pub const RINGS: [[(f64, f64); 4]; 3] = [
    [(-1.1301, 50.7553), (-1.0807, 50.7549), (-1.0803, 50.7751), (-1.1304, 50.7748)],
    [(-1.1702, 50.7352), (-1.1303, 50.7357), (-1.1291, 50.7502), (-1.1708, 50.7498)],
    [(-1.3102, 50.7598), (-1.2817, 50.7603), (-1.2799, 50.8012), (-1.3114, 50.8007)],
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
