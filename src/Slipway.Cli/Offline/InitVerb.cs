using System.CommandLine;
using Slipway.Contracts;
using Slipway.Core.Specs;
using Slipway.Core.Values;

namespace Slipway.Cli.Offline;

internal sealed class InitVerb : Verb
{
    private const string Fallback = "app";
    private readonly Option<string?> _app = new("--app") { Description = "The service's name [default: the folder's]", HelpName = "NAME" };
    private readonly Option<string> _file = FileOption.Create();
    private readonly Option<bool> _force = new("--force") { Description = "Write over a file that is there" };

    public InitVerb(Terminal terminal)
        : base(terminal, "init", "Write a commented spec to start from; needs no server", "slipway init --app storefront")
    {
        Options.Add(_app);
        Options.Add(_file);
        Options.Add(_force);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var app = parsed.GetValue(_app) ?? NameOf(Terminal.Directory);
        if (!EnvironmentKey.IsName(app))
            throw new VerbFailedException(ExitCodes.Invalid, $"'{app}' is no name: {EnvironmentKey.NameShape}");
        var path = Path.GetFullPath(parsed.GetValue(_file)!, Terminal.Directory);
        if (File.Exists(path) && !parsed.GetValue(_force))
            throw new VerbFailedException(ExitCodes.Invalid, $"{path} is there already; --force writes over it");
        try
        {
            await File.WriteAllTextAsync(path, SpecTemplate.Commented(app), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Failed, $"{path} cannot be written: {e.Message}");
        }

        await Terminal.Out.WriteLineAsync($"{path} is written. Edit it, then: slipway validate && slipway serve");
        return ExitCodes.Done;
    }

    private static string NameOf(string directory)
    {
        var letters = Path.GetFileName(directory.TrimEnd('/')).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-');
        var name = new string([.. letters]).Trim('-');
        return EnvironmentKey.IsName(name) ? name : Fallback;
    }
}
