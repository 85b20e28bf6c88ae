using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Slipway.Testing.Kubernetes;

/// <summary>The part of a kubelet's own server that the API server asks for the output of a container: <c>/containerLogs/NAMESPACE/POD/CONTAINER</c>.</summary>
internal sealed class KubeletLogs : IAsyncDisposable
{
    private const int Backlog = 64;
    private const int RequestSeconds = 30;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = Certificate();
    private readonly Func<string, bool, string?> _read;
    private readonly Task _work;

    /// <param name="read">The output of a pod, or of the container that ran in it before; null: there is none.</param>
    public KubeletLogs(Func<string, bool, string?> read)
    {
        _read = read;
        _listener.Start(Backlog);
        _work = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _work;
        _certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                answers.RemoveAll(answer => answer.IsCompleted);
                answers.Add(AnswerAsync(await _listener.AcceptTcpClientAsync()));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(RequestSeconds), TimeProvider.System);
        try
        {
            using (connection)
            {
                await using var stream = new SslStream(connection.GetStream());
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, limit.Token);
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var request = await reader.ReadLineAsync(limit.Token) ?? "";
                while (await reader.ReadLineAsync(limit.Token) is { Length: > 0 })
                {
                    // Headers say nothing that matters here.
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(Answer(request.Split(' ')[1])), limit.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or AuthenticationException)
        {
            // Whoever asked went away, or never spoke.
        }
    }

    private string Answer(string target)
    {
        var (path, query) = target.Split('?') is [var before, var after] ? (before, after.Split('&')) : (target, []);
        // "", containerLogs, namespace, pod, container
        if (path.Split('/') is not [_, "containerLogs", _, var pod, _] || _read(pod, query.Contains("previous=true")) is not { } text)
            return "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        if (Number("tailLines") is { } lines)
            text = string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines).Select(line => $"{line}\n"));
        if (Number("limitBytes") is { } most && text.Length > most)
            text = text[..most];
        return string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n\r\n{text}");

        int? Number(string key) => query.FirstOrDefault(part => part.StartsWith($"{key}=", StringComparison.Ordinal)) is { } found
            ? int.Parse(found[(key.Length + 1)..], CultureInfo.InvariantCulture)
            : null;
    }

    // An API server that is told of no authority for kubelets takes any certificate.
    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=kubelet of a test", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
