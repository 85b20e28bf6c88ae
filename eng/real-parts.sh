#!/usr/bin/env bash
# Installs the Debian packages that a need has and that are missing: as root it installs, otherwise it says what to run.
# Usage: eng/real-parts.sh demo|test|test-kubernetes|bench-gateway|bench-nodes|bench-servers|image-try
set -euo pipefail

# One line a program: the program that must be on the PATH, then the package that brings it.
parts() {
    case $1 in
        demo) ;;
        test)
            echo "python3 python3"
            echo "initdb postgresql"
            echo "slapd slapd"
            echo "docker-registry docker-registry"
            echo "prometheus prometheus"
            echo "sshd openssh-server"
            ;;
        test-kubernetes)
            # dpkg-dev is what eng/kubernetes.sh unpacks the source with.
            echo "kubectl kubernetes-client"
            echo "dpkg-source dpkg-dev"
            ;;
        bench-nodes)
            echo "dpkg-source dpkg-dev"
            echo "containerd containerd"
            echo "runc runc"
            echo "/usr/lib/cni/bridge containernetworking-plugins"
            echo "iptables iptables"
            echo "conntrack conntrack"
            echo "ip iproute2"
            echo "busybox busybox-static"
            ;;
        image-try)
            echo "containerd containerd"
            echo "runc runc"
            echo "ip iproute2"
            echo "python3 python3"
            ;;
        bench-servers)
            echo "python3 python3"
            echo "initdb postgresql"
            ;;
        bench-gateway)
            echo "haproxy haproxy"
            echo "nginx nginx-light"
            echo "wrk wrk"
            ;;
        *)
            echo "eng/real-parts.sh: no list of parts for '$1'." >&2
            return 2
            ;;
    esac
}

need=${1:?what are the parts for}
list=$(parts "$need")

# nginx, haproxy and slapd live in sbin, which is not on every user's PATH; PostgreSQL in a folder for its version, on nobody's.
PATH=$PATH:/usr/sbin:/sbin:$(printf '%s:' /usr/lib/postgresql/*/bin)
missing=()
while read -r program package; do
    [[ -z $program ]] || command -v "$program" >/dev/null || missing+=("$package")
done <<<"$list"
((${#missing[@]} > 0)) || exit 0

if ((EUID != 0)); then
    echo "Missing for ./dev ${need%%-*}: ${missing[*]}. Install with: sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
fi
if ! command -v apt-get >/dev/null; then
    echo "Missing for ./dev ${need%%-*}: ${missing[*]}. There is no apt-get here; install them by this system's own means." >&2
    exit 1
fi

echo "Installing: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# A package must not start its service here: tests and benchmarks start what they need on free ports of loopback.
policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
fi
log=$(mktemp)
if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "Could not install ${missing[*]}; the whole log is $log." >&2
    exit 1
fi
rm -f "$log"
