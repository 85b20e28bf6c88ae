using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Schema;
using Slipway.Testing;
using Xunit;

namespace Slipway.Core.Tests.Specs;

public sealed class SpecSchemaTests
{
    [Fact]
    public void The_json_schema_is_the_one_checked_in() =>
        Golden.ShouldMatch(SpecSchema.ToJsonSchema(), "../../../docs/reference/slipway.schema.json");

    [Fact]
    public void The_reference_is_the_one_checked_in() =>
        Golden.ShouldMatch(SpecReference.ToMarkdown(), "../../../docs/reference/spec.md");

    [Fact]
    public void The_template_is_the_one_checked_in() =>
        Golden.ShouldMatch(SpecTemplate.Commented("storefront"), "template.golden.yaml");

    [Fact]
    public void The_template_is_valid_without_a_warning_and_has_the_name_it_was_asked_for()
    {
        var result = SpecReader.Read(SpecTemplate.Commented("shop"), "/srv");
        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
        result.Spec!.App.ShouldBe("shop");
    }

    [Fact]
    public void The_template_refuses_a_name_that_the_reader_would_refuse() =>
        Should.Throw<ArgumentException>(() => SpecTemplate.Commented("Shop"));

    [Fact]
    public void The_json_schema_is_json_of_draft_2020_12_and_closes_every_map()
    {
        var schema = JsonNode.Parse(SpecSchema.ToJsonSchema())!;
        schema["$schema"]!.GetValue<string>().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void Every_default_and_example_in_the_definition_would_be_read_without_an_error()
    {
        var tried = 0;
        Walk(SpecSchema.Root.Fields);
        tried.ShouldBeGreaterThan(50);

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
