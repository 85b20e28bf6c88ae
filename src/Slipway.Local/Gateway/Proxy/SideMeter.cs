using System.Numerics;
using Slipway.Core.Analysis;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>Counts one side's requests since the process started. Striped by processor, so that none waits for another. Thread-safe.</summary>
internal sealed class SideMeter
{
    private const int Started = LatencyHistogram.BucketCount;
    private const int Ended = Started + 1;
    private const int Requests = Started + 2;
    private const int Errors = Started + 3;
    private const int FirstStatus = Started + 4;

    // Beyond the counts a cache line of room on both ends, so that stripes share none.
    private const int Room = 8;
    private const int StripeLength = Room + FirstStatus + SideCounts.StatusClasses + Room;

    private readonly long[][] _stripes =
        [.. Enumerable.Range(0, (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount)).Select(_ => new long[StripeLength])];

    /// <summary>A request is sent to the side.</summary>
    public void Start() => Add(Started);

    /// <summary>The request has come to its end, whatever that was.</summary>
    public void End() => Add(Ended);

    /// <summary>The side answered; called when the answer's head is there.</summary>
    public void Answered(int status, double milliseconds)
    {
        Add(Requests);
        Add(LatencyHistogram.BucketOf(milliseconds));
        Add(FirstStatus + Math.Clamp((status / 100) - 1, 0, SideCounts.StatusClasses - 1));
        if (status >= 500)
            Add(Errors);
    }

    /// <summary>The side gave no answer.</summary>
    public void Failed()
    {
        Add(Requests);
        Add(Errors);
    }

    /// <summary>The client went away before the answer: a request, no error.</summary>
    public void Abandoned() => Add(Requests);

    /// <summary>The side broke off an answer that it had begun, and that was no error yet.</summary>
    public void BrokeOff() => Add(Errors);

    public SideCounts Read()
    {
        var latency = new Dictionary<int, long>();
        for (var bucket = 0; bucket < LatencyHistogram.BucketCount; bucket++)
        {
            if (Sum(bucket) is > 0 and var count)
                latency[bucket] = count;
        }

        // What ended is read before what started: in flight is never below 0.
        var ended = Sum(Ended);
        var statuses = Enumerable.Range(FirstStatus, SideCounts.StatusClasses).Select(Sum).ToArray();
        return new SideCounts(Sum(Requests), Sum(Errors), statuses, Sum(Started) - ended, latency);
    }

    private void Add(int index) =>
        Interlocked.Increment(ref _stripes[Thread.GetCurrentProcessorId() & (_stripes.Length - 1)][Room + index]);

    private long Sum(int index) => _stripes.Sum(stripe => Interlocked.Read(ref stripe[Room + index]));
}
