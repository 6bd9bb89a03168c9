//! Writes the offsets of gold quotes that have none, so that a person gives words alone.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

/// Every gold file under a folder.
pub(crate) fn folder(path: &Path) -> Result<String, String> {
    let place = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut said = Vec::new();
    for entry in fs::read_dir(path).map_err(place)? {
        let path = entry.map_err(place)?.path();
        if path.is_dir() {
            said.push(folder(&path)?);
        } else if path.to_string_lossy().ends_with(".gold.jsonl") {
            said.push(file(&path)?);
        }
    }
    said.retain(|line| !line.is_empty());
    Ok(said.join("\n"))
}

fn file(path: &Path) -> Result<String, String> {
    let name = path.display();
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let (text, gold) = (read(&path.with_file_name(name_of(path)))?, read(path)?);
    let mut filled = String::new();
    for (number, line) in gold.lines().enumerate() {
        let mut object: Map<String, Value> =
            serde_json::from_str(line).map_err(|error| format!("{name}, line {}: {error}", number + 1))?;
        if object.get("tier") == Some(&json!("doc")) {
            object.insert("chars".to_owned(), json!(text.chars().count()));
            object.insert("bytes".to_owned(), json!(text.len()));
        } else {
            place(&text, &mut object).map_err(|error| format!("{name}, line {}: {error}", number + 1))?;
        }
        filled.push_str(&serde_json::to_string(&object).map_err(|error| error.to_string())?);
        filled.push('\n');
    }
    if filled == gold {
        return Ok(String::new());
    }
    fs::write(path, filled).map_err(|error| format!("{name}: {error}"))?;
    Ok(format!("{name}: written"))
}

/// `x.gold.jsonl` reads `x.txt`.
fn name_of(path: &Path) -> String {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.replace(".gold.jsonl", ".txt")
}

/// Finds the quote, and the other words that say the same.
pub(crate) fn place(text: &str, object: &mut Map<String, Value>) -> Result<(), String> {
    let quote = object.get("quote").and_then(Value::as_str).ok_or("no quote")?.to_owned();
    let nth = object.get("nth").and_then(Value::as_u64).unwrap_or(1);
    if !object.contains_key("byte") {
        let nth = usize::try_from(nth).unwrap_or(1).saturating_sub(1);
        let (start, _) = text
            .match_indices(&quote)
            .nth(nth)
            .ok_or_else(|| format!("`{quote}` does not stand in the text"))?;
        let chars = text.get(..start).unwrap_or_default().chars().count();
        object.insert("char".to_owned(), json!([chars, chars + quote.chars().count()]));
        object.insert("byte".to_owned(), json!([start, start + quote.len()]));
    }
    for also in object.get_mut("also_at").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(also) = also.as_object_mut() {
            place(text, also)?;
        }
    }
    Ok(())
}
