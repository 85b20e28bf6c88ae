using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>What both sides of an environment answered together in a minute, or in an hour that is long past.</summary>
/// <param name="Start">The beginning of a whole minute or hour, in UTC.</param>
/// <param name="Length">A minute or an hour.</param>
/// <param name="Requests">0 or more; a period that is not there was not measured.</param>
/// <param name="Errors">0 or more. Answers that break off count when they do: a period may have more errors than requests.</param>
public sealed record TrafficPeriod(EnvironmentKey Environment, DateTimeOffset Start, TimeSpan Length, long Requests, long Errors)
{
    public DateTimeOffset End => Start + Length;
}
