using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>Two apps on one server, real processes, released together.</summary>
public sealed class TrainTests : IAsyncLifetime
{
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        Spec("prices", FreePort.Take());
        Spec("shop", _shop.GatewayPort);
        await _shop.StartAsync("-f", "prices.yaml", "-f", "shop.yaml");
        foreach (var app in (string[])["prices", "shop"])
            (await _shop.RunAsync("deploy", "--app", app, "--version", "1.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Both_come_and_a_server_that_is_killed_on_the_way_goes_on()
    {
        Release("[[{ app: prices, version: 2.0.0 }], [{ app: shop, version: 2.0.0 }]]\nsoak: 1s");
        (await _shop.RunAsync("release", "start", "release.yaml", "--reason", "together")).Ended(ExitCodes.Done);
        await Poll.UntilAsync(
            async () => (await _shop.RunAsync("history", "--limit", "10")).Out.Contains("prices.production.2", StringComparison.Ordinal), "the first wave to be opened", TestContext.Current.CancellationToken);
        await _shop.UntilAsync("prices.production.2", r => r.Phase != RolloutPhase.Planned, "the first wave to begin");
        await _shop.KillServerAsync();
        await _shop.StartAsync("-f", "prices.yaml", "-f", "shop.yaml");

        (await _shop.RunAsync("release", "status", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);

        (await _shop.RunAsync("history", "--limit", "10")).Out.ShouldNotContain(".production.3");
        (await StableAsync()).ShouldBe("prices 2.0.0, shop 2.0.0");
    }

    [Fact]
    public async Task One_that_is_bad_takes_the_other_back()
    {
        Release($"[[{{ app: prices, version: 2.0.0 }}], [{{ app: shop, version: {Installation.Crashing} }}]]");

        var result = (await _shop.RunAsync("release", "start", "release.yaml", "--wait", "--timeout", "1m")).Ended(ExitCodes.RolledBack);

        result.Out.ShouldContain("rolled back, nothing of it is left");
        (await StableAsync()).ShouldBe("prices 1.0.0, shop 1.0.0");
    }

    private void Release(string waves) =>
        File.WriteAllText(Path.Combine(_shop.Folder, "release.yaml"), $"name: spring\nenvironment: production\nwaves: {waves}\n");

    private void Spec(string app, int port)
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 500ms }");
        var text = File.ReadAllText(_shop.SpecFile).Replace("app: shop", $"app: {app}", StringComparison.Ordinal)
            .Replace($":{_shop.GatewayPort}", $":{port}", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_shop.Folder, $"{app}.yaml"), text);
        File.Delete(_shop.SpecFile);
    }

    private async Task<string> StableAsync()
    {
        var environments = await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListEnvironmentView, "status");
        return string.Join(", ", environments.OrderBy(e => e.App, StringComparer.Ordinal).Select(e => $"{e.App} {e.StableVersion}"));
    }
}
