using Microsoft.Extensions.Logging;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;

namespace Slipway.Core.Engine;

/// <summary>
/// Collects the samples of all rollouts that a server drives and writes them together: some transactions every few seconds,
/// whatever their number. What a server that dies had not written is a gap of seconds in a series.
/// </summary>
internal sealed partial class EvidenceLog(IEvidence evidence, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(5);

    /// <summary>In one transaction, so that none holds the store for long.</summary>
    private const int RolloutsPerWrite = 500;

    /// <summary>Of one rollout, while the store does not take them; then the oldest are let go.</summary>
    private const int MaxWaitingSamples = 30;

    private readonly EvidenceReader _reader = new(evidence);
    private readonly Lock _gate = new();
    private Dictionary<string, List<TrafficSample>> _waiting = [];
    private bool _isHeld;

    public void Add(string rolloutId, TrafficSample sample)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(rolloutId, out var samples))
                _waiting[rolloutId] = samples = [];
            samples.Add(sample);
            if (samples.Count > MaxWaitingSamples)
                samples.RemoveAt(0);
        }
    }

    /// <summary>The series at or after <paramref name="since"/>, oldest first: what is stored, and what is not yet.</summary>
    public async Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation)
    {
        var stored = await _reader.ReadAsync(new SeriesTail(rolloutId, since), cancellation);
        lock (_gate)
            return [.. stored, .. _waiting.GetValueOrDefault(rolloutId, []).Where(sample => sample.At >= since)];
    }

    /// <summary>True while rollouts are being taken over: they are driven first, and what was measured of them earlier is read after that.</summary>
    public bool IsHeld
    {
        get => Volatile.Read(ref _isHeld);
        set => Volatile.Write(ref _isHeld, value);
    }

    /// <summary>Whether a series that nobody waits for should be asked for later.</summary>
    public bool IsBusy => IsHeld || _reader.IsBusy;

    /// <summary>Writes every few seconds until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(WriteEvery, time, cancellation);
            await WriteAsync(cancellation);
        }
    }

    /// <summary>Writes what waits. What the store does not take waits on.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        Dictionary<string, List<TrafficSample>> taken;
        lock (_gate)
            (taken, _waiting) = (_waiting, []);
        await WriteAsync([.. taken.Select(pair => new RolloutSamples(pair.Key, pair.Value))], cancellation);
    }

    /// <summary>Writes what waits of one rollout: its driver has come to an end.</summary>
    public async Task WriteAsync(string rolloutId, CancellationToken cancellation)
    {
        List<TrafficSample>? samples;
        lock (_gate)
            _waiting.Remove(rolloutId, out samples);
        if (samples is not null)
            await WriteAsync([new RolloutSamples(rolloutId, samples)], cancellation);
    }

    private async Task WriteAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation)
    {
        var written = 0;
        try
        {
            foreach (var chunk in batch.Chunk(RolloutsPerWrite))
            {
                await evidence.AppendAsync(chunk, cancellation);
                written += chunk.Length;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotTaken(e);
        }
        finally
        {
            PutBack(batch.Skip(written));
        }
    }

    private void PutBack(IEnumerable<RolloutSamples> left)
    {
        lock (_gate)
        {
            foreach (var one in left)
            {
                List<TrafficSample> samples = [.. one.Samples, .. _waiting.GetValueOrDefault(one.RolloutId, [])];
                _waiting[one.RolloutId] = samples[Math.Max(0, samples.Count - MaxWaitingSamples)..];
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store did not take measurements, they are kept for the next try")]
    private partial void LogNotTaken(Exception fault);
}
