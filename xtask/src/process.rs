//! Starting programs and saying what happens. Every error is one line that tells what to do.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// `Err` holds the sentence for the person at the terminal.
pub type Outcome<T = ()> = Result<T, String>;

/// Says what comes next, before it starts.
pub fn say(text: &str) {
    if std::io::stdout().is_terminal() {
        println!("\x1b[1m▸ {text}\x1b[0m");
    } else {
        println!("▸ {text}");
    }
}

/// Runs a program with its output shown; a bad exit is an error that names the command.
pub fn run(command: &mut Command) -> Outcome {
    let shown = shown(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status}); see its output above")),
        Err(error) => Err(format!("cannot start `{shown}`: {error}")),
    }
}

/// A program's standard output, if it ran and succeeded. For asking, not for doing: complaints are dropped.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

/// The first program of that name on `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|program| program.is_file())
}

/// `PATH` with these folders in front.
pub fn path_with(folders: &[PathBuf]) -> Outcome<OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&old));
    std::env::join_paths(all).map_err(|error| format!("a folder does not fit in PATH: {error}"))
}

/// The repository: the folder above this crate. `cargo xtask` works from any folder below it.
pub fn repository() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Turns a failed file operation into a sentence that names the file.
pub fn at<'a, E: std::fmt::Display>(doing: &'a str, path: &'a Path) -> impl FnOnce(E) -> String + 'a {
    move |error| format!("cannot {doing} {}: {error}", path.display())
}

/// Every file below `folder`, sorted, so that whatever is made of the list is the same on every machine.
pub fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(at("read", &folder))? {
            let path = entry.map_err(at("read", &folder))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
