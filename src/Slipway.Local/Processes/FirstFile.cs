using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Slipway.Local.Processes;

/// <summary>A file that several may make at once, and one does.</summary>
internal static partial class FirstFile
{
    private const int AlreadyThere = 17;

    /// <summary>Gives a finished file its name, unless another has it: then the finished one is removed. The check and the naming are one step, which those of a move are not.</summary>
    /// <exception cref="IOException">It cannot be named.</exception>
    public static void Name(string unfinished, string path)
    {
        var error = Link(unfinished, path) == 0 ? 0 : Marshal.GetLastPInvokeError();
        File.Delete(unfinished);
        if (error is not (0 or AlreadyThere))
            throw new IOException($"{path} cannot be made: {new Win32Exception(error).Message}");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
