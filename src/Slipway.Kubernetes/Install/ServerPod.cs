using System.Globalization;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Install;

/// <summary>A server's pod: no rights on its node, nothing to write but its data folder and a temporary one.</summary>
internal static class ServerPod
{
    private const string Data = "/var/lib/slipway";
    private const string Configuration = "/etc/slipway";
    private const string Tls = $"{Configuration}/tls";
    private const string Registry = $"{Configuration}/registry";
    private const string Access = $"{Configuration}/access";

    /// <summary>The user that .NET's images have for this; any other above zero would do.</summary>
    private const int User = 1654;

    /// <summary>For the pod's group to read: 0440, which JSON has only as a decimal number.</summary>
    private const int OwnerAndGroupRead = 288;

    /// <summary>How long the server gives its work back; it needs a second, and takes ten at most.</summary>
    private const int EndSeconds = 30;

    /// <param name="claim">Of the volume for the data folder; null: what is in there may go with the pod.</param>
    public static JsonObject Spec(InstallOptions options, string? claim)
    {
        var mounts = Mounts(options, claim).ToList();
        var spec = new JsonObject
        {
            ["serviceAccountName"] = InstallNames.Slipway,
            ["automountServiceAccountToken"] = true,
            ["enableServiceLinks"] = false,
            ["terminationGracePeriodSeconds"] = EndSeconds,
            ["securityContext"] = new JsonObject
            {
                ["runAsNonRoot"] = true,
                ["runAsUser"] = User,
                ["runAsGroup"] = User,
                ["fsGroup"] = User,
                ["fsGroupChangePolicy"] = "OnRootMismatch",
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
        };
        if (options.Replicas > 1)
            spec["topologySpreadConstraints"] = new JsonArray(Spread("kubernetes.io/hostname"), Spread("topology.kubernetes.io/zone"));
        spec["containers"] = new JsonArray(Container(options, mounts));
        spec["volumes"] = new JsonArray([.. mounts.Select(mount => mount.Volume)]);
        return spec;
    }

    private static JsonObject Container(InstallOptions options, IReadOnlyList<(JsonObject Volume, JsonObject Mount)> mounts) => new()
    {
        ["name"] = InstallNames.Slipway,
        ["image"] = options.Image,
        ["imagePullPolicy"] = "IfNotPresent",
        ["args"] = new JsonArray([.. Arguments(options).Select(argument => JsonValue.Create(argument))]),
        ["workingDir"] = Data,
        ["env"] = new JsonArray([.. Variables(options)]),
        ["ports"] = new JsonArray(Port(InstallNames.ApiPort, ServerManifests.ApiPort), Port(InstallNames.MetricsPort, ServerManifests.MetricsPort)),
        // A store that does not answer makes a server not ready, and is no reason to start it again.
        ["startupProbe"] = Probe(options, "/live", everySeconds: 2, failures: 60),
        ["livenessProbe"] = Probe(options, "/live", everySeconds: 10, failures: 3),
        ["readinessProbe"] = Probe(options, "/ready", everySeconds: 5, failures: 2),
        ["resources"] = new JsonObject
        {
            ["requests"] = new JsonObject { ["cpu"] = "100m", ["memory"] = "256Mi" },
            ["limits"] = new JsonObject { ["memory"] = "1Gi" },
        },
        ["securityContext"] = new JsonObject
        {
            ["allowPrivilegeEscalation"] = false,
            ["readOnlyRootFilesystem"] = true,
            ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
        },
        ["volumeMounts"] = new JsonArray([.. mounts.Select(mount => mount.Mount)]),
    };

    private static IEnumerable<string> Arguments(InstallOptions options)
    {
        yield return "serve";
        foreach (var spec in options.Specs)
            yield return $"--file={FolderOf(spec)}/{InstalledSpec.FileName}";
        yield return $"--data={Data}";
        yield return string.Create(CultureInfo.InvariantCulture, $"--listen=0.0.0.0:{ServerManifests.ApiPort}");
        yield return string.Create(CultureInfo.InvariantCulture, $"--metrics=0.0.0.0:{ServerManifests.MetricsPort}");
        yield return string.Create(CultureInfo.InvariantCulture, $"--advertise={(options.TlsSecret is null ? "http" : "https")}://{InstallNames.Slipway}.{options.Namespace}.svc:{ServerManifests.ApiPort}");
        yield return "--no-gateways";
        if (options.TlsSecret is null)
        {
            yield return "--insecure";
        }
        else
        {
            yield return $"--tls-cert={Tls}/tls.crt";
            yield return $"--tls-key={Tls}/tls.key";
        }

        if (options.Access is not null)
            yield return $"--access={Access}/{ConfigurationManifests.AccessKey}";
    }

    private static IEnumerable<JsonNode> Variables(InstallOptions options)
    {
        // Nothing in the pod is to be debugged through a socket in its temporary folder.
        yield return new JsonObject { ["name"] = "DOTNET_EnableDiagnostics", ["value"] = "0" };
        if (options.RegistrySecret is not null)
            yield return new JsonObject { ["name"] = "DOCKER_CONFIG", ["value"] = Registry };
        if (options.StoreSecret is { } store)
        {
            yield return new JsonObject
            {
                ["name"] = "SLIPWAY_STORE",
                ["valueFrom"] = new JsonObject { ["secretKeyRef"] = new JsonObject { ["name"] = store, ["key"] = "url" } },
            };
        }
    }

    private static IEnumerable<(JsonObject Volume, JsonObject Mount)> Mounts(InstallOptions options, string? claim)
    {
        yield return claim is null ? (Scratch("data"), Mount("data", Data)) : (new JsonObject { ["name"] = "data", ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim } }, Mount("data", Data));
        yield return (Scratch("tmp"), Mount("tmp", "/tmp"));
        foreach (var spec in options.Specs)
        {
            var items = spec.Files.Keys.Order(StringComparer.Ordinal).Select(file => new JsonObject { ["key"] = ConfigurationManifests.KeyOf(file), ["path"] = file });
            var name = $"spec-{spec.Spec.App}";
            yield return (FromMap(name, InstallNames.SpecOf(spec.Spec.App), new JsonArray([.. items])), Mount(name, FolderOf(spec), isReadOnly: true));
        }

        if (options.Access is not null)
            yield return (FromMap("access", ConfigurationManifests.AccessMap, null), Mount("access", Access, isReadOnly: true));
        if (options.TlsSecret is { } tls)
            yield return (FromSecret("tls", tls, null), Mount("tls", Tls, isReadOnly: true));
        if (options.RegistrySecret is { } registry)
            yield return (FromSecret("registry", registry, new JsonArray(new JsonObject { ["key"] = ".dockerconfigjson", ["path"] = "config.json" })), Mount("registry", Registry, isReadOnly: true));
    }

    private static JsonObject Port(string name, int port) => new() { ["name"] = name, ["containerPort"] = port, ["protocol"] = "TCP" };

    private static string FolderOf(InstalledSpec spec) => $"{Configuration}/specs/{spec.Spec.App}";

    private static JsonObject Scratch(string name) => new() { ["name"] = name, ["emptyDir"] = new JsonObject { ["sizeLimit"] = "1Gi" } };

    private static JsonObject FromMap(string name, string map, JsonArray? items)
    {
        var source = new JsonObject { ["name"] = map };
        if (items is not null)
            source["items"] = items;
        return new JsonObject { ["name"] = name, ["configMap"] = source };
    }

    private static JsonObject FromSecret(string name, string secret, JsonArray? items)
    {
        var source = new JsonObject { ["secretName"] = secret, ["defaultMode"] = OwnerAndGroupRead };
        if (items is not null)
            source["items"] = items;
        return new JsonObject { ["name"] = name, ["secret"] = source };
    }

    private static JsonObject Mount(string name, string path, bool isReadOnly = false)
    {
        var mount = new JsonObject { ["name"] = name, ["mountPath"] = path };
        if (isReadOnly)
            mount["readOnly"] = true;
        return mount;
    }

    private static JsonObject Probe(InstallOptions options, string path, int everySeconds, int failures) => new()
    {
        ["httpGet"] = new JsonObject { ["path"] = path, ["port"] = InstallNames.ApiPort, ["scheme"] = options.TlsSecret is null ? "HTTP" : "HTTPS" },
        ["periodSeconds"] = everySeconds,
        ["timeoutSeconds"] = 5,
        ["failureThreshold"] = failures,
    };

    private static JsonObject Spread(string topology) => new()
    {
        ["maxSkew"] = 1,
        ["topologyKey"] = topology,
        // Two servers on one node are better than one that waits for a node.
        ["whenUnsatisfiable"] = "ScheduleAnyway",
        ["labelSelector"] = new JsonObject { ["matchLabels"] = InstallNames.PodLabels() },
    };
}
