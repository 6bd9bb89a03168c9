//! `armistice watch`: objects followed as their fixes come.

mod depths;
mod input;
mod judged;
mod keep;
mod output;
mod recorder;

use std::io::Write;
use std::sync::mpsc::{RecvTimeoutError, TryRecvError};
use std::time::Duration;

use armistice_facts::{Fix, Instant};
use armistice_feeds::Reject;
use armistice_watch::{Known, Limits, Live, Notice, Patience, Plan, Told};

use self::judged::Judged;
use self::keep::Kept;
use self::recorder::Recorder;
use super::screen::set_aside;
use super::{Failure, Outcome};
use crate::arguments::{WatchArguments, WatchClock, WatchFormat};
use crate::case::Source;
use crate::ending::Ending;
use crate::moment;
use crate::tracks::{Rejects, Subjects, with_paces};

/// With the computer's clock, silence is listened for so often.
const PAUSE: Duration = Duration::from_secs(1);

/// Follows the objects of one stream until it ends: what happens to `out`, what was counted and set aside to `talk`.
pub(crate) fn run(
    arguments: &WatchArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let source = Source::open(&arguments.case)?;
    let agreement = source.agreement()?;
    let plan = source.plan(&agreement)?;
    let (subjects, refused) = Subjects::open(arguments.objects.as_deref())?;
    let mut rejects = Rejects::open(arguments.table.rejects.as_deref())?;
    refused.iter().try_for_each(|reject| rejects.add(reject))?;
    let kept = if arguments.keep { Some(Kept::begin(&source.files.folder)?) } else { None };
    let judged = match &arguments.observer {
        Some(observer) => Some(Judged::open(&arguments.case, observer)?),
        None => None,
    };
    let recorder = Recorder::open(arguments, &source.files.folder)?;
    let rows = input::open(arguments)?;
    let paces = arguments.limits.paces.as_deref();
    let (limits, slow) = with_paces(limits(arguments), paces, &subjects, &agreement)?;
    slow.iter().try_for_each(|reject| rejects.add(reject))?;
    let mut live = Live::new(&plan, limits, patience(arguments));
    let name = arguments.from.display().to_string();
    let format = arguments.format;
    let mut desk =
        Desk { plan: &plan, agreement: &agreement, subjects, rejects, judged, recorder, kept, format, out };
    // Whoever ends a watch loses nothing of what was heard: it ends as if the stream had.
    let ending = Ending::listen()?;
    while !ending.is_asked() {
        let next = match rows.try_recv() {
            Err(TryRecvError::Empty) => {
                // Nothing waits: whoever looks on sees all there is.
                desk.hand_over()?;
                rows.recv_timeout(PAUSE)
            }
            other => other.map_err(|_| RecvTimeoutError::Disconnected),
        };
        let told = match next {
            Ok(Ok(fix)) => {
                desk.hear(&fix)?;
                live.push(fix, &name)
            }
            Ok(Err(reject)) => {
                desk.refuse(&reject)?;
                continue;
            }
            Err(RecvTimeoutError::Timeout) => Vec::new(),
            Err(RecvTimeoutError::Disconnected) => break,
        };
        desk.tell(told)?;
        if arguments.clock == WatchClock::Wall {
            desk.tell(live.tick(moment::now()))?;
        }
        desk.advance(live.clock())?;
    }
    let (told, counts) = live.finish();
    desk.tell(told)?;
    desk.hand_over()?;
    let Desk { mut rejects, recorder, .. } = desk;
    rejects.close()?;
    rejects.tell(talk)?;
    if let Some(recorder) = recorder {
        recorder.finish(talk)?;
    }
    writeln!(
        talk,
        "{} positions followed, {} exact repeats dropped, {} late, {} set aside",
        counts.fixes - counts.repeats - counts.set_aside,
        counts.repeats,
        counts.late,
        rejects.count
    )?;
    Ok(if rejects.count == 0 { Outcome::Fine } else { Outcome::Found })
}

/// Where what is told goes.
struct Desk<'d> {
    plan: &'d Plan,
    agreement: &'d armistice_terms::model::Agreement,
    subjects: Subjects,
    rejects: Rejects,
    judged: Option<Judged>,
    recorder: Option<Recorder>,
    kept: Option<Kept>,
    format: WatchFormat,
    out: &'d mut dyn Write,
}

impl Desk<'_> {
    fn hear(&mut self, fix: &Fix) -> Result<(), Failure> {
        if let Some(recorder) = &mut self.recorder {
            recorder.hear(fix);
        }
        self.kept.as_mut().map_or(Ok(()), |kept| kept.fix(fix))
    }

    fn advance(&mut self, clock: Option<Instant>) -> Result<(), Failure> {
        self.recorder.as_mut().map_or(Ok(()), |recorder| recorder.advance(clock))
    }

    /// Lets others see what was kept up to now.
    fn hand_over(&mut self) -> Result<(), Failure> {
        let Some(kept) = &mut self.kept else { return Ok(()) };
        kept.flush()?;
        let Some(judged) = &mut self.judged else { return Ok(()) };
        if judged.is_changed() { kept.facts(judged.heard()) } else { Ok(()) }
    }

    fn tell(&mut self, told: Vec<Told>) -> Result<(), Failure> {
        let is_silent = told.is_empty();
        for mut one in told {
            match &mut one {
                Told::Passage(notice) => {
                    let subject = self.subjects.of(&notice.passage.object);
                    if let Some(subject) = subject {
                        let known = Known { class: subject.class.as_ref(), party: subject.party.as_ref() };
                        self.plan.ascribe(self.agreement, &mut notice.passage, known);
                    }
                    output::write(self.format, &one, self.plan, self.out)?;
                    if let Some(kept) = &mut self.kept {
                        kept.told(&one, self.plan)?;
                    }
                }
                Told::SetAside(aside) => {
                    let reject = set_aside(aside);
                    self.refuse(&reject)?;
                }
                _ => output::write(self.format, &one, self.plan, self.out)?,
            }
            if let Told::Passage(notice) = &one {
                self.judge(notice)?;
            }
        }
        if !is_silent {
            self.out.flush()?;
        }
        Ok(())
    }

    /// Judges by what a passage tells, and hands over what is to be recorded of it.
    fn judge(&mut self, notice: &Notice) -> Result<(), Failure> {
        let Some(judged) = &mut self.judged else { return Ok(()) };
        for notice in judged.concerned(notice) {
            let subject = self.subjects.of(&notice.passage.object);
            if let Some(recorder) = &mut self.recorder {
                recorder.report(notice.number, judged.report(&notice, subject));
            }
            for verdict in judged.hear(&notice, subject) {
                output::verdict(self.format, judged.agreement(), &verdict, self.out)?;
            }
        }
        Ok(())
    }

    fn refuse(&mut self, reject: &Reject) -> Result<(), Failure> {
        self.rejects.add(reject)?;
        output::refused(self.format, reject, self.out)
    }
}

fn limits(arguments: &WatchArguments) -> Limits {
    Limits {
        gap_seconds: arguments.limits.gap_seconds,
        jump_knots: arguments.limits.jump_knots,
        error_metres: arguments.limits.error_metres,
        only_in_force: arguments.limits.in_force,
        ..Limits::default()
    }
}

fn patience(arguments: &WatchArguments) -> Patience {
    Patience {
        watermark_seconds: arguments.watermark_seconds,
        memory_seconds: arguments.memory_seconds,
        dwell_seconds: arguments.dwell_seconds,
    }
}
