#!/usr/bin/env bash
# Usage: eng/bench.sh gateway|recover|startup|engine|all [--runs N]
set -euo pipefail
source eng/environment.sh
require_sdk
case ${1:-} in
    gateway | all) eng/real-parts.sh bench-gateway ;;
esac
case ${1:-} in
    engine | all) eng/real-parts.sh bench-engine ;;
esac
eng/build.sh >/dev/null
dotnet build bench/Slipway.Bench --nologo --verbosity quiet -consoleLoggerParameters:NoSummary --configuration Release
exec bench/Slipway.Bench/bin/Release/net10.0/Slipway.Bench "$@"
