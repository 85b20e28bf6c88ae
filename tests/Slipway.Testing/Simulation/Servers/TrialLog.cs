using Microsoft.Extensions.Logging;
using Slipway.Core.Engine;
using Slipway.Testing.Simulation.Checks;

namespace Slipway.Testing.Simulation.Servers;

/// <summary>A log in which a fault of the program is a violation, and nothing else matters.</summary>
internal sealed class TrialLog(Verdicts verdicts) : ILogger<RolloutEngine>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            verdicts.Add("fault", $"{formatter(state, exception)}: {exception}");
    }
}
