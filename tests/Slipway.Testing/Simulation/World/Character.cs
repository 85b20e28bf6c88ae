namespace Slipway.Testing.Simulation.World;

/// <summary>What a version is like.</summary>
/// <param name="ErrorRate">A fraction of its answers.</param>
/// <param name="ReadyAfter">From an instance's start.</param>
/// <param name="Crashes">Its instances end as soon as they are started.</param>
/// <param name="FailsChecks">Its instances are ready, and answer no check.</param>
public sealed record Character(double ErrorRate, TimeSpan ReadyAfter, bool Crashes, bool FailsChecks)
{
    public static Character Good { get; } = new(0, TimeSpan.FromSeconds(1), Crashes: false, FailsChecks: false);

    /// <summary>The same for the same seed, app and version.</summary>
    public static Character Of(int seed, string app, string version)
    {
        var random = new Random($"{app} {version}".Aggregate(seed, (hash, c) => unchecked((hash * 16_777_619) ^ c)));
        return random.Next(12) switch
        {
            0 or 1 => Good with { ErrorRate = 0.5 },
            2 => Good with { Crashes = true },
            3 => Good with { ReadyAfter = TimeSpan.FromMinutes(10) },
            4 => Good with { ReadyAfter = TimeSpan.FromSeconds(random.Next(1, 25)) },
            5 => Good with { FailsChecks = true },
            _ => Good,
        };
    }
}
