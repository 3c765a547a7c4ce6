#!/bin/bash
# kubelet's cgroup root must exist with every controller that it uses.
set -euo pipefail

if [ ! -f /sys/fs/cgroup/cgroup.controllers ]; then
  mkdir -p /sys/fs/cgroup/systemd/kubelet
  exit 0
fi
mkdir -p /sys/fs/cgroup/kubelet /sys/fs/cgroup/kubelet.slice
for controller in $(cat /sys/fs/cgroup/cgroup.controllers); do
  for group in . kubelet kubelet.slice; do
    echo "+$controller" >"/sys/fs/cgroup/$group/cgroup.subtree_control" 2>/dev/null || true
  done
done
