using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine;

/// <summary>Engines that share a store: who drives what, and what becomes of it when one of them is not well.</summary>
public sealed class SeveralServersTests
{
    private const int Apps = 12;

    /// <summary>Watched for so long that nothing ends while a test looks on.</summary>
    private static readonly CanarySpec Long = Samples.Canary with { Observe = TimeSpan.FromMinutes(30) };

    [Fact]
    public void Rollouts_are_shared_evenly_and_then_stay_where_they_are() => Cluster.Run(Long, Apps, async cluster =>
    {
        Server[] servers = [cluster.Start("one"), cluster.Start("two"), cluster.Start("three")];
        await cluster.WatchedAsync(servers[0]);
        await cluster.UntilAsync(async () => await AllHoldAsync(servers, Apps / 3));

        var before = await LeasesAsync(cluster, servers);
        await cluster.RestAsync(120);
        (await LeasesAsync(cluster, servers)).ShouldBe(before);
    });

    [Fact]
    public void A_server_that_comes_later_is_given_its_share_and_no_more_is_moved() => Cluster.Run(Long, Apps, async cluster =>
    {
        var (one, two) = (cluster.Start("one"), cluster.Start("two"));
        await cluster.WatchedAsync(one);
        await cluster.UntilAsync(async () => await AllHoldAsync([one, two], Apps / 2));
        var before = await LeasesAsync(cluster, [one, two]);

        var three = cluster.Start("three");

        (await cluster.UntilAsync(async () => await AllHoldAsync([one, two, three], Apps / 3))).TotalSeconds.ShouldBeLessThan(5);
        (await LeasesAsync(cluster, [one, two])).ShouldBeSubsetOf(before);
    });

    [Fact]
    public void A_server_that_is_away_for_a_moment_moves_nothing() => Cluster.Run(Long, Apps, async cluster =>
    {
        var (one, two) = (cluster.Start("one"), cluster.Start("two"));
        await cluster.WatchedAsync(one);
        await cluster.UntilAsync(async () => await AllHoldAsync([one, two], Apps / 2));
        var before = await LeasesAsync(cluster, [one, two]);

        one.IsCutOff = true;
        await cluster.RestAsync(2);
        one.IsCutOff = false;
        await cluster.RestAsync(30);

        (await LeasesAsync(cluster, [one, two])).ShouldBe(before);
    });

    [Fact]
    public void What_a_server_held_that_stops_in_order_is_driven_by_the_others_within_a_second() => Cluster.Run(Long, Apps, async cluster =>
    {
        var (one, two) = (cluster.Start("one"), cluster.Start("two"));
        await cluster.WatchedAsync(one);
        await cluster.UntilAsync(async () => await AllHoldAsync([one, two], Apps / 2));

        await one.StopAsync();

        (await cluster.UntilAsync(async () => await two.HeldAsync() == Apps)).TotalSeconds.ShouldBeLessThanOrEqualTo(1);
    });

    [Fact]
    public void What_a_server_held_that_dies_is_driven_by_the_others_within_five_seconds() => Cluster.Run(Long, Apps, async cluster =>
    {
        var (one, two) = (cluster.Start("one"), cluster.Start("two"));
        await cluster.WatchedAsync(one);
        await cluster.UntilAsync(async () => await AllHoldAsync([one, two], Apps / 2));

        await one.DieAsync();

        (await cluster.UntilAsync(async () => await two.HeldAsync() == Apps)).TotalSeconds.ShouldBeLessThan(5);
    });

    [Fact]
    public void A_command_takes_effect_at_once_whichever_server_it_reaches() => Cluster.Run(Long, 2, async cluster =>
    {
        var (one, two) = (cluster.Start("one"), cluster.Start("two"));
        var ids = await cluster.WatchedAsync(one);
        await cluster.UntilAsync(async () => await AllHoldAsync([one, two], 1));

        foreach (var id in ids)
        {
            (await one.Service.CommandAsync(id, new Command.Abort("alice", null), "alice", default)).IsAccepted.ShouldBeTrue();
            (await cluster.UntilAsync(async () => (await cluster.LoadAsync(id)).WantedSplit == TrafficBack)).TotalSeconds.ShouldBeLessThan(0.5);
        }
    });

    [Fact]
    public void A_new_rollout_is_begun_at_once_also_where_its_server_drives_none() => Cluster.Run(Long, 1, async cluster =>
    {
        var (one, two) = (cluster.Start("one"), cluster.Start("two"));
        await cluster.RestAsync(3.2);
        one.IsCutOff = true;

        var id = await Cluster.DeployAsync(one, "app-00", "1.0.0");

        (await cluster.UntilAsync(async () => (await cluster.LoadAsync(id)).Phase == RolloutPhase.Running)).TotalSeconds.ShouldBeLessThan(0.3);
        (await two.HeldAsync()).ShouldBe(1);
    });

    [Fact]
    public void A_server_that_could_not_renew_for_a_term_begins_no_effect_and_goes_on_when_it_can() => Cluster.Run(Samples.Canary, 1, async cluster =>
    {
        var one = cluster.Start("one");
        var id = (await cluster.WatchedAsync(one)).Single();
        one.IsCutOff = true;
        var cutOff = cluster.Now;
        cluster.Worlds.BeforeOrder = order => (cluster.Now - cutOff).ShouldBeLessThan(RolloutEngine.LeaseTerm, order.Key);

        await cluster.RestAsync(600);
        (await cluster.LoadAsync(id)).Effect.ShouldBeNull();

        cluster.Worlds.BeforeOrder = _ => { };
        one.IsCutOff = false;
        await cluster.UntilAsync(async () => (await cluster.LoadAsync(id)).Phase == RolloutPhase.Succeeded);
    });

    private static TrafficSplit TrafficBack { get; } = TrafficSplit.AllTo(Slot.Blue);

    private static async Task<bool> AllHoldAsync(IEnumerable<Server> servers, int count)
    {
        foreach (var server in servers)
        {
            if (await server.HeldAsync() != count)
                return false;
        }

        return true;
    }

    private static async Task<IReadOnlyList<Lease>> LeasesAsync(Cluster cluster, IEnumerable<Server> servers)
    {
        var leases = new List<Lease>();
        foreach (var server in servers)
            leases.AddRange(await cluster.Store.HeldAsync(server.Id, default));
        return leases;
    }
}
