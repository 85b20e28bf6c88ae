using System.CommandLine;
using Slipway.Contracts;
using Slipway.Core.Git;
using Slipway.Core.Notices;
using Slipway.Core.Specs;

namespace Slipway.Cli.Offline;

internal sealed class SchemaVerb : Verb
{
    private readonly Option<bool> _notices = new("--notices") { Description = "Of notices.yaml, in place of the spec" };

    private readonly Option<bool> _git = new("--git") { Description = "Of git.yaml, in place of the spec" };

    public SchemaVerb(Terminal terminal)
        : base(terminal, "schema", "Print the JSON Schema of the spec, for editors; needs no server", "slipway schema > slipway.schema.json", "slipway schema --notices > notices.schema.json")
    {
        Options.Add(_notices);
        Options.Add(_git);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var schema = parsed.GetValue(_git) ? GitReference.ToJsonSchema() : parsed.GetValue(_notices) ? NoticesReference.ToJsonSchema() : SpecSchema.ToJsonSchema();
        await Terminal.Out.WriteAsync(schema.AsMemory(), cancellation);
        return ExitCodes.Done;
    }
}
