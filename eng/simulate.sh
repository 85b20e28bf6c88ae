#!/usr/bin/env bash
# Usage: eng/simulate.sh --seed N [--whole] [--faults KIND,KIND] [--mutation NAME] | --seeds FROM-TO | --minutes N
# Runs trials of the simulator: see docs/simulator.md.
set -euo pipefail
source eng/environment.sh
require_sdk
dotnet build tests/Slipway.Simulate --nologo --verbosity quiet -consoleLoggerParameters:NoSummary --configuration Release
exec tests/Slipway.Simulate/bin/Release/net10.0/Slipway.Simulate "$@"
