using System.CommandLine;
using Slipway.Contracts;

namespace Slipway.Cli;

/// <summary>A word that needs a second one: <c>slipway store rebuild</c>.</summary>
internal sealed class VerbGroup : Verb
{
    /// <param name="verbs">In the order of the help; each has the examples of its own.</param>
    public VerbGroup(Terminal terminal, string name, string description, params IReadOnlyList<Verb> verbs)
        : base(terminal, name, description, [.. verbs.Select(verb => verb.Examples[0])])
    {
        foreach (var verb in verbs)
            Subcommands.Add(verb);
    }

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation) =>
        throw new VerbFailedException(ExitCodes.Invalid, $"{Name} needs a second word: {string.Join(", ", Subcommands.Select(verb => verb.Name))}; see: slipway {Name} --help");
}
