namespace Slipway.Core.Git.Model;

/// <summary>A branch that says which versions are wanted where.</summary>
public sealed record GitRepository
{
    /// <summary>As <see cref="Values.EnvironmentKey.IsName"/> says.</summary>
    public string Name { get; init; } = "";

    /// <summary>https, ssh, or a path; without a password in it.</summary>
    public required string Url { get; init; }

    public string Branch { get; init; } = "main";

    /// <summary>At least one.</summary>
    public required IReadOnlyList<VersionsSource> Versions { get; init; }

    /// <summary>How often it is looked at; from <see cref="MinPollSeconds"/> on.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Null: nobody may say that there is something new but people with <c>slipway git sync</c>.</summary>
    public GitWebhook? Webhook { get; init; }

    /// <summary>What becomes of a version in the repository that was taken back where it ran.</summary>
    public WriteBack WriteBack { get; init; } = WriteBack.Off;

    /// <summary>True: what somebody deployed by hand makes room for what the repository says.</summary>
    public bool Heal { get; init; }

    /// <summary>Who commits what is written back, <c>NAME &lt;MAIL&gt;</c>.</summary>
    public string Author { get; init; } = DefaultAuthor;

    /// <summary>Null: the user's own credential helpers, or the ssh agent.</summary>
    public GitLogin? Login { get; init; }

    public const string DefaultAuthor = "Slipway <slipway@localhost>";

    public const int MinPollSeconds = 1;
}
