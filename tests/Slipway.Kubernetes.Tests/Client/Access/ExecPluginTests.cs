using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client.Access;

public sealed class ExecPluginTests(ClusterRun run)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1")]
    [InlineData("v1beta1")]
    public async Task A_plugin_gives_a_token_and_is_told_of_the_cluster_but_not_asked_twice(string version)
    {
        var cluster = await run.ClusterAsync();
        using var file = Plugin(cluster, version, $"""
            echo "$KUBERNETES_EXEC_INFO" >> calls
            test "$1" = "two words" || exit 1
            test "$PLACE" = here || exit 1
            echo '{Credential(version, await Tokens.OfAsync(cluster, Cancellation))}'
            """, "provideClusterInfo: true");
        using var client = file.Client();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ReadAsync(client)));

        var told = JsonNode.Parse((await CallsAsync(file)).Single())!.AsObject();
        told["apiVersion"]!.GetValue<string>().ShouldBe($"client.authentication.k8s.io/{version}");
        told["spec"]!["interactive"]!.GetValue<bool>().ShouldBeFalse();
        told["spec"]!["cluster"]!["server"]!.GetValue<string>().ShouldBe(cluster.Api.Server.GetLeftPart(UriPartial.Authority));
        told["spec"]!["cluster"]!["certificate-authority-data"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_plugin_is_asked_again_before_its_token_expires_and_after_the_server_refused_it()
    {
        var cluster = await run.ClusterAsync();
        var expires = TimeProvider.System.GetUtcNow().AddMinutes(10);
        using var file = Plugin(cluster, "v1", $"""
            echo call >> calls
            echo '{Credential("v1", "@token", expires)}' | sed "s|@token|$(cat token)|"
            """);
        file.Beside("token", await Tokens.OfAsync(cluster, Cancellation));
        var clock = new SteppedClock();
        using var client = file.Client(clock);

        await ReadAsync(client);
        clock.Step(TimeSpan.FromMinutes(9));
        await ReadAsync(client);
        (await CallsAsync(file)).Length.ShouldBe(1);
        clock.Step(TimeSpan.FromSeconds(40));
        await ReadAsync(client);
        (await CallsAsync(file)).Length.ShouldBe(2);

        file.Beside("token", "refused");
        clock.Step(TimeSpan.FromMinutes(1));
        (await Should.ThrowAsync<KubeException>(() => ReadAsync(client))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_token_that_the_server_refuses_is_replaced_within_the_call()
    {
        var cluster = await run.ClusterAsync();
        using var file = Plugin(cluster, "v1", $"""
            test -e calls && token='{await Tokens.OfAsync(cluster, Cancellation)}' || token=stale
            echo call >> calls
            echo '{Credential("v1", "@token")}' | sed "s|@token|$token|"
            """);
        using var client = file.Client();

        await ReadAsync(client);

        (await CallsAsync(file)).Length.ShouldBe(2);
        client.Requests["get"].ShouldBe(2);
    }

    [Fact]
    public async Task A_plugin_may_give_a_client_certificate()
    {
        var cluster = await run.ClusterAsync();
        var lines = (await File.ReadAllLinesAsync(cluster.CertificateKubeConfigPath, Cancellation)).Select(line => line.Trim()).ToList();
        var answer = new JsonObject
        {
            ["apiVersion"] = "client.authentication.k8s.io/v1",
            ["kind"] = "ExecCredential",
            ["status"] = new JsonObject { ["clientCertificateData"] = Pem("client-certificate-data: "), ["clientKeyData"] = Pem("client-key-data: ") },
        };
        using var file = Plugin(cluster, "v1", "cat answer");
        file.Beside("answer", answer.ToJsonString());
        using var client = file.Client();

        await ReadAsync(client);

        string Pem(string key) => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(lines.Single(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..]));
    }

    [Theory]
    [InlineData("echo please log in >&2; echo hunter2; exit 3", "ended with code 3: please log in; run it by hand to see what it misses")]
    [InlineData("echo hunter2", "wrote something that is no ExecCredential in JSON; run it by hand to see what")]
    [InlineData("echo '[]'", "wrote something that is no ExecCredential in JSON; run it by hand to see what")]
    [InlineData("head -c 3000000 /dev/zero", "wrote more than 1 MiB; it should write one ExecCredential")]
    [InlineData("""echo '{"apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"hunter2"}}'""", "answers in another version than client.authentication.k8s.io/v1; set 'apiVersion' below 'exec' to what it speaks")]
    [InlineData("""echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{}}'""", "gave neither a token nor a certificate; run it by hand to see why")]
    [InlineData("""echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{"token":"hunter2","expirationTimestamp":"soon"}}'""", "gave an expirationTimestamp that is no RFC 3339 time")]
    [InlineData("""echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{"clientCertificateData":"hunter2","clientKeyData":"hunter2"}}'""", "gave a client certificate and a key that are not PEM, or not of each other")]
    public async Task A_plugin_that_does_not_do_its_work_is_one_message_without_what_it_wrote(string script, string message)
    {
        var cluster = await run.ClusterAsync();
        using var file = Plugin(cluster, "v1", script);
        using var client = file.Client();

        var fault = await Should.ThrowAsync<KubeException>(() => ReadAsync(client));

        (fault.Status, fault.Reason).ShouldBe((0, KubeReasons.Credentials));
        fault.Message.ShouldBe($"kubeconfig {file.FilePath}, user 'somebody': the credential plugin ./plugin {message}");
        fault.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_plugin_that_hangs_is_ended_with_what_it_started()
    {
        var cluster = await run.ClusterAsync();
        using var file = Plugin(cluster, "v1", "echo $$ > calls; sleep 1000 & sleep 1000");
        // A minute of the plugin passes in less than a second of the test.
        using var client = file.Client(new HastyClock(60));

        var fault = await Should.ThrowAsync<KubeException>(() => ReadAsync(client));

        fault.Message.ShouldEndWith("took longer than 20 s; run it by hand, perhaps it waits for a person");
        var process = (await CallsAsync(file)).Single();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        // Ended, it stays listed until its end has been noted.
        while (Directory.Exists($"/proc/{process}"))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
    }

    [Fact]
    public async Task A_plugin_that_is_not_installed_is_named_with_how_to_get_it()
    {
        var cluster = await run.ClusterAsync();
        using var file = ConfigFile.Of(cluster, """exec: { apiVersion: client.authentication.k8s.io/v1, command: slipway-no-such-plugin, installHint: "see https://plugin.test" }""");
        using var client = file.Client();

        (await Should.ThrowAsync<KubeException>(() => ReadAsync(client))).Message.ShouldContain("the credential plugin slipway-no-such-plugin cannot be started");
        (await Should.ThrowAsync<KubeException>(() => ReadAsync(client))).Message.ShouldEndWith("; see https://plugin.test");
    }

    [Theory]
    [InlineData("exec: { apiVersion: client.authentication.k8s.io/v1 }", "the credential plugin of user 'somebody' has no command; add 'command' below 'exec'")]
    [InlineData("exec: { command: plugin, apiVersion: client.authentication.k8s.io/v1alpha1 }", "speaks client.authentication.k8s.io/v1alpha1; use one that speaks client.authentication.k8s.io/v1 or v1beta1")]
    [InlineData("exec: { command: plugin, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always }", "wants a terminal, and Slipway runs without one; give Slipway a user of its own, such as a service account's token")]
    public async Task A_plugin_that_cannot_run_here_is_refused_before_it_is_tried(string user, string message)
    {
        var cluster = await run.ClusterAsync();
        using var file = ConfigFile.Of(cluster, user);

        Should.Throw<KubeException>(() => file.Client()).Message.ShouldContain(message);
    }

    private static ConfigFile Plugin(Cluster cluster, string version, string script, string more = "")
    {
        var file = ConfigFile.Of(cluster, $$"""
            exec:
                  apiVersion: client.authentication.k8s.io/{{version}}
                  command: ./plugin
                  args: ["two words"]
                  env: [{ name: PLACE, value: here }]
                  {{more}}
            """);
        file.Beside("plugin", $"#!/bin/sh\ncd \"$(dirname \"$0\")\"\n{script}\n", executable: true);
        return file;
    }

    private static string Credential(string version, string token, DateTimeOffset? expires = null) => new JsonObject
    {
        ["apiVersion"] = $"client.authentication.k8s.io/{version}",
        ["kind"] = "ExecCredential",
        ["status"] = new JsonObject { ["token"] = token, ["expirationTimestamp"] = expires?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") },
    }.ToJsonString();

    private static Task<string[]> CallsAsync(ConfigFile file) => File.ReadAllLinesAsync(Path.Combine(Path.GetDirectoryName(file.FilePath)!, "calls"), Cancellation);

    private static async Task ReadAsync(KubeClient client) => (await client.GetAsync(ResourceKinds.Namespaces, null, "default", Cancellation)).ShouldNotBeNull();
}
