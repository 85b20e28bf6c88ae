using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>What people get wrong: a clear answer, and nothing is changed.</summary>
public sealed class BadInputTests : IAsyncDisposable
{
    private const string Canary = "canary: { weights: [50%, 100%], observe: 1s }";

    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData("canary: { wieghts: [50%, 100%] }", "wieghts", "did you mean")]
    [InlineData("canary: { weights: 50 }", "weights", "list")]
    [InlineData("canary: { weights: [50%, 25%, 100%] }", "weights", "rise")]
    [InlineData("canary: { weights: [5%, 50%] }", "weights", "100")]
    [InlineData("canary: { weights: [100%], observe: soon }", "observe", "soon")]
    public async Task A_wrong_spec_is_refused_with_its_line_before_anything_is_done(string strategy, string path, string says)
    {
        _shop.Spec(strategy);
        var validated = (await _shop.RunAsync("validate", "-o", "json")).Ended(ExitCodes.Invalid);
        using var errors = JsonDocument.Parse(validated.Out + validated.Error);
        var error = errors.RootElement.GetProperty("errors")[0];
        error.GetProperty("path").GetString()!.ShouldContain(path);
        error.GetProperty("message").GetString()!.ShouldContain(says);
        var line = error.GetProperty("line").GetInt32();
        (await File.ReadAllLinesAsync(_shop.SpecFile, Cancel))[line - 1].ShouldContain(strategy);
        (await _shop.RunAsync("serve", "--listen", $"{_shop.ApiPort}")).Ended(ExitCodes.Invalid).Error.ShouldContain($"slipway.yaml:{line}:");
        Directory.Exists(Path.Combine(_shop.Folder, ".slipway")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_cannot_be_deployed_is_refused_and_the_record_stays_as_it_was()
    {
        _shop.Spec(Canary);
        await _shop.StartWithAsync("1.0.0");
        (await _shop.RunAsync("deploy", "--version", "9.9.9")).Ended(ExitCodes.Invalid).Error.ShouldContain("the artifact of 9.9.9 is missing");
        (await _shop.RunAsync("deploy", "--version", "../etc")).Ended(ExitCodes.Invalid);
        (await _shop.RunAsync("deploy", "--version", "2.0.0", "--env", "staging")).Error.ShouldContain("known: production");
        (await _shop.RunAsync("deploy", "--verison", "2.0.0")).Ended(ExitCodes.Invalid).Error.ShouldContain("--version");

        _shop.Spec(Canary, command: """[./no-such-program, "{port}"]""");
        (await _shop.RunAsync("deploy", "--version", "2.0.0")).Ended(ExitCodes.Invalid).Error.ShouldContain("no-such-program");
        _shop.Spec("canary: { weights: [50%] }");
        (await _shop.RunAsync("deploy", "--version", "2.0.0")).Ended(ExitCodes.Invalid).Error.ShouldContain("100");
        (await _shop.RunAsync("doctor")).Out.ShouldContain("slipway.yaml:");

        _shop.Spec(Canary);
        (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListRolloutSummaryView, "history")).ShouldHaveSingleItem();
        (await _shop.RunAsync("deploy", "--version", "2.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
    }

    [Fact]
    public async Task A_command_that_fits_several_apps_names_them_and_does_nothing()
    {
        _shop.Spec(Canary);
        var billing = (await File.ReadAllTextAsync(_shop.SpecFile, Cancel)).Replace("app: shop", "app: billing", StringComparison.Ordinal)
            .Replace($"{_shop.GatewayPort}", $"{FreePort.Take()}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "billing.yaml"), billing, Cancel);
        await _shop.StartAsync("-f", "slipway.yaml", "-f", "billing.yaml");
        var unclear = (await _shop.RunAsync("deploy", "--version", "1.0.0")).Ended(ExitCodes.Invalid);
        unclear.Error.ShouldContain("shop, billing");
        unclear.Error.ShouldContain("--app");
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--app", "billing", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListRolloutSummaryView, "history")).ShouldHaveSingleItem().App.ShouldBe("billing");
    }

    [Fact]
    public async Task A_version_that_crashes_or_never_gets_ready_is_taken_back_before_it_has_traffic()
    {
        _shop.Release("4.0.0", startDelayMilliseconds: 600_000);
        _shop.Spec(Canary, within: "2s");
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        var crashing = (await _shop.RunAsync("deploy", "--version", Installation.Crashing, "--wait", "--timeout", "1m")).Ended(ExitCodes.RolledBack);
        crashing.Out.ShouldContain("ended 3 times");
        crashing.Out.ShouldContain("JsonException", Case.Sensitive, "the last lines of the log");
        var late = (await _shop.RunAsync("deploy", "--version", "4.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.RolledBack);
        late.Out.ShouldContain("0 ready");
        _shop.InstancesOf("4.0.0").ShouldBeEmpty();
        await load.EndWithoutLossAsync();
        load.Of("4.0.0").ShouldBe(0);
        (await _shop.EnvironmentAsync()).StableVersion.ShouldBe("1.0.0");
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_named_for_the_server_and_for_the_gateway()
    {
        using var other = new TcpListener(IPAddress.Loopback, _shop.ApiPort);
        other.Start();
        _shop.Spec(Canary);
        (await _shop.RunAsync("serve", "--listen", $"{_shop.ApiPort}")).Ended(ExitCodes.Failed).Error.ShouldContain($"127.0.0.1:{_shop.ApiPort} is in use");
        other.Stop();

        using var neighbour = new TcpListener(IPAddress.Loopback, _shop.GatewayPort);
        neighbour.Start();
        await _shop.StartAsync();
        await Poll.UntilAsync(async () => (await _shop.EnvironmentAsync()).Gateway is { State: "down", Error: not null }, "the gateway's trouble", Cancel);
        (await _shop.RunAsync("status")).Out.ShouldContain($"{_shop.GatewayPort}");
        (await _shop.RunAsync("doctor")).Ended(ExitCodes.Failed).Out.ShouldContain("in use");
        neighbour.Stop();
        await Poll.UntilAsync(async () => (await _shop.EnvironmentAsync()).Gateway is { State: "serving", Error: null }, "the gateway to serve", Cancel);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named_with_what_to_do()
    {
        var status = (await _shop.RunAsync("status", "--server", $"http://127.0.0.1:{_shop.ApiPort}", "-o", "json")).Ended(ExitCodes.Failed);
        (status.Out + status.Error).ShouldContain("slipway serve");
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--server", "no address")).Ended(ExitCodes.Invalid).Error.ShouldContain("--server");
    }
}
