namespace Slipway.Bench.Chaos.World;

/// <summary>An environment of the run.</summary>
/// <param name="App">Named for its strategy: <c>canary</c>, <c>blue-green</c> or <c>rolling</c>.</param>
/// <param name="Environment"><c>e1</c> and so on.</param>
/// <param name="Port">Where its gateway listens, on loopback.</param>
public sealed record Place(string App, string Environment, int Port)
{
    /// <summary>Instances of the version that carries all traffic.</summary>
    public const int Replicas = 2;

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    public override string ToString() => $"{App}/{Environment}";
}
