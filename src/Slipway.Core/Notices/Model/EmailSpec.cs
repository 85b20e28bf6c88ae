namespace Slipway.Core.Notices.Model;

/// <summary>A mail server.</summary>
public sealed record EmailSpec : ChannelSpec
{
    public const string Key = "email";

    public required string Host { get; init; }

    public int Port { get; init; } = 587;

    public required string From { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Null: nobody signs in.</summary>
    public string? User { get; init; }

    public SecretSource? Password { get; init; }

    /// <summary>False for a relay without TLS, to which no password is sent.</summary>
    public bool StartTls { get; init; } = true;

    public override string Name => Key;

    public override IEnumerable<SecretSource> Secrets => Password is null ? [] : [Password];
}
