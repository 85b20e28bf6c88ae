using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Kubernetes.Routers.Sides;

/// <summary>The names of an environment's Services: the app's own, and one for each side.</summary>
internal sealed record SideServices(string Service, PerSlot<string> Namespaces)
{
    private const string Anywhere = "default";

    public static SideServices Of(KubernetesTrafficSpec spec) =>
        new(spec.Service, spec.Namespaces ?? new PerSlot<string>(Anywhere, Anywhere)) { Page = spec.MaintenancePage };

    /// <summary>The Service with the maintenance page, in the namespace of each of the app's; null: there is none.</summary>
    public string? Page { get; init; }

    /// <summary>True where each side has a namespace, and there the app's Service itself.</summary>
    public bool AreApart => Namespaces.Blue != Namespaces.Green;

    /// <summary>The app's Service; where the sides are apart, that of blue.</summary>
    public ServiceName App => new(Namespaces.Blue, Service);

    public ServiceName this[Slot slot] => new(Namespaces[slot], AreApart ? Service : $"{Service}-{slot.Label()}");

    /// <summary>Null for a Service that is not the app's.</summary>
    public Lead? LeadOf(ServiceName service)
    {
        foreach (var slot in Slots.All)
        {
            if (service == this[slot])
                return new Lead(slot);
        }

        return service == App ? new Lead(null) : null;
    }
}
