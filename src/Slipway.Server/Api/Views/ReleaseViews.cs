using Slipway.Contracts.Views;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Values;

namespace Slipway.Server.Api.Views;

/// <summary>The releases of an environment: those on its sides that were not promoted, then the promoted ones, newest first. Pure.</summary>
internal static class ReleaseViews
{
    public static IEnumerable<ReleaseView> Of(EnvironmentKey key, EnvironmentState environment)
    {
        var promoted = environment.History.Select(p => p.Release.Digest).ToHashSet();
        foreach (var release in Slots.All.Select(s => environment.Releases[s]).OfType<Release>().Where(r => !promoted.Contains(r.Digest)))
            yield return View(key, release, environment, ReleaseState.Candidate);
        var stable = environment.StableRelease?.Digest;
        var shown = false;
        foreach (var promotion in environment.History)
        {
            // The same release may have been promoted, left and promoted again: the newest promotion stands.
            var isStable = !shown && promotion.RolledBackAt is null && promotion.Release.Digest == stable;
            shown |= isStable;
            yield return View(key, promotion.Release, environment, State(promotion, isStable)) with
            {
                PromotedAt = promotion.PromotedAt,
                RolledBackAt = promotion.RolledBackAt,
            };
        }
    }

    private static ReleaseState State(Promotion promotion, bool isStable) =>
        promotion.RolledBackAt is not null ? ReleaseState.RolledBack : isStable ? ReleaseState.Stable : ReleaseState.Promoted;

    private static ReleaseView View(EnvironmentKey key, Release release, EnvironmentState environment, ReleaseState state) => new()
    {
        App = key.App,
        Environment = key.Environment,
        Version = release.Version.ToString(),
        Digest = release.Digest.ToString(),
        State = state,
        LastKnownGood = state == ReleaseState.Promoted && environment.LastKnownGood?.Digest == release.Digest,
    };
}
