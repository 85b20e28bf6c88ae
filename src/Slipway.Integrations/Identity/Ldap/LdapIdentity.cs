using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Slipway.Core.Access;
using Slipway.Core.Access.Identity;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Identity.Ldap;

/// <summary>
/// Knows people by user name and password of a directory. A password that was right is remembered for a moment, as a hash under a
/// key that only this process has; one that was wrong never.
/// </summary>
public sealed partial class LdapIdentity : IIdentitySource, IAsyncDisposable
{
    private const int MaxUserLength = 256;
    private const int MaxPasswordBytes = 1024;
    private const int MaxRemembered = 10_000;
    private const int KeyBytes = 32;

    /// <summary>People who are asked for at a time; others wait.</summary>
    private const int MaxAsking = 16;

    private const string Wrong = "user name or password is wrong, or the directory does not let this person in";

    private readonly ConcurrentDictionary<string, (Principal Principal, DateTimeOffset Until)> _remembered = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _asking = new(MaxAsking);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(KeyBytes);
    private readonly LdapDirectory _directory;
    private readonly TimeSpan _rememberFor;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <param name="directory">The folder of the access file: relative paths begin there.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    public LdapIdentity(LdapSpec spec, string directory, Func<string, string?> variable, TimeProvider time, ILogger<LdapIdentity> logger)
    {
        (_time, _rememberFor, _logger) = (time, spec.Remember, logger);
        var account = spec.Account is { } given ? new AccountPassword(given.Password, directory, variable) : null;
        _directory = new LdapDirectory(spec, directory, () => account!.Read(), time);
    }

    public string Name => "ldap";

    /// <summary>Connections that wait for their next use.</summary>
    internal int Idle => _directory.Servers.Sum(s => s.Idle);

    public async Task<IdentityAnswer> AuthenticateAsync(Credential credential, CancellationToken cancellation)
    {
        if (credential is not Credential.Basic basic)
            return IdentityAnswer.NotMine;
        if (!IsPossible(basic))
            return IdentityAnswer.Refused(Wrong);
        var seal = SealOf(basic);
        if (Recall(seal) is { } known)
            return IdentityAnswer.Of(known);
        await _asking.WaitAsync(cancellation);
        try
        {
            // Another request with the same password may have been answered while this one waited.
            if (Recall(seal) is { } answered)
                return IdentityAnswer.Of(answered);
            if (await _directory.FindAsync(basic.User, basic.Password, cancellation) is not { } person)
                return IdentityAnswer.Refused(Wrong);
            var principal = new Principal { Name = person.Name, Groups = person.Groups, Credential = "ldap" };
            Remember(seal, principal);
            return IdentityAnswer.Of(principal);
        }
        catch (LdapFaultException e)
        {
            // Whoever asks is a stranger yet: names of servers and entries are for the log alone.
            LogFault(e.Message);
            throw new PortUnavailableException("the directory cannot say now who this is; the server's log says why", inner: e);
        }
        finally
        {
            _asking.Release();
        }
    }

    public ValueTask DisposeAsync() => _directory.DisposeAsync();

    /// <summary>An empty password is that of nobody, with which a bind succeeds; control characters are in no name.</summary>
    private static bool IsPossible(Credential.Basic basic) =>
        !string.IsNullOrWhiteSpace(basic.User) && basic.User.Length <= MaxUserLength && !basic.User.Any(char.IsControl)
        && basic.Password.Length > 0 && !basic.Password.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(basic.Password) <= MaxPasswordBytes;

    /// <summary>With the length first, so that no two pairs are one text.</summary>
    private string SealOf(Credential.Basic basic)
    {
        var text = Encoding.UTF8.GetBytes(basic.User + basic.Password);
        var whole = new byte[sizeof(int) + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(whole, basic.User.Length);
        text.CopyTo(whole, sizeof(int));
        return Convert.ToHexString(HMACSHA256.HashData(_key, whole));
    }

    private Principal? Recall(string seal) => _remembered.TryGetValue(seal, out var known) && _time.GetUtcNow() < known.Until ? known.Principal : null;

    private void Remember(string seal, Principal principal)
    {
        if (_rememberFor == TimeSpan.Zero)
            return;
        if (_remembered.Count >= MaxRemembered)
            _remembered.Clear();
        _remembered[seal] = (principal, _time.GetUtcNow() + _rememberFor);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The directory cannot be asked: {Faults}")]
    private partial void LogFault(string faults);
}
