using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Server.Access;

/// <summary>
/// Records denials: of each person one a minute at once, and the others as one number when the minute is over. All that nobody
/// proved to be count as one person, so that strangers cannot fill the record.
/// </summary>
internal sealed partial class DenialLog(IEventStore store, TimeProvider time, ILogger<DenialLog> logger) : BackgroundService
{
    /// <summary>People counted at a time; who comes beyond them is counted as nobody.</summary>
    private const int MaxPeople = 1000;

    /// <summary>Tries when other servers record denials at the same time.</summary>
    private const int MaxConflicts = 10;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DenialCount> _people = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>A fault of the store is logged: the denial stands without it.</summary>
    /// <param name="actor">Who and from where; <see cref="AccessDenied.Nobody"/> where there was no proof.</param>
    public async Task RecordAsync(Actor actor, string action, string on, string by, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var person = _people.ContainsKey(actor.Name) || _people.Count < MaxPeople ? actor.Name : AccessDenied.Nobody;
            var known = _people.TryGetValue(person, out var count);
            var denied = new AccessDenied(person, action, on, by, Further: 0);
            _people[person] = known ? count with { Untold = count.Untold + 1, Last = denied, Actor = actor } : new DenialCount(now, 0, denied, actor);
            if (known)
                return;
        }

        await WriteAsync([(new AccessDenied(actor.Name, action, on, by, 0), actor)], now, cancellation);
    }

    /// <summary>What is untold at an orderly stop is told then.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(_ => true, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Every / 4, time, stoppingToken);
            var now = time.GetUtcNow();
            await FlushAsync(count => now - count.ToldAt >= Every, stoppingToken);
        }
    }

    private async Task FlushAsync(Func<DenialCount, bool> isDue, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        List<(AccessDenied, Actor)> untold;
        lock (_gate)
        {
            var due = _people.Where(p => isDue(p.Value)).ToList();
            untold = [.. due.Where(p => p.Value.Untold > 0).Select(p => (p.Value.Last with { Further = p.Value.Untold - 1 }, p.Value.Actor))];
            foreach (var (person, count) in due)
            {
                if (count.Untold == 0)
                    _people.Remove(person);
                else
                    _people[person] = count with { ToldAt = now, Untold = 0 };
            }
        }

        await WriteAsync(untold, now, cancellation);
    }

    private async Task WriteAsync(IReadOnlyList<(AccessDenied Denied, Actor Actor)> denials, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            foreach (var (denied, actor) in denials)
                await AppendAsync(denied, actor, now, cancellation);
        }
        catch (PortUnavailableException e)
        {
            LogFault(e.Message);
        }
    }

    private async Task AppendAsync(AccessDenied denied, Actor actor, DateTimeOffset now, CancellationToken cancellation)
    {
        for (var conflicts = 0; conflicts < MaxConflicts; conflicts++)
        {
            var version = Volatile.Read(ref _version);
            try
            {
                var stored = await store.AppendAsync(
                    new Append([new StreamAppend(Streams.Denials, version, [EventCodec.Encode(denied)])], now, actor, null, null, []), cancellation);
                Volatile.Write(ref _version, stored[^1].Version);
                return;
            }
            catch (StreamConflictException)
            {
                var news = await store.ReadStreamAsync(Streams.Denials, version, cancellation);
                Volatile.Write(ref _version, news.Count == 0 ? 0 : news[^1].Version);
            }
        }

        LogFault("other servers record so many");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A denial could not be recorded: {Reason}")]
    private partial void LogFault(string reason);
}
