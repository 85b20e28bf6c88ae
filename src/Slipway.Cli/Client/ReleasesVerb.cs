using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class ReleasesVerb(Terminal terminal, GlobalOptions globals) : ClientVerb(
    terminal, globals, "releases", "List the versions that were brought to each environment", "slipway releases", "slipway releases --env production")
{
    private const int DigestWidth = 19;

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var releases = await call.Client.GetAsync<IReadOnlyList<ReleaseView>>("api/v1/releases" + call.Query(), cancellation);
        call.Print(releases, Write);
        return ExitCodes.Done;
    }

    private static void Write(Terminal terminal, IReadOnlyList<ReleaseView> releases) =>
        Listing.Write(
            terminal,
            ["where", "version", "state", "promoted", "rolled back", "digest", ""],
            releases.Select(r => (IReadOnlyList<string>)
            [
                $"{r.App}/{r.Environment}",
                r.Version,
                r.State == ReleaseState.RolledBack ? "rolled-back" : r.State.ToString().ToLowerInvariant(),
                r.PromotedAt is { } promoted ? Listing.Time(terminal, promoted) : "–",
                r.RolledBackAt is { } back ? Listing.Time(terminal, back) : "–",
                r.Digest.Length > DigestWidth ? r.Digest[..DigestWidth] : r.Digest,
                r.LastKnownGood ? "last known good" : "",
            ]));
}
