//! What a cgroup has used so far, the same for both versions of cgroups.

use serde_json::{Value, json};

pub const SCHEMA: &str = "tare-nodeprobe/1";

#[derive(Debug, PartialEq)]
pub struct Reading {
    /// CLOCK_BOOTTIME when `cpu.usage_nanos` was read.
    pub at_nanos: u64,
    /// Version of cgroups.
    pub cgroup: u8,
    pub cpu: Cpu,
    pub memory: Memory,
    /// CPUs it may run on, as `0-1`.
    pub cpus: String,
    /// Processes and threads.
    pub pids: u64,
}

/// Since the cgroup was made.
#[derive(Debug, PartialEq)]
pub struct Cpu {
    pub usage_nanos: u64,
    /// The kernel splits usage by where its timer found the process; version 1 tells it in steps of
    /// 10 ms.
    pub user_nanos: u64,
    pub system_nanos: u64,
    pub periods: u64,
    pub throttled_periods: u64,
    pub throttled_nanos: u64,
    /// CPU time a period; none without a limit.
    pub quota_micros: Option<u64>,
    pub period_micros: u64,
}

#[derive(Debug, PartialEq)]
pub struct Memory {
    pub current_bytes: u64,
    /// Unknown before Linux 5.19 with version 2.
    pub peak_bytes: Option<u64>,
    /// Without file pages that were not used lately: what Kubernetes goes by.
    pub working_set_bytes: u64,
    pub limit_bytes: Option<u64>,
    pub anon_bytes: u64,
    pub file_bytes: u64,
}

/// CPU time of every task that the top of the cgroups counts: those of the machine, or of the node alone
/// where that is a container, as with kind.
pub fn node_document(at_nanos: u64, usage_nanos: u64) -> Value {
    json!({ "schema": SCHEMA, "atNanos": at_nanos, "cpu": { "usageNanos": usage_nanos } })
}

impl Reading {
    pub fn document(&self) -> Value {
        let Reading { cpu, memory, .. } = self;
        json!({
            "schema": SCHEMA,
            "atNanos": self.at_nanos,
            "cgroup": self.cgroup,
            "cpu": {
                "usageNanos": cpu.usage_nanos,
                "userNanos": cpu.user_nanos,
                "systemNanos": cpu.system_nanos,
                "periods": cpu.periods,
                "throttledPeriods": cpu.throttled_periods,
                "throttledNanos": cpu.throttled_nanos,
                "quotaMicros": cpu.quota_micros,
                "periodMicros": cpu.period_micros,
            },
            "memory": {
                "currentBytes": memory.current_bytes,
                "peakBytes": memory.peak_bytes,
                "workingSetBytes": memory.working_set_bytes,
                "limitBytes": memory.limit_bytes,
                "anonBytes": memory.anon_bytes,
                "fileBytes": memory.file_bytes,
            },
            "cpus": self.cpus,
            "pids": self.pids,
        })
    }
}
