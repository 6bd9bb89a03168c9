//! The forms of verbs and nouns, made from their base by rule and by a list of exceptions.

/// Which form of a verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// `fire`
    Base,
    /// `fires`
    Third,
    /// `fired`, told apart from the participle only where the two differ.
    Past,
    /// `shot`, `taken`: where past and participle are one word it is both.
    Participle,
    /// Past and participle alike.
    PastOrParticiple,
    /// `firing`
    Ing,
}

/// All forms of a verb. What stands behind the first word (`break through`) stays as it is.
pub(super) fn of_verb(verb: &str, irregular: Option<&[String; 3]>) -> Vec<(String, Form)> {
    let (head, tail) = match verb.split_once(' ') {
        Some((head, tail)) => (head, Some(tail)),
        None => (verb, None),
    };
    let mut forms =
        vec![(head.to_owned(), Form::Base), (third(head), Form::Third), (with_ing(head), Form::Ing)];
    match irregular {
        Some([_, past, participle]) if past == participle => {
            forms.push((past.clone(), Form::PastOrParticiple));
        }
        Some([_, past, participle]) => {
            forms.push((past.clone(), Form::Past));
            forms.push((participle.clone(), Form::Participle));
        }
        None => forms.push((with_ed(head), Form::PastOrParticiple)),
    }
    if doubles(head) && irregular.is_none() && !head.ends_with('l') {
        // Both spellings are met.
        forms.push((format!("{head}ed"), Form::PastOrParticiple));
    }
    if head.ends_with('l') && doubles(head) {
        forms.push((format!("{head}ed"), Form::PastOrParticiple));
        forms.push((format!("{head}ing"), Form::Ing));
    }
    for (form, _) in &mut forms {
        if let Some(tail) = tail {
            form.push(' ');
            form.push_str(tail);
        }
    }
    forms
}

/// `mans` of `man`, whose plural as a noun is another.
fn third(head: &str) -> String {
    let plural = with_s(head);
    if plural.ends_with('s') { plural } else { format!("{head}s") }
}

/// Singular and plural of a noun; of several words the last is counted, or the last before `of`.
pub(super) fn of_noun(noun: &str) -> [String; 2] {
    if let Some((head, rest)) = noun.split_once(" of ") {
        return [noun.to_owned(), format!("{} of {rest}", with_s(head))];
    }
    [noun.to_owned(), with_s(noun)]
}

fn is_vowel(letter: Option<char>) -> bool {
    matches!(letter, Some('a' | 'e' | 'i' | 'o' | 'u'))
}

fn with_s(word: &str) -> String {
    let mut back = word.chars().rev();
    let (last, before) = (back.next(), back.next());
    if let Some(stem) = word.strip_suffix("man") {
        return format!("{stem}men");
    }
    match last {
        Some('y') if !is_vowel(before) => format!("{}ies", word.strip_suffix('y').unwrap_or(word)),
        Some('s' | 'x' | 'z') => format!("{word}es"),
        Some('h') if matches!(before, Some('c' | 's')) => format!("{word}es"),
        Some('o') if word == "go" || word == "do" => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn with_ed(word: &str) -> String {
    let mut back = word.chars().rev();
    let (last, before) = (back.next(), back.next());
    match last {
        Some('e') => format!("{word}d"),
        Some('y') if !is_vowel(before) => format!("{}ied", word.strip_suffix('y').unwrap_or(word)),
        Some(letter) if doubles(word) => format!("{word}{letter}ed"),
        _ => format!("{word}ed"),
    }
}

fn with_ing(word: &str) -> String {
    let mut back = word.chars().rev();
    let (last, before) = (back.next(), back.next());
    match (last, before) {
        (Some('e'), Some('i')) => format!("{}ying", word.strip_suffix("ie").unwrap_or(word)),
        (Some('e'), Some('e' | 'o' | 'y')) => format!("{word}ing"),
        (Some('e'), _) if word.len() > 2 => format!("{}ing", word.strip_suffix('e').unwrap_or(word)),
        (Some(letter), _) if doubles(word) => format!("{word}{letter}ing"),
        _ => format!("{word}ing"),
    }
}

/// Whether the last consonant is doubled: one short vowel before it, in a short word or a stressed last syllable.
fn doubles(word: &str) -> bool {
    const STRESSED: [&str; 39] = [
        "admit", "permit", "commit", "submit", "refer", "occur", "transfer", "deter", "incur", "compel",
        "repel", "rebut", "confer", "defer", "infer", "prefer", "recur", "concur", "inter", "debar",
        "unplug", "unpin", "regret", "omit", "emit", "remit", "equip", "re-equip", "allot", "acquit",
        "re-man", "unman", "airdrop", "sandbag", "expel", "dispel", "propel", "rebel", "excel",
    ];
    const BRITISH: [&str; 24] = [
        "travel", "cancel", "shell", "patrol", "control", "signal", "level", "tunnel", "channel", "marshal",
        "pummel", "fuel", "refuel", "label", "quarrel", "shovel", "total", "unravel", "initial", "funnel",
        "counsel", "swivel", "enrol", "model",
    ];
    let mut back = word.chars().rev();
    let (last, vowel, before) = (back.next(), back.next(), back.next());
    let is_short = is_vowel(vowel)
        && !is_vowel(before)
        && before.is_some()
        && !is_vowel(last)
        && !matches!(last, Some('w' | 'x' | 'y'));
    let vowels = word.chars().filter(|letter| is_vowel(Some(*letter))).count();
    (is_short && vowels == 1) || STRESSED.contains(&word) || (BRITISH.contains(&word) && word != "shell")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_follow_the_rule() {
        let forms = |verb: &str| {
            let forms = of_verb(verb, None);
            forms.into_iter().map(|(form, _)| form).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(forms("fire"), "fire fires firing fired");
        assert_eq!(forms("deny"), "deny denies denying denied");
        assert_eq!(forms("destroy"), "destroy destroys destroying destroyed");
        assert_eq!(forms("launch"), "launch launches launching launched");
        assert_eq!(forms("shell"), "shell shells shelling shelled");
        assert_eq!(forms("stop"), "stop stops stopping stopped stoped");
        assert_eq!(forms("flee"), "flee flees fleeing fleed");
        assert_eq!(forms("carry out"), "carry out carries out carrying out carried out");
        assert_eq!(forms("travel"), "travel travels travelling travelled traveled traveling");
        assert_eq!(forms("explode"), "explode explodes exploding exploded");
        assert_eq!(forms("equip"), "equip equips equipping equipped equiped");
        assert_eq!(forms("unravel"), "unravel unravels unravelling unravelled unraveled unraveling");
    }

    #[test]
    fn irregular_verbs_keep_past_and_participle_apart() {
        let take = ["take".to_owned(), "took".to_owned(), "taken".to_owned()];
        let forms = of_verb("take", Some(&take));
        assert!(forms.contains(&("took".to_owned(), Form::Past)));
        assert!(forms.contains(&("taken".to_owned(), Form::Participle)));
    }

    #[test]
    fn nouns_have_plurals() {
        assert_eq!(of_noun("guard post")[1], "guard posts");
        assert_eq!(of_noun("army")[1], "armies");
        assert_eq!(of_noun("spokesman")[1], "spokesmen");
    }
}
