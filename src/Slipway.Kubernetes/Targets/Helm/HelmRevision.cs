using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.Helm;

/// <summary>One revision of a Helm release, as its history tells. Pure.</summary>
/// <param name="Digest">Of what Slipway made it from; null where somebody else made it.</param>
internal sealed partial record HelmRevision(int Number, string Status, string? Digest)
{
    /// <summary>Somebody, or a Helm that was ended, has not finished.</summary>
    public bool IsPending => Status.StartsWith("pending-", StringComparison.Ordinal) || Status == "uninstalling";

    /// <summary>Whether it once was what ran, so that one can go back to it.</summary>
    public bool WasDeployed => Status is "deployed" or "superseded";

    /// <summary>What Helm keeps with the revision.</summary>
    public static string Describe(Slot slot, ReleaseVersion version, string digest) => $"slipway {slot.Label()} {version} {digest}";

    /// <param name="json">As <c>helm history --output json</c> writes it.</param>
    /// <returns>The oldest first.</returns>
    public static IReadOnlyList<HelmRevision> Read(string json)
    {
        var revisions = new List<HelmRevision>();
        foreach (var item in JsonNode.Parse(json) as JsonArray ?? throw new JsonException("no list"))
        {
            if (item is not JsonObject entry || new KubeObject(entry) is var read && read.Integer("revision") is null)
                continue;
            var revision = new KubeObject(entry);
            var description = revision.Text("description") ?? "";
            // A rollback has no description of its own: it is what the one was that it went back to.
            var digest = Described().Match(description) is { Success: true } own ? own.Groups["digest"].Value
                : RolledBack().Match(description) is { Success: true } back ? revisions.Find(r => r.Number == int.Parse(back.Groups["revision"].Value, CultureInfo.InvariantCulture))?.Digest
                : null;
            revisions.Add(new HelmRevision((int)revision.Integer("revision")!.Value, revision.Text("status") ?? "", digest));
        }

        return [.. revisions.OrderBy(revision => revision.Number)];
    }

    [GeneratedRegex("^slipway (?:blue|green) \\S+ (?<digest>sha256:[0-9a-f]{64})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Described();

    [GeneratedRegex("^Rollback to (?<revision>[0-9]{1,9})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RolledBack();
}
