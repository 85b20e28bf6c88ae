namespace Slipway.Local.Processes;

/// <summary>How a process ended. Both null: nobody saw it, because it was started by an earlier server.</summary>
/// <param name="ExitCode">0 to 255 when it exited by itself.</param>
/// <param name="Signal">The signal's number when one ended it.</param>
/// <param name="WithMachine">True when it ended with the whole machine: no fault of its own.</param>
public sealed record ProcessEnd(int? ExitCode, int? Signal, bool WithMachine)
{
    public static ProcessEnd Unseen { get; } = new(null, null, false);

    public static ProcessEnd Reboot { get; } = new(null, null, true);

    /// <summary>Reads the status word of waitpid.</summary>
    public static ProcessEnd FromWaitStatus(int status) =>
        (status & 0x7f) == 0
            ? new ProcessEnd((status >> 8) & 0xff, null, false)
            : new ProcessEnd(null, status & 0x7f, false);

    public override string ToString() => this switch
    {
        { ExitCode: { } code } => $"exit code {code}",
        { Signal: { } signal } => $"ended by signal {signal}{Name(signal)}",
        { WithMachine: true } => "ended with a restart of the machine",
        _ => "ended while no server watched it",
    };

    private static string Name(int signal) => signal switch
    {
        1 => " (SIGHUP)",
        2 => " (SIGINT)",
        3 => " (SIGQUIT)",
        4 => " (SIGILL)",
        6 => " (SIGABRT)",
        7 => " (SIGBUS)",
        8 => " (SIGFPE)",
        9 => " (SIGKILL)",
        11 => " (SIGSEGV)",
        13 => " (SIGPIPE)",
        15 => " (SIGTERM)",
        _ => "",
    };
}
