using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Core.Git;

namespace Slipway.Cli.Offline;

internal sealed class GitCheckVerb : Verb
{
    private readonly Option<string> _file = new("--file", "-f") { Description = "The file", HelpName = "FILE", DefaultValueFactory = _ => "git.yaml" };

    public GitCheckVerb(Terminal terminal)
        : base(terminal, "check", "Name every error in a file of repositories, with its line and what to do; needs no server, no repository, and no secret", "slipway git check -f git.yaml")
    {
        Options.Add(_file);
        Options.Add(OutputOption.Create());
    }

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file)!;
        var result = GitReader.Read(SpecFile.ReadText(file, Terminal));
        if (result.File is not { } git)
            throw SpecFile.Invalid(file, result.Errors);
        Terminal.Out.WriteLine(OutputOption.IsJson(parsed)
            ? JsonText.Indented(new ErrorReport([], null))
            : $"{file} is valid: {(git.Repositories.Count == 1 ? "1 repository" : $"{git.Repositories.Count} repositories")}");
        return Task.FromResult(ExitCodes.Done);
    }
}
