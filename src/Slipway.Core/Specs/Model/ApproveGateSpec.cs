namespace Slipway.Core.Specs.Model;

/// <summary>People of named roles approve the plan.</summary>
public sealed record ApproveGateSpec : GateSpec
{
    public const string Kind = "approve";

    /// <summary>How many of each role; at least one role unless <see cref="Major"/> has one.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Roles { get; init; } = [];

    /// <summary>How many more of each role when the version's first number changes.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Major { get; init; } = [];

    /// <summary>Not approved by then: the rollout ends.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromDays(7);

    /// <summary>An approval that was not used by then counts no more.</summary>
    public TimeSpan Valid { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether who asked for the rollout may approve it.</summary>
    public bool Requester { get; init; }
}
