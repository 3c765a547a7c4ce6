//! Searches a tree of folders.

use crate::failure::Failure;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// A node takes a thousand pods at most, of a few containers each.
const MOST_FOLDERS: usize = 50_000;

/// The folder nearest to the top, below it, whose name fits. Links are not followed. A folder that
/// goes while the search is on is passed over, for its pod has ended.
pub fn find(top: &Path, fits: impl Fn(&str) -> bool) -> Result<Option<PathBuf>, Failure> {
    std::fs::read_dir(top).map_err(|error| {
        Failure::unreadable(format!("{} cannot be read: {error}", top.display()))
    })?;
    let mut waiting = VecDeque::from([top.to_path_buf()]);
    let mut seen = 0;
    while let Some(folder) = waiting.pop_front() {
        for inner in below(&folder) {
            if fits(&inner.file_name().unwrap_or_default().to_string_lossy()) {
                return Ok(Some(inner));
            }
            waiting.push_back(inner);
            seen += 1;
        }
        if seen > MOST_FOLDERS {
            return Err(Failure::unreadable(format!(
                "{} holds more than {MOST_FOLDERS} folders, too many to search",
                top.display()
            )));
        }
    }
    Ok(None)
}

/// The folders directly in this one; none if it has gone.
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Tree;

    #[test]
    fn the_nearest_folder_is_found_and_files_and_links_are_not() {
        let tree = Tree::new();
        tree.folder("a/b/wanted");
        tree.folder("z/wanted");
        tree.write("a/file", "");
        std::os::unix::fs::symlink(tree.path("z"), tree.path("link")).unwrap();

        let find = |name: &str| find(tree.root(), |folder| folder == name).unwrap();
        assert_eq!(find("wanted"), Some(tree.path("z/wanted")));
        assert_eq!(find("file"), None);
        assert_eq!(find("link"), None);
    }

    #[test]
    fn a_top_that_is_not_there_is_an_error() {
        let tree = Tree::new();

        assert!(find(&tree.path("gone"), |_| true).is_err());
    }
}
