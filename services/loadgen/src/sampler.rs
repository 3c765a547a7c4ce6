//! Asks the kubelet once a second, on a thread of its own, while the load runs.

use crate::kubelet::{Kubelet, Reading, Sample};
use crate::plan::Plan;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

const PERIOD: Duration = Duration::from_secs(1);
/// So that the end of the load is noticed soon.
const STEP: Duration = Duration::from_millis(100);

/// Every reading the kubelet took in that time, each once, oldest first.
#[derive(Debug, Default)]
pub struct Samples {
    pub cpu: Vec<Sample>,
    pub memory: Vec<Sample>,
    /// Why readings are missing: the last error.
    pub error: Option<String>,
}

impl Samples {
    fn add(&mut self, reading: Reading) {
        push_newer(&mut self.cpu, reading.cpu);
        push_newer(&mut self.memory, reading.memory);
    }
}

/// The kubelet repeats a reading until it takes the next one.
fn push_newer(list: &mut Vec<Sample>, sample: Option<Sample>) {
    let newest = list.last().map_or(f64::MIN, |last| last.at);
    list.extend(sample.filter(|one| one.at > newest));
}

pub struct Sampler {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Samples>,
}

impl Sampler {
    pub fn start(plan: &Plan) -> Sampler {
        let stop = Arc::new(AtomicBool::new(false));
        let (kubelet, told) = (Kubelet::of(plan), stop.clone());
        Sampler {
            stop,
            thread: std::thread::spawn(move || collect(kubelet, &told)),
        }
    }

    /// Asks once more, and hands over what was seen.
    pub fn finish(self) -> Samples {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.join().unwrap_or_default()
    }
}

fn collect(kubelet: Option<Kubelet>, stop: &AtomicBool) -> Samples {
    let mut samples = Samples::default();
    let Some(kubelet) = kubelet else {
        samples.error = Some("the plan names no node, namespace or container to look at".into());
        return samples;
    };
    loop {
        let last = stop.load(Ordering::SeqCst);
        match kubelet.read() {
            Ok(reading) => samples.add(reading),
            Err(error) => samples.error = Some(error),
        }
        if last {
            return samples;
        }
        let mut waited = Duration::ZERO;
        while waited < PERIOD && !stop.load(Ordering::SeqCst) {
            std::thread::sleep(STEP);
            waited += STEP;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_reading_is_kept_once() {
        let mut list = Vec::new();
        for at in [1.0, 1.0, 11.0, 11.0, 5.0] {
            push_newer(&mut list, Some(Sample { at, value: at }));
        }

        assert_eq!(
            list.iter().map(|one| one.at).collect::<Vec<_>>(),
            [1.0, 11.0]
        );
    }
}
