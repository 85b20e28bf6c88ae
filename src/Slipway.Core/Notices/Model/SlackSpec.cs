namespace Slipway.Core.Notices.Model;

/// <summary>Slack's incoming webhook, whose address is its secret.</summary>
public sealed record SlackSpec : ChannelSpec
{
    public const string Key = "slack";

    public required SecretSource Url { get; init; }

    public override string Name => Key;

    public override IEnumerable<SecretSource> Secrets => [Url];
}
