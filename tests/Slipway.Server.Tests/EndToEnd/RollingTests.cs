using Shouldly;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

public sealed class RollingTests : IAsyncDisposable
{
    private const int Replicas = 3;

    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_rolling_update_never_has_fewer_ready_instances_than_are_wanted()
    {
        _shop.Spec("rolling: { maxSurge: 1, maxUnavailable: 0, observe: 1s }", Replicas);
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        var rollout = await _shop.DeployAsync("2.0.0");
        var least = int.MaxValue;
        await Poll.UntilAsync(async () =>
        {
            var shop = await _shop.EnvironmentAsync();
            least = Math.Min(least, shop.Slots.Sum(s => s.Ready));
            return shop.LiveRollout is null;
        }, "the update to end", TestContext.Current.CancellationToken);

        (await _shop.RolloutAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        least.ShouldBe(Replicas);
        _shop.InstancesOf("2.0.0").Count.ShouldBe(Replicas);
        _shop.InstancesOf("1.0.0").ShouldBeEmpty();
        await load.EndWithoutLossAsync();
    }
}
