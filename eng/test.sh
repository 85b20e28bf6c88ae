#!/usr/bin/env bash
# Usage: eng/test.sh [--no-build] [PROJECT] [options of the test program]
# Builds once, runs every test project, and ends with the line "N passed, N failed, N skipped".
set -euo pipefail
source eng/environment.sh

# No single project takes near this long; a test that hangs must not hang CI.
readonly PROJECT_TIMEOUT=25m

build=yes
if [[ ${1:-} == --no-build ]]; then
    build=no
    shift
fi
filter=
if [[ ${1:-} != "" && $1 != -* ]]; then
    filter=$1
    shift
fi

projects=()
for file in tests/*.Tests/*.Tests.csproj; do
    name=$(basename "$file" .csproj)
    [[ ${name,,} != *"${filter,,}"* ]] || projects+=("$name")
done
if ((${#projects[@]} == 0)); then
    echo "No test project has '$filter' in its name; there are:" >&2
    ls -d tests/*.Tests | xargs -n 1 basename >&2
    exit 2
fi

require_sdk
eng/real-parts.sh test
for name in "${projects[@]}"; do
    if grep --quiet --no-messages ClusterRun "tests/$name/AssemblyFixtures.cs"; then
        eng/real-parts.sh test-kubernetes
        eng/kubernetes.sh
        break
    fi
done

if [[ $build == yes ]]; then
    if [[ -z $filter ]]; then
        dotnet build Slipway.slnx --nologo --verbosity quiet -consoleLoggerParameters:NoSummary
    else
        for name in "${projects[@]}"; do
            dotnet build "tests/$name" --nologo --verbosity quiet -consoleLoggerParameters:NoSummary
        done
    fi
fi

# In CI a part that is missing is a failure, not a reason to skip.
skips=off
[[ ${CI:-} != true ]] || skips=on

count() { # report key
    sed -n "s/.*\"summary\":{[^}]*\"$2\":\([0-9]*\).*/\1/p" "$1" | head -n 1
}

results=artifacts/test-results
mkdir -p "$results"
passed=0 failed=0 skipped=0 broken=()
for name in "${projects[@]}"; do
    echo "== $name"
    report=$name.json
    rm -f "$results/$report"
    code=0
    # 8 is "no test ran": right for one project under a filter that is meant for another.
    "tests/$name/bin/Debug/net10.0/$name" --no-progress --timeout "$PROJECT_TIMEOUT" --ignore-exit-code 8 \
        --fail-skips $skips --results-directory "$results" --report-ctrf --report-ctrf-filename "$report" "$@" || code=$?
    if [[ ! -s $results/$report ]]; then
        broken+=("$name ended with code $code and without a report")
        failed=$((failed + 1))
        continue
    fi
    failures=$(count "$results/$report" failed)
    passed=$((passed + $(count "$results/$report" passed)))
    skipped=$((skipped + $(count "$results/$report" skipped)))
    # A crash or timeout after the last test counts once, even when every test passed.
    if ((code != 0 && failures == 0)); then
        broken+=("$name ended with code $code though no test failed")
        failures=1
    fi
    failed=$((failed + failures))
done

echo
for line in "${broken[@]}"; do
    echo "$line" >&2
done
((passed + failed + skipped > 0)) || echo "No test matched." >&2
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0 && passed + skipped > 0))
