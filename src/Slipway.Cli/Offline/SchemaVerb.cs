using System.CommandLine;
using Slipway.Contracts;
using Slipway.Core.Specs;

namespace Slipway.Cli.Offline;

internal sealed class SchemaVerb(Terminal terminal) : Verb(
    terminal, "schema", "Print the JSON Schema of the spec, for editors; needs no server", "slipway schema > slipway.schema.json")
{
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await Terminal.Out.WriteAsync(SpecSchema.ToJsonSchema().AsMemory(), cancellation);
        return ExitCodes.Done;
    }
}
