using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>
/// Keeps a store to one server: a lock on <c>{store}.lock</c> that the operating system drops with the process, however it ends.
/// Who holds it stands in <c>{store}.holder</c>, a file of its own because a locked one cannot be read.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _held;

    private StoreLock(FileStream held) => _held = held;

    /// <param name="store">The database's file.</param>
    /// <param name="holder">Who takes it, for whoever comes second: process id and address.</param>
    /// <exception cref="PortUnavailableException">Another holds it, or the folder cannot be written.</exception>
    public static StoreLock Take(string store, string holder)
    {
        FileStream held;
        try
        {
            held = new FileStream(store + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new PortUnavailableException($"The store {store} cannot be opened for writing: {refused.Message}. Give this user the right to write in its folder", inner: refused);
        }
        catch (IOException taken) when (File.Exists(store + ".lock"))
        {
            throw new PortUnavailableException(
                $"The store {store} is held by another server ({Holder(store)}). Stop that one first, or give this one a store of its own", inner: taken);
        }
        catch (IOException failed)
        {
            throw new PortUnavailableException($"The store {store} cannot be opened: {failed.Message}. Make its folder, or name another place", inner: failed);
        }

        File.WriteAllText(store + ".holder", holder);
        return new StoreLock(held);
    }

    public void Dispose() => _held.Dispose();

    private static string Holder(string store)
    {
        try
        {
            return File.ReadAllText(store + ".holder");
        }
        catch (IOException)
        {
            return "which has not yet said who it is";
        }
    }
}
