//! Which question gets which answer.

use crate::failure::Failure;
use crate::gate::Gate;
use crate::http::{Answer, Request};
use crate::ids::{ContainerId, PodUid};
use crate::probe::{Probe, Target};
use serde_json::{Value, json};

pub struct Api {
    probe: Probe,
    gate: Gate,
}

impl Api {
    pub fn new(probe: Probe, gate: Gate) -> Api {
        Api { probe, gate }
    }

    /// The probes of Kubernetes are answered to all; who asks for more is looked at before what is
    /// asked for.
    pub fn answer(&self, request: &Request) -> Answer {
        if request.method != "GET" {
            return Failure::new(405, "questions are asked with GET").into();
        }
        let parts: Vec<&str> = request.path.split('/').skip(1).collect();
        let answer = match parts[..] {
            ["healthz"] => Ok(json!({ "alive": true })),
            ["readyz"] => self.ready(),
            ["v1", ref rest @ ..] => match self.gate.check(request.token.as_deref()) {
                Ok(()) => return trusted(self.counters(rest, request)),
                Err(failure) => Err(failure),
            },
            _ => Err(unknown()),
        };
        untrusted(answer)
    }

    /// Not whether the API server answers: kubelet would take the pod away for a fault elsewhere.
    fn ready(&self) -> Result<Value, Failure> {
        match self.probe.check() {
            Ok(()) => Ok(json!({ "ready": true })),
            Err(failure) => Err(Failure::new(503, failure.reason)),
        }
    }

    fn counters(&self, path: &[&str], request: &Request) -> Result<Value, Failure> {
        match *path {
            ["node"] => self.probe.node(),
            ["pods", uid] => self.reading(&Target::Pod(PodUid::parse(uid)?)),
            ["containers", id] => self.reading(&container(id, request)?),
            ["containers", id, "settings"] => self.probe.settings(&container(id, request)?),
            _ => Err(unknown()),
        }
    }

    fn reading(&self, target: &Target) -> Result<Value, Failure> {
        Ok(self.probe.read(target)?.document())
    }
}

fn container(id: &str, request: &Request) -> Result<Target, Failure> {
    let id = ContainerId::parse(id)?;
    let uid = request.parameter("pod").map(PodUid::parse).transpose()?;
    Ok(Target::Container(uid, id))
}

fn unknown() -> Failure {
    Failure::new(
        404,
        "there are /healthz, /readyz, /v1/node, /v1/pods/<uid>, /v1/containers/<id>?pod=<uid> \
         and /v1/containers/<id>/settings?pod=<uid>",
    )
}

fn untrusted(answer: Result<Value, Failure>) -> Answer {
    answer.map_or_else(Answer::from, |body| Answer::new(200, body))
}

fn trusted(answer: Result<Value, Failure>) -> Answer {
    Answer {
        trusted: true,
        ..untrusted(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{POD, Tree, id};
    use crate::token_review::Review;

    fn api(tree: &Tree) -> Api {
        let gate = Gate::new("me".into(), |token| {
            Ok(match token {
                "nobody" => Review::Nobody("not known".into()),
                user => Review::User(user.into()),
            })
        });
        Api::new(Probe::new(tree.path("")), gate)
    }

    fn ask(api: &Api, first: &str, token: &str) -> Answer {
        let head = format!("{first} HTTP/1.1\r\nAuthorization: Bearer {token}");
        api.answer(&Request::parse(head.as_bytes()).unwrap())
    }

    #[test]
    fn a_container_and_its_pod_are_read() {
        let tree = Tree::new();
        tree.v2_systemd(&id("a"));
        let api = api(&tree);

        let path = format!("GET /v1/containers/{}?pod={POD}", id("a"));
        let container = ask(&api, &path, "me");
        let pod = ask(&api, &format!("GET /v1/pods/{POD}"), "me");

        assert_eq!((container.status, pod.status), (200, 200));
        assert!(container.trusted);
        assert_eq!(container.body["schema"], "tare-nodeprobe/1");
        assert_eq!(container.body["cpu"]["usageNanos"], 1_234_567_000);
        assert_eq!(pod.body["cgroup"], 2);
    }

    #[test]
    fn what_all_tasks_of_the_node_used_is_read() {
        let tree = Tree::new();
        tree.v2_top();
        tree.v2_counters("system.slice");
        tree.v2_counters("kubepods.slice");

        let answer = ask(&api(&tree), "GET /v1/node", "me");

        assert_eq!(answer.status, 200);
        assert_eq!(answer.body["schema"], "tare-nodeprobe/1");
        assert_eq!(answer.body["cpu"]["usageNanos"], 2 * 1_234_567_000_u64);
    }

    #[test]
    fn the_settings_of_a_container_are_read() {
        let tree = Tree::new();
        let folder = tree.v1_kind(&id("a"));
        let own = std::process::id();
        tree.write(
            &format!("cpu,cpuacct/{folder}/cgroup.procs"),
            &format!("{own}\n"),
        );

        let path = format!("GET /v1/containers/{}/settings?pod={POD}", id("a"));
        let answer = ask(&api(&tree), &path, "me");

        assert_eq!(answer.body["schema"], "tare-nodeprobe/1");
        assert_eq!(answer.body["processes"][0]["pid"], own);
    }

    #[test]
    fn nobody_else_is_told_anything() {
        let tree = Tree::new();
        tree.v2_systemd(&id("a"));
        let api = api(&tree);
        for path in [
            format!("GET /v1/pods/{POD}"),
            format!("GET /v1/containers/{}?pod={POD}", id("a")),
            format!("GET /v1/containers/{}/settings?pod={POD}", id("a")),
            "GET /v1/node".into(),
            "GET /v1/pods/none".into(),
            "GET /v1".into(),
        ] {
            let statuses = ["you", "nobody", ""].map(|token| ask(&api, &path, token).status);
            assert_eq!(statuses, [403, 401, 401], "{path}");
            assert!(!ask(&api, &path, "you").trusted);
        }
    }

    #[test]
    fn the_probes_of_kubernetes_need_no_token() {
        let tree = Tree::new();
        let api = api(&tree);

        assert_eq!(ask(&api, "GET /healthz", "nobody").status, 200);
        let answer = ask(&api, "GET /readyz", "nobody");
        assert_eq!(answer.status, 503);
        let reason = answer.body["error"].as_str().unwrap();
        assert!(reason.contains("holds neither"), "{reason}");
        tree.v2_top();
        assert_eq!(ask(&api, "GET /readyz", "nobody").status, 200);
    }

    #[test]
    fn what_cannot_be_asked_is_refused() {
        let tree = Tree::new();
        tree.v2_systemd(&id("a"));
        let api = api(&tree);
        let container = format!("/v1/containers/{}", id("a"));
        for (first, status) in [
            (format!("POST /v1/pods/{POD}"), 405),
            ("GET /".into(), 404),
            ("GET /v1/nodes".into(), 404),
            (format!("GET {container}/other?pod={POD}"), 404),
            (format!("GET {container}?pod="), 400),
            (format!("GET {container}?pod=.."), 400),
            ("GET /v1/pods/..".into(), 400),
            (format!("GET /v1/containers/..%2f..?pod={POD}"), 400),
        ] {
            assert_eq!(ask(&api, &first, "me").status, status, "{first}");
        }
    }
}
