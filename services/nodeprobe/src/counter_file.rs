//! One file of a cgroup, and the numbers in it. What is missing or malformed is an error that names
//! the file, never a 0.

use crate::failure::Failure;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub struct CounterFile {
    path: PathBuf,
    text: String,
}

impl CounterFile {
    pub fn read(folder: &Path, name: &str) -> Result<CounterFile, Failure> {
        let path = folder.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(CounterFile { path, text }),
            Err(error) => Err(Failure::unreadable(format!(
                "{} cannot be read: {error}",
                path.display()
            ))),
        }
    }

    /// The same, or nothing where this kernel has no such file.
    pub fn read_if_any(folder: &Path, name: &str) -> Result<Option<CounterFile>, Failure> {
        match CounterFile::read(folder, name) {
            Err(_) if folder.exists() && !folder.join(name).exists() => Ok(None),
            other => other.map(Some),
        }
    }

    pub fn text(&self) -> &str {
        self.text.trim()
    }

    /// Of a file that holds one number.
    pub fn number(&self) -> Result<u64, Failure> {
        self.parse(self.text())
    }

    /// Of a file that holds one number, or `none` where there is no limit.
    pub fn number_or(&self, none: &str) -> Result<Option<u64>, Failure> {
        match self.text() {
            text if text == none => Ok(None),
            text => self.parse(text).map(Some),
        }
    }

    /// Of a file whose rows are `name number`.
    pub fn field(&self, name: &str) -> Result<u64, Failure> {
        let value = self.text.lines().find_map(|line| {
            let (key, value) = line.split_once(' ')?;
            (key == name).then_some(value)
        });
        match value {
            Some(value) => self.parse(value),
            None => Err(self.failure(&format!("has no '{name}'"))),
        }
    }

    /// A list of CPUs, such as `0-3,8`.
    pub fn cpus(&self) -> Result<String, Failure> {
        let text = self.text();
        let known = |byte: u8| byte.is_ascii_digit() || byte == b'-' || byte == b',';
        if text.is_empty() || !text.bytes().all(known) {
            return Err(self.failure(&format!("holds '{text}', which is no list of CPUs")));
        }
        Ok(text.to_string())
    }

    pub fn parse(&self, text: &str) -> Result<u64, Failure> {
        text.parse()
            .map_err(|_| self.failure(&format!("holds '{text}' where a number was expected")))
    }

    fn failure(&self, what: &str) -> Failure {
        Failure::unreadable(format!("{} {what}", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> CounterFile {
        CounterFile {
            path: "/c/memory.stat".into(),
            text: text.into(),
        }
    }

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let rows = file("inactive_file 7\nfile 9\n");

        assert_eq!(rows.field("file"), Ok(9));
        assert_eq!(
            rows.field("anon").unwrap_err().reason,
            "/c/memory.stat has no 'anon'"
        );
    }

    #[test]
    fn what_is_no_number_is_an_error() {
        for text in ["", "x", "-5", "1 2", "99999999999999999999"] {
            assert_eq!(
                file(text).number().unwrap_err().reason,
                format!("/c/memory.stat holds '{text}' where a number was expected")
            );
        }
        assert_eq!(file("max\n").number_or("max"), Ok(None));
        assert!(file("maximum\n").number_or("max").is_err());
    }

    #[test]
    fn an_empty_set_of_cpus_is_an_error() {
        assert_eq!(file("0-1,3\n").cpus(), Ok("0-1,3".into()));
        assert!(file("\n").cpus().is_err());
        assert!(file("all\n").cpus().is_err());
    }
}
