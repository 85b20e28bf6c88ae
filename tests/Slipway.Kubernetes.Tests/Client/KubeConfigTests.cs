using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class KubeConfigTests(ClusterRun run)
{
    private const string Good = """
        apiVersion: v1
        kind: Config
        clusters:
        - name: near
          cluster: { server: "https://joe:hunter2@near.test:6443" }
        - name: far
          cluster: { server: "https://far.test/k8s/clusters/c-1", tls-server-name: kubernetes.test, proxy-url: "http://proxy.test:3128" }
        users:
        - { name: alice, user: { token: hunter2 } }
        contexts:
        - { name: near, context: { cluster: near, user: alice } }
        - { name: far, context: { cluster: far, user: alice, namespace: shop } }
        - { name: stranger, context: { cluster: near, user: bob } }
        - { name: nowhere, context: { cluster: gone, user: alice } }
        current-context: near
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_context_pairs_a_cluster_with_a_user()
    {
        using var file = new ConfigFile().Write(Good);
        var config = KubeConfig.Load(file.FilePath);

        config.CurrentContext.ShouldBe("near");
        config.Contexts.ShouldBe(["near", "far", "stranger", "nowhere"]);
        (config.Context().Server, config.Context().Namespace).ShouldBe((new Uri("https://joe:hunter2@near.test:6443/"), "default"));
        config.Context().ToString().ShouldBe("near (https://near.test:6443/)");
        (config.Context("far").Server, config.Context("far").Namespace).ShouldBe((new Uri("https://far.test/k8s/clusters/c-1/"), "shop"));
        config.Context("far").ToString().ShouldBe("far (https://far.test/k8s/clusters/c-1/)");
    }

    [Fact]
    public void Several_files_are_joined_and_the_first_to_name_a_thing_wins()
    {
        using var first = new ConfigFile().Write(Good);
        using var second = new ConfigFile().Write("""
            clusters: [{ name: near, cluster: { server: "https://other.test" } }]
            contexts: [{ name: near, context: { cluster: far } }, { name: more, context: { cluster: far } }]
            """);

        var config = KubeConfig.Load($"{first.FilePath}{Path.PathSeparator}{first.FilePath}.missing{Path.PathSeparator}{second.FilePath}");

        config.Context("near").Server.Host.ShouldBe("near.test");
        config.Context("more").Server.Host.ShouldBe("far.test");
    }

    [Theory]
    [InlineData("stranger", "has no user 'bob'; it has 'alice'")]
    [InlineData("nowhere", "has no cluster 'gone'; it has 'near', 'far'")]
    [InlineData("absent", "has no context 'absent'; it has 'near', 'far', 'stranger', 'nowhere'")]
    public void What_a_context_lacks_is_named_with_what_there_is(string context, string message)
    {
        using var file = new ConfigFile().Write(Good);

        var fault = Should.Throw<KubeException>(() => KubeConfig.Load(file.FilePath).Context(context));

        (fault.Reason, fault.Message).ShouldBe((KubeReasons.Credentials, $"kubeconfig {file.FilePath} {message}"));
    }

    [Theory]
    [InlineData("a: [", "is not YAML, see line")]
    [InlineData("just text", "is no kubeconfig: it is not one map of keys; it begins with 'apiVersion: v1' and 'kind: Config'")]
    [InlineData("", "is no kubeconfig: it is not one map of keys")]
    [InlineData("apiVersion: v1", "has no current context; name one of its contexts: none")]
    [InlineData("{ current-context: a, contexts: [{ name: a }] }", "line 1: context 'a' is empty; write what it is below 'context:'")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { user: b } }] }", "line 1: context 'a' names no cluster; add 'cluster' to it")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c } }], clusters: [{ name: c, cluster: { server: nonsense } }] }", "line 1: 'nonsense' is no address of a server; write it as https://host:port")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c } }], clusters: [{ name: c, cluster: { namespace: x } }] }", "line 1: the cluster has no server; add 'server: https://…' to it")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c } }], clusters: [{ name: c, cluster: { server: 'https://x', certificate-authority-data: '?' } }] }", "line 1: 'certificate-authority-data' is not base64; copy it whole, or name a file in its place")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c } }], clusters: [{ name: c, cluster: { server: 'https://x', certificate-authority: missing.pem } }] }", "line 1: 'certificate-authority' names ")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c } }], clusters: [{ name: c, cluster: { server: 'https://x', certificate-authority-data: aGVsbG8= } }] }", ": the certificate authority is no certificate in PEM; copy it from the cluster again")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c, user: u } }], clusters: [{ name: c, cluster: { server: 'https://x' } }], users: [{ name: u, user: { client-certificate-data: aGVsbG8= } }] }", "line 1: user 'u' has a client certificate without a key, or a key without one; give both")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c, user: u } }], clusters: [{ name: c, cluster: { server: 'https://x' } }], users: [{ name: u, user: { client-certificate-data: aGVsbG8=, client-key-data: aGVsbG8= } }] }", "line 1: the client certificate of user 'u' and its key are not PEM, or not of each other; copy both from the same place")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c } }], clusters: [{ name: c, cluster: { server: 'https://x', proxy-url: nonsense } }] }", "line 1: 'proxy-url' is no address of a proxy; write it as http://host:port")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c, user: u } }], clusters: [{ name: c, cluster: { server: 'https://x' } }], users: [{ name: u, user: { auth-provider: { name: gcp } } }] }", "line 1: user 'u' uses an auth-provider, which Kubernetes has removed; replace it by an 'exec' plugin, as your cloud's tool does")]
    public void A_kubeconfig_that_cannot_be_used_is_one_message_with_place_and_remedy(string text, string message)
    {
        using var file = new ConfigFile().Write(text);

        var fault = Should.Throw<KubeException>(() => KubeConfig.Load(file.FilePath).Context());

        fault.Message.ShouldStartWith($"kubeconfig {file.FilePath}");
        fault.Message.ShouldContain(message);
    }

    [Fact]
    public void A_kubeconfig_that_is_not_there_is_told()
    {
        using var file = new ConfigFile();

        Should.Throw<KubeException>(() => KubeConfig.Load(file.FilePath)).Message
            .ShouldBe($"kubeconfig {file.FilePath} is not there; name an existing file in KUBECONFIG or the spec");
    }

    [Fact]
    public void No_secret_is_in_what_a_broken_file_says()
    {
        using var file = new ConfigFile().Write("users: [{ name: a, user: { token: 'hunter2 } }]\n");

        Should.Throw<KubeException>(() => KubeConfig.Load(file.FilePath)).ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_client_certificate_is_accepted()
    {
        var cluster = await run.ClusterAsync();
        using var client = Connected.By(cluster.CertificateKubeConfigPath);

        (await client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_token_that_the_server_does_not_know_is_told_with_what_to_do()
    {
        var cluster = await run.ClusterAsync();
        using var file = ConfigFile.Of(cluster, "token: expired-hunter2");
        using var client = file.Client();

        var refusal = await Should.ThrowAsync<KubeException>(() => client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation));

        (refusal.Status, refusal.Reason).ShouldBe((401, "Unauthorized"));
        refusal.Message.ShouldBe("cannot get namespaces 'default' (test): Unauthorized; the token or certificate of test is wrong or has expired: log in again, or renew it");
        client.Requests["get"].ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_somebody_renewed_in_the_file_is_taken_without_a_new_start()
    {
        var cluster = await run.ClusterAsync();
        using var file = ConfigFile.Of(cluster, "token: expired");
        using var client = file.Client();
        await Should.ThrowAsync<KubeException>(() => client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation));

        file.Write((await File.ReadAllTextAsync(file.FilePath, Cancellation)).Replace("token: expired", $"token: {await Tokens.OfAsync(cluster, Cancellation)}"));

        (await client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_token_file_is_read_anew_once_its_token_is_refused()
    {
        var cluster = await run.ClusterAsync();
        using var file = ConfigFile.Of(cluster, "tokenFile: token");
        file.Beside("token", "expired\n");
        using var client = file.Client();
        await Should.ThrowAsync<KubeException>(() => client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation));

        file.Beside("token", await Tokens.OfAsync(cluster, Cancellation) + "\n");

        (await client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(null, "cannot be read: Could not find file")]
    [InlineData("  \n", "holds no token")]
    [InlineData("two\nlines", "holds no token")]
    public async Task A_token_file_without_a_token_is_named(string? text, string message)
    {
        var cluster = await run.ClusterAsync();
        using var file = ConfigFile.Of(cluster, "tokenFile: token");
        if (text is not null)
            file.Beside("token", text);
        using var client = file.Client();

        var fault = await Should.ThrowAsync<KubeException>(() => client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation));

        fault.Message.ShouldContain($"the token file {Path.Combine(Path.GetDirectoryName(file.FilePath)!, "token")} {message}");
    }
}
