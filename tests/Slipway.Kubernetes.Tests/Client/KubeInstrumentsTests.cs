using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Faults;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class KubeInstrumentsTests(ClusterRun run) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Figures _figures = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _figures.Dispose();

    [Fact]
    public async Task Requests_are_counted_by_verb_kind_and_status_and_name_no_object()
    {
        using var on = await Connected.ToAsync(run, Cancellation, new KubeOptions { Instruments = new KubeInstruments(_figures.Meter) });
        await on.CreateConfigMapAsync("settings", Cancellation);
        (await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", Cancellation)).ShouldNotBeNull();
        (await on.Client.GetAsync(ResourceKinds.Deployments, on.Namespace, "absent", Cancellation)).ShouldBeNull();
        await on.Client.DiscoverAsync(Cancellation);

        Requests("create", "configmaps", "201").ShouldBe(1);
        Requests("get", "configmaps", "200").ShouldBe(1);
        Requests("get", "deployments.apps", "404").ShouldBe(1);
        Requests("get", "other", "200").ShouldNotBeNull().ShouldBeGreaterThan(1);
        _figures.Said("slipway.kubernetes.request.duration{verb=create}").ShouldHaveSingleItem().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_request_without_an_answer_and_a_watch_that_breaks_are_counted()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation, new KubeOptions { Instruments = new KubeInstruments(_figures.Meter), StaleAfter = TimeSpan.FromMinutes(1) });
        await using var cache = new WatchCache(through.On.Client, ResourceKinds.ConfigMaps, through.On.Namespace);
        await cache.ListAsync(cancellation: Cancellation);
        _figures.Sum("slipway.kubernetes.watch.restarts{kind=configmaps}").ShouldBeNull();

        through.Proxy.Break(asked => asked.IsWatch, Fault.Answer(503, "ServiceUnavailable", "maintenance"), times: 1);
        through.Proxy.CutNow();
        var began = TimeProvider.System.GetTimestamp();
        while (_figures.Sum("slipway.kubernetes.watch.restarts{kind=configmaps}") is null || Requests("watch", "configmaps", "503") is null)
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience);
            await Task.Delay(Look, TimeProvider.System, Cancellation);
        }
    }

    private double? Requests(string verb, string kind, string status) => _figures.Sum($"slipway.kubernetes.requests{{verb={verb},kind={kind},status={status}}}");
}
