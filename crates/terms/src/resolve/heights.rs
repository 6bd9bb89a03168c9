//! Bounds of height that leave room between them (A310).

use crate::ast;
use crate::model::HeightBound;
use crate::{Diagnostic, Spanned};

/// More bounds at one place are refused.
const MAX_BOUNDS: usize = 8;

/// The bound as it is checked.
pub(super) fn bound(written: ast::HeightBound) -> HeightBound {
    let ast::HeightBound { is_above, height_mm, above_ground } = written;
    HeightBound { is_above, height_mm, above_ground }
}

/// Nothing if two bounds over one datum leave no height between them. Of bounds over two data only the ground of the
/// place could tell, so they stand.
pub(super) fn check(bounds: &[Spanned<ast::HeightBound>], out: &mut Vec<Diagnostic>) -> Option<()> {
    if let Some(beyond) = bounds.get(MAX_BOUNDS) {
        let message = format!("at most {MAX_BOUNDS} bounds of height are read at one place");
        out.push(Diagnostic::error("A310", beyond.span, message).help("keep the narrowest of them"));
        return None;
    }
    for floor in bounds.iter().filter(|bound| bound.node.is_above) {
        let ceiling = bounds.iter().find(|bound| {
            !bound.node.is_above
                && bound.node.above_ground == floor.node.above_ground
                && bound.node.height_mm <= floor.node.height_mm
        });
        if let Some(ceiling) = ceiling {
            out.push(
                Diagnostic::error(
                    "A310",
                    ceiling.span,
                    "no height is both above the one and below the other",
                )
                .also(floor.span, "the lower bound")
                .help("if either is enough, write two norms, or two zones joined by `or`"),
            );
            return None;
        }
    }
    Some(())
}
