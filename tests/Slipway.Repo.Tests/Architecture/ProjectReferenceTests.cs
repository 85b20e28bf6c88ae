using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Architecture;

public sealed class ProjectReferenceTests
{
    private static readonly CompiledAssembly Core = CompiledAssembly.Read("Slipway.Core");

    [Fact]
    public void Core_refers_to_the_base_library_abstractions_and_three_libraries() =>
        Foreign("Slipway.Core", "NodaTime", "YamlDotNet", "MathNet.Numerics").ShouldBeEmpty();

    [Fact]
    public void Contracts_refers_to_the_base_library_alone() =>
        Foreign("Slipway.Contracts").ShouldBeEmpty();

    [Theory]
    [InlineData("Slipway.Integrations")]
    [InlineData("Slipway.Kubernetes")]
    [InlineData("Slipway.Local")]
    [InlineData("Slipway.Storage")]
    public void An_adapter_refers_to_Core_and_to_no_other_project(string adapter) =>
        CompiledAssembly.Read(adapter).References.Where(name => name.StartsWith("Slipway.", StringComparison.Ordinal) && name != "Slipway.Core").ShouldBeEmpty();

    /// <summary>Parsing an address is arithmetic, so System.Net.Primitives is let pass.</summary>
    [Fact]
    public void Core_touches_no_file_socket_or_process() =>
        Core.Mentions
            .Where(mention => mention.Type is "System.IO.File" or "System.IO.Directory" or "System.IO.FileStream" or "System.IO.FileInfo"
                || mention.Assembly is "System.Net.Sockets" or "System.Net.Http" or "System.Diagnostics.Process" or "System.IO.Pipes")
            .ShouldBeEmpty();

    [Theory]
    [InlineData("Specs")]
    [InlineData("Planning")]
    [InlineData("Rollouts")]
    [InlineData("Analysis")]
    [InlineData("Gates")]
    [InlineData("Access")]
    [InlineData("Audit")]
    [InlineData("Trains")]
    [InlineData("Import")]
    public void Decisions_are_pure_and_never_mention_tasks_loggers_or_clocks(string folder) =>
        Core.Mentions
            .Where(mention => IsIn(mention.By, $"Slipway.Core.{folder}"))
            .Where(mention => mention.Type == "System.TimeProvider"
                || mention.Type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
                || mention.Type.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void The_client_verbs_see_Contracts_alone() =>
        CompiledAssembly.Read("slipway").Mentions
            .Where(mention => IsIn(mention.By, "Slipway.Cli.Client"))
            .Where(mention => mention.Assembly.StartsWith("Slipway.", StringComparison.Ordinal) && mention.Assembly != "Slipway.Contracts")
            .ShouldBeEmpty();

    private static bool IsIn(string type, string @namespace) => type.StartsWith($"{@namespace}.", StringComparison.Ordinal);

    private static IEnumerable<string> Foreign(string assembly, params IReadOnlyList<string> allowed) =>
        CompiledAssembly.Read(assembly).References.Where(name =>
            !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("System" or "netstandard")
            && !(name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name.EndsWith(".Abstractions", StringComparison.Ordinal))
            && !allowed.Contains(name));
}
