using Slipway.Core.Gates;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>Finds the environment that a request is about.</summary>
public sealed class Places(ISpecs specs)
{
    /// <summary>The environment that is meant where several are there and none is named.</summary>
    private const string DefaultEnvironment = "production";

    /// <param name="app">Null: the only one.</param>
    /// <param name="environment">Null: the only one, or <c>production</c>.</param>
    public async Task<Outcome<Place>> FindAsync(string? app, string? environment, CancellationToken cancellation)
    {
        var set = await specs.ReadAsync(cancellation);
        if (set.Errors.Count > 0)
            return new Refusal(RefusalKind.Invalid, "The spec is not valid", null, set.Errors);
        var found = app is null ? Only(set.Apps) : set.Apps.FirstOrDefault(a => a.App == app);
        if (found is null)
        {
            var known = $"known: {string.Join(", ", set.Apps.Select(a => a.App))}";
            return app is null
                ? Refusal.Of(RefusalKind.Ambiguous, $"Several apps are here: name one with --app; {known}")
                : Refusal.Of(RefusalKind.NotFound, $"There is no app '{app}'; {known}");
        }

        var environments = found.Environments;
        var name = environment ?? (environments.Count == 1 ? environments[0].Name : DefaultEnvironment);
        return environments.FirstOrDefault(e => e.Name == name) is { } spec
            ? new Place(new EnvironmentKey(found.App, name), found, spec)
            : Refusal.Of(RefusalKind.NotFound, $"{found.App} has no environment '{name}'; known: {string.Join(", ", environments.Select(e => e.Name))}");
    }

    /// <summary>All environments of all apps; empty while a spec is not valid.</summary>
    public async Task<IReadOnlyList<Place>> AllAsync(CancellationToken cancellation) =>
        [.. (await specs.ReadAsync(cancellation)).Apps.SelectMany(a => a.Environments.Select(e => new Place(new EnvironmentKey(a.App, e.Name), a, e)))];

    /// <summary>The environments that a scope covers; refused while a spec is not valid, since then nobody knows.</summary>
    public async Task<Outcome<IReadOnlyList<Place>>> CoveredAsync(string scope, CancellationToken cancellation)
    {
        var set = await specs.ReadAsync(cancellation);
        return set.Errors.Count > 0
            ? new Refusal(RefusalKind.Invalid, "The spec is not valid", null, set.Errors)
            : new Outcome<IReadOnlyList<Place>>([.. (await AllAsync(cancellation)).Where(place => Glob.Matches(scope, place.Key.ToString()))], null);
    }

    private static AppSpec? Only(IReadOnlyList<AppSpec> apps) => apps.Count == 1 ? apps[0] : null;
}
