using Slipway.Contracts.Health;
using Slipway.Server.Api.Health;
using Slipway.Storage;

namespace Slipway.Server.Hosting.Doctor;

/// <summary>Which database keeps the record.</summary>
internal sealed class StoreCheck(IStore store) : IDoctorCheck
{
    public Task<IReadOnlyList<DoctorCheckView>> ExamineAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<DoctorCheckView>>([new DoctorCheckView("store", DoctorStatus.Ok, store.Description, null)]);
}
