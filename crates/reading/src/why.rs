//! Where words for an act came to no claim: gathered for the scorer's `--why`, and only with the feature `why`.

#[cfg(feature = "why")]
pub use gathered::{Lost, take};
#[cfg(feature = "why")]
pub(crate) use gathered::{lost, of_sentence};

/// Nothing is gathered.
#[cfg(not(feature = "why"))]
pub(crate) fn of_sentence(_: &crate::lexicon::Lexicon, _: &crate::clauses::Sentence<'_>) {}

/// Nothing is gathered.
#[cfg(not(feature = "why"))]
pub(crate) fn lost(_: &'static str, _: (usize, usize), _: Option<crate::claim::Class>) {}

#[cfg(feature = "why")]
mod gathered {
    use std::cell::RefCell;

    use crate::chunks::Kind;
    use crate::claim::Class;
    use crate::clauses::Sentence;
    use crate::lexicon::{Lexicon, Sense};
    use crate::slots;

    /// One place where words for an act came to nothing.
    #[derive(Debug, Clone)]
    pub struct Lost {
        /// The step at which they did, or what the noun is to its clause.
        pub step: &'static str,
        /// The words, in bytes.
        pub byte: (usize, usize),
        /// The classes that the words may stand for.
        pub classes: Vec<Class>,
        /// The groups of the sentence, or of the clause.
        pub shown: String,
    }

    thread_local! {
        static LOST: RefCell<Vec<Lost>> = const { RefCell::new(Vec::new()) };
    }

    /// What was gathered since the last time.
    #[must_use]
    pub fn take() -> Vec<Lost> {
        LOST.take()
    }

    /// A step that made no claim of these words.
    pub(crate) fn lost(step: &'static str, byte: (usize, usize), class: Option<Class>) {
        let classes = class.into_iter().collect();
        LOST.with_borrow_mut(|all| all.push(Lost { step, byte, classes, shown: String::new() }));
    }

    /// What stands in a sentence: each verb and noun for an act, and what it is to its clause.
    pub(crate) fn of_sentence(lexicon: &Lexicon, sentence: &Sentence<'_>) {
        let shown = shown(sentence);
        for at in 0..sentence.chunks.len() {
            let Some(byte) = sentence.bytes(at, at + 1) else { continue };
            let (step, classes) = match sentence.kind(at) {
                Some(Kind::Verb(verb)) => {
                    let senses = sentence.items.list.get(verb.main).map_or(&[][..], |item| item.senses);
                    ("verb", classes(lexicon, senses))
                }
                Some(Kind::Noun { .. }) => {
                    let items = sentence.of(at);
                    let nouns = items.iter().flat_map(|item| item.senses.iter().copied());
                    let nouns: Vec<Sense> =
                        nouns.filter(|sense| matches!(sense, Sense::ActNoun(_))).collect();
                    let is_head = slots::act_noun(sentence, at).is_some();
                    let verbs: Vec<Sense> = items
                        .iter()
                        .flat_map(|item| item.senses.iter().copied())
                        .filter(|s| matches!(s, Sense::Act(..)))
                        .collect();
                    if is_head {
                        (role(sentence, at), classes(lexicon, &nouns))
                    } else {
                        ("verb within a noun group", classes(lexicon, &verbs))
                    }
                }
                _ => continue,
            };
            if !classes.is_empty() {
                LOST.with_borrow_mut(|all| all.push(Lost { step, byte, classes, shown: shown.clone() }));
            }
        }
        if let Some(byte) = sentence.bytes(0, sentence.chunks.len()) {
            LOST.with_borrow_mut(|all| all.push(Lost { step: "sentence", byte, classes: Vec::new(), shown }));
        }
    }

    fn classes(lexicon: &Lexicon, senses: &[Sense]) -> Vec<Class> {
        let mut all: Vec<Class> = senses
            .iter()
            .filter_map(|sense| match sense {
                Sense::Act(act, _) | Sense::ActNoun(act) => lexicon.act(*act).map(|act| act.class),
                _ => None,
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What a noun group is to its clause.
    fn role(sentence: &Sentence<'_>, noun: usize) -> &'static str {
        let before = noun.checked_sub(1).and_then(|before| sentence.kind(before));
        if sentence.clauses.is_empty() {
            return "noun, no verb in the sentence";
        }
        for clause in &sentence.clauses {
            if clause.objects.contains(&noun) {
                return "noun, object";
            }
            if clause.has_own_subject && clause.subject.contains(&noun) {
                return "noun, subject";
            }
        }
        match before {
            Some(Kind::Prep) => "noun behind a preposition",
            Some(Kind::Of) => "noun behind of",
            Some(Kind::By) => "noun behind by",
            Some(Kind::And) => "noun behind and",
            Some(Kind::Comma) => "noun behind a comma",
            Some(Kind::Break) => "noun behind a break",
            _ => "noun, other",
        }
    }

    /// The groups, and what each clause holds.
    fn shown(sentence: &Sentence<'_>) -> String {
        let word =
            |at: usize| sentence.of(at).iter().map(|item| item.lower.as_str()).collect::<Vec<_>>().join(" ");
        let mut shown = String::new();
        for at in 0..sentence.chunks.len() {
            let piece = match sentence.kind(at) {
                Some(Kind::Verb(verb)) => {
                    let mark = if verb.passive { "p" } else { "" };
                    format!("[{}:{:?}{mark}]", word(at), verb.shape)
                }
                Some(Kind::Noun { .. }) => format!("{{{}}}", word(at)),
                Some(kind) => {
                    format!("{}<{}>", word(at), format!("{kind:?}").chars().take(4).collect::<String>())
                }
                None => String::new(),
            };
            shown.push_str(&piece);
            shown.push(' ');
        }
        for clause in &sentence.clauses {
            let list = |all: &[usize]| all.iter().map(|at| word(*at)).collect::<Vec<_>>().join("+");
            let above =
                clause.governor.and_then(|above| sentence.clauses.get(above)).map(|above| word(above.verb));
            shown.push_str(&format!(
                "\n      {:?} {} s={}{} o={} by={} pp={} gov={}",
                clause.link,
                word(clause.verb),
                list(&clause.subject),
                if clause.has_own_subject { "" } else { "(shared)" },
                list(&clause.objects),
                list(&clause.agent),
                clause
                    .preps
                    .iter()
                    .map(|(prep, noun)| format!("{}:{}", word(*prep), word(*noun)))
                    .collect::<Vec<_>>()
                    .join("; "),
                above.unwrap_or_default()
            ));
        }
        shown
    }
}
