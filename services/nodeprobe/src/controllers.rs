//! Version 1 of cgroups keeps each controller in a tree of its own.

use crate::failure::Failure;
use std::path::{Path, PathBuf};

/// The folder of one and the same cgroup in each tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Controllers {
    pub cpu: PathBuf,
    pub cpuacct: PathBuf,
    pub memory: PathBuf,
    pub cpuset: PathBuf,
    pub pids: PathBuf,
}

impl Controllers {
    /// The tops of the trees. A tree that serves several controllers is named `cpu,cpuacct`.
    pub fn mounted(root: &Path) -> Result<Controllers, Failure> {
        let tree = |controller: &str| {
            tree_of(root, controller).ok_or_else(|| not_mounted(root, controller))
        };
        Ok(Controllers {
            cpu: tree("cpu")?,
            cpuacct: tree("cpuacct")?,
            memory: tree("memory")?,
            cpuset: tree("cpuset")?,
            pids: tree("pids")?,
        })
    }

    /// Leads from each folder to another of the same tree. Nothing, where it leads nowhere in the
    /// first tree; an error, where it leads nowhere in one of the others.
    pub fn lead(
        &self,
        step: impl Fn(&Path) -> Result<Option<PathBuf>, Failure>,
    ) -> Result<Option<Controllers>, Failure> {
        let Some(cpuacct) = step(&self.cpuacct)? else {
            return Ok(None);
        };
        let other = |folder: &Path| {
            step(folder)?.ok_or_else(|| {
                Failure::unreadable(format!(
                    "{} is there, but no folder of that cgroup below {}: the container runtime \
                     does not count with every controller",
                    cpuacct.display(),
                    folder.display()
                ))
            })
        };
        Ok(Some(Controllers {
            cpu: other(&self.cpu)?,
            memory: other(&self.memory)?,
            cpuset: other(&self.cpuset)?,
            pids: other(&self.pids)?,
            cpuacct,
        }))
    }
}

fn tree_of(root: &Path, controller: &str) -> Option<PathBuf> {
    let alone = root.join(controller);
    if alone.is_dir() {
        return Some(alone);
    }
    let entries = std::fs::read_dir(root).ok()?.flatten();
    let shared = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.split(',').any(|one| one == controller) && path.is_dir()
    };
    entries.map(|entry| entry.path()).find(shared)
}

fn not_mounted(root: &Path, controller: &str) -> Failure {
    let place = root.display();
    Failure::unreadable(if root.join("unified").is_dir() {
        format!(
            "controller '{controller}' is not in a tree of version 1 below {place}: this machine \
             mixes both versions of cgroups; start it with one of them"
        )
    } else {
        format!(
            "{place} holds neither cgroup.controllers (version 2 of cgroups) nor a tree of \
             controller '{controller}' (version 1): mount the machine's /sys/fs/cgroup there"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Tree;

    #[test]
    fn controllers_share_a_tree_or_have_their_own() {
        let tree = Tree::new();
        for folder in ["cpu,cpuacct", "memory", "cpuset", "pids", "net_cls"] {
            tree.folder(folder);
        }

        let shared = Controllers::mounted(tree.root()).unwrap();
        assert_eq!(shared.cpu, tree.path("cpu,cpuacct"));
        assert_eq!(shared.cpuacct, tree.path("cpu,cpuacct"));

        tree.folder("cpuacct");
        let own = Controllers::mounted(tree.root()).unwrap();
        assert_eq!(own.cpuacct, tree.path("cpuacct"));
        assert_eq!(own.cpu, tree.path("cpu,cpuacct"));
    }

    #[test]
    fn a_machine_with_both_versions_is_told_so() {
        let tree = Tree::new();
        for folder in ["cpu,cpuacct", "cpuset", "pids", "unified"] {
            tree.folder(folder);
        }

        let reason = Controllers::mounted(tree.root()).unwrap_err().reason;
        assert!(
            reason.starts_with("controller 'memory' is not in a tree"),
            "{reason}"
        );
        assert!(reason.contains("mixes both versions"), "{reason}");
    }

    #[test]
    fn a_folder_in_one_tree_alone_is_an_error() {
        let tree = Tree::new();
        for folder in ["cpu,cpuacct/a", "memory", "cpuset/a", "pids/a"] {
            tree.folder(folder);
        }
        let tops = Controllers::mounted(tree.root()).unwrap();
        let step = |name: &'static str| {
            move |top: &Path| Ok(Some(top.join(name)).filter(|path| path.is_dir()))
        };

        assert_eq!(tops.lead(step("b")), Ok(None));
        let reason = tops.lead(step("a")).unwrap_err().reason;
        assert!(
            reason.contains("no folder of that cgroup below"),
            "{reason}"
        );
        assert!(reason.contains("/memory"), "{reason}");
    }
}
