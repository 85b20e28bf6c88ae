using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Rig;

public sealed class KubeletTests(ClusterRun run)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Deployment_rolls_out_and_rolls_to_another_version()
    {
        var (cluster, name) = await BeginAsync();
        await using var kubelet = await Kubelet.StartAsync(cluster, name, Cancellation);
        var workload = new Workload(cluster, name);
        await workload.CreateAsync("registry.test/shop:v1", replicas: 3, Cancellation);
        await workload.RolledOutAsync(Cancellation);

        await workload.SetImageAsync("registry.test/shop:v2", Cancellation);
        await workload.RolledOutAsync(Cancellation);

        await Workload.UntilAsync(() => Task.FromResult(kubelet.Pods.Count == 3), "old pods to go", Cancellation);
        kubelet.Pods.ShouldAllBe(pod => pod.Tag == "v2");
    }

    [Fact]
    public async Task A_version_that_crashes_shows_its_restarts_and_the_old_one_stays()
    {
        var (cluster, name) = await BeginAsync();
        await using var kubelet = await Kubelet.StartAsync(cluster, name, Cancellation);
        kubelet.Behave("v2", PodBehaviour.CrashLooping with { ExitCode = 137 });
        var workload = new Workload(cluster, name);
        await workload.CreateAsync("registry.test/shop:v1", replicas: 2, Cancellation);
        await workload.RolledOutAsync(Cancellation);

        await workload.SetImageAsync("registry.test/shop:v2", Cancellation);

        JsonNode? shown = null;
        await Workload.UntilAsync(
            async () => (shown = (await ContainersAsync(workload, "v2")).FirstOrDefault(container => (int)container["restartCount"]! >= 2
                && (string?)container["state"]?["waiting"]?["reason"] == "CrashLoopBackOff")) is not null,
            "restarts", Cancellation);
        ((string?)shown!["lastState"]!["terminated"]!["reason"]).ShouldBe("OOMKilled");
        (await ContainersAsync(workload, "v1")).Count(container => (bool)container["ready"]!).ShouldBe(2);
    }

    [Fact]
    public async Task A_pod_without_its_image_says_so_and_runs_once_the_image_is_there()
    {
        var (cluster, name) = await BeginAsync();
        await using var kubelet = await Kubelet.StartAsync(cluster, name, Cancellation);
        kubelet.Behave("v1", PodBehaviour.CannotPull);
        var workload = new Workload(cluster, name);
        await workload.CreateAsync("registry.test/shop:v1", replicas: 1, Cancellation);
        await Workload.UntilAsync(
            async () => (await ContainersAsync(workload, "v1")).Any(container => (string?)container["state"]?["waiting"]?["reason"] == "ImagePullBackOff"), "a failed pull", Cancellation);

        kubelet.Behave("v1", PodBehaviour.Ready);

        await workload.RolledOutAsync(Cancellation);
    }

    [Fact]
    public async Task A_pod_that_is_ready_for_a_time_leaves_the_Service_afterwards()
    {
        var (cluster, name) = await BeginAsync();
        await using var kubelet = await Kubelet.StartAsync(cluster, name, Cancellation);
        var workload = new Workload(cluster, name);
        using var service = new ServiceClient(cluster, name, "shop");
        await workload.CreateAsync("registry.test/shop:v1", replicas: 2, Cancellation);
        await Workload.UntilAsync(async () => (await service.AddressesAsync(Cancellation)).Count == 2, "endpoints", Cancellation);

        kubelet.Behave("v1", PodBehaviour.Ready with { ReadyFor = TimeSpan.FromMilliseconds(50) });

        await Workload.UntilAsync(async () => (await service.AddressesAsync(Cancellation)).Count == 0, "no endpoints", Cancellation);
        (await ContainersAsync(workload, "v1")).ShouldAllBe(container => (int)container["restartCount"]! == 0);
    }

    [Fact]
    public async Task A_Service_answers_with_the_versions_behind_it()
    {
        var (cluster, name) = await BeginAsync();
        await using var kubelet = await Kubelet.StartAsync(cluster, name, Cancellation, serves: true);
        var workload = new Workload(cluster, name);
        using var service = new ServiceClient(cluster, name, "shop");
        await workload.CreateAsync("registry.test/shop:v1", replicas: 2, Cancellation);
        await Workload.UntilAsync(async () => (await service.AddressesAsync(Cancellation)).Count == 2, "endpoints", Cancellation);

        var answers = new List<ServiceAnswer>();
        for (var request = 0; request < 10; request++)
            answers.Add(await service.GetAsync(Cancellation));
        kubelet.Behave("v1", PodBehaviour.Answering(HttpStatusCode.InternalServerError));
        await Workload.UntilAsync(async () => (await service.GetAsync(Cancellation)).Status == 500, "errors", Cancellation);

        answers.ShouldAllBe(answer => answer.IsGood && answer.Version == "v1");
        answers.Select(answer => answer.Pod).Distinct().Count().ShouldBe(2);
        kubelet.Requests("v1").ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_pod_serves_while_its_hook_sleeps_and_is_gone_then()
    {
        var (cluster, name) = await BeginAsync();
        await using var kubelet = await Kubelet.StartAsync(cluster, name, Cancellation, _ => PodBehaviour.Ready with { StopsAfter = TimeSpan.FromSeconds(1) }, serves: true);
        var workload = new Workload(cluster, name);
        using var service = new ServiceClient(cluster, name, "shop");
        await workload.CreateAsync("registry.test/shop:v1", replicas: 1, Cancellation);
        await workload.RolledOutAsync(Cancellation);
        var address = (await service.AddressesAsync(Cancellation)).Single();
        var pod = kubelet.Pods.Single().Name;

        await cluster.Api.DeleteAsync($"/api/v1/namespaces/{name}/pods/{pod}", graceSeconds: null, Cancellation);
        using var http = new HttpClient();
        var answer = await http.GetStringAsync(new Uri($"http://{address}/"), Cancellation);

        answer.ShouldBe($"v1 {pod}\n");
        await Workload.UntilAsync(() => Task.FromResult(kubelet.Pods.All(there => there.Name != pod)), "the pod to go", Cancellation);
        await Should.ThrowAsync<HttpRequestException>(() => http.GetStringAsync(new Uri($"http://{address}/"), Cancellation));
    }

    [Fact]
    public async Task What_a_container_printed_can_be_read()
    {
        var (cluster, name) = await BeginAsync();
        await using var kubelet = await Kubelet.StartAsync(cluster, name, Cancellation);
        kubelet.Behave("v1", PodBehaviour.CrashLooping with { Output = "reading settings\nno password for the database\n" });
        var workload = new Workload(cluster, name);
        await workload.CreateAsync("registry.test/shop:v1", replicas: 1, Cancellation);
        await Workload.UntilAsync(
            async () => (await ContainersAsync(workload, "v1")).Any(container => (string?)container["state"]?["waiting"]?["reason"] == "CrashLoopBackOff"), "a crash", Cancellation);
        using var client = cluster.Client();

        var output = await client.ReadLogsAsync(name, kubelet.Pods.Single().Name, new LogOptions { TailLines = 1, Previous = true }, Cancellation);

        output.ShouldBe("no password for the database\n");
    }

    [Fact]
    public async Task A_job_ends_well()
    {
        var (cluster, name) = await BeginAsync();
        await using var kubelet = await Kubelet.StartAsync(cluster, name, Cancellation);
        await cluster.Api.PostAsync($"/apis/batch/v1/namespaces/{name}/jobs", JsonNode.Parse("""
            {
              "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "migrate" },
              "spec": { "template": { "spec": { "restartPolicy": "Never", "containers": [{ "name": "migrate", "image": "registry.test/migrate:v1" }] } } }
            }
            """)!.AsObject(), Cancellation);

        await Workload.UntilAsync(
            async () => (int?)(await cluster.Api.GetAsync($"/apis/batch/v1/namespaces/{name}/jobs/migrate", Cancellation))!["status"]?["succeeded"] == 1, "the job", Cancellation);
    }

    [Fact]
    public async Task A_rollout_goes_on_where_the_API_server_was_away()
    {
        await using var cluster = await ClusterRun.StartAsync(Cancellation);
        var name = await cluster.NamespaceAsync(Cancellation);
        await using var kubelet = await Kubelet.StartAsync(cluster, name, Cancellation);
        var workload = new Workload(cluster, name);
        await workload.CreateAsync("registry.test/shop:v1", replicas: 2, Cancellation);
        await workload.RolledOutAsync(Cancellation);

        await workload.SetImageAsync("registry.test/shop:v2", Cancellation);
        await cluster.RestartApiServerAsync(Cancellation);

        await workload.RolledOutAsync(Cancellation);
        await workload.SetImageAsync("registry.test/shop:v3", Cancellation);
        await workload.RolledOutAsync(Cancellation);
    }

    private async Task<(Cluster Cluster, string Namespace)> BeginAsync()
    {
        var cluster = await run.ClusterAsync();
        return (cluster, await cluster.NamespaceAsync(Cancellation));
    }

    private static async Task<IReadOnlyList<JsonNode>> ContainersAsync(Workload workload, string tag) =>
    [
        .. from pod in await workload.PodsAsync(Cancellation)
           from container in pod["status"]?["containerStatuses"]?.AsArray() ?? []
           where ((string)container!["image"]!).EndsWith($":{tag}", StringComparison.Ordinal)
           select container,
    ];
}
