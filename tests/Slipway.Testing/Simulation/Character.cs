namespace Slipway.Testing.Simulation;

/// <summary>What a version is like.</summary>
/// <param name="ErrorRate">A fraction of its answers.</param>
/// <param name="ReadyAfter">From an instance's start.</param>
/// <param name="Crashes">Its instances end as soon as they are started.</param>
public sealed record Character(double ErrorRate, TimeSpan ReadyAfter, bool Crashes)
{
    public static Character Good { get; } = new(0, TimeSpan.FromSeconds(1), Crashes: false);

    public static Character Draw(Random random) => random.Next(8) switch
    {
        0 => Good with { ErrorRate = 0.5 },
        1 => Good with { Crashes = true },
        2 => Good with { ReadyAfter = TimeSpan.FromMinutes(10) },
        3 => Good with { ReadyAfter = TimeSpan.FromSeconds(random.Next(1, 25)) },
        _ => Good,
    };
}
