using Shouldly;
using Slipway.Core.Notices;
using Slipway.Integrations.Notices;
using Xunit;
using static Slipway.Adapters.Tests.Integrations.Notices.SampleNotices;

namespace Slipway.Adapters.Tests.Integrations.Notices;

public sealed class NoticeTemplateTests
{
    [Fact]
    public void Values_are_put_in_as_they_are_and_never_as_html()
    {
        const string Template = "{{app}}/{{environment}}: {{sentence}} {{{sentence}}}";
        new NoticeTemplate(Template).Render(RollingBack, Link).ShouldBe("shop/production: rolling back: errors <5 % & rising rolling back: errors <5 % & rising");
    }

    [Fact]
    public void A_channel_escapes_values_and_not_the_template()
    {
        new NoticeTemplate("*{{sentence}}* <{{link}}|see>", SlackNotifier.Escape).Render(RollingBack, Link)
            .ShouldBe("*rolling back: errors &lt;5 % &amp; rising* <https://slipway.example.org/|see>");
    }

    [Fact]
    public void What_a_notice_lacks_is_nothing_and_conditions_see_it() =>
        new NoticeTemplate("[{{reason}}]{{#if fromVersion}} from {{fromVersion}}{{else}} first{{/if}}").Render(Promoted with { FromVersion = null }, Link).ShouldBe("[] first");

    [Theory]
    [InlineData("{{sentence}}")]
    [InlineData("no tag")]
    [InlineData("{{#if reason}}{{reason}}{{else}}{{who}} at {{when}}{{/if}}")]
    [InlineData("{{topic}}{{rollout}}{{sequence}}{{app}}{{environment}}{{version}}{{fromVersion}}{{kind}}{{phase}}{{who}}{{when}}{{sentence}}{{reason}}{{link}}")]
    public void A_template_is_good(string template) => NoticeTemplate.Check(template).ShouldBeNull();

    [Theory]
    [InlineData("{{verison}}", 1, "verison")]
    [InlineData("first\n{{app}}\n  {{verison}}", 3, "verison")]
    [InlineData("{{app}}\n{{#if reason}}\n{{nothing}}\n{{/if}}", 3, "nothing")]
    [InlineData("{{app}}\n{{#if reason}}x{{else}}\n{{nothing}}{{/if}}", 3, "nothing")]
    [InlineData("a\n{{#if reason}}\nb", 2, "if")]
    [InlineData("a\nb {{/if}}", 2, "if")]
    [InlineData("a\n{{> other}}", 2, "other")]
    [InlineData("a\n\n{{ app ", 3, "token")]
    public void A_template_that_is_none_is_found_with_its_line(string template, int line, string names)
    {
        var fault = NoticeTemplate.Check(template).ShouldNotBeNull();
        fault.Line.ShouldBe(line);
        fault.Message.ShouldContain(names, Case.Insensitive);
    }

    [Fact]
    public void A_long_text_is_cut() =>
        new NoticeTemplate("{{sentence}}").Render(RollingBack with { Sentence = new string('x', 1_000_000) }, Link).Length.ShouldBeLessThan(25_000);
}
