using System.Runtime.CompilerServices;
using Shouldly;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Yaml;
using Slipway.Testing;
using Xunit;

namespace Slipway.Core.Tests.Specs;

public sealed class SpecReaderTests
{
    public static TheoryData<string> Bad => Files("Bad");

    public static TheoryData<string> Good => Files("Good");

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_spec_is_answered_with_every_error_at_once(string name)
    {
        var result = Read("Bad", name);
        result.IsValid.ShouldBeFalse();
        result.Errors.ShouldNotBeEmpty();
        Golden.ShouldMatch(Lines(result.Errors, name), $"Bad/{name}.txt");
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_spec_becomes_this_model_with_these_warnings(string name)
    {
        var result = Read("Good", name);
        result.Errors.ShouldBeEmpty();
        Golden.ShouldMatch(Lines(result.Warnings, name) + SpecJson.Of(result) + "\n", $"Good/{name}.txt");
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void A_spec_that_is_stored_and_read_back_is_the_same(string name)
    {
        foreach (var environment in Read("Good", name).Spec!.Environments)
        {
            var back = SpecJson.ReadBack(SpecJson.Of(environment));
            SpecJson.Of(back).ShouldBe(SpecJson.Of(environment));
            back.HotTrigger.ShouldBe(environment.HotTrigger);
        }
    }

    [Fact]
    public void An_environment_without_a_strategy_is_a_canary_where_there_is_traffic_and_rolling_where_there_is_none()
    {
        var spec = Read("Good", "everything").Spec!;
        spec.Environments.Single(e => e.Name == "canary-by-default").Strategy.ShouldBeOfType<CanarySpec>();
        Read("Good", "rule-longer-than-observation").Spec!.Environments.Single(e => e.Name == "worker").Strategy.ShouldBeOfType<RollingSpec>();
    }

    [Fact]
    public void A_file_over_one_mebibyte_is_refused_before_it_is_parsed()
    {
        var result = SpecReader.Read(new string('#', YamlText.MaxBytes + 1), "/srv");
        result.Errors.ShouldHaveSingleItem().Message.ShouldBe("the file is larger than 1 MiB");
    }

    [Fact]
    public void A_flood_of_errors_is_cut_off()
    {
        var result = SpecReader.Read(string.Concat(Enumerable.Range(0, 1000).Select(i => $"key{i}: 1\n")), "/srv");
        result.Errors.Count.ShouldBe(SpecProblems.MaxErrors);
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_do_no_harm()
    {
        var yaml = File.ReadAllText(Folder("Good") + "/spine.yaml");
        SpecJson.Of(SpecReader.Read("\uFEFF" + yaml.ReplaceLineEndings("\r\n"), "/srv")).ShouldBe(SpecJson.Of(Read("Good", "spine")));
    }

    private static SpecResult Read(string folder, string name) => SpecReader.Read(File.ReadAllText($"{Folder(folder)}/{name}.yaml"), "/srv");

    private static string Lines(IEnumerable<SpecError> errors, string name) => string.Concat(errors.Select(e => e.Format(name + ".yaml") + "\n"));

    private static TheoryData<string> Files(string folder) =>
        [.. Directory.GetFiles(Folder(folder), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static string Folder(string name, [CallerFilePath] string caller = "") => Path.Combine(Path.GetDirectoryName(caller)!, name);
}
