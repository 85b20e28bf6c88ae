using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>From what a deployment asks for to a release, and what happened to it in the environments that it has to come from.</summary>
internal sealed class AskedReleases(Ledger ledger, ReleaseFinder releases)
{
    public async Task<Outcome<AskedRelease>> FindAsync(Request.Deploy request, Place place, EnvironmentState environment, CancellationToken cancellation)
    {
        var below = await BelowAsync(place, cancellation);
        var found = await FindAsync(request.Version, place, environment, below, cancellation);
        return found.IsAccepted
            ? new AskedRelease(found.Value with { Source = request.Source ?? Protection.SourceOf(found.Value, below) }, below)
            : found.Refusal;
    }

    private async Task<Outcome<Release>> FindAsync(
        string name, Place place, EnvironmentState environment, IReadOnlyList<KeyValuePair<string, EnvironmentState>> below, CancellationToken cancellation)
    {
        if (name != ReleaseFinder.StableBelow)
            return await releases.FindAsync(place, name, environment, cancellation);
        if (below.Count == 0)
            return Refusal.Of(RefusalKind.Invalid, $"{place.Key} names no environment that a release comes from: add 'promotion: {{ after: [staging] }}' to the spec, or give --version");
        return below.Select(b => b.Value.StableRelease).FirstOrDefault(r => r is not null) is { } stable
            ? await releases.FindAsync(place, stable.Version.ToString(), environment, cancellation)
            : Refusal.Of(RefusalKind.Blocked, $"nothing is stable in {string.Join(" or ", below.Select(b => b.Key))} yet: deploy there first");
    }

    private async Task<IReadOnlyList<KeyValuePair<string, EnvironmentState>>> BelowAsync(Place place, CancellationToken cancellation)
    {
        var below = new List<KeyValuePair<string, EnvironmentState>>();
        foreach (var name in place.Environment.Promotion?.After ?? [])
            below.Add(new(name, await ledger.LoadEnvironmentAsync(new EnvironmentKey(place.Key.App, name), cancellation)));
        return below;
    }
}
