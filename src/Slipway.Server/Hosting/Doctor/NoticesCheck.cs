using Slipway.Contracts.Health;
using Slipway.Core.Ports;
using Slipway.Server.Api.Health;

namespace Slipway.Server.Hosting.Doctor;

/// <summary>Whether destinations take their notices.</summary>
internal sealed class NoticesCheck(IDeliveries deliveries) : IDoctorCheck
{
    private const int Looked = 1_000;

    public async Task<IReadOnlyList<DoctorCheckView>> ExamineAsync(CancellationToken cancellation)
    {
        var open = await deliveries.ListOpenAsync(Looked, cancellation);
        var dead = open.Count(d => d.State == DeliveryState.Dead);
        var failing = open.Count(d => d.State == DeliveryState.Pending && d.Attempts > 0);
        return
        [
            dead + failing == 0
                ? new DoctorCheckView("notices", DoctorStatus.Ok, "every destination takes its notices", null)
                : new DoctorCheckView("notices", DoctorStatus.Warn, $"{failing} failing, {dead} given up", "see why with `slipway notices`, and try anew with `slipway notices retry --dead`"),
        ];
    }
}
