//! Running totals: `brings to 1,200 the number of violations` counts once more what was told, and is no event of its day.

use super::Reader;
use crate::clauses::Clause;
use crate::items::ItemKind;

impl Reader<'_, '_, '_> {
    /// Whether a clause only adds up: `bringing the total to 1,200`, `took the toll to 30`.
    pub(super) fn is_running_total(&self, clause: &Clause) -> bool {
        const ADDS: [&str; 12] = [
            "bring", "brings", "brought", "bringing", "raise", "raises", "raised", "raising", "takes",
            "took", "pushes", "pushed",
        ];
        const TOTALS: [&str; 10] = [
            "total",
            "number",
            "toll",
            "tally",
            "count",
            "figure",
            "death toll",
            "total number",
            "overall total",
            "sum",
        ];
        let Some(main) = self.sentence.verb(clause).map(|verb| verb.main) else { return false };
        let item = |at: usize| self.sentence.items.list.get(at);
        let head = item(main).and_then(|item| item.lower.split(' ').next()).unwrap_or_default();
        if !ADDS.contains(&head) {
            return false;
        }
        // `brings to 1,200 the number of`
        let is_number = |at: usize| item(at).is_some_and(|item| matches!(item.kind, ItemKind::Number(_)));
        let is_to = item(main + 1).is_some_and(|item| item.lower == "to");
        if is_number(main + 2) && is_to
            || is_number(main + 1) && item(main).is_some_and(|item| item.lower.ends_with(" to"))
        {
            return true;
        }
        let is_total =
            |chunk: &usize| self.sentence.of(*chunk).iter().any(|item| TOTALS.contains(&item.lower.as_str()));
        let is_figure = |(prep, noun): &(usize, usize)| {
            self.sentence.of(*prep).first().is_some_and(|item| item.lower == "to")
                && self
                    .sentence
                    .of(*noun)
                    .first()
                    .is_some_and(|item| matches!(item.kind, ItemKind::Number(_)))
        };
        clause.objects.iter().any(is_total)
            || clause.preps.iter().any(|(_, noun)| is_total(noun)) && clause.preps.iter().any(is_figure)
    }
}
