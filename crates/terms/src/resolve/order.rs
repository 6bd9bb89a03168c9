//! Which of some things that need one another can stand at all: circles found, depths counted.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Name;

/// The order among things that need others.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// How many steps each stands above those that need nothing (which stand on step 1).
    pub(super) depths: BTreeMap<Name, u32>,
    /// Those that stand in a circle, or need one that does.
    pub(super) unsettled: Vec<Name>,
    /// The circles, each once: every member needs the next, the last needs the first.
    pub(super) circles: Vec<Vec<Name>>,
}

/// Orders things by what they need; a need that is not among them is met.
pub(super) fn order(needs: &BTreeMap<Name, Vec<Name>>) -> Order {
    order_above(&BTreeMap::new(), needs)
}

/// Orders things that stand above others, whose steps are known already.
pub(super) fn order_above(below: &BTreeMap<Name, u32>, needs: &BTreeMap<Name, Vec<Name>>) -> Order {
    let mut order = Order::default();
    let mut open: BTreeMap<&Name, usize> = BTreeMap::new();
    let mut needed_by: BTreeMap<&Name, Vec<&Name>> = BTreeMap::new();
    let mut ready: Vec<&Name> = Vec::new();
    for (name, others) in needs {
        let unmet = others.iter().filter(|other| needs.contains_key(*other));
        let count = unmet.map(|other| needed_by.entry(other).or_default().push(name)).count();
        open.insert(name, count);
        if count == 0 {
            ready.push(name);
        }
    }
    while let Some(name) = ready.pop() {
        let step = |other| order.depths.get(other).or_else(|| below.get(other));
        let own = needs.get(name).into_iter().flatten().filter_map(step);
        let depth = own.max().map_or(1, |deepest| deepest.saturating_add(1));
        order.depths.insert(name.clone(), depth);
        for above in needed_by.get(name).into_iter().flatten() {
            if let Some(count) = open.get_mut(above) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push(above);
                }
            }
        }
    }
    order.unsettled = needs.keys().filter(|name| !order.depths.contains_key(*name)).cloned().collect();
    order.circles = circles(needs, &order.unsettled);
    order
}

/// From anything that never settled, following its first unsettled need ends in a circle.
fn circles(needs: &BTreeMap<Name, Vec<Name>>, unsettled: &[Name]) -> Vec<Vec<Name>> {
    let unsettled: BTreeSet<&Name> = unsettled.iter().collect();
    let mut seen: BTreeSet<&Name> = BTreeSet::new();
    let mut found = Vec::new();
    for start in &unsettled {
        let mut way: Vec<&Name> = Vec::new();
        let mut next = Some(*start);
        while let Some(at) = next.filter(|at| seen.insert(at)) {
            way.push(at);
            next = needs.get(at).and_then(|others| others.iter().find(|other| unsettled.contains(other)));
        }
        let end = next.and_then(|end| way.iter().position(|name| *name == end));
        if let Some(first) = end {
            found.push(way.into_iter().skip(first).cloned().collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(pairs: &[(&str, &[&str])]) -> BTreeMap<Name, Vec<Name>> {
        let name = |text: &&str| Name::new(*text).unwrap();
        pairs.iter().map(|(one, others)| (name(one), others.iter().map(name).collect())).collect()
    }

    #[test]
    fn depths_count_the_longest_way_down() {
        let order = order(&needs(&[("a", &[]), ("b", &["a"]), ("c", &["a", "b"]), ("d", &["elsewhere"])]));
        let depths: Vec<u32> = order.depths.values().copied().collect();
        assert_eq!(depths, [1, 2, 3, 1]);
        assert!(order.circles.is_empty() && order.unsettled.is_empty());
    }

    #[test]
    fn depths_go_on_above_what_is_settled_already() {
        let below = order(&needs(&[("a", &[]), ("b", &["a"])])).depths;
        let order = order_above(&below, &needs(&[("c", &["b"]), ("d", &["c", "a"])]));
        let depths: Vec<u32> = order.depths.values().copied().collect();
        assert_eq!(depths, [3, 4]);
    }

    #[test]
    fn each_circle_is_found_once_and_without_what_only_leads_to_it() {
        let order = order(&needs(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"]), ("self", &["self"])]));
        let circles: Vec<Vec<&str>> =
            order.circles.iter().map(|circle| circle.iter().map(Name::as_str).collect()).collect();
        assert_eq!(circles, [vec!["b", "c"], vec!["self"]]);
        assert_eq!(order.unsettled.len(), 4);
    }
}
