//! Steps of work, counted in tests only: how the time of a page grows is held there, and never by a clock.

/// So many steps of work.
#[cfg(not(test))]
pub(crate) fn steps(_: usize) {}

#[cfg(test)]
pub(crate) use counted::steps;

#[cfg(test)]
mod counted {
    use std::cell::Cell;

    use crate::{Document, Lexicon, read};

    /// A name, and a text of so many pieces.
    type Shape = (&'static str, Box<dyn Fn(usize) -> String>);

    thread_local! {
        static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    pub(crate) fn steps(count: usize) {
        STEPS.set(STEPS.get() + count);
    }

    /// Steps to take a text in and read it.
    fn of(lexicon: &Lexicon, text: &str) -> usize {
        STEPS.set(0);
        let _ = read(lexicon, &Document::plain(text));
        STEPS.get()
    }

    /// A text of twice the length takes twice the steps, and of none so many that a page could hold a machine up.
    #[test]
    fn work_grows_with_the_text_and_no_faster() {
        let words = "[agreement]\nid = \"truce\"\nparties = [\"A\", \"B\"]\nnames = [\"the truce\"]\n\
            [[actor]]\nid = \"A\"\nkind = \"party\"\nnames = [\"Arland\"]\n[[actor]]\nid = \"B\"\nkind = \"party\"\nnames = [\"Borland\"]\n\
            [[link]]\ntopic = \"truce:1\"\nclass = [\"force\"]\n";
        let lexicon = Lexicon::new(&[words]).unwrap();
        let many = |piece: &'static str| move |count: usize| piece.repeat(count);
        let shapes: Vec<Shape> = vec![
            ("one sentence", Box::new(many("the army of Arland fired 20 shells near Kalo and "))),
            ("one sentence of nouns", Box::new(many("shells and tanks of Arland near the line, "))),
            ("quotes", Box::new(many("“Arland fired at us,” Borland said. "))),
            ("open quotes", Box::new(many("“Arland fired, Borland said "))),
            ("names", Box::new(many("Ain Zahra Kalo Dur Nahr Arland Borland Tel Amar "))),
            (
                "parentheses",
                Box::new(|count| {
                    format!("Arland fired {} shells {}.", "( ".repeat(count), ") ".repeat(count))
                }),
            ),
            ("commas", Box::new(many(", "))),
            ("a byline of commas", Box::new(|count| format!("Title\n\nby {}\n", ",".repeat(count)))),
            ("stops without space", Box::new(many("가."))),
            ("ends of lines that are none", Box::new(many("\u{2028}"))),
            ("headings", Box::new(many("Arland fires\n\n"))),
            ("cues", Box::new(many("Anchor: Arland fired 20 shells at Borland on Monday.\n\n"))),
            ("captions", Box::new(many("Arland fired 20 shells. Photograph: Agency/Handout\n\n"))),
            (
                "claims of their own",
                Box::new(|count| {
                    (0..count).map(|at| format!("Arland fired {at} shells at Borland. ")).collect()
                }),
            ),
        ];
        for (name, shape) in shapes {
            let count = 4_500 / shape(10).len().div_ceil(10);
            let (one, two) = (shape(count), shape(count * 4));
            let (before, after) = (of(&lexicon, &one), of(&lexicon, &two));
            assert!(after <= before * 5 + 2_000, "{name}: {before} steps, then {after}");
            assert!(after <= two.len() * 300, "{name}: {after} steps for {} bytes", two.len());
        }
    }
}
