using System.Text.RegularExpressions;
using Shouldly;
using Slipway.Repo.Tests.Architecture;
using Xunit;

namespace Slipway.Repo.Tests.Text;

public sealed partial class NamingTests
{
    [Theory]
    [InlineData("slipway")]
    [InlineData("Slipway.Contracts")]
    [InlineData("Slipway.Core")]
    [InlineData("Slipway.Integrations")]
    [InlineData("Slipway.Local")]
    [InlineData("Slipway.Server")]
    [InlineData("Slipway.Storage")]
    public void No_type_hides_behind_a_name_that_says_nothing(string assembly) =>
        CompiledAssembly.Read(assembly).Types.Where(name => EmptyName.IsMatch(name)).ShouldBeEmpty();

    [Fact]
    public void A_file_holds_one_type_and_is_named_for_it()
    {
        var wrong = new List<string>();
        foreach (var file in Repository.Sources.Where(file => !file.EndsWith("/Program.cs", StringComparison.Ordinal)))
        {
            var types = TopLevelType.Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value).Distinct().ToList();
            // Name.Part.cs is a part of Name, Name{T}.cs is Name of T; a file without types holds assembly attributes or global usings.
            var name = Path.GetFileName(file).Split('.', '{')[0];
            if (types.Count > 1 || (types.Count == 1 && types[0] != name))
                wrong.Add($"{file}: {string.Join(", ", types)}");
        }

        wrong.ShouldBeEmpty();
    }

    [GeneratedRegex(@"(Utils?|Utilities|Helpers?|Managers?|Common)(`\d+)?$")]
    private static partial Regex EmptyName { get; }

    // Column 0 with a file-scoped namespace. `file` types belong to their file by definition.
    [GeneratedRegex(@"^(?:(?:public|internal|sealed|static|abstract|readonly|partial|ref|unsafe)\s+)*(?:class|record\s+struct|record\s+class|record|struct|interface|enum)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType { get; }
}
