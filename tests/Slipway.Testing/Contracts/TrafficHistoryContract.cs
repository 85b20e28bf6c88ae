using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Testing.Contracts;

/// <summary>What every keeper of the traffic's history promises: minutes add up, and hours say the same as their minutes.</summary>
public abstract class TrafficHistoryContract : StoreContract
{
    private static readonly EnvironmentKey Shop = new("shop", "production");

    private static readonly EnvironmentKey Other = new("shop", "staging");

    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Minutes_are_read_back_in_order_and_only_those_of_the_environment()
    {
        await History.AddTrafficAsync([Minute(2, 30, 3), Minute(0, 10, 1), Minute(0, 99, 9) with { Environment = Other }], Cancellation);
        await History.AddTrafficAsync([Minute(1, 20, 2)], Cancellation);
        await History.AddTrafficAsync([], Cancellation);

        (await History.ReadTrafficAsync(Shop, DateTimeOffset.MinValue, Cancellation)).ShouldBe([Minute(0, 10, 1), Minute(1, 20, 2), Minute(2, 30, 3)]);
        (await History.ReadTrafficAsync(new EnvironmentKey("none", "production"), DateTimeOffset.MinValue, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_comes_for_a_minute_again_is_added_to_it()
    {
        await History.AddTrafficAsync([Minute(0, 10, 1), Minute(1, 0, 0)], Cancellation);
        await History.AddTrafficAsync([Minute(0, 5, 5), Minute(1, 7, 0)], Cancellation);

        (await History.ReadTrafficAsync(Shop, DateTimeOffset.MinValue, Cancellation)).ShouldBe([Minute(0, 15, 6), Minute(1, 7, 0)]);
    }

    [Fact]
    public async Task A_period_that_ends_after_the_instant_is_read_also_where_it_began_before()
    {
        await History.AddTrafficAsync([Minute(0, 10, 0), Minute(60, 20, 0), Minute(61, 30, 0)], Cancellation);
        await History.FoldTrafficAsync(Nine.AddHours(1), Cancellation);

        (await History.ReadTrafficAsync(Shop, Nine.AddMinutes(59), Cancellation)).ShouldBe([Hour(0, 10, 0), Minute(60, 20, 0), Minute(61, 30, 0)]);
        (await History.ReadTrafficAsync(Shop, Nine.AddMinutes(60.5), Cancellation)).ShouldBe([Minute(60, 20, 0), Minute(61, 30, 0)]);
        (await History.ReadTrafficAsync(Shop, Nine.AddMinutes(61), Cancellation)).ShouldBe([Minute(61, 30, 0)]);
    }

    [Fact]
    public async Task Minutes_become_hours_one_at_a_time_and_nothing_is_lost()
    {
        await History.AddTrafficAsync([Minute(0, 10, 1), Minute(59, 20, 2), Minute(75, 30, 3), Minute(121, 40, 4), Minute(30, 5, 0) with { Environment = Other }], Cancellation);

        (await History.FoldTrafficAsync(Nine.AddMinutes(59), Cancellation)).ShouldBeFalse();
        (await History.FoldTrafficAsync(Nine.AddHours(2), Cancellation)).ShouldBeTrue();
        (await History.ReadTrafficAsync(Shop, DateTimeOffset.MinValue, Cancellation)).ShouldBe([Hour(0, 30, 3), Minute(75, 30, 3), Minute(121, 40, 4)]);
        (await History.FoldTrafficAsync(Nine.AddHours(2), Cancellation)).ShouldBeTrue();
        (await History.FoldTrafficAsync(Nine.AddHours(2), Cancellation)).ShouldBeFalse();
        (await History.ReadTrafficAsync(Shop, DateTimeOffset.MinValue, Cancellation)).ShouldBe([Hour(0, 30, 3), Hour(1, 30, 3), Minute(121, 40, 4)]);
        (await History.ReadTrafficAsync(Other, DateTimeOffset.MinValue, Cancellation)).ShouldBe([Hour(0, 5, 0) with { Environment = Other }]);

        // A minute that came late finds its hour.
        await History.AddTrafficAsync([Minute(3, 1, 1)], Cancellation);
        (await History.FoldTrafficAsync(Nine.AddHours(2), Cancellation)).ShouldBeTrue();
        (await History.ReadTrafficAsync(Shop, DateTimeOffset.MinValue, Cancellation)).ShouldBe([Hour(0, 31, 4), Hour(1, 30, 3), Minute(121, 40, 4)]);
    }

    [Fact]
    public async Task What_is_too_old_goes_in_parts()
    {
        await History.AddTrafficAsync([Minute(0, 10, 1), Minute(1, 20, 2), Minute(2, 30, 3), Minute(60, 40, 4)], Cancellation);

        (await History.RemoveTrafficAsync(Nine.AddMinutes(60), 2, Cancellation)).ShouldBe(2);
        (await History.RemoveTrafficAsync(Nine.AddMinutes(60), 2, Cancellation)).ShouldBe(1);
        (await History.RemoveTrafficAsync(Nine.AddMinutes(60), 2, Cancellation)).ShouldBe(0);
        (await History.ReadTrafficAsync(Shop, DateTimeOffset.MinValue, Cancellation)).ShouldBe([Minute(60, 40, 4)]);
    }

    [Fact]
    public async Task The_minutes_of_many_environments_come_at_once()
    {
        var keys = Enumerable.Range(0, 250).Select(i => new EnvironmentKey($"app-{i}", "production")).ToList();
        await History.AddTrafficAsync([.. keys.Select(key => Minute(0, 10, 1) with { Environment = key })], Cancellation);
        await History.AddTrafficAsync([.. keys.Select(key => Minute(0, 10, 1) with { Environment = key })], Cancellation);

        (await History.ReadTrafficAsync(keys[^1], DateTimeOffset.MinValue, Cancellation)).ShouldBe([Minute(0, 20, 2) with { Environment = keys[^1] }]);
    }

    private static TrafficPeriod Minute(int minute, long requests, long errors) => new(Shop, Nine.AddMinutes(minute), OneMinute, requests, errors);

    private static TrafficPeriod Hour(int hour, long requests, long errors) => new(Shop, Nine.AddHours(hour), TimeSpan.FromHours(1), requests, errors);
}
