namespace Slipway.Core.Notices.Model;

/// <summary>A signed POST of the notice as JSON.</summary>
public sealed record WebhookSpec : ChannelSpec
{
    public const string Key = "webhook";

    public required Uri Url { get; init; }

    /// <summary>Key of the signature.</summary>
    public required SecretSource Secret { get; init; }

    public override string Name => Key;

    public override IEnumerable<SecretSource> Secrets => [Secret];
}
