#!/bin/bash
# First process of a node: makes the container look like the machine that kubelet expects, then
# becomes systemd. kind starts the container privileged, with a cgroup namespace of its own.
set -euo pipefail

DOCKER_DNS=127.0.0.11

share_mounts() {
  mount -o remount,ro /sys # systemd takes a writable /sys for a sign of a real machine.
  mount --make-rshared /
}

# kubelet gets cgroups of its own, so that it never touches those of its host. On cgroup v2 they
# are made later, when systemd has left the root of the hierarchy.
prepare_cgroups_v1() {
  if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
    echo "detected cgroup v2"
    return
  fi
  echo "detected cgroup v1" # kind waits for these words.
  mount --make-rprivate /sys/fs/cgroup
  local controller group
  findmnt --list --noheadings --output TARGET --types cgroup | while read -r controller; do
    for group in kubelet kubelet.slice; do
      mkdir -p "$controller/$group"
      if [ -f "$controller/cpuset.cpus" ]; then # An empty set admits no process.
        cat "$controller/cpuset.cpus" >"$controller/$group/cpuset.cpus"
        cat "$controller/cpuset.mems" >"$controller/$group/cpuset.mems"
      fi
      mount --bind "$controller/$group" "$controller/$group" # Else systemd removes it.
    done
  done
}

renew_machine_id() {
  rm -f /etc/machine-id
  systemd-machine-id-setup
}

choose_iptables() {
  local mode=nft legacy nft
  legacy=$(iptables-legacy-save 2>/dev/null | grep -c '^-' || true)
  nft=$(iptables-nft-save 2>/dev/null | grep -c '^-' || true)
  if [ "$legacy" -gt "$nft" ]; then mode=legacy; fi
  update-alternatives --set iptables "/usr/sbin/iptables-$mode" >/dev/null
  update-alternatives --set ip6tables "/usr/sbin/ip6tables-$mode" >/dev/null
  echo "iptables speaks $mode"
}

# Docker's own name server listens on a loopback address, which pods cannot reach: its rules and
# resolv.conf are moved to the address of the gateway.
reach_docker_dns() {
  grep -q "$DOCKER_DNS" /etc/resolv.conf || return 0
  local gateway
  gateway=$(ip -4 route show default | awk '{ print $3; exit }')
  sysctl -qw net.ipv4.conf.all.route_localnet=1 || true
  iptables-save |
    sed -e "s/-d $DOCKER_DNS/-d $gateway/g" \
      -e 's/-A OUTPUT \(.*\) -j DOCKER_OUTPUT/\0\n-A PREROUTING \1 -j DOCKER_OUTPUT/' \
      -e "s/--to-source :53/--to-source $gateway:53/g" \
      -e "s/p -j DNAT --to-destination $DOCKER_DNS/p --dport 53 -j DNAT --to-destination $DOCKER_DNS/g" |
    iptables-restore
  sed "s/$DOCKER_DNS/$gateway/g" /etc/resolv.conf >/tmp/resolv.conf
  cat /tmp/resolv.conf >/etc/resolv.conf # It is a mount: written in place, never replaced.
}

# Docker may give a restarted container another address.
follow_address() {
  local new old file
  new=$(ip -4 -o addr show eth0 | awk '{ split($4, part, "/"); print part[1]; exit }')
  old=$(cat /kind/address 2>/dev/null || true)
  echo "$new" >/kind/address
  [ -n "$old" ] && [ "$old" != "$new" ] || return 0
  echo "address $old is now $new"
  for file in /etc/kubernetes/manifests/*.yaml /etc/kubernetes/*.conf /kind/kubeadm.conf \
    /var/lib/kubelet/kubeadm-flags.env; do
    if [ -f "$file" ]; then sed -i "s/\b${old//./\\.}\b/$new/g" "$file"; fi
  done
  local certificate
  for certificate in apiserver etcd/server etcd/peer; do
    [ -f "/etc/kubernetes/pki/$certificate.crt" ] || continue
    rm "/etc/kubernetes/pki/$certificate.crt" "/etc/kubernetes/pki/$certificate.key"
    kubeadm init phase certs "${certificate/\//-}" --config /kind/kubeadm.conf
  done
}

# Where the host itself lacks CAP_SYS_RESOURCE (bit 24), no process may be made less likely to be
# killed than it is now.
respect_missing_capability() {
  local bounding
  bounding=$((16#$(awk '/^CapBnd/ { print $2 }' /proc/self/status)))
  if (((bounding >> 24) & 1)); then return; fi
  sed -i 's/restrict_oom_score_adj = false/restrict_oom_score_adj = true/' \
    /etc/containerd/config.toml
}

share_mounts
prepare_cgroups_v1
renew_machine_id
choose_iptables
reach_docker_dns
follow_address
respect_missing_capability
exec "$@"
