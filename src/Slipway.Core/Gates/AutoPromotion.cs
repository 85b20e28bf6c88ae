using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Gates;

/// <summary>A release that has to come to an environment by itself, because it was promoted below.</summary>
public sealed record AutoPromotion(PromotionBelow Promotion, Release Release)
{
    /// <summary>
    /// The newest promotion below, unless it was followed already: then, and where the release is stable here or was since, there is nothing to do.
    /// Read from what is there now, so that it may be asked at any time, by any server, as often as one likes. Pure.
    /// </summary>
    /// <param name="below">The environments that the rule names, each with what happened there.</param>
    /// <returns>Null when nothing has to come.</returns>
    public static AutoPromotion? Decide(PromotionSpec? promotion, IReadOnlyList<KeyValuePair<string, EnvironmentState>> below, EnvironmentState here)
    {
        if (promotion is not { Auto: true })
            return null;
        var newest = below.Select(b => (b.Key, Promotion: StablePromotion(b.Value))).OrderByDescending(b => b.Promotion?.PromotedAt).FirstOrDefault();
        if (newest.Promotion is not { } found || found.PromotedAt <= here.Followed?.At)
            return null;
        var isKnown = here.StableRelease is { } stable && PromotionGate.IsSame(stable, found.Release)
            || here.History.Any(p => p.PromotedAt >= found.PromotedAt && PromotionGate.IsSame(p.Release, found.Release));
        return isKnown ? null : new AutoPromotion(new PromotionBelow(newest.Key, found.Rollout, found.PromotedAt), found.Release);
    }

    /// <summary>How what is stable there became so; null while nothing is, or while it is held there.</summary>
    private static Promotion? StablePromotion(EnvironmentState environment) =>
        environment.StableRelease is { } stable && environment.HoldOf(stable) is null
            ? environment.History.FirstOrDefault(p => p.RolledBackAt is null && p.Release.Digest == stable.Digest)
            : null;
}
