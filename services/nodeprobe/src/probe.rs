//! Finds the cgroups of pods and containers, and remembers where they are.

use crate::cgroup::Cgroup;
use crate::failure::Failure;
use crate::ids::{ContainerId, PodUid};
use crate::reading::{Reading, node_document};
use crate::settings;
use serde_json::Value;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Found again when forgotten, so this is no limit to what can be asked.
const MOST_REMEMBERED: usize = 1_024;

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    Pod(PodUid),
    /// Of this pod; without one it may be anywhere, also outside Kubernetes.
    Container(Option<PodUid>, ContainerId),
}

pub struct Probe {
    root: PathBuf,
    places: Mutex<HashMap<Target, Cgroup>>,
}

impl Probe {
    /// `root` is where the machine's /sys/fs/cgroup is mounted.
    pub fn new(root: PathBuf) -> Probe {
        Probe {
            root,
            places: Mutex::default(),
        }
    }

    /// Whether cgroups can be read here at all.
    pub fn check(&self) -> Result<(), Failure> {
        Cgroup::top(&self.root).map(|_| ())
    }

    pub fn read(&self, target: &Target) -> Result<Reading, Failure> {
        self.with(target, Cgroup::read)
    }

    /// What all tasks of the node have used.
    pub fn node(&self) -> Result<Value, Failure> {
        let (at_nanos, usage_nanos) = Cgroup::top(&self.root)?.usage()?;
        Ok(node_document(at_nanos, usage_nanos))
    }

    pub fn settings(&self, target: &Target) -> Result<Value, Failure> {
        self.with(target, |place| settings::of(&place.processes()?))
    }

    /// A remembered place may have gone: then it is looked for once more.
    fn with<T>(
        &self,
        target: &Target,
        ask: impl Fn(&Cgroup) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if let Some(place) = self.remembered(target) {
            match ask(&place) {
                Err(_) if !place.exists() => self.forget(target),
                answer => return answer,
            }
        }
        let place = self.find(target)?;
        self.remember(target, &place);
        ask(&place)
    }

    fn find(&self, target: &Target) -> Result<Cgroup, Failure> {
        let top = Cgroup::top(&self.root)?;
        let (pod, container) = match target {
            Target::Pod(uid) => (Some(uid), None),
            Target::Container(uid, id) => (uid.as_ref(), Some(id)),
        };
        let place = pod.map_or(Ok(top.clone()), |uid| find_pod(&top, uid))?;
        container.map_or(Ok(place.clone()), |id| find_container(&place, id))
    }

    fn remembered(&self, target: &Target) -> Option<Cgroup> {
        self.places().get(target).cloned()
    }

    fn remember(&self, target: &Target, place: &Cgroup) {
        let mut places = self.places();
        if places.len() >= MOST_REMEMBERED {
            places.clear();
        }
        places.insert(target.clone(), place.clone());
    }

    fn forget(&self, target: &Target) {
        self.places().remove(target);
    }

    fn places(&self) -> std::sync::MutexGuard<'_, HashMap<Target, Cgroup>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn find_pod(top: &Cgroup, uid: &PodUid) -> Result<Cgroup, Failure> {
    let reason =
        || format!("pod {uid} has no cgroup on this node: it runs on another, or has ended");
    let found = top.find(|folder| uid.names(folder))?;
    found.ok_or_else(|| Failure::new(404, reason()))
}

fn find_container(place: &Cgroup, id: &ContainerId) -> Result<Cgroup, Failure> {
    let reason =
        || format!("container {id} has no cgroup there: it is not of that pod, or does not run");
    let found = place.find(|folder| id.names(folder))?;
    found.ok_or_else(|| Failure::new(404, reason()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{POD, Tree, id};

    fn pod() -> Target {
        Target::Pod(PodUid::parse(POD).unwrap())
    }

    fn container(digit: &str) -> Target {
        let id = ContainerId::parse(&id(digit)).unwrap();
        Target::Container(Some(PodUid::parse(POD).unwrap()), id)
    }

    #[test]
    fn pod_and_container_are_found_in_version_2_below_slices() {
        let tree = Tree::new();
        let folder = tree.v2_systemd(&id("a"));
        tree.write(&format!("{folder}/pids.current"), "3\n");
        let probe = Probe::new(tree.path(""));

        assert_eq!(probe.check(), Ok(()));
        assert_eq!(probe.read(&container("a")).unwrap().pids, 3);
        assert_eq!(probe.read(&pod()).unwrap().pids, 5);
    }

    #[test]
    fn pod_and_container_are_found_in_version_1_of_a_node_of_kind() {
        let tree = Tree::new();
        let folder = tree.v1_kind(&id("a"));
        tree.write(&format!("pids/{folder}/pids.current"), "3\n");
        let probe = Probe::new(tree.path(""));

        let reading = probe.read(&container("a")).unwrap();
        assert_eq!((reading.cgroup, reading.pids), (1, 3));
        assert_eq!(probe.read(&pod()).unwrap().pids, 5);
    }

    #[test]
    fn what_is_not_here_is_said_to_be_elsewhere() {
        let tree = Tree::new();
        tree.v2_systemd(&id("a"));
        let probe = Probe::new(tree.path(""));
        let other = PodUid::parse(&POD.replace('f', "0")).unwrap();

        let failure = probe.read(&Target::Pod(other)).unwrap_err();
        assert_eq!(failure.status, 404);
        assert!(failure.reason.contains("has no cgroup on this node"));
        let failure = probe.read(&container("b")).unwrap_err();
        assert_eq!(failure.status, 404);
        assert!(failure.reason.starts_with("container bbbb"));
    }

    #[test]
    fn a_container_of_another_pod_is_not_found() {
        let tree = Tree::new();
        tree.v2_systemd(&id("a"));
        let other = "kubepods.slice/kubepods-podffffffff_0000_0000_0000_000000000000.slice";
        tree.v2_counters(&format!("{other}/cri-containerd-{}.scope", id("c")));

        let probe = Probe::new(tree.path(""));
        assert_eq!(probe.read(&container("c")).unwrap_err().status, 404);
        let anywhere = Target::Container(None, ContainerId::parse(&id("c")).unwrap());
        assert!(probe.read(&anywhere).is_ok());
    }

    #[test]
    fn a_place_that_has_moved_is_found_again() {
        let tree = Tree::new();
        let folder = tree.v2_systemd(&id("a"));
        let probe = Probe::new(tree.path(""));
        probe.read(&container("a")).unwrap();

        let (pod_folder, scope) = folder.rsplit_once('/').unwrap();
        tree.folder("elsewhere");
        let moved = tree
            .path("elsewhere")
            .join(pod_folder.rsplit_once('/').unwrap().1);
        std::fs::rename(tree.path(pod_folder), &moved).unwrap();
        std::fs::write(moved.join(scope).join("pids.current"), "9\n").unwrap();

        assert_eq!(probe.read(&container("a")).unwrap().pids, 9);
        tree.remove("elsewhere");
        assert_eq!(probe.read(&container("a")).unwrap_err().status, 404);
    }

    #[test]
    fn a_place_is_not_looked_for_twice() {
        let tree = Tree::new();
        tree.v2_systemd(&id("a"));
        let probe = Probe::new(tree.path(""));
        probe.read(&container("a")).unwrap();

        // Without this file no search could begin.
        tree.remove("cgroup.controllers");

        assert!(probe.check().is_err());
        assert!(probe.read(&container("a")).is_ok());
    }

    #[test]
    fn a_file_gone_from_a_place_that_stays_is_an_error() {
        let tree = Tree::new();
        let folder = tree.v2_systemd(&id("a"));
        let probe = Probe::new(tree.path(""));
        probe.read(&container("a")).unwrap();

        tree.remove(&format!("{folder}/pids.current"));

        assert_eq!(probe.read(&container("a")).unwrap_err().status, 500);
    }

    #[test]
    fn no_more_places_are_remembered_than_the_limit() {
        let tree = Tree::new();
        tree.v2_systemd(&id("a"));
        let probe = Probe::new(tree.path(""));
        let place = Cgroup::V2(tree.path(""));

        for number in 0..MOST_REMEMBERED + 10 {
            let uid = format!("{number:032x}");
            probe.remember(&Target::Pod(PodUid::parse(&uid).unwrap()), &place);
        }

        assert_eq!(probe.places().len(), 10);
    }
}
