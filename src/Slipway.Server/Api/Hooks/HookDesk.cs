using System.Collections.Frozen;
using System.Globalization;
using Slipway.Core.Engine;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Hooks;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;

namespace Slipway.Server.Api.Hooks;

/// <summary>Who may tell this server something without an account: checks signatures, and records what it refuses.</summary>
/// <param name="read">Reads a secret, as it is now.</param>
public sealed class HookDesk(NoticesFile file, Func<SecretSource, string> read, IEventStore store, TimeProvider time) : IDisposable
{
    private const string Unsigned = "is not signed: give Slipway-Timestamp and Slipway-Signature";

    private readonly FrozenDictionary<string, HookEntry> _hooks = file.Inbound.ToFrozenDictionary(
        hook => hook.Name, hook => new HookEntry(hook, () => read(hook.Secret), new HookBook(Streams.OfHook(hook.Name), store, time)));

    internal InboundHook? Find(string name) => _hooks.GetValueOrDefault(name)?.Hook;

    /// <summary>Checks a request and uses its signature up.</summary>
    /// <param name="address">Where it comes from, for the record.</param>
    /// <returns>Why it is refused; null when it holds.</returns>
    /// <exception cref="PortUnavailableException">It cannot be recorded.</exception>
    internal async Task<string?> RefuseAsync(string name, string timestamp, string signature, byte[] body, string? address, CancellationToken cancellation)
    {
        var (hook, key, book) = _hooks[name];
        var refusal = Judge(key(), timestamp, signature, body, out var signedAt);
        if (refusal is null)
        {
            // As it was computed, not as it was sent: the same signature in other letters is the same.
            var canonical = NoticeSignature.Sign(key(), signedAt.ToUnixTimeSeconds(), body);
            if (await book.TryUseAsync(canonical, signedAt, hook.Principal, cancellation))
                return null;
            refusal = "was received before: sign a new request with the time of now";
        }

        await book.RefuseAsync(refusal, address, hook.Principal, cancellation);
        return refusal;
    }

    public void Dispose()
    {
        foreach (var hook in _hooks.Values)
            hook.Book.Dispose();
    }

    private string? Judge(string key, string timestamp, string signature, byte[] body, out DateTimeOffset signedAt)
    {
        signedAt = default;
        if (timestamp.Length == 0 || signature.Length == 0)
            return Unsigned;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return "has a timestamp that is no time: seconds since 1970";
        if (!NoticeSignature.Verify(key, seconds, body, signature))
            return "is wrongly signed";
        signedAt = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return (time.GetUtcNow() - signedAt).Duration() > NoticeSignature.Tolerance ? "is signed for another time: the clocks may differ by five minutes" : null;
    }
}
