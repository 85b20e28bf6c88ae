using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Slipway.Local.Processes;

/// <summary>
/// The few calls of the C library that the base library does not offer.
/// Numbers are those of Linux on x64 and arm64.
/// </summary>
internal static unsafe partial class LibC
{
    public const int SigKill = 9;
    public const int SigTerm = 15;

    public const int OpenReadOnly = 0;
    public const int OpenWriteOnly = 1;
    public const int OpenReadWrite = 2;
    public const int OpenCreate = 0x40;
    public const int OpenAppend = 0x400;
    public const int OpenCloseOnExec = 0x80000;

    public const int LockExclusive = 2;
    public const int LockNoWait = 4;
    public const int LockNone = 8;

    public const short SpawnSetSignalDefaults = 0x04;
    public const short SpawnSetSignalMask = 0x08;
    public const short SpawnSetSession = 0x80;

    public const int WaitNoHang = 1;
    public const int WaitExited = 4;
    public const int WaitKeep = 0x01000000;
    public const int IdTypePid = 1;

    // The structs below are opaque to us; these sizes hold what glibc (80, 336, 128, 128) and musl define, with room.
    public const int FileActionsBytes = 256;
    public const int SpawnAttributesBytes = 512;
    public const int SignalSetBytes = 256;
    public const int SignalInfoBytes = 256;

    /// <summary>Offset of <c>si_pid</c> in <c>siginfo_t</c> where pointers have 64 bits.</summary>
    public const int SignalInfoPidOffset = 16;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "posix_spawn")]
    public static partial int Spawn(out int pid, byte* path, byte* fileActions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int FileActionsInit(byte* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int FileActionsDestroy(byte* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen")]
    public static partial int FileActionsAddOpen(byte* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int FileActionsAddDuplicate(byte* actions, int from, int to);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    public static partial int FileActionsAddDirectory(byte* actions, byte* path);

    /// <summary>Since glibc 2.34.</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    public static partial int FileActionsAddCloseFrom(byte* actions, int from);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static partial int AttributesInit(byte* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    public static partial int AttributesDestroy(byte* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int AttributesSetFlags(byte* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int AttributesSetSignalMask(byte* attributes, byte* set);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int AttributesSetSignalDefaults(byte* attributes, byte* set);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static partial int SignalSetEmpty(byte* set);

    [LibraryImport(Library, EntryPoint = "sigfillset")]
    public static partial int SignalSetFill(byte* set);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(Library, EntryPoint = "waitid", SetLastError = true)]
    public static partial int WaitId(int idType, int id, byte* signalInfo, int options);

    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitPid(int pid, out int status, int options);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenOrCreate(string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int FileLock(SafeFileHandle file, int operation);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int descriptor);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);
}
