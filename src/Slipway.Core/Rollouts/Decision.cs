using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Rollouts;

/// <summary>What the machine wants next.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>Run this through its port and record how it ended.</summary>
    public sealed record Run(Effect Effect) : Decision;

    /// <summary>This follows from what is known and the time: record it.</summary>
    public sealed record Record(RolloutEvent Event) : Decision;

    /// <summary>Nothing to do before <paramref name="Until"/> (null: before something changes); meanwhile look at these.</summary>
    /// <param name="For">What it waits for, for people.</param>
    public sealed record Wait(DateTimeOffset? Until, Watch Watch, string For) : Decision;

    /// <summary>Nothing more will ever be done.</summary>
    public sealed record Finished : Decision;
}
