#!/usr/bin/env bash
set -euo pipefail
source eng/environment.sh
require_sdk
dotnet format whitespace Slipway.slnx "$@"
dotnet format style Slipway.slnx "$@"
