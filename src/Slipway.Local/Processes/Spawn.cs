using System.Runtime.InteropServices;

namespace Slipway.Local.Processes;

/// <summary>
/// Starts a program with posix_spawn, which System.Diagnostics.Process cannot do this way: in a session of its own,
/// so that neither a terminal's signals nor the end of the server reach it, and with its output appended to a file.
/// </summary>
internal static unsafe class Spawn
{
    private const uint LogMode = 0x1A0; // rw-r-----
    private const int FirstInheritedDescriptor = 3;

    /// <param name="program">Absolute path.</param>
    /// <param name="arguments">The argument list, the program's name first.</param>
    /// <returns>The process id.</returns>
    /// <exception cref="SpawnException">The system refused.</exception>
    public static int Start(
        string program, IReadOnlyList<string> arguments, string workingDirectory, IReadOnlyDictionary<string, string> environment, string logFile)
    {
        var fileActions = stackalloc byte[LibC.FileActionsBytes];
        var attributes = stackalloc byte[LibC.SpawnAttributesBytes];
        Require(LibC.FileActionsInit(fileActions), program);
        Require(LibC.AttributesInit(attributes), program);
        using var text = new NativeText();
        try
        {
            Redirect(fileActions, text, workingDirectory, logFile, program);
            Detach(attributes, program);
            var error = LibC.Spawn(
                out var pid, text.Add(program), fileActions, attributes,
                text.AddArray(arguments), text.AddArray(environment.Select(pair => $"{pair.Key}={pair.Value}")));
            Require(error, program);
            return pid;
        }
        finally
        {
            _ = LibC.AttributesDestroy(attributes);
            _ = LibC.FileActionsDestroy(fileActions);
        }
    }

    private static void Redirect(byte* actions, NativeText text, string workingDirectory, string logFile, string program)
    {
        Require(LibC.FileActionsAddOpen(actions, 0, text.Add("/dev/null"), LibC.OpenReadOnly, 0), program);
        Require(LibC.FileActionsAddOpen(actions, 1, text.Add(logFile), LibC.OpenWriteOnly | LibC.OpenCreate | LibC.OpenAppend, LogMode), program);
        Require(LibC.FileActionsAddDuplicate(actions, 1, 2), program);
        Require(LibC.FileActionsAddDirectory(actions, text.Add(workingDirectory)), program);
        try
        {
            // What .NET opens is closed on exec; what the server's own parent left open is not.
            Require(LibC.FileActionsAddCloseFrom(actions, FirstInheritedDescriptor), program);
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library: the child sees what the server's parent left open, and nothing of the server's.
        }
    }

    private static void Detach(byte* attributes, string program)
    {
        // The runtime ignores SIGPIPE and may block signals; both would be inherited.
        var none = stackalloc byte[LibC.SignalSetBytes];
        var all = stackalloc byte[LibC.SignalSetBytes];
        _ = LibC.SignalSetEmpty(none);
        _ = LibC.SignalSetFill(all);
        Require(LibC.AttributesSetSignalMask(attributes, none), program);
        Require(LibC.AttributesSetSignalDefaults(attributes, all), program);
        Require(
            LibC.AttributesSetFlags(attributes, LibC.SpawnSetSession | LibC.SpawnSetSignalMask | LibC.SpawnSetSignalDefaults), program);
    }

    private static void Require(int error, string program)
    {
        if (error != 0)
            throw new SpawnException(program, error, Marshal.GetPInvokeErrorMessage(error));
    }
}
