using Shouldly;
using Slipway.Core.Git;
using Slipway.Core.Git.Schema;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Tests.Specs;
using Slipway.Testing;
using Xunit;

namespace Slipway.Core.Tests.Git;

public sealed class GitReferenceTests
{
    [Fact]
    public void The_json_schema_is_the_one_checked_in() => Golden.ShouldMatch(GitReference.ToJsonSchema(), "../../../docs/reference/git.schema.json");

    [Fact]
    public void The_reference_is_the_one_checked_in() => Golden.ShouldMatch(GitReference.ToMarkdown(), "../../../docs/reference/git.md");

    [Fact]
    public void Every_default_and_example_in_the_definition_would_be_read_without_an_error()
    {
        var tried = 0;
        Walk(GitSchema.Root.Fields);
        tried.ShouldBeGreaterThan(10);

        void Walk(IReadOnlyList<SpecField> fields)
        {
            foreach (var field in fields)
            {
                foreach (var text in new[] { field.Example, field.Default }.OfType<string>())
                {
                    FieldReading.Errors(field, text).ShouldBeEmpty($"{field.Key}: {text}");
                    tried++;
                }

                Walk(field.Type.Fields);
            }
        }
    }
}
