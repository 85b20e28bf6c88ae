using System.CommandLine;
using System.Runtime.CompilerServices;
using Slipway.Cli.Client.Api;
using Slipway.Contracts;
using Slipway.Core.Values;
using Slipway.Local.Gateway;

namespace Slipway.Cli.Hosting;

/// <summary>The stand-alone data plane. Only <see cref="ServeAsync"/> names the assemblies that run it, so that other verbs do not load them.</summary>
internal sealed class GatewayVerb : Verb
{
    private const string DefaultFolder = ".slipway";

    private readonly Option<string?> _server = new("--server") { Description = "Address of the control plane [default: as for the client verbs]", HelpName = "URL" };
    private readonly Option<string> _app = new("--app") { Description = "The app whose requests it takes", HelpName = "NAME", Required = true };
    private readonly Option<string> _environment = new("--env", "--environment") { Description = "The environment whose requests it takes", HelpName = "NAME", Required = true };
    private readonly Option<string> _data = new("--data") { Description = "Where it keeps its last configuration", HelpName = "FOLDER", DefaultValueFactory = _ => DefaultFolder };
    private readonly Option<string?> _listen = new("--listen") { Description = "Address and port [default: what the spec says]", HelpName = "ADDRESS" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Take the sockets over from the gateway that runs here, without losing a connection" };

    public GatewayVerb(Terminal terminal)
        : base(
            terminal, "gateway", "Split the requests of an environment; `serve` starts one by itself, run it by hand on other hosts",
            "slipway gateway --server http://127.0.0.1:7070 --app storefront --env production",
            "slipway gateway --app storefront --env production --replace")
    {
        Options.Add(_server);
        Options.Add(_app);
        Options.Add(_environment);
        Options.Add(_data);
        Options.Add(_listen);
        Options.Add(_replace);
    }

    /// <summary>Requests and connections under way are served to their end.</summary>
    public override TimeSpan StopsWithin => TimeSpan.FromMinutes(10);

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (app, environment) = (parsed.GetValue(_app)!, parsed.GetValue(_environment)!);
        if (!EnvironmentKey.IsName(app) || !EnvironmentKey.IsName(environment))
            throw new VerbFailedException(ExitCodes.Invalid, $"--app and --env take {EnvironmentKey.NameShape}");
        return ServeAsync(parsed, ServerAddress.Find(parsed.GetValue(_server), Terminal).Url, new EnvironmentKey(app, environment), cancellation);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<int> ServeAsync(ParseResult parsed, Uri server, EnvironmentKey environment, CancellationToken cancellation) =>
        GatewayProgram.RunAsync(
            new GatewayOptions
            {
                Server = server,
                Environment = environment,
                DataDirectory = Path.GetFullPath(parsed.GetValue(_data)!, Terminal.Directory),
                Listen = parsed.GetValue(_listen),
                Replace = parsed.GetValue(_replace),
                Chance = new Random(Environment.ProcessId),
                Time = Terminal.Time,
                Log = line => Terminal.Error.WriteLine($"{Terminal.Time.GetUtcNow():O} {line}"),
            },
            cancellation);
}
