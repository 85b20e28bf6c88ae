using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Targets.Helm;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets.Helm;

public sealed class HelmCommandTests
{
    private static readonly HelmSpec Spec = new() { Release = "shop", Namespaces = new PerSlot<string>("a", "b"), Context = "eu", Chart = "oci://registry.example/charts/shop" };

    [Fact]
    public async Task A_chart_of_a_registry_is_taken_in_the_releases_version_and_what_is_set_as_it_stands()
    {
        var inputs = await InputsAsync(Spec with { Set = new Dictionary<string, string> { ["image.tag"] = "{version}", ["list"] = "{a,b}", ["digest"] = "{digest}" } });

        new HelmCommand(Spec, "a", "/kube/config").Upgrade(inputs, "why", TimeSpan.FromMinutes(10)).ShouldBe([
            "upgrade", "shop", "oci://registry.example/charts/shop", "--version", "2.0.0", "--install", "--reset-values", "--history-max", "10", "--timeout", "600s", "--description", "why",
            "--set-string", "digest=sha256:0123", "--set-string", "image.tag=2.0.0", "--set-string", "list=\\{a\\,b}", "--namespace", "a", "--kubeconfig", "/kube/config", "--kube-context", "eu",
        ]);
    }

    [Fact]
    public async Task A_tag_in_the_charts_name_is_its_version()
    {
        var inputs = await InputsAsync(Spec with { Chart = "oci://registry.example:5000/charts/shop:1.4.{version}" });
        (inputs.Chart, inputs.ChartVersion).ShouldBe(("oci://registry.example:5000/charts/shop", "1.4.2.0.0"));
    }

    [Fact]
    public async Task The_digest_changes_with_all_that_a_release_is_made_from()
    {
        var digests = new[]
        {
            await InputsAsync(Spec), await InputsAsync(Spec with { Chart = Spec.Chart + ":1" }), await InputsAsync(Spec with { Set = new Dictionary<string, string> { ["a"] = "b" } }),
        }.Select(inputs => inputs.Digest).ToList();
        digests.ShouldBeUnique();
        (await InputsAsync(Spec)).Digest.ShouldBe(digests[0]);
    }

    [Fact]
    public void A_history_knows_what_each_revision_was_made_from()
    {
        var (one, two) = (Digest.Of("one").ToString(), Digest.Of("two").ToString());
        var history = HelmRevision.Read($$"""
            [
              { "revision": 1, "status": "superseded", "description": "slipway blue 1.0.0 {{one}}" },
              { "revision": 2, "status": "superseded", "description": "slipway green 2.0.0 {{two}}" },
              { "revision": 3, "status": "superseded", "description": "Rollback to 1" },
              { "revision": 4, "status": "superseded", "description": "Rollback to 3" },
              { "revision": 5, "status": "deployed", "description": "Upgrade complete" },
              { "revision": 6, "status": "pending-upgrade", "description": "Preparing upgrade" }
            ]
            """);

        history.Select(revision => revision.Digest).ShouldBe([one, two, one, one, null, null]);
        history.Select(revision => revision.WasDeployed).ShouldBe([true, true, true, true, true, false]);
        history[^1].IsPending.ShouldBeTrue();
    }

    private static Task<HelmInputs> InputsAsync(HelmSpec spec) => HelmInputs.ReadAsync(
        spec, new Workload(new EnvironmentKey("shop", "production"), Slot.Green, ReleaseVersion.Parse("2.0.0"), "registry.example/shop@sha256:0123", spec, 1, TimeSpan.Zero), CancellationToken.None);
}
