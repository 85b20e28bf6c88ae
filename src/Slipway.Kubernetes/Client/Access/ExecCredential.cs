using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Client.Access;

/// <summary>What a plugin gave, until shortly before it expires or until the server refuses it. However many ask, it runs once.</summary>
/// <param name="cluster">What the plugin is told of the cluster, if it wants to know.</param>
internal sealed class ExecCredential(ExecPlugin plugin, JsonObject? cluster, TimeProvider time) : Credential
{
    /// <summary>So much before it expires there is a new one: a call should not expire on its way.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Task<Grant>? _grant;

    public override async ValueTask<Presented> PresentAsync(CancellationToken cancellation)
    {
        Task<Grant> grant;
        lock (_gate)
        {
            if (_grant is null || _grant.IsFaulted || (_grant.IsCompletedSuccessfully && _grant.Result.RenewAt <= time.GetUtcNow()))
                _grant = ReadAsync();
            grant = _grant;
        }

        // The plugin has its own limit; who waits for it may give up sooner, and the others still get it.
        return (await grant.WaitAsync(cancellation)).Presented;
    }

    public override bool Refuse(Presented presented)
    {
        lock (_gate)
        {
            if (_grant is { IsCompletedSuccessfully: true } && _grant.Result.Presented == presented)
                _grant = null;
        }

        return true;
    }

    private async Task<Grant> ReadAsync()
    {
        await Task.Yield();
        var spec = new JsonObject { ["interactive"] = false };
        if (plugin.WantsClusterInfo && cluster is not null)
            spec["cluster"] = cluster.DeepClone();
        var info = new JsonObject { ["apiVersion"] = plugin.ApiVersion, ["kind"] = "ExecCredential", ["spec"] = spec };
        var answer = Parse(await plugin.RunAsync(info.ToJsonString(), time));
        if (answer.ApiVersion != plugin.ApiVersion)
            throw plugin.Fault($"answers in another version than {plugin.ApiVersion}; set 'apiVersion' below 'exec' to what it speaks");

        var (token, certificate, key) = (answer.Text("status", "token"), answer.Text("status", "clientCertificateData"), answer.Text("status", "clientKeyData"));
        if (token is not { Length: > 0 } && certificate is null)
            throw plugin.Fault("gave neither a token nor a certificate; run it by hand to see why");
        if (answer.Text("status", "expirationTimestamp") is not null && answer.Time("status", "expirationTimestamp") is null)
            throw plugin.Fault("gave an expirationTimestamp that is no RFC 3339 time");
        try
        {
            var presented = new Presented(
                token is { Length: > 0 } ? $"Bearer {token}" : null, certificate is null ? null : ClientCertificate.Read(certificate, key ?? ""));
            return new Grant(presented, answer.Time("status", "expirationTimestamp") is { } end ? RenewAt(end) : DateTimeOffset.MaxValue);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw plugin.Fault("gave a client certificate and a key that are not PEM, or not of each other");
        }
    }

    /// <summary>One that lives shorter than the margin is used until it ends.</summary>
    private DateTimeOffset RenewAt(DateTimeOffset end) => end - time.GetUtcNow() > RenewBefore * 2 ? end - RenewBefore : end;

    private KubeObject Parse(string written)
    {
        try
        {
            if (JsonNode.Parse(written) is JsonObject json)
                return new KubeObject(json);
        }
        catch (JsonException)
        {
            // What it wrote is not shown: it may hold a token.
        }

        throw plugin.Fault("wrote something that is no ExecCredential in JSON; run it by hand to see what");
    }

    private sealed record Grant(Presented Presented, DateTimeOffset RenewAt);
}
