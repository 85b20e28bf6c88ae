using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>Names of versions to releases.</summary>
public sealed class ReleaseFinder(IArtifacts artifacts)
{
    /// <summary>Stands for the newest release that was promoted and not rolled back.</summary>
    public const string LastKnownGood = "last-known-good";

    /// <summary>Stands for the version that is stable in the environment that <c>promotion</c> names.</summary>
    public const string StableBelow = "stable-below";

    private const string Placeholder = "{version}";

    /// <summary>A release to deploy: made from the files and the spec as they are now.</summary>
    public async Task<Outcome<Release>> FindAsync(Place place, string name, EnvironmentState environment, CancellationToken cancellation)
    {
        if (name == LastKnownGood)
            return Known(environment);
        if (place.App.Image is { } image)
            return await FindImageAsync(place, image, name, cancellation);
        if (!ReleaseVersion.TryParse(name, out var version))
            return Refusal.Of(RefusalKind.Invalid, $"'{name}' is not a version: {ReleaseVersion.Shape}");
        var relative = place.App.Artifact.Replace(Placeholder, name, StringComparison.Ordinal);
        var path = Path.GetFullPath(relative, place.App.Directory);
        return await artifacts.DigestAsync(path, cancellation) is { } digest
            ? Release.Create(version, path, digest, place.Environment.Target)
            : Refusal.Of(RefusalKind.Invalid, $"the artifact of {name} is missing: nothing is at {path}; put the version's files there, or correct `artifact` in the spec");
    }

    /// <param name="name">A version, or a version and the digest of its image, <c>1.2.3@sha256:…</c>, which then is not looked up.</param>
    private async Task<Outcome<Release>> FindImageAsync(Place place, string image, string name, CancellationToken cancellation)
    {
        var parts = name.Split('@', 2);
        if (!ReleaseVersion.TryParse(parts[0], out var version))
            return Refusal.Of(RefusalKind.Invalid, $"'{parts[0]}' is not a version: {ReleaseVersion.Shape}");
        if (parts.Length > 1 && !Digest.TryParse(parts[1], out _))
            return Refusal.Of(RefusalKind.Invalid, $"'{parts[1]}' is not a digest: sha256: and 64 hexadecimal digits");
        var reference = image.Replace(Placeholder, parts[0], StringComparison.Ordinal);
        if (parts.Length > 1)
            reference = $"{reference}@{parts[1]}";
        return await artifacts.DigestAsync(reference, cancellation) is { } digest
            ? Release.Create(version, parts.Length > 1 ? reference : $"{reference}@{digest}", digest, place.Environment.Target)
            : Refusal.Of(RefusalKind.Invalid, $"the image {reference} is not in its registry; push it, or correct `image` in the spec");
    }

    /// <summary>A release to go back to: exactly as it was promoted, with its files and its configuration.</summary>
    /// <param name="name">Null: what ran before.</param>
    /// <param name="live">The rollout that is under way; before its promotion, and while it is taken back, what ran before is what is meant.</param>
    public static Outcome<Release> Earlier(Place place, string? name, EnvironmentState environment, RolloutState? live)
    {
        if (name is null or LastKnownGood)
            return live is { KeepsWarm: false, Plan.From: { } stable } ? stable : Known(environment);
        if (environment.History.FirstOrDefault(p => p.Release.Version.ToString() == name)?.Release is not { } release)
        {
            var known = environment.History.Select(p => p.Release.Version.ToString()).Distinct().ToList();
            return Refusal.Of(RefusalKind.NoPreviousVersion, $"{name} was never promoted in {place.Key}; {(known.Count == 0 ? "nothing was" : $"known: {string.Join(", ", known)}")}");
        }

        return live is null or { IsPromoted: true } && release.Digest == environment.StableRelease?.Digest
            ? Refusal.Of(RefusalKind.Invalid, $"{name} is what runs in {place.Key} already")
            : release;
    }

    private static Outcome<Release> Known(EnvironmentState environment) =>
        environment.LastKnownGood is { } release
            ? release
            : Refusal.Of(RefusalKind.NoPreviousVersion, "there is no earlier version to go back to: none was promoted before the one that runs");
}
