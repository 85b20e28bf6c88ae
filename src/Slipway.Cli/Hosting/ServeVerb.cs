using System.CommandLine;
using System.Net;
using System.Runtime.CompilerServices;
using Slipway.Cli.Client.Api;
using Slipway.Cli.Upkeep;
using Slipway.Contracts;
using Slipway.Server.Hosting;

namespace Slipway.Cli.Hosting;

internal sealed class ServeVerb : Verb
{
    private const int MaxCheckpointDays = 30;

    private readonly Option<string[]> _files = new("--file", "-f")
    {
        Description = "A spec; may be given several times [default: slipway.yaml]",
        HelpName = "FILE",
    };

    private readonly Option<string?> _data = new("--data") { Description = "Where everything is kept [default: .slipway beside the first spec]", HelpName = "DIR" };
    private readonly StoreOption _store = new();
    private readonly Option<string> _listen = new("--listen") { Description = "Address and port of the API, off loopback with TLS or --insecure; or the port alone", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1:7070" };
    private readonly Option<string?> _metrics = new("--metrics") { Description = "Address and port where Prometheus reads the server's own metrics at /metrics, without a credential; or the port alone [default: nowhere]", HelpName = "ADDRESS" };
    private readonly Option<string?> _advertise = new("--advertise") { Description = "Where gateways and other servers reach the API, when that is not where it listens", HelpName = "URL" };
    private readonly Option<string?> _access = new("--access") { Description = "Who may do what; read anew when it changes [default: only what a token itself gives]", HelpName = "FILE" };
    private readonly Option<string?> _certificate = new("--tls-cert") { Description = "Serve the API over TLS with this certificate, in PEM", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--tls-key") { Description = "The certificate's private key, in PEM", HelpName = "FILE" };
    private readonly Option<bool> _insecure = new("--insecure") { Description = "Listen off loopback without TLS: tokens can be read on the way" };
    private readonly Option<string?> _peerKey = new("--peer-key-file") { Description = "The key that servers of one store and their gateways share [default: peer.key in the data folder]", HelpName = "FILE" };
    private readonly Option<bool> _noGateways = new("--no-gateways") { Description = "Start none: they are run by hand, with slipway gateway" };

    private readonly Option<string?> _kubeConfig = new("--kubeconfig") { Description = "Where the contexts are that specs name [default: KUBECONFIG, ~/.kube/config, or the service account of the server's pod]", HelpName = "FILE" };
    private readonly Option<string?> _notices = new("--notices") { Description = "Whom to tell of what, and who may tell this server something [default: nobody]", HelpName = "FILE" };

    private readonly Option<string?> _git = new("--git") { Description = "Which Git repositories to follow, and what to write back [default: none]", HelpName = "FILE" };

    private readonly Option<string?> _keep = DurationOption.Create("--keep", "Remove events and rollouts when they are older and not needed any more [default: keep everything]");
    private readonly Option<string?> _keepEvidence = DurationOption.Create("--keep-evidence", "Remove measurements of ended rollouts when they are older [default: as --keep]");
    private readonly Option<string?> _archive = new("--archive") { Description = "Keep the removed events in files of this folder", HelpName = "DIR" };

    private readonly Option<string?> _checkpointEvery = DurationOption.Create("--checkpoint-every", "Sign the head of the record so often when something has happened [default: 1h]");

    public ServeVerb(Terminal terminal)
        : base(
            terminal, "serve", "Run the control plane: the engine, the API, and the gateways that the specs ask for",
            "slipway serve", "slipway serve -f shop.yaml -f billing.yaml --listen 127.0.0.1:7171", "slipway serve --keep 400d --keep-evidence 90d --archive /backup/slipway")
    {
        Options.Add(_files);
        Options.Add(_data);
        Options.Add(_store);
        Options.Add(_listen);
        Options.Add(_metrics);
        Options.Add(_advertise);
        Options.Add(_access);
        Options.Add(_certificate);
        Options.Add(_key);
        Options.Add(_insecure);
        Options.Add(_peerKey);
        Options.Add(_noGateways);
        Options.Add(_kubeConfig);
        Options.Add(_notices);
        Options.Add(_git);
        Options.Add(_keep);
        Options.Add(_keepEvidence);
        Options.Add(_archive);
        Options.Add(_checkpointEvery);
    }

    public override bool OwnsSignals => true;

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var files = parsed.GetValue(_files) is { Length: > 0 } given ? given : ["slipway.yaml"];
        var specs = files.Select(f => Path.GetFullPath(f, Terminal.Directory)).ToList();
        return ServeAsync(
            parsed,
            specs,
            Path.GetFullPath(parsed.GetValue(_data) ?? Path.Combine(Path.GetDirectoryName(specs[0])!, ".slipway"), Terminal.Directory),
            Listen(parsed),
            Advertised(parsed.GetValue(_advertise)),
            cancellation);
    }

    private IPEndPoint Listen(ParseResult parsed)
    {
        var address = Address(parsed.GetValue(_listen)!, _listen, "127.0.0.1:7070");
        if ((parsed.GetValue(_certificate) is null) != (parsed.GetValue(_key) is null))
            throw new VerbFailedException(ExitCodes.Invalid, "--tls-cert and --tls-key go together");
        return IPAddress.IsLoopback(address.Address) || parsed.GetValue(_certificate) is not null || parsed.GetValue(_insecure)
            ? address
            : throw new VerbFailedException(
                ExitCodes.Invalid, $"--listen: {address} is not on loopback, and tokens would go there unencrypted: give --tls-cert and --tls-key, or say --insecure");
    }

    private IPEndPoint? Metrics(ParseResult parsed, IPEndPoint listen)
    {
        if (parsed.GetValue(_metrics) is not { } text)
            return null;
        var address = Address(text, _metrics, "127.0.0.1:9464");
        return address.Port != listen.Port
            ? address
            : throw new VerbFailedException(ExitCodes.Invalid, $"--metrics: {address.Port} is the port of the API, which nobody reads without a credential; choose another port");
    }

    private static IPEndPoint Address(string text, Option option, string example)
    {
        if (int.TryParse(text, out var port) && port is > 0 and <= IPEndPoint.MaxPort)
            return new IPEndPoint(IPAddress.Loopback, port);
        if (!IPEndPoint.TryParse(text.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out var address) || address.Port == 0)
            throw new VerbFailedException(ExitCodes.Invalid, $"{option.Name}: '{text}' is no address; write it as {example}");
        return address;
    }

    private static Uri? Advertised(string? text)
    {
        if (text is null)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
            ? url
            : throw new VerbFailedException(ExitCodes.Invalid, $"--advertise: '{text}' is no server address; write it as http://10.0.0.5:7070");
    }

    private string Full(string path) => Path.GetFullPath(path, Terminal.Directory);

    private TimeSpan CheckpointEvery(ParseResult parsed) => (DurationOption.Read(parsed, _checkpointEvery) ?? TimeSpan.FromHours(1)) switch
    {
        { TotalDays: > MaxCheckpointDays } => throw new VerbFailedException(ExitCodes.Invalid, $"--checkpoint-every: at most {MaxCheckpointDays}d"),
        var every => every,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private RetentionOptions? Retention(ParseResult parsed)
    {
        var (keep, evidence, archive) = (DurationOption.Read(parsed, _keep), DurationOption.Read(parsed, _keepEvidence), parsed.GetValue(_archive));
        if (keep is { } age)
            return new RetentionOptions(age, evidence is { } shorter && shorter < age ? shorter : age, archive is null ? null : Path.GetFullPath(archive, Terminal.Directory));
        return evidence is null && archive is null
            ? null
            : throw new VerbFailedException(ExitCodes.Invalid, "--keep-evidence and --archive say how to remove what is old: say with --keep how old");
    }

    /// <summary>Apart, so that the server's assemblies are loaded for this verb alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> ServeAsync(
        ParseResult parsed, IReadOnlyList<string> specs, string data, IPEndPoint listen, Uri? advertise, CancellationToken cancellation)
    {
        var store = _store.Find(parsed, Terminal, data);

        // Services and gateways get this program's environment: the store's password and this user's token are none of theirs.
        Environment.SetEnvironmentVariable(StoreOption.Variable, null);
        Environment.SetEnvironmentVariable(ServerCredential.Variable, null);
        Environment.SetEnvironmentVariable(ServerCredential.PasswordVariable, null);
        using var signals = new StopSignals(cancellation);
        var options = new ServerOptions
        {
            SpecFiles = specs,
            DataDirectory = data,
            Store = store,
            Listen = listen,
            Metrics = Metrics(parsed, listen),
            Advertise = advertise,
            Tls = parsed.GetValue(_certificate) is { } certificate ? new TlsFiles(Full(certificate), Full(parsed.GetValue(_key)!)) : null,
            AccessFile = parsed.GetValue(_access) is { } access ? Full(access) : null,
            PeerKeyFile = parsed.GetValue(_peerKey) is { } key ? Full(key) : null,
            Program = Environment.ProcessPath!,
            StartGateways = !parsed.GetValue(_noGateways),
            KubeConfig = parsed.GetValue(_kubeConfig) is { } kubeConfig ? Full(kubeConfig) : null,
            NoticesFile = parsed.GetValue(_notices) is { } notices ? Path.GetFullPath(notices, Terminal.Directory) : null,
            GitFile = parsed.GetValue(_git) is { } git ? Full(git) : null,
            Retention = Retention(parsed),
            CheckpointEvery = CheckpointEvery(parsed),
        };
        try
        {
            await SlipwayServer.RunAsync(options, Terminal.Out.WriteLine, signals.Stopping);
            return ExitCodes.Done;
        }
        catch (ServerStartException e)
        {
            throw new VerbFailedException(e.IsInvalidInput ? ExitCodes.Invalid : ExitCodes.Failed, e.Message);
        }
    }
}
