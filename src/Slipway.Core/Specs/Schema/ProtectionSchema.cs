using Slipway.Core.Gates;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of what protects an environment: approvals, promotion, origin.</summary>
internal static class ProtectionSchema
{
    private const string NamePattern = "^[a-z][a-z0-9-]{0,39}$";
    private const int MaxOfARole = 20;

    private static readonly NamedType<int> Roles = new(
        new WholeNumberType(1, MaxOfARole), "roles with how many people of each", EnvironmentKey.IsName, EnvironmentKey.NameShape, NamePattern, max: 20);

    private static readonly TextType Environment = new($"the name of an environment: {EnvironmentKey.NameShape}", NamePattern, text =>
        EnvironmentKey.IsName(text) ? null : new ScalarFault($"'{text}' is not a name", EnvironmentKey.NameShape));

    private static readonly TextType Branch = new("a branch, or a pattern with *", fault: text =>
        Glob.IsPattern(text) ? null : new ScalarFault($"'{text}' is not a branch", "write main, release/* or feature/**"));

    public static ObjectType<ApproveGateSpec> Approve { get; } = new ObjectType<ApproveGateSpec>(new ApproveGateSpec())
        .Optional("roles", Roles, a => a.Roles, (a, v) => a with { Roles = v },
            "How many people of each role. One person counts once, whatever their roles.", "{ devops: 1, ml-lead: 1 }")
        .Optional("major", Roles, a => a.Major, (a, v) => a with { Major = v },
            "How many more when the first number of the version changes, or cannot be told.", "{ product-owner: 1 }")
        .Optional("within", DurationType.Positive, a => a.Within, (a, v) => a with { Within = v },
            "Not approved by then: the rollout ends, and nothing was changed.")
        .Optional("valid", DurationType.Positive, a => a.Valid, (a, v) => a with { Valid = v },
            "An approval that was not used by then counts no more.")
        .Optional("requester", new TrueType(), a => a.Requester, (a, v) => a with { Requester = v },
            "Lets who asked for the rollout approve it. Without it their own approval is refused.", "true")
        .Rule((a, at) =>
        {
            if (a.Roles.Count == 0 && a.Major.Count == 0)
                at.Error("asks nobody", "add 'roles: { devops: 1 }'");
        });

    public static ObjectType<PromotionSpec> Promotion { get; } = new ObjectType<PromotionSpec>(new PromotionSpec { After = [] })
        .Required("after", new ListType<string>(Environment, "environments", min: 1, max: 10), p => p.After, (p, v) => p with { After = v },
            "Environments of this app; any one of them will do.", "[staging]")
        .Optional("soak", DurationType.OrZero, p => p.Soak, (p, v) => p with { Soak = v },
            "How long it has to be stable there first. A rollout that comes earlier waits.", "1h")
        .Optional("auto", new TrueType(), p => p.Auto, (p, v) => p with { Auto = v },
            "Deploys a release by itself as soon as it was promoted there; all gates count.", "true");

    public static ObjectType<OriginSpec> Origin { get; } = new ObjectType<OriginSpec>(new OriginSpec { Branches = [] })
        .Required("branches", new ListType<string>(Branch, "branches", min: 1, max: 50), o => o.Branches, (o, v) => o with { Branches = v },
            "Branches that a release may come from; * stands for anything but /, ** for anything.", "[main, release/*]");

    /// <summary>Every environment named is one of the app's, and no release waits for itself.</summary>
    public static void PromotionsLeadUp(IReadOnlyList<EnvironmentSpec> environments, SpecCursor at)
    {
        var names = environments.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var environment in environments.Where(e => e.Promotion is not null))
        {
            var after = at.Keys(environment.Name, "promotion", "after");
            for (var index = 0; index < environment.Promotion!.After.Count; index++)
            {
                var below = environment.Promotion.After[index];
                if (!names.Contains(below))
                    after.Item(index).Error($"'{below}' is no environment of this app", Likeness.Nearest(below, names) is { } meant ? $"did you mean '{meant}'?" : $"known: {string.Join(", ", names)}");
            }

            if (ComesFrom(environments, environment.Name, environment.Name, environments.Count))
                after.Error($"leads back to '{environment.Name}' itself: no release could ever come there", "let the first environment have no 'promotion'");
        }
    }

    private static bool ComesFrom(IReadOnlyList<EnvironmentSpec> environments, string from, string wanted, int left) =>
        left > 0 && environments.FirstOrDefault(e => e.Name == from)?.Promotion?.After.All(below => below == wanted || ComesFrom(environments, below, wanted, left - 1)) == true;
}
