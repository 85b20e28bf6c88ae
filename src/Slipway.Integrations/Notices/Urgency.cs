using Slipway.Core.Notices;

namespace Slipway.Integrations.Notices;

internal static class Urgency
{
    public static UrgencyLevel Of(NoticeBody notice) => (notice.Topic, notice.Phase) switch
    {
        (_, "failed") => UrgencyLevel.Critical,
        ("rollout.rolling-back", _) => UrgencyLevel.Error,
        ("rollout.waiting", _) => UrgencyLevel.Warning,
        _ => UrgencyLevel.Info,
    };
}
