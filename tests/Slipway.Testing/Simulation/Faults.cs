using Slipway.Core.Ports;

namespace Slipway.Testing.Simulation;

/// <summary>Draws what goes wrong. All chance of a trial comes from one seed, in the order in which things happen on its one thread.</summary>
public sealed class Faults(Random random, double rate, TimeProvider time)
{
    private const int MaxSlowSeconds = 45;

    /// <summary>Once set, nothing goes wrong any more.</summary>
    public bool Over { get; set; }

    /// <summary>Ends the engine at once, in the middle of what it does.</summary>
    public Action Crash { get; set; } = () => { };

    public bool Strike(double weight = 1) => !Over && random.NextDouble() < rate * weight;

    public TimeSpan Between(double fromSeconds, double toSeconds) =>
        TimeSpan.FromMilliseconds(Math.Round(1000 * (fromSeconds + (random.NextDouble() * (toSeconds - fromSeconds)))));

    /// <summary>The engine may die here.</summary>
    public void MayCrash(CancellationToken cancellation)
    {
        if (!Strike(0.3))
            return;
        Crash();
        throw new OperationCanceledException(cancellation);
    }

    /// <summary>An order to the world: it may not arrive, its answer may be late or lost, and the engine may die before or after it.</summary>
    public async Task OrderAsync(Action act, CancellationToken cancellation)
    {
        MayCrash(cancellation);
        if (Strike())
            throw new PortUnavailableException("it did not arrive", outcomeUnknown: random.Next(2) == 0);
        act();
        MayCrash(cancellation);
        if (Strike())
            throw new PortUnavailableException("the answer was lost", outcomeUnknown: true);
        if (Strike(0.5))
            await Task.Delay(Between(0.1, MaxSlowSeconds), time, cancellation);
    }

    /// <summary>A look at the world, which may not succeed.</summary>
    public void MayNotAnswer()
    {
        if (Strike(0.5))
            throw new PortUnavailableException("it does not answer");
    }
}
