using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Slipway.Core.Access.Identity;

namespace Slipway.Integrations.Identity.Ldap;

/// <summary>One server of a directory, with the connections to it that wait for their next use.</summary>
internal sealed class LdapServer(Uri address, LdapSpec spec, string directory, TimeProvider time) : IAsyncDisposable
{
    private const int MaxIdle = 4;

    /// <summary>Shorter than directories and firewalls close them.</summary>
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(30);

    /// <summary>One that did not answer is asked last for so long.</summary>
    private static readonly TimeSpan AsideFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentStack<(LdapConnection Connection, DateTimeOffset Since)> _idle = new();
    private long _failedAt;
    private volatile bool _ended;

    public Uri Address => address;

    /// <summary>Whether it failed lately.</summary>
    public bool IsAside => time.GetUtcNow().Ticks - Volatile.Read(ref _failedAt) < AsideFor.Ticks;

    /// <summary>Connections that wait.</summary>
    public int Idle => _idle.Count;

    /// <summary>Does something on a connection, within the time that there is for a server. One that waited and turns out broken is replaced once.</summary>
    /// <exception cref="LdapFaultException">The server does not do it.</exception>
    public async Task<T> UseAsync<T>(Func<LdapConnection, CancellationToken, Task<T>> use, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(spec.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            while (TryTake() is { } waiting)
            {
                try
                {
                    return await UseAsync(waiting, use, either.Token);
                }
                catch (LdapFaultException) when (!waiting.IsUsable)
                {
                    // It was closed while it waited: the next one, or a new one, does it.
                }
            }

            return await UseAsync(await LdapConnection.OpenAsync(address, spec.StartTls, ReadCa(), spec.Timeout, either.Token), use, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            Volatile.Write(ref _failedAt, time.GetUtcNow().Ticks);
            throw new LdapFaultException($"it does not answer within {spec.Timeout.TotalSeconds:0.###} s", e);
        }
        catch (LdapFaultException)
        {
            Volatile.Write(ref _failedAt, time.GetUtcNow().Ticks);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        while (_idle.TryPop(out var waiting))
            await waiting.Connection.DisposeAsync();
    }

    private async Task<T> UseAsync<T>(LdapConnection connection, Func<LdapConnection, CancellationToken, Task<T>> use, CancellationToken cancellation)
    {
        try
        {
            return await use(connection, cancellation);
        }
        finally
        {
            if (connection.IsUsable && !_ended && _idle.Count < MaxIdle)
                _idle.Push((connection, time.GetUtcNow()));
            else
                await connection.DisposeAsync();
        }
    }

    private LdapConnection? TryTake()
    {
        while (_idle.TryPop(out var waiting))
        {
            if (time.GetUtcNow() - waiting.Since < IdleFor && waiting.Connection.IsQuiet)
                return waiting.Connection;
            _ = waiting.Connection.DisposeAsync().AsTask();
        }

        return null;
    }

    private X509Certificate2Collection? ReadCa()
    {
        if (spec.Ca is null)
            return null;
        var path = Path.Combine(directory, spec.Ca);
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates.Count > 0 ? certificates : throw new LdapFaultException($"there is no certificate in {path} ('ca')");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new LdapFaultException($"the certificates in {path} ('ca') cannot be read: {e.Message}", e);
        }
    }
}
