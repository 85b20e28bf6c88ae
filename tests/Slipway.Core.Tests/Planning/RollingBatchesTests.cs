using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Planning;
using Xunit;

namespace Slipway.Core.Tests.Planning;

public sealed class RollingBatchesTests
{
    private static readonly Arbitrary<(int Old, int Wanted, int Surge, int Unavailable)> Cases = Gen.Choose(0, 40)
        .SelectMany(old => Gen.Choose(1, 40).SelectMany(wanted => Gen.Choose(0, 10).SelectMany(surge => Gen.Choose(0, 10).Select(down => (old, wanted, surge, down)))))
        .Where(c => c.surge + c.down > 0)
        .ToArbitrary();

    [Fact]
    public void Ends_with_all_new_and_none_old() => Prop.ForAll(Cases, c =>
        Plan(c)[^1] == new RollingBatches.Batch(c.Wanted, 0)).QuickCheckThrowOnFailure();

    /// <summary>Instances being replaced count until the new ones are ready; those that exist at the start set the level.</summary>
    [Fact]
    public void Never_fewer_ready_than_wanted_less_what_may_be_missing() => Prop.ForAll(Cases, c =>
    {
        var floor = Math.Min(c.Old, Math.Max(0, c.Wanted - c.Unavailable));
        var before = new RollingBatches.Batch(0, c.Old);
        foreach (var batch in Plan(c))
        {
            // While the new ones of this batch start, those of the batch before serve; then the old ones go.
            if (before.New + before.Old < floor || batch.New + batch.Old < floor)
                return false;
            before = batch;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Never_more_in_all_than_the_surge_allows() => Prop.ForAll(Cases, c =>
    {
        var left = c.Old;
        foreach (var batch in Plan(c))
        {
            // New ones start beside the old ones of the batch before.
            if (batch.New + left > Math.Max(c.Old, c.Wanted) + c.Surge && batch.New > 0)
                return false;
            left = batch.Old;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Moves_in_one_direction_and_always_moves() => Prop.ForAll(Cases, c =>
    {
        var before = new RollingBatches.Batch(0, c.Old);
        foreach (var batch in Plan(c))
        {
            if (batch.New < before.New || batch.Old > before.Old || batch == before)
                return false;
            before = batch;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_up_one_down_as_the_default_of_Kubernetes() =>
        RollingBatches.Plan(4, 4, 1, 0).ShouldBe([new(1, 3), new(2, 2), new(3, 1), new(4, 0)]);

    private static IReadOnlyList<RollingBatches.Batch> Plan((int Old, int Wanted, int Surge, int Unavailable) c) =>
        RollingBatches.Plan(c.Old, c.Wanted, c.Surge, c.Unavailable);
}
