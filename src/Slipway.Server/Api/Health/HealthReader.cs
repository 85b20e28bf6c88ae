using System.Reflection;
using Slipway.Contracts.Health;

namespace Slipway.Server.Api.Health;

/// <summary>Asks all components.</summary>
internal sealed class HealthReader(IEnumerable<IHealthComponent> components, TimeProvider time)
{
    private static readonly string Version =
        typeof(HealthReader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public async Task<HealthView> ReadAsync(CancellationToken cancellation) =>
        new((await ReadDetailedAsync(cancellation)).Status, Version, time.GetUtcNow());

    public async Task<DetailedHealthView> ReadDetailedAsync(CancellationToken cancellation)
    {
        var all = new SortedDictionary<string, HealthStatus>(StringComparer.Ordinal);
        foreach (var component in components)
            all[component.Name] = await component.ReadAsync(cancellation);
        return new DetailedHealthView(all.Values.DefaultIfEmpty(HealthStatus.Healthy).Max(), all);
    }
}
