using System.CommandLine;
using Slipway.Cli.Client.Api;
using Slipway.Cli.Output;
using Slipway.Contracts;

namespace Slipway.Cli.Client;

/// <summary>A verb that asks a server.</summary>
internal abstract class ClientVerb : Verb
{
    private readonly GlobalOptions _globals;

    protected ClientVerb(Terminal terminal, GlobalOptions globals, string name, string description, params IReadOnlyList<string> examples)
        : base(terminal, name, description, examples) =>
        _globals = globals;

    /// <summary>Puts the options of all client verbs after the verb's own.</summary>
    public void AddGlobals()
    {
        foreach (var option in _globals.All)
            Options.Add(option);
    }

    protected abstract Task<int> RunAsync(ClientCall call, CancellationToken cancellation);

    protected sealed override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var address = ServerAddress.Find(parsed.GetValue(_globals.Server), Terminal);
        using var client = new SlipwayClient(address, ServerCredential.Find(parsed.GetValue(_globals.TokenFile), Terminal, address), new SocketsHttpHandler { AllowAutoRedirect = false });
        var call = new ClientCall(
            parsed, Terminal, client, parsed.GetValue(_globals.App), parsed.GetValue(_globals.Environment), OutputOption.IsJson(parsed));
        try
        {
            return await RunAsync(call, cancellation);
        }
        catch (ServerGoneException gone) when (gone.Sent)
        {
            throw new VerbFailedException(ExitCodes.Unknown, $"{gone.Message}. Whether it was done is unknown: see `slipway status`");
        }
        catch (ServerGoneException gone)
        {
            throw new VerbFailedException(ExitCodes.Failed, gone.Message);
        }
    }
}
