using System.CommandLine;
using Slipway.Cli.Import.Views;
using Slipway.Cli.Offline;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Core.Import;
using Slipway.Core.Specs;

namespace Slipway.Cli.Import;

internal sealed class ImportVerb : Verb
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Manifests, folders of them, or - for what is piped in", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _out = new("--out") { Description = "The spec to write", HelpName = "FILE", DefaultValueFactory = _ => FileOption.Default };
    private readonly Option<string?> _app = new("--app") { Description = "The one to import, where the files have several", HelpName = "NAME" };
    private readonly Option<bool> _force = new("--force") { Description = "Write over a file that is there" };

    public ImportVerb(Terminal terminal)
        : base(
            terminal, "import", "Make a spec from manifests of Argo Rollouts, Flagger or Argo CD, and list what has no equal; needs no server",
            "slipway import rollout.yaml analysis.yaml service.yaml",
            "slipway import manifests/ --app shop --out shop/slipway.yaml",
            "kubectl get rollouts,analysistemplates,services -n shop -o yaml | slipway import - -o json")
    {
        Arguments.Add(_files);
        Options.Add(_out);
        Options.Add(_app);
        Options.Add(_force);
        Options.Add(OutputOption.Create());
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(parsed.GetValue(_out)!, Terminal.Directory);
        var files = await ManifestFiles.ReadAsync(parsed.GetValue(_files)!, Terminal, cancellation);
        var result = Importer.Convert(files, parsed.GetValue(_app));
        if (!result.IsDone)
            throw Refused(result.Errors);
        if (File.Exists(path) && !parsed.GetValue(_force))
            throw new VerbFailedException(ExitCodes.Invalid, $"{path} is there already; --force writes over it, --out names another");
        await WriteAsync(path, result.Text, cancellation);
        if (OutputOption.IsJson(parsed))
            await Terminal.Out.WriteLineAsync(ImportJson.Write(new ImportView(path, result.Text, result.Notes)));
        else
            Tell(parsed.GetValue(_out)!, result);
        return ExitCodes.Done;
    }

    private static VerbFailedException Refused(IReadOnlyList<SpecError> errors) => new(
        ExitCodes.Invalid,
        [.. errors.Select(SpecFile.ToProblem)],
        [.. errors.Select(e => e.File is null ? $"slipway: {e.Message} ({e.Remedy})" : e.Format(e.File))]);

    private static async Task WriteAsync(string path, string text, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Failed, $"{path} cannot be written: {e.Message}");
        }
    }

    private void Tell(string file, ImportResult result)
    {
        if (result.Notes.Count > 0)
        {
            Listing.Write(Terminal with { Out = Terminal.Error }, ["Where", "What", "What Slipway does, and what you decide"], result.Notes.Select(note => (IReadOnlyList<string>)
            [
                $"{note.File}:{note.Line}",
                Shortened(note.Path),
                $"{note.Says}: {note.Here}{(note.Decide is null ? "" : $" DECIDE: {note.Decide}")}",
            ]));
        }

        var environments = string.Join(", ", result.Spec!.Environments.Select(e => $"{e.Name} ({e.Strategy.Name})"));
        var decisions = result.Notes.Count(note => note.Decide is not null);
        Terminal.Out.WriteLine($"{file} is written and valid: {result.Spec.App} in {environments}. {(result.Notes.Count == 0 ? "Everything has an equal." : $"Notes: {result.Notes.Count}, of which {decisions} ask for a decision; they are comments in it.")}");
    }

    /// <summary>The last two keys tell fields apart; the whole path is in the file, and in JSON.</summary>
    private static string Shortened(string path) => path.Split('.') is { Length: > 2 } keys ? $"…{keys[^2]}.{keys[^1]}" : path;
}
