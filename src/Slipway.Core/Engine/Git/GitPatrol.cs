using Microsoft.Extensions.Logging;
using Slipway.Core.Git.Model;
using Slipway.Core.Notices;
using Slipway.Core.Ports;

namespace Slipway.Core.Engine.Git;

/// <summary>
/// Follows one repository for as long as the server runs, on one of the servers at a time. That it is one only saves work:
/// what is done twice is refused by the store.
/// </summary>
public sealed partial class GitPatrol(GitRepository repository, GitDriver driver, ServerRole role, IEventStore store, TimeProvider time, ILogger<GitPatrol> logger)
{
    private const int Page = 500;

    /// <summary>Between rounds: what comes in this time is looked at together.</summary>
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(200);

    /// <summary>Whoever does not have the role asks for it as often; and after a fault.</summary>
    private static readonly TimeSpan RestFor = TimeSpan.FromSeconds(5);

    /// <summary>What was refused may be let in without an event: a budget recovers, a spec is written.</summary>
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(30);

    private DateTimeOffset _lookAt;
    private DateTimeOffset _actAt;
    private long _position;

    /// <summary>Of the role, and so of its lease.</summary>
    public static string RoleOf(string repository) => $"git/{repository}";

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var rest = GatherFor;
            try
            {
                if (await role.TakeAsync(cancellation))
                    await RoundAsync(cancellation);
                else
                    (_actAt, rest) = (default, RestFor);
            }
            catch (StreamConflictException)
            {
                // Another server looked at the same time.
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LogFault(repository.Name, e);
                (_actAt, rest) = (default, RestFor);
            }

            await Task.Delay(rest, time, cancellation);
        }
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        var head = await store.HeadAsync(cancellation);
        var state = await driver.LoadAsync(cancellation);
        var isNew = await IsConcernedAsync([.. state.Wants.Select(want => want.Place.App)], head, cancellation);
        if (state.IsAsked || time.GetUtcNow() >= _lookAt)
        {
            _lookAt = time.GetUtcNow() + repository.Poll;
            await driver.LookAsync(cancellation);
            isNew = true;
        }

        if (isNew || time.GetUtcNow() >= _actAt)
        {
            _actAt = time.GetUtcNow() + TryAgainAfter;
            await driver.ActAsync(cancellation);
        }

        var until = (_lookAt < _actAt ? _lookAt : _actAt) - time.GetUtcNow();
        var patience = until < RestFor ? until : RestFor;
        if (patience > TimeSpan.Zero)
            await store.WaitForEventsAsync(head, patience, cancellation);
    }

    /// <summary>Whether anything happened to the repository, or to an environment of what it wants: those below one count, too.</summary>
    private async Task<bool> IsConcernedAsync(HashSet<string> apps, long head, CancellationToken cancellation)
    {
        // After a while without the role there may be much, and it is looked at all the same.
        if (_actAt == default)
            _position = head;
        var isConcerned = _actAt == default;
        while (_position < head && await store.ReadAllAsync(_position, Page, cancellation) is { Count: > 0 } page)
        {
            isConcerned |= page.Any(e => e.Stream == Streams.OfGit(repository.Name) || (Streams.TryParse(e.Stream, out var key) && apps.Contains(key.App)));
            _position = page[^1].Position;
        }

        return isConcerned;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The repository {Repository} is not followed for now")]
    private partial void LogFault(string repository, Exception fault);
}
