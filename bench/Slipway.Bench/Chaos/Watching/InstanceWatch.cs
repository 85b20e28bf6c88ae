using Slipway.Bench.Chaos.World;

namespace Slipway.Bench.Chaos.Watching;

/// <summary>Counts the processes of each version in each place all the time: more than are wanted is an effect that happened twice.</summary>
public sealed class InstanceWatch(InstanceScan scan, TimeProvider time)
{
    private const int LookMilliseconds = 400;
    private const int LookAgainMilliseconds = 100;

    private readonly List<Surplus> _surplus = [];
    private readonly Lock _gate = new();
    private IReadOnlyList<Instance> _running = [];

    /// <summary>As of the last look.</summary>
    public IReadOnlyList<Instance> Running => Volatile.Read(ref _running);

    public int Looks { get; private set; }

    /// <summary>More processes of a version than its replicas, seen twice in a row.</summary>
    public IReadOnlyList<Surplus> Surplus
    {
        get
        {
            lock (_gate)
                return [.. _surplus];
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var suspects = Suspects();
                if (suspects.Count > 0)
                {
                    // A look takes a while, in which one may end and its successor begin: only those that still run count.
                    await Task.Delay(TimeSpan.FromMilliseconds(LookAgainMilliseconds), time, cancellation);
                    Note(suspects);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(LookMilliseconds), time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    /// <summary>Looks now.</summary>
    public IReadOnlyList<Instance> Look()
    {
        lock (_gate)
        {
            Looks++;
            var running = scan.Look();
            Volatile.Write(ref _running, running);
            return running;
        }
    }

    private List<(string Place, string Version)> Suspects() =>
        [.. Look().GroupBy(one => (one.Place, one.Version)).Where(group => group.Count() > Place.Replicas).Select(group => group.Key)];

    private void Note(List<(string Place, string Version)> suspects)
    {
        var running = Look();
        foreach (var (place, version) in suspects)
        {
            var still = running.Where(one => one.Place == place && one.Version == version).ToList();
            if (still.Count <= Place.Replicas)
                continue;
            lock (_gate)
                _surplus.Add(new Surplus(time.GetUtcNow(), place, version, still));
        }
    }
}
