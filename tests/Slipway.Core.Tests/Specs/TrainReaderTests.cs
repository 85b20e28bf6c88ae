using System.Runtime.CompilerServices;
using Shouldly;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Specs;

public sealed class TrainReaderTests
{
    [Fact]
    public void A_release_has_its_waves_in_order()
    {
        var (train, errors) = TrainReader.Read(
            """
            name: spring-1
            environment: production
            waves:
              - [ { app: catalog, version: 2.1.0 }, { app: prices, version: 4.0.0 } ]
              - [ { app: shop, version: 3.2.0 } ]
            onFailure: stop
            soak: 5m
            """);

        errors.ShouldBeEmpty();
        train!.Name.ShouldBe("spring-1");
        train.Environment.ShouldBe("production");
        train.Waves.Select(w => string.Join(" ", w.Select(a => $"{a.App}@{a.Version}"))).ShouldBe(["catalog@2.1.0 prices@4.0.0", "shop@3.2.0"]);
        train.OnFailure.ShouldBe(OnFailure.Stop);
        train.Soak.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void What_is_left_out_rolls_back_and_does_not_soak()
    {
        var (train, _) = TrainReader.Read("{ name: a, environment: production, waves: [[{ app: shop, version: v1 }]] }");

        train!.OnFailure.ShouldBe(OnFailure.Rollback);
        train.Soak.ShouldBe(TimeSpan.Zero);
        train.Waves[0][0].Version.ShouldBe(ReleaseVersion.Parse("v1"));
    }

    [Fact]
    public void Every_fault_is_named_with_its_line()
    {
        var (train, errors) = TrainReader.Read(
            """
            name: Spring
            enviroment: production
            waves:
              - [ { app: catalog, version: "2/1" } ]
              - []
              - { app: shop, version: 3.2.0 }
            onFailure: roll-back
            soak: 5
            """);

        train.ShouldBeNull();
        errors.Select(e => $"{e.Line} {e.Path}").ShouldBe(
            ["1 name", "1 environment", "2 enviroment", "4 waves[0][0].version", "5 waves[1]", "6 waves[2]", "7 onFailure", "8 soak"], ignoreOrder: true);
    }

    [Fact]
    public void An_app_comes_in_one_version_only()
    {
        var (train, errors) = TrainReader.Read(
            """
            name: spring-1
            environment: production
            waves:
              - [ { app: shop, version: 1.0.0 } ]
              - - { app: shop, version: 2.0.0 }
            """);

        train.ShouldBeNull();
        errors.ShouldHaveSingleItem().Format("release.yaml").ShouldBe(
            "release.yaml:5:14: waves[1][0].app: 'shop' is at waves[0][0] already (name each app once: it can come in one version only)");
    }

    [Fact]
    public void The_sample_is_one()
    {
        var (train, errors) = TrainReader.Read(File.ReadAllText(Path.Combine(Here(), "../../../samples/storefront/trains/spring-1.yaml")));

        errors.ShouldBeEmpty();
        train!.Waves.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- 1")]
    [InlineData("waves: {")]
    public void What_is_no_release_at_all_is_an_answer_too(string text)
    {
        var (train, errors) = TrainReader.Read(text);

        train.ShouldBeNull();
        errors.ShouldNotBeEmpty();
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
