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
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(store)!);
            var held = Lock(store);
            try
            {
                File.WriteAllText(store + ".holder", holder);
                return new StoreLock(held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PortUnavailableException(
                $"The store {store} cannot be opened for writing: {failure.Message}. Check that its folder may be written by this user and that the disk has space", inner: failure);
        }
    }

    public void Dispose() => _held.Dispose();

    private static FileStream Lock(string store)
    {
        try
        {
            return new FileStream(store + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (File.Exists(store + ".lock"))
        {
            throw new PortUnavailableException(
                $"The store {store} is held by another server ({Holder(store)}). Stop that one first, or give this one a store of its own", inner: taken);
        }
    }

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
