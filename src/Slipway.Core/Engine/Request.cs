using Slipway.Core.Engine.Git;
using Slipway.Core.Engine.Trains;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>What can be asked of <see cref="RolloutService"/>. App and environment may be left out where only one can be meant.</summary>
public abstract record Request(string? App, string? Environment, Actor Actor)
{
    /// <param name="Version">A version, <c>last-known-good</c>, or <c>stable-below</c>.</param>
    /// <param name="Supersede">Take back a rollout that is under way.</param>
    /// <param name="OverrideBudget">Begin and go on whatever the error budget says; needs a reason.</param>
    public sealed record Deploy(string? App, string? Environment, string Version, bool Supersede, string? Reason, Actor Actor, bool OverrideBudget = false)
        : Request(App, Environment, Actor)
    {
        /// <summary>A person stands by: windows that permit it are open.</summary>
        public bool Manual { get; init; }

        /// <summary>Not before; null: at once. At most <see cref="MaxAheadDays"/> ahead.</summary>
        public DateTimeOffset? At { get; init; }

        /// <summary>What the version was built from; null: as a release with these files was said to be in an environment below, or unknown.</summary>
        public Source? Source { get; init; }

        /// <summary>Passes approvals and windows for so long, up to <see cref="MaxEmergencyHours"/>; null: a normal deployment. Needs a reason.</summary>
        public TimeSpan? Emergency { get; init; }

        /// <summary>The promotion below that it follows by itself, once; null when somebody asks for it.</summary>
        public PromotionBelow? Follows { get; init; }

        /// <summary>The release train that it is a part of; null when it stands alone.</summary>
        public TrainTicket? Train { get; init; }

        /// <summary>The repository that asks for it; null when none does.</summary>
        public GitTicket? Git { get; init; }

        public const int MaxAheadDays = 31;

        public const int MaxEmergencyHours = 24;
    }

    /// <param name="Version">A version that was promoted before, <c>last-known-good</c>, or null for that.</param>
    public sealed record Rollback(string? App, string? Environment, string? Version, string? Reason, Actor Actor)
        : Request(App, Environment, Actor);

    /// <summary>Takes back what one rollout brought, unless another came after it.</summary>
    /// <param name="Rollout">Its id.</param>
    public sealed record TakeBack(string App, string Environment, string Rollout, string Reason, Actor Actor)
        : Request(App, Environment, Actor)
    {
        /// <summary>The release train that asks for it.</summary>
        public TrainTicket? Train { get; init; }
    }

    /// <summary>Keeps a version from an environment until it is lifted.</summary>
    public sealed record Hold(string? App, string? Environment, string Version, string? Reason, Actor Actor)
        : Request(App, Environment, Actor);

    /// <summary>Lets a version that was held or rolled back come again.</summary>
    public sealed record Lift(string? App, string? Environment, string Version, string? Reason, Actor Actor)
        : Request(App, Environment, Actor);

    /// <summary>Says that an emergency rollout was looked at, by somebody else than who asked for it.</summary>
    public sealed record Review(string? App, string? Environment, string? Reason, Actor Actor)
        : Request(App, Environment, Actor);

    public sealed record SwitchTraffic(string? App, string? Environment, Slot From, Slot To, Weight Weight, string? Reason, Actor Actor)
        : Request(App, Environment, Actor);
}
