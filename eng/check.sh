#!/usr/bin/env bash
# What CI runs: the format, a build with warnings as errors, every test.
set -euo pipefail
source eng/environment.sh
require_sdk

step() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }

step "restore"
dotnet restore Slipway.slnx --verbosity quiet
step "format"
if ! dotnet format whitespace Slipway.slnx --no-restore --verify-no-changes --verbosity minimal; then
    echo "The format is not the repository's: run ./dev fmt." >&2
    exit 1
fi
step "build"
dotnet build Slipway.slnx --no-restore --nologo --verbosity quiet
step "test"
exec eng/test.sh --no-build
