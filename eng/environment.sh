# Read by every script in eng/: the settings of the .NET SDK, and what to say when it is missing.
# shellcheck shell=bash
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
export DOTNET_CLI_UI_LANGUAGE=en
# A build server that stays behind would hold memory and, in CI, keep the job from ending.
export MSBUILDDISABLENODEREUSE=1

require_sdk() {
    if ! command -v dotnet >/dev/null; then
        echo "Slipway needs the .NET 10 SDK, and there is no 'dotnet' on the PATH." >&2
        echo "Install it (https://dotnet.microsoft.com/download/dotnet/10.0), then run this again." >&2
        exit 1
    fi
    # In this folder global.json asks for the version, so a wrong SDK fails here with its own list of what is installed.
    if ! dotnet --version >/dev/null 2>&1; then
        echo "Slipway needs the .NET 10 SDK. Installed here:" >&2
        dotnet --list-sdks >&2 || true
        echo "Install it (https://dotnet.microsoft.com/download/dotnet/10.0), then run this again." >&2
        exit 1
    fi
}

# Prints the runtime identifier that programs are published for.
runtime_identifier() {
    case $(uname -m) in
        aarch64 | arm64) echo linux-arm64 ;;
        *) echo linux-x64 ;;
    esac
}
