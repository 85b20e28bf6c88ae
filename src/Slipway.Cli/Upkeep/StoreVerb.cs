using System.CommandLine;
using System.Runtime.CompilerServices;
using Slipway.Cli.Hosting;
using Slipway.Contracts;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Storage;

namespace Slipway.Cli.Upkeep;

/// <summary>A verb that works on a store itself, without a server.</summary>
internal abstract class StoreVerb : Verb
{
    private readonly Option<string> _data = new("--data") { Description = "The data folder of the server", HelpName = "DIR", DefaultValueFactory = _ => ".slipway" };
    private readonly StoreOption _store = new() { Description = $"The store itself, an SQLite file or PostgreSQL: postgres://user:password@host:port/database [default: {StoreOption.Variable}, which keeps the password out of the list of processes; else the file in the data folder]", HelpName = "PATH|URL" };

    protected StoreVerb(Terminal terminal, string name, string description, params IReadOnlyList<string> examples)
        : base(terminal, name, description, examples)
    {
        Options.Add(_data);
        Options.Add(_store);
    }

    protected sealed override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            return await WorkAsync(parsed, cancellation);
        }
        catch (Exception refusal) when (refusal is PortUnavailableException or ChainBrokenException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Failed, refusal.Message);
        }
    }

    protected abstract Task<int> WorkAsync(ParseResult parsed, CancellationToken cancellation);

    /// <summary>Opens the store that is meant for this verb alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected async Task<SqlStore> OpenAloneAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var store = await Existing(parsed).OpenWholeAsync(Terminal.Time, null, cancellation);
        if (await store.ServersAsync(cancellation) is not [var living, ..])
            return store;
        await store.DisposeAsync();
        throw new VerbFailedException(ExitCodes.Blocked, $"The store is in use by the server {living.Id} at {living.Url}: stop all of its servers first");
    }

    /// <summary>Opens the store that is meant to look at, also while servers use it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected Task<SqlStore> OpenReadOnlyAsync(ParseResult parsed, CancellationToken cancellation) =>
        Existing(parsed).OpenReadOnlyAsync(Terminal.Time, cancellation);

    /// <summary>Where the key and the checkpoints of the store are, absolute: beside a file that is named, unless said otherwise.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected string Folder(ParseResult parsed)
    {
        var data = Path.GetFullPath(parsed.GetValue(_data)!, Terminal.Directory);
        var location = _store.Find(parsed, Terminal, data);
        return location.IsShared || parsed.GetResult(_data) is { Implicit: false } ? data : Path.GetDirectoryName(location.ToString())!;
    }

    private StoreLocation Existing(ParseResult parsed)
    {
        var data = Path.GetFullPath(parsed.GetValue(_data)!, Terminal.Directory);
        var location = _store.Find(parsed, Terminal, data);
        return location.IsShared || File.Exists(location.ToString())
            ? location
            : throw new VerbFailedException(ExitCodes.Invalid, $"There is no store {location}: name the data folder with --data, or a database or a file with --store");
    }
}
