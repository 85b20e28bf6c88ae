using Slipway.Contracts.Health;
using Slipway.Server.Api.Health;

namespace Slipway.Server.Hosting.Doctor;

/// <summary>Whether the data folder has room.</summary>
internal sealed class DiskCheck(ServerOptions options) : IDoctorCheck
{
    private const long WarnBelowBytes = 1L << 30;
    private const long FailBelowBytes = 100L << 20;

    public Task<IReadOnlyList<DoctorCheckView>> ExamineAsync(CancellationToken cancellation)
    {
        var free = new DriveInfo(options.DataDirectory).AvailableFreeSpace;
        var status = free < FailBelowBytes ? DoctorStatus.Fail : free < WarnBelowBytes ? DoctorStatus.Warn : DoctorStatus.Ok;
        return Task.FromResult<IReadOnlyList<DoctorCheckView>>(
        [
            new DoctorCheckView("disk", status, $"{free >> 20} MiB free for {options.DataDirectory}", status == DoctorStatus.Ok ? null : "make room: without it nothing can be recorded, and nothing is changed"),
        ]);
    }
}
