using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Planning;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Specs;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Planning;

public sealed class PlanDigestTests
{
    private const string Yaml = """
        app: shop
        artifact: ./releases/{version}
        environments:
          production:
            target:
              processes:
                command: [serve]
                replicas: 4
                environment: { A: one, B: two }
            traffic:
              gateway: { listen: 127.0.0.1:8080 }
            strategy:
              canary: { weights: [5%, 100%], observe: 2m }
            analysis:
              - { metric: error-rate, max: 1%, for: 1m }
        """;

    [Fact]
    public void Comments_layout_and_the_order_of_keys_do_not_change_it()
    {
        var expected = DigestOf(Yaml);
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => DigestOf(YamlShuffle.Of(Yaml, new Random(seed))) == expected).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("replicas: 4", "replicas: 5")]
    [InlineData("A: one", "A: uno")]
    [InlineData("5%", "6%")]
    [InlineData("observe: 2m", "observe: 3m")]
    [InlineData("max: 1%", "max: 2%")]
    [InlineData("8080", "8081")]
    [InlineData("[serve]", "[serve, all]")]
    public void Any_change_of_content_changes_it(string from, string to) => DigestOf(Yaml.Replace(from, to, StringComparison.Ordinal)).ShouldNotBe(DigestOf(Yaml));

    [Fact]
    public void So_does_another_version_other_files_or_another_state_of_the_environment()
    {
        var spec = Samples.Spec(Samples.Canary);
        Plan[] plans =
        [
            Planner.Deploy(Samples.Key, spec, Samples.Release("2.0.0"), Samples.Running()),
            Planner.Deploy(Samples.Key, spec, Samples.Release("2.0.1"), Samples.Running()),
            Planner.Deploy(Samples.Key, spec, Release.Create(ReleaseVersion.Parse("2.0.0"), "/srv/2.0.0", Digest.Of("other"), spec.Target), Samples.Running()),
            Planner.Deploy(Samples.Key, spec, Samples.Release("2.0.0"), Samples.Running("1.1.0")),
            Planner.Rollback(Samples.Key, spec, Samples.Release("2.0.0"), Samples.Running()),
        ];

        plans.Select(p => p.ComputeDigest()).Distinct().Count().ShouldBe(plans.Length);
    }

    private static Digest DigestOf(string yaml)
    {
        var result = SpecReader.Read(yaml, "/srv");
        result.Errors.ShouldBeEmpty(yaml);
        var spec = result.Spec!.Environments[0];
        var release = Release.Create(ReleaseVersion.Parse("2.0.0"), "/srv/2.0.0", Digest.Of("2.0.0"), spec.Target);
        return Planner.Deploy(Samples.Key, spec, release, Samples.Running()).ComputeDigest();
    }
}
