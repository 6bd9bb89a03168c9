//! A disk that loses what was not synced, in every way that a disk can.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use crate::store::{Memory, Store};

/// A disk that keeps what was synced, and of the rest what the test decides.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shaky {
    /// What a reader sees.
    pub(crate) now: Memory,
    /// What is durable.
    pub(crate) durable: Memory,
    /// What was done since and is not durable yet, in order.
    pub(crate) pending: Vec<Step>,
    /// So many operations go well before the disk fails for good.
    pub(crate) left: Rc<RefCell<usize>>,
    /// Turns a bit of the next bytes appended.
    pub(crate) flips: bool,
    /// Stands in another machine.
    pub(crate) is_far: bool,
    /// So many bytes can still be written, if it tells.
    pub(crate) room: Option<u64>,
}

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Append(String, Vec<u8>),
    Put(String, Vec<u8>),
    Remove(String),
}

impl Step {
    fn path(&self) -> &str {
        match self {
            Step::Append(path, _) | Step::Put(path, _) | Step::Remove(path) => path,
        }
    }

    fn play(&self, on: &mut Memory) {
        match self {
            Step::Append(path, bytes) => on.append(path, bytes).unwrap(),
            Step::Put(path, bytes) => on.put(path, bytes).unwrap(),
            Step::Remove(path) => on.remove(path).unwrap(),
        }
    }
}

impl Shaky {
    pub(crate) fn lasting(operations: usize) -> Self {
        Shaky { left: Rc::new(RefCell::new(operations)), ..Shaky::default() }
    }

    fn works(&self) -> io::Result<()> {
        let mut left = self.left.borrow_mut();
        *left = left.checked_sub(1).ok_or_else(|| io::Error::other("the disk is gone"))?;
        Ok(())
    }

    fn step(&mut self, step: Step) -> io::Result<()> {
        self.works()?;
        step.play(&mut self.now);
        self.pending.push(step);
        Ok(())
    }

    fn settle(&mut self, path: &str) {
        let (done, rest) =
            std::mem::take(&mut self.pending).into_iter().partition(|step| step.path() == path);
        self.pending = rest;
        let done: Vec<Step> = done;
        done.iter().for_each(|step| step.play(&mut self.durable));
    }

    /// The disk after the power was cut: of the pending steps, those that the choice picks, pages of them for appends.
    pub(crate) fn cut(&self, mut choice: impl FnMut() -> bool) -> Memory {
        let mut after = self.durable.clone();
        for step in &self.pending {
            match step {
                Step::Append(path, bytes) => {
                    // Pages of 64 bytes, each written or not; the file is as long as its last page that was.
                    let pages: Vec<(bool, &[u8])> = bytes.chunks(64).map(|page| (choice(), page)).collect();
                    let kept = pages.iter().rposition(|(kept, _)| *kept).map_or(0, |at| at + 1);
                    for (written, page) in &pages[..kept] {
                        let lost = vec![0; page.len()];
                        after.append(path, if *written { page } else { &lost }).unwrap();
                    }
                }
                other if choice() => other.play(&mut after),
                _ => {}
            }
        }
        after
    }
}

impl Store for Shaky {
    fn room(&self) -> io::Result<Option<u64>> {
        Ok(self.room)
    }

    fn network(&self) -> io::Result<Option<&'static str>> {
        Ok(self.is_far.then_some("NFS"))
    }

    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.now.read(path)
    }

    fn read_from(&self, path: &str, start: u64) -> io::Result<Vec<u8>> {
        self.now.read_from(path, start)
    }

    fn below(&self, folder: &str) -> Vec<String> {
        self.now.below(folder)
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut bytes = bytes.to_vec();
        if self.flips {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 4;
        }
        self.step(Step::Append(path.to_owned(), bytes))
    }

    fn sync(&mut self, path: &str) -> io::Result<()> {
        self.works()?;
        self.settle(path);
        Ok(())
    }

    fn truncate(&mut self, path: &str, length: u64) -> io::Result<()> {
        self.works()?;
        self.now.truncate(path, length)
    }

    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.step(Step::Put(path.to_owned(), bytes.to_vec()))
    }

    fn put_durably(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.put(path, bytes)?;
        self.settle(path);
        Ok(())
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        self.step(Step::Remove(path.to_owned()))
    }
}

/// A disk that outlives the ledger.
#[derive(Debug)]
pub(crate) struct Shared(pub(crate) Rc<RefCell<Shaky>>);

impl Store for Shared {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.0.borrow().read(path)
    }
    fn read_from(&self, path: &str, start: u64) -> io::Result<Vec<u8>> {
        self.0.borrow().read_from(path, start)
    }
    fn below(&self, folder: &str) -> Vec<String> {
        self.0.borrow().below(folder)
    }
    fn append(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().append(path, bytes)
    }
    fn sync(&mut self, path: &str) -> io::Result<()> {
        self.0.borrow_mut().sync(path)
    }
    fn truncate(&mut self, path: &str, length: u64) -> io::Result<()> {
        self.0.borrow_mut().truncate(path, length)
    }
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().put(path, bytes)
    }
    fn put_durably(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().put_durably(path, bytes)
    }
    fn remove(&mut self, path: &str) -> io::Result<()> {
        self.0.borrow_mut().remove(path)
    }
}
