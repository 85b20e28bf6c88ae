using System.Net;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;
using Slipway.Core.Values;

namespace Slipway.Core.Specs;

/// <summary>The one definition of a spec, from which everything that is said about specs is made.</summary>
public static class SpecSchema
{
    private const string NamePattern = "^[a-z][a-z0-9-]{0,39}$";
    private const int MaxEnvironments = 50;

    private static readonly TextType Name = new($"a name of {EnvironmentKey.NameShape}", NamePattern, text =>
        EnvironmentKey.IsName(text) ? null : new ScalarFault($"'{text}' is not a name", EnvironmentKey.NameShape));

    private static readonly TextType Artifact = new("a path with {version} in it", @"\{version\}", text =>
        text.Contains("{version}", StringComparison.Ordinal)
            ? null
            : new ScalarFault("must contain {version}, so that each version has a place of its own", $"write {text.TrimEnd('/')}/{{version}}"));

    private static readonly NamedType<EnvironmentSpec> Environments = new(
        EnvironmentSchema.Type, "environments", EnvironmentKey.IsName, EnvironmentKey.NameShape, NamePattern, min: 1, MaxEnvironments);

    internal static ObjectType<AppSpec> Root { get; } = new ObjectType<AppSpec>(new AppSpec { App = "", Artifact = "", Directory = "", Environments = [] })
        .Required("app", Name, s => s.App, (s, v) => s with { App = v },
            "The service's name.", "storefront")
        .Required("artifact", Artifact, s => s.Artifact, (s, v) => s with { Artifact = v },
            "Where a version's files are; relative to this file.", "./releases/{version}")
        .Required("environments", Environments, s => [.. s.Environments.Select(e => KeyValuePair.Create(e.Name, e))],
            (s, v) => s with { Environments = [.. v.Select(e => EnvironmentSchema.WithDefaults(e.Value with { Name = e.Key }))] },
            "The places where the app runs, by name.")
        .ShapeRule(AddressesDiffer)
        .Rule((s, at) => ProtectionSchema.PromotionsLeadUp(s.Environments, at.Key("environments")));

    /// <summary>JSON Schema, draft 2020-12, for editors. As strict as one can be there; the reader is stricter.</summary>
    public static string ToJsonSchema() => JsonSchemaText.Of(Root, "slipway.yaml", "What one service is and how a version of it reaches each environment.");

    private static void AddressesDiffer(SpecCursor at)
    {
        var environments = at.Key("environments");
        if (!at.Has("environments") || environments.Node is not MapNode map)
            return;
        var taken = new List<(string Environment, IPEndPoint Address)>();
        foreach (var name in map.Entries.Select(e => e.Key.Text).Distinct(StringComparer.Ordinal))
        {
            var listen = environments.Keys(name, "traffic", "gateway", "listen");
            if (listen.Node is not ScalarNode scalar || ListenAddress.Parse(scalar.Text) is not { } address)
                continue;
            foreach (var (other, theirs) in taken.Where(t => ListenAddress.Overlap(t.Address, address)))
                listen.Error($"{address} overlaps {theirs} of environment '{other}'", "give each environment its own port");
            taken.Add((name, address));
        }
    }
}
