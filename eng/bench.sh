#!/usr/bin/env bash
# Usage: eng/bench.sh gateway|recover|startup|engine|takeover|audit|all [--runs N]
#        eng/bench.sh judge [--seeds N] [--only SCENARIO]
#        eng/bench.sh chaos [--rollouts N] [--servers N] [--minutes N] [--seed N] [--store sqlite|postgres]
#        eng/bench.sh restart [--rollouts N] [--store sqlite|postgres]
#        eng/bench.sh kubernetes [--runs N] [--deployments N,N…] [--only client|canary|managed]
#        eng/bench.sh kubernetes-switch [--runs N] [--only PART]
#        eng/bench.sh simulate [--minutes N]
#        eng/bench.sh soak [--minutes N]
set -euo pipefail
source eng/environment.sh
require_sdk
# The simulator needs nothing but itself.
if [[ ${1:-} == simulate ]]; then
    shift
    exec eng/simulate.sh --report bench/results/simulate.json "$@"
fi
case ${1:-} in
    gateway) eng/real-parts.sh bench-gateway ;;
    audit | chaos | engine | restart | takeover) eng/real-parts.sh bench-servers ;;
    kubernetes) eng/real-parts.sh test-kubernetes && eng/kubernetes.sh ;;
    all) eng/real-parts.sh bench-gateway && eng/real-parts.sh bench-servers ;;
esac
# The others run the program; these run its parts in a process of their own.
[[ ${1:-} == kubernetes* ]] || eng/build.sh >/dev/null
dotnet build bench/Slipway.Bench --nologo --verbosity quiet -consoleLoggerParameters:NoSummary --configuration Release
# Real pods need a node, which needs a network of its own.
[[ ${1:-} != kubernetes-switch ]] || exec eng/kubernetes-node.sh bench/Slipway.Bench/bin/Release/net10.0/Slipway.Bench "$@"
exec bench/Slipway.Bench/bin/Release/net10.0/Slipway.Bench "$@"
