using Shouldly;
using Slipway.Core.Access.Files;
using Slipway.Testing;
using Xunit;

namespace Slipway.Core.Tests.Access.Files;

public sealed class AccessReferenceTests
{
    [Fact]
    public void The_reference_is_the_one_checked_in() =>
        Golden.ShouldMatch(AccessReference.ToMarkdown(), "../../../../docs/reference/access.md");

    [Fact]
    public void The_example_in_the_documentation_is_valid_without_a_warning()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "../../../../../docs/access.md"));
        var yaml = page.Split("```yaml\n")[1].Split("```")[0];
        var file = AccessReader.Read(yaml);
        file.Errors.ShouldBeEmpty();
        file.Warnings.ShouldBeEmpty();
    }
}
