namespace Slipway.Core.Git;

/// <summary>A commit, as it says of itself: nobody proves author and time.</summary>
/// <param name="Hash">40 or 64 hexadecimal digits.</param>
/// <param name="Author">A name on one line.</param>
/// <param name="At">When it was written.</param>
/// <param name="Subject">The first line of the message.</param>
public sealed record CommitNote(string Hash, string Author, DateTimeOffset At, string Subject)
{
    private const int ShownDigits = 12;

    public string Short() => Hash.Length <= ShownDigits ? Hash : Hash[..ShownDigits];
}
