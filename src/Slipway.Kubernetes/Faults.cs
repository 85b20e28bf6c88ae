using Slipway.Core.Ports;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes;

/// <summary>What the API server refused or did not answer, as the engine hears it.</summary>
internal static class Faults
{
    /// <param name="doing">What was wanted: <c>bring 3 instances of 2.0.0 to blue</c>.</param>
    public static PortUnavailableException Of(KubeException error, string doing) =>
        new($"could not {doing}: {error.Message}", error.OutcomeUnknown, error);

    /// <summary>Runs an effect or a read; what the server says against it becomes what a port throws.</summary>
    public static async Task<T> ToldAsync<T>(string doing, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (KubeException error)
        {
            throw Of(error, doing);
        }
    }
}
