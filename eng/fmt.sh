#!/usr/bin/env bash
set -euo pipefail
source eng/environment.sh
require_sdk
exec dotnet format whitespace Slipway.slnx "$@"
