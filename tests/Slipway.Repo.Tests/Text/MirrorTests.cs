using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Text;

/// <summary>Who looks for the tests of a folder finds them in the folder of the same name.</summary>
public sealed class MirrorTests
{
    /// <summary>Tests of the whole program, which mirror no folder.</summary>
    private const string WholeProgram = "EndToEnd";

    [Theory]
    [InlineData("Slipway.Core.Tests", "Slipway.Core")]
    [InlineData("Slipway.Adapters.Tests", "Slipway.Local", "Slipway.Storage", "Slipway.Integrations")]
    [InlineData("Slipway.Server.Tests", "Slipway.Server", "Slipway.Cli", "Slipway.Contracts")]
    public void Folders_of_tests_mirror_folders_of_the_product(string tests, params string[] projects)
    {
        var root = $"tests/{tests}/";
        Repository.Files
            .Where(file => file.StartsWith(root, StringComparison.Ordinal) && file.EndsWith("Tests.cs", StringComparison.Ordinal))
            .Select(file => Path.GetDirectoryName(file[root.Length..])!)
            .Distinct()
            .Where(folder => folder != WholeProgram && !projects.Any(project => Mirrors(folder, project)))
            .ShouldBeEmpty();
    }

    /// <summary>A folder of the project, or, where one test project is for several, the project's own name first: <c>Storage/Sqlite</c>.</summary>
    private static bool Mirrors(string folder, string project)
    {
        var parts = folder.Split('/', 2);
        return Repository.Exists($"src/{project}/{folder}")
            || (project == $"Slipway.{parts[0]}" && Repository.Exists($"src/{project}/{parts.ElementAtOrDefault(1)}"));
    }
}
