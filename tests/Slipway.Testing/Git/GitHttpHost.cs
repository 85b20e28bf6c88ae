using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Slipway.Testing.Git;

/// <summary>A host of one repository over http or https with a user and a password, by git's own program for it.</summary>
public sealed class GitHttpHost : IAsyncDisposable
{
    private const string Backend = "/usr/lib/git-core/git-http-backend";
    private const int CertificateDays = 2;

    private readonly WebApplication _app;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentQueue<string> _commandLines = new();
    private readonly string _credential;
    private readonly string _origin;

    private GitHttpHost(string origin, string user, string password, X509Certificate2? certificate)
    {
        (_origin, _certificate, _credential) = (origin, certificate, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            if (certificate is not null)
                endpoint.UseHttps(certificate);
        }));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url => $"{_app.Urls.Single()}/{Path.GetFileName(_origin)}";

    /// <summary>What of git was in the list of processes while it asked this host.</summary>
    public IReadOnlyCollection<string> CommandLines => _commandLines;

    /// <summary>Requests that were refused for their user or password, or for having none.</summary>
    public int Refused { get; private set; }

    /// <param name="origin">A bare repository's folder.</param>
    /// <param name="encrypted">By a certificate that nobody trusts by himself.</param>
    public static async Task<GitHttpHost> StartAsync(string origin, string user, string password, bool encrypted, CancellationToken cancellation)
    {
        Assert.SkipUnless(File.Exists(Backend), $"{Backend} is missing: install git");
        var host = new GitHttpHost(origin, user, password, encrypted ? Certificate() : null);
        await host._app.StartAsync(cancellation);
        return host;
    }

    /// <summary>Writes the certificate to a file, as one that is to be trusted.</summary>
    public void WriteCertificate(string file) => File.WriteAllText(file, _certificate!.ExportCertificatePem());

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate?.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Look();
        if (!AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var sent) || sent.Parameter != _credential)
        {
            Refused++;
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"host\"";
            return;
        }

        var start = new ProcessStartInfo(Backend) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables(context.Request))
            start.Environment[name] = value;
        using var backend = Process.Start(start)!;
        var told = backend.StandardError.ReadToEndAsync(context.RequestAborted);
        var answered = CopyAnswerAsync(backend.StandardOutput.BaseStream, context.Response, context.RequestAborted);
        await context.Request.Body.CopyToAsync(backend.StandardInput.BaseStream, context.RequestAborted);
        backend.StandardInput.Close();
        await answered;
        await told;
        await backend.WaitForExitAsync(context.RequestAborted);
    }

    private Dictionary<string, string?> Variables(HttpRequest request) => new()
    {
        ["GIT_PROJECT_ROOT"] = Path.GetDirectoryName(_origin),
        ["GIT_HTTP_EXPORT_ALL"] = "1",
        ["REQUEST_METHOD"] = request.Method,
        ["PATH_INFO"] = request.Path,
        ["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?'),
        ["CONTENT_TYPE"] = request.ContentType,
        ["CONTENT_LENGTH"] = request.ContentLength?.ToString(CultureInfo.InvariantCulture),
        ["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding,
        ["GIT_PROTOCOL"] = request.Headers["Git-Protocol"],
        ["REMOTE_USER"] = "user",
        ["REMOTE_ADDR"] = "127.0.0.1",
    };

    /// <summary>As RFC 3875 has it: lines of headers, an empty one, the content.</summary>
    private static async Task CopyAnswerAsync(Stream answer, HttpResponse response, CancellationToken cancellation)
    {
        while (await LineAsync(answer, cancellation) is { Length: > 0 } line)
        {
            var (name, value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
            if (name == "Status")
                response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            else
                response.Headers[name] = value;
        }

        await answer.CopyToAsync(response.Body, cancellation);
    }

    private static async Task<string> LineAsync(Stream from, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await from.ReadAsync(one, cancellation) == 1 && one[0] != '\n')
            line.Append((char)one[0]);
        return line.ToString().TrimEnd('\r');
    }

    /// <summary>While git waits for the answer, it and the programs that it started are all there.</summary>
    private void Look()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
                if (line.Contains("git", StringComparison.Ordinal))
                    _commandLines.Enqueue(line);
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=host of the tests", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(CertificateDays));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
