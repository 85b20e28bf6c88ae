using System.Collections.Frozen;
using Slipway.Core.Values;

namespace Slipway.Core.Access;

/// <summary>
/// Who may do what, where: one decision over all that a person is bound to, by name, alias and group. A deny that matches wins over
/// every allow; where neither matches, the answer is no. The order of rules, roles, bindings and groups means nothing.
/// </summary>
public sealed class AccessPolicy
{
    /// <summary>The place of actions that concern no environment but the server itself: only <c>**</c> and <c>*</c> cover it.</summary>
    public const string Server = "";

    private readonly Dictionary<string, AccessRole> _roles;
    private readonly Dictionary<string, string> _people;
    private readonly ILookup<string, AccessBinding> _bySubject;
    private readonly ILookup<string, AccessBinding> _byGroup;
    private readonly AccessDefault _default;

    /// <param name="roles">Each name once; those of <see cref="AccessRole.BuiltIn"/> are there where none has their name.</param>
    /// <param name="bindings">Of roles that are there.</param>
    /// <param name="aliases">The other names of a person, by the name that counts. A name is in it once.</param>
    public AccessPolicy(
        IReadOnlyList<AccessRole> roles, IReadOnlyList<AccessBinding> bindings, AccessDefault everybody,
        IReadOnlyDictionary<string, IReadOnlyList<string>> aliases)
    {
        _roles = roles.UnionBy(AccessRole.BuiltIn, r => r.Name).ToDictionary(r => r.Name);
        _people = aliases.SelectMany(a => a.Value.Select(alias => (alias, a.Key))).ToDictionary(a => a.alias, a => a.Key);
        _bySubject = bindings.Where(b => b.Subject is not null).ToLookup(b => Canonical(b.Subject!));
        _byGroup = bindings.Where(b => b.Group is not null).ToLookup(b => b.Group!);
        _default = everybody;
    }

    /// <summary>Where no file says otherwise: only what a credential itself gives.</summary>
    public static AccessPolicy WithoutFile { get; } = new([], [], AccessDefault.None, FrozenDictionary<string, IReadOnlyList<string>>.Empty);

    /// <summary>The name that counts, for a person's name or alias.</summary>
    public string Canonical(string name) => _people.GetValueOrDefault(name, name);

    /// <summary>The principal under the name that counts. Nobody else has to ask for aliases after this.</summary>
    public Principal Canonical(Principal principal) => principal with { Name = Canonical(principal.Name) };

    public AccessDecision Decide(Principal principal, string action, EnvironmentKey key) => RightsOf(principal).Decide(action, key.ToString());

    /// <summary>The names of the roles that the principal has at a place, in order: approvals ask for them.</summary>
    public IReadOnlyList<string> RolesOf(Principal principal, EnvironmentKey key) => RightsOf(principal).RolesOn(key.ToString());

    /// <summary>All that is bound to a principal, for more than one decision.</summary>
    public Rights RightsOf(Principal principal)
    {
        var grants = _bySubject[Canonical(principal.Name)]
            .Concat(principal.Groups.Distinct().SelectMany(g => _byGroup[g]))
            .SelectMany(b => b.Roles.Select(r => new RoleGrant(_roles[r], $"bound to {b}")))
            .Concat(principal.Roles.Where(_roles.ContainsKey).Select(r => new RoleGrant(_roles[r], $"given by {principal.Credential}")));
        if (_default == AccessDefault.Viewer)
            grants = grants.Append(new RoleGrant(_roles[AccessRole.ViewerName], "the default"));
        return new Rights(principal, [.. grants], _default);
    }
}
