using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Engine;

/// <summary>Whether a plan that people approve is still what would be planned: the same files, and the same words in the spec.</summary>
public sealed class PlanCheck(Ledger ledger, Places places, IArtifacts artifacts)
{
    /// <summary>Changes that are named; more are counted.</summary>
    private const int MaxNamed = 5;

    /// <summary>What changed, each in a few words; empty when nothing did.</summary>
    /// <exception cref="PortUnavailableException">It cannot be told now: the spec is not valid, the files cannot be read.</exception>
    public async Task<IReadOnlyList<string>> ChangesAsync(RolloutState state, CancellationToken cancellation)
    {
        var release = state.Plan.Release;
        var changes = new List<string>();
        if (await artifacts.DigestAsync(release.Artifact, cancellation) != release.ArtifactDigest)
            changes.Add($"the files at {release.Artifact}");
        if (await PlannedSpecAsync(state, cancellation) is { } planned)
        {
            var place = await places.FindAsync(state.Plan.Environment.App, state.Plan.Environment.Environment, cancellation);
            if (place.Refusal is { Kind: RefusalKind.Invalid } refusal)
                throw new PortUnavailableException($"the plan cannot be compared with the spec: {refusal.Message}");
            changes.AddRange(place.Value is { } found ? Differences(Json(planned), Json(found.Environment), "") : ["the environment is not in the spec any more"]);
        }

        return changes.Count <= MaxNamed ? changes : [.. changes.Take(MaxNamed), $"{changes.Count - MaxNamed} more"];
    }

    private async Task<EnvironmentSpec?> PlannedSpecAsync(RolloutState state, CancellationToken cancellation)
    {
        var events = await ledger.Store.ReadStreamAsync(state.Id, 0, cancellation);
        return events.Count > 0 && EventCodec.DecodeRollout(events[0]) is RolloutPlanned planned ? planned.Spec : null;
    }

    private static JsonNode? Json(EnvironmentSpec spec) => JsonSerializer.SerializeToNode(spec, CoreJson.Default.EnvironmentSpec);

    private static IEnumerable<string> Differences(JsonNode? before, JsonNode? now, string path) => (before, now) switch
    {
        (JsonObject a, JsonObject b) => a.Select(p => p.Key).Union(b.Select(p => p.Key)).Order(StringComparer.Ordinal)
            .SelectMany(key => Differences(a[key], b[key], path.Length == 0 ? key : $"{path}.{key}")),
        (JsonArray a, JsonArray b) when a.Count == b.Count => a.Zip(b).SelectMany((pair, index) => Differences(pair.First, pair.Second, $"{path}[{index}]")),
        _ when JsonNode.DeepEquals(before, now) => [],
        (JsonValue a, JsonValue b) => [$"{path}: {a.ToJsonString()} is now {b.ToJsonString()}"],
        (null, _) => [$"{path} was added"],
        (_, null) => [$"{path} was removed"],
        _ => [$"{path} changed"],
    };
}
