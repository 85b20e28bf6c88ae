namespace Slipway.Kubernetes.Routers.Sides;

/// <summary>A Service and where it is.</summary>
internal readonly record struct ServiceName(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
