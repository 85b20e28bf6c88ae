using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Simulation;

public sealed partial class InMemoryStore
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Dictionary<(EnvironmentKey Environment, DateTimeOffset Start, TimeSpan Length), TrafficPeriod> _traffic = [];

    public Task AddTrafficAsync(IReadOnlyList<TrafficPeriod> minutes, CancellationToken cancellation) =>
        At(() =>
        {
            foreach (var minute in minutes)
                Add(minute);
            return true;
        }, cancellation);

    public Task<IReadOnlyList<TrafficPeriod>> ReadTrafficAsync(EnvironmentKey environment, DateTimeOffset since, CancellationToken cancellation) =>
        At<IReadOnlyList<TrafficPeriod>>(
            () => [.. _traffic.Values.Where(period => period.Environment == environment && period.End > since).OrderBy(period => period.Start)], cancellation);

    public Task<bool> FoldTrafficAsync(DateTimeOffset before, CancellationToken cancellation) =>
        At(() =>
        {
            var minutes = _traffic.Values.Where(period => period.Length < Hour).GroupBy(period => period.Start.AddTicks(-(period.Start.Ticks % Hour.Ticks))).MinBy(hour => hour.Key);
            if (minutes is null || minutes.Key + Hour > before)
                return false;
            foreach (var minute in minutes.ToList())
            {
                _traffic.Remove((minute.Environment, minute.Start, minute.Length));
                Add(minute with { Start = minutes.Key, Length = Hour });
            }

            return true;
        }, cancellation);

    public Task<int> RemoveTrafficAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        At(
            () => _traffic.Values.Where(period => period.Start < before).OrderBy(period => period.Start).Take(limit).ToList()
                .Count(period => _traffic.Remove((period.Environment, period.Start, period.Length))),
            cancellation);

    private void Add(TrafficPeriod period)
    {
        var key = (period.Environment, period.Start, period.Length);
        var before = _traffic.GetValueOrDefault(key);
        _traffic[key] = period with { Requests = period.Requests + (before?.Requests ?? 0), Errors = period.Errors + (before?.Errors ?? 0) };
    }
}
