namespace Slipway.Core.Notices.Model;

/// <summary>Datadog's log intake.</summary>
public sealed record DatadogSpec : ChannelSpec
{
    public const string Key = "datadog";

    public static readonly Uri Standard = new("https://http-intake.logs.datadoghq.com");

    public required SecretSource ApiKey { get; init; }

    /// <summary>Scheme and host, which differ from site to site; the path is the intake's own.</summary>
    public Uri Url { get; init; } = Standard;

    public override string Name => Key;

    public override IEnumerable<SecretSource> Secrets => [ApiKey];
}
