using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Slipway.Contracts;
using Slipway.Core.Values;
using Slipway.Local.Gateway;

namespace Slipway.Cli.Hosting;

internal sealed class GatewayVerb : Verb
{
    private readonly Option<string[]> _server = new("--server")
    {
        Description = "The control plane; of several servers, any or all",
        HelpName = "URL",
        DefaultValueFactory = _ => ["http://127.0.0.1:7070"],
    };

    private readonly Option<string> _app = new("--app") { Description = "The app", HelpName = "NAME", Required = true };
    private readonly Option<string> _environment = new("--environment", "--env") { Description = "The environment", HelpName = "NAME", Required = true };
    private readonly Option<string> _data = new("--data") { Description = "Where its last configuration is kept", HelpName = "DIR", DefaultValueFactory = _ => ".slipway" };
    private readonly Option<string?> _listen = new("--listen") { Description = "Instead of the address that the spec says", HelpName = "ADDRESS" };
    private readonly Option<string?> _peerKey = new("--peer-key-file") { Description = "The key that the control plane asks for [default: peer.key in --data]", HelpName = "FILE" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Take the listening socket over from the gateway that runs, without a lost connection" };

    public GatewayVerb(Terminal terminal)
        : base(terminal, "gateway", "Run the data plane of one environment; serve starts one by itself", "slipway gateway --app storefront --environment production", "slipway gateway --app storefront --environment production --replace")
    {
        Options.Add(_server);
        Options.Add(_app);
        Options.Add(_environment);
        Options.Add(_data);
        Options.Add(_listen);
        Options.Add(_peerKey);
        Options.Add(_replace);
    }

    public override bool OwnsSignals => true;

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var servers = parsed.GetValue(_server)!.Select(Address).ToList();
        var environment = $"{parsed.GetValue(_app)}/{parsed.GetValue(_environment)}";
        return ServeAsync(servers, environment, parsed, cancellation);
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? server
            : throw new VerbFailedException(ExitCodes.Invalid, $"--server: '{text}' is no server address; write it as http://127.0.0.1:7070");

    /// <summary>Apart, so that the gateway's assemblies are loaded for this verb alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> ServeAsync(IReadOnlyList<Uri> servers, string environment, ParseResult parsed, CancellationToken cancellation)
    {
        if (!EnvironmentKey.TryParse(environment, out var key))
            throw new VerbFailedException(ExitCodes.Invalid, $"'{environment}' is no app and environment: each is {EnvironmentKey.NameShape}");
        using var signals = new StopSignals(cancellation);
        return await GatewayProgram.RunAsync(
            new GatewayOptions
            {
                Servers = servers,
                Environment = key,
                DataDirectory = Path.GetFullPath(parsed.GetValue(_data)!, Terminal.Directory),
                PeerKeyFile = parsed.GetValue(_peerKey) is { } peerKey ? Path.GetFullPath(peerKey, Terminal.Directory) : null,
                Listen = parsed.GetValue(_listen),
                Replace = parsed.GetValue(_replace),
                Chance = new Random(RandomNumberGenerator.GetInt32(int.MaxValue)),
                Log = Terminal.Out.WriteLine,
            },
            signals.Stopping);
    }
}
