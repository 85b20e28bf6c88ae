using Shouldly;
using Slipway.Contracts;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Server.Tests.Api;

/// <summary>What people are told of an error budget that holds them, and how they go on all the same.</summary>
public sealed class BudgetTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_budget_that_is_used_up_blocks_a_deploy_until_it_is_overridden_with_a_reason()
    {
        await DeployedAsync("1.0.0");
        await MeasureAsync(TimeSpan.FromDays(2), requests: 100_000, errors: 150);

        var (code, _, error) = await _server.SlipwayAsync("deploy", "--version", "2.0.0", "--env", "promised");
        code.ShouldBe(ExitCodes.Blocked);
        error.ShouldContain("the error budget of 99.9 % over 30d is used up: 150 of 100000 requests failed, 100 were allowed");
        error.ShouldContain("--override-budget");
        (await _server.SlipwayAsync("plan", "--version", "2.0.0", "--env", "promised")).Out.ShouldContain("warning: a deploy now needs --override-budget");
        (await _server.SlipwayAsync("deploy", "--version", "2.0.0", "--env", "promised", "--override-budget")).Error.ShouldContain("needs a reason");

        await DeployedAsync("2.0.0", "--override-budget", "--reason", "the repair");
        (await _server.SlipwayAsync("events", "storefront.promised.2", "--limit", "1000")).Out.ShouldContain("(the repair); the error budget is overridden: the error budget of 99.9 % over 30d is used up");
    }

    [Fact]
    public async Task A_budget_that_is_low_makes_the_steps_smaller_and_the_plan_says_so()
    {
        await DeployedAsync("1.0.0");
        await MeasureAsync(TimeSpan.FromDays(2), requests: 100_000, errors: 80);

        var plan = (await _server.SlipwayAsync("plan", "--version", "2.0.0", "--env", "promised")).Out;

        plan.ShouldContain("shift 12.5 % of the traffic to 2.0.0");
        plan.ShouldContain("warning: less than 25 % of the error budget of 99.9 % over 30d are left");
    }

    private async Task DeployedAsync(string version, params string[] more)
    {
        var (code, text, error) = await _server.SlipwayAsync(["deploy", "--version", version, "--env", "promised", "--wait", "--timeout", "1m", .. more]);
        code.ShouldBe(ExitCodes.Done, text + error);
    }

    private Task MeasureAsync(TimeSpan ago, long requests, long errors)
    {
        var at = TimeProvider.System.GetUtcNow() - ago;
        var minute = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
        return _server.History.AddTrafficAsync(
            [new TrafficPeriod(new EnvironmentKey("storefront", "promised"), minute, TimeSpan.FromMinutes(1), requests, errors)], TestContext.Current.CancellationToken);
    }
}
