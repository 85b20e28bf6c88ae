using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>How the error budgets of environments stand now.</summary>
public sealed class Budgets(ITrafficHistory history, TimeProvider time)
{
    public async Task<BudgetReading> ReadAsync(EnvironmentKey environment, SloSpec slo, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var periods = await history.ReadTrafficAsync(environment, now - slo.Window, cancellation);
        return ErrorBudget.Read(slo, periods.Select(period => new BurnRatePoint(period.End, period.Requests, period.Errors)), now);
    }
}
