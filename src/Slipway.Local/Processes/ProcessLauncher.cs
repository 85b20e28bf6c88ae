using System.Collections.Concurrent;

namespace Slipway.Local.Processes;

/// <summary>
/// Starts processes that outlive this one, watches them and ends them. A process is a session and a group of its own,
/// so signals go to all that it started, unless they left it. One launcher for each server, because it reaps what it started.
/// </summary>
public sealed class ProcessLauncher
{
    private readonly ConcurrentDictionary<ProcessIdentity, byte> _children = new();
    private readonly string _bootId = ProcessFiles.BootId();

    /// <summary>Starts a program without a shell.</summary>
    /// <param name="command">Program and arguments. A program with a slash is relative to the working directory; without, it is looked up in the PATH of <paramref name="environment"/>.</param>
    /// <param name="workingDirectory">Absolute.</param>
    /// <param name="environment">All variables that it gets.</param>
    /// <param name="logFile">Absolute; standard output and error are appended. Its folder exists.</param>
    /// <exception cref="SpawnException">It was not started.</exception>
    public ProcessIdentity Start(
        IReadOnlyList<string> command, string workingDirectory, IReadOnlyDictionary<string, string> environment, string logFile)
    {
        var program = ProgramLookup.Find(command[0], workingDirectory, environment) ?? Path.GetFullPath(command[0], workingDirectory);
        var pid = Spawn.Start(program, command, workingDirectory, environment, logFile);
        var identity = new ProcessIdentity(pid, ProcessFiles.StartTimeOfOwn(pid), _bootId);
        _children[identity] = 0;
        return identity;
    }

    /// <summary>The process of that number, if there is one that runs.</summary>
    public ProcessIdentity? Find(int pid) =>
        ProcessFiles.StartTime(pid) is { } started ? new ProcessIdentity(pid, started, _bootId) : null;

    /// <summary>The oldest leader of a session among the processes that were started with a variable: the one that was started here, not what it started.</summary>
    internal ProcessIdentity? FindLeader(string name, string value) =>
        ProcessFiles.CarriersOf(name, value)
            .Where(ProcessFiles.LeadsSession)
            .Select(Find)
            .OfType<ProcessIdentity>()
            .MinBy(process => process.StartTime);

    /// <summary>Null while it runs. A child that has ended is reaped, and what is left of its group is ended.</summary>
    public ProcessEnd? Poll(ProcessIdentity process)
    {
        if (_children.ContainsKey(process))
            return Reap(process);
        if (process.BootId != _bootId)
            return ProcessEnd.Reboot;
        return ProcessFiles.StartTime(process.Pid) == process.StartTime ? null : ProcessEnd.Unseen;
    }

    /// <summary>Whether the process itself has ended. Nothing is reaped, and its group is left alone.</summary>
    public bool HasEnded(ProcessIdentity process) =>
        _children.ContainsKey(process) ? ChildHasEnded(process) : Poll(process) is not null;

    /// <summary>Lets go of the children that have ended, for a server that keeps them no longer: their groups are left alone.</summary>
    public void Reap()
    {
        foreach (var process in _children.Keys.Where(ChildHasEnded))
        {
            _ = LibC.WaitPid(process.Pid, out _, LibC.WaitNoHang);
            _children.TryRemove(process, out _);
        }
    }

    /// <summary>Asks the process and its group to end; without effect when it has ended.</summary>
    public void Terminate(ProcessIdentity process) => Signal(process, LibC.SigTerm);

    /// <summary>Ends the process and its group at once; without effect when it has ended.</summary>
    public void Kill(ProcessIdentity process) => Signal(process, LibC.SigKill);

    /// <summary>Ends at once every process that was started with a variable: what an ended instance has left behind, in whatever group.</summary>
    internal static void KillCarriersOf(string name, string value)
    {
        foreach (var pid in ProcessFiles.CarriersOf(name, value))
            _ = LibC.Kill(pid, LibC.SigKill);
    }

    private void Signal(ProcessIdentity process, int signal)
    {
        // A child's number is not given away before we reap it; of another's process only the start time says that it is still the same.
        if (_children.ContainsKey(process) || (process.BootId == _bootId && ProcessFiles.StartTime(process.Pid) == process.StartTime))
            _ = LibC.Kill(-process.Pid, signal);
    }

    /// <summary>Without reaping it: as long as it is not reaped, its number and its group's cannot be another's.</summary>
    private static unsafe bool ChildHasEnded(ProcessIdentity process)
    {
        var info = stackalloc byte[LibC.SignalInfoBytes];
        *(int*)(info + LibC.SignalInfoPidOffset) = 0;
        var result = LibC.WaitId(LibC.IdTypePid, process.Pid, info, LibC.WaitNoHang | LibC.WaitExited | LibC.WaitKeep);
        return result != 0 || *(int*)(info + LibC.SignalInfoPidOffset) != 0;
    }

    private ProcessEnd? Reap(ProcessIdentity process)
    {
        if (!ChildHasEnded(process))
            return null;
        _ = LibC.Kill(-process.Pid, LibC.SigKill);
        var reaped = LibC.WaitPid(process.Pid, out var status, LibC.WaitNoHang);
        _children.TryRemove(process, out _);
        return reaped == process.Pid ? ProcessEnd.FromWaitStatus(status) : ProcessEnd.Unseen;
    }
}
