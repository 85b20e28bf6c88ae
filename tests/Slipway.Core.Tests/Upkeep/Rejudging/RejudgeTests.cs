using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Upkeep.Rejudging;
using Slipway.Core.Values;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Xunit;

namespace Slipway.Core.Tests.Upkeep.Rejudging;

public sealed class RejudgeTests
{
    private const int Seeds = 40;

    private const int MaxRollouts = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verdicts_of_lives_with_crashes_and_restarts_come_out_again_to_the_last_digit()
    {
        var agreed = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            foreach (var again in await AgainAsync(Trial.Run(PlanDraw.Draw(seed)).Store))
            {
                again.Looks.Where(look => look.Outcome == RelookOutcome.Differs).ShouldBeEmpty($"seed {seed}, {again.Rollout}");
                agreed += again.Looks.Count(look => look.Outcome == RelookOutcome.Agrees);
            }
        }

        agreed.ShouldBeGreaterThan(Seeds);
    }

    [Fact]
    public async Task Measurements_that_are_gone_or_altered_are_told_apart()
    {
        var (again, events) = await FindAsync();
        var gone = Rejudge.Of(events, []);
        gone.Agrees.ShouldBeFalse();
        gone.Looks.ShouldAllBe(look => look.Recorded.LastSample == null || look.Outcome == RelookOutcome.EvidenceGone);

        var altered = Rejudge.Of(events, [.. again.Samples.Select(Altered)]);
        altered.Looks.ShouldContain(look => look.Outcome == RelookOutcome.Differs);
    }

    [Fact]
    public async Task Where_evidence_is_weighed_it_can_be_followed_sample_by_sample()
    {
        var (again, _) = await FindAsync();
        var weighed = again with { Plan = again.Plan with { Analysis = new AnalysisPolicy([new SequentialSpec { WarmUp = TimeSpan.Zero, MinRequests = 1 }], null) } };
        weighed.Trail().ShouldNotBeEmpty();
        weighed.Trail().ShouldAllBe(point => double.IsFinite(point.LogE) && point.Limit > 1);
        weighed.Changes().Sum(change => change.Candidate.Requests).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_rollout_that_was_never_judged_does_not_agree()
    {
        var store = Trial.Run(PlanDraw.Draw(1)).Store;
        var id = (await store.ListRolloutsAsync(null, null, false, MaxRollouts, Cancellation))[0].Id;
        var begun = Rejudge.Of([.. (await store.ReadStreamAsync(id, 0, Cancellation)).Take(1)], []);
        (begun.Agrees, begun.Looks.Count, begun.Trail().Count).ShouldBe((false, 0, 0));
    }

    /// <summary>A rollout with a verdict that rests on several samples.</summary>
    private static async Task<(Rejudgement Again, IReadOnlyList<StoredEvent> Events)> FindAsync()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var store = Trial.Run(PlanDraw.Draw(seed)).Store;
            if ((await AgainAsync(store)).FirstOrDefault(one => one.Agrees && one.Samples.Count > 3 && one.Looks.Any(look => look.Recorded.LastSample > one.Samples[2].At)) is { } again)
                return (again, await store.ReadStreamAsync(again.Rollout, 0, Cancellation));
        }

        throw new InvalidOperationException("No life had one: draw others");
    }

    private static TrafficSample Altered(TrafficSample sample, int index) =>
        sample with { Counters = new PerSlot<Counters>(More(sample.Counters.Blue, index), More(sample.Counters.Green, index)) };

    private static Counters More(Counters side, int index) => side with { Requests = side.Requests + (1000 * index) };

    private static async Task<IReadOnlyList<Rejudgement>> AgainAsync(InMemoryStore store)
    {
        var found = new List<Rejudgement>();
        foreach (var row in await store.ListRolloutsAsync(null, null, false, MaxRollouts, Cancellation))
            found.Add(Rejudge.Of(await store.ReadStreamAsync(row.Id, 0, Cancellation), await store.ReadAsync(row.Id, DateTimeOffset.MinValue, Cancellation)));
        return found;
    }
}
