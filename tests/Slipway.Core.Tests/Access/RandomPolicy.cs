using Slipway.Core.Access;

namespace Slipway.Core.Tests.Access;

/// <summary>A policy and a question, drawn from few words so that rules meet.</summary>
internal sealed record RandomPolicy(
    IReadOnlyList<AccessRole> Roles, IReadOnlyList<AccessBinding> Bindings, AccessDefault Default,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Aliases, Principal Principal, string Action, string On)
{
    private static readonly string[] Patterns = ["**", "*/*", "shop/*", "*/production", "shop/production", "s*/p*", "shop/**", "**/staging", "*", "shop", "*p/*n", "**o**", "***", "", "s**n"];
    private static readonly string[] Places = ["shop/production", "shop/staging", "search/production", "pay/test", "shop/eu/production", AccessPolicy.Server];
    private static readonly string[] Actionable = ["deploy", "view", "approve", "*", "de*", "admin"];
    private static readonly string[] People = ["alice", "alice@example.org", "bob", "uid=bob"];
    private static readonly string[] Teams = ["release", "ops", "contractors"];
    private static readonly string[] Names = ["r1", "r2", "r3", AccessRole.ViewerName, AccessRole.DeveloperName];

    public static RandomPolicy Draw(Random random) => new(
        [.. Some(random, Names).Select(name => new AccessRole(name, Many(random, 4, () => Rule(random))))],
        Many(random, 5, () => Binding(random)),
        random.Next(2) == 0 ? AccessDefault.None : AccessDefault.Viewer,
        new Dictionary<string, IReadOnlyList<string>> { ["alice"] = ["alice@example.org"], ["bob"] = random.Next(2) == 0 ? ["uid=bob"] : [] },
        new Principal
        {
            Name = One(random, People),
            Groups = Some(random, Teams),
            Credential = "token t1",
            Roles = random.Next(8) == 0 ? [One(random, Names), "unknown"] : [],
            Scope = random.Next(4) == 0 ? Many(random, 3, () => AccessRule.Allow(One(random, Actionable), One(random, Patterns))) : null,
        },
        One(random, Actionable[..3]),
        One(random, Places));

    /// <summary>Bindings name roles that are there: drawn from all, kept where the policy has them.</summary>
    public AccessPolicy Policy => new(Roles, Known, Default, Aliases);

    public IReadOnlyList<AccessBinding> Known =>
        [.. Bindings.Select(b => b with { Roles = [.. b.Roles.Where(r => Roles.Concat(AccessRole.BuiltIn).Any(known => known.Name == r))] })];

    /// <summary>The same in another order.</summary>
    public RandomPolicy Shuffled(Random random) => this with
    {
        Roles = [.. Shuffle(random, Roles).Select(r => r with { Rules = Shuffle(random, r.Rules) })],
        Bindings = [.. Shuffle(random, Bindings).Select(b => b with { Roles = Shuffle(random, b.Roles) })],
        Principal = Principal with { Groups = Shuffle(random, Principal.Groups), Roles = Shuffle(random, Principal.Roles) },
    };

    private static AccessRule Rule(Random random) =>
        new(random.Next(4) == 0 ? AccessEffect.Deny : AccessEffect.Allow, One(random, Actionable), One(random, Patterns));

    private static AccessBinding Binding(Random random) => random.Next(2) == 0
        ? new AccessBinding { Subject = One(random, People), Roles = Some(random, Names) }
        : new AccessBinding { Group = One(random, Teams), Roles = Some(random, Names) };

    private static string One(Random random, string[] words) => words[random.Next(words.Length)];

    private static string[] Some(Random random, string[] words) => [.. words.Where(_ => random.Next(2) == 0)];

    private static T[] Many<T>(Random random, int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => make())];

    private static T[] Shuffle<T>(Random random, IReadOnlyList<T> items)
    {
        T[] shuffled = [.. items];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
