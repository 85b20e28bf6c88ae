using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Win32.SafeHandles;
using Slipway.Local.Processes;

namespace Slipway.Local.Keeping;

/// <summary>
/// One server's time as the keeper of a data folder. The file <c>keeper.fence</c> says whose time it is, and whoever changes
/// something there does so under that file's lock, after a look at it: a server that was stopped, and does not know yet that
/// another has taken its place, can change nothing. Thread-safe.
/// </summary>
public sealed class KeeperTerm : IDisposable
{
    private const string FileName = "keeper.fence";

    // Of fixed width, so that the file is written over in place, in one sector: its lock belongs to the file that is there, not to its name.
    private const int FenceDigits = 20;
    private const int MaxFileBytes = 256;
    private const uint FileMode = 0x1A4; // rw-r--r--

    /// <summary>After so long in the middle of a change, which takes microseconds, it is asked whether the other's process is stopped.</summary>
    private const int LockMilliseconds = 1000;

    /// <summary>How long one is waited for that is slow, or has just been killed.</summary>
    private const int PatienceMilliseconds = 10_000;
    private const int LookMilliseconds = 10;

    private readonly SafeFileHandle _file;
    private readonly Lock _one = new();

    private KeeperTerm(string folder, long fence, SafeFileHandle file) => (Folder, Fence, _file) = (folder, fence, file);

    /// <summary>Absolute path of the data folder.</summary>
    public string Folder { get; }

    /// <summary>Of the lease by which the server is keeper: rises from term to term.</summary>
    public long Fence { get; }

    /// <summary>True until another term has begun. One read of a few bytes.</summary>
    public bool Holds
    {
        get
        {
            try
            {
                return ReadFence() == Fence;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Begins a term, and ends all that have lower fences. When it returns, none of those is in the middle of a change.</summary>
    /// <remarks>A process that was stopped in the middle of one would hold up its successors for ever: it is killed. One that is slow is waited for.</remarks>
    /// <exception cref="IOException">A term with this fence or a higher one has begun already, the folder cannot be written, or another does not let go of it.</exception>
    public static async Task<KeeperTerm> BeginAsync(string folder, long fence, TimeProvider time, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        var descriptor = LibC.OpenOrCreate(path, LibC.OpenReadWrite | LibC.OpenCreate | LibC.OpenCloseOnExec, FileMode);
        if (descriptor < 0)
            throw new IOException($"{path} cannot be opened: {System.Runtime.InteropServices.Marshal.GetLastPInvokeErrorMessage()}");
        var term = new KeeperTerm(folder, fence, new SafeFileHandle(descriptor, ownsHandle: true));
        try
        {
            await term.LockOrKillAsync(path, time, cancellation);
            term.Raise(path);
            return term;
        }
        catch
        {
            term.Dispose();
            throw;
        }
    }

    /// <summary>Changes something in the folder or among its processes. Short: no other change is made meanwhile, by whomever.</summary>
    /// <exception cref="NotKeeperException">It was not done.</exception>
    public T Act<T>(Func<T> act)
    {
        lock (_one)
        {
            if (_file.IsClosed)
                throw new NotKeeperException(Folder);
            while (LibC.FileLock(_file, LibC.LockExclusive) != 0)
            {
                // A signal came in between.
            }

            try
            {
                return ReadFence() == Fence ? act() : throw new NotKeeperException(Folder);
            }
            finally
            {
                _ = LibC.FileLock(_file, LibC.LockNone);
            }
        }
    }

    /// <inheritdoc cref="Act{T}"/>
    public void Act(Action act) => Act(() =>
    {
        act();
        return true;
    });

    /// <summary>Ends it for this server; for others it goes on until one of them begins the next.</summary>
    public void Dispose()
    {
        lock (_one)
            _file.Dispose();
    }

    /// <summary>Writes a file that is always whole, as <see cref="DurableFile"/> does.</summary>
    /// <exception cref="IOException">Nothing was changed.</exception>
    internal void Write<T>(string path, T value, JsonTypeInfo<T> type) => DurableFile.Write(path, value, type, Act);

    private void Raise(string path)
    {
        try
        {
            if (ReadFence() is { } last && last >= Fence)
            {
                throw new IOException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path} has seen a keeper with fence {last}, and this one's is {Fence}; if the store was replaced, end all servers of the folder and remove the file"));
            }

            var own = ProcessIdentity.Own();
            var text = string.Create(
                CultureInfo.InvariantCulture, $"{Fence.ToString($"D{FenceDigits}", CultureInfo.InvariantCulture)} {own.Pid} {own.StartTime} {own.BootId}\n");
            RandomAccess.Write(_file, Encoding.ASCII.GetBytes(text.PadRight(MaxFileBytes)), 0);
            RandomAccess.FlushToDisk(_file);
        }
        finally
        {
            _ = LibC.FileLock(_file, LibC.LockNone);
        }
    }

    private async Task LockOrKillAsync(string path, TimeProvider time, CancellationToken cancellation)
    {
        if (await LockAsync(LockMilliseconds, time, cancellation))
            return;
        if (ReadHolder() is { } holder && holder.Pid != Environment.ProcessId && holder.BootId == ProcessFiles.BootId()
            && ProcessFiles.StartTime(holder.Pid) == holder.StartTime && ProcessFiles.IsStopped(holder.Pid))
        {
            _ = LibC.Kill(holder.Pid, LibC.SigKill);
        }

        if (!await LockAsync(PatienceMilliseconds, time, cancellation))
            throw new IOException($"{path} is locked by a server that was keeper before and does not let go; end that process");
    }

    private async Task<bool> LockAsync(int milliseconds, TimeProvider time, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (LibC.FileLock(_file, LibC.LockExclusive | LibC.LockNoWait) != 0)
        {
            if (time.GetElapsedTime(began) > TimeSpan.FromMilliseconds(milliseconds))
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(LookMilliseconds), time, cancellation);
        }

        return true;
    }

    /// <summary>Null before the first term.</summary>
    private long? ReadFence()
    {
        Span<byte> bytes = stackalloc byte[FenceDigits];
        var read = RandomAccess.Read(_file, bytes, 0);
        return read == 0 ? null
            : long.TryParse(bytes[..read], NumberStyles.None, CultureInfo.InvariantCulture, out var fence) ? fence
            : throw new InvalidDataException($"{Path.Combine(Folder, FileName)} is damaged: end all servers of this folder and remove it");
    }

    private ProcessIdentity? ReadHolder()
    {
        Span<byte> bytes = stackalloc byte[MaxFileBytes];
        var words = Encoding.ASCII.GetString(bytes[..RandomAccess.Read(_file, bytes, 0)]).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words is [_, var pid, var start, var boot, ..]
            ? new ProcessIdentity(int.Parse(pid, CultureInfo.InvariantCulture), long.Parse(start, CultureInfo.InvariantCulture), boot)
            : null;
    }
}
