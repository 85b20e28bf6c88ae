using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>What can be asked of <see cref="RolloutService"/>. App and environment may be left out where only one can be meant.</summary>
public abstract record Request(string? App, string? Environment, Actor Actor)
{
    /// <param name="Version">A version, or <c>last-known-good</c>.</param>
    /// <param name="Supersede">Take back a rollout that is under way.</param>
    /// <param name="OverrideBudget">Begin and go on whatever the error budget says; needs a reason.</param>
    public sealed record Deploy(string? App, string? Environment, string Version, bool Supersede, string? Reason, Actor Actor, bool OverrideBudget = false)
        : Request(App, Environment, Actor);

    /// <param name="Version">A version that was promoted before, <c>last-known-good</c>, or null for that.</param>
    public sealed record Rollback(string? App, string? Environment, string? Version, string? Reason, Actor Actor)
        : Request(App, Environment, Actor);

    public sealed record SwitchTraffic(string? App, string? Environment, Slot From, Slot To, Weight Weight, string? Reason, Actor Actor)
        : Request(App, Environment, Actor);
}
