using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Upkeep.WhatIf;

/// <summary>Replays the past rollouts of an app against other rules.</summary>
public sealed class PastReader(IEventStore store, IEvidence evidence)
{
    /// <summary>Rollouts that one question may look at.</summary>
    public const int MaxRollouts = 10_000;

    /// <param name="spec">The rules as they would be.</param>
    /// <param name="environment">Null: all that the spec has.</param>
    /// <param name="since">Rollouts that began before are left out.</param>
    public async Task<WhatIfReport> ReadAsync(AppSpec spec, string? environment, DateTimeOffset since, CancellationToken cancellation)
    {
        var others = new List<OtherDecision>();
        var examined = 0;
        foreach (var rules in spec.Environments.Where(e => environment is null || e.Name == environment))
        {
            var below = new List<KeyValuePair<string, IReadOnlyList<StoredEvent>>>();
            foreach (var name in rules.Promotion?.After ?? [])
                below.Add(new(name, await store.ReadStreamAsync(Streams.Of(new EnvironmentKey(spec.App, name)), 0, cancellation)));
            foreach (var row in (await store.ListRolloutsAsync(spec.App, rules.Name, liveOnly: false, MaxRollouts, cancellation)).Where(r => r.StartedAt >= since).Reverse())
            {
                var events = await store.ReadStreamAsync(row.Id, 0, cancellation);
                if (events.Count == 0)
                    continue;
                examined++;
                var past = new PastRollout(
                    events, await evidence.ReadAsync(row.Id, DateTimeOffset.MinValue, cancellation),
                    [.. below.Select(b => KeyValuePair.Create(b.Key, At(b.Value, events[0].Time)))]);
                others.AddRange(Replay.Of(past, rules));
            }
        }

        return new WhatIfReport(examined, others);
    }

    /// <summary>An environment as it was.</summary>
    private static EnvironmentState At(IReadOnlyList<StoredEvent> events, DateTimeOffset time) =>
        events.TakeWhile(e => e.Time <= time).Aggregate(EnvironmentState.New, (state, e) => EnvironmentFold.Apply(state, EventCodec.DecodeEnvironment(e), e.Time));
}
