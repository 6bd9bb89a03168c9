//! Done or only said, wanted, denied; so or not so: composed from the verb outward, through the verbs that govern it to the
//! voices that speak it.

use crate::chunks::{Shape, Verb};
use crate::claim::{Modality, Polarity};
use crate::clauses::{Clause, Link, Sentence};
use crate::lexicon::{Effect, Form, Part, SpeechKind};
use crate::sayings::Saying;

/// How a claim is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mode {
    pub(crate) modality: Modality,
    pub(crate) polarity: Polarity,
    pub(crate) hedge: Option<String>,
    pub(crate) trail: Vec<&'static str>,
}

impl Mode {
    pub(crate) fn done() -> Mode {
        Mode { modality: Modality::Done, polarity: Polarity::Positive, hedge: None, trail: Vec::new() }
    }

    fn to(&mut self, modality: Modality, rule: &'static str) {
        self.modality = modality;
        self.trail.push(rule);
    }

    pub(crate) fn negate(&mut self, rule: &'static str) {
        self.polarity = match self.polarity {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
        };
        self.trail.push(rule);
    }

    fn hedged(&mut self, word: &str) {
        if self.hedge.is_none() {
            self.hedge = Some(word.to_owned());
        }
    }
}

/// How the clause of that place is meant, before any voice. Where its act stands in a noun (`began the demolition`), its own
/// verb tells how far it has come.
pub(crate) fn of_clause(sentence: &Sentence<'_>, index: usize, is_noun: bool) -> Mode {
    let mut mode = Mode::done();
    let Some(clause) = sentence.clauses.get(index) else { return mode };
    let begins = begins(sentence, clause);
    if is_noun && promises(sentence, clause) {
        own(sentence, clause, &mut mode);
        if mode.modality == Modality::Done {
            mode.to(Modality::Promised, "M5");
        }
    } else if is_noun
        && sentence.effect(clause).is_some_and(|effect| effect != Effect::Promised)
        && !begins
        && !directs(sentence, clause)
    {
        govern(sentence, clause, &mut mode);
        if has_no(sentence, clause) {
            mode.negate("M11");
        }
    } else {
        own(sentence, clause, &mut mode);
    }
    if let Some(modality) = noun_before(sentence, clause).filter(|_| mode.modality == Modality::Done) {
        mode.to(modality, "M6");
        if is_given_up(sentence, clause) {
            mode.negate("M11");
        }
    }
    if is_accused(sentence, clause, index) {
        mode.to(Modality::Alleged, "M4");
    }
    let mut at = index;
    if let Some(word) = hearsay(sentence, index) {
        mode.to(Modality::Assessed, "M8");
        mode.hedged(&word);
    }
    // A clause stands behind its governor, so the walk ends.
    while let Some((governor, clause)) = governor(sentence, at) {
        // `was one case of a weapon being fired`: only an infinitive is to come.
        let is_ing = sentence
            .clauses
            .get(at)
            .and_then(|below| sentence.verb(below))
            .is_some_and(|verb| verb.shape == Shape::Ing);
        if is_ing && is_copula(sentence, clause) {
            if let Some(verb) = sentence.verb(clause) {
                tense(sentence, clause, verb, &mut mode);
            }
            at = governor;
            continue;
        }
        govern(sentence, clause, &mut mode);
        at = governor;
    }
    mode
}

/// `pledged a withdrawal`: a promised deed; one that was agreed on is more.
fn promises(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    let main = sentence.verb(clause).and_then(|verb| sentence.items.list.get(verb.main));
    main.is_some_and(|item| ["promis", "pledg", "vow"].iter().any(|stem| item.lower.starts_with(stem)))
}

/// `directed bursts of fire at the patrol`: whoever directs fire, fires.
fn directs(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    let main = sentence.verb(clause).and_then(|verb| sentence.items.list.get(verb.main));
    main.is_some_and(|item| item.lower.starts_with("direct"))
}

/// `The shelling stopped`, `overflights have ceased`: the end of the act that is the subject.
pub(crate) fn ended(sentence: &Sentence<'_>, clause: &Clause, mode: &mut Mode) {
    if sentence.effect(clause) == Some(Effect::Stopped) {
        mode.negate("M11");
    }
}

/// `does not believe that they meant to cross`: who holds it unlikely.
pub(crate) fn disbelieved(sentence: &Sentence<'_>, index: usize, mode: &mut Mode) {
    let Some(clause) = sentence.clauses.get(index) else { return };
    let above = sentence.clauses.get(..index).and_then(|before| {
        before.iter().rev().find(|other| sentence.speech(other).is_some() && other.verb < clause.verb)
    });
    let is_unlikely = above.is_some_and(|above| {
        sentence.speech(above) == Some(SpeechKind::Assess)
            && sentence.verb(above).is_some_and(|verb| verb.negated)
            && sentence.kind(above.after).is_some_and(|kind| matches!(kind, crate::chunks::Kind::That))
    });
    if is_unlikely {
        mode.negate("M11");
        mode.to(Modality::Assessed, "M8");
    }
}

/// `began to level a track`: who has begun has done.
fn begins(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    let main = sentence.verb(clause).and_then(|verb| sentence.items.list.get(verb.main));
    main.is_some_and(|item| {
        ["begin", "began", "begun", "start", "resum"].iter().any(|stem| item.lower.starts_with(stem))
    })
}

/// `was accused of shelling`: somebody charges, and nobody says who.
fn is_accused(sentence: &Sentence<'_>, clause: &Clause, index: usize) -> bool {
    let above = clause.governor.filter(|above| *above < index).and_then(|above| sentence.clauses.get(above));
    let is_below =
        sentence.verb(clause).is_some_and(|verb| matches!(verb.shape, Shape::Ing | Shape::Infinitive));
    is_below
        && above.is_some_and(|above| {
            sentence.verb(above).is_some_and(|verb| verb.passive)
                && matches!(sentence.speech(above), Some(SpeechKind::Accuse | SpeechKind::Allege))
        })
}

/// `was reported to have fired`, `are said to hold`: somebody says so, and nobody says who.
fn hearsay(sentence: &Sentence<'_>, index: usize) -> Option<String> {
    let clause = sentence.clauses.get(index)?;
    let above = sentence.clauses.get(clause.governor.filter(|above| *above < index)?)?;
    let is_below = clause.link == Link::Controlled
        && sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Infinitive);
    let verb = sentence.verb(above).filter(|verb| verb.passive && is_below)?;
    let is_said =
        matches!(sentence.speech(above), Some(SpeechKind::Say | SpeechKind::Assess | SpeechKind::Allege));
    sentence.items.list.get(verb.main).filter(|_| is_said).map(|item| item.lower.to_string())
}

/// What a noun makes of the infinitive behind it: `an operation to reconnect`, `a plan to withdraw`.
pub(crate) fn noun_before(sentence: &Sentence<'_>, clause: &Clause) -> Option<Modality> {
    let is_infinitive = sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Infinitive);
    let items = sentence.of(clause.verb.checked_sub(1)?);
    let noun = items.last()?.lower.as_str();
    let modality = match noun {
        "operation" | "operations" | "campaign" | "mission" | "effort" | "efforts" | "work" | "works" => {
            Modality::Ongoing
        }
        "plan" | "plans" | "decision" | "intention" | "preparations" => Modality::Planned,
        "pledge" | "commitment" | "promise" | "undertaking" => Modality::Promised,
        "order" | "orders" | "call" | "calls" | "demand" | "request" | "proposal" => Modality::Wanted,
        "threat" | "threats" => Modality::Threatened,
        _ => return None,
    };
    is_infinitive.then_some(modality)
}

/// `dropped its plan to restore the posts`
fn is_given_up(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    const GIVES_UP: [&str; 13] = [
        "drop",
        "abandon",
        "shelv",
        "scrap",
        "cancel",
        "ditch",
        "gave up",
        "give up",
        "given up",
        "call off",
        "called off",
        "renounc",
        "backed away",
    ];
    let above = clause.governor.and_then(|above| sentence.clauses.get(above));
    let main =
        above.and_then(|above| sentence.verb(above)).and_then(|verb| sentence.items.list.get(verb.main));
    main.is_some_and(|item| GIVES_UP.iter().any(|stem| item.lower.starts_with(stem)))
}

/// The clause that governs another by a verb that tells how far it has come.
pub(crate) fn governor<'s, 'l>(sentence: &'s Sentence<'l>, index: usize) -> Option<(usize, &'s Clause)> {
    let clause = sentence.clauses.get(index)?;
    let governor = clause.governor.filter(|governor| *governor < index)?;
    let above = sentence.clauses.get(governor)?;
    let is_bare = |verb: &Verb| {
        verb.form == Form::Base
            && verb.modal.is_none()
            && clause.link == Link::And
            && is_infinitive(sentence, index)
    };
    let is_governed = matches!(clause.link, Link::Controlled | Link::And)
        && sentence
            .verb(clause)
            .is_some_and(|verb| matches!(verb.shape, Shape::Infinitive | Shape::Ing) || is_bare(verb));
    (is_governed && (sentence.effect(above).is_some() || is_copula(sentence, above)))
        .then_some((governor, above))
}

/// Whether the clause before is an infinitive.
fn is_infinitive(sentence: &Sentence<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| sentence.clauses.get(before));
    before.and_then(|before| sentence.verb(before)).is_some_and(|verb| verb.shape == Shape::Infinitive)
}

fn is_copula(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    sentence.verb(clause).is_some_and(|verb| verb.copula)
}

fn own(sentence: &Sentence<'_>, clause: &Clause, mode: &mut Mode) {
    let Some(verb) = sentence.verb(clause) else { return };
    if clause.link == Link::If {
        mode.to(Modality::Threatened, "M5");
    }
    if sentence
        .items
        .list
        .get(verb.main)
        .is_some_and(|item| item.lower.starts_with("remain") && item.lower.contains("committed"))
    {
        mode.to(Modality::Promised, "M5");
    }
    // `reserves the right to respond`
    let main = sentence.items.list.get(verb.main).map_or("", |item| item.lower.as_str());
    if main.starts_with("reserv") || is_reserved(sentence, clause) {
        mode.to(Modality::Threatened, "M5");
        return;
    }
    tense(sentence, clause, verb, mode);
    if has_no(sentence, clause) {
        mode.negate("M11");
    }
}

/// Behind `reserves the right`
fn is_reserved(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    let above = clause.governor.and_then(|above| sentence.clauses.get(above));
    let main =
        above.and_then(|above| sentence.verb(above)).and_then(|verb| sentence.items.list.get(verb.main));
    let is_right = clause
        .verb
        .checked_sub(1)
        .and_then(|noun| sentence.of(noun).last())
        .is_some_and(|item| item.lower == "right");
    is_right && main.is_some_and(|item| item.lower.starts_with("reserv"))
}

/// Whether what it is done to, or who does it, is none: `no shots`, `not a single man`, `neither side`.
pub(crate) fn has_no(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    clause.objects.iter().chain(&clause.subject).any(|chunk| {
        // `neither side has accepted`
        let items = sentence.of(*chunk);
        let is_bound = items.get(1).is_some_and(|item| {
            matches!(item.lower.as_str(), "more" | "fewer" | "less" | "longer" | "sooner")
        });
        let is_no = |item: &crate::items::Item<'_>| item.part(Part::No) || item.lower.starts_with("neither");
        // `not one soldier`, `ascertained neither claim`
        let is_not = items.first().is_some_and(|item| item.part(Part::Not) && items.len() > 1);
        // `is not a single man`: the verb has that word already.
        let is_of_verb = |before: usize| {
            before == clause.verb + 1 && sentence.verb(clause).is_some_and(|verb| verb.negated)
        };
        let is_neither = chunk.checked_sub(1).filter(|before| !is_of_verb(*before)).is_some_and(|before| {
            matches!(sentence.kind(before), Some(crate::chunks::Kind::And | crate::chunks::Kind::Adverb))
                && sentence
                    .of(before)
                    .last()
                    .is_some_and(|item| matches!(item.lower.as_str(), "neither" | "not" | "nor"))
                && (!clause.subject.contains(chunk)
                    || before == 0
                    || items.first().is_some_and(|item| {
                        matches!(item.lower.as_str(), "a single" | "single" | "one")
                            || item.lower == "a" && items.get(1).is_some_and(|next| next.lower == "single")
                    }))
        });
        items.first().is_some_and(is_no) && !is_bound || is_not || is_neither
    })
}

/// What the words before a verb say.
fn tense(sentence: &Sentence<'_>, clause: &Clause, verb: &Verb, mode: &mut Mode) {
    if verb.negated {
        mode.negate("M11");
    }
    // `I propose that a team be sent`: what is not yet so.
    let is_subjunctive = verb.shape == Shape::Finite
        && verb.modal.is_none()
        && sentence.of(clause.verb).first().is_some_and(|item| item.lower == "be");
    if is_subjunctive {
        mode.to(Modality::Wanted, "M7");
    }
    if let Some(hedge) = verb.hedge.and_then(|item| sentence.items.list.get(item)) {
        mode.hedged(&hedge.lower);
        if !matches!(hedge.lower.as_str(), "reportedly" | "suspected" | "estimated") {
            mode.to(if hedge.lower == "allegedly" { Modality::Alleged } else { Modality::Assessed }, "M8");
        }
    }
    let has_condition = sentence.clauses.iter().any(|other| other.link == Link::If);
    match verb.modal.or_else(|| shared_modal(sentence, clause, verb)) {
        Some(Part::Future | Part::Would) if has_condition => mode.to(Modality::Threatened, "M5"),
        Some(Part::Future | Part::Would) => mode.to(Modality::Planned, "M6"),
        // `could not verify`: unable, and not perhaps.
        Some(Part::May)
            if (verb.negated || is_of_none(sentence, clause))
                && sentence.of(clause.verb).iter().any(|item| item.lower == "could") => {}
        Some(Part::May) => {
            mode.to(Modality::Assessed, "M8");
            let word = clause_word(sentence, clause, Part::May);
            mode.hedged(&word);
        }
        Some(Part::Should) => mode.to(Modality::Wanted, "M7"),
        // `had been moving arms`: what lay before something else is over.
        _ if verb.progressive
            && verb.perfect
            && sentence.of(clause.verb).iter().any(|item| item.lower == "had") => {}
        _ if verb.progressive && mode.modality == Modality::Done => mode.to(Modality::Ongoing, "M9"),
        _ => {}
    }
}

/// `No aid could enter`
fn is_of_none(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    clause.subject.iter().any(|chunk| sentence.of(*chunk).first().is_some_and(|item| item.part(Part::No)))
}

/// `will man the posts and resume drills`: a bare verb behind `and` shares the word before the first.
fn shared_modal(sentence: &Sentence<'_>, clause: &Clause, verb: &Verb) -> Option<Part> {
    let is_bare = verb.form == Form::Base && verb.shape == Shape::Finite && !verb.copula;
    let above = clause.governor.and_then(|above| sentence.clauses.get(above))?;
    let modal = sentence.verb(above)?.modal?;
    (is_bare && clause.link == Link::And && above.verb < clause.verb).then_some(modal)
}

fn clause_word(sentence: &Sentence<'_>, clause: &Clause, part: Part) -> String {
    sentence
        .of(clause.verb)
        .iter()
        .find(|item| item.part(part))
        .map_or_else(String::new, |item| item.lower.to_string())
}

/// What a governing verb makes of it.
fn govern(sentence: &Sentence<'_>, above: &Clause, mode: &mut Mode) {
    let Some(verb) = sentence.verb(above) else { return };
    let able = |word: &str| {
        above.objects.iter().flat_map(|chunk| sentence.of(*chunk)).any(|item| item.lower == word)
    };
    // `were the first to open fire`
    let is_first = |above: &Clause| {
        let mut items = above.objects.iter().flat_map(|chunk| sentence.of(*chunk));
        items
            .any(|item| item.lower.ends_with("first") || item.lower.ends_with("last") || item.lower == "only")
    };
    if is_copula(sentence, above) && able("unable") {
        mode.negate("M11");
    } else if is_copula(sentence, above) && able("time") {
        // `it is time for them to leave`
        mode.to(Modality::Wanted, "M7");
    } else if is_copula(sentence, above) && !able("able") && !is_first(above) {
        // `are to halt`, `was to withdraw`
        mode.to(Modality::Planned, "M6");
    }
    let word = || sentence.items.list.get(verb.main).map_or_else(String::new, |item| item.lower.to_string());
    match sentence.effect(above) {
        Some(Effect::Ongoing)
            if mode.modality == Modality::Done
                && !(begins(sentence, above)
                    && matches!(verb.form, Form::Past | Form::PastOrParticiple)
                    && !verb.progressive) =>
        {
            mode.to(Modality::Ongoing, "M9");
        }
        Some(Effect::Done) => mode.trail.push("M10"),
        Some(Effect::Planned) => mode.to(Modality::Planned, "M6"),
        Some(Effect::Promised) => mode.to(Modality::Promised, "M5"),
        Some(Effect::Wanted) => mode.to(Modality::Wanted, "M7"),
        Some(Effect::Not | Effect::Stopped) => mode.negate("M11"),
        Some(Effect::Threatened) => mode.to(Modality::Threatened, "M5"),
        Some(Effect::Assessed) => {
            mode.to(Modality::Assessed, "M8");
            mode.hedged(&word());
        }
        Some(Effect::Tried) => mode.hedged(&word()),
        _ => {}
    }
    // `decided against resuming them`
    if sentence.of(above.verb + 1).first().is_some_and(|item| item.lower == "against") {
        mode.negate("M11");
    }
    tense(sentence, above, verb, mode);
}

/// What the voices make of it, from the innermost out.
pub(crate) fn spoken(mode: &mut Mode, sayings: &[&Saying], is_bound_to: impl Fn(&Saying) -> bool) {
    for saying in sayings.iter().rev() {
        match saying.kind {
            // `told Beirut to disarm them`
            SpeechKind::Say
                if saying.cue.starts_with("t") && is_bound_to(saying) && mode.modality == Modality::Done =>
            {
                mode.to(Modality::Wanted, "M7");
            }
            SpeechKind::Say => {}
            SpeechKind::Accuse | SpeechKind::Allege => mode.to(Modality::Alleged, "M4"),
            SpeechKind::Deny => {
                mode.to(Modality::Denied, "M3");
                mode.polarity = Polarity::Positive;
            }
            SpeechKind::Promise if is_bound_to(saying) => mode.to(Modality::Promised, "M5"),
            SpeechKind::Urge if is_bound_to(saying) => mode.to(Modality::Wanted, "M7"),
            SpeechKind::Threaten if is_bound_to(saying) => mode.to(Modality::Threatened, "M5"),
            SpeechKind::Assess => {
                mode.to(Modality::Assessed, "M8");
                mode.hedged(&saying.cue);
            }
            _ => {}
        }
    }
}
