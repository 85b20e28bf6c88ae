using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;
using Slipway.Integrations.Notices;

namespace Slipway.Adapters.Tests.Integrations.Notices;

internal static class SampleNotices
{
    public const string Id = "shop.production.7/12";

    public const string Secret = "canary-secret-of-more-than-16-bytes";

    public static NoticeBody RollingBack { get; } = new()
    {
        Topic = "rollout.rolling-back",
        Rollout = "shop.production.7",
        Sequence = 12,
        App = "shop",
        Environment = "production",
        Version = "2.0.0",
        FromVersion = "1.0.0",
        Kind = "deploy",
        Phase = "rolling-back",
        Who = "engine",
        When = new DateTimeOffset(2026, 1, 5, 9, 0, 0, 250, TimeSpan.Zero),
        Sentence = "rolling back: errors <5 % & rising",
        Reason = "errors <5 % & rising",
    };

    public static NoticeBody Promoted { get; } = RollingBack with { Topic = "rollout.promoted", Phase = "promoted", Sentence = "2.0.0 promoted", Reason = null };

    public static Uri Link { get; } = new("https://slipway.example.org/");

    /// <summary>Secrets of a file of which each variable has <see cref="Secret"/>, or what a test says.</summary>
    public static Secrets Secrets(ChannelSpec channel, string? value = null)
    {
        var file = new NoticesFile { Destinations = [new Destination { Name = "team", Channel = channel }] };
        return Slipway.Integrations.Notices.Secrets.Take(file, "/", _ => value ?? Secret, []);
    }

    public static SecretSource Env(string name = "A_SECRET") => new() { Env = name, Line = 1 };
}
