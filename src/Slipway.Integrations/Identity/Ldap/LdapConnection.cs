using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Integrations.Identity.Ldap;

/// <summary>
/// A connection to one server of a directory, encrypted where that was asked for, with one operation at a time. What fails or is
/// cancelled leaves it broken: then it is good for nothing but to be disposed of.
/// </summary>
internal sealed class LdapConnection : IAsyncDisposable
{
    private const int LdapsPort = 636;
    private const int LdapPort = 389;
    private const int MaxMessageBytes = 4 << 20;
    private const int MaxLengthOctets = 4;
    private const byte SequenceTag = 0x30;

    private readonly Socket _socket;
    private readonly int _searchSeconds;
    private Stream _stream;
    private int _id;

    private LdapConnection(Socket socket, TimeSpan timeout) =>
        (_socket, _stream, _searchSeconds) = (socket, new NetworkStream(socket, ownsSocket: true), (int)Math.Ceiling(timeout.TotalSeconds));

    /// <summary>False after a fault, and after the server closed it.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <param name="ca">Trusted in place of the system's certificates; null: the system's.</param>
    /// <exception cref="LdapFaultException">The server cannot be reached, or not trusted.</exception>
    public static async Task<LdapConnection> OpenAsync(Uri server, bool startTls, X509Certificate2Collection? ca, TimeSpan timeout, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        LdapConnection? connection = null;
        try
        {
            var port = server.Port > 0 ? server.Port : server.Scheme == "ldaps" ? LdapsPort : LdapPort;
            await socket.ConnectAsync(server.IdnHost.Trim('[', ']'), port, cancellation);
            connection = new LdapConnection(socket, timeout);
            if (server.Scheme == "ldap" && startTls)
                await connection.StartTlsAsync(cancellation);
            if (server.Scheme == "ldaps" || startTls)
                await connection.EncryptAsync(server.IdnHost.Trim('[', ']'), ca, cancellation);
            return connection;
        }
        catch (Exception e)
        {
            if (connection is not null)
            {
                connection.IsUsable = false;
                await connection.DisposeAsync();
            }

            socket.Dispose();
            if (e is SocketException or IOException or AuthenticationException or CryptographicException)
                throw new LdapFaultException(e is AuthenticationException ? $"its certificate is not good: {e.Message}" : $"it cannot be reached: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Whether the other side has said or closed anything while nobody asked: then it is not used again.</summary>
    public bool IsQuiet => IsUsable && !_socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    /// <summary>A simple bind, as <see cref="LdapRequest.Bind"/>.</summary>
    public async Task<LdapResult> BindAsync(string dn, string password, CancellationToken cancellation) =>
        (await AskAsync(LdapRequest.Bind(++_id, dn, password), 0, cancellation)).Result;

    /// <exception cref="LdapFaultException">The search did not end well; one that finds no such base finds nothing.</exception>
    public async Task<IReadOnlyList<LdapEntry>> SearchAsync(LdapSearch search, CancellationToken cancellation)
    {
        var (entries, result) = await AskAsync(LdapRequest.Search(++_id, search, _searchSeconds), search.MaxEntries, cancellation);
        return result.Code switch
        {
            LdapResult.Success => entries,
            LdapResult.NoSuchObject => [],
            LdapResult.SizeLimitExceeded => throw new LdapFaultException($"a search below {search.Base} finds more than {search.MaxEntries} entries, or than the directory tells"),
            _ => throw new LdapFaultException($"a search below {search.Base} fails with {result}"),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (IsUsable)
        {
            IsUsable = false;
            try
            {
                await _stream.WriteAsync(LdapRequest.Unbind(++_id));
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // It is closed already.
            }
        }

        await _stream.DisposeAsync();
    }

    private async Task StartTlsAsync(CancellationToken cancellation)
    {
        var (_, result) = await AskAsync(LdapRequest.StartTls(++_id), 0, cancellation);
        if (result.Code != LdapResult.Success)
            throw new LdapFaultException($"it refuses StartTLS with {result}: use ldaps, or let the directory have a certificate");
    }

    private async Task EncryptAsync(string host, X509Certificate2Collection? ca, CancellationToken cancellation)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host, CertificateRevocationCheckMode = X509RevocationMode.NoCheck };
        if (ca is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(ca);
        }

        // Nothing was read beyond the answer to StartTLS: what somebody put in behind it meets the handshake and ends it.
        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(options, cancellation);
    }

    private async Task<(IReadOnlyList<LdapEntry> Entries, LdapResult Result)> AskAsync(byte[] request, int maxEntries, CancellationToken cancellation)
    {
        var entries = new List<LdapEntry>();
        var whole = false;
        try
        {
            await _stream.WriteAsync(request, cancellation);
            while (true)
            {
                var reply = LdapReply.Read(await ReadMessageAsync(cancellation));
                if (reply.Id != _id)
                    throw new LdapFaultException(reply.Id == 0 ? $"it closes the connection with {reply.Result}" : "it answers what was not asked");
                if (reply.Result is { } result)
                {
                    whole = true;
                    return (entries, result);
                }

                if (reply.Entry is { } entry)
                    entries.Add(entry);
                if (entries.Count > maxEntries)
                    throw new LdapFaultException($"it tells more than {maxEntries} entries, the most that were asked for");
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            throw new LdapFaultException($"the connection broke: {e.Message}", e);
        }
        finally
        {
            IsUsable &= whole;
        }
    }

    /// <summary>Exactly one, and not an octet more.</summary>
    private async Task<byte[]> ReadMessageAsync(CancellationToken cancellation)
    {
        var head = new byte[2 + MaxLengthOctets];
        await _stream.ReadExactlyAsync(head.AsMemory(0, 2), cancellation);
        var more = head[1] < 0x80 ? 0 : head[1] & 0x7F;
        if (head[0] != SequenceTag || more > MaxLengthOctets || head[1] == 0x80)
            throw new LdapFaultException("it does not speak LDAP");
        await _stream.ReadExactlyAsync(head.AsMemory(2, more), cancellation);
        long length = head[1] & 0x7F;
        if (more > 0)
            length = head.AsSpan(2, more).ToArray().Aggregate(0L, (sum, octet) => (sum << 8) | octet);
        if (length > MaxMessageBytes)
            throw new LdapFaultException($"it sends a message of {length} bytes; {MaxMessageBytes} is the most");
        var message = new byte[2 + more + length];
        head.AsSpan(0, 2 + more).CopyTo(message);
        await _stream.ReadExactlyAsync(message.AsMemory(2 + more), cancellation);
        return message;
    }
}
