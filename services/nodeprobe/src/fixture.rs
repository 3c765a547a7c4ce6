//! For tests: folders of the shape that the kernel shows, on disk as long as a test lasts.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

pub const POD: &str = "01234567-89ab-cdef-0123-456789abcdef";
const POD_WITH_UNDERSCORES: &str = "01234567_89ab_cdef_0123_456789abcdef";

/// The id of a container: one digit, 64 times.
pub fn id(digit: &str) -> String {
    digit.repeat(64)
}

pub struct Tree {
    root: PathBuf,
}

impl Tree {
    pub fn new() -> Tree {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("nodeprobe-{}-{number}", std::process::id());
        let root = std::env::temp_dir().join(name);
        std::fs::create_dir(&root).unwrap();
        Tree { root }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub fn folder(&self, path: &str) {
        std::fs::create_dir_all(self.path(path)).unwrap();
    }

    /// The folders on the way are made.
    pub fn write(&self, path: &str, text: &str) {
        self.folder(path.rsplit_once('/').map_or("", |(folder, _)| folder));
        std::fs::write(self.path(path), text).unwrap();
    }

    /// A file or a whole folder.
    pub fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
    }

    pub fn v2_top(&self) {
        let controllers = "cpuset cpu io memory hugetlb pids rdma misc\n";
        self.write("cgroup.controllers", controllers);
    }

    pub fn v1_top(&self) {
        for tree in ["cpu,cpuacct", "memory", "cpuset", "pids", "freezer"] {
            self.folder(tree);
        }
    }

    /// The container's folder, as kubelet and containerd make it with their driver `systemd`.
    pub fn v2_systemd(&self, container: &str) -> String {
        self.v2_top();
        let slice = "kubepods.slice/kubepods-burstable.slice";
        let pod = format!("{slice}/kubepods-burstable-pod{POD_WITH_UNDERSCORES}.slice");
        self.v2_counters(&pod);
        let folder = format!("{pod}/cri-containerd-{container}.scope");
        self.v2_counters(&folder);
        folder
    }

    /// The container's folder, as they make it with their driver `cgroupfs` in a node of kind, where
    /// kubelet's tree hangs below one more folder.
    pub fn v1_kind(&self, container: &str) -> String {
        self.v1_top();
        let pod = format!("kubelet/kubepods/burstable/pod{POD}");
        self.v1_counters(&pod);
        let folder = format!("{pod}/{container}");
        self.v1_counters(&folder);
        folder
    }

    pub fn v2_counters(&self, folder: &str) {
        let files = [
            (
                "cpu.stat",
                "usage_usec 1234567\nuser_usec 1000000\nsystem_usec 234567\nnice_usec 0\n\
                 core_sched.force_idle_usec 0\nnr_periods 120\nnr_throttled 7\n\
                 throttled_usec 350000\nnr_bursts 0\nburst_usec 0\n",
            ),
            ("cpu.max", "200000 100000\n"),
            ("memory.current", "30000000\n"),
            ("memory.peak", "41000000\n"),
            ("memory.max", "536870912\n"),
            (
                "memory.stat",
                "anon 12000000\nfile 9000000\nkernel 1000000\nslab 500000\n\
                 inactive_anon 100\nactive_anon 200\ninactive_file 4000000\nactive_file 5000000\n",
            ),
            ("cpuset.cpus.effective", "0-1\n"),
            ("pids.current", "5\n"),
            ("cgroup.procs", "4000000\n"),
        ];
        for (file, text) in files {
            self.write(&format!("{folder}/{file}"), text);
        }
    }

    /// In every tree of version 1.
    pub fn v1_counters(&self, folder: &str) {
        let files = [
            ("cpu,cpuacct", "cpuacct.usage", "1234567890\n"),
            ("cpu,cpuacct", "cpuacct.stat", "user 100\nsystem 23\n"),
            (
                "cpu,cpuacct",
                "cpu.stat",
                "nr_periods 120\nnr_throttled 7\nthrottled_time 350000001\n",
            ),
            ("cpu,cpuacct", "cpu.cfs_quota_us", "200000\n"),
            ("cpu,cpuacct", "cpu.cfs_period_us", "100000\n"),
            ("cpu,cpuacct", "cgroup.procs", "4000000\n"),
            ("memory", "memory.usage_in_bytes", "30000000\n"),
            ("memory", "memory.max_usage_in_bytes", "41000000\n"),
            ("memory", "memory.limit_in_bytes", "536870912\n"),
            (
                "memory",
                "memory.stat",
                "cache 1\nrss 2\ninactive_file 3\nhierarchical_memory_limit 536870912\n\
                 total_cache 9000000\ntotal_rss 12000000\ntotal_inactive_file 4000000\n",
            ),
            ("cpuset", "cpuset.effective_cpus", "0-1\n"),
            ("pids", "pids.current", "5\n"),
        ];
        for (tree, file, text) in files {
            self.write(&format!("{tree}/{folder}/{file}"), text);
        }
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}
