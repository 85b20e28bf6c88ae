using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Text;

/// <summary>Who looks for the tests of a folder finds them in the folder of the same name.</summary>
public sealed class MirrorTests
{
    [Theory]
    [InlineData("Slipway.Core.Tests", "Slipway.Core")]
    [InlineData("Slipway.Adapters.Tests", null)]
    [InlineData("Slipway.Server.Tests", "Slipway.Server")]
    public void Folders_of_tests_mirror_folders_of_the_product(string tests, string? product)
    {
        var root = $"tests/{tests}/";
        Repository.Files
            .Where(file => file.StartsWith(root, StringComparison.Ordinal) && file.EndsWith("Tests.cs", StringComparison.Ordinal))
            .Select(file => Path.GetDirectoryName(file[root.Length..])!)
            .Distinct()
            .Where(folder => !Candidates(folder, product).Any(Repository.Exists))
            .ShouldBeEmpty();
    }

    /// <summary>In a project that tests several, the first folder names the project: <c>Storage/Sqlite</c> is Slipway.Storage's Sqlite.</summary>
    private static IEnumerable<string> Candidates(string folder, string? product)
    {
        if (product is not null)
            yield return $"src/{product}/{folder}";
        var parts = folder.Split('/', 2);
        yield return $"src/Slipway.{parts[0]}/{parts.ElementAtOrDefault(1)}";
    }
}
