using Slipway.Core.Values;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>What a router's object is to show.</summary>
/// <param name="Stable">The side that a header match and a mirror do not point to.</param>
internal readonly record struct Wanted(TrafficSplit Split, Slot Stable)
{
    public Slot Candidate => Stable.Other();

    /// <summary>True while both sides have a share. Match and mirror are there exactly so long: an order alone says whether a rollout is at work.</summary>
    public bool IsMixed => !Split.Blue.IsZero && !Split.Green.IsZero;

    /// <summary>The side with all requests; stable while they are shared.</summary>
    public Slot Main => IsMixed ? Stable : Split.Green.IsZero ? Slot.Blue : Slot.Green;

    /// <summary>The sides that have a share, stable first.</summary>
    public IReadOnlyList<Slot> Served => IsMixed ? [Stable, Candidate] : [Main];
}
