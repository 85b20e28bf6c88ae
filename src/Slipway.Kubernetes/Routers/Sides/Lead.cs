using Slipway.Core.Values;

namespace Slipway.Kubernetes.Routers.Sides;

/// <summary>Where a backend of a router's object leads, when it leads to the app.</summary>
/// <param name="Side">Null: to the app's Service itself, whose selector decides.</param>
internal readonly record struct Lead(Slot? Side);
