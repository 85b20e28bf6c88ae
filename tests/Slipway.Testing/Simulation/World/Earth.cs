using Slipway.Core.Values;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.Mutations;

namespace Slipway.Testing.Simulation.World;

/// <summary>All environments as they really are.</summary>
/// <param name="characters">What the versions of each app are like.</param>
public sealed class Earth(Func<string, ReleaseVersion, Character> characters, TimeProvider time, Verdicts verdicts, Mutation? mutation = null)
{
    private readonly Dictionary<EnvironmentKey, Scene> _scenes = [];
    private long _orders;

    public Scene this[EnvironmentKey key]
    {
        get
        {
            if (_scenes.TryGetValue(key, out var known))
                return known;
            var scene = _scenes[key] = new Scene(key, version => characters(key.App, version), time, verdicts);
            mutation?.Change(scene);
            return scene;
        }
    }

    /// <summary>The number of an order that is being sent.</summary>
    public long NextOrder() => ++_orders;
}
