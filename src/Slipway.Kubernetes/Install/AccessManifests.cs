using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets;

namespace Slipway.Kubernetes.Install;

/// <summary>
/// The service account and what it may do: in each namespace of the specs a Role of just what their targets and routers ask for,
/// and nothing in the cluster as a whole.
/// </summary>
internal static class AccessManifests
{
    private const string Rbac = "rbac.authorization.k8s.io";

    /// <summary>The role that comes with every cluster, for all objects of a namespace but roles and quotas.</summary>
    private const string Edit = "edit";

    public static ManifestFile Write(InstallOptions options)
    {
        var access = options.Specs.SelectMany(s => s.Spec.Environments).Select(EnvironmentAccess.Of).ToList();
        var account = InstallNames.New(ResourceKinds.ServiceAccounts, options.Namespace);
        // The server's pod asks for the token itself; nobody else who takes this account gets one unasked.
        account["automountServiceAccountToken"] = false;

        var roles = access.SelectMany(a => a.Needs).GroupBy(need => need.Namespace, StringComparer.Ordinal).OrderBy(place => place.Key, StringComparer.Ordinal)
            .SelectMany(place => new[] { RoleIn(place.Key, place), Binding(options, place.Key, InstallNames.Slipway, "Role", InstallNames.Slipway) });
        var anything = access.SelectMany(a => a.Anything).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var comment = "What the server may do: what the targets and routers of the specs ask for before a rollout starts, in each namespace by a Role.\nThere is no ClusterRole: nothing that Slipway does is outside of these namespaces.";
        if (anything.Count > 0)
            comment += $"\nIn {string.Join(", ", anything)} versions are packages, which bring objects of any kind: there it has the cluster's role '{Edit}' as well.\nReplace that by a Role of your own where you know the kinds.";
        return new ManifestFile("20-access.yaml", comment,
            [account, .. roles, .. anything.Select(ns => Binding(options, ns, $"{InstallNames.Slipway}-{Edit}", "ClusterRole", Edit))]);
    }

    private static JsonObject RoleIn(string ns, IEnumerable<AccessNeed> needs)
    {
        var role = InstallNames.New(ResourceKinds.Roles, ns);
        var things = needs.GroupBy(need => (need.Kind.Group, Resource: need.Subresource is { } part ? $"{need.Kind.Plural}/{part}" : need.Kind.Plural))
            .OrderBy(thing => thing.Key.Group, StringComparer.Ordinal).ThenBy(thing => thing.Key.Resource, StringComparer.Ordinal);
        role["rules"] = new JsonArray([.. things.SelectMany(thing => Rules(thing.Key.Group, thing.Key.Resource, [.. thing]))]);
        return role;
    }

    /// <summary>One rule for all objects, and for each verb that goes to some alone, one with their names.</summary>
    private static IEnumerable<JsonObject> Rules(string group, string resource, IReadOnlyList<AccessNeed> needs)
    {
        var general = needs.Where(need => need.Name is null).SelectMany(need => need.Verbs).Distinct(StringComparer.Ordinal).ToList();
        if (general.Count > 0)
            yield return Rule(group, resource, general, []);
        var named = needs.Where(need => need.Name is not null).SelectMany(need => need.Verbs.Except(general, StringComparer.Ordinal).Select(verb => (Verb: verb, Name: need.Name!)))
            .GroupBy(one => one.Name, one => one.Verb, StringComparer.Ordinal)
            .Select(one => (Name: one.Key, Verbs: one.Distinct(StringComparer.Ordinal).ToList()))
            .GroupBy(one => string.Join(' ', one.Verbs), StringComparer.Ordinal);
        foreach (var alike in named)
            yield return Rule(group, resource, alike.First().Verbs, [.. alike.Select(one => one.Name).Order(StringComparer.Ordinal)]);
    }

    private static JsonObject Rule(string group, string resource, IReadOnlyList<string> verbs, IReadOnlyList<string> names)
    {
        var rule = new JsonObject { ["apiGroups"] = Texts([group]), ["resources"] = Texts([resource]) };
        if (names.Count > 0)
            rule["resourceNames"] = Texts(names);
        rule["verbs"] = Texts(verbs);
        return rule;
    }

    private static JsonObject Binding(InstallOptions options, string ns, string name, string kind, string role)
    {
        var binding = InstallNames.New(ResourceKinds.RoleBindings, ns, name);
        binding["roleRef"] = new JsonObject { ["apiGroup"] = Rbac, ["kind"] = kind, ["name"] = role };
        binding["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = InstallNames.Slipway, ["namespace"] = options.Namespace });
        return binding;
    }

    private static JsonArray Texts(IEnumerable<string> items) => [.. items.Select(item => JsonValue.Create(item))];
}
