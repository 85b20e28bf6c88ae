using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Core.Ports;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Server.Tests.Api;

/// <summary><c>slipway notices</c> against a server that delivers none by itself.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_is_not_delivered_is_listed_with_its_last_error_and_dead_letters_are_tried_anew()
    {
        (await _server.SlipwayAsync("notices")).Out.ShouldContain("every notice is delivered");
        await HandOnAsync();

        var listed = JsonSerializer.Deserialize((await _server.SlipwayAsync("notices", "-o", "json")).Out, SlipwayJson.Default.IReadOnlyListNoticeView)!;
        listed.Select(n => (n.Destination, n.State, n.Error)).ShouldBe([("team", NoticeState.Dead, "404 NotFound"), ("pager", NoticeState.Failing, "503"), ("mail", NoticeState.Pending, null)]);
        var text = (await _server.SlipwayAsync("notices")).Out;
        text.ShouldContain("404 NotFound");
        text.ShouldContain("failing");

        (await _server.SlipwayAsync("notices", "retry")).Code.ShouldBe(ExitCodes.Invalid);
        (await _server.SlipwayAsync("notices", "retry", "987654")).Code.ShouldBe(ExitCodes.Failed);
        (await _server.SlipwayAsync("notices", "retry", "--dead")).Out.ShouldContain("1 notice is tried anew");
        JsonSerializer.Deserialize((await _server.SlipwayAsync("notices", "-o", "json")).Out, SlipwayJson.Default.IReadOnlyListNoticeView)!
            .Count(n => n.State == NoticeState.Dead).ShouldBe(0);
    }

    [Fact]
    public async Task A_notice_is_tried_anew_by_its_number()
    {
        await HandOnAsync();
        var dead = (await _server.Deliveries.ListOpenAsync(10, Cancel))[0];
        (await _server.SlipwayAsync("notices", "retry", $"{dead.Id}")).Out.ShouldContain("1 notice is tried anew");
        (await _server.Deliveries.ListOpenAsync(10, Cancel))[0].State.ShouldBe(DeliveryState.Pending);
    }

    private async Task HandOnAsync()
    {
        await _server.Store.AppendAsync(To("r1", 0, Event()) with { Outbox = [Message("r1/1")] }, Cancel);
        var pending = (await _server.Outbox.ReadPendingAsync(1, Cancel))[0];
        await _server.Deliveries.HandOnAsync(pending.Id, ["team", "pager", "mail"], Nine, Cancel);
        var open = await _server.Deliveries.ListOpenAsync(10, Cancel);
        await _server.Deliveries.RecordAsync(open[0].Id, new DeliveryTry(DeliveryState.Dead, 1, Nine, "404 NotFound"), Nine, Cancel);
        await _server.Deliveries.RecordAsync(open[1].Id, new DeliveryTry(DeliveryState.Pending, 3, Nine, "503"), Nine, Cancel);
    }
}
