//! Reads the kubelet's own counters of one container.

use crate::plan::Plan;
use crate::tls;

const TOKEN: &str = "/var/run/secrets/kubernetes.io/serviceaccount/token";
const PORT: u16 = 10250;
/// Needs the right `get` on `nodes/metrics`, and no other.
const PATH: &str = "/metrics/resource";

/// One reading, at the time the kubelet took it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Seconds since 1970.
    pub at: f64,
    /// CPU seconds, or bytes.
    pub value: f64,
}

/// What one answer holds of the subject.
#[derive(Debug, Default, PartialEq)]
pub struct Reading {
    pub cpu: Option<Sample>,
    pub memory: Option<Sample>,
}

/// Where to ask, and for which container.
pub struct Kubelet {
    node: String,
    namespace: String,
    container: String,
}

impl Kubelet {
    /// Nothing to ask when the plan does not name node, namespace and container.
    pub fn of(plan: &Plan) -> Option<Kubelet> {
        Some(Kubelet {
            node: plan.node.clone()?,
            namespace: plan.namespace.clone()?,
            container: plan.container.clone()?,
        })
    }

    /// Asks once; the error is a sentence for the report.
    pub fn read(&self) -> Result<Reading, String> {
        let token = std::fs::read_to_string(TOKEN)
            .map_err(|error| format!("the service account's token cannot be read: {error}"))?;
        let text = tls::get(&self.node, PORT, PATH, token.trim())?;
        parse(&text, &self.namespace, &self.container)
    }
}

/// Picks one container out of the exposition text. More than one pod of that name is an error,
/// because their counters would be mixed.
pub fn parse(text: &str, namespace: &str, container: &str) -> Result<Reading, String> {
    let cpu = find(
        text,
        "container_cpu_usage_seconds_total",
        namespace,
        container,
    )?;
    let memory = find(
        text,
        "container_memory_working_set_bytes",
        namespace,
        container,
    )?;
    Ok(Reading { cpu, memory })
}

fn find(
    text: &str,
    metric: &str,
    namespace: &str,
    container: &str,
) -> Result<Option<Sample>, String> {
    let wanted = [
        format!("namespace=\"{namespace}\""),
        format!("container=\"{container}\""),
    ];
    let rows: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix(metric)?.strip_prefix('{'))
        .filter(|labels| wanted.iter().all(|one| labels.contains(one.as_str())))
        .collect();
    match rows[..] {
        [] => Ok(None),
        [row] => Ok(sample(row)),
        _ => Err(format!(
            "{} pods have a container {container}, so their CPU cannot be told apart",
            rows.len()
        )),
    }
}

/// The kubelet stamps each reading, in milliseconds: the time it was taken, not asked for.
fn sample(row: &str) -> Option<Sample> {
    let mut numbers = row.rsplit_once('}')?.1.split_whitespace();
    let value = numbers.next()?.parse().ok()?;
    let millis: f64 = numbers.next()?.parse().ok()?;
    Some(Sample {
        at: millis / 1000.0,
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
# TYPE container_cpu_usage_seconds_total counter
container_cpu_usage_seconds_total{container="coredns",namespace="kube-system",pod="a"} 5.1 1700000000000
container_cpu_usage_seconds_total{container="node-std",namespace="frameworks",pod="b"} 12.5 1700000001500
container_memory_working_set_bytes{container="node-std",namespace="frameworks",pod="b"} 4.1e+07 1700000001500
"#;

    #[test]
    fn parse_finds_one_container_with_the_time_of_the_reading() {
        let reading = parse(TEXT, "frameworks", "node-std").unwrap();

        assert_eq!(
            reading.cpu,
            Some(Sample {
                at: 1_700_000_001.5,
                value: 12.5
            })
        );
        assert_eq!(reading.memory.map(|one| one.value), Some(4.1e7));
        assert_eq!(
            parse(TEXT, "frameworks", "hyperlane").unwrap(),
            Reading::default()
        );
    }

    #[test]
    fn parse_refuses_two_pods_of_one_name() {
        let text = TEXT
            .replace("coredns", "node-std")
            .replace("kube-system", "frameworks");

        assert!(
            parse(&text, "frameworks", "node-std")
                .unwrap_err()
                .starts_with("2 pods have")
        );
    }
}
