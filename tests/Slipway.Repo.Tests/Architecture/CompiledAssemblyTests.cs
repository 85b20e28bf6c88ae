using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Architecture;

/// <summary>A guard that sees nothing keeps nothing out: what the reader must find in code that is known.</summary>
public sealed class CompiledAssemblyTests
{
    private static readonly CompiledAssembly Self = CompiledAssembly.Read("Slipway.Repo.Tests");

    [Theory]
    [InlineData("Architecture.CompiledAssembly", "System.Reflection.PortableExecutable.PEReader")]
    [InlineData("Repository", "System.Diagnostics.Process")]
    [InlineData("Repository", "System.Threading.Tasks.Task`1")]
    public void Types_in_fields_signatures_locals_and_calls_are_found(string by, string type) =>
        Self.Mentions.Any(mention => mention.By == $"Slipway.Repo.Tests.{by}" && mention.Type == type).ShouldBeTrue();
}
