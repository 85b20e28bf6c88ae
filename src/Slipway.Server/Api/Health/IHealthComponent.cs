using Slipway.Contracts.Health;

namespace Slipway.Server.Api.Health;

/// <summary>A part of the server whose health <c>/health/detailed</c> tells.</summary>
public interface IHealthComponent
{
    /// <summary>Lower case: <c>store</c>.</summary>
    string Name { get; }

    Task<HealthStatus> ReadAsync(CancellationToken cancellation);
}
