using System.Text.RegularExpressions;
using Slipway.Core.Access;

namespace Slipway.Core.Tests.Access;

/// <summary>The policy's meaning once more, as short as it can be said and with regular expressions for patterns.</summary>
internal sealed class AccessOracle
{
    private readonly Dictionary<string, Regex> _patterns = [];

    public bool Allows(RandomPolicy p)
    {
        string Person(string name) => p.Aliases.FirstOrDefault(a => a.Value.Contains(name)).Key ?? name;
        var mine = p.Known.Where(b => b.Group is null ? Person(b.Subject!) == Person(p.Principal.Name) : p.Principal.Groups.Contains(b.Group));
        var names = mine.SelectMany(b => b.Roles).Concat(p.Principal.Roles).ToHashSet();
        if (p.Default == AccessDefault.Viewer)
            names.Add("viewer");
        bool Says(AccessRule rule) => Matches(rule.Action, p.Action) && Matches(rule.On, p.On);
        var said = names.SelectMany(name => RulesOf(p, name)).Where(Says).Select(r => r.Effect).ToHashSet();
        return said.Contains(AccessEffect.Allow) && !said.Contains(AccessEffect.Deny) && (p.Principal.Scope is null || p.Principal.Scope.Any(Says));
    }

    private static IReadOnlyList<AccessRule> RulesOf(RandomPolicy p, string role) => p.Roles.FirstOrDefault(r => r.Name == role)?.Rules ?? role switch
    {
        "viewer" => [AccessRule.Allow("view", "**")],
        "developer" => [AccessRule.Allow("view", "**"), AccessRule.Allow("deploy", "**"), AccessRule.Allow("approve", "**")],
        _ => [],
    };

    private bool Matches(string pattern, string text)
    {
        if (!_patterns.TryGetValue(pattern, out var regex))
        {
            var escaped = Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
            _patterns[pattern] = regex = new Regex($@"\A{escaped}\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        }

        return regex.IsMatch(text);
    }
}
