namespace Slipway.Core.Notices.Model;

/// <summary>Splunk's HTTP Event Collector.</summary>
public sealed record SplunkSpec : ChannelSpec
{
    public const string Key = "splunk";

    /// <summary>Scheme, host and port; the path is the collector's own.</summary>
    public required Uri Url { get; init; }

    public required SecretSource Token { get; init; }

    /// <summary>Null: the token's own.</summary>
    public string? Index { get; init; }

    public override string Name => Key;

    public override IEnumerable<SecretSource> Secrets => [Token];
}
