namespace Slipway.Local.Processes;

/// <summary>The system did not start a program.</summary>
public sealed class SpawnException(string program, int errorNumber, string reason)
    : Exception($"{program} could not be started: {reason}")
{
    // EPERM, ENOENT, ENOEXEC, EACCES, ENOTDIR, EISDIR, ELOOP: the files are wrong, so trying again is of no use.
    private static readonly int[] FileErrors = [1, 2, 8, 13, 20, 21, 40];

    public int ErrorNumber { get; } = errorNumber;

    /// <summary>True when it will fail again until somebody changes a file; false when the machine is short of something.</summary>
    public bool IsPermanent => FileErrors.Contains(ErrorNumber);
}
