using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Slipway.Testing.Ldap;

/// <summary>
/// A directory of our own: OpenLDAP with a new folder below the temporary one, on free ports of loopback. It ends and its folder
/// goes when this is disposed of, and also when this process is killed.
/// </summary>
public sealed class SlapdServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/slapd";
    private const string Modules = "/usr/lib/ldap";
    private const string Schemas = "/etc/ldap/schema";
    private const int StartAttempts = 5;
    private const int StartSeconds = 60;
    private const int PollMilliseconds = 20;
    private const int NameCharacters = 16;

    private readonly string _folder;
    private readonly Process _guard;
    private Process? _process;

    private SlapdServer(string folder)
    {
        _folder = folder;
        _guard = Start("sh", ["-c", """trap '' INT TERM HUP; read -r _; kill -9 "$(cat "$1/slapd.pid" 2>/dev/null)" 2>/dev/null; rm -rf "$1" """, "guard", folder]);
    }

    /// <summary>The same over restarts.</summary>
    public Uri Plain { get; private set; } = null!;

    /// <inheritdoc cref="Plain"/>
    public Uri Secure { get; private set; } = null!;

    /// <summary>PEM of the certificate that it shows.</summary>
    public string Certificate => Path.Combine(_folder, "server.pem");

    /// <summary>Skips the test where there is no OpenLDAP server.</summary>
    public static void SkipUnlessInstalled() =>
        Assert.SkipUnless(File.Exists(Program) && Directory.Exists(Schemas), "No slapd is installed: run eng/real-parts.sh test");

    /// <param name="ldif">All entries, from <c>dc=example,dc=org</c> down.</param>
    /// <param name="settings">Lines of slapd.conf for the database.</param>
    public static async Task<SlapdServer> StartAsync(string ldif, string settings, CancellationToken cancellation)
    {
        var server = new SlapdServer(Path.Combine(Path.GetTempPath(), $"slipway-slapd-{RandomNumberGenerator.GetHexString(NameCharacters, lowercase: true)}"));
        try
        {
            await server.InitializeAsync(ldif, settings, cancellation);
            await server.StartOnFreePortsAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_process is not { } process)
            return;
        process.Kill();
        await process.WaitForExitAsync(cancellation);
        process.Dispose();
        _process = null;
        // Its number may be another's by now: the guard must not find it.
        File.Delete(ProcessFile);
    }

    /// <summary>Starts it again on its ports; returns once it takes connections.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (!await TryStartAsync(cancellation))
            throw new InvalidOperationException("slapd does not start again on its ports");
    }

    /// <summary>It takes connections, and answers nothing until <see cref="ResumeAsync"/>.</summary>
    public Task FreezeAsync(CancellationToken cancellation) => SignalAsync("-STOP", cancellation);

    public Task ResumeAsync(CancellationToken cancellation) => SignalAsync("-CONT", cancellation);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private string ProcessFile => Path.Combine(_folder, "slapd.pid");

    private string Configuration => Path.Combine(_folder, "slapd.conf");

    private async Task InitializeAsync(string ldif, string settings, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        await WriteCertificateAsync(cancellation);
        await File.WriteAllTextAsync(Configuration, $"""
            include {Schemas}/core.schema
            include {Schemas}/cosine.schema
            include {Schemas}/nis.schema
            include {Schemas}/inetorgperson.schema
            pidfile {ProcessFile}
            modulepath {Modules}
            moduleload back_mdb
            moduleload memberof
            moduleload ppolicy
            TLSCertificateFile {Certificate}
            TLSCertificateKeyFile {_folder}/server.key
            database mdb
            suffix "dc=example,dc=org"
            directory {_folder}/data
            maxsize 16777216
            {settings}

            """, cancellation);
        var entries = Path.Combine(_folder, "entries.ldif");
        await File.WriteAllTextAsync(entries, ldif, cancellation);
        using var add = Start(Program, ["-Tadd", "-f", Configuration, "-l", entries]);
        add.StandardInput.Close();
        var errors = await add.StandardError.ReadToEndAsync(cancellation);
        await add.WaitForExitAsync(cancellation);
        if (add.ExitCode != 0)
            throw new InvalidOperationException($"slapadd fails: {errors}");
    }

    private async Task WriteCertificateAsync(CancellationToken cancellation)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=directory of a test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(Certificate, certificate.ExportCertificatePem(), cancellation);
        await File.WriteAllTextAsync(Path.Combine(_folder, "server.key"), key.ExportPkcs8PrivateKeyPem(), cancellation);
    }

    // slapd cannot be told to take any port: another program may have taken one by the time that it binds.
    private async Task StartOnFreePortsAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < StartAttempts; attempt++)
        {
            Plain = new Uri(string.Create(CultureInfo.InvariantCulture, $"ldap://127.0.0.1:{FreePort.Take()}"));
            Secure = new Uri(string.Create(CultureInfo.InvariantCulture, $"ldaps://127.0.0.1:{FreePort.Take()}"));
            if (await TryStartAsync(cancellation))
                return;
        }

        throw new InvalidOperationException($"slapd does not start: {await File.ReadAllTextAsync(Path.Combine(_folder, "log"), cancellation)}");
    }

    private async Task<bool> TryStartAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(StartSeconds));
        _process = Start("sh", ["-c", """exec "$0" "$@" 2>>"$LOG" """, Program, "-d", "0", "-f", Configuration, "-h", $"{Plain} {Secure}"], ("LOG", Path.Combine(_folder, "log")));
        while (!_process.HasExited)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(Plain.Host, Plain.Port, limit.Token);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), TimeProvider.System, limit.Token);
            }
        }

        return false;
    }

    private async Task SignalAsync(string signal, CancellationToken cancellation)
    {
        using var kill = Start("kill", [signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellation);
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
