//! `cargo xtask …`: everything that is done to this repository, from an empty machine to numbers.
//!
//! `args` says what was asked, `setup` and `toolchain` get what is missing, `build`, `sizes`, `testing` and
//! `bench` do the work, `process` starts programs. No dependencies: this has to compile in seconds on a
//! fresh clone. Nothing here knows what the widget shows.

mod args;
mod bench;
mod build;
mod cargo_lock;
mod process;
mod setup;
mod sizes;
mod stamp;
mod testing;
mod toolchain;

use args::Task;
use process::Outcome;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match args::parse(&arguments).and_then(perform) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Outcome {
    match task {
        Task::Help(text) => {
            print!("{text}");
            Ok(())
        }
        Task::Setup { purpose, engines } => setup::run(purpose, &engines).map(|_| ()),
        Task::Build { base } => build::build(base),
        Task::Serve { port } => build::serve(port),
        Task::Prerender => build::prerender(),
        Task::Sizes { check } => sizes::report(check),
        Task::Test { engines, extra } => testing::run(&engines, &extra),
        Task::Bench { runs, modes } => bench::run(runs, &modes),
    }
}
