namespace Slipway.Bench.Running;

/// <summary>A spec for the sample service, for measurements: one replica, nothing judged but by the hot trigger's defaults.</summary>
public static class SampleSpec
{
    public const string FileName = "slipway.yaml";

    /// <param name="folder">Where the spec goes.</param>
    /// <param name="gatewayPort">Where the gateway listens, on loopback.</param>
    /// <param name="observe">How long each weight is watched.</param>
    public static void Write(string folder, string root, int gatewayPort, string observe = "10m") => File.WriteAllText(
        Path.Combine(folder, FileName),
        $$"""
        app: storefront
        artifact: {{Programs.Releases(root)}}/{version}
        environments:
          bench:
            target:
              processes:
                command: [dotnet, {{Programs.Storefront(root)}}, --port, "{port}"]
                replicas: 1
                ready: { http: /ready, within: 30s }
            traffic:
              gateway: { listen: 127.0.0.1:{{gatewayPort}} }
              drain: 1s
            strategy:
              canary: { weights: [5%, 100%], observe: {{observe}} }

        """);
}
