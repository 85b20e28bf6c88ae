namespace Slipway.Core.Notices.Model;

/// <summary>A Microsoft Teams workflow that posts what its webhook gets, whose address is its secret.</summary>
public sealed record TeamsSpec : ChannelSpec
{
    public const string Key = "teams";

    public required SecretSource Url { get; init; }

    public override string Name => Key;

    public override IEnumerable<SecretSource> Secrets => [Url];
}
