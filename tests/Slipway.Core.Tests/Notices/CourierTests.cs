using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Testing;
using Xunit;
using static Slipway.Core.Tests.Notices.SampleNotices;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Core.Tests.Notices;

public sealed class CourierTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly InMemoryStore _store = new(TimeProvider.System);
    private readonly ScriptedNotifier _notifier = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Figures _figures = new();
    private readonly List<Task> _running = [];
    private bool _mayDeliver = true;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
        _figures.Dispose();
    }

    [Fact]
    public async Task Notices_of_a_rollout_come_in_order_whatever_fails_on_the_way()
    {
        var chance = new Random(7);
        _notifier.Answer = _ => chance.Next(2) == 0 ? new SendOutcome.Again("503") : new SendOutcome.Delivered();
        await HandOnAsync([.. Enumerable.Range(1, 200).Select(i => ($"shop.production.{i % 5}", i))]);
        Start();
        await UntilAsync(async () => (await _store.ListOpenAsync(1000, Cancel)).Count == 0);

        foreach (var rollout in _notifier.Delivered.GroupBy(id => id.Split('/')[0]))
            rollout.Select(id => int.Parse(id.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture)).ShouldBeInOrder();
        _notifier.Delivered.Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public async Task A_rollout_whose_notices_hang_holds_up_no_other()
    {
        var held = new TaskCompletionSource();
        _notifier.Before = id => id.StartsWith("shop.production.1/", StringComparison.Ordinal) ? held.Task : Task.CompletedTask;
        await HandOnAsync(("shop.production.1", 1), ("shop.production.1", 2), ("shop.production.2", 1), ("shop.production.2", 2));
        Start();
        await UntilAsync(() => Task.FromResult(_notifier.Delivered.Count == 2));
        _notifier.Delivered.ShouldBe(["shop.production.2/1", "shop.production.2/2"]);
        held.SetResult();
        await UntilAsync(() => Task.FromResult(_notifier.Delivered.Count == 4));
        _notifier.Delivered.TakeLast(2).ShouldBe(["shop.production.1/1", "shop.production.1/2"]);
    }

    [Fact]
    public async Task A_notice_that_is_refused_for_good_is_a_dead_letter_and_the_next_one_goes()
    {
        _notifier.Answer = id => id.EndsWith("/1", StringComparison.Ordinal) ? new SendOutcome.Refused("404") : new SendOutcome.Delivered();
        await HandOnAsync(("shop.production.1", 1), ("shop.production.1", 2));
        Start();
        await UntilAsync(() => Task.FromResult(_notifier.Delivered.Count == 1));
        var dead = (await _store.ListOpenAsync(10, Cancel)).ShouldHaveSingleItem();
        (dead.State, dead.Message.Key, dead.Error, dead.Attempts).ShouldBe((DeliveryState.Dead, "shop.production.1/1", "404", 1));
        _figures.Sum("slipway.notice.tries{destination=team,outcome=dead}").ShouldBe(1);
    }

    [Fact]
    public async Task A_fault_of_a_channel_is_one_failed_try()
    {
        var first = true;
        _notifier.Answer = _ =>
        {
            (var was, first) = (first, false);
            return was ? throw new InvalidOperationException("a bug") : new SendOutcome.Delivered();
        };
        await HandOnAsync(("shop.production.1", 1));
        Start();
        await UntilAsync(() => Task.FromResult(_notifier.Delivered.Count == 1));
    }

    [Fact]
    public async Task A_server_without_the_role_delivers_nothing()
    {
        _mayDeliver = false;
        await HandOnAsync(("shop.production.1", 1));
        var courier = Start();
        await UntilAsync(() => Task.FromResult(_asked > 0));
        _notifier.Delivered.ShouldBeEmpty();
        _mayDeliver = true;
        courier.Wake();
        await UntilAsync(() => Task.FromResult(_notifier.Delivered.Count == 1));
    }

    private int _asked;

    private Courier Start()
    {
        var retry = new RetrySpec { Backoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(4) };
        var courier = new Courier("team", _notifier, retry, _store, MayDeliverAsync, new Random(1), TimeProvider.System, NullLogger<Courier>.Instance, new NoticeInstruments(_figures.Meter));
        _running.Add(Task.Run(() => courier.RunAsync(_stop.Token), Cancel));
        return courier;
    }

    private Task<bool> MayDeliverAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult(_mayDeliver);
    }

    private async Task HandOnAsync(params (string Rollout, int Sequence)[] notices)
    {
        var messages = notices.Select(n => new OutboxMessage($"{n.Rollout}/{n.Sequence}", n.Rollout, "rollout.promoted", Notice(sequence: n.Sequence, rollout: n.Rollout).ToJson()));
        await _store.AppendAsync(To("r1", 0, Event()) with { Outbox = [.. messages] }, Cancel);
        foreach (var pending in await _store.ReadPendingAsync(notices.Length, Cancel))
            (await _store.HandOnAsync(pending.Id, ["team"], TimeProvider.System.GetUtcNow(), Cancel)).ShouldBeTrue();
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancel);
        }
    }
}
