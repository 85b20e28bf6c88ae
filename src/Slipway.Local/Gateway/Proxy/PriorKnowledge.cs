using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>
/// Tells HTTP/2 without TLS from HTTP/1 on one port. The server asks the TLS features of a connection which of the two was
/// agreed on; where the first bytes are HTTP/2's preface, these features are put in and say so.
/// </summary>
internal sealed class PriorKnowledge : ITlsConnectionFeature, ITlsApplicationProtocolFeature
{
    private static readonly PriorKnowledge s_http2 = new();

    public ReadOnlyMemory<byte> ApplicationProtocol { get; } = "h2"u8.ToArray();

    // Settable by contract; there is no certificate to keep.
    public X509Certificate2? ClientCertificate { get => null; set => throw new NotSupportedException(); }

    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult<X509Certificate2?>(null);

    public static async Task DetectAsync(ConnectionContext connection)
    {
        if (!await BeginsWithPrefaceAsync(connection.Transport.Input, connection.ConnectionClosed))
            return;
        connection.Features.Set<ITlsConnectionFeature>(s_http2);
        connection.Features.Set<ITlsApplicationProtocolFeature>(s_http2);
    }

    private static async ValueTask<bool> BeginsWithPrefaceAsync(PipeReader input, CancellationToken closed)
    {
        while (true)
        {
            var read = await input.ReadAsync(closed);
            var known = Compare(read.Buffer);
            var undecided = known is null && !read.IsCompleted;

            // Nothing is consumed; what was seen is offered again unless more is needed.
            input.AdvanceTo(read.Buffer.Start, undecided ? read.Buffer.End : read.Buffer.Start);
            if (!undecided)
                return known == true;
        }
    }

    /// <summary>Null: too few bytes to tell.</summary>
    private static bool? Compare(in ReadOnlySequence<byte> buffer)
    {
        var preface = "PRI * HTTP/2.0"u8;
        var start = buffer.FirstSpan;
        if (start.Length < preface.Length && buffer.Length > start.Length)
            start = buffer.Slice(0, Math.Min(buffer.Length, preface.Length)).ToArray();
        var common = Math.Min(start.Length, preface.Length);
        if (!start[..common].SequenceEqual(preface[..common]))
            return false;
        return common == preface.Length ? true : null;
    }
}
