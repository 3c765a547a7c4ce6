//! Names that requests bring along. Checked by pattern before any path is touched.

use crate::failure::Failure;

/// Length of each part of a UID.
const UID_PARTS: [usize; 5] = [8, 4, 4, 4, 12];
/// A pod that a node makes of a file has a hash in place of a UID.
const HASH_LENGTH: usize = 32;
const ID_LENGTH: usize = 64;

/// `metadata.uid` of a pod.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PodUid(String);

impl PodUid {
    pub fn parse(text: &str) -> Result<PodUid, Failure> {
        let parts: Vec<&str> = text.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let known = lengths == UID_PARTS || lengths == [HASH_LENGTH];
        if known && parts.iter().all(|part| is_hex(part)) {
            return Ok(PodUid(text.to_string()));
        }
        Err(Failure::new(
            400,
            "the pod must be given by its UID, as metadata.uid shows it: \
             ?pod=01234567-89ab-cdef-0123-456789abcdef",
        ))
    }

    /// Whether this is the folder of the pod, as kubelet's driver `cgroupfs` or `systemd` names it.
    pub fn names(&self, folder: &str) -> bool {
        let PodUid(uid) = self;
        folder == format!("pod{uid}")
            || folder.ends_with(&format!("-pod{}.slice", uid.replace('-', "_")))
    }
}

impl std::fmt::Display for PodUid {
    fn fmt(&self, into: &mut std::fmt::Formatter) -> std::fmt::Result {
        self.0.fmt(into)
    }
}

/// The id that the container runtime gave a container.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContainerId(String);

impl ContainerId {
    pub fn parse(text: &str) -> Result<ContainerId, Failure> {
        if text.len() == ID_LENGTH && is_hex(text) {
            return Ok(ContainerId(text.to_string()));
        }
        Err(Failure::new(
            400,
            format!(
                "a container must be given by its whole id, {ID_LENGTH} hexadecimal digits, without \
                 the name of the runtime before it"
            ),
        ))
    }

    /// Whether this is the folder of the container: `<id>`, or `<runtime>-<id>.scope`. CRI-O has a
    /// second scope a container, for the program that watches it.
    pub fn names(&self, folder: &str) -> bool {
        let ContainerId(id) = self;
        let scope = folder.ends_with(&format!("-{id}.scope"));
        folder == id || (scope && !folder.contains("conmon"))
    }
}

impl std::fmt::Display for ContainerId {
    fn fmt(&self, into: &mut std::fmt::Formatter) -> std::fmt::Result {
        self.0.fmt(into)
    }
}

fn is_hex(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UID: &str = "01234567-89ab-cdef-0123-456789abcdef";

    #[test]
    fn a_pod_is_named_with_dashes_or_underscores() {
        let pod = PodUid::parse(UID).unwrap();

        assert!(pod.names("pod01234567-89ab-cdef-0123-456789abcdef"));
        assert!(
            pod.names("kubelet-kubepods-burstable-pod01234567_89ab_cdef_0123_456789abcdef.slice")
        );
        assert!(!pod.names("pod01234567-89ab-cdef-0123-456789abcdef0"));
        assert!(!pod.names("01234567-89ab-cdef-0123-456789abcdef"));
    }

    #[test]
    fn a_pod_of_a_file_has_a_hash_for_a_uid() {
        let pod = PodUid::parse(&"0a".repeat(16)).unwrap();

        assert!(pod.names(&format!("pod{}", "0a".repeat(16))));
    }

    #[test]
    fn nothing_else_is_a_uid() {
        for text in [
            "",
            "..",
            "../../etc",
            "01234567-89ab-cdef-0123-456789abcdeg",
            "01234567-89ab-cdef-0123-456789ABCDEF",
            "0123456789ab-cdef-0123-456789abcdef",
            "01234567-89ab-cdef-0123-456789abcdef/",
            "01234567%2d89ab-cdef-0123-456789abcdef",
        ] {
            assert_eq!(PodUid::parse(text).unwrap_err().status, 400, "{text}");
        }
    }

    #[test]
    fn a_container_is_named_alone_or_as_a_scope() {
        let id = "0f".repeat(32);
        let container = ContainerId::parse(&id).unwrap();

        assert!(container.names(&id));
        assert!(container.names(&format!("cri-containerd-{id}.scope")));
        assert!(container.names(&format!("docker-{id}.scope")));
        assert!(!container.names(&format!("crio-conmon-{id}.scope")));
        assert!(!container.names(&format!("{id}0")));
    }

    #[test]
    fn nothing_else_is_a_container() {
        let id = "0f".repeat(32);
        for text in [
            "",
            "*",
            &id[1..],
            &format!("containerd://{id}"),
            &id.to_uppercase(),
        ] {
            assert_eq!(ContainerId::parse(text).unwrap_err().status, 400, "{text}");
        }
    }
}
