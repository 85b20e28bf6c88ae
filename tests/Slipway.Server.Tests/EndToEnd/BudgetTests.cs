using Shouldly;
using Slipway.Contracts;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>From the users' requests to the gate: what the gateway counts burns the budget, and the repair passes it.</summary>
public sealed class BudgetTests : IAsyncDisposable
{
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Errors_that_users_get_block_a_deploy_and_the_repair_is_let_past_with_a_reason()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 1s }\n    slo: { objective: 99% }");
        await _shop.StartWithAsync(Installation.Faulty);
        await using var load = new OpenLoad(_shop.Gateway);

        await Poll.UntilAsync(
            async () => (await _shop.RunAsync("plan", "--version", "2.0.0")).Ended(ExitCodes.Done).Out.Contains("--override-budget", StringComparison.Ordinal),
            "the errors to show in the error budget",
            TestContext.Current.CancellationToken);
        var blocked = (await _shop.RunAsync("deploy", "--version", "2.0.0")).Ended(ExitCodes.Blocked);
        blocked.Error.ShouldContain("it burns at");

        (await _shop.RunAsync("deploy", "--version", "2.0.0", "--override-budget", "--reason", "the repair", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        (await _shop.EnvironmentAsync()).StableVersion.ShouldBe("2.0.0");
    }
}
