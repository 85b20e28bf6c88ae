using Slipway.Contracts.Health;
using Slipway.Core.Engine;
using Slipway.Server.Api;
using Slipway.Server.Api.Health;

namespace Slipway.Server.Hosting.Doctor;

/// <summary>Whether each gateway serves.</summary>
internal sealed class GatewayCheck(IGatewayStates gateways, Places places) : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorCheckView>> ExamineAsync(CancellationToken cancellation) =>
    [
        .. (await places.AllAsync(cancellation)).Select(p => (p.Key, Gateway: gateways.Find(p.Key))).Where(p => p.Gateway is not null).Select(p => new DoctorCheckView(
            $"gateway {p.Key}",
            p.Gateway!.State switch { "serving" => DoctorStatus.Ok, "starting" => DoctorStatus.Warn, _ => DoctorStatus.Fail },
            $"{p.Gateway.State} on {p.Gateway.Listen}{(p.Gateway.Error is null ? "" : $": {p.Gateway.Error}")}",
            p.Gateway.State == "serving" ? null : "see the gateway's log in the data folder")),
    ];
}
