using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Gates;

/// <summary>Whether a release has proved itself below. Pure.</summary>
/// <param name="Refusal">Why not; null when it has, or will have with time alone.</param>
/// <param name="NotBefore">When it has been stable there for long enough; null when it has been already.</param>
public sealed record PromotionGate(string? Refusal, StartTime? NotBefore)
{
    private static readonly PromotionGate Open = new(null, null);

    /// <param name="below">The environments that the rule names, each with what happened there.</param>
    public static PromotionGate Decide(PromotionSpec? promotion, Release release, IReadOnlyList<KeyValuePair<string, EnvironmentState>> below, DateTimeOffset now)
    {
        if (promotion is null)
            return Open;
        var proofs = below.Select(b => (b.Key, Promotion: Proof(b.Value, release))).Where(p => p.Promotion is not null).ToList();
        if (proofs.Count == 0)
            return new PromotionGate($"{release.Version} with these files is not promoted in {string.Join(" or ", promotion.After)}: deploy it there first{Explain(below, release)}", null);
        var (environment, first) = proofs.MinBy(p => p.Promotion!.PromotedAt);
        var ripe = first!.PromotedAt + promotion.Soak;
        return ripe <= now ? Open : new PromotionGate(null, new StartTime(ripe, $"{release.Version} to have been stable in {environment} for {SpecDuration.Format(promotion.Soak)}"));
    }

    /// <summary>The same version with the same files, whatever configuration it has there.</summary>
    public static bool IsSame(Release one, Release other) => one.Version == other.Version && one.ArtifactDigest == other.ArtifactDigest;

    private static Promotion? Proof(EnvironmentState environment, Release release) =>
        environment.HoldOf(release) is not null ? null : environment.History.FirstOrDefault(p => p.RolledBackAt is null && IsSame(p.Release, release));

    private static string Explain(IReadOnlyList<KeyValuePair<string, EnvironmentState>> below, Release release)
    {
        foreach (var (name, state) in below)
        {
            if (state.HoldOf(release) is { } hold)
                return $" (in {name} it is held: {hold.Reason})";
            if (state.History.Any(p => p.Release.Version == release.Version && p.RolledBackAt is not null && IsSame(p.Release, release)))
                return $" (in {name} it was rolled back)";
            if (state.History.Any(p => p.Release.Version == release.Version))
                return $" (in {name} it ran with other files)";
        }

        return "";
    }
}
