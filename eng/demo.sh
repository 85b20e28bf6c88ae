#!/usr/bin/env bash
# Usage: eng/demo.sh [--report FILE]
set -euo pipefail
source eng/environment.sh
require_sdk
eng/real-parts.sh demo
echo "Building; the first time this takes a minute or two."
eng/build.sh >/dev/null
dotnet build bench/Slipway.Bench --nologo --verbosity quiet -consoleLoggerParameters:NoSummary --configuration Release
exec bench/Slipway.Bench/bin/Release/net10.0/Slipway.Bench demo "$@"
