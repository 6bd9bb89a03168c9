//! Zones as sets built of areas.

/// Which of the areas of an index a zone is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// Inside the area of that number.
    Area(u32),
    /// In all of them; everywhere if there is none.
    All(Vec<Formula>),
    /// In at least one of them; nowhere if there is none.
    Any(Vec<Formula>),
    /// Everywhere else.
    Not(Box<Formula>),
}

impl Formula {
    /// Whether a place belongs, given the areas that it is inside of, in ascending order.
    pub fn holds(&self, areas: &[u32]) -> bool {
        match self {
            Formula::Area(area) => areas.binary_search(area).is_ok(),
            Formula::All(formulas) => formulas.iter().all(|formula| formula.holds(areas)),
            Formula::Any(formulas) => formulas.iter().any(|formula| formula.holds(areas)),
            Formula::Not(formula) => !formula.holds(areas),
        }
    }

    /// Calls `with` for each area that is named, as often as it is named.
    pub(crate) fn each_area(&self, with: &mut dyn FnMut(u32)) {
        match self {
            Formula::Area(area) => with(*area),
            Formula::All(formulas) | Formula::Any(formulas) => {
                formulas.iter().for_each(|formula| formula.each_area(with));
            }
            Formula::Not(formula) => formula.each_area(with),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_without_its_heart_in_either_half() {
        let ring = Formula::All(vec![Formula::Area(3), Formula::Not(Box::new(Formula::Area(5)))]);
        let either = Formula::Any(vec![ring, Formula::Area(9)]);
        assert!(either.holds(&[3]));
        assert!(!either.holds(&[3, 5]));
        assert!(either.holds(&[3, 5, 9]));
        assert!(Formula::All(vec![]).holds(&[]), "everywhere");
        assert!(!Formula::Any(vec![]).holds(&[1]), "nowhere");
        let mut named = Vec::new();
        either.each_area(&mut |area| named.push(area));
        assert_eq!(named, [3, 5, 9]);
    }
}
