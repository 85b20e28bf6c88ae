using Microsoft.Extensions.Logging;
using Slipway.Core.Values;

namespace Slipway.Local.Processes;

/// <summary>What the target tells its operator. Never a variable's value.</summary>
internal static partial class ProcessesLog
{
    [LoggerMessage(1, LogLevel.Information, "{Environment}: started {Instance}, process {Pid}, port {Port}")]
    public static partial void Started(ILogger logger, EnvironmentKey environment, string instance, int pid, int port);

    [LoggerMessage(2, LogLevel.Information, "{Environment}: found {Instance} again, process {Pid}")]
    public static partial void Adopted(ILogger logger, EnvironmentKey environment, string instance, int pid);

    [LoggerMessage(3, LogLevel.Warning, "{Environment}: {Instance} ended by itself, {End}")]
    public static partial void Crashed(ILogger logger, EnvironmentKey environment, string instance, string end);

    [LoggerMessage(4, LogLevel.Error, "{Environment}: {Instance} will not be started again: {Reason}")]
    public static partial void Failed(ILogger logger, EnvironmentKey environment, string instance, string reason);

    [LoggerMessage(5, LogLevel.Information, "{Environment}: stopped {Instance}, {End}")]
    public static partial void Stopped(ILogger logger, EnvironmentKey environment, string instance, string end);

    [LoggerMessage(6, LogLevel.Warning, "{Environment}: {Instance} did not end within {Seconds} s and was killed")]
    public static partial void Killed(ILogger logger, EnvironmentKey environment, string instance, double seconds);

    [LoggerMessage(7, LogLevel.Warning, "{Environment}: {Instance} fails its liveness probe and is restarted: {Complaint}")]
    public static partial void Broken(ILogger logger, EnvironmentKey environment, string instance, string complaint);

    [LoggerMessage(8, LogLevel.Error, "{Environment}: the record of slot {Slot} could not be written; trying again")]
    public static partial void RecordFailed(ILogger logger, Exception error, EnvironmentKey environment, Slot slot);

    [LoggerMessage(9, LogLevel.Error, "{Environment}: looking after slot {Slot} failed; trying again")]
    public static partial void TurnFailed(ILogger logger, Exception error, EnvironmentKey environment, Slot slot);
}
