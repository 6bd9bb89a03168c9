//! Lists what the program carries: the pages of the error catalogue (the files under `docs/errors`), and the files of the
//! built page (`web/dist`, if there is one).

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&manifest).join("../../docs/errors");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut pages = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let code = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if code.starts_with('A') && path.extension().is_some_and(|ending| ending == "md") {
            pages.push((code, path.canonicalize()?));
        }
    }
    pages.sort();
    let mut list = String::from("&[\n");
    for (code, path) in pages {
        let _ = writeln!(list, "    ({code:?}, include_str!({:?})),", path.display().to_string());
    }
    list.push(']');
    fs::write(Path::new(&out).join("error_pages.rs"), list)?;
    let page = page_files(&Path::new(&manifest).join("../../web/dist"))?;
    fs::write(Path::new(&out).join("page_files.rs"), page)
}

/// The files of the built page; an empty list where it was not built.
fn page_files(dist: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", dist.display());
    let mut open = vec![dist.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name =
                    path.strip_prefix(dist).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
                files.push((name, path.canonicalize()?));
            }
        }
    }
    files.sort();
    let mut list = String::from("&[\n");
    for (name, path) in files {
        let _ = writeln!(list, "    ({name:?}, include_bytes!({:?})),", path.display().to_string());
    }
    list.push(']');
    Ok(list)
}
