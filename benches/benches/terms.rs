//! Compiling agreements: every file under `agreements/`, with its vocabulary read anew and with it prepared.

use armistice_benches::Folder;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Text and vocabulary to a checked agreement.
#[divan::bench(args = armistice_benches::agreements())]
fn compile(bencher: Bencher, file: &str) {
    let (folder, text) = Folder::with(file);
    bencher.bench_local(|| armistice_terms::compile(black_box(&text), &folder));
}

/// The document, its trees and values alone.
#[divan::bench(args = armistice_benches::agreements())]
fn read(bencher: Bencher, file: &str) {
    let (_, text) = Folder::with(file);
    bencher.bench_local(|| armistice_terms::syntax::read(black_box(&text)));
}

/// The same again with the vocabulary prepared, as after an edit.
#[divan::bench(args = armistice_benches::agreements())]
fn compile_again(bencher: Bencher, file: &str) {
    let (folder, text) = Folder::with(file);
    let mut prepared = armistice_terms::Prepared::default();
    let _ = armistice_terms::compile_with(&text, &folder, &mut prepared);
    bencher.bench_local(|| armistice_terms::compile_with(black_box(&text), &folder, &mut prepared));
}
