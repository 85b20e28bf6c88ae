using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Slipway.Server.Metrics;

/// <summary>Counts what is logged: a fault of the program is a critical line, whichever part it is in.</summary>
internal sealed class LogInstruments : ILoggerProvider, ILogger
{
    private readonly Counter<long> _lines;

    public LogInstruments(Meter meter) =>
        _lines = meter.CreateCounter<long>("slipway.log.lines", "{line}", "Lines in the log, by level (warning, error, critical): a critical one is a fault of the program, or a record that was tampered with");

    /// <summary>All levels are there from now on: the first line would not be seen as a rise otherwise.</summary>
    public void Begin()
    {
        foreach (var level in (ReadOnlySpan<LogLevel>)[LogLevel.Warning, LogLevel.Error, LogLevel.Critical])
            Count(level, 0);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Warning or LogLevel.Error or LogLevel.Critical;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Count(logLevel, 1);
    }

    public void Dispose()
    {
        // The meter is not its own.
    }

    private void Count(LogLevel level, long lines) => _lines.Add(lines, new KeyValuePair<string, object?>("level", level.ToString().ToLowerInvariant()));
}
