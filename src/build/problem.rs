//! What is wrong with the data, where: `file:line: message`.

use std::fmt;
use std::ops::Range;
use std::rc::Rc;

/// One thing that is wrong.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Problem {
    /// Relative to the root of the project.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// All that is wrong so far.
#[derive(Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Notes a problem at a place of a file.
    pub fn add(&mut self, at: &At, message: impl Into<String>) {
        self.0.push(Problem { file: at.file.name.clone(), line: at.line(), message: message.into() });
    }

    /// By file and line, each once.
    pub fn into_sorted(mut self) -> Vec<Problem> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}

/// A file that was read.
#[derive(Debug)]
pub struct File {
    /// Relative to the root of the project.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// A place in a file.
#[derive(Clone, Debug)]
pub struct At {
    file: Rc<File>,
    offset: usize,
}

impl At {
    /// The place where a span begins.
    pub fn span(file: &Rc<File>, span: Range<usize>) -> At {
        At { file: Rc::clone(file), offset: span.start }
    }

    /// The first character of a line, counted from 1.
    pub fn line_of(file: &Rc<File>, line: usize) -> At {
        let offset = file.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        At { file: Rc::clone(file), offset }
    }

    fn line(&self) -> usize {
        let before = self.file.text.get(..self.offset).unwrap_or(&self.file.text);
        before.bytes().filter(|&byte| byte == b'\n').count() + 1
    }
}
