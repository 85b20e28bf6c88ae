using System.Collections.Concurrent;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Bench.Gateway;

/// <summary>Endpoints as the benchmark sets them.</summary>
internal sealed class FixedEndpoints : IEndpoints
{
    private readonly ConcurrentDictionary<Slot, string[]> _ready = new();

    public event Action<EnvironmentKey>? Changed;

    public IReadOnlyList<string> Ready(EnvironmentKey environment, Slot slot) => _ready.GetValueOrDefault(slot, []);

    public void Set(EnvironmentKey environment, Slot slot, int port)
    {
        _ready[slot] = [$"127.0.0.1:{port}"];
        Changed?.Invoke(environment);
    }
}
