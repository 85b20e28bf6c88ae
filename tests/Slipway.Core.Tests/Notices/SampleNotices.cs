using Slipway.Core.Notices;

namespace Slipway.Core.Tests.Notices;

internal static class SampleNotices
{
    public static NoticeBody Notice(string topic = "rollout.promoted", string app = "shop", string environment = "production", int sequence = 1, string rollout = "shop.production.1") => new()
    {
        Topic = topic,
        Rollout = rollout,
        Sequence = sequence,
        App = app,
        Environment = environment,
        Version = "2.0.0",
        Kind = "deploy",
        Phase = "promoted",
        Who = "engine",
        When = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero),
        Sentence = "2.0.0 promoted",
    };
}
