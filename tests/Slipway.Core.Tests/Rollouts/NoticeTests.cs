using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Rollouts;

public sealed class NoticeTests
{
    private readonly Story _story = new Story(Samples.Deploy(Samples.Canary)).Until<ShiftStep>();

    [Fact]
    public void A_split_is_noted_when_it_changes()
    {
        _story.Split(Weight.Zero);

        Notice.Weights(_story.State, TrafficSplit.AllTo(Slot.Blue)).ShouldBeNull();
        Notice.Weights(_story.State, null).ShouldBeNull();
        Notice.Weights(_story.State, TrafficSplit.AllTo(Slot.Green)).ShouldBe(new WeightsObserved(TrafficSplit.AllTo(Slot.Green)));
    }

    [Fact]
    public void What_the_router_still_shows_is_no_news_before_it_comes_to_an_order()
    {
        _story.Split(Weight.Zero).Run(EffectOutcome.Unknown);

        Notice.Weights(_story.State, TrafficSplit.AllTo(Slot.Blue)).ShouldBeNull();
        Notice.Weights(_story.State, _story.State.WantedSplit).ShouldNotBeNull();
    }

    [Fact]
    public void Instances_are_noted_when_their_numbers_change_and_after_an_order()
    {
        var four = new WorkloadStatus(ReleaseVersion.Parse("2.0.0"), 4, [.. Enumerable.Range(1, 4).Select(i => new InstanceStatus($"green-{i}", InstanceState.Ready, null, 0, Samples.Start, ""))], null);

        Notice.Workload(_story.State, Slot.Green, four).ShouldBeNull();
        Notice.Workload(_story.State, Slot.Green, four with { Wanted = 5 }).ShouldNotBeNull();
        Notice.Workload(_story.State, Slot.Blue, WorkloadStatus.Nothing).ShouldNotBeNull("it was never looked at");
    }

    [Fact]
    public void A_verdict_is_noted_when_it_changes_and_not_its_numbers()
    {
        var finding = new Finding("rule", Verdict.Pass, "1 of 100", 0.01, null, 100);
        _story.Tell(new VerdictChanged(Evaluation.Of([finding])));

        Notice.Judgement(_story.State, Evaluation.Of([finding with { Requests = 200, Sentence = "2 of 200" }])).ShouldBeNull();
        Notice.Judgement(_story.State, Evaluation.Of([finding with { Verdict = Verdict.Inconclusive }])).ShouldNotBeNull();
        Notice.Judgement(_story.State, Evaluation.Of([finding with { Holds = !finding.Holds }])).ShouldNotBeNull();
    }
}
