#!/usr/bin/env bash
# What CI runs: the format, a build with warnings as errors, every test.
set -euo pipefail
source eng/environment.sh
require_sdk

step() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }

step "restore"
dotnet restore Slipway.slnx --verbosity quiet
step "format"
# Layout and style; the third kind that `dotnet format` knows, analyzers, runs in the build.
for kind in whitespace style; do
    if ! dotnet format "$kind" Slipway.slnx --no-restore --verify-no-changes --verbosity minimal; then
        echo "The $kind is not the repository's: run ./dev fmt." >&2
        exit 1
    fi
done
step "build"
dotnet build Slipway.slnx --no-restore --nologo --verbosity quiet -consoleLoggerParameters:NoSummary
step "test"
exec eng/test.sh --no-build
