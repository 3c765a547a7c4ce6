//! The pod of a variant as it is created.

use super::input::Input;
use super::pods::READY;
use super::variant::Variant;
use serde_json::{Value, json};

/// To come and go, beside the load.
const AROUND_SECONDS: f64 = 60.0;

/// On the own node. The kubelet ends it by itself some time after it should be gone: a load generator
/// that was killed cannot.
pub fn manifest(input: &Input, variant: &Variant) -> Value {
    let mut spec = variant.template["spec"].clone();
    let longest = READY.as_secs_f64() + input.plan.seconds() + AROUND_SECONDS;
    spec["activeDeadlineSeconds"] = json!(longest.ceil() as u64);
    let own = json!({ "key": "metadata.name", "operator": "In", "values": [input.node] });
    spec["affinity"] = json!({ "nodeAffinity": {
        "requiredDuringSchedulingIgnoredDuringExecution": {
            "nodeSelectorTerms": [{ "matchFields": [own] }],
        },
    } });
    json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": input.pod_name(variant),
            "labels": variant.template["metadata"]["labels"],
        },
        "spec": spec,
    })
}
