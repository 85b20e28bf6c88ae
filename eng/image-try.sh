#!/usr/bin/env bash
# Usage: eng/image-try.sh ARCHIVE
# Runs the image as a pod would: by containerd and runc, as its own user, with a root file system that cannot be written, without
# new privileges, below the default seccomp profile. Says what it found; ends with 1 at the first thing that is not as it should be.
# All of it is in namespaces and folders of its own, which are gone afterwards. Needs root.
set -euo pipefail

((EUID == 0)) || { echo "eng/image-try.sh: only root can run containers." >&2; exit 1; }
archive=$(realpath "${1:?which archive}")

if [[ ${2:-} != inside ]]; then
    eng/real-parts.sh image-try
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    TMPDIR=$scratch unshare --net --pid --mount --fork --kill-child --mount-proc "$0" "$archive" inside
    exit
fi

readonly URL=http://127.0.0.1:7070 USER_ID=1654
# The fixed places of containerd, and a loopback for the server and who asks it.
for folder in /run /var/lib /var/log; do
    mount -t tmpfs -o mode=755 image "$folder"
done
ip link set lo up

log=$TMPDIR/containerd.log
fail() {
    echo "eng/image-try.sh: $1" >&2
    tail -n 20 "$log" >&2
    exit 1
}
until_true() { # seconds what command...
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < end)) || fail "$what: not within the time for it"
        sleep 0.1
    done
}
told() { printf '%-32s %s\n' "$1" "$(cut -c 1-100 <<<"$2")"; }

containerd >"$log" 2>&1 &
until_true 30 "containerd answers" ctr version
log=$TMPDIR/import.log
ctr images import "$archive" >"$log" 2>&1 || fail "the archive cannot be imported"
image=$(ctr images list --quiet | head -n 1)

mkdir "$TMPDIR/data" "$TMPDIR/spec"
chown "$USER_ID:$USER_ID" "$TMPDIR/data"
cat >"$TMPDIR/spec/windows.yaml" <<'SPEC'
windows:
  - { kind: deny, schedule: "0 22 * * *", duration: 8h, timeZone: Europe/Berlin }
SPEC
cat >"$TMPDIR/spec/slipway.yaml" <<'SPEC'
app: shop
artifact: ./releases/{version}
environments:
  production:
    target:
      processes: { command: [./serve, "{port}"] }
    traffic:
      gateway: { listen: 127.0.0.1:8080 }
SPEC

readonly AS_A_POD=(--read-only --seccomp --net-host --cgroup '' --env TZ=Asia/Tokyo --cwd /var/lib/slipway
    --mount type=tmpfs,dst=/tmp,options=mode=1777 --mount "type=bind,src=$TMPDIR/spec,dst=/spec,options=rbind:ro"
    --mount "type=bind,src=$TMPDIR/data,dst=/var/lib/slipway,options=rbind:rw")
runs=0
says() { # what pattern command...
    local what=$1 pattern=$2 output
    shift 2
    output=$(ctr run --rm "${AS_A_POD[@]}" "$image" "run-$((++runs))" "$@" 2>&1) || true
    grep --quiet -e "$pattern" <<<"$output" || fail "$what: '$*' should have said '$pattern', and said: $output"
    told "$what" "$(grep -m 1 -e "$pattern" <<<"$output")"
}

says "the program" '^[0-9]*\.[0-9]*\.[0-9]' slipway --version
says "a spec" 'is valid' slipway validate --file /spec/slipway.yaml
says "the zone of a window" 'Europe/Berlin' slipway windows check --file /spec/windows.yaml --at 2026-07-01T21:00:00Z
# That window ends at 04:00 UTC.
says "the zone of the machine, by TZ" '^opens .* 13:00:00' slipway windows check --file /spec/windows.yaml --at 2026-07-01T21:00:00Z

# Where it has git: a repository whose host wants a password.
follow=()
if ctr run --rm "${AS_A_POD[@]}" "$image" "run-$((++runs))" git --version >"$TMPDIR/git.log" 2>&1; then
    log=$TMPDIR/git.log
    work=$TMPDIR/work hosted=$TMPDIR/hosted
    {
        git init --quiet "$work"
        echo 'shop: 1.0.0' >"$work/versions.yaml"
        git -C "$work" add versions.yaml
        git -C "$work" -c user.name=Alice -c user.email=alice@example.org commit --quiet -m "Name a version"
        git clone --quiet --bare "$work" "$hosted/deploy.git"
    } >"$log" 2>&1 || fail "a repository cannot be made"
    python3 eng/image-git-host.py "$hosted" slipway:canary >"$TMPDIR/host" &
    until_true 30 "the repository's host starts" test -s "$TMPDIR/host"
    echo canary >"$TMPDIR/spec/password"
    cat >"$TMPDIR/spec/git.yaml" <<SPEC
repositories:
  deploy:
    url: http://$(cat "$TMPDIR/host")/deploy.git
    branch: $(git -C "$work" branch --show-current)
    login: { user: slipway, password: { file: password } }
    versions: [{ path: versions.yaml, environment: production }]
SPEC
    follow=(--git /spec/git.yaml)
fi

log=$TMPDIR/serve.log
began=$(date +%s%N)
ctr run --detach "${AS_A_POD[@]}" --log-uri "file://$log" "$image" server \
    slipway serve --file /spec/slipway.yaml --data /var/lib/slipway/.slipway --listen 127.0.0.1:7070 --no-gateways "${follow[@]}"
until_true 60 "a server is ready" python3 -c "import urllib.request as it; it.urlopen('$URL/ready', timeout=2)"
told "a server on SQLite is ready after" "$((($(date +%s%N) - began) / 1000000)) ms"

process=$(ctr tasks list | awk '$1 == "server" { print $2 }')
status=/proc/$process/status
grep --quiet "^Uid:	$USER_ID	$USER_ID	" "$status" || fail "the server does not run as $USER_ID: $(grep ^Uid "$status")"
grep --quiet "^CapEff:	0*$" "$status" || fail "the server has capabilities: $(grep ^CapEff "$status")"
grep --quiet " / / ro[, ]" "/proc/$process/mountinfo" || fail "the server can write its root file system"
told "it runs" "as $USER_ID, without capabilities, root file system read-only, $(awk '/^VmRSS/ { print int($2 / 1024) }' "$status") MiB"

within() { ctr tasks exec --exec-id "exec-$((++runs))" server "$@" 2>&1 | head -n 1; }
for program in "git --version" "ssh -V" "helm version --short"; do
    # shellcheck disable=SC2086
    answer=$(within $program) || true
    [[ $answer != *"not found"* ]] || answer="not in this image"
    told "${program%% *}" "$answer"
done
asked=$(within slipway whoami)
[[ $asked == *"by local" ]] || fail "a command beside the server does not find its credential: $asked"
told "a command beside the server" "$asked"
if ((${#follow[@]} > 0)); then
    followed() { ctr tasks exec --exec-id "exec-$((++runs))" server slipway git status | grep -q 'Alice: Name a version'; }
    until_true 30 "a repository with a password is read" followed
    told "GitOps" "reads a repository whose host wants a password"
fi

ctr tasks kill --signal SIGTERM server
until_true 30 "the server ends" sh -c "ctr tasks list | grep -q '^server .*STOPPED'"
ctr tasks delete server >>"$log" 2>&1 || fail "the server ended with a fault"
told "it ends when asked" "with code 0"
