using System.CommandLine;
using System.Runtime.CompilerServices;
using Slipway.Contracts;
using Slipway.Storage;

namespace Slipway.Cli.Hosting;

/// <summary>Which store: <c>--store</c>, else the variable, else a file in the data folder. A file, or a folder with one, may be named as well.</summary>
internal sealed class StoreOption : Option<string?>
{
    public const string Variable = "SLIPWAY_STORE";

    public StoreOption()
        : base("--store")
    {
        Description = $"Keep the record in PostgreSQL: postgres://user:password@host:port/database [default: {Variable}, which keeps the password out of the list of processes; else a file in the data folder]";
        HelpName = "URL";
    }

    /// <summary>Apart, so that the database's assemblies are loaded for the verbs that need them alone.</summary>
    /// <param name="data">The data folder, absolute.</param>
    /// <exception cref="VerbFailedException">It is no store; the message does not repeat it, as it may hold a password.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public StoreLocation Find(ParseResult parsed, Terminal terminal, string data)
    {
        var given = parsed.GetValue(this);
        if ((given ?? terminal.Variable(Variable)) is not { Length: > 0 } text)
            return StoreLocation.File(Path.Combine(data, "slipway.db"));
        if (Path.GetFullPath(text, terminal.Directory) is var path && File.Exists(path))
            return StoreLocation.File(path);
        if (Directory.Exists(path))
            return StoreLocation.File(Path.Combine(path, "slipway.db"));
        try
        {
            return StoreLocation.Parse(text);
        }
        catch (FormatException fault)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"{(given is null ? Variable : "--store")}: {fault.Message}");
        }
    }
}
