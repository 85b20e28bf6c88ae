using Slipway.Core.Gates;

namespace Slipway.Core.Access;

/// <summary>Rules under a name. Approvals ask for roles by it.</summary>
/// <param name="Rules">In any order: it means nothing. None: a title, which approvals may ask for and which allows nothing.</param>
public sealed record AccessRole(string Name, IReadOnlyList<AccessRule> Rules)
{
    public const string AdminName = "admin";
    public const string DeveloperName = "developer";
    public const string ViewerName = "viewer";

    private const string Everywhere = "**";

    /// <summary>What nobody has to define. A role that a file defines under one of these names takes its place.</summary>
    public static IReadOnlyList<AccessRole> BuiltIn { get; } =
    [
        new(AdminName, [AccessRule.Allow("*", Everywhere)]),
        new(DeveloperName, [.. Actions.All.Except([Actions.Override, Actions.Emergency, Actions.Freeze, Actions.Admin]).Select(a => AccessRule.Allow(a, Everywhere))]),
        new(ViewerName, [AccessRule.Allow(Actions.View, Everywhere)]),
    ];

    /// <summary>Whether who has this role has it at a place: a title is had everywhere, other roles where they allow something.</summary>
    public bool IsHadOn(string on) => Rules.Count == 0 || Rules.Any(r => r.Effect == AccessEffect.Allow && Glob.Matches(r.On, on));
}
