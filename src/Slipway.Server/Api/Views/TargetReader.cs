using Slipway.Contracts.Views;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Server.Api.Views;

/// <summary>Reads the world for a view: what does not answer soon is left out, a view has no time to wait.</summary>
internal static class TargetReader
{
    private const int PatienceSeconds = 2;

    public static async Task<PerSlot<WorkloadStatus?>> BothAsync(
        Adapters adapters, TargetSpec target, EnvironmentKey key, TimeProvider time, CancellationToken cancellation)
    {
        var port = adapters.TargetFor(target);
        return new PerSlot<WorkloadStatus?>(
            await TryAsync<WorkloadStatus?>(async token => await port.ReadAsync(key, Slot.Blue, token), time, cancellation),
            await TryAsync<WorkloadStatus?>(async token => await port.ReadAsync(key, Slot.Green, token), time, cancellation));
    }

    /// <summary>Null while the router does not answer, or its processes differ.</summary>
    public static Task<TrafficSplit?> SplitAsync(
        Adapters adapters, TrafficSpec traffic, EnvironmentKey key, TimeProvider time, CancellationToken cancellation) =>
        TryAsync(token => adapters.RouterFor(traffic).ReadAsync(key, token), time, cancellation);

    /// <summary>Null where there is none, or nobody can say now.</summary>
    public static Task<GatewayView?> GatewayAsync(IGatewayStates? gateways, EnvironmentKey key, TimeProvider time, CancellationToken cancellation) =>
        gateways is null ? Task.FromResult<GatewayView?>(null) : TryAsync(token => gateways.FindAsync(key, token), time, cancellation);

    private static async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> read, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(PatienceSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await read(both.Token);
        }
        catch (PortUnavailableException)
        {
            return default;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return default;
        }
    }
}
