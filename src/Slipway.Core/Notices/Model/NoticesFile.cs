namespace Slipway.Core.Notices.Model;

/// <summary>A <c>notices.yaml</c>: whom a server tells of what, and who may tell it something.</summary>
public sealed record NoticesFile
{
    /// <summary>By their names, which differ.</summary>
    public IReadOnlyList<Destination> Destinations { get; init; } = [];

    public IReadOnlyList<NoticeRoute> Routes { get; init; } = [];

    /// <summary>How tries follow one another.</summary>
    public RetrySpec Retry { get; init; } = new();

    /// <summary>By their names, which differ.</summary>
    public IReadOnlyList<InboundHook> Inbound { get; init; } = [];

    /// <summary>Where people find this server, for links in notices; null: where it answers.</summary>
    public Uri? Link { get; init; }

    public static NoticesFile Nothing { get; } = new();

    /// <summary>All secrets that it refers to.</summary>
    public IEnumerable<SecretSource> Secrets =>
    [
        .. Destinations.SelectMany(d => d.Channel.Secrets),
        .. Inbound.Select(hook => hook.Secret),
    ];
}
