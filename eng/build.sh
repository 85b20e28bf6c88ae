#!/usr/bin/env bash
# Publishes the program to artifacts/slipway and the sample service to artifacts/storefront.
set -euo pipefail
source eng/environment.sh
require_sdk

# A gateway or a service may be running from these folders and outlives a build, so files are never written over:
# the new folder is made beside the old one and then takes its name.
publish() { # project folder
    local fresh=$2.new
    rm -rf "$fresh"
    # ReadyToRun: compiled ahead of time, so the program starts in a tenth of a second.
    dotnet publish "$1" --nologo --verbosity quiet --configuration Release --runtime "$(runtime_identifier)" \
        --no-self-contained -p:PublishReadyToRun=true -p:DebugType=embedded --output "$fresh"
    rm -rf "$2.old"
    [[ ! -e $2 ]] || mv "$2" "$2.old"
    mv "$fresh" "$2"
    rm -rf "$2.old"
}

publish src/Slipway.Cli artifacts/slipway
publish samples/storefront artifacts/storefront
echo "artifacts/slipway/slipway"
