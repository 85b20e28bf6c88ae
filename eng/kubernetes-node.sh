#!/usr/bin/env bash
# Usage: eng/kubernetes-node.sh COMMAND [arguments]
# Runs a command where it can have a Kubernetes node of its own with real pods: in network, process and mount namespaces of its own,
# with an address for the node, a control group for its pods, and scratch folders that are gone afterwards. All that the command
# starts ends with it. Needs root.
set -euo pipefail

# Where the parts below look for what is made here; Slipway.Testing reads them.
readonly NODE_ADDRESS=10.10.0.1
readonly GROUP=slipway-node-$$

((EUID == 0)) || { echo "eng/kubernetes-node.sh: only root can have network namespaces and run pods." >&2; exit 1; }
eng/real-parts.sh bench-nodes
eng/kubernetes.sh node

scratch=$(mktemp -d)
groups=()
finish() {
    local code=$? folder
    # The kernel takes a group only when the last process of it is gone, which what was killed is a moment later.
    for folder in "${groups[@]}"; do
        for _ in {1..50}; do
            [[ -d $folder ]] || break
            find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
        done
    done
    rm -rf "$scratch"
    exit "$code"
}
trap finish EXIT

# Version 1 has a tree for each controller, version 2 one for all.
if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
    groups=("/sys/fs/cgroup/$GROUP")
else
    for folder in /sys/fs/cgroup/*/; do
        [[ -L ${folder%/} ]] || groups+=("$folder$GROUP")
    done
fi
mkdir "${groups[@]}" 2>/dev/null || true

export SLIPWAY_NODE=$NODE_ADDRESS SLIPWAY_NODE_GROUP=/$GROUP TMPDIR=$scratch
# shellcheck disable=SC2016
unshare --net --pid --mount --fork --kill-child --mount-proc sh -euc '
    # Fixed places of containerd, the network plugins and the kubelet.
    for folder in /run /var/lib /var/log; do
        mount -t tmpfs -o mode=755 node "$folder"
    done
    ip link set lo up
    ip link add node0 type bridge
    ip addr add "$SLIPWAY_NODE/24" dev node0
    ip link set node0 up
    ip route add default dev node0
    echo 1 >/proc/sys/net/ipv4/ip_forward
    "$@"' node "$@" &
child=$!
# It takes no notice of other signals while it waits; what it started is killed with it.
trap 'kill -KILL "$child"' INT TERM
{ wait "$child"; } 2>/dev/null
