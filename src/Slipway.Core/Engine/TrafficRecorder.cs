using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>
/// Reads the counters of every environment that is measured, and adds what came since the last time to its history.
/// Of all servers one does. What nobody read is a gap: nothing is guessed.
/// </summary>
public sealed class TrafficRecorder(Places places, Adapters adapters, ITrafficHistory history, TimeProvider time)
{
    /// <summary>Minutes are kept for so long; then they are put together by the hour.</summary>
    public static readonly TimeSpan KeepMinutes = TimeSpan.FromDays(3);

    /// <summary>Hours are kept for so long: the longest window that a budget can have, and what an hour may reach beyond it.</summary>
    public static readonly TimeSpan KeepHours = TimeSpan.FromDays(31);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Environments that are read at a time.</summary>
    private const int ReadersAtOnce = 16;

    /// <summary>Minutes that wait for a store that does not take them; then the oldest are let go.</summary>
    private const int MaxWaiting = 10_000;

    /// <summary>Hours folded, or pages removed, in one call.</summary>
    private const int MaxParts = 200;

    private const int RowsPerPart = 1_000;

    private readonly Dictionary<EnvironmentKey, TrafficSample> _last = [];
    private readonly Dictionary<(EnvironmentKey Environment, DateTimeOffset Start), TrafficPeriod> _waiting = [];

    /// <summary>One look at all environments.</summary>
    /// <exception cref="PortUnavailableException">The store does not answer; what was measured waits for the next call.</exception>
    public async Task RecordAsync(CancellationToken cancellation)
    {
        var measured = (await places.AllAsync(cancellation))
            .Select(place => (place.Key, Source: adapters.MetricsFor(place.Environment.Traffic)))
            .Where(place => place.Source is not null)
            .ToList();
        foreach (var gone in _last.Keys.Except(measured.Select(place => place.Key)).ToList())
            _last.Remove(gone);
        foreach (var some in measured.Chunk(ReadersAtOnce))
        {
            var samples = await Task.WhenAll(some.Select(place => TryReadAsync(place.Source!, place.Key, cancellation)));
            for (var index = 0; index < some.Length; index++)
            {
                if (samples[index] is { } sample)
                    Take(some[index].Key, sample);
            }
        }

        await WriteAsync(cancellation);
    }

    /// <summary>Another server recorded meanwhile, or may have: begin anew, so that nothing counts twice.</summary>
    public void Forget()
    {
        _last.Clear();
        _waiting.Clear();
    }

    /// <summary>Puts old minutes together and removes what is too old, in small parts.</summary>
    public async Task FoldAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        for (var part = 0; part < MaxParts && await history.FoldTrafficAsync(now - KeepMinutes, cancellation); part++)
            cancellation.ThrowIfCancellationRequested();
        for (var part = 0; part < MaxParts && await history.RemoveTrafficAsync(now - KeepHours, RowsPerPart, cancellation) == RowsPerPart; part++)
            cancellation.ThrowIfCancellationRequested();
    }

    private void Take(EnvironmentKey key, TrafficSample sample)
    {
        var last = _last.GetValueOrDefault(key);
        _last[key] = sample;

        // Counters that shrank were reset. How much of what they show is new, nobody knows: some seconds are lost, nothing counts twice.
        if (last is null || sample.At <= last.At || Slots.All.Any(slot => Shrank(last.Counters[slot], sample.Counters[slot])))
            return;
        var (requests, errors) = (0L, 0L);
        foreach (var slot in Slots.All)
        {
            requests += sample.Counters[slot].Requests - last.Counters[slot].Requests;
            errors += sample.Counters[slot].Errors - last.Counters[slot].Errors;
        }

        var now = time.GetUtcNow();
        var start = now.AddTicks(-(now.Ticks % Minute.Ticks)).ToUniversalTime();
        var before = _waiting.GetValueOrDefault((key, start));
        _waiting[(key, start)] = new TrafficPeriod(key, start, Minute, requests + (before?.Requests ?? 0), errors + (before?.Errors ?? 0));
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        try
        {
            await history.AddTrafficAsync([.. _waiting.Values], cancellation);
            _waiting.Clear();
        }
        catch (PortUnavailableException fault)
        {
            // What may have been written is not written again.
            if (fault.OutcomeUnknown)
                _waiting.Clear();
            foreach (var oldest in _waiting.Keys.OrderBy(key => key.Start).Take(_waiting.Count - MaxWaiting).ToList())
                _waiting.Remove(oldest);
            throw;
        }
    }

    private async Task<TrafficSample?> TryReadAsync(IMetricSource source, EnvironmentKey key, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(ReadTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return await source.ReadAsync(key, both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (PortUnavailableException)
        {
            return null;
        }
    }

    private static bool Shrank(Counters before, Counters now) => now.Requests < before.Requests || now.Errors < before.Errors;
}
