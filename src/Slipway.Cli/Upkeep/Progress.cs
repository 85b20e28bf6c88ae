namespace Slipway.Cli.Upkeep;

/// <summary>Tells how far a long work is, at most once a second, and nothing of one that is done within the first.</summary>
internal sealed class Progress(Terminal terminal)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private long _told = terminal.Time.GetTimestamp();

    public void Tell(Func<string> line)
    {
        if (terminal.Time.GetElapsedTime(_told) < Every)
            return;
        _told = terminal.Time.GetTimestamp();
        terminal.Error.WriteLine(line());
    }
}
