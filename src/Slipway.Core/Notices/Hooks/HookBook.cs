using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Notices.Hooks;

/// <summary>
/// What a hook was sent, as a stream of the store: so a signature that one server took is used up for all of them, and after any restart.
/// The append says which version it follows: of two servers that take the same signature at once, one reads the other's and refuses.
/// </summary>
public sealed class HookBook(string stream, IEventStore store, TimeProvider time) : IDisposable
{
    /// <summary>Refusals recorded in <see cref="RefusalsWithin"/>: who floods a hook must not fill the store.</summary>
    public const int MaxRefusals = 10;

    private const int MaxConflicts = 20;

    public static readonly TimeSpan RefusalsWithin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _alone = new(1, 1);
    private readonly Dictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _refusals = new();
    private int _version;
    private int _unrecorded;

    /// <summary>Uses a signature up.</summary>
    /// <returns>False when it was used before.</returns>
    /// <exception cref="PortUnavailableException">It cannot be recorded, so nothing may be done for it.</exception>
    public async Task<bool> TryUseAsync(string signature, DateTimeOffset signedAt, Actor actor, CancellationToken cancellation)
    {
        await _alone.WaitAsync(cancellation);
        try
        {
            return await AppendAsync(new HookReceived(signature, signedAt), actor, () => !_used.ContainsKey(signature), cancellation);
        }
        finally
        {
            _alone.Release();
        }
    }

    /// <summary>Records a refusal, unless there were too many of late.</summary>
    public async Task RefuseAsync(string reason, string? address, Actor actor, CancellationToken cancellation)
    {
        await _alone.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            while (_refusals.TryPeek(out var oldest) && now - oldest >= RefusalsWithin)
                _refusals.Dequeue();
            if (_refusals.Count >= MaxRefusals)
            {
                _unrecorded++;
                return;
            }

            _refusals.Enqueue(now);
            await AppendAsync(new HookRefused(reason, address, _unrecorded), actor, () => true, cancellation);
            _unrecorded = 0;
        }
        finally
        {
            _alone.Release();
        }
    }

    public void Dispose() => _alone.Dispose();

    private async Task<bool> AppendAsync(HookEvent e, Actor actor, Func<bool> stillHolds, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            await CatchUpAsync(cancellation);
            if (!stillHolds())
                return false;
            try
            {
                var append = new Append([new StreamAppend(stream, _version, [EventCodec.Encode(e)])], time.GetUtcNow(), actor, null, null, []);
                foreach (var stored in await store.AppendAsync(append, cancellation))
                    Take(stored);
                return true;
            }
            catch (StreamConflictException) when (conflicts < MaxConflicts)
            {
                // Another server wrote first; or all that there was has been pruned, and versions begin anew.
                _version = 0;
            }
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        foreach (var stored in await store.ReadStreamAsync(stream, _version, cancellation))
            Take(stored);

        // A signature that is out of its time is refused for that.
        var over = time.GetUtcNow() - NoticeSignature.Tolerance;
        foreach (var (signature, _) in _used.Where(used => used.Value < over).ToList())
            _used.Remove(signature);
    }

    private void Take(StoredEvent stored)
    {
        _version = stored.Version;
        if (EventCodec.FindHookEvent(stored) is HookReceived received)
            _used[received.Signature] = received.SignedAt;
    }
}
