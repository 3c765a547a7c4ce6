//! A cgroup of either version: the top of the machine's, a pod's or a container's.

use crate::controllers::Controllers;
use crate::failure::Failure;
use crate::reading::Reading;
use crate::{folders, v1, v2};
use std::path::{Path, PathBuf};

/// What a reading takes of version 2; version 1 has `cpuacct` beside them.
const CONTROLLERS: [&str; 4] = ["cpu", "memory", "cpuset", "pids"];

#[derive(Debug, Clone, PartialEq)]
pub enum Cgroup {
    V1(Controllers),
    V2(PathBuf),
}

impl Cgroup {
    /// The top, as the machine's /sys/fs/cgroup shows it.
    pub fn top(root: &Path) -> Result<Cgroup, Failure> {
        let file = root.join("cgroup.controllers");
        let Ok(listed) = std::fs::read_to_string(&file) else {
            return Controllers::mounted(root).map(Cgroup::V1);
        };
        let listed: Vec<&str> = listed.split_whitespace().collect();
        match CONTROLLERS.iter().find(|one| !listed.contains(one)) {
            None => Ok(Cgroup::V2(root.to_path_buf())),
            Some(missing) => Err(Failure::unreadable(format!(
                "{} lists no '{missing}': the kernel has not this controller, or version 1 of \
                 cgroups holds it; start the machine with version 2 alone",
                file.display()
            ))),
        }
    }

    /// The nearest cgroup below, whose name fits.
    pub fn find(&self, fits: impl Fn(&str) -> bool) -> Result<Option<Cgroup>, Failure> {
        match self {
            Cgroup::V1(place) => {
                let found = place.lead(|folder| folders::find(folder, &fits))?;
                Ok(found.map(Cgroup::V1))
            }
            Cgroup::V2(folder) => Ok(folders::find(folder, &fits)?.map(Cgroup::V2)),
        }
    }

    pub fn read(&self) -> Result<Reading, Failure> {
        match self {
            Cgroup::V1(place) => v1::read(place),
            Cgroup::V2(folder) => v2::read(folder),
        }
    }

    /// CPU time of the tasks in it and below, and when it was read: all that is asked of the top.
    pub fn usage(&self) -> Result<(u64, u64), Failure> {
        match self {
            Cgroup::V1(place) => v1::usage(place),
            Cgroup::V2(folder) => v2::usage_below(folder),
        }
    }

    pub fn exists(&self) -> bool {
        self.folder().is_dir()
    }

    /// Its processes and those of the cgroups below it, in ascending order.
    pub fn processes(&self) -> Result<Vec<i32>, Failure> {
        let mut pids = Vec::new();
        let mut waiting = vec![self.folder().to_path_buf()];
        while let Some(folder) = waiting.pop() {
            let file = folder.join("cgroup.procs");
            match std::fs::read_to_string(&file) {
                Ok(text) => pids.extend(parse(&file, &text)?),
                Err(_) if folder != self.folder() && !folder.exists() => {}
                Err(error) => {
                    let reason = format!("{} cannot be read: {error}", file.display());
                    return Err(Failure::unreadable(reason));
                }
            }
            waiting.extend(folders::below(&folder));
        }
        pids.sort_unstable();
        Ok(pids)
    }

    fn folder(&self) -> &Path {
        match self {
            Cgroup::V1(place) => &place.cpuacct,
            Cgroup::V2(folder) => folder,
        }
    }
}

fn parse(file: &Path, text: &str) -> Result<Vec<i32>, Failure> {
    let rows = text.lines().map(|row| match row.parse() {
        Ok(0) => Err(format!(
            "{} shows processes that this one cannot see: its pod needs hostPID",
            file.display()
        )),
        Ok(pid) => Ok(pid),
        Err(_) => Err(format!(
            "{} holds '{row}' where a process was expected",
            file.display()
        )),
    });
    rows.collect::<Result<_, _>>().map_err(Failure::unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Tree;

    #[test]
    fn the_version_is_told_by_the_files_at_the_top() {
        let second = Tree::new();
        second.v2_top();
        let first = Tree::new();
        first.v1_top();

        assert_eq!(Cgroup::top(second.root()), Ok(Cgroup::V2(second.path(""))));
        assert!(matches!(Cgroup::top(first.root()), Ok(Cgroup::V1(_))));
    }

    #[test]
    fn version_2_without_a_controller_is_an_error() {
        let tree = Tree::new();
        tree.write("cgroup.controllers", "cpuset cpu io pids\n");

        let reason = Cgroup::top(tree.root()).unwrap_err().reason;
        assert!(
            reason.contains("cgroup.controllers lists no 'memory'"),
            "{reason}"
        );
    }

    #[test]
    fn an_empty_folder_is_neither_version() {
        let tree = Tree::new();

        let reason = Cgroup::top(tree.root()).unwrap_err().reason;
        assert!(
            reason.contains("holds neither cgroup.controllers"),
            "{reason}"
        );
    }

    #[test]
    fn processes_are_those_of_the_folders_below_too() {
        let tree = Tree::new();
        tree.write("c/cgroup.procs", "30\n");
        tree.write("c/inner/cgroup.procs", "7\n2000\n");

        assert_eq!(
            Cgroup::V2(tree.path("c")).processes(),
            Ok(vec![7, 30, 2000])
        );
    }

    #[test]
    fn processes_that_cannot_be_told_are_an_error() {
        for (text, part) in [("0\n", "needs hostPID"), ("x\n", "holds 'x'")] {
            let tree = Tree::new();
            tree.write("c/cgroup.procs", text);

            let reason = Cgroup::V2(tree.path("c")).processes().unwrap_err().reason;
            assert!(reason.contains(part), "{reason}");
        }
        let tree = Tree::new();
        tree.folder("c");
        assert!(Cgroup::V2(tree.path("c")).processes().is_err());
    }
}
