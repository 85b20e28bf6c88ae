namespace Slipway.Local.Keeping;

/// <summary>Nothing was done: another server keeps the data folder now. To whoever writes there it is like a disk that takes no more.</summary>
public sealed class NotKeeperException(string folder)
    : IOException($"Another server keeps the processes of {folder} now; this one changes nothing there any more");
