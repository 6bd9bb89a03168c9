//! `basemap --from DIR --to FILE`: draws the base map of the page from a folder of Natural Earth.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: basemap --from DIR --to FILE
  DIR   the folder of Natural Earth, with `basemap/` and `zones/`
  FILE  where the archive is written, for example web/public/basemap.pmtiles";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((from, to)) = folders(&arguments) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&from, &to) {
        Ok(length) => {
            println!("{}: {length} bytes", to.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn folders(arguments: &[String]) -> Option<(PathBuf, PathBuf)> {
    match arguments {
        [from, folder, to, file] if from == "--from" && to == "--to" => Some((folder.into(), file.into())),
        [to, file, from, folder] if from == "--from" && to == "--to" => Some((folder.into(), file.into())),
        _ => None,
    }
}

fn run(from: &Path, to: &Path) -> Result<usize, String> {
    let bytes = armistice_basemap::map(from).map_err(|error| error.to_string())?;
    std::fs::write(to, &bytes).map_err(|error| format!("cannot write `{}`: {error}", to.display()))?;
    Ok(bytes.len())
}
