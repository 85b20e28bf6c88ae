using System.CommandLine;
using System.Net;
using System.Runtime.CompilerServices;
using Slipway.Contracts;
using Slipway.Server.Hosting;

namespace Slipway.Cli.Hosting;

internal sealed class ServeVerb : Verb
{
    private readonly Option<string[]> _files = new("--file", "-f")
    {
        Description = "A spec; may be given several times [default: slipway.yaml]",
        HelpName = "FILE",
    };

    private readonly Option<string?> _data = new("--data") { Description = "Where everything is kept [default: .slipway beside the first spec]", HelpName = "DIR" };
    private readonly StoreOption _store = new();
    private readonly Option<string> _listen = new("--listen") { Description = "Address and port of the API, on loopback; or the port alone", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1:7070" };
    private readonly Option<string?> _advertise = new("--advertise") { Description = "Where gateways and other servers reach the API, when that is not where it listens", HelpName = "URL" };
    private readonly Option<bool> _noGateways = new("--no-gateways") { Description = "Start none: they are run by hand, with slipway gateway" };

    public ServeVerb(Terminal terminal)
        : base(terminal, "serve", "Run the control plane: the engine, the API, and the gateways that the specs ask for", "slipway serve", "slipway serve -f shop.yaml -f billing.yaml --listen 127.0.0.1:7171")
    {
        Options.Add(_files);
        Options.Add(_data);
        Options.Add(_store);
        Options.Add(_listen);
        Options.Add(_advertise);
        Options.Add(_noGateways);
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
            Address(parsed.GetValue(_listen)!),
            Advertised(parsed.GetValue(_advertise)),
            cancellation);
    }

    private static IPEndPoint Address(string text)
    {
        if (int.TryParse(text, out var port) && port is > 0 and <= IPEndPoint.MaxPort)
            return new IPEndPoint(IPAddress.Loopback, port);
        if (!IPEndPoint.TryParse(text.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out var address) || address.Port == 0)
            throw new VerbFailedException(ExitCodes.Invalid, $"--listen: '{text}' is no address; write it as 127.0.0.1:7070");
        return IPAddress.IsLoopback(address.Address)
            ? address
            : throw new VerbFailedException(ExitCodes.Invalid, $"--listen: {text} is not on loopback; until access control is there, the API listens on 127.0.0.1 or [::1] alone");
    }

    private static Uri? Advertised(string? text)
    {
        if (text is null)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
            ? url
            : throw new VerbFailedException(ExitCodes.Invalid, $"--advertise: '{text}' is no server address; write it as http://10.0.0.5:7070");
    }

    /// <summary>Apart, so that the server's assemblies are loaded for this verb alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> ServeAsync(
        ParseResult parsed, IReadOnlyList<string> specs, string data, IPEndPoint listen, Uri? advertise, CancellationToken cancellation)
    {
        var store = _store.Find(parsed, Terminal, data);

        // Services and gateways get this program's environment: the store's password is none of theirs.
        Environment.SetEnvironmentVariable(StoreOption.Variable, null);
        using var signals = new StopSignals(cancellation);
        var options = new ServerOptions
        {
            SpecFiles = specs,
            DataDirectory = data,
            Store = store,
            Listen = listen,
            Advertise = advertise,
            Program = Environment.ProcessPath!,
            StartGateways = !parsed.GetValue(_noGateways),
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
