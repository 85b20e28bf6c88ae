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

    private static readonly TextType Image = new("an image with {version} in it", @"^[^@]*\{version\}[^@]*$", text =>
        !text.Contains("{version}", StringComparison.Ordinal)
            ? new ScalarFault("must contain {version}, so that each version has an image of its own", $"write {text.Split(':')[0]}:{{version}}")
            : text.Contains('@') || ImageReference.TryParse(text.Replace("{version}", "1", StringComparison.Ordinal)) is null ? new ScalarFault($"'{text}' is not an image with a tag", "the name is in small letters: write registry.example.com/shop:{version}") : null);

    private static readonly NamedType<EnvironmentSpec> Environments = new(
        EnvironmentSchema.Type, "environments", EnvironmentKey.IsName, EnvironmentKey.NameShape, NamePattern, min: 1, MaxEnvironments);

    internal static ObjectType<AppSpec> Root { get; } = new ObjectType<AppSpec>(new AppSpec { App = "", Artifact = "", Directory = "", Environments = [] })
        .Required("app", Name, s => s.App, (s, v) => s with { App = v },
            "The service's name.", "storefront")
        .Started("artifact", Artifact, s => s.Artifact.Length == 0 ? null : s.Artifact, (s, v) => s with { Artifact = v },
            "Where a version's files are; relative to this file.", "./releases/{version}")
        .Optional("image", Image, s => s.Image, (s, v) => s with { Image = v },
            "A version's container image, in place of files. It is looked up in its registry when a version is deployed, and runs by its digest.", "registry.example.com/shop:{version}")
        .Required("environments", Environments, s => [.. s.Environments.Select(e => KeyValuePair.Create(e.Name, e))],
            (s, v) => s with { Environments = [.. v.Select(e => EnvironmentSchema.WithDefaults(e.Value with { Name = e.Key }))] },
            "The places where the app runs, by name.")
        .ExactlyOneOf("artifact", "image")
        .ShapeRule(AddressesDiffer)
        .Rule(VersionsAreWhatTargetsTake)
        .Rule(PlacesDiffer)
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

    private static void VersionsAreWhatTargetsTake(AppSpec app, SpecCursor at)
    {
        foreach (var environment in app.Environments)
        {
            var place = at.Keys("environments", environment.Name, "target", environment.Target.Name);
            if (environment.Target is DeploymentSpec && app.Image is null)
                place.Error("runs container images, but the spec names files", "write 'image: registry.example.com/shop:{version}' in place of 'artifact'");
            if (environment.Target is ProcessesSpec or ManifestsSpec && app.Image is not null)
                place.Error("needs a version's files, but the spec names an image", "write 'artifact: ./releases/{version}' in place of 'image'");
        }
    }

    /// <summary>Two environments that changed the same object would undo each other's work.</summary>
    private static void PlacesDiffer(AppSpec app, SpecCursor at)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var environment in app.Environments)
        {
            foreach (var held in HeldObjects.Of(environment))
            {
                if (!taken.TryAdd(held, environment.Name) && taken[held] != environment.Name)
                    at.Keys("environments", environment.Name, "target", environment.Target.Name).Error($"{held} belongs to environment '{taken[held]}' already", "give each environment objects of its own");
            }
        }
    }
}
