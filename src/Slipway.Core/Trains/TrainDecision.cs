using Slipway.Core.Trains.Events;

namespace Slipway.Core.Trains;

/// <summary>What a release train wants next.</summary>
public abstract record TrainDecision
{
    private TrainDecision()
    {
    }

    /// <summary>Open the rollout that brings this app, and record it in the same transaction.</summary>
    public sealed record Open(TrainApp App) : TrainDecision;

    /// <summary>Have what was brought of this app taken back.</summary>
    public sealed record TakeBack(TrainApp App) : TrainDecision;

    /// <summary>This follows from what is known and the time: record it.</summary>
    public sealed record Record(TrainEvent Event) : TrainDecision;

    /// <summary>Nothing to do before <paramref name="Until"/> (null: before a rollout changes).</summary>
    /// <param name="For">What it waits for, for people.</param>
    public sealed record Wait(DateTimeOffset? Until, string For) : TrainDecision;

    /// <summary>Nothing more will ever be done.</summary>
    public sealed record Finished : TrainDecision;
}
