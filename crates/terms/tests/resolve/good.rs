//! Good agreements: no errors, and the norms that a reader would expect.

use crate::support::{compiled, root, shown};

#[test]
fn the_korea_file_has_no_errors() {
    let (text, compiled) = compiled(&root().join("agreements/korea-2018/korea-2018.agreement.md"));
    assert!(compiled.agreement.is_some(), "{}", shown(&text, &compiled.diagnostics));
}
