//! Which verbs of agreements an act that a report tells may fall under.
//!
//! Reports say `shelled`, agreements say `conduct artillery-fire`. An act becomes evidence under a norm only if the verb of the norm
//! stands here beside what was read; where it does not, the claim stays a statement until a person names the norm.

/// What was read, and the verbs under which it may fall.
const VERBS: &[(&str, &[&str])] = &[
    ("allow_access", &["permit", "admit", "allow"]),
    ("attack", &["conduct", "attack", "fire", "use", "strike"]),
    ("break_through", &["cross", "enter"]),
    ("bring_aid", &["distribute", "deliver", "supply"]),
    ("connect_road", &["connect", "build"]),
    ("cross", &["cross", "enter"]),
    ("defect", &["cross", "enter"]),
    ("deny_access", &["hinder", "deny", "obstruct", "restrict"]),
    ("deploy", &["deploy", "station", "carry", "install", "lay"]),
    ("deploy_forces", &["deploy", "station"]),
    ("destroy", &["destroy", "dismantle", "remove"]),
    ("detain", &["detain", "hold", "abduct"]),
    ("enter", &["enter", "cross", "deploy"]),
    ("exercise", &["conduct", "exercise"]),
    ("fire", &["conduct", "fire", "use", "shell"]),
    ("fly", &["fly", "enter", "overfly"]),
    ("fortify", &["build", "fortify", "install", "deploy"]),
    ("hand_over_arms", &["hand", "surrender", "disarm"]),
    ("inspect", &["verify", "inspect"]),
    ("launch", &["conduct", "fire", "launch", "use"]),
    ("lay_mines", &["lay", "deploy", "install"]),
    ("leave", &["withdraw", "leave"]),
    ("open_gunport", &["open", "keep"]),
    ("recover", &["recover"]),
    ("release", &["release", "return"]),
    ("remove", &["withdraw", "remove", "dismantle"]),
    ("remove_things", &["withdraw", "remove", "dismantle"]),
    ("shell", &["conduct", "fire", "shell", "use"]),
    ("stall", &["hinder"]),
    ("strike", &["conduct", "attack", "strike", "use"]),
    ("use_weapons", &["conduct", "use", "fire"]),
    ("violate_airspace", &["fly", "enter", "overfly"]),
];

/// Whether what was read may fall under the verb of a norm.
pub(crate) fn may_fall_under(action: &str, verb: &str) -> bool {
    action == verb || VERBS.iter().any(|(read, verbs)| *read == action && verbs.contains(&verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossing_is_no_attack_and_a_shot_may_be_conducted() {
        assert!(may_fall_under("fire", "conduct") && may_fall_under("fly", "fly"));
        assert!(!may_fall_under("cross", "attack") && !may_fall_under("meet", "conduct"));
    }

    #[test]
    fn the_table_is_in_order_and_names_each_act_once() {
        assert!(VERBS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
