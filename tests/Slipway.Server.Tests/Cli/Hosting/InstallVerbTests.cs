using System.Diagnostics;
using System.Security.Cryptography;
using Shouldly;
using Slipway.Contracts;
using Slipway.Testing;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Server.Tests.Cli.Hosting;

public sealed class InstallVerbTests(ClusterRun run) : IDisposable
{
    private const string Canary = """
        app: shop
        image: registry.example:5000/shop:{version}
        environments:
          production:
            target: { deployment: { name: shop, namespace: production, replicas: 3, configMaps: [shop-settings] } }
            traffic:
              nginxIngress: { ingress: shop, service: shop }
              prometheus: { url: "http://prometheus.monitoring.svc:9090" }
            strategy: { canary: { weights: [5%, 100%] } }

        """;

    private const string Worker = """
        app: worker
        image: registry.example/worker:{version}
        environments:
          production:
            target: { deployment: { name: worker, namespace: production } }
            strategy: { rolling: }

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-install-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task One_server_keeps_its_record_on_a_volume()
    {
        Spec("slipway.yaml", Worker);
        Golden.ShouldMatch((await DoneAsync("--image", "registry.example/slipway:1.0")).Out, "Golden/sqlite.yaml");
    }

    [Fact]
    public async Task Three_servers_share_a_PostgreSQL()
    {
        Spec("shop.yaml", Canary);
        Spec("worker.yaml", Worker);
        Spec("access.yaml", "bindings:\n  - { group: release, roles: [developer] }\ndefault: viewer\n");
        Golden.ShouldMatch(
            (await DoneAsync("-f", "shop.yaml", "-f", "worker.yaml", "--store-secret", "slipway-store", "--access", "access.yaml", "--registry-secret", "registry", "--image", "registry.example/slipway:1.0")).Out,
            "Golden/postgres.yaml");
    }

    [Fact]
    public async Task Each_kind_of_target_and_router_gets_its_rights_and_no_others()
    {
        Spec("slipway.yaml", """
            app: shop
            image: registry.example/shop:{version}
            environments:
              two-namespaces:
                target: { deployment: { name: shop, namespaces: { blue: blue, green: green }, secrets: [keys] } }
                traffic: { service: { name: shop } }
                strategy: { blueGreen: }
              ingress:
                target: { deployment: { name: shop, namespace: ingress } }
                traffic: { nginxIngress: { ingress: shop, service: shop } }
              gateway-api:
                target: { deployment: { name: shop, namespace: gateway-api } }
                traffic: { gatewayApi: { httpRoute: routes/shop, service: shop } }
              istio:
                target: { deployment: { name: shop, namespace: istio } }
                traffic: { istio: { virtualService: mesh/shop, service: shop, destinationRule: mesh/shop } }
              alb:
                target: { deployment: { name: shop, namespace: alb } }
                traffic: { alb: { ingress: shop, service: shop }, prometheus: { url: "http://10.1.2.3:9090", requests: "r{s='{service}'}", errors: "e{s='{service}'}", latency: "l_bucket{s='{service}'}" } }
              traefik:
                target: { deployment: { name: shop, namespace: traefik } }
                traffic: { traefik: { traefikService: shop, service: shop } }
              helm:
                target: { helm: { release: shop, namespace: helm, chart: "oci://registry.example/charts/shop" } }
              argocd:
                target: { argocd: { applications: { blue: shop-blue, green: shop-green }, syncWindows: true } }
                traffic: { service: { name: shop, namespaces: { blue: blue, green: green } } }
                strategy: { blueGreen: }

            """);
        var (_, text, steps) = await DoneAsync("--insecure", "--image", "registry.example/slipway:1.0");
        Golden.ShouldMatch(text, "Golden/every-kind.yaml");
        steps.ShouldContain("kubectl get namespace alb argocd blue gateway-api green helm ingress istio mesh routes traefik");
        steps.ShouldContain("needs the program helm");
        text.ShouldNotContain("kind: ClusterRole\nmetadata");
    }

    [Theory]
    [InlineData("there is no file", "-f", "absent.yaml")]
    [InlineData("local processes alone", "-f", "local.yaml")]
    [InlineData("staging of both runs local processes", "-f", "both.yaml")]
    [InlineData("names the context eu", "-f", "context.yaml")]
    [InlineData("are both of the app worker", "-f", "worker.yaml", "-f", "worker.yaml")]
    [InlineData("say 1, or 3", "--replicas", "2")]
    [InlineData("--store-secret slipway-store", "--replicas", "3")]
    [InlineData("is not a name that Kubernetes allows", "--namespace", "Slip_way")]
    [InlineData("would cut it off", "--namespace", "production")]
    [InlineData("has pods of others", "--namespace", "kube-system")]
    [InlineData("is no port", "--store-port", "70000")]
    [InlineData("is not a size", "--volume-size", "ten")]
    [InlineData("is not an image", "--image", "a b")]
    [InlineData("is not a name that Kubernetes allows", "--metrics-from", "a b")]
    [InlineData("is not a label: release=prometheus", "--service-monitor", "prometheus")]
    [InlineData("access.yaml", "--access", "access.yaml")]
    public async Task Bad_input_is_refused_with_what_to_do(string says, params string[] line)
    {
        Spec("worker.yaml", Worker);
        Spec("local.yaml", "app: local\nartifact: ./{version}\nenvironments:\n  production:\n    target: { processes: { command: [serve] } }\n    strategy: { rolling: }\n");
        Spec("both.yaml", "app: both\nartifact: ./{version}\nenvironments:\n  production:\n    target: { manifests: { namespace: production } }\n    strategy: { rolling: }\n  staging:\n    target: { processes: { command: [serve] } }\n    strategy: { rolling: }\n");
        Spec("context.yaml", Worker.Replace("namespace: production", "namespace: production, context: eu", StringComparison.Ordinal));
        var (code, text, error) = await RunAsync(line.Contains("-f") ? line : ["-f", "worker.yaml", .. line]);
        error.ShouldContain(says);
        (code, text).ShouldBe((ExitCodes.Invalid, ""));
    }

    [Fact]
    public async Task A_folder_is_written_anew_and_one_with_other_files_is_left_alone()
    {
        Spec("slipway.yaml", Worker);
        (await DoneAsync("--out", "manifests")).Out.ShouldContain("kubectl apply -f manifests\n");
        var before = Contents();
        before.Keys.ShouldBe(["10-namespace.yaml", "20-access.yaml", "30-configuration.yaml", "40-server.yaml", "50-network.yaml"]);
        File.Move(Path.Combine(_folder.FullName, "manifests/50-network.yaml"), Path.Combine(_folder.FullName, "manifests/60-old.yaml"));
        await DoneAsync("--out", "manifests");
        Contents().ShouldBe(before);

        File.WriteAllText(Path.Combine(_folder.FullName, "manifests/mine.yaml"), "kind: Secret\n");
        var (code, _, error) = await RunAsync("--out", "manifests", "--insecure");
        (code, error.Contains("mine.yaml", StringComparison.Ordinal)).ShouldBe((ExitCodes.Invalid, true));
        File.Delete(Path.Combine(_folder.FullName, "manifests/mine.yaml"));
        Contents().ShouldBe(before);
        (await RunAsync("--out", "slipway.yaml")).Code.ShouldBe(ExitCodes.Invalid);
    }

    [Fact]
    public async Task What_a_Prometheus_operator_takes_is_written_where_it_is_asked_for()
    {
        Spec("slipway.yaml", Worker);
        await DoneAsync("--service-monitor", "release=prometheus", "--metrics-from", "observability", "--out", "manifests");
        var files = Contents();
        Golden.ShouldMatch(files["60-monitoring.yaml"], "Golden/monitoring.yaml");
        files["50-network.yaml"].ShouldContain("kubernetes.io/metadata.name: observability");

        (await DoneAsync("--service-monitor")).Out.ShouldContain("kind: ServiceMonitor");
        (await DoneAsync()).Out.ShouldNotContain("monitoring.coreos.com");
    }

    [Theory]
    [InlineData]
    [InlineData("--store-secret", "slipway-store", "--access", "access.yaml", "--service-monitor")]
    public async Task A_real_API_server_takes_all_of_it(params string[] line)
    {
        var cluster = await run.ClusterAsync();
        Assert.SkipUnless(File.Exists("/usr/bin/kubectl"), "No kubectl is installed: run eng/real-parts.sh test-kubernetes");
        await cluster.InstallAsync(Crds.ServiceMonitor);
        var (ns, own) = (await cluster.NamespaceAsync(Cancel), $"slipway-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
        Spec("slipway.yaml", Canary.Replace("production,", $"{ns},", StringComparison.Ordinal));
        Spec("access.yaml", "default: viewer\n");
        await DoneAsync(["--out", "manifests", "--namespace", own, .. line]);
        var server = Path.Combine(_folder.FullName, "manifests/40-server.yaml");
        // The API server of the tests is older than policy/v1, which all that are maintained serve.
        File.WriteAllText(server, File.ReadAllText(server).Replace("policy/v1", "policy/v1beta1", StringComparison.Ordinal));

        await KubectlAsync(cluster, "apply", "-f", "manifests/10-namespace.yaml");
        await KubectlAsync(cluster, "apply", "--dry-run=server", "--validate", "-f", "manifests");
        await KubectlAsync(cluster, "apply", "--validate", "-f", "manifests");
        (await KubectlAsync(cluster, "apply", "-f", "manifests")).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(said => said.EndsWith("unchanged", StringComparison.Ordinal));
        (await KubectlAsync(cluster, "-n", own, "get", "configmap", "slipway-spec-shop", "-o", "jsonpath={.data.slipway\\.yaml}")).ShouldBe(File.ReadAllText(Path.Combine(_folder.FullName, "slipway.yaml")));
        (await KubectlAsync(cluster, "-n", ns, "auth", "can-i", "--as", $"system:serviceaccount:{own}:slipway", "patch", "deployments.apps")).Trim().ShouldBe("yes");
    }

    private SortedDictionary<string, string> Contents() =>
        new(Directory.EnumerateFiles(Path.Combine(_folder.FullName, "manifests")).ToDictionary(file => Path.GetFileName(file), File.ReadAllText), StringComparer.Ordinal);

    private void Spec(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private async Task<(int Code, string Out, string Error)> DoneAsync(params string[] line)
    {
        var result = await RunAsync(line);
        result.Code.ShouldBe(ExitCodes.Done, result.Error);
        return result;
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(params string[] line)
    {
        var test = new TestTerminal(_folder.FullName);
        return (await test.RunAsync(["install", .. line]), test.Out, test.Error);
    }

    private async Task<string> KubectlAsync(Cluster cluster, params string[] line)
    {
        using var process = Process.Start(new ProcessStartInfo("kubectl", ["--kubeconfig", cluster.KubeConfigPath, .. line])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var text = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(0, $"kubectl {string.Join(' ', line)}: {await error}{text}");
        return text;
    }
}
