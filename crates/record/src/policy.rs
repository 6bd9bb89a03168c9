//! Trust policies (`c2sp.org/tlog-policy`): which logs, which witnesses, and how many of them make a tree final.

use std::collections::{BTreeMap, BTreeSet};

use crate::key::{Key, KeyError, Purpose};

/// The largest policy that is read, in bytes; the specification asks for 32 logs, witnesses and groups each.
pub const LARGEST_POLICY: usize = 1 << 18;

/// Why a text is no policy; each with the line, from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// Too large.
    #[error("the policy has {0} bytes, more than {LARGEST_POLICY}")]
    Large(usize),
    /// A control character.
    #[error("line {0}: a control character; only tabs and line ends may stand in a policy")]
    Control(usize),
    /// Not one of the forms.
    #[error(
        "line {line}: `{found}` is none of: log KEY, witness NAME KEY, group NAME all|any|K NAME.., quorum NAME"
    )]
    Form {
        /// The line.
        line: usize,
        /// How it begins.
        found: String,
    },
    /// Not a key.
    #[error("line {line}: {cause}")]
    Key {
        /// The line.
        line: usize,
        /// Why not.
        cause: KeyError,
    },
    /// A key of the wrong kind.
    #[error("line {line}: {}", if *log { "a log signs with a key of type 0x01" } else { "a witness cosigns with a key of type 0x04" })]
    Purpose {
        /// The line.
        line: usize,
        /// Whether it is that of a log.
        log: bool,
    },
    /// A key or name that is there already.
    #[error("line {line}: the {what} is there already")]
    Again {
        /// The line.
        line: usize,
        /// Key, name, member or quorum.
        what: &'static str,
    },
    /// A name that nothing above explains.
    #[error("line {line}: there is no witness or group `{name}` above")]
    Unknown {
        /// The line.
        line: usize,
        /// The name.
        name: String,
    },
    /// More wanted than there are.
    #[error("line {line}: `{count}` is no number between 1 and the {members} members")]
    Threshold {
        /// The line.
        line: usize,
        /// What is written.
        count: String,
        /// How many members the group has.
        members: usize,
    },
    /// No quorum.
    #[error("no line tells the quorum; `quorum none` asks for no witness")]
    NoQuorum,
}

/// A name of a policy: opaque bytes, as the specification asks.
type Label = Vec<u8>;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Member {
    Witness(Box<Key>),
    Group { threshold: usize, members: Vec<Label> },
}

/// A log with the place where it is to be had, if the policy tells one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The key.
    pub key: Key,
    /// The address, if there is one. Nothing rests on it.
    pub url: Option<String>,
}

/// A trust policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The logs that it knows.
    pub logs: Vec<Place>,
    /// The witnesses that it knows.
    pub witnesses: Vec<Place>,
    names: BTreeMap<Label, Member>,
    /// Nothing for `none`.
    quorum: Option<Label>,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// [`PolicyError`] with the first line that is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        if bytes.len() > LARGEST_POLICY {
            return Err(PolicyError::Large(bytes.len()));
        }
        let mut reader = Reader::default();
        for (above, text) in bytes.split(|byte| *byte == b'\n').enumerate() {
            reader.line = above + 1;
            if text.iter().any(|byte| (*byte < 0x20 && *byte != b'\t') || *byte == 0x7f) {
                return Err(PolicyError::Control(reader.line));
            }
            let words = text.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty());
            let words: Vec<&[u8]> = words.collect();
            if words.first().is_some_and(|word| !word.starts_with(b"#")) {
                reader.read(&words)?;
            }
        }
        let Reader { logs, witnesses, names, quorum, .. } = reader;
        let quorum = quorum.ok_or(PolicyError::NoQuorum)?;
        Ok(Policy { logs, witnesses, names, quorum })
    }

    /// The keys of the logs.
    #[must_use]
    pub fn log_keys(&self) -> Vec<Key> {
        self.logs.iter().map(|log| log.key.clone()).collect()
    }

    /// How far the tree is final, given how far each witness saw it: the largest size that witnesses enough for the
    /// quorum have reached. A witness that is not in the map saw nothing; `recorded` is the answer if no witness is
    /// asked for.
    ///
    /// An entry below that index is final, though no single checkpoint may bear all the cosignatures: each witness
    /// says of its own tree that it continues all earlier ones.
    #[must_use]
    pub fn final_size(&self, recorded: u64, seen: &BTreeMap<[u8; 32], u64>) -> u64 {
        self.quorum.as_ref().map_or(recorded, |name| self.reached(name, seen)).min(recorded)
    }

    /// By when witnesses enough for the quorum had seen something, given when each first did: the time of the last that is
    /// needed. Where no witness is asked for, the first will do.
    #[must_use]
    pub fn time_of(&self, first: &BTreeMap<[u8; 32], u64>) -> Option<u64> {
        match &self.quorum {
            Some(name) => self.time_by(name, first),
            None => first.values().min().copied(),
        }
    }

    fn time_by(&self, name: &Label, first: &BTreeMap<[u8; 32], u64>) -> Option<u64> {
        match self.names.get(name)? {
            Member::Witness(key) => first.get(&key.public()).copied(),
            Member::Group { threshold, members } => {
                let mut times: Vec<u64> =
                    members.iter().filter_map(|member| self.time_by(member, first)).collect();
                times.sort_unstable();
                times.get(threshold.checked_sub(1)?).copied()
            }
        }
    }

    /// What the quorum asks for, in words: `north, south, 1 of {un, press}`; nothing for `none`. The names are those of the
    /// policy, shortened where they are long.
    #[must_use]
    pub fn needs(&self) -> String {
        self.quorum.as_ref().map(|name| self.told(name)).unwrap_or_default()
    }

    fn told(&self, name: &Label) -> String {
        match self.names.get(name) {
            Some(Member::Group { threshold, members }) => {
                let told: Vec<String> = members.iter().map(|member| self.told(member)).collect();
                if *threshold == members.len() {
                    told.join(", ")
                } else {
                    format!("{threshold} of {{{}}}", told.join(", "))
                }
            }
            _ => shown(name),
        }
    }

    /// Whether these witnesses are enough, by their public keys.
    #[must_use]
    pub fn is_met_by(&self, cosigners: &BTreeSet<[u8; 32]>) -> bool {
        let seen = cosigners.iter().map(|key| (*key, 1)).collect();
        self.final_size(1, &seen) == 1
    }

    /// Whether holders of keys are enough where they have to decide, not witnesses: the quorum, by the names that the
    /// policy gives to its witnesses. Who is no holder (`voters`) has no voice, and of a group no more are asked than
    /// have one. Nothing if nobody has a voice.
    #[must_use]
    pub fn is_met_by_holders(&self, signed: &BTreeSet<&[u8]>, voters: &BTreeSet<&[u8]>) -> Option<bool> {
        self.voice(self.quorum.as_ref()?, signed, voters)
    }

    fn voice(&self, name: &Label, signed: &BTreeSet<&[u8]>, voters: &BTreeSet<&[u8]>) -> Option<bool> {
        match self.names.get(name)? {
            Member::Witness(_) => voters.contains(name.as_slice()).then(|| signed.contains(name.as_slice())),
            Member::Group { threshold, members } => {
                let voices = members.iter().filter_map(|member| self.voice(member, signed, voters));
                let voices: Vec<bool> = voices.collect();
                let agree = voices.iter().filter(|voice| **voice).count();
                (!voices.is_empty()).then_some(agree >= *threshold.min(&voices.len()))
            }
        }
    }

    /// The largest size that a witness, or enough members of a group, have reached. A group names only what stands
    /// above it, so this ends.
    fn reached(&self, name: &Label, seen: &BTreeMap<[u8; 32], u64>) -> u64 {
        match self.names.get(name) {
            Some(Member::Witness(key)) => seen.get(&key.public()).copied().unwrap_or(0),
            Some(Member::Group { threshold, members }) => {
                let mut sizes: Vec<u64> = members.iter().map(|member| self.reached(member, seen)).collect();
                sizes.sort_unstable_by(|one, other| other.cmp(one));
                sizes.get(threshold - 1).copied().unwrap_or(0)
            }
            None => 0,
        }
    }
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    line: usize,
    logs: Vec<Place>,
    witnesses: Vec<Place>,
    names: BTreeMap<Label, Member>,
    /// Names that are a member of some group.
    members: BTreeSet<Label>,
    quorum: Option<Option<Label>>,
}

impl Reader {
    fn read(&mut self, words: &[&[u8]]) -> Result<(), PolicyError> {
        match words {
            [b"log", key, url @ ..] if url.len() <= 1 => self.log(key, url.first()),
            [b"witness", name, key, url @ ..] if url.len() <= 1 => self.witness(name, key, url.first()),
            [b"group", name, count, members @ ..] if !members.is_empty() => self.group(name, count, members),
            [b"quorum", name] => self.quorum(name),
            _ => {
                let found = shown(words.first().copied().unwrap_or_default());
                Err(PolicyError::Form { line: self.line, found })
            }
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&&[u8]>) -> Result<(), PolicyError> {
        let place = self.place(key, url, Purpose::Signing)?;
        if self.logs.iter().any(|log| log.key.public() == place.key.public()) {
            return Err(self.again("key"));
        }
        self.logs.push(place);
        Ok(())
    }

    fn witness(&mut self, name: &[u8], key: &[u8], url: Option<&&[u8]>) -> Result<(), PolicyError> {
        let place = self.place(key, url, Purpose::Cosigning)?;
        if self.witnesses.iter().any(|witness| witness.key.public() == place.key.public()) {
            return Err(self.again("key"));
        }
        self.define(name, Member::Witness(Box::new(place.key.clone())))?;
        self.witnesses.push(place);
        Ok(())
    }

    fn group(&mut self, name: &[u8], count: &[u8], members: &[&[u8]]) -> Result<(), PolicyError> {
        let written = std::str::from_utf8(count).unwrap_or_default();
        let threshold = match written {
            "all" => Some(members.len()),
            "any" => Some(1),
            number => crate::tile::decimal(number, members.len() as u64).and_then(|one| one.try_into().ok()),
        };
        let threshold = threshold.filter(|count| *count > 0).ok_or_else(|| PolicyError::Threshold {
            line: self.line,
            count: shown(count),
            members: members.len(),
        })?;
        for member in members {
            if !self.names.contains_key(*member) {
                return Err(PolicyError::Unknown { line: self.line, name: shown(member) });
            }
            if !self.members.insert(member.to_vec()) {
                return Err(self.again("member"));
            }
        }
        let members = members.iter().map(|member| member.to_vec()).collect();
        self.define(name, Member::Group { threshold, members })
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), PolicyError> {
        if self.quorum.is_some() {
            return Err(self.again("quorum"));
        }
        if name != b"none" && !self.names.contains_key(name) {
            return Err(PolicyError::Unknown { line: self.line, name: shown(name) });
        }
        self.quorum = Some((name != b"none").then(|| name.to_vec()));
        Ok(())
    }

    fn define(&mut self, name: &[u8], member: Member) -> Result<(), PolicyError> {
        if name == b"none" || self.names.insert(name.to_vec(), member).is_some() {
            return Err(self.again("name"));
        }
        Ok(())
    }

    fn place(&self, key: &[u8], url: Option<&&[u8]>, purpose: Purpose) -> Result<Place, PolicyError> {
        let text = String::from_utf8_lossy(key);
        let key = Key::parse(&text).map_err(|cause| PolicyError::Key { line: self.line, cause })?;
        if key.purpose() != purpose {
            return Err(PolicyError::Purpose { line: self.line, log: purpose == Purpose::Signing });
        }
        Ok(Place { key, url: url.map(|url| String::from_utf8_lossy(url).into_owned()) })
    }

    fn again(&self, what: &'static str) -> PolicyError {
        PolicyError::Again { line: self.line, what }
    }
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Secret;
    use proptest::prelude::*;

    fn witness(number: u8) -> Key {
        let name = format!("w{number}.example");
        Secret::from_seed(&name, Purpose::Cosigning, &[number; 32]).unwrap().key().clone()
    }

    fn log(number: u8) -> Key {
        let name = format!("log.example/{number}");
        Secret::from_seed(&name, Purpose::Signing, &[number; 32]).unwrap().key().clone()
    }

    /// Two groups under one, as in the example of the specification.
    fn example() -> String {
        let mut text = format!("# a comment\nlog {}\n\n", log(9));
        for (name, number) in [("X1", 1), ("X2", 2), ("X3", 3), ("Y1", 4), ("Y2", 5), ("Y3", 6)] {
            text += &format!("  witness\t{name} {} https://{name}.example/\n", witness(number));
        }
        text + "group X-witnesses 2 X1 X2 X3\ngroup Y-witnesses any Y1 Y2 Y3\n\
                group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
    }

    #[test]
    fn holders_decide_by_the_names_of_the_policy() {
        let key = |name: &str, n: u8| {
            crate::key::Secret::from_seed(name, Purpose::Cosigning, &[n; 32]).unwrap().key().clone()
        };
        let text = format!(
            "witness north {}\nwitness south {}\nwitness un {}\nwitness press {}\ngroup parties all north south\n\
             group others 1 un press\ngroup both all parties others\nquorum both\n",
            key("n", 1),
            key("s", 2),
            key("u", 3),
            key("p", 4)
        );
        let policy = Policy::parse(text.as_bytes()).unwrap();
        let names =
            |names: &'static str| names.split_whitespace().map(str::as_bytes).collect::<BTreeSet<_>>();
        let met = |signed, voters| policy.is_met_by_holders(&names(signed), &names(voters));
        assert_eq!(policy.needs(), "north, south, 1 of {un, press}");
        assert_eq!(met("north south un", "north south un"), Some(true));
        assert_eq!(met("north south", "north south un"), Some(false));
        assert_eq!(met("north un press", "north south un press"), Some(false));
        assert_eq!(met("north south", "north south"), Some(true));
        assert_eq!(met("north south", ""), None);
        let none = Policy::parse(b"quorum none\n").unwrap();
        assert_eq!(none.is_met_by_holders(&names("a"), &names("a")), None);
    }

    #[test]
    fn the_example_of_the_specification_asks_two_of_x_and_one_of_y() {
        let policy = Policy::parse(example().as_bytes()).unwrap();
        let met = |numbers: &[u8]| {
            policy.is_met_by(&numbers.iter().map(|number| witness(*number).public()).collect())
        };
        // Every subset of the six, against the rule in words.
        for subset in 0..64_u8 {
            let chosen: Vec<u8> = (1..=6).filter(|number| subset & (1 << (number - 1)) != 0).collect();
            let (x, y) =
                (chosen.iter().filter(|n| **n <= 3).count(), chosen.iter().filter(|n| **n > 3).count());
            assert_eq!(met(&chosen), x >= 2 && y >= 1, "{chosen:?}");
        }
        assert!(!met(&[1, 2, 9]), "a log is no witness");
    }

    #[test]
    fn no_quorum_is_met_by_nobody() {
        let policy = Policy::parse(b"quorum none\n").unwrap();
        assert!(policy.is_met_by(&BTreeSet::new()));
        assert_eq!(policy.final_size(41, &BTreeMap::new()), 41);
    }

    #[test]
    fn a_tree_is_final_up_to_where_enough_have_seen_it() {
        let policy = Policy::parse(example().as_bytes()).unwrap();
        let seen =
            [(1, 100), (2, 40), (3, 70), (5, 60)].map(|(number, size)| (witness(number).public(), size));
        assert_eq!(policy.final_size(90, &BTreeMap::from(seen)), 60);
        assert_eq!(policy.final_size(50, &BTreeMap::from(seen)), 50);
        assert_eq!(policy.final_size(90, &BTreeMap::from([(witness(1).public(), 100)])), 0);
    }

    proptest! {
        /// The same, by asking for every size whether the witnesses that reached it are enough.
        #[test]
        fn the_final_size_is_the_largest_for_which_the_quorum_is_met(sizes in prop::collection::vec(0u64..9, 6)) {
            let policy = Policy::parse(example().as_bytes()).unwrap();
            let seen: BTreeMap<_, _> = (1..).map(|number| witness(number).public()).zip(sizes).collect();
            let enough = |size: u64| policy.is_met_by(&seen.iter().filter(|one| *one.1 >= size).map(|one| *one.0).collect());
            let slow = (1..=8).rev().find(|size| enough(*size)).unwrap_or(0);
            prop_assert_eq!(policy.final_size(8, &seen), slow);
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Policy::parse(&bytes);
        }
    }

    #[test]
    fn what_is_no_policy_is_refused_with_its_line() {
        let (one, two) = (witness(1), witness(2));
        let why = |text: &str| Policy::parse(text.as_bytes()).unwrap_err().to_string();
        let two_witnesses = format!("witness a {one}\nwitness b {two}\n");
        let after = |text: &str| why(&format!("{two_witnesses}{text}"));
        insta::assert_snapshot!(
            [
                why(""),
                why("quorum"),
                why("witness a\nquorum a\n"),
                why("quorum a\n"),
                why("quorum none\nquorum none\n"),
                why("quorum\u{1}none"),
                why(&format!("witness none {one}\nquorum none\n")),
                why(&format!("witness a {}\n", log(1))),
                why(&format!("log {one}\n")),
                why("log x\n"),
                why(&format!("log {}\nlog {}\n", log(1), log(1))),
                after(&format!("witness c {one}\n")),
                after("group a any b\n"),
                after("group g any c\n"),
                after("group g any g\n"),
                after("group g any a a\n"),
                after("group g any a\ngroup h any a\n"),
                after("group g 3 a b\n"),
                after("group g 0 a b\n"),
                after("group g 01 a b\n"),
                after("group g any\n"),
                after("Quorum a\n"),
            ]
            .join("\n")
        );
    }

    #[test]
    fn names_are_bytes() {
        let text =
            [b"witness \xff ".as_slice(), witness(1).to_string().as_bytes(), b"\nquorum \xff"].concat();
        assert!(Policy::parse(&text).unwrap().is_met_by(&BTreeSet::from([witness(1).public()])));
    }
}
