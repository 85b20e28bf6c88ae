namespace Slipway.Local.Processes;

/// <summary>One process among all that ever had its number.</summary>
/// <param name="StartTime">Clock ticks from boot to its start: field 22 of <c>/proc/PID/stat</c>.</param>
/// <param name="BootId">Which boot: <c>/proc/sys/kernel/random/boot_id</c>.</param>
public sealed record ProcessIdentity(int Pid, long StartTime, string BootId)
{
    /// <summary>Of the process that asks.</summary>
    public static ProcessIdentity Own() =>
        new(Environment.ProcessId, ProcessFiles.StartTimeOfOwn(Environment.ProcessId), ProcessFiles.BootId());
}
