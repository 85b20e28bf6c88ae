using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Faults;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class ClusterAccessTests(ClusterRun run)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pod_reads_its_service_account_and_follows_its_renewal()
    {
        var cluster = await run.ClusterAsync();
        await using var proxy = await FaultProxy.StartAsync(cluster, Cancellation);
        using var folder = new ConfigFile();
        var config = await File.ReadAllTextAsync(await proxy.KubeConfigAsync(cluster.KubeConfigPath, Cancellation), Cancellation);
        var authority = config.Split("certificate-authority-data: ")[1].Split('\n')[0];
        folder.Beside("ca.crt", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(authority)));
        folder.Beside("namespace", "shop");
        var (first, second) = (await Tokens.OfAsync(cluster, Cancellation), await Tokens.OfAsync(cluster, Cancellation));
        var token = folder.Beside("token", first);
        var clock = new SteppedClock();
        using var client = new KubeClient(ClusterAccess.InCluster(Path.GetDirectoryName(token), proxy.Address), clock);

        await ReadAsync();
        folder.Beside("token", second);
        await ReadAsync();
        clock.Step(TimeSpan.FromMinutes(1));
        await ReadAsync();

        (client.Access.Namespace, client.Access.Name).ShouldBe(("shop", "in-cluster"));
        proxy.Requests.Select(asked => asked.Authorization).ShouldBe([$"Bearer {first}", $"Bearer {first}", $"Bearer {second}"]);

        async Task ReadAsync() => (await client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public void Outside_of_a_pod_the_message_says_what_to_name()
    {
        using var folder = new ConfigFile();

        Should.Throw<KubeException>(() => ClusterAccess.InCluster(Path.GetDirectoryName(folder.FilePath), new Uri("https://kubernetes.test/")))
            .Message.ShouldContain("give the pod a service account with automountServiceAccountToken, or name a kubeconfig");
    }

    [Fact]
    public async Task A_server_whose_certificate_another_authority_signed_is_not_trusted()
    {
        var cluster = await run.ClusterAsync();
        await using var proxy = await FaultProxy.StartAsync(cluster, Cancellation);
        using var file = new ConfigFile();
        file.Write((await File.ReadAllTextAsync(cluster.KubeConfigPath, Cancellation)).Replace(cluster.Api.Server.Authority, proxy.Address.Authority));
        using var client = file.Client();

        var refusal = await Should.ThrowAsync<KubeException>(() => client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation));

        refusal.Reason.ShouldBe(KubeReasons.Untrusted);
        refusal.Message.ShouldContain("is not trusted: its certificate is not signed by the authority in 'certificate-authority'; copy that from the cluster again");
        proxy.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_whose_certificate_is_for_another_name_is_not_trusted()
    {
        var cluster = await run.ClusterAsync();
        using var file = ConfigFile.Of(cluster, $"token: {await Tokens.OfAsync(cluster, Cancellation)}", "tls-server-name: kubernetes.elsewhere");
        using var client = file.Client();

        (await Should.ThrowAsync<KubeException>(() => client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation)))
            .Message.ShouldContain("its certificate is not for 'kubernetes.elsewhere'; name the server as the certificate does, or set 'tls-server-name' in the kubeconfig");
    }

    [Theory]
    [InlineData("tls-server-name: kubernetes.default.svc")]
    [InlineData("insecure-skip-tls-verify: true")]
    public async Task A_cluster_may_be_known_by_another_name_or_by_none(string line)
    {
        var cluster = await run.ClusterAsync();
        using var file = ConfigFile.Of(cluster, $"token: {await Tokens.OfAsync(cluster, Cancellation)}", line);
        using var client = file.Client();

        (await client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_verification_any_certificate_will_do()
    {
        var cluster = await run.ClusterAsync();
        await using var proxy = await FaultProxy.StartAsync(cluster, Cancellation);
        using var file = ConfigFile.Of(cluster, $"token: {await Tokens.OfAsync(cluster, Cancellation)}", "insecure-skip-tls-verify: true");
        file.Write((await File.ReadAllTextAsync(file.FilePath, Cancellation)).Replace(cluster.Api.Server.Authority, proxy.Address.Authority));
        using var client = file.Client();

        (await client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation)).ShouldNotBeNull();
    }
}
