using Slipway.Core.Environments;
using Slipway.Core.Gates;
using Slipway.Core.Planning;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>The rules of an environment that a request is held against before anything is recorded. Pure.</summary>
/// <param name="Refusal">Why it is not let in; null when it is.</param>
/// <param name="NotBefore">When it may begin; null: at once.</param>
internal sealed record Protection(Refusal? Refusal, StartTime? NotBefore)
{
    /// <summary>Whether a release may be brought here. Windows, freezes and approvals are no part of it: a rollout waits for those.</summary>
    public static Protection Decide(
        Request.Deploy request, Place place, Release release, EnvironmentState environment, IReadOnlyList<KeyValuePair<string, EnvironmentState>> below, DateTimeOffset now)
    {
        var promotion = PromotionGate.Decide(place.Environment.Promotion, release, below, now);
        var refusal = Malformed(request, now) ?? Follows(request, place.Key, environment) ?? Due(request, place.Key, environment)
            ?? (environment.HoldOf(release) is { } hold ? Held(place.Key, hold) : null)
            ?? Blocked(place.Key, OriginGate.Refuse(place.Environment.Origin, release.Version, release.Source))
            ?? Blocked(place.Key, promotion.Refusal);
        var asked = request.At is { } at && at > now ? new StartTime(at, $"{at:u}, as {request.Actor} asked") : null;
        return new Protection(refusal, asked is null || promotion.NotBefore?.At > asked.At ? promotion.NotBefore : asked);
    }

    /// <summary>What was said of the same release where it ran before.</summary>
    public static Source? SourceOf(Release release, IReadOnlyList<KeyValuePair<string, EnvironmentState>> below) =>
        below.SelectMany(b => b.Value.History).FirstOrDefault(p => p.Release.Source is not null && PromotionGate.IsSame(p.Release, release))?.Release.Source;

    public static Outcome<EnvironmentEvent> Hold(Request.Hold request, EnvironmentState environment)
    {
        if (!ReleaseVersion.TryParse(request.Version, out var version))
            return Refusal.Of(RefusalKind.Invalid, $"'{request.Version}' is not a version: {ReleaseVersion.Shape}");
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Refusal.Of(RefusalKind.Invalid, "a hold needs a reason: give it with `--reason TEXT`");
        return environment.StableRelease?.Version == version
            ? Refusal.Of(RefusalKind.Blocked, $"{version} is what runs there already; `slipway rollback` takes it back")
            : new ReleaseHeld(new ReleaseHold(version, null, $"{request.Reason} ({request.Actor})", null));
    }

    public static Outcome<EnvironmentEvent> Lift(Request.Lift request, EnvironmentState environment)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Refusal.Of(RefusalKind.Invalid, "lifting a hold needs a reason: give it with `--reason TEXT`");
        return environment.Holds.FirstOrDefault(h => h.Version.ToString() == request.Version) is { } hold
            ? new HoldLifted(hold.Version, request.Reason)
            : Refusal.Of(RefusalKind.NotFound, environment.Holds.Count == 0
                ? "no version is held there"
                : $"'{request.Version}' is not held there; held: {string.Join(", ", environment.Holds.Select(h => h.Version).Distinct())}");
    }

    /// <param name="requester">Who asked for the emergency.</param>
    public static Outcome<EnvironmentEvent> Review(Request.Review request, EnvironmentState environment, string? requester)
    {
        if (environment.ReviewDue is not { } rollout)
            return Refusal.Of(RefusalKind.NotFound, "no emergency waits for a review there");
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Refusal.Of(RefusalKind.Invalid, "a review says what was found: give it with `--reason TEXT`");
        return request.Actor.Name == requester
            ? Refusal.Of(RefusalKind.Denied, $"{requester} asked for {rollout}: somebody else has to review it", rollout)
            : new EmergencyReviewed(rollout, request.Reason);
    }

    private static Refusal? Malformed(Request.Deploy request, DateTimeOffset now)
    {
        if (request.At > now.AddDays(Request.Deploy.MaxAheadDays))
            return Refusal.Of(RefusalKind.Invalid, $"--at {request.At:u} is more than {Request.Deploy.MaxAheadDays} days ahead");
        if (request.Emergency is not { } lasting)
            return null;
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Refusal.Of(RefusalKind.Invalid, "an emergency needs a reason: give it with `--reason TEXT`");
        return lasting <= TimeSpan.Zero || lasting > TimeSpan.FromHours(Request.Deploy.MaxEmergencyHours)
            ? Refusal.Of(RefusalKind.Invalid, $"an emergency lasts up to {Request.Deploy.MaxEmergencyHours} h, not {lasting:g}")
            : null;
    }

    /// <summary>Of two servers that follow a promotion one comes second.</summary>
    private static Refusal? Follows(Request.Deploy request, EnvironmentKey key, EnvironmentState environment) =>
        request.Follows is { } promotion && promotion.At <= environment.Followed?.At
            ? Refusal.Of(RefusalKind.Blocked, $"the promotion by {promotion.Rollout} has come to {key} already")
            : null;

    private static Refusal? Due(Request.Deploy request, EnvironmentKey key, EnvironmentState environment) =>
        environment.ReviewDue is { } rollout && request.Emergency is null
            ? Refusal.Of(RefusalKind.Blocked, $"{rollout} came to {key} in an emergency and nobody has reviewed it yet: `slipway review --env {key.Environment} --reason TEXT`, by somebody else than who asked for it", rollout)
            : null;

    private static Refusal Held(EnvironmentKey key, ReleaseHold hold) => Refusal.Of(
        RefusalKind.Blocked,
        $"{hold.Version} is held in {key}: {hold.Reason}; `slipway lift {hold.Version} --env {key.Environment} --reason TEXT` lets it come again",
        hold.Rollout);

    private static Refusal? Blocked(EnvironmentKey key, string? why) => why is null ? null : Refusal.Of(RefusalKind.Blocked, $"{key}: {why}");
}
