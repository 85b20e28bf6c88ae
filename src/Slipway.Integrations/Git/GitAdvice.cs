namespace Slipway.Integrations.Git;

/// <summary>What to do about what git, curl and ssh say when a host does not let somebody in.</summary>
internal static class GitAdvice
{
    private const string Authority = "name the file of its authority by the variable GIT_SSL_CAINFO where Slipway runs";

    // The first that fits counts: ssh says several of them in a row.
    private static readonly (string Said, string Advice)[] Known =
    [
        ("could not read Username", "the host wants to know who asks: give it a 'login' in git.yaml"),
        ("Authentication failed", "correct user and password under 'login' in git.yaml; a token may have expired"),
        ("returned error: 403", "this login may not do that: a token has to read, and to write for 'writeBack'"),
        ("HOST IDENTIFICATION HAS CHANGED", "it is another host than before, or somebody may sit between: ask who runs it, then correct ~/.ssh/known_hosts of the user that Slipway runs as"),
        ("Host key verification failed", "put its key into ~/.ssh/known_hosts of the user that Slipway runs as, after you compared it with what who runs the host says"),
        ("Permission denied (", "let in the key of the user that Slipway runs as, at the host"),
        ("certificate verification failed", Authority),
        ("SSL certificate problem", Authority),
    ];

    /// <summary>Null where what was said speaks for itself.</summary>
    public static string? Of(GitOutcome outcome) => Array.Find(Known, known => outcome.Told.Contains(known.Said, StringComparison.OrdinalIgnoreCase)).Advice;
}
