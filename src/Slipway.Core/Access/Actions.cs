namespace Slipway.Core.Access;

/// <summary>What access rules are about: the names are the verbs.</summary>
public static class Actions
{
    public const string View = "view";
    public const string Logs = "logs";
    public const string Deploy = "deploy";
    public const string Approve = "approve";
    public const string Promote = "promote";
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Abort = "abort";
    public const string Retry = "retry";
    public const string Rollback = "rollback";
    public const string SwitchTraffic = "switch-traffic";
    public const string Freeze = "freeze";
    public const string Hold = "hold";

    /// <summary>Pass a gate, with a reason.</summary>
    public const string Override = "override";

    /// <summary>Skip approvals and windows, with a reason and a review afterwards.</summary>
    public const string Emergency = "emergency";

    /// <summary>Review an emergency.</summary>
    public const string Review = "review";

    /// <summary>Sign off an item of a checklist.</summary>
    public const string Sign = "sign";

    /// <summary>Report an alert from monitoring.</summary>
    public const string Alert = "alert";

    /// <summary>Hand out and revoke tokens, read the whole record, and what else concerns the server itself.</summary>
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } =
    [
        View, Logs, Deploy, Approve, Promote, Pause, Resume, Abort, Retry, Rollback, SwitchTraffic, Freeze, Hold, Override, Emergency,
        Review, Sign, Alert, Admin,
    ];
}
