namespace Slipway.Contracts;

/// <summary>What the program's exit code says, the same for every verb.</summary>
public static class ExitCodes
{
    /// <summary>What was asked for is done, or goes on by itself.</summary>
    public const int Done = 0;

    /// <summary>It failed or is not decided, and a person is needed; also: the server is not there or could not do it.</summary>
    public const int Failed = 1;

    /// <summary>The command line, the spec or a file is invalid. Nothing was changed.</summary>
    public const int Invalid = 2;

    /// <summary>The rollout was taken back (rolled back, cancelled or superseded), and what ran before runs on; also: a judge says that a candidate fails.</summary>
    public const int RolledBack = 3;

    /// <summary>The caller may not do that.</summary>
    public const int Denied = 4;

    /// <summary>A gate or another rollout stands in the way. Nothing was changed.</summary>
    public const int Blocked = 5;

    /// <summary>The time given with <c>--timeout</c> was over first. The rollout goes on.</summary>
    public const int TimedOut = 6;

    /// <summary>It was sent, and whether it was done cannot be read now.</summary>
    public const int Unknown = 7;
}
