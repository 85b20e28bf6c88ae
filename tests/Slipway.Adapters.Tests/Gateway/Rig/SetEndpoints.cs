using System.Collections.Concurrent;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Adapters.Tests.Gateway.Rig;

/// <summary>Endpoints that a test sets.</summary>
internal sealed class SetEndpoints : IEndpoints
{
    private readonly ConcurrentDictionary<(EnvironmentKey, Slot), string[]> _ready = new();

    public event Action<EnvironmentKey>? Changed;

    public IReadOnlyList<string> Ready(EnvironmentKey environment, Slot slot) => _ready.GetValueOrDefault((environment, slot), []);

    public void Set(EnvironmentKey environment, Slot slot, params string[] ready)
    {
        _ready[(environment, slot)] = ready;
        Changed?.Invoke(environment);
    }
}
