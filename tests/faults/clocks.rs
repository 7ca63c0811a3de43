//! Clocks: the machine's is set back and forward while people are in the middle of a quiz, also
//! across both changes of London's. The deadline that is shown is the one that is kept, what is
//! closed stays closed, and nobody's time runs back.

mod moved;
mod rows;
mod through;

use crate::ground::{COURSES, Folder, Ground, Setting, preloaded, run_quietly};
use crate::proof::Size;
use crate::rig::runtime;
use chrono::TimeDelta;
use foundations::kernel::Instant;
use moved::Moved;
use std::process::Command;
use through::Through;

/// The rules of this proof's quiz, above those of the others'.
const RULES: &str = "1i time_limit_minutes = 30\\nwait_hours = 10";
const LIMIT: TimeDelta = TimeDelta::minutes(30);
const WAIT: TimeDelta = TimeDelta::hours(10);

/// A moment at which clocks in London, or the day there, do something.
struct Turn {
    /// In UTC.
    at: &'static str,
    /// What is shown of a deadline ten minutes later.
    deadline: &'static str,
    /// The dates in London before it and after it.
    before: &'static str,
    after: &'static str,
}

const TURNS: [Turn; 3] = [
    Turn {
        at: "2027-03-28T01:00:00",
        deadline: "02:10",
        before: "2027-03-28",
        after: "2027-03-28",
    },
    Turn {
        at: "2027-06-30T23:00:00",
        deadline: "00:10",
        before: "2027-06-30",
        after: "2027-07-01",
    },
    Turn {
        at: "2027-10-31T01:00:00",
        deadline: "01:10 GMT",
        before: "2027-10-31",
        after: "2027-10-31",
    },
];

/// What a learner does with the attempt across the turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Hands in when the clock was just set back.
    Early,
    /// Hands in a minute before the deadline.
    InTime,
    /// Answers too late.
    Late,
    /// Goes away.
    Never,
}

const WAYS: [Way; 4] = [Way::Early, Way::InTime, Way::Late, Way::Never];

pub fn prove(setting: &Setting) -> anyhow::Result<String> {
    let each = match setting.size {
        Size::Small => 4,
        Size::Usual => 12,
        Size::Long => 200,
    };
    let folder = Folder::make(&setting.dir, "clocks")?;
    let courses = folder.0.join("courses");
    run_quietly(Command::new("cp").arg("-r").arg(COURSES).arg(&courses))?;
    let quiz = courses.join("digital-foundations/01-answers/quiz.toml");
    run_quietly(Command::new("sed").args(["-i", RULES]).arg(quiz))?;
    let url = format!("sqlite:{}", folder.0.join("foundations.db").display());
    let mut ground = Ground::publish_courses(folder, url, &courses, setting)?;
    let clock = Moved::make(&ground.folder)?;
    let library = preloaded("moved_clock", &[], &ground.folder)?;
    ground.env = vec![
        ("LD_PRELOAD", library.display().to_string()),
        ("MOVED_CLOCK", clock.path.display().to_string()),
        ("SMTP_URL", format!("file:{}", ground.folder.0.join("letters").display())),
    ];
    let program = ground.serve(&[])?;
    let mut everybody = Vec::new();
    for turn in &TURNS {
        let before = turn.at.parse::<Instant>()? - TimeDelta::minutes(21) - WAIT - LIMIT;
        let learners = ground.enter_at("learner", each, before)?;
        let through = Through { address: program.address, clock: &clock, db: ground.open()?, turn };
        everybody.extend(runtime()?.block_on(through.live(learners, before))?);
    }
    ground.check(&everybody)?;
    ground.prove_sound()?;
    Ok(format!(
        "{} learners across both changes of London's clocks and a midnight, the machine's set back by \
         hours and forward again: {} attempts closed at the deadline that was shown, nothing lost, no \
         time runs back, no second result; `check` finds all sound",
        everybody.len(),
        everybody.len() + everybody.len() / 2
    ))
}
