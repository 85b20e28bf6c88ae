using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shouldly;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>What a command line left behind.</summary>
internal sealed record ProgramResult(string CommandLine, int Code, string Out, string Error)
{
    /// <summary>Itself, when it ended with this code; else the test fails with all that was printed.</summary>
    public ProgramResult Ended(int code)
    {
        Code.ShouldBe(code, ToString());
        return this;
    }

    public T Read<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Out, type) ?? throw new InvalidOperationException(ToString());

    public override string ToString() => $"`slipway {CommandLine}` ended with {Code}\n{Out}{Error}";
}
