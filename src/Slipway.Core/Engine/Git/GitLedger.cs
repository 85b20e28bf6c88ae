using System.Collections.Concurrent;
using Slipway.Core.Git;
using Slipway.Core.Git.Events;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Git;

/// <summary>Reads what is known of repositories from their streams, and records what happens.</summary>
public sealed class GitLedger(IEventStore store, TimeProvider time)
{
    private const int MaxConflicts = 20;

    /// <summary>By name; only what is new is read.</summary>
    private readonly ConcurrentDictionary<string, GitState> _known = new(StringComparer.Ordinal);

    public async Task<GitState> LoadAsync(string repository, CancellationToken cancellation)
    {
        var known = _known.GetValueOrDefault(repository, GitState.New);
        var news = await store.ReadStreamAsync(Streams.OfGit(repository), known.Version, cancellation);
        return _known[repository] = news.Aggregate(known, (state, stored) => GitFold.Apply(state, EventCodec.DecodeGit(stored), stored.Version, stored.Time));
    }

    /// <returns>The repository after it.</returns>
    /// <exception cref="StreamConflictException">It is not as <paramref name="state"/> has it: decide anew.</exception>
    public async Task<GitState> RecordAsync(string repository, GitState state, GitEvent e, Actor actor, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await store.AppendAsync(new Append([new StreamAppend(Streams.OfGit(repository), state.Version, [EventCodec.Encode(e)])], now, actor, null, null, []), cancellation);
        return GitFold.Apply(state, e, state.Version + 1, now);
    }

    /// <summary>Has whoever follows it look at once. Asking again before that is the same question.</summary>
    public async Task<GitState> AskAsync(string repository, Actor actor, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var state = await LoadAsync(repository, cancellation);
            if (state.IsAsked)
                return state;
            try
            {
                return await RecordAsync(repository, state, new GitAsked(), actor, cancellation);
            }
            catch (StreamConflictException) when (conflicts < MaxConflicts)
            {
                // Whoever follows it wrote meanwhile.
            }
        }
    }
}
