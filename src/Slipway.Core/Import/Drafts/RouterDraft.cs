using Slipway.Core.Import.Reading;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Import.Drafts;

/// <summary>What stands under <c>traffic</c>: a router, and where its requests are measured.</summary>
/// <param name="kind">What the kind can do, whatever its names.</param>
/// <param name="from">The field of a manifest that asks for it.</param>
internal sealed class RouterDraft(KubernetesTrafficSpec kind, SourceField from)
{
    private (string Url, SourceField From)? _prometheus;

    public static RouterDraft Service(SourceField from) => new(new ServiceSpec { Service = "" }, from);

    public static RouterDraft NginxIngress(SourceField from) => new(new NginxIngressSpec { Service = "", Ingress = "" }, from);

    public static RouterDraft Istio(SourceField from) => new(new IstioSpec { Service = "", VirtualService = "" }, from);

    public static RouterDraft GatewayApi(SourceField from) => new(new GatewayApiSpec { Service = "", HttpRoute = "" }, from);

    public static RouterDraft Alb(SourceField from) => new(new AlbSpec { Service = "", Ingress = "" }, from);

    public static RouterDraft Traefik(SourceField from) => new(new TraefikSpec { Service = "", TraefikService = "" }, from);

    /// <summary>Its name in the spec.</summary>
    public string Kind => kind.Name;

    public RouterFeatures Features => kind.Features;

    public bool IsMeasured => _prometheus is not null;

    /// <summary>The keys under its kind.</summary>
    public DraftMap Keys { get; } = new();

    /// <summary>The path of one of its keys, from the environment on.</summary>
    public string At(string key) => $"traffic.{Kind}.{key}";

    /// <summary>Names the server that measures. Only the first counts.</summary>
    public void MeasureBy(SourceField address, EnvironmentDraft environment)
    {
        if (address.Text is not { } url)
            return;
        if (kind.OwnMetrics is null)
            address.Tell($"{Kind} does not say by itself how its requests are counted, so the address alone is not enough.", $"Add 'prometheus: {{ url: {url}, requests: …, errors: …, latency: … }}' to 'traffic', with questions that have {{service}} in them.", environment.At("traffic"));
        else if (_prometheus is { } first && first.Url != url)
            address.Tell($"an environment is measured by one server, {first.Url}.", "Say which of them has this service's requests.", environment.At("traffic"));
        else
            _prometheus ??= (url, address);
    }

    public DraftMap ToMap()
    {
        var map = new DraftMap().Map(Kind, Keys, from);
        if (_prometheus is { } server)
            map.Map("prometheus", new DraftMap().Text("url", server.Url, server.From));
        return map;
    }
}
