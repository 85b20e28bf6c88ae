using Slipway.Contracts.Health;
using Slipway.Contracts.Views;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Server.Api;
using Slipway.Server.Api.Health;

namespace Slipway.Server.Hosting.Doctor;

/// <summary>Whether each gateway serves.</summary>
internal sealed class GatewayCheck(IGatewayStates gateways, Places places) : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorCheckView>> ExamineAsync(CancellationToken cancellation)
    {
        var found = new List<DoctorCheckView>();
        try
        {
            foreach (var place in (await places.AllAsync(cancellation)).Where(place => place.Environment.Traffic is GatewaySpec))
            {
                if (await gateways.FindAsync(place.Key, cancellation) is { } gateway)
                    found.Add(Of(place.Key, gateway));
            }
        }
        catch (PortUnavailableException e)
        {
            found.Add(new DoctorCheckView("gateways", DoctorStatus.Fail, e.Message, "`slipway servers` shows which servers live, and which one keeps the gateways"));
        }

        return found;
    }

    private static DoctorCheckView Of(EnvironmentKey key, GatewayView gateway) => new(
        $"gateway {key}",
        gateway.State switch { "serving" => DoctorStatus.Ok, "starting" => DoctorStatus.Warn, _ => DoctorStatus.Fail },
        $"{gateway.State} on {gateway.Listen}{(gateway.Error is null ? "" : $": {gateway.Error}")}",
        gateway.State == "serving" ? null : "see the gateway's log in the data folder");
}
