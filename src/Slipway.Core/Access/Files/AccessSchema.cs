using Slipway.Core.Gates;
using Slipway.Core.Specs.Schema;

namespace Slipway.Core.Access.Files;

/// <summary>The keys of an access file.</summary>
internal static class AccessSchema
{
    private const string NameShape = "1 to 100 characters, with no blank at either end";
    private const string NamePattern = @"^\S(.{0,98}\S)?$";
    private const int MaxRoles = 1000;
    private const int MaxRules = 1000;
    private const int MaxBindings = 5000;
    private const int MaxAliases = 5000;

    private static readonly TextType Name = new("a name", NamePattern, text =>
        Principal.IsName(text) ? null : new ScalarFault("is not a good name", NameShape));

    private static readonly TextType Action = new("an action, or * for all", fault: text =>
        !Glob.IsPattern(text) || text.Contains('/', StringComparison.Ordinal)
            ? new ScalarFault($"'{text}' is no action", $"actions: {string.Join(", ", Actions.All)}")
            : null);

    private static readonly TextType On = new("app/environment; * stands for any text in one of the two, ** for any text", fault: text =>
        Glob.IsPattern(text)
            ? null
            : new ScalarFault("is not a pattern: it is too long, or has a blank in it", "write shop/production, shop/*, */production or **"));

    private static readonly ObjectType<AccessRule> Rule = new ObjectType<AccessRule>(AccessRule.Allow("", ""))
        .Optional("allow", Action, r => r is { Effect: AccessEffect.Allow, Action.Length: > 0 } ? r.Action : null, (r, v) => r with { Effect = AccessEffect.Allow, Action = v },
            "What may be done: the name of an action, or `*` for all.", Actions.Deploy)
        .Optional("deny", Action, r => r is { Effect: AccessEffect.Deny, Action.Length: > 0 } ? r.Action : null, (r, v) => r with { Effect = AccessEffect.Deny, Action = v },
            "What may not be done, whatever else allows it.")
        .Required("on", On, r => r.On.Length > 0 ? r.On : null, (r, v) => r with { On = v },
            "Where: app/environment. `*` stands for any text in one of the two, `**` for any text.", "shop/*")
        .ExactlyOneOf("allow", "deny")
        .Rule(CanMatch);

    private static readonly NamedType<IReadOnlyList<AccessRule>> Roles = new(
        new ListType<AccessRule>(Rule, "rules", max: MaxRules), "roles", Principal.IsName, NameShape, NamePattern, max: MaxRoles);

    private static readonly ObjectType<AccessBinding> Binding = new ObjectType<AccessBinding>(new AccessBinding())
        .Optional("subject", Name, b => b.Subject, (b, v) => b with { Subject = v },
            "A person's name, or one of the aliases.", "alice")
        .Optional("group", Name, b => b.Group, (b, v) => b with { Group = v },
            "All of a group, as OIDC or LDAP names it.", "release")
        .Required("roles", new ListType<string>(Name, "names of roles", min: 1), b => b.Roles, (b, v) => b with { Roles = v },
            "What they get.", "[developer]")
        .ExactlyOneOf("subject", "group");

    private static readonly ChoiceType<AccessDefault> Defaults = new(
        [AccessDefault.Viewer, AccessDefault.None], value => value == AccessDefault.Viewer ? "viewer" : "none");

    private static readonly NamedType<IReadOnlyList<string>> Aliases = new(
        new ListType<string>(Name, "other names", min: 1), "people", Principal.IsName, NameShape, NamePattern, max: MaxAliases);

    public static ObjectType<AccessDraft> Root { get; } = new ObjectType<AccessDraft>(new AccessDraft())
        .Optional("roles", Roles, d => [.. d.Roles.Select(r => KeyValuePair.Create(r.Name, r.Rules))], (d, v) => d with { Roles = [.. v.Select(r => new AccessRole(r.Key, r.Value))] },
            "Rules under names. admin, developer and viewer are there by themselves; a role of the same name takes their place.")
        .Optional("bindings", new ListType<AccessBinding>(Binding, "bindings", max: MaxBindings), d => d.Bindings, (d, v) => d with { Bindings = v },
            "Who has which roles.")
        .Optional("default", Defaults, d => d.Default, (d, v) => d with { Default = v },
            "What everybody may do who has proven who they are.")
        .Optional("aliases", Aliases, d => d.Aliases, (d, v) => d with { Aliases = v },
            "The other names of one person, by the name that counts: who asked for a rollout cannot approve it under another one.")
        .Optional("oidc", OidcSchema.Issuers, d => d.Identity.Oidc, (d, v) => d with { Identity = d.Identity with { Oidc = v } },
            "OpenID Connect providers whose tokens prove who somebody is.")
        .Optional("ldap", LdapSchema.Type, d => d.Identity.Ldap, (d, v) => d with { Identity = d.Identity with { Ldap = v } },
            "A directory that knows people and their passwords.")
        .Rule(RolesAreThere)
        .Rule(BuiltInIsHidden)
        .Rule(PeopleDiffer);

    private static void CanMatch(AccessRule rule, SpecCursor at)
    {
        if (!Actions.All.Any(a => Glob.Matches(rule.Action, a)))
        {
            var meant = Likeness.Nearest(rule.Action, Actions.All);
            at.Key(rule.Effect == AccessEffect.Allow ? "allow" : "deny").Warn(
                $"'{rule.Action}' is no action of Slipway: the rule does nothing", meant is null ? $"actions: {string.Join(", ", Actions.All)}" : $"did you mean '{meant}'?");
        }

        if (!rule.On.Contains('/', StringComparison.Ordinal) && !rule.On.Contains("**", StringComparison.Ordinal))
            at.Key("on").Warn($"'{rule.On}' names no environment: the rule does nothing", $"write {rule.On}/* or **");
    }

    private static void RolesAreThere(AccessDraft draft, SpecCursor at)
    {
        var known = draft.Roles.Concat(AccessRole.BuiltIn).Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < draft.Bindings.Count; index++)
        {
            var roles = draft.Bindings[index].Roles;
            for (var role = 0; role < roles.Count; role++)
            {
                if (known.Contains(roles[role]))
                    continue;
                var meant = Likeness.Nearest(roles[role], known);
                at.Key("bindings").Item(index).Key("roles").Item(role).Error(
                    $"there is no role '{roles[role]}'", meant is null ? "define it under 'roles'" : $"did you mean '{meant}'?");
            }
        }
    }

    private static void BuiltInIsHidden(AccessDraft draft, SpecCursor at)
    {
        foreach (var role in draft.Roles.IntersectBy(AccessRole.BuiltIn.Select(r => r.Name), r => r.Name))
            at.Key("roles").Key(role.Name).Warn($"takes the place of the built-in role '{role.Name}'", "give it another name unless that is meant");
    }

    private static void PeopleDiffer(AccessDraft draft, SpecCursor at)
    {
        var people = draft.Aliases.Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (person, names) in draft.Aliases)
        {
            for (var index = 0; index < names.Count; index++)
            {
                var alias = names[index];
                var here = at.Key("aliases").Key(person).Item(index);
                if (people.Contains(alias))
                    here.Error($"'{alias}' is a person here itself", "put all names of one person under one key, without that key");
                else if (!taken.TryAdd(alias, person))
                    here.Error($"'{alias}' is an alias of '{taken[alias]}' already", "an alias stands for one person");
            }
        }
    }
}
