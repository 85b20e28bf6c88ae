using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of a release train's file.</summary>
internal static class TrainSchema
{
    private const string NamePattern = "^[a-z][a-z0-9-]{0,39}$";
    private const int MaxWaves = 20;
    private const int MaxAppsOfWave = 50;

    private static readonly TextType Name = new($"a name of {EnvironmentKey.NameShape}", NamePattern, text =>
        EnvironmentKey.IsName(text) ? null : new ScalarFault($"'{text}' is not a name", EnvironmentKey.NameShape));

    private static readonly MappedType<string, ReleaseVersion> Version = new(
        new TextType($"a version: {ReleaseVersion.Shape}", fault: text =>
            ReleaseVersion.TryParse(text, out _) ? null : new ScalarFault($"'{text}' is not a version", ReleaseVersion.Shape)),
        ReleaseVersion.Parse,
        version => version.ToString());

    private static readonly ChoiceType<OnFailure> OnFailures = new(
        [OnFailure.Rollback, OnFailure.Stop], value => value is OnFailure.Rollback ? "rollback" : "stop");

    private static readonly ObjectType<TrainAppSpec> App = new ObjectType<TrainAppSpec>(new TrainAppSpec { App = "", Version = default })
        .Required("app", Name, a => a.App, (a, v) => a with { App = v }, "The app's name, as its spec has it.", "catalog")
        .Required("version", Version, a => a.Version, (a, v) => a with { Version = v }, "The version to bring.", "2.1.0");

    private static readonly ListType<IReadOnlyList<TrainAppSpec>> Waves = new(
        new ListType<TrainAppSpec>(App, "apps", min: 1, MaxAppsOfWave), "waves", min: 1, MaxWaves, EachAppOnce);

    public static ObjectType<TrainSpec> File { get; } = new ObjectType<TrainSpec>(new TrainSpec { Name = "", Environment = "", Waves = [] })
        .Required("name", Name, t => t.Name, (t, v) => t with { Name = v },
            "What people call it.", "spring-1")
        .Required("environment", Name, t => t.Environment, (t, v) => t with { Environment = v },
            "The environment of each of the apps.", "production")
        .Required("waves", Waves, t => t.Waves, (t, v) => t with { Waves = v },
            "What goes at the same time, in order: a wave begins when all of the one before is promoted.")
        .Optional("onFailure", OnFailures, t => t.OnFailure, (t, v) => t with { OnFailure = v },
            "rollback: all that it brought is taken back, the last wave first. stop: no further wave begins.", "stop")
        .Optional("soak", DurationType.OrZero, t => t.Soak, (t, v) => t with { Soak = v },
            "How long a wave has to be promoted before the next one begins.", "5m");

    private static void EachAppOnce(IReadOnlyList<IReadOnlyList<TrainAppSpec>> waves, SpecCursor at)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var wave = 0; wave < waves.Count; wave++)
        {
            for (var place = 0; place < waves[wave].Count; place++)
            {
                var item = at.Item(wave).Item(place);
                var app = waves[wave][place].App;
                if (!seen.TryAdd(app, item.Path))
                    item.Key("app").Error($"'{app}' is at {seen[app]} already", "name each app once: it can come in one version only");
            }
        }
    }
}
