using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Core.Engine;
using Slipway.Core.Git.Model;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Hooks;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;

namespace Slipway.Server.Api.Git;

/// <summary>
/// Whether a webhook comes from the repository's host. It is proven in one of the ways that hosts have. All that a webhook can do is
/// to have the repository looked at, so that one which is sent again does no harm.
/// </summary>
/// <param name="read">Reads a secret, as it is now.</param>
public sealed class GitDesk(GitFile file, Func<SecretSource, string> read, IEventStore store, TimeProvider time) : IDisposable
{
    private const string GitHub = "X-Hub-Signature-256";
    private const string GitLab = "X-Gitlab-Token";
    private const string Scheme = "sha256=";

    private readonly FrozenDictionary<string, HookBook> _books = file.Repositories
        .ToFrozenDictionary(r => r.Name, r => new HookBook(Streams.OfHook($"git/{r.Name}"), store, time));

    internal GitRepository? Find(string name) => file.Repositories.FirstOrDefault(r => r.Name == name);

    /// <summary>As whom a webhook acts.</summary>
    internal static string PrincipalOf(GitRepository repository) => $"hook/git/{repository.Name}";

    /// <returns>Why it is refused; null when it holds.</returns>
    /// <exception cref="PortUnavailableException">The refusal cannot be recorded, or the secret is not there.</exception>
    internal async Task<string?> RefuseAsync(GitRepository repository, IHeaderDictionary headers, byte[] body, string? address, CancellationToken cancellation)
    {
        var refusal = Judge(read(repository.Webhook!.Secret), headers, body);
        if (refusal is not null)
            await _books[repository.Name].RefuseAsync(refusal, address, PrincipalOf(repository), cancellation);
        return refusal;
    }

    public void Dispose()
    {
        foreach (var book in _books.Values)
            book.Dispose();
    }

    private string? Judge(string secret, IHeaderDictionary headers, byte[] body)
    {
        if (headers[NoticeSignature.Header].ToString() is { Length: > 0 } own)
            return IsOwn(secret, headers[NoticeSignature.TimestampHeader].ToString(), own, body) ? null : "is wrongly signed, or for another time";
        if (headers[GitHub].ToString() is { Length: > 0 } signature)
            return IsSame(Scheme + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)), signature) ? null : "is wrongly signed";
        if (headers[GitLab].ToString() is { Length: > 0 } token)
            return IsSame(secret, token) ? null : "has another token";
        return $"is not signed: give {GitHub}, {GitLab}, or {NoticeSignature.Header} with {NoticeSignature.TimestampHeader}";
    }

    private bool IsOwn(string secret, string timestamp, string signature, byte[] body) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        && NoticeSignature.Verify(secret, seconds, body, signature)
        && (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= NoticeSignature.Tolerance;

    /// <summary>In a time that does not depend on where the two differ, nor on their lengths.</summary>
    private static bool IsSame(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(expected)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}
