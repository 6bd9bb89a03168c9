//! The agreements of this repository, drawn, and the single shapes that their zones are made of.

use std::path::{Path, PathBuf};

use armistice_earth::{NearTo, Region};
use armistice_terms::{FileError, Files};
use armistice_watch::{Plan, plan};

/// The folder of an agreement.
struct Folder(PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        std::fs::read(self.0.join(path)).map_err(|_| FileError::Missing(path.to_owned()))
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let missing = || FileError::Missing(pattern.to_owned());
        let (before, after) = pattern.split_once('*').ok_or_else(missing)?;
        let folder = before.rsplit_once('/').map_or("", |(folder, _)| folder);
        let entries = std::fs::read_dir(self.0.join(folder)).map_err(|_| missing())?;
        let name = |entry: std::fs::DirEntry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            if folder.is_empty() { name } else { format!("{folder}/{name}") }
        };
        let names = entries.filter_map(Result::ok).map(name);
        let mut found: Vec<String> =
            names.filter(|name| name.starts_with(before) && name.ends_with(after)).collect();
        found.sort();
        Ok(found)
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        let path = top().join("vocabulary").join(format!("{name}.agreement.md"));
        std::fs::read_to_string(path).map_err(|_| FileError::Missing(name.to_owned()))
    }
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements")
}

/// Every agreement below `agreements/` whose places can be drawn, with the name of its file, in order.
pub(crate) fn plans() -> Vec<(String, Plan)> {
    let mut files = Vec::new();
    gather(&top(), &mut files);
    files.sort();
    let drawn = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).ok()?;
        let folder = Folder(path.parent()?.to_owned());
        let agreement = armistice_terms::compile(&text, &folder).agreement?;
        Some((path.file_name()?.to_string_lossy().into_owned(), plan(&agreement, &folder).ok()?))
    };
    files.iter().filter_map(drawn).collect()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.to_string_lossy().ends_with(".agreement.md") {
            files.push(path);
        }
    }
}

/// The single shapes of a region, those that something is near to included. Heights are none.
pub(crate) fn shapes(region: &Region) -> Vec<Region> {
    match region {
        Region::And(regions) | Region::Or(regions) => regions.iter().flat_map(shapes).collect(),
        Region::Minus(whole, hole) => [shapes(whole), shapes(hole)].concat(),
        Region::Near(near) => {
            let of = if let NearTo::Region(of) = &near.of { shapes(of) } else { Vec::new() };
            [vec![region.clone()], of].concat()
        }
        Region::Polygon(_) | Region::Beside(_) => vec![region.clone()],
        Region::Everywhere | Region::Nowhere | Region::Height(_) => Vec::new(),
    }
}
